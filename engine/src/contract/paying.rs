//! A statement in steps: rows read, each decided, each decided once more as if every claim were verified.
//!
//! Comes in: a bundle and a contract. Goes out: the same statement as in one go.

use super::assemble::{statement, waits_for_verification};
use super::outcome::Outcome;
use super::pay::{Paid, Run, Terms};
use super::rows::rows;
use crate::bundle::Bundle;
use crate::measure::due_day;
use esito_model::{Contract, Progress, Stage, Statement};
use std::collections::BTreeSet;

/// Decisions in a step: a few milliseconds of work.
const STRETCH: usize = 2_000;

/// Working a statement out step by step.
#[derive(Debug)]
pub struct Paying<'a> {
    bundle: &'a Bundle,
    contract: Contract,
    due: Option<i32>,
    rows: Option<(Vec<Outcome>, u64)>,
    run: Option<Run>,
    paid: Option<Paid>,
    claims: Option<Paid>,
    /// Whether all is decided.
    done: bool,
}

impl<'a> Paying<'a> {
    /// Nothing where the contract's table is not there, or where a private column other than the participant's would
    /// be shown.
    pub(super) fn of(bundle: &'a Bundle, contract: Contract, as_of: Option<&str>) -> Option<Self> {
        if bundle.would_show(&contract) || bundle.dataset.position(&contract.table).is_none() {
            return None;
        }
        let due = as_of.or(bundle.framework.as_of.as_deref()).and_then(due_day);
        Some(Self { bundle, contract, due, rows: None, run: None, paid: None, claims: None, done: false })
    }

    /// Does some work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        if self.done {
            return None;
        }
        let Some((rows, _)) = &self.rows else {
            self.rows = rows(&self.bundle.framework, &self.bundle.dataset, &self.contract);
            self.done = self.rows.is_none();
            return self.progress();
        };
        let claims_count = self.paid.is_some();
        let terms = Terms { as_of: self.due, claims_count };
        let run = self.run.get_or_insert_with(|| Run::new(&self.contract, rows, terms));
        run.go_on(&self.contract, rows, STRETCH);
        if run.left() == 0
            && let Some(run) = self.run.take()
        {
            let paid = run.finish();
            if claims_count {
                self.claims = Some(paid);
                self.done = true;
            } else {
                self.done = !waits_for_verification(&paid);
                self.paid = Some(paid);
            }
        }
        self.progress()
    }

    fn progress(&self) -> Option<Progress> {
        let total = self.rows.as_ref().map_or(0, |(rows, _)| rows.len());
        let left = self.run.as_ref().map_or(0, Run::left).min(total);
        Some(Progress {
            stage: Stage::Paying,
            item: self.contract.id.clone(),
            done: (total - left) as u64,
            total: total as u64,
        })
    }

    /// The outcomes that occur in the rows read so far, in order.
    pub(super) fn outcomes(&self) -> Vec<String> {
        let rows = self.rows.iter().flat_map(|(rows, _)| rows);
        let found: BTreeSet<&String> = rows.filter_map(|row| row.outcome.as_ref()).collect();
        found.into_iter().cloned().collect()
    }

    /// The statement. What was not worked out by then is worked out now.
    #[must_use]
    pub fn finish(mut self) -> Option<Statement> {
        while self.step().is_some() {}
        let (rows, other_rows) = self.rows?;
        let mut made = statement(&self.contract, &rows, self.due, self.paid?, self.claims);
        made.other_rows = other_rows;
        Some(self.bundle.complete(&self.contract, made))
    }
}
