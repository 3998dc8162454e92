//! What is wrong with rows, folded into remarks.

use super::outcome::Outcome;
use esito_model::{Contract, Remark, RemarkPlace, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// The most places that a remark names.
const PLACES: usize = 3;

/// Faults of rows by code and what was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Troubles {
    found: BTreeMap<(&'static str, String), BTreeSet<usize>>,
}

impl Troubles {
    /// A fault of a row; the same one is told once.
    pub(crate) fn add(&mut self, code: &'static str, row: usize, found: &str) {
        self.found.entry((code, found.to_owned())).or_default().insert(row);
    }

    /// The remarks, in order of their codes.
    pub(crate) fn remarks(&self, contract: &Contract, rows: &[Outcome]) -> Vec<Remark> {
        let remark = |((code, found), at): (&(&'static str, String), &BTreeSet<usize>)| {
            let (column, message, help) = words(code, found, contract);
            let place = |row: &usize| RemarkPlace {
                file: rows[*row].file.clone(),
                line: Some(rows[*row].line),
                column: column.clone(),
                record: None,
            };
            let mut remark =
                Remark::new(code, Severity::Doubt, RemarkPlace::default(), message).with_help(help);
            remark.places = at.iter().take(PLACES).map(place).collect();
            remark.count = at.len() as u64;
            remark
        };
        self.found.iter().map(remark).collect()
    }
}

/// Column, message and help of a fault.
fn words(code: &str, found: &str, contract: &Contract) -> (Option<String>, String, &'static str) {
    let columns = &contract.columns;
    let (column, message, help) = match code {
        "no-outcome" => {
            (&columns.outcome, "expected an outcome, found an empty cell".to_owned(), "the row is not paid")
        }
        "outcome-without-rule" => (
            &columns.outcome,
            format!("expected an outcome that a payment rule names, found \"{found}\""),
            "no rule of the contract pays for it; the row is in the statement and not paid",
        ),
        "outcome-without-date" => (
            &columns.date,
            "expected the day on which the outcome was reached, found none that can be read".to_owned(),
            "the row is not paid until its day is known",
        ),
        "two-currencies" => (
            &columns.currency,
            format!("expected an outcome in {}, found one in {found}", contract.currency),
            "the row is not paid: amounts of two currencies are never added",
        ),
        "outcome-without-participant" => (
            &columns.participant,
            "expected a participant, found an empty cell".to_owned(),
            "the row is not paid: nobody can tell whether the person was paid for already",
        ),
        "two-cohorts" => (
            &columns.cohort,
            format!("expected a participant in one cohort, found one in {found}"),
            "the participant counts in the first cohort only",
        ),
        "outcome-without-quantity" => (
            &columns.quantity,
            "expected a number of outcomes, found none that can be read".to_owned(),
            "the row is not paid: missing is not zero",
        ),
        "negative-quantity" => (
            &columns.quantity,
            "expected a number of outcomes from 0 on, found a negative one".to_owned(),
            "the row is not paid, and nothing is taken back",
        ),
        "unknown-status" => (
            &columns.status,
            "expected claimed, verified, rejected or disputed, found another word or none".to_owned(),
            "the row waits; statuses = { \"word\" = \"verified\" } in the contract says what a word means",
        ),
        "verified-twice" => (
            &columns.outcome,
            "expected an outcome to be verified once, found it again".to_owned(),
            "it is paid once; the second row is not paid",
        ),
        "outcome-before-start" => (
            &columns.date,
            format!("expected an outcome after the start {found}, found one before it"),
            "the row is not paid",
        ),
        "outcome-after-end" => (
            &columns.date,
            "expected an outcome up to the end of the contract, found one after it".to_owned(),
            "the row is not paid",
        ),
        "outcome-without-start" => (
            &columns.started,
            "expected the day on which the participant began, found none that can be read".to_owned(),
            "the row is not paid: its window cannot be worked out",
        ),
        "unknown-group" => (
            &columns.group,
            "expected intervention or comparison, found another word or none".to_owned(),
            "the row is in neither group",
        ),
        "outcome-without-people" => (
            &columns.people,
            "expected out of how many people, found none".to_owned(),
            "the rate is too high by what is missing, or cannot be worked out",
        ),
        "several-effects" => (
            &columns.effect,
            format!("expected one published effect for the cohort \"{found}\", found several"),
            "name the one that counts in cohorts = [\"…\"]; published effects are not averaged",
        ),
        _ => (
            &columns.effect,
            "expected a share from 0 to 1, found more than 100 %".to_owned(),
            "the result is not used; write 0.084 for 8.4 %, or type = \"percent\"",
        ),
    };
    (column.clone(), message, help)
}
