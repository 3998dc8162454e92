//! How a text file separates its cells: found out from its first records.
//!
//! A delimiter is right where it gives most records the same number of cells and leaves no other delimiter within
//! them. A decimal comma also stands once in every cell, so what it would cut is looked at.

use super::grid::Grid;
use super::look::look;
use super::noted::Noted;
use super::split::{ends_entity, split};

/// Bytes of the text that are looked at.
const LOOKED_AT: usize = 128 << 10;
/// The weakest evidence that makes a delimiter; below it the file has one column.
const LEAST: f64 = 0.18;

/// What stands between and around cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub delimiter: u8,
    pub quote: u8,
    /// Whether quotes within a cell follow a backslash instead of being doubled.
    pub backslash: bool,
    /// Somebody has said what the delimiter is: no line has another.
    pub told: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: b',', quote: b'"', backslash: false, told: false }
    }
}

impl Dialect {
    /// Whether quotes are written in another way than RFC 4180 has it.
    pub(crate) fn is_unusual(self) -> bool {
        self.backslash || self.quote != b'"'
    }

    /// Whether a cell ends before this byte.
    pub(crate) fn ends_cell(self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }
}

/// A dialect and what it makes of the text.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub dialect: Dialect,
    /// Where the records begin: after a first line `sep=;`.
    pub start: usize,
    /// How many cells most records have.
    pub width: usize,
    /// Whether there is any delimiter.
    pub several: bool,
}

/// Finds the dialect of a text.
pub(crate) fn find(text: &str) -> Found {
    find_with(text, None)
}

/// Finds the dialect of a text between whose cells this delimiter stands, where somebody has said so.
pub(crate) fn find_with(text: &str, delimiter: Option<char>) -> Found {
    let (start, told) = told(text);
    let told = delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()).or(told);
    let body = text.get(start..).unwrap_or_default();
    // `freq,unit,geo\\TIME_PERIOD` and tabs behind it: the commas stand within the first cell.
    let key = body.trim_start().split_once('\t').is_some_and(|(first, _)| super::keys::is_key(first));
    let told = told.or(key.then_some(b'\t'));
    let end = cut(body);
    let sample = body.get(..end).unwrap_or_default();
    let backslash = sample.contains("\\\"");
    let mut best: Option<(f64, Found)> = None;
    for delimiter in [b'\t', b';', b'|', b','] {
        if told.is_some_and(|told| told != delimiter) {
            continue;
        }
        for backslash in [false, true].into_iter().take(1 + usize::from(backslash)) {
            let quote = if in_apostrophes(sample, delimiter) { b'\'' } else { b'"' };
            let dialect = Dialect { delimiter, backslash, quote, told: told.is_some() };
            let mut noted = Noted::default();
            let grid = split(sample, dialect, None, &mut noted);
            let odd: u64 = noted.remarks.iter().map(|remark| remark.count).sum();
            let Some((fit, width)) = fit(&grid, delimiter) else { continue };
            let fit = fit - odd as f64 / (1 + grid.rows()) as f64;
            // More cells decide among equals: a delimiter that never occurs within a cell splits them all.
            if best.as_ref().is_none_or(|(least, found)| {
                (fit, width) > (*least + 1e-9, found.width) && fit > *least - 1e-9
            }) {
                best = Some((fit, Found { dialect, start, width, several: true }));
            }
        }
    }
    match best {
        Some((fit, found)) if fit > LEAST || told.is_some() => found,
        _ => {
            let delimiter =
                told.unwrap_or(if sample.contains(',') && !sample.contains(';') { b';' } else { b',' });
            Found { dialect: Dialect { delimiter, ..Dialect::default() }, start, width: 1, several: false }
        }
    }
}

/// Whether a text has its cells between apostrophes: they stand on both sides of most delimiters and around most
/// lines, and quotes nowhere do.
fn in_apostrophes(text: &str, delimiter: u8) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(200);
    let (mut around, mut count) = (0, 0);
    for line in lines {
        let line = line.trim();
        count += 1;
        around += usize::from(line.len() > 1 && line.starts_with('\'') && line.ends_with('\''));
    }
    let delimiter = char::from(delimiter);
    let between = |quote: char| text.matches(&[quote, delimiter, quote].iter().collect::<String>()).count();
    count > 1 && around * 10 >= count * 9 && between('\'') >= count && between('"') == 0
}

/// A first line `sep=;`, as spreadsheets write it for each other: where the rest begins, and the delimiter.
fn told(text: &str) -> (usize, Option<u8>) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let first = text[..end].trim_matches('"');
    let Some(delimiter) =
        first.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).and_then(|_| first.as_bytes().get(4))
    else {
        return (0, None);
    };
    if first.len() != 5 || !matches!(delimiter, b',' | b';' | b'\t' | b'|') {
        return (0, None);
    }
    // The line end stays, so that lines keep their numbers.
    (end, Some(*delimiter))
}

/// Where the sample ends: at the end of a line.
fn cut(text: &str) -> usize {
    if text.len() <= LOOKED_AT {
        return text.len();
    }
    let end = (0..=LOOKED_AT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..end].rfind(['\n', '\r']).map_or(end, |at| at + 1)
}

/// How well a delimiter fits, from 0 to 1, and how many cells it gives most records; nothing where it never occurs.
fn fit(grid: &Grid, delimiter: u8) -> Option<(f64, usize)> {
    let rows: Vec<usize> = (0..grid.rows()).filter(|row| !grid.is_blank(*row)).collect();
    let mut counts = std::collections::BTreeMap::new();
    for row in &rows {
        *counts.entry(grid.width(*row)).or_insert(0_usize) += 1;
    }
    // The most frequent width; among equals the wider. Rows of a wide table count for more than the pairs of notes
    // below it.
    let (width, of_width) = counts
        .into_iter()
        .filter(|(width, _)| *width > 1)
        .max_by_key(|(width, count)| (count * width.min(&4), *width))?;
    let first = rows.iter().find(|row| grid.width(**row) == width);
    let apart = |row: &usize| (1..width).all(|column| grid.raw(*row, column).starts_with(' '));
    let of_rows = || rows.iter().filter(|row| grid.width(**row) == width);
    let header = delimiter != b','
        // A space follows each of them: it belongs to the delimiter.
        || width > 3 && of_width > 2 && of_rows().all(apart)
        || rows.first() == first
        || rows.first().is_some_and(|row| names_more(grid, *row, width))
        || are_columns(grid, &rows, width)
        || first.is_some_and(|row| (1..width).any(|column| !is_cut(grid, *row, column)));
    let (mut cells, mut clean) = (0_usize, 0_usize);
    for row in rows.iter().filter(|row| grid.width(**row) == width) {
        for column in 0..width {
            // Both halves of what was cut are spoilt.
            let cut = |column: usize| !header && (1..width).contains(&column) && is_cut(grid, *row, column);
            cells += 1;
            clean +=
                usize::from(!cut(column) && !cut(column + 1) && is_whole(grid.raw(*row, column), delimiter));
        }
    }
    let clean = clean as f64 / cells.max(1) as f64;
    Some((of_width as f64 / rows.len().max(1) as f64 * clean * clean, width))
}

/// Whether a row has a name for each cell of the others, and ends with more delimiters or names more: a word in front,
/// then words without a digit, or anything where nothing but delimiters follows. `year,population,` above
/// `1880,4572280`, `Area,2019,2020,` above `1,33,44`. A space behind the first commas would make it a sentence.
fn names_more(grid: &Grid, row: usize, width: usize) -> bool {
    let wide = grid.width(row);
    let ends = (width..wide).all(|column| grid.raw(row, column).trim().is_empty());
    let name = |column: usize| {
        let cell = grid.raw(row, column);
        let digits = cell.contains(|c: char| c.is_ascii_digit());
        let word = cell.contains(char::is_alphabetic) && !digits;
        (word || ends && column > 0 && digits) && !cell.starts_with(' ')
    };
    wide > width && (0..width).all(name)
}

/// Whether a comma that the header does not have cuts what belongs together: `Rossi, Mario`, `1,5`.
fn is_cut(grid: &Grid, row: usize, column: usize) -> bool {
    let (before, after) = (grid.raw(row, column - 1), grid.raw(row, column));
    let digits =
        before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    // `2010,1.6` is no number; `2019,30544` is a year and what was counted in it.
    let long = after.len() > 3 && after.bytes().all(|byte| byte.is_ascii_digit());
    let number = || !long && look(&format!("{before},{after}")).is_numeric();
    after.starts_with(' ') || digits && number()
}

/// Whether below some titles all rows have as many cells, three or more, and numbers among them that are not the parts
/// of one: `Bra,88,11`. Neither a sentence nor a decimal comma comes so regularly.
fn are_columns(grid: &Grid, rows: &[usize], width: usize) -> bool {
    let table: Vec<usize> = rows.iter().copied().skip_while(|row| grid.width(*row) != width).collect();
    let mut alike = table.iter().filter(|row| grid.width(**row) == width);
    let several = width > 2 && table.len() > 2 && alike.clone().count() * 5 >= table.len() * 4;
    let spaced = |row: usize| (1..width).all(|column| grid.raw(row, column).starts_with(' '));
    let digits = |row: usize| (0..width).any(|at| grid.raw(row, at).contains(|c: char| c.is_ascii_digit()));
    // The first of them may be their names. Where a space follows each comma, it has to: `Via Roma 5, 10121, Torino`.
    let apart = table.iter().all(|row| spaced(*row));
    let named = alike.next().is_some_and(|row| !apart || !digits(*row));
    several
        && named
        && alike.all(|row| {
            let cells = || (0..width).map(|column| grid.raw(*row, column));
            let whole = cells().collect::<Vec<_>>().join(",");
            cells().skip(1).any(|cell| look(cell.trim()).is_numeric()) && !look(&whole).is_numeric()
        })
}

/// Whether a cell holds no other delimiter, save for a comma within a number or a sentence.
fn is_whole(cell: &str, delimiter: u8) -> bool {
    let bytes = cell.as_bytes();
    let other = |(at, byte): (usize, &u8)| match byte {
        b';' if ends_entity(bytes, 0, at) => false,
        b'\t' | b';' | b'|' => *byte != delimiter,
        b',' if delimiter != b',' => {
            let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
            let space = bytes.get(at + 1).is_none_or(|next| *next == b' ');
            // Half a number: `5` and `2` of `1,5;2,5` cut at commas are caught on the other side.
            !space && !digit(Some(at + 1)) && !digit(at.checked_sub(1))
        }
        _ => false,
    };
    !bytes.iter().enumerate().any(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (char, usize) {
        let found = find(text);
        (if found.several { found.dialect.delimiter as char } else { '1' }, found.width)
    }

    #[test]
    fn the_delimiter_is_the_one_that_leaves_whole_cells() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n", (',', 3)),
            ("a;b\n1,5;2,5\n3,5;4,5\n", (';', 2)),
            ("1,5;2,5\n3,5;4,5\n", (';', 2)),
            ("Comune;Tasso, in %\nTorino;1,5\nMilano;2,5\n", (';', 2)),
            ("name,tags\na,x;y\nb,z;w\n", (',', 2)),
            ("geo\\time,unit\t2019\t2020\nIT,PC\t1.0 b\t:\nFR,PC\t2,1\t3\n", ('\t', 3)),
            ("a|b|c\n1|2, 3|4\n", ('|', 3)),
            ("Nome\nRossi, Mario\nBianchi, Anna\n", ('1', 1)),
            ("Nome\nTorino\n", ('1', 1)),
            ("tasso\n1,5\n2,5\n", ('1', 1)),
            ("a, b, c\n1, 2, 3\n", (',', 3)),
            ("\"a;b\",\"c\"\n\"d;e\",\"f\"\n", (',', 2)),
            ("Titolo; con punto e virgola\n\na,b,c\n1,2,3\n4,5,6\n7,8,9\n", (',', 3)),
            ("sep=;\na;b\n1;2\n", (';', 2)),
            ("sep=|\r\na|b\r\n", ('|', 2)),
            ("only,header\n", (',', 2)),
            ("id,name\n1,Tom &amp; Co\n2,Rock &amp; Roll\n", (',', 2)),
            ("name;n\nTom &amp; Co;12\nPerch&eacute;;3\n", (';', 2)),
        ] {
            assert_eq!(found(text), expected, "{text:?}");
        }
    }

    #[test]
    fn backslashes_are_found() {
        assert!(find("a,b\n\"say \\\"hi\\\", now\",2\n\"x\",3\n").dialect.backslash);
        assert!(!find("a,b\n\"C:\\\\dir\",2\n\"x \"\"y\"\"\",3\n").dialect.backslash);
    }
}
