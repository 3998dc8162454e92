//! The text of `framework.toml` becomes a checked framework, or remarks with the line of each fault.
//!
//! Comes in: the text. Goes out: a framework in which every name is known, and what was left out because one was
//! not. Reads no row: which headers a file really has is seen when it is read.

mod begin;
mod comparison;
mod contract;
mod edit;
mod index;
mod indicators;
mod money;
mod names;
mod nearest;
mod places;
mod profile;
mod same_people;
mod section;
mod tables;
mod targets;
mod value;
mod weights;

use begin::{begin_whole, currency, fatals, is_currency, new_id, table};
pub(crate) use contract::{
    CAP_KEYS, COMPARED, CONTRACT_KEYS, GRAINS, JUDGED, MEASURES, PAYMENT_KEYS, PAYS, PER, ROLES,
    VERSION_KEYS, usual_measure,
};
pub(crate) use edit::{Change, edit};
use esito_model::{Framework, Text};
pub(crate) use names::Names;
pub(crate) use nearest::{nearest, nearest_help};
pub(crate) use same_people::{Side, counts_the_same, looks_at_the_same_rows, sides};
use section::{Notes, Section};
use std::collections::BTreeMap;
use toml_edit::Document;

pub(crate) use names::mentions;
pub(crate) use tables::inside;

/// The most groups withheld without anybody saying so.
const MINIMUM_GROUP: u32 = 5;

/// Sections that a later version computes: known, so that a framework may be ahead of the program.
const LATER: [&str; 2] = ["network", "plan"];

/// A framework as read, and where its parts stand in the text.
#[derive(Debug, Default)]
pub(crate) struct ReadFramework {
    pub framework: Framework,
    pub remarks: Vec<esito_model::Remark>,
    /// Those of them that are about `[value]` and `[[money]]`.
    pub about_value: Vec<esito_model::Remark>,
    /// For each table the line of its `file`.
    pub file_lines: Vec<u64>,
    /// For each indicator its line.
    pub indicator_lines: BTreeMap<String, u64>,
}

/// Reads and checks the text of a framework; `file` is what remarks call it.
pub(crate) fn read(file: &str, text: &str) -> ReadFramework {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut notes = Notes::new(file, text);
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let line = error.span().map_or(1, |span| notes.line(span.start));
            let message = format!("expected TOML, found a fault: {}", error.message().replace('\n', "; "));
            let help = "nothing can be computed until this line is mended";
            notes.fatal("not-toml", (line, ""), message, help);
            return ReadFramework { remarks: notes.remarks, ..ReadFramework::default() };
        }
    };
    let root = Section::new(document.as_table(), "the framework", 1);
    let mut known =
        vec!["framework", "source", "table", "place", "dimension", "indicator", "target", "index"];
    known.extend(["contract", "reconciliation", "value", "money", "profile"]);
    known.extend(LATER);
    root.only(&known, &mut notes);

    let mut framework = head(&root, &mut notes);
    framework.sources = places::sources(&root, &mut notes);
    let tables = tables::read(&root, &framework, &mut notes);
    framework.tables = tables.tables;
    let names = Names::new(&framework.tables);
    let indicators = indicators::read(&root, &framework, &names, &tables.dropped, &mut notes);
    framework.indicators = indicators.kept;
    same_people::told(&framework, &indicators.lines, &mut notes);
    framework.places = places::places(&root, &mut notes);
    framework.dimensions = places::dimensions(&root, &framework, &names, &mut notes);
    framework.targets = targets::targets(&root, &framework, &indicators.all, &mut notes);
    framework.indexes = index::indexes(&root, &framework, &names, &indicators.all, &mut notes);
    framework.contracts = contract::contracts(&root, &framework, &names, &tables.dropped, &mut notes);
    framework.reconciliations = contract::reconciliations(&root, &framework, &names, &mut notes);
    let before = notes.remarks.len();
    framework.value = value::value(&root, &framework, &mut notes);
    framework.money = money::money(&root, &framework, &names, &tables.dropped, &mut notes);
    let about_value = notes.remarks[before..].to_vec();
    framework.profile = profile::profile(&root, &framework, &names, &indicators.all, &mut notes);
    for key in LATER {
        if root.has(key) {
            not_computed(&root, key, &mut notes);
        }
    }
    ReadFramework {
        framework,
        about_value,
        remarks: notes.remarks,
        file_lines: tables.file_lines,
        indicator_lines: indicators.lines,
    }
}

/// Reads a contract that stands alone against the tables of a framework: the first one, and what is wrong with it.
pub(crate) fn read_contract(
    file: &str,
    text: &str,
    framework: &Framework,
) -> (Option<esito_model::Contract>, Vec<esito_model::Remark>) {
    let mut notes = Notes::new(file, text);
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let line = error.span().map_or(1, |span| notes.line(span.start));
            let message = format!("expected TOML, found a fault: {}", error.message().replace('\n', "; "));
            notes.fatal("not-toml", (line, ""), message, "");
            return (None, notes.remarks);
        }
    };
    let root = Section::new(document.as_table(), "the contract", 1);
    let names = Names::new(&framework.tables);
    let found = contract::contracts(&root, framework, &names, &std::collections::BTreeSet::new(), &mut notes);
    (found.into_iter().next(), notes.remarks)
}

/// The file names and globs that a framework names, so that a seat need not read other files.
///
/// Empty where the text is not TOML.
#[must_use]
pub fn files_named(framework: &str) -> Vec<String> {
    let Ok(document) = Document::parse(framework.trim_start_matches('\u{FEFF}')) else { return Vec::new() };
    let root = Section::new(document.as_table(), "", 1);
    let mut passed_over = Notes::new("", "");
    let mut files: Vec<String> = root
        .sections("table", "", &mut passed_over)
        .iter()
        .filter_map(|table| table.item("file")?.as_str().map(str::to_owned))
        .filter(|file| inside(file))
        .collect();
    files.sort();
    files.dedup();
    files
}

fn head(root: &Section, notes: &mut Notes) -> Framework {
    let default = Framework {
        id: "bundle".to_owned(),
        minimum_group: MINIMUM_GROUP,
        title: Text::default(),
        ..Framework::default()
    };
    let Some(mut section) = root.section("framework", notes) else {
        let help = "begin with [framework], id = \"…\" and title = \"…\"";
        notes.doubt("missing-key", (1, "framework"), "expected the section [framework], found none", help);
        return default;
    };
    section.name = "[framework]".to_owned();
    section.only(
        &[
            "id",
            "title",
            "description",
            "currency",
            "as_of",
            "minimum_group",
            "rounding",
            "languages",
            "illustrative",
        ],
        notes,
    );
    let currency = section.text("currency", notes).filter(|code| {
        let good = is_currency(code);
        if !good {
            let message = format!("expected a currency code such as \"EUR\" (ISO 4217), found \"{code}\"");
            notes.doubt("unknown-currency", section.at("currency", notes), message, "the key is passed over");
        }
        good
    });
    let as_of = section.text("as_of", notes).filter(|day| {
        let good = crate::check::is_full_date(day);
        if !good {
            let message = format!("expected a date such as 2025-12-31, found \"{day}\"");
            let help = "the last period in the data stands in for it";
            notes.doubt("not-a-date", section.at("as_of", notes), message, help);
        }
        good
    });
    Framework {
        id: section.need("id", notes).unwrap_or(default.id),
        title: section.words("title", notes),
        description: section.words("description", notes),
        currency: currency.unwrap_or_default(),
        as_of,
        minimum_group: section.whole("minimum_group", 1, notes).unwrap_or(MINIMUM_GROUP),
        rounding: section.whole("rounding", 1, notes).unwrap_or_default(),
        languages: section.list("languages", notes),
        illustrative: section.flag("illustrative", notes),
        ..Framework::default()
    }
}

/// A Note that a section is known and not computed yet.
fn not_computed(root: &Section, key: &str, notes: &mut Notes) {
    let message = format!("this version does not compute \"{key}\"");
    let help = "the section is kept as it is and the rest is computed";
    notes.add("not-computed", esito_model::Severity::Note, root.at(key, notes), message, help);
}

#[cfg(test)]
mod contract_tests;
#[cfg(test)]
mod tests;
