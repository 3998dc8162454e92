//! Comparison groups and effects: what a value is held against, so that more may be said than before and after.

use crate::number::{number12, option12};
use crate::{Adjustment, Text, Value};
use serde::{Deserialize, Serialize};

/// What an indicator's value is held against.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparisonGroup {
    /// How the effect is worked out.
    pub method: EffectMethod,
    /// Who the comparison group is, in words.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub label: Text,
    /// The SQL condition on rows of the comparison group, in place of the indicator's own; absent where there is none.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The period before, for difference in differences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The columns that must agree, for a matched comparison.
    #[serde(rename = "match", skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<String>,
    /// Whether every place is held against the whole comparison group, and not only against that of the place.
    #[serde(skip_serializing_if = "is_false")]
    pub everywhere: bool,
    /// The share of the value that would have come about anyway, where no group shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadweight: Option<Adjustment>,
    /// Who started, so that those who were lost count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attrition: Option<Attrition>,
}

/// How an effect is worked out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectMethod {
    /// The value less that of the comparison group.
    #[default]
    Difference,
    /// The change since a period less the change of the comparison group.
    DifferenceInDifferences,
    /// The differences within groups that agree in some columns, weighed by the people of the programme.
    Matched,
    /// The value less the share that would have come about anyway: an assumption, and no comparison.
    Deadweight,
}

impl EffectMethod {
    /// Every method with its stable word, as frameworks write it.
    pub const WORDS: [(&str, Self); 4] = [
        ("difference", Self::Difference),
        ("difference_in_differences", Self::DifferenceInDifferences),
        ("matched", Self::Matched),
        ("deadweight", Self::Deadweight),
    ];
}

/// People who started and were lost: they stay in the denominator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attrition {
    /// The SQL aggregate that counts who started.
    pub started: String,
    /// What is known of those who were lost.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub evidence: Text,
}

/// What a programme changed, as far as its comparison group shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EffectEstimate {
    /// The indicator's id.
    pub indicator: String,
    /// The place, or all together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The period, or all together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The breakdown's columns joined with `|`; absent where it is an effect on all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension: Option<String>,
    /// The group's codes joined with `|`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The effect in the indicator's unit, or why there is none.
    pub value: Value,
    /// Why there is none where the findings themselves have values, as a stable word: `no_comparison`,
    /// `groups_overlap`, `no_before`, `break_between`, `nothing_matched`, `fewer_started`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no_effect: String,
    /// The lower end of its 95 % interval.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// The method of the interval: `newcombe`, `mover`, `welch`, `scaled`; empty where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub interval: String,
    /// Why there is no interval, as a stable word.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no_interval: String,
    /// What may be said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The people of the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<EffectSide>,
    /// The comparison group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub there: Option<EffectSide>,
    /// The people of the programme in the period before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here_before: Option<EffectSide>,
    /// The comparison group in the period before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub there_before: Option<EffectSide>,
    /// Who was matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matching: Option<Matching>,
    /// Between what the effect lies whatever became of those who were lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whatever: Option<Between>,
}

/// What may be said of an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The interval lies on the good side of zero.
    Better,
    /// The interval lies on the bad side of zero.
    Worse,
    /// The interval lies on one side of zero, of which neither is said to be good.
    Different,
    /// The interval holds zero.
    Unclear,
}

/// One side of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EffectSide {
    /// Its value in the indicator's unit.
    #[serde(serialize_with = "number12")]
    pub value: f64,
    /// The lower end of the value's 95 % interval.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// What was counted.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub numerator: Option<f64>,
    /// Out of what; with an adjustment for attrition, who started.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub denominator: Option<f64>,
    /// The number of rows used.
    pub n: u64,
    /// How many of those who started were lost.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub lost: Option<f64>,
}

/// Who was matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Matching {
    /// How many groups that agree in the columns have both sides.
    pub groups: u64,
    /// People of the programme (or rows) in them.
    #[serde(serialize_with = "number12")]
    pub here: f64,
    /// People of the programme (or rows) for whom nobody was found.
    #[serde(serialize_with = "number12")]
    pub left_out: f64,
    /// People of the comparison group (or rows) in them.
    #[serde(serialize_with = "number12")]
    pub there: f64,
}

/// Two ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Between {
    /// The lower.
    #[serde(serialize_with = "number12")]
    pub low: f64,
    /// The upper.
    #[serde(serialize_with = "number12")]
    pub high: f64,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference; no fault where pointers are small"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}
