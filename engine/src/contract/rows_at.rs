//! Rows by file and line, as a statement and a comparison name them.

use crate::bundle::Bundle;
use esito_model::{OpenedRow, RemarkPlace, RowsAt, TableRows};
use std::collections::{BTreeMap, BTreeSet};

/// The most rows that are opened at a time.
const MOST: usize = 2_000;

impl Bundle {
    /// The rows that begin at these lines, as they stand in the files, without private columns.
    ///
    /// A line without a row is told. Of tables that are read from the same file the first one shows it.
    #[must_use]
    pub fn rows_at(&self, places: &[(String, u64)]) -> RowsAt {
        let mut out = RowsAt::default();
        let mut open: BTreeSet<usize> = (0..places.len().min(MOST)).collect();
        for (number, table) in self.dataset.tables.iter().enumerate() {
            let origins = &table.origins;
            let mut wanted: BTreeMap<(&str, u64), usize> = BTreeMap::new();
            for at in &open {
                let (file, line) = &places[*at];
                if origins.files.contains(file) {
                    wanted.entry((file, *line)).or_insert(*at);
                }
            }
            if wanted.is_empty() {
                continue;
            }
            let mut found: BTreeMap<usize, OpenedRow> = BTreeMap::new();
            for (row, line) in origins.line.iter().enumerate() {
                let name = origins.file.get(row).and_then(|file| origins.files.get(usize::from(*file)));
                let Some(name) = name else { continue };
                let line = u64::from(*line);
                let Some(at) = wanted.remove(&(name.as_str(), line)) else { continue };
                let cells = self.raw_row(number, row);
                found.insert(at, OpenedRow { file: name.clone(), line, cells, left_out: String::new() });
            }
            open.retain(|at| !found.contains_key(at));
            let id = self.framework.tables.get(number).map(|table| table.id.clone()).unwrap_or_default();
            let headers = self.raw_headers(number);
            if !found.is_empty() {
                out.tables.push(TableRows { table: id, headers, rows: found.into_values().collect() });
            }
        }
        let known = |file: &str, line: u64| {
            let mut rows = out.tables.iter().flat_map(|table| &table.rows);
            rows.any(|row| row.file == file && row.line == line)
        };
        let missing = places.iter().filter(|(file, line)| !known(file, *line));
        out.missing = missing
            .map(|(file, line)| RemarkPlace {
                file: file.clone(),
                line: Some(*line),
                ..RemarkPlace::default()
            })
            .collect();
        out
    }
}
