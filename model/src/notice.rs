//! Notices: what a reader should know of an indicator beside its promises.

use crate::number::option12;
use serde::{Deserialize, Serialize};

/// What is old, cannot be compared, or is missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notice {
    /// What kind it is.
    pub kind: NoticeKind,
    /// The indicator's id.
    pub indicator: String,
    /// The places that it is about, by their codes; empty for all together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// The period of the last value, or of the break.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// How old the last value is.
    #[serde(skip_serializing_if = "is_zero")]
    pub months: u32,
    /// The share of rows in which nothing is missing.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub complete: Option<f64>,
}

/// The kinds of notices, in the order in which they are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The last value of all together is a year old or more.
    #[default]
    Old,
    /// The last value of some places lies a year or more before that of others.
    OldPlaces,
    /// The series begins anew within the periods shown.
    Break,
    /// Amounts in several currencies do not add up.
    Currencies,
    /// The parties do not agree on the value of some places.
    Disputed,
    /// Some places have no value at all.
    Missing,
    /// The values of some places are withheld.
    Withheld,
    /// Many rows of the last value lack a cell.
    Incomplete,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference; no fault where pointers are small"
)]
fn is_zero(count: &u32) -> bool {
    *count == 0
}
