//! Any file as the plain records that the fast reader splits: for bundles, whose framework names the headers.
//!
//! A file that is plain already (UTF-8, comma or semicolon, one header first) is left alone and streamed. Whatever
//! else it is gets read as `esito read` reads it and written once more; rows keep the line of the original file.

use super::header::{Header, is_wanted, read_header};
use super::open::{Container, Opened, container, open};
use super::record::{Cells, Delimiter, Records};
use super::sheet::{Sheet, choose};
use super::text::text_start;
use crate::contents::Contents;
use esito_model::{ReadAs, Remark};
use std::borrow::Cow;

/// Bytes at the beginning and at the end of a file that are looked at.
const LOOKED_AT: usize = 32 << 10;
/// Rows of its beginning that are compared cell by cell.
const COMPARED: usize = 100;

/// A file that was written once more.
#[derive(Clone, Debug)]
pub(crate) struct Plain {
    /// The headers and the delimiter; the rows begin at byte 0.
    pub header: Header,
    /// The rows as records.
    pub bytes: Vec<u8>,
    /// For each record its line in the original file, or in the sheet.
    pub lines: Vec<u32>,
    /// What was recognised and what is in doubt.
    pub remarks: Vec<Remark>,
}

/// Whether a file is as the fast reader wants it; `wanted` are the headers that the framework names.
///
/// Text that is not UTF-8 is found out elsewhere: this looks at both ends only.
pub(crate) fn is_plain(ends: Ends<'_>, wanted: &[&str], read_as: &ReadAs) -> bool {
    let bytes = ends.head;
    if !read_as.is_found_out() || container(bytes) != Container::Text {
        return false;
    }
    let start = text_start(bytes);
    let head = &bytes[..cut(bytes, bytes.len().min(LOOKED_AT))];
    if head.contains(&0) || super::encoding::wide(bytes).is_some() {
        return false;
    }
    // What is not UTF-8 here is not so elsewhere either.
    let Ok(text) = std::str::from_utf8(head) else { return false };
    let Some(header) = read_header(head, start, wanted) else { return true };
    let found = has(&header.names, wanted);
    let told = super::dialect::find(text.get(start..).unwrap_or_default());
    let other =
        told.several && (told.dialect.delimiter != header.delimiter.byte || told.dialect.is_unusual());
    if other && (found < wanted.len() || told.dialect.is_unusual()) {
        return false;
    }
    // Cells in quotes of another kind, and semicolons that end a letter.
    if super::quotes::plain_quotes(text, &told).is_some()
        || header.delimiter.byte == b';' && super::open::web_letter(text).is_some()
    {
        return false;
    }
    // In a file of one column the mark is part of the cells: `1,5`.
    if !told.several && header.names.len() == 1 {
        let below = text.as_bytes().get(header.next..).unwrap_or_default();
        if below.contains(&header.delimiter.byte) {
            return false;
        }
    }
    // Cells such as ="001" and '380 are not what they say.
    if text.contains("=\"") && super::split::has_formula_text(text) || super::split::has_marked_text(text) {
        return false;
    }
    // The first rows, and the last ones below the header: units, footnotes, a second row of headers.
    let tail = ends.tail(header.next);
    let first = text.get(start..header.next).unwrap_or_default();
    let parts = [text.get(start..).unwrap_or_default().to_owned(), [first, tail].concat()];
    let all = ends.is_whole() && head.len() == bytes.len();
    let mut whole = true;
    !parts.iter().any(|part| {
        let head = std::mem::take(&mut whole);
        let opened = super::open::text("", part.as_bytes(), &ReadAs::default());
        let Some((sheet, said)) = opened.sheets.first() else { return false };
        if said.iter().any(|remark| remark.code == "delimiter-changes") {
            return true;
        }
        let names: Vec<String> = sheet.columns.iter().map(|column| column.name.clone()).collect();
        let better = has(&names, wanted) > found;
        // Where the header is certain, only what stands around the rows is of interest.
        let same = has(&names, wanted) == found && sheet.header_lines == [header.line];
        if wanted.is_empty() && (!same || names != header.names) {
            return true;
        }
        let around = !(sheet.units.is_empty() && sheet.footnotes.is_empty() && sheet.rulers.is_empty());
        better
            || (same
                && (found > 0 || wanted.is_empty())
                && (around || head && !splits_alike(bytes, &header, sheet, all)))
    })
}

/// Whether the fast reader splits the first rows as they were understood; `all` where these are all there are.
fn splits_alike(bytes: &[u8], header: &Header, sheet: &Sheet, all: bool) -> bool {
    let mut wanted = Cells::new(header.names.len());
    let slots: Vec<usize> = (0..header.names.len()).map(|column| wanted.want(column)).collect();
    let stretch = bytes.get(header.next..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    let stretch = &stretch[..cut(stretch, stretch.len())];
    let mut records = Records::default();
    let mut line = header.next_line;
    let used = records.split(stretch, all, &header.delimiter, &wanted, &mut line);
    // Records of another length are told by the fast reader, line by line.
    let Ok(text) = std::str::from_utf8(&stretch[..used]) else { return true };
    if !records.ragged.is_empty() {
        return true;
    }
    let cell = |record: usize, column: usize| {
        let slot = slots.get(column).map(|slot| records.cells[record * wanted.stride + slot]);
        slot.map_or(String::new(), |cell| cell.text(text).trim().replace('\r', ""))
    };
    let named: Vec<usize> = sheet.columns.iter().map(|column| column.at).collect();
    let filled = |record: &usize| (0..header.names.len()).any(|column| !cell(*record, column).is_empty());
    let rows: Vec<usize> = (0..records.len()).filter(filled).collect();
    let count = if all { sheet.len() } else { sheet.len().min(COMPARED) };
    if all && rows.len() != count {
        return false;
    }
    rows.iter().take(COMPARED.min(count)).enumerate().all(|(row, record)| {
        named
            .iter()
            .enumerate()
            .all(|(at, column)| cell(*record, *column) == sheet.cell(row, at).trim().replace('\r', ""))
    })
}

/// The beginning and the end of a file.
#[derive(Clone, Debug)]
pub(crate) struct Ends<'b> {
    /// All bytes, or the first ones of a longer text.
    head: &'b [u8],
    /// The last ones of a longer text.
    last: Option<Cow<'b, [u8]>>,
}

impl<'b> Ends<'b> {
    /// Those of a file that is held, or lies elsewhere.
    pub(crate) fn of(bytes: &'b Contents) -> Self {
        let last = bytes.held().is_none();
        let last = last.then(|| bytes.piece(bytes.len().saturating_sub(LOOKED_AT), bytes.len()));
        Self { head: bytes.head(), last }
    }

    /// Those of bytes that are all here.
    pub(crate) fn whole(head: &'b [u8]) -> Self {
        Self { head, last: None }
    }

    fn is_whole(&self) -> bool {
        self.last.is_none()
    }

    /// The last records of a file that is longer than what is looked at; whole lines, none before this byte.
    fn tail(&self, from: usize) -> &str {
        let bytes = self.last.as_deref().unwrap_or(self.head);
        let begin = match self.last {
            Some(_) => 0,
            None => bytes.len().saturating_sub(LOOKED_AT),
        };
        let begin = if self.is_whole() && begin <= from {
            from.min(bytes.len())
        } else {
            let end = bytes.iter().skip(begin).position(|byte| *byte == b'\n');
            end.map_or(bytes.len(), |at| begin + at + 1)
        };
        std::str::from_utf8(&bytes[begin..]).unwrap_or_default()
    }
}

/// The end of the last whole line within this many bytes.
fn cut(bytes: &[u8], most: usize) -> usize {
    if most == bytes.len() {
        return most;
    }
    bytes[..most].iter().rposition(|byte| *byte == b'\n').map_or(most, |at| at + 1)
}

fn has(names: &[String], wanted: &[&str]) -> usize {
    wanted.iter().filter(|wanted| names.iter().any(|name| is_wanted(name, wanted))).count()
}

/// What was opened of a file of any kind as plain records; `read_as` names the sheet that is meant. Nothing where there
/// is no table in it.
pub(crate) fn plain(mut opened: Opened, read_as: &ReadAs, wanted: &[&str]) -> (Option<Plain>, Vec<Remark>) {
    let mut remarks = std::mem::take(&mut opened.remarks);
    let best = match read_as.sheet.as_deref() {
        Some(only) => opened
            .sheets
            .iter()
            .position(|(sheet, _)| sheet.name == only || sheet.name.rsplit('/').next() == Some(only)),
        None => best(&opened.sheets, wanted),
    };
    let Some(best) = best.filter(|best| *best < opened.sheets.len()) else { return (None, remarks) };
    let (sheet, said) = opened.sheets.swap_remove(best);
    if sheet.columns.is_empty() {
        remarks.extend(said);
        return (None, remarks);
    }
    (Some(written(&sheet, said)), remarks)
}

/// A header, and the bytes of the records below it.
type Headed<'b> = (Header, Cow<'b, [u8]>);

/// The header and the records of a file of any kind, where there are any: for looking at a file before a framework
/// is there. The rows begin at the header's `next`.
pub(crate) fn records<'b>(
    name: &str,
    bytes: &'b [u8],
    read_as: &ReadAs,
) -> (Option<Headed<'b>>, Vec<Remark>) {
    if is_plain(Ends::whole(bytes), &[], read_as) && std::str::from_utf8(bytes).is_ok() {
        let header = read_header(bytes, text_start(bytes), &[]);
        return (header.map(|header| (header, Cow::Borrowed(bytes))), Vec::new());
    }
    let (read, mut remarks) = plain(open(name, bytes, read_as), read_as, &[]);
    let found = read.map(|plain| {
        remarks.extend(plain.remarks);
        (plain.header, Cow::Owned(plain.bytes))
    });
    (found, remarks)
}

/// The table that has most of the headers that are wanted; the first of them.
fn best(sheets: &[(Sheet, Vec<Remark>)], wanted: &[&str]) -> Option<usize> {
    let found = |(sheet, _): &(Sheet, Vec<Remark>)| {
        wanted
            .iter()
            .filter(|wanted| sheet.columns.iter().any(|column| is_wanted(&column.name, wanted)))
            .count()
    };
    let most = sheets.iter().map(found).max()?;
    if most == 0 {
        return Some(choose(sheets));
    }
    sheets.iter().position(|sheet| found(sheet) == most)
}

fn written(sheet: &Sheet, remarks: Vec<Remark>) -> Plain {
    // The delimiter hints at the decimal mark, so a semicolon stays one.
    let byte = if sheet.delimiter == Some(';') { b';' } else { b',' };
    let mut bytes = Vec::with_capacity(sheet.size());
    let mut lines = Vec::with_capacity(sheet.len());
    for row in 0..sheet.len() {
        for column in 0..sheet.columns.len() {
            if column > 0 {
                bytes.push(byte);
            }
            let cell = sheet.cell(row, column);
            if cell.bytes().any(|one| one == byte || matches!(one, b'"' | b'\n' | b'\r')) {
                bytes.push(b'"');
                bytes.extend(cell.replace('"', "\"\"").bytes());
                bytes.push(b'"');
            } else {
                bytes.extend(cell.bytes());
            }
        }
        bytes.push(b'\n');
        lines.push(sheet.line(row));
    }
    let header = Header {
        delimiter: Delimiter::new(byte),
        names: sheet.columns.iter().map(|column| column.name.clone()).collect(),
        line: sheet.header_lines.first().copied().unwrap_or(1),
        next: 0,
        next_line: 1,
    };
    Plain { header, bytes, lines, remarks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_files_are_left_alone() {
        for text in [
            "City,N\nTorino,1\nMilano,2\n",
            "City;N\nTorino;1,5\n",
            "City,N\n",
            "City,N\nTorino,\n\"a\nb\",2\n",
            "\u{FEFF}City,N\nTorino,few\nMilano,some\nBari,5\n",
            "City;N\nTorino\nMilano;2;9;x\n;;\n\nRoma;3;\n\"Bari;4\n",
        ] {
            assert!(is_plain(Ends::whole(text.as_bytes()), &["City", "N"], &ReadAs::default()), "{text:?}");
        }
    }

    #[test]
    fn files_that_are_not_plain_are_found_out() {
        for bytes in [
            &b"Title\n\nCity,N\nTorino,1\n"[..],
            b"City\tN\nTorino\t1\n",
            b"City|N\nTorino|1\n",
            b"City;N\nForl\xEC;1\n",
            b"C\0i\0t\0y\0,\0N\0\n\0",
            b"City,N\n,%\nTorino,1\n",
            b"City,N\nTorino,1\nMilano,2\n\nSource: Istat\n",
            b"sep=;\nCity;N\nTorino;1\n",
            b"\x1F\x8B\x08\0",
        ] {
            assert!(
                !is_plain(Ends::whole(bytes), &["City", "N"], &ReadAs::default()),
                "{:?}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn without_a_framework_the_header_is_the_one_that_is_printed() {
        for (text, header) in [
            ("City,N\nTorino,1\n", "City N"),
            ("Title\n\nCity;2019\nTorino;1,5\n", "City 2019"),
            ("City;N;\nTorino;1;x\n", "City N column 3"),
        ] {
            let (found, _) = records("t.csv", text.as_bytes(), &ReadAs::default());
            assert_eq!(found.expect("a header").0.names.join(" "), header);
        }
    }

    #[test]
    fn what_somebody_has_said_is_believed() {
        let bytes = b"Titolo;1\nComune;N\nForl\x8D;2,5\nAsti;3\n";
        let read = |read_as: &ReadAs| {
            assert!(!is_plain(Ends::whole(bytes), &["Comune", "N"], read_as));
            let plain = plain(open("t.csv", bytes, read_as), read_as, &[]).0.expect("a table");
            (plain.header.names.join("|"), String::from_utf8(plain.bytes).expect("text"), plain.lines)
        };
        let said = ReadAs {
            encoding: Some("IBM850".into()),
            delimiter: Some(';'),
            header: Some(vec![2]),
            ..ReadAs::default()
        };
        let names = |names: &str| names.to_owned();
        assert_eq!(read(&said), (names("Comune|N"), "Forlì;2,5\nAsti;3\n".into(), vec![3, 4]));
        let two = ReadAs { header: Some(vec![1, 2]), ..said.clone() };
        assert_eq!(read(&two).0, "Titolo - Comune|1 - N");
        let none = ReadAs { header: Some(Vec::new()), ..said.clone() };
        assert_eq!(read(&none).0, "column 1|column 2");
        assert_eq!(read(&none).2, [1, 2, 3, 4]);
        let comma = ReadAs { delimiter: Some(','), header: None, ..said };
        assert!(read(&comma).1.contains("\"Forlì;2\"") || read(&comma).1.contains("Forlì;2,5"));
    }

    #[test]
    fn rows_keep_the_lines_of_the_file() {
        let text = "Titolo\n\nComune;N\n\nTorino;\"a;\nb\"\nForlì;2\n\nFonte: ISTAT\n";
        let found = ReadAs::default();
        let (plain, _) = plain(open("t.csv", text.as_bytes(), &found), &found, &["Comune", "N"]);
        let plain = plain.expect("a table");
        assert_eq!(plain.lines, [5, 7]);
        assert_eq!(plain.header.line, 3);
        assert_eq!(String::from_utf8(plain.bytes).expect("text"), "Torino;\"a;\nb\"\nForlì;2\n");
    }
}
