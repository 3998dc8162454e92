//! Intervals for a share of successes out of trials.

use super::cannot::{Cannot, finite, proper};
use super::distribution::normal_width;
use super::special::{Tails, beta_quantile};

/// The level of every interval that is shown.
pub const LEVEL: f64 = 0.95;

/// The two ends of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Bounds {
    /// Both ends multiplied by a number above zero.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }

    /// Whether a number lies within, the ends included.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    fn within_shares(self) -> Self {
        Self { low: self.low.clamp(0.0, 1.0), high: self.high.clamp(0.0, 1.0) }
    }
}

/// Whether these can be successes out of trials.
pub(super) fn successes_of_trials(successes: f64, trials: f64) -> Result<(), Cannot> {
    finite(&[successes, trials])?;
    if successes < 0.0 || trials < 0.0 {
        return Err(Cannot::NegativeCount);
    }
    if trials == 0.0 {
        return Err(Cannot::DenominatorZero);
    }
    if successes > trials {
        return Err(Cannot::MoreThanAll);
    }
    if successes.fract() == 0.0 && trials.fract() == 0.0 { Ok(()) } else { Err(Cannot::NotWhole) }
}

/// Wilson's score interval for a share of successes, without continuity correction.
///
/// Formula: `(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)`.
/// Units: shares of 0 to 1. Errors: out of nothing, negative or broken counts, more successes than trials.
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22 (1927), 209–212.
///
/// ```
/// let found = esito_engine::statistics::interval::wilson(1.0, 10.0, 0.95).unwrap();
/// assert!((found.low - 0.0178762131).abs() < 1e-10 && (found.high - 0.4041500268).abs() < 1e-10);
/// ```
pub fn wilson(successes: f64, trials: f64, level: f64) -> Result<Bounds, Cannot> {
    successes_of_trials(successes, trials)?;
    proper(level)?;
    let z = normal_width(level);
    let share = successes / trials;
    let spread = z * z / trials;
    let middle = share + spread / 2.0;
    let half = z * (share * (1.0 - share) / trials + spread / (4.0 * trials)).sqrt();
    let scale = 1.0 + spread;
    // At the ends the formula gives 0 and 1 but for the last digits.
    let low = if successes == 0.0 { 0.0 } else { (middle - half) / scale };
    let high = if successes == trials { 1.0 } else { (middle + half) / scale };
    Ok(Bounds { low, high })
}

/// Wilson's score interval with continuity correction: wider, never below its nominal coverage by much.
///
/// Formula: Wilson's with `p ∓ c/n` for p in the lower and upper end, where `c = min(½, |x − n/2|)`: exactly half of the trials
/// gets no correction. Units and errors as for [`wilson`].
/// Source: R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
/// (1998), 857–872, method 4; the correction c as in R's `prop.test`.
pub fn wilson_cc(successes: f64, trials: f64, level: f64) -> Result<Bounds, Cannot> {
    successes_of_trials(successes, trials)?;
    proper(level)?;
    let z = normal_width(level);
    let correction = (successes - trials / 2.0).abs().min(0.5) / trials;
    let spread = z * z / (2.0 * trials);
    let end = |share: f64, sign: f64| {
        let half = z * (share * (1.0 - share) / trials + spread / (2.0 * trials)).sqrt();
        (share + spread + sign * half) / (1.0 + 2.0 * spread)
    };
    let (below, above) = (successes / trials - correction, successes / trials + correction);
    let low = if below <= 0.0 { 0.0 } else { end(below, -1.0).max(0.0) };
    let high = if above >= 1.0 { 1.0 } else { end(above, 1.0).min(1.0) };
    Ok(Bounds { low, high })
}

/// Clopper and Pearson's exact interval for a share of successes: never below its nominal coverage, often above.
///
/// Formula: quantiles `α/2` of Beta(x, n − x + 1) and `1 − α/2` of Beta(x + 1, n − x). Units and errors as for
/// [`wilson`].
/// Source: C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the
/// binomial", Biometrika 26 (1934), 404–413.
pub fn clopper_pearson(successes: f64, trials: f64, level: f64) -> Result<Bounds, Cannot> {
    successes_of_trials(successes, trials)?;
    proper(level)?;
    let (small, large) = ends(level);
    let failures = trials - successes;
    let low = if successes == 0.0 { 0.0 } else { beta_quantile(successes, failures + 1.0, small) };
    let high = if failures == 0.0 { 1.0 } else { beta_quantile(successes + 1.0, failures, large) };
    Ok(Bounds { low, high })
}

/// The probabilities below and above the two ends of an interval with equal tails.
pub(super) fn ends(level: f64) -> (Tails, Tails) {
    let outside = (1.0 - level) / 2.0;
    (Tails { lower: outside, upper: 1.0 - outside }, Tails { lower: 1.0 - outside, upper: outside })
}

/// Agresti and Coull's interval for a share: Wald's around Wilson's middle.
///
/// Formula: with `ñ = n + z²` and `p̃ = (x + z²/2)/ñ`: `p̃ ± z √(p̃(1−p̃)/ñ)`, cut at 0 and 1. Units and errors as for
/// [`wilson`].
/// Source: A. Agresti and B. A. Coull, "Approximate is better than 'exact' for interval estimation of binomial
/// proportions", The American Statistician 52 (1998), 119–126.
pub fn agresti_coull(successes: f64, trials: f64, level: f64) -> Result<Bounds, Cannot> {
    successes_of_trials(successes, trials)?;
    proper(level)?;
    let z = normal_width(level);
    let n = trials + z * z;
    let share = (successes + z * z / 2.0) / n;
    let half = z * (share * (1.0 - share) / n).sqrt();
    Ok(Bounds { low: share - half, high: share + half }.within_shares())
}

/// Jeffreys' interval for a share: equal tails of the posterior under the prior Beta(½, ½).
///
/// Formula: quantiles of Beta(x + ½, n − x + ½). Units and errors as for [`wilson`].
/// Source: L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial proportion", Statistical
/// Science 16 (2001), 101–133, without their change at 0 and n.
pub fn jeffreys(successes: f64, trials: f64, level: f64) -> Result<Bounds, Cannot> {
    successes_of_trials(successes, trials)?;
    proper(level)?;
    let (small, large) = ends(level);
    let (a, b) = (successes + 0.5, trials - successes + 0.5);
    Ok(Bounds { low: beta_quantile(a, b, small), high: beta_quantile(a, b, large) })
}

/// Wald's interval for a share, `p ± z √(p(1−p)/n)` cut at 0 and 1: known to be too narrow; here for comparison.
///
/// Units and errors as for [`wilson`]. Source: Brown, Cai and DasGupta (2001), who advise against it.
pub fn wald(successes: f64, trials: f64, level: f64) -> Result<Bounds, Cannot> {
    successes_of_trials(successes, trials)?;
    proper(level)?;
    let share = successes / trials;
    let half = normal_width(level) * (share * (1.0 - share) / trials).sqrt();
    Ok(Bounds { low: share - half, high: share + half }.within_shares())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A method for a share.
    type Method = fn(f64, f64, f64) -> Result<Bounds, Cannot>;

    #[test]
    fn what_is_no_share_has_a_reason() {
        for method in [wilson, wilson_cc, clopper_pearson, agresti_coull, jeffreys, wald] as [Method; 6] {
            assert_eq!(method(0.0, 0.0, LEVEL), Err(Cannot::DenominatorZero));
            assert_eq!(method(3.0, 2.0, LEVEL), Err(Cannot::MoreThanAll));
            assert_eq!(method(-1.0, 2.0, LEVEL), Err(Cannot::NegativeCount));
            assert_eq!(method(1.0, -2.0, LEVEL), Err(Cannot::NegativeCount));
            assert_eq!(method(0.5, 2.0, LEVEL), Err(Cannot::NotWhole));
            assert_eq!(method(f64::NAN, 2.0, LEVEL), Err(Cannot::NotFinite));
            assert_eq!(method(1.0, 2.0, 1.0), Err(Cannot::NoLevel));
            let one = method(1.0, 1.0, LEVEL);
            assert!(one.is_ok_and(|one| one.low >= 0.0 && one.high <= 1.0));
        }
    }

    /// Brown, Cai and DasGupta: every interval but Wald's holds the share, and turns over with success and failure.
    #[test]
    fn intervals_hold_the_share_and_are_symmetric() {
        for method in [wilson, wilson_cc, clopper_pearson, agresti_coull] as [Method; 4] {
            for trials in 1..60_u32 {
                for successes in 0..=trials {
                    let (x, n) = (f64::from(successes), f64::from(trials));
                    let found = method(x, n, LEVEL).unwrap();
                    let turned = method(n - x, n, LEVEL).unwrap();
                    assert!(found.holds(x / n), "{x} of {n}: {found:?}");
                    assert!((found.low + turned.high - 1.0).abs() < 1e-13, "{x} of {n}");
                }
            }
        }
    }
}
