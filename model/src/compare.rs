//! Composite indices as a framework defines them, and what can be asked of one.

use crate::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A composite index (OECD/JRC handbook).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Index {
    /// The name.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// What it is for and what it is not.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub description: Text,
    /// How indicators are put on one scale.
    pub normalise: IndexNormalise,
    /// How scores are put together.
    pub aggregate: IndexAggregate,
    /// What is done about missing values.
    pub missing: IndexMissing,
    /// How outliers are treated.
    pub treat: IndexTreat,
    /// When they are treated, and how values are bent; the usual limits if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outliers: Option<IndexOutliers>,
    /// The scores of the worst and the best place, where the normalisation has such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[f64; 2]>,
    /// The column that says which places are alike, as indicators write it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<String>,
    /// The period; otherwise each indicator's last with data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The place that others are measured by, for the distance to a reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The pillars with their weights.
    pub pillars: Vec<Pillar>,
    /// Which of these weights people's judgements or budgets gave.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<WeightsMade>,
    /// Sets of weights of named parties.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<IndexParty>,
}

/// A group of indicators within an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pillar {
    /// The name.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// The weight among pillars.
    pub weight: f64,
    /// The indicators with their weights.
    pub indicators: Vec<IndexMember>,
}

/// An indicator within a pillar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexMember {
    /// The indicator's id.
    pub id: String,
    /// The weight within the pillar.
    pub weight: f64,
    /// The indicator by whose value it is divided: people, say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// How many of these it is for: 1,000 people, say; one if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<f64>,
}

/// When outliers are treated.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexOutliers {
    /// The absolute skewness from which an indicator is looked at.
    pub skewness: f64,
    /// The excess kurtosis from which, together with the skewness, it is treated.
    pub kurtosis: f64,
    /// How many values may be pulled in.
    pub most: u32,
    /// The exponent of Box and Cox's transformation.
    pub exponent: f64,
}

impl Default for IndexOutliers {
    /// The rule of the European Commission's Competence Centre on Composite Indicators and Scoreboards; the square root.
    fn default() -> Self {
        Self { skewness: 2.0, kurtosis: 3.5, most: 5, exponent: 0.5 }
    }
}

/// How weights of pillars, or of the indicators of one, were made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WeightsMade {
    /// From what.
    pub by: WeighedBy,
    /// Whose indicators; the pillars themselves if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pillar: Option<String>,
    /// How many judgements, or how many people's budgets.
    pub count: u32,
    /// The consistency ratio of judgements: from 0.1 on they contradict each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inconsistency: Option<f64>,
}

impl WeightsMade {
    /// From this consistency ratio on judgements should be looked at again (Saaty, 1980).
    pub const INCONSISTENT: f64 = 0.1;

    /// Whether the judgements contradict each other.
    #[must_use]
    pub fn contradict(&self) -> bool {
        self.inconsistency.is_some_and(|ratio| ratio > Self::INCONSISTENT)
    }
}

/// What weights were made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeighedBy {
    /// Judgements in pairs (the analytic hierarchy process).
    #[default]
    Pairwise,
    /// Budgets that people spread.
    Budget,
}

/// What a party wants of an index. Weights that are not named are the index's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexParty {
    /// The name.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// Weights of pillars by id.
    pub pillars: BTreeMap<String, f64>,
    /// Weights of indicators within their pillar, by id.
    pub indicators: BTreeMap<String, f64>,
    /// Targets of indicators, in their unit.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub targets: BTreeMap<String, f64>,
    /// Which of these weights its judgements or budgets gave.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<WeightsMade>,
}

/// How indicators are put on one scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexNormalise {
    /// From the least to the greatest value, or between goalposts where an indicator has them.
    #[default]
    Minmax,
    /// By mean and standard deviation.
    Zscore,
    /// By rank, 1 for the worst.
    Rank,
    /// By rank, from 0 to 1.
    Percentile,
    /// By how many places are worse.
    Borda,
    /// Between goalposts, which every indicator has.
    Goalposts,
    /// From the worst place to the target.
    DistanceToTarget,
    /// From the worst place to the best.
    DistanceToMaximum,
    /// From the worst place to a named place.
    DistanceToReference,
    /// As a share of the greatest value.
    FractionOfMaximum,
    /// By the step that a value reaches, between thresholds that every indicator has.
    Categories,
}

/// How scores are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexAggregate {
    /// The weighted mean.
    #[default]
    Arithmetic,
    /// The weighted geometric mean.
    Geometric,
    /// The weighted harmonic mean.
    Harmonic,
    /// By outranking.
    Copeland,
}

/// How outliers are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexTreat {
    /// Not at all.
    #[default]
    None,
    /// Up to five extreme values of a skewed indicator take their neighbour's.
    Winsorise,
    /// The same, and where that is not enough the logarithm.
    WinsoriseLog,
    /// The same, and where that is not enough Box and Cox's transformation.
    WinsoriseBoxCox,
}

/// What is done about missing values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndexMissing {
    /// The rule.
    pub rule: MissingRule,
    /// For `require`: the share of the weight that must be there.
    pub share: f64,
    /// For `carry`: how many periods old a value may be.
    pub periods: u32,
}

/// Rules for missing values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingRule {
    /// Left out, the other weights rescaled.
    Exclude,
    /// No score below a share of the weight.
    #[default]
    Require,
    /// The mean over places.
    Mean,
    /// The median over places.
    Median,
    /// The mean over the places of the group.
    GroupMean,
    /// The median over the places of the group.
    GroupMedian,
    /// The place's last value.
    Carry,
}

impl MissingRule {
    /// Whether gaps are filled from other values.
    #[must_use]
    pub fn fills(self) -> bool {
        !matches!(self, Self::Exclude | Self::Require)
    }
}

impl Default for IndexMissing {
    /// At least 65 % of the weight must be there, the least that the European Commission's Competence Centre on Composite
    /// Indicators asks for.
    fn default() -> Self {
        Self { rule: MissingRule::Require, share: 0.65, periods: 1 }
    }
}

/// What is asked of an index. The default asks for nothing but its name: sampling error and weights vary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareQuestion {
    /// The index's id.
    pub index: String,
    /// The period; otherwise the index's own, otherwise each indicator's last with data.
    pub period: Option<String>,
    /// Whose weights; otherwise the index's own.
    pub party: Option<String>,
    /// Weights that nobody has written down yet: what a reader tries. They come after the party's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<IndexParty>,
    /// Parties beside those of the framework: sets of weights that came as a file or in an address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<IndexParty>,
    /// What varies.
    pub vary: Vec<Vary>,
    /// Indicators by which places are like each other, with their weights; without any there are no peers.
    pub context: BTreeMap<String, f64>,
    /// How many peers a place has at most.
    pub peers: u32,
    /// How closely weights keep to the nominal ones: α = concentration · w.
    pub concentration: f64,
    /// The correlation of the errors of two indicators of the same place.
    pub correlation: f64,
    /// How many draws.
    pub draws: u32,
    /// How many base draws of the sensitivity indices; 0 for none.
    pub base: u32,
    /// The seed of what is drawn.
    pub seed: u64,
}

impl Default for CompareQuestion {
    fn default() -> Self {
        Self {
            index: String::new(),
            period: None,
            party: None,
            weights: None,
            parties: Vec::new(),
            vary: vec![Vary::Sampling, Vary::Weights],
            context: BTreeMap::new(),
            peers: 4,
            concentration: 100.0,
            correlation: 0.0,
            draws: 10_000,
            base: 2_000,
            seed: 20_241,
        }
    }
}

/// What varies from draw to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vary {
    /// Each value within its interval.
    Sampling,
    /// Weights around the nominal ones.
    Weights,
    /// Whose weights: the index's own or a party's.
    Parties,
    /// The normalisation: the index's own, min–max, z-scores or ranks.
    Normalisation,
    /// The aggregation: arithmetic or geometric.
    Aggregation,
    /// What is done about missing values: the index's rule, the mean or the median.
    Imputation,
    /// The treatment of outliers: none, or pulled in.
    Treatment,
}

impl Vary {
    /// Every factor, with its word.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("sampling", Self::Sampling),
        ("weights", Self::Weights),
        ("parties", Self::Parties),
        ("normalisation", Self::Normalisation),
        ("aggregation", Self::Aggregation),
        ("imputation", Self::Imputation),
        ("treatment", Self::Treatment),
    ];
}
