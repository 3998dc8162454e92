//! `[[source]]`, `[[place]]` and `[[dimension]]`: the names shown beside numbers.

use super::names::Names;
use super::nearest::nearest_help;
use super::new_id;
use super::section::{Notes, Section};
use esito_model::{Dimension, Framework, Place, Source};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn sources(root: &Section, notes: &mut Notes) -> Vec<Source> {
    let mut taken = BTreeMap::new();
    let mut out = Vec::new();
    for section in root.sections("source", "[[source]]", notes) {
        section.only(&["id", "name", "url", "licence", "retrieved"], notes);
        let Some(id) = new_id(&section, &mut taken, notes) else { continue };
        let text = |key: &str, notes: &mut Notes| section.text(key, notes).unwrap_or_default();
        out.push(Source {
            name: section.text("name", notes).unwrap_or_else(|| id.clone()),
            id,
            url: text("url", notes),
            licence: text("licence", notes),
            retrieved: text("retrieved", notes),
        });
    }
    out
}

pub(super) fn places(root: &Section, notes: &mut Notes) -> Vec<Place> {
    let mut taken = BTreeMap::new();
    let mut out = Vec::new();
    for section in root.sections("place", "[[place]]", notes) {
        section.only(&["id", "label", "longitude", "latitude"], notes);
        let Some(id) = new_id(&section, &mut taken, notes) else { continue };
        let mut degrees = |key: &str, most: f64| {
            let degrees = section.number(key, notes)?;
            if degrees.abs() > most {
                let message =
                    format!("expected degrees from -{most} to {most} for \"{key}\", found {degrees}");
                notes.doubt("wrong-type", section.at(key, notes), message, "the place is left off maps");
                return None;
            }
            Some(degrees)
        };
        let (longitude, latitude) = (degrees("longitude", 180.0), degrees("latitude", 90.0));
        out.push(Place { id, label: section.words("label", notes), longitude, latitude });
    }
    out
}

pub(super) fn dimensions(
    root: &Section,
    framework: &Framework,
    names: &Names,
    notes: &mut Notes,
) -> Vec<Dimension> {
    let known: BTreeSet<&str> = framework.tables.iter().flat_map(|table| names.of(&table.id)).collect();
    let mut out: Vec<Dimension> = Vec::new();
    for section in root.sections("dimension", "[[dimension]]", notes) {
        section.only(&["column", "label", "groups"], notes);
        let Some(column) = section.need("column", notes) else { continue };
        if !known.contains(column.as_str()) {
            let message = format!("expected a column as written in \"by\", found \"{column}\"");
            let used: BTreeSet<&str> =
                framework.indicators.iter().flat_map(|i| i.by.iter().flatten()).map(String::as_str).collect();
            let help = nearest_help(&column, if used.is_empty() { known.clone() } else { used });
            notes.doubt("unknown-column", section.at("column", notes), message, help);
        }
        if out.iter().any(|earlier| earlier.column == column) {
            let message = format!("expected one [[dimension]] for each column, found \"{column}\" again");
            notes.doubt("duplicate-id", section.at("column", notes), message, "the second one is left out");
            continue;
        }
        let groups = section.section("groups", notes);
        let groups = groups.iter().flat_map(|groups| {
            let words = |key: &str| (key.to_owned(), groups.words(key, notes));
            groups.keys().into_iter().map(words).collect::<Vec<_>>()
        });
        let groups = groups.collect();
        out.push(Dimension { column, label: section.words("label", notes), groups });
    }
    out
}
