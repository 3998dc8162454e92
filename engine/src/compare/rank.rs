//! Ranks, and what is made of them.

use super::matrix::number;
use esito_model::number::round12;

/// Competition ranks (1, 2, 2, 4) of scores, 1 for the greatest; a missing score has none.
///
/// Scores are compared at twelve significant digits, as they are printed: what looks equal shares its rank, and no
/// last binary digit puts one place before another.
///
/// ```
/// use esito_engine::compare::competition_ranks;
/// let ranks = competition_ranks(&[0.3, 0.1 + 0.2, f64::NAN, 0.9, 0.1]);
/// assert_eq!(ranks, [Some(2), Some(2), None, Some(1), Some(4)]);
/// ```
#[must_use]
pub fn competition_ranks(scores: &[f64]) -> Vec<Option<u32>> {
    let rounded: Vec<f64> = scores.iter().map(|score| round12(*score)).collect();
    let mut order: Vec<usize> = (0..scores.len()).filter(|at| !scores[*at].is_nan()).collect();
    order.sort_by(|a, b| rounded[*b].total_cmp(&rounded[*a]).then(a.cmp(b)));
    let mut ranks = vec![None; scores.len()];
    let mut rank = 0;
    for (before, at) in order.iter().enumerate() {
        if before == 0 || rounded[*at] < rounded[order[before - 1]] {
            rank = u32::try_from(before + 1).unwrap_or(u32::MAX);
        }
        ranks[*at] = Some(rank);
    }
    ranks
}

/// Ranks from the least number up; equal numbers share the lowest of their ranks. NaN where missing.
pub(crate) fn ascending(values: &[f64], out: &mut [f64], order: &mut Vec<usize>) -> usize {
    order.clear();
    order.extend((0..values.len()).filter(|at| !values[*at].is_nan()));
    order.sort_unstable_by(|a, b| values[*a].total_cmp(&values[*b]).then(a.cmp(b)));
    out.fill(f64::NAN);
    let mut rank = 0.0;
    for (before, at) in order.iter().enumerate() {
        if before == 0 || values[*at] > values[order[before - 1]] {
            rank = number(before + 1);
        }
        out[*at] = rank;
    }
    order.len()
}

/// How far two rankings of the same places lie apart: the mean of the absolute differences of rank over the places
/// that both rank (Spearman's footrule divided by their number). Nothing where they share no place.
///
/// Source: P. Diaconis and R. L. Graham, "Spearman's footrule as a measure of disarray", Journal of the Royal
/// Statistical Society B 39 (1977), 262–268.
#[must_use]
pub fn mean_shift(left: &[Option<u32>], right: &[Option<u32>]) -> Option<f64> {
    let shifts: Vec<f64> = left
        .iter()
        .zip(right)
        .filter_map(|(left, right)| Some((f64::from((*left)?) - f64::from((*right)?)).abs()))
        .collect();
    (!shifts.is_empty()).then(|| shifts.iter().sum::<f64>() / number(shifts.len()))
}

/// Maximal runs of places, in the order of their values, within which no two differ clearly.
///
/// `order` lists the places from first to last, `clear(a, b)` says whether the earlier place `a` clearly differs from
/// the later `b`. Runs may overlap, as the letters of a multiple comparison do: a place between two groups belongs to
/// both. A run of one is a place that differs from all.
///
/// Source of the display: H.-P. Piepho, "An algorithm for a letter-based representation of all-pairwise
/// comparisons", Journal of Computational and Graphical Statistics 13 (2004), 456–466; here restricted to runs.
#[must_use]
pub fn alike(order: &[usize], clear: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut reach = 0;
    for from in 0..order.len() {
        let mut to = from.max(reach.max(1) - 1);
        // The run that began before reaches `reach`; all its pairs are alike, so only further places are looked at.
        while to + 1 < order.len() && (from..=to).all(|at| !clear(order[at], order[to + 1])) {
            to += 1;
        }
        if to + 1 > reach {
            runs.push(order[from..=to].to_vec());
            reach = to + 1;
        }
    }
    runs
}

/// Whether two intervals lie apart, so that a difference may be called one.
///
/// Stricter than a test of the difference: intervals of 95 % that just touch mean about `p = 0.005`.
/// Missing intervals never lie apart.
#[must_use]
pub fn apart(left: Option<(f64, f64)>, right: Option<(f64, f64)>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    left.1 < right.0 || right.1 < left.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_the_better_rank() {
        assert_eq!(competition_ranks(&[5.0, 7.0, 7.0, 1.0]), [Some(3), Some(1), Some(1), Some(4)]);
        assert_eq!(competition_ranks(&[f64::NAN]), [None]);
        assert_eq!(competition_ranks(&[1.0]), [Some(1)]);
        let (mut out, mut order) = (vec![0.0; 4], Vec::new());
        assert_eq!(ascending(&[5.0, f64::NAN, 7.0, 5.0], &mut out, &mut order), 3);
        assert_eq!((out[0], out[2], out[3]), (1.0, 3.0, 1.0));
        assert!(out[1].is_nan());
    }

    #[test]
    fn shifts() {
        assert_eq!(mean_shift(&[Some(1), Some(2), None], &[Some(2), Some(1), Some(3)]), Some(1.0));
        assert_eq!(mean_shift(&[None], &[Some(1)]), None);
    }

    #[test]
    fn runs_of_places_that_do_not_differ() {
        let values = [10.0, 9.0, 8.5, 5.0, 4.0_f64];
        let order = [0, 1, 2, 3, 4];
        let clear = |a: usize, b: usize| values[a] - values[b] >= 1.2;
        assert_eq!(alike(&order, clear), [vec![0, 1], vec![1, 2], vec![3, 4]]);
        assert_eq!(alike(&order, |_, _| true), [vec![0], vec![1], vec![2], vec![3], vec![4]]);
        assert_eq!(alike(&order, |_, _| false), [vec![0, 1, 2, 3, 4]]);
        assert!(alike(&[], |_, _| true).is_empty());
        assert!(apart(Some((1.0, 2.0)), Some((2.1, 3.0))) && !apart(Some((1.0, 2.0)), Some((2.0, 3.0))));
        assert!(!apart(None, Some((2.0, 3.0))));
    }
}
