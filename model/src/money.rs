//! Amounts of money: whole ten-thousandths, so that sums are exact.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount in whole ten-thousandths of the major unit; in JSON a number of major units.
///
/// ```
/// use esito_model::Money;
/// let price = Money::from_major(3500.5).unwrap_or_default();
/// assert_eq!((price.0, price.text(2)), (35_005_000, "3500.50".to_owned()));
/// assert_eq!(Money(-5_000).text(0), "-1");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

/// Ten-thousandths in a major unit.
const SCALE: i64 = 10_000;

impl Money {
    /// The nearest ten-thousandth of a number of major units, halves away from zero; nothing beyond the range.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "kept within the range")]
    pub fn from_major(major: f64) -> Option<Self> {
        let scaled = (major * 10_000.0).round();
        (scaled.abs() < 9.0e18).then_some(Self(scaled as i64))
    }

    /// The amount in major units.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 ten-thousandths the last digit is rounded")]
    pub fn major(self) -> f64 {
        self.0 as f64 / 10_000.0
    }

    /// The amount with a decimal point and so many decimals (at most four), rounded half away from zero.
    #[must_use]
    pub fn text(self, decimals: u32) -> String {
        let decimals = decimals.min(4);
        let step = i128::from(10_i64.pow(4 - decimals));
        let rounded = (i128::from(self.0).abs() + step / 2) / step;
        let sign = if self.0 < 0 && rounded != 0 { "-" } else { "" };
        let ten = i128::from(10_i64.pow(decimals));
        if decimals == 0 {
            return format!("{sign}{rounded}");
        }
        let width = decimals as usize;
        format!("{sign}{}.{:0width$}", rounded / ten, rounded % ten)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        if self.0 % SCALE == 0 { (self.0 / SCALE).serialize(out) } else { self.major().serialize(out) }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let major = f64::deserialize(input)?;
        Self::from_major(major).ok_or_else(|| serde::de::Error::custom("an amount beyond the range"))
    }
}

#[cfg(test)]
mod tests {
    use super::Money;

    #[test]
    fn amounts_travel_exactly() {
        for amount in [0, 1, -1, 10_000, 35_005_000, 12_345_678_901_234] {
            let json = serde_json::to_string(&Money(amount)).unwrap();
            assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), Money(amount), "{json}");
        }
        assert_eq!(serde_json::to_string(&Money(13_760_000_000)).unwrap(), "1376000");
        assert_eq!(serde_json::to_string(&Money(1_500)).unwrap(), "0.15");
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(Money(1_250_050).text(2), "125.01");
        assert_eq!(Money(-1_250_050).text(2), "-125.01");
        assert_eq!(Money(1_250_049).text(2), "125.00");
        assert_eq!(Money(-49).text(2), "0.00");
        assert_eq!(Money(12_345).text(3), "1.235");
    }
}
