//! Cells of an xlsx workbook written anew, and nothing else of the file touched.
//!
//! The part of a sheet is changed as text, cell by cell; all other parts are copied as they are packed. A number is
//! written as one, everything else as a text. Formulas that depend on a cell are computed again when a spreadsheet
//! program opens the file.

use super::hidden::{Archive, letters, part, text};
use super::html::attribute;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// New cells of a sheet by row, counted from 1, and column, counted from 0.
pub(crate) type NewCells = BTreeMap<(u32, usize), String>;

/// Whether these are the bytes of a workbook whose cells can be written anew.
pub(crate) fn takes_cells(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|mut archive| archive.by_name("xl/workbook.xml").is_ok())
}

/// The workbook with new cells, sheet by sheet; nothing where it is written in a way that is not known here, or a
/// formula that others share would be lost.
pub(crate) fn patched(bytes: &[u8], cells: &BTreeMap<String, NewCells>) -> Option<Vec<u8>> {
    let mut archive: Archive<'_> = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for (sheet, cells) in cells {
        let path = part(&mut archive, sheet)?;
        let mut text = whole(&mut archive, &path)?;
        for ((row, column), cell) in cells {
            text = with_cell(&text, *row, *column, cell)?;
        }
        parts.insert(path, text);
    }
    // Stored results of formulas are no longer sure.
    if let Some(book) = text(&mut archive, "xl/workbook.xml")
        && !book.contains("fullCalcOnLoad")
        && let Some((before, after)) = book.split_once("<calcPr")
    {
        parts.insert("xl/workbook.xml".to_owned(), format!("{before}<calcPr fullCalcOnLoad=\"1\"{after}"));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).ok()?;
        let name = file.name().ok()?.into_owned();
        match parts.get(&name) {
            Some(text) => {
                zip.start_file(name, options).ok()?;
                zip.write_all(text.as_bytes()).ok()?;
            }
            None => zip.raw_copy_file(file).ok()?,
        }
    }
    Some(zip.finish().ok()?.into_inner())
}

/// A part as text, all of it.
fn whole(archive: &mut Archive<'_>, path: &str) -> Option<String> {
    let mut out = String::new();
    archive.by_name(path).ok()?.read_to_string(&mut out).ok()?;
    Some(out)
}

/// The part of a sheet with one cell written anew.
fn with_cell(text: &str, row: u32, column: usize, cell: &str) -> Option<String> {
    let (from, to) =
        element(text, 0, "row", |tag| attribute(tag, " r").is_some_and(|r| r == row.to_string()))?;
    let inside = &text[from..to];
    let name = format!("{}{row}", letters(column));
    let head = inside.find('>')? + 1;
    let found = element(inside, head, "c", |tag| attribute(tag, " r") == Some(name.as_str()));
    let (begin, end, style) = match found {
        Some((begin, end)) => {
            let old = &inside[begin..end];
            // A formula that is written once for many cells cannot be taken away from here.
            if old.contains("<f ") && old.contains("ref=") {
                return None;
            }
            let tag = &old[..old.find('>')?];
            (begin, end, attribute(tag, " s").map(|style| format!(" s=\"{style}\"")).unwrap_or_default())
        }
        // Before the first cell that stands behind it, or at the end of the row.
        None if inside[..head].ends_with("/>") => return None,
        None => {
            let behind = element(inside, head, "c", |tag| {
                let at = attribute(tag, " r")
                    .and_then(|name| number(name.trim_end_matches(|c: char| c.is_ascii_digit())));
                at.is_some_and(|at| at > column)
            });
            let at = behind.map_or_else(|| inside.rfind("</row>"), |(begin, _)| Some(begin))?;
            (at, at, String::new())
        }
    };
    let new = written(&name, &style, cell);
    Some(format!("{}{}{new}{}{}", &text[..from], &inside[..begin], &inside[end..], &text[to..]))
}

/// A cell as a sheet writes it: a plain number as a number, a blank one without a value, all else as a text.
fn written(name: &str, style: &str, cell: &str) -> String {
    if cell.is_empty() {
        return format!("<c r=\"{name}\"{style}/>");
    }
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, broken) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // More than fifteen digits, or zeros in front, are a code.
    let number = all(whole) && all(broken) && digits.len() <= 15 && (whole == "0" || !whole.starts_with('0'));
    if number {
        return format!("<c r=\"{name}\"{style}><v>{cell}</v></c>");
    }
    let mut text = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            other => text.push(other),
        }
    }
    format!("<c r=\"{name}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}

/// Where the first element of a name that fits begins and ends, from a byte on.
fn element(text: &str, mut at: usize, name: &str, fits: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    let open = format!("<{name}");
    loop {
        let begin = at + text.get(at..)?.find(&open)?;
        let rest = &text[begin + open.len()..];
        let end = begin + text[begin..].find('>')? + 1;
        at = end;
        if !rest.starts_with([' ', '>', '/']) || !fits(&text[begin..end]) {
            continue;
        }
        if text[begin..end].ends_with("/>") {
            return Some((begin, end));
        }
        let close = format!("</{name}>");
        return Some((begin, end + text[end..].find(&close)? + close.len()));
    }
}

/// The number of a column from its letters, from 0.
fn number(letters: &str) -> Option<usize> {
    let digit = |byte: u8| byte.is_ascii_uppercase().then(|| usize::from(byte - b'A') + 1);
    letters
        .bytes()
        .try_fold(0_usize, |sum, byte| Some(sum * 26 + digit(byte)?))
        .and_then(|at| at.checked_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"3\"><v>1</v></c></row>\
        <row r=\"12\" spans=\"1:3\"><c r=\"A12\"/><c r=\"C12\" s=\"4\"><f>SUM(A1:B1)</f><v>7</v></c></row><row r=\"13\"/></sheetData>";

    #[test]
    fn a_cell_is_written_and_nothing_else() {
        let of = |row, column, cell| with_cell(SHEET, row, column, cell);
        assert_eq!(
            of(1, 1, "12.5"),
            Some(SHEET.replace("<c r=\"B1\" s=\"3\"><v>1</v></c>", "<c r=\"B1\" s=\"3\"><v>12.5</v></c>"))
        );
        let text = "<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">a &lt; b</t></is></c>";
        assert_eq!(of(1, 0, "a < b"), Some(SHEET.replace("<c r=\"A1\" t=\"s\"><v>0</v></c>", text)));
        let formula = "<c r=\"C12\" s=\"4\"><f>SUM(A1:B1)</f><v>7</v></c>";
        assert_eq!(of(12, 2, ""), Some(SHEET.replace(formula, "<c r=\"C12\" s=\"4\"/>")));
        // A cell that was not there, between others and behind them.
        let between = of(12, 1, "3").expect("written");
        assert!(between.contains("<c r=\"A12\"/><c r=\"B12\"><v>3</v></c><c r=\"C12\""), "{between}");
        let behind = of(12, 26, "007").expect("written");
        assert!(
            behind.contains("</c><c r=\"AA12\" t=\"inlineStr\">")
                && behind.contains(">007</t></is></c></row>"),
            "{behind}"
        );
        assert_eq!(of(13, 0, "1"), None, "a row without cells is left alone");
        assert_eq!(of(99, 0, "1"), None);
        let shared = SHEET.replace("<f>", "<f t=\"shared\" ref=\"C12:C14\" si=\"0\">");
        assert_eq!(with_cell(&shared, 12, 2, "1"), None);
    }

    #[test]
    fn letters_and_numbers_of_columns() {
        assert_eq!(
            ["A", "Z", "AA", "ZZ", "AAA"].map(number),
            [Some(0), Some(25), Some(26), Some(701), Some(702)]
        );
        assert_eq!([number(""), number("a")], [None, None]);
    }
}
