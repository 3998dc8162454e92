//! Values of a Parquet file as the text of cells.

use super::grid::Stored;
use super::parquet::Value;
use crate::statistics::calendar::civil;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::data_type::Int96;
use parquet::schema::types::ColumnDescriptor;

const DAY_SECONDS: i64 = 86_400;
/// The Julian day of 1970-01-01, in which the old moments of twelve bytes are counted.
const JULIAN_1970: i64 = 2_440_588;

/// What the values of a column mean, beside their physical type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing more than that.
    Plain,
    /// Whole numbers without a sign.
    Unsigned,
    /// Whole numbers, so many of whose last digits stand behind the point.
    Decimal(u32),
    /// Days since 1970-01-01.
    Day,
    /// Since 1970-01-01T00:00, so many to a second; in universal time or without a zone.
    Moment { per_second: i64, utc: bool },
    /// Since midnight, so many to a second.
    Time { per_second: i64 },
    /// Numbers of sixteen bits.
    Half,
    /// Sixteen bytes that identify something.
    Uuid,
}

impl Kind {
    pub(super) fn of(column: &ColumnDescriptor) -> Self {
        let per_second = |unit: TimeUnit| match unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        };
        match column.logical_type_ref() {
            Some(LogicalType::Decimal(decimal)) => return Self::decimal(decimal.scale),
            Some(LogicalType::Date) => return Self::Day,
            Some(LogicalType::Timestamp(kind)) => {
                return Self::Moment { per_second: per_second(kind.unit), utc: kind.is_adjusted_to_u_t_c };
            }
            Some(LogicalType::Time(kind)) => return Self::Time { per_second: per_second(kind.unit) },
            Some(LogicalType::Integer(kind)) if !kind.is_signed => return Self::Unsigned,
            Some(LogicalType::Float16) => return Self::Half,
            Some(LogicalType::Uuid) => return Self::Uuid,
            _ => {}
        }
        match column.converted_type() {
            ConvertedType::DECIMAL => Self::decimal(column.type_scale()),
            ConvertedType::DATE => Self::Day,
            ConvertedType::TIMESTAMP_MILLIS => Self::Moment { per_second: 1_000, utc: true },
            ConvertedType::TIMESTAMP_MICROS => Self::Moment { per_second: 1_000_000, utc: true },
            ConvertedType::TIME_MILLIS => Self::Time { per_second: 1_000 },
            ConvertedType::TIME_MICROS => Self::Time { per_second: 1_000_000 },
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Self::Unsigned,
            _ => Self::Plain,
        }
    }

    fn decimal(scale: i32) -> Self {
        Self::Decimal(u32::try_from(scale).unwrap_or(0))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "one form for all physical types")]
pub(super) fn of_bool(value: bool) -> Value {
    Some((if value { "TRUE" } else { "FALSE" }.to_owned(), Stored::Bool))
}

/// A number of 32 or 64 bits as its column means it.
pub(super) fn of_whole(value: i64, kind: Kind, bits: u32) -> Value {
    let number = |text: String| Some((text, Stored::Number));
    match kind {
        Kind::Unsigned if bits == 32 => number((value & 0xFFFF_FFFF).to_string()),
        Kind::Unsigned => number(value.cast_unsigned().to_string()),
        Kind::Decimal(scale) => number(decimal(i128::from(value), scale)),
        Kind::Day => day(value).map(|text| (text, Stored::Date)),
        Kind::Moment { per_second, utc } => moment(value, per_second, utc),
        Kind::Time { per_second } => {
            let (seconds, rest) = (value.div_euclid(per_second), value.rem_euclid(per_second));
            Some((clock(seconds, rest, per_second), Stored::Text))
        }
        Kind::Plain | Kind::Half | Kind::Uuid => number(value.to_string()),
    }
}

/// A moment in the old form of twelve bytes: nanoseconds of the day, then the Julian day.
pub(super) fn of_int96(value: &Int96) -> Value {
    let [low, high, julian] = value.data() else { return None };
    let nanos = i64::from(*high).checked_shl(32)?.checked_add(i64::from(*low))?;
    let seconds = (i64::from(*julian) - JULIAN_1970) * DAY_SECONDS + nanos / 1_000_000_000;
    moment_of(seconds, nanos % 1_000_000_000, 1_000_000_000, false)
}

/// A number with a fraction; `text` is it in as few digits as tell it apart.
pub(super) fn of_float(value: f64, text: &str) -> Value {
    match value.is_finite() {
        true => Some((text.to_owned(), Stored::Number)),
        // Not a number: missing, which the cell says in the word that readers of columns know.
        false if value.is_nan() => Some(("NaN".to_owned(), Stored::Text)),
        false => Some((text.to_owned(), Stored::Text)),
    }
}

/// Bytes: text, decimals of any length, numbers of sixteen bits, ids.
pub(super) fn of_bytes(bytes: &[u8], kind: Kind) -> Value {
    match kind {
        Kind::Decimal(scale) => {
            let whole = signed(bytes);
            Some(
                whole.map_or_else(
                    || (hex(bytes), Stored::Text),
                    |whole| (decimal(whole, scale), Stored::Number),
                ),
            )
        }
        Kind::Half => {
            let value = half(u16::from_le_bytes([*bytes.first()?, *bytes.get(1)?]));
            of_float(value, &value.to_string())
        }
        Kind::Uuid if bytes.len() == 16 => {
            let hex = hex(bytes);
            let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
            Some((parts.join("-"), Stored::Text))
        }
        _ => {
            let text = std::str::from_utf8(bytes);
            Some((text.map_or_else(|_| hex(bytes), str::to_owned), Stored::Text))
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A number in two's complement, the highest byte first; nothing where it does not fit.
fn signed(bytes: &[u8]) -> Option<i128> {
    let first = *bytes.first()?;
    let sign = if first & 0x80 == 0 { 0 } else { 0xFF };
    let extra = bytes.len().saturating_sub(16);
    let (above, within) = bytes.split_at(extra);
    let same_sign = within.first().is_some_and(|byte| (byte ^ sign) & 0x80 == 0);
    if above.iter().any(|byte| *byte != sign) || !same_sign {
        return None;
    }
    let mut out = [sign; 16];
    out[16 - within.len()..].copy_from_slice(within);
    Some(i128::from_be_bytes(out))
}

/// A whole number with so many digits behind the point.
fn decimal(whole: i128, scale: u32) -> String {
    let scale = scale as usize;
    let digits = format!("{:0>width$}", whole.unsigned_abs(), width = scale + 1);
    let (before, behind) = digits.split_at(digits.len() - scale);
    let sign = if whole < 0 { "-" } else { "" };
    if behind.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{behind}") }
}

/// A number of sixteen bits (IEEE 754 binary16).
fn half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1F), f64::from(bits & 0x3FF));
    match exponent {
        0 => sign * libm::ldexp(fraction, -24),
        31 if fraction == 0.0 => sign * f64::INFINITY,
        31 => f64::NAN,
        _ => sign * libm::ldexp(1.0 + fraction / 1024.0, exponent - 15),
    }
}

fn day(days: i64) -> Option<String> {
    // Four digits of a year, as everywhere else.
    let days = i32::try_from(days).ok().filter(|days| (-719_162..=2_932_896).contains(days))?;
    let (year, month, day) = civil(days);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

fn moment(value: i64, per_second: i64, utc: bool) -> Value {
    moment_of(value.div_euclid(per_second), value.rem_euclid(per_second), per_second, utc)
}

/// A moment as ISO 8601; a day alone at midnight, as in workbooks.
fn moment_of(seconds: i64, rest: i64, per_second: i64, utc: bool) -> Value {
    let day = day(seconds.div_euclid(DAY_SECONDS))?;
    let of_day = seconds.rem_euclid(DAY_SECONDS);
    if of_day == 0 && rest == 0 {
        return Some((day, Stored::Date));
    }
    let zone = if utc { "Z" } else { "" };
    Some((format!("{day}T{}{zone}", clock(of_day, rest, per_second)), Stored::Date))
}

fn clock(seconds: i64, rest: i64, per_second: i64) -> String {
    let text = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        return text;
    }
    let digits = per_second.to_string().len() - 1;
    format!("{text}.{}", format!("{rest:0digits$}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: Value) -> String {
        value.map(|(text, _)| text).unwrap_or_default()
    }

    #[test]
    fn whole_numbers_are_read_as_their_column_means_them() {
        assert_eq!(text(of_whole(-1, Kind::Plain, 32)), "-1");
        assert_eq!(text(of_whole(-1, Kind::Unsigned, 32)), "4294967295");
        assert_eq!(text(of_whole(-1, Kind::Unsigned, 64)), "18446744073709551615");
        assert_eq!(text(of_whole(-12_345, Kind::Decimal(2), 64)), "-123.45");
        assert_eq!(text(of_whole(5, Kind::Decimal(3), 32)), "0.005");
        assert_eq!(text(of_whole(19_723, Kind::Day, 32)), "2024-01-01");
        assert_eq!(text(of_whole(i64::MAX, Kind::Day, 64)), "");
    }

    #[test]
    fn moments_keep_their_fraction_and_say_their_zone() {
        let utc = Kind::Moment { per_second: 1_000, utc: true };
        assert_eq!(text(of_whole(1_704_067_200_000, utc, 64)), "2024-01-01");
        assert_eq!(text(of_whole(1_704_067_201_500, utc, 64)), "2024-01-01T00:00:01.5Z");
        let local = Kind::Moment { per_second: 1_000_000_000, utc: false };
        assert_eq!(text(of_whole(-1, local, 64)), "1969-12-31T23:59:59.999999999");
        assert_eq!(text(of_whole(45_296_000_000, Kind::Time { per_second: 1_000_000 }, 64)), "12:34:56");
    }

    #[test]
    fn bytes_are_text_decimals_or_told_in_hexadecimal() {
        assert_eq!(text(of_bytes("città".as_bytes(), Kind::Plain)), "città");
        assert_eq!(text(of_bytes(&[0xFF, 0x00], Kind::Plain)), "ff00");
        assert_eq!(text(of_bytes(&[0xCF, 0xC7], Kind::Decimal(2))), "-123.45");
        assert_eq!(text(of_bytes(&[0x00; 20], Kind::Decimal(2))), "0.00");
        assert_eq!(text(of_bytes(&[0x01; 20], Kind::Decimal(0))).len(), 40, "too large for a number");
        assert_eq!(text(of_bytes(&[0x00, 0x3C], Kind::Half)), "1");
        assert_eq!(text(of_bytes(&[0x00, 0xC1], Kind::Half)), "-2.5");
        let uuid =
            [0x12, 0x3e, 0x45, 0x67, 0xe8, 0x9b, 0x12, 0xd3, 0xa4, 0x56, 0x42, 0x66, 0x14, 0x17, 0x40, 0];
        assert_eq!(text(of_bytes(&uuid, Kind::Uuid)), "123e4567-e89b-12d3-a456-426614174000");
    }

    #[test]
    fn what_is_no_number_is_said() {
        assert_eq!(of_float(f64::NAN, "NaN"), Some(("NaN".to_owned(), Stored::Text)));
        assert_eq!(text(of_float(0.1, "0.1")), "0.1");
    }
}
