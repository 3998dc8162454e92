//! What has to be said about what surrounds a table, and about rows that are not like the others.

use super::facts::Facts;
use super::heads::Heads;
use super::look::look;
use super::noted::{Noted, brief, shown};
use crate::told::told;
use esito_model::Severity;

/// Words that call a row a total of others.
const TOTALS: [&str; 48] = [
    "gesamtergebnis",
    "suma końcowa",
    "zusammen",
    "łącznie",
    "somme",
    "tot",
    "in complesso",
    "average",
    "mean",
    "media",
    "moyenne",
    "średnia",
    "medel",
    "medelvärde",
    "durchschnitt",
    "mittelwert",
    "promedio",
    "média",
    "medie",
    "grand totals",
    "totale",
    "totali",
    "totale generale",
    "total",
    "totals",
    "grand total",
    "total général",
    "total general",
    "ensemble",
    "totaal",
    "ogółem",
    "razem",
    "suma",
    "summa",
    "totalt",
    "samtliga",
    "insgesamt",
    "gesamt",
    "summe",
    "sum",
    "celkem",
    "összesen",
    "complessivo",
    "all",
    "toplam",
    "wszystkie",
    "in totale",
    "tot.",
];

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
    if let Some(row) = heads.open {
        let found = facts.grid.joined(row);
        let message = format!(
            "expected data below the header, found a second row of words, {}; it was taken for names, and may be the first row",
            shown(&found)
        );
        let help = "say which rows hold the names, or leave such cells of the first row empty";
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

fn rows(count: usize) -> &'static str {
    if count == 1 { "row" } else { "rows" }
}

/// Says which rows of data are shorter or longer than the header, blank, totals, or the header once more.
pub(super) fn rows_said(facts: &Facts, heads: &Heads, data: &[usize], noted: &mut Noted) {
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
    for &row in data {
        let width = grid.width(row);
        // The cells of a workbook have no delimiters to count.
        if facts.records > 1 && width < named.min(facts.records) {
            let message = || {
                told(format!("expected {} cells as in the other rows, found {width}", facts.records))
                    .counted([width, facts.records])
            };
            let help = "the missing cells at its end are taken as empty";
            noted.say(("short-record", Severity::Doubt), Some(grid.line(row)), None, message, help);
        }
        let used = last(facts, row);
        // A last column of flags has a cell in the header, and nothing in it.
        let blank =
            heads.names.iter().any(|head| grid.width(*head) == facts.records && used <= facts.records);
        if used > named + shifted && !heads.names.is_empty() && !blank {
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
            let message = || "expected data, found the header again".to_owned();
            let help = "the row is kept; take it out, or its columns cannot be numbers";
            noted.say(("repeated-header", Severity::Doubt), Some(grid.line(row)), None, message, help);
        }
    }
    totals(facts, data, noted);
    super::gaps::labels(facts, data, noted);
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
    let titled = || {
        let mut above = facts.live.iter().rev().skip_while(|live| **live >= row);
        above.next().is_some_and(|above| facts.grid.filled(*above) == 1 && facts.gap_before(*above))
    };
    (label && facts.grid.filled(row) > 1 && (years || facts.gap_before(row) || titled())) || named
}

/// Rows whose label says that they are the total of others.
fn totals(facts: &Facts, data: &[usize], noted: &mut Noted) {
    let is_total = |cell: &str| {
        let lower = cell.to_lowercase();
        // `O G Ó Ł E M`: letters set apart.
        let apart = lower.len() > 4 && lower.split(' ').all(|part| part.chars().count() == 1);
        let lower = if apart { lower.replace(' ', "") } else { lower };
        // `Grand Totals (2 records)`
        let lower = lower
            .split_once(" (")
            .filter(|(_, rest)| rest.ends_with("records)"))
            .map_or(&*lower, |(word, _)| word);
        TOTALS.contains(&lower.trim_end_matches([':', ' ', '*']))
    };
    let words = (0..facts.width).find(|column| {
        !facts.numeric[*column] && data.iter().any(|row| !facts.grid.cell(*row, *column).is_empty())
    });
    // The label stands in the first column of words; in the last row perhaps in one of numbers before it.
    let column = |row: usize| {
        let (first, text) = facts.first(row);
        let last = data.last() == Some(&row) && facts.numeric.get(first) == Some(&true);
        if last && is_total(text) { Some(first) } else { words }
    };
    let cell = |row: usize| column(row).map_or("", |column| facts.grid.cell(row, column));
    // Where many rows are totals, "total" is a group of a breakdown.
    let mut found: Vec<usize> = data.iter().copied().filter(|row| is_total(cell(*row))).collect();
    if found.len() > 1.max(data.len() / 10) {
        found.clear();
    }
    // `Totale Piemonte`, `Subtotale Nord`: some of the rows, not most of them.
    let parts: Vec<usize> = data.iter().copied().filter(|row| is_part_total(cell(*row))).collect();
    if parts.len() * 2 <= data.len() {
        found.extend(parts);
        found.sort_unstable();
    }
    for row in found {
        let text = cell(row);
        let message = || {
            told(format!("expected rows that can be added, found a total, {}", shown(text)))
                .found([brief(text)])
        };
        let help = "the row is kept; leave it out with where, or it is counted twice";
        noted.say(("total-row", Severity::Doubt), Some(facts.grid.line(row)), None, message, help);
    }
    nameless(facts, data, words, noted);
}

/// Whether a label is a total of what it names behind the word.
fn is_part_total(cell: &str) -> bool {
    const WORDS: [&str; 12] = [
        "totale",
        "total",
        "totaal",
        "subtotale",
        "sub-totale",
        "subtotal",
        "sub-total",
        "sous-total",
        "razem",
        "ogółem",
        "zwischensumme",
        "delsumma",
    ];
    let lower = cell.to_lowercase();
    lower.split_once(' ').is_some_and(|(first, rest)| {
        // The total of what: a name, not `(%)` or a longer description.
        WORDS.contains(&first) && rest.starts_with(char::is_alphabetic) && rest.split(' ').count() <= 3
    }) && !TOTALS.contains(&lower.as_str())
}

/// A last row with numbers and without the label that every other row has is most likely the sum of the others.
fn nameless(facts: &Facts, data: &[usize], words: Option<usize>, noted: &mut Noted) {
    let Some((last, others)) = data.split_last().filter(|(_, others)| others.len() > 1) else { return };
    let Some(words) = words else { return };
    let named = |row: &usize| !facts.grid.cell(*row, words).is_empty();
    let numeric = facts.numeric.iter().filter(|numeric| **numeric).count();
    let counts = facts.counts(*last);
    let bare = (0..facts.width).all(|at| facts.numeric[at] || facts.grid.cell(*last, at).is_empty());
    if bare && !named(last) && others.iter().all(named) && counts.numbers == numeric && counts.words == 0 {
        let message =
            "expected a label as in every other row, found none in the last one, which may be their total";
        let help = "the row is kept; leave it out with where, or it is counted twice";
        noted.doubt(
            "total-row",
            Some(facts.grid.line(*last)),
            told(message).found([brief(&facts.grid.joined(*last))]),
            help,
        );
    }
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
    if facts.records != named + 1 || last(facts, header) != named || data.is_empty() {
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
