//! From findings to places side by side, step by step: a seat can show how it converges, and stop.

use super::beside;
use super::gather::{Gathered, gather};
use super::matrix::Matrix;
use super::recipe::{Built, Recipe};
use super::sensitivity::Sensitivity;
use super::setting::{recipe, varied, weights, without};
use super::spread::Simulation;
use super::tell;
use esito_model::{CompareQuestion, Comparison, Finding, Framework, Index, IndexMember, IndexParty, Pillar};
use std::collections::BTreeMap;

/// Draws in one step: some tens of milliseconds in a browser for fifty places and fifty indicators.
const DRAWS_AT_ONCE: u32 = 250;
/// Base draws of the sensitivity indices in one step.
const BASE_AT_ONCE: u32 = 20;

/// A comparison being worked out. The scores are there at once; ranges of ranks and what they depend on follow.
#[derive(Clone, Debug)]
pub struct Comparing {
    question: CompareQuestion,
    base: Comparison,
    /// For each place in the order of the comparison its row.
    order: Vec<usize>,
    /// Names of the nodes whose weights vary.
    nodes: Vec<String>,
    simulation: Simulation,
    sensitivity: Sensitivity,
}

impl Comparing {
    /// Compares places by an index of the framework; nothing where it has none of that name.
    ///
    /// `findings` are those of an answer with places and periods; `groups` says for each place what it is like, where
    /// the index fills gaps by groups. A party or a context of the question that is not known counts as none, and a
    /// doubt says so.
    #[must_use]
    pub fn new(
        framework: &Framework,
        findings: &[Finding],
        groups: &BTreeMap<String, String>,
        question: &CompareQuestion,
    ) -> Option<Self> {
        let mut index = framework.indexes.iter().find(|index| index.id == question.index)?.clone();
        // A reader's party of a known name stands behind the framework's own.
        index.parties.extend(question.parties.iter().cloned());
        let index = &index;
        let asked = question.period.as_deref().or(index.period.as_deref());
        let gathered = gather(framework, index, findings, asked);
        let party = question.party.as_ref().and_then(|id| index.parties.iter().find(|party| party.id == *id));
        let sets: Vec<&IndexParty> = party.into_iter().chain(&question.weights).collect();
        let mut nominal = recipe(framework, index, &gathered, groups, &sets);
        let (built, counts) = settle(&mut nominal);
        let parties = of_parties(index, &gathered, &nominal, &counts);
        let sets: Vec<Vec<f64>> = parties.iter().map(|(_, set)| set.clone()).collect();
        let varied = varied(&nominal, index, &gathered, &sets, question);
        let nodes = gathered
            .members
            .iter()
            .map(|member| member.indicator.id.clone())
            .chain(index.pillars.iter().map(|pillar| pillar.id.clone()))
            .collect();
        let told =
            tell::Told { index, gathered: &gathered, recipe: &nominal, built: &built, counts: &counts };
        let (mut base, order) = told.comparison(question);
        crate::VERSION.clone_into(&mut base.engine);
        base.party = party.map(|party| party.id.clone());
        base.period = asked.map(str::to_owned);
        told.groups(groups, &mut base);
        told.parties(&parties, &order, &mut base);
        beside::best(&nominal, &built, &order, &mut base);
        beside::funnels(&gathered, &order, &mut base);
        let context = of_context(framework, findings, asked, question, &gathered.places);
        beside::peers(&context.0, &context.1, question.peers, &order, &mut base);
        told.remarks(&varied, question, &mut base);
        tell::unknown(framework, index, question, &mut base);
        Some(Self {
            question: question.clone(),
            simulation: Simulation::new(&varied, question.seed),
            sensitivity: Sensitivity::new(&varied, question.seed),
            base,
            order,
            nodes,
        })
    }

    /// The same, with the hash of the bundle that the findings come from.
    #[must_use]
    pub fn of_bundle(mut self, hash: &str) -> Self {
        hash.clone_into(&mut self.base.bundle);
        self
    }

    /// Does some work and says how much is done of how much; nothing when all is done.
    pub fn step(&mut self) -> Option<(u64, u64)> {
        let draws = self.simulation.spread().draws;
        let base = if self.sensitivity.factors().is_empty() { 0 } else { self.question.base };
        if draws < self.question.draws {
            self.simulation.step(DRAWS_AT_ONCE.min(self.question.draws - draws));
        } else if self.sensitivity.draws() < base {
            self.sensitivity.step(BASE_AT_ONCE.min(base - self.sensitivity.draws()));
        } else {
            return None;
        }
        let done = u64::from(self.simulation.spread().draws) + u64::from(self.sensitivity.draws());
        Some((done, u64::from(self.question.draws) + u64::from(base)))
    }

    /// How many draws so far.
    #[must_use]
    pub fn draws(&self) -> u32 {
        self.simulation.spread().draws
    }

    /// Whether less of an indicator is better, by its position; nothing where there is none.
    pub(super) fn lower(&self, indicator: usize) -> Option<bool> {
        self.simulation.recipe().lower.get(indicator).copied()
    }

    /// The rank that a place would have with another value of an indicator, both by their positions in the comparison.
    pub(super) fn rank_with(&self, place: usize, indicator: usize, value: f64) -> Option<u32> {
        let row = *self.order.get(place)?;
        beside::rank_with(self.simulation.recipe(), (row, indicator), value)
    }

    /// The comparison as far as it is.
    #[must_use]
    pub fn comparison(&self) -> Comparison {
        let mut out = self.base.clone();
        tell::ranges(&self.simulation, &self.order, &mut out);
        tell::sensitivity(&self.sensitivity, &self.order, &self.nodes, &mut out);
        out
    }

    /// The whole comparison.
    #[must_use]
    pub fn finish(mut self) -> Comparison {
        while self.step().is_some() {}
        self.comparison()
    }
}

/// The context of places: its values in their order, and the weights of its indicators.
fn of_context(
    framework: &Framework,
    findings: &[Finding],
    asked: Option<&str>,
    question: &CompareQuestion,
    places: &[String],
) -> (Matrix, Vec<f64>) {
    let indicators = question.context.iter().map(|(id, weight)| IndexMember {
        id: id.clone(),
        weight: *weight,
        ..IndexMember::default()
    });
    let pillar = Pillar { indicators: indicators.collect(), ..Pillar::default() };
    let gathered = gather(framework, &Index { pillars: vec![pillar], ..Index::default() }, findings, asked);
    let mut context = Matrix::missing(places.len(), gathered.members.len());
    for (column, member) in gathered.members.iter().enumerate() {
        for (code, cell) in gathered.places.iter().zip(&member.cells) {
            if let Ok(row) = places.binary_search(code) {
                context.set(row, column, cell.value);
            }
        }
    }
    (context, gathered.members.iter().map(|member| member.weight).collect())
}

/// Builds the index, takes the weight from indicators that have values and yet no scale, and builds again.
fn settle(nominal: &mut Recipe) -> (Built, Vec<bool>) {
    let built = nominal.build();
    let some = |matrix: &Matrix, column: usize| matrix.column(column).iter().any(|x| !x.is_nan());
    let counts: Vec<bool> = (0..nominal.structure.leaves)
        .map(|leaf| some(&built.nodes, leaf) || !some(&nominal.raw, leaf))
        .collect();
    if counts.iter().all(|counts| *counts) {
        return (built, counts);
    }
    without(&mut nominal.weights, &nominal.structure, &counts);
    (nominal.build(), counts)
}

/// The weights of all nodes with the party's name, the index's own (without a name) first; nothing where there is no
/// party. A party that gives weight to nothing wants no index and is left out.
fn of_parties(
    index: &Index,
    gathered: &Gathered,
    nominal: &Recipe,
    counts: &[bool],
) -> Vec<(String, Vec<f64>)> {
    if index.parties.is_empty() {
        return Vec::new();
    }
    let own = (String::new(), weights(index, gathered, &[]));
    let others = index.parties.iter().map(|party| (party.id.clone(), weights(index, gathered, &[party])));
    let mut all: Vec<(String, Vec<f64>)> = std::iter::once(own).chain(others).collect();
    for (_, set) in &mut all {
        without(set, &nominal.structure, counts);
    }
    let leaves = nominal.structure.leaves;
    all.retain(|(_, set)| nominal.structure.shares(set)[..leaves].iter().any(|share| *share > 0.0));
    all
}

#[cfg(test)]
mod tests;
