//! `comparison` of an indicator: the group that its value is held against, and what is taken off.

use super::indicators::Scope;
use super::section::{Notes, Section};
use super::value::adjustment;
use crate::formula::Role;
use esito_model::{Attrition, ComparisonGroup, EffectMethod, Measure, Period};

const KEYS: [&str; 7] = ["method", "label", "where", "before", "match", "everywhere", "adjust"];

/// The comparison group of an indicator; faults are said, and leave the indicator out.
pub(super) fn read(
    section: &Section,
    scope: &Scope,
    (measure, period): (Option<&Measure>, Option<&Period>),
    notes: &mut Notes,
) -> Option<ComparisonGroup> {
    let mut inner = section.section("comparison", notes)?;
    inner.name = format!("\"comparison\" of {}", section.name);
    inner.only(&KEYS, notes);
    if matches!(measure, Some(Measure::Given(_))) {
        let message = format!("expected a formula beside \"comparison\" in {}, found a column", section.name);
        let help = "values as given have no rows of a comparison group";
        notes.fatal("comparison-kind", section.at("comparison", notes), message, help);
    }
    let filter = inner.text("where", notes);
    if let Some(filter) = &filter {
        scope.formula_in(&inner, "where", filter, Role::Condition, notes);
    }
    let adjust = inner.section("adjust", notes);
    if let Some(adjust) = &adjust {
        adjust.only(&["deadweight", "attrition"], notes);
    }
    let deadweight = adjust.as_ref().filter(|adjust| adjust.has("deadweight"));
    let deadweight = deadweight.and_then(|adjust| adjustment(adjust, "deadweight", 0.0, notes));
    let attrition = adjust.as_ref().and_then(|adjust| attrition(adjust, scope, measure, notes));
    let usual = if filter.is_some() { EffectMethod::Difference } else { EffectMethod::Deadweight };
    let method = match inner.has("method") {
        true => inner.choice("method", &EffectMethod::WORDS, notes)?,
        false => usual,
    };
    let matched = inner.list("match", notes);
    for column in &matched {
        scope.column_in(&inner, "match", column, notes);
    }
    let found = ComparisonGroup {
        method,
        label: inner.words("label", notes),
        filter,
        before: inner.text("before", notes),
        matched,
        everywhere: inner.flag("everywhere", notes),
        deadweight,
        attrition,
    };
    together(&inner, &found, period, notes);
    Some(found)
}

/// What each method needs, and what would be passed over in silence beside it.
fn together(inner: &Section, found: &ComparisonGroup, period: Option<&Period>, notes: &mut Notes) {
    let method = found.method;
    let groups = method != EffectMethod::Deadweight;
    let before = method == EffectMethod::DifferenceInDifferences;
    let wanted = [
        ("where", groups, "the condition on rows of the comparison group"),
        ("before", before, "the period before, such as before = \"2019\""),
        ("match", method == EffectMethod::Matched, "the columns that must agree"),
    ];
    let word = EffectMethod::WORDS.iter().find(|(_, one)| *one == method).map_or("", |(word, _)| word);
    for (key, is_wanted, what) in wanted {
        if is_wanted && !inner.has(key) {
            let message = format!("expected {what} in {}, found none", inner.name);
            notes.fatal("missing-key", (inner.line, key), message, format!("method = \"{word}\" needs it"));
        }
        if !is_wanted && inner.has(key) {
            let message = format!("expected no \"{key}\" beside method = \"{word}\" in {}", inner.name);
            let help = "this method does not look at it: take it out, or write another method";
            notes.fatal("comparison-kind", inner.at(key, notes), message, help);
        }
    }
    if !groups && found.deadweight.is_none() {
        let message = format!("expected \"where\", or adjust = {{ deadweight = … }}, in {}", inner.name);
        let help = "without a comparison group and without a share that would have come about anyway there is no effect";
        notes.fatal("missing-key", (inner.line, "where"), message, help);
    }
    if groups && found.deadweight.is_some() {
        let message = format!("expected no deadweight beside a comparison group in {}", inner.name);
        let help = "the group shows what would have come about anyway; a share would take it off twice";
        notes.fatal("comparison-kind", (inner.line_of("adjust", notes), "adjust"), message, help);
    }
    let Some(code) = found.before.as_ref().filter(|_| before) else { return };
    if !crate::check::is_period(code) {
        let message = format!("expected a period such as 2022, 2022-H1 or 2022-03, found \"{code}\"");
        notes.fatal("not-a-period", inner.at("before", notes), message, "nothing would be held against it");
    }
    if period.is_none() {
        let message = format!("expected periods beside \"before\" in {}", inner.name);
        notes.fatal("missing-key", inner.at("before", notes), message, "write period = \"column\"");
    }
}

/// Who started: a ratio of people then has them below.
fn attrition(
    adjust: &Section,
    scope: &Scope,
    measure: Option<&Measure>,
    notes: &mut Notes,
) -> Option<Attrition> {
    let inner = adjust.section("attrition", notes)?;
    inner.only(&["started", "evidence"], notes);
    let started = inner.need("started", notes)?;
    scope.formula_in(&inner, "started", &started, Role::Aggregate, notes);
    if !matches!(measure, Some(Measure::Ratio { .. })) {
        let message =
            format!("expected a numerator and a denominator beside \"attrition\" in {}", adjust.name);
        let help = "those who started stand in the place of the denominator";
        notes.fatal("comparison-kind", adjust.at("attrition", notes), message, help);
    }
    Some(Attrition { started, evidence: inner.words("evidence", notes) })
}
