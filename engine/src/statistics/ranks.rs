//! Tests on ranks, and the correction of many tests at once.

use super::cannot::{Cannot, finite};
use super::distribution::{normal, student};
use super::sums::{correlation, sum};

/// A statistic with its two-sided probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankTest {
    /// The estimate: W, tau or rho.
    pub estimate: f64,
    /// The statistic that the probability is read from: z, or t for rho.
    pub statistic: f64,
    /// The two-sided probability of a statistic as far from zero.
    pub p: f64,
}

#[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
fn count(of: usize) -> f64 {
    of as f64
}

/// The rank of each value from 1; equal values share the mean of theirs.
#[must_use]
pub fn midranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let alike = order[from..].iter().take_while(|at| values[**at] == values[order[from]]).count().max(1);
        for at in &order[from..from + alike] {
            ranks[*at] = count(from) + (count(alike) + 1.0) / 2.0;
        }
        from += alike;
    }
    ranks
}

/// How many values are equal, for each value that occurs more than once.
pub(super) fn ties(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let groups = sorted.chunk_by(|a, b| a == b).map(<[f64]>::len);
    groups.filter(|size| *size > 1).map(count).collect()
}

fn two_sided(z: f64) -> f64 {
    (2.0 * normal(-z.abs()).lower).min(1.0)
}

/// Wilcoxon's rank sum test of two samples, with continuity correction, by the normal approximation with ties.
///
/// W is the sum of the first sample's ranks less its least possible. Errors: an empty sample; all values equal.
/// Source: F. Wilcoxon (1945); the form of R's `wilcox.test(exact = FALSE)`.
pub fn rank_sum(first: &[f64], second: &[f64]) -> Result<RankTest, Cannot> {
    finite(first)?;
    finite(second)?;
    if first.is_empty() || second.is_empty() {
        return Err(Cannot::NoObservations);
    }
    let all: Vec<f64> = first.iter().chain(second).copied().collect();
    let ranks = midranks(&all);
    let (n, m) = (count(first.len()), count(second.len()));
    let w = sum(&ranks[..first.len()]) - n * (n + 1.0) / 2.0;
    let tied = sum(&ties(&all).iter().map(|t| t * t * t - t).collect::<Vec<_>>());
    let spread = n * m / 12.0 * ((n + m + 1.0) - tied / ((n + m) * (n + m - 1.0)));
    if spread <= 0.0 {
        return Err(Cannot::AllEqual);
    }
    let away = w - n * m / 2.0;
    let z = (away - 0.5_f64.copysign(away) * f64::from(u8::from(away != 0.0))) / spread.sqrt();
    Ok(RankTest { estimate: w, statistic: z, p: two_sided(z) })
}

/// Kendall's rank correlation tau-b of pairs, with the normal approximation for ties.
///
/// Errors: fewer than two pairs; one side all equal. Source: M. G. Kendall, Rank Correlation Methods (1970); the form
/// of R's `cor.test(method = "kendall", exact = FALSE)`.
pub fn kendall(pairs: &[(f64, f64)]) -> Result<RankTest, Cannot> {
    let (x, y) = sides(pairs)?;
    let n = count(pairs.len());
    let s = concordance(pairs);
    let (t, u) = (ties(&x), ties(&y));
    let add = |of: &[f64], term: fn(f64) -> f64| sum(&of.iter().map(|one| term(*one)).collect::<Vec<_>>());
    let pairs_of = |t: f64| t * (t - 1.0);
    let all = n * (n - 1.0);
    let below = ((all - add(&t, pairs_of)) * (all - add(&u, pairs_of))).sqrt() / 2.0;
    if below == 0.0 {
        return Err(Cannot::AllEqual);
    }
    let long = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    let triple = |t: f64| t * (t - 1.0) * (t - 2.0);
    let mut spread = (long(n) - add(&t, long) - add(&u, long)) / 18.0;
    spread += add(&t, pairs_of) * add(&u, pairs_of) / (2.0 * all);
    if n > 2.0 {
        spread += add(&t, triple) * add(&u, triple) / (9.0 * all * (n - 2.0));
    }
    let z = s / spread.sqrt();
    Ok(RankTest { estimate: s / below, statistic: z, p: two_sided(z) })
}

/// Pairs in the same order less pairs in the opposite one.
pub(super) fn concordance(pairs: &[(f64, f64)]) -> f64 {
    let sign = |a: f64, b: f64| f64::from(i8::from(a > b) - i8::from(a < b));
    let mut s = 0.0;
    for (at, later) in pairs.iter().enumerate() {
        for earlier in &pairs[..at] {
            s += sign(later.0, earlier.0) * sign(later.1, earlier.1);
        }
    }
    s
}

/// Spearman's rank correlation of pairs, with the probability by Student's t.
///
/// Errors: fewer than three pairs; one side all equal. Source: C. Spearman (1904); the form of R's
/// `cor.test(method = "spearman", exact = FALSE)`.
pub fn spearman(pairs: &[(f64, f64)]) -> Result<RankTest, Cannot> {
    let (x, y) = sides(pairs)?;
    if pairs.len() < 3 {
        return Err(Cannot::TooFew);
    }
    let ranked: Vec<(f64, f64)> = midranks(&x).into_iter().zip(midranks(&y)).collect();
    let rho = correlation(&ranked).ok_or(Cannot::AllEqual)?;
    let degrees = count(pairs.len()) - 2.0;
    let t = rho / ((1.0 - rho * rho) / degrees).sqrt();
    let p = if t.is_finite() { 2.0 * student(-t.abs(), degrees).lower } else { 0.0 };
    Ok(RankTest { estimate: rho, statistic: t, p })
}

fn sides(pairs: &[(f64, f64)]) -> Result<(Vec<f64>, Vec<f64>), Cannot> {
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    finite(&x)?;
    finite(&y)?;
    match pairs.len() {
        0 => Err(Cannot::NoObservations),
        1 => Err(Cannot::OneObservation),
        _ => Ok((x, y)),
    }
}

/// Holm's correction of many probabilities: the chance of even one false alarm stays below the level.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6
/// (1979), 65–70.
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let order = sorted_places(p);
    let mut out = vec![0.0; p.len()];
    let mut least: f64 = 0.0;
    for (at, place) in order.iter().enumerate() {
        least = least.max(p[*place] * count(p.len() - at)).min(1.0);
        out[*place] = least;
    }
    out
}

/// Benjamini and Hochberg's correction of many probabilities: the expected share of false alarms stays below the level.
///
/// Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical
/// Society B 57 (1995), 289–300.
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let order = sorted_places(p);
    let mut out = vec![0.0; p.len()];
    let mut most: f64 = 1.0;
    for (at, place) in order.iter().enumerate().rev() {
        most = most.min(p[*place] * count(p.len()) / count(at + 1));
        out[*place] = most;
    }
    out
}

fn sorted_places(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(midranks(&[3.0, 1.0, 3.0, 2.0, 3.0]), [4.0, 1.0, 4.0, 2.0, 4.0]);
        assert_eq!(ties(&[3.0, 1.0, 3.0, 2.0, 3.0]), [3.0]);
        assert!(midranks(&[]).is_empty());
    }

    #[test]
    fn what_cannot_be_ranked_has_a_reason() {
        assert_eq!(rank_sum(&[1.0], &[]), Err(Cannot::NoObservations));
        assert_eq!(rank_sum(&[1.0], &[1.0, 1.0]), Err(Cannot::AllEqual));
        assert_eq!(kendall(&[(1.0, 1.0), (2.0, 1.0)]), Err(Cannot::AllEqual));
        assert_eq!(kendall(&[(1.0, 1.0)]), Err(Cannot::OneObservation));
        assert_eq!(spearman(&[(1.0, 1.0), (2.0, 2.0)]), Err(Cannot::TooFew));
        assert_eq!(spearman(&[]), Err(Cannot::NoObservations));
    }
}
