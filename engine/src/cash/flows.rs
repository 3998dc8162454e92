//! Rows of a table as flows of money; what cannot be used is counted by its reason.

use crate::bundle::Bundle;
use crate::contract::{Currency, Reader};
use crate::statistics::calendar::{civil, read_day};
use esito_model::{Flow, FlowKind, MoneyPlan, Remark, RemarkPlace, Severity};
use std::collections::BTreeMap;

/// What was read.
pub(super) struct Read {
    /// By day, then by line.
    pub flows: Vec<Flow>,
    pub left_out: u64,
    pub other_rows: u64,
    pub remarks: Vec<Remark>,
}

/// Reads the flows of a plan; nothing where its table is not there.
pub(super) fn read(bundle: &Bundle, plan: &MoneyPlan, due: Option<i32>) -> Option<Read> {
    let table = Reader::new(&bundle.framework, &bundle.dataset, &plan.table)?;
    let columns = &plan.columns;
    let own = plan.filter.as_deref().map(|filter| table.flags(filter));
    let (days, amounts) = (table.days(&columns.date), table.money(&columns.amount));
    let currency = bundle.currency_of(&plan.table, &columns.amount);
    let mut faults = Faults::default();
    let mut flows = Vec::new();
    let mut other_rows = 0;
    for (row, amount) in amounts.iter().enumerate() {
        if own.as_ref().is_some_and(|own| !own[row]) {
            other_rows += 1;
            continue;
        }
        let at = |column: &str| RemarkPlace {
            file: table.file(row),
            line: Some(table.line(row)),
            column: Some(column.to_owned()),
            record: None,
        };
        let word =
            |column: &str| table.word(column, row).map(|word| word.trim().to_owned()).unwrap_or_default();
        let found = word(&columns.kind);
        let Some(kind) = kind_of(plan, &found) else {
            faults.add("a kind of flow such as investment or payment", &found, at(&columns.kind));
            continue;
        };
        let Some(day) = days[row] else {
            faults.add("the day of a flow", "none", at(&columns.date));
            continue;
        };
        let Some(amount) = amount.filter(|amount| amount.0 > 0) else {
            faults.add("an amount of more than 0", "none", at(&columns.amount));
            continue;
        };
        let own_currency = match &currency {
            Currency::Always(code) => code.clone(),
            Currency::Column(column) => word(column),
        };
        if own_currency != plan.currency {
            faults.add(&format!("an amount in {}", plan.currency), &own_currency, at(&columns.amount));
            continue;
        }
        let from = word(&columns.from);
        if from.is_empty() {
            faults.add("from whom the money comes", "nobody", at(&columns.from));
            continue;
        }
        let later = due.is_some_and(|due| day > due);
        let planned = match columns.state.as_deref().map(word) {
            None => later,
            Some(state) => planned(&state).unwrap_or_else(|| {
                faults.doubt_state(&state, at(columns.state.as_deref().unwrap_or_default()));
                later
            }),
        };
        let to = columns.to.as_deref().map(word).unwrap_or_default();
        let (file, line) = (table.file(row), table.line(row));
        flows.push((day, Flow { date: iso(day), kind, from, to, amount, planned, file, line }));
    }
    flows.sort_by(|a, b| (a.0, &a.1.file, a.1.line).cmp(&(b.0, &b.1.file, b.1.line)));
    let flows = flows.into_iter().map(|(_, flow)| flow).collect();
    Some(Read { flows, left_out: faults.left_out, other_rows, remarks: faults.remarks() })
}

/// A day as it is written.
pub(super) fn iso(day: i32) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day of a flow as a number.
pub(super) fn day_of(flow: &Flow) -> i32 {
    read_day(&flow.date).unwrap_or_default()
}

fn kind_of(plan: &MoneyPlan, word: &str) -> Option<FlowKind> {
    let word = word.to_lowercase();
    if let Some(kind) = plan.kinds.get(&word) {
        return Some(*kind);
    }
    Some(match word.as_str() {
        "commitment" | "impegno" => FlowKind::Commitment,
        "investment" | "investimento" => FlowKind::Investment,
        "cost" | "costo" => FlowKind::Cost,
        "payment" | "pagamento" => FlowKind::Payment,
        "repayment" | "rimborso" => FlowKind::Repayment,
        _ => return None,
    })
}

fn planned(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "planned" | "previsto" | "prevista" => Some(true),
        "actual" | "effettivo" | "effettiva" | "eseguito" | "eseguita" => Some(false),
        _ => None,
    }
}

/// Equal faults are one remark with a count and the first three places.
#[derive(Default)]
struct Faults {
    found: BTreeMap<(&'static str, String), (u64, Vec<RemarkPlace>)>,
    left_out: u64,
}

impl Faults {
    fn add(&mut self, expected: &str, found: &str, place: RemarkPlace) {
        self.left_out += 1;
        let found = if found.is_empty() { "none" } else { found };
        let found =
            if found == "none" || found == "nobody" { found.to_owned() } else { format!("\"{found}\"") };
        self.note("flow-left-out", format!("expected {expected}, found {found}"), place);
    }

    fn doubt_state(&mut self, found: &str, place: RemarkPlace) {
        self.note("unknown-state", format!("expected actual or planned, found \"{found}\""), place);
    }

    fn note(&mut self, code: &'static str, message: String, place: RemarkPlace) {
        let (count, places) = self.found.entry((code, message)).or_default();
        *count += 1;
        if places.len() < 3 {
            places.push(place);
        }
    }

    fn remarks(self) -> Vec<Remark> {
        let remark = |((code, message), (count, places)): ((&str, String), (u64, Vec<RemarkPlace>))| {
            let help = match code {
                "flow-left-out" => "the flow is in no sum until it is mended",
                _ => "the day decides: what comes after the framework's day is planned",
            };
            let mut remark =
                Remark::new(code, Severity::Doubt, RemarkPlace::default(), message).with_help(help);
            remark.count = count;
            remark.places = places;
            remark
        };
        self.found.into_iter().map(remark).collect()
    }
}
