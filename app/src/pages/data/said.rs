//! Remarks in the reader's language.
//!
//! The engine writes a remark in English, and its particulars apart from the words. Where a code has words in the
//! reader's language, these are filled with the particulars; else the engine's own words are shown, marked as English.

use crate::i18n::{Lang, format, lang, t, t_with};
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

/// The words of a remark within a line; its help where the words are the engine's.
pub(in crate::pages) fn in_line(remark: &Remark) -> AnyView {
    let help = remark.help.clone();
    match own(remark) {
        Some(words) => {
            let mends = super::helps::own(remark).filter(|_| !help.is_empty());
            view! { <span>{words}</span>{mends.map(|mends| view! { " "<span class="help">{mends}</span> })} }
                .into_any()
        }
        None => view! {
            <span lang="en">{remark.message.clone()}</span>
            {(!help.is_empty()).then(|| view! { " "<span lang="en" class="help">{help}</span> })}
        }
        .into_any(),
    }
}

/// A remark's words where the reader's language is not that of the engine.
pub(super) fn own(remark: &Remark) -> Option<String> {
    if lang() == Lang::En {
        return None;
    }
    if let Some(words) = crate::pages::contracts::said::words(remark) {
        return Some(words);
    }
    let key = key(&remark.code)?;
    let about = &remark.particulars;
    let quoted = |all: &[String]| {
        let each: Vec<String> = all.iter().map(|one| t_with("ask.example", &[("cell", one)])).collect();
        each.join(", ")
    };
    let found =
        if about.found.is_empty() && about.hidden { t("said.not_shown") } else { quoted(&about.found) };
    let count = |at: usize| about.counts.get(at).map(|count| format().whole(*count)).unwrap_or_default();
    let parts = [("found", found), ("name", quoted(&about.names)), ("count", count(0)), ("of", count(1))];
    // What is said of nothing in particular would read as a gap.
    let words = t(key);
    if parts.iter().any(|(name, part)| part.is_empty() && words.contains(&format!("{{{name}}}"))) {
        return None;
    }
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, part)| (*name, part.as_str())).collect();
    Some(t_with(key, &parts))
}

fn key(code: &str) -> Option<&'static str> {
    Some(match code {
        "ambiguous-date" => "said.ambiguous_date",
        "ambiguous-decimal" => "said.ambiguous_decimal",
        "ambiguous-encoding" => "said.ambiguous_encoding",
        "blank-column" => "said.blank_column",
        "blank-header" => "said.blank_header",
        "blank-record" => "said.blank_record",
        "broken-character" => "said.broken_character",
        "cell-error" => "said.cell_error",
        "centred-header" => "said.centred_header",
        "web-letters" => "said.web_letters",
        "other-quotes" => "said.other_quotes",
        "compound-column" => "said.compound_column",
        "group-end" => "said.group_end",
        "code-or-number" => "said.code_or_number",
        "code-or-power" => "said.code_or_power",
        "contract-left-out" => "said.contract_left_out",
        "currency-in-cells" => "said.currency_in_cells",
        "dangling-reference" => "said.dangling_reference",
        "date-serial" => "said.date_serial",
        "date-with-time" => "said.date_with_time",
        "decimal-differs" => "said.decimal_differs",
        "duplicate-header" => "said.duplicate_header",
        "duplicate-key" => "said.duplicate_key",
        "empty-file" => "said.empty_file",
        "encoding" => "said.encoding",
        "end-before-start" => "said.end_before_start",
        "footnotes" => "said.footnotes",
        "formula-text" => "said.formula_text",
        "footnote-or-row" => "said.footnote_or_row",
        "section-row" => "said.section_row",
        "year-as-date" => "said.year_as_date",
        "text-mark" => "said.text_mark",
        "percent-format" => "said.percent_format",
        "swapped-dates" => "said.swapped_dates",
        "gzip-unreadable" => "said.gzip_unreadable",
        "header-rows" => "said.header_rows",
        "header-shifted" => "said.header_shifted",
        "indian-grouping" => "said.indian_grouping",
        "indicator-left-out" => "said.indicator_left_out",
        "interval-not-computed" => "said.interval_not_computed",
        "leading-zeros" => "said.leading_zeros",
        "list-or-number" => "said.list_or_number",
        "long-record" => "said.long_record",
        "marker-or-word" => "said.marker_or_word",
        "merged-cells" => "said.merged_cells",
        "merged-number" => "said.merged_number",
        "header-or-row" => "said.header_or_row",
        "header-or-title" => "said.header_or_title",
        "row-or-header" => "said.row_or_header",
        "delimiter-changes" => "said.delimiter_changes",
        "formula-without-value" => "said.formula_without_value",
        "header-joined" => "said.header_joined",
        "header-wider" => "said.header_wider",
        "hidden-columns" => "said.hidden_columns",
        "hidden-rows" => "said.hidden_rows",
        "label-with-note" => "said.label_with_note",
        "time-as-number" => "said.time_as_number",
        "missing-column" => "said.missing_column",
        "missing-file" => "said.missing_file",
        "missing-key" => "said.missing_key",
        "missing-marker" => "said.missing_marker",
        "missing-sheet" => "said.missing_sheet",
        "mixed-column" => "said.mixed_column",
        "mixed-currencies" => "said.mixed_currencies",
        "mixed-dates" => "said.mixed_dates",
        "mixed-decimals" => "said.mixed_decimals",
        "mixed-encoding" => "said.mixed_encoding",
        "mixed-percent" => "said.mixed_percent",
        "money-left-out" => "said.money_left_out",
        "money-rounded" => "said.money_rounded",
        "nested-column" => "said.nested_column",
        "no-framework" => "said.no_framework",
        "no-header" => "said.no_header",
        "no-rows" => "said.no_rows",
        "not-a-bool" => "said.not_a_bool",
        "not-a-count" => "said.not_a_count",
        "not-a-currency" => "said.not_a_currency",
        "not-a-date" => "said.not_a_date",
        "not-a-number" => "said.not_a_number",
        "not-a-period" => "said.not_a_period",
        "not-a-table" => "said.not_a_table",
        "not-a-workbook" => "said.not_a_workbook",
        "not-degrees" => "said.not_degrees",
        "not-mended" => "said.not_mended",
        "not-money" => "said.not_money",
        "not-put-back" => "said.not_put_back",
        "not-utf8" => "said.not_utf8",
        "note-or-number" => "said.note_or_number",
        "number-about" => "said.number_about",
        "number-for-missing" => "said.number_for_missing",
        "number-in-brackets" => "said.number_in_brackets",
        "number-range" => "said.number_range",
        "number-with-bound" => "said.number_with_bound",
        "number-with-flag" => "said.number_with_flag",
        "number-with-unit" => "said.number_with_unit",
        "parquet-elsewhere" => "said.parquet_elsewhere",
        "parquet-unreadable" => "said.parquet_unreadable",
        "partial-date" => "said.partial_date",
        "parts-and-total" => "said.parts_and_total",
        "percent-above-hundred" => "said.percent_above_hundred",
        "percent-as-share" => "said.percent_as_share",
        "percent-in-cells" => "said.percent_in_cells",
        "period-coarser" => "said.period_coarser",
        "personal-cell" => "said.personal_cell",
        "impossible-rate" => "said.impossible_rate",
        "code-split" => "said.code_split",
        "code-merged" => "said.code_merged",
        "personal-data" => "said.personal_data",
        "preamble" => "said.preamble",
        "proposed" => "said.proposed",
        "range-as-date" => "said.range_as_date",
        "repeated-header" => "said.repeated_header",
        "ruler-row" => "said.ruler_row",
        "same-headers" => "said.same_headers",
        "target-against-direction" => "said.target_against_direction",
        "part-above-whole" => "said.part_above_whole",
        "second-table" => "said.second_table",
        "several-currencies" => "said.several_currencies",
        "several-files" => "said.several_files",
        "several-sheets" => "said.several_sheets",
        "share-above-one" => "said.share_above_one",
        "share-below-zero" => "said.share_below_zero",
        "short-record" => "said.short_record",
        "spelling-variants" => "said.spelling_variants",
        "sudden-jump" => "said.sudden_jump",
        "surrounding-space" => "said.surrounding_space",
        "text-after-quote" => "said.text_after_quote",
        "total-row" => "said.total_row",
        "twice-encoded" => "said.twice_encoded",
        "two-digit-year" => "said.two_digit_year",
        "unclosed-quote" => "said.unclosed_quote",
        "unit-row" => "said.unit_row",
        "unknown-column" => "said.unknown_column",
        "unknown-delimiter" => "said.unknown_delimiter",
        "unknown-mark" => "said.unknown_mark",
        "scaled-format" => "said.scaled_format",
        "tables-beside" => "said.tables_beside",
        "header-over-blank" => "said.header_over_blank",
        "pivot-table" => "said.pivot_table",
        "unknown-key" => "said.unknown_key",
        "workbook-unreadable" => "said.workbook_unreadable",
        "zero-bytes" => "said.zero_bytes",
        "zip-method" => "said.zip_method",
        "zip-path" => "said.zip_path",
        "zip-too-large" => "said.zip_too_large",
        "zip-unreadable" => "said.zip_unreadable",
        "lines-in-quotes" => "said.lines_in_quotes",
        "label-gaps" => "said.label_gaps",
        "not-a-table-file" => "said.not_a_table_file",
        "too-many-columns" => "said.too_many_columns",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::key;
    use crate::pages::contracts;
    use crate::pages::data::{codes, helps};

    /// What the engine can say, from the tables that another test holds against its source: code and what to do.
    fn documented() -> Vec<(String, String)> {
        let mut all = Vec::new();
        let tables = include_str!("../../../../docs/remarks.md").split("\n## ");
        // Remarks about a comparison stand on the index page, in words of their own.
        for table in tables.filter(|table| !table.starts_with("About a comparison")) {
            for row in table.lines().filter(|line| line.starts_with("| `")) {
                let mut cells = row.split(" | ");
                let ids = cells.next().unwrap_or_default();
                let mends = cells.nth(2).unwrap_or_default().trim_end_matches(" |").to_owned();
                all.extend(ids.split('`').skip(1).step_by(2).map(|code| (code.to_owned(), mends.clone())));
            }
        }
        all
    }

    #[test]
    fn whatever_the_engine_says_has_words_in_each_language() {
        let all = documented();
        assert!(all.len() > 200, "{}", all.len());
        let mut without = Vec::new();
        for (code, mends) in &all {
            if codes::known(code).is_none() {
                without.push(format!("{code}: no title"));
            }
            if key(code).or_else(|| contracts::said::key(code)).is_none() {
                without.push(format!("{code}: no words"));
            }
            let nothing = mends.is_empty() || mends == "nothing";
            if !nothing && helps::key(code).is_none() {
                without.push(format!("{code}: no help ({mends})"));
            }
        }
        assert!(without.is_empty(), "{without:#?}");
    }

    #[test]
    fn codes_have_their_words() {
        assert_eq!(key("not-a-date"), Some("said.not_a_date"));
        assert_eq!(key("unheard-of"), None);
    }
}
