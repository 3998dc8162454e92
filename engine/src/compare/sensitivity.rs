//! What ranks depend on: Sobol's indices of first and total order.

use super::matrix::number;
use super::rank::ascending;
use super::recipe::{Bench, Recipe, Side, Sides};
use super::vary::Factor;

/// How many base draws where nobody says; each costs as many builds as there are factors, and two.
pub const BASE: u32 = 2_000;

/// The part of a variance that a factor brings about.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sobol {
    /// First order: the share that would go if the factor were known, all others still varying.
    pub first: f64,
    /// The standard error of `first` from so many draws.
    pub first_error: f64,
    /// Total order: the share that would remain if everything but the factor were known.
    pub total: f64,
    /// The standard error of `total`.
    pub total_error: f64,
}

/// Sobol's indices of each place's rank and of the ranking as a whole, worked out step by step.
///
/// Formula: with base draws `A` and `B`, and `AB` as `A` but for one factor taken from `B`,
/// `first = 1 − Σ (y(B) − y(AB))² / 2NV` and `total = Σ (y(A) − y(AB))² / 2NV`.
/// Source: M. J. W. Jansen, "Analysis of variance designs for model output", Computer Physics Communications 117
/// (1999), 35–43; A. Saltelli and others, "Variance based sensitivity analysis of model output", Computer Physics
/// Communications 181 (2010), 259–270.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    recipe: Recipe,
    seed: u64,
    factors: Vec<Factor>,
    nominal: Vec<f64>,
    first: Bench,
    second: Bench,
    mixed: Bench,
    draws: u32,
    tallies: Vec<Tally>,
    order: Vec<usize>,
    ranks: Vec<f64>,
    y: [Vec<f64>; 3],
}

/// Sums for one target: its moments, and for each factor the squared differences.
#[derive(Clone, Debug, Default)]
struct Tally {
    sum: f64,
    squares: f64,
    from_second: Vec<(f64, f64)>,
    from_first: Vec<(f64, f64)>,
}

impl Sensitivity {
    /// An analysis that has drawn nothing yet.
    #[must_use]
    pub fn new(recipe: &Recipe, seed: u64) -> Self {
        let factors = recipe.factors();
        let rows = recipe.raw.rows();
        let none = vec![(0.0, 0.0); factors.len()];
        let tally = Tally { from_second: none.clone(), from_first: none, ..Tally::default() };
        let mut new = Self {
            recipe: recipe.clone(),
            seed,
            nominal: Vec::new(),
            first: Bench::new(recipe),
            second: Bench::new(recipe),
            mixed: Bench::new(recipe),
            draws: 0,
            tallies: vec![tally; rows + 1],
            order: Vec::new(),
            ranks: vec![0.0; rows],
            y: [vec![0.0; rows + 1], vec![0.0; rows + 1], vec![0.0; rows + 1]],
            factors,
        };
        let nominal = Sides::nominal();
        new.recipe.prepare(&nominal, &mut new.first);
        new.recipe.weigh(&nominal, &mut new.first);
        new.recipe.combine(new.recipe.rule(&nominal), &mut new.first);
        new.rank(0);
        new.nominal = new.ranks.clone();
        new
    }

    /// The factors, in the order of the indices.
    #[must_use]
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// How many base draws so far.
    #[must_use]
    pub fn draws(&self) -> u32 {
        self.draws
    }

    /// Draws so many times more. Without factors there is nothing to draw.
    pub fn step(&mut self, draws: u32) {
        for _ in 0..if self.factors.is_empty() { 0 } else { draws } {
            let draw = Some(u64::from(self.draws));
            let sides = |second| Sides { seed: self.seed, draw, second };
            let (a, b) = (sides(Side::None), sides(Side::All));
            self.evaluate(&a, 0);
            self.evaluate(&b, 1);
            for at in 0..self.factors.len() {
                let factor = self.factors[at];
                let mixed = Sides { second: Side::Only(factor), ..a.clone() };
                // Weights and aggregation leave the normalised values as they were.
                let kept = matches!(factor, Factor::Aggregation | Factor::Weights | Factor::Weight(_));
                if kept {
                    self.mixed.nodes.copy_from(&self.first.nodes);
                } else {
                    self.recipe.prepare(&mixed, &mut self.mixed);
                }
                self.recipe.weigh(&mixed, &mut self.mixed);
                self.recipe.combine(self.recipe.rule(&mixed), &mut self.mixed);
                self.rank(2);
                self.keep(2);
                self.compare(at);
            }
            for target in 0..self.tallies.len() {
                for side in [0, 1] {
                    let y = self.y[side][target];
                    self.tallies[target].sum += y;
                    self.tallies[target].squares += y * y;
                }
            }
            self.draws += 1;
        }
    }

    fn evaluate(&mut self, sides: &Sides, side: usize) {
        let bench = if side == 0 { &mut self.first } else { &mut self.second };
        self.recipe.prepare(sides, bench);
        self.recipe.weigh(sides, bench);
        self.recipe.combine(self.recipe.rule(sides), bench);
        self.rank(side);
        self.keep(side);
    }

    /// Ranks from the best down; a place without a score stands behind all others.
    fn rank(&mut self, side: usize) {
        let bench = [&self.first, &self.second, &self.mixed][side];
        let upside: Vec<f64> = bench.scores().iter().map(|score| -score).collect();
        let there = ascending(&upside, &mut self.ranks, &mut self.order);
        for rank in self.ranks.iter_mut().filter(|rank| rank.is_nan()) {
            *rank = number(there + 1);
        }
    }

    /// Keeps the targets of a side: each place's rank, and last the mean shift from the nominal ranking.
    fn keep(&mut self, side: usize) {
        let rows = self.ranks.len();
        self.y[side][..rows].copy_from_slice(&self.ranks);
        let shift: f64 =
            self.ranks.iter().zip(&self.nominal).map(|(rank, nominal)| (rank - nominal).abs()).sum();
        self.y[side][rows] = if rows == 0 { 0.0 } else { shift / number(rows) };
    }

    fn compare(&mut self, factor: usize) {
        let [a, b, mixed] = &self.y;
        for (target, tally) in self.tallies.iter_mut().enumerate() {
            for (sums, from) in [(&mut tally.from_second, b), (&mut tally.from_first, a)] {
                let difference = from[target] - mixed[target];
                let square = difference * difference;
                sums[factor].0 += square;
                sums[factor].1 += square * square;
            }
        }
    }

    /// For each factor its part in the variance of a place's rank; nothing where the rank does not vary.
    #[must_use]
    pub fn of_place(&self, place: usize) -> Option<Vec<Sobol>> {
        self.tallies[..self.tallies.len() - 1].get(place).and_then(|tally| tally.indices(self.draws))
    }

    /// For each factor its part in the variance of the mean shift of ranks from the nominal ranking.
    #[must_use]
    pub fn of_ranking(&self) -> Option<Vec<Sobol>> {
        self.tallies.last().and_then(|tally| tally.indices(self.draws))
    }
}

impl Tally {
    fn indices(&self, draws: u32) -> Option<Vec<Sobol>> {
        let n = f64::from(draws);
        let both = 2.0 * n;
        let variance = (self.squares - self.sum * self.sum / both) / (both - 1.0);
        if draws < 2 || variance <= 1e-12 {
            return None;
        }
        let part = |(sum, squares): (f64, f64)| {
            let mean = sum / n;
            let spread = ((squares / n - mean * mean).max(0.0) / n).sqrt();
            (mean / (2.0 * variance), spread / (2.0 * variance))
        };
        let of = |(second, first): (&(f64, f64), &(f64, f64))| {
            let ((remaining, first_error), (total, total_error)) = (part(*second), part(*first));
            Sobol { first: 1.0 - remaining, first_error, total, total_error }
        };
        Some(self.from_second.iter().zip(&self.from_first).map(of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::aggregate::Aggregate;
    use super::super::sampling::{Sampling, Uncertain};
    use super::super::spread::tests::recipe;
    use super::super::vary::Weighing;
    use super::*;

    #[test]
    fn a_factor_alone_explains_all() {
        let recipe = recipe(
            &[0.6, 0.4],
            &[0.4, 0.6],
            Weighing::Sets(vec![vec![1.0, 1.0, 2.0, 1.0, 1.0], vec![1.0, 1.0, 1.0, 2.0, 1.0]]),
        );
        let mut found = Sensitivity::new(&recipe, 1);
        found.step(500);
        assert_eq!(found.factors(), [Factor::Weights]);
        let only = found.of_place(0).unwrap()[0];
        assert!((only.first - 1.0).abs() < 1e-12 && (only.total - 1.0).abs() < 0.1, "{only:?}");
    }

    /// Two weights that tip one order: P(g₁ > g₂) with equal gamma variables. By symmetry both weights have the same
    /// indices, and the first orders with the interaction add up to one.
    #[test]
    fn equal_weights_share_the_blame() {
        let recipe = recipe(&[0.6, 0.4], &[0.4, 0.6], Weighing::Dirichlet { concentration: 100.0 });
        let mut found = Sensitivity::new(&recipe, 1);
        found.step(4000);
        let of = found.of_place(1).unwrap();
        assert_eq!(of.len(), 2);
        assert!((of[0].first - of[1].first).abs() < 4.0 * (of[0].first_error + of[1].first_error));
        // Two factors: first₁ + first₂ + interaction = 1 and total₁ = first₁ + interaction, so total₁ + first₂ = 1.
        assert!((of[0].total + of[1].first - 1.0).abs() < 0.06, "{of:?}");
        // Of the sign of a difference of two equal normal variables a third is first order on each side (the variance
        // of E[sign | g₁] is that of a uniform variable on −1…1).
        assert!((of[0].first - 1.0 / 3.0).abs() < 0.06 && (of[0].total - 2.0 / 3.0).abs() < 0.06, "{of:?}");
    }

    #[test]
    fn what_changes_nothing_has_no_part() {
        let mut recipe = recipe(&[0.6, 0.4], &[0.4, 0.6], Weighing::Dirichlet { concentration: 100.0 });
        // Of two equal pillars the same method twice changes nothing.
        recipe.aggregate = vec![Aggregate::Arithmetic, Aggregate::Arithmetic];
        let mut found = Sensitivity::new(&recipe, 1);
        found.step(1000);
        assert_eq!(found.factors()[0], Factor::Aggregation);
        let of = found.of_place(0).unwrap();
        assert_eq!(of[0].total, 0.0);
        // Equal scores share the first rank, so the mean shift from there is always one half: nothing to explain.
        assert_eq!(found.of_ranking(), None);
        assert!(of[0].first.abs() < 0.1);
    }

    #[test]
    fn nothing_varies() {
        let fixed = recipe(&[0.6, 0.4], &[0.4, 0.6], Weighing::Fixed);
        let mut found = Sensitivity::new(&fixed, 1);
        found.step(10);
        assert_eq!((found.of_ranking(), found.of_place(0), found.draws()), (None, None, 0));
        let mut far = recipe(&[0.9, 0.1], &[0.9, 0.1], Weighing::Fixed);
        let cell =
            |value: f64| Some(Uncertain { value, low: value - 0.01, high: value + 0.01, share: false });
        far.sampling = Some(Sampling::new(&[cell(0.9), cell(0.1), cell(0.9), cell(0.1)], 0.0));
        let mut found = Sensitivity::new(&far, 1);
        found.step(50);
        assert_eq!(found.of_place(0), None);
    }
}
