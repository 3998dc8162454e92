//! Mended rows go back into the places that they came from, and nothing else of the file changes.
//!
//! Plain files keep every byte outside of the rows. Other text files (titles above the header, another encoding) are
//! decoded, changed and encoded again; where the untouched file would not come out byte by byte, nothing is done. Of an
//! xlsx workbook the changed cells are written anew.

use super::into_sheet::{OF_SHEET, into_workbook};
use super::mend::{LINE, REASON, each_record, lost, own_encoding, quoted};
use crate::read::{
    Container, Delimiter, Sheet, container, decoded, encoded, find_dialect, open, read_header, takes_cells,
    text_start,
};
use esito_model::{ReadAs, Remark, RemarkPlace, Severity};
use std::collections::BTreeMap;

/// A file with mended rows in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutBack {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// How many rows were changed.
    pub changed: u64,
    /// Rows that found no place.
    pub remarks: Vec<Remark>,
}

/// Mended rows by the line that they came from, and the headers above them.
pub(super) struct Mended {
    pub headers: Vec<String>,
    /// By the sheet, where a workbook has several, and the line.
    pub rows: BTreeMap<(Option<String>, u32), Vec<String>>,
    pub remarks: Vec<Remark>,
}

/// The file with mended rows in the places of those that they came from.
///
/// `mended` is what `to_mend` wrote, with some rows changed; it may have been saved with another delimiter, or in
/// UTF-8. A row taken out of it stays as it was. Rows whose line is no record of the file are remarks, and nothing
/// is lost.
///
/// `read_as` is how the file was read where somebody has said so.
///
/// # Errors
/// A remark where `mended` or `original` cannot be read as such, or where the original is no text.
pub fn put_back(
    name: &str,
    original: &[u8],
    mended: &[u8],
    read_as: &ReadAs,
) -> Result<PutBack, Box<Remark>> {
    let mended = read_mended(name, mended, own_encoding(original, read_as))?;
    let own: Vec<&str> = mended.headers.iter().map(String::as_str).collect();
    let plain = std::str::from_utf8(original).ok().filter(|_| read_as.is_found_out()).and_then(|text| {
        let into = read_header(original, text_start(original), &own)?;
        (into.names == own).then_some((text, into))
    });
    match plain {
        Some((text, into)) => {
            let from = (into.next, into.next_line);
            Ok(replace(name, text, from, into.delimiter.byte, mended, |_, cells| cells))
        }
        None => into_text(name, original, mended, read_as),
    }
}

fn fault(name: &str, message: &str, help: &str) -> Box<Remark> {
    let place = RemarkPlace { file: name.to_owned(), ..RemarkPlace::default() };
    Box::new(Remark::new("not-mended", Severity::Fatal, place, message).with_help(help))
}

/// `own` is the encoding of the file, in which the rows were written.
fn read_mended(name: &str, bytes: &[u8], own: Option<&str>) -> Result<Mended, Box<Remark>> {
    let own = own.filter(|own| !own.starts_with("UTF") && std::str::from_utf8(bytes).is_err());
    let marked = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let text = decoded(bytes, own.filter(|_| !marked)).0;
    let bytes = text.as_bytes();
    let header = read_header(bytes, text_start(bytes), &[LINE, REASON])
        .filter(|header| header.names.first().is_some_and(|first| first == LINE) && header.names.len() > 2)
        .ok_or_else(|| {
            let message = "expected the column \"esito_line\" first, found another";
            fault(name, message, "keep both columns in front, and save the file as CSV")
        })?;
    let mut out = Mended {
        headers: header.names.iter().skip(2).cloned().collect(),
        rows: BTreeMap::new(),
        remarks: Vec::new(),
    };
    each_record(bytes, (header.next, header.next_line), &header.delimiter, |line, _, cells| {
        let texts: Vec<String> = cells.iter().map(|cell| cell.text(&text).into_owned()).collect();
        if texts.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let of = texts.first().and_then(|cell| match cell.trim().rsplit_once(OF_SHEET) {
            Some((sheet, line)) => Some((Some(sheet.to_owned()), line.parse::<u32>().ok()?)),
            None => Some((None, cell.trim().parse::<u32>().ok()?)),
        });
        let row = texts.get(2..).unwrap_or_default().to_vec();
        if of.is_none_or(|of| out.rows.insert(of, row).is_some()) {
            out.remarks.push(lost(name, line));
        }
    });
    Ok(out)
}

/// Into a text file that is not plain: found out as it was when it was read.
fn into_text(
    name: &str,
    original: &[u8],
    mut mended: Mended,
    read_as: &ReadAs,
) -> Result<PutBack, Box<Remark>> {
    let itself = "mend these rows in the file itself, and hand it over again";
    if container(original) == Container::Workbook && takes_cells(original) {
        return into_workbook(name, original, mended, read_as).ok_or_else(|| {
            let message =
                "expected a workbook whose cells can be written, and that has these headers, found another";
            fault(name, message, itself)
        });
    }
    if container(original) != Container::Text {
        return Err(fault(
            name,
            "expected a text file or an xlsx workbook to put rows back into, found another",
            itself,
        ));
    }
    let (text, encoding) = decoded(original, read_as.encoding.as_deref());
    if encoded(&text, encoding).as_deref() != Some(original) {
        return Err(fault(
            name,
            "expected a text that can be written again as it was, found another",
            itself,
        ));
    }
    let opened = open(name, original, read_as);
    let headers_differ = || fault(name, "expected the same headers as in the original, found others", itself);
    let (sheet, _) = opened.sheets.first().ok_or_else(headers_differ)?;
    if sheet.columns.iter().map(|column| &column.name).ne(&mended.headers) {
        return Err(headers_differ());
    }
    let found = find_dialect(&text, read_as.delimiter);
    let lines: BTreeMap<u32, usize> = (0..sheet.len()).map(|row| (sheet.line(row), row)).collect();
    // Rows that are no records of the table found no place.
    let (known, unknown): (BTreeMap<_, _>, BTreeMap<_, _>) =
        std::mem::take(&mut mended.rows).into_iter().partition(|((_, line), _)| lines.contains_key(line));
    mended.rows = known;
    mended.remarks.extend(unknown.keys().map(|(_, line)| lost(name, *line)));
    let before = u32::try_from(text[..found.start].matches('\n').count()).unwrap_or(0);
    let from = (found.start, before + 1);
    let widen = |line: u32, cells: Vec<String>| placed(sheet, lines.get(&line).copied(), cells);
    let mut out = replace(name, &text, from, found.dialect.delimiter, mended, widen);
    let whole = String::from_utf8(out.bytes).unwrap_or_default();
    out.bytes = encoded(&whole, encoding).ok_or_else(|| {
        let message = "expected letters that the file's encoding has, found others";
        fault(name, message, "write them in another way, or save the whole file as UTF-8")
    })?;
    Ok(out)
}

/// A mended row with its cells in the columns of the file: those without a name in the table are blank.
fn placed(sheet: &Sheet, row: Option<usize>, cells: Vec<String>) -> Vec<String> {
    let Some(row) = row else { return cells };
    let mut out: Vec<String> = sheet.raw_row(row);
    for (column, cell) in sheet.columns.iter().zip(cells) {
        if column.at >= out.len() {
            out.resize(column.at + 1, String::new());
        }
        match column.part {
            // The parts of one cell of the file, in their order.
            Some(1..) => out[column.at] = format!("{},{cell}", out[column.at]),
            _ => out[column.at] = cell,
        }
    }
    out
}

/// Replaces the records at the lines of the mended rows.
fn replace(
    name: &str,
    text: &str,
    from: (usize, u32),
    mark: u8,
    mended: Mended,
    place: impl Fn(u32, Vec<String>) -> Vec<String>,
) -> PutBack {
    let Mended { mut rows, remarks, .. } = mended;
    let bytes = text.as_bytes();
    let mut out = PutBack { bytes: Vec::with_capacity(bytes.len()), changed: 0, remarks };
    let mut copied = 0;
    each_record(bytes, from, &Delimiter::new(mark), |line, (from, to), cells| {
        let Some(texts) = rows.remove(&(None, line)) else { return };
        let texts = place(line, texts);
        // A row that nobody touched keeps every byte; delimiters at its end say nothing.
        let cell = |at: usize| cells.get(at).map(|cell| cell.text(text)).unwrap_or_default();
        let longest = cells.len().max(texts.len());
        let same = |at: usize| {
            let mended = texts.get(at).map(String::as_str).unwrap_or_default();
            cell(at) == mended || cell(at).trim() == mended.trim() && texts.len() <= cells.len()
        };
        if (texts.len() == cells.len() || (texts.len()..longest).all(|at| cell(at).is_empty()))
            && (0..longest).all(same)
        {
            return;
        }
        out.bytes.extend_from_slice(&bytes[copied..from]);
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                out.bytes.push(mark);
            }
            out.bytes.extend_from_slice(quoted(text, mark).as_bytes());
        }
        out.changed += 1;
        copied = to;
    });
    out.bytes.extend_from_slice(&bytes[copied..]);
    out.remarks.extend(rows.keys().map(|(_, line)| lost(name, *line)));
    out
}
