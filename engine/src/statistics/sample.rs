//! Means, medians and quantiles of a sample, with intervals; two samples beside each other.

use super::cannot::{Cannot, finite, proper};
use super::distribution::{binomial, student, student_width};
use super::interval::Bounds;
use super::sums::{mean, sum, variance};

/// The outcome of a test on means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanTest {
    /// The mean, or the difference of means.
    pub estimate: f64,
    /// Its interval.
    pub bounds: Bounds,
    /// Student's t.
    pub t: f64,
    /// Degrees of freedom.
    pub degrees: f64,
    /// The two-sided probability of a t as far from zero.
    pub p: f64,
}

#[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
fn count(values: &[f64]) -> f64 {
    values.len() as f64
}

fn moments(values: &[f64]) -> Result<(f64, f64), Cannot> {
    finite(values)?;
    let middle = mean(values).ok_or(Cannot::NoObservations)?;
    Ok((middle, variance(values, true).ok_or(Cannot::OneObservation)?))
}

pub(super) fn test(estimate: f64, error: f64, degrees: f64, level: f64) -> Result<MeanTest, Cannot> {
    proper(level)?;
    if error == 0.0 {
        return Err(Cannot::AllEqual);
    }
    let half = student_width(level, degrees) * error;
    let t = estimate / error;
    let p = 2.0 * student(-t.abs(), degrees).lower;
    Ok(MeanTest { estimate, bounds: Bounds { low: estimate - half, high: estimate + half }, t, degrees, p })
}

/// Student's interval for a mean.
///
/// Formula: `m ± t s/√n` with n − 1 degrees of freedom. Units: those of the values.
/// Errors: fewer than two values; all values equal, which would give an interval of no width.
/// Source: Student, "The probable error of a mean", Biometrika 6 (1908), 1–25.
pub fn mean_interval(values: &[f64], level: f64) -> Result<MeanTest, Cannot> {
    let (middle, spread) = moments(values)?;
    test(middle, (spread / count(values)).sqrt(), count(values) - 1.0, level)
}

/// Welch's interval for the difference of two means of independent samples with variances of their own.
///
/// Errors: fewer than two values on either side; all values equal on both.
/// Source: B. L. Welch, "The generalization of 'Student's' problem when several different population variances are
/// involved", Biometrika 34 (1947), 28–35.
pub fn welch(first: &[f64], second: &[f64], level: f64) -> Result<MeanTest, Cannot> {
    let ((m1, v1), (m2, v2)) = (moments(first)?, moments(second)?);
    let (a, b) = (v1 / count(first), v2 / count(second));
    if a + b == 0.0 {
        return Err(Cannot::AllEqual);
    }
    let degrees = (a + b) * (a + b) / (a * a / (count(first) - 1.0) + b * b / (count(second) - 1.0));
    test(m1 - m2, (a + b).sqrt(), degrees, level)
}

/// Student's interval for the mean of differences between values of the same people before and after.
///
/// Errors: those of [`mean_interval`]; sides of unequal length count as nothing observed.
pub fn paired(first: &[f64], second: &[f64], level: f64) -> Result<MeanTest, Cannot> {
    if first.len() != second.len() {
        return Err(Cannot::NoObservations);
    }
    mean_interval(&first.iter().zip(second).map(|(a, b)| a - b).collect::<Vec<_>>(), level)
}

/// A mean with weights.
///
/// Formula: `Σ w x / Σ w`. Errors: a weight below zero; weights that sum to nothing.
pub fn weighted_mean(pairs: &[(f64, f64)]) -> Result<f64, Cannot> {
    let weights: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let products: Vec<f64> = pairs.iter().map(|pair| pair.0 * pair.1).collect();
    finite(&products)?;
    finite(&weights)?;
    if weights.iter().any(|weight| *weight < 0.0) {
        return Err(Cannot::NegativeCount);
    }
    let all = sum(&weights);
    if all == 0.0 { Err(Cannot::WeightsAreNothing) } else { Ok(sum(&products) / all) }
}

/// A quantile of sorted values by one of the nine definitions of Hyndman and Fan; 7 is the engine's and R's.
///
/// Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
/// (1996), 361–365.
pub fn quantile_of_type(sorted: &[f64], share: f64, definition: u8) -> Result<f64, Cannot> {
    finite(sorted)?;
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        return Err(Cannot::NoObservations);
    };
    if !(0.0..=1.0).contains(&share) {
        return Err(Cannot::NoLevel);
    }
    let n = count(sorted);
    // What is a whole number but for its last digits is one.
    let fuzz = 4.0 * f64::EPSILON;
    let (at, jumps) = match definition {
        1 | 2 => (n * share, true),
        3 => (n * share - 0.5, true),
        4 => (n * share, false),
        5 => (n * share + 0.5, false),
        6 => ((n + 1.0) * share, false),
        8 => ((n + 1.0 / 3.0) * share + 1.0 / 3.0, false),
        9 => ((n + 0.25) * share + 0.375, false),
        _ => ((n - 1.0) * share + 1.0, false),
    };
    let below = (at + fuzz).floor();
    let mut part = at - below;
    if part.abs() < fuzz {
        part = 0.0;
    }
    if jumps {
        part = match definition {
            _ if part > 0.0 => 1.0,
            1 => 0.0,
            2 => 0.5,
            _ if below % 2.0 == 0.0 => 0.0,
            _ => 1.0,
        };
    }
    let value = |place: f64| {
        if place < 1.0 {
            return *first;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 1")]
        sorted.get(place as usize - 1).copied().unwrap_or(*last)
    };
    let (low, high) = (value(below), value(below + 1.0));
    Ok(if part == 0.0 { low } else { low + (high - low) * part })
}

/// An interval for a quantile between two values of the sample, whatever their distribution.
///
/// Formula: from the l-th to the u-th smallest value, where l is the largest number with `P(B < l) ≤ α/2` and u the smallest
/// with `P(B ≥ u) ≤ α/2`, and B counts values below the quantile: binomial of n and the share.
/// Errors: too few values for this level (six for a median at 95 %); all values equal.
/// Source: W. J. Conover, Practical Nonparametric Statistics, 3rd edition (1999), 3.2.
pub fn order_interval(sorted: &[f64], share: f64, level: f64) -> Result<Bounds, Cannot> {
    finite(sorted)?;
    proper(level)?;
    if sorted.is_empty() {
        return Err(Cannot::NoObservations);
    }
    if !(0.0..=1.0).contains(&share) {
        return Err(Cannot::NoLevel);
    }
    let (low, high) = order_ranks(sorted.len() as u64, share, level).ok_or(Cannot::TooFew)?;
    let at = |rank: u64| usize::try_from(rank - 1).ok().and_then(|at| sorted.get(at)).copied();
    match (at(low), at(high)) {
        (Some(_), Some(_)) if sorted.first() == sorted.last() => Err(Cannot::AllEqual),
        (Some(low), Some(high)) => Ok(Bounds { low, high }),
        _ => Err(Cannot::TooFew),
    }
}

/// The ranks of the interval's two ends, counted from 1.
fn order_ranks(n: u64, share: f64, level: f64) -> Option<(u64, u64)> {
    let outside = (1.0 - level) / 2.0 * (1.0 + 1e-12);
    // How many ranks may lie below the lower end: the tail grows with each, so halve.
    let below = |l: u64| l == 0 || binomial(l - 1, n, share).lower <= outside;
    let above = |u: u64| binomial(u - 1, n, share).upper <= outside;
    let (mut good, mut bad) = (0, n + 1);
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if below(middle) { good = middle } else { bad = middle }
    }
    let low = good;
    let (mut bad, mut good) = (0, n + 1);
    while good - bad > 1 {
        let middle = bad + (good - bad) / 2;
        if above(middle) { good = middle } else { bad = middle }
    }
    // Below the smallest value, or above the largest, there is nothing to name.
    (low >= 1 && good <= n && binomial(n - 1, n, share).upper <= outside).then_some((low, good))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ranks for a median at 95 %: M. J. Campbell and M. J. Gardner, "Calculating confidence intervals for some
    /// non-parametric analyses", BMJ 296 (1988), 1454–1456; and Conover's table for six to ten values.
    #[test]
    fn ranks_of_a_median() {
        for (n, ranks) in [
            (6, (1, 6)),
            (7, (1, 7)),
            (8, (1, 8)),
            (9, (2, 8)),
            (10, (2, 9)),
            (15, (4, 12)),
            (20, (6, 15)),
            (25, (8, 18)),
        ] {
            assert_eq!(order_ranks(n, 0.5, 0.95), Some(ranks), "{n}");
        }
        assert_eq!(order_ranks(5, 0.5, 0.95), None);
    }

    #[test]
    fn what_does_not_vary_or_is_alone_has_a_reason() {
        assert_eq!(mean_interval(&[], 0.95), Err(Cannot::NoObservations));
        assert_eq!(mean_interval(&[3.0], 0.95), Err(Cannot::OneObservation));
        assert_eq!(mean_interval(&[3.0; 9], 0.95), Err(Cannot::AllEqual));
        assert_eq!(mean_interval(&[3.0, f64::NAN], 0.95), Err(Cannot::NotFinite));
        assert_eq!(welch(&[1.0, 1.0], &[2.0, 2.0], 0.95), Err(Cannot::AllEqual));
        assert_eq!(paired(&[1.0], &[2.0, 3.0], 0.95), Err(Cannot::NoObservations));
        assert_eq!(order_interval(&[1.0; 5], 0.5, 0.95), Err(Cannot::TooFew));
        assert_eq!(order_interval(&[], 0.5, 0.95), Err(Cannot::NoObservations));
        assert_eq!(quantile_of_type(&[], 0.5, 7), Err(Cannot::NoObservations));
    }

    #[test]
    fn weights_must_weigh() {
        assert_eq!(weighted_mean(&[(1.0, 1.0), (4.0, 3.0)]), Ok(3.25));
        assert_eq!(weighted_mean(&[(1.0, 0.0), (4.0, 0.0)]), Err(Cannot::WeightsAreNothing));
        assert_eq!(weighted_mean(&[(1.0, 2.0), (4.0, -2.0)]), Err(Cannot::NegativeCount));
        assert_eq!(weighted_mean(&[]), Err(Cannot::WeightsAreNothing));
    }
}
