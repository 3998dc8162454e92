//! Findings: one value of one indicator for a place, a period and a group.

use crate::number::{option12, whole_or_fraction};
use crate::{Interval, Label};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The code of rows whose place, period or group is missing: SDMX's unknown.
pub const UNKNOWN: &str = "_U";

/// What a finding is about. An absent place, period or group means all together.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Key {
    /// The indicator's id.
    pub indicator: Label,
    /// The place's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Label>,
    /// The period's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Label>,
    /// The breakdown's columns joined with `|`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension: Option<Label>,
    /// The group's codes joined with `|`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Label>,
}

/// One value of one indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is about.
    #[serde(flatten)]
    pub key: Key,
    /// The value in the indicator's unit, or why there is none.
    pub value: Value,
    /// What was counted.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "option12")]
    pub numerator: Option<f64>,
    /// Out of what.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "option12")]
    pub denominator: Option<f64>,
    /// The number of rows used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// The lower end of the 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "option12")]
    pub low: Option<f64>,
    /// The upper end of the 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "option12")]
    pub high: Option<f64>,
    /// The method that made the interval; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// Why the method that was asked for gives no interval, as a stable word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub no_interval: String,
    /// Rows that the formula asks for and that were not used at all, because a cell is missing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unreported: u64,
    /// Rows used although a cell is missing in them: their other cells count, or a mean stands in (flag `e`).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub partial: u64,
    /// For a place: how it stands beside all others of the same period together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
    /// The currency of a money value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Status letters beside the main one: `e` estimated, `p` provisional, `b` break.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub flags: String,
}

/// How a place stands beside all others together: by Newcombe's interval of the difference of the two shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// Clearly above: the interval of the difference lies above zero.
    Above,
    /// No clear difference: the interval contains zero.
    Alike,
    /// Clearly below.
    Below,
}

impl Beside {
    const WORDS: [(&str, Self); 3] = [("above", Self::Above), ("alike", Self::Alike), ("below", Self::Below)];

    /// The stable word.
    pub(crate) fn code(self) -> &'static str {
        Self::WORDS.iter().find(|(_, beside)| *beside == self).map_or("", |(word, _)| word)
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(word, _)| *word == code).map(|(_, beside)| *beside)
    }
}

/// A value, or why there is none. In JSON a number, or the reason as a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// The value.
    Known(f64),
    /// Why there is none.
    Missing(Reason),
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Nobody reported it.
    NotReported,
    /// It has no meaning here: a total that may not be formed by adding, say.
    NotApplicable,
    /// The day has not come.
    NotDue,
    /// Out of nothing.
    DenominatorZero,
    /// Too few people to be shown.
    Withheld,
    /// The parties do not agree.
    Disputed,
    /// Amounts in several currencies do not add up.
    MixedCurrencies,
    /// A cell is missing, and the indicator gives no value where one is.
    Incomplete,
}

impl Reason {
    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotReported => "not_reported",
            Self::NotApplicable => "not_applicable",
            Self::NotDue => "not_due",
            Self::DenominatorZero => "denominator_zero",
            Self::Withheld => "withheld",
            Self::Disputed => "disputed",
            Self::MixedCurrencies => "mixed_currencies",
            Self::Incomplete => "incomplete",
        }
    }

    /// The reason of a stable word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::NotReported,
            Self::NotApplicable,
            Self::NotDue,
            Self::DenominatorZero,
            Self::Withheld,
            Self::Disputed,
            Self::MixedCurrencies,
            Self::Incomplete,
        ]
        .into_iter()
        .find(|reason| reason.code() == code)
    }
}

impl Value {
    /// The number, where there is one.
    #[must_use]
    pub fn known(self) -> Option<f64> {
        match self {
            Self::Known(value) => Some(value),
            Self::Missing(_) => None,
        }
    }

    /// Why there is none.
    #[must_use]
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Known(_) => None,
            Self::Missing(reason) => Some(reason),
        }
    }
}

impl Default for Value {
    fn default() -> Self {
        Self::Missing(Reason::NotReported)
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference; no fault where pointers are small"
)]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Finding {
    /// The share of its rows in which nothing is missing; nothing without rows.
    #[must_use]
    pub fn coverage(&self) -> Option<f64> {
        let used = self.n?;
        let all = used + self.unreported;
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 rows")]
        (all > 0).then(|| used.saturating_sub(self.partial) as f64 / all as f64)
    }

    /// Status letters as in the tidy CSV: `A` normal, `M` missing, `c` confidential, then the flags.
    #[must_use]
    pub fn status(&self) -> String {
        let main = match self.value {
            Value::Known(_) => "A",
            Value::Missing(Reason::Withheld) => "c",
            Value::Missing(_) => "M",
        };
        format!("{main}{}", self.flags)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(value) => whole_or_fraction(*value).serialize(out),
            Self::Missing(reason) => out.serialize_str(reason.code()),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct NumberOrReason;
        impl Visitor<'_> for NumberOrReason {
            type Value = Value;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a number or the reason why there is none")
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
                Ok(Value::Known(value))
            }
            #[expect(clippy::cast_precision_loss, reason = "written within 2^53")]
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
                Ok(Value::Known(value as f64))
            }
            #[expect(clippy::cast_precision_loss, reason = "written within 2^53")]
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
                Ok(Value::Known(value as f64))
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<Value, E> {
                Reason::from_code(word)
                    .map(Value::Missing)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Str(word), &self))
            }
        }
        input.deserialize_any(NumberOrReason)
    }
}
