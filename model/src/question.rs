//! Questions: which findings are wanted, as of which day.

use serde::{Deserialize, Serialize};

/// What is asked of a bundle. The default asks for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// Indicator ids; empty for all.
    pub indicators: Vec<String>,
    /// Which combinations of place and period; empty for all four.
    pub cuts: Vec<Cut>,
    /// Which breakdowns, as written in `by` and joined with `|`; absent for all, empty for none.
    pub by: Option<Vec<String>>,
    /// Only rows that satisfy all of these.
    pub filters: Vec<Filter>,
    /// Outcomes after this day are not due; otherwise the framework's.
    pub as_of: Option<String>,
    /// The seed of whatever is drawn.
    pub seed: u64,
    /// Leave out the intervals that are drawn again and again: the answer comes sooner and says which are pending.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub quick: bool,
}

/// A combination of place and period that is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// All together.
    Total,
    /// Each place.
    Place,
    /// Each period.
    Period,
    /// Each place in each period.
    PlacePeriod,
}

/// Only rows whose column is one of these values; ignored by indicators whose table lacks the column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// A column as formulas write it (`project.policy_sector`).
    pub column: String,
    /// The values that stay.
    pub any_of: Vec<String>,
}

impl Question {
    /// Whether this combination is wanted.
    #[must_use]
    pub fn wants(&self, cut: Cut) -> bool {
        self.cuts.is_empty() || self.cuts.contains(&cut)
    }
}
