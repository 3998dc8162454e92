//! An index as a recipe with alternatives: the nominal way first, and what could have been done instead.

use super::aggregate::{Aggregate, Missing, Room, Structure, aggregate_in};
use super::impute::{Impute, impute};
use super::matrix::Matrix;
use super::normalise::{Normalise, Scratch};
use super::random::Chance;
use super::sampling::{Sampling, Tables};
use super::treat::Treat;
use super::vary::{Factor, Weighing, draw_weights};

/// Everything that an index is made of. Of each list of alternatives the first is the nominal one; where there are
/// several and the factor is varied, each is as likely as the others.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// Places × indicators, in the indicators' units.
    pub raw: Matrix,
    /// For each indicator whether less is better.
    pub lower: Vec<bool>,
    /// For each place the number of its group.
    pub groups: Vec<Option<usize>>,
    /// The error of each cell, where it is varied.
    pub sampling: Option<Sampling>,
    /// How gaps are filled.
    pub impute: Vec<Impute>,
    /// How outliers are treated.
    pub treat: Vec<Option<Treat>>,
    /// How each indicator is normalised.
    pub normalise: Vec<Vec<Normalise>>,
    /// How scores are put together.
    pub aggregate: Vec<Aggregate>,
    /// When a score is missing.
    pub missing: Missing,
    /// Indicators, pillars, index.
    pub structure: Structure,
    /// The nominal weight of each node.
    pub weights: Vec<f64>,
    /// How weights vary.
    pub weighing: Weighing,
}

/// The scores of all nodes, and the steps on the way.
#[derive(Clone, Debug)]
pub struct Built {
    /// After gaps were filled and outliers treated.
    pub treated: Matrix,
    /// Cells that were filled, as (row, column).
    pub filled: Vec<(usize, usize)>,
    /// Indicators, pillars and the index, normalised.
    pub nodes: Matrix,
}

impl Recipe {
    /// Builds the index the nominal way.
    #[must_use]
    pub fn build(&self) -> Built {
        let mut bench = Bench::new(self);
        let mut treated = self.raw.clone();
        let rule = self.impute.first().copied().unwrap_or_default();
        let filled = impute(&mut treated, rule, &self.groups);
        if let Some(Some(treat)) = self.treat.first() {
            for column in 0..treated.columns() {
                treat.apply(treated.column_mut(column));
            }
        }
        self.prepare(&Sides::nominal(), &mut bench);
        bench.weights.copy_from_slice(&self.weights);
        self.combine(self.aggregate.first().copied().unwrap_or_default(), &mut bench);
        Built { treated, filled, nodes: bench.nodes }
    }

    /// The factors that vary, in a fixed order.
    #[must_use]
    pub fn factors(&self) -> Vec<Factor> {
        let mut factors = Vec::new();
        if self.sampling.is_some() {
            factors.push(Factor::Sampling);
        }
        for (varies, factor) in [
            (self.impute.len() > 1, Factor::Imputation),
            (self.treat.len() > 1, Factor::Treatment),
            (self.normalise.len() > 1, Factor::Normalisation),
            (self.aggregate.len() > 1, Factor::Aggregation),
        ] {
            if varies {
                factors.push(factor);
            }
        }
        factors.extend(self.weighing.factors(&self.structure, &self.weights));
        factors
    }

    /// Normalised indicators of a draw, into the first columns of the bench's nodes.
    pub(crate) fn prepare(&self, sides: &Sides, bench: &mut Bench) {
        let impute_by = sides.choose(Factor::Imputation, self.impute.len());
        let treat_by = sides.choose(Factor::Treatment, self.treat.len());
        let normalise_by = sides.choose(Factor::Normalisation, self.normalise.len());
        let known = (self.sampling.is_none() || sides.draw.is_none()).then_some(
            (impute_by * self.treat.len().max(1) + treat_by) * self.normalise.len().max(1) + normalise_by,
        );
        // Without sampling error there are only so many normalised tables: each is worked out once.
        if let Some(Some(leaves)) = known.and_then(|at| bench.known.get(at)) {
            for column in 0..leaves.columns() {
                bench.nodes.column_mut(column).copy_from_slice(leaves.column(column));
            }
            return;
        }
        bench.values.copy_from(&self.raw);
        if let (Some(sampling), Some(_)) = (&self.sampling, sides.draw) {
            sampling.draw(
                &mut sides.chance(Factor::Sampling),
                &bench.tables,
                &mut bench.values,
                &mut bench.common,
            );
        }
        let rule = self.impute.get(impute_by).copied().unwrap_or_default();
        if rule != Impute::None {
            impute(&mut bench.values, rule, &self.groups);
        }
        let treat = self.treat.get(treat_by).copied().flatten();
        let Some(normalise) = self.normalise.get(normalise_by) else { return };
        for (column, (rule, lower)) in normalise.iter().zip(&self.lower).enumerate() {
            if let Some(treat) = treat {
                treat.apply(bench.values.column_mut(column));
            }
            let leaf = bench.nodes.column_mut(column);
            leaf.copy_from_slice(bench.values.column(column));
            rule.apply(leaf, *lower, &mut bench.scratch);
        }
        if let Some(slot) = known.and_then(|at| bench.known.get_mut(at)) {
            *slot = Some(bench.nodes.select(&(0..self.structure.leaves).collect::<Vec<_>>()));
        }
    }

    /// The weights of a draw.
    pub(crate) fn weigh(&self, sides: &Sides, bench: &mut Bench) {
        bench.weights.copy_from_slice(&self.weights);
        draw_weights(
            &self.weighing,
            &self.structure,
            &self.weights,
            sides,
            &bench.tables.normal,
            &mut bench.weights,
        );
    }

    /// Scores of a draw from what is prepared and weighed; the index's are the last column of the nodes.
    pub(crate) fn combine(&self, rule: Aggregate, bench: &mut Bench) {
        aggregate_in(&self.structure, &bench.weights, rule, self.missing, &mut bench.nodes, &mut bench.room);
    }

    pub(crate) fn rule(&self, sides: &Sides) -> Aggregate {
        let at = sides.choose(Factor::Aggregation, self.aggregate.len());
        self.aggregate.get(at).copied().unwrap_or_default()
    }
}

/// Where the chance of a draw comes from: for each factor from one of two independent sides.
#[derive(Clone, Debug)]
pub(crate) struct Sides {
    pub seed: u64,
    /// Nothing for the nominal way: no chance at all.
    pub draw: Option<u64>,
    /// Factors in the order of their numbers; those listed come from the second side.
    pub second: Side,
}

/// Which factors come from the second side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Side {
    None,
    All,
    Only(Factor),
}

impl Sides {
    pub(crate) fn nominal() -> Self {
        Self { seed: 0, draw: None, second: Side::None }
    }

    /// The stream of a factor.
    pub(crate) fn chance(&self, factor: Factor) -> Chance {
        let second = match self.second {
            Side::None => false,
            Side::All => true,
            Side::Only(only) => only == factor,
        };
        Chance::of(self.seed, factor.number(), u64::from(second), self.draw.unwrap_or(0))
    }

    /// One of the alternatives of a factor; the nominal one where nothing is drawn or there is no other.
    pub(crate) fn choose(&self, factor: Factor, of: usize) -> usize {
        if self.draw.is_none() || of < 2 { 0 } else { self.chance(factor).below(of) }
    }
}

/// Room to work in: a draw allocates nothing where no gap is filled and no outlier treated.
#[derive(Clone, Debug)]
pub(crate) struct Bench {
    values: Matrix,
    pub nodes: Matrix,
    pub weights: Vec<f64>,
    room: Room,
    scratch: Scratch,
    tables: Tables,
    common: Vec<f64>,
    known: Vec<Option<Matrix>>,
}

impl Bench {
    pub(crate) fn new(recipe: &Recipe) -> Self {
        let ways = recipe.impute.len().max(1) * recipe.treat.len().max(1) * recipe.normalise.len().max(1);
        Self {
            values: recipe.raw.clone(),
            nodes: Matrix::missing(recipe.raw.rows(), recipe.structure.nodes()),
            weights: recipe.weights.clone(),
            room: Room::default(),
            scratch: Scratch::default(),
            tables: Tables::default(),
            common: Vec::new(),
            known: vec![None; if ways <= 64 { ways } else { 0 }],
        }
    }

    /// The scores of the index.
    pub(crate) fn scores(&self) -> &[f64] {
        self.nodes.column(self.nodes.columns() - 1)
    }
}
