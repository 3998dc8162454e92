//! Rows as they stand in the files, for receipts: split again at the byte where they begin.

use super::Bundle;
use crate::judge::conceal;
use crate::read::{Cell, one_record};
use esito_model::{Column, Table};
use std::borrow::Cow;

impl Bundle {
    /// The headers of the columns that a table uses, without private ones.
    #[must_use]
    pub fn raw_headers(&self, table: usize) -> Vec<String> {
        self.framework.tables.get(table).map(shown).unwrap_or_default()
    }

    /// A row's cells as written, below `raw_headers`; empty where there is no such row. What tells by itself who
    /// somebody is, an e-mail address in a column of notes, is hidden, unless the table says that it may be shown.
    #[must_use]
    pub fn raw_row(&self, table: usize, row: usize) -> Vec<String> {
        let mut cells = self.find_row(table, row).unwrap_or_default();
        let Some(table) = self.framework.tables.get(table) else { return cells };
        for (cell, header) in cells.iter_mut().zip(shown(table)) {
            let allowed = |column: &Column| column.header == header && table.shown.contains(&column.name);
            if let Cow::Owned(hidden) = conceal(cell)
                && !table.columns.iter().any(allowed)
            {
                *cell = hidden;
            }
        }
        cells
    }

    fn find_row(&self, number: usize, row: usize) -> Option<Vec<String>> {
        let table = self.framework.tables.get(number)?;
        let origins = &self.dataset.tables.get(number)?.origins;
        let file = *origins.file.get(row)?;
        let offset = *origins.offset.get(row)?;
        let name = origins.files.get(usize::from(file))?;
        let (bytes, header) = self.text_of(number, name)?;

        let record = bytes.record(usize::try_from(offset).ok()?, &header.delimiter)?;
        let mut cells: Vec<Cell> = Vec::new();
        let seen = one_record(&record, 0, &header.delimiter, true, |_, cell| cells.push(cell))?;
        let text = std::str::from_utf8(record.get(..seen.next)?).ok()?;
        let cell = |at: Option<usize>| {
            let cell = at.and_then(|at| cells.get(at));
            cell.map(|cell| cell.text(text).into_owned()).unwrap_or_default()
        };
        let at = |name: &str| header.names.iter().position(|have| have == name);

        let mut row_cells: Vec<String> =
            plain_headers(table).into_iter().map(|header| cell(at(header))).collect();
        if let Some(unpivot) = &table.unpivot {
            // Rows made of one record follow each other, one for each wide column.
            let same = |row: &usize| origins.offset[*row] == offset && origins.file[*row] == file;
            let nth = (0..row).rev().take_while(same).count();
            let taken = |name: &str| table.columns.iter().any(|column| column.header == name);
            let mut wide = header.names.iter().filter(|name| crate::name_matches(&unpivot.columns, name));
            let wide = wide.by_ref().filter(|name| !taken(name)).nth(nth);
            for name in [&unpivot.names_to, &unpivot.values_to] {
                if !table.private.contains(name) {
                    let header = wide.cloned().unwrap_or_default();
                    let made =
                        if *name == unpivot.names_to { header } else { cell(wide.and_then(|name| at(name))) };
                    row_cells.push(made);
                }
            }
        }
        Some(row_cells)
    }
}

fn shown(table: &Table) -> Vec<String> {
    let mut out: Vec<String> = plain_headers(table).into_iter().map(str::to_owned).collect();
    if let Some(unpivot) = &table.unpivot {
        let made = [&unpivot.names_to, &unpivot.values_to];
        out.extend(made.into_iter().filter(|name| !table.private.contains(name)).cloned());
    }
    out
}

/// The headers that stand in the file itself, each once; a header that any private column uses is not among them.
fn plain_headers(table: &Table) -> Vec<&str> {
    let made = |name: &String| table.unpivot.as_ref().is_some_and(|unpivot| unpivot.makes(name));
    let private = |header: &str| {
        table.columns.iter().any(|column| column.header == header && table.private.contains(&column.name))
    };
    let mut out: Vec<&str> = Vec::new();
    for column in table.columns.iter().filter(|column| !made(&column.name)) {
        let header = column.header.as_str();
        if !header.is_empty() && !private(header) && !out.contains(&header) {
            out.push(header);
        }
    }
    out
}
