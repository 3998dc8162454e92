//! Names that stand in front of the years of a header: those of places, and of the times themselves.

use super::facts::Facts;

/// Whether a row names the places in front of the numbers, below a row whose own name stands in front of its years:
/// `TIME;2021;2022` and below it `GEO (Labels);;`.
pub(super) fn is_own_name(facts: &Facts, names: &[usize], row: usize) -> bool {
    let (column, first) = facts.first(row);
    let says = |cell: &str, words: &[&str]| {
        cell.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
    };
    facts.grid.filled(row) == 1
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
