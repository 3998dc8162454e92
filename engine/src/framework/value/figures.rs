//! Figures with their ranges, and shares with their evidence.

use super::super::contract::share;
use super::super::section::{Notes, Section};
use esito_model::{Adjustment, Ranged};

/// A number, or a number with its range.
pub(super) fn ranged(section: &Section, key: &str, inside: &str, notes: &mut Notes) -> Option<Ranged> {
    if section.item(key).is_some_and(|item| !item.is_table_like()) {
        return Some(Ranged { value: section.number(key, notes)?, low: None, high: None });
    }
    let inner = section.section(key, notes)?;
    inner.only(&[inside, "low", "high"], notes);
    if !inner.has(inside) {
        notes.fatal(
            "missing-key",
            (inner.line, key),
            format!("expected {inside} in {}, found none", inner.name),
            "",
        );
    }
    let value = inner.number(inside, notes)?;
    let range = Ranged { value, low: inner.number("low", notes), high: inner.number("high", notes) };
    in_order(&inner, inside, range, notes)
}

pub(super) fn in_order(section: &Section, key: &str, range: Ranged, notes: &mut Notes) -> Option<Ranged> {
    if range.low.is_none_or(|low| low <= range.value) && range.high.is_none_or(|high| range.value <= high) {
        return Some(range);
    }
    let message = format!("expected {} to lie between its low and its high, found it outside", range.value);
    notes.fatal("range-order", section.at(key, notes), message, "");
    None
}

/// A share that is taken off, with its evidence.
pub(in crate::framework) fn adjustment(
    section: &Section,
    key: &str,
    quantity: f64,
    notes: &mut Notes,
) -> Option<Adjustment> {
    let Some(item) = section.item(key) else {
        let message = format!("expected {key} of {}, found none", section.name);
        let help = format!(
            "it is taken as zero, which makes the value too high: write {key} = {{ share = …, evidence = \"…\" }}"
        );
        notes.doubt("missing-adjustment", (section.line, key), message, help);
        return Some(Adjustment::default());
    };
    let mut found = Adjustment { stated: true, ..Adjustment::default() };
    if item.is_table_like() {
        let inner = section.section(key, notes)?;
        inner.only(&["share", "number", "low", "high", "evidence"], notes);
        let value = if inner.has("number") && !inner.has("share") {
            // Of 200 jobs 60 were moved from elsewhere.
            let number = inner.number("number", notes)?;
            let part = if quantity > 0.0 { number / quantity } else { f64::NAN };
            if !(0.0..=1.0).contains(&part) {
                let message = format!("expected a number from 0 to the quantity {quantity}, found {number}");
                notes.fatal("share-outside", inner.at("number", notes), message, "");
                return None;
            }
            part
        } else {
            if !inner.has("share") {
                notes.fatal(
                    "missing-key",
                    (inner.line, key),
                    format!("expected share in {}, found none", inner.name),
                    "",
                );
            }
            share(&inner, "share", notes)?
        };
        let end =
            |end: &str, notes: &mut Notes| if inner.has(end) { share(&inner, end, notes) } else { None };
        found.share = Ranged { value, low: end("low", notes), high: end("high", notes) };
        found.share = in_order(&inner, key, found.share, notes)?;
        found.evidence = inner.words("evidence", notes);
    } else {
        found.share.value = share(section, key, notes)?;
    }
    if found.evidence.is_empty() {
        let zero = found.share.value == 0.0;
        let (code, what) =
            if zero { ("zero-without-evidence", "a zero") } else { ("no-evidence", "a share") };
        let message = format!("expected evidence for {key} of {}, found {what} without any", section.name);
        notes.doubt(
            code,
            section.at(key, notes),
            message,
            "write evidence = \"…\": a study, a survey, an agreement",
        );
    }
    Some(found)
}
