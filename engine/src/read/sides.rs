//! What has to be said about what surrounds a table, and about rows that are not like the others.

use super::facts::{Counts, Facts};
use super::grouped::is_without_label;
use super::heads::Heads;
use super::look::{Look, look};
use super::noted::{Noted, brief, shown};
use super::titles::title_over_groups;
use crate::told::told;
use esito_model::Severity;

/// Says which rows above and below the data were recognised as titles, units and notes.
pub(super) fn said(facts: &Facts, heads: &Heads, end: usize, noted: &mut Noted) {
    let line = |row: usize| Some(facts.grid.line(row));
    if let Some(&row) = heads.preamble.first() {
        let count = heads.preamble.len();
        let message = format!(
            "expected headers, found {count} {} of titles first, {}",
            rows(count),
            shown(&facts.grid.joined(row))
        );
        let told = told(message).found([brief(&facts.grid.joined(row))]).counted([count]);
        noted.note("preamble", line(row), told, "it is not part of the table");
    }
    for rows in [&heads.preamble[..], &facts.live[end..]] {
        if let Some(row) = small_table(facts, rows) {
            let found = facts.grid.joined(row);
            let message = format!(
                "expected words alone around the table, found what looks like another table, {}; it is left out",
                shown(&found)
            );
            let help = "give each table a file of its own";
            noted.doubt("second-table", line(row), told(message).found([brief(&found)]), help);
        }
    }
    if let Some(row) = heads.open {
        let found = facts.grid.joined(row);
        let message = format!(
            "expected data below the header, found a second row of words, {}; it was taken for names, and may be the first row",
            shown(&found)
        );
        let help = "say which rows hold the names, or leave such cells of the first row empty";
        noted.doubt("header-or-row", line(row), told(message).found([brief(&found)]), help);
    }
    if let Some(row) = title_over_groups(facts, &heads.preamble, &heads.names) {
        let found = facts.grid.joined(row);
        let message = format!(
            "expected titles above the header, found cells over several columns, {}; they were left out, and may be names of groups",
            shown(&found)
        );
        let help = "say which rows hold the names, or leave a blank row below the titles";
        noted.doubt("header-or-title", line(row), told(message).found([brief(&found)]), help);
    }
    if let (Some(row), false) = (like_rows(facts, heads), heads.open.is_some()) {
        let found = facts.grid.joined(row);
        let message = format!(
            "expected names above the rows, found words like those below them, {}; they were taken for names, and may be the first row",
            shown(&found)
        );
        let help = "write a row of names above the first row";
        noted.doubt("header-or-row", line(row), told(message).found([brief(&found)]), help);
    }
    if let (Some(&row), 2..) = (heads.names.first(), heads.names.len()) {
        let message =
            format!("expected one row of headers, found {}; their names were joined", heads.names.len());
        noted.note("header-rows", line(row), told(message).counted([heads.names.len()]), "");
    }
    let centred = (0..heads.names.len())
        .find(|at| super::centred::centred(facts, heads.names[*at], &heads.names[at + 1..]).is_some());
    if let Some(&row) = centred.and_then(|at| heads.names.get(at)) {
        let message = format!(
            "expected the name of a group over its first column, found names over other columns, {}; each is taken for the group that it stands over",
            shown(&facts.grid.joined(row))
        );
        let help = "make sure of the joined headers, or write each name over the first column of its group";
        noted.doubt("centred-header", line(row), told(message).found([brief(&facts.grid.joined(row))]), help);
    }
    for (at, &row) in heads.names.iter().enumerate() {
        let lower = &heads.names[at + 1..];
        if super::centred::centred(facts, row, lower).is_some() {
            continue;
        }
        let unsure = super::spaced::spaced(facts, row, lower).filter(|(_, sure)| !sure);
        let last = |over: super::spaced::Over| over.into_iter().rfind(|(at, group)| at != group);
        let apart = unsure.and_then(|(over, _)| last(over)).map(|(column, _)| column);
        let Some(column) = apart.or_else(|| super::spaced::open_end(facts, row, lower)) else { continue };
        let lowest = heads.names.last().map_or("", |row| facts.grid.cell(*row, column));
        let message = || {
            told(format!(
                "expected to see where a group of columns ends, found {} at its end; it is read as a column of the group",
                shown(lowest)
            ))
            .found([brief(lowest)])
        };
        let help = "make sure of the joined header, or write a name of its own over that column";
        noted.say(("group-end", Severity::Doubt), line(row), None, message, help);
    }
    if let Some(&row) = heads.units.first() {
        let message =
            format!("expected data below the header, found units, {}", shown(&facts.grid.joined(row)));
        noted.note(
            "unit-row",
            line(row),
            told(message).found([brief(&facts.grid.joined(row))]),
            "it is not part of the table",
        );
    }
    if let Some(&row) = heads.rulers.first() {
        let message = format!(
            "expected data below the header, found strokes or the numbers of the columns, {}",
            shown(&facts.grid.joined(row))
        );
        noted.note(
            "ruler-row",
            line(row),
            told(message).found([brief(&facts.grid.joined(row))]),
            "it is not part of the table",
        );
    }
    if let Some(&row) = facts.live.get(end) {
        let count = facts.live.len() - end;
        let message = format!(
            "expected data, found {count} {} of notes, {}",
            rows(count),
            shown(&facts.grid.joined(row))
        );
        let told = told(message).found([brief(&facts.grid.joined(row))]).counted([count]);
        noted.note("footnotes", line(row), told, "it is not part of the table");
    }
}

/// The only row of names, where no column holds numbers and it has a number behind its words just like every row below:
/// `Coop Alfa;Via Po 2`.
fn like_rows(facts: &Facts, heads: &Heads) -> Option<usize> {
    let [header] = heads.names[..] else { return None };
    let numbered = |row: usize, column: usize| {
        let cell = facts.grid.cell(row, column);
        cell.rsplit_once(' ').is_some_and(|(words, number)| {
            words.len() > 2
                && words.contains(char::is_alphabetic)
                && number.len() < 4
                && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let below = || facts.live.iter().copied().filter(|live| *live > header).take(50);
    let alike = |column: usize| numbered(header, column) && below().all(|row| numbered(row, column));
    (!facts.any_numeric() && below().count() > 1 && (0..facts.width).any(alike)).then_some(header)
}

/// The names of a table among these rows: words, and in the same column numbers in the two rows below.
fn small_table(facts: &Facts, rows: &[usize]) -> Option<usize> {
    let number = |row: usize, column: usize| facts.look(row, column) == Look::Number;
    let found = rows.windows(3).find(|rows| {
        let (head, first, second) = (rows[0], rows[1], rows[2]);
        facts.grid.filled(head) > 1
            && (1..facts.width).any(|column| {
                facts.look(head, column) == Look::Text && number(first, column) && number(second, column)
            })
    });
    found.map(|rows| rows[0])
}

fn rows(count: usize) -> &'static str {
    if count == 1 { "row" } else { "rows" }
}

/// Says which rows of data are shorter or longer than the header, blank, totals, or the header once more.
/// Gives the rows that are totals of others.
pub(super) fn rows_said(facts: &Facts, heads: &Heads, data: &[usize], noted: &mut Noted) -> Vec<usize> {
    let grid = facts.grid;
    let named = heads.names.iter().map(|row| last(facts, *row)).max().unwrap_or(facts.width);
    let shifted = usize::from(is_shifted(facts, heads, data));
    let (first, end) = (data.first().copied().unwrap_or(0), data.last().map_or(0, |row| row + 1));
    for row in first..end {
        if grid.width(row) > 1 && grid.is_blank(row) {
            let message = || "expected a record with cells, found only delimiters".to_owned();
            noted.say(
                ("blank-record", Severity::Note),
                Some(grid.line(row)),
                None,
                message,
                "it is passed over",
            );
        }
    }
    // Where any row is as wide as the header, so should all be: most may be cut in two by a line break.
    let whole = heads.names.len() == 1 && data.iter().any(|row| grid.width(*row) == named);
    let usual = if whole { named.max(facts.records) } else { facts.records };
    let wide = data.iter().filter(|row| grid.width(**row) > facts.records).count();
    let odd = wide * 5 <= data.len();
    for &row in data {
        let width = grid.width(row);
        // The cells of a workbook have no delimiters to count.
        if facts.records > 1 && width < named.min(usual) {
            let message = || {
                told(format!("expected {usual} cells as in the other rows, found {width}"))
                    .counted([width, usual])
            };
            let help = "the missing cells at its end are taken as empty";
            noted.say(("short-record", Severity::Doubt), Some(grid.line(row)), None, message, help);
        }
        let used = last(facts, row);
        // A last column of flags has a cell in the header, and nothing in it.
        let blank =
            heads.names.iter().any(|head| grid.width(*head) == facts.records && used <= facts.records);
        // Of a record with a cell more than all others the surplus one may be blank: another was cut in two.
        let lone = facts.records > 1 && facts.records == named && grid.width(row) > named + shifted && odd;
        let used = if lone { grid.width(row) } else { used };
        if used > named + shifted && !heads.names.is_empty() && (lone || !blank) {
            let extra: Vec<&str> = (named + shifted..used).map(|column| grid.cell(row, column)).collect();
            let message = || {
                let extra = extra.join(" | ");
                let found = shown(&extra);
                told(format!(
                    "expected {named} cells as in the header, found {used}; the extra ones: {found}"
                ))
                .found([brief(&extra)])
                .counted([used, named])
            };
            let help =
                "they are kept in columns of their own; a cell that holds a delimiter needs quotes around it";
            noted.say(("long-record", Severity::Doubt), Some(grid.line(row)), None, message, help);
        }
        let header = heads.names.last().is_some_and(|header| {
            let mut cells = (0..facts.width).filter(|column| !grid.cell(*header, *column).is_empty());
            grid.filled(*header) > 1
                && cells.all(|column| grid.cell(*header, column) == grid.cell(row, column))
        });
        if !header && is_second_header(facts, heads, row) {
            let message = || {
                let found = shown(&grid.joined(row));
                told(format!("expected data, found what looks like the header of a second table, {found}"))
                    .found([brief(&grid.joined(row))])
            };
            let help =
                "the rows below are kept as rows of the first table; give each table a file of its own";
            noted.say(("second-table", Severity::Doubt), Some(grid.line(row)), None, message, help);
        }
        if header {
            let message = || "expected data, found the header again, with other cells beside it".to_owned();
            let help = "the row is kept; take it out, or its columns cannot be numbers";
            noted.say(("repeated-header", Severity::Doubt), Some(grid.line(row)), None, message, help);
        }
    }
    if let Some(&row) = data.first().filter(|_| is_without_label(facts, data)) {
        let found = grid.joined(row);
        let message = format!(
            "expected a label in front as in the rows below, found words alone, {}; the row was kept, and may belong to the header",
            shown(&found)
        );
        let help = "say which rows hold the names, or give the row its label";
        noted.doubt("row-or-header", Some(grid.line(row)), told(message).found([brief(&found)]), help);
    }
    for row in super::foot::open_rows(facts, data) {
        let found = grid.joined(row);
        let what = match grid.filled(row) {
            1 => "some words alone",
            _ => "a row that begins like a note",
        };
        let message =
            format!("expected data, found {what}, {}; the row was kept, and may be a note", shown(&found));
        let help = "take it out if it is a note";
        noted.doubt("footnote-or-row", Some(grid.line(row)), told(message).found([brief(&found)]), help);
    }
    for row in super::sections::sections(facts, data) {
        let found = grid.joined(row);
        let message = || {
            told(format!(
                "expected data, found words alone, {}, below which the same labels come again; the rows below may measure something else",
                shown(&found)
            ))
            .found([brief(&found)])
        };
        let help = "give each section a column or a file of its own";
        noted.say(("section-row", Severity::Doubt), Some(grid.line(row)), None, message, help);
    }
    super::gaps::labels(facts, data, noted);
    super::totals::totals(facts, data, noted)
}

/// Whether a row among the data looks like the header of another table: years where there are values, or words over
/// all columns of numbers after a blank row.
fn is_second_header(facts: &Facts, heads: &Heads, row: usize) -> bool {
    let numeric = || (0..facts.width).filter(|column| facts.numeric[*column]);
    let Some(&header) = heads.names.last() else { return false };
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let label = (0..facts.width)
        .find(|column| !facts.numeric[*column] && !cell(header, *column).is_empty())
        .is_some_and(|column| cell(row, column) == cell(header, column));
    let years =
        numeric().count() > 1 && facts.is_sequence(row) && numeric().all(|column| !facts.years[column]);
    let words = facts.counts(row).words;
    let named = words > 1 && words == numeric().count() && facts.gap_before(row);
    // The title of the second table stands alone above it.
    let (above, rows) = facts.live.split_at(facts.live.partition_point(|live| *live < row));
    let titled =
        || above.last().is_some_and(|above| facts.grid.filled(*above) == 1 && facts.gap_before(*above));
    let small =
        || facts.counts(row).numbers == 0 && small_table(facts, &rows[..rows.len().min(3)]) == Some(row);
    // A legend, or rows without any figures, below a title of their own at the end.
    let worded = || {
        let bare = |row: usize| facts.grid.filled(row) > 1 && facts.counts(row) == Counts::default();
        // Rows that lack their values only have words of the table in its columns.
        let again = |row: &usize| (1..facts.width).any(|at| super::foot::comes_again(facts, *row, at));
        rows.len() > 1 && rows.iter().all(|row| bare(*row)) && !rows.iter().take(20).all(again)
    };
    (label && facts.grid.filled(row) > 1 && (years || facts.gap_before(row) || titled()))
        || named
        || (facts.gap_before(row) || titled()) && (small() || facts.any_numeric() && worded())
}

/// The number of cells up to the last that holds something.
fn last(facts: &Facts, row: usize) -> usize {
    let width = facts.grid.width(row);
    (0..width).rev().find(|column| !facts.grid.cell(row, *column).is_empty()).map_or(0, |at| at + 1)
}

/// Whether the header lacks a name for the first column, which numbers the rows: R and pandas write such files.
pub(super) fn is_shifted(facts: &Facts, heads: &Heads, data: &[usize]) -> bool {
    let [header] = heads.names[..] else { return false };
    let named = facts.grid.width(header);
    // Rows that end with a delimiter more have nothing behind it.
    if data.iter().all(|row| facts.grid.cell(*row, named).is_empty()) {
        return false;
    }
    if facts.records != named + 1 || last(facts, header) != named || data.is_empty() {
        return false;
    }
    // The column that numbers the rows has its name; the last one has none.
    const NUMBERING: [&str; 12] =
        ["n", "n.", "nr", "nr.", "no", "no.", "id", "#", "lp", "lp.", "prog", "prog."];
    if facts.grid.delimiter == Some(';')
        && NUMBERING.contains(&facts.grid.cell(header, 0).to_lowercase().as_str())
    {
        return false;
    }
    let mut numbers = data.iter().map(|row| (*row, facts.grid.cell(*row, 0).parse::<u64>()));
    let Some((_, Ok(start @ (0 | 1)))) = numbers.next() else { return false };
    (1_u64..)
        .zip(numbers)
        .all(|(at, (row, number))| number == Ok(start + at) && facts.grid.width(row) == named + 1)
        && data
            .iter()
            .all(|row| look(facts.grid.cell(*row, 0)).is_numeric() || facts.grid.cell(*row, 0) == "0")
}
