//! Remarks on contracts and value, and on a framework's own keys, in the reader's language.
//!
//! The engine writes these in English, with what it found between quotes after "found"; here a code's sentence is filled
//! with that.

use crate::i18n::{format, t, t_with};
use esito_model::Remark;

/// The sentence of a remark; nothing where its code is not one of these.
pub(in crate::pages) fn words(remark: &Remark) -> Option<String> {
    // A piece of a framework that is being typed has another name, and is no table either.
    let framework = remark.places.first().is_some_and(|place| place.file.ends_with(".toml"));
    let key = match (remark.code.as_str(), framework) {
        ("missing-key", true) => "said.missing_entry",
        ("not-a-date", true) => "said.not_a_day",
        (code, _) => key(code)?,
    };
    let words = t(key);
    let (found, days) = (quoted(&remark.message), days(&remark.message));
    // What is said of nothing in particular would read as a gap.
    if (found.is_empty() && words.contains("{found}")) || (days.is_empty() && words.contains("{days}")) {
        return None;
    }
    let found: Vec<String> = found.into_iter().map(|one| t_with("ask.example", &[("cell", one)])).collect();
    let days: Vec<String> = days.into_iter().map(|day| format().day(day)).collect();
    Some(t_with(key, &[("found", &found.join(", ")), ("days", &days.join(" – "))]))
}

/// The days in what a message says that it found.
fn days(message: &str) -> Vec<&str> {
    let told = message.rsplit_once(", found ").map_or(message, |(_, told)| told);
    let is_day = |word: &&str| {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        word.len() == 10 && word.split('-').map(str::len).eq([4, 2, 2]) && word.split('-').all(digits)
    };
    told.split([' ', ',', ';']).filter(is_day).collect()
}

/// What stands between quotes in a message, after "found" where that quotes anything.
fn quoted(message: &str) -> Vec<&str> {
    let told = message.split_once(", found ").map(|(_, told)| told).filter(|told| told.contains('"'));
    told.unwrap_or(message).split('"').skip(1).step_by(2).collect()
}

/// The key of a sentence.
pub(in crate::pages) fn key(code: &str) -> Option<&'static str> {
    Some(match code {
        "assumption-outside" => "said.assumption_outside",
        "assumption-unknown" => "said.assumption_unknown",
        "cap-below-paid" => "said.cap_below_paid",
        "claims-exceed" => "said.claims_exceed",
        "column-type" => "said.column_type",
        "date-order" => "said.date_order",
        "duplicate-id" => "said.duplicate_id",
        "duration-outside" => "said.duration_outside",
        "formula-syntax" => "said.formula_syntax",
        "hole-in-dates" => "said.hole_in_dates",
        "hole-in-tiers" => "said.hole_in_tiers",
        "missing-adjustment" => "said.missing_adjustment",
        "negative-amount" => "said.negative_amount",
        "negative-proxy" => "said.negative_proxy",
        "negative-quantity" => "said.negative_quantity",
        "no-currency" => "said.no_currency",
        "no-evidence" => "said.no_evidence",
        "no-inputs" => "said.no_inputs",
        "no-outcome" => "said.no_outcome",
        "no-outcomes" => "said.no_outcomes",
        "no-price" => "said.no_price",
        "no-result" => "said.no_result",
        "no-status" => "said.no_status",
        "not-a-stretch" => "said.not_a_stretch",
        "once-unchecked" => "said.once_unchecked",
        "outcome-after-end" => "said.outcome_after_end",
        "outcome-before-start" => "said.outcome_before_start",
        "outcome-left-out" => "said.outcome_left_out",
        "outcome-without-date" => "said.outcome_without_date",
        "outcome-without-participant" => "said.outcome_without_participant",
        "outcome-without-people" => "said.outcome_without_people",
        "outcome-without-quantity" => "said.outcome_without_quantity",
        "outcome-without-rule" => "said.outcome_without_rule",
        "outcome-without-start" => "said.outcome_without_start",
        "paid-later" => "said.paid_later",
        "payment-price" => "said.payment_price",
        "private-column" => "said.private_column",
        "proxy-refused" => "said.proxy_refused",
        "proxy-without-source" => "said.proxy_without_source",
        "range-order" => "said.range_order",
        "rate-above-one" => "said.rate_above_one",
        "several-effects" => "said.several_effects",
        "several-prices" => "said.several_prices",
        "share-outside" => "said.share_outside",
        "two-cohorts" => "said.two_cohorts",
        "two-currencies" => "said.two_currencies",
        "two-prices" => "said.two_prices",
        "unknown-currency" => "said.unknown_currency",
        "unknown-group" => "said.unknown_group",
        "unknown-outcome" => "said.unknown_outcome",
        "unknown-proxy" => "said.unknown_proxy",
        "unknown-role" => "said.unknown_role",
        "unknown-rule" => "said.unknown_rule",
        "unknown-status" => "said.unknown_status",
        "unknown-table" => "said.unknown_table",
        "value-left-out" => "said.value_left_out",
        "verified-twice" => "said.verified_twice",
        "wrong-type" => "said.wrong_type",
        "zero-without-evidence" => "said.zero_without_evidence",
        "not-toml" => "said.not_toml",
        "unknown-indicator" => "said.unknown_indicator",
        "unknown-source" => "said.unknown_source",
        "path-outside" => "said.path_outside",
        "column-name" => "said.column_name",
        "reference-key" => "said.reference_key",
        "missing-currency" => "said.missing_currency",
        "indicator-kind" => "said.indicator_kind",
        "unknown-function" => "said.unknown_function",
        "formula-type" => "said.formula_type",
        "goalposts" => "said.goalposts",
        "no-direction" => "said.no_direction",
        "no-place" => "said.no_place",
        "no-target" => "said.no_target",
        "no-weight" => "said.no_weight",
        "index-left-out" => "said.index_left_out",
        "thresholds" => "said.thresholds",
        "two-weights" => "said.two_weights",
        "missing-judgement" => "said.missing_judgement",
        "duplicate-judgement" => "said.duplicate_judgement",
        "inconsistent-judgements" => "said.inconsistent_judgements",
        "same-people" => "said.same_people",
        "not-positive" => "said.not_positive",
        "unused-key" => "said.unused_key",
        "not-computed" => "said.not_computed",
        "several-values" => "said.several_values",
        "unknown-contract" => "said.unknown_contract",
        "flow-left-out" => "said.flow_left_out",
        "unknown-state" => "said.unknown_state",
        "comparison-kind" => "said.comparison_kind",
        "groups-overlap" => "said.groups_overlap",
        // These have words of their own on the Data page.
        "unknown-column" | "unknown-key" | "unknown-delimiter" | "unknown-mark" => return None,
        _ if code.starts_with("unknown-") => "said.unknown_word",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{days, key, quoted};

    #[test]
    fn what_was_found_is_told_from_what_was_expected() {
        assert_eq!(
            quoted("expected the id of another payment rule in \"entry\", found \"exit\""),
            ["exit"],
            "what was expected is not what was found"
        );
        assert_eq!(quoted("found nothing"), Vec::<&str>::new());
        assert_eq!(
            days("expected a price for every day, found none from 2020-01-01 to 2020-02-29"),
            ["2020-01-01", "2020-02-29"]
        );
        assert_eq!(days("expected an end after the start 2019-01-01, found 2018-12-31"), ["2018-12-31"]);
        assert_eq!(key("two-cohorts"), Some("said.two_cohorts"));
        assert_eq!(key("unheard-of"), None);
    }
}
