//! Answers: everything a page or a program needs to show a bundle's numbers.

use crate::{
    Course, EffectEstimate, Equity, Every, Finding, Framework, LikeForLike, Notice, Promise, Question,
    Receipt, Remark,
};
use serde::{Deserialize, Serialize};

/// What a question got.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The engine's version.
    pub engine: String,
    /// SHA-256 over the framework and the files that it names.
    pub bundle: String,
    /// What was asked: with it anybody who has the files can work the answer out again.
    pub question: Question,
    /// Which of the findings are here, where not all are.
    #[serde(skip_serializing_if = "Shown::is_all")]
    pub shown: Shown,
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
    /// How each indicator goes over time, all together and in each place: sorted as the findings are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub courses: Vec<Course>,
    /// The value of each period together with those before it, where the framework says how many: keyed by the last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rolling: Vec<Finding>,
    /// Periods that follow each other, compared on those that reported in both.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub like_for_like: Vec<LikeForLike>,
    /// How far groups are apart, for each breakdown that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub equity: Vec<Equity>,
    /// What the value of each indicator with a comparison group comes to beside it: sorted as the findings are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<EffectEstimate>,
    /// What is old, cannot be compared, or is missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// Indicators whose intervals were left out because the question was to be quick: the same question asked
    /// without haste has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<String>,
    /// What has to be said about the data.
    pub remarks: Vec<Remark>,
    /// The state of the data in four numbers.
    pub health: Health,
}

impl Answer {
    /// The SHA-256 of the framework; empty where there is none.
    #[must_use]
    pub fn framework_hash(&self) -> &str {
        let framework = self.files.iter().find(|file| file.name == "framework.toml");
        framework.map_or("", |file| file.sha256.as_str())
    }
}

/// The places and periods whose findings are in an answer. Narrowing takes findings out after they were worked out,
/// so that it changes no number and nothing that is withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// Codes of places, `all` for all together; empty for every place.
    pub places: Vec<String>,
    /// Codes of periods, `all` for all together; empty for every period.
    pub periods: Vec<String>,
}

impl Shown {
    /// The word for all together.
    pub const ALL: &str = "all";

    /// Whether everything is shown.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.places.is_empty() && self.periods.is_empty()
    }

    /// Whether a finding of this place and period is shown.
    #[must_use]
    pub fn holds(&self, place: Option<&str>, period: Option<&str>) -> bool {
        let wanted = |names: &[String], code: Option<&str>| {
            names.is_empty() || names.iter().any(|name| name == code.unwrap_or(Self::ALL))
        };
        wanted(&self.places, place) && wanted(&self.periods, period)
    }
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
