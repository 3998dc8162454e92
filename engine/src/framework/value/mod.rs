//! `[value]`: the value map. What takes value off is asked for, each with its evidence; nothing is silently zero.
//!
//! A fault in an input, in the rate or in the currency leaves the whole map out, because the ratio would be too
//! high without them; a fault in an outcome leaves that outcome out.

mod figures;
mod proxy;

use super::contract::{amount, share};
use super::nearest::nearest_help;
use super::section::{Notes, Section};
use super::{currency, fatals, new_id};
use esito_model::{Claim, FirstYear, Framework, Money, Proxy, Ranged, ValueInput, ValueMap, ValueOutcome};
pub(super) use figures::adjustment;
use figures::ranged;
use proxy::{library, named_proxy};
use std::collections::BTreeMap;

const FIRST: [(&str, FirstYear); 2] =
    [("undiscounted", FirstYear::Undiscounted), ("discounted", FirstYear::Discounted)];
/// Runs of the simulation where nothing is written, and at most.
const RUNS: (u32, u32) = (10_000, 100_000);
/// The longest duration of an outcome, in years.
const LONGEST: f64 = 100.0;
const OUTCOME_KEYS: [&str; 12] = [
    "id",
    "label",
    "stakeholder",
    "output",
    "quantity",
    "indicator",
    "proxy",
    "duration_years",
    "deadweight",
    "attribution",
    "displacement",
    "drop_off",
];

pub(super) fn value(root: &Section, framework: &Framework, notes: &mut Notes) -> Option<ValueMap> {
    let mut section = root.section("value", notes)?;
    section.name = "[value]".to_owned();
    section.strict = true;
    let before = fatals(notes);
    section.only(
        &["currency", "discount_rate", "first_year", "seed", "runs", "input", "outcome", "claim", "proxy"],
        notes,
    );
    let currency = currency(&section, &framework.currency, notes);
    let discount_rate = if section.has("discount_rate") {
        share(&section, "discount_rate", notes)
    } else {
        let message = "expected the discount rate of [value], found none";
        let help =
            "later years are worth as much as the first until discount_rate = 0.035 or the like is written";
        notes.doubt("missing-key", (section.line, "discount_rate"), message, help);
        Some(0.0)
    };
    let first_year = if section.has("first_year") {
        section.choice("first_year", &FIRST, notes)
    } else {
        Some(FirstYear::default())
    };
    let seed = section.whole("seed", 0, notes).unwrap_or(1);
    let runs = section.whole("runs", 1, notes).unwrap_or(RUNS.0).min(RUNS.1);
    let inputs = inputs(&section, &currency, notes);
    if fatals(notes) > before {
        let message = "expected a value map whose rate, currency and inputs are known, found a fault in them";
        let help = "no social value is worked out until it is mended";
        notes.fatal("value-left-out", (section.line, "value"), message, help);
        return None;
    }
    let library = library(&section, &currency, notes);
    let mut taken = BTreeMap::new();
    let mut outcomes = Vec::new();
    for mut inner in section.sections("outcome", "[[value.outcome]]", notes) {
        let Some(id) = new_id(&inner, &mut taken, notes) else { continue };
        inner.name = format!("the outcome \"{id}\"");
        inner.strict = true;
        let before = fatals(notes);
        inner.only(&OUTCOME_KEYS, notes);
        let outcome = outcome(&inner, &id, framework, &library, &currency, notes);
        if fatals(notes) == before {
            outcomes.extend(outcome);
        } else {
            let message = format!("expected an outcome without faults, found some in \"{id}\"");
            notes.fatal(
                "outcome-left-out",
                (inner.line, "outcome"),
                message,
                "it adds nothing to the value until they are mended",
            );
        }
    }
    let claims = claims(&section, &taken, notes);
    let (discount_rate, first_year) = (discount_rate?, first_year?);
    Some(ValueMap {
        currency,
        discount_rate,
        first_year,
        seed: u64::from(seed),
        runs,
        inputs,
        outcomes,
        claims,
    })
}

/// A currency of its own that is not the map's.
fn other_currency(section: &Section, currency: &str, notes: &mut Notes) {
    if let Some(found) = section.text("currency", notes)
        && found != currency
    {
        let message = format!("expected {currency} as in [value], found {found}");
        let help = "amounts of two currencies are never added; convert it, and say so in the source";
        notes.fatal("two-currencies", section.at("currency", notes), message, help);
    }
}

fn inputs(section: &Section, currency: &str, notes: &mut Notes) -> Vec<ValueInput> {
    let mut out = Vec::new();
    for mut inner in section.sections("input", "[[value.input]]", notes) {
        inner.strict = true;
        inner.only(&["who", "what", "amount", "currency"], notes);
        other_currency(&inner, currency, notes);
        let who = inner.need_words("who", notes);
        if !inner.has("amount") {
            notes.fatal(
                "missing-key",
                (inner.line, "amount"),
                format!("expected what \"{}\" puts in, found none", who.get("en")),
                "",
            );
        }
        let amount = amount(&inner, "amount", notes).unwrap_or_default();
        out.push(ValueInput { who, what: inner.words("what", notes), amount });
    }
    if out.iter().map(|input| input.amount).max().unwrap_or_default() == Money(0) {
        let help = "without inputs there is no ratio; volunteers' time and goods are inputs too";
        notes.doubt("no-inputs", section.at("input", notes), "expected what is put in, found nothing", help);
    }
    out
}

fn outcome(
    section: &Section,
    id: &str,
    framework: &Framework,
    library: &BTreeMap<String, Option<Proxy>>,
    currency: &str,
    notes: &mut Notes,
) -> Option<ValueOutcome> {
    let indicator = section.text("indicator", notes);
    if let Some(name) = &indicator
        && framework.indicators.iter().all(|known| known.id != *name)
    {
        let ids = framework.indicators.iter().map(|known| known.id.as_str());
        let message = format!("expected the id of an [[indicator]], found \"{name}\"");
        notes.fatal("unknown-indicator", section.at("indicator", notes), message, nearest_help(name, ids));
    }
    let quantity = match (section.has("quantity"), &indicator) {
        (true, _) => ranged(section, "quantity", "value", notes),
        (false, Some(_)) => Some(Ranged::default()),
        (false, None) => {
            let message = format!("expected how many reach {}, found none", section.name);
            notes.fatal(
                "missing-key",
                (section.line, "quantity"),
                message,
                "write quantity = …, or indicator = \"…\"",
            );
            None
        }
    };
    if quantity.is_some_and(|quantity| quantity.value < 0.0 || quantity.low.is_some_and(|low| low < 0.0)) {
        let message = format!("expected a quantity from 0 on for {}, found less", section.name);
        notes.fatal("negative-quantity", section.at("quantity", notes), message, "");
    }
    let duration_years = duration(section, notes);
    let mut off =
        |key: &str| adjustment(section, key, quantity.map_or(0.0, |quantity| quantity.value), notes);
    let (deadweight, attribution) = (off("deadweight"), off("attribution"));
    let (displacement, drop_off) = (off("displacement"), off("drop_off"));
    let proxy = named_proxy(section, library, currency, notes);
    Some(ValueOutcome {
        id: id.to_owned(),
        label: section.words("label", notes),
        stakeholder: section.words("stakeholder", notes),
        output: section.words("output", notes),
        quantity: quantity?,
        indicator,
        proxy: proxy?,
        duration_years: duration_years?,
        deadweight: deadweight?,
        attribution: attribution?,
        displacement: displacement?,
        drop_off: drop_off?,
        line: section.line,
    })
}

fn duration(section: &Section, notes: &mut Notes) -> Option<f64> {
    if !section.has("duration_years") {
        let message = format!("expected how many years {} lasts, found none", section.name);
        notes.doubt("missing-key", (section.line, "duration_years"), message, "one year is taken");
        return Some(1.0);
    }
    let years = section.number("duration_years", notes)?;
    if years > 0.0 && years <= LONGEST {
        return Some(years);
    }
    let message = format!("expected a duration of more than 0 and at most {LONGEST} years, found {years}");
    notes.fatal("duration-outside", section.at("duration_years", notes), message, "");
    None
}

fn claims(section: &Section, outcomes: &BTreeMap<String, u64>, notes: &mut Notes) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    for inner in section.sections("claim", "[[value.claim]]", notes) {
        inner.only(&["outcome", "who", "quantity", "share"], notes);
        let (outcome, who) = (inner.need("outcome", notes), inner.need_words("who", notes));
        let Some(outcome) = outcome.filter(|_| !who.is_empty()) else { continue };
        if !outcomes.contains_key(&outcome) {
            let message = format!("expected the id of a [[value.outcome]], found \"{outcome}\"");
            let help = nearest_help(&outcome, outcomes.keys().map(String::as_str));
            notes.fatal("unknown-outcome", inner.at("outcome", notes), message, help);
            continue;
        }
        let quantity = inner.number("quantity", notes);
        let part = if inner.has("share") { share(&inner, "share", notes) } else { None };
        out.push(Claim { outcome, who, quantity, share: part, line: inner.line });
    }
    out
}
