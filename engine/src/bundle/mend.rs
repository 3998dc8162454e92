//! Rows to mend: taken out in the file's own hand with the line and the reason, and put back where they came from.
//!
//! Comes in: what `check` found row by row, and the bytes of the files. Goes out: for each file a table of its header
//! and the rows in question, word for word, behind two columns more. The original is never changed here: putting back
//! makes a whole file anew, which differs from it in those rows alone.

use super::Bundle;
use crate::check::Mend;
use crate::read::{Cell, Header, one_record, read_header, text_start};
use esito_model::{Remark, RemarkPlace, Severity, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The headers of the two columns that stand before the file's own.
const LINE: &str = "esito_line";
const REASON: &str = "esito_reason";

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
                reasons.insert(reason(table, mend));
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
        let begin = first_byte(bytes);
        let end = line_end(bytes.get(..header.next)?);
        let mut out = Vec::new();
        let mut row = |line: &str, reason: &str, record: &[u8]| {
            out.extend_from_slice(line.as_bytes());
            out.push(mark);
            out.extend_from_slice(quoted(reason, mark).as_bytes());
            out.push(mark);
            out.extend_from_slice(record);
            out.extend_from_slice(end);
        };
        row(LINE, REASON, without_end(bytes.get(begin..header.next)?));
        for (offset, (line, reasons)) in rows {
            let from = usize::try_from(*offset).ok()?;
            let seen = one_record(bytes, from, &header.delimiter, true, |_, _| {})?;
            let reasons: Vec<&str> = reasons.iter().map(String::as_str).collect();
            row(&line.to_string(), &reasons.join("; "), bytes.get(from..seen.end)?);
        }
        Some(ToMend { file: name.to_owned(), rows: rows.len() as u64, bytes: out })
    }

    /// A file's text as it was split, and its header.
    fn text_of(&self, table: usize, name: &str) -> Option<(&[u8], Header)> {
        let table = self.framework.tables.get(table)?;
        if let Some(again) = self.again.get(&(name.to_owned(), table.sheet.clone())) {
            return Some((&again.bytes, again.header.clone()));
        }
        let bytes = &self.sources.files.iter().find(|source| source.name == *name)?.bytes;
        let wanted: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
        Some((bytes, read_header(bytes, text_start(bytes), &wanted)?))
    }
}

/// A reason in words: the header, and what was expected there.
fn reason(table: &Table, mend: &Mend) -> String {
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
    match mend.column.and_then(|column| table.columns.get(column)) {
        Some(column) => format!("{}: {expected}", column.header),
        None => expected.to_owned(),
    }
}

/// The file with mended rows in the places of those that they came from.
///
/// `mended` is what `to_mend` wrote, with some rows changed; it may have been saved with another delimiter. A row
/// taken out of it stays as it was. Rows whose line is no record of the file are remarks, and nothing is lost.
///
/// # Errors
/// A remark where `mended` or `original` cannot be read as such.
pub fn put_back(name: &str, original: &[u8], mended: &[u8]) -> Result<(Vec<u8>, Vec<Remark>), Box<Remark>> {
    let fault = |message: &str, help: &str| {
        let place = RemarkPlace { file: name.to_owned(), ..RemarkPlace::default() };
        Box::new(Remark::new("not-mended", Severity::Fatal, place, message).with_help(help))
    };
    let utf8 = "save the file as \"CSV UTF-8\" and try again";
    if std::str::from_utf8(mended).is_err() || std::str::from_utf8(original).is_err() {
        return Err(fault("expected text in UTF-8, found another encoding", utf8));
    }
    let text = std::str::from_utf8(mended).unwrap_or_default();
    let header = read_header(mended, text_start(mended), &[LINE, REASON])
        .filter(|header| header.names.first().is_some_and(|first| first == LINE))
        .ok_or_else(|| {
            fault("expected the column \"esito_line\" first, found another", "keep both columns in front")
        })?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut remarks = Vec::new();
    each_record(mended, &header, |line, _, cells| {
        let texts: Vec<String> = cells.iter().map(|cell| cell.text(text).into_owned()).collect();
        if texts.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let of = texts.first().and_then(|cell| cell.trim().parse::<u32>().ok());
        let known = of.is_some_and(|of| rows.insert(of, texts[2.min(texts.len())..].to_vec()).is_none());
        if !known {
            remarks.push(lost(name, line));
        }
    });
    let own: Vec<&str> = header.names.iter().skip(2).map(String::as_str).collect();
    let help = "only a plain CSV file in UTF-8, with its headers in the first line, takes rows back";
    let into = read_header(original, text_start(original), &own)
        .filter(|into| into.names == own)
        .ok_or_else(|| fault("expected the same headers as in the original, found others", help))?;
    let mut out = Vec::with_capacity(original.len() + mended.len());
    let mut copied = 0;
    each_record(original, &into, |line, (from, to), cells| {
        let Some(texts) = rows.remove(&line) else { return };
        // A row that nobody touched keeps every byte.
        let before = std::str::from_utf8(original).unwrap_or_default();
        if cells.len() == texts.len()
            && cells.iter().zip(&texts).all(|(cell, text)| cell.text(before) == text.as_str())
        {
            return;
        }
        out.extend_from_slice(&original[copied..from]);
        let mark = into.delimiter.byte;
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                out.push(mark);
            }
            out.extend_from_slice(quoted(text, mark).as_bytes());
        }
        copied = to;
    });
    out.extend_from_slice(&original[copied..]);
    remarks.extend(rows.keys().map(|line| lost(name, *line)));
    Ok((out, remarks))
}

fn lost(name: &str, line: u32) -> Remark {
    let place = RemarkPlace { file: name.to_owned(), line: Some(u64::from(line)), ..RemarkPlace::default() };
    let message = "expected the line of a record of the file in \"esito_line\", once, found none such";
    Remark::new("not-put-back", Severity::Doubt, place, message)
        .with_help("the row was not used; keep the numbers in that column as they are")
}

/// Each record below a header: its line, where it begins and ends, and its cells.
fn each_record(bytes: &[u8], header: &Header, mut each: impl FnMut(u32, (usize, usize), &[Cell])) {
    let (mut at, mut line) = (header.next, header.next_line);
    let mut cells = Vec::new();
    while at < bytes.len() {
        cells.clear();
        let Some(seen) = one_record(bytes, at, &header.delimiter, true, |_, cell| cells.push(cell)) else {
            return;
        };
        each(line, (at, seen.end), &cells);
        line += seen.lines;
        at = seen.next.max(at + 1);
    }
}

/// A cell as it has to be written between these delimiters.
fn quoted(cell: &str, mark: u8) -> String {
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
