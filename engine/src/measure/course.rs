//! Courses: findings of one place over time become a trend; what lies before a break is not compared with what follows.

use crate::statistics::calendar::{civil, read_period};
use crate::statistics::interval::LEVEL;
use crate::statistics::trend::{Course as Direction, trend};
use esito_model::number::round12;
use esito_model::{Course, Finding, Indicator, Trend, Way};

/// A value of a series: the first month of its period, how many months that lasts, its code, the value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<'f> {
    pub month: i32,
    pub months: i32,
    pub code: &'f str,
    pub finding: &'f Finding,
}

impl Step<'_> {
    /// The time in years.
    pub(super) fn time(self) -> f64 {
        f64::from(self.month) / 12.0
    }
}

/// The findings of one place and group over time, in order of time, whether they have a value or not.
pub(super) fn series<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<Step<'f>> {
    let step = |finding: &'f Finding| {
        let code = finding.key.period.as_deref()?;
        let (every, month) = read_period(code)?;
        Some(Step { month, months: crate::statistics::calendar::months_of(every), code, finding })
    };
    let mut steps: Vec<Step<'f>> = findings.filter_map(step).collect();
    steps.sort_by_key(|step| step.month);
    steps
}

/// The first month after the last break of an indicator that is not after `until`.
pub(super) fn last_break(indicator: &Indicator, until: i32) -> Option<(i32, &str)> {
    let breaks =
        indicator.breaks.iter().filter_map(|one| Some((read_period(&one.period)?.1, one.period.as_str())));
    breaks.filter(|(month, _)| *month <= until).max_by_key(|(month, _)| *month)
}

/// The trend of known values since the last break; otherwise why there is none, as a stable word.
pub(super) fn trend_of(points: &[(f64, f64)], ends: Option<(&str, &str)>) -> Result<Trend, String> {
    // Of values as they are printed, so that whoever recomputes it from them finds the same ties.
    let printed: Vec<(f64, f64)> = points.iter().map(|(time, value)| (*time, round12(*value))).collect();
    let found = trend(&printed, LEVEL).map_err(|cannot| cannot.code().to_owned())?;
    let (from, to) = ends.unwrap_or_default();
    Ok(Trend {
        way: match found.course {
            Direction::Rising => Way::Rising,
            Direction::Falling => Way::Falling,
            Direction::NoClearChange => Way::NoClearChange,
        },
        slope: found.slope,
        low: found.bounds.low,
        high: found.bounds.high,
        p: found.test.p,
        values: u32::try_from(points.len()).unwrap_or(u32::MAX),
        from: from.to_owned(),
        to: to.to_owned(),
    })
}

/// The course of an indicator, all together and in each place. `due` is the last day that is due.
pub(crate) fn courses(indicator: &Indicator, findings: &[Finding], due: Option<i32>) -> Vec<Course> {
    let plain = || findings.iter().filter(|finding| finding.key.dimension.is_none());
    let mut places: Vec<Option<&str>> = plain().map(|finding| finding.key.place.as_deref()).collect();
    places.dedup();
    let end = |step: &Step<'_>| step.month + step.months;
    // The newest that there can be: the month after the due day's, or else after the last value anywhere.
    let newest = due.map_or_else(
        || series(plain()).iter().filter(|step| step.finding.value.known().is_some()).map(end).max(),
        |day| {
            let (year, month, _) = civil(day + 1);
            Some(year * 12 + month - 1)
        },
    );
    let course = |place: Option<&str>| {
        let mut steps = series(plain().filter(|finding| finding.key.place.as_deref() == place));
        steps.retain(|step| step.finding.value.known().is_some());
        let last = steps.last().copied();
        let broken = last.and_then(|last| last_break(indicator, last.month));
        let since = broken.filter(|(month, _)| steps.first().is_some_and(|first| first.month < *month));
        if let Some((month, _)) = since {
            steps.retain(|step| step.month >= month);
        }
        let points: Vec<(f64, f64)> =
            steps.iter().filter_map(|step| Some((step.time(), step.finding.value.known()?))).collect();
        let ends = steps.first().zip(steps.last()).map(|(first, last)| (first.code, last.code));
        let (trend, no_trend) = split(trend_of(&points, ends));
        let age = last.zip(newest).map_or(0, |(last, newest)| (newest - end(&last)).max(0));
        Course {
            indicator: indicator.id.clone(),
            place: place.map(str::to_owned),
            last: last.map(|last| last.code.to_owned()),
            age_months: u32::try_from(age).unwrap_or(0),
            since: since.map(|(_, code)| code.to_owned()),
            trend,
            no_trend,
        }
    };
    if indicator.period.is_none() { Vec::new() } else { places.into_iter().map(course).collect() }
}

pub(super) fn split(found: Result<Trend, String>) -> (Option<Trend>, String) {
    match found {
        Ok(trend) => (Some(trend), String::new()),
        Err(why) => (None, why),
    }
}
