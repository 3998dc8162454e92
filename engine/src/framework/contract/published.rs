//! `[[reconciliation]]`: published prices, results and payments that are compared with each other.

use super::super::names::Names;
use super::super::section::{Notes, Section};
use super::super::{begin_whole, fatals, nearest_help};
use super::Scope;
use esito_model::{ColumnType, Framework, Published, Reconciliation};
use std::collections::BTreeMap;

const KEYS: [&str; 6] = ["id", "label", "prices", "results", "promised", "payments"];

pub(in super::super) fn reconciliations(
    root: &Section,
    framework: &Framework,
    names: &Names,
    notes: &mut Notes,
) -> Vec<Reconciliation> {
    let mut taken = BTreeMap::new();
    let mut out = Vec::new();
    for mut section in root.sections("reconciliation", "[[reconciliation]]", notes) {
        let Some((id, before)) = begin_whole(&mut section, "reconciliation", &KEYS, &mut taken, notes) else {
            continue;
        };
        let outright = section.has("promised");
        if outright && (section.has("prices") || section.has("results")) {
            let message =
                format!("expected prices and results, or promised, in {}, found both", section.name);
            notes.fatal("payment-price", section.at("promised", notes), message, "");
        }
        let mut part = |key: &str| published(&section, key, framework, names, notes);
        let (prices, results, promised) =
            if outright { (None, None, part("promised")) } else { (part("prices"), part("results"), None) };
        let Some(payments) = part("payments") else { continue };
        let all = [&prices, &results, &promised];
        if all.into_iter().flatten().any(|one| one.key.len() != payments.key.len()) {
            let message =
                format!("expected as many columns in each key of \"{id}\", found different numbers");
            notes.fatal("reference-key", (section.line, "key"), message, "");
        }
        if fatals(notes) == before {
            let label = section.words("label", notes);
            out.push(Reconciliation { id, label, prices, results, promised, payments });
        }
    }
    out
}

fn published(
    section: &Section,
    key: &str,
    framework: &Framework,
    names: &Names,
    notes: &mut Notes,
) -> Option<Published> {
    if !section.has(key) {
        let message = format!("expected {key} of {}, found none", section.name);
        notes.fatal("missing-key", (section.line, key), message, "");
    }
    let inner = section.section(key, notes)?;
    let mut known = vec!["table", "key", "value", "where"];
    if key == "prices" {
        known.push("maximum");
    }
    inner.only(&known, notes);
    let table = inner.need("table", notes)?;
    if framework.tables.iter().all(|known| known.id != table) {
        let ids = framework.tables.iter().map(|table| table.id.as_str());
        let message = format!("expected the id of a [[table]] in {}, found \"{table}\"", inner.name);
        notes.fatal("unknown-table", inner.at("table", notes), message, nearest_help(&table, ids));
        return None;
    }
    let scope = Scope { names, table: &table };
    let columns = inner.list("key", notes);
    for column in &columns {
        if scope.column(&inner, "key", column, notes).is_some_and(|known| known.private) {
            let message =
                format!("expected a column that may be shown in \"key\", found the private \"{column}\"");
            notes.fatal("private-column", inner.at("key", notes), message, "");
        }
    }
    let value = inner.need("value", notes)?;
    let maximum = inner.text("maximum", notes);
    for (of, name) in [("value", Some(&value)), ("maximum", maximum.as_ref())] {
        let Some(found) = name.and_then(|name| scope.column(&inner, of, name, notes)) else { continue };
        let money = key != "results";
        let good = match found.kind {
            ColumnType::Money => money,
            ColumnType::Count | ColumnType::Number => !money,
            _ => false,
        };
        if !good {
            let kind = if money { "money" } else { "number" };
            let message =
                format!("expected a column of type {kind} in \"{of}\" of {}, found another", inner.name);
            notes.fatal("column-type", inner.at(of, notes), message, "give it that type in the table");
        }
    }
    let filter = inner.text("where", notes);
    if let Some(filter) = &filter {
        scope.condition(&inner, "where", filter, notes);
    }
    Some(Published { key: columns, value, maximum, filter, table: table.clone() })
}
