//! Rows that name a section of the table: words or a year alone above rows whose labels come again.

use super::facts::Facts;
use super::look::Look;
use super::noted::{Noted, brief, shown};
use crate::told::told;
use esito_model::Severity;
use std::collections::BTreeSet;

/// Rows that begin another section, for labels above them come again below: words alone, a year or a code alone in front,
/// a year alone further on, `;2019;;`, and labels that no other row has, without a number, where most rows have some:
/// `MIASTA;;;URBAN AREAS`.
pub(super) fn sections(facts: &Facts, data: &[usize]) -> Vec<usize> {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let single = |row: usize| facts.grid.filled(row) == 1;
    let bare = |row: &usize| single(*row) || facts.any_numeric() && facts.counts(*row).numbers == 0;
    let perhaps: Vec<usize> =
        if facts.typical > 2 { data.iter().copied().filter(bare).collect() } else { Vec::new() };
    if perhaps.is_empty() {
        return Vec::new();
    }
    // Labels that stand in front of numbers as well name rows and no section.
    let mut own: BTreeSet<&str> = perhaps.iter().map(|row| cell(*row, 0)).collect();
    for row in data.iter().filter(|row| perhaps.binary_search(row).is_err()) {
        own.remove(cell(*row, 0));
    }
    let few = perhaps.len() * 3 <= data.len();
    // One or two names, and not a whole row that lacks its numbers.
    let short = |row: usize| {
        let words =
            (0..facts.width).filter(|column| !matches!(facts.look(row, *column), Look::Blank | Look::Marker));
        let words = words.count();
        words <= 2 && words * 2 <= facts.typical
    };
    let alone = |row: usize| {
        let (column, _) = facts.first(row);
        let look = facts.look(row, column);
        let year = matches!(look, Look::Year(_) | Look::Date) && !facts.years[column];
        let label = facts.any_numeric() && own.contains(cell(row, 0)) && !cell(row, 0).is_empty();
        perhaps.binary_search(&row).is_ok()
            && (single(row) && (look == Look::Text || column > 0 && year || label)
                || few && label && short(row))
    };
    let mut seen = BTreeSet::new();
    let (mut found, mut open): (Vec<usize>, Option<usize>) = (Vec::new(), None);
    let mut others = 0;
    for &row in data {
        if alone(row) {
            open = Some(row);
            continue;
        }
        others += 1;
        if facts.first(row).0 == 0 && !seen.insert(cell(row, 0)) {
            found.extend(open.take());
        }
    }
    // Labels that come again anyway say nothing.
    if others > seen.len() * (found.len() + 2) { Vec::new() } else { found }
}

/// Words alone in a column of numbers, between rows that have their label in front: the name of a section that was
/// centred. The column is told without them.
pub(super) fn centred_sections(facts: &Facts, data: &[usize], noted: &mut Noted) -> Vec<usize> {
    let alone = |row: usize| {
        let (column, _) = facts.first(row);
        let centred = column > 0 && facts.numeric[column] && facts.grid.filled(row) == 1;
        let name = match facts.look(row, column) {
            Look::Text | Look::Date => true,
            // A year among years is a value.
            Look::Year(_) => !facts.years[column],
            _ => false,
        };
        (centred && name && facts.typical > 2).then_some((row, column))
    };
    let labelled = |row: &usize| !facts.grid.cell(*row, 0).is_empty();
    let last = data.iter().rposition(labelled).unwrap_or(0);
    let found: Vec<(usize, usize)> = data[..last].iter().filter_map(|row| alone(*row)).collect();
    let others = data.iter().filter(|row| alone(**row).is_none());
    // The first row may be one of names that are cut.
    let word = |(row, column): &&(usize, usize)| facts.look(*row, *column) == Look::Text;
    let names = found.len() < 2 && found.first().filter(word).map(|(row, _)| row) == data.first();
    if names || facts.numeric.first() != Some(&false) || !others.clone().all(labelled) {
        return Vec::new();
    }
    for (row, column) in &found {
        let text = facts.grid.cell(*row, *column);
        let message = || {
            told(format!(
                "expected data, found words alone in a column of numbers, {}, such as the name of a section; the column is read without them",
                shown(text)
            ))
            .found([brief(text)])
        };
        let help = "give each section a column or a file of its own";
        noted.say(("section-row", Severity::Doubt), Some(facts.grid.line(*row)), None, message, help);
    }
    found.into_iter().map(|(row, _)| row).collect()
}
