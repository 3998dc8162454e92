//! What an indicator is: a formula over a table, for places, periods and groups.

use crate::{ComparisonGroup, Text};
use serde::{Deserialize, Serialize};

/// One indicator of the framework.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// A short stable name.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// What it means and what it does not.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub description: Text,
    /// The table its rows come from.
    pub table: String,
    /// A SQL condition on rows.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// How the value is made.
    pub measure: Measure,
    /// What the value is counted in.
    pub unit: Unit,
    /// Whether more is better.
    pub direction: Direction,
    /// The column that says where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The column that says when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Breakdowns; each is one or several columns at once.
    #[serde(default)]
    pub by: Vec<Vec<String>>,
    /// The interval asked for; otherwise the engine decides as `docs/framework.md` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// For the bootstrap: the column that says which rows belong together and are drawn as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// What is done with rows that lack a cell which the formula reads; absent for SQL's own way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingCells>,
    /// The smallest group shown; otherwise the table's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_group: Option<u32>,
    /// Counts of people are rounded to multiples of this; otherwise as the framework says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<u32>,
    /// For values as given: whether a total may be formed by adding.
    #[serde(default)]
    pub may_sum: bool,
    /// How the value behaves over time.
    #[serde(default)]
    pub across: Across,
    /// Periods in which the series begins anew: another definition, another source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Break>,
    /// How many periods a rolling window holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rolling: Option<u32>,
    /// The column that says who reports: periods are compared on those that reported in both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like_for_like: Option<String>,
    /// What its value is held against; without it the value is no effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<ComparisonGroup>,
    /// The values that are as bad and as good as can be, for indices; the first may be the larger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goalposts: Option<[f64; 2]>,
    /// Where one category ends and the next begins, ascending, for indices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<f64>,
    /// Sustainable Development Goals and targets it speaks to.
    #[serde(default)]
    pub sdg: Vec<String>,
    /// Whether the Overview leads with it.
    #[serde(default)]
    pub headline: bool,
}

/// How a value is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// One SQL aggregate over another.
    Ratio {
        /// What is counted.
        numerator: String,
        /// Out of what.
        denominator: String,
    },
    /// A SQL aggregate.
    Value(String),
    /// A column of values as they were published.
    Given(String),
}

impl Default for Measure {
    fn default() -> Self {
        Self::Value(String::new())
    }
}

/// What a value is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 0 to 1; per cent on screen only.
    Share,
    /// Whole things.
    Count,
    /// Any number.
    #[default]
    Number,
    /// An amount of money.
    Money,
    /// Months.
    Months,
    /// Years.
    Years,
    /// Points on a scale.
    Score,
    /// For each thousand.
    #[serde(rename = "rate_per_1000")]
    RatePer1000,
    /// For each hundred thousand.
    #[serde(rename = "rate_per_100000")]
    RatePer100000,
}

/// Whether more is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
    /// Neither.
    #[default]
    None,
}

/// The column that says when, and the grain it is counted in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// A date or period column.
    pub column: String,
    /// The grain.
    pub every: Every,
}

/// A period from which on values are not comparable with those before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// The first period after the break.
    pub period: String,
    /// What changed.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub note: Text,
}

/// A grain of time, coarse to fine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Every {
    /// `2020`
    #[default]
    Year,
    /// `2020-H1`
    Half,
    /// `2020-Q1`
    Quarter,
    /// `2020-03`
    Month,
}

/// The method of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Wilson's score interval for a share.
    Wilson,
    /// The same with continuity correction.
    WilsonCc,
    /// Clopper and Pearson's exact interval for a share.
    ClopperPearson,
    /// Exact Poisson limits of a count, or of the count of a rate.
    Poisson,
    /// Byar's approximation to them.
    Byar,
    /// Student's t for a mean.
    T,
    /// Order statistics for a median or another quantile.
    Median,
    /// A seeded bootstrap, of rows or of clusters.
    Bootstrap,
    /// No interval.
    None,
}

impl Interval {
    /// Every method with its stable word, as frameworks write it.
    pub const WORDS: [(&str, Self); 9] = [
        ("wilson", Self::Wilson),
        ("wilson_cc", Self::WilsonCc),
        ("clopper_pearson", Self::ClopperPearson),
        ("poisson", Self::Poisson),
        ("byar", Self::Byar),
        ("t", Self::T),
        ("median", Self::Median),
        ("bootstrap", Self::Bootstrap),
        ("none", Self::None),
    ];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::WORDS.iter().find(|(_, method)| *method == self).map_or("none", |(word, _)| word)
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(word, _)| *word == code).map(|(_, method)| *method)
    }
}

/// What is done with rows that lack a cell which the formula reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum MissingCells {
    /// The whole row is left out, of numerator and denominator alike.
    LeaveOut,
    /// The cell takes the mean of the rows that are alike, and the finding is marked as estimated.
    GroupMean {
        /// The columns that say which rows are alike; none for all rows.
        groups: Vec<String>,
    },
    /// A finding with such a row has no value.
    Refuse,
}

/// How a value behaves over time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Across {
    /// A flow: all rows of all periods together.
    #[default]
    All,
    /// A stock: never added over time; all periods together is the last one.
    Last,
}

#[cfg(test)]
mod tests {
    use super::{Interval, Unit};

    #[test]
    fn units_are_written_as_in_the_framework() {
        let word = |unit: Unit| serde_json::to_string(&unit).unwrap_or_default();
        assert_eq!(word(Unit::RatePer1000), "\"rate_per_1000\"");
        assert_eq!(word(Unit::RatePer100000), "\"rate_per_100000\"");
        assert_eq!(word(Unit::Share), "\"share\"");
    }

    #[test]
    fn methods_have_one_word_each() {
        for (word, method) in Interval::WORDS {
            assert_eq!(serde_json::to_string(&method).unwrap_or_default(), format!("\"{word}\""));
            assert_eq!(method.code(), word);
        }
    }
}
