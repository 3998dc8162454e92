//! What an indicator is: a formula over a table, for places, periods and groups.

use crate::Text;
use serde::{Deserialize, Serialize};

/// One indicator of the framework.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// The smallest group shown; otherwise the table's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_group: Option<u32>,
    /// For values as given: whether a total may be formed by adding.
    #[serde(default)]
    pub may_sum: bool,
    /// How the value behaves over time.
    #[serde(default)]
    pub across: Across,
    /// The values that are as bad and as good as can be, for indices; the first may be the larger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goalposts: Option<[f64; 2]>,
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
#[serde(rename_all = "lowercase")]
pub enum Interval {
    /// Wilson's score interval for a share.
    Wilson,
    /// A seeded bootstrap.
    Bootstrap,
    /// Exact Poisson limits.
    Poisson,
    /// Student's t.
    T,
    /// No interval.
    None,
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
    use super::Unit;

    #[test]
    fn units_are_written_as_in_the_framework() {
        let word = |unit: Unit| serde_json::to_string(&unit).unwrap_or_default();
        assert_eq!(word(Unit::RatePer1000), "\"rate_per_1000\"");
        assert_eq!(word(Unit::RatePer100000), "\"rate_per_100000\"");
        assert_eq!(word(Unit::Share), "\"share\"");
    }
}
