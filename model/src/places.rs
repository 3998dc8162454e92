//! Places beside the places most like them: what is asked, and what stands in a place's profile.

use crate::number::{number12, option12, option12s, options12};
use crate::{ComparedFunnel, Remark};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a framework says about the profiles of its places (`[profile]`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Indicators by which places are like each other, with their weights.
    pub context: BTreeMap<String, f64>,
    /// How many peers a place has at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peers: Option<u32>,
    /// Where partnerships are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partnerships: Option<PartnershipList>,
}

/// The table with one row for each partnership. What it names is shown, also where a site keeps its rows back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartnershipList {
    /// The table's id.
    pub table: String,
    /// Its column with the partnership's name.
    pub name: String,
    /// The column that says where.
    pub place: String,
    /// The date or period since when, shown as a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Further columns that are shown.
    pub about: Vec<String>,
}

/// What is asked about places beside their peers. The default asks for everything as the framework wants it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlacesQuestion {
    /// The period; otherwise each indicator's last with data.
    pub period: Option<String>,
    /// Indicators by which places are like each other, with their weights; otherwise the framework's. Without any,
    /// all other places are the peers.
    pub context: Option<BTreeMap<String, f64>>,
    /// How many peers a place has at most; otherwise the framework's.
    pub peers: Option<u32>,
    /// How many draws the range of a rank rests on.
    pub draws: u32,
}

impl Default for PlacesQuestion {
    fn default() -> Self {
        Self { period: None, context: None, peers: None, draws: 2_000 }
    }
}

/// Places beside their peers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Places {
    /// The engine's version.
    pub engine: String,
    /// The hash of the bundle.
    pub bundle: String,
    /// The period that was asked for; otherwise each indicator says its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The variables by which places are like each other; empty where all other places are the peers.
    pub context: Vec<PlacesVariable>,
    /// How many peers a place has at most.
    pub peers: u32,
    /// The indicators that say where, in the order of the framework.
    pub indicators: Vec<PlacesIndicator>,
    /// The indices, in the order of the framework.
    pub indexes: Vec<PlacesIndex>,
    /// The places, in the order of their codes.
    pub places: Vec<PlaceBeside>,
    /// What has to be said about this.
    pub remarks: Vec<Remark>,
}

/// A variable by which places are like each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlacesVariable {
    /// The indicator's id.
    pub id: String,
    /// Its weight.
    #[serde(serialize_with = "number12")]
    pub weight: f64,
    /// The period whose values are taken; nothing where it has none.
    pub period: Option<String>,
    /// The mean over all places.
    #[serde(serialize_with = "option12")]
    pub mean: Option<f64>,
    /// The sample standard deviation over all places; nothing where the variable does not vary and is passed over.
    #[serde(serialize_with = "option12")]
    pub deviation: Option<f64>,
    /// How many places have a value.
    pub places: u32,
}

/// An indicator beside places.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlacesIndicator {
    /// Its id.
    pub id: String,
    /// The period whose values are compared; nothing where it has none.
    pub period: Option<String>,
    /// How many places have a value.
    pub places: u32,
    /// Lower quartile, median and upper quartile of all places.
    #[serde(serialize_with = "option12s", skip_serializing_if = "Option::is_none")]
    pub usual: Option<[f64; 3]>,
    /// From the lowest to the highest end of any place's interval.
    #[serde(serialize_with = "ends12", skip_serializing_if = "Option::is_none")]
    pub ends: Option<[f64; 2]>,
    /// The limits of chance, where it is a share of people or a rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funnel: Option<ComparedFunnel>,
}

/// An index that places are ranked by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlacesIndex {
    /// Its id.
    pub id: String,
    /// How many places have a rank.
    pub ranked: u32,
    /// How many draws the ranges of ranks rest on.
    pub draws: u32,
}

/// A place beside its peers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceBeside {
    /// Its code.
    pub place: String,
    /// Its values of the context, in the order of the variables.
    #[serde(serialize_with = "options12")]
    pub context: Vec<Option<f64>>,
    /// The same in standard deviations from the mean of all places.
    #[serde(serialize_with = "options12")]
    pub standard: Vec<Option<f64>>,
    /// The places most like it, nearest first; all others, by code, where there is no context.
    pub peers: Vec<PlacePeer>,
    /// Its values, in the order of the indicators.
    pub cells: Vec<PlaceCell>,
    /// Where it stands in the indices, in their order.
    pub indexes: Vec<PlaceInIndex>,
    /// The partnerships there, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partnerships: Vec<PlacePartnership>,
}

/// A place that is like another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlacePeer {
    /// Its code.
    pub place: String,
    /// The distance, in standard deviations of the context; nothing where there is no context.
    #[serde(serialize_with = "option12")]
    pub distance: Option<f64>,
}

/// A place's value of an indicator beside those of its peers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceCell {
    /// The value in the indicator's unit.
    #[serde(serialize_with = "option12")]
    pub value: Option<f64>,
    /// As in findings: `A`, `M`, `c`.
    pub status: String,
    /// How many peers have a value.
    pub peers: u32,
    /// Lower quartile, median and upper quartile of the peers; nothing below three peers with a value.
    #[serde(serialize_with = "option12s", skip_serializing_if = "Option::is_none")]
    pub usual: Option<[f64; 3]>,
    /// Where the median of the peers lies if every peer is at the lower end of its interval, and at the upper end;
    /// nothing where one of them has no interval.
    #[serde(serialize_with = "ends12", skip_serializing_if = "Option::is_none")]
    pub median: Option<[f64; 2]>,
    /// The difference from that median, between the ends of its interval: `[low, difference, high]`.
    #[serde(serialize_with = "option12s", skip_serializing_if = "Option::is_none")]
    pub difference: Option<[f64; 3]>,
    /// What may be said about the difference.
    pub beside: AmongPeers,
    /// How far from the median of the peers, in standard deviations of all places; positive is better, or higher where
    /// neither is better.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub lead: Option<f64>,
    /// Out of how many people, where a funnel is drawn.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub of: Option<f64>,
    /// The distance from the mean of all places in standard errors, over-dispersion taken off.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub z: Option<f64>,
    /// Whether that lies outside the limits of the funnel.
    #[serde(skip_serializing_if = "Beyond::is_within")]
    pub beyond: Beyond,
}

/// Where a place lies in a funnel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// Within the limits of 95 %, or in no funnel.
    #[default]
    Within,
    /// Outside the limits of 95 %.
    Inner,
    /// Outside the limits of 99.8 % as well.
    Outer,
}

impl Beyond {
    /// Whether chance alone may explain it.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn is_within(&self) -> bool {
        *self == Self::Within
    }
}

/// What may be said about a place's value beside the median of its peers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmongPeers {
    /// Clearly better.
    Better,
    /// Clearly worse.
    Worse,
    /// Clearly higher, and neither is better.
    Higher,
    /// Clearly lower, and neither is better.
    Lower,
    /// The interval of the difference holds zero: no clear difference.
    Alike,
    /// A value or a peer has no interval: nothing can be claimed.
    NoInterval,
    /// Fewer than three peers have a value.
    FewPeers,
    /// The place has no value.
    #[default]
    NoValue,
}

/// Where a place stands in an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceInIndex {
    /// The score.
    #[serde(serialize_with = "option12")]
    pub score: Option<f64>,
    /// The rank, 1 for the best.
    pub rank: Option<u32>,
    /// The rank that 5 % of the draws do not exceed.
    pub rank_low: Option<u32>,
    /// The rank that 95 % of the draws do not exceed.
    pub rank_high: Option<u32>,
    /// Why there is no score, as a stable word.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The share of the index that stands on values.
    #[serde(serialize_with = "number12")]
    pub coverage: f64,
    /// What would change the rank, the most first: indicators on which the best score of all would better it.
    pub moves: Vec<PlaceMove>,
}

/// What the best score of all on one indicator would do to a rank, and how far the better quarter of the peers is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceMove {
    /// The indicator's id.
    pub indicator: String,
    /// The rank that the place would have, everything else as it is.
    pub rank: u32,
    /// The step to the quartile of its peers, where its value is not there yet; said of the first moves only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<PlaceStep>,
    /// Whether its value is at or beyond that quartile already.
    #[serde(skip_serializing_if = "is_false")]
    pub reached: bool,
}

/// The step from a place's value to the quartile of its peers that is better.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceStep {
    /// The value now, in the indicator's unit.
    #[serde(serialize_with = "number12")]
    pub from: f64,
    /// The quartile: the upper one, or the lower one where less is better.
    #[serde(serialize_with = "number12")]
    pub to: f64,
    /// The rank that the place would have there, everything else as it is; nothing where it would have none.
    pub rank: Option<u32>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference; no fault where pointers are small"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A partnership in a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlacePartnership {
    /// Its name.
    pub name: String,
    /// The year since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// What the other columns say, in their order; empty where they say nothing.
    pub about: Vec<String>,
}

/// Two numbers at twelve digits, or none.
fn ends12<S: serde::Serializer>(values: &Option<[f64; 2]>, out: S) -> Result<S::Ok, S::Error> {
    values.map(|values| values.map(crate::number::whole_or_fraction)).serialize(out)
}
