//! Numbers as they are printed for machines: twelve significant digits, the same in every seat.

use serde::{Serialize, Serializer};

/// The number rounded to twelve significant digits, the precision of every output.
///
/// ```
/// assert_eq!(esito_model::number::round12(0.1 + 0.2), 0.3);
/// ```
#[must_use]
pub fn round12(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { 0.0 } else { value };
    }
    // Most figures are counts: a whole number of at most twelve digits is its own rounding, and needs no printing.
    if value.fract() == 0.0 && value.abs() < 1e12 {
        return value;
    }
    by_arithmetic(value).unwrap_or_else(|| format!("{value:.11e}").parse().unwrap_or(value))
}

/// Powers of ten that binary fractions hold exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The same without printing, some ten times sooner; nothing where it might differ.
///
/// The number is brought to twelve digits before the point, rounded to a whole one, and brought back. Both steps are
/// one multiplication or division by an exact power. The first is wrong by at most 2⁻¹⁴ of a last digit, so the whole
/// number can only be another one where the fraction is about a half; the second is the nearest binary fraction,
/// which is what reading the printed number gives (W. D. Clinger, "How to read floating point numbers accurately",
/// PLDI 1990).
fn by_arithmetic(value: f64) -> Option<f64> {
    let size = value.abs();
    // Digits before the point, from the binary exponent: log₁₀ 2 is about 1233 / 4096; one too few at times.
    let exponent: i32 = i32::try_from(size.to_bits() >> 52).ok()? - 1023;
    let guess = (exponent * 1233) >> 12;
    let at_least = |power: i32| match usize::try_from(power) {
        Ok(power) => POWERS.get(power).map(|power| size >= *power),
        Err(_) => POWERS.get(usize::try_from(-power).ok()?).map(|power| size * power >= 1.0),
    };
    let digits = if at_least(guess + 1)? { guess + 2 } else { guess + 1 };
    let shift = 12 - digits;
    let power = *POWERS.get(usize::try_from(shift.abs()).ok()?)?;
    let scaled = if shift >= 0 { size * power } else { size / power };
    let whole = scaled.round();
    if (1e11..=1e12).contains(&whole) && ((scaled - scaled.floor()) - 0.5).abs() > 0.001 {
        let back = if shift >= 0 { whole / power } else { whole * power };
        return Some(back.copysign(value));
    }
    None
}

/// The number in plain decimals with at most twelve significant digits; never an exponent, never `-0`.
///
/// ```
/// assert_eq!(esito_model::number::digits12(1.0 / 3.0), "0.333333333333");
/// assert_eq!(esito_model::number::digits12(1250.0), "1250");
/// ```
#[must_use]
pub fn digits12(value: f64) -> String {
    format!("{}", round12(value))
}

/// For serde's `serialize_with`: an optional number at twelve digits.
pub(crate) fn option12<S: Serializer>(value: &Option<f64>, out: S) -> Result<S::Ok, S::Error> {
    value.map(whole_or_fraction).serialize(out)
}

/// For serde's `serialize_with`: a number at twelve digits.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference; no fault where pointers are small"
)]
pub(crate) fn number12<S: Serializer>(value: &f64, out: S) -> Result<S::Ok, S::Error> {
    whole_or_fraction(*value).serialize(out)
}

/// For serde's `serialize_with`: numbers at twelve digits.
pub(crate) fn numbers12<S: Serializer>(values: &[f64], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(values.iter().map(|value| whole_or_fraction(*value)))
}

/// For serde's `serialize_with`: rows of numbers at twelve digits.
pub(crate) fn rows12<S: Serializer>(rows: &[Vec<f64>], out: S) -> Result<S::Ok, S::Error> {
    let row = |row: &Vec<f64>| row.iter().map(|value| whole_or_fraction(*value)).collect::<Vec<_>>();
    out.collect_seq(rows.iter().map(row))
}

/// For serde's `serialize_with`: rows of five numbers at twelve digits.
pub(crate) fn fives12<S: Serializer>(rows: &[[f64; 5]], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(rows.iter().map(|row| row.map(whole_or_fraction)))
}

/// For serde's `serialize_with`: optional numbers at twelve digits.
pub(crate) fn options12<S: Serializer>(values: &[Option<f64>], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(values.iter().map(|value| value.map(whole_or_fraction)))
}

/// For serde's `serialize_with`: two optional numbers at twelve digits.
pub(crate) fn pair12<S: Serializer>(values: &[Option<f64>; 2], out: S) -> Result<S::Ok, S::Error> {
    options12(values, out)
}

/// For serde's `serialize_with`: three numbers at twelve digits, or none.
pub(crate) fn option12s<S: Serializer>(values: &Option<[f64; 3]>, out: S) -> Result<S::Ok, S::Error> {
    values.map(|values| values.map(whole_or_fraction)).serialize(out)
}

/// A number that serialises without a needless `.0`.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Printed {
    Whole(i64),
    Fraction(f64),
}

pub(crate) fn whole_or_fraction(value: f64) -> Printed {
    let rounded = round12(value);
    // Beyond 2^53 not every whole number is a binary fraction; there the number stays as it is.
    if rounded.fract() == 0.0 && rounded.abs() < 9_007_199_254_740_992.0 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        return Printed::Whole(rounded as i64);
    }
    Printed::Fraction(rounded)
}

#[cfg(test)]
mod tests {
    use super::{by_arithmetic, round12};

    fn printed(value: f64) -> f64 {
        format!("{value:.11e}").parse().unwrap()
    }

    #[test]
    fn arithmetic_gives_what_printing_gives() {
        // Xorshift: numbers of every size and sign, and shares as indicators have them.
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let mut by_arithmetic_alone = 0;
        for _ in 0..200_000 {
            let any = f64::from_bits(next());
            let (part, all) = (f64::from(next() as u16), f64::from(next() as u16 | 1));
            for value in
                [any, part / all, -part / all * 1e4, part * 1e6 / all, part / 1000.0, part / all / 1e9]
            {
                if value.is_finite() {
                    assert_eq!(round12(value).to_bits(), (printed(value) + 0.0).to_bits(), "{value:e}");
                    by_arithmetic_alone += u32::from(by_arithmetic(value).is_some());
                }
            }
        }
        assert!(by_arithmetic_alone > 800_000, "{by_arithmetic_alone} of 1,200,000 without printing");
    }

    #[test]
    fn halves_and_neighbours_of_powers_are_rounded_as_they_are_printed() {
        for power in -30..=30 {
            let ten = 10.0_f64.powi(power);
            for value in
                [ten, ten.next_up(), ten.next_down(), ten * 1.000_000_000_005, ten * 9.999_999_999_995]
            {
                for value in [value, value.next_up(), value.next_down(), -value] {
                    assert_eq!(round12(value).to_bits(), printed(value).to_bits(), "{value:e}");
                }
            }
        }
        assert_eq!(round12(0.123_456_789_012_5), printed(0.123_456_789_012_5));
        assert_eq!(round12(-0.0).to_bits(), 0.0_f64.to_bits());
        assert!(round12(f64::NAN).is_nan());
    }
}
