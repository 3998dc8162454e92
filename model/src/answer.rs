//! Answers: everything a page or a program needs to show a bundle's numbers.

use crate::number::{number12, option12};
use crate::{Every, Finding, Framework, Receipt, Remark};
use serde::{Deserialize, Serialize};

/// What a question got.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The engine's version.
    pub engine: String,
    /// SHA-256 over the framework and the files that it names.
    pub bundle: String,
    /// The day up to which outcomes were due.
    pub as_of: Option<String>,
    /// The framework as checked.
    pub framework: Framework,
    /// The files with their hashes.
    pub files: Vec<FileStamp>,
    /// Every period that occurs, in order of time, whatever its grain.
    pub periods: Vec<PeriodSpan>,
    /// The findings, sorted by indicator (in the framework's order), dimension, place, period, group.
    pub findings: Vec<Finding>,
    /// How each indicator's numbers were made.
    pub receipts: Vec<Receipt>,
    /// Where each promise stands.
    pub promises: Vec<Promise>,
    /// What has to be said about the data.
    pub remarks: Vec<Remark>,
    /// The state of the data in four numbers.
    pub health: Health,
}

/// A file that went into an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    /// The name relative to the bundle.
    pub name: String,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// Rows of data; 0 for the framework.
    pub rows: u64,
}

/// A period and its days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodSpan {
    /// The code, such as `2020-Q1`.
    pub code: String,
    /// The grain.
    pub every: Every,
    /// The first day as years since year 0 times 12 plus months: the place on an axis of months.
    pub month: i32,
    /// How many months it lasts.
    pub months: i32,
}

/// Where a promise stands at the last period that has a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Promise {
    /// The indicator's id.
    pub indicator: String,
    /// The place, or all together.
    pub place: Option<String>,
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
    /// Change achieved over the change the straight path asks for by now.
    #[serde(serialize_with = "option12")]
    pub pace: Option<f64>,
    /// The value at the target's period if the pace so far goes on.
    #[serde(serialize_with = "option12")]
    pub projected: Option<f64>,
    /// The class of progress.
    pub standing: Standing,
}

/// Classes of progress towards a quantified target, as Eurostat's monitoring reports draw them:
/// pace of 95 % or more, 60 % or more, 0 % or more, below.
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
    /// Cannot be said.
    #[default]
    Unknown,
}

/// The state of the data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// Rows read from all files.
    pub rows: u64,
    /// Rows with at least one cell or reference set aside.
    pub doubtful_rows: u64,
    /// Cells that could not be read as their type.
    pub cells_set_aside: u64,
    /// Findings withheld.
    pub withheld: u64,
    /// Findings without a value for another reason.
    pub missing: u64,
}
