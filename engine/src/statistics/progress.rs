//! Promises: how far, how fast, where it leads, and since when a miss could be foreseen.

use super::cannot::{Cannot, finite};
use super::interval::Bounds;
use super::trend::least_squares;

/// A value at a time, in any unit of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// The time.
    pub time: f64,
    /// The value.
    pub value: f64,
}

/// How the way from baseline to target is thought of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// The same step in each period: for shares, and wherever a baseline may be zero.
    Linear,
    /// The same growth in each period: Eurostat's, for values above zero.
    Compound,
}

/// Eurostat's classes of progress towards a quantified target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// At 95 % or more of the pace needed.
    OnTrack,
    /// At 60 % or more.
    Moderate,
    /// At 0 % or more.
    Insufficient,
    /// In the wrong direction.
    MovingAway,
}

/// Pace from which progress is on track.
pub const ON_TRACK: f64 = 0.95;
/// Pace from which progress is moderate.
pub const MODERATE: f64 = 0.6;

/// The class of a pace: the actual over the needed.
///
/// Source: Eurostat, Sustainable development in the European Union — Monitoring report on progress towards the SDGs in
/// an EU context, annex on methods: 95 %, 60 % and 0 % of the rate needed.
#[must_use]
pub fn class_of(pace: f64) -> Class {
    match pace {
        pace if pace >= ON_TRACK => Class::OnTrack,
        pace if pace >= MODERATE => Class::Moderate,
        pace if pace >= 0.0 => Class::Insufficient,
        _ => Class::MovingAway,
    }
}

/// Share of the promised change that was achieved.
///
/// Formula: `(actual − baseline) / (target − baseline)`: 1 is at the target, below 0 the wrong way. Falling targets need
/// no special case. Errors: no baseline; target equal to baseline.
pub fn attainment(baseline: Option<f64>, target: f64, actual: f64) -> Result<f64, Cannot> {
    let baseline = baseline.ok_or(Cannot::NoBaseline)?;
    finite(&[baseline, target, actual])?;
    if target == baseline { Err(Cannot::NoDistance) } else { Ok((actual - baseline) / (target - baseline)) }
}

/// Actual pace over the pace needed, both from the baseline on.
///
/// Formula, linear: `((a − b)/(now − from)) / ((t − b)/(to − from))`. Compound: the same of rates of growth,
/// `((a/b)^{1/(now − from)} − 1) / ((t/b)^{1/(to − from)} − 1)`.
/// Errors: no baseline; target equal to baseline; times that do not go forward; compound growth of what is not above zero.
pub fn pace(baseline: Option<At>, target: At, actual: At, path: Path) -> Result<f64, Cannot> {
    let baseline = baseline.ok_or(Cannot::NoBaseline)?;
    attainment(Some(baseline.value), target.value, actual.value)?;
    finite(&[baseline.time, target.time, actual.time])?;
    let (passed, given) = (actual.time - baseline.time, target.time - baseline.time);
    if passed <= 0.0 || given <= 0.0 {
        return Err(Cannot::PeriodsOutOfOrder);
    }
    match path {
        Path::Linear => {
            Ok((actual.value - baseline.value) / passed / ((target.value - baseline.value) / given))
        }
        Path::Compound => {
            if baseline.value <= 0.0 || target.value <= 0.0 || actual.value <= 0.0 {
                return Err(Cannot::NoGrowth);
            }
            let growth = |value: f64, time: f64| libm::expm1(libm::log(value / baseline.value) / time);
            Ok(growth(actual.value, passed) / growth(target.value, given))
        }
    }
}

/// Where a series leads at a later time, with the band in which a single new value would lie.
///
/// The line of least squares: see [`super::trend::Line::at`]. Errors: fewer than three points, times that do not go
/// forward, a time that is not later than the last.
pub fn project(points: &[At], time: f64, level: f64) -> Result<(f64, Bounds), Cannot> {
    let pairs: Vec<(f64, f64)> = points.iter().map(|point| (point.time, point.value)).collect();
    let line = least_squares(&pairs)?;
    match points.last() {
        Some(last) if last.time < time => Ok(line.at(time, level)),
        _ => Err(Cannot::PeriodsOutOfOrder),
    }
}

/// A promise that the series so far does not keep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Warning {
    /// What the series leads to at the target's time.
    pub projected: f64,
    /// Its band.
    pub band: Bounds,
    /// How much is missing: the target less the projection, above zero.
    pub short: f64,
    /// Whether even the better end of the band misses the target.
    pub clear: bool,
    /// The time from which on every projection missed the target.
    pub since: f64,
}

/// Whether a promise will be missed, by how much, and since when that could be foreseen.
///
/// `higher` says whether more is better. Nothing where the projection reaches the target. Errors: those of [`project`].
pub fn early_warning(points: &[At], target: At, higher: bool, level: f64) -> Result<Option<Warning>, Cannot> {
    let short_of = |value: f64| if higher { target.value - value } else { value - target.value };
    let (projected, band) = project(points, target.time, level)?;
    let short = short_of(projected);
    if short <= 0.0 {
        return Ok(None);
    }
    let better = if higher { band.high } else { band.low };
    let mut since = points.last().map_or(target.time, |last| last.time);
    for until in (3..points.len()).rev() {
        let Ok((earlier, _)) = project(&points[..until], target.time, level) else { break };
        if short_of(earlier) <= 0.0 {
            break;
        }
        since = points[until - 1].time;
    }
    Ok(Some(Warning { projected, band, short, clear: short_of(better) > 0.0, since }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: f64, value: f64) -> At {
        At { time, value }
    }

    #[test]
    fn promises_that_promise_nothing_have_a_reason() {
        assert_eq!(attainment(None, 0.5, 0.4), Err(Cannot::NoBaseline));
        assert_eq!(attainment(Some(0.5), 0.5, 0.4), Err(Cannot::NoDistance));
        let (from, to) = (at(2019.0, 0.3), at(2026.0, 0.5));
        assert_eq!(pace(None, to, at(2022.0, 0.4), Path::Linear), Err(Cannot::NoBaseline));
        assert_eq!(pace(Some(from), to, at(2019.0, 0.4), Path::Linear), Err(Cannot::PeriodsOutOfOrder));
        assert_eq!(pace(Some(to), from, at(2027.0, 0.4), Path::Linear), Err(Cannot::PeriodsOutOfOrder));
        assert_eq!(pace(Some(at(2019.0, 0.0)), to, at(2022.0, 0.4), Path::Compound), Err(Cannot::NoGrowth));
        assert_eq!(project(&[from, to], 2030.0, 0.95), Err(Cannot::TooFew));
        assert_eq!(project(&[from], 2030.0, 0.95), Err(Cannot::OneObservation));
    }

    /// By hand: 100 to 121 in two of four years is 10 % a year; 100 to 146.41 in four is 10 % a year.
    #[test]
    fn compound_and_linear_differ_as_they_should() {
        let (from, to, now) = (at(0.0, 100.0), at(4.0, 146.41), at(2.0, 121.0));
        assert!((pace(Some(from), to, now, Path::Compound).unwrap() - 1.0).abs() < 1e-12);
        assert!((pace(Some(from), to, now, Path::Linear).unwrap() - 10.5 / 11.6025).abs() < 1e-12);
    }

    #[test]
    fn classes_begin_at_their_thresholds() {
        let classes = [0.95, 0.949, 0.6, 0.599, 0.0, -0.001].map(class_of);
        assert_eq!(classes[..2], [Class::OnTrack, Class::Moderate]);
        assert_eq!(classes[2..4], [Class::Moderate, Class::Insufficient]);
        assert_eq!(classes[4..], [Class::Insufficient, Class::MovingAway]);
    }

    /// A line of one a year from 0 in 2019 leads to 10 in 2029; it bends to a half in 2023.
    #[test]
    fn a_miss_is_dated_from_when_it_could_be_foreseen() {
        let values = [0.0, 1.0, 2.0, 3.0, 3.5, 4.0, 4.5];
        let points: Vec<At> = (2019_u16..).zip(values).map(|(year, value)| at(year.into(), value)).collect();
        let found = early_warning(&points, at(2029.0, 10.0), true, 0.95).unwrap().unwrap();
        assert_eq!(found.since, 2023.0);
        assert!(found.short > 0.0 && found.clear, "{found:?}");
        assert_eq!(early_warning(&points, at(2029.0, 5.0), true, 0.95), Ok(None));
        // The same turned over: lower is better.
        let turned: Vec<At> = points.iter().map(|point| at(point.time, -point.value)).collect();
        let lower = early_warning(&turned, at(2029.0, -10.0), false, 0.95).unwrap().unwrap();
        assert!((lower.short - found.short).abs() < 1e-12 && lower.since == found.since);
    }
}
