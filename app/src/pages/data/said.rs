//! Remarks in the reader's language.
//!
//! The engine writes a remark in English, with what it found between quotes. Where a code has words in the reader's
//! language, these are filled with what was found; else the engine's own words are shown, marked as English.

use crate::i18n::{Lang, lang, t, t_with};
use esito_model::Remark;
use leptos::prelude::*;

/// The words of a remark.
#[component]
pub(super) fn Words(remark: Remark) -> impl IntoView {
    match own(&remark) {
        Some(words) => view! { <p>{words}</p> }.into_any(),
        None => view! { <p lang="en">{remark.message}</p> }.into_any(),
    }
}

/// A remark's words where the reader's language is not that of the engine.
pub(super) fn own(remark: &Remark) -> Option<String> {
    if lang() == Lang::En {
        return None;
    }
    let key = key(&remark.code)?;
    let found = quoted(&remark.message);
    // What is said of nothing in particular would read as a gap.
    if found.is_empty() {
        return (!t(key).contains("{found}")).then(|| t(key));
    }
    let found: Vec<String> = found.into_iter().map(|one| t_with("ask.example", &[("cell", one)])).collect();
    Some(t_with(key, &[("found", &found.join(", "))]))
}

/// What stands between quotes in a message. A quote within a cell is followed by a letter and closes nothing.
fn quoted(message: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = message;
    while let Some(open) = rest.find('"') {
        let inner = &rest[open + 1..];
        let ends = |at: &usize| {
            let after = inner[at + 1..].chars().next();
            after.is_none_or(|c| matches!(c, ' ' | ',' | ';' | ':' | '.' | ')'))
        };
        let Some(close) = inner.match_indices('"').map(|(at, _)| at).find(ends) else { break };
        out.push(&inner[..close]);
        rest = &inner[close + 1..];
    }
    out
}

fn key(code: &str) -> Option<&'static str> {
    Some(match code {
        "ambiguous-date" => "said.ambiguous_date",
        "ambiguous-decimal" => "said.ambiguous_decimal",
        "ambiguous-encoding" => "said.ambiguous_encoding",
        "blank-header" => "said.blank_header",
        "broken-character" => "said.broken_character",
        "cell-error" => "said.cell_error",
        "code-or-number" => "said.code_or_number",
        "code-or-power" => "said.code_or_power",
        "currency-in-cells" => "said.currency_in_cells",
        "dangling-reference" => "said.dangling_reference",
        "date-serial" => "said.date_serial",
        "decimal-differs" => "said.decimal_differs",
        "duplicate-header" => "said.duplicate_header",
        "duplicate-key" => "said.duplicate_key",
        "empty-file" => "said.empty_file",
        "end-before-start" => "said.end_before_start",
        "leading-zeros" => "said.leading_zeros",
        "long-record" => "said.long_record",
        "marker-or-word" => "said.marker_or_word",
        "merged-number" => "said.merged_number",
        "missing-key" => "said.missing_key",
        "missing-marker" => "said.missing_marker",
        "mixed-column" => "said.mixed_column",
        "mixed-currencies" => "said.mixed_currencies",
        "mixed-dates" => "said.mixed_dates",
        "mixed-decimals" => "said.mixed_decimals",
        "mixed-encoding" => "said.mixed_encoding",
        "mixed-percent" => "said.mixed_percent",
        "money-rounded" => "said.money_rounded",
        "no-header" => "said.no_header",
        "no-rows" => "said.no_rows",
        "not-a-bool" => "said.not_a_bool",
        "not-a-count" => "said.not_a_count",
        "not-a-currency" => "said.not_a_currency",
        "not-a-date" => "said.not_a_date",
        "not-a-number" => "said.not_a_number",
        "not-a-period" => "said.not_a_period",
        "not-money" => "said.not_money",
        "number-about" => "said.number_about",
        "number-for-missing" => "said.number_for_missing",
        "number-in-brackets" => "said.number_in_brackets",
        "number-range" => "said.number_range",
        "number-with-bound" => "said.number_with_bound",
        "number-with-flag" => "said.number_with_flag",
        "number-with-unit" => "said.number_with_unit",
        "range-as-date" => "said.range_as_date",
        "repeated-header" => "said.repeated_header",
        "second-table" => "said.second_table",
        "several-currencies" => "said.several_currencies",
        "short-record" => "said.short_record",
        "spelling-variants" => "said.spelling_variants",
        "sudden-jump" => "said.sudden_jump",
        "surrounding-space" => "said.surrounding_space",
        "text-after-quote" => "said.text_after_quote",
        "total-row" => "said.total_row",
        "twice-encoded" => "said.twice_encoded",
        "two-digit-year" => "said.two_digit_year",
        "unclosed-quote" => "said.unclosed_quote",
        "unknown-column" => "said.unknown_column",
        "zero-bytes" => "said.zero_bytes",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{key, quoted};

    #[test]
    fn what_was_found_stands_between_quotes() {
        assert_eq!(
            quoted("expected dates, found \"05-set\", \"ott-14\"; left as found"),
            ["05-set", "ott-14"]
        );
        assert_eq!(quoted("found \"say \"hi\"there\" in"), ["say \"hi\"there"]);
        assert_eq!(quoted("found nothing"), Vec::<&str>::new());
        assert_eq!(quoted("an open \"quote"), Vec::<&str>::new());
        assert_eq!(key("not-a-date"), Some("said.not_a_date"));
        assert_eq!(key("unheard-of"), None);
    }
}
