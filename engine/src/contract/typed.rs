//! What a person types into a form, and how it is written in a framework.
//!
//! Comes in: text in the reader's language: `3.500,50`, `12 mesi`, `7,5 %`. Goes out: a literal of TOML. What
//! cannot be read becomes a text in quotes, so that the framework's own checks say what they expected and where.

use super::span;
use crate::statistics::calendar::read_day;
use esito_model::Money;

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other if other.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A number, with the language's marks or plain; as text where it is none.
pub(super) fn number(text: &str, language: &str) -> String {
    plain(text, language).unwrap_or_else(|| quoted(text))
}

/// A share: `10 %`, or a number.
pub(super) fn share(text: &str, language: &str) -> String {
    let Some(percent) = text.trim().strip_suffix('%') else { return number(text, language) };
    let read = plain(percent, language).and_then(|digits| digits.parse::<f64>().ok());
    read.map_or_else(|| quoted(text), |percent| esito_model::number::digits12(percent / 100.0))
}

/// A stretch of time as ISO 8601 writes it: `12 months`, `90 giorni`, `P12M`; a bare number is months.
pub(super) fn stretch(text: &str) -> String {
    let text = text.trim();
    let upper = text.to_uppercase();
    if span::read(&upper).is_some() {
        return quoted(&upper);
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = text[digits.len()..].trim().to_lowercase();
    let mark = match rest.as_str() {
        "" | "m" | "month" | "months" | "mese" | "mesi" => "M",
        "y" | "year" | "years" | "a" | "anno" | "anni" => "Y",
        "w" | "week" | "weeks" | "settimana" | "settimane" => "W",
        "d" | "day" | "days" | "g" | "giorno" | "giorni" => "D",
        _ => "",
    };
    if digits.is_empty() || mark.is_empty() { quoted(text) } else { quoted(&format!("P{digits}{mark}")) }
}

/// A stretch of time in words; as ISO 8601 writes it where it has several parts.
pub(super) fn stretch_in_words(text: &str, language: &str) -> String {
    let mut parts = text.trim_start_matches('P').chars();
    let mark = parts.next_back();
    let digits = parts.as_str();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let one = digits.trim_start_matches('0') == "1";
    let word = match (mark, language == "it", one) {
        (Some('M'), false, true) => "month",
        (Some('M'), false, false) => "months",
        (Some('M'), true, true) => "mese",
        (Some('M'), true, false) => "mesi",
        (Some('Y'), false, true) => "year",
        (Some('Y'), false, false) => "years",
        (Some('Y'), true, true) => "anno",
        (Some('Y'), true, false) => "anni",
        (Some('W'), false, true) => "week",
        (Some('W'), false, false) => "weeks",
        (Some('W'), true, true) => "settimana",
        (Some('W'), true, false) => "settimane",
        (Some('D'), false, true) => "day",
        (Some('D'), false, false) => "days",
        (Some('D'), true, true) => "giorno",
        (Some('D'), true, false) => "giorni",
        _ => return text.to_owned(),
    };
    format!("{digits} {word}")
}

/// Words between commas; one stands alone.
pub(super) fn list(text: &str) -> String {
    let words: Vec<String> =
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(quoted).collect();
    match words.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}

/// The parts of a text between semicolons or on lines of their own.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty())
}

/// An amount as a literal: as many decimals as it needs.
pub(super) fn amount(money: Money) -> String {
    let text = money.text(4);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A plain number as the language writes it, without marks between thousands.
pub(super) fn in_language(plain: &str, language: &str) -> String {
    if language == "it" { plain.replace('.', ",") } else { plain.to_owned() }
}

/// A day: as ISO writes it, or `31/12/2024`; otherwise as typed.
pub(super) fn day(text: &str) -> String {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    if let [day, month, year] = parts.as_slice() {
        let iso = format!("{year:0>4}-{month:0>2}-{day:0>2}");
        if read_day(&iso).is_some() {
            return quoted(&iso);
        }
    }
    quoted(text)
}

/// The digits of a number with a decimal point.
///
/// A comma before exactly three digits divides thousands in English, and a point does in Italian; anywhere else it is
/// the decimal mark. Of two different marks the last one is the decimal mark. Signs of currencies are passed over.
fn plain(text: &str, language: &str) -> Option<String> {
    let text = text.trim().trim_matches(['€', '£', '$']).trim();
    let code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let text = text.get(..3).filter(|head| code(head)).map_or(text, |_| text[3..].trim_start());
    let cut = text.len().saturating_sub(3);
    let text = text.get(cut..).filter(|tail| cut > 0 && code(tail)).map_or(text, |_| text[..cut].trim_end());
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let digits: String = digits
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\'' && *c != '\u{2019}' && *c != '_')
        .collect();
    let thousands = if language == "it" { '.' } else { ',' };
    let last = digits.rfind(['.', ',']);
    let decimal = last.filter(|at| {
        let mark = digits[*at..].chars().next();
        let other = digits[..*at].contains(if mark == Some('.') { ',' } else { '.' });
        let again = digits[..*at].contains(['.', ',']) && !other;
        let three = digits.len() - at - 1 == 3;
        !again && (other || mark != Some(thousands) || !three)
    });
    let (whole, fraction) = match decimal {
        Some(at) => (&digits[..at], &digits[at + 1..]),
        None => (digits.as_str(), ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3)
        && (groups.len() == 1 || (1..=3).contains(&groups[0].len()));
    let whole = groups.concat();
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped
        || whole.is_empty()
        || whole.len() > 15
        || !all(&whole)
        || !all(fraction)
        || (decimal.is_some() && fraction.is_empty())
    {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_language_writes_them() {
        let cases = [
            ("3500", "3500", "3500"),
            ("3,500", "3500", "3.500"),
            ("3.500", "3.500", "3500"),
            ("3,500.50", "3500.50", "3500.50"),
            ("3.500,50", "3500.50", "3500.50"),
            ("3500,5", "3500.5", "3500.5"),
            ("3500.5", "3500.5", "3500.5"),
            ("1,250,000", "1250000", "1250000"),
            ("1.250.000", "1250000", "1250000"),
            ("€ 2 400", "2400", "2400"),
            ("GBP 3,500.00", "3500.00", "3500.00"),
            ("3500 EUR", "3500", "3500"),
            ("-5", "-5", "-5"),
            ("0", "0", "0"),
            ("007", "7", "7"),
        ];
        for (text, en, it) in cases {
            assert_eq!((number(text, "en").as_str(), number(text, "it").as_str()), (en, it), "{text}");
        }
        for bad in ["", "abc", "3,5,0", "12.34.56", "1e5", "5.", ".5", "3 500 €x"] {
            assert_eq!(number(bad, "en"), quoted(bad), "{bad}");
        }
    }

    #[test]
    fn stretches_shares_lists_and_days_are_read() {
        for (text, expected) in [
            ("12 months", "\"P12M\""),
            ("12 mesi", "\"P12M\""),
            ("6", "\"P6M\""),
            ("90 giorni", "\"P90D\""),
            ("1 year", "\"P1Y\""),
            ("p1y6m", "\"P1Y6M\""),
            ("soon", "\"soon\""),
        ] {
            assert_eq!(stretch(text), expected);
        }
        assert_eq!(stretch_in_words("P12M", "it"), "12 mesi");
        assert_eq!(stretch_in_words("P1Y", "en"), "1 year");
        assert_eq!(stretch_in_words("P1Y6M", "en"), "P1Y6M");
        assert_eq!(share("10 %", "en"), "0.1");
        assert_eq!(share("7,5 %", "it"), "0.075");
        assert_eq!(share("0,1", "it"), "0.1");
        assert_eq!(list("entry"), "\"entry\"");
        assert_eq!(list("entry, \"odd\""), "[\"entry\", \"\\\"odd\\\"\"]");
        assert_eq!(day("31/12/2024"), "\"2024-12-31\"");
        assert_eq!(day("soon"), "\"soon\"");
    }
}
