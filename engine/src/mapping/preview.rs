//! The cells after: read with the framework that follows from the decisions, by the same code that will compute.

use crate::bundle::{Bundle, FRAMEWORK};
use crate::dataset::Cell;
use crate::judge::{conceal, mask};
use crate::propose::{Looked, LookedColumn};
use crate::read::Sheet;
use crate::sources::{SourceFile, Sources};
use esito_model::{Asked, ColumnType, ColumnUnderstood, Meaning, Reading, Sample};

/// How many cells of a column are shown.
const SAMPLES: usize = 3;
/// Cells are looked for among so many rows.
const LOOKED_AT: usize = 2_000;

/// A bundle that was read with a framework that is not settled yet.
pub(super) struct Preview {
    bundle: Bundle,
}

impl Preview {
    /// Reads the files with this framework.
    pub(super) fn new(files: &[SourceFile], framework: &str) -> Self {
        let mut files = files.to_vec();
        let bytes = framework.as_bytes().to_vec().into();
        files.push(SourceFile { name: FRAMEWORK.to_owned(), bytes, sha256: None });
        Self { bundle: Bundle::load(Sources { files }) }
    }

    /// The columns of a file as they are understood.
    pub(super) fn columns(
        &self,
        table: &str,
        looked: &Looked,
        sheet: &Sheet,
        asked: Vec<Vec<Asked>>,
    ) -> Vec<ColumnUnderstood> {
        let mut out = Vec::new();
        for (column, questions) in looked.columns.iter().zip(asked) {
            let at = sheet.columns.iter().position(|one| one.name == column.header).filter(|_| !column.made);
            let rows = at.map_or_else(Vec::new, |at| sample_rows(sheet, at));
            let missing =
                at.map_or(0, |at| (0..sheet.len()).filter(|row| sheet.cell(*row, at).is_empty()).count());
            let before = |row: &usize| at.map_or(String::new(), |at| sheet.cell(*row, at).to_owned());
            let lines: Vec<u32> = rows.iter().map(|row| sheet.line(*row)).collect();
            let two_ways = |one: &Asked| {
                matches!(one.code.as_str(), "ambiguous-date" | "ambiguous-decimal") && one.chosen.is_none()
            };
            let after = if column.meaning == Meaning::LeftOut {
                vec![Reading::LeftOut; rows.len()]
            } else if questions.iter().any(two_ways) {
                vec![Reading::Open; rows.len()]
            } else {
                self.readings(table, column, &lines)
            };
            let mut samples: Vec<Sample> =
                rows.iter().zip(after).map(|(row, after)| Sample { before: before(row), after }).collect();
            if column.made {
                samples = self.made(table, column);
            }
            if column.private {
                for sample in &mut samples {
                    sample.before = mask(&sample.before);
                    if matches!(
                        sample.after,
                        Reading::Text(_) | Reading::Number(_) | Reading::Percent(_) | Reading::When(_)
                    ) {
                        sample.after = Reading::Text(sample.before.clone());
                    }
                }
            }
            if !column.private && !column.personal {
                for sample in &mut samples {
                    let hide = |text: &mut String| *text = conceal(text).into_owned();
                    hide(&mut sample.before);
                    if let Reading::Text(text) = &mut sample.after {
                        hide(text);
                    }
                }
            }
            out.push(ColumnUnderstood {
                header: column.header.clone(),
                name: column.name.clone(),
                unit: at.map_or(String::new(), |at| sheet.columns[at].unit.clone()),
                made: column.made,
                meaning: column.meaning,
                proposed: column.proposed,
                why: if column.meaning == column.proposed { column.why } else { "decided" }.to_owned(),
                different: column.guess.different.len() as u64,
                missing: missing as u64,
                unreadable: self.unreadable(table, &column.name),
                samples,
                questions,
                private: column.private,
            });
        }
        out
    }

    /// How the cells at these lines of a file are read.
    fn readings(&self, table: &str, column: &LookedColumn, lines: &[u32]) -> Vec<Reading> {
        let Some(number) = self.bundle.dataset.position(table) else {
            return vec![Reading::Unreadable; lines.len()];
        };
        let origins = &self.bundle.dataset.tables[number].origins;
        let row = |line: &u32| {
            origins
                .line
                .binary_search(line)
                .or_else(|_| origins.line.iter().position(|known| known == line).ok_or(usize::MAX))
        };
        let rows: Vec<usize> = lines.iter().map(|line| row(line).unwrap_or(usize::MAX)).collect();
        let cells = self.bundle.dataset.cells(number, &column.name, &rows);
        let aside = self.aside(table, &column.name);
        rows.iter()
            .zip(cells)
            .map(|(row, cell)| match reading(cell, column.column_type()) {
                Reading::Missing if aside.contains(row) => Reading::Unreadable,
                reading => reading,
            })
            .collect()
    }

    /// The first cells of a column that was made of wide ones.
    fn made(&self, table: &str, column: &LookedColumn) -> Vec<Sample> {
        let Some(number) = self.bundle.dataset.position(table) else { return Vec::new() };
        let rows: Vec<usize> = (0..self.bundle.dataset.rows(number).min(SAMPLES)).collect();
        let headers = self.bundle.raw_headers(number);
        let at = headers.iter().position(|header| *header == column.name);
        let cells = self.bundle.dataset.cells(number, &column.name, &rows);
        rows.iter()
            .zip(cells)
            .map(|(row, cell)| Sample {
                before: at
                    .and_then(|at| self.bundle.raw_row(number, *row).get(at).cloned())
                    .unwrap_or_default(),
                after: reading(cell, column.column_type()),
            })
            .collect()
    }

    /// The rows of a table with a cell of this column that cannot be read.
    fn aside(&self, table: &str, name: &str) -> Vec<usize> {
        let declared = self.bundle.framework.tables.iter().find(|one| one.id == table);
        let at = declared.and_then(|table| table.columns.iter().position(|column| column.name == name));
        let mends = self.bundle.mends.iter().find(|(id, _)| id == table);
        let Some((at, (_, mends))) = at.zip(mends) else { return Vec::new() };
        mends.iter().filter(|mend| mend.column == Some(at)).map(|mend| mend.row).collect()
    }

    fn unreadable(&self, table: &str, name: &str) -> u64 {
        self.aside(table, name).len() as u64
    }
}

/// The first rows whose cells differ, filled ones before blank ones.
fn sample_rows(sheet: &Sheet, column: usize) -> Vec<usize> {
    let mut rows: Vec<usize> = Vec::new();
    for row in 0..sheet.len().min(LOOKED_AT) {
        let cell = sheet.cell(row, column);
        if !cell.is_empty() && rows.iter().all(|known| sheet.cell(*known, column) != cell) {
            rows.push(row);
            if rows.len() == SAMPLES {
                break;
            }
        }
    }
    rows
}

/// A cell of a table as the page shows it.
fn reading(cell: Cell, kind: ColumnType) -> Reading {
    match cell {
        Cell::Missing => Reading::Missing,
        Cell::Text(text) => Reading::Text(text),
        Cell::Flag(flag) => Reading::Flag(flag),
        Cell::When(code) => Reading::When(code),
        #[expect(clippy::cast_precision_loss, reason = "shown, not computed with")]
        Cell::Whole(whole) if kind == ColumnType::Money => Reading::Number(whole as f64 / 10_000.0),
        #[expect(clippy::cast_precision_loss, reason = "shown, not computed with")]
        Cell::Whole(whole) => Reading::Number(whole as f64),
        // As it was meant: reading has divided it by a hundred.
        Cell::Number(number) if kind == ColumnType::Percent => Reading::Percent((number * 1e8).round() / 1e6),
        Cell::Number(number) => Reading::Number(number),
    }
}
