//! Personal data in columns that nobody called private: said, and from then on quoted nowhere.

use super::Filling;
use super::layout::{From, Layout};
use crate::judge::{Personal, names_beside_births, personal};
use crate::read::Records;
use esito_model::{Remark, RemarkPlace, Severity};

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
