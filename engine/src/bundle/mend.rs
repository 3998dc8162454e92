//! Rows to mend: taken out in the file's own hand with the line and the reason, and put back where they came from.
//!
//! Comes in: what `check` found row by row, and the bytes of the files. Goes out: for each file a table of its header
//! and the rows in question, word for word, behind two columns more. The original is never changed here: putting back
//! makes a whole file anew, which differs from it in those rows alone.

use super::Bundle;
use super::files::headers;
use super::into_sheet::spot;
use crate::check::Mend;
use crate::contents::Contents;
use crate::judge::fold;
use crate::read::{
    Cell, Container, Delimiter, Header, container, decoded, encoded, one_record, read_header, text_start,
};
use esito_model::{ReadAs, Remark, RemarkPlace, Severity, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The headers of the two columns that stand before the file's own.
pub(super) const LINE: &str = "esito_line";
pub(super) const REASON: &str = "esito_reason";

/// The rows of one file that should be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToMend {
    /// The file, as the framework names it.
    pub file: String,
    /// How many rows.
    pub rows: u64,
    /// The rows as a table in the file's own hand.
    pub bytes: Vec<u8>,
}

/// Rows to mend by the byte where each begins: its line, and what is wrong with it.
type Rows = BTreeMap<u64, (u32, BTreeSet<String>)>;

impl Bundle {
    /// The rows that should be mended, file by file in the order of the framework: those with a cell that was set aside,
    /// with too few or too many cells, or with a key that is missing or was there before.
    #[must_use]
    pub fn to_mend(&self) -> Vec<ToMend> {
        self.to_mend_in(&BTreeMap::new())
    }

    /// The same with the reasons in these words, by the codes of remarks; a code without words has the engine's own.
    #[must_use]
    pub fn to_mend_in(&self, words: &BTreeMap<String, String>) -> Vec<ToMend> {
        let mut files: BTreeMap<(usize, String), Rows> = BTreeMap::new();
        for (number, table) in self.framework.tables.iter().enumerate() {
            let Some((_, mends)) = self.mends.iter().find(|(id, _)| *id == table.id) else { continue };
            let Some(data) = self.dataset.position(&table.id).and_then(|at| self.dataset.tables.get(at))
            else {
                continue;
            };
            for mend in mends {
                let origins = &data.origins;
                let (Some(line), Some(offset)) = (origins.line.get(mend.row), origins.offset.get(mend.row))
                else {
                    continue;
                };
                let rows = files.entry((number, origins.name(mend.row))).or_default();
                let (_, reasons) = rows.entry(*offset).or_insert_with(|| (*line, BTreeSet::new()));
                reasons.insert(reason(table, mend, words));
            }
        }
        files.into_iter().filter_map(|((table, name), rows)| self.written(table, &name, &rows)).collect()
    }

    /// The rows at these bytes of a file, with their lines and reasons in front.
    fn written(
        &self,
        table: usize,
        name: &str,
        rows: &BTreeMap<u64, (u32, BTreeSet<String>)>,
    ) -> Option<ToMend> {
        let (bytes, header) = self.text_of(table, name)?;
        let mark = header.delimiter.byte;
        let head = bytes.piece(0, header.next);
        let begin = first_byte(&head);
        let end = line_end(&head);
        // Of a workbook with several tables the rows say their sheet.
        let sheet = self.framework.tables.get(table).and_then(|table| table.read_as.sheet.as_deref());
        let text = |plain: bool| -> Option<Vec<u8>> {
            let mut out = Vec::new();
            let mut row = |line: &str, reason: &str, record: &[u8]| {
                let reason = if plain { without_accents(reason) } else { reason.to_owned() };
                out.extend_from_slice(line.as_bytes());
                out.push(mark);
                out.extend_from_slice(quoted(&reason, mark).as_bytes());
                out.push(mark);
                out.extend_from_slice(record);
                out.extend_from_slice(end);
            };
            if header.next > begin {
                row(LINE, REASON, without_end(head.get(begin..)?));
            } else {
                // A file that was written once more has its headers apart.
                let names: Vec<String> = header.names.iter().map(|name| quoted(name, mark)).collect();
                row(LINE, REASON, names.join(&char::from(mark).to_string()).as_bytes());
            }
            for (offset, (line, reasons)) in rows {
                let from = usize::try_from(*offset).ok()?;
                let record = bytes.record(from, &header.delimiter)?;
                let seen = one_record(&record, 0, &header.delimiter, true, |_, _| {})?;
                let reasons: Vec<&str> = reasons.iter().map(String::as_str).collect();
                row(&spot(sheet, *line), &reasons.join("; "), record.get(..seen.end)?);
            }
            Some(out)
        };
        let mut out = text(false)?;
        // In the file's own letters; where these have no accents for the reasons, without them.
        let own = |out: &[u8]| {
            let encoding = self.encoding_of(table, name)?;
            encoded(std::str::from_utf8(out).ok()?, encoding)
        };
        match own(&out).or_else(|| own(&text(true)?)) {
            Some(bytes) => out = bytes,
            // Without the mark a spreadsheet takes the letters for those of another encoding, and writes them so.
            None if !out.is_ascii() => {
                out.splice(0..0, *b"\xEF\xBB\xBF");
            }
            None => {}
        }
        Some(ToMend { file: name.to_owned(), rows: rows.len() as u64, bytes: out })
    }

    /// The encoding of a text file that is not in UTF-8.
    fn encoding_of(&self, table: usize, name: &str) -> Option<&'static str> {
        let table = self.framework.tables.get(table)?;
        // A file that was not written once more is in UTF-8.
        self.again.get(&(name.to_owned(), table.read_as.clone()))?;
        let bytes = &self.sources.files.iter().find(|source| source.name == *name)?.bytes;
        own_encoding(bytes, &table.read_as)
    }

    /// A file's text as it was split, and its header.
    pub(super) fn text_of(&self, table: usize, name: &str) -> Option<(&Contents, Header)> {
        let table = self.framework.tables.get(table)?;
        if let Some(again) = self.again.get(&(name.to_owned(), table.read_as.clone())) {
            return Some((&again.bytes, again.header.clone()));
        }
        let bytes = &self.sources.files.iter().find(|source| source.name == *name)?.bytes;
        let wanted = headers(table);
        let head = bytes.head();
        Some((bytes, read_header(head, text_start(head), &wanted)?))
    }
}

/// A reason in words: the header, and what was expected there.
fn reason(table: &Table, mend: &Mend, words: &BTreeMap<String, String>) -> String {
    let expected = match mend.code {
        "not-a-count" => "expected a whole number from 0 on",
        "not-a-number" => "expected a number",
        "not-money" => "expected an amount",
        "not-a-date" => "expected a date such as 2024-03-31",
        "partial-date" => "expected a full date such as 2024-03-31",
        "not-a-period" => "expected a period such as 2024 or 2024-03",
        "not-a-bool" => "expected yes or no",
        "short-record" => "expected as many cells as headers, found fewer",
        "long-record" => "expected as many cells as headers, found more",
        "missing-key" => "expected a cell that identifies the row, found an empty one",
        "duplicate-key" => "expected a key that occurs once, found it again",
        other => other,
    };
    let expected = words.get(mend.code).map_or(expected, String::as_str);
    match mend.column.and_then(|column| table.columns.get(column)) {
        Some(column) => format!("{}: {expected}", column.header),
        None => expected.to_owned(),
    }
}

pub(super) fn lost(name: &str, line: u32) -> Remark {
    let place = RemarkPlace { file: name.to_owned(), line: Some(u64::from(line)), ..RemarkPlace::default() };
    let message = "expected the line of a record of the file in \"esito_line\", once, found none such";
    Remark::new("not-put-back", Severity::Doubt, place, message)
        .with_help("the row was not used; keep the numbers in that column as they are")
}

/// The encoding of a text file that is not in UTF-8; nothing of others.
pub(super) fn own_encoding(bytes: &[u8], read_as: &ReadAs) -> Option<&'static str> {
    let plain = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    if plain || container(bytes) != Container::Text {
        return None;
    }
    let encoding = decoded(bytes, read_as.encoding.as_deref()).1;
    (!encoding.starts_with("UTF-8")).then_some(encoding)
}

/// A reason in letters that every encoding has.
fn without_accents(reason: &str) -> String {
    let plain = |c: char| if c.is_ascii() { c.to_string() } else { fold(c.encode_utf8(&mut [0; 4])) };
    let text: String = reason.chars().map(plain).collect();
    text.chars().map(|c| if c.is_ascii() { c } else { '\'' }).collect()
}

/// Each record from a byte and its line on: its line, where it begins and ends, and its cells.
pub(super) fn each_record(
    bytes: &[u8],
    (mut at, mut line): (usize, u32),
    delimiter: &Delimiter,
    mut each: impl FnMut(u32, (usize, usize), &[Cell]),
) {
    let mut cells = Vec::new();
    while at < bytes.len() {
        cells.clear();
        let Some(seen) = one_record(bytes, at, delimiter, true, |_, cell| cells.push(cell)) else {
            return;
        };
        each(line, (at, seen.end), &cells);
        line += seen.lines;
        at = seen.next.max(at + 1);
    }
}

/// A cell as it has to be written between these delimiters.
pub(super) fn quoted(cell: &str, mark: u8) -> String {
    let needs = cell.contains(['"', '\n', '\r']) || cell.as_bytes().contains(&mark) || cell != cell.trim();
    if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// The byte where the first header begins.
fn first_byte(bytes: &[u8]) -> usize {
    let start = text_start(bytes);
    start + bytes[start..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r' | b' ' | b'\t')).count()
}

/// How the first line ends.
fn line_end(header: &[u8]) -> &'static [u8] {
    match header {
        [.., b'\r', b'\n'] => b"\r\n",
        [.., b'\r'] => b"\r",
        _ => b"\n",
    }
}

fn without_end(record: &[u8]) -> &[u8] {
    let end = record.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
    &record[..end]
}

#[cfg(test)]
#[path = "mend_tests.rs"]
mod tests;
