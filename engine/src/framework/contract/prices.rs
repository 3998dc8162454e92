//! Prices that change over time or with units, and days without one.

use super::super::section::{Notes, Section};
use super::terms::{amount, day};
use crate::contract::span::iso;
use crate::statistics::calendar::read_day;
use esito_model::{Contract, DatedPrice, Payment, Tier};

pub(super) fn prices(section: &Section, notes: &mut Notes) -> Vec<DatedPrice> {
    let mut out = Vec::new();
    for mut inner in section.sections("prices", "prices = [{ from = \"…\", price = … }]", notes) {
        inner.strict = true;
        inner.only(&["from", "until", "price"], notes);
        need_price(&inner, notes);
        let (from, until) = (day(&inner, "from", notes), day(&inner, "until", notes));
        if from.is_none() && !inner.has("from") {
            notes.fatal(
                "missing-key",
                (inner.line, "from"),
                "expected the first day of a price, found none",
                "",
            );
        }
        if let (Some(from), Some(price)) = (from, amount(&inner, "price", notes)) {
            out.push(DatedPrice { from, until, price });
        }
    }
    out.sort_by(|a, b| a.from.cmp(&b.from));
    out
}

pub(super) fn tiers(section: &Section, notes: &mut Notes) -> Vec<Tier> {
    let mut out: Vec<Tier> = Vec::new();
    for mut inner in section.sections("tiers", "tiers = [{ from = 0, price = … }]", notes) {
        inner.strict = true;
        inner.only(&["from", "price"], notes);
        need_price(&inner, notes);
        let from = if inner.has("from") { inner.whole("from", 0, notes) } else { Some(0) };
        if let (Some(from), Some(price)) = (from, amount(&inner, "price", notes)) {
            if out.iter().any(|tier| tier.from == from) {
                let message = format!("expected one tier from {from} units on, found two");
                notes.fatal("duplicate-id", inner.at("from", notes), message, "");
            }
            out.push(Tier { from, price });
        }
    }
    out.sort_by_key(|tier| tier.from);
    if let Some(first) = out.first().filter(|tier| tier.from > 0) {
        let message = format!("expected a tier from 0 units on, found the first from {}", first.from);
        let help = "without a price no unit is ever paid, so none would reach it";
        notes.fatal("hole-in-tiers", section.at("tiers", notes), message, help);
    }
    out
}

fn need_price(section: &Section, notes: &mut Notes) {
    if !section.has("price") {
        notes.fatal("missing-key", (section.line, "price"), "expected a price, found none", "");
    }
}

/// Days on which a rule holds and has no price, or two.
pub(super) fn holes(section: &Section, contract: &Contract, payment: &Payment, notes: &mut Notes) {
    let line = section.line_of("prices", notes);
    let number = |day: &Option<String>| day.as_deref().and_then(read_day);
    let mut hole = |from: i32, to: i32| {
        let (from, to) = (iso(from), iso(to));
        let message = format!(
            "expected a price for every day of the payment \"{}\", found none from {from} to {to}",
            payment.id
        );
        notes.doubt("hole-in-dates", (line, "prices"), message, "outcomes of those days are not paid");
    };
    let Some(first) = payment.prices.first() else { return };
    let begins = number(&payment.from).or(number(&contract.starts));
    if let (Some(begins), Some(first)) = (begins, read_day(&first.from))
        && begins < first
    {
        hole(begins, first - 1);
    }
    let mut overlaps = Vec::new();
    for pair in payment.prices.windows(2) {
        let (Some(until), Some(next)) = (number(&pair[0].until), read_day(&pair[1].from)) else { continue };
        if until + 1 < next {
            hole(until + 1, next - 1);
        } else if until >= next {
            overlaps.push(pair[1].from.clone());
        }
    }
    let ends = number(&payment.until).or(number(&contract.ends));
    if let (Some(last), Some(ends)) = (payment.prices.last().and_then(|price| number(&price.until)), ends)
        && last < ends
    {
        hole(last + 1, ends);
    }
    for day in overlaps {
        let message = format!("expected one price for every day, found two from {day} on");
        notes.doubt("two-prices", (line, "prices"), message, "the one that begins later counts");
    }
}

/// Days between a rule and the one that takes its place.
pub(super) fn successions(rules: &[(Payment, u64)], notes: &mut Notes) {
    for (payment, line) in rules {
        let Some(name) = &payment.replaces else { continue };
        let Some(from) = payment.from.as_deref().and_then(read_day) else { continue };
        let old = rules.iter().find(|(old, _)| old.id == *name);
        let until = old.and_then(|(old, _)| old.until.as_deref().and_then(read_day));
        if let Some(until) = until.filter(|until| until + 1 < from) {
            let (from, to) = (iso(until + 1), iso(from - 1));
            let message =
                format!("expected \"{}\" to follow \"{name}\", found a hole from {from} to {to}", payment.id);
            notes.doubt("hole-in-dates", (*line, "from"), message, "outcomes of those days are not paid");
        }
    }
}
