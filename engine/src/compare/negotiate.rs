//! Several parties' weights: where they agree, what a disagreement matters, and what could be agreed on.

use super::matrix::{number, sorted};
use super::rank::{competition_ranks, mean_shift};
use super::recipe::Recipe;
use super::weigh::shares;
use crate::statistics::sums::quantile;

/// What the parties want of one indicator, in shares of the index.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Opinion {
    /// The smallest weight.
    pub least: f64,
    /// The median weight.
    pub median: f64,
    /// The greatest weight.
    pub most: f64,
    /// How much the order of places hangs on it: the mean absolute shift of rank between the index with the smallest
    /// and the one with the greatest weight for this indicator, all others at their median.
    pub matters: f64,
}

/// Weights that could be agreed on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// For each indicator its share of the index.
    pub weights: Vec<f64>,
    /// For each party the share of weight that it gives up: half the sum of the absolute differences to its own.
    pub regret: Vec<f64>,
    /// For each party the mean absolute shift of rank against its own ranking.
    pub shift: Vec<Option<f64>>,
}

/// What comes of several sets of weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Negotiation {
    /// For each party the shares of its indicators.
    pub shares: Vec<Vec<f64>>,
    /// For each party the scores of places.
    pub scores: Vec<Vec<Option<f64>>>,
    /// For each party the ranks of places.
    pub ranks: Vec<Vec<Option<u32>>>,
    /// For each indicator what the parties want.
    pub opinions: Vec<Opinion>,
    /// For each group below the index what they want of its indicators together.
    pub pillars: Vec<Opinion>,
    /// The median of the parties' weights.
    pub median: Proposal,
    /// The weights whose largest regret is least.
    pub least_regret: Proposal,
    /// The share of pairs of places that all parties put in the same order; equal ranks count for either.
    pub agreed_pairs: Option<f64>,
}

/// Weighs an index by each of several sets (one weight for each node) and looks for common ground.
///
/// Nothing where no set has a positive weight. The sets may weigh pillars and indicators in their own way; what is
/// compared and proposed are the shares that indicators have in the whole.
#[must_use]
pub fn negotiate(recipe: &Recipe, sets: &[Vec<f64>]) -> Option<Negotiation> {
    let leaves = recipe.structure.leaves;
    let of_set = |set: &Vec<f64>| shares(&recipe.structure.shares(set)[..leaves]);
    let own: Vec<Vec<f64>> = sets.iter().map(of_set).collect::<Option<_>>()?;
    if own.is_empty() {
        return None;
    }
    let bench = Table::new(recipe);
    let scores: Vec<Vec<f64>> = sets.iter().map(|set| bench.scores(set)).collect();
    let ranks: Vec<Vec<Option<u32>>> = scores.iter().map(|scores| competition_ranks(scores)).collect();
    let propose = |weights: Vec<f64>| {
        let proposed = competition_ranks(&bench.scores(&bench.set_of(&weights)));
        Proposal {
            regret: own.iter().map(|own| given_up(own, &weights)).collect(),
            shift: ranks.iter().map(|ranks| mean_shift(ranks, &proposed)).collect(),
            weights,
        }
    };
    let median = median_shares(&own);
    let opinions = (0..leaves).map(|leaf| opinion(&bench, &own, &median, &[leaf])).collect();
    let groups = recipe.structure.groups.split_last().map_or(&[][..], |(_, groups)| groups);
    let pillars = groups.iter().map(|group| opinion(&bench, &own, &median, &group.members)).collect();
    Some(Negotiation {
        scores: scores.iter().map(|s| s.iter().map(|x| (!x.is_nan()).then_some(*x)).collect()).collect(),
        opinions,
        pillars,
        least_regret: propose(least_regret(&own, &median)),
        median: propose(median),
        agreed_pairs: agreed_pairs(&ranks),
        shares: own,
        ranks,
    })
}

/// An index whose normalised values stay and whose weights change.
struct Table<'a> {
    recipe: &'a Recipe,
    nodes: super::matrix::Matrix,
}

impl<'a> Table<'a> {
    fn new(recipe: &'a Recipe) -> Self {
        Self { recipe, nodes: recipe.build().nodes }
    }

    fn scores(&self, weights: &[f64]) -> Vec<f64> {
        let mut nodes = self.nodes.clone();
        let rule = self.recipe.aggregate.first().copied().unwrap_or_default();
        super::aggregate::aggregate(&self.recipe.structure, weights, rule, self.recipe.missing, &mut nodes);
        nodes.column(self.recipe.structure.top()).to_vec()
    }

    /// Weights of all nodes that give the indicators these shares.
    fn set_of(&self, shares: &[f64]) -> Vec<f64> {
        let structure = &self.recipe.structure;
        let mut weights = shares.to_vec();
        for group in &structure.groups {
            let total = group.members.iter().map(|member| weights[*member]).sum();
            weights.push(total);
        }
        weights
    }
}

/// The median of each indicator's share, rescaled to one; the mean of the parties where all medians are zero.
fn median_shares(own: &[Vec<f64>]) -> Vec<f64> {
    let of = |leaf: usize| own.iter().map(|set| set[leaf]).collect::<Vec<f64>>();
    let leaves = own.first().map_or(0, Vec::len);
    let medians: Vec<f64> =
        (0..leaves).map(|leaf| quantile(&sorted(&of(leaf)), 0.5).unwrap_or(0.0)).collect();
    shares(&medians).unwrap_or_else(|| mean_shares(own))
}

fn mean_shares(own: &[Vec<f64>]) -> Vec<f64> {
    let leaves = own.first().map_or(0, Vec::len);
    (0..leaves).map(|leaf| own.iter().map(|set| set[leaf]).sum::<f64>() / number(own.len())).collect()
}

/// The share of weight that lies elsewhere: half the sum of absolute differences, 0 to 1.
fn given_up(own: &[f64], other: &[f64]) -> f64 {
    own.iter().zip(other).map(|(a, b)| (a - b).abs()).sum::<f64>() / 2.0
}

/// What the parties want of some indicators together: of one, or of all of a pillar.
fn opinion(bench: &Table, own: &[Vec<f64>], median: &[f64], leaves: &[usize]) -> Opinion {
    let together = |set: &[f64]| leaves.iter().map(|leaf| set[*leaf]).sum::<f64>();
    let wanted = sorted(&own.iter().map(|set| together(set)).collect::<Vec<_>>());
    let (Some(least), Some(most)) = (wanted.first().copied(), wanted.last().copied()) else {
        return Opinion::default();
    };
    let of_median = together(median);
    // Within, and among the others, the proportions stay.
    let with = |share: f64| {
        let inside = if of_median > 0.0 { share / of_median } else { 0.0 };
        let outside = if of_median < 1.0 { (1.0 - share) / (1.0 - of_median) } else { 0.0 };
        let one = |(at, weight): (usize, &f64)| match leaves.contains(&at) {
            true if of_median > 0.0 => weight * inside,
            true => share / number(leaves.len()),
            false => weight * outside,
        };
        let weights: Vec<f64> = median.iter().enumerate().map(one).collect();
        competition_ranks(&bench.scores(&bench.set_of(&weights)))
    };
    let matters = mean_shift(&with(least), &with(most)).unwrap_or(0.0);
    Opinion { least, median: of_median, most, matters }
}

/// The weights whose largest regret over the parties is least.
///
/// The largest of the distances is a convex function of the weights, so that steps down its steepest side come to its
/// least value; half the greatest distance between two parties is a bound below it, at which the search ends.
/// Source: N. Z. Shor, *Minimization Methods for Non-Differentiable Functions* (Springer, 1985); the length of steps
/// after B. T. Polyak, "Minimization of unsmooth functionals", USSR Computational Mathematics and Mathematical Physics
/// 9 (1969), 14–29.
fn least_regret(own: &[Vec<f64>], start: &[f64]) -> Vec<f64> {
    let largest = |weights: &[f64]| {
        let regrets = own.iter().map(|set| given_up(set, weights)).enumerate();
        regrets.fold((0, 0.0), |worst, (at, regret)| if regret > worst.1 { (at, regret) } else { worst })
    };
    let mut bound: f64 = 0.0;
    for (at, left) in own.iter().enumerate() {
        for right in &own[..at] {
            bound = bound.max(given_up(left, right) / 2.0);
        }
    }
    let begin = [start.to_vec(), mean_shares(own)];
    let mut best =
        begin.iter().min_by(|a, b| largest(a).1.total_cmp(&largest(b).1)).cloned().unwrap_or_default();
    let mut weights = best.clone();
    let mut least = largest(&best).1;
    let (mut stage, mut at_stage) = (1_u32, least);
    for round in 1_u32..=20_000 {
        let (party, regret) = largest(&weights);
        // At every doubling (from 500 rounds on) the search must have come a ten-thousandth nearer to the bound.
        if round >= 500 && round == 2 * stage {
            if at_stage - least < 1e-4 * (at_stage - bound) {
                break;
            }
            at_stage = least;
        }
        if round == 2 * stage {
            stage = round;
        }
        if least <= bound + 1e-12 {
            break;
        }
        // Towards the party that loses most; half of each sign, as the regret is half the sum.
        let towards: Vec<f64> = own[party]
            .iter()
            .zip(&weights)
            .map(|(a, b)| (a - b).partial_cmp(&0.0).map_or(0.0, |o| f64::from(o as i8)))
            .collect();
        let mean = towards.iter().sum::<f64>() / number(towards.len());
        let direction: Vec<f64> = towards.iter().map(|d| d - mean).collect();
        let norm: f64 = direction.iter().map(|d| d * d).sum();
        if norm <= 0.0 {
            break;
        }
        let aim = bound.max(least - 0.5 / f64::from(round));
        let step = 2.0 * (regret - aim).max(1e-9) / norm;
        let moved: Vec<f64> = weights.iter().zip(&direction).map(|(w, d)| w + step * d).collect();
        weights = onto_simplex(&moved);
        let now = largest(&weights).1;
        if now < least {
            least = now;
            best.clone_from(&weights);
        }
    }
    best
}

/// The nearest weights that are not negative and add up to one.
///
/// Source: J. Duchi and others, "Efficient projections onto the l₁-ball for learning in high dimensions", ICML 2008.
fn onto_simplex(values: &[f64]) -> Vec<f64> {
    let mut down = sorted(values);
    down.reverse();
    let (mut sum, mut cut) = (0.0, 0.0);
    for (at, value) in down.iter().enumerate() {
        sum += value;
        let candidate = (sum - 1.0) / number(at + 1);
        if *value > candidate {
            cut = candidate;
        }
    }
    values.iter().map(|value| (value - cut).max(0.0)).collect()
}

fn agreed_pairs(ranks: &[Vec<Option<u32>>]) -> Option<f64> {
    let places = ranks.first().map_or(0, Vec::len);
    let (mut pairs, mut agreed) = (0, 0);
    for a in 0..places {
        for b in a + 1..places {
            let both: Option<Vec<(u32, u32)>> = ranks.iter().map(|of| of[a].zip(of[b])).collect();
            let Some(both) = both else { continue };
            pairs += 1;
            agreed += usize::from(both.iter().all(|(a, b)| a <= b) || both.iter().all(|(a, b)| a >= b));
        }
    }
    (pairs > 0).then(|| number(agreed) / number(pairs))
}

#[cfg(test)]
mod tests {
    use super::super::spread::tests::recipe;
    use super::super::vary::Weighing;
    use super::*;

    fn three(sets: &[[f64; 3]]) -> Vec<Vec<f64>> {
        sets.iter().map(|set| shares(set).unwrap()).collect()
    }

    fn largest(own: &[Vec<f64>], weights: &[f64]) -> f64 {
        own.iter().map(|set| given_up(set, weights)).fold(0.0, f64::max)
    }

    #[test]
    fn two_parties_meet_half_way() {
        let own = three(&[[8.0, 1.0, 1.0], [2.0, 5.0, 3.0]]);
        let found = least_regret(&own, &median_shares(&own));
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // Half the distance of the two: 0.6 / 2.
        assert!((largest(&own, &found) - 0.3).abs() < 1e-9, "{found:?}");
    }

    /// Three parties who each want one thing only: any weights take at least two thirds from somebody.
    #[test]
    fn three_parties_at_the_corners() {
        let own = three(&[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
        let found = least_regret(&own, &median_shares(&own));
        assert!((largest(&own, &found) - 2.0 / 3.0).abs() < 1e-9, "{found:?}");
    }

    /// Against every point of a fine grid.
    #[test]
    fn nothing_on_a_grid_is_better() {
        let own = three(&[[6.0, 3.0, 1.0], [1.0, 8.0, 1.0], [2.0, 2.0, 6.0], [5.0, 1.0, 4.0]]);
        let found = largest(&own, &least_regret(&own, &median_shares(&own)));
        let mut least = f64::INFINITY;
        for a in 0..=200 {
            for b in 0..=200 - a {
                let at = [f64::from(a) / 200.0, f64::from(b) / 200.0, f64::from(200 - a - b) / 200.0];
                least = least.min(largest(&own, &at));
            }
        }
        assert!(found <= least + 1e-3, "{found} {least}");
    }

    #[test]
    fn parties_who_agree_have_nothing_to_give_up() {
        let recipe = recipe(&[0.9, 0.5, 0.1], &[0.8, 0.6, 0.2], Weighing::Fixed);
        let set = vec![1.0, 1.0, 3.0, 1.0, 1.0];
        let found = negotiate(&recipe, &[set.clone(), set]).unwrap();
        assert_eq!(found.median.regret, [0.0, 0.0]);
        assert_eq!(found.least_regret.regret, [0.0, 0.0]);
        assert_eq!(found.agreed_pairs, Some(1.0));
        assert_eq!(found.opinions[0], Opinion { least: 0.75, median: 0.75, most: 0.75, matters: 0.0 });
        assert_eq!(found.ranks[0], [Some(1), Some(2), Some(3)]);
        assert_eq!(negotiate(&recipe, &[]), None);
        assert_eq!(negotiate(&recipe, &[vec![0.0; 5]]), None);
    }

    #[test]
    fn what_matters_is_what_turns_the_order() {
        // The two places trade places between the pillars; a third is always last.
        let recipe = recipe(&[0.9, 0.1, 0.0], &[0.1, 0.9, 0.0], Weighing::Fixed);
        let sets = [vec![1.0, 1.0, 3.0, 1.0, 1.0], vec![1.0, 1.0, 1.0, 3.0, 1.0]];
        let found = negotiate(&recipe, &sets).unwrap();
        assert_eq!(found.shares, [[0.75, 0.25], [0.25, 0.75]]);
        assert!((found.opinions[0].matters - 2.0 / 3.0).abs() < 1e-12);
        // Each pillar is one indicator: what is wanted of the one is wanted of the other.
        assert_eq!(found.pillars, found.opinions);
        assert_eq!(found.agreed_pairs, Some(2.0 / 3.0));
        assert_eq!(found.median.weights, [0.5, 0.5]);
        assert_eq!(found.median.regret, [0.25, 0.25]);
    }
}
