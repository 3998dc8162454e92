//! Rows and columns that a sheet hides, by a filter or by hand: they are read, and it is said which they are; and
//! formulas whose value was never stored, which would be blank without a word.
//!
//! The parts of an xlsx file are looked through for tags alone.

use super::grid::Grid;
use super::html::attribute;
use super::noted::Noted;
use crate::told::told;
use esito_model::Severity;
use std::io::{Cursor, Read as _};

/// How many bytes of a part are looked at together.
const PIECE: usize = 1 << 16;
/// How many stretches of rows a remark names.
const NAMED: usize = 8;

/// What a sheet hides: rows counted from 1, first and last columns counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub rows: Vec<u32>,
    pub columns: Vec<(usize, usize)>,
    /// Formulas whose value was not stored, and the row of the first.
    pub hollow: usize,
    pub hollow_row: u32,
}

pub(super) type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// Says which rows and columns of a sheet are hidden, where they hold something.
pub(super) fn said(hidden: &Hidden, grid: &Grid, noted: &mut Noted) {
    let full = |row: &usize| hidden.rows.binary_search(&grid.line(*row)).is_ok() && !grid.is_blank(*row);
    let rows: Vec<u32> = (0..grid.rows()).filter(full).map(|row| grid.line(row)).collect();
    if let Some(first) = rows.first() {
        let (count, named) = (rows.len(), stretches(&rows));
        let help = "a filter or a group may hide them; leave them out with where if they are not meant";
        let words = || {
            let rows = if count == 1 { "row" } else { "rows" };
            let message = format!(
                "expected rows that are shown, found {count} hidden {rows}, \"{named}\"; read as the others"
            );
            told(message).found([named.clone()]).counted([count])
        };
        noted.say(("hidden-rows", Severity::Doubt), Some(*first), None, words, help);
    }
    if hidden.hollow > 0 {
        let count = hidden.hollow;
        let help = "open the workbook in a spreadsheet program, which computes them, and save it";
        let words = || {
            told(format!(
                "expected the values of formulas, found none stored for {count}; these cells are missing"
            ))
            .counted([count])
        };
        noted.say(("formula-without-value", Severity::Doubt), Some(hidden.hollow_row), None, words, help);
    }
    let widest = grid.widest();
    let columns = hidden.columns.iter().flat_map(|(first, last)| *first..(*last + 1).min(widest));
    let full = |column: &usize| (0..grid.rows()).any(|row| !grid.cell(row, *column).is_empty());
    let names: Vec<String> = columns.filter(full).map(letters).collect();
    if !names.is_empty() {
        let named = names.join(", ");
        let words = || {
            told(format!(
                "expected columns that are shown, found hidden ones, \"{named}\"; read as the others"
            ))
            .found([named.clone()])
        };
        noted.say(("hidden-columns", Severity::Note), None, None, words, "");
    }
}

/// `3-5, 9`
fn stretches(rows: &[u32]) -> String {
    let runs: Vec<&[u32]> = rows.chunk_by(|a, b| a + 1 == *b).collect();
    let shown = runs.iter().take(NAMED).map(|run| match run {
        [first, .., last] => format!("{first}-{last}"),
        _ => run.iter().map(u32::to_string).collect(),
    });
    let mut out = shown.collect::<Vec<_>>().join(", ");
    if runs.len() > NAMED {
        out.push_str(", …");
    }
    out
}

/// The letters of a column: `A`, `AB`.
pub(super) fn letters(column: usize) -> String {
    let mut out = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        out.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    out
}

/// What a sheet of an xlsx file hides.
pub(super) fn hidden(bytes: &[u8], sheet: &str) -> Option<Hidden> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let path = part(&mut archive, sheet)?;
    let mut file = archive.by_name(&path).ok()?;
    let mut out = Hidden::default();
    let (mut piece, mut row, mut formula) = (Vec::with_capacity(PIECE), 0, false);
    while file.by_ref().take(PIECE as u64).read_to_end(&mut piece).ok()? > 0 {
        let mut at = 0;
        while let Some(open) = piece[at..].iter().position(|byte| *byte == b'<') {
            at += open;
            let tag = &piece[at + 1..];
            let tag = tag.strip_prefix(b"x:").unwrap_or(tag);
            // The end of a tag may lie in the next piece.
            match tag.first_chunk() {
                None => break,
                Some(b"row " | b"col ") => {
                    let Some(end) = tag.iter().position(|byte| *byte == b'>') else { break };
                    look(&String::from_utf8_lossy(&tag[..end]), &mut row, &mut out);
                }
                Some(b"row>") => row += 1,
                // A formula of text may have stored an empty one.
                Some([b'f', b'>' | b' ' | b'/', ..]) => {
                    let cell =
                        piece[..at].iter().rposition(|byte| *byte == b'<').map(|open| &piece[open..at]);
                    formula = cell.is_some_and(|cell| !cell.windows(7).any(|word| word == b"t=\"str\""));
                }
                Some([b'v', b'>', b'<', _] | [b'v', b'/', ..] | [b'v', b' ', ..]) => {}
                Some([b'v', b'>', ..] | [b'i', b's', b'>' | b' ', _]) => formula = false,
                Some([b'/', b'c', b'>', _]) if formula => {
                    formula = false;
                    out.hollow += 1;
                    out.hollow_row = if out.hollow == 1 { row } else { out.hollow_row };
                }
                Some(_) => {}
            }
            at += 1;
        }
        // A tag that is cut is looked at again with what follows it.
        piece.drain(..at.min(piece.len()));
        if piece.len() > PIECE * 16 {
            return None;
        }
    }
    Some(out)
}

fn look(tag: &str, row: &mut u32, out: &mut Hidden) {
    let number = |name: &str| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
    let hides = tag.contains("hidden") && matches!(attribute(tag, "hidden"), Some("1" | "true"));
    if tag.starts_with("row") {
        *row = number(" r").unwrap_or(*row + 1);
        if hides {
            out.rows.push(*row);
        }
    } else if let (true, Some(first), Some(last)) = (hides, number("min"), number("max")) {
        out.columns.push((first.max(1) as usize - 1, last.max(1) as usize - 1));
    }
}

/// Where the part of a sheet lies, by the workbook and its relations.
pub(super) fn part(archive: &mut Archive<'_>, sheet: &str) -> Option<String> {
    let book = text(archive, "xl/workbook.xml")?;
    let named = |tag: &&str| attribute(tag, "name").is_some_and(|name| unescaped(name) == sheet);
    let id = attribute(tags(&book, "sheet").find(named)?, ":id")?.to_owned();
    part_of(archive, "xl/_rels/workbook.xml.rels", &id)
}

/// Where the part with this id lies, by the relations of the workbook.
pub(super) fn part_of(archive: &mut Archive<'_>, relations: &str, id: &str) -> Option<String> {
    let relations = text(archive, relations)?;
    let target = tags(&relations, "Relationship").find(|tag| attribute(tag, " id") == Some(id))?;
    let target = attribute(target, "target")?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

pub(super) fn text(archive: &mut Archive<'_>, name: &str) -> Option<String> {
    let mut out = Vec::new();
    archive.by_name(name).ok()?.take(1 << 24).read_to_end(&mut out).ok()?;
    Some(String::from_utf8_lossy(&out).into_owned())
}

/// What stands within the tags of this name.
fn tags<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    text.split('<').filter_map(move |tag| {
        let tag = tag.split('>').next()?;
        let tag = tag.strip_prefix("x:").unwrap_or(tag);
        tag.strip_prefix(name).is_some_and(|rest| rest.starts_with(char::is_whitespace)).then_some(tag)
    })
}

pub(super) fn unescaped(name: &str) -> String {
    let mut out = name.to_owned();
    for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
    {
        out = out.replace(entity, letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_and_letters() {
        assert_eq!(stretches(&[3, 4, 5, 9, 11, 12]), "3-5, 9, 11-12");
        assert!(stretches(&(0..40).map(|row| row * 2).collect::<Vec<_>>()).ends_with("14, …"));
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn tags_are_read_as_they_are_written() {
        let mut out = Hidden::default();
        let mut row = 0;
        for tag in [
            "row spans=\"1:3\"",
            "row hidden=\"1\"",
            "row r=\"9\" spans=\"1:3\" hidden='true'",
            "row r=\"10\" hidden=\"0\"",
            "col min=\"2\" max=\"3\" hidden=\"1\"",
            "col min=\"5\" max=\"5\"",
        ] {
            look(tag, &mut row, &mut out);
        }
        assert_eq!(out, Hidden { rows: vec![2, 9], columns: vec![(1, 2)], ..Hidden::default() });
    }
}
