//! How sections begin that any fault leaves out: an id, a table, a currency.

use super::nearest::nearest_help;
use super::section::{Notes, Section};
use esito_model::Framework;
use std::collections::{BTreeMap, BTreeSet};

/// How many faults so far take something away.
pub(super) fn fatals(notes: &Notes) -> usize {
    notes.remarks.iter().filter(|remark| remark.severity == esito_model::Severity::Fatal).count()
}

/// Begins a section that any fault leaves out: its id, and how many fatal remarks stood before it.
pub(super) fn begin_whole(
    section: &mut Section,
    what: &str,
    known: &[&str],
    taken: &mut BTreeMap<String, u64>,
    notes: &mut Notes,
) -> Option<(String, usize)> {
    let id = new_id(section, taken, notes)?;
    section.name = format!("the {what} \"{id}\"");
    section.strict = true;
    let before = fatals(notes);
    section.only(known, notes);
    Some((id, before))
}

/// Whether this is written as a currency code of ISO 4217.
pub(super) fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Takes an id that is not taken yet; a second one of the same name is a remark, and what it names is left out.
pub(super) fn new_id(
    section: &Section,
    taken: &mut BTreeMap<String, u64>,
    notes: &mut Notes,
) -> Option<String> {
    let id = section.need("id", notes)?;
    let line = section.line_of("id", notes);
    if let Some(first) = taken.get(&id) {
        let message = format!(
            "expected an id that {} has once, found \"{id}\" again (first in line {first})",
            section.name
        );
        notes.fatal("duplicate-id", (line, "id"), message, "the second one is left out");
        return None;
    }
    taken.insert(id.clone(), line);
    Some(id)
}

/// The currency of every amount of a section: its own, or the one that holds otherwise.
pub(super) fn currency(section: &Section, otherwise: &str, notes: &mut Notes) -> String {
    let currency = section.text("currency", notes).unwrap_or_else(|| otherwise.to_owned());
    if !is_currency(&currency) {
        let message = format!("expected a currency code such as \"EUR\" (ISO 4217), found \"{currency}\"");
        notes.fatal("unknown-currency", section.at("currency", notes), message, "");
    }
    currency
}

/// The table that a section is about; nothing where it is not there or cannot be used.
pub(super) fn table(
    section: &Section,
    framework: &Framework,
    dropped: &BTreeSet<String>,
    notes: &mut Notes,
) -> Option<String> {
    let table = section.need("table", notes)?;
    if framework.tables.iter().any(|known| known.id == table) && !dropped.contains(&table) {
        return Some(table);
    }
    let ids = framework.tables.iter().map(|table| table.id.as_str());
    let message = format!("expected the id of a [[table]] in {}, found \"{table}\"", section.name);
    let help =
        if dropped.contains(&table) { "mend its table first".to_owned() } else { nearest_help(&table, ids) };
    notes.fatal("unknown-table", section.at("table", notes), message, help);
    None
}
