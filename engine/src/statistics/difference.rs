//! Two shares beside each other: their difference and their ratio, with intervals.

use super::cannot::{Cannot, proper};
use super::distribution::normal_width;
use super::interval::{Bounds, successes_of_trials, wilson};

/// Successes out of trials.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The successes.
    pub successes: f64,
    /// The trials.
    pub trials: f64,
}

impl Share {
    /// The share itself.
    #[must_use]
    pub fn value(self) -> f64 {
        self.successes / self.trials
    }

    fn variance(self) -> f64 {
        self.value() * (1.0 - self.value()) / self.trials
    }
}

fn both(first: Share, second: Share, level: f64) -> Result<f64, Cannot> {
    successes_of_trials(first.successes, first.trials)?;
    successes_of_trials(second.successes, second.trials)?;
    proper(level)?;
    Ok(normal_width(level))
}

/// Newcombe's interval for the difference of two shares, built of Wilson's for each.
///
/// Formula: with shares p, q and their Wilson ends l, u: from `p − q − √((p − l₁)² + (u₂ − q)²)` to
/// `p − q + √((u₁ − p)² + (q − l₂)²)`. Units: shares. Errors: those of [`wilson`] for either side.
/// Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
/// Medicine 17 (1998), 873–890, method 10.
pub fn newcombe(first: Share, second: Share, level: f64) -> Result<Bounds, Cannot> {
    both(first, second, level)?;
    let (one, two) =
        (wilson(first.successes, first.trials, level)?, wilson(second.successes, second.trials, level)?);
    let (p, q) = (first.value(), second.value());
    let root = |a: f64, b: f64| (a * a + b * b).sqrt();
    Ok(Bounds { low: p - q - root(p - one.low, two.high - q), high: p - q + root(one.high - p, q - two.low) })
}

/// Wald's interval for the difference of two shares; for comparison only: too narrow, and of no width at 0 and 1.
pub fn wald_difference(first: Share, second: Share, level: f64) -> Result<Bounds, Cannot> {
    let z = both(first, second, level)?;
    let half = z * (first.variance() + second.variance()).sqrt();
    let middle = first.value() - second.value();
    Ok(Bounds { low: middle - half, high: middle + half })
}

/// Agresti and Caffo's interval for the difference of two shares: Wald's after one success and one failure are added to
/// each side. May reach beyond −1 and 1.
///
/// Source: A. Agresti and B. Caffo, "Simple and effective confidence intervals for proportions and differences of
/// proportions", The American Statistician 54 (2000), 280–288.
pub fn agresti_caffo(first: Share, second: Share, level: f64) -> Result<Bounds, Cannot> {
    both(first, second, level)?;
    let add = |share: Share| Share { successes: share.successes + 1.0, trials: share.trials + 2.0 };
    wald_difference(add(first), add(second), level)
}

/// Miettinen and Nurminen's score interval for the difference of two shares.
///
/// Formula: every difference d whose score test, with the shares estimated under d and the variance times N/(N − 1),
/// does not reach z. Source: O. Miettinen and M. Nurminen, "Comparative analysis of two rates", Statistics in Medicine
/// 4 (1985), 213–226; the closed form of the restricted estimate after C. P. Farrington and G. Manning (1990).
pub fn miettinen_nurminen(first: Share, second: Share, level: f64) -> Result<Bounds, Cannot> {
    let z = both(first, second, level)?;
    let middle = first.value() - second.value();
    let end = |mut inside: f64, mut outside: f64| {
        for _ in 0..200 {
            let half = 0.5 * (inside + outside);
            if score(first, second, half).abs() > z { outside = half } else { inside = half }
        }
        inside
    };
    Ok(Bounds { low: end(middle, -1.0), high: end(middle, 1.0) })
}

fn score(first: Share, second: Share, d: f64) -> f64 {
    let (p, q) = (first.value(), second.value());
    let theta = second.trials / first.trials;
    let a = 1.0 + theta;
    let b = -(1.0 + theta + p + theta * q + d * (theta + 2.0));
    let c = d * d + d * (2.0 * p + theta + 1.0) + p + theta * q;
    let e = -p * d * (1.0 + d);
    let b3 = b / (3.0 * a);
    let v = b3 * b3 * b3 - b * c / (6.0 * a * a) + e / (2.0 * a);
    let u = (b3 * b3 - c / (3.0 * a)).max(0.0).sqrt().copysign(v);
    let cosine = if u == 0.0 { 0.0 } else { (v / (u * u * u)).clamp(-1.0, 1.0) };
    let w = (std::f64::consts::PI + libm::acos(cosine)) / 3.0;
    let one = (2.0 * u * libm::cos(w) - b3).clamp(0.0, 1.0);
    let two = (one - d).clamp(0.0, 1.0);
    let all = first.trials + second.trials;
    let variance = (one * (1.0 - one) / first.trials + two * (1.0 - two) / second.trials) * all / (all - 1.0);
    if p - q == d { 0.0 } else { (p - q - d) / variance.sqrt() }
}

/// Katz's interval for the ratio of two shares, on the logarithm.
///
/// Formula: `(p/q) exp(± z √(1/x₁ − 1/n₁ + 1/x₂ − 1/n₂))`. Units: a ratio, 1 for equal shares.
/// Errors: those of either share; no success on either side, for which the logarithm has no value.
/// Source: D. Katz et al., "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34 (1978),
/// 469–474, method C.
pub fn katz(first: Share, second: Share, level: f64) -> Result<Bounds, Cannot> {
    let z = both(first, second, level)?;
    if first.successes == 0.0 || second.successes == 0.0 {
        return Err(Cannot::DenominatorZero);
    }
    let part = |share: Share| 1.0 / share.successes - 1.0 / share.trials;
    let width = z * (part(first) + part(second)).sqrt();
    let ratio = first.value() / second.value();
    Ok(Bounds { low: ratio * libm::exp(-width), high: ratio * libm::exp(width) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(successes: f64, trials: f64) -> Share {
        Share { successes, trials }
    }

    /// Newcombe (1998), table II, method 10, as printed.
    #[test]
    fn newcombes_own_table() {
        for ((x1, n1, x2, n2), (low, high)) in [
            ((56.0, 70.0, 48.0, 80.0), (0.0524, 0.3339)),
            ((9.0, 10.0, 3.0, 10.0), (0.1705, 0.8090)),
            ((6.0, 7.0, 2.0, 7.0), (0.0582, 0.8062)),
            ((5.0, 56.0, 0.0, 29.0), (-0.0381, 0.1926)),
            ((0.0, 10.0, 0.0, 20.0), (-0.1611, 0.2775)),
            ((0.0, 10.0, 0.0, 10.0), (-0.2775, 0.2775)),
            ((10.0, 10.0, 0.0, 20.0), (0.6791, 1.0)),
            ((10.0, 10.0, 0.0, 10.0), (0.6075, 1.0)),
        ] {
            let found = newcombe(share(x1, n1), share(x2, n2), 0.95).unwrap();
            assert!((found.low - low).abs() < 5.1e-5 && (found.high - high).abs() < 5.1e-5, "{found:?}");
        }
    }

    #[test]
    fn a_ratio_needs_success_on_both_sides() {
        assert_eq!(katz(share(0.0, 10.0), share(3.0, 10.0), 0.95), Err(Cannot::DenominatorZero));
        assert_eq!(katz(share(3.0, 10.0), share(0.0, 10.0), 0.95), Err(Cannot::DenominatorZero));
        assert_eq!(newcombe(share(3.0, 0.0), share(0.0, 10.0), 0.95), Err(Cannot::DenominatorZero));
        assert_eq!(newcombe(share(3.0, 5.0), share(11.0, 10.0), 0.95), Err(Cannot::MoreThanAll));
    }

    #[test]
    fn the_other_way_round_turns_the_ends_over() {
        for (one, two) in [(share(3.0, 10.0), share(17.0, 40.0)), (share(0.0, 9.0), share(9.0, 9.0))] {
            for method in [newcombe, wald_difference, agresti_caffo, miettinen_nurminen] {
                let (a, b) = (method(one, two, 0.95).unwrap(), method(two, one, 0.95).unwrap());
                assert!((a.low + b.high).abs() < 1e-9 && (a.high + b.low).abs() < 1e-9, "{a:?} {b:?}");
            }
        }
    }
}
