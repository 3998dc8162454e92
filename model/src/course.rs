//! Courses: which way a series goes, how old its last value is, and how far groups are apart.

use crate::Finding;
use crate::number::{number12, option12};
use serde::{Deserialize, Serialize};

/// Which way a series goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It rises.
    Rising,
    /// It falls.
    Falling,
    /// No clear change: the interval of its slope contains none, or the test does not rule out chance.
    #[default]
    NoClearChange,
}

/// The trend of a series: Theil and Sen's slope with its interval, and Mann and Kendall's test.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// Which way it goes.
    pub way: Way,
    /// The median slope for a year, in the indicator's unit.
    #[serde(serialize_with = "number12")]
    pub slope: f64,
    /// The lower end of its 95 % interval.
    #[serde(serialize_with = "number12")]
    pub low: f64,
    /// The upper end.
    #[serde(serialize_with = "number12")]
    pub high: f64,
    /// The two-sided probability of such an order of values without a trend.
    #[serde(serialize_with = "number12")]
    pub p: f64,
    /// How many values it is made of.
    pub values: u32,
    /// The first period.
    pub from: String,
    /// The last period.
    pub to: String,
}

/// How an indicator goes over time, in a place or all together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Course {
    /// The indicator's id.
    pub indicator: String,
    /// The place, or all together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The last period with a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// How many months lie between the end of that period and the day of the answer (or the last period of the
    /// indicator anywhere); 0 where it is the newest that there can be.
    pub age_months: u32,
    /// The first period after the last break in the series; what lies before is not compared with what follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The trend since then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Trend>,
    /// Why there is no trend, as a stable word.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no_trend: String,
}

/// Two periods compared on those that reported in both.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LikeForLike {
    /// How many reported in both; 0 where it is withheld.
    pub units: u64,
    /// How many reported in the first only.
    pub left: u64,
    /// How many reported in the second only.
    pub joined: u64,
    /// The first period, of those that reported in both.
    pub before: Finding,
    /// The second, of the same.
    pub after: Finding,
}

/// A gap between the worst-off group and another side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Gap {
    /// The other side less the worst-off in the sense of the indicator's direction: above zero where the worst-off is
    /// worse off.
    #[serde(serialize_with = "number12")]
    pub difference: f64,
    /// The lower end of its 95 % interval (Newcombe), for shares.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// The worst-off over the other side.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
    /// The lower end of its 95 % interval (Katz), for shares.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub ratio_low: Option<f64>,
    /// The upper end.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub ratio_high: Option<f64>,
}

/// The gaps of one period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GapAt {
    /// The period, or all together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The worst-off group.
    pub worst: String,
    /// The best-off group.
    pub best: String,
    /// The worst-off beside the best-off.
    pub to_best: Gap,
    /// The worst-off beside everybody else; where values are no shares, beside the plain mean of the groups.
    pub to_others: Gap,
    /// How many named groups were withheld or have no value: a worse-off one may be among them.
    #[serde(skip_serializing_if = "is_zero")]
    pub unseen: u32,
}

/// The same two groups over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GapPoint {
    /// The period.
    pub period: String,
    /// The best-off of the last period less its worst-off, turned so that above zero is worse for the worst-off.
    pub gap: Gap,
}

/// How far the groups of a breakdown are apart, all places together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Equity {
    /// The indicator's id.
    pub indicator: String,
    /// The breakdown's columns joined with `|`.
    pub dimension: String,
    /// The gaps of each period in which two groups or more have a value, then of all periods together.
    pub gaps: Vec<GapAt>,
    /// The worst-off and the best-off group of the last such period, over time.
    pub over_time: Vec<GapPoint>,
    /// Whether their gap closes: the trend of the difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Trend>,
    /// Why there is no trend, as a stable word.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no_trend: String,
    /// Why there are no gaps, as a stable word: `no_direction`, `no_other_group`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no_gap: String,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference; no fault where pointers are small"
)]
fn is_zero(count: &u32) -> bool {
    *count == 0
}
