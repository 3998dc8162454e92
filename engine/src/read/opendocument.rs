//! OpenDocument spreadsheets, ods: what stands beside the cells of a sheet.
//!
//! The document is looked through tag by tag and never held as a whole.

use super::beside::{Beside, part_bytes};
use super::formats::Shown;
use super::hidden::unescaped;
use super::spans::Spans;
use calamine::Dimensions;
use std::io::{BufRead as _, BufReader, Cursor, Read as _};

/// No sheet has more rows.
const MOST_ROWS: u32 = 1 << 20;
/// Nor more columns.
const MOST_COLUMNS: u32 = 1 << 14;
/// No tag with what follows it is longer.
const LONGEST: u64 = 1 << 24;
/// Codes with more digits are none.
const MOST_DIGITS: usize = 20;

/// A raised text stands in so many cells at most.
const MOST_RAISED: usize = 1 << 12;

/// The currencies that are told from each other.
const CURRENCIES: [&str; 8] = ["EUR", "USD", "GBP", "CHF", "PLN", "SEK", "CZK", "DKK"];

/// Where in a sheet the next cell stands.
#[derive(Debug, Default)]
struct Place {
    row: u32,
    column: u32,
    /// The rows for which a row stands.
    rows: u32,
    /// The columns so far.
    columns: usize,
    /// The cell that was begun last: its first column, and how many it stands for.
    cell: (u32, u32),
    /// The cell that was begun last is a number: its first column, how many it stands for, and its value.
    number: Option<(u32, u32, f64)>,
}

/// What a workbook says of the sheet of this name.
pub(super) fn beside(bytes: &[u8], sheet: &str) -> Option<Beside> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut spans = Spans::default();
    if let Some(styles) = part_bytes(&mut archive, "styles.xml") {
        for piece in String::from_utf8_lossy(&styles).split('<').filter_map(|piece| piece.split_once('>')) {
            spans.take(piece.0, piece.1);
        }
    }
    let mut content = BufReader::new(archive.by_name("content.xml").ok()?);
    // Shown as percentages, or padded to so many digits.
    let mut formats = vec![Shown { percent: true, ..Shown::default() }];
    formats.extend((1..MOST_DIGITS).map(|digits| Shown { padded: Some(digits), ..Shown::default() }));
    formats.push(Shown { error: true, ..Shown::default() });
    formats.extend(CURRENCIES.iter().map(|code| Shown { currency: Some(*code), ..Shown::default() }));
    let mut out = Beside::with(formats);
    let (mut place, mut inside) = (Place::default(), false);
    let mut piece = Vec::new();
    while content.by_ref().take(LONGEST).read_until(b'<', &mut piece).ok()? > 0 {
        let text = String::from_utf8_lossy(&piece);
        let (tag, behind) = text.split_once('>').unwrap_or((&text, ""));
        let name = tag.split([' ', '/', '\n', '\t', '\r']).next().unwrap_or_default();
        match name {
            "table:table" => inside = value(tag, "table:name").is_some_and(|name| unescaped(name) == sheet),
            "" if inside && tag.starts_with("/table:table") && tag.trim_end() == "/table:table" => break,
            _ if inside => look(name, tag, behind, &mut place, &mut out),
            _ => {}
        }
        if let Some(text) = spans.take(tag, behind).filter(|_| inside) {
            let (first, wide) = place.cell;
            let rows = place.row..place.row + place.rows;
            let cells =
                rows.flat_map(|row| (first..first.saturating_add(wide)).map(move |column| (row, column)));
            for cell in cells.take(MOST_RAISED) {
                out.raised.insert(cell, text.clone());
            }
        }
        piece.clear();
    }
    Some(out.done())
}

fn look(name: &str, tag: &str, behind: &str, place: &mut Place, out: &mut Beside) {
    let count = |name: &str| value(tag, name).and_then(|text| text.parse::<u32>().ok()).unwrap_or(1).max(1);
    let hides = || matches!(value(tag, "table:visibility"), Some("collapse" | "filter"));
    match name {
        "table:table-column" => {
            let wide = count("table:number-columns-repeated") as usize;
            if hides() {
                out.hidden.columns.push((place.columns, place.columns.saturating_add(wide - 1)));
            }
            place.columns = place.columns.saturating_add(wide);
        }
        "table:table-row" => {
            place.row = place.row.saturating_add(place.rows).min(MOST_ROWS);
            place.rows = count("table:number-rows-repeated").min(MOST_ROWS - place.row);
            place.column = 0;
            if hides() {
                out.hidden.rows.extend(place.row + 1..=place.row + place.rows);
            }
        }
        "table:table-cell" | "table:covered-table-cell" => {
            let wide = count("table:number-columns-repeated").min(MOST_COLUMNS);
            let (row, column) = (place.row, place.column);
            place.column = column.saturating_add(wide);
            place.cell = (column, wide);
            let (down, across) = (count("table:number-rows-spanned"), count("table:number-columns-spanned"));
            if down > 1 || across > 1 {
                let end = (row.saturating_add(down - 1), column.saturating_add(across - 1));
                out.merged.push(Dimensions::new((row, column), end));
            }
            let stored = value(tag, "office:value").and_then(|text| text.parse().ok());
            place.number = stored.map(|stored| (column, wide, stored));
            if tag.contains("calcext:value-type=\"error\"") {
                place.number = Some((column, wide, 0.0));
                show(place, MOST_DIGITS, out);
                place.number = None;
            }
            if let Some(code) = value(tag, "office:currency")
                && let Some(at) = CURRENCIES.iter().position(|known| *known == code)
            {
                show(place, MOST_DIGITS + 1 + at, out);
            }
            if value(tag, "office:value-type") == Some("percentage") {
                show(place, 0, out);
            }
            if tag.contains("table:formula=") && !tag.contains("office:") {
                out.hidden.hollow += 1;
                out.hidden.hollow_row = if out.hidden.hollow == 1 { row + 1 } else { out.hidden.hollow_row };
            }
        }
        // What a cell shows: `001272` for 1272.
        "text:p" if behind.starts_with('0') => {
            let shown = behind.trim_end_matches('<');
            let digits = shown.len() > 1 && shown.bytes().all(|byte| byte.is_ascii_digit());
            if let (true, Some((.., number)), Ok(padded)) = (digits, place.number, shown.parse::<f64>())
                && padded == number
                && shown.len() < MOST_DIGITS
            {
                show(place, shown.len(), out);
            }
        }
        _ => {}
    }
}

/// The cell that was begun last is shown in this format.
fn show(place: &Place, format: usize, out: &mut Beside) {
    let Some((first, wide, _)) = place.number else { return };
    let rows = place.row..place.row + place.rows;
    let mut cells = rows.flat_map(|row| (first..first.saturating_add(wide)).map(move |column| (row, column)));
    let _ = cells.all(|(row, column)| out.show(row, column, format));
}

/// What an attribute says.
pub(super) fn value<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (_, behind) = rest.split_once(name)?;
        if let Some(quoted) = behind.strip_prefix('=')
            && let Some(quote) = quoted.chars().next().filter(|quote| matches!(quote, '"' | '\''))
        {
            return quoted[1..].split(quote).next();
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repeated_has_an_end() {
        let (mut place, mut out) =
            (Place::default(), Beside::with(vec![Shown { percent: true, ..Shown::default() }]));
        let far = "4294967295";
        for _ in 0..3 {
            let row =
                format!("table:table-row table:visibility='collapse' table:number-rows-repeated='{far}'");
            look("table:table-row", &row, "", &mut place, &mut out);
            let cell = format!(
                "table:table-cell office:value-type=\"percentage\" office:value=\"0.5\" table:number-columns-repeated=\"{far}\" table:number-rows-spanned=\"{far}\""
            );
            look("table:table-cell", &cell, "", &mut place, &mut out);
            let columns = format!(
                "table:table-column table:visibility=\"filter\" table:number-columns-repeated=\"{far}\""
            );
            look("table:table-column", &columns, "", &mut place, &mut out);
        }
        assert_eq!(out.hidden.rows.len(), MOST_ROWS as usize);
        assert!(out.shown(7, 7).percent);
    }

    #[test]
    fn attributes_are_told_from_others_that_begin_alike() {
        let tag = "table:table-cell office:value-type='float' office:value=\"5\"";
        assert_eq!((value(tag, "office:value"), value(tag, "office:value-type")), (Some("5"), Some("float")));
        assert_eq!(value("office:value=", "office:value"), None);
    }
}
