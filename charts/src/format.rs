//! Numbers and periods as people read them.
//!
//! Comes in: a value as the engine gave it, a unit, a locale. Goes out: text. The locale brings digits, separators
//! and names of months (the browser's `Intl`, or CLDR natively); how many decimals, which sign, where the unit
//! stands is decided here, so that a number looks the same in a chart, a table and an export.

use crate::spec::{Datum, Quantity};
use esito_model::{Every, PeriodSpan, Unit};

/// A no-break space: a number never parts from its unit.
pub const NBSP: char = '\u{a0}';

/// The language's own digits and names: `Intl` in the browser, CLDR elsewhere.
pub trait Locale {
    /// The language code, `it` or `en`.
    fn language(&self) -> &str;

    /// A number with at least and at most so many decimals, with the language's separators.
    ///
    /// A minus sign may come as a hyphen; it is mended here.
    fn number(&self, value: f64, min_decimals: u8, max_decimals: u8) -> String;

    /// The short name of a month, 1 to 12.
    fn month(&self, month: u8) -> String;

    /// The word for a unit after a value: "months", "per 1,000"; empty where the number says it all.
    fn unit(&self, unit: Unit, value: f64) -> String {
        let one = (value.abs() - 1.0).abs() < 1e-9;
        let italian = self.language().starts_with("it");
        match (unit, italian) {
            (Unit::Months, true) => if one { "mese" } else { "mesi" }.to_owned(),
            (Unit::Months, false) => if one { "month" } else { "months" }.to_owned(),
            (Unit::Years, true) => if one { "anno" } else { "anni" }.to_owned(),
            (Unit::Years, false) => if one { "year" } else { "years" }.to_owned(),
            (Unit::RatePer1000, true) => "per 1.000".to_owned(),
            (Unit::RatePer1000, false) => "per 1,000".to_owned(),
            (Unit::RatePer100000, true) => "per 100.000".to_owned(),
            (Unit::RatePer100000, false) => "per 100,000".to_owned(),
            (Unit::Share | Unit::Count | Unit::Number | Unit::Money | Unit::Score, _) => String::new(),
        }
    }

    /// A half or quarter of a year: "Q1 2020", "1º trim. 2020".
    fn part_of_year(&self, every: Every, part: u8, year: i32) -> String {
        let italian = self.language().starts_with("it");
        match (every, italian) {
            (Every::Quarter, true) => format!("{part}º{NBSP}trim.{NBSP}{year}"),
            (Every::Quarter, false) => format!("Q{part}{NBSP}{year}"),
            (Every::Half, true) => format!("{part}º{NBSP}sem.{NBSP}{year}"),
            (Every::Half, false) => format!("H{part}{NBSP}{year}"),
            (Every::Month, _) => format!("{}{NBSP}{year}", self.month(part)),
            (Every::Year, _) => year.to_string(),
        }
    }
}

/// A number with a true minus sign and no "−0".
fn digits(locale: &dyn Locale, value: f64, min: u8, max: u8) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let shift = 10f64.powi(i32::from(max));
    let value = if (value * shift).abs() < 0.5 { 0.0 } else { value };
    locale.number(value, min, max).replace('-', "\u{2212}")
}

/// How many decimals a value of this unit deserves, given the size of what it is shown with.
fn decimals(unit: Unit, value: f64) -> (u8, u8) {
    let size = value.abs();
    match unit {
        Unit::Share => match size * 100.0 {
            tiny if tiny > 0.0 && tiny < 0.1 => (1, 3),
            _ => (1, 1),
        },
        Unit::Count => (0, if size.fract() > 1e-9 && size < 100.0 { 1 } else { 0 }),
        Unit::Money => {
            if size >= 100.0 || (size.fract() < 1e-9) {
                (0, 0)
            } else {
                (2, 2)
            }
        }
        Unit::Months | Unit::Years => (0, 1),
        Unit::Score => (1, 1),
        Unit::Number | Unit::RatePer1000 | Unit::RatePer100000 => {
            if size >= 100.0 || size == 0.0 {
                (0, 0)
            } else if size >= 10.0 {
                (1, 1)
            } else if size >= 0.1 {
                (1, 2)
            } else if size >= 0.001 {
                (1, 4)
            } else {
                (1, 6)
            }
        }
    }
}

/// A value that fits a narrow place: no unit word, millions shortened.
#[must_use]
pub fn short(value: f64, quantity: &Quantity, locale: &dyn Locale) -> String {
    let (divisor, word) = shortened(value.abs(), locale);
    if divisor > 1.0 {
        let scaled = value / divisor;
        let text = digits(locale, scaled, 0, u8::from(scaled.abs() < 100.0));
        return with_unit(format!("{text}{NBSP}{word}"), value, quantity, locale, false);
    }
    let (min, max) = match quantity.unit {
        Unit::Share if value.abs() >= 0.0995 => (0, 0),
        unit => decimals(unit, value),
    };
    with_unit(shown(value, quantity, min, max, locale), value, quantity, locale, false)
}

/// A value beside its mark: whole, but millions shortened; the read-out has every digit.
pub(crate) fn beside(known: f64, quantity: &Quantity, locale: &dyn Locale) -> String {
    if known.abs() >= 1e6 { short(known, quantity, locale) } else { value(known, quantity, locale) }
}

/// The words of a value with its sign.
pub(crate) fn starred(words: String, found: &Datum) -> String {
    words + sign(found)
}

/// A degree sign where the value is estimated, a star where not all rows behind it are complete.
pub(crate) fn sign(found: &Datum) -> &'static str {
    match (found.estimated, found.partial) {
        (true, _) => "°",
        (false, true) => "*",
        (false, false) => "",
    }
}

fn shortened(size: f64, locale: &dyn Locale) -> (f64, &'static str) {
    let italian = locale.language().starts_with("it");
    match size {
        s if s >= 1e9 => (1e9, if italian { "mld" } else { "bn" }),
        s if s >= 1e6 => (1e6, if italian { "mln" } else { "m" }),
        _ => (1.0, ""),
    }
}

fn shown(value: f64, quantity: &Quantity, min: u8, max: u8, locale: &dyn Locale) -> String {
    let value = if quantity.unit == Unit::Share { value * 100.0 } else { value };
    digits(locale, value, min, max)
}

/// The sign or word of the unit around ready digits.
fn with_unit(text: String, value: f64, quantity: &Quantity, locale: &dyn Locale, words: bool) -> String {
    match quantity.unit {
        Unit::Share => format!("{text}{NBSP}%"),
        Unit::Money => match (quantity.currency.as_deref(), locale.language().starts_with("en")) {
            (None | Some(""), _) => text,
            (Some(code), true) => match (symbol(code), text.strip_prefix('\u{2212}')) {
                (Some(sign), Some(rest)) => format!("\u{2212}{sign}{rest}"),
                (Some(sign), None) => format!("{sign}{text}"),
                (None, _) => format!("{code}{NBSP}{text}"),
            },
            (Some(code), false) => format!("{text}{NBSP}{}", symbol(code).unwrap_or(code)),
        },
        unit if words => match locale.unit(unit, value) {
            word if word.is_empty() => text,
            word => format!("{text}{NBSP}{}", word.replace(' ', "\u{a0}")),
        },
        Unit::Count | Unit::Number | Unit::Months | Unit::Years | Unit::Score => text,
        Unit::RatePer1000 | Unit::RatePer100000 => text,
    }
}

/// Signs that readers in Europe tell apart without help; any other currency keeps its code.
fn symbol(code: &str) -> Option<&'static str> {
    match code {
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "USD" => Some("$"),
        _ => None,
    }
}

/// A value with its unit: `46.2 %`, `3.905 €`, `18 months`.
#[must_use]
pub fn value(value: f64, quantity: &Quantity, locale: &dyn Locale) -> String {
    let (min, max) = decimals(quantity.unit, value);
    with_unit(shown(value, quantity, min, max, locale), value, quantity, locale, true)
}

/// A value with exactly so many decimals: for statements, where no digit is rounded away.
#[must_use]
pub fn exact(value: f64, decimals: u8, quantity: &Quantity, locale: &dyn Locale) -> String {
    with_unit(shown(value, quantity, decimals, decimals, locale), value, quantity, locale, false)
}

/// Both ends of an interval, the unit once: `44.9 – 47.5 %`, `€4,020 – 4,640`.
#[must_use]
pub fn interval(low: f64, high: f64, quantity: &Quantity, locale: &dyn Locale) -> String {
    let (a, b) = (decimals(quantity.unit, low), decimals(quantity.unit, high));
    let (min, max) = (a.0.max(b.0), a.1.max(b.1));
    let low = shown(low, quantity, min, max, locale);
    let text = format!("{low}{NBSP}–{NBSP}{}", shown(high, quantity, min, max, locale));
    with_unit(text, high, quantity, locale, true)
}

/// A change between two values: signed, in points for shares: `+2.4`, `−0.3`.
#[must_use]
pub fn change(by: f64, quantity: &Quantity, locale: &dyn Locale) -> String {
    let (min, max) = decimals(quantity.unit, by);
    let text = match quantity.unit {
        Unit::Share => digits(locale, by * 100.0, min, max),
        _ => with_unit(digits(locale, by, min, max), by, quantity, locale, false),
    };
    if by > 0.0 { format!("+{text}") } else { text }
}

/// A count of rows or people: whole, with separators.
#[must_use]
pub fn count(n: u64, locale: &dyn Locale) -> String {
    #[expect(clippy::cast_precision_loss, reason = "rows of a file, far below 2^53")]
    digits(locale, n as f64, 0, 0)
}

/// What was found, in words: the value, its interval and its note, or why there is none.
#[must_use]
pub fn datum(found: &Datum, quantity: &Quantity, locale: &dyn Locale) -> String {
    let Some(known) = found.finite() else { return found.missing.clone() };
    let mut text = value(known, quantity, locale);
    if let Some((low, high)) = found.interval() {
        text.push_str(&format!(" ({})", interval(low, high, quantity, locale)));
    }
    if !found.note.is_empty() {
        text.push_str(&format!(", {}", found.note));
    }
    text
}

/// A tick of an axis: as many decimals as the step between ticks needs.
#[must_use]
pub fn tick(at: f64, step: f64, quantity: &Quantity, locale: &dyn Locale) -> String {
    let scale = if quantity.unit == Unit::Share { 100.0 } else { 1.0 };
    // The larger of value and step decides whether ticks count in millions, so that zero stays "0".
    let (divisor, word) =
        if quantity.unit == Unit::Share { (1.0, "") } else { shortened(step * 2.0, locale) };
    let mut max = 0;
    let mut rest = step * scale / divisor;
    while max < 9 && (rest - rest.round()).abs() > 1e-6 * rest.abs() {
        rest *= 10.0;
        max += 1;
    }
    let text = digits(locale, at * scale / divisor, max, max);
    let text = if divisor > 1.0 && at != 0.0 { format!("{text}{NBSP}{word}") } else { text };
    with_unit(text, at, quantity, locale, false)
}

/// A period as people say it: `2020`, `Q1 2020`, `1º trim. 2020`, `Mar 2020`.
#[must_use]
pub fn period(span: &PeriodSpan, locale: &dyn Locale) -> String {
    part(span.every, span.month, locale)
}

/// A day as people say it: `1 Mar 2020`; what is no such day stays as written.
#[must_use]
pub fn day(iso: &str, locale: &dyn Locale) -> String {
    let parts: Vec<i32> = iso.split('-').filter_map(|part| part.parse().ok()).collect();
    match parts[..] {
        [year, month @ 1..=12, day @ 1..=31] => {
            format!("{day}{NBSP}{}", part(Every::Month, year * 12 + month - 1, locale))
        }
        _ => iso.to_owned(),
    }
}

/// The period of this grain that begins at a month (years times 12 plus months).
pub(crate) fn part(every: Every, start: i32, locale: &dyn Locale) -> String {
    let (year, month) = (start.div_euclid(12), start.rem_euclid(12));
    let number = match every {
        Every::Year => 1,
        Every::Half => month / 6 + 1,
        Every::Quarter => month / 3 + 1,
        Every::Month => month + 1,
    };
    locale.part_of_year(every, u8::try_from(number).unwrap_or(1), year)
}
