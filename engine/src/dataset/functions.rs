//! Functions of single cells: our own, so that the browser and the server give the same last digit.

use crate::formula::{Function, Numeric};
use crate::statistics::{calendar, numeric};
use polars::prelude::*;

/// The function on whole columns; a missing argument gives a missing result.
pub(super) fn apply(function: &Function, columns: &mut [Column]) -> PolarsResult<Column> {
    let name = columns[0].name().clone();
    let first = columns[0].as_materialized_series().clone();
    let out = match function {
        Function::Like(pattern, fold) => {
            let pattern: Vec<char> = folded(pattern, *fold).chars().collect();
            let like = |cell: &str| {
                let cell: Vec<char> = folded(cell, *fold).chars().collect();
                matches(&pattern, &cell)
            };
            first.str()?.iter().map(|cell| cell.map(like)).collect::<BooleanChunked>().into_series()
        }
        Function::Lower => text(&first, str::to_lowercase)?,
        Function::Upper => text(&first, str::to_uppercase)?,
        Function::Trim => text(&first, |cell| cell.trim().to_owned())?,
        Function::Length => {
            let length = |cell: &str| i64::try_from(cell.chars().count()).unwrap_or(i64::MAX);
            first.str()?.iter().map(|cell| cell.map(length)).collect::<Int64Chunked>().into_series()
        }
        Function::Join => joined(columns)?,
        Function::Year => days(&first, |day| calendar::civil(day).0)?,
        Function::Quarter => days(&first, |day| (calendar::civil(day).1 - 1) / 3 + 1)?,
        Function::Month => days(&first, |day| calendar::civil(day).1)?,
        Function::Day => days(&first, |day| calendar::civil(day).2)?,
        Function::MonthsBetween => {
            let second = columns[1].as_materialized_series().cast(&DataType::Int32)?;
            let first = first.cast(&DataType::Int32)?;
            let (later, earlier) = aligned(first.i32()?, second.i32()?);
            let between = |(later, earlier): (Option<i32>, Option<i32>)| {
                Some(calendar::months_between(later?, earlier?))
            };
            later.iter().zip(earlier.iter()).map(between).collect::<Int64Chunked>().into_series()
        }
        Function::Numeric(function) => numbers(*function, columns)?,
    };
    Ok(out.with_name(name).into_column())
}

/// A constant beside a column is repeated to its length.
fn aligned(left: &Int32Chunked, right: &Int32Chunked) -> (Int32Chunked, Int32Chunked) {
    match (left.len(), right.len()) {
        (1, length) if length != 1 => (left.new_from_index(0, length), right.clone()),
        (length, 1) if length != 1 => (left.clone(), right.new_from_index(0, length)),
        _ => (left.clone(), right.clone()),
    }
}

/// Two texts one after the other; a constant is repeated, and with a missing one the whole is missing.
fn joined(columns: &[Column]) -> PolarsResult<Series> {
    let (left, right) = (columns[0].as_materialized_series(), columns[1].as_materialized_series());
    let (left, right) = (left.str()?, right.str()?);
    let length = if left.is_empty() || right.is_empty() { 0 } else { left.len().max(right.len()) };
    let at =
        |side: &StringChunked, row: usize| side.get(if side.len() == 1 { 0 } else { row }).map(str::to_owned);
    let both = |row: usize| Some(at(left, row)? + &at(right, row)?);
    Ok((0..length).map(both).collect::<StringChunked>().into_series())
}

fn numbers(function: Numeric, columns: &[Column]) -> PolarsResult<Series> {
    let length = columns.iter().map(Column::len).max().unwrap_or(0);
    let mut inputs = Vec::with_capacity(columns.len());
    for column in columns {
        let series = column.as_materialized_series().cast(&DataType::Float64)?;
        let series = if series.len() == length { series } else { series.new_from_index(0, length) };
        inputs.push(series.f64()?.clone());
    }
    let mut arguments = Vec::with_capacity(inputs.len());
    let out: Float64Chunked = (0..length)
        .map(|row| {
            arguments.clear();
            arguments.extend(inputs.iter().map(|input| input.get(row)));
            numeric::apply(function, &arguments)
        })
        .collect();
    Ok(out.into_series())
}

fn text(series: &Series, change: impl Fn(&str) -> String) -> PolarsResult<Series> {
    Ok(series.str()?.iter().map(|cell| cell.map(&change)).collect::<StringChunked>().into_series())
}

fn days(series: &Series, part: impl Fn(i32) -> i32) -> PolarsResult<Series> {
    let series = series.cast(&DataType::Int32)?;
    let part = |day: i32| i64::from(part(day));
    Ok(series.i32()?.iter().map(|day| day.map(part)).collect::<Int64Chunked>().into_series())
}

fn folded(text: &str, fold: bool) -> String {
    if fold { text.to_lowercase() } else { text.to_owned() }
}

/// SQL's `LIKE`: `%` is any run of characters, `_` any one. Linear but for the last `%`, which is tried again.
fn matches(pattern: &[char], text: &[char]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while t < text.len() {
        if p < pattern.len() && pattern[p] == '%' {
            again = Some((p, t));
            p += 1;
        } else if p < pattern.len() && (pattern[p] == '_' || pattern[p] == text[t]) {
            p += 1;
            t += 1;
        } else if let Some((star, from)) = again {
            again = Some((star, from + 1));
            p = star + 1;
            t = from + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&c| c == '%')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn like_is_like_sql() {
        let like = |pattern: &str, text: &str| {
            matches(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>())
        };
        assert!(like("%work%", "in work now"));
        assert!(like("T_rino", "Torino"));
        assert!(like("%", ""));
        assert!(like("a%b%c", "a-b-b-c"));
        assert!(!like("a%b", "a-c"));
        assert!(!like("_", ""));
        assert!(!like("", "a"));
    }
}
