//! `[[money]]`: a table of commitments, investments, costs, payments and repayments by day.
//!
//! A fault leaves the section out, and says so: a sum over half of the flows would be a wrong sum.

use super::contract::{Scope, share};
use super::names::Names;
use super::section::{Notes, Section};
use super::{begin_whole, currency, fatals, nearest_help, table};
use esito_model::{ColumnType, FlowKind, Framework, MoneyColumns, MoneyPlan};
use std::collections::{BTreeMap, BTreeSet};

const KEYS: [&str; 15] = [
    "id",
    "label",
    "contract",
    "outcomes",
    "currency",
    "discount_rate",
    "table",
    "where",
    "date",
    "kind",
    "from",
    "to",
    "amount",
    "state",
    "kinds",
];
const KINDS: [(&str, FlowKind); 5] = [
    ("commitment", FlowKind::Commitment),
    ("investment", FlowKind::Investment),
    ("cost", FlowKind::Cost),
    ("payment", FlowKind::Payment),
    ("repayment", FlowKind::Repayment),
];

pub(super) fn money(
    root: &Section,
    framework: &Framework,
    names: &Names,
    dropped: &BTreeSet<String>,
    notes: &mut Notes,
) -> Vec<MoneyPlan> {
    let mut taken = BTreeMap::new();
    let mut out = Vec::new();
    for mut section in root.sections("money", "[[money]]", notes) {
        let begun = begin_whole(&mut section, "money", &KEYS, &mut taken, notes);
        let Some((id, before)) = begun else { continue };
        let plan = plan(&section, &id, framework, names, dropped, notes);
        match plan.filter(|_| fatals(notes) == before) {
            Some(plan) => out.push(plan),
            None => {
                let message = format!("expected money without faults, found some in \"{id}\"");
                let help = "nothing is worked out from it until they are mended";
                notes.fatal("money-left-out", (section.line, "money"), message, help);
            }
        }
    }
    out
}

fn plan(
    section: &Section,
    id: &str,
    framework: &Framework,
    names: &Names,
    dropped: &BTreeSet<String>,
    notes: &mut Notes,
) -> Option<MoneyPlan> {
    let table = table(section, framework, dropped, notes)?;
    let contract = section.text("contract", notes);
    let known = contract.as_ref().and_then(|id| framework.contracts.iter().find(|known| known.id == *id));
    if let (Some(name), None) = (&contract, known) {
        let ids = framework.contracts.iter().map(|known| known.id.as_str());
        let message = format!("expected the id of a [[contract]] in {}, found \"{name}\"", section.name);
        let help = format!("{} (nothing is counted for it)", nearest_help(name, ids));
        notes.doubt("unknown-contract", section.at("contract", notes), message, help);
    }
    let otherwise = known.map_or(&framework.currency, |contract| &contract.currency);
    let currency = currency(section, otherwise, notes);
    let discount_rate =
        section.has("discount_rate").then(|| share(section, "discount_rate", notes)).flatten();
    if !section.has("discount_rate") {
        let message = format!("expected the discount rate of {}, found none", section.name);
        let help = "without discount_rate = 0.035 or the like no present value is worked out";
        notes.doubt("missing-key", (section.line, "discount_rate"), message, help);
    }
    let scope = Scope { names, table: &table };
    let filter = section.text("where", notes);
    if let Some(filter) = &filter {
        scope.condition(section, "where", filter, notes);
    }
    let columns = columns(section, &scope, notes)?;
    Some(MoneyPlan {
        id: id.to_owned(),
        label: section.words("label", notes),
        contract: known.map(|contract| contract.id.clone()),
        outcomes: section.list("outcomes", notes),
        kinds: kinds(section, notes),
        line: section.line,
        currency,
        discount_rate,
        filter,
        columns,
        table,
    })
}

fn columns(section: &Section, scope: &Scope, notes: &mut Notes) -> Option<MoneyColumns> {
    let mut named = |key: &str, needed: bool, wanted: &[ColumnType]| -> Option<String> {
        let name = if needed { section.need(key, notes) } else { section.text(key, notes) }?;
        let known = scope.column(section, key, &name, notes)?;
        if known.private {
            let message =
                format!("expected a column that may be shown in \"{key}\", found the private \"{name}\"");
            notes.fatal("private-column", section.at(key, notes), message, "it would stand beside the sums");
        }
        if !wanted.is_empty() && !wanted.contains(&known.kind) {
            let kind = if wanted.contains(&ColumnType::Money) { "money" } else { "date" };
            let message = format!("expected a column of type {kind} in \"{key}\", found \"{name}\"");
            let help =
                format!("give it a type in the table: {name} = {{ header = \"…\", type = \"{kind}\" }}");
            notes.fatal("column-type", section.at(key, notes), message, help);
        }
        Some(name)
    };
    let (date, kind) = (named("date", true, &[ColumnType::Date, ColumnType::Text]), named("kind", true, &[]));
    let (from, to) = (named("from", true, &[]), named("to", false, &[]));
    let (amount, state) = (named("amount", true, &[ColumnType::Money]), named("state", false, &[]));
    Some(MoneyColumns { date: date?, kind: kind?, from: from?, to, amount: amount?, state })
}

fn kinds(section: &Section, notes: &mut Notes) -> BTreeMap<String, FlowKind> {
    let mut out = BTreeMap::new();
    let Some(inner) = section.section("kinds", notes) else { return out };
    for key in inner.keys() {
        out.extend(inner.choice(key, &KINDS, notes).map(|kind| (key.to_lowercase(), kind)));
    }
    out
}
