//! Whether a series rises, falls, or shows no clear change; and where its line leads.

use super::cannot::{Cannot, finite, proper};
use super::distribution::{normal, normal_width, student, student_width};
use super::interval::Bounds;
use super::ranks::{concordance, ties};
use super::sums::{mean, sum};

/// With fewer values no order of them could be told from chance at 95 %.
const LEAST: usize = 4;

/// Mann and Kendall's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// Pairs that rise less pairs that fall.
    pub s: f64,
    /// The variance of S without a trend, ties taken into account.
    pub variance: f64,
    /// S over its deviation, with continuity correction.
    pub z: f64,
    /// The two-sided probability.
    pub p: f64,
}

/// Which way a series goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It rises.
    Rising,
    /// It falls.
    Falling,
    /// No clear change: the interval of its slope contains zero, or the test does not reject chance.
    NoClearChange,
}

/// The trend of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Which way it goes.
    pub course: Course,
    /// The median slope, in the value's unit for one unit of time.
    pub slope: f64,
    /// Its interval.
    pub bounds: Bounds,
    /// The test.
    pub test: MannKendall,
}

#[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
fn count(of: usize) -> f64 {
    of as f64
}

/// Times go forward, and there are at least so many.
fn series(points: &[(f64, f64)], least: usize) -> Result<(Vec<f64>, Vec<f64>), Cannot> {
    let (times, values): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    finite(&times)?;
    finite(&values)?;
    if times.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(Cannot::PeriodsOutOfOrder);
    }
    match points.len() {
        0 => Err(Cannot::NoObservations),
        1 => Err(Cannot::OneObservation),
        n if n < least => Err(Cannot::TooFew),
        _ => Ok((times, values)),
    }
}

/// The S of Mann and Kendall, with its variance and probability. Values in the order of time.
///
/// Formula: variance `(n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18` over groups of t equal values; `z = (S ∓ 1)/√variance`.
/// Errors: fewer than two values; all values equal.
/// Source: H. B. Mann, "Nonparametric tests against trend", Econometrica 13 (1945), 245–259; M. G. Kendall (1975).
pub fn mann_kendall(values: &[f64]) -> Result<MannKendall, Cannot> {
    finite(values)?;
    match values.len() {
        0 => return Err(Cannot::NoObservations),
        1 => return Err(Cannot::OneObservation),
        _ => {}
    }
    let pairs: Vec<(f64, f64)> = values.iter().enumerate().map(|(at, value)| (count(at), *value)).collect();
    let s = concordance(&pairs);
    let variance = variance_of_s(values);
    if variance <= 0.0 {
        return Err(Cannot::AllEqual);
    }
    Ok(from_s(s, variance))
}

/// The test from S and its variance.
#[must_use]
pub fn from_s(s: f64, variance: f64) -> MannKendall {
    let towards = if s > 0.0 {
        s - 1.0
    } else if s < 0.0 {
        s + 1.0
    } else {
        0.0
    };
    let z = towards / variance.sqrt();
    MannKendall { s, variance, z, p: (2.0 * normal(-z.abs()).lower).min(1.0) }
}

fn variance_of_s(values: &[f64]) -> f64 {
    let long = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    let tied = sum(&ties(values).into_iter().map(long).collect::<Vec<_>>());
    (long(count(values.len())) - tied) / 18.0
}

/// Theil and Sen's slope: the median of the slopes between all pairs, with Sen's interval.
///
/// Formula: the ends are the slopes of rank `(N ∓ z √variance)/2` of the N slopes in order. Units: the value's for one
/// unit of time. Errors: fewer than two points, times that do not go forward.
/// Source: P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the American
/// Statistical Association 63 (1968), 1379–1389; ranks rounded as in scipy's `theilslopes`.
pub fn theil_sen(points: &[(f64, f64)], level: f64) -> Result<(f64, Bounds), Cannot> {
    let (_, values) = series(points, 2)?;
    proper(level)?;
    let mut slopes = Vec::with_capacity(points.len() * (points.len() - 1) / 2);
    for (at, later) in points.iter().enumerate() {
        slopes.extend(points[..at].iter().map(|earlier| (later.1 - earlier.1) / (later.0 - earlier.0)));
    }
    slopes.sort_by(f64::total_cmp);
    let last = slopes.len() - 1;
    let median = 0.5 * (slopes[last / 2] + slopes[last.div_ceil(2)]);
    let reach = normal_width(level) * variance_of_s(&values).sqrt();
    let all = count(slopes.len());
    let upper = ((all + reach) / 2.0).round_ties_even().min(count(last)).max(0.0);
    let lower = (((all - reach) / 2.0).round_ties_even() - 1.0).max(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last place"
    )]
    let at = |place: f64| slopes[place as usize];
    Ok((median, Bounds { low: at(lower), high: at(upper) }))
}

/// The trend of a series of (time, value): a direction only where the interval of the slope excludes zero and the test
/// rejects chance at the same level.
///
/// Errors: fewer than four points; times that do not go forward; all values equal.
pub fn trend(points: &[(f64, f64)], level: f64) -> Result<Trend, Cannot> {
    let (_, values) = series(points, LEAST)?;
    let test = mann_kendall(&values)?;
    let (slope, bounds) = theil_sen(points, level)?;
    let course = if test.p >= 1.0 - level || bounds.holds(0.0) {
        Course::NoClearChange
    } else if slope > 0.0 {
        Course::Rising
    } else {
        Course::Falling
    };
    Ok(Trend { course, slope, bounds, test })
}

/// A straight line through points by least squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The value at time zero.
    pub intercept: f64,
    /// The slope for one unit of time.
    pub slope: f64,
    /// The two-sided probability of such a slope without a trend.
    pub p: f64,
    residual: f64,
    middle: f64,
    spread: f64,
    n: f64,
}

/// The line through points by least squares, which must go forward in time.
///
/// Errors: fewer than three points; times that do not go forward.
pub fn least_squares(points: &[(f64, f64)]) -> Result<Line, Cannot> {
    let (times, values) = series(points, 3)?;
    let (Some(middle), Some(level)) = (mean(&times), mean(&values)) else {
        return Err(Cannot::NoObservations);
    };
    let part = |term: &dyn Fn(&(f64, f64)) -> f64| sum(&points.iter().map(term).collect::<Vec<_>>());
    let spread = part(&|(t, _)| (t - middle) * (t - middle));
    let slope = part(&|(t, v)| (t - middle) * (v - level)) / spread;
    let residual = part(&|(t, v)| {
        let off = v - level - slope * (t - middle);
        off * off
    });
    let n = count(points.len());
    let residual = residual / (n - 2.0);
    let t = slope / (residual / spread).sqrt();
    let p = if t.is_finite() {
        2.0 * student(-t.abs(), n - 2.0).lower
    } else {
        f64::from(u8::from(slope == 0.0))
    };
    Ok(Line { intercept: level - slope * middle, slope, p, residual, middle, spread, n })
}

impl Line {
    /// Where the line leads, with the band in which a single new value would lie.
    ///
    /// Formula: `a + b t ± t* s √(1 + 1/n + (t − m)²/Σ(tᵢ − m)²)` with n − 2 degrees of freedom.
    /// Source: N. R. Draper and H. Smith, Applied Regression Analysis, 3rd edition (1998), 3.1.
    #[must_use]
    pub fn at(&self, time: f64, level: f64) -> (f64, Bounds) {
        let value = self.intercept + self.slope * time;
        let away = time - self.middle;
        let error = (self.residual * (1.0 + 1.0 / self.n + away * away / self.spread)).sqrt();
        let half = student_width(level, self.n - 2.0) * error;
        (value, Bounds { low: value - half, high: value + half })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(values: &[f64]) -> Vec<(f64, f64)> {
        values.iter().enumerate().map(|(at, value)| (2019.0 + count(at), *value)).collect()
    }

    #[test]
    fn no_arrow_where_the_interval_contains_no_change() {
        let flat = trend(&years(&[5.0, 4.0, 6.0, 5.5, 4.5, 5.2]), 0.95).unwrap();
        assert_eq!(flat.course, Course::NoClearChange);
        assert!(flat.bounds.holds(0.0));
        assert_eq!(trend(&years(&[1.0, 2.0, 3.0, 4.0, 5.0]), 0.95).unwrap().course, Course::Rising);
        assert_eq!(trend(&years(&[9.0, 7.0, 6.0, 5.0, 1.0]), 0.95).unwrap().course, Course::Falling);
        // Four in a row rise by chance once in twelve: 2 · 1/4! is above 5 %.
        assert_eq!(trend(&years(&[1.0, 2.0, 3.0, 4.0]), 0.95).unwrap().course, Course::NoClearChange);
    }

    #[test]
    fn what_has_no_trend_has_a_reason() {
        assert_eq!(trend(&[], 0.95), Err(Cannot::NoObservations));
        assert_eq!(trend(&years(&[1.0]), 0.95), Err(Cannot::OneObservation));
        assert_eq!(trend(&years(&[1.0, 2.0, 3.0]), 0.95), Err(Cannot::TooFew));
        assert_eq!(trend(&years(&[3.0; 6]), 0.95), Err(Cannot::AllEqual));
        let turned = [(2020.0, 1.0), (2019.0, 2.0), (2021.0, 3.0), (2022.0, 4.0)];
        assert_eq!(trend(&turned, 0.95), Err(Cannot::PeriodsOutOfOrder));
        assert_eq!(trend(&[(2020.0, 1.0); 5], 0.95), Err(Cannot::PeriodsOutOfOrder));
    }

    /// By hand: points (0,0), (1,1), (2,1), (3,3): slope 0.9, intercept −0.1, residual sum 0.7.
    #[test]
    fn a_line_and_its_band() {
        let line = least_squares(&[(0.0, 0.0), (1.0, 1.0), (2.0, 1.0), (3.0, 3.0)]).unwrap();
        assert!((line.slope - 0.9).abs() < 1e-12 && (line.intercept + 0.1).abs() < 1e-12);
        let (value, band) = line.at(4.0, 0.95);
        let half = 4.302_652_729_749_462 * (0.35_f64 * (1.0 + 0.25 + 6.25 / 5.0)).sqrt();
        assert!((value - 3.5).abs() < 1e-12 && (band.high - 3.5 - half).abs() < 1e-11, "{band:?}");
    }
}
