//! Rows of cells as a file has them, before anybody says which of them are headers.
//!
//! All text lies in one string: a file of a million rows is then three allocations, not ten million.

/// What a workbook says a cell is; in text files every cell is text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stored {
    /// Text, which may still be a number that somebody typed with an apostrophe.
    #[default]
    Text,
    /// A number, written with a point and as few digits as tell it apart.
    Number,
    /// A day or a moment, written as ISO 8601.
    Date,
    /// True or false.
    Bool,
}

/// Rows of cells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    text: String,
    /// Where each cell ends in the text; it begins where the one before ends.
    ends: Vec<u32>,
    rows: Vec<Row>,
    /// For workbooks what each cell is; empty for text files.
    stored: Vec<Stored>,
    /// Areas of merged cells: first row, first column, last row, last column, by index of row and column.
    pub merged: Vec<[usize; 4]>,
    /// What stands between the cells of a text file.
    pub delimiter: Option<char>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    /// Its first cell.
    first: u32,
    /// The line where it begins, from 1.
    line: u32,
}

impl Grid {
    /// An empty one with room for a text of these bytes, cut at each of these marks.
    pub(crate) fn with_room(text: &[u8], mark: u8) -> Self {
        let count = |byte: u8| text.iter().filter(|one| **one == byte).count();
        let lines = count(b'\n') + 1;
        Self {
            text: String::with_capacity(text.len()),
            ends: Vec::with_capacity(count(mark) + lines),
            rows: Vec::with_capacity(lines),
            ..Self::default()
        }
    }

    /// How many bytes the text of all cells takes.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Adds a cell to the row at hand.
    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Adds a cell of a workbook to the row at hand.
    pub(crate) fn push_stored(&mut self, cell: &str, stored: Stored) {
        self.push(cell);
        self.stored.push(stored);
    }

    /// Adds a cell piece by piece: whatever `write` appends is the cell.
    pub(crate) fn push_with(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Ends the row at hand, which begins at this line; `first` is the number of cells there were before it.
    pub(crate) fn end_row(&mut self, first: usize, line: u32) {
        self.rows.push(Row { first: u32::try_from(first).unwrap_or(u32::MAX), line });
    }

    /// Cells so far.
    pub(crate) fn cells(&self) -> usize {
        self.ends.len()
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// How many cells a row has.
    pub(crate) fn width(&self, row: usize) -> usize {
        let (from, to) = self.range(row);
        to - from
    }

    /// The line where a row begins.
    pub(crate) fn line(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |row| row.line)
    }

    /// A cell without the white space around it; empty where the row is shorter.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &str {
        trimmed(self.raw(row, column))
    }

    /// A cell with the white space around it.
    pub(crate) fn raw(&self, row: usize, column: usize) -> &str {
        let (from, to) = self.range(row);
        let at = from + column;
        if at >= to {
            return "";
        }
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text.get(start as usize..self.ends[at] as usize).unwrap_or_default()
    }

    /// What a workbook says that a cell is.
    pub(crate) fn stored(&self, row: usize, column: usize) -> Stored {
        let (from, to) = self.range(row);
        if from + column < to {
            self.stored.get(from + column).copied().unwrap_or_default()
        } else {
            Stored::Text
        }
    }

    /// How many cells of a row hold something.
    pub(crate) fn filled(&self, row: usize) -> usize {
        (0..self.width(row)).filter(|column| !self.cell(row, *column).is_empty()).count()
    }

    /// Whether a row holds nothing.
    pub(crate) fn is_blank(&self, row: usize) -> bool {
        (0..self.width(row)).all(|column| self.cell(row, column).is_empty())
    }

    /// The cells of a row that hold something, joined: for saying what a title or a footnote says.
    pub(crate) fn joined(&self, row: usize) -> String {
        let cells = (0..self.width(row)).map(|column| self.cell(row, column));
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The widest row.
    pub(crate) fn widest(&self) -> usize {
        (0..self.rows()).map(|row| self.width(row)).max().unwrap_or(0)
    }

    fn range(&self, row: usize) -> (usize, usize) {
        let Some(at) = self.rows.get(row) else { return (0, 0) };
        let end = self.rows.get(row + 1).map_or(self.ends.len(), |next| next.first as usize);
        (at.first as usize, end)
    }
}

/// A cell without white space and marks of no width around it.
pub(crate) fn trimmed(cell: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_some_and(|byte| *byte > b' ' && *byte < 0x7F);
    let bytes = cell.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) {
        return cell;
    }
    cell.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// A label of a printed table without the dots that lead the eye to its numbers, `Mazowieckie ........`: they are as wide as
/// the column and say nothing.
pub(crate) fn without_leaders(cell: &str) -> &str {
    const LEAST: usize = 4;
    let label = cell.trim_end_matches(['.', '…', ' ', '\u{A0}']);
    let dots = cell[label.len()..].chars().map(|c| match c {
        '.' => 1,
        '…' => 3,
        _ => 0,
    });
    if dots.sum::<usize>() >= LEAST && label.contains(char::is_alphabetic) { label } else { cell }
}

/// Characters that take no room: marks of byte order, of direction, of where a word may break.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{00AD}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_cells_and_lines() {
        let mut grid = Grid::default();
        for (line, cells) in [(1, &["a", " b "][..]), (3, &[]), (4, &["c"])] {
            let first = grid.cells();
            cells.iter().for_each(|cell| grid.push(cell));
            grid.end_row(first, line);
        }
        assert_eq!((grid.rows(), grid.widest()), (3, 2));
        assert_eq!((grid.cell(0, 1), grid.raw(0, 1), grid.cell(0, 2)), ("b", " b ", ""));
        assert!(grid.is_blank(1));
        assert_eq!((grid.cell(2, 0), grid.line(2), grid.width(2)), ("c", 4, 1));
        assert_eq!(grid.joined(0), "a b");
    }

    #[test]
    fn leaders_are_no_part_of_a_label() {
        for cell in ["Mazowieckie ........", "Mazowieckie……", "Mazowieckie . . . . . "] {
            assert_eq!(without_leaders(cell), "Mazowieckie");
        }
        for cell in ["wait...", "n.d.", "....", "1....", "a.b.c."] {
            assert_eq!(without_leaders(cell), cell);
        }
    }

    #[test]
    fn what_cannot_be_seen_is_trimmed() {
        assert_eq!(trimmed("\u{FEFF}\u{A0}città\u{200B} "), "città");
        assert_eq!(trimmed("plain"), "plain");
    }
}
