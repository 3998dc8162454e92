//! Effects: linear combinations of independent values with intervals, what is taken off, and what is not known.

use super::cannot::{Cannot, finite};
use super::interval::Bounds;
use super::sample::{MeanTest, test};

/// An independent value with its interval, and how often it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// How often it counts: 1 for the programme, −1 for the comparison group, the other way round before.
    pub factor: f64,
    /// The value.
    pub value: f64,
    /// The ends of its own interval.
    pub bounds: Bounds,
}

/// An independent mean with its standard error, and how often it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanPart {
    /// How often it counts.
    pub factor: f64,
    /// The mean.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// The degrees of freedom of that error.
    pub degrees: f64,
}

/// A count of those who were seen, and how many started.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Started {
    /// How often the side counts.
    pub factor: f64,
    /// Who achieved it.
    pub achieved: f64,
    /// Whose outcome was seen.
    pub seen: f64,
    /// Who started.
    pub started: f64,
}

/// The interval of a sum of independent values, each so many times, made of their own intervals (MOVER).
///
/// Formula: with θ = Σ cᵢ θᵢ, from `θ − √Σ (cᵢ θᵢ − min(cᵢ lᵢ, cᵢ uᵢ))²` to `θ + √Σ (max(cᵢ lᵢ, cᵢ uᵢ) − cᵢ θᵢ)²`.
/// With Wilson's ends of two shares it is Newcombe's interval. Units: those of the values.
/// Errors: no value; a number that is not finite.
/// Source: G. Y. Zou, W. Huang and X. Zhang, "A note on confidence interval estimation for a linear function of binomial
/// proportions", Computational Statistics & Data Analysis 53 (2009), 1080–1085; for any values G. Y. Zou and A. Donner,
/// "Construction of confidence limits about effect measures: a general approach", Statistics in Medicine 27 (2008),
/// 1693–1702.
pub fn mover(parts: &[Part]) -> Result<Bounds, Cannot> {
    if parts.is_empty() {
        return Err(Cannot::NoObservations);
    }
    let (mut value, mut below, mut above) = (0.0, 0.0, 0.0);
    for Part { factor, value: own, bounds } in parts {
        let (one, other) = (factor * bounds.low, factor * bounds.high);
        let own = factor * own;
        finite(&[own, one, other])?;
        value += own;
        let (down, up) = (own - one.min(other), one.max(other) - own);
        below += down * down;
        above += up * up;
    }
    Ok(Bounds { low: value - below.sqrt(), high: value + above.sqrt() })
}

/// Welch's interval for a sum of independent means, each so many times.
///
/// Formula: `Σ cᵢ mᵢ ± t √Σ cᵢ² sᵢ²` with `(Σ cᵢ² sᵢ²)² / Σ (cᵢ² sᵢ²)²/νᵢ` degrees of freedom. Units: those of the means.
/// Errors: no mean; a number that is not finite; errors that are all zero.
/// Source: B. L. Welch, "The generalization of 'Student's' problem when several different population variances are
/// involved", Biometrika 34 (1947), 28–35; F. E. Satterthwaite, Biometrics Bulletin 2 (1946), 110–114.
pub fn welch_of_means(parts: &[MeanPart], level: f64) -> Result<MeanTest, Cannot> {
    if parts.is_empty() {
        return Err(Cannot::NoObservations);
    }
    let (mut value, mut variance, mut spread) = (0.0, 0.0, 0.0);
    for MeanPart { factor, value: own, error, degrees } in parts {
        finite(&[factor * own, *error, *degrees])?;
        let own_variance = factor * factor * error * error;
        value += factor * own;
        variance += own_variance;
        if own_variance > 0.0 && *degrees <= 0.0 {
            return Err(Cannot::OneObservation);
        }
        spread += if own_variance > 0.0 { own_variance * own_variance / degrees } else { 0.0 };
    }
    if variance == 0.0 {
        return Err(Cannot::AllEqual);
    }
    test(value, variance.sqrt(), variance * variance / spread, level)
}

/// A value less the share that would have come about anyway, between the ends that the value's interval and the range of
/// the share give together.
///
/// Formula: `v (1 − d)`; the ends are the least and the greatest of `{l, u} × {1 − d_low, 1 − d_high}`.
/// Errors: a share outside of 0 to 1; a number that is not finite.
/// Source: HM Treasury, The Green Book (2022), on deadweight; Social Value UK, A Guide to Social Return on Investment
/// (2012), stage 4.1.
pub fn less_deadweight(
    value: f64,
    bounds: Bounds,
    share: f64,
    range: Bounds,
) -> Result<(f64, Bounds), Cannot> {
    finite(&[value, bounds.low, bounds.high])?;
    if [share, range.low, range.high].iter().any(|share| !(0.0..=1.0).contains(share)) {
        return Err(Cannot::MoreThanAll);
    }
    let ends = [bounds.low, bounds.high].map(|end| [end * (1.0 - range.low), end * (1.0 - range.high)]);
    let ends = ends.as_flattened();
    let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Ok((value * (1.0 - share), Bounds { low, high }))
}

/// Between what a sum of shares lies whatever became of those who were lost: none of them achieved it, or all did.
///
/// Formula: each share lies from `x/s` to `(x + s − n)/s`; the sum takes the end that is worst, then the one that is best.
/// No interval: it knows no chance, only what is not known. Units: shares.
/// Errors: nobody started; fewer started than were seen; counts below zero.
/// Source: J. L. Horowitz and C. F. Manski, "Nonparametric analysis of randomized experiments with missing covariate and
/// outcome data", Journal of the American Statistical Association 95 (2000), 77–84.
pub fn whatever_became(parts: &[Started]) -> Result<Bounds, Cannot> {
    let (mut low, mut high) = (0.0, 0.0);
    for Started { factor, achieved, seen, started } in parts {
        finite(&[*factor, *achieved, *seen, *started])?;
        if *achieved < 0.0 || *seen < 0.0 {
            return Err(Cannot::NegativeCount);
        }
        if *started <= 0.0 {
            return Err(Cannot::DenominatorZero);
        }
        if seen > started || achieved > seen {
            return Err(Cannot::MoreThanAll);
        }
        let (none, all) = (factor * achieved / started, factor * (achieved + started - seen) / started);
        low += none.min(all);
        high += none.max(all);
    }
    if parts.is_empty() { Err(Cannot::NoObservations) } else { Ok(Bounds { low, high }) }
}

#[cfg(test)]
mod tests {
    use super::super::difference::{Share, newcombe};
    use super::super::interval::{LEVEL, wilson};
    use super::super::sample::welch;
    use super::*;

    fn part(factor: f64, successes: f64, trials: f64) -> Part {
        Part { factor, value: successes / trials, bounds: wilson(successes, trials, LEVEL).unwrap() }
    }

    #[test]
    fn two_shares_are_newcombes() {
        for (x1, n1, x2, n2) in [(56.0, 70.0, 48.0, 80.0), (0.0, 10.0, 0.0, 20.0), (10.0, 10.0, 0.0, 10.0)] {
            let found = mover(&[part(1.0, x1, n1), part(-1.0, x2, n2)]).unwrap();
            let (one, two) = (Share { successes: x1, trials: n1 }, Share { successes: x2, trials: n2 });
            let known = newcombe(one, two, LEVEL).unwrap();
            assert!((found.low - known.low).abs() < 1e-15 && (found.high - known.high).abs() < 1e-15);
        }
    }

    #[test]
    fn two_means_are_welchs() {
        let (one, two) = ([1.0, 4.0, 6.0, 7.5], [0.5, 1.0, 2.0, 2.5, 9.0]);
        let mean = |values: &[f64], factor: f64| {
            let n = values.len() as f64;
            let middle = values.iter().sum::<f64>() / n;
            let squares: f64 = values.iter().map(|value| (value - middle) * (value - middle)).sum();
            MeanPart { factor, value: middle, error: (squares / (n - 1.0) / n).sqrt(), degrees: n - 1.0 }
        };
        let found = welch_of_means(&[mean(&one, 1.0), mean(&two, -1.0)], LEVEL).unwrap();
        let known = welch(&one, &two, LEVEL).unwrap();
        assert!((found.bounds.low - known.bounds.low).abs() < 1e-12, "{found:?} {known:?}");
        assert!((found.degrees - known.degrees).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_worked_out_has_a_reason() {
        assert_eq!(mover(&[]), Err(Cannot::NoObservations));
        let endless = Bounds { low: f64::NEG_INFINITY, high: 1.0 };
        assert_eq!(mover(&[Part { factor: 1.0, value: 0.0, bounds: endless }]), Err(Cannot::NotFinite));
        let equal = MeanPart { factor: 1.0, value: 2.0, error: 0.0, degrees: 3.0 };
        assert_eq!(welch_of_means(&[equal], LEVEL), Err(Cannot::AllEqual));
        assert_eq!(welch_of_means(&[], LEVEL), Err(Cannot::NoObservations));
        let alone = MeanPart { factor: 1.0, value: 2.0, error: 1.0, degrees: 0.0 };
        assert_eq!(welch_of_means(&[alone], LEVEL), Err(Cannot::OneObservation));
        let bounds = Bounds { low: 0.1, high: 0.2 };
        assert_eq!(less_deadweight(0.15, bounds, 1.2, bounds), Err(Cannot::MoreThanAll));
        let side = |achieved, seen, started| Started { factor: 1.0, achieved, seen, started };
        assert_eq!(whatever_became(&[side(1.0, 5.0, 4.0)]), Err(Cannot::MoreThanAll));
        assert_eq!(whatever_became(&[side(0.0, 0.0, 0.0)]), Err(Cannot::DenominatorZero));
        assert_eq!(whatever_became(&[side(-1.0, 5.0, 6.0)]), Err(Cannot::NegativeCount));
        assert_eq!(whatever_became(&[]), Err(Cannot::NoObservations));
    }
}
