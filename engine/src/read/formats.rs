//! How a workbook shows its numbers and days, where that says more than what it stores.

use super::noted::Noted;
use super::workbook::shortest;
use crate::told::told;
use calamine::Data;
use esito_model::Severity;

/// What the format of a cell says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// How many digits it pads a whole number to: `00000` is five.
    pub padded: Option<usize>,
    /// As a percentage.
    pub percent: bool,
    /// Divided by thousands: `0.0,,`.
    pub scaled: bool,
    /// The currency beside a number.
    pub currency: Option<&'static str>,
    /// The cell holds an error.
    pub error: bool,
    /// What is shown in front of the number and behind it, where that says what the number is: `<`, ` mln`.
    pub beside: Option<(&'static str, &'static str)>,
    /// How many letters of a day in ISO form it shows: 4 for a year alone, 7 for a month.
    pub grain: Option<usize>,
}

/// Reads the format of a style.
pub(super) fn shown_as(style: &calamine::Style) -> Shown {
    style.number_format.as_ref().map(|format| shown(&format.format_code)).unwrap_or_default()
}

/// Reads the code of a format.
pub(super) fn shown(code: &str) -> Shown {
    let first = code.split(';').next().unwrap_or_default();
    let digits = first.trim_matches('"');
    let padded = (digits.len() > 1 && digits.bytes().all(|byte| byte == b'0')).then_some(digits.len());
    // What stands in quotes or brackets is no part of the number.
    let (mut bare, mut quoted) = (String::new(), false);
    for c in first.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => quoted = true,
            ']' => quoted = false,
            _ if !quoted => bare.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    let last = bare.rfind(['0', '#', '?']);
    let scaled = last.is_some_and(|at| bare[at + 1..].starts_with(','));
    let has = |letter: char| bare.contains(letter);
    let day = last.is_some() || ['d', 'h', 's', 'g'].into_iter().any(has);
    let grain = match (has('y'), has('m')) {
        (true, true) if !day => Some(7),
        (true, false) if !day => Some(4),
        _ => None,
    };
    // `[$€-410]` names the sign and its language.
    let signs = code.replace("[$", "");
    let currency = ["€", "£", "zł", "kr", "Kč", "CHF", "EUR", "USD", "$"];
    let currency = currency.into_iter().find(|sign| signs.contains(sign));
    Shown {
        padded,
        percent: code.contains('%'),
        scaled,
        currency,
        grain,
        beside: beside(first),
        error: false,
    }
}

/// The words in quotes of a format that make another number of the one that is stored: a bound, or a scale.
fn beside(format: &str) -> Option<(&'static str, &'static str)> {
    const BOUNDS: [&str; 5] = ["<", ">", "≤", "≥", "~"];
    const SCALES: [&str; 16] = [
        "mln", "mld", "mio", "mrd", "tys", "tys.", "tsd", "tsd.", "k€", "m€", "milioni", "migliaia",
        "miliardi", "million", "thousand", "‰",
    ];
    let mut parts = format.split('"');
    let front = parts.next().unwrap_or_default();
    let word = parts.next()?.trim().to_lowercase();
    if front.contains(['0', '#']) {
        let scale = SCALES.iter().find(|scale| word.split(' ').next() == Some(**scale))?;
        return Some(("", space(scale)));
    }
    BOUNDS.iter().find(|bound| **bound == word).map(|bound| (*bound, ""))
}

/// The scale behind a space.
fn space(scale: &str) -> &'static str {
    match scale {
        "mln" => " mln",
        "mld" => " mld",
        "mio" => " mio",
        "mrd" => " mrd",
        "tys" | "tys." => " tys.",
        "tsd" | "tsd." => " tsd.",
        "k€" => " k€",
        "m€" => " m€",
        "milioni" => " milioni",
        "migliaia" => " migliaia",
        "miliardi" => " miliardi",
        "million" => " million",
        "thousand" => " thousand",
        _ => " ‰",
    }
}

/// What the numbers of formats say that need no code of their own.
pub(super) fn builtin(number: u16) -> Shown {
    Shown { percent: matches!(number, 9 | 10), grain: (number == 17).then_some(7), ..Shown::default() }
}

pub(super) fn several_currencies(row: u32, first: &str, sign: &str, noted: &mut Noted) {
    let message = || {
        told(format!(
            "expected one currency, found numbers of one column shown in several, such as \"{first}\" and \"{sign}\"; read without it"
        ))
        .found([first.to_owned(), sign.to_owned()])
    };
    let help = "keep the currency in a column of its own";
    noted.say(("several-currencies", Severity::Doubt), Some(row + 1), None, message, help);
}

/// Numbers that a sheet shows as percentages, column by column.
#[derive(Debug, Default)]
pub(super) struct Percent(std::collections::BTreeMap<u32, Shares>);

#[derive(Debug)]
struct Shares {
    row: u32,
    first: f64,
    /// Numbers below it that are shown as they are, percentages or not.
    others: usize,
    count: usize,
}

impl Percent {
    pub(super) fn look(&mut self, row: u32, column: u32, data: &Data, percent: bool) {
        let value = match data {
            Data::Int(whole) => *whole as f64,
            Data::Float(float) => *float,
            _ => return,
        };
        match self.0.get_mut(&column) {
            Some(shares) if percent => shares.count += 1,
            Some(shares) => shares.others += 1,
            None if percent => {
                self.0.insert(column, Shares { row, first: value, others: 0, count: 1 });
            }
            None => {}
        }
    }

    pub(super) fn said(&self, noted: &mut Noted) {
        for shares in self.0.values() {
            let shown = format!("{}%", shortest(shares.first * 100.0));
            let told = |message: String| told(message).found([shown.clone()]);
            if shares.others > 0 {
                let message = || {
                    told(format!(
                        "expected a per cent sign in every cell or in none, found numbers shown as percentages, such as \"{shown}\", beside others; each is read as the workbook stores it"
                    ))
                };
                let help = "write the sign in every cell, or in the header";
                noted.say(("mixed-percent", Severity::Doubt), Some(shares.row + 1), None, message, help);
            } else {
                let stored = shortest(shares.first);
                let message = || {
                    told(format!(
                        "expected numbers as they are shown, found percentages, such as \"{shown}\", which the workbook stores as {stored}; read as stored"
                    ))
                };
                noted.say(("percent-format", Severity::Note), Some(shares.row + 1), None, message, "");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        assert_eq!([shown("00000").padded, shown("0.00").padded], [Some(5), None]);
        assert!(shown("0.0%").percent && shown("0.0,,").scaled && shown("#,##0,").scaled);
        assert!(!shown("#,##0").scaled && !shown("#,##0.00").scaled && !shown("0 \"a,b\"").scaled);
        let grains = ["mmm-yy", "mmmm yyyy", "yyyy", "dd/mm/yyyy", "[$-410]mmm yy", "mm:ss", "yyyy\"m\"dd"];
        let found = grains.map(|code| shown(code).grain);
        assert_eq!(found, [Some(7), Some(7), Some(4), None, Some(7), None, None]);
        assert_eq!(shown("#,##0.00 [$€-410]").currency, Some("€"));
        let besides = ["0\" mln\"", "\"<\"0", "0\" kg\"", "0"].map(|code| shown(code).beside);
        assert_eq!(besides, [Some(("", " mln")), Some(("<", "")), None, None]);
    }
}
