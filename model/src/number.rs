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
    format!("{value:.11e}").parse().unwrap_or(value)
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
