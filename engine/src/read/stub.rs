//! Names that stand in front of the years of a header, those of places and of the times themselves; and second rows of
//! names below the first.

use super::facts::Facts;
use super::heads::{LONG, MOST_ROWS};
use super::joined::joined;
use super::look::Look;
use super::units::is_unit;
use std::collections::BTreeSet;

/// Whether a row names the places in front of the numbers, below a row whose own name stands in front of its years:
/// `TIME;2021;2022` and below it `GEO (Labels);;`.
pub(super) fn is_own_name(facts: &Facts, names: &[usize], row: usize) -> bool {
    let (column, first) = facts.first(row);
    let says = |cell: &str, words: &[&str]| {
        cell.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
    };
    (0..facts.width).all(|at| !facts.numeric[at] || facts.grid.cell(row, at).is_empty())
        && !facts.numeric.get(column).copied().unwrap_or(true)
        && says(first, &PLACES)
        && names.iter().any(|above| says(facts.grid.cell(*above, column), &TIMES))
}

/// Whether a name is that of places, of times or of another dimension that stands in front of numbers.
pub(super) fn names_dimension(cell: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "sesso", "sexe", "sex", "płeć", "kön", "età", "age", "âge", "wiek", "ålder", "nazwa", "name", "nome",
        "ente",
    ];
    let lower = cell.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    lower.split(' ').count() < 3
        && words.any(|word| PLACES.contains(&word) || TIMES.contains(&word) || OTHERS.contains(&word))
}

pub(super) const TIMES: [&str; 22] = [
    "time", "year", "years", "anno", "anni", "année", "années", "annee", "jahr", "rok", "lata", "år", "año",
    "ano", "period", "periodo", "période", "periode", "okres", "unit", "measure", "variable",
];

pub(super) const PLACES: [&str; 26] = [
    "geo",
    "country",
    "countries",
    "region",
    "regione",
    "région",
    "regija",
    "territorio",
    "territory",
    "territoire",
    "comune",
    "commune",
    "provincia",
    "province",
    "paese",
    "pays",
    "país",
    "land",
    "kraj",
    "location",
    "area",
    "entity",
    "kommun",
    "län",
    "state",
    "municipality",
];

/// Whether a row has words for every column below names that need none: codes, or the names in another language.
pub(super) fn is_second_name(facts: &Facts, names: &[usize], row: usize) -> bool {
    let numeric = facts.numeric.iter().filter(|numeric| **numeric).count();
    // A second row of names for every column: codes, or the names in another language.
    let all = facts.counts(row).words == numeric && facts.covers(row);
    let (_, above) = facts.first(*names.last().unwrap_or(&row));
    // The words in front of the numbers may be the same in both rows, as where the lower one holds the units.
    let last = names.last().copied().unwrap_or(row);
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let columns = || (0..facts.width).filter(|column| facts.numeric[*column]);
    let other = columns().filter(|column| cell(row, *column) != cell(last, *column)).count();
    let below = other > 1 && columns().all(|column| !cell(last, column).is_empty());
    all && (is_codes(facts, row) || !is_like_data(facts, names, row))
        && (above != facts.first(row).1 || below)
        && (numeric > 1 || is_codes(facts, row))
}

/// Whether the words of a row in columns of numbers are rather values that nobody could tell: `oltre 500`, `sospeso` in
/// each of them, `?`; or a day stands beside them.
fn is_like_data(facts: &Facts, names: &[usize], row: usize) -> bool {
    let cell = |column: usize| facts.grid.cell(row, column);
    // A row without a label of its own has names or units.
    if !has_own_label(facts, names, row) {
        return false;
    }
    let mut seen = BTreeSet::new();
    let vague = |text: &str| {
        let digits = text.bytes().any(|byte| byte.is_ascii_digit());
        digits && !text.bytes().any(|byte| byte == b'_') && !is_unit(text)
            || text.contains('?')
            || text.len() > LONG
    };
    // `P1` in front is one of many.
    let numbered =
        |column: usize| !facts.numeric[column] && cell(column).bytes().any(|byte| byte.is_ascii_digit());
    (0..facts.width).any(|column| facts.look(row, column) == Look::Date || numbered(column))
        || (0..facts.width)
            .filter(|column| facts.numeric[*column] && !cell(*column).is_empty())
            .any(|column| vague(cell(column)) || !seen.insert(cell(column)))
}

/// Whether all cells of a row are names of variables: `CODGEO`, `P19_POP`.
pub(super) fn is_codes(facts: &Facts, row: usize) -> bool {
    let mut cells =
        (0..facts.width).map(|column| facts.grid.cell(row, column)).filter(|cell| !cell.is_empty());
    cells.all(|cell| {
        cell.len() > 1
            && cell.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
            && cell.starts_with(|c: char| c.is_ascii_uppercase())
    })
}

/// Whether a row has a label in front that is neither that of the header nor the name of a dimension.
pub(super) fn has_own_label(facts: &Facts, names: &[usize], row: usize) -> bool {
    let own = |column: usize| {
        let text = facts.grid.cell(row, column);
        !facts.numeric[column]
            && !text.is_empty()
            && !names_dimension(text)
            && names.iter().all(|above| facts.grid.cell(*above, column) != text)
    };
    (0..facts.width).any(own)
}

/// Whether a row says in front once more what the row above it says, and other words or years behind, as the rows of one
/// header do where each cell is filled: `Município;Ano;Total` below `Município;Ano;Variável`. Nothing but titles stands
/// above them, and no row below begins like them.
pub(super) fn repeats_front(facts: &Facts, row: usize) -> bool {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let at = facts.before(row);
    let twin = |above: usize, below: usize| {
        let text = |row: usize, column: usize| {
            let look = facts.look(row, column);
            look == Look::Text || column > 0 && matches!(look, Look::Year(_) | Look::Date)
        };
        let same = (0..facts.width)
            .take_while(|at| text(above, *at) && cell(above, *at) == cell(below, *at))
            .count();
        let wide = |row: usize| (0..facts.width).take_while(|at| text(row, *at)).count();
        let whole = |row: usize| wide(row) == facts.grid.filled(row);
        same > 0 && whole(above) && whole(below) && wide(below) > same && wide(above) <= wide(below)
    };
    let above = |at: usize| facts.live[at - 1];
    let mut top = at;
    while top > 0 && at - top < MOST_ROWS && twin(above(top), facts.live[top]) {
        top -= 1;
    }
    let first = facts.live[top];
    top < at
        && facts.counts(first).numbers == 0
        && facts.live[..top].iter().all(|title| facts.grid.filled(*title) < 2)
        && facts.live[at + 1..].iter().all(|other| cell(*other, 0) != cell(first, 0) || twin(row, *other))
}

/// Whether a row is the second header of a survey: the answers of a question that the first one names once, with
/// nothing below the columns in front.
pub(super) fn is_of_survey(facts: &Facts, names: &[usize], row: usize) -> bool {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let next = facts.live.iter().copied().find(|live| *live > row);
    let Some(next) = next.filter(|next| !cell(*next, 0).is_empty()) else { return false };
    if !cell(row, 0).is_empty() || facts.counts(row).numbers > 0 || facts.gap_before(next) {
        return false;
    }
    let known = |text: &str| matches!(text, "Response" | "Open-Ended Response" | "Other (please specify)");
    let named = joined(facts, names);
    let below = || facts.live.iter().filter(|live| **live > row);
    let gaps: Vec<usize> = (0..facts.width)
        .filter(|column| named[*column].is_empty() && below().any(|live| !cell(*live, *column).is_empty()))
        .collect();
    let fills = gaps.len() > 1 && gaps.iter().all(|column| !cell(row, *column).is_empty());
    fills || (0..facts.width).any(|column| known(cell(row, column)))
}

/// Whether the first words of a row below the name of a series describe the series and are no time of it.
pub(super) fn is_description(cell: &str) -> bool {
    const WORDS: [&str; 5] =
        ["idbank", "cdid", "dernière mise à jour", "ultimo aggiornamento", "last updated"];
    WORDS.contains(&cell.to_lowercase().as_str())
}

/// What a survey tool writes below its questions for programs alone.
pub(super) fn is_for_programs(cell: &str) -> bool {
    cell.starts_with("{\"ImportId\":")
}
