//! What is wrong with whole records: their length, their quotes, their key.

use super::column::{Whereabouts, trimmed};
use super::faults::{particular, quote};
use super::keys::Met;
use super::layout::{From, Layout};
use super::{Filling, Mend};
use crate::read::{Records, one_record};
use crate::told::told;
use esito_model::{RemarkPlace, Severity};

impl Filling {
    /// Notes what is wrong with the records of a stretch.
    pub(super) fn records(&mut self, layout: &Layout, stretch: &str, records: &Records, at: &Whereabouts) {
        let width = layout.wanted.width();
        let place = |record: usize| at.place(record * at.repeat, "");
        for (record, found) in &records.ragged {
            let row = (self.origins.line.len() / at.repeat + record) * at.repeat;
            if *found < width {
                self.mends.push(Mend { row, column: None, code: "short-record" });
                let words = || {
                    told(format!("expected {width} cells as in the header, found {found}"))
                        .help("the missing cells at its end are taken as empty")
                        .counted([*found, width])
                };
                self.faults.add("short-record", Severity::Doubt, || place(*record), words);
                continue;
            }
            let extra = beyond(records.starts[*record], width, stretch, layout);
            // Delimiters alone at the end of a line carry nothing.
            if extra.is_empty() {
                continue;
            }
            self.mends.push(Mend { row, column: None, code: "long-record" });
            self.faults.add(
                "long-record",
                Severity::Doubt,
                || place(*record),
                || {
                    // The cells have no header, so nobody has said that they may be shown.
                    let private = !self.table.private.is_empty() || !self.personal.is_empty();
                    let shown = quote(&extra, private);
                    let message = format!(
                        "expected {width} cells as in the header, found {found}; the extra ones: {shown}"
                    );
                    told(message)
                        .help("they are not used; a cell that holds a delimiter needs quotes around it")
                        .seen(particular(&extra, private))
                        .counted([*found, width])
                },
            );
        }
        let line_only = |line: u32| RemarkPlace {
            file: at.file.to_owned(),
            line: Some(u64::from(line)),
            ..RemarkPlace::default()
        };
        for line in &records.blank {
            self.faults.add(
                "blank-record",
                Severity::Note,
                || line_only(*line),
                || {
                    let help = "it is passed over".to_owned();
                    ("expected a record with cells, found only delimiters".to_owned(), help)
                },
            );
        }
        for (_, line) in &records.unclosed {
            self.faults.add(
                "unclosed-quote",
                Severity::Doubt,
                || line_only(*line),
                || {
                    let help =
                        "the quote is read as part of the cell; write it twice, or close it".to_owned();
                    ("expected a closing quote, found the end of the file".to_owned(), help)
                },
            );
        }
        for record in &records.after_quote {
            self.faults.add(
                "text-after-quote",
                Severity::Doubt,
                || place(*record),
                || {
                    let help = "the text is kept as part of the cell; quotes within a cell are written twice"
                        .to_owned();
                    ("expected the cell to end at its closing quote, found more text".to_owned(), help)
                },
            );
        }
        self.meet_keys(layout, stretch, records, at);
    }

    fn meet_keys(&mut self, layout: &Layout, stretch: &str, records: &Records, at: &Whereabouts) {
        let Some(keys) = &mut self.keys else { return };
        let slots: Option<Vec<usize>> = self
            .key
            .iter()
            .map(|column| match layout.from[*column] {
                From::Slot(slot) => Some(slot),
                _ => None,
            })
            .collect();
        // A file without the column has had its remark.
        let Some(slots) = slots else { return };
        let private = self.key.iter().any(|column| self.columns[*column].private);
        let header = &self.columns[self.key[0]].header;
        let stride = layout.wanted.stride;
        let origins = &self.origins;
        let stretch_record = origins.line.len() / at.repeat;
        let mut cells = Vec::with_capacity(slots.len());
        for record in 0..records.len() {
            cells.clear();
            for slot in &slots {
                let cell = records.cells[record * stride + slot];
                cells.push(trimmed(cell.of(stretch)));
            }
            match keys.meet(&cells) {
                Met::New => {}
                Met::Missing => {
                    let row = (stretch_record + record) * at.repeat;
                    self.mends.push(Mend { row, column: None, code: "missing-key" });
                    let place = || at.place(record * at.repeat, header);
                    self.faults.add("missing-key", Severity::Doubt, place, || {
                        let help = "the row is kept, but no other table can refer to it".to_owned();
                        ("expected a cell that identifies the row, found an empty one".to_owned(), help)
                    });
                }
                Met::Again(earlier) => {
                    let row = (stretch_record + record) * at.repeat;
                    self.mends.push(Mend { row, column: None, code: "duplicate-key" });
                    let place = || at.place(record * at.repeat, header);
                    self.faults.add("duplicate-key", Severity::Doubt, place, || {
                        let earlier = earlier as usize;
                        let first = if earlier < stretch_record {
                            origins.line.get(earlier * at.repeat).copied()
                        } else {
                            records.lines.get(earlier - stretch_record).copied()
                        };
                        let message = format!(
                            "expected a key that occurs once, found {} in line {} and in line {}",
                            quote(&cells.join(" | "), private),
                            first.unwrap_or_default(),
                            records.lines[record],
                        );
                        told(message)
                            .help("both rows are kept; where one is a repetition, take it out")
                            .seen(particular(&cells.join(" | "), private))
                            .counted([first.unwrap_or_default() as usize, records.lines[record] as usize])
                    });
                }
            }
        }
    }
}

/// The cells of a record after the last header, joined; empty where none of them holds anything.
fn beyond(start: u32, width: usize, stretch: &str, layout: &Layout) -> String {
    let mut extra = Vec::new();
    one_record(stretch.as_bytes(), start as usize, &layout.delimiter, true, |column, cell| {
        if column >= width {
            extra.push(trimmed(cell.of(stretch)));
        }
    });
    if extra.iter().all(|cell| cell.is_empty()) {
        return String::new();
    }
    extra.join(" | ")
}
