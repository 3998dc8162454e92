//! Intervals by drawing again from what was observed, whole clusters at a time where rows are not independent.

use super::cannot::{Cannot, finite, proper};
use super::chance::Chance;
use super::distribution::{normal, normal_quantile, normal_width};
use super::interval::Bounds;
use super::sums::{mean, sum, variance};

/// How often is drawn again for an interval that is shown.
pub const REPLICATES: u32 = 1999;

/// A statistic of units, each counted so many times: what a bootstrap draws again.
///
/// The weight of each unit is how often it was drawn. Nothing where there is no value, as a ratio out of nothing.
pub trait Statistic {
    /// How many units there are: rows, or clusters of rows.
    fn units(&self) -> usize;
    /// The statistic where each unit counts as often as this.
    fn of(&self, weights: &[u32]) -> Option<f64>;
    /// The statistic of all units but one; `ones` holds a one for each, and does so again afterwards.
    fn without(&self, unit: usize, ones: &mut [u32]) -> Option<f64> {
        ones[unit] = 0;
        let found = self.of(ones);
        ones[unit] = 1;
        found
    }
    /// Whether leaving out each unit in turn is not more work than a few draws.
    fn leaves_out_quickly(&self) -> bool {
        self.units() <= QUICK
    }
}

/// With more units than this the influence of each is worked out only where sums allow a short way.
const QUICK: usize = 2000;

/// A ratio of two sums, each unit with its part of both. The ratio of a mean has ones below.
#[derive(Clone, Debug)]
pub struct RatioOfSums {
    /// For each unit its part of the numerator and of the denominator.
    pub units: Vec<(f64, f64)>,
}

impl Statistic for RatioOfSums {
    fn units(&self) -> usize {
        self.units.len()
    }

    fn of(&self, weights: &[u32]) -> Option<f64> {
        let (mut above, mut below) = (super::sums::Sum::default(), super::sums::Sum::default());
        for (unit, weight) in self.units.iter().zip(weights) {
            if *weight > 0 {
                above.add(unit.0 * f64::from(*weight));
                below.add(unit.1 * f64::from(*weight));
            }
        }
        let ratio = above.value() / below.value();
        ratio.is_finite().then_some(ratio)
    }
}

/// What drawing again gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicates {
    /// The statistic of what was observed.
    pub estimate: f64,
    /// The statistics of what was drawn, from small to large. Draws without a value are left out.
    pub sorted: Vec<f64>,
}

/// Draws as many units as there are, with replacement, so many times over.
///
/// Errors: no unit, one unit, an observation without a value, draws that all agree or mostly have no value.
/// Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997); clusters: 3.8.
pub fn replicates(of: &dyn Statistic, draws: u32, seed: u64) -> Result<Replicates, Cannot> {
    let mut redraw = Redraw::begin(of, draws, seed)?;
    while redraw.some(of, usize::MAX) {}
    redraw.replicates()
}

/// Drawing again a little at a time, so that whoever waits can be told how far it is, and stop.
#[derive(Clone, Debug)]
pub struct Redraw {
    chance: Chance,
    weights: Vec<u32>,
    estimate: f64,
    draws: u32,
    drawn: u32,
    found: Vec<f64>,
}

impl Redraw {
    /// Begins from a seed. Errors: no unit, one unit, an observation without a value.
    pub fn begin(of: &dyn Statistic, draws: u32, seed: u64) -> Result<Self, Cannot> {
        let units = of.units();
        let estimate = match units {
            0 => return Err(Cannot::NoObservations),
            1 => return Err(Cannot::OneObservation),
            _ => of.of(&vec![1; units]).ok_or(Cannot::DenominatorZero)?,
        };
        finite(&[estimate])?;
        u32::try_from(units).map_err(|_| Cannot::NotFinite)?;
        let found = Vec::with_capacity(draws as usize);
        Ok(Self { chance: Chance::new(seed), weights: vec![0; units], estimate, draws, drawn: 0, found })
    }

    /// Draws until about so many units were drawn; says whether more is to be done.
    pub fn some(&mut self, of: &dyn Statistic, most: usize) -> bool {
        let end = u32::try_from(self.weights.len()).unwrap_or(u32::MAX);
        let mut left = most;
        while self.drawn < self.draws && left > 0 {
            self.weights.fill(0);
            for _ in 0..end {
                self.weights[self.chance.below(end) as usize] += 1;
            }
            self.found.extend(of.of(&self.weights).filter(|value| value.is_finite()));
            self.drawn += 1;
            left = left.saturating_sub(self.weights.len());
        }
        self.drawn < self.draws
    }

    /// What was drawn. Errors: draws that all agree or mostly have no value.
    pub fn replicates(self) -> Result<Replicates, Cannot> {
        let Self { estimate, drawn, found: mut sorted, .. } = self;
        sorted.sort_by(f64::total_cmp);
        if sorted.len() * 10 < drawn as usize * 9 {
            return Err(Cannot::TooFew);
        }
        match (sorted.first(), sorted.last()) {
            (Some(first), Some(last)) if first < last => Ok(Replicates { estimate, sorted }),
            _ => Err(Cannot::AllEqual),
        }
    }

    /// The interval that is shown: see [`bootstrap`].
    pub fn bounds(self, of: &dyn Statistic, level: f64) -> Result<Bounds, Cannot> {
        proper(level)?;
        let found = self.replicates()?;
        match of.leaves_out_quickly().then(|| influences(of)).flatten() {
            Some(influences) => found.bca(level, acceleration(&influences)).or(Ok(found.percentile(level))),
            None => Ok(found.percentile(level)),
        }
    }
}

impl Replicates {
    /// The mean of the replicates less the estimate, and their deviation.
    #[must_use]
    pub fn bias_and_error(&self) -> (f64, f64) {
        let bias = mean(&self.sorted).map_or(0.0, |mean| mean - self.estimate);
        (bias, variance(&self.sorted, true).map_or(0.0, f64::sqrt))
    }

    /// The value of rank (R + 1) p, between two replicates on the scale of the normal curve, as R's `boot.ci` does.
    fn at(&self, probability: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 replicates")]
        let draws = self.sorted.len() as f64;
        let rank = (draws + 1.0) * probability;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and R")]
        let below = rank.floor().clamp(0.0, draws) as usize;
        let last = self.sorted.len() - 1;
        if below == 0 {
            return self.sorted[0];
        }
        if below > last {
            return self.sorted[last];
        }
        let (low, high) = (self.sorted[below - 1], self.sorted[below]);
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 replicates")]
        let z = |rank: usize| normal_quantile(rank as f64 / (draws + 1.0));
        let part = (normal_quantile(probability) - z(below)) / (z(below + 1) - z(below));
        low + (high - low) * part
    }

    /// The interval between two ranks of the replicates.
    #[must_use]
    pub fn percentile(&self, level: f64) -> Bounds {
        let outside = (1.0 - level) / 2.0;
        Bounds { low: self.at(outside), high: self.at(1.0 - outside) }
    }

    /// The percentile interval turned over at the estimate.
    #[must_use]
    pub fn basic(&self, level: f64) -> Bounds {
        let found = self.percentile(level);
        Bounds { low: 2.0 * self.estimate - found.high, high: 2.0 * self.estimate - found.low }
    }

    /// The normal interval with the bootstrap's bias and deviation.
    #[must_use]
    pub fn normal(&self, level: f64) -> Bounds {
        let (bias, error) = self.bias_and_error();
        let half = normal_width(level) * error;
        Bounds { low: self.estimate - bias - half, high: self.estimate - bias + half }
    }

    /// Efron's interval, corrected for bias and for an error that changes with the value (BCa).
    ///
    /// Formula: ranks `Φ(w + (w ± z)/(1 − a (w ± z)))` with `w` the normal quantile of the share of replicates below the
    /// estimate, and a the acceleration. Errors: a level that is none; an estimate outside of all replicates.
    /// Source: B. Efron, "Better bootstrap confidence intervals", Journal of the American Statistical Association 82
    /// (1987), 171–185.
    pub fn bca(&self, level: f64, acceleration: f64) -> Result<Bounds, Cannot> {
        proper(level)?;
        let below = self.sorted.partition_point(|value| *value < self.estimate);
        if below == 0 || below == self.sorted.len() {
            return Err(Cannot::TooFew);
        }
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 replicates")]
        let w = normal_quantile(below as f64 / self.sorted.len() as f64);
        let rank = |z: f64| normal(w + (w + z) / (1.0 - acceleration * (w + z))).lower;
        let z = normal_width(level);
        Ok(Bounds { low: self.at(rank(-z)), high: self.at(rank(z)) })
    }
}

/// How much each unit moves the statistic: `(n − 1) (T − T₍ᵢ₎)`, the jackknife's influence.
///
/// Nothing where leaving a unit out leaves no value.
#[must_use]
pub fn influences(of: &dyn Statistic) -> Option<Vec<f64>> {
    let units = of.units();
    let mut weights = vec![1_u32; units];
    let whole = of.of(&weights)?;
    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 units")]
    let others = units.checked_sub(1)? as f64;
    let mut out = Vec::with_capacity(units);
    for unit in 0..units {
        out.push(others * (whole - of.without(unit, &mut weights)?));
    }
    Some(out)
}

/// The acceleration of BCa: `Σ L³ / (6 (Σ L²)^{3/2})` over the influences.
#[must_use]
pub fn acceleration(influences: &[f64]) -> f64 {
    let squares = sum(&influences.iter().map(|one| one * one).collect::<Vec<_>>());
    let cubes = sum(&influences.iter().map(|one| one * one * one).collect::<Vec<_>>());
    if squares == 0.0 { 0.0 } else { cubes / (6.0 * squares * squares.sqrt()) }
}

/// The interval that is shown for a statistic: BCa, or percentile where leaving out one unit leaves no value, or where
/// there are more than two thousand units of a statistic that is not made of sums.
///
/// Errors: those of [`replicates`].
pub fn bootstrap(of: &dyn Statistic, draws: u32, level: f64, seed: u64) -> Result<Bounds, Cannot> {
    let mut redraw = Redraw::begin(of, draws, seed)?;
    while redraw.some(of, usize::MAX) {}
    redraw.bounds(of, level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(units: &[(f64, f64)]) -> RatioOfSums {
        RatioOfSums { units: units.to_vec() }
    }

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let of = ratio(&[(1.0, 3.0), (4.0, 5.0), (2.0, 9.0), (7.0, 8.0)]);
        let found = bootstrap(&of, 999, 0.95, 42).unwrap();
        assert_eq!(found, bootstrap(&of, 999, 0.95, 42).unwrap());
        assert_ne!(found, bootstrap(&of, 999, 0.95, 43).unwrap());
        assert!(found.holds(14.0 / 25.0));
    }

    #[test]
    fn what_cannot_be_drawn_again_has_a_reason() {
        let drawn = |units: &[(f64, f64)]| bootstrap(&ratio(units), 999, 0.95, 1);
        assert_eq!(drawn(&[]), Err(Cannot::NoObservations));
        assert_eq!(drawn(&[(1.0, 2.0)]), Err(Cannot::OneObservation));
        assert_eq!(drawn(&[(1.0, 2.0), (2.0, 4.0)]), Err(Cannot::AllEqual));
        assert_eq!(drawn(&[(1.0, 0.0), (2.0, 0.0)]), Err(Cannot::DenominatorZero));
        // Half of the draws of two units hold only one of them; a quarter only the one out of nothing.
        assert_eq!(drawn(&[(1.0, 0.0), (2.0, 4.0)]), Err(Cannot::TooFew));
        assert_eq!(bootstrap(&ratio(&[(1.0, 2.0), (2.0, 3.0)]), 999, 2.0, 1), Err(Cannot::NoLevel));
    }
}
