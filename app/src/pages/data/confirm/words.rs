//! What the engine's stable words mean, in the reader's language.

use crate::i18n::{format, t, t_count, t_with};
use esito_model::{Asked, ColumnUnderstood, Meaning, Reading};

/// What a column is taken for.
pub(super) fn meaning(meaning: Meaning) -> String {
    t(match meaning {
        Meaning::Place => "meaning.place",
        Meaning::Period => "meaning.period",
        Meaning::Group => "meaning.group",
        Meaning::Count => "meaning.count",
        Meaning::Number => "meaning.number",
        Meaning::Percent => "meaning.percent",
        Meaning::Share => "meaning.share",
        Meaning::Money => "meaning.money",
        Meaning::Date => "meaning.date",
        Meaning::Flag => "meaning.flag",
        Meaning::Text => "meaning.text",
        Meaning::LeftOut => "meaning.left_out",
    })
}

/// Whether it can be chosen where a framework came with the files: what its indicators use is decided there.
pub(super) fn is_offered(meaning: Meaning) -> bool {
    !matches!(meaning, Meaning::Place | Meaning::Period | Meaning::Group | Meaning::LeftOut)
}

/// Why a column is taken for what it is.
pub(super) fn why(column: &ColumnUnderstood) -> String {
    let count = column.different;
    match column.why.as_str() {
        "few_groups" => return t_count("why.few_groups", count, &[]),
        "cells_text" if count > 0 => return t_count("why.cells_text", count, &[]),
        _ => {}
    }
    t(match column.why.as_str() {
        "each_row" => "why.each_row",
        "header_place" => "why.header_place",
        "cells_places" => "why.cells_places",
        "header_period" => "why.header_period",
        "header_code" => "why.header_code",
        "cells_days" => "why.cells_days",
        "cells_periods" => "why.cells_periods",
        "cells_whole" => "why.cells_whole",
        "cells_numbers" => "why.cells_numbers",
        "cells_percent" => "why.cells_percent",
        "cells_flags" => "why.cells_flags",
        "cells_mixed" => "why.cells_mixed",
        "zeros" => "why.zeros",
        "personal" => "why.personal",
        "made" => "why.made",
        "declared" => "why.declared",
        "decided" => "why.decided",
        _ => "why.empty",
    })
}

/// A cell as it is read, and whether that is worth a second look.
pub(super) fn reading(reading: &Reading) -> (String, bool) {
    let format = format();
    match reading {
        Reading::Text(text) | Reading::When(text) if text.len() != 10 => (text.clone(), false),
        Reading::Text(text) => (text.clone(), false),
        Reading::When(day) => (format.day(day), false),
        Reading::Percent(number) => (format!("{}\u{a0}%", format.number_up_to(*number, 6)), false),
        Reading::Number(number) => (format.number_up_to(*number, 10), false),
        Reading::Flag(flag) => (t(if *flag { "reading.yes" } else { "reading.no" }), false),
        Reading::Missing => (t("reading.missing"), true),
        Reading::Unreadable => (t("reading.unreadable"), true),
        Reading::LeftOut => (t("reading.left_out"), true),
        Reading::Open => (t("reading.open"), true),
    }
}

/// What stands between cells.
pub(super) fn delimiter(mark: Option<char>) -> String {
    match mark {
        None => String::new(),
        Some(';') => t("delimiter.semicolon"),
        Some(',') => t("delimiter.comma"),
        Some('\t') => t("delimiter.tab"),
        Some('|') => t("delimiter.pipe"),
        Some(other) => other.to_string(),
    }
}

/// The question.
pub(super) fn ask(asked: &Asked, header: &str) -> String {
    let examples = quoted(&asked.examples);
    let args = [("column", header), ("examples", examples.as_str())];
    match asked.code.as_str() {
        "ambiguous-date" => t_count("ask.ambiguous_date", asked.count, &args),
        "ambiguous-decimal" => t_count("ask.ambiguous_decimal", asked.count, &args),
        "leading-zeros" => t_with("ask.leading_zeros", &args),
        "spelling-variants" => t_with("ask.spelling_variants", &args),
        "marker-or-word" => t_count("ask.marker_or_word", asked.count, &args),
        "personal-data" => t_with("ask.personal_data", &args),
        "two-digit-year" => t_with("ask.two_digit_year", &args),
        code => {
            let title = super::super::codes::title(code);
            t_with("ask.odd", &[("column", header), ("examples", &examples), ("title", &title)])
        }
    }
}

/// An answer.
pub(super) fn answer(code: &str, value: &str) -> String {
    t(match (code, value) {
        (_, "day first") => "answer.day_first",
        (_, "month first") => "answer.month_first",
        (_, "point") => "answer.point",
        (_, "comma") => "answer.comma",
        ("leading-zeros", "same") => "answer.same_code",
        ("leading-zeros", _) => "answer.apart_codes",
        (_, "same") => "answer.same",
        (_, "apart") => "answer.apart",
        (_, "missing") => "answer.missing",
        (_, "word") => "answer.word",
        (_, "hidden") => "answer.hidden",
        (_, "shown") => "answer.shown",
        (_, "read") => "answer.read",
        (_, "aside") => "answer.aside",
        _ => "answer.text",
    })
}

fn quoted(examples: &[String]) -> String {
    let marked: Vec<String> = examples.iter().map(|cell| t_with("ask.example", &[("cell", cell)])).collect();
    marked.join(", ")
}
