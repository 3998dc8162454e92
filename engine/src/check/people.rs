//! Personal data in columns that nobody called private: said, and from then on quoted nowhere.

use super::Filling;
use super::column::Filled;
use super::layout::{From, Layout};
use crate::judge::{Personal, conceal, is_surely_someone, names_beside_births, personal};
use crate::read::Records;
use crate::told::told;
use esito_model::{Remark, RemarkPlace, Severity};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How many records are looked at.
const LOOKED_AT: usize = 200;

impl Filling {
    /// Looks for personal data among the first records of a file.
    pub(super) fn search(&mut self, layout: &Layout, stretch: &str, records: &Records) {
        let stride = layout.wanted.stride;
        let texts: Vec<(usize, Vec<String>)> = layout
            .from
            .iter()
            .enumerate()
            .filter_map(|(column, from)| match from {
                From::Slot(slot) => {
                    let cell =
                        |record: usize| records.cells[record * stride + slot].text(stretch).into_owned();
                    Some((column, (0..records.len().min(LOOKED_AT)).map(cell).collect()))
                }
                _ => None,
            })
            .collect();
        let columns: Vec<(&str, Vec<&str>)> = texts
            .iter()
            .map(|(column, cells)| {
                (self.table.columns[*column].header.as_str(), cells.iter().map(String::as_str).collect())
            })
            .collect();
        let names = names_beside_births(&columns);
        let found: Vec<(usize, Personal)> = columns
            .iter()
            .enumerate()
            .filter_map(|(at, (header, cells))| {
                let kind = if names.contains(&at) { Some(Personal::Name) } else { personal(header, cells) };
                kind.map(|kind| (texts[at].0, kind))
            })
            .collect();
        for (column, kind) in found {
            let name = &self.table.columns[column].name;
            // Found in an earlier file of the table, declared, or allowed by the owner.
            if self.columns[column].private || self.table.shown.contains(name) {
                continue;
            }
            self.columns[column].private = true;
            self.personal.push(name.clone());
            let column = &self.table.columns[column];
            let place = RemarkPlace {
                file: layout.file.clone(),
                line: None,
                column: Some(column.header.clone()),
                record: None,
            };
            let message = format!("expected a column that tells of nobody, found {}", kind.word());
            let help = format!(
                "it is not shown; write \"{0}\" into private of the table to keep it so, or into shown if it may be seen",
                column.name
            );
            self.remarks.push(
                Remark::new("personal-data", Severity::Doubt, place, message)
                    .with_names([kind.word()])
                    .with_help(help),
            );
        }
    }
}

fn tells_within(cell: &str) -> bool {
    matches!(conceal(cell), Cow::Owned(_))
}

impl Filling {
    /// Says which columns are places or groups of findings.
    pub(crate) fn tell(&mut self, names: &BTreeSet<&str>) {
        for column in &mut self.columns {
            column.told = names.contains(column.name.as_str());
        }
    }
}

impl Filled {
    /// Whether a single cell of a column of texts tells who somebody is: an address where a town should be. It would
    /// be a place or a group for all to see.
    pub(super) fn tells_of_someone(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> bool {
        // Of a place or a group the label is published: an address within it as well.
        let tells = |cell| is_surely_someone(cell) || self.told && cell.contains('@') && tells_within(cell);
        if self.private || self.shown || !tells(cell) {
            return false;
        }
        self.fault_code = "personal-cell";
        let name = &self.name;
        self.faults.add("personal-cell", Severity::Doubt, place, || {
            told("expected a text that tells of nobody, found personal data").help(format!(
                "the cell is set aside; take it out of the file, or write \"{name}\" into shown of the table if it \
                 may be seen"
            ))
        });
        true
    }
}

#[cfg(test)]
#[path = "people_tests.rs"]
mod tests;
