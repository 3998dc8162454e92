//! Ranks over many draws: ranges, chances, and who is clearly ahead of whom.

use super::matrix::number;
use super::rank::alike;
use super::recipe::{Bench, Recipe, Side, Sides};
use esito_model::CLEAR;

/// The seed where nobody names one.
pub const SEED: u64 = 20_241;
/// How many draws where nobody says.
pub const DRAWS: u32 = 10_000;
/// An index worked out again and again, each time with what varies drawn anew.
///
/// A draw depends on its number and the seed only: however many steps the work is cut into, the counts are the same.
#[derive(Clone, Debug)]
pub struct Simulation {
    recipe: Recipe,
    seed: u64,
    bench: Bench,
    order: Vec<u32>,
    spread: Spread,
    /// The scores of all draws, draw after draw; none where they are of several scales.
    scores: Vec<f64>,
    one_scale: bool,
}

/// What the draws so far say about ranks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many draws.
    pub draws: u32,
    places: usize,
    /// For each place how often it had each rank.
    ranks: Vec<u32>,
    /// For each pair how often the first was ahead of the second.
    ahead: Vec<u32>,
}

impl Simulation {
    /// A simulation that has drawn nothing yet.
    #[must_use]
    pub fn new(recipe: &Recipe, seed: u64) -> Self {
        let places = recipe.raw.rows();
        let spread =
            Spread { draws: 0, places, ranks: vec![0; places * places], ahead: vec![0; places * places] };
        Self {
            recipe: recipe.clone(),
            seed,
            bench: Bench::new(recipe),
            order: Vec::with_capacity(places),
            spread,
            scores: Vec::new(),
            one_scale: recipe.normalise.len() < 2 && recipe.aggregate.len() < 2,
        }
    }

    /// What is worked out again and again; the nominal way is the first of each list.
    pub(super) fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    /// Draws so many times more.
    pub fn step(&mut self, draws: u32) {
        for _ in 0..draws {
            let draw = Some(u64::from(self.spread.draws));
            let sides = Sides { seed: self.seed, draw, second: Side::None };
            self.recipe.prepare(&sides, &mut self.bench);
            self.recipe.weigh(&sides, &mut self.bench);
            self.recipe.combine(self.recipe.rule(&sides), &mut self.bench);
            self.spread.count(self.bench.scores(), &mut self.order);
            if self.one_scale {
                self.scores.extend_from_slice(self.bench.scores());
            }
        }
    }

    /// The range of scores that leaves 5 % of the draws out on each side; nothing where draws were of several scales,
    /// or where the place never had a score.
    #[must_use]
    pub fn score_range(&self, place: usize) -> Option<(f64, f64)> {
        let places = self.spread.places.max(1);
        let own = self.scores.iter().skip(place).step_by(places).copied();
        let mut own: Vec<f64> = own.filter(|score| !score.is_nan()).collect();
        let (low, high) = (nearest_rank(0.05, own.len())?, nearest_rank(0.95, own.len())?);
        let high = *own.select_nth_unstable_by(high, f64::total_cmp).1;
        let low = *own.select_nth_unstable_by(low, f64::total_cmp).1;
        Some((low, high))
    }

    /// What the draws so far say.
    #[must_use]
    pub fn spread(&self) -> &Spread {
        &self.spread
    }

    /// What all draws said.
    #[must_use]
    pub fn finish(self) -> Spread {
        self.spread
    }
}

/// The position in ascending order of the smallest of so many values that at least this share does not exceed.
fn nearest_rank(share: f64, of: usize) -> Option<usize> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a length")]
    let least = (share * number(of)).ceil().max(1.0) as usize;
    (of > 0).then(|| least.min(of) - 1)
}

impl Spread {
    fn count(&mut self, scores: &[f64], order: &mut Vec<u32>) {
        self.draws += 1;
        order.clear();
        #[expect(clippy::cast_possible_truncation, reason = "fewer than 2^32 places")]
        order.extend((0..scores.len()).filter(|at| !scores[*at].is_nan()).map(|at| at as u32));
        order.sort_unstable_by(|a, b| scores[*b as usize].total_cmp(&scores[*a as usize]).then(a.cmp(b)));
        let mut first_equal = 0;
        for (at, place) in order.iter().enumerate() {
            let place = *place as usize;
            if scores[place] < scores[order[first_equal] as usize] {
                first_equal = at;
            }
            self.ranks[place * self.places + first_equal] += 1;
            for better in &order[..first_equal] {
                self.ahead[*better as usize * self.places + place] += 1;
            }
        }
    }

    fn counts(&self, place: usize) -> &[u32] {
        self.ranks.get(place * self.places..(place + 1) * self.places).unwrap_or_default()
    }

    fn ranked(&self, place: usize) -> u32 {
        self.counts(place).iter().sum()
    }

    /// The smallest rank that at least this share of the draws does not exceed; nothing where it was never ranked.
    #[must_use]
    pub fn quantile(&self, place: usize, share: f64) -> Option<u32> {
        let least = (share * f64::from(self.ranked(place))).ceil().max(1.0);
        let mut seen = 0;
        for (at, count) in self.counts(place).iter().enumerate() {
            seen += count;
            if f64::from(seen) >= least {
                return u32::try_from(at + 1).ok();
            }
        }
        None
    }

    /// The range of ranks that leaves 5 % of the draws out on each side.
    #[must_use]
    pub fn range(&self, place: usize) -> Option<(u32, u32)> {
        self.quantile(place, 0.05).zip(self.quantile(place, 0.95))
    }

    /// The mean rank.
    #[must_use]
    pub fn mean(&self, place: usize) -> Option<f64> {
        let ranked = self.ranked(place);
        let sum: f64 =
            self.counts(place).iter().enumerate().map(|(at, n)| number(at + 1) * f64::from(*n)).sum();
        (ranked > 0).then(|| sum / f64::from(ranked))
    }

    /// The share of draws in which the place is among the first so many; nothing where it was never ranked.
    #[must_use]
    pub fn among_first(&self, place: usize, first: usize) -> Option<f64> {
        let within: u32 = self.counts(place).iter().take(first).sum();
        (self.draws > 0 && self.ranked(place) > 0).then(|| f64::from(within) / f64::from(self.draws))
    }

    /// The share of draws in which `a` is ahead of `b`; equal scores count for neither.
    #[must_use]
    pub fn ahead(&self, a: usize, b: usize) -> f64 {
        if self.draws == 0 || a >= self.places || b >= self.places {
            return 0.0;
        }
        f64::from(self.ahead[a * self.places + b]) / f64::from(self.draws)
    }

    /// Groups of places, in the order given, within which nobody is clearly ahead: [`CLEAR`] of the draws or more.
    #[must_use]
    pub fn groups(&self, order: &[usize]) -> Vec<Vec<usize>> {
        alike(order, |a, b| self.ahead(a, b) >= CLEAR)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::aggregate::{Aggregate, Missing, Structure};
    use super::super::impute::Impute;
    use super::super::matrix::Matrix;
    use super::super::normalise::Normalise;
    use super::super::sampling::{Sampling, Uncertain};
    use super::super::vary::Weighing;
    use super::*;

    /// Two pillars of one indicator each, given from 0 to 1.
    pub(crate) fn recipe(left: &[f64], right: &[f64], weighing: Weighing) -> Recipe {
        let column = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
        let posts = Normalise::Goalposts { worst: 0.0, best: 1.0, low: 0.0, high: 1.0 };
        Recipe {
            raw: Matrix::from_columns(&[column(left), column(right)]),
            lower: vec![false; 2],
            groups: Vec::new(),
            sampling: None,
            impute: vec![Impute::None],
            treat: vec![None],
            normalise: vec![vec![posts; 2]],
            aggregate: vec![Aggregate::Arithmetic],
            missing: Missing::Exclude,
            structure: Structure::pillars(2, &[vec![0], vec![1]]),
            weights: vec![1.0; 5],
            weighing,
        }
    }

    #[test]
    fn without_chance_every_draw_is_the_nominal_one() {
        let recipe = recipe(&[0.9, 0.5, 0.5, 0.1], &[0.9, 0.5, 0.5, f64::NAN], Weighing::Fixed);
        let mut simulation = Simulation::new(&recipe, SEED);
        simulation.step(10);
        let spread = simulation.finish();
        assert_eq!(spread.range(0), Some((1, 1)));
        assert_eq!(
            (spread.range(1), spread.range(2), spread.range(3)),
            (Some((2, 2)), Some((2, 2)), Some((4, 4)))
        );
        assert_eq!((spread.ahead(0, 1), spread.ahead(1, 2), spread.ahead(2, 1)), (1.0, 0.0, 0.0));
        assert_eq!((spread.among_first(1, 3), spread.mean(3)), (Some(1.0), Some(4.0)));
        assert_eq!(spread.groups(&[0, 1, 2, 3]), [vec![0], vec![1, 2], vec![3]]);
        assert!(recipe.factors().is_empty());
    }

    #[test]
    fn steps_do_not_matter() {
        let recipe = recipe(&[0.2, 0.9, 0.5], &[0.8, 0.3, 0.5], Weighing::Dirichlet { concentration: 10.0 });
        let run = |steps: &[u32]| {
            let mut simulation = Simulation::new(&recipe, 3);
            steps.iter().for_each(|step| simulation.step(*step));
            simulation.finish()
        };
        assert_eq!(run(&[1000]), run(&[1, 499, 500]));
        assert_ne!(run(&[1000]), run(&[999]));
    }

    /// a leads by 0.2·g₁ on the first pillar and trails by 0.2·g₂ on the second: with equal gamma weights it is ahead
    /// in half of the draws.
    #[test]
    fn even_chances() {
        let recipe = recipe(&[0.6, 0.4], &[0.4, 0.6], Weighing::Dirichlet { concentration: 100.0 });
        let mut simulation = Simulation::new(&recipe, SEED);
        simulation.step(10_000);
        let spread = simulation.finish();
        assert!((spread.ahead(0, 1) - 0.5).abs() < 0.02, "{}", spread.ahead(0, 1));
        assert_eq!(spread.range(0), Some((1, 2)));
        assert_eq!(spread.groups(&[0, 1]), [vec![0, 1]]);
        assert!((spread.mean(0).unwrap() + spread.mean(1).unwrap() - 3.0).abs() < 1e-12);
    }

    /// A difference of 0.1 with a standard error of 0.05 on each side: P(ahead) = Φ(0.1 / (0.05 √2)) = 0.9214.
    #[test]
    fn sampling_error_alone() {
        let mut recipe = recipe(&[0.6, 0.5], &[f64::NAN; 2], Weighing::Fixed);
        let cell = |value: f64| {
            let half = 0.05 * 1.959_963_984_540_054;
            Some(Uncertain { value, low: value - half, high: value + half, share: false })
        };
        recipe.sampling = Some(Sampling::new(&[cell(0.6), cell(0.5)], 0.0));
        let mut simulation = Simulation::new(&recipe, SEED);
        simulation.step(20_000);
        assert!((simulation.spread().ahead(0, 1) - 0.921_350).abs() < 4.0 * 0.0019);
        // 5 and 95 % of a normal distribution lie 1.644854 deviations off; four standard errors of such a quantile.
        let (low, high) = simulation.score_range(0).unwrap();
        let off = 1.644_854 * 0.05;
        assert!(
            (low - 0.6 + off).abs() < 4.0 * 0.000_75 && (high - 0.6 - off).abs() < 4.0 * 0.000_75,
            "{low} {high}"
        );
        recipe.aggregate.push(Aggregate::Geometric);
        let mut simulation = Simulation::new(&recipe, SEED);
        simulation.step(10);
        assert_eq!(simulation.score_range(0), None, "scores of two means are no range");
    }

    #[test]
    fn nobody_is_ranked_where_nothing_is_there() {
        let recipe = recipe(&[f64::NAN], &[f64::NAN], Weighing::Fixed);
        let mut simulation = Simulation::new(&recipe, SEED);
        simulation.step(5);
        let spread = simulation.spread();
        assert_eq!((spread.range(0), spread.mean(0), spread.among_first(0, 3)), (None, None, None));
        assert_eq!(simulation.score_range(0), None);
        let empty = self::recipe(&[], &[], Weighing::Fixed);
        let mut simulation = Simulation::new(&empty, SEED);
        simulation.step(5);
        assert!(simulation.spread().groups(&[]).is_empty());
    }
}
