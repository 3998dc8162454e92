//! One table as a file has it: headers, rows that know their line, and what was recognised around them.
//!
//! Comes in: a grid of cells. Goes out: the table, and remarks on whatever was not as in a plain table. Nothing that
//! holds a value is left out: only titles, units, footnotes, blank rows, and blank columns without a name.

use super::facts::Facts;
use super::foot::foot;
use super::grid::{Grid, Stored};
use super::heads::{Heads, heads, is_unit_row};
use super::joined::joined;
use super::noted::{Noted, brief, shown};
use super::sides;
use crate::told::told;
use esito_model::{Remark, Severity, SheetReason, SheetWhy};
use std::collections::{BTreeMap, BTreeSet};

/// A table of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// The name of the sheet of a workbook, or of the file in a zip; empty for a plain file.
    pub name: String,
    grid: Grid,
    /// The columns in the order of the file.
    pub columns: Vec<Column>,
    /// The rows of data, as rows of the grid.
    rows: Vec<usize>,
    /// Cells of merged areas: where their value stands.
    merged: BTreeMap<(usize, usize), (usize, usize)>,
    /// The encoding of a text file.
    pub encoding: &'static str,
    /// What stands between the cells of a text file; nothing for workbooks and files of one column.
    pub delimiter: Option<char>,
    /// The lines of the header.
    pub header_lines: Vec<u32>,
    /// Titles above the header, with their lines.
    pub preamble: Vec<(u32, String)>,
    /// Rows of units.
    pub units: Vec<(u32, String)>,
    /// Rows of strokes, or of the numbers of the columns.
    pub rulers: Vec<(u32, String)>,
    /// The rows that are totals of others, as rows of the grid.
    totals: Vec<usize>,
    /// The rows with nothing but the name of a section in a column of numbers, as rows of the grid.
    centred: Vec<usize>,
    /// Footnotes below the data.
    pub footnotes: Vec<(u32, String)>,
}

/// Whether it has to be found out what the rows of a grid are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape<'h> {
    /// It has.
    Unknown,
    /// These lines hold the names.
    Told(&'h [u32]),
    /// The first row holds the names, every other one data.
    #[cfg_attr(
        target_arch = "wasm32",
        expect(dead_code, reason = "Parquet is read on the command line only")
    )]
    UnderFirstRow,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Where it stands in the file, from 0.
    pub at: usize,
    /// Its name; made up where the file has none.
    pub name: String,
    /// What the row of units says about it.
    pub unit: String,
    /// Which part of the cells it is, where these hold several, `A,PC,IT` below `freq,unit,geo\\TIME_PERIOD`.
    pub part: Option<usize>,
}

impl Sheet {
    /// Finds the table in a grid; `records` is how many cells most records of a text file have, 0 for workbooks.
    ///
    /// `header` are the lines of the header where somebody has said so: what stands above them are titles.
    pub(crate) fn new(grid: Grid, records: usize, header: Option<&[u32]>, noted: &mut Noted) -> Self {
        Self::of(grid, records, header.map_or(Shape::Unknown, Shape::Told), noted)
    }

    /// The table of a file that knows its names: they are the first row, and all else is data.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn under_first_row(grid: Grid, noted: &mut Noted) -> Self {
        Self::of(grid, 0, Shape::UnderFirstRow, noted)
    }

    fn of(grid: Grid, records: usize, kind: Shape<'_>, noted: &mut Noted) -> Self {
        let mut sheet = Self::default();
        let mut centred = Vec::new();
        {
            let facts = Facts::new(&grid, records);
            if facts.live.is_empty() {
                let help = "the table has no data; fetch or export the file again";
                noted.fatal("empty-file", None, "expected a row of headers, found nothing".to_owned(), help);
                return sheet;
            }
            let (heads, end) = match kind {
                Shape::Unknown => {
                    let heads = heads(&facts);
                    let end = foot(&facts, heads.first);
                    (heads, end)
                }
                Shape::Told(lines) => {
                    let heads = told_heads(&facts, lines);
                    let end = foot(&facts, heads.first);
                    (heads, end)
                }
                Shape::UnderFirstRow => {
                    let names = facts.live.first().copied().into_iter().collect();
                    (Heads { names, first: 1, ..Heads::default() }, facts.live.len())
                }
            };
            let inside = |row: &&usize| !heads.rulers.contains(*row);
            sheet.rows = facts.live[heads.first..end].iter().filter(inside).copied().collect();
            if !matches!(kind, Shape::UnderFirstRow) {
                let again = super::apart::repeated(&facts, &heads, &sheet.rows);
                sheet.rows.retain(|row| again.binary_search(row).is_err());
                super::apart::repeated_said(&facts, &again, noted);
            }
            let told = |rows: &[usize]| rows.iter().map(|row| (grid.line(*row), grid.joined(*row))).collect();
            sheet.preamble = told(&heads.preamble);
            sheet.units = told(&heads.units);
            sheet.rulers = told(&heads.rulers);
            sheet.footnotes = told(&facts.live[end..]);
            sheet.header_lines = heads.names.iter().map(|row| grid.line(*row)).collect();
            sheet.columns = columns(&facts, &heads, &sheet.rows, noted);
            super::columns_said::days_among_headers(&sheet.columns, sheet.header_lines.last(), noted);
            super::apart::said(&facts, &heads, &sheet.rows, &sheet.columns, noted);
            sides::said(&facts, &heads, end, noted);
            sheet.totals = sides::rows_said(&facts, &heads, &sheet.rows, noted);
            if !matches!(kind, Shape::UnderFirstRow) {
                centred = super::sections::centred_sections(&facts, &sheet.rows, noted);
            }
        }
        super::keys::split(&grid, &sheet.rows, sheet.header_lines.first(), &mut sheet.columns, noted);
        sheet.merged = merged(&grid, &sheet.rows, noted);
        sheet.centred = centred;
        if sheet.rows.is_empty() {
            let help = "see whether that is meant";
            noted.doubt("no-rows", None, "expected rows below the header, found none".to_owned(), help);
        }
        sheet.grid = grid;
        sheet
    }

    /// About how many bytes its cells take as records.
    pub(crate) fn size(&self) -> usize {
        self.grid.bytes() + self.grid.cells()
    }

    /// How many rows of data there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many cells hold something.
    pub(crate) fn weight(&self) -> usize {
        self.rows.iter().map(|row| self.grid.filled(*row)).sum()
    }

    /// The line where a row of data begins: of the file, or of the sheet.
    pub(crate) fn line(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |row| self.grid.line(*row))
    }

    /// The rows that are totals of others.
    pub(crate) fn totals(&self) -> impl Iterator<Item = usize> + '_ {
        self.totals.iter().filter_map(|row| self.rows.binary_search(row).ok())
    }

    /// Whether a row has nothing but the name of a section in a column of numbers: the column is told without it.
    pub(crate) fn is_centred(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| self.centred.binary_search(row).is_ok())
    }

    /// A cell without the white space around it.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &str {
        let part = self.columns.get(column).and_then(|column| column.part);
        let (row, column) = self.place(row, column);
        let cell = self.grid.cell(row, column);
        match part {
            Some(part) => cell.split(',').nth(part).unwrap_or_default().trim(),
            None => cell,
        }
    }

    /// The cells of a row as the file has them, those of columns without a name among them.
    pub(crate) fn raw_row(&self, row: usize) -> Vec<String> {
        let Some(row) = self.rows.get(row) else { return Vec::new() };
        (0..self.grid.width(*row)).map(|column| self.grid.raw(*row, column).to_owned()).collect()
    }

    /// What a workbook says that the cell is.
    pub(crate) fn stored(&self, row: usize, column: usize) -> Stored {
        let (row, column) = self.place(row, column);
        self.grid.stored(row, column)
    }

    fn place(&self, row: usize, column: usize) -> (usize, usize) {
        let (Some(row), Some(column)) = (self.rows.get(row), self.columns.get(column)) else {
            return (usize::MAX, 0);
        };
        self.merged.get(&(*row, column.at)).copied().unwrap_or((*row, column.at))
    }
}

/// The header on these lines; units and strokes below it are still found out.
fn told_heads(facts: &Facts, lines: &[u32]) -> Heads {
    let line = |row: &usize| facts.grid.line(*row);
    let names: Vec<usize> = facts.live.iter().filter(|row| lines.contains(&line(row))).copied().collect();
    let Some(top) = lines.iter().min() else { return Heads::default() };
    let last = lines.iter().max().unwrap_or(top);
    let mut heads = Heads {
        preamble: facts.live.iter().filter(|row| line(row) < *top).copied().collect(),
        names,
        ..Heads::default()
    };
    heads.first = facts.live.iter().filter(|row| line(row) <= *last).count();
    while let Some(&row) = facts.live.get(heads.first) {
        if facts.is_ruler(row) {
            heads.rulers.push(row);
        } else if is_unit_row(facts, row) {
            heads.units.push(row);
        } else {
            break;
        }
        heads.first += 1;
    }
    heads
}

/// The columns that have a name or a value.
fn columns(facts: &Facts, heads: &Heads, rows: &[usize], noted: &mut Noted) -> Vec<Column> {
    let grid = facts.grid;
    let mut names = joined(facts, &heads.names);
    let shift = sides::is_shifted(facts, heads, rows);
    if shift {
        names.insert(0, String::new());
        names.truncate(facts.width.max(1));
    }
    if let ([header], false) = (&heads.names[..], shift) {
        super::wider::mend(facts, *header, rows, &mut names, noted);
    }
    let mut holds = vec![false; facts.width];
    for row in rows {
        for (column, holds) in holds.iter_mut().enumerate() {
            *holds = *holds || !grid.cell(*row, column).is_empty();
        }
    }
    let line = heads.names.first().map(|row| grid.line(*row));
    if heads.names.is_empty() {
        let line = rows.first().map(|row| grid.line(*row));
        let help = "the columns are numbered; write a row of names above the first row";
        noted.doubt(
            "no-header",
            line,
            "expected a row of headers, found values in the first row".to_owned(),
            help,
        );
    }
    if shift {
        let help = "the header is taken to lack a name for the first column, which numbers the rows";
        let message = "expected a name for each column, found one name less than cells".to_owned();
        noted.doubt("header-shifted", line, message, help);
    }
    let mut out = Vec::new();
    let mut taken: BTreeSet<String> = names.iter().filter(|name| !name.is_empty()).cloned().collect();
    let mut seen = BTreeSet::new();
    let last = (0..facts.width).rev().find(|at| holds[*at] || !names[*at].is_empty()).unwrap_or(0);
    for (at, found) in names.into_iter().enumerate() {
        if found.is_empty() && !holds[at] {
            if at < last {
                let message = || "expected a column with a name or with values, found neither".to_owned();
                noted.say(("blank-column", Severity::Note), line, None, message, "it is left out");
            }
            continue;
        }
        let name = if found.is_empty() {
            let name = free(&format!("column {}", at + 1), &mut taken);
            if !heads.names.is_empty() {
                let message = || {
                    told(format!("expected a name for the column, found none; it is called {}", shown(&name)))
                        .found([brief(&name)])
                };
                noted.say(("blank-header", Severity::Note), line, Some(&name), message, "");
            }
            name
        } else if seen.contains(&found) {
            let name = free(&found, &mut taken);
            let message = || {
                let (found_shown, name_shown) = (shown(&found), shown(&name));
                told(format!(
                    "expected each header once, found {found_shown} again; it is called {name_shown}"
                ))
                .found([brief(&found)])
                .named([brief(&name)])
            };
            noted.say(("duplicate-header", Severity::Doubt), line, Some(&found), message, "rename one");
            name
        } else {
            found
        };
        seen.insert(name.clone());
        let unit = heads.units.iter().map(|row| grid.cell(*row, at)).find(|unit| !unit.is_empty());
        out.push(Column { at, name, unit: unit.unwrap_or_default().to_owned(), part: None });
    }
    out
}

/// The name, or the name with the first number that makes it another.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name} ({number})");
        number += 1;
    }
    candidate
}

/// Where the cells of merged areas within the data have their value. A label over several rows is that of each; a
/// number is not repeated, or it would be added several times.
fn merged(grid: &Grid, rows: &[usize], noted: &mut Noted) -> BTreeMap<(usize, usize), (usize, usize)> {
    let mut out = BTreeMap::new();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return out };
    for &[top, left, bottom, right] in grid.merged.iter().filter(|area| area[0] >= *first && area[0] <= *last)
    {
        let across = right > left && grid.stored(top, left) == Stored::Number;
        if top == bottom && !across {
            continue;
        }
        let value = grid.cell(top, left);
        let year = super::look::look(value);
        let number = grid.stored(top, left) == Stored::Number && !matches!(year, super::look::Look::Year(_));
        let line = grid.line(top);
        if number {
            let help = "only the first of its rows has the number; write it into each row that it belongs to";
            let message = || {
                let found = shown(value);
                told(format!("expected one row for each number, found {found} merged over several"))
                    .found([brief(value)])
            };
            noted.say(("merged-number", Severity::Doubt), Some(line), None, message, help);
            continue;
        }
        let message = || {
            told(format!("expected a cell in each row, found {} merged over several", shown(value)))
                .found([brief(value)])
        };
        noted.say(
            ("merged-cells", Severity::Note),
            Some(line),
            None,
            message,
            "each of its rows has the text",
        );
        for row in top + 1..=bottom.min(*last) {
            out.insert((row, left), (top, left));
        }
    }
    out
}

/// The table that is meant where none is named: the first that has several columns and rows, else the fullest.
pub(crate) fn choose(sheets: &[(Sheet, Vec<Remark>)]) -> usize {
    if let Some(first) = sheets.iter().position(|(sheet, _)| is_table(sheet) && !is_about(&sheet.name)) {
        return first;
    }
    let fullest =
        sheets.iter().enumerate().max_by_key(|(number, (sheet, _))| (sheet.weight(), usize::MAX - number));
    fullest.map_or(0, |(number, _)| number)
}

/// Why each table was taken or left out; `named` where somebody has named the one that is taken.
pub(crate) fn whys(sheets: &[(Sheet, Vec<Remark>)], chosen: usize, named: bool) -> Vec<SheetWhy> {
    let why = |(number, (sheet, _)): (usize, &(Sheet, Vec<Remark>))| {
        let (table, about) = (is_table(sheet), is_about(&sheet.name));
        let why = match number == chosen {
            true if named => SheetReason::Named,
            true if table && !about => SheetReason::First,
            true => SheetReason::Fullest,
            false if about => SheetReason::Explains,
            false if table => SheetReason::Other,
            false => SheetReason::NoTable,
        };
        SheetWhy { name: sheet.name.clone(), why }
    };
    sheets.iter().enumerate().map(why).collect()
}

fn is_table(sheet: &Sheet) -> bool {
    sheet.columns.len() > 1 && sheet.len() > 0 && !sheet.header_lines.is_empty()
}

/// Whether a sheet's name says that it explains the others.
fn is_about(name: &str) -> bool {
    let lower = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    const WORDS: [&str; 28] = [
        "summary",
        "structure",
        "opis",
        "sommaire",
        "sommario",
        "inhalt",
        "läs",
        "innehåll",
        "informacje",
        "informazioni",
        "description",
        "descrizione",
        "readme",
        "metadata",
        "metadati",
        "note",
        "notes",
        "info",
        "about",
        "legenda",
        "indice",
        "index",
        "contents",
        "leggimi",
        "copertina",
        "cover",
        "documentation",
        "metadane",
    ];
    WORDS.iter().any(|word| lower.starts_with(word))
}
