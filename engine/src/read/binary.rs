//! The binary format of workbooks, xlsb: what stands beside the cells of a sheet.
//!
//! [MS-XLSB]. Whatever does not fit ends the reading: nothing is said of the rest.

use super::beside::{Beside, four, part_bytes, two, wide};
use super::formats::{Shown, builtin, shown};
use super::hidden::{Archive, part_of};
use super::raised::{Raised, in_runs};
use calamine::Dimensions;
use std::collections::BTreeMap;
use std::io::Cursor;

/// What a workbook says of the sheet of this name.
pub(super) fn beside(bytes: &[u8], sheet: &str) -> Option<Beside> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let book = part_bytes(&mut archive, "xl/workbook.bin")?;
    let id = records(&book).filter(|(kind, _)| *kind == 156).find_map(|(_, data)| {
        let (id, end) = text(data, 8)?;
        (text(data, end)?.0 == sheet).then_some(id)
    })?;
    let path = part_of(&mut archive, "xl/_rels/workbook.bin.rels", &id)?;
    let part = part_bytes(&mut archive, &path)?;
    let mut out = Beside::with(formats(&mut archive));
    let mut row = 0;
    for (kind, data) in records(&part) {
        // A record that is cut says nothing.
        let _ = look(kind, data, &mut row, &mut out);
    }
    Some(out.done())
}

fn look(kind: u16, data: &[u8], row: &mut u32, out: &mut Beside) -> Option<()> {
    match kind {
        // A row.
        0 => {
            *row = four(data, 0)?;
            if data.get(11)? & 0x10 != 0 {
                out.hidden.rows.push(row.checked_add(1)?);
            }
        }
        // A short number, a number, the number of a formula.
        2 | 5 | 9 => {
            out.show(*row, four(data, 0)?, (four(data, 4)? & 0x00FF_FFFF) as usize);
        }
        60 if two(data, 16)? & 1 != 0 => {
            out.hidden.columns.push((four(data, 0)? as usize, four(data, 4)? as usize));
        }
        176 => {
            let corner = |row, column| Some((four(data, row)?, four(data, column)?));
            out.merged.push(Dimensions::new(corner(0, 8)?, corner(4, 12)?));
        }
        _ => {}
    }
    Some(())
}

/// How each style of cells shows numbers.
fn formats(archive: &mut Archive<'_>) -> Vec<Shown> {
    let styles = part_bytes(archive, "xl/styles.bin").unwrap_or_default();
    let (mut codes, mut out, mut cells) = (BTreeMap::new(), Vec::new(), false);
    for (kind, data) in records(&styles) {
        match (kind, two(data, 0), two(data, 2)) {
            (44, Some(number), _) => {
                codes.extend(text(data, 2).map(|(code, _)| (number, shown(&code))));
            }
            // The styles of cells begin and end; others stand in front of them.
            (617 | 618, ..) => cells = kind == 617,
            (47, _, Some(number)) if cells => {
                out.push(codes.get(&number).copied().unwrap_or_else(|| builtin(number)));
            }
            _ => {}
        }
    }
    out
}

/// The texts with raised letters that the sheets share, as they would be without their form, and as they are meant.
pub(super) fn raised(bytes: &[u8]) -> Option<Raised> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let styles = part_bytes(&mut archive, "xl/styles.bin")?;
    let fonts = records(&styles).filter(|(kind, _)| *kind == 43);
    let fonts: Vec<bool> = fonts.map(|(_, data)| two(data, 6) == Some(1)).collect();
    let mut out = Raised::new();
    if !fonts.contains(&true) {
        return Some(out);
    }
    let strings = part_bytes(&mut archive, "xl/sharedStrings.bin")?;
    for (_, data) in records(&strings).filter(|(kind, data)| *kind == 19 && data.first() == Some(&1)) {
        let Some((text, end)) = text(data, 1) else { continue };
        let runs = data.get(end + 4..).unwrap_or_default().chunks_exact(4);
        let runs: Vec<(usize, usize)> =
            runs.filter_map(|run| Some((two(run, 0)?.into(), two(run, 2)?.into()))).collect();
        let is_raised = |font: usize| fonts.get(font).is_some_and(|raised| *raised);
        if let Some(meant) = in_runs(&text, &runs, is_raised) {
            out.insert(text, meant);
        }
    }
    Some(out)
}

/// A text with its length in front, and where it ends.
fn text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = (four(data, at)? as usize).checked_mul(2)?;
    let end = (at + 4).checked_add(length)?;
    Some((wide(data.get(at + 4..end)?), end))
}

/// The records of a part, each with its kind.
fn records(mut part: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let kind = number(&mut part, 2)? as u16;
        let length = number(&mut part, 4)? as usize;
        let data = part.get(..length)?;
        part = &part[length..];
        Some((kind, data))
    })
}

/// A number of seven bits a byte, the last byte without the eighth.
fn number(part: &mut &[u8], most: u32) -> Option<u32> {
    let mut out = 0;
    for at in 0..most {
        let (byte, rest) = part.split_first()?;
        *part = rest;
        out |= u32::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_records_say_nothing() {
        // A hidden row, hidden columns, an area of merged cells.
        let row = [&[0, 13, 4, 0, 0, 0][..], &[0; 7], &[0x10, 0]].concat();
        let columns = [&[60, 18, 1, 0, 0, 0, 2, 0, 0, 0][..], &[0; 8], &[1, 0]].concat();
        let area = [&[0xB0, 0x01, 16, 1, 0, 0, 0, 3, 0, 0, 0][..], &[0; 8]].concat();
        let part = [row, columns, area].concat();
        let read = |part: &[u8]| {
            let (mut out, mut row) = (Beside::default(), 0);
            for (kind, data) in records(part) {
                let _ = look(kind, data, &mut row, &mut out);
            }
            out
        };
        let out = read(&part);
        assert_eq!((out.hidden.rows.as_slice(), out.hidden.columns.as_slice()), (&[5][..], &[(1, 2)][..]));
        assert_eq!(out.merged, [Dimensions::new((1, 0), (3, 0))]);
        for at in 0..part.len() {
            let _ = read(&part[..at]);
            for value in [0, 0x7F, 0x80, 0xFF] {
                let mut broken = part.clone();
                broken[at] = value;
                let _ = read(&broken);
            }
        }
    }
}
