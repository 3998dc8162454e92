//! Intervals for counts of events, and for rates of them.

use super::cannot::{Cannot, finite, proper};
use super::distribution::normal_width;
use super::interval::{Bounds, ends};
use super::special::{gamma_quantile, incomplete_gamma, poisson_density};

fn count_of_events(events: f64) -> Result<(), Cannot> {
    finite(&[events])?;
    if events < 0.0 {
        return Err(Cannot::NegativeCount);
    }
    if events.fract() == 0.0 { Ok(()) } else { Err(Cannot::NotWhole) }
}

/// The exact Poisson interval for a count of events.
///
/// Formula: quantiles `α/2` of Gamma(k) and `1 − α/2` of Gamma(k + 1). Units: events. Errors: a count that is
/// negative or not whole.
/// Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936), 437–442.
pub fn poisson(events: f64, level: f64) -> Result<Bounds, Cannot> {
    count_of_events(events)?;
    proper(level)?;
    let (small, large) = ends(level);
    let low = if events == 0.0 { 0.0 } else { gamma_quantile(events, small) };
    Ok(Bounds { low, high: gamma_quantile(events + 1.0, large) })
}

/// Byar's approximation to the exact Poisson interval: without iteration, within a few per cent of it.
///
/// Formula: `k (1 − 1/9k − z/3√k)³` and `(k+1)(1 − 1/9(k+1) + z/3√(k+1))³`. Units and errors as for [`poisson`].
/// Source: N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II, IARC (1987), 69.
pub fn byar(events: f64, level: f64) -> Result<Bounds, Cannot> {
    count_of_events(events)?;
    proper(level)?;
    let z = normal_width(level);
    let end = |count: f64, z: f64| {
        let root = 1.0 - 1.0 / (9.0 * count) + z / (3.0 * count.sqrt());
        count * root * root * root
    };
    let low = if events == 0.0 { 0.0 } else { end(events, -z).max(0.0) };
    Ok(Bounds { low, high: end(events + 1.0, z) })
}

/// A rate's interval: that of its count, over what the events are counted in.
///
/// Errors: those of the count; a base of zero or below.
pub fn rate(count: Result<Bounds, Cannot>, base: f64) -> Result<Bounds, Cannot> {
    finite(&[base])?;
    if base < 0.0 {
        return Err(Cannot::NegativeCount);
    }
    if base == 0.0 {
        return Err(Cannot::DenominatorZero);
    }
    Ok(count?.times(1.0 / base))
}

/// The two-sided exact test that events come at a given rate: the probability of all counts no likelier than the one seen.
///
/// Source: R's `poisson.test`.
pub fn poisson_test(events: f64, base: f64, rate: f64) -> Result<f64, Cannot> {
    count_of_events(events)?;
    finite(&[base, rate])?;
    let mean = base * rate;
    if mean <= 0.0 {
        return Err(Cannot::DenominatorZero);
    }
    if (events - mean).abs() < f64::EPSILON * mean {
        return Ok(1.0);
    }
    let most = poisson_density(events, mean) * (1.0 + 1e-7);
    let as_likely = |count: f64| poisson_density(count, mean) > most;
    // The probabilities rise to the mean and fall after it: look for the last count on the other side.
    if events < mean {
        let mut other = mean.ceil();
        while as_likely(other) {
            other += 1.0;
        }
        Ok((incomplete_gamma(events + 1.0, mean).upper + incomplete_gamma(other, mean).lower).min(1.0))
    } else {
        let mut other = mean.floor();
        while other >= 0.0 && as_likely(other) {
            other -= 1.0;
        }
        let below = if other < 0.0 { 0.0 } else { incomplete_gamma(other + 1.0, mean).upper };
        Ok((incomplete_gamma(events, mean).lower + below).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::interval::LEVEL;

    /// Garwood's interval in closed form: no event gives 0 to −ln 0.025.
    #[test]
    fn no_event_has_an_upper_end() {
        let found = poisson(0.0, LEVEL).unwrap();
        assert_eq!(found.low, 0.0);
        assert!((found.high - 3.688_879_454_113_936).abs() < 1e-12, "{found:?}");
        assert_eq!(byar(0.0, LEVEL).unwrap().low, 0.0);
    }

    #[test]
    fn byar_is_near_the_exact_ends() {
        for events in 5..400_u32 {
            let (near, exact) = (byar(events.into(), LEVEL).unwrap(), poisson(events.into(), LEVEL).unwrap());
            assert!((near.low / exact.low - 1.0).abs() < 0.012, "{events}: {near:?} {exact:?}");
            assert!((near.high / exact.high - 1.0).abs() < 0.005, "{events}: {near:?} {exact:?}");
        }
    }

    #[test]
    fn what_is_no_count_has_a_reason() {
        assert_eq!(poisson(-1.0, LEVEL), Err(Cannot::NegativeCount));
        assert_eq!(byar(1.5, LEVEL), Err(Cannot::NotWhole));
        assert_eq!(rate(poisson(3.0, LEVEL), 0.0), Err(Cannot::DenominatorZero));
        assert_eq!(rate(poisson(3.0, LEVEL), -5.0), Err(Cannot::NegativeCount));
        assert_eq!(poisson_test(3.0, 0.0, 1.0), Err(Cannot::DenominatorZero));
    }

    /// By hand: mean 2, three events: P(0) < P(3) < P(1), so 1 − P(1) − P(2).
    #[test]
    fn a_test_adds_what_is_no_likelier() {
        let expected = 1.0 - 4.0 * libm::exp(-2.0);
        assert!((poisson_test(3.0, 2.0, 1.0).unwrap() - expected).abs() < 1e-12);
        // One event in a mean of two is as likely as two, likelier than three and none: all but 1 and 2.
        assert!(
            (poisson_test(0.0, 2.0, 1.0).unwrap() - (1.0 - (2.0 + 2.0 + 4.0 / 3.0) * libm::exp(-2.0))).abs()
                < 1e-12
        );
        assert_eq!(poisson_test(2.0, 2.0, 1.0), Ok(1.0));
    }
}
