//! Proxies: what one outcome is worth in a year, and who says so.

use super::super::contract::exact;
use super::super::nearest::nearest_help;
use super::super::section::{Notes, Section};
use super::super::{fatals, new_id};
use super::figures::in_order;
use super::other_currency;
use esito_model::{Proxy, Ranged};
use std::collections::BTreeMap;

/// Proxies that outcomes name by their id. One without its source is refused: a figure is no fact.
pub(super) fn library(
    section: &Section,
    currency: &str,
    notes: &mut Notes,
) -> BTreeMap<String, Option<Proxy>> {
    let mut taken = BTreeMap::new();
    let mut out = BTreeMap::new();
    for mut inner in section.sections("proxy", "[[value.proxy]]", notes) {
        let Some(id) = new_id(&inner, &mut taken, notes) else { continue };
        inner.name = format!("the proxy \"{id}\"");
        inner.strict = true;
        let before = fatals(notes);
        inner.only(&["id", "label", "amount", "low", "high", "source", "year", "currency"], notes);
        let _ = inner.need_words("source", notes);
        let proxy = proxy(&inner, currency, notes);
        let good = fatals(notes) == before;
        out.insert(id.clone(), proxy.filter(|_| good).map(|proxy| Proxy { id: Some(id), ..proxy }));
    }
    out
}

pub(super) fn named_proxy(
    section: &Section,
    library: &BTreeMap<String, Option<Proxy>>,
    currency: &str,
    notes: &mut Notes,
) -> Option<Proxy> {
    let Some(item) = section.item("proxy") else {
        let message = format!("expected what {} is worth, found none", section.name);
        notes.fatal(
            "missing-key",
            (section.line, "proxy"),
            message,
            "write proxy = { amount = …, source = \"…\" }",
        );
        return None;
    };
    let Some(name) = item.as_str() else {
        let inner = section.section("proxy", notes)?;
        inner.only(&["label", "amount", "low", "high", "source", "year", "currency"], notes);
        let proxy = proxy(&inner, currency, notes)?;
        if proxy.source.is_empty() {
            let message = format!("expected the source of the proxy of {}, found none", section.name);
            let help = "write source = \"…\"; a figure without a source convinces nobody";
            notes.doubt("proxy-without-source", section.at("proxy", notes), message, help);
        }
        return Some(proxy);
    };
    match library.get(name) {
        Some(found) => {
            if found.is_none() {
                let message =
                    format!("expected a proxy that can be used, found \"{name}\", which was refused");
                notes.fatal(
                    "proxy-refused",
                    section.at("proxy", notes),
                    message,
                    "mend it in [[value.proxy]]",
                );
            }
            found.clone()
        }
        None => {
            let message = format!("expected the id of a [[value.proxy]], found \"{name}\"");
            let help = nearest_help(name, library.keys().map(String::as_str));
            notes.fatal("unknown-proxy", section.at("proxy", notes), message, help);
            None
        }
    }
}

fn proxy(section: &Section, currency: &str, notes: &mut Notes) -> Option<Proxy> {
    other_currency(section, currency, notes);
    if !section.has("amount") {
        notes.fatal(
            "missing-key",
            (section.line, "amount"),
            "expected the amount of a proxy, found none",
            "",
        );
    }
    let amount = Ranged {
        value: section.number("amount", notes)?,
        low: section.number("low", notes),
        high: section.number("high", notes),
    };
    exact(section, "amount", amount.value, notes)?;
    if amount.value < 0.0 {
        let message = format!("expected a proxy from 0 on, found {}", amount.value);
        let help = "it is taken as harm and lowers the value; mend it if it is none";
        notes.doubt("negative-proxy", section.at("amount", notes), message, help);
    }
    Some(Proxy {
        id: None,
        label: section.words("label", notes),
        amount: in_order(section, "amount", amount, notes)?,
        source: section.words("source", notes),
        year: section.whole("year", 1900, notes),
    })
}
