//! A bundle for others: a number in the place of whatever a private column holds.
//!
//! Whoever stood in a private column of texts becomes `p1`, `p2` and so on, in the order in which they are met: rows
//! are told apart and joined as before, and every figure stays what it was. Private numbers and days become blank, and
//! so do columns that the framework does not name. Addresses, accounts and the like within other cells are masked.
//! Every other byte of a text file stays. Workbooks and packed files are not written here.

use super::files::{Found, find, headers};
use super::mend::{each_record, quoted};
use super::{Bundle, FRAMEWORK};
use crate::framework::{Change, edit};
use crate::judge::{Trust, conceal, marker};
use crate::read::{
    Cell, Container, Delimiter, container, decoded, encoded, find_dialect, is_wanted, open, read_header,
    text_start,
};
use crate::sources::{SourceFile, Sources};
use esito_model::{ColumnType, PrivateColumn, ReadAs, Table};
use std::collections::{BTreeMap, BTreeSet};

/// A bundle without whoever its private columns told.
#[derive(Debug, Default)]
pub struct Pseudonymised {
    /// The framework and the files that it names.
    pub files: Vec<SourceFile>,
    /// Files that hold private columns and cannot be written here.
    pub stuck: Vec<String>,
}

/// What becomes of a column of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    /// Kept but for what tells of somebody within a cell.
    Masked,
    Numbered,
    Blank,
}

/// The number of everybody met so far.
type Numbers = BTreeMap<String, usize>;

impl Bundle {
    /// The private columns of the files, by their headers: those that the framework calls so, and those that were found
    /// to tell who somebody is.
    #[must_use]
    pub fn private_columns(&self) -> Vec<PrivateColumn> {
        let of = |(table, name): (&Table, &String)| {
            let private = table.columns.iter().filter(|column| table.private.contains(&column.name));
            let one = |header: &String| PrivateColumn { file: name.clone(), header: header.clone() };
            private.map(|column| one(&column.header)).collect::<Vec<_>>()
        };
        let found: BTreeSet<PrivateColumn> = self.named_files().into_iter().flat_map(of).collect();
        found.into_iter().collect()
    }

    /// Files in which no number can stand for somebody: workbooks and packed files, unless they have no private column and
    /// none that the framework does not name; and files of which nobody knows what they hold.
    #[must_use]
    pub fn stuck_files(&self) -> Vec<String> {
        let stuck = |file: &&SourceFile| {
            let tables = self.tables_of(&file.name);
            let bytes = file.bytes.whole();
            let text = container(&bytes) == Container::Text;
            tables.is_empty() || !text && !is_harmless(&file.name, &bytes, &tables)
        };
        self.files()
            .filter(|file| file.name != FRAMEWORK)
            .filter(stuck)
            .map(|file| file.name.clone())
            .collect()
    }

    /// The bundle for others. Where a file is `stuck`, nothing is handed out.
    ///
    /// What comes out is read once more: unless every table has its rows, and every private column nothing but numbers,
    /// its file is stuck as well.
    #[must_use]
    pub fn pseudonymised(&self) -> Pseudonymised {
        let mut out = Pseudonymised { stuck: self.stuck_files(), ..Pseudonymised::default() };
        let mut numbers = Numbers::new();
        for file in self.files() {
            let tables = self.tables_of(&file.name);
            if file.name == FRAMEWORK {
                out.files.push(self.declared(file));
                continue;
            }
            let text = container(file.bytes.head()) == Container::Text;
            match if text { written(file, &tables, &mut numbers) } else { Some(file.bytes.whole().to_vec()) }
            {
                Some(bytes) => {
                    out.files.push(SourceFile { name: file.name.clone(), bytes: bytes.into(), sha256: None });
                }
                None => out.stuck.push(file.name.clone()),
            }
        }
        if out.stuck.is_empty() {
            let again = Self::load(Sources { files: out.files.clone() });
            out.stuck = self.differing(&again);
        }
        if !out.stuck.is_empty() {
            out.files.clear();
        }
        out
    }

    /// The framework with every column that was found private called so: its numbers tell of nobody any more.
    fn declared(&self, framework: &SourceFile) -> SourceFile {
        let mut changes = Vec::new();
        for table in self.framework.tables.iter().filter(|table| !table.private.is_empty()) {
            let names: BTreeSet<String> =
                table.private.iter().map(|name| crate::propose::quoted(name)).collect();
            let value = format!("[{}]", names.into_iter().collect::<Vec<_>>().join(", "));
            changes.push(Change { table: table.id.clone(), column: None, key: "private", value });
        }
        let text = edit(&String::from_utf8_lossy(&framework.bytes.whole()), &changes);
        SourceFile { name: framework.name.clone(), bytes: text.into_bytes().into(), sha256: None }
    }

    /// The tables that a file is read for.
    fn tables_of(&self, file: &str) -> Vec<&Table> {
        let named = self.named_files().into_iter();
        named.filter(|(_, name)| *name == file).map(|(table, _)| table).collect()
    }

    /// Each table with each of its files, also one that could not be used.
    fn named_files(&self) -> Vec<(&Table, &String)> {
        let files = |table: &Table| -> Vec<&String> {
            let data = self.dataset.position(&table.id).and_then(|at| self.dataset.tables.get(at));
            match (data, find(&table.file, &self.sources.files)) {
                (Some(data), _) => data.origins.files.iter().collect(),
                (None, Found::Files(numbers)) => numbers
                    .iter()
                    .filter_map(|at| self.sources.files.get(*at))
                    .map(|file| &file.name)
                    .collect(),
                (None, _) => Vec::new(),
            }
        };
        let with = |table| files(table).into_iter().map(move |name| (table, name));
        self.framework.tables.iter().flat_map(with).collect()
    }

    /// Files whose rows are not as many as before, or in which a private column holds more than numbers.
    fn differing(&self, again: &Self) -> Vec<String> {
        let mut out = BTreeSet::new();
        for (table, name) in self.named_files() {
            let rows = |bundle: &Self| {
                let data = bundle.dataset.position(&table.id).and_then(|at| bundle.dataset.tables.get(at));
                data.map(|data| data.origins.line.len())
            };
            let told = |column: &String| {
                let Some(at) = again.dataset.position(&table.id) else { return true };
                let codes = again.dataset.codes(at, column);
                codes.labels.iter().any(|label| !is_number(label) && !is_missing(label))
            };
            let texts = table.columns.iter().filter(|column| column.kind == ColumnType::Text);
            let mut private = texts.filter(|column| table.private.contains(&column.name));
            if rows(self) != rows(again) || private.any(|column| told(&column.name)) {
                out.insert(name.clone());
            }
        }
        out.into_iter().collect()
    }
}

/// Whether a file that is no text holds nothing but columns that the framework names and that are not private.
fn is_harmless(name: &str, bytes: &[u8], tables: &[&Table]) -> bool {
    let sheets = open(name, bytes, &ReadAs::default()).sheets;
    let mut columns = sheets.iter().flat_map(|(sheet, _)| &sheet.columns);
    columns.all(|column| matches!(fate(&column.name, tables), Fate::Kept | Fate::Masked))
}

/// A text file with its private cells replaced; nothing where it is none, or would not come out as it went in.
fn written(file: &SourceFile, tables: &[&Table], numbers: &mut Numbers) -> Option<Vec<u8>> {
    let bytes = file.bytes.whole();
    let read_as = &tables.first()?.read_as;
    if tables.iter().any(|table| table.read_as != *read_as) {
        return None;
    }
    let wanted: Vec<&str> = tables.iter().flat_map(|table| headers(table)).collect();
    if let Some(text) = std::str::from_utf8(&bytes).ok().filter(|_| read_as.is_found_out())
        && let Some(header) = read_header(&bytes, text_start(&bytes), &wanted)
        && wanted.iter().all(|wanted| header.names.iter().any(|name| is_wanted(name, wanted)))
    {
        let fates: Vec<Fate> = header.names.iter().map(|name| fate(name, tables)).collect();
        let from = (header.next, header.next_line);
        return Some(replaced(text, from, &header.delimiter, |_| Some(&fates), numbers));
    }
    let (text, encoding) = decoded(&bytes, read_as.encoding.as_deref());
    let same = encoded(&text, encoding).is_some_and(|again| again == *bytes);
    let opened = open(&file.name, &bytes, read_as);
    let [(sheet, _)] = opened.sheets.as_slice() else { return None };
    if !same {
        return None;
    }
    let width = sheet.columns.iter().map(|column| column.at + 1).max().unwrap_or(0);
    let mut fates = vec![Fate::Blank; width];
    for column in &sheet.columns {
        fates[column.at] = fate(&column.name, tables);
    }
    let lines: BTreeSet<u32> = (0..sheet.len()).map(|row| sheet.line(row)).collect();
    let found = find_dialect(&text, read_as.delimiter);
    let before = u32::try_from(text[..found.start].matches('\n').count()).ok()?;
    let delimiter = Delimiter::new(found.dialect.delimiter);
    let of = |line| lines.contains(&line).then_some(&fates);
    let out = replaced(&text, (found.start, before + 1), &delimiter, of, numbers);
    encoded(std::str::from_utf8(&out).ok()?, encoding)
}

/// What becomes of the column with this header.
fn fate(header: &str, tables: &[&Table]) -> Fate {
    let mut fate = Fate::Blank;
    for table in tables {
        let wide = table.unpivot.as_ref().is_some_and(|unpivot| is_wanted(header, &unpivot.columns));
        for column in table.columns.iter().filter(|column| column.header == header) {
            let text = column.kind == ColumnType::Text;
            match table.private.contains(&column.name) {
                true if text => return Fate::Numbered,
                true => return Fate::Blank,
                false if table.shown.contains(&column.name) => fate = Fate::Kept,
                false => fate = Fate::Masked,
            }
        }
        if wide && fate == Fate::Blank {
            fate = Fate::Masked;
        }
    }
    fate
}

/// The text with the cells of its rows replaced; `fates` gives nothing for a line that is no row.
fn replaced<'f>(
    text: &str,
    from: (usize, u32),
    delimiter: &Delimiter,
    fates: impl Fn(u32) -> Option<&'f Vec<Fate>>,
    numbers: &mut Numbers,
) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut copied = 0;
    each_record(bytes, from, delimiter, |line, (from, to), cells| {
        let fates = fates(line);
        // A cell from its quote on; it ends before the delimiter of the next.
        let begin = |at: usize, cell: &Cell| {
            let start = cell.start as usize;
            if at == 0 { from } else { start - usize::from(bytes[start - 1] == b'"') }
        };
        for (at, cell) in cells.iter().enumerate() {
            // Beyond the header nobody knows what it is; a line that is no row is a note.
            let fate = fates.map_or(Fate::Masked, |fates| fates.get(at).copied().unwrap_or(Fate::Blank));
            let old = cell.text(text);
            let Some(new) = new_cell(&old, fate, numbers) else { continue };
            let end = cells.get(at + 1).map_or(to, |next| begin(at + 1, next) - 1);
            out.extend_from_slice(&bytes[copied..begin(at, cell)]);
            out.extend_from_slice(quoted(&new, delimiter.byte).as_bytes());
            copied = end;
        }
    });
    out.extend_from_slice(&bytes[copied..]);
    out
}

/// What stands in the cell from now on; nothing where it stays.
fn new_cell(old: &str, fate: Fate, numbers: &mut Numbers) -> Option<String> {
    let bare = old.trim();
    if bare.is_empty() {
        return None;
    }
    match fate {
        Fate::Kept => None,
        Fate::Blank => Some(String::new()),
        Fate::Masked => match conceal(old) {
            std::borrow::Cow::Owned(masked) => Some(masked),
            std::borrow::Cow::Borrowed(_) => None,
        },
        Fate::Numbered if is_missing(bare) => None,
        Fate::Numbered => {
            let next = numbers.len() + 1;
            Some(format!("p{}", numbers.entry(bare.to_owned()).or_insert(next)))
        }
    }
}

fn is_number(label: &str) -> bool {
    label
        .strip_prefix('p')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_missing(label: &str) -> bool {
    label.is_empty() || matches!(marker(label), Some((_, Trust::Anywhere)))
}

#[cfg(test)]
#[path = "pseudonyms_tests.rs"]
mod tests;
