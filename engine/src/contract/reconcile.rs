//! Payments that were really made beside what the rules give: equal, cut by a cap, or different by so much.

use esito_model::{LineStatus, Match, Money, Reconciled, Statement};
use std::collections::BTreeMap;

/// A payment that was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Made {
    pub rule: Option<String>,
    pub participant: Option<String>,
    pub amount: Money,
    pub file: String,
    pub line: u64,
}

/// What the comparison goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct By {
    pub rule: bool,
    pub participant: bool,
}

/// How a payment stands to what is due; `uncapped` is what would be due without caps.
pub(crate) fn compare(uncapped: Money, due: Money, paid: Money) -> Match {
    match (paid == due, due == uncapped) {
        (true, true) => Match::Equal,
        (true, false) => Match::Capped,
        (false, _) => Match::Different,
    }
}

/// Compares what a statement gives with what was paid, by rule and participant as far as the ledger names them.
pub(crate) fn reconcile(statement: &Statement, made: &[Made], by: By) -> Vec<Reconciled> {
    let mut found: BTreeMap<(String, Option<String>), Reconciled> = BTreeMap::new();
    let key = |rule: Option<&String>, participant: Option<&String>| {
        let rule = rule.filter(|_| by.rule).cloned().unwrap_or_default();
        (rule, participant.filter(|_| by.participant).cloned())
    };
    for line in &statement.lines {
        let over_cap = if line.reason == "over_cap" { line.withheld.0 } else { 0 };
        if line.status == LineStatus::Waiting || (line.amount.0 == 0 && over_cap == 0) {
            continue;
        }
        let entry = found.entry(key(Some(&line.rule), line.participant.as_ref())).or_default();
        entry.due.0 += line.amount.0;
        entry.uncapped.0 += line.amount.0 + over_cap;
        if line.line > 0 {
            entry.outcomes.push((line.file.clone(), line.line));
        }
        entry.outcomes.extend(line.more.iter().cloned());
    }
    for payment in made {
        let entry = found.entry(key(payment.rule.as_ref(), payment.participant.as_ref())).or_default();
        entry.paid.0 += payment.amount.0;
        entry.rows.push((payment.file.clone(), payment.line));
    }
    let finish = |((rule, participant), one): ((String, Option<String>), Reconciled)| Reconciled {
        key: rule,
        participant,
        currency: statement.currency.clone(),
        difference: Money(one.paid.0 - one.due.0),
        outcome: compare(one.uncapped, one.due, one.paid),
        ..one
    };
    found.into_iter().map(finish).collect()
}
