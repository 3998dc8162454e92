//! What can be done about a remark, in the reader's language.
//!
//! The engine says it in English; here stand the words for the codes that people meet.

use crate::i18n::{Lang, lang, t, t_with};
use esito_model::{Remark, Severity};
use leptos::prelude::*;

/// What can be done; nothing where nothing was said, or where it only says of a note, in a language that is not the
/// reader's, that there is nothing to do.
#[component]
pub(super) fn Help(remark: Remark) -> impl IntoView {
    let own = own(&remark);
    let idle = own.is_none() && remark.severity == Severity::Note && lang() != Lang::En;
    (!remark.help.is_empty() && !idle).then(|| match own {
        Some(words) => view! { <p class="help">{words}</p> }.into_any(),
        None => view! { <p class="help" lang="en">{remark.help.clone()}</p> }.into_any(),
    })
}

/// A remark's help where the reader's language is not that of the engine; the names that it lists are kept.
pub(super) fn own(remark: &Remark) -> Option<String> {
    if lang() == Lang::En {
        return None;
    }
    let listing = [("the nearest known name is ", "help.near"), ("known: ", "help.known")];
    let listed = listing.iter().find(|(begins, _)| remark.help.starts_with(begins));
    if let Some((_, key)) = listed {
        let names = remark.help.split('"').skip(1).step_by(2);
        let each: Vec<String> = names.map(|name| t_with("ask.example", &[("cell", name)])).collect();
        return Some(t_with(key, &[("found", &each.join(", "))]));
    }
    key(&remark.code).map(t)
}

pub(super) fn key(code: &str) -> Option<&'static str> {
    Some(match code {
        "ambiguous-date" => "help.ambiguous_date",
        "ambiguous-decimal" => "help.ambiguous_decimal",
        "ambiguous-encoding" => "help.ambiguous_encoding",
        "broken-character" => "help.broken_character",
        "cell-error" => "help.cell_error",
        "centred-header" => "help.centred_header",
        "web-letters" => "help.web_letters",
        "other-quotes" => "help.other_quotes",
        "compound-column" => "help.compound_column",
        "group-end" => "help.group_end",
        "code-or-number" => "help.code_or_number",
        "code-or-power" => "help.code_or_power",
        "currency-in-cells" => "help.currency_in_cells",
        "dangling-reference" => "help.dangling_reference",
        "date-serial" => "help.date_serial",
        "swapped-dates" => "help.swapped_dates",
        "footnote-or-row" => "help.footnote_or_row",
        "section-row" => "help.section_row",
        "year-as-date" => "help.year_as_date",
        "decimal-differs" => "help.decimal_differs",
        "duplicate-header" => "help.duplicate_header",
        "duplicate-key" => "help.duplicate_key",
        "empty-file" => "help.empty_file",
        "end-before-start" => "help.end_before_start",
        "gzip-unreadable" => "help.gzip_unreadable",
        "header-shifted" => "help.header_shifted",
        "leading-zeros" => "help.leading_zeros",
        "list-or-number" => "help.list_or_number",
        "long-record" => "help.long_record",
        "marker-or-word" => "help.marker_or_word",
        "merged-number" => "help.merged_number",
        "header-or-row" => "help.header_or_row",
        "header-or-title" => "help.header_or_title",
        "row-or-header" => "help.row_or_header",
        "delimiter-changes" => "help.delimiter_changes",
        "formula-without-value" => "help.formula_without_value",
        "header-joined" => "help.header_joined",
        "header-wider" => "help.header_wider",
        "hidden-columns" | "hidden-rows" => "help.hidden_rows",
        "label-with-note" => "help.label_with_note",
        "time-as-number" => "help.time_as_number",
        "missing-key" => "help.missing_key",
        "missing-marker" => "help.missing_marker",
        "mixed-column" => "help.mixed_column",
        "mixed-dates" => "help.mixed_dates",
        "mixed-decimals" => "help.mixed_decimals",
        "mixed-encoding" => "help.mixed_encoding",
        "mixed-percent" => "help.mixed_percent",
        "money-rounded" => "help.money_rounded",
        "no-header" => "help.no_header",
        "not-a-currency" => "help.not_a_currency",
        "not-a-table" => "help.not_a_table",
        "not-a-workbook" => "help.not_a_workbook",
        "not-degrees" => "help.not_degrees",
        "note-or-number" => "help.note_or_number",
        "number-about" => "help.number_about",
        "number-for-missing" => "help.number_for_missing",
        "number-in-brackets" => "help.number_in_brackets",
        "number-range" => "help.number_range",
        "number-with-bound" => "help.number_with_bound",
        "number-with-flag" => "help.number_with_flag",
        "number-with-unit" => "help.number_with_unit",
        "parquet-elsewhere" => "help.parquet_elsewhere",
        "partial-date" => "help.partial_date",
        "parts-and-total" => "help.parts_and_total",
        "percent-above-hundred" => "help.percent_above_hundred",
        "percent-as-share" => "help.percent_as_share",
        "range-as-date" => "help.range_as_date",
        "repeated-header" => "help.repeated_header",
        "same-headers" => "help.same_headers",
        "second-table" => "help.second_table",
        "several-currencies" => "help.several_currencies",
        "several-sheets" => "help.several_sheets",
        "share-above-one" => "help.share_above_one",
        "short-record" => "help.short_record",
        "spelling-variants" => "help.spelling_variants",
        "part-above-whole" => "help.part_above_whole",
        "target-against-direction" => "help.target_against_direction",
        "sudden-jump" => "help.sudden_jump",
        "text-after-quote" => "help.text_after_quote",
        "total-row" => "help.total_row",
        "twice-encoded" => "help.twice_encoded",
        "two-digit-year" => "help.two_digit_year",
        "unclosed-quote" => "help.unclosed_quote",
        "unknown-mark" => "help.unknown_mark",
        "percent-format" => "help.percent_format",
        "scaled-format" => "help.scaled_format",
        "tables-beside" => "help.tables_beside",
        "header-over-blank" => "help.header_over_blank",
        "pivot-table" => "help.pivot_table",
        "unknown-delimiter" => "help.unknown_delimiter",
        "workbook-unreadable" => "help.workbook_unreadable",
        "zero-bytes" => "help.zero_bytes",
        "zip-method" => "help.zip_method",
        "zip-path" => "help.zip_path",
        "zip-too-large" => "help.zip_too_large",
        "zip-unreadable" => "help.zip_unreadable",
        "no-framework" => "help.no_framework",
        "proposed" => "help.proposed",
        "missing-file" => "help.missing_file",
        "several-files" => "help.several_files",
        "not-utf8" => "help.not_utf8",
        "no-rows" => "help.no_rows",
        "parquet-unreadable" => "help.parquet_unreadable",
        "nested-column" => "help.nested_column",
        "missing-sheet" => "help.missing_sheet",
        "not-toml" => "help.not_toml",
        "wrong-type"
        | "unknown-currency"
        | "negative-amount"
        | "negative-quantity"
        | "date-order"
        | "range-order"
        | "duration-outside"
        | "unknown-contract"
        | "unknown-state"
        | "flow-left-out"
        | "outcome-before-start"
        | "outcome-after-end"
        | "no-weight"
        | "two-cohorts" => "help.correct",
        "duplicate-id" | "column-name" => "help.rename",
        "path-outside" => "help.path_outside",
        "column-type" => "help.column_type",
        "private-column" => "help.private_column",
        "reference-key" => "help.reference_key",
        "missing-currency" => "help.missing_currency",
        "indicator-kind" => "help.indicator_kind",
        "formula-syntax" | "unknown-function" | "formula-type" => "help.formula",
        "indicator-left-out" | "index-left-out" | "contract-left-out" | "value-left-out"
        | "outcome-left-out" | "money-left-out" | "no-outcomes" | "not-mended" => "help.see_before",
        "goalposts" => "help.goalposts",
        "no-direction" => "help.no_direction",
        "no-place" => "help.no_place",
        "no-target" => "help.no_target",
        "thresholds" => "help.thresholds",
        "two-weights" => "help.two_weights",
        "missing-judgement" | "duplicate-judgement" => "help.judgements",
        "inconsistent-judgements" => "help.judgements_again",
        "same-people" => "help.same_people",
        "not-positive" => "help.not_positive",
        "unused-key" => "help.unused_key",
        "missing-column" => "help.missing_column",
        "not-a-count" | "not-a-number" | "not-money" | "not-a-bool" => "help.cell",
        "not-a-date" | "not-a-period" => "help.date",
        "personal-cell" => "help.personal_cell",
        "impossible-rate" => "help.impossible_rate",
        "code-split" | "code-merged" => "help.code_split",
        "personal-data" => "help.personal_data",
        "not-put-back" => "help.not_put_back",
        "period-coarser" => "help.period_coarser",
        "mixed-currencies" => "help.mixed_currencies",
        "several-values" => "help.several_values",
        "interval-not-computed" => "help.interval",
        "payment-price" => "help.payment_price",
        "not-a-stretch" => "help.stretch",
        "share-outside" => "help.share",
        "two-currencies" => "help.two_currencies",
        "hole-in-dates" => "help.hole_in_dates",
        "two-prices" => "help.two_prices",
        "hole-in-tiers" => "help.hole_in_tiers",
        "once-unchecked" => "help.once",
        "no-status" => "help.no_status",
        "cap-below-paid" => "help.cap",
        "unknown-outcome" | "outcome-without-rule" => "help.rule",
        "outcome-without-date"
        | "outcome-without-start"
        | "outcome-without-participant"
        | "outcome-without-quantity"
        | "no-outcome" => "help.fill",
        "unknown-status" => "help.status",
        "verified-twice" => "help.verified_twice",
        "unknown-group" | "outcome-without-people" => "help.group",
        "several-effects" => "help.several_effects",
        "rate-above-one" => "help.rate",
        "several-prices" | "no-price" | "no-result" | "no-currency" => "help.publisher",
        "missing-adjustment" => "help.adjustment",
        "zero-without-evidence" | "no-evidence" => "help.evidence",
        "proxy-without-source" => "help.source",
        "proxy-refused" | "unknown-proxy" => "help.proxy",
        "negative-proxy" => "help.negative_proxy",
        "no-inputs" => "help.inputs",
        "claims-exceed" => "help.claims",
        "assumption-outside" | "assumption-unknown" => "help.assumption",
        "comparison-kind" => "help.comparison_kind",
        "groups-overlap" => "help.groups_overlap",
        "lines-in-quotes" => "help.lines_in_quotes",
        "label-gaps" => "help.label_gaps",
        "share-below-zero" => "help.share_above_one",
        "indian-grouping" => "help.mixed_column",
        _ if code.starts_with("unknown-") => "help.listed",
        "not-a-table-file" => "help.not_a_table_file",
        "too-many-columns" => "help.too_many_columns",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn codes_have_their_words() {
        assert_eq!(key("two-digit-year"), Some("help.two_digit_year"));
        assert_eq!(key("unheard-of"), None);
    }
}
