//! `[[target]]`: what was promised.

use super::nearest::nearest_help;
use super::section::{Notes, Section};
use esito_model::{Agreement, Direction, Framework, GroupOf, PacePath, Point, Target};
use std::collections::BTreeSet;

const KEYS: [&str; 9] =
    ["indicator", "place", "group", "partnership", "baseline", "target", "agreed", "proposed", "along"];
const PATHS: [(&str, PacePath); 2] = [("linear", PacePath::Linear), ("compound", PacePath::Compound)];

pub(super) fn targets(
    root: &Section,
    framework: &Framework,
    all: &BTreeSet<String>,
    notes: &mut Notes,
) -> Vec<Target> {
    let mut out: Vec<Target> = Vec::new();
    for section in root.sections("target", "[[target]]", notes) {
        section.only(&KEYS, notes);
        let Some(indicator) = section.need("indicator", notes) else { continue };
        if !known_indicator(&section, "indicator", &indicator, all, notes) {
            continue;
        }
        let place = section.text("place", notes);
        let baseline = point(&section, "baseline", notes);
        let Some(target) = point(&section, "target", notes) else {
            if !section.has("target") {
                let message = "expected target = { period = \"…\", value = … } in [[target]], found none";
                notes.fatal("missing-key", (section.line, "target"), message, "the promise is left out");
            }
            continue;
        };
        let agreed = agreement(&section, notes);
        let group = group(&section, framework, &indicator, notes);
        let along = if section.has("along") {
            let Some(along) = section.choice("along", &PATHS, notes) else { continue };
            along
        } else {
            PacePath::Linear
        };
        let proposed = section.flag("proposed", notes);
        // A promise about an indicator that was left out has nothing to be compared with.
        if framework.indicators.iter().any(|known| known.id == indicator) {
            let Ok(group) = group else { continue };
            let indicator_of = framework.indicators.iter().find(|known| known.id == indicator);
            let worse = |baseline: &Point| match indicator_of.map(|known| known.direction) {
                Some(Direction::Higher) => target.value < baseline.value,
                Some(Direction::Lower) => target.value > baseline.value,
                _ => false,
            };
            if baseline.as_ref().is_some_and(worse) {
                let message = format!(
                    "the target of \"{indicator}\" is worse than its baseline in the sense of the indicator's direction"
                );
                let help = "correct the direction or the values; a limit to how bad it may get has no pace";
                notes.doubt("target-against-direction", section.at("target", notes), message, help);
            }
            out.push(Target { indicator, place, group, baseline, target, agreed, proposed, along });
        }
    }
    out
}

/// Who agreed, and on which day.
pub(super) fn agreement(section: &Section, notes: &mut Notes) -> Option<Agreement> {
    let inner = section.section("agreed", notes)?;
    inner.only(&["on", "by"], notes);
    let on = inner.text("on", notes).unwrap_or_default();
    if !on.is_empty() && !crate::check::is_full_date(&on) {
        let message = format!("expected a date such as 2020-03-01, found \"{on}\"");
        notes.doubt("not-a-date", inner.at("on", notes), message, "");
    }
    Some(Agreement { on, by: inner.list("by", notes) })
}

/// The group that a promise is about: `group = { sex = "female" }`, or `partnership = "P-001"` for short.
///
/// The indicator must be broken down by exactly these columns, otherwise nothing could be held against the promise.
fn group(
    section: &Section,
    framework: &Framework,
    indicator: &str,
    notes: &mut Notes,
) -> Result<Option<GroupOf>, ()> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    if let Some(inner) = section.section("group", notes) {
        for key in inner.keys() {
            pairs.extend(inner.text(key, notes).map(|code| (key.to_owned(), code)));
        }
    }
    pairs.extend(section.text("partnership", notes).map(|code| ("partnership".to_owned(), code)));
    if pairs.is_empty() {
        return Ok(None);
    }
    let Some(known) = framework.indicators.iter().find(|known| known.id == indicator) else {
        return Ok(None);
    };
    let has = |columns: &&Vec<String>| {
        columns.len() == pairs.len() && pairs.iter().all(|(column, _)| columns.contains(column))
    };
    let Some(columns) = known.by.iter().find(has) else {
        let names: Vec<&str> = pairs.iter().map(|(column, _)| column.as_str()).collect();
        let message = format!(
            "expected a breakdown of the indicator \"{indicator}\" in [[target]], found \"{}\"",
            names.join(", ")
        );
        let help = "add it to the indicator's by; until then the promise is left out";
        notes.fatal("unknown-column", (section.line, "group"), message, help);
        return Err(());
    };
    let code = |column: &String| pairs.iter().find(|(name, _)| name == column).map_or("", |(_, code)| code);
    let codes: Vec<&str> = columns.iter().map(code).collect();
    Ok(Some(GroupOf { dimension: columns.join("|"), group: codes.join("|") }))
}

pub(super) fn known_indicator(
    section: &Section,
    key: &str,
    id: &str,
    all: &BTreeSet<String>,
    notes: &mut Notes,
) -> bool {
    let good = all.contains(id);
    if !good {
        let message = format!("expected the id of an [[indicator]], found \"{id}\"");
        let help = nearest_help(id, all.iter().map(String::as_str));
        notes.fatal("unknown-indicator", section.at(key, notes), message, help);
    }
    good
}

fn point(section: &Section, key: &str, notes: &mut Notes) -> Option<Point> {
    let inner = section.section(key, notes)?;
    inner.only(&["period", "value"], notes);
    let period = inner.need("period", notes);
    let value = inner.number("value", notes);
    if value.is_none() && !inner.has("value") {
        notes.fatal(
            "missing-key",
            (inner.line, "value"),
            format!("expected a value in \"{key}\", found none"),
            "",
        );
    }
    let period = period.filter(|period| {
        let good = crate::check::is_period(period);
        if !good {
            let message =
                format!("expected a period such as 2026, 2026-H1, 2026-Q1 or 2026-03, found \"{period}\"");
            notes.fatal("not-a-period", inner.at("period", notes), message, "the promise is left out");
        }
        good
    });
    Some(Point { period: period?, value: value? })
}
