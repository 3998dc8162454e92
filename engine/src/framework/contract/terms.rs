//! Amounts, caps, days and shares as contracts write them.

use super::super::nearest::nearest_help;
use super::super::section::{Notes, Section};
use crate::contract::span;
use esito_model::{Cap, Every, Money, PeriodCap};
use std::collections::BTreeMap;

pub(crate) const GRAINS: [(&str, Every); 4] =
    [("year", Every::Year), ("half", Every::Half), ("quarter", Every::Quarter), ("month", Every::Month)];

/// The parts of a cap, in the order in which they are written.
pub(crate) const CAP_KEYS: [&str; 6] =
    ["amount", "units", "per_participant", "units_per_participant", "per_period", "per_outcome"];

/// An amount in major units, from 0 on. A text in quotes is not one, however much it looks like it.
pub(in super::super) fn amount(section: &Section, key: &str, notes: &mut Notes) -> Option<Money> {
    let number = section.number(key, notes)?;
    if number < 0.0 {
        let message =
            format!("expected an amount from 0 on for \"{key}\" of {}, found {number}", section.name);
        notes.fatal(
            "negative-amount",
            section.at(key, notes),
            message,
            "a contract pays, it takes nothing back",
        );
        return None;
    }
    exact(section, key, number, notes)
}

/// A number of major units as money.
pub(in super::super) fn exact(section: &Section, key: &str, number: f64, notes: &mut Notes) -> Option<Money> {
    let money = Money::from_major(number);
    if money.is_none() {
        let message =
            format!("expected an amount below nine hundred million million for \"{key}\", found {number}");
        notes.fatal("wrong-type", section.at(key, notes), message, "");
    }
    if let Some(money) = money
        && (money.major() - number).abs() > number.abs() * 1e-12
    {
        let message = format!("expected at most four decimals for \"{key}\", found {number}");
        let help = format!("it was rounded to {}", money.text(4));
        notes.doubt("money-rounded", section.at(key, notes), message, help);
    }
    money
}

/// A full day.
pub(super) fn day(section: &Section, key: &str, notes: &mut Notes) -> Option<String> {
    let day = section.text(key, notes)?;
    if crate::check::is_full_date(&day) {
        return Some(day);
    }
    let message =
        format!("expected a day such as 2024-03-31 for \"{key}\" of {}, found \"{day}\"", section.name);
    notes.fatal("not-a-date", section.at(key, notes), message, "");
    None
}

/// A stretch of time.
pub(super) fn stretch(section: &Section, key: &str, notes: &mut Notes) -> Option<String> {
    let text = section.text(key, notes)?;
    if span::read(&text).is_some() {
        return Some(text);
    }
    let message = format!("expected a stretch of time such as P12M or P90D for \"{key}\", found \"{text}\"");
    let help = "P, then years Y, months M, weeks W and days D (ISO 8601)";
    notes.fatal("not-a-stretch", section.at(key, notes), message, help);
    None
}

/// A share of 0 to 1.
pub(in super::super) fn share(section: &Section, key: &str, notes: &mut Notes) -> Option<f64> {
    let number = section.number(key, notes)?;
    if (0.0..=1.0).contains(&number) {
        return Some(number);
    }
    let message = format!("expected a share from 0 to 1 for \"{key}\" of {}, found {number}", section.name);
    notes.fatal("share-outside", section.at(key, notes), message, "write 0.10 for 10 %");
    None
}

/// A cap: an amount, or its parts.
pub(super) fn cap(section: &Section, key: &str, notes: &mut Notes) -> Cap {
    let Some(item) = section.item(key) else { return Cap::default() };
    if !item.is_table_like() {
        return Cap { amount: amount(section, key, notes), ..Cap::default() };
    }
    let Some(inner) = section.section(key, notes) else { return Cap::default() };
    inner.only(&CAP_KEYS, notes);
    let per_period = inner.section("per_period", notes).and_then(|period| {
        period.only(&["every", "amount"], notes);
        let every =
            if period.has("every") { period.choice("every", &GRAINS, notes) } else { Some(Every::Year) };
        Some(PeriodCap { every: every?, amount: amount(&period, "amount", notes)? })
    });
    let mut per_outcome = BTreeMap::new();
    if let Some(outcomes) = inner.section("per_outcome", notes) {
        for outcome in outcomes.keys() {
            per_outcome.extend(amount(&outcomes, outcome, notes).map(|amount| (outcome.to_owned(), amount)));
        }
    }
    Cap {
        amount: amount(&inner, "amount", notes),
        units: inner.whole("units", 0, notes),
        per_participant: amount(&inner, "per_participant", notes),
        units_per_participant: inner.whole("units_per_participant", 0, notes),
        per_period,
        per_outcome,
    }
}

/// A remark for each outcome with a cap of its own that nothing is paid for: a slip of the pen would lift that cap.
pub(super) fn unpaid_outcomes(section: &Section, cap: &Cap, paid: &[&str], notes: &mut Notes) {
    for outcome in cap.per_outcome.keys().filter(|outcome| !paid.contains(&outcome.as_str())) {
        let message = format!("expected in \"per_outcome\" an outcome that is paid for, found \"{outcome}\"");
        let help = nearest_help(outcome, paid.iter().copied());
        notes.doubt("unknown-outcome", section.at("cap", notes), message, help);
    }
}
