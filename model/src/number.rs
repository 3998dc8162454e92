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
