//! Each party's money: what it paid and got, what it stands to lose, its rate of return.

use super::flows::{day_of, iso};
use crate::statistics::calendar::{months_of, period_code, period_month};
use crate::statistics::money_over_time::{present_value_by_days, rate_of_return_by_days};
use esito_model::{Every, Flow, FlowKind, FlowPeriod, Money, PartyMoney, PeriodSpan, Return};

/// What a party is, the one that bears most risk first.
const ROLES: [&str; 3] = ["investor", "outcome_payer", "provider"];

/// Every party that puts in, pays, spends or gets, by role, then in the order of its first flow.
pub(super) fn parties(flows: &[Flow], rate: Option<f64>) -> Vec<PartyMoney> {
    let mut known: Vec<(usize, &str)> = Vec::new();
    for flow in flows {
        for (name, role) in roles(flow) {
            match known.iter_mut().find(|(_, other)| *other == name) {
                Some(other) => other.0 = other.0.min(role),
                None if !name.is_empty() => known.push((role, name)),
                None => {}
            }
        }
    }
    known.sort_by_key(|(role, _)| *role);
    let grain = grain(flows);
    known.into_iter().map(|(role, name)| party(name, ROLES[role], flows, rate, grain)).collect()
}

/// Who takes part in a flow, and as what. Whoever is paid for delivery is no party.
fn roles(flow: &Flow) -> Vec<(&str, usize)> {
    let (from, to) = (flow.from.as_str(), flow.to.as_str());
    match flow.kind {
        FlowKind::Commitment => vec![(from, 0)],
        FlowKind::Investment => vec![(from, 0), (to, 2)],
        FlowKind::Repayment => vec![(to, 0), (from, 2)],
        FlowKind::Payment => vec![(from, 1), (to, 2)],
        FlowKind::Cost => vec![(from, 2)],
    }
}

fn party(name: &str, role: &str, flows: &[Flow], rate: Option<f64>, grain: Option<Grain>) -> PartyMoney {
    let own: Vec<(i32, Money, bool)> = flows
        .iter()
        .filter(|flow| flow.kind != FlowKind::Commitment)
        .filter_map(|flow| Some((day_of(flow), signed(flow, name)?, flow.planned)))
        .collect();
    let sum = |wanted: &dyn Fn(Money) -> bool| {
        let flowed = own.iter().filter(|(_, amount, planned)| !planned && wanted(*amount));
        Money(flowed.map(|(_, amount, _)| amount.0.abs()).sum())
    };
    let (paid, received) = (sum(&|amount| amount.0 < 0), sum(&|amount| amount.0 > 0));
    let net = Money(received.0 - paid.0);
    let promised = flows.iter().filter(|flow| flow.kind == FlowKind::Commitment && flow.from == name);
    let flowed: Vec<(i32, f64)> =
        own.iter().filter(|flow| !flow.2).map(|(day, amount, _)| (*day, amount.major())).collect();
    let all: Vec<(i32, f64)> = own.iter().map(|(day, amount, _)| (*day, amount.major())).collect();
    let low = lowest(&own);
    PartyMoney {
        name: name.to_owned(),
        role: role.to_owned(),
        committed: Money(promised.map(|flow| flow.amount.0).sum()),
        paid,
        received,
        net,
        most_out: Money(low.most.0.abs()),
        most_out_on: low.on.map(iso),
        back_on: low.back.map(iso),
        at_risk: Money((-net.0).max(0)),
        so_far: worth(&flowed, rate),
        expected: (all.len() > flowed.len()).then(|| worth(&all, rate)),
        periods: grain.map(|grain| periods(&own, grain)).unwrap_or_default(),
    }
}

/// What a flow is to a party: above zero where it comes in. A flow to oneself is none.
fn signed(flow: &Flow, name: &str) -> Option<Money> {
    match (flow.from == name, flow.to == name) {
        (true, false) => Some(Money(-flow.amount.0)),
        (false, true) if flow.kind != FlowKind::Cost => Some(flow.amount),
        _ => None,
    }
}

#[derive(Default)]
struct Lowest {
    most: Money,
    on: Option<i32>,
    back: Option<i32>,
}

/// When a party was farthest out of pocket, and from when on it was not any more; flows of a day count together.
fn lowest(own: &[(i32, Money, bool)]) -> Lowest {
    let mut out = Lowest::default();
    let mut balance = 0;
    let flowed: Vec<_> = own.iter().filter(|flow| !flow.2).collect();
    for (at, (day, amount, _)) in flowed.iter().enumerate() {
        let before = balance;
        balance += amount.0;
        if flowed.get(at + 1).is_some_and(|next| next.0 == *day) {
            continue;
        }
        if balance < out.most.0 {
            (out.most, out.on) = (Money(balance), Some(*day));
        }
        if balance < 0 {
            out.back = None;
        } else if before < 0 || out.back.is_none() {
            out.back = out.back.or(Some(*day));
        }
    }
    // Who was never out of pocket has nothing to get back.
    if out.on.is_none() {
        out.back = None;
    }
    out
}

/// A rate of return is that of money put in: whoever gets money before it pays any has none. What solves the same
/// equation there is what the money costs, and falls as the party does better.
fn worth(flows: &[(i32, f64)], rate: Option<f64>) -> Return {
    let found = match flows.first() {
        Some((_, first)) if *first > 0.0 => Err("paid_first".to_owned()),
        _ => rate_of_return_by_days(flows).map_err(|cannot| cannot.code().to_owned()),
    };
    Return {
        first: flows.first().map(|(day, _)| iso(*day)),
        rate: found.as_ref().ok().copied(),
        reason: found.err().unwrap_or_default(),
        present_value: rate.and_then(|rate| present_value_by_days(rate, flows).ok()),
    }
}

/// Periods in which all flows are shown, from the first month to the last.
#[derive(Clone, Copy)]
struct Grain {
    every: Every,
    first: i32,
    last: i32,
}

/// Quarters up to three years, half-years up to eight, then years: some dozen periods at most.
fn grain(flows: &[Flow]) -> Option<Grain> {
    let shown = || flows.iter().filter(|flow| flow.kind != FlowKind::Commitment).map(day_of);
    let (first, last) = (shown().min()?, shown().max()?);
    let months = period_month(last, Every::Month) - period_month(first, Every::Month);
    let every = match months {
        0..36 => Every::Quarter,
        36..96 => Every::Half,
        _ => Every::Year,
    };
    Some(Grain { every, first: period_month(first, every), last: period_month(last, every) })
}

fn periods(own: &[(i32, Money, bool)], grain: Grain) -> Vec<FlowPeriod> {
    let Grain { every, first, last } = grain;
    let mut balance = 0;
    let mut out = Vec::new();
    let mut month = first;
    while month <= last {
        let within: Vec<_> = own.iter().filter(|flow| period_month(flow.0, every) == month).collect();
        let sum = |planned: bool, incoming: bool| {
            let of = within.iter().filter(|flow| flow.2 == planned && (flow.1.0 > 0) == incoming);
            Money(of.map(|flow| flow.1.0.abs()).sum())
        };
        balance += within.iter().map(|flow| flow.1.0).sum::<i64>();
        out.push(FlowPeriod {
            span: Some(PeriodSpan {
                code: period_code(month, every),
                every,
                month,
                months: months_of(every),
            }),
            received: sum(false, true),
            paid: sum(false, false),
            to_receive: sum(true, true),
            to_pay: sum(true, false),
            balance: Money(balance),
            planned: own.iter().any(|flow| flow.2 && period_month(flow.0, every) <= month),
        });
        month += months_of(every);
    }
    out
}
