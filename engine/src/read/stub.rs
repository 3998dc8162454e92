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

