//! The rows that a remark is about, and how many rows went in and out.

use super::Bundle;
use crate::read::{Container, container, takes_cells};
use esito_model::{OpenedRow, ReadAs, RowsAsked, RowsInOut, RowsSaid};
use std::collections::{BTreeMap, BTreeSet};

impl Bundle {
    /// A page of the rows that a remark is about: all of them where rows were set aside, else the first places.
    #[must_use]
    pub fn rows_said(&self, asked: &RowsAsked) -> RowsSaid {
        let mut found = self.set_aside(asked);
        if found.is_empty() {
            found = self.at_lines(asked);
        }
        let Some(&(table, _)) = found.first() else { return RowsSaid::default() };
        found.retain(|(of, _)| *of == table);
        let headers = self.raw_headers(table);
        let declared = self.framework.tables.get(table);
        let made = |header: &String| {
            declared.and_then(|table| table.unpivot.as_ref()).is_some_and(|made| made.values_to == *header)
        };
        let at = asked.column.as_ref().and_then(|column| {
            headers.iter().position(|header| header == column).or_else(|| headers.iter().position(made))
        });
        let (offset, limit) = (usize::try_from(asked.offset), usize::try_from(asked.limit));
        let page = found.iter().skip(offset.unwrap_or(0)).take(limit.unwrap_or(0));
        let rows = page.map(|(table, row)| {
            let origins = self.dataset.tables.get(*table).map(|data| &data.origins);
            OpenedRow {
                file: origins.map(|origins| origins.name(*row)).unwrap_or_default(),
                line: origins.and_then(|origins| origins.line.get(*row)).map_or(0, |line| u64::from(*line)),
                cells: self.raw_row(*table, *row),
                left_out: String::new(),
            }
        });
        RowsSaid { rows: rows.collect(), headers, at: at.map(|at| at as u64), total: found.len() as u64 }
    }

    /// Rows that were set aside for this reason.
    fn set_aside(&self, asked: &RowsAsked) -> Vec<(usize, usize)> {
        let mut out = BTreeSet::new();
        for (number, table) in self.framework.tables.iter().enumerate() {
            let Some((_, mends)) = self.mends.iter().find(|(id, _)| *id == table.id) else { continue };
            let Some(at) = self.dataset.position(&table.id) else { continue };
            let origins = &self.dataset.tables[at].origins;
            for mend in mends.iter().filter(|mend| mend.code == asked.code) {
                let column = mend.column.and_then(|column| table.columns.get(column));
                let header = column.map(|column| column.header.as_str());
                if header.is_some() && header != asked.column.as_deref()
                    || origins.name(mend.row) != asked.file
                {
                    continue;
                }
                out.insert((number, mend.row));
            }
        }
        out.into_iter().collect()
    }

    /// The rows at the lines that the remark names.
    fn at_lines(&self, asked: &RowsAsked) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        for (number, table) in self.framework.tables.iter().enumerate() {
            let Some(at) = self.dataset.position(&table.id) else { continue };
            let origins = &self.dataset.tables[at].origins;
            if !origins.files.contains(&asked.file) {
                continue;
            }
            for line in &asked.lines {
                let same =
                    |row: &usize| u64::from(origins.line[*row]) == *line && origins.name(*row) == asked.file;
                out.extend((0..origins.line.len()).find(same).map(|row| (number, row)));
            }
        }
        out
    }

    /// Rows in and out, file by file: every record of data is either used whole or has something to mend.
    #[must_use]
    pub fn ledger(&self) -> Vec<RowsInOut> {
        // Of a workbook by sheet: two tables that read one sheet read the same rows.
        let mut out: BTreeMap<String, BTreeMap<&ReadAs, (u64, BTreeSet<u64>)>> = BTreeMap::new();
        for table in &self.framework.tables {
            let Some(at) = self.dataset.position(&table.id) else { continue };
            let origins = &self.dataset.tables[at].origins;
            let mut records = vec![0_u64; origins.files.len()];
            let mut before = None;
            for place in origins.file.iter().zip(&origins.offset) {
                // Rows that one record makes follow each other.
                if before != Some(place)
                    && let Some(count) = records.get_mut(usize::from(*place.0))
                {
                    *count += 1;
                }
                before = Some(place);
            }
            for (file, count) in origins.files.iter().zip(records) {
                let rows = out.entry(file.clone()).or_default().entry(&table.read_as).or_default();
                rows.0 = rows.0.max(count);
            }
            let mends = self.mends.iter().find(|(id, _)| *id == table.id).map(|(_, mends)| mends);
            for mend in mends.into_iter().flatten() {
                let rows = out.get_mut(&origins.name(mend.row)).and_then(|file| file.get_mut(&table.read_as));
                if let (Some(rows), Some(offset)) = (rows, origins.offset.get(mend.row)) {
                    rows.1.insert(*offset);
                }
            }
        }
        let takes_back = |file: &str| {
            let source = self.sources.files.iter().find(|source| source.name == file);
            source.is_some_and(|source| match container(source.bytes.head()) {
                Container::Text => true,
                Container::Workbook => takes_cells(&source.bytes),
                _ => false,
            })
        };
        out.into_iter()
            .map(|(file, sheets)| {
                let rows = sheets.values().map(|(rows, _)| rows).sum::<u64>();
                let aside = sheets.values().map(|(_, aside)| aside.len() as u64).sum::<u64>();
                let takes_back = takes_back(&file);
                RowsInOut { takes_back, rows, used: rows.saturating_sub(aside), aside, file }
            })
            .collect()
    }
}
