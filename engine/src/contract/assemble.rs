//! Lines become a statement: totals, caps over time, what waits, what the rest would pay.

use super::caps::Used;
use super::money::{decimals, to_minor};
use super::outcome::Outcome;
use super::pay::Paid;
use super::rules::cap_on;
use super::span::iso;
use super::{reasons, words};
use crate::statistics::calendar::{period_code, period_month, read_day};
use esito_model::{
    CapFrom, Contract, ContractEvent, Every, LineStatus, Money, MonthPaid, Pace, Reduction, Remark,
    RemarkPlace, RuleState, Severity, Statement, StatementLine, Waiting, Worth,
};
use std::collections::BTreeMap;

/// The statement of a contract over its rows, in one go.
#[cfg(test)]
pub(crate) fn assemble(contract: &Contract, rows: &[Outcome], as_of: Option<i32>) -> Statement {
    let pay = |claims_count| super::pay::pay(contract, rows, super::pay::Terms { as_of, claims_count });
    let paid = pay(false);
    let claims = waits_for_verification(&paid).then(|| pay(true));
    statement(contract, rows, as_of, paid, claims)
}

/// Whether any line would be paid if its claim were verified.
pub(crate) fn waits_for_verification(paid: &Paid) -> bool {
    paid.lines.iter().any(is_claim)
}

/// A line that waits for the verifier.
pub(super) fn is_claim(line: &StatementLine) -> bool {
    line.status == LineStatus::Waiting && line.reason == "not_verified"
}

/// The statement made of what was paid, and of what would be if every claim were verified (absent where there is
/// none).
///
/// `as_of` is the day up to which outcomes are due. The remarks are about rows; those about the contract itself were
/// told when the framework was read.
pub(crate) fn statement(
    contract: &Contract,
    rows: &[Outcome],
    as_of: Option<i32>,
    mut paid: Paid,
    claims: Option<Paid>,
) -> Statement {
    let waiting = paid.lines.iter().filter(|line| is_claim(line)).count() as u64;
    let before = sum(&paid.lines);
    let if_verified = claims.as_ref().map_or(before, |claims| sum(&claims.lines));
    let last = as_of.or_else(|| paid.days.iter().flatten().max().copied()).unwrap_or_default();
    let cap = cap_on(contract, last);
    let verified = uncapped(&paid.lines);
    let achieved = claims.as_ref().map_or(verified, |claims| uncapped(&claims.lines));
    floor(contract, as_of, &mut paid);
    let worth = worth(cap.amount, achieved, verified, sum(&paid.lines));
    let mut remarks = paid.troubles.remarks(contract, rows);
    remarks.extend(lowered_caps(contract, &paid));
    let mut out = Statement {
        contract: contract.id.clone(),
        label: contract.label.clone(),
        currency: contract.currency.clone(),
        decimals: decimals(&contract.currency),
        total: sum(&paid.lines),
        worth,
        parties: contract.parties.clone(),
        as_of: as_of.map(iso),
        rules: rules(contract, &paid),
        costs: super::cost::costs(contract, &paid.lines),
        limits: limits(contract),
        months: months(&paid),
        waiting: Waiting { lines: waiting, amount: Money((if_verified.0 - before.0).max(0)) },
        reasons: reasons::of(&paid.lines),
        rows: rows.len() as u64,
        remarks,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        ..Statement::default()
    };
    let Paid { used, roots, lines, .. } = paid;
    out.caps = used.report(contract, cap, &|rule| roots[rule].clone());
    out.pace = pace(contract, &used, out.total, as_of);
    out.reductions = reductions(&lines);
    out.lines = lines;
    out.risks = super::risks::risks(contract, &out);
    out.events = events(contract, &out);
    out
}

/// What lines would bring without caps.
fn uncapped(lines: &[StatementLine]) -> Money {
    let of =
        |line: &StatementLine| line.amount.0 + if line.reason == "over_cap" { line.withheld.0 } else { 0 };
    Money(lines.iter().map(of).sum())
}

/// Lines that are not paid in full, by reason.
fn reductions(lines: &[StatementLine]) -> Vec<Reduction> {
    let mut out: Vec<Reduction> = Vec::new();
    for line in lines.iter().filter(|line| line.status != LineStatus::Paid) {
        let at = out.iter().position(|known| known.reason == line.reason).unwrap_or_else(|| {
            out.push(Reduction { reason: line.reason.clone(), ..Reduction::default() });
            out.len() - 1
        });
        out[at].lines += 1;
        out[at].withheld.0 += line.withheld.0;
    }
    out
}

/// The four figures with their shares of what was promised.
pub(super) fn worth(promised: Option<Money>, achieved: Money, verified: Money, paid: Money) -> Worth {
    let share = |amount: Money| {
        let promised = promised.filter(|promised| promised.0 > 0)?;
        Some(amount.major() / promised.major())
    };
    Worth {
        promised,
        achieved,
        verified,
        paid,
        achieved_share: share(achieved),
        verified_share: share(verified),
        paid_share: share(paid),
    }
}

/// The cap on the whole, from the beginning and from each version that has one of its own.
fn limits(contract: &Contract) -> Vec<CapFrom> {
    let first = contract.starts.clone().unwrap_or_default();
    let mut out = vec![CapFrom { from: first, amount: contract.cap.amount }];
    for version in &contract.versions {
        let Some(cap) = &version.cap else { continue };
        if out.last().is_some_and(|last| last.amount != cap.amount) {
            out.push(CapFrom { from: version.from.clone(), amount: cap.amount });
        }
    }
    if out.iter().all(|limit| limit.amount.is_none()) {
        out.clear();
    }
    out
}

fn sum(lines: &[StatementLine]) -> Money {
    Money(lines.iter().map(|line| line.amount.0).sum())
}

/// A line for what is missing to the floor when the contract has ended.
fn floor(contract: &Contract, as_of: Option<i32>, paid: &mut Paid) {
    let ends = contract.ends.as_deref().and_then(read_day);
    let (Some(floor), Some(ends), Some(as_of)) = (contract.floor, ends, as_of) else { return };
    let missing = floor.0 - sum(&paid.lines).0;
    if as_of < ends || missing <= 0 {
        return;
    }
    paid.lines.push(StatementLine {
        rule: "floor".to_owned(),
        date: Some(iso(ends)),
        units: Some(1.0),
        price: Some(Money(missing)),
        amount: Money(missing),
        status: LineStatus::Paid,
        reason: "floor".to_owned(),
        ..StatementLine::default()
    });
    paid.days.push(Some(ends));
}

/// A remark for each version whose cap is below what was already paid.
fn lowered_caps(contract: &Contract, paid: &Paid) -> Vec<Remark> {
    let mut out = Vec::new();
    for version in &contract.versions {
        let limit = version.cap.as_ref().and_then(|cap| cap.amount);
        let (Some(limit), Some(from)) = (limit, read_day(&version.from)) else { continue };
        let earlier = paid.lines.iter().zip(&paid.days).filter(|(_, day)| day.is_some_and(|day| day < from));
        let before: i64 = earlier.map(|(line, _)| line.amount.0).sum();
        if before > limit.0 {
            let digits = decimals(&contract.currency);
            let message = format!(
                "expected a cap of at least the {} paid before {}, found {}",
                Money(before).text(digits),
                version.from,
                limit.text(digits)
            );
            let place = RemarkPlace {
                file: "framework.toml".to_owned(),
                line: Some(version.line),
                column: Some("cap".to_owned()),
                ..RemarkPlace::default()
            };
            let help = "nothing more is paid, and nothing is taken back";
            out.push(Remark::new("cap-below-paid", Severity::Doubt, place, message).with_help(help));
        }
    }
    out
}

fn rules(contract: &Contract, paid: &Paid) -> Vec<RuleState> {
    let state = |(number, payment): (usize, &esito_model::Payment)| {
        let own = || paid.lines.iter().filter(|line| line.rule == payment.id);
        let is_paid = |line: &&StatementLine| matches!(line.status, LineStatus::Paid | LineStatus::Reduced);
        let count = |status| own().filter(|line| line.status == status).count() as u64;
        let amount = Money(own().map(|line| line.amount.0).sum());
        let units: f64 = own().filter(is_paid).filter_map(|line| line.units).sum();
        #[expect(clippy::cast_possible_truncation, reason = "units of a contract")]
        let ten_thousandths = (units * 10_000.0).round() as i128;
        let cost = (ten_thousandths > 0)
            .then(|| to_minor(i128::from(amount.0) * 10_000 / ten_thousandths, decimals(&contract.currency)));
        RuleState {
            id: payment.id.clone(),
            label: payment.label.clone(),
            words: words::sentence(contract, payment),
            units,
            amount,
            waiting: count(LineStatus::Waiting),
            unpaid: count(LineStatus::Unpaid),
            cost_per_unit: cost.flatten(),
            effects: paid.effects.get(number).cloned().unwrap_or_default(),
        }
    };
    contract.payments.iter().enumerate().map(state).collect()
}

fn months(paid: &Paid) -> Vec<MonthPaid> {
    let mut months: BTreeMap<i32, i64> = BTreeMap::new();
    for (line, day) in paid.lines.iter().zip(&paid.days) {
        if let Some(day) = day
            && line.amount.0 != 0
        {
            *months.entry(period_month(*day, Every::Month)).or_default() += line.amount.0;
        }
    }
    let mut so_far = 0;
    let month = |(month, amount): (i32, i64)| {
        so_far += amount;
        MonthPaid { month: period_code(month, Every::Month), amount: Money(amount), so_far: Money(so_far) }
    };
    months.into_iter().map(month).collect()
}

/// What the rest of the contract would pay if every day of it paid as much as those so far did on average.
fn pace(contract: &Contract, used: &Used, total: Money, as_of: Option<i32>) -> Option<Pace> {
    let starts = contract.starts.as_deref().and_then(read_day)?;
    let ends = contract.ends.as_deref().and_then(read_day)?;
    let today = as_of?;
    let days = today.min(ends) - starts + 1;
    if days <= 0 {
        return None;
    }
    let left = (ends - today).max(0);
    let rest = i128::from(total.0) * i128::from(left) / i128::from(days);
    let rest = to_minor(rest, decimals(&contract.currency))?;
    let rest = match cap_on(contract, today).amount {
        Some(cap) => Money(rest.0.min((cap.0 - used.money("all")).max(0))),
        None => rest,
    };
    Some(Pace { days, left, rest, total: Money(total.0 + rest.0) })
}

fn events(contract: &Contract, statement: &Statement) -> Vec<ContractEvent> {
    let event = |date: &str, kind: &str, what: &str| ContractEvent {
        date: date.to_owned(),
        kind: kind.to_owned(),
        what: what.to_owned(),
    };
    let mut out = Vec::new();
    out.extend(contract.starts.iter().map(|day| event(day, "starts", "")));
    out.extend(contract.versions.iter().map(|version| event(&version.from, "version", &version.id)));
    for cap in &statement.caps {
        out.extend(cap.reached.iter().map(|day| event(day, "cap_reached", &cap.cap)));
    }
    out.extend(contract.ends.iter().map(|day| event(day, "ends", "")));
    out.extend(statement.as_of.iter().map(|day| event(day, "as_of", "")));
    out.sort_by(|a, b| a.date.cmp(&b.date));
    out
}
