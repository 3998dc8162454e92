//! How far the groups of a breakdown are apart: the gap as a measure, and whether it closes.

use super::course::{Step, last_break, series, split, trend_of};
use crate::statistics::cannot::Cannot;
use crate::statistics::difference::Share;
use crate::statistics::equity::{self, Group, between, gap_over_time};
use crate::statistics::interval::LEVEL;
use esito_model::{Direction, Equity, Finding, Gap, GapAt, GapPoint, Indicator, Interval, UNKNOWN, Value};

/// The gaps of an indicator, for each breakdown that has findings, all places together.
///
/// Totals of groups (`is_total`) say how many there are and are no gap.
/// Groups whose code is not known are in the totals and in no gap: nobody can be said to be the unknown group.
pub(crate) fn gaps(indicator: &Indicator, is_total: bool, findings: &[Finding]) -> Vec<Equity> {
    let together = || findings.iter().filter(|finding| finding.key.place.is_none());
    let mut dimensions: Vec<&str> =
        together().filter_map(|finding| finding.key.dimension.as_deref()).collect();
    dimensions.dedup();
    let of = |dimension: &str| {
        let ours: Vec<&Finding> = together()
            .filter(|finding| finding.key.dimension.as_deref() == Some(dimension))
            .filter(|finding| {
                !finding.key.group.as_deref().unwrap_or(UNKNOWN).split('|').any(|code| code == UNKNOWN)
            })
            .collect();
        match is_total {
            true => Equity {
                indicator: indicator.id.clone(),
                dimension: dimension.to_owned(),
                no_gap: "is_total".to_owned(),
                ..Equity::default()
            },
            false => one(indicator, dimension, &ours),
        }
    };
    dimensions.into_iter().map(of).collect()
}

fn one(indicator: &Indicator, dimension: &str, findings: &[&Finding]) -> Equity {
    let mut found =
        Equity { indicator: indicator.id.clone(), dimension: dimension.to_owned(), ..Equity::default() };
    let higher = match indicator.direction {
        Direction::Higher => true,
        Direction::Lower => false,
        Direction::None => {
            "no_direction".clone_into(&mut found.no_gap);
            return found;
        }
    };
    let steps = series(findings.iter().copied());
    let mut periods: Vec<Option<&str>> = steps.iter().map(|step| Some(step.code)).collect();
    periods.dedup();
    periods.push(None);
    for period in periods {
        let here: Vec<&Finding> =
            findings.iter().copied().filter(|finding| finding.key.period.as_deref() == period).collect();
        let groups: Vec<Group> = here.iter().filter_map(|finding| group(finding)).collect();
        match equity::equity(&groups, higher, LEVEL) {
            Ok(equity) => found.gaps.push(GapAt {
                period: period.map(str::to_owned),
                worst: equity.worst,
                best: equity.best,
                to_best: gap(equity.to_best),
                to_others: gap(equity.to_others),
                unseen: u32::try_from(here.len() - groups.len()).unwrap_or(0),
            }),
            Err(cannot) => cannot.code().clone_into(&mut found.no_gap),
        }
    }
    if !found.gaps.is_empty() {
        found.no_gap.clear();
    }
    let last = found.gaps.iter().rev().find(|gap| gap.period.is_some()).cloned();
    match last {
        Some(last) => over_time(indicator, &steps, &last, higher, &mut found),
        None => Cannot::NoOtherGroup.code().clone_into(&mut found.no_trend),
    }
    found
}

/// The two groups of the last gap, period by period, and the trend of their difference since the last break.
fn over_time(indicator: &Indicator, steps: &[Step<'_>], last: &GapAt, higher: bool, found: &mut Equity) {
    let mut months: Vec<(i32, &str, f64)> =
        steps.iter().map(|step| (step.month, step.code, step.time())).collect();
    months.dedup();
    let of = |code: &str, month: i32| {
        let same = |step: &&Step<'_>| step.month == month && step.finding.key.group.as_deref() == Some(code);
        steps.iter().find(same).and_then(|step| group(step.finding))
    };
    let until = months.last().map_or(i32::MIN, |(month, ..)| *month);
    let since = last_break(indicator, until).map_or(i32::MIN, |(month, _)| month);
    let mut points = Vec::new();
    let mut ends: Option<(&str, &str)> = None;
    for (month, code, time) in months {
        let (worst, best) = (of(&last.worst, month), of(&last.best, month));
        if let (Some(worst), Some(best)) = (&worst, &best) {
            let gap = gap(between(worst, best, higher, LEVEL));
            found.over_time.push(GapPoint { period: code.to_owned(), gap });
            if month >= since {
                ends = Some((ends.map_or(code, |(from, _)| from), code));
            }
        }
        if month >= since {
            let value = |group: Option<Group>| group.map(|group| group.value);
            let (worst, best) = (value(worst), value(best));
            points.push(if higher { (time, best, worst) } else { (time, worst, best) });
        }
    }
    // Whether enough periods have both groups is asked first; then the trend is that of the differences.
    let differences: Vec<(f64, f64)> =
        points.iter().filter_map(|(time, one, other)| Some((*time, (*one)? - (*other)?))).collect();
    let trend = match gap_over_time(&points, LEVEL) {
        Ok(_) => trend_of(&differences, ends),
        Err(cannot) => Err(cannot.code().to_owned()),
    };
    (found.trend, found.no_trend) = split(trend);
}

/// A group with its value; a share of people where an interval of shares was made for it.
fn group(finding: &Finding) -> Option<Group> {
    let Value::Known(value) = finding.value else { return None };
    let is_share =
        matches!(finding.interval, Some(Interval::Wilson | Interval::WilsonCc | Interval::ClopperPearson));
    let share = match (finding.numerator, finding.denominator) {
        (Some(successes), Some(trials)) if is_share => Some(Share { successes, trials }),
        _ => None,
    };
    Some(Group { code: finding.key.group.as_deref().unwrap_or_default().to_owned(), value, share })
}

fn gap(found: equity::Gap) -> Gap {
    Gap {
        difference: found.difference,
        low: found.difference_bounds.map(|bounds| bounds.low),
        high: found.difference_bounds.map(|bounds| bounds.high),
        ratio: found.ratio,
        ratio_low: found.ratio_bounds.map(|bounds| bounds.low),
        ratio_high: found.ratio_bounds.map(|bounds| bounds.high),
    }
}
