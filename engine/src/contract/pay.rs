//! The payment engine: outcome rows in order, rule by rule, into lines.
//!
//! Comes in: a contract and its rows. Goes out: for each outcome under each rule a line that says what is paid, or
//! why not. Rows go by date, then participant, then line of the file, because a cap pays whoever comes first.
//! Knows no table and no file.

use super::caps::Used;
use super::cohort::{self, Pooled};
use super::money::{UNIT, decimals, number, units};
use super::outcome::{Outcome, Status};
use super::rules::Rule;
use super::span::iso;
use super::trouble::Troubles;
use esito_model::{Contract, LineStatus, MeasuredEffect, Payment, Pays, Per, StatementLine};
use std::collections::{BTreeMap, BTreeSet};

/// What the engine found.
#[derive(Debug, Default)]
pub(crate) struct Paid {
    pub lines: Vec<StatementLine>,
    /// For each line its day.
    pub days: Vec<Option<i32>>,
    pub used: Used,
    /// For each rule what was measured of its cohorts.
    pub effects: Vec<Vec<MeasuredEffect>>,
    pub troubles: Troubles,
    /// For each rule the rule whose caps, tiers and `once` it shares.
    pub roots: Vec<String>,
}

/// How it is to be paid.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Terms {
    /// Outcomes after this day are not due.
    pub as_of: Option<i32>,
    /// As if every claim were verified.
    pub claims_count: bool,
}

/// Something to be paid or not: a row under a rule, or a cohort under a rule.
#[derive(Debug)]
enum Event {
    Row { row: usize, rule: Option<usize> },
    Cohort { pooled: Pooled, rule: usize },
}

/// Works a contract out in one go.
#[cfg(test)]
pub(crate) fn pay(contract: &Contract, rows: &[Outcome], terms: Terms) -> Paid {
    let mut run = Run::new(contract, rows, terms);
    while run.left() > 0 {
        run.go_on(contract, rows, usize::MAX);
    }
    run.finish()
}

/// A contract that is worked out stretch by stretch; contract and rows stay with whoever asks.
#[derive(Debug)]
pub(crate) struct Run {
    events: std::vec::IntoIter<Event>,
    terms: Terms,
    books: Books,
}

impl Run {
    /// Puts everything that is to be decided in order.
    pub(crate) fn new(contract: &Contract, rows: &[Outcome], terms: Terms) -> Self {
        let rules = Rule::all(contract);
        let out = Paid {
            effects: vec![Vec::new(); rules.len()],
            roots: rules.iter().map(|rule| rule.root.clone()).collect(),
            ..Paid::default()
        };
        let books = Books { rules, out, ..Books::default() };
        let mut engine = Engine::open(contract, rows, terms, books);
        let events = engine.events();
        Self { events: events.into_iter(), terms, books: engine.close() }
    }

    /// How many decisions are left.
    pub(crate) fn left(&self) -> usize {
        self.events.len()
    }

    /// Decides at most so many.
    pub(crate) fn go_on(&mut self, contract: &Contract, rows: &[Outcome], most: usize) {
        let mut engine = Engine::open(contract, rows, self.terms, std::mem::take(&mut self.books));
        for event in self.events.by_ref().take(most) {
            match event {
                Event::Row { row, rule: Some(rule) } => engine.row(row, rule),
                Event::Row { row, rule: None } => engine.nobody_pays(row),
                Event::Cohort { pooled, rule } => engine.cohort(&pooled, rule),
            }
        }
        self.books = engine.close();
    }

    pub(crate) fn finish(self) -> Paid {
        self.books.out
    }
}

/// What is remembered from one decision to the next.
#[derive(Debug, Default)]
struct Books {
    rules: Vec<Rule>,
    seen: BTreeSet<(usize, String, String, i32)>,
    once: BTreeSet<(String, String)>,
    highest: BTreeMap<(String, String), i64>,
    cohort_of: BTreeMap<String, String>,
    out: Paid,
}

/// Why something is not paid.
pub(super) struct Refusal {
    status: LineStatus,
    reason: &'static str,
}

pub(super) fn unpaid(reason: &'static str) -> Refusal {
    Refusal { status: LineStatus::Unpaid, reason }
}

fn waiting(reason: &'static str) -> Refusal {
    Refusal { status: LineStatus::Waiting, reason }
}

/// Who or what is paid only once: a participant under a rule that says so, a milestone always. People in aggregated
/// rows cannot be told apart.
fn once(payment: &Payment, row: &Outcome) -> Option<String> {
    if payment.per == Per::Milestone {
        return row.outcome.clone();
    }
    row.participant.clone().filter(|_| payment.once)
}

pub(super) struct Engine<'a> {
    pub(super) contract: &'a Contract,
    rows: &'a [Outcome],
    pub(super) rules: Vec<Rule>,
    terms: Terms,
    pub(super) decimals: u32,
    /// Rule, participant, outcome and day of verified rows.
    seen: BTreeSet<(usize, String, String, i32)>,
    /// Rule and whoever is paid only once.
    once: BTreeSet<(String, String)>,
    /// Paid to a participant under rules of which only the highest counts.
    pub(super) highest: BTreeMap<(String, String), i64>,
    /// The cohort in which a participant was met first.
    cohort_of: BTreeMap<String, String>,
    pub(super) out: Paid,
}

impl<'a> Engine<'a> {
    fn open(contract: &'a Contract, rows: &'a [Outcome], terms: Terms, books: Books) -> Self {
        let Books { rules, seen, once, highest, cohort_of, out } = books;
        let decimals = decimals(&contract.currency);
        Self { contract, rows, terms, decimals, rules, seen, once, highest, cohort_of, out }
    }

    fn close(self) -> Books {
        let Self { rules, seen, once, highest, cohort_of, out, .. } = self;
        Books { rules, seen, once, highest, cohort_of, out }
    }

    /// Whether a row is of one participant.
    fn has_people(&self) -> bool {
        self.contract.columns.participant.is_some()
    }

    fn pair(&self, at: usize, rule: usize) -> (&'a Outcome, &'a Payment) {
        (&self.rows[at], &self.contract.payments[rule])
    }

    /// Everything to be decided, in order.
    fn events(&mut self) -> Vec<Event> {
        let mut events: Vec<((i32, String, usize), Event)> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let key = |rule: usize| {
                (row.date.unwrap_or(i32::MAX), row.participant.clone().unwrap_or_default(), rule)
            };
            let mut anybody = false;
            for (rule, payment) in self.contract.payments.iter().enumerate() {
                let named = row.outcome.as_ref().is_some_and(|outcome| payment.outcome.contains(outcome));
                anybody |= named;
                if named && !cohort::is_of(self.contract, payment) {
                    events.push((key(rule), Event::Row { row: at, rule: Some(rule) }));
                }
            }
            if !anybody {
                events.push((key(0), Event::Row { row: at, rule: None }));
            }
        }
        // Stable: rows of one day and participant stay in the order of the file, rules in that of the contract.
        events.sort_by(|(a, one), (b, other)| {
            let line = |event: &Event| match event {
                Event::Row { row, .. } => *row,
                Event::Cohort { .. } => usize::MAX,
            };
            (a.0, &a.1, line(one), a.2).cmp(&(b.0, &b.1, line(other), b.2))
        });
        for (rule, payment) in self.contract.payments.iter().enumerate() {
            if !cohort::is_of(self.contract, payment) {
                continue;
            }
            for pooled in cohort::pool(payment, rule, self.rows, self.terms, &mut self.out.troubles) {
                let key = (pooled.date.unwrap_or(i32::MAX), String::new(), rule);
                // After the rows of its day.
                let at = events.partition_point(|(have, _)| have.0 <= key.0);
                events.insert(at, (key, Event::Cohort { pooled, rule }));
            }
        }
        events.into_iter().map(|(_, event)| event).collect()
    }

    fn line(&self, rule: Option<usize>, row: &Outcome) -> StatementLine {
        StatementLine {
            rule: rule.map(|rule| self.contract.payments[rule].id.clone()).unwrap_or_default(),
            outcome: row.outcome.clone().unwrap_or_default(),
            participant: row.participant.clone(),
            cohort: row.cohort.clone(),
            date: row.date.map(iso),
            units: row.quantity.map(number),
            file: row.file.clone(),
            line: row.line,
            ..StatementLine::default()
        }
    }

    pub(super) fn push(&mut self, line: StatementLine, day: Option<i32>) {
        self.out.lines.push(line);
        self.out.days.push(day);
    }

    pub(super) fn refuse(&mut self, mut line: StatementLine, day: Option<i32>, refusal: &Refusal) {
        line.status = refusal.status;
        refusal.reason.clone_into(&mut line.reason);
        self.push(line, day);
    }

    fn nobody_pays(&mut self, at: usize) {
        let row = &self.rows[at];
        let refusal = if row.outcome.is_none() {
            self.out.troubles.add("no-outcome", at, "");
            unpaid("no_outcome")
        } else {
            self.out.troubles.add("outcome-without-rule", at, row.outcome.as_deref().unwrap_or_default());
            unpaid("no_rule")
        };
        let line = self.line(None, row);
        self.refuse(line, row.date, &refusal);
    }

    fn row(&mut self, at: usize, rule: usize) {
        let (row, payment) = self.pair(at, rule);
        let mut line = self.line(Some(rule), row);
        let verdict = self.admit(at, rule);
        let units = self.units(row, payment);
        line.units = units.map(number);
        match verdict {
            Err(refusal) => self.refuse(line, row.date, &refusal),
            Ok(day) => {
                let outcome = row.outcome.clone().unwrap_or_default();
                let who = row.participant.as_deref();
                let paid = self.settle(&line, rule, units.unwrap_or_default(), day, who, &outcome);
                if let Some(whom) = once(payment, row).filter(|_| paid) {
                    self.once.insert((self.rules[rule].root.clone(), whom));
                }
            }
        }
    }

    /// How many units a row is, in ten-thousandths; nothing where nobody knows: missing is not zero.
    fn units(&self, row: &Outcome, payment: &Payment) -> Option<i64> {
        match payment.per {
            // Reached or not: a milestone is one unit at most.
            Per::Milestone => Some(row.quantity.map_or(UNIT, |quantity| quantity.min(UNIT))),
            Per::Participant if self.has_people() => Some(UNIT),
            Per::Participant | Per::Outcome | Per::Activity if self.has_people() => {
                row.quantity.or(Some(UNIT))
            }
            Per::Participant | Per::Outcome | Per::Activity => row.quantity,
            Per::Cohort if payment.threshold.is_some() => row.quantity.map(|_| UNIT),
            Per::Cohort => row.quantity.or(Some(UNIT)),
            Per::PercentagePoint => {
                let above = units(payment.above.unwrap_or_default() * 100.0).unwrap_or_default();
                let points = (row.quantity? - above).max(0);
                Some(if payment.whole { points / UNIT * UNIT } else { points })
            }
        }
    }

    /// Whether a row may be paid under a rule, as far as the row itself goes.
    fn admit(&mut self, at: usize, rule: usize) -> Result<i32, Refusal> {
        let (row, payment) = self.pair(at, rule);
        let has_people = self.has_people();
        let troubles = &mut self.out.troubles;
        if row.status == Status::Rejected {
            return Err(unpaid("rejected"));
        }
        let Some(day) = row.date else {
            troubles.add("outcome-without-date", at, "");
            return Err(unpaid("no_date"));
        };
        if self.terms.as_of.is_some_and(|due| day > due) {
            return Err(waiting("not_due"));
        }
        if row.currency.as_ref().is_some_and(|currency| *currency != self.contract.currency) {
            troubles.add("two-currencies", at, row.currency.as_deref().unwrap_or_default());
            return Err(unpaid("other_currency"));
        }
        let of_people = !matches!(payment.per, Per::Milestone | Per::Activity);
        if has_people && of_people && row.participant.is_none() {
            troubles.add("outcome-without-participant", at, "");
            return Err(unpaid("no_participant"));
        }
        if let (Some(who), Some(cohort)) = (&row.participant, &row.cohort) {
            let first = self.cohort_of.entry(who.clone()).or_insert_with(|| cohort.clone());
            if first != cohort {
                let message = format!("{first} and {cohort}");
                troubles.add("two-cohorts", at, &message);
                return Err(unpaid("two_cohorts"));
            }
        }
        let of_cohort = row.cohort.as_ref().is_some_and(|cohort| payment.cohorts.contains(cohort));
        if !row.is_eligible(rule) || (!payment.cohorts.is_empty() && !of_cohort) {
            return Err(unpaid("not_eligible"));
        }
        self.in_time(at, rule, day)?;
        let unknown = self.units(row, payment).is_none();
        match row.quantity {
            None if unknown => {
                self.out.troubles.add("outcome-without-quantity", at, "");
                return Err(unpaid("no_quantity"));
            }
            Some(quantity) if quantity < 0 => {
                self.out.troubles.add("negative-quantity", at, "");
                return Err(unpaid("negative_quantity"));
            }
            _ => {}
        }
        let level = row.level.or(row.quantity.map(number));
        if payment.threshold.is_some_and(|least| level.is_none_or(|level| level < least)) {
            return Err(unpaid("below_threshold"));
        }
        let claimed = payment.pays == Pays::Claimed || self.terms.claims_count;
        match row.status {
            Status::Verified => {}
            Status::Claimed if claimed => {}
            Status::Claimed => {
                return Err(self.perhaps_twice(at, rule, day).unwrap_or(waiting("not_verified")));
            }
            Status::Rejected => return Err(unpaid("rejected")),
            Status::Disputed => return Err(waiting("disputed")),
            Status::Unknown => {
                self.out.troubles.add("unknown-status", at, "");
                return Err(waiting("unknown_status"));
            }
        }
        if !row.is_evident(rule) {
            return Err(waiting("no_evidence"));
        }
        if let Some(refusal) = self.perhaps_twice(at, rule, day) {
            self.out.troubles.add("verified-twice", at, "");
            return Err(refusal);
        }
        if let (Some(who), Some(outcome)) = (&row.participant, &row.outcome) {
            self.seen.insert((rule, who.clone(), outcome.clone(), day));
        }
        if self.is_ruled_out(payment) {
            return Err(unpaid("other_rule_paid"));
        }
        Ok(day)
    }

    /// A refusal where the same outcome was paid already.
    fn perhaps_twice(&self, at: usize, rule: usize, day: i32) -> Option<Refusal> {
        let (row, payment) = self.pair(at, rule);
        let outcome = row.outcome.clone().unwrap_or_default();
        let again =
            once(payment, row).is_some_and(|whom| self.once.contains(&(self.rules[rule].root.clone(), whom)));
        let same = row.participant.as_ref();
        let same = same.is_some_and(|who| self.seen.contains(&(rule, who.clone(), outcome, day)));
        (again || same).then_some(unpaid("duplicate"))
    }

    /// Whether a row's day is one on which the rule holds.
    fn in_time(&mut self, at: usize, rule: usize, day: i32) -> Result<(), Refusal> {
        let (row, _) = self.pair(at, rule);
        let times = &self.rules[rule];
        if !times.holds(day) {
            if times.starts.is_some_and(|first| day < first) {
                self.out.troubles.add("outcome-before-start", at, "of the contract");
            }
            if times.ends.is_some_and(|last| day > last) {
                self.out.troubles.add("outcome-after-end", at, "");
            }
            return Err(unpaid("outside_window"));
        }
        if let Some(started) = row.started
            && day < started
        {
            self.out.troubles.add("outcome-before-start", at, "of the participant");
            return Err(unpaid("outside_window"));
        }
        if times.within.is_none() && times.not_before.is_none() {
            return Ok(());
        }
        let Some(started) = row.started else {
            self.out.troubles.add("outcome-without-start", at, "");
            return Err(unpaid("no_start"));
        };
        let late = times.within.is_some_and(|within| day > within.after(started));
        let early = times.not_before.is_some_and(|least| day < least.after(started));
        if late || early { Err(unpaid("outside_window")) } else { Ok(()) }
    }

    fn is_ruled_out(&self, payment: &Payment) -> bool {
        payment.unless.iter().any(|other| {
            let root = self.rules.iter().find(|rule| rule.id == *other).map(|rule| rule.root.as_str());
            root.is_some_and(|root| self.out.used.money(&format!("rule:{root}")) > 0)
        })
    }

    fn cohort(&mut self, pooled: &Pooled, rule: usize) {
        let contract = self.contract;
        let payment = &contract.payments[rule];
        let measured = cohort::measure(payment, pooled);
        let mut line = StatementLine {
            rule: payment.id.clone(),
            outcome: payment.outcome.join(", "),
            cohort: Some(pooled.cohort.clone()),
            date: pooled.date.map(iso),
            units: Some(1.0),
            file: pooled.rows.first().map(|row| self.rows[*row].file.clone()).unwrap_or_default(),
            line: pooled.rows.first().map_or(0, |row| self.rows[*row].line),
            more: pooled
                .rows
                .iter()
                .skip(1)
                .map(|row| (self.rows[*row].file.clone(), self.rows[*row].line))
                .collect(),
            ..StatementLine::default()
        };
        self.out.effects[rule].push(measured.clone());
        let refusal = if let Some(refusal) = pooled.refusal {
            Some(Refusal { status: refusal.0, reason: refusal.1 })
        } else if measured.value.is_none() {
            Some(unpaid("no_result"))
        } else if !measured.reached {
            Some(unpaid("below_threshold"))
        } else if pooled.date.is_some_and(|day| !self.rules[rule].holds(day)) {
            Some(unpaid("outside_window"))
        } else if self.is_ruled_out(payment) {
            Some(unpaid("other_rule_paid"))
        } else {
            None
        };
        let Some(day) = pooled.date.filter(|_| refusal.is_none()) else {
            let refusal = refusal.unwrap_or(unpaid("no_date"));
            self.refuse(line, pooled.date, &refusal);
            return;
        };
        let points = if payment.per == Per::PercentagePoint {
            let points = (measured.value.unwrap_or_default() - payment.above.unwrap_or_default()) * 100.0;
            let points = units(points).unwrap_or_default().max(0);
            if payment.whole { points / UNIT * UNIT } else { points }
        } else {
            UNIT
        };
        line.units = Some(number(points));
        let outcome = payment.outcome.first().cloned().unwrap_or_default();
        self.settle(&line, rule, points, day, None, &outcome);
    }
}
