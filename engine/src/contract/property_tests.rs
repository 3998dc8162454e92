//! What holds for every contract, tried on thousands.

use super::assemble::assemble;
use super::outcome::{Outcome, Status};
use crate::contract::span::iso;
use esito_model::{
    Cap, Compared, Contract, ContractColumns, DatedPrice, Every, Money, Payment, PeriodCap, PlanVersion, Tier,
};
use proptest::prelude::*;

const DAYS: i32 = 400;

fn outcome() -> impl Strategy<Value = Outcome> {
    let status = prop_oneof![
        4 => Just(Status::Verified),
        2 => Just(Status::Claimed),
        1 => Just(Status::Rejected),
        1 => Just(Status::Disputed),
    ];
    (0..6_u8, 0..3_u8, 18_000..18_000 + DAYS, 0..DAYS, status, 1..5_i64).prop_map(
        |(who, which, date, before, status, many)| Outcome {
            file: "o.csv".to_owned(),
            participant: Some(format!("p{who}")),
            outcome: Some(format!("o{which}")),
            date: Some(date),
            started: Some(date - before),
            status,
            quantity: Some(many * 10_000),
            ..Outcome::default()
        },
    )
}

fn cap() -> impl Strategy<Value = Cap> {
    let money = || prop::option::of((0..3_000_000_i64).prop_map(Money));
    (money(), prop::option::of(0..8_u32), money(), prop::option::of(0..3_u32), money()).prop_map(
        |(amount, units, per_participant, units_per_participant, period)| Cap {
            amount,
            units,
            per_participant,
            units_per_participant,
            per_period: period.map(|amount| PeriodCap { every: Every::Quarter, amount }),
            ..Cap::default()
        },
    )
}

/// Prices that change over time, with holes between them.
fn dated() -> impl Strategy<Value = Vec<DatedPrice>> {
    prop::collection::vec(((0..DAYS), (0..120), 0..500_000_i64), 0..4).prop_map(|all| {
        let mut out: Vec<DatedPrice> = all
            .into_iter()
            .map(|(from, days, price)| DatedPrice {
                from: iso(18_000 + from),
                until: (days > 0).then(|| iso(18_000 + from + days)),
                price: Money(price),
            })
            .collect();
        out.sort_by(|a, b| a.from.cmp(&b.from));
        out
    })
}

fn payment(number: u8) -> impl Strategy<Value = Payment> {
    let price = || (0..500_000_i64).prop_map(Money);
    let prices = (price(), prop::collection::vec(price(), 0..3), dated());
    let window = (prop::option::of(1..20_u32), prop::option::of(1..6_u32));
    let share = prop::option::of(0..100_u8);
    (prices, any::<bool>(), window, cap(), any::<bool>(), share).prop_map(
        move |((price, tiers, prices), once, (within, not_before), cap, highest, share)| Payment {
            id: format!("r{number}"),
            outcome: vec![format!("o{number}")],
            price: Some(price),
            tiers: tiers.into_iter().zip(0..).map(|(price, at)| Tier { from: at * 3, price }).collect(),
            prices,
            once,
            within: within.map(|months| format!("P{months}M")),
            not_before: not_before.map(|months| format!("P{months}M")),
            cap,
            highest_of: highest.then(|| "one".to_owned()),
            compared: if share.is_some() { Compared::Deadweight } else { Compared::Nothing },
            deadweight: share.map(|share| f64::from(share) / 100.0),
            ..Payment::default()
        },
    )
}

/// A version of the plan with a cap of its own, or without.
fn version(number: u8) -> impl Strategy<Value = PlanVersion> {
    (0..DAYS, prop::option::of(cap())).prop_map(move |(from, cap)| PlanVersion {
        id: format!("v{number}"),
        from: iso(18_000 + from),
        cap,
        ..PlanVersion::default()
    })
}

/// Any contract: tiers, dated prices, windows, caps of every kind, versions, a floor.
fn contract() -> impl Strategy<Value = Contract> {
    let floor = prop::option::of((0..2_000_000_i64).prop_map(Money));
    (cap(), payment(0), payment(1), payment(2), version(1), version(2), floor).prop_map(
        |(cap, a, b, c, first, second, floor)| {
            let mut versions = vec![first, second];
            versions.sort_by(|a, b| a.from.cmp(&b.from));
            Contract {
                currency: "GBP".to_owned(),
                cap,
                versions,
                floor,
                ends: Some(iso(18_000 + DAYS)),
                columns: ContractColumns { participant: Some("p".to_owned()), ..ContractColumns::default() },
                payments: vec![a, b, c],
                ..Contract::default()
            }
        },
    )
}

/// A contract whose caps lie within each other: a total, and either people or rules within it. Versions only lower the
/// total, and where a place is paid once or at most so often its price does not change with the days: a rule that
/// gives the place to whoever comes first says itself that an earlier, cheaper outcome pays less.
fn nested() -> impl Strategy<Value = Contract> {
    (contract(), any::<bool>()).prop_map(|(mut contract, people)| {
        // Units over rules of different prices go to whoever comes first, not to the dearest.
        contract.cap = Cap { per_period: None, units: None, units_per_participant: None, ..contract.cap };
        let mut limit = contract.cap.amount;
        for version in &mut contract.versions {
            let lower =
                version.cap.as_ref().and_then(|cap| cap.amount).filter(|cap| limit.is_none_or(|l| *cap < l));
            limit = lower.or(limit);
            version.cap = Some(Cap { amount: limit, ..contract.cap.clone() });
        }
        for payment in &mut contract.payments {
            payment.highest_of = None;
            let cap = std::mem::take(&mut payment.cap);
            if people {
                payment.tiers.clear();
            } else {
                payment.cap = Cap { amount: cap.amount, units: cap.units, ..Cap::default() };
                // With money and units capped together a partly paid unit could take the place of a whole one.
                if payment.cap.amount.is_some() {
                    payment.cap.units = None;
                }
            }
            if payment.once || payment.cap.units.is_some() {
                payment.prices.clear();
            }
        }
        if !people {
            contract.cap.per_participant = None;
        }
        for version in &mut contract.versions {
            if let Some(cap) = &mut version.cap {
                cap.per_participant = contract.cap.per_participant;
            }
        }
        contract
    })
}

fn total(contract: &Contract, rows: &[Outcome]) -> i64 {
    assemble(contract, rows, Some(18_000 + DAYS)).total.0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// A later verified outcome never lowers what is paid, whatever the rules.
    #[test]
    fn a_later_outcome_never_pays_less(
        contract in contract(),
        rows in prop::collection::vec(outcome(), 0..40),
        mut more in outcome(),
    ) {
        more.status = Status::Verified;
        more.date = Some(18_000 + DAYS);
        let before = total(&contract, &rows);
        let mut with = rows;
        with.push(more);
        prop_assert!(total(&contract, &with) >= before);
    }

    /// Where caps lie within each other, no verified outcome ever lowers what is paid, wherever it falls, and
    /// neither does a claim that is verified.
    #[test]
    fn more_verified_outcomes_never_pay_less(
        contract in nested(),
        rows in prop::collection::vec(outcome(), 1..40),
        mut more in outcome(),
        at in any::<prop::sample::Index>(),
    ) {
        more.status = Status::Verified;
        let before = total(&contract, &rows);
        let mut with = rows.clone();
        with.insert(at.index(rows.len()), more);
        prop_assert!(total(&contract, &with) >= before);
        let mut verified = rows.clone();
        let at = at.index(rows.len());
        if verified[at].status == Status::Claimed {
            verified[at].status = Status::Verified;
            prop_assert!(total(&contract, &verified) >= before);
        }
    }

    /// No cap is ever exceeded, lines add up, and no line is negative.
    #[test]
    fn caps_hold_and_lines_add_up(contract in contract(), rows in prop::collection::vec(outcome(), 0..60)) {
        // What was paid before a version lowered the cap stays paid.
        let contract = Contract { versions: Vec::new(), ..contract };
        let found = assemble(&contract, &rows, None);
        prop_assert_eq!(found.total.0, found.lines.iter().map(|line| line.amount.0).sum::<i64>());
        prop_assert_eq!(found.total.0, found.rules.iter().map(|rule| rule.amount.0).sum::<i64>());
        prop_assert!(found.lines.iter().all(|line| line.amount.0 >= 0 && line.withheld.0 >= 0));
        for cap in &found.caps {
            if let (Some(limit), Some(used)) = (cap.limit, cap.used) {
                prop_assert!(used <= limit, "{:?}", cap);
            }
            if let (Some(limit), Some(used)) = (cap.limit_units, cap.used_units) {
                prop_assert!(used <= f64::from(limit), "{:?}", cap);
            }
        }
        // Every row is somewhere.
        for row in &rows {
            prop_assert!(found.lines.iter().any(|line| line.line == row.line));
        }
        // The cap of a participant by another road.
        if let Some(limit) = contract.cap.per_participant {
            for who in 0..6 {
                let own = found.lines.iter().filter(|line| line.participant == Some(format!("p{who}")));
                prop_assert!(own.map(|line| line.amount.0).sum::<i64>() <= limit.0);
            }
        }
    }

    /// The order of the file matters only among rows of one day and participant.
    #[test]
    fn the_order_of_the_file_does_not_matter(contract in contract(), rows in prop::collection::vec(outcome(), 0..30)) {
        let mut seen = std::collections::BTreeSet::new();
        let rows: Vec<Outcome> =
            rows.into_iter().filter(|row| seen.insert((row.date, row.participant.clone()))).collect();
        let mut turned = rows.clone();
        turned.reverse();
        prop_assert_eq!(total(&contract, &rows), total(&contract, &turned));
    }
}

/// Caps that cross are a rule that pays less for more: whoever comes first uses two caps at once.
#[test]
fn caps_that_cross_may_pay_less_for_more() {
    let payment = |number: u8, units| Payment {
        id: format!("r{number}"),
        outcome: vec![format!("o{number}")],
        price: Some(Money(100_000)),
        cap: Cap { units, ..Cap::default() },
        ..Payment::default()
    };
    let contract = Contract {
        currency: "GBP".to_owned(),
        cap: Cap { per_participant: Some(Money(100_000)), ..Cap::default() },
        columns: ContractColumns { participant: Some("p".to_owned()), ..ContractColumns::default() },
        payments: vec![payment(0, Some(1)), payment(1, None)],
        ..Contract::default()
    };
    let row = |who: &str, which: &str, day| Outcome {
        participant: Some(who.to_owned()),
        outcome: Some(which.to_owned()),
        date: Some(day),
        ..Outcome::default()
    };
    let rows = vec![row("a", "o1", 5), row("b", "o0", 6)];
    assert_eq!(total(&contract, &rows), 200_000);
    let mut with = rows;
    with.push(row("a", "o0", 1));
    assert_eq!(total(&contract, &with), 100_000);
}
