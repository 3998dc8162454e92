//! Promises: where each stands, where it leads, and what was agreed before.

use crate::PacePath;
use crate::number::{number12, option12};
use serde::{Deserialize, Serialize};

/// Where a promise stands at the last period that has a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Promise {
    /// The indicator's id.
    pub indicator: String,
    /// The place, or all together.
    pub place: Option<String>,
    /// The breakdown's columns joined with `|`, where one group was promised something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension: Option<String>,
    /// The group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The period of the last value.
    pub period: Option<String>,
    /// That value.
    #[serde(serialize_with = "option12")]
    pub actual: Option<f64>,
    /// Where the straight path from baseline to target is at that period.
    #[serde(serialize_with = "option12")]
    pub path: Option<f64>,
    /// The target's period.
    pub target_period: String,
    /// The target.
    #[serde(serialize_with = "number12")]
    pub target: f64,
    /// The baseline's period.
    pub baseline_period: Option<String>,
    /// The baseline.
    #[serde(serialize_with = "option12")]
    pub baseline: Option<f64>,
    /// Share of the promised change that was achieved: (actual − baseline) / (target − baseline).
    #[serde(serialize_with = "option12")]
    pub attainment: Option<f64>,
    /// Actual pace over the pace needed, along the path that the framework says: the straight one unless it says
    /// otherwise.
    #[serde(serialize_with = "option12")]
    pub pace: Option<f64>,
    /// The same as compound growth, Eurostat's way; absent where a value is not above zero.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub pace_compound: Option<f64>,
    /// How the way from baseline to target is thought of.
    pub along: PacePath,
    /// Why there is no pace, as a stable word.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no_pace: String,
    /// The value at the target's period if the pace so far goes on.
    #[serde(serialize_with = "option12")]
    pub projected: Option<f64>,
    /// Where the line through all values since the baseline or the last break leads, with its band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projection: Option<Projection>,
    /// What that line misses, and since when it could be foreseen; absent where it reaches the target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<Warning>,
    /// The class of progress.
    pub standing: Standing,
    /// What was agreed or proposed before, and what is proposed now, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<PromiseVersion>,
}

/// Where a series leads, with the 95 % band in which a single new value would lie.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Projection {
    /// The value at the target's period.
    #[serde(serialize_with = "number12")]
    pub value: f64,
    /// The lower end of the band.
    #[serde(serialize_with = "number12")]
    pub low: f64,
    /// The upper end.
    #[serde(serialize_with = "number12")]
    pub high: f64,
}

/// A promise that the series so far does not keep.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// By how much it is missed, in the indicator's unit, above zero.
    #[serde(serialize_with = "number12")]
    pub short: f64,
    /// Whether even the better end of the band misses the target.
    pub clear: bool,
    /// The period from which on every projection missed the target.
    pub since: String,
}

/// Another version of a promise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PromiseVersion {
    /// The day; empty where none is stated.
    pub on: String,
    /// The parties.
    pub by: Vec<String>,
    /// It was proposed and not agreed.
    pub proposed: bool,
    /// The target's period.
    pub period: String,
    /// The target.
    #[serde(serialize_with = "number12")]
    pub value: f64,
}

/// Classes of progress towards a quantified target, as Eurostat's monitoring reports draw them:
/// pace of 95 % or more, 60 % or more, 0 % or more, below. Where the target's period is over there is no pace to judge:
/// the target is met or missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The target is met.
    Met,
    /// On track.
    OnTrack,
    /// Moderate: too slow, but most of the way.
    Moderate,
    /// Insufficient.
    Insufficient,
    /// Moving away.
    MovingAway,
    /// The target's period is over and the target is not met.
    Missed,
    /// Cannot be said.
    #[default]
    Unknown,
}

impl Standing {
    /// Whether what was promised is far behind, or was missed.
    #[must_use]
    pub fn is_late(self) -> bool {
        matches!(self, Self::Insufficient | Self::MovingAway | Self::Missed)
    }
}
