//! What a workbook says of a sheet beside its cells: what it hides, what it merges, how it shows numbers.

use super::formats::Shown;
use super::hidden::{Archive, Hidden};
use calamine::Dimensions;
use std::collections::BTreeMap;
use std::io::Read as _;

/// Of more cells in formats of their own only the first are looked at.
const MOST_SHOWN: usize = 1 << 24;

/// No sheet has more columns to hide.
const MOST_HIDDEN: usize = 1 << 14;

/// What a workbook says of a sheet beside its cells.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub hidden: Hidden,
    /// Areas of merged cells.
    pub merged: Vec<Dimensions>,
    /// Texts with raised letters, as they are meant, by their row and column.
    pub raised: BTreeMap<(u32, u32), String>,
    formats: Vec<Shown>,
    /// Row, column and number of the format, where that says something.
    shown: Vec<(u32, u32, u16)>,
}

impl Beside {
    /// Nothing said yet of a sheet in a workbook with these formats.
    pub(super) fn with(formats: Vec<Shown>) -> Self {
        Self { formats, ..Self::default() }
    }

    /// A cell is shown in this format. Says whether there is room for more.
    pub(super) fn show(&mut self, row: u32, column: u32, format: usize) -> bool {
        let told = self.formats.get(format).is_some_and(|shown| *shown != Shown::default());
        let room = self.shown.len() < MOST_SHOWN;
        if let (true, true, Ok(format)) = (told, room, u16::try_from(format)) {
            self.shown.push((row, column, format));
        }
        room
    }

    /// Ends the telling.
    pub(super) fn done(mut self) -> Self {
        self.shown.sort_unstable();
        self.hidden.rows.sort_unstable();
        self.hidden.columns.sort_unstable();
        self.hidden.columns.dedup();
        self.hidden.columns.truncate(MOST_HIDDEN);
        self
    }

    /// How a cell is shown.
    pub(super) fn shown(&self, row: u32, column: u32) -> Shown {
        let at = self.shown.partition_point(|(r, c, _)| (*r, *c) < (row, column));
        let found = self.shown.get(at).filter(|(r, c, _)| (*r, *c) == (row, column));
        found.and_then(|(.., format)| self.formats.get(usize::from(*format))).copied().unwrap_or_default()
    }
}

/// The two bytes at a place.
pub(super) fn two(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

/// The four bytes at a place.
pub(super) fn four(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

/// Text of two bytes a letter.
pub(super) fn wide(bytes: &[u8]) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect()
}

/// The bytes of a part.
pub(super) fn part_bytes(archive: &mut Archive<'_>, name: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    archive.by_name(name).ok()?.take(1 << 28).read_to_end(&mut out).ok()?;
    Some(out)
}
