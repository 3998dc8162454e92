//! Files without a framework become a first one, to be read and mended by a person.
//!
//! Comes in: files of any kind, and what their owner has decided about them. Goes out: a framework as TOML text, and
//! notes on what was assumed. Guesses types from cells, places, periods and groups from headers in nine languages,
//! and indicators only where they are plain: a count of rows, sums of counts, means of numbers, values as given.
//! What it cannot know is which of them mean anything.

mod guess;
mod headers;
mod indicators;
mod judged;
mod looked;
mod meaning;
mod measure;
mod write;

use crate::judge::concealed;
use crate::sources::Sources;
use crate::understood::asked;
use esito_model::{ColumnType, Decisions, IndicatorProposed, Meaning, ReadAs, Remark, Severity, Text};
use looked::meant;
pub(crate) use looked::{Looked, LookedColumn, is_data, look};
use std::collections::BTreeSet;
use std::fmt::Write;
pub(crate) use write::{quoted, read_as, type_name};
use write::{table_id, unique, write_table};

/// A first framework for these files as TOML text, and what was assumed in it. Empty where no file has a header.
#[must_use]
pub fn propose(sources: &Sources) -> (String, Vec<Remark>) {
    let mut files: Vec<_> = sources.files.iter().filter(|file| is_data(file)).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let mut remarks = Vec::new();
    let mut looked: Vec<Looked> = Vec::new();
    for file in files {
        let (sheet, columns) = meant(file, &ReadAs::default()).unwrap_or_default();
        let Some(one) = look(file, &ReadAs::default(), false, (&sheet, &columns), &mut remarks) else {
            continue;
        };
        // What the framework says from now on was assumed: nobody else will ask.
        let assumed = |remark: &Remark| {
            let header = remark.places.first().and_then(|place| place.column.as_ref());
            let found = one.columns.iter().find(|column| Some(&column.header) == header);
            match remark.code.as_str() {
                "ambiguous-decimal" => found.is_some_and(|column| column.found_decimal.is_some()),
                "ambiguous-date" => found.is_some_and(|column| column.found_dates.is_some()),
                // A column that stays text though half of its cells are values: nothing is worked out from it, and the
                // framework says no word about why.
                code => {
                    remark.severity == Severity::Doubt
                        && code != "personal-data"
                        && found.is_some_and(|one| {
                            one.column_type() == ColumnType::Text && one.guess.half_values()
                        })
                }
            }
        };
        remarks.extend(asked(&file.name, &sheet, &columns).into_iter().filter(assumed));
        looked.push(one);
    }
    let decisions = Decisions::default();
    looked.iter_mut().for_each(|file| file.settle(&decisions));
    let proposed = proposed(&looked, &decisions);
    remarks.extend(looked.iter().map(Looked::note));
    (proposed.framework, remarks.into_iter().map(concealed).collect())
}

/// A framework as proposed, and the indicators in it, those left out among them.
pub(crate) struct Proposed {
    pub framework: String,
    pub title: String,
    pub indicators: Vec<IndicatorProposed>,
    /// For each file the id of its table.
    pub tables: Vec<String>,
}

/// The framework for files that were settled.
pub(crate) fn proposed(looked: &[Looked], decisions: &Decisions) -> Proposed {
    let mut ids = BTreeSet::new();
    let tables: Vec<String> = looked.iter().map(|file| table_id(&file.file, &mut ids)).collect();
    let mut out = Proposed { framework: String::new(), title: String::new(), indicators: Vec::new(), tables };
    let Some(first) = looked.first() else { return out };
    let stem = write::stem(&first.file);
    out.title = decisions.title.clone().unwrap_or_else(|| stem.to_owned());
    let columns = || looked.iter().flat_map(|file| &file.columns);
    let told = columns()
        .filter(|one| one.holds_numbers())
        .find_map(|one| one.currency.split(' ').next().filter(|own| !own.is_empty()));
    let amounts: Vec<&str> =
        columns().filter(|one| one.meaning == Meaning::Money).map(|one| one.header.as_str()).collect();
    let currency = told.unwrap_or_else(|| measure::usual_currency(&amounts));
    let doubt = if told.is_none() && !amounts.is_empty() { " # assumed: make sure of it" } else { "" };
    let text = &mut out.framework;
    let _ = write!(
        text,
        "# A first framework, guessed from the files: read it, mend it, and keep it beside them.\n[framework]\nid = {}\n\
         title = {}\ncurrency = \"{currency}\"{doubt}\nminimum_group = 5\n",
        quoted(&guess::slug(stem)),
        quoted(&out.title),
    );
    for (file, table) in looked.iter().zip(&out.tables) {
        write_table(text, table, file, currency);
    }
    let few = looked.len() < indicators::MANY_FILES;
    let mut taken = BTreeSet::new();
    for (file, table) in looked.iter().zip(&out.tables) {
        for mut one in indicators::indicators(file, table, few) {
            let id = unique(&one.id, &mut taken);
            let decided = decisions.indicators.get(&id);
            let label =
                decided.and_then(|decided| decided.label.clone()).filter(|label| !label.trim().is_empty());
            one.label = label.map_or(one.label, |label| Text::plain(&label));
            let left_out = decided.is_some_and(|decided| decided.left_out);
            if !left_out {
                one.write(&id, table, file, text);
            }
            out.indicators.push(IndicatorProposed { id, label: one.label, formula: one.formula, left_out });
        }
    }
    out
}

#[cfg(test)]
mod hard_tests;
#[cfg(test)]
mod proposed_tests;
#[cfg(test)]
mod tests;
