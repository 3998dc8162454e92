//! Normalised indicators into pillars, pillars into an index.

use super::matrix::{Matrix, number};

/// How scores of one level become a score of the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aggregate {
    /// The weighted mean: a shortfall in one indicator is made up in full by a surplus in another.
    #[default]
    Arithmetic,
    /// The weighted geometric mean: a shortfall is made up only in part, and less the deeper it is. Defined for
    /// positive scores.
    Geometric,
    /// The weighted harmonic mean: the weakest scores decide most. Defined for positive scores.
    Harmonic,
    /// Copeland's score: the weights of the indicators on which a place is ahead of another (half where they are
    /// equal), added over all others. Only order counts; nothing is made up by a large lead.
    Copeland,
}

/// When a group of scores has a score of its own although some are missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Missing {
    /// Always, unless all are missing; the other weights are rescaled.
    Exclude,
    /// Where at least this share of the weight is there.
    RequireWeight(f64),
    /// Where at least this share of the members is there, whatever their weights.
    RequireCount(f64),
}

impl Missing {
    /// Whether so much weight of all, and so many members of all, are enough.
    fn enough(self, weight: f64, of_weight: f64, present: f64, of_members: f64) -> bool {
        // A share that is met but for the last digit is met.
        let met = |part: f64, share: f64, of: f64| part >= share * of * (1.0 - 1e-12);
        present > 0.0
            && match self {
                Self::Exclude => true,
                Self::RequireWeight(share) => met(weight, share, of_weight),
                Self::RequireCount(share) => met(present, share, of_members),
            }
    }
}

/// A group: its members are leaves (indicators, `0..leaves`) or groups that come before it (`leaves + position`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The members.
    pub members: Vec<usize>,
}

/// The tree of an index: groups in an order in which members come before what they belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// How many indicators.
    pub leaves: usize,
    /// The groups; the last one is the index.
    pub groups: Vec<Group>,
}

impl Structure {
    /// An index of pillars: each pillar lists its indicators, and all pillars make the index.
    #[must_use]
    pub fn pillars(leaves: usize, pillars: &[Vec<usize>]) -> Self {
        let mut groups: Vec<Group> =
            pillars.iter().map(|members| Group { members: members.clone() }).collect();
        groups.push(Group { members: (leaves..leaves + pillars.len()).collect() });
        Self { leaves, groups }
    }

    /// Leaves and groups together: one weight and one column of scores for each.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.leaves + self.groups.len()
    }

    /// The position of the index among the nodes.
    #[must_use]
    pub fn top(&self) -> usize {
        self.nodes().saturating_sub(1)
    }

    /// The share of the index that each node carries by its weights, from 1 at the top down.
    #[must_use]
    pub fn shares(&self, weights: &[f64]) -> Vec<f64> {
        let mut shares = vec![0.0; self.nodes()];
        if let Some(top) = shares.last_mut() {
            *top = 1.0;
        }
        for (at, group) in self.groups.iter().enumerate().rev() {
            let total: f64 = group.members.iter().map(|member| weights[*member]).sum();
            for member in group.members.iter().filter(|_| total > 0.0) {
                shares[*member] += shares[self.leaves + at] * weights[*member] / total;
            }
        }
        shares
    }
}

/// Works out all groups from scores in the first `leaves` columns of `nodes`, in place.
///
/// Weights are relative within a group; a weight of zero takes a member out, and a group whose weights are all zero has
/// no score. Missing: by `missing`. A geometric or harmonic mean that meets a score that is not positive is undefined,
/// and so is everything above it: it is never left out as if it were missing.
pub fn aggregate(
    structure: &Structure,
    weights: &[f64],
    rule: Aggregate,
    missing: Missing,
    nodes: &mut Matrix,
) {
    let mut room = Room::default();
    aggregate_in(structure, weights, rule, missing, nodes, &mut room);
}

/// Room to work in, so that a draw of the simulation allocates nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room {
    total: Vec<f64>,
    present: Vec<f64>,
    score: Vec<f64>,
}

pub(crate) fn aggregate_in(
    structure: &Structure,
    weights: &[f64],
    rule: Aggregate,
    missing: Missing,
    nodes: &mut Matrix,
    room: &mut Room,
) {
    let rows = nodes.rows();
    for (at, group) in structure.groups.iter().enumerate() {
        for part in [&mut room.total, &mut room.present, &mut room.score] {
            part.clear();
            part.resize(rows, 0.0);
        }
        let counted = |member: &&usize| weights[**member] > 0.0;
        let of_weight: f64 = group.members.iter().filter(counted).map(|member| weights[*member]).sum();
        let of_members = number(group.members.iter().filter(counted).count());
        for member in group.members.iter().filter(counted) {
            add(nodes.column(*member), weights[*member], rule, room);
        }
        if rule == Aggregate::Copeland {
            outrank(group, weights, nodes, &mut room.score);
        }
        let sums = room.total.iter().zip(&room.present).zip(&room.score);
        for (out, ((total, present), sum)) in nodes.column_mut(structure.leaves + at).iter_mut().zip(sums) {
            let (total, present) = (*total, *present);
            let enough = match missing {
                Missing::Exclude => present > 0.0,
                // A share that is met but for the last digit is met.
                Missing::RequireWeight(share) => present > 0.0 && total >= share * of_weight * (1.0 - 1e-12),
                Missing::RequireCount(share) => {
                    present > 0.0 && present >= share * of_members * (1.0 - 1e-12)
                }
            };
            let score = match rule {
                Aggregate::Arithmetic => sum / total,
                Aggregate::Geometric => libm::exp(sum / total),
                Aggregate::Harmonic => total / sum,
                Aggregate::Copeland => *sum,
            };
            *out = match (enough, score.is_finite()) {
                (false, _) => f64::NAN,
                (true, true) => score,
                (true, false) => UNDEFINED,
            };
        }
    }
    for at in structure.leaves..structure.nodes() {
        for score in nodes.column_mut(at) {
            *score = if *score == UNDEFINED { f64::NAN } else { *score };
        }
    }
}

/// Stands for a score that is undefined although nothing is missing, until the whole index is worked out: what is made of
/// it is undefined too, and must not be read as missing and left out.
const UNDEFINED: f64 = f64::NEG_INFINITY;

/// Adds a member's scores to the sums of its group.
fn add(scores: &[f64], weight: f64, rule: Aggregate, room: &mut Room) {
    let parts = room.total.iter_mut().zip(&mut room.present).zip(&mut room.score);
    let both = scores.iter().zip(parts);
    if rule == Aggregate::Arithmetic {
        // The way most draws go, without a branch that depends on the data.
        for (score, ((total, present), sum)) in both {
            let there = f64::from(u8::from(!score.is_nan()));
            *total += weight * there;
            *present += there;
            *sum += if score.is_nan() { 0.0 } else { weight * score };
        }
        return;
    }
    for (score, ((total, present), sum)) in both {
        if score.is_nan() {
            continue;
        }
        *total += weight;
        *present += 1.0;
        *sum += match rule {
            // A score that is not positive makes the group's score NaN for good.
            Aggregate::Geometric if *score > 0.0 => weight * libm::log(*score),
            Aggregate::Harmonic if *score > 0.0 => weight / score,
            Aggregate::Geometric | Aggregate::Harmonic => f64::NAN,
            Aggregate::Arithmetic | Aggregate::Copeland => 0.0,
        };
    }
}

/// Copeland's scores of a group: the row sums of its outranking matrix. Of two places the members that both have are
/// looked at; where there is none, each has half.
fn outrank(group: &Group, weights: &[f64], nodes: &Matrix, score: &mut [f64]) {
    for a in 0..score.len() {
        for b in a + 1..score.len() {
            let (mut ahead, mut both) = (0.0, 0.0);
            for member in &group.members {
                let column = nodes.column(*member);
                let (one, other) = (column[a], column[b]);
                if one.is_nan() || other.is_nan() {
                    continue;
                }
                let weight = weights[*member].max(0.0);
                both += weight;
                // Scores of pillars are sums: what differs in their last digit is equal.
                if (one - other).abs() <= 1e-12 * one.abs().max(other.abs()) {
                    ahead += weight / 2.0;
                } else if one > other {
                    ahead += weight;
                }
            }
            let share = if both > 0.0 { ahead / both } else { 0.5 };
            score[a] += share;
            score[b] += 1.0 - share;
        }
    }
}

/// For each place the share of the index that stands on indicators with a value, within groups that have enough of
/// them by `missing`; the index itself need not have enough, since that is what is asked.
#[must_use]
pub fn coverage_by_weight(
    structure: &Structure,
    weights: &[f64],
    leaves: &Matrix,
    missing: Missing,
) -> Vec<f64> {
    let shares = structure.shares(weights);
    let mut there = vec![false; structure.nodes()];
    let mut covered = vec![0.0; structure.nodes()];
    let mut of_place = |row: usize| {
        for leaf in 0..structure.leaves {
            there[leaf] = leaves.get(row, leaf).is_some();
            covered[leaf] = if there[leaf] { shares[leaf] } else { 0.0 };
        }
        for (at, group) in structure.groups.iter().enumerate() {
            let counted = || group.members.iter().copied().filter(|member| weights[*member] > 0.0);
            let present = || counted().filter(|member| there[*member]);
            let weight =
                |members: &mut dyn Iterator<Item = usize>| -> f64 { members.map(|m| weights[m]).sum() };
            let enough = missing.enough(
                weight(&mut present()),
                weight(&mut counted()),
                number(present().count()),
                number(counted().count()),
            );
            let sum: f64 = present().map(|member| covered[member]).sum();
            let node = structure.leaves + at;
            there[node] = enough;
            covered[node] = if enough || node == structure.top() { sum } else { 0.0 };
        }
        covered.last().copied().unwrap_or(0.0)
    };
    (0..leaves.rows()).map(&mut of_place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(values: &[f64], weights: &[f64], rule: Aggregate, missing: Missing) -> Option<f64> {
        let structure =
            Structure { leaves: values.len(), groups: vec![Group { members: (0..values.len()).collect() }] };
        let columns: Vec<_> = values.iter().map(|x| vec![Some(*x)]).chain([vec![None]]).collect();
        let mut nodes = Matrix::from_columns(&columns);
        let weights: Vec<f64> = weights.iter().copied().chain([1.0]).collect();
        aggregate(&structure, &weights, rule, missing, &mut nodes);
        nodes.get(0, values.len())
    }

    /// OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 7: geometric means of four scores.
    #[test]
    fn geometric_means_of_the_handbook() {
        for (values, expected) in [
            ([21.0, 1.0, 1.0, 1.0], 2.14),
            ([6.0, 6.0, 6.0, 6.0], 6.0),
            ([21.0, 2.0, 1.0, 1.0], 2.54),
            ([6.0, 7.0, 6.0, 6.0], 6.23),
        ] {
            let found = one(&values, &[1.0; 4], Aggregate::Geometric, Missing::Exclude).unwrap();
            assert!((found - expected).abs() < 0.006, "{found}");
        }
    }

    #[test]
    fn what_is_not_positive_has_no_geometric_mean() {
        for rule in [Aggregate::Geometric, Aggregate::Harmonic] {
            assert_eq!(one(&[1.0, -2.0], &[1.0; 2], rule, Missing::Exclude), None);
            assert_eq!(one(&[1.0, 0.0], &[1.0; 2], rule, Missing::Exclude), None);
        }
        assert_eq!(one(&[1.0, 4.0], &[1.0; 2], Aggregate::Harmonic, Missing::Exclude), Some(1.6));
    }

    #[test]
    fn what_is_undefined_is_not_left_out() {
        let structure = Structure::pillars(2, &[vec![0], vec![1]]);
        let mut nodes =
            Matrix::from_columns(&[vec![Some(-1.0)], vec![Some(4.0)], vec![None], vec![None], vec![None]]);
        aggregate(&structure, &[1.0; 5], Aggregate::Geometric, Missing::Exclude, &mut nodes);
        assert_eq!((nodes.get(0, 2), nodes.get(0, 3), nodes.get(0, 4)), (None, Some(4.0), None));
    }

    #[test]
    fn missing_by_rule() {
        let values = [1.0, f64::NAN, 4.0];
        let weights = [1.0, 2.0, 1.0];
        let found = |missing| one(&values, &weights, Aggregate::Arithmetic, missing);
        assert_eq!(found(Missing::Exclude), Some(2.5));
        assert_eq!(found(Missing::RequireWeight(0.5)), Some(2.5));
        assert_eq!(found(Missing::RequireWeight(0.6)), None);
        assert_eq!(found(Missing::RequireCount(0.6)), Some(2.5));
        assert_eq!(found(Missing::RequireCount(0.7)), None);
        let nothing = one(&[f64::NAN; 2], &[1.0; 2], Aggregate::Arithmetic, Missing::RequireWeight(0.0));
        assert_eq!(nothing, None);
    }

    #[test]
    fn weights_of_zero_take_out() {
        assert_eq!(one(&[1.0, 9.0], &[1.0, 0.0], Aggregate::Arithmetic, Missing::Exclude), Some(1.0));
        assert_eq!(one(&[1.0, -9.0], &[1.0, 0.0], Aggregate::Geometric, Missing::Exclude), Some(1.0));
        assert_eq!(one(&[1.0, 9.0], &[0.0, 0.0], Aggregate::Arithmetic, Missing::Exclude), None);
    }

    /// Three places, two indicators of weights 2 and 1: a beats b on both, c beats a on the second only.
    #[test]
    fn copeland_counts_order_only() {
        let structure = Structure { leaves: 2, groups: vec![Group { members: vec![0, 1] }] };
        let column = |values: [f64; 3]| values.map(Some).to_vec();
        let mut nodes =
            Matrix::from_columns(&[column([3.0, 1.0, 2.0]), column([2.0, 1.0, 3.0]), vec![None; 3]]);
        aggregate(&structure, &[2.0, 1.0, 1.0], Aggregate::Copeland, Missing::Exclude, &mut nodes);
        let scores: Vec<f64> = nodes.column(2).to_vec();
        for (found, expected) in scores.iter().zip([1.0 + 2.0 / 3.0, 0.0, 1.0 / 3.0 + 1.0]) {
            assert!((found - expected).abs() < 1e-12, "{scores:?}");
        }
    }

    /// What is missing wins and loses nothing, wherever its place stands in the table.
    #[test]
    fn copeland_looks_at_what_both_places_have() {
        let structure = Structure { leaves: 2, groups: vec![Group { members: vec![0, 1] }] };
        let scores = |first: [Option<f64>; 3], second: [Option<f64>; 3]| {
            let mut nodes = Matrix::from_columns(&[first.to_vec(), second.to_vec(), vec![None; 3]]);
            aggregate(&structure, &[2.0, 1.0, 1.0], Aggregate::Copeland, Missing::Exclude, &mut nodes);
            nodes.column(2).to_vec()
        };
        // b beats a by the second alone; a beats c by two thirds; b loses to c by the second.
        let found = scores([Some(3.0), None, Some(2.0)], [Some(1.0), Some(2.0), Some(3.0)]);
        for (found, expected) in found.iter().zip([2.0 / 3.0, 1.0, 4.0 / 3.0]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        // Nothing in common: half each.
        let found = scores([Some(3.0), None, None], [None, Some(2.0), None]);
        assert_eq!((found[0], found[1], found[2].is_nan()), (1.0, 1.0, true));
    }

    #[test]
    fn shares_and_coverage_go_down_the_tree() {
        let structure = Structure::pillars(3, &[vec![0, 1], vec![2]]);
        let weights = [3.0, 1.0, 5.0, 1.0, 3.0, 1.0];
        let shares = structure.shares(&weights);
        assert_eq!(shares[..3], [0.1875, 0.0625, 0.75]);
        let mut nodes = Matrix::from_columns(&[
            vec![Some(1.0), None],
            vec![Some(1.0), Some(0.0)],
            vec![None, Some(1.0)],
            vec![None; 2],
            vec![None; 2],
            vec![None; 2],
        ]);
        aggregate(&structure, &weights, Aggregate::Arithmetic, Missing::RequireWeight(0.5), &mut nodes);
        assert_eq!((nodes.get(0, 5), nodes.get(1, 5)), (None, Some(1.0)));
        let covered = |missing| coverage_by_weight(&structure, &weights, &nodes, missing);
        assert_eq!(covered(Missing::RequireWeight(0.5)), [0.25, 0.75]);
        assert_eq!(covered(Missing::Exclude), [0.25, 0.8125]);
    }
}
