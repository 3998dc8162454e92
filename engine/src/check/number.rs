//! Numbers as spreadsheets of two languages write them: with a decimal point or a decimal comma.
//!
//! A cell alone often cannot say which: `1.234` is one and a bit or one thousand. The column can: one cell that has
//! only one reading decides for all. Where none does, the caller is told what was assumed.

/// What stands before the decimals in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Decimals {
    #[default]
    Point,
    Comma,
}

impl Decimals {
    fn byte(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// A decimal number as digits: `negative mantissa / 10^places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    pub negative: bool,
    pub mantissa: u64,
    pub places: u32,
}

/// Every whole number up to here is a binary fraction, and so are the powers of ten below: one division is exact
/// to the last bit (Clinger 1990).
const EXACT: u64 = 1 << 53;
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Money is kept in this many decimals.
const MONEY_PLACES: u32 = 4;

impl Digits {
    /// The nearest binary fraction.
    #[expect(clippy::cast_precision_loss, reason = "below 2^53 nothing is lost")]
    pub(crate) fn number(self) -> f64 {
        let size = if self.mantissa <= EXACT && self.places as usize <= 22 {
            self.mantissa as f64 / POWERS[self.places as usize]
        } else {
            format!("{}e-{}", self.mantissa, self.places).parse().unwrap_or(f64::NAN)
        };
        if self.negative { -size } else { size }
    }

    /// The number divided by 100, rounded once.
    pub(crate) fn hundredth(self) -> f64 {
        Self { places: self.places + 2, ..self }.number()
    }

    /// The number as a whole one, if it is one.
    pub(crate) fn whole(self) -> Option<i64> {
        let divisor = 10_u64.checked_pow(self.places)?;
        if !self.mantissa.is_multiple_of(divisor) {
            return None;
        }
        let size = i64::try_from(self.mantissa / divisor).ok()?;
        Some(if self.negative { -size } else { size })
    }

    /// The number in whole ten-thousandths, and whether decimals were rounded off (halves away from zero).
    pub(crate) fn money(self) -> Option<(i64, bool)> {
        let (size, rounded) = if self.places <= MONEY_PLACES {
            (self.mantissa.checked_mul(10_u64.pow(MONEY_PLACES - self.places))?, false)
        } else {
            let divisor = 10_u64.checked_pow(self.places - MONEY_PLACES)?;
            let rest = self.mantissa % divisor;
            (self.mantissa / divisor + u64::from(rest >= divisor - divisor / 2), rest != 0)
        };
        let size = i64::try_from(size).ok()?;
        Some((if self.negative { -size } else { size }, rounded))
    }
}

/// Digits with at most one decimal mark and a sign before them: what most cells are. Up to 18 digits.
#[inline]
pub(crate) fn plain(cell: &[u8], decimals: Decimals) -> Option<Digits> {
    let (negative, digits) = match cell.first()? {
        b'-' => (true, &cell[1..]),
        b'+' => (false, &cell[1..]),
        _ => (false, cell),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mark = decimals.byte();
    let mut mantissa = 0_u64;
    let mut point = None;
    for (at, byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + u64::from(digit);
        } else if *byte == mark && point.is_none() && at > 0 {
            point = Some(at);
        } else {
            return None;
        }
    }
    let places = match point {
        None => 0,
        Some(at) if at + 1 == digits.len() => return None,
        Some(at) => u32::try_from(digits.len() - at - 1).ok()?,
    };
    Some(Digits { negative, mantissa, places })
}

/// Whether `plain` digits could be read with the other mark as well: `1.234`, three digits after one to three.
#[inline]
pub(crate) fn doubtful(cell: &[u8], digits: Digits) -> bool {
    if digits.places != 3 {
        return false;
    }
    let sign = usize::from(matches!(cell.first(), Some(b'-' | b'+')));
    let before = cell.len() - sign - 4;
    before <= 3 && cell[sign] != b'0'
}

/// A cell that is not `plain`, under one reading: signs, thousands separators, exponents.
pub(crate) fn careful(cell: &str, decimals: Decimals) -> Option<Digits> {
    let mut chars = cell.chars();
    let (negative, rest) = match chars.next()? {
        // Typesetting programs make a true minus or a dash of the hyphen.
        '-' | '\u{2212}' | '\u{2013}' => (true, chars.as_str()),
        '+' => (false, chars.as_str()),
        _ => (false, cell),
    };
    let (body, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], rest[at + 1..].parse::<i32>().ok()?),
        None => (rest, 0),
    };
    let mark = char::from(decimals.byte());
    let (before, after) = body.split_once(mark).unwrap_or((body, ""));
    if body.contains(mark) && after.is_empty() {
        return None;
    }
    let thousands = char::from(decimals.other().byte());
    let mut digits = String::with_capacity(body.len());
    let groups: Vec<&str> = before
        .split([thousands, ' ', '\'', '\u{2019}', '\u{A0}', '\u{202F}', '\u{2009}', '\u{2007}', '\u{2008}'])
        .collect();
    for (number, group) in groups.iter().enumerate() {
        // A thousands separator stands between groups of three, after a first group that is not zero.
        let good = if groups.len() == 1 {
            // `,5` is a half.
            !group.is_empty() || !after.is_empty()
        } else if number == 0 {
            (1..=3).contains(&group.len()) && !group.starts_with('0')
        } else {
            group.len() == 3
        };
        if !good || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        digits.push_str(group);
    }
    if !after.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut places = i32::try_from(after.len()).ok()? - exponent;
    digits.push_str(after);
    // Zeros at the end of the decimals say nothing and must not overflow the mantissa.
    while places > 0 && digits.ends_with('0') && digits.len() > 1 {
        digits.pop();
        places -= 1;
    }
    // What a binary fraction cannot tell apart must not overflow it either.
    while places > 0 && digits.trim_start_matches('0').len() > 19 {
        digits.pop();
        places -= 1;
    }
    let mantissa: u64 = digits.parse().ok()?;
    if !(-18..=300).contains(&places) {
        return None;
    }
    let (mantissa, places) = if places < 0 {
        (mantissa.checked_mul(10_u64.checked_pow(places.unsigned_abs())?)?, 0)
    } else {
        (mantissa, places.unsigned_abs())
    };
    Some(Digits { negative, mantissa, places })
}

/// What the cells of a column say about its decimals.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// Cells that can only be read with a point.
    pub point: u64,
    /// Cells that can only be read with a comma.
    pub comma: u64,
    /// Cells such as `1.234` that can be read both ways, by the mark they hold.
    pub either: u64,
    /// The first of them.
    pub first: Option<(String, esito_model::RemarkPlace)>,
}

impl Evidence {
    /// The reading of the column; `unknown` where no cell decides.
    pub(crate) fn decide(&self, unknown: Decimals) -> Decimals {
        match self.point.cmp(&self.comma) {
            std::cmp::Ordering::Greater => Decimals::Point,
            std::cmp::Ordering::Less => Decimals::Comma,
            std::cmp::Ordering::Equal if self.point > 0 => Decimals::Point,
            std::cmp::Ordering::Equal => unknown,
        }
    }

    /// Whether the reading was assumed and not found.
    pub(crate) fn assumed(&self) -> bool {
        self.point == 0 && self.comma == 0 && self.either > 0
    }
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
