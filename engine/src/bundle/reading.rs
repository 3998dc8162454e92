//! One file into a table that is being filled, a stretch at a time.

use crate::check::Filling;
use crate::read::{Delimiter, Records, Utf8Check, Utf8State, read_header, text_start};
use esito_model::{Remark, RemarkPlace, Severity};
use std::sync::Arc;

/// Bytes whose text is checked in one step: a plain comparison, so many of them.
const CHECKED: usize = 16 << 20;
/// Bytes that are split and read in one step: some tens of milliseconds in a browser.
const STRETCH: usize = 2 << 20;

/// A file that is being read.
#[derive(Debug)]
pub(crate) struct ReadingFile {
    name: String,
    bytes: Arc<[u8]>,
    stage: Stage,
    records: Records,
    /// Records so far.
    pub rows: u64,
    /// Whether any of it can be used.
    pub usable: bool,
    pub remarks: Vec<Remark>,
}

#[derive(Debug)]
enum Stage {
    Checking(Utf8Check),
    Splitting { delimiter: Box<Delimiter>, at: usize, line: u32, size: usize },
}

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// So many bytes more are done.
    More(u64),
    /// The rest is done too.
    Done,
}

impl ReadingFile {
    pub(crate) fn new(name: &str, bytes: &Arc<[u8]>) -> Self {
        Self {
            name: name.to_owned(),
            bytes: Arc::clone(bytes),
            stage: Stage::Checking(Utf8Check::default()),
            records: Records::default(),
            rows: 0,
            usable: false,
            remarks: Vec::new(),
        }
    }

    /// Reads a stretch into the table.
    pub(crate) fn step(&mut self, wanted: &[&str], filling: &mut Filling) -> Step {
        let bytes = Arc::clone(&self.bytes);
        match &mut self.stage {
            Stage::Checking(check) => match check.step(&bytes, CHECKED) {
                Utf8State::More => Step::More(0),
                Utf8State::Good => self.begin(wanted, filling),
                Utf8State::Bad { byte, line, utf16 } => {
                    let found = if utf16 { "UTF-16" } else { "another encoding" };
                    let message = format!("expected text in UTF-8, found {found} at byte {byte}");
                    self.refuse(
                        "not-utf8",
                        Some(line),
                        message,
                        "save the file as \"CSV UTF-8\" and try again",
                    );
                    Step::Done
                }
            },
            Stage::Splitting { delimiter, at, line, size } => {
                let Some(wanted) = filling.wanted() else { return Step::Done };
                let end = bytes.len().min(at.saturating_add(*size));
                let at_end = end == bytes.len();
                let used = self.records.split(&bytes[*at..end], at_end, delimiter, wanted, line);
                if used == 0 && !at_end {
                    // One record is longer than the stretch.
                    *size *= 2;
                    return Step::More(0);
                }
                // Checked before; cut where a record ends, so this cannot fail.
                let text = std::str::from_utf8(&bytes[*at..*at + used]).unwrap_or_default();
                filling.feed(text, *at as u64, &self.records);
                self.rows += self.records.len() as u64;
                *at += used;
                *size = STRETCH;
                if *at < bytes.len() {
                    return Step::More(used as u64);
                }
                filling.end();
                if self.rows == 0 {
                    let place = RemarkPlace { file: self.name.clone(), ..RemarkPlace::default() };
                    let message = "expected rows below the header, found none";
                    self.remarks.push(Remark::new("no-rows", Severity::Doubt, place, message));
                }
                Step::Done
            }
        }
    }

    fn begin(&mut self, wanted: &[&str], filling: &mut Filling) -> Step {
        let Some(header) = read_header(&self.bytes, text_start(&self.bytes), wanted) else {
            let found = if self.bytes.is_empty() { "an empty file" } else { "nothing but white space" };
            let help = "the table has no data; fetch or export the file again";
            self.refuse("empty-file", None, format!("expected a row of headers, found {found}"), help);
            return Step::Done;
        };
        filling.begin(&self.name, &self.bytes, &header);
        self.usable = true;
        self.stage = Stage::Splitting {
            delimiter: Box::new(header.delimiter),
            at: header.next,
            line: header.next_line,
            size: STRETCH,
        };
        Step::More(header.next as u64)
    }

    fn refuse(&mut self, code: &str, line: Option<u64>, message: String, help: &str) {
        let place = RemarkPlace { file: self.name.clone(), line, ..RemarkPlace::default() };
        self.remarks.push(Remark::new(code, Severity::Fatal, place, message).with_help(help));
    }
}
