//! Numbers and months by CLDR, for seats without a browser.
//!
//! Comes in: a language code. Goes out: a [`Locale`]. Only behind the feature `native-locale`: the browser brings
//! its own locale data.

use crate::format::Locale;
use fixed_decimal::{Decimal, FloatPrecision, SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::DecimalFormatter;
use icu_locale_core::Locale as Tag;

/// Short names of months as in CLDR 48, `gregorian/months/format/abbreviated`.
const ENGLISH: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ITALIAN: [&str; 12] =
    ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"];

/// A language by CLDR's data; English where the language is not known.
pub struct NativeLocale {
    language: String,
    formatter: Option<DecimalFormatter>,
    /// What stands between groups of digits.
    group: String,
}

impl NativeLocale {
    /// The locale of a language code such as `it`.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let tag = language.parse::<Tag>().unwrap_or(Tag::UNKNOWN);
        let formatter = DecimalFormatter::try_new((&tag).into(), Default::default()).ok();
        let ten_thousand =
            formatter.as_ref().map(|formatter| formatter.format(&Decimal::from(10_000)).to_string());
        let group =
            ten_thousand.and_then(|text| text.strip_prefix("10")?.strip_suffix("000").map(str::to_owned));
        Self { language: language.to_owned(), formatter, group: group.unwrap_or_default() }
    }

    /// CLDR leaves four digits ungrouped in Italian; a table wants them grouped in every language, as the interface
    /// asks of the browser (`useGrouping: "always"`), and ICU4X has no such choice.
    fn grouped(&self, text: String) -> String {
        let start = text.bytes().take_while(|byte| !byte.is_ascii_digit()).count();
        let digits = text.bytes().skip(start).take_while(u8::is_ascii_digit).count();
        if digits != 4 || !text[..start].chars().all(|sign| matches!(sign, '-' | '+' | '\u{2212}')) {
            return text;
        }
        format!("{}{}{}", &text[..=start], self.group, &text[start + 1..])
    }
}

impl Locale for NativeLocale {
    fn language(&self) -> &str {
        &self.language
    }

    fn number(&self, value: f64, min_decimals: u8, max_decimals: u8) -> String {
        let plain = || format!("{value:.*}", usize::from(max_decimals));
        let Ok(mut decimal) = Decimal::try_from_f64(value, FloatPrecision::RoundTrip) else { return plain() };
        // Away from zero at a half, as `Intl` rounds: the same number in the browser and here.
        let half = SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);
        decimal.round_with_mode(-i16::from(max_decimals), half);
        decimal.trim_end();
        decimal.pad_end(-i16::from(min_decimals));
        match &self.formatter {
            Some(formatter) => self.grouped(formatter.format(&decimal).to_string()),
            None => plain(),
        }
    }

    fn month(&self, month: u8) -> String {
        let names = if self.language.starts_with("it") { ITALIAN } else { ENGLISH };
        names[usize::from(month.clamp(1, 12) - 1)].to_owned()
    }
}
