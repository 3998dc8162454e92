//! One cell as a number: its digits, what stands between them, and what stands around them.
//!
//! Nothing goes through a float: what comes out has the digits that were written.

/// How a column writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Style {
    /// What stands before the decimals.
    pub decimal: Mark,
    /// What stands between thousands.
    pub thousands: Thousands,
}

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    Point,
    Comma,
}

/// What stands between groups of three digits. Spaces of all widths are one, and so are apostrophes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thousands {
    None,
    /// A point, or a comma: the one that is not the decimal mark.
    Other,
    Space,
    Apostrophe,
}

impl Mark {
    pub(crate) fn char(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// Every style that a column can have.
pub(crate) const STYLES: [Style; 8] = {
    const fn style(decimal: Mark, thousands: Thousands) -> Style {
        Style { decimal, thousands }
    }
    [
        style(Mark::Point, Thousands::None),
        style(Mark::Point, Thousands::Other),
        style(Mark::Point, Thousands::Space),
        style(Mark::Point, Thousands::Apostrophe),
        style(Mark::Comma, Thousands::None),
        style(Mark::Comma, Thousands::Other),
        style(Mark::Comma, Thousands::Space),
        style(Mark::Comma, Thousands::Apostrophe),
    ]
};

/// What stands around the digits of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dressed<'a> {
    pub negative: bool,
    /// The digits with their marks, and perhaps an exponent.
    pub body: &'a str,
    /// `%` or `‰`.
    pub per: Option<char>,
    /// A currency sign or code.
    pub currency: Option<&'a str>,
    /// Brackets stand for a minus.
    pub brackets: bool,
    /// The sign stands behind.
    pub sign_behind: bool,
}

const CURRENCIES: [&str; 39] = [
    ":-", "US$", "A$", "C$", "R$", "€", "$", "£", "¥", "zł", "zl", "kr.", "kr", "Kč", "Ft", "lei", "Lei",
    "LEI", "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "RON", "CZK", "HUF", "BRL", "JPY", "CAD",
    "AUD", "INR", "ZAR", "Eur", "Euro", "euro", "eur",
];

/// The codes of ISO 4217 that a currency sign can stand for, the likeliest first.
pub(crate) fn codes_of(sign: &str) -> &'static str {
    match sign {
        "€" | "EUR" | "Eur" | "Euro" | "euro" | "eur" => "EUR",
        "£" | "GBP" => "GBP",
        "$" => "USD CAD AUD MXN",
        "US$" | "USD" => "USD",
        "A$" | "AUD" => "AUD",
        "C$" | "CAD" => "CAD",
        "R$" | "BRL" => "BRL",
        "¥" => "JPY CNY",
        "JPY" => "JPY",
        "zł" | "zl" | "PLN" => "PLN",
        "kr" | "kr." | ":-" => "SEK NOK DKK ISK",
        "SEK" => "SEK",
        "NOK" => "NOK",
        "DKK" => "DKK",
        "Kč" | "CZK" => "CZK",
        "Ft" | "HUF" => "HUF",
        "lei" | "Lei" | "LEI" => "RON MDL",
        "RON" => "RON",
        "CHF" => "CHF",
        "INR" => "INR",
        "ZAR" => "ZAR",
        _ => "",
    }
}

/// Takes off what stands around the digits; nothing where something unknown is left.
pub(crate) fn undress(cell: &str) -> Option<Dressed<'_>> {
    let mut out = Dressed { body: cell.trim(), ..Dressed::default() };
    let first = out.body.bytes().next()?;
    // The usual cell: digits and marks alone.
    if first.is_ascii_digit() && out.body.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
        return Some(out);
    }
    if let Some(inner) = out.body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        out.brackets = true;
        out.negative = true;
        out.body = inner.trim();
    }
    // `1.200,-`: nothing after the decimal mark.
    let whole = [",-", ",–", ",—", ".-", ".–", ".—"].iter().find_map(|dash| out.body.strip_suffix(dash));
    out.body = whole.filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(out.body);
    let mut signed = out.brackets;
    for _ in 0..4 {
        let before = out.body;
        if let Some((sign, rest)) = leading_sign(out.body)
            && !signed
        {
            (signed, out.negative, out.body) = (true, sign, rest.trim_start());
        }
        if let Some((sign, rest)) = trailing_sign(out.body)
            && !signed
        {
            (signed, out.negative, out.body) = (true, sign, rest.trim_end());
            out.sign_behind = true;
        }
        if out.per.is_none()
            && let Some((at, per)) =
                out.body.char_indices().next_back().filter(|(_, c)| matches!(c, '%' | '‰'))
        {
            out.per = Some(per);
            out.body = out.body[..at].trim_end();
        }
        if out.currency.is_none()
            && let Some((currency, rest)) = currency(out.body)
        {
            out.currency = Some(currency);
            out.body = rest;
        }
        if out.body == before {
            break;
        }
    }
    // `€ -`: what the accounting format of spreadsheets shows of a zero.
    if out.currency.is_some() && out.body.is_empty() && out.negative {
        (out.negative, out.body) = (false, "0");
    }
    let good = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | 'e' | 'E' | '+' | '-') || gap(c);
    (out.body.bytes().any(|b| b.is_ascii_digit()) && out.body.chars().all(good)).then_some(out)
}

fn leading_sign(text: &str) -> Option<(bool, &str)> {
    let mut chars = text.chars();
    match chars.next()? {
        '-' | '\u{2212}' | '\u{2013}' | '\u{2010}' | '\u{2011}' | '\u{FE63}' => Some((true, chars.as_str())),
        '+' => Some((false, chars.as_str())),
        _ => None,
    }
}

fn trailing_sign(text: &str) -> Option<(bool, &str)> {
    let (at, last) = text.char_indices().next_back()?;
    let digit_before = text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
    match last {
        '-' | '\u{2212}' if digit_before => Some((true, &text[..at])),
        _ => None,
    }
}

fn currency(text: &str) -> Option<(&str, &str)> {
    CURRENCIES.iter().find_map(|sign| {
        if let Some(rest) = text.strip_prefix(sign) {
            return Some((&text[..sign.len()], rest.trim_start()));
        }
        let rest = text.strip_suffix(sign)?;
        Some((&text[rest.len()..], rest.trim_end()))
    })
}

/// A space or an apostrophe that can stand between thousands.
fn gap(c: char) -> bool {
    is_space(c) || is_apostrophe(c)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{2007}' | '\u{2008}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}' | '`' | '´')
}

/// The number in a cell's body under a style, written with a decimal point and nothing between thousands.
///
/// ```text
/// "1.234,50" with comma and points → "1234.50";  "1,2E3" with comma → "1200"
/// ```
pub(crate) fn rewrite(dressed: &Dressed<'_>, style: Style) -> Option<String> {
    let (body, exponent) = match dressed.body.find(['e', 'E']) {
        Some(at) => (&dressed.body[..at], exponent(&dressed.body[at + 1..])?),
        None => (dressed.body, 0),
    };
    let (whole, decimals) = match body.split_once(style.decimal.char()) {
        Some((_, "")) => return None,
        Some((whole, decimals)) => (whole, decimals),
        None => (body, ""),
    };
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut digits = String::with_capacity(dressed.body.len() + 1);
    if dressed.negative {
        digits.push('-');
    }
    let start = digits.len();
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        // `012.50`: a zero in front of a number with decimals says nothing.
        let padded = whole.starts_with('0') && !decimals.is_empty();
        digits.push_str(if padded { whole.trim_start_matches('0') } else { whole });
    } else {
        groups(whole, style, &mut digits)?;
    }
    if digits.len() == start {
        if whole.is_empty() && decimals.is_empty() {
            return None;
        }
        digits.push('0');
    }
    if exponent == 0 {
        if !decimals.is_empty() {
            digits.push('.');
            digits.push_str(decimals);
        }
        return Some(digits);
    }
    Some(shifted(&digits[..start], &digits[start..], decimals, exponent))
}

/// Whether a cell is a number in any style.
pub(crate) fn is_number(cell: &str) -> bool {
    undress(cell).is_some_and(|dressed| STYLES.iter().any(|style| rewrite(&dressed, *style).is_some()))
}

/// Appends the digits of groups of three, with one and the same mark between.
fn groups(whole: &str, style: Style, digits: &mut String) -> Option<()> {
    let other = style.decimal.other().char();
    let is_mark = |c: char| match style.thousands {
        Thousands::None => false,
        Thousands::Other => c == other,
        Thousands::Space => is_space(c),
        Thousands::Apostrophe => is_apostrophe(c),
    };
    for (number, group) in whole.split(is_mark).enumerate() {
        let length = if number == 0 {
            (1..=3).contains(&group.len()) && !group.starts_with('0')
        } else {
            group.len() == 3
        };
        if !length || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        digits.push_str(group);
    }
    Some(())
}

fn exponent(text: &str) -> Option<i32> {
    let digits = text.trim_start_matches(['+', '-']);
    if text.len() - digits.len() > 1 || digits.is_empty() || digits.len() > 3 {
        return None;
    }
    let size: i32 = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())??;
    Some(if text.starts_with('-') { -size } else { size })
}

/// Digits with the point moved.
fn shifted(sign: &str, whole: &str, decimals: &str, exponent: i32) -> String {
    let all = format!("{whole}{decimals}");
    let point = i64::try_from(whole.len()).unwrap_or(0) + i64::from(exponent);
    let length = i64::try_from(all.len()).unwrap_or(0);
    let (before, after) = if point <= 0 {
        ("0".to_owned(), format!("{}{all}", "0".repeat(usize::try_from(-point).unwrap_or(0))))
    } else if point >= length {
        (format!("{all}{}", "0".repeat(usize::try_from(point - length).unwrap_or(0))), String::new())
    } else {
        let (before, after) = all.split_at(usize::try_from(point).unwrap_or(0));
        (before.to_owned(), after.to_owned())
    };
    let before = before.trim_start_matches('0');
    let before = if before.is_empty() { "0" } else { before };
    if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") }
}

/// Whether the digits are grouped as in India: `1,23,456`.
pub(crate) fn is_indian(body: &str) -> bool {
    let whole = body.split('.').next().unwrap_or_default();
    let groups: Vec<&str> = whole.split(',').collect();
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    groups.len() >= 3
        && (1..=2).contains(&first.len())
        && last.len() == 3
        && groups[1..groups.len() - 1].iter().all(|group| group.len() == 2)
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
