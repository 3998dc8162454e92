//! A value ten, a hundred or a thousand times its neighbours in time: another unit, or a lost decimal mark.

use super::{Look, at, shown};
use crate::dataset::{NO_WHOLE, Values};
use crate::formula::condition;
use crate::framework::mentions;
use crate::told::told;
use esito_model::{Column, ColumnType, Indicator, Measure, Remark};
use std::collections::BTreeSet;

/// The other values of a series, the largest by the smallest: a series that moves more than this has no usual size.
const STEADY: f64 = 2.5;
/// How near to a power of ten the ratio must be, in powers of ten: 0.1 is from 0.8 to 1.26 times.
const NEAR: f64 = 0.1;

/// Values place by place and group by group, in the order of time: as they were published, or added up and averaged
/// from rows of which each is one place and group in one period.
pub(super) fn check(look: &Look<'_>, remarks: &mut Vec<Remark>) {
    let mut done: BTreeSet<(usize, String)> = BTreeSet::new();
    for indicator in look.framework.indicators.iter().filter(|indicator| indicator.table == look.table.id) {
        let Some(period) = &indicator.period else { continue };
        let texts = match &indicator.measure {
            Measure::Given(name) | Measure::Value(name) => vec![name],
            Measure::Ratio { numerator, denominator } => vec![numerator, denominator],
        };
        let given = matches!(&indicator.measure, Measure::Given(_));
        let in_periods = |column: &Column| column.name == period.column && column.kind == ColumnType::Period;
        if !given && !look.table.columns.iter().any(in_periods) {
            continue;
        }
        let columns = look.columns(&[
            ColumnType::Count,
            ColumnType::Number,
            ColumnType::Money,
            ColumnType::Percent,
            ColumnType::Share,
        ]);
        for column in columns.filter(|column| texts.iter().any(|text| mentions(text, &column.name))) {
            let Some(found) = series(look, indicator, column, &period.column, given) else { continue };
            let found: Vec<(usize, f64, f64)> =
                found.into_iter().filter(|(row, ..)| done.insert((*row, column.name.clone()))).collect();
            remarks.extend(remark(look, column, &found));
        }
    }
}

fn remark(look: &Look<'_>, column: &Column, found: &[(usize, f64, f64)]) -> Option<Remark> {
    let (_, value, usual) = found.first()?;
    let rows: Vec<usize> = found.iter().map(|(row, ..)| *row).collect();
    let help = "make sure of the unit and the decimal mark; the value is kept";
    let factor = factor(*value, *usual);
    // A few people are a small group: their number is not quoted where answers are published.
    let small = column.kind == ColumnType::Count && (look.is_small(*value) || look.is_small(*usual));
    let told = if small {
        let message = format!("expected about the same as in the other periods, found a factor of {factor}");
        told(message).seen(None)
    } else {
        let (value, usual) = (shown(*value, column.kind), shown(*usual, column.kind));
        let message =
            format!("expected about {usual}, as in the other periods, found {value}: a factor of {factor}");
        told(message).found([value, usual])
    };
    look.remark("sudden-jump", &rows, column, told, help)
}

fn factor(value: f64, usual: f64) -> String {
    let power = libm::log10(value / usual).round();
    let size = libm::pow(10.0, power.abs());
    if power > 0.0 { format!("{size}") } else { format!("1/{size}") }
}

/// The rows of one indicator that jump: row, value, and the usual value. Nothing where the rows are no series: those
/// that are not published values have one row for each place, group and period, or are people or projects.
fn series(
    look: &Look<'_>,
    indicator: &Indicator,
    column: &Column,
    period: &str,
    given: bool,
) -> Option<Vec<(usize, f64, f64)>> {
    let (values, days) = (look.values(column)?, look.dataset.days(look.number, period)?);
    let Values::Whole(days) = days.as_ref() else { return None };
    let chosen = match &indicator.filter {
        None => None,
        Some(text) => {
            let kind = |name: &str| {
                look.table.columns.iter().find(|column| column.name == name).map(|column| column.kind)
            };
            // A condition on other tables is left to the measure.
            let node = condition(text, &kind, &[]).ok()?;
            Some(look.dataset.flags(look.number, &node))
        }
    };
    let mut names: Vec<String> = indicator.place.iter().cloned().collect();
    names.extend(indicator.by.iter().flatten().cloned());
    let codes = look.dataset.combined_codes(look.number, &names);
    let mut rows: Vec<(u32, i64, usize)> = (0..look.rows())
        .filter(|row| chosen.as_ref().is_none_or(|flags| flags[*row]))
        .filter(|row| days[*row] != NO_WHOLE && values.is_there(*row))
        .map(|row| (codes.code.get(row).copied().unwrap_or_default(), days[row], row))
        .collect();
    rows.sort_unstable();
    let twice = |group: &[(u32, i64, usize)]| {
        group.windows(2).any(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1))
    };
    if !given && twice(&rows) {
        return None;
    }
    let mut found = Vec::new();
    for group in rows.chunk_by(|a, b| a.0 == b.0) {
        // Two values for one period are another fault.
        if group.len() < 4 || twice(group) {
            continue;
        }
        let sizes: Vec<(usize, f64)> =
            group.iter().filter_map(|(_, _, row)| at(&values, *row).map(|value| (*row, value))).collect();
        found.extend(jump(&sizes));
    }
    found.sort_unstable_by_key(|(row, ..)| *row);
    Some(found)
}

/// The one value of a series that is a power of ten away from all the others, which are alike.
fn jump(series: &[(usize, f64)]) -> Option<(usize, f64, f64)> {
    if series.iter().any(|(_, value)| *value <= 0.0) {
        return None;
    }
    let mut sorted: Vec<(usize, f64)> = series.to_vec();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    let (last, but_last) = sorted.split_last()?;
    let (first, but_first) = sorted.split_first()?;
    let steady = |rest: &[(usize, f64)]| {
        let (low, high) = (rest.first()?.1, rest.last()?.1);
        (high <= low * STEADY).then(|| rest[rest.len() / 2].1)
    };
    let far = |value: f64, usual: f64| {
        let power = libm::log10(value / usual).abs();
        let whole = power.round();
        (1.0..=3.0).contains(&whole) && (power - whole).abs() <= NEAR
    };
    for (one, rest) in [(last, but_last), (first, but_first)] {
        if let Some(usual) = steady(rest)
            && far(one.1, usual)
        {
            return Some((one.0, one.1, usual));
        }
    }
    None
}
