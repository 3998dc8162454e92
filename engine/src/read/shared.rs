//! The strings that the sheets of an xls file share, where some of their letters are raised.
//!
//! [MS-XLS] 2.4.265 (SST), 2.4.58 (Continue), 2.4.122 (Font). A string may go on in the next record, which then says
//! anew how wide its letters are. Whatever does not fit ends the reading: nothing is said of the rest.

use super::beside::two;
use super::compound::{records, stream};
use super::raised::{Raised, in_runs};

/// The fonts are numbered without a fourth.
const NO_FONT: usize = 4;

/// The texts with raised letters in the workbook, as they would be without their form, and as they are meant.
pub(super) fn raised(bytes: &[u8]) -> Option<Raised> {
    let stream = stream(bytes)?;
    let (mut fonts, mut pieces, mut before): (Vec<bool>, Vec<&[u8]>, u16) = (Vec::new(), Vec::new(), 0);
    for (kind, data) in records(&stream) {
        match kind {
            0x0031 => fonts.push(two(data, 8)? == 1),
            0x00FC => pieces.push(data),
            0x003C if before == 0x00FC => pieces.push(data),
            0x000A => break,
            _ => {}
        }
        // What goes on belongs to what it goes on from.
        before = if kind == 0x003C { before } else { kind };
    }
    let is_raised = |font: usize| fonts.get(font - usize::from(font > NO_FONT)).is_some_and(|raised| *raised);
    let mut out = Raised::new();
    if !fonts.contains(&true) {
        return Some(out);
    }
    let mut strings = Pieces { pieces: pieces.into_iter(), piece: &[], at: 0 };
    strings.next()?;
    strings.at = 8;
    while let Some((text, runs)) = strings.string() {
        if let Some(meant) = in_runs(&text, &runs, is_raised) {
            out.insert(text, meant);
        }
    }
    Some(out)
}

/// Records that go on from each other, and where in the first of them the reading is.
struct Pieces<'s> {
    pieces: std::vec::IntoIter<&'s [u8]>,
    piece: &'s [u8],
    at: usize,
}

impl Pieces<'_> {
    /// A string and from which letter on it has which font.
    fn string(&mut self) -> Option<(String, Vec<(usize, usize)>)> {
        let letters = self.number(2)?;
        let flags = self.number(1)?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let extra = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < letters {
            // Before the letters go on in another record, it says how wide they are there.
            if self.left() == 0 {
                self.next()?;
                wide = self.number(1)? & 1 != 0;
            }
            units.push(u16::try_from(self.number(if wide { 2 } else { 1 })?).ok()?);
        }
        let mut stretches = Vec::new();
        for _ in 0..runs {
            stretches.push((self.number(2)?, self.number(2)?));
        }
        self.skip(extra)?;
        Some((String::from_utf16_lossy(&units), stretches))
    }

    /// A number of so many bytes, which lie in one record.
    fn number(&mut self, bytes: usize) -> Option<usize> {
        if self.left() == 0 {
            self.next()?;
        }
        let found = self.piece.get(self.at..self.at + bytes)?;
        self.at += bytes;
        Some(found.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > self.left() {
            bytes -= self.left();
            self.next()?;
        }
        self.at += bytes;
        Some(())
    }

    fn left(&self) -> usize {
        self.piece.len().saturating_sub(self.at)
    }

    fn next(&mut self) -> Option<()> {
        self.piece = self.pieces.next()?;
        self.at = 0;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &[u8] = include_bytes!("../../../tests/hard/raised-marks.xls");

    #[test]
    fn a_string_goes_on_in_the_next_record() {
        // `125` and a raised 1: two letters of one byte, then two of two bytes; its run stands behind them.
        let pieces: Vec<&[u8]> = vec![&[4, 0, 8, 1, 0, b'1', b'2'], &[1, b'5', 0, b'1', 0], &[3, 0, 6, 0]];
        let mut strings = Pieces { pieces: pieces.into_iter(), piece: &[], at: 0 };
        assert_eq!(strings.string(), Some(("1251".to_owned(), vec![(3, 6)])));
        assert_eq!(strings.string(), None);
    }

    #[test]
    fn broken_files_end_the_reading() {
        assert_eq!(raised(BOOK).and_then(|found| found.get("1251").cloned()).as_deref(), Some("125¹"));
        for at in 0..BOOK.len() {
            let _ = raised(&BOOK[..at]);
            let mut broken = BOOK.to_vec();
            for value in [0, 0x7F, 0xFF] {
                broken[at] = value;
                let _ = raised(&broken);
            }
        }
    }
}
