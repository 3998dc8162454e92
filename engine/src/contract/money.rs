//! Units times price, in whole minor units of the currency, exactly.

use esito_model::Money;

/// Units are kept in whole ten-thousandths, as money is: 2.5 percentage points are 25,000.
pub(crate) const UNIT: i64 = 10_000;

/// Parts per million: a share that is kept of a price.
const WHOLE: i128 = 1_000_000;

/// Decimals of a currency's minor unit; two where nothing else is known.
///
/// Source: ISO 4217, list one.
pub(crate) fn decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// A quotient rounded to the nearest whole number, halves away from zero.
fn rounded(above: i128, below: i128) -> i128 {
    let half = below / 2;
    if above < 0 { -((-above + half) / below) } else { (above + half) / below }
}

/// An amount rounded to minor units, halves away from zero.
pub(crate) fn to_minor(amount: i128, decimals: u32) -> Option<Money> {
    let step = i128::from(10_i64.pow(4 - decimals.min(4)));
    i64::try_from(rounded(amount, step).checked_mul(step)?).ok().map(Money)
}

/// Units (in ten-thousandths) times price, less a share, rounded once to minor units.
///
/// Missing where the amount is beyond nine hundred million million major units.
pub(crate) fn product(units: i64, price: Money, taken_off: f64, decimals: u32) -> Option<Money> {
    let step = i128::from(10_i64.pow(4 - decimals.min(4)));
    let below = i128::from(UNIT).checked_mul(WHOLE)?.checked_mul(step)?;
    let above = i128::from(units).checked_mul(i128::from(price.0))?.checked_mul(kept(taken_off))?;
    let minor = rounded(above, below);
    i64::try_from(minor.checked_mul(step)?).ok().map(Money)
}

/// What is left of a million when a share is taken off.
#[expect(clippy::cast_possible_truncation, reason = "a share is 0 to 1")]
fn kept(taken_off: f64) -> i128 {
    WHOLE - i128::from((taken_off.clamp(0.0, 1.0) * 1_000_000.0).round() as i64)
}

/// A number of units in ten-thousandths; nothing where it is no number or beyond the range.
#[expect(clippy::cast_possible_truncation, reason = "kept within the range")]
pub(crate) fn units(number: f64) -> Option<i64> {
    let scaled = (number * 10_000.0).round();
    (scaled.abs() < 9.0e15).then_some(scaled as i64)
}

/// Units as a number.
#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
pub(crate) fn number(units: i64) -> f64 {
    units as f64 / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        // 0.125 → 0.13, −0.125 → −0.13, 0.1249 → 0.12.
        assert_eq!(to_minor(1_250, 2), Some(Money(1_300)));
        assert_eq!(to_minor(-1_250, 2), Some(Money(-1_300)));
        assert_eq!(to_minor(1_249, 2), Some(Money(1_200)));
        assert_eq!(to_minor(5_000, 0), Some(Money(10_000)));
    }

    #[test]
    fn products_are_rounded_once() {
        let price = Money(35_000_000);
        assert_eq!(product(3 * UNIT, price, 0.0, 2), Some(Money(105_000_000)));
        // A third of a unit at 100: 33.33.
        assert_eq!(product(3_333, Money(1_000_000), 0.0, 2), Some(Money(333_300)));
        // 3 × 33.335 = 100.005 → 100.01; rounding each first would give 100.02.
        assert_eq!(product(3 * UNIT, Money(333_350), 0.0, 2), Some(Money(1_000_100)));
        assert_eq!(product(UNIT, price, 0.2, 2), Some(Money(28_000_000)));
        assert_eq!(product(UNIT, Money(12_500), 0.0, 0), Some(Money(10_000)));
        assert_eq!(product(i64::MAX, Money(i64::MAX), 0.0, 2), None);
    }

    #[test]
    fn a_thousand_payments_add_up_to_the_penny() {
        let one = product(UNIT, Money(3_333_300), 0.0, 2).unwrap();
        let sum: i64 = (0..30_000).map(|_| one.0).sum();
        assert_eq!(Money(sum).text(2), "9999900.00");
    }
}
