//! The old format of workbooks, xls: records in a stream within a compound file. Only what stands beside the cells is
//! read here. Whatever does not fit ends the reading: nothing is said of the rest.
//!
//! [MS-CFB] and [MS-XLS].

use super::beside::{Beside, four, two, wide};
use super::formats::{Shown, builtin, shown};
use std::collections::BTreeMap;

/// From here on numbers of sectors are marks.
const MARKS: u32 = 0xFFFF_FFFA;
/// Streams that are shorter lie in small sectors.
const SMALL: u32 = 4096;

/// What a workbook says of its sheet of this number.
pub(super) fn beside(bytes: &[u8], sheet: usize) -> Option<Beside> {
    let stream = stream(bytes)?;
    let (start, formats) = globals(&stream, sheet)?;
    let mut out = Beside::with(formats);
    let mut depth = 0;
    for (kind, data) in records(stream.get(start..)?) {
        match kind {
            // The beginning and the end of a part; charts have their own.
            0x0809 => depth += 1,
            0x000A if depth < 2 => break,
            0x000A => depth -= 1,
            _ if depth != 1 => {}
            _ => {
                // A record that is cut says nothing.
                let _ = look(kind, data, &mut out);
            }
        }
    }
    Some(out.done())
}

fn look(kind: u16, data: &[u8], out: &mut Beside) -> Option<()> {
    let (first, second) = (u32::from(two(data, 0)?), u32::from(two(data, 2)?));
    match kind {
        0x0208 if two(data, 12)? & 0x20 != 0 => out.hidden.rows.push(first + 1),
        0x007D if two(data, 8)? & 1 != 0 => out.hidden.columns.push((first as usize, second as usize)),
        // A number, a short one, a formula.
        0x0203 | 0x027E | 0x0006 => {
            out.show(first, second, two(data, 4)?.into());
        }
        // Several short numbers, each with its format in front.
        0x00BD => {
            for (column, cell) in (second..).zip(data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6)) {
                out.show(first, column, two(cell, 0)?.into());
            }
        }
        _ => {}
    }
    Some(())
}

/// Where a sheet begins, and how each style of cells shows numbers.
fn globals(stream: &[u8], sheet: usize) -> Option<(usize, Vec<Shown>)> {
    let (mut starts, mut codes, mut styles) = (Vec::new(), BTreeMap::new(), Vec::new());
    let mut old = false;
    for (kind, data) in records(stream) {
        match kind {
            0x0809 => old = two(data, 0)? < 0x0600,
            0x0085 => starts.push(four(data, 0)? as usize),
            0x00E0 => styles.push(two(data, 2)?),
            0x041E => {
                let (number, text) = (two(data, 0)?, data.get(if old { 3 } else { 5 }..)?);
                let code = match data.get(4) {
                    Some(flags) if !old && flags & 1 != 0 => wide(text),
                    _ => text.iter().map(|byte| char::from(*byte)).collect(),
                };
                codes.insert(number, shown(&code));
            }
            0x000A => break,
            _ => {}
        }
    }
    let formats = styles.iter().map(|style| codes.get(style).copied().unwrap_or_else(|| builtin(*style)));
    Some((*starts.get(sheet)?, formats.collect()))
}

/// The records of a stream, each with its kind.
pub(super) fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (two(stream, 0)?, two(stream, 2)?);
        let data = stream.get(4..4 + usize::from(length))?;
        stream = &stream[4 + data.len()..];
        Some((kind, data))
    })
}

/// The stream of the workbook in a compound file.
pub(super) fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = match two(bytes, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let rest = bytes.get(size..)?;
    let table = |ids: &[u32]| -> Vec<u32> {
        let sectors = ids.iter().filter_map(|id| sector(rest, *id, size));
        sectors.flat_map(numbers).collect()
    };
    // Which sectors hold the table of sectors: the first stand in the header, the others in a chain.
    let mut ids: Vec<u32> = numbers(bytes.get(76..512)?).collect();
    let mut next = four(bytes, 68)?;
    while next < MARKS && ids.len() < rest.len() / size + 109 {
        ids.extend(numbers(sector(rest, next, size)?));
        next = ids.pop()?;
    }
    ids.retain(|id| *id < MARKS);
    ids.truncate(rest.len() / size + 1);
    let fat = table(&ids);
    let folder = chain(rest, size, &fat, four(bytes, 48)?);
    let name = |entry: &&[u8]| {
        let length = two(entry, 64).unwrap_or(0).clamp(2, 64);
        matches!(wide(&entry[..usize::from(length) - 2]).as_str(), "Workbook" | "Book")
    };
    let entry = folder.chunks_exact(128).find(name)?;
    let (start, length) = (four(entry, 116)?, four(entry, 120)?);
    let mut out = if length < SMALL {
        let within = chain(rest, size, &fat, four(&folder, 116)?);
        let small: Vec<u8> = chain(rest, size, &fat, four(bytes, 60)?);
        chain(&within, 64, &numbers(&small).collect::<Vec<_>>(), start)
    } else {
        chain(rest, size, &fat, start)
    };
    out.truncate(length as usize);
    Some(out)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four))
}

/// A sector; the last one may be cut.
fn sector(bytes: &[u8], id: u32, size: usize) -> Option<&[u8]> {
    let rest = bytes.get((id as usize).checked_mul(size)?..)?;
    Some(&rest[..rest.len().min(size)]).filter(|sector| !sector.is_empty())
}

/// The sectors from this one on, put together; never more than there are.
fn chain(bytes: &[u8], size: usize, table: &[u32], start: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = start;
    while let Some(sector) = sector(bytes, at, size).filter(|_| at < MARKS && out.len() < bytes.len()) {
        out.extend_from_slice(sector);
        let Some(next) = table.get(at as usize) else { break };
        at = *next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &[u8] = include_bytes!("../../../tests/hard/hidden-percent-codes.xls");

    #[test]
    fn rows_columns_and_formats_are_read() {
        let found = beside(BOOK, 1).expect("the second sheet");
        assert_eq!(
            (found.hidden.rows.as_slice(), found.hidden.columns.as_slice()),
            (&[3][..], &[(4, 4)][..])
        );
        assert_eq!(found.shown(1, 0), Shown { padded: Some(6), ..Shown::default() });
        assert!(found.shown(1, 2).percent && found.shown(2, 2).percent && !found.shown(1, 3).percent);
        assert!(beside(BOOK, 2).is_none());
    }

    #[test]
    fn broken_files_end_the_reading() {
        for at in 0..BOOK.len() {
            let _ = beside(&BOOK[..at], 1);
            let mut broken = BOOK.to_vec();
            for value in [0, 0x7F, 0xFF] {
                broken[at] = value;
                let _ = beside(&broken, 1);
            }
        }
    }
}
