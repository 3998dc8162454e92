//! A header that names a period: as cells do, and with the marks, words and short forms that only headers have.

use super::date::{dated, full_year};
use super::months::month;
use super::period::{Span, period, short_straddling};

/// What a header names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Span(Span),
    Day,
}

/// Words in front of a day or a year that say nothing more.
const LEADS: [&str; 23] = [
    "al ",
    "alla data del ",
    "au ",
    "bis ",
    "zum ",
    "stan na ",
    "as of ",
    "at ",
    "per ",
    "dzień ",
    "a ",
    "anul ",
    "an ",
    "anno ",
    "anni ",
    "year ",
    "année ",
    "annee ",
    "rok ",
    "år ",
    "jahr ",
    "año ",
    "ano ",
];

/// What follows a year that is not final: provisional, estimated, revised, a break, actual, a forecast.
const MARKS: [&str; 14] =
    [" prel.", " prel", " prov.", " prov", " est.", " (p)", " r.", " p", " e", " r", " b", " s", " a", " f"];

/// Reads a header as a period; nothing where it is none.
///
/// ```text
/// "2020 (p)", "2020b", "Y2020", "'20" → 2020;  "1Q21" → 2021-Q1;  "202101" → 2021-01;  "al 31/12/2020" → a day
/// ```
pub(crate) fn named(header: &str) -> Option<Named> {
    let header = header.trim();
    if header.contains('/')
        && let Some(span) = short_straddling(header)
    {
        return Some(Named::Span(span));
    }
    let cell = |text: &str| match period(text) {
        Some(span) => Some(Named::Span(span)),
        None => dated(text).map(|_| Named::Day),
    };
    if let Some(found) = cell(header).or_else(|| short(header).map(Named::Span)) {
        return Some(found);
    }
    let bare = without_marks(header);
    // By letters: a capital may have more bytes than its small letter, or fewer.
    let led = LEADS.iter().find_map(|lead| {
        let (at, _) = bare.char_indices().nth(lead.chars().count())?;
        let (before, rest) = bare.split_at_checked(at)?;
        (before.to_lowercase() == *lead).then_some(rest)
    });
    let led = led.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let bare = led.unwrap_or(bare);
    if bare == header {
        return None;
    }
    cell(bare).or_else(|| short(bare).map(Named::Span))
}

/// The code of a header's period in the data: `2020`, `2020-H1`, `2020-Q1`, `2020-03`. Days stay as they
/// are, and so do school years, which are in no calendar year, and what is no period.
pub(crate) fn named_code(header: &str) -> String {
    match named(header) {
        Some(Named::Span(Span::Year(year))) => year.to_string(),
        Some(Named::Span(Span::Half(year, half))) => format!("{year}-H{half}"),
        Some(Named::Span(Span::Quarter(year, quarter))) => format!("{year}-Q{quarter}"),
        Some(Named::Span(Span::Month(year, month))) => format!("{year}-{month:02}"),
        Some(Named::Day) => header.trim_start_matches(|c: char| !c.is_ascii_digit()).trim().to_owned(),
        _ => header.to_owned(),
    }
}

/// Whether a header is the name of a month without a year.
pub(crate) fn is_month_alone(header: &str) -> bool {
    let header = header.trim();
    header.chars().all(|c| c.is_alphabetic() || c == '.') && month(header).is_some()
}

/// A header without what stands behind its year.
fn without_marks(header: &str) -> &str {
    let mut bare = header;
    loop {
        let before = bare;
        bare = bare.trim_end_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵']).trim_end();
        if let Some((rest, _)) = bare.strip_suffix([')', ']']).and_then(|rest| rest.rsplit_once(['(', '['])) {
            bare = rest.trim_end();
        }
        bare = MARKS.iter().find_map(|mark| bare.strip_suffix(mark)).unwrap_or(bare);
        let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        // `2019.0`, `2020b`, `2021F`
        for end in [".0", "p", "b", "e", "r", "s", "A", "E", "F", "P"] {
            bare = bare.strip_suffix(end).filter(|rest| year(rest)).unwrap_or(bare);
        }
        if bare == before || bare.is_empty() {
            return before;
        }
    }
}

/// `Y2019`, `YR2019`, `X2019`, `'19`, `1Q21`, `Q1-21`, `202101`.
fn short(header: &str) -> Option<Span> {
    let lower = header.to_lowercase();
    let digits = |text: &str, count: usize| -> Option<i32> {
        let good = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        good.then(|| text.parse().ok())?
    };
    for lead in ["yr", "y", "x", "f"] {
        let year = lower.strip_prefix(lead).and_then(|rest| digits(rest, 4));
        if let Some(year) = year.filter(|year| (1800..=2200).contains(year)) {
            return Some(Span::Year(year));
        }
    }
    if let Some(year) = lower.strip_prefix(['\'', '’']).and_then(|rest| digits(rest, 2)) {
        return Some(Span::Year(full_year(year)));
    }
    if let Some(number) = digits(&lower, 6) {
        let (year, month) = (number / 100, number % 100);
        let good = (1900..=2100).contains(&year) && (1..=12).contains(&month);
        return good.then(|| Span::Month(year, month.unsigned_abs()));
    }
    let (part, year) = (lower.get(..2)?, lower.get(2..)?.trim_start_matches(['-', ' ', '/', '.', '\'']));
    let quarter = part.strip_prefix(['q', 't']).or_else(|| part.strip_suffix(['q', 't']));
    let quarter: u32 = quarter?.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
    digits(year, 2).map(|year| Span::Quarter(full_year(year), quarter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_periods() {
        for (header, expected) in [
            ("2020", "2020"),
            ("2020 (p)", "2020"),
            ("2020 (1)", "2020"),
            ("2021*", "2021"),
            ("2020¹", "2020"),
            ("2020b", "2020"),
            ("2021 p", "2021"),
            ("2021 prel.", "2021"),
            ("2021F", "2021"),
            ("2019.0", "2019"),
            ("2019 [YR2019]", "2019"),
            ("YR2019", "2019"),
            ("X2019", "2019"),
            ("Anul 2019", "2019"),
            ("År 2019", "2019"),
            ("'19", "2019"),
            ("1Q21", "2021-Q1"),
            ("Q3-21", "2021-Q3"),
            ("I kw. 2021", "2021-Q1"),
            ("2. Quartal 2021", "2021-Q2"),
            ("I sem. 2021", "2021-H1"),
            ("202103", "2021-03"),
            ("gennaio 2020", "2020-01"),
            ("2019/20", "2019/20"),
            ("al 31/12/2020", "31/12/2020"),
            ("31/12/2020", "31/12/2020"),
            ("Nati", "Nati"),
            ("123456", "123456"),
        ] {
            assert_eq!(named_code(header), expected, "{header}");
        }
        for header in [
            "a İİİİİ 2019",
            "al İ2019",
            "İİ 2019",
            "Popolazione 2019",
            "Anno",
            "19",
            "Totale",
            "T1",
            "2019 Nati",
            "202113",
            "a",
            "(p)",
        ] {
            assert_eq!(named(header), None, "{header}");
        }
        assert!(is_month_alone("Gennaio") && is_month_alone("feb.") && !is_month_alone("Marzo 2020"));
    }
}
