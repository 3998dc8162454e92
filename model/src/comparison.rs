//! The answer of an index: scores, ranks, what they depend on, and every step on the way.

use crate::number::{number12, option12, option12s};
use crate::{IndexParty, Remark, Vary};
use serde::{Deserialize, Serialize};

/// From this share of the draws on a place is called clearly ahead of another.
pub const CLEAR: f64 = 0.95;

/// Places side by side by one index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Comparison {
    /// The engine's version.
    pub engine: String,
    /// The hash of the bundle.
    pub bundle: String,
    /// The index's id.
    pub index: String,
    /// Whose weights; otherwise the index's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The period that was asked for; otherwise each indicator says its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// What varied.
    pub vary: Vec<Vary>,
    /// Draws so far.
    pub draws: u32,
    /// The seed.
    pub seed: u64,
    /// The indicators in the order of the framework.
    pub indicators: Vec<ComparedIndicator>,
    /// The pillars.
    pub pillars: Vec<ComparedPillar>,
    /// The places, the first in rank first; those without a score last.
    pub places: Vec<ComparedPlace>,
    /// Groups of places, by position, within which no place is clearly ahead of another.
    pub groups: Vec<Vec<usize>>,
    /// For each place, by position, the share of draws in which it is ahead of each other one.
    #[serde(serialize_with = "crate::number::rows12")]
    pub ahead: Vec<Vec<f64>>,
    /// What the ranking depends on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<ComparisonSensitivity>,
    /// Correlations of normalised indicators, pair by pair.
    pub correlations: Vec<ComparedPair>,
    /// Principal components of the normalised indicators that vary, the greatest first: for information, never as weights.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComparedComponent>,
    /// The parties' sets of weights, the index's own first; empty where no party is named.
    pub parties: Vec<ComparedParty>,
    /// Weights that could be agreed on: the median, and those whose largest regret is least.
    pub proposals: Vec<ComparisonProposal>,
    /// The share of pairs of places that all parties put in the same order.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub agreed_pairs: Option<f64>,
    /// What has to be said about this comparison.
    pub remarks: Vec<Remark>,
}

/// An indicator within a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedIndicator {
    /// Its id.
    pub id: String,
    /// The pillar's id.
    pub pillar: String,
    /// The period whose values are compared; nothing where it has none.
    pub period: Option<String>,
    /// The share of the index that it carries by its weight.
    #[serde(serialize_with = "number12")]
    pub weight: f64,
    /// The share that it carries in effect, by its correlation with the index.
    #[serde(serialize_with = "option12")]
    pub effective: Option<f64>,
    /// The share of places with a value.
    #[serde(serialize_with = "number12")]
    pub coverage: f64,
    /// Whether it takes part; one that does not vary, or that nobody has, does not.
    pub counts: bool,
    /// What was done about outliers.
    pub treatment: ComparedTreatment,
    /// Limits of what chance alone would do, for shares and rates that are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funnel: Option<ComparedFunnel>,
    /// What the parties want: the least, the median and the greatest share.
    #[serde(serialize_with = "option12s", skip_serializing_if = "Option::is_none")]
    pub wanted: Option<[f64; 3]>,
    /// How far ranks shift on average between the least and the greatest share that is wanted.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub matters: Option<f64>,
}

/// What was done about an indicator's outliers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedTreatment {
    /// Skewness before and after.
    #[serde(serialize_with = "crate::number::pair12")]
    pub skewness: [Option<f64>; 2],
    /// Excess kurtosis before and after.
    #[serde(serialize_with = "crate::number::pair12")]
    pub kurtosis: [Option<f64>; 2],
    /// Places whose value was pulled in.
    pub pulled: Vec<String>,
    /// Whether the logarithm was taken.
    pub bent: bool,
}

/// A principal component of an index's indicators.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedComponent {
    /// Its eigenvalue: how many indicators' worth of variance it carries.
    #[serde(serialize_with = "number12")]
    pub eigenvalue: f64,
    /// The share of all variance.
    #[serde(serialize_with = "number12")]
    pub share: f64,
    /// For each indicator in the order of the comparison its correlation with the component; nothing where it does not
    /// vary.
    #[serde(serialize_with = "crate::number::options12")]
    pub loadings: Vec<Option<f64>>,
}

/// A funnel around the mean of all places.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedFunnel {
    /// What all places together have.
    #[serde(serialize_with = "number12")]
    pub centre: f64,
    /// How much more places vary than by chance; 1 where they do not clearly.
    #[serde(serialize_with = "number12")]
    pub dispersion: f64,
    /// The curves: how many people, the limits of 99.8 % and of 95 %, from below: `[of, outer, inner, inner, outer]`.
    #[serde(serialize_with = "crate::number::fives12")]
    pub curve: Vec<[f64; 5]>,
}

/// A place that is like another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedPeer {
    /// Its code.
    pub place: String,
    /// The distance, in standard deviations of the context.
    #[serde(serialize_with = "number12")]
    pub distance: f64,
}

/// A pillar within a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedPillar {
    /// Its id.
    pub id: String,
    /// The share of the index that it carries by its weight.
    #[serde(serialize_with = "number12")]
    pub weight: f64,
    /// The share that it carries in effect.
    #[serde(serialize_with = "option12")]
    pub effective: Option<f64>,
    /// Cronbach's alpha of its indicators.
    #[serde(serialize_with = "option12")]
    pub alpha: Option<f64>,
    /// What the parties want: the least, the median and the greatest share.
    #[serde(serialize_with = "option12s", skip_serializing_if = "Option::is_none")]
    pub wanted: Option<[f64; 3]>,
    /// How far ranks shift on average between the least and the greatest share that is wanted.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub matters: Option<f64>,
}

/// A place within a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedPlace {
    /// Its code.
    pub place: String,
    /// The score.
    #[serde(serialize_with = "option12")]
    pub score: Option<f64>,
    /// The score that 5 % of the draws do not exceed; nothing where scores of several scales were drawn.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub score_low: Option<f64>,
    /// The score that 95 % of the draws do not exceed.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub score_high: Option<f64>,
    /// The rank, 1 for the best; equal scores share it.
    pub rank: Option<u32>,
    /// The rank that 5 % of the draws do not exceed.
    pub rank_low: Option<u32>,
    /// The rank that 95 % of the draws do not exceed.
    pub rank_high: Option<u32>,
    /// The mean rank.
    #[serde(serialize_with = "option12")]
    pub rank_mean: Option<f64>,
    /// The share of draws in which it is among the first three.
    #[serde(serialize_with = "option12")]
    pub top_three: Option<f64>,
    /// The share of the index that stands on values.
    #[serde(serialize_with = "number12")]
    pub coverage: f64,
    /// `A`, with `e` where a value was filled in; `M` where there is no score.
    pub status: String,
    /// Why there is no score, as a stable word: `too_little_data`, `not_positive`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Scores of the pillars, in their order.
    #[serde(serialize_with = "crate::number::options12")]
    pub pillars: Vec<Option<f64>>,
    /// The indicators, in their order.
    pub indicators: Vec<ComparedCell>,
    /// What places are alike by, where the index fills gaps by groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The places most like it, nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub peers: Vec<ComparedPeer>,
}

/// A place's value of an indicator on its way into the index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedCell {
    /// The value in the indicator's unit.
    #[serde(serialize_with = "option12")]
    pub raw: Option<f64>,
    /// The lower end of its interval.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end of its interval.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// After gaps were filled and outliers treated.
    #[serde(serialize_with = "option12")]
    pub treated: Option<f64>,
    /// On the common scale.
    #[serde(serialize_with = "option12")]
    pub normalised: Option<f64>,
    /// As in findings: `A`, `M`, `c`, with `e` where it was filled in.
    pub status: String,
    /// The rank that the place would have with the best score of all on this indicator, everything else as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_at_best: Option<u32>,
    /// Lower quartile, median and upper quartile of its peers.
    #[serde(serialize_with = "option12s", skip_serializing_if = "Option::is_none")]
    pub usual: Option<[f64; 3]>,
    /// Out of how many people, where a funnel is drawn.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub of: Option<f64>,
    /// The distance from the mean of all places in standard errors, over-dispersion taken off; beyond 1.96 and 3.09 it
    /// lies outside the limits of 95 and 99.8 %.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub z: Option<f64>,
}

/// What a ranking depends on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparisonSensitivity {
    /// Base draws so far.
    pub draws: u32,
    /// The factors, in the order of the indices.
    pub factors: Vec<ComparedFactor>,
    /// The ranking as a whole: the mean shift of ranks.
    pub ranking: Vec<SobolIndex>,
    /// Each place's rank, by position; empty where it does not vary.
    pub places: Vec<Vec<SobolIndex>>,
}

/// One thing that varies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedFactor {
    /// `sampling`, `imputation`, `treatment`, `normalisation`, `aggregation`, `weights`, or `weight` of one node.
    pub kind: String,
    /// The pillar or indicator whose weight it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
}

/// First and total order of one factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SobolIndex {
    /// The share of the variance that would go if the factor were known.
    pub first: SobolShare,
    /// The share that would remain if all other factors were known.
    pub total: SobolShare,
}

/// A share of a variance, and its standard error from so many draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SobolShare {
    /// The share.
    #[serde(serialize_with = "number12")]
    pub value: f64,
    /// Its standard error.
    #[serde(serialize_with = "number12")]
    pub error: f64,
}

/// Two indicators of an index and how they go together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedPair {
    /// The one.
    pub left: String,
    /// The other.
    pub right: String,
    /// Pearson's correlation of their normalised values.
    #[serde(serialize_with = "number12")]
    pub value: f64,
    /// Places with both.
    pub places: u32,
}

/// A party's index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparedParty {
    /// The party's id; empty for the index's own weights.
    pub id: String,
    /// The shares of indicators in the index, in their order.
    #[serde(serialize_with = "crate::number::numbers12")]
    pub weights: Vec<f64>,
    /// The shares of pillars, in their order.
    #[serde(serialize_with = "crate::number::numbers12")]
    pub pillars: Vec<f64>,
    /// Scores of places, in the order of places.
    #[serde(serialize_with = "crate::number::options12")]
    pub scores: Vec<Option<f64>>,
    /// Ranks of places.
    pub ranks: Vec<Option<u32>>,
}

/// Weights that could be agreed on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparisonProposal {
    /// `median` or `least_regret`.
    pub kind: String,
    /// The same as a set of weights, on the scale of the index's own: they add up to what its own add up to.
    pub set: IndexParty,
    /// The shares of indicators in the index.
    #[serde(serialize_with = "crate::number::numbers12")]
    pub weights: Vec<f64>,
    /// The shares of pillars.
    #[serde(serialize_with = "crate::number::numbers12")]
    pub pillars: Vec<f64>,
    /// For each party the share of weight that it gives up.
    #[serde(serialize_with = "crate::number::numbers12")]
    pub regret: Vec<f64>,
    /// For each party how far its ranks shift on average.
    #[serde(serialize_with = "crate::number::options12")]
    pub shift: Vec<Option<f64>>,
}
