//! Assumptions of a value map: what can be moved, by how much, what shows it, and what somebody set for themselves.

use crate::number::{digits12, number12, option12};
use crate::{Text, Unit};
use serde::{Deserialize, Serialize};

/// An assumption that somebody sets for themselves, in place of the framework's.
///
/// ```
/// use esito_model::Assumed;
/// let set = Assumed::read("work.deadweight:0.5").unwrap_or_default();
/// assert_eq!((set.outcome.as_str(), set.assumption.as_str(), set.value), ("work", "deadweight", 0.5));
/// assert_eq!(set.text(), "work.deadweight:0.5");
/// assert_eq!(Assumed::read("discount_rate=0.05").map(|set| set.text()), Some("discount_rate:0.05".to_owned()));
/// assert_eq!(Assumed::read("deadweight"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assumed {
    /// The outcome's id; empty for `inputs` and `discount_rate`.
    pub outcome: String,
    /// Which, in the words of [`crate::Swing`].
    pub assumption: String,
    /// The number in its place.
    #[serde(serialize_with = "number12")]
    pub value: f64,
}

impl Assumed {
    /// Reads `outcome.assumption:number`, as it stands in an address; `=` is taken for `:`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (name, number) = text.rsplit_once([':', '='])?;
        let value = number.trim().parse::<f64>().ok().filter(|value| value.is_finite())?;
        let (outcome, assumption) = name.trim().rsplit_once('.').unwrap_or(("", name.trim()));
        (!assumption.is_empty()).then(|| Self {
            outcome: outcome.to_owned(),
            assumption: assumption.to_owned(),
            value,
        })
    }

    /// The text that [`Assumed::read`] reads.
    #[must_use]
    pub fn text(&self) -> String {
        let dot = if self.outcome.is_empty() { "" } else { "." };
        format!("{}{dot}{}:{}", self.outcome, self.assumption, digits12(self.value))
    }
}

/// What shows an assumption.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Evidence, a source, an indicator.
    Shown,
    /// The framework says it, and nothing shows it.
    Unshown,
    /// The framework does not say it: it is taken as zero, or as one year.
    #[default]
    Missing,
    /// Nothing is asked for: durations, inputs, the discount rate.
    NotAsked,
}

/// An assumption of a value map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assumption {
    /// The outcome's id; empty for `inputs` and `discount_rate`.
    pub outcome: String,
    /// Which, in the words of [`crate::Swing`].
    pub assumption: String,
    /// What it is counted in.
    pub unit: Unit,
    /// Its value in this valuation.
    #[serde(serialize_with = "number12")]
    pub value: f64,
    /// The framework's value.
    #[serde(serialize_with = "number12")]
    pub stated: f64,
    /// Whether somebody set another value than the framework's.
    pub changed: bool,
    /// The lower value that is tried.
    #[serde(serialize_with = "number12")]
    pub low: f64,
    /// The higher value that is tried.
    #[serde(serialize_with = "number12")]
    pub high: f64,
    /// Whether the two were assumed because the framework gives no range.
    pub assumed: bool,
    /// Where a slider begins.
    #[serde(serialize_with = "number12")]
    pub least: f64,
    /// Where a slider ends.
    #[serde(serialize_with = "number12")]
    pub most: f64,
    /// What a slider moves by.
    #[serde(serialize_with = "number12")]
    pub step: f64,
    /// What shows it.
    pub support: Support,
    /// The evidence or source in words; may be empty.
    pub evidence: Text,
    /// The value with which the ratio is 1; absent where no possible value does that.
    #[serde(serialize_with = "option12")]
    pub break_even: Option<f64>,
}

/// A step of the way from gross to net, over all years together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ValueStep {
    /// `gross`, `deadweight`, `displacement`, `attribution`, `drop_off`, `discounting`, `present_value`, `inputs`,
    /// `net_value`.
    pub step: String,
    /// What it adds (above zero) or takes off; of a sum (`gross`, `present_value`, `net_value`) the sum.
    #[serde(serialize_with = "number12")]
    pub amount: f64,
    /// What stands after it.
    #[serde(serialize_with = "number12")]
    pub after: f64,
}

/// How many runs of the simulation gave a ratio within a stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatioBin {
    /// From here on.
    #[serde(serialize_with = "number12")]
    pub from: f64,
    /// Up to, but not including, here; the last stretch includes it.
    #[serde(serialize_with = "number12")]
    pub to: f64,
    /// So many runs.
    pub runs: u32,
}
