//! A statement that is published without the rows: no line of it tells of one person.
//!
//! Comes in: a statement, and the smallest group that is shown. Goes out: the same amounts, added up. Each line is one
//! outcome of one person on one day, so lines are added up by rule, price and state; and the payments of a month, divided
//! by the price, are the people of that month, so that months with few are added to the next. What is paid for a cohort or
//! a milestone stays as it is.

use super::reconcile::compare;
use crate::bundle::Bundle;
use esito_model::{Money, MonthPaid, Per, Reconciled, Statement, StatementLine};

impl Bundle {
    /// The smallest group of a contract's table that is shown: 1 where its rows are no people, or it is not known.
    #[must_use]
    pub fn least_paid_for(&self, contract: &str) -> u32 {
        let contract = self.framework.contracts.iter().find(|known| known.id == contract);
        let table = contract.and_then(|one| self.framework.tables.iter().find(|table| table.id == one.table));
        table.map_or(1, |table| table.minimum_group.unwrap_or(self.framework.minimum_group))
    }

    /// Adds up what would tell of fewer people than are shown: lines, months, days on which one person met a limit,
    /// payments to one.
    pub(crate) fn sum_up(&self, statement: &mut Statement) {
        let least = f64::from(self.least_paid_for(&statement.contract));
        let contract = self.framework.contracts.iter().find(|known| known.id == statement.contract);
        let is_of_many = |rule: &str| {
            let mut rules = contract.iter().flat_map(|contract| &contract.payments);
            let per = rules.find(|known| known.id == rule).map(|rule| rule.per);
            matches!(per, Some(Per::Cohort | Per::PercentagePoint | Per::Milestone))
        };
        sum_up(statement, least, &|line| line.participant.is_none() && is_of_many(&line.rule));
    }
}

/// Whether a line is about no person.
type OfMany<'a> = &'a dyn Fn(&StatementLine) -> bool;

fn sum_up(statement: &mut Statement, least: f64, is_of_many: OfMany<'_>) {
    statement.summed = true;
    statement.months = months(statement, least, is_of_many);
    statement.lines = lines(std::mem::take(&mut statement.lines), is_of_many);
    statement.reconciled = reconciled(std::mem::take(&mut statement.reconciled));
    let of_one = |cap: &str| cap.contains("participant");
    for cap in statement.caps.iter_mut().filter(|cap| of_one(&cap.cap)) {
        (cap.reached, cap.used, cap.used_units) = (None, None, None);
    }
    statement.events.retain(|event| event.kind != "cap_reached" || !of_one(&event.what));
}

/// One line for all that are paid, or not, alike; in the order of the first of each.
fn lines(lines: Vec<StatementLine>, is_of_many: OfMany<'_>) -> Vec<StatementLine> {
    let mut out: Vec<StatementLine> = Vec::new();
    for line in lines {
        if is_of_many(&line) {
            out.push(line);
            continue;
        }
        let alike = |known: &&mut StatementLine| {
            (&known.rule, &known.outcome, &known.cohort, known.price)
                == (&line.rule, &line.outcome, &line.cohort, line.price)
                && (known.status, &known.reason, &known.cap) == (line.status, &line.reason, &line.cap)
        };
        let Some(sum) = out.iter_mut().find(alike) else {
            let (file, more) = (String::new(), Vec::new());
            out.push(StatementLine { participant: None, date: None, file, line: 0, more, ..line });
            continue;
        };
        sum.units = sum.units.zip(line.units).map(|(sum, units)| sum + units);
        sum.amount = Money(sum.amount.0 + line.amount.0);
        sum.withheld = Money(sum.withheld.0 + line.withheld.0);
    }
    out
}

/// Months in which so few outcomes were paid are added to the next, the last ones to the one before.
fn months(statement: &Statement, least: f64, is_of_many: OfMany<'_>) -> Vec<MonthPaid> {
    let paid_in = |month: &str| -> f64 {
        let of_month = statement.lines.iter().filter(|line| {
            line.amount.0 != 0 && line.date.as_deref().is_some_and(|day| day.starts_with(month))
        });
        of_month.map(|line| if is_of_many(line) { least } else { line.units.unwrap_or_default() }).sum()
    };
    let mut out: Vec<MonthPaid> = Vec::new();
    let (mut amount, mut units) = (0, 0.0);
    for month in &statement.months {
        amount += month.amount.0;
        units += paid_in(&month.month);
        if units >= least {
            out.push(MonthPaid { amount: Money(amount), ..month.clone() });
            (amount, units) = (0, 0.0);
        }
    }
    if let (true, Some(last)) = (units > 0.0 || amount != 0, statement.months.last()) {
        let before = out.pop().map_or(0, |month| month.amount.0);
        out.push(MonthPaid { amount: Money(before + amount), ..last.clone() });
    }
    out
}

/// What was paid to persons is added up by rule; no row is named.
fn reconciled(all: Vec<Reconciled>) -> Vec<Reconciled> {
    let mut out: Vec<Reconciled> = Vec::new();
    for one in all {
        let bare = Reconciled { participant: None, rows: Vec::new(), outcomes: Vec::new(), ..one };
        let same = |known: &&mut Reconciled| known.key == bare.key && known.currency == bare.currency;
        match out.iter_mut().find(same) {
            None => out.push(bare),
            Some(sum) => {
                sum.uncapped = Money(sum.uncapped.0 + bare.uncapped.0);
                sum.due = Money(sum.due.0 + bare.due.0);
                sum.paid = Money(sum.paid.0 + bare.paid.0);
                sum.difference = Money(sum.paid.0 - sum.due.0);
                sum.outcome = compare(sum.uncapped, sum.due, sum.paid);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::assemble::assemble;
    use super::super::outcome::Status;
    use super::super::tests::{pounds, row, rule};
    use super::*;
    use crate::statistics::chance::Chance;
    use esito_model::{Cap, Contract, ContractColumns};

    const LEAST: f64 = 5.0;

    /// The attacker divides: what a month was paid by the price is the people of that month.
    #[test]
    fn no_amount_divided_by_its_price_counts_few() {
        let mut few = 0;
        for seed in 1..=40 {
            let chance = &mut Chance::new(seed);
            let cap = Cap { per_participant: Some(pounds(100)), ..Cap::default() };
            let columns = ContractColumns { participant: Some("p".into()), ..ContractColumns::default() };
            let payments = vec![rule("job", 100), rule("home", 30)];
            let contract = Contract {
                id: "c".into(),
                currency: "GBP".into(),
                columns,
                cap,
                payments,
                ..Contract::default()
            };
            let mut rows = Vec::new();
            for person in 0..20 + chance.below(40) {
                let day = format!("2021-{:02}-{:02}", 1 + chance.below(12), 1 + chance.below(28));
                let status = if chance.below(6) == 0 { Status::Claimed } else { Status::Verified };
                let outcome = if chance.below(3) == 0 { "home" } else { "job" };
                let mut one = row(&format!("p{person}"), outcome, &day);
                one.status = status;
                rows.push(one);
            }
            let whole = assemble(&contract, &rows, None);
            let mut summed = whole.clone();
            sum_up(&mut summed, LEAST, &|_| false);
            // What is shown adds up to the same.
            assert_eq!(summed.total, whole.total);
            let amounts: i64 = summed.lines.iter().map(|line| line.amount.0).sum();
            assert_eq!(amounts, whole.total.0, "seed {seed}");
            assert_eq!(
                summed.months.last().map(|month| month.so_far),
                whole.months.last().map(|month| month.so_far)
            );
            let in_months: i64 = summed.months.iter().map(|month| month.amount.0).sum();
            assert_eq!(in_months, whole.total.0);
            // Nobody is named, no day, no row.
            for line in &summed.lines {
                assert_eq!((&line.participant, &line.date, line.line, line.more.len()), (&None, &None, 0, 0));
            }
            assert!(summed.caps.iter().all(|cap| cap.reached.is_none() && cap.used.is_none()));
            assert!(summed.events.iter().all(|event| event.kind != "cap_reached"));
            // Every step of the curve is of five outcomes or more, by the rows themselves.
            let mut from = String::new();
            for month in &summed.months {
                let paid = whole.lines.iter().filter(|line| {
                    let of = line.date.as_deref().map_or("", |day| &day[..7]);
                    line.amount.0 > 0 && *of > *from && *of <= *month.month
                });
                let people = paid.count();
                assert!(people >= 5, "seed {seed}: {people} in {}", month.month);
                from.clone_from(&month.month);
            }
            let count = |month: &&MonthPaid| month.amount.0 > 0 && month.amount.0 < pounds(30).0 * 5;
            few += whole.months.iter().filter(count).count();
        }
        assert!(few > 20, "the attack must have something to find: {few}");
    }

    #[test]
    fn cohorts_stay_and_payments_to_persons_are_added_up() {
        let cohort = |day: &str| StatementLine {
            rule: "c".into(),
            cohort: Some(day[..4].to_owned()),
            date: Some(day.into()),
            units: Some(1.0),
            amount: pounds(9),
            ..StatementLine::default()
        };
        let lines = vec![cohort("2020-01-01"), cohort("2021-01-01")];
        let paid = |who: &str, due: i64, paid: i64| Reconciled {
            key: "job".into(),
            participant: Some(who.into()),
            uncapped: pounds(due),
            due: pounds(due),
            paid: pounds(paid),
            outcomes: vec![("t.csv".into(), 3)],
            ..Reconciled::default()
        };
        let month = |month: &str| MonthPaid { month: month.into(), amount: pounds(9), so_far: pounds(9) };
        let mut found = Statement {
            lines: lines.clone(),
            months: vec![month("2020-01"), month("2021-01")],
            reconciled: vec![paid("a", 10, 10), paid("b", 20, 15)],
            ..Statement::default()
        };
        sum_up(&mut found, LEAST, &|line| line.rule == "c");
        assert_eq!((found.lines, found.months.len()), (lines, 2));
        let [one] = found.reconciled.as_slice() else { panic!("{:?}", found.reconciled) };
        assert_eq!((one.due, one.paid, one.difference), (pounds(30), pounds(25), Money(-50_000)));
        assert_eq!((&one.participant, one.outcomes.len()), (&None, 0));
    }
}
