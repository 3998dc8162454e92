//! Splitting: a stretch of bytes becomes records of cells, without copying a byte.
//!
//! RFC 4180 with what spreadsheets make of it: LF, CRLF or CR ends, quoted cells with line breaks, doubled quotes.
//! A quote means something only where a cell begins.

use std::borrow::Cow;

/// What stands between cells.
#[derive(Clone, Debug)]
pub(crate) struct Delimiter {
    pub byte: u8,
}

impl Delimiter {
    pub(crate) fn new(byte: u8) -> Self {
        Self { byte }
    }

    /// Where the cell ends that begins, or goes on, here: at the next delimiter or line end, or with the bytes.
    ///
    /// Eight bytes at a time: most cells are no longer, so that most ends are found without a loop.
    #[inline]
    fn end_of(&self, bytes: &[u8], mut at: usize) -> usize {
        const ONES: u64 = u64::from_le_bytes([1; 8]);
        const HIGH: u64 = ONES << 7;
        // The lowest high bit that is set stands for the first byte that is the one looked for.
        let first = |eight: u64, byte: u8| {
            let difference = eight ^ (ONES * u64::from(byte));
            difference.wrapping_sub(ONES) & !difference & HIGH
        };
        while let Some(eight) = bytes.get(at..at + 8).and_then(|eight| eight.first_chunk::<8>()) {
            let eight = u64::from_le_bytes(*eight);
            let ends = first(eight, self.byte) | first(eight, b'\n') | first(eight, b'\r');
            if ends != 0 {
                return at + (ends.trailing_zeros() >> 3) as usize;
            }
            at += 8;
        }
        let is_end = |byte: &u8| *byte == self.byte || *byte == b'\n' || *byte == b'\r';
        bytes.get(at..).and_then(|rest| rest.iter().position(is_end)).map_or(bytes.len(), |found| at + found)
    }
}

/// A cell as a range in the stretch that was split; quotes around it are not part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub start: u32,
    /// The end; the top bit says that quotes in it are doubled. A stretch is shorter than 2 GiB.
    end: u32,
}

const DOUBLED: u32 = 1 << 31;

impl Cell {
    #[expect(clippy::cast_possible_truncation, reason = "a stretch is shorter than 2 GiB")]
    fn new(start: usize, end: usize, doubled: bool) -> Self {
        Self { start: start as u32, end: end as u32 | if doubled { DOUBLED } else { 0 } }
    }

    pub(crate) fn end(self) -> u32 {
        self.end & !DOUBLED
    }

    pub(crate) fn doubled(self) -> bool {
        self.end & DOUBLED != 0
    }

    /// The cell's text as it stands between its quotes.
    pub(crate) fn of(self, stretch: &str) -> &str {
        stretch.get(self.start as usize..self.end() as usize).unwrap_or_default()
    }

    /// The cell's text.
    pub(crate) fn text(self, stretch: &str) -> Cow<'_, str> {
        if self.doubled() { unescaped(self.of(stretch)).into() } else { self.of(stretch).into() }
    }
}

/// A quoted cell's text: doubled quotes are one, and what follows the closing quote stays.
pub(crate) fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('"') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        match after.strip_prefix('"') {
            Some(more) => {
                out.push('"');
                rest = more;
            }
            None => {
                out.push_str(after);
                return out;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What was seen while one record was split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Where the next record begins.
    pub next: usize,
    /// How many lines the record takes.
    pub lines: u32,
    /// How many cells it has.
    pub width: usize,
    /// The line within the record, from 0, where a quote opens that nothing closes.
    pub unclosed: Option<u32>,
    /// Whether something other than a delimiter follows a closing quote.
    pub after_quote: bool,
    /// Where the text of the record ends.
    pub end: usize,
}

/// Splits one record and hands over each cell; nothing where the stretch ends before the record does.
#[inline]
pub(crate) fn one_record(
    bytes: &[u8],
    from: usize,
    delimiter: &Delimiter,
    at_end: bool,
    mut each: impl FnMut(usize, Cell),
) -> Option<Seen> {
    let mut seen = Seen::default();
    let mut at = from;
    loop {
        let start = at;
        let mut cell = None;
        if bytes.get(at) == Some(&b'"') {
            match quoted(bytes, at, delimiter) {
                Quoted::Closed { end, next, lines, doubled } => {
                    if next == bytes.len() && !at_end {
                        return None;
                    }
                    seen.lines += lines;
                    seen.after_quote |= next > end + 1;
                    // What follows the closing quote is kept with the cell.
                    let end = if next > end + 1 { next } else { end };
                    cell = Some(Cell::new(start + 1, end, doubled || next == end));
                    at = next;
                }
                Quoted::Unclosed if at_end => {
                    seen.unclosed = seen.unclosed.or(Some(seen.lines));
                }
                Quoted::Unclosed => return None,
            }
        }
        let cell = if let Some(cell) = cell {
            cell
        } else {
            at = delimiter.end_of(bytes, at);
            Cell::new(start, at, false)
        };
        each(seen.width, cell);
        seen.width += 1;
        let Some(&byte) = bytes.get(at) else {
            seen.end = at;
            seen.next = at;
            seen.lines += 1;
            return at_end.then_some(seen);
        };
        if byte == delimiter.byte {
            at += 1;
            continue;
        }
        seen.end = at;
        seen.lines += 1;
        seen.next = at + 1;
        if byte == b'\r' {
            match bytes.get(at + 1) {
                Some(b'\n') => seen.next = at + 2,
                None if !at_end => return None,
                _ => {}
            }
        }
        return Some(seen);
    }
}

enum Quoted {
    /// `end` is the closing quote; `next` the delimiter or line end after it.
    Closed {
        end: usize,
        next: usize,
        lines: u32,
        doubled: bool,
    },
    Unclosed,
}

fn quoted(bytes: &[u8], open: usize, delimiter: &Delimiter) -> Quoted {
    let mut at = open + 1;
    let mut lines = 0;
    let mut doubled = false;
    while at < bytes.len() {
        match bytes[at] {
            b'"' if bytes.get(at + 1) == Some(&b'"') => {
                doubled = true;
                at += 2;
            }
            b'"' => {
                let end = at;
                at = delimiter.end_of(bytes, at + 1);
                return Quoted::Closed { end, next: at, lines, doubled };
            }
            b'\n' => {
                lines += 1;
                at += 1;
            }
            b'\r' => {
                lines += u32::from(bytes.get(at + 1) != Some(&b'\n'));
                at += 1;
            }
            _ => at += 1,
        }
    }
    Quoted::Unclosed
}

/// Which cells of a record are wanted, and where they go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    /// For each column of the file the slot of its cell, or `NOWHERE`.
    slots: Vec<u32>,
    /// How many slots a record has.
    pub stride: usize,
}

const NOWHERE: u32 = u32::MAX;

impl Cells {
    /// Nothing wanted of a file with so many columns.
    pub(crate) fn new(width: usize) -> Self {
        Self { slots: vec![NOWHERE; width], stride: 0 }
    }

    /// The slot of a column of the file, made if need be.
    pub(crate) fn want(&mut self, column: usize) -> usize {
        if self.slots[column] == NOWHERE {
            self.slots[column] = u32::try_from(self.stride).unwrap_or(NOWHERE - 1);
            self.stride += 1;
        }
        self.slots[column] as usize
    }

    /// How many columns the file has.
    pub(crate) fn width(&self) -> usize {
        self.slots.len()
    }
}

/// The wanted cells of the records of one stretch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Records {
    /// `stride` cells for each record.
    pub cells: Vec<Cell>,
    /// Where each record begins in the stretch.
    pub starts: Vec<u32>,
    /// The line where each record begins.
    pub lines: Vec<u32>,
    /// Records with another number of cells than the header, and that number.
    pub ragged: Vec<(usize, usize)>,
    /// Lines of records that hold only delimiters; they are not among the records.
    pub blank: Vec<u32>,
    /// Lines where a quote opens that nothing closes, each with its record.
    pub unclosed: Vec<(usize, u32)>,
    /// Records with text after a closing quote.
    pub after_quote: Vec<usize>,
}

impl Records {
    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Splits as many whole records as the stretch holds and says how many bytes that took; `line` is the line of
    /// the first byte and moves along.
    pub(crate) fn split(
        &mut self,
        bytes: &[u8],
        at_end: bool,
        delimiter: &Delimiter,
        wanted: &Cells,
        line: &mut u32,
    ) -> usize {
        self.clear();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'\n' => {
                    *line += 1;
                    at += 1;
                    continue;
                }
                b'\r' => {
                    if at + 1 == bytes.len() && !at_end {
                        break;
                    }
                    at += if bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                    *line += 1;
                    continue;
                }
                _ => {}
            }
            let base = self.cells.len();
            self.cells.resize(base + wanted.stride, Cell::default());
            let row = &mut self.cells[base..];
            let seen = one_record(bytes, at, delimiter, at_end, |column, cell| {
                if let Some(&slot) = wanted.slots.get(column)
                    && let Some(place) = row.get_mut(slot as usize)
                {
                    *place = cell;
                }
            });
            let Some(seen) = seen else {
                self.cells.truncate(base);
                break;
            };
            // Nothing but delimiters: as many bytes as there are delimiters.
            if seen.width > 1 && seen.end - at == seen.width - 1 {
                self.cells.truncate(base);
                self.blank.push(*line);
            } else {
                let record = self.starts.len();
                if seen.width != wanted.width() {
                    self.ragged.push((record, seen.width));
                }
                if let Some(after) = seen.unclosed {
                    self.unclosed.push((record, *line + after));
                }
                if seen.after_quote {
                    self.after_quote.push(record);
                }
                self.starts.push(u32::try_from(at).unwrap_or(u32::MAX));
                self.lines.push(*line);
            }
            *line += seen.lines;
            at = seen.next;
        }
        at
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.starts.clear();
        self.lines.clear();
        self.ragged.clear();
        self.blank.clear();
        self.unclosed.clear();
        self.after_quote.clear();
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
