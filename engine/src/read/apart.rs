//! Rows that are the header once more, and tables that stand where one should: beside each other, or with names over
//! columns that hold nothing.

use super::facts::Facts;
use super::heads::Heads;
use super::noted::{Noted, brief, shown};
use super::sheet::Column;
use crate::told::told;
use esito_model::Severity;

/// The rows of data that are the header again, cell by cell, as print-outs and files put together repeat it; with the
/// upper rows of a header of several, and the row of units.
pub(super) fn repeated(facts: &Facts, heads: &Heads, data: &[usize]) -> Vec<usize> {
    let Some((&last, above)) = heads.names.split_last() else { return Vec::new() };
    let same = |row: usize, other: usize| {
        (0..facts.width).all(|column| facts.grid.cell(row, column) == facts.grid.cell(other, column))
    };
    if facts.grid.filled(last) < 2 {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (at, &row) in data.iter().enumerate() {
        if !same(row, last) {
            continue;
        }
        let upper =
            above.iter().rev().zip(data[..at].iter().rev()).take_while(|(name, row)| same(**row, **name));
        let lower = heads.units.iter().zip(&data[at + 1..]).take_while(|(unit, row)| same(**row, **unit));
        out.extend(upper.map(|(_, row)| *row));
        out.push(row);
        out.extend(lower.map(|(_, row)| *row));
    }
    out.sort_unstable();
    out
}

/// Says which rows are the header again.
pub(super) fn repeated_said(facts: &Facts, rows: &[usize], noted: &mut Noted) {
    for row in rows {
        let message = || "expected data, found the header again; it is left out".to_owned();
        let help = "where another table begins there, give it a file of its own";
        noted.say(("repeated-header", Severity::Doubt), Some(facts.grid.line(*row)), None, message, help);
    }
}

/// Says where two tables stand beside each other, and where a name stands over a column without any value.
pub(super) fn said(facts: &Facts, heads: &Heads, rows: &[usize], columns: &[Column], noted: &mut Noted) {
    let Some(&last) = heads.names.last() else { return };
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let holds = |column: usize| rows.iter().any(|row| !cell(*row, column).is_empty());
    let line = Some(facts.grid.line(last));
    // The row where a column has a name of its own, the lowest of them.
    let own = |column: usize| heads.names.iter().rev().copied().find(|row| !cell(*row, column).is_empty());
    for pair in columns.windows(2) {
        let (at, next) = (pair[0].at, pair[1].at);
        let bare = own(at).is_some_and(|row| next == at + 1 && cell(row, next).is_empty());
        if bare && !holds(at) && holds(next) {
            let name = &pair[0].name;
            let message = || {
                let (empty, full) = (shown(name), shown(&pair[1].name));
                told(format!("expected values below {empty}, found none, and some below {full} beside it"))
                    .found([brief(name)])
                    .named([brief(&pair[1].name)])
            };
            let help = "make sure which of the two columns the name belongs to";
            noted.say(("header-over-blank", Severity::Doubt), line, Some(name), message, help);
        }
    }
    let blank = |column: usize| own(column).is_none() && !holds(column);
    let gaps = (1..facts.width).filter(|column| blank(*column));
    let found = gaps.map(|gap| (gap, (gap + 1..facts.width).find(|at| blank(*at)).unwrap_or(facts.width)));
    let before = |gap: usize| (0..gap).rev().find(|at| blank(*at)).map_or(0, |at| at + 1);
    let two = found.map(|(gap, end)| (before(gap)..gap, gap + 1..end)).find(|(left, right)| {
        let names = |side: &std::ops::Range<usize>| -> Vec<&str> {
            side.clone().map(|column| cell(last, column)).filter(|name| !name.is_empty()).collect()
        };
        let (one, other) = (names(left), names(right));
        let label = |side: &std::ops::Range<usize>| {
            !side.is_empty() && !facts.numeric[side.start] && own(side.start).is_some() && holds(side.start)
        };
        // Without labels on both sides a blank column only parts groups: `15-24;25-34;;15-24;25-34`.
        let same = label(left)
            && label(right)
            && one.first() == other.first()
            && other.iter().all(|name| one.contains(name));
        // One side goes on below the other, and both have labels in front.
        let empty =
            |row: &usize, side: &std::ops::Range<usize>| side.clone().all(|at| cell(*row, at).is_empty());
        let ends = |side: &std::ops::Range<usize>, longer: &std::ops::Range<usize>| {
            rows.last().is_some_and(|row| empty(row, side) && !empty(row, longer))
        };
        let uneven = label(left)
            && label(right)
            && (ends(left, right) || ends(right, left))
            && [left, right].iter().all(|side| (*side).clone().any(|at| facts.numeric[at]));
        one.len() > 1 && other.len() > 1 && (same || uneven)
    });
    if let Some((left, right)) = two {
        let side = |side: std::ops::Range<usize>| {
            let names = side.map(|column| cell(last, column)).filter(|name| !name.is_empty());
            names.collect::<Vec<_>>().join(" | ")
        };
        let (one, other) = (side(left), side(right));
        let message = || {
            let (first, second) = (shown(&one), shown(&other));
            told(format!("expected one table, found what looks like two beside each other, {first} and {second}; their rows are read together"))
                .found([brief(&one), brief(&other)])
        };
        let help = "give each table a sheet or a file of its own";
        noted.say(("tables-beside", Severity::Doubt), line, None, message, help);
    }
}
