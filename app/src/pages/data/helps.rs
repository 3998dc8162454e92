//! What can be done about a remark, in the reader's language.
//!
//! The engine says it in English; here stand the words for the codes that people meet.

use crate::i18n::{Lang, lang, t};
use esito_model::Remark;
use leptos::prelude::*;

/// What can be done; nothing where nothing was said.
#[component]
pub(super) fn Help(remark: Remark) -> impl IntoView {
    let own = (lang() != Lang::En).then(|| key(&remark.code)).flatten().map(t);
    (!remark.help.is_empty()).then(|| match own {
        Some(words) => view! { <p class="help">{words}</p> }.into_any(),
        None => view! { <p class="help" lang="en">{remark.help.clone()}</p> }.into_any(),
    })
}

fn key(code: &str) -> Option<&'static str> {
    Some(match code {
        "ambiguous-date" => "help.ambiguous_date",
        "ambiguous-decimal" => "help.ambiguous_decimal",
        "ambiguous-encoding" => "help.ambiguous_encoding",
        "broken-character" => "help.broken_character",
        "cell-error" => "help.cell_error",
        "centred-header" => "help.centred_header",
        "code-or-number" => "help.code_or_number",
        "code-or-power" => "help.code_or_power",
        "currency-in-cells" => "help.currency_in_cells",
        "dangling-reference" => "help.dangling_reference",
        "date-serial" => "help.date_serial",
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
        "sudden-jump" => "help.sudden_jump",
        "text-after-quote" => "help.text_after_quote",
        "total-row" => "help.total_row",
        "twice-encoded" => "help.twice_encoded",
        "two-digit-year" => "help.two_digit_year",
        "unclosed-quote" => "help.unclosed_quote",
        "unknown-mark" => "help.unknown_mark",
        "unknown-delimiter" => "help.unknown_delimiter",
        "workbook-unreadable" => "help.workbook_unreadable",
        "zero-bytes" => "help.zero_bytes",
        "zip-method" => "help.zip_method",
        "zip-path" => "help.zip_path",
        "zip-too-large" => "help.zip_too_large",
        "zip-unreadable" => "help.zip_unreadable",
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
