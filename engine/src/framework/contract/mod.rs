//! `[[contract]]`: who pays whom, how much, for what.
//!
//! A rule with a fault that would change what it pays is left out, and said so; the other rules are kept. A contract
//! whose table, columns or caps are at fault is left out whole.

mod payment;
mod prices;
mod published;
mod terms;

use super::names::Names;
use super::nearest::nearest_help;
use super::section::{Notes, Section};
use super::{begin_whole, currency, fatals, new_id, table};
use crate::formula::{Role, faults};
use esito_model::{ColumnType, Contract, ContractColumns, Framework, Ledger, Party, PlanVersion};
pub(crate) use payment::{COMPARED, JUDGED, MEASURES, PAYMENT_KEYS, PAYS, PER, usual_measure};
pub(super) use published::reconciliations;
use std::collections::{BTreeMap, BTreeSet};
pub(crate) use terms::{CAP_KEYS, GRAINS};
pub(super) use terms::{amount, exact, share};
use terms::{cap, day, unpaid_outcomes};

/// The keys of a contract, in the order in which they are written.
pub(crate) const CONTRACT_KEYS: [&str; 28] = [
    "id",
    "label",
    "currency",
    "starts",
    "ends",
    "parties",
    "cap",
    "floor",
    "table",
    "where",
    "participant",
    "outcome",
    "date",
    "started",
    "status",
    "statuses",
    "quantity",
    "cohort",
    "group",
    "people",
    "effect",
    "low",
    "high",
    "level",
    "currency_column",
    "ledger",
    "version",
    "payment",
];
/// The keys of a version of the plan, in the order in which they are written.
pub(crate) const VERSION_KEYS: [&str; 5] = ["id", "from", "label", "cap", "agreed"];
/// The roles of parties.
pub(crate) const ROLES: [&str; 5] = ["outcome_payer", "provider", "investor", "intermediary", "verifier"];
const STATUSES: [&str; 4] = ["claimed", "verified", "rejected", "disputed"];

/// A contract's table, for checking names.
pub(super) struct Scope<'a> {
    pub names: &'a Names,
    pub table: &'a str,
}

pub(super) fn contracts(
    root: &Section,
    framework: &Framework,
    names: &Names,
    dropped: &BTreeSet<String>,
    notes: &mut Notes,
) -> Vec<Contract> {
    let mut taken = BTreeMap::new();
    let mut out = Vec::new();
    for mut section in root.sections("contract", "[[contract]]", notes) {
        let Some((id, before)) = begin_whole(&mut section, "contract", &CONTRACT_KEYS, &mut taken, notes)
        else {
            continue;
        };
        let contract = contract(&section, &id, framework, names, dropped, notes);
        let Some(mut contract) = contract.filter(|_| fatals(notes) == before) else {
            let message = format!("expected a contract without faults, found some in \"{id}\"");
            let help = "nothing is paid under it until they are mended";
            notes.fatal("contract-left-out", (section.line, "contract"), message, help);
            continue;
        };
        let scope = Scope { names, table: &contract.table };
        let good = fatals(notes);
        contract.payments = payment::payments(&section, &contract, &scope, notes);
        // Where a rule was left out, nobody can say what it pays for.
        if fatals(notes) == good {
            let paid: Vec<&str> =
                contract.payments.iter().flat_map(|rule| &rule.outcome).map(String::as_str).collect();
            unpaid_outcomes(&section, &contract.cap, &paid, notes);
            for inner in section.sections("version", "[[contract.version]]", notes) {
                let own = contract.versions.iter().find(|version| version.line == inner.line);
                if let Some(cap) = own.and_then(|version| version.cap.as_ref()) {
                    unpaid_outcomes(&inner, cap, &paid, notes);
                }
            }
        }
        if contract.payments.is_empty() {
            let message = format!("expected a [[contract.payment]] that can be used in \"{id}\", found none");
            notes.fatal("contract-left-out", (section.line, "contract"), message, "nothing is paid under it");
            continue;
        }
        out.push(contract);
    }
    out
}

fn contract(
    section: &Section,
    id: &str,
    framework: &Framework,
    names: &Names,
    dropped: &BTreeSet<String>,
    notes: &mut Notes,
) -> Option<Contract> {
    let currency = currency(section, &framework.currency, notes);
    let (starts, ends) = (day(section, "starts", notes), day(section, "ends", notes));
    if let (Some(starts), Some(ends)) = (&starts, &ends)
        && ends < starts
    {
        let message = format!("expected an end after the start {starts}, found {ends}");
        notes.fatal("date-order", section.at("ends", notes), message, "");
    }
    let table = table(section, framework, dropped, notes)?;
    let scope = Scope { names, table: &table };
    let columns = columns(section, &scope, notes);
    let filter = section.text("where", notes);
    if let Some(filter) = &filter {
        scope.condition(section, "where", filter, notes);
    }
    Some(Contract {
        id: id.to_owned(),
        label: section.words("label", notes),
        parties: parties(section, notes),
        versions: versions(section, notes),
        cap: cap(section, "cap", notes),
        floor: amount(section, "floor", notes),
        statuses: statuses(section, notes),
        ledger: ledger(section, framework, names, notes),
        payments: Vec::new(),
        line: section.line,
        currency,
        starts,
        ends,
        columns,
        filter,
        table,
    })
}

impl Scope<'_> {
    /// A condition on rows of the contract's table.
    pub(super) fn condition(&self, section: &Section, key: &str, text: &str, notes: &mut Notes) {
        let kind = |name: &str| self.names.get(self.table, name).map(|known| known.kind);
        let names: Vec<String> = self.names.of(self.table).map(str::to_owned).collect();
        for fault in faults(text, Role::Condition, &kind, &names) {
            let message = format!("{key}, character {}: {}", fault.at, fault.message);
            notes.fatal(fault.code, section.at(key, notes), message, fault.help);
        }
    }

    /// Whether the table has this column; a remark where it has not.
    pub(super) fn column(
        &self,
        section: &Section,
        key: &str,
        name: &str,
        notes: &mut Notes,
    ) -> Option<super::names::Known> {
        self.names.column(self.table, section, (key, name), notes)
    }
}

fn columns(section: &Section, scope: &Scope, notes: &mut Notes) -> ContractColumns {
    let mut named = |key: &str, fits: Fits| -> Option<String> {
        let name = section.text(key, notes)?;
        let known = scope.column(section, key, &name, notes)?;
        // People get numbers; beginnings and levels only decide. Everything else stands in the statement.
        let shown = !matches!(key, "participant" | "started" | "level");
        if known.private && shown {
            let message =
                format!("expected a column that may be shown in \"{key}\", found the private \"{name}\"");
            notes.fatal("private-column", section.at(key, notes), message, "it would stand in the statement");
        }
        if !fits.takes(known.kind) {
            let (what, kind) = fits.words();
            let message = format!("expected a column of {what} in \"{key}\", found \"{name}\"");
            let help =
                format!("give it a type in the table: {name} = {{ header = \"…\", type = \"{kind}\" }}");
            notes.fatal("column-type", section.at(key, notes), message, help);
        }
        Some(name)
    };
    let columns = ContractColumns {
        participant: named("participant", Fits::Anything),
        outcome: named("outcome", Fits::Word),
        date: named("date", Fits::Day),
        started: named("started", Fits::Day),
        status: named("status", Fits::Word),
        quantity: named("quantity", Fits::Number),
        cohort: named("cohort", Fits::Word),
        group: named("group", Fits::Word),
        people: named("people", Fits::Number),
        effect: named("effect", Fits::Number),
        low: named("low", Fits::Number),
        high: named("high", Fits::Number),
        level: named("level", Fits::Number),
        currency: named("currency_column", Fits::Word),
    };
    for (key, column) in [("outcome", &columns.outcome), ("date", &columns.date)] {
        if column.is_none() && !section.has(key) {
            let message = format!("expected the column of the {key} in {}, found none", section.name);
            notes.fatal(
                "missing-key",
                (section.line, key),
                message,
                format!("write {key} = \"…\", a column of its table"),
            );
        }
    }
    if columns.status.is_none() && !section.has("status") {
        let message = format!("expected the column of the status in {}, found none", section.name);
        let help = "every row is taken as verified";
        notes.doubt("no-status", (section.line, "status"), message, help);
    }
    columns
}

/// What a column must hold.
#[derive(Clone, Copy)]
enum Fits {
    Anything,
    Word,
    Day,
    Number,
}

impl Fits {
    /// Text may hold days and numbers written plainly; what is not is told row by row.
    fn takes(self, kind: ColumnType) -> bool {
        use ColumnType::{Count, Date, Money, Number, Percent, Period, Share, Text};
        match self {
            Self::Anything | Self::Word => true,
            Self::Day => matches!(kind, Date | Period | Text),
            Self::Number => matches!(kind, Count | Money | Number | Percent | Share | Text),
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Anything | Self::Word => ("text", "text"),
            Self::Day => ("days", "date"),
            Self::Number => ("numbers", "number"),
        }
    }
}

fn parties(section: &Section, notes: &mut Notes) -> Vec<Party> {
    let mut out = Vec::new();
    for party in section.sections("parties", "parties = [{ name = \"…\", role = \"…\" }]", notes) {
        party.only(&["name", "role"], notes);
        let Some(name) = party.need("name", notes) else { continue };
        let role = party.text("role", notes).unwrap_or_default();
        if !ROLES.contains(&role.as_str()) {
            let message = format!("expected the role of a party, found \"{role}\"");
            notes.doubt("unknown-role", party.at("role", notes), message, nearest_help(&role, ROLES));
        }
        out.push(Party { name, role });
    }
    out
}

fn versions(section: &Section, notes: &mut Notes) -> Vec<PlanVersion> {
    let mut taken = BTreeMap::new();
    let mut out: Vec<PlanVersion> = Vec::new();
    for mut inner in section.sections("version", "[[contract.version]]", notes) {
        inner.strict = true;
        inner.only(&VERSION_KEYS, notes);
        let Some(id) = new_id(&inner, &mut taken, notes) else { continue };
        inner.name = format!("the version \"{id}\"");
        let from = inner.need("from", notes).and_then(|_| day(&inner, "from", notes));
        let Some(from) = from else { continue };
        let agreed = super::targets::agreement(&inner, notes);
        let cap = inner.has("cap").then(|| cap(&inner, "cap", notes));
        let (label, line) = (inner.words("label", notes), inner.line);
        out.push(PlanVersion { id, from, label, cap, agreed, line });
    }
    out.sort_by(|a, b| a.from.cmp(&b.from));
    out
}

fn statuses(section: &Section, notes: &mut Notes) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let Some(inner) = section.section("statuses", notes) else { return out };
    for key in inner.keys() {
        let Some(word) = inner.text(key, notes) else { continue };
        if !STATUSES.contains(&word.as_str()) {
            let message =
                format!("expected claimed, verified, rejected or disputed for \"{key}\", found \"{word}\"");
            notes.fatal("unknown-status", inner.at(key, notes), message, nearest_help(&word, STATUSES));
        }
        out.insert(key.to_lowercase(), word);
    }
    out
}

fn ledger(section: &Section, framework: &Framework, names: &Names, notes: &mut Notes) -> Option<Ledger> {
    let inner = section.section("ledger", notes)?;
    inner.only(&["table", "amount", "rule", "participant", "date"], notes);
    let table = table(&inner, framework, &BTreeSet::new(), notes)?;
    let scope = Scope { names, table: &table };
    let amount = inner.need("amount", notes)?;
    let fits = |kind| matches!(kind, ColumnType::Money | ColumnType::Number | ColumnType::Count);
    if scope.column(&inner, "amount", &amount, notes).is_some_and(|known| !fits(known.kind)) {
        let message = format!("expected a column of money or numbers in \"amount\", found \"{amount}\"");
        let help = format!("give it a type in the table: {amount} = {{ header = \"…\", type = \"money\" }}");
        notes.fatal("column-type", inner.at("amount", notes), message, help);
    }
    let mut named = |key: &str| {
        let name = inner.text(key, notes)?;
        scope.column(&inner, key, &name, notes).map(|_| name)
    };
    let (rule, participant, date) = (named("rule"), named("participant"), named("date"));
    Some(Ledger { amount, rule, participant, date, table: table.clone() })
}
