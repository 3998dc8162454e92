//! A first column that has its label only in the first of the rows that it is meant for, as pivot tables print it.

use super::facts::Facts;
use super::look::{Look, look};
use super::noted::Noted;
use std::collections::BTreeSet;

/// Asks about labels that are left out in the rows below: `2019;Nord`, `;Sud`.
pub(super) fn labels(facts: &Facts, data: &[usize], noted: &mut Noted) {
    let grid = facts.grid;
    let Some(column) = (0..facts.width).find(|at| data.iter().any(|row| !grid.cell(*row, *at).is_empty()))
    else {
        return;
    };
    // The second column says words, or numbers the parts of the first from 1: quarters of a year.
    let part = |row: usize| grid.cell(row, column + 1).parse::<usize>().ok();
    let counted = data.iter().try_fold(0, |before, row| {
        let next = if grid.cell(*row, column).is_empty() { before + 1 } else { 1 };
        part(*row).filter(|part| *part == next)
    });
    let is_label = |row: usize, at: usize| {
        counted.is_some() || matches!(look(grid.cell(row, at)), Look::Text | Look::Date)
    };
    let labelled = |row: usize| (column + 1..facts.width).any(|at| is_label(row, at));
    // Beside one column there is no other label.
    let numbers = |row: usize| facts.width == 2 && facts.counts(row).numbers > 0;
    let (mut seen, mut blank) = (BTreeSet::new(), None);
    let mut blanks = 0;
    let merged = |row: usize| {
        grid.merged
            .iter()
            .any(|area| area[0] <= row && row <= area[2] && area[1] <= column && column <= area[3])
    };
    for &row in data {
        let cell = grid.cell(row, column);
        // A merged cell is that of each row.
        if cell.is_empty() && merged(row) {
            return;
        }
        if cell.is_empty() {
            // The row needs a label of its own, and the first row that of its group.
            if seen.is_empty() || !labelled(row) && !numbers(row) {
                return;
            }
            blanks += 1;
            blank = blank.or(Some(row));
        } else if !labelled(row) && !numbers(row) {
            // A total, or a row without parts. One without numbers is the heading of a section.
            if facts.counts(row).numbers == 0 {
                return;
            }
        } else if !seen.insert(cell) {
            // A label that comes again stands in each of its rows.
            return;
        }
    }
    let Some(row) = blank.filter(|_| seen.len() > 1 && blanks >= seen.len()) else { return };
    let message = "expected a label in each row, found it only in the first of several; the rows below are read without it";
    let help = "fill the label in down to the next one, or rows cannot be counted by it";
    noted.doubt("label-gaps", Some(grid.line(row)), message, help);
}
