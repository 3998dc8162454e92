//! Groups whose names stand over the middle of their columns, as people centre them before they save as CSV.
//!
//! Told from the row below: where its names come round again, each round is a group, and the one name that stands
//! over it is the group's, wherever it stands.

use super::facts::Facts;
use super::spaced::{Over, is_merged, over_periods};
use std::collections::BTreeMap;

/// For each column of a centred row of names the column where the name of its group stands; nothing where the names
/// stand over the first column of each group, as they should, or where the row below does not tell.
pub(super) fn centred(facts: &Facts, row: usize, lower: &[usize]) -> Option<Over> {
    if is_merged(facts, row) {
        return None;
    }
    in_rounds(facts, row, lower).or_else(|| over_periods(facts, row, lower))
}

fn in_rounds(facts: &Facts, row: usize, lower: &[usize]) -> Option<Over> {
    let (below, last) = (*lower.first()?, *lower.last()?);
    // Of a single row of data below three of headers a column of numbers is mostly words.
    let data = facts.live.iter().find(|row| **row > last);
    let number = |column| data.is_some_and(|row| facts.look(*row, column).is_numeric());
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let columns: Vec<usize> = (0..facts.width)
        .filter(|column| (facts.numeric[*column] || number(*column)) && !cell(below, *column).is_empty())
        .collect();
    let round = rounds(&columns.iter().map(|column| cell(below, *column)).collect::<Vec<_>>())?;
    let mut out = BTreeMap::new();
    let mut moved = false;
    for group in columns.chunks(round) {
        let mut named = group.iter().filter(|column| !cell(row, **column).is_empty());
        let label = *named.next()?;
        if named.next().is_some() {
            return None;
        }
        moved |= label != group[0];
        out.extend(group.iter().map(|column| (*column, label)));
    }
    moved.then_some(out)
}

/// After how many names they come round again, at least twice in all and without a rest.
fn rounds(names: &[&str]) -> Option<usize> {
    (2..=names.len() / 2)
        .filter(|round| names.len().is_multiple_of(*round))
        .find(|round| names.iter().enumerate().all(|(at, name)| *name == names[at % round]))
}

#[cfg(test)]
mod tests {
    use super::rounds;

    #[test]
    fn names_come_round() {
        assert_eq!(rounds(&["M", "F", "M", "F"]), Some(2));
        assert_eq!(rounds(&["1", "2", "3", "1", "2", "3"]), Some(3));
        assert_eq!(rounds(&["M", "F", "T", "M"]), None);
        assert_eq!(rounds(&["M", "M"]), None);
        assert_eq!(rounds(&[]), None);
    }
}
