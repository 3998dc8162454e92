//! Contracts side by side: what was promised, achieved, verified and paid, what an outcome costs, who bears what.

use crate::number::{number12, option12};
use crate::{Money, Party, Text, Waiting};
use serde::{Deserialize, Serialize};

/// The contracts of a bundle, and the published figures that are compared with payments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Portfolio {
    /// The day up to which outcomes were looked at.
    pub as_of: Option<String>,
    /// The contracts in the order of the framework.
    pub contracts: Vec<ContractSummary>,
    /// Contracts that a fatal remark left out: their ids.
    pub left_out: Vec<String>,
    /// The sums, a currency for itself, in order of their codes.
    pub sums: Vec<CurrencySum>,
    /// Published figures beside payments.
    pub comparisons: Vec<ComparisonSummary>,
}

/// One contract of a portfolio.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContractSummary {
    /// The contract's id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// The currency of every amount.
    pub currency: String,
    /// Decimals of that currency.
    pub decimals: u32,
    /// The first day on which an outcome can be paid.
    pub starts: Option<String>,
    /// The last one.
    pub ends: Option<String>,
    /// Who takes part, and as what.
    pub parties: Vec<Party>,
    /// Promised, achieved, verified, paid.
    pub worth: Worth,
    /// What is claimed and waiting.
    pub waiting: Waiting,
    /// What each rule paid for an outcome.
    pub costs: Vec<RuleCost>,
    /// Rows of its table.
    pub rows: u64,
    /// Rows, or parts of the contract, about which something has to be said.
    pub remarks: u64,
}

/// A contract in money: four figures on one scale.
///
/// `achieved` is what outcomes that are claimed or verified would bring at the agreed prices, `verified` what those
/// bring that the rules accept, both before caps; `paid` is what is left of it after caps, with the floor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Worth {
    /// The most that is paid: the cap; absent where there is none.
    pub promised: Option<Money>,
    /// Of outcomes claimed or verified, before caps.
    pub achieved: Money,
    /// Of outcomes that the rules accept, before caps.
    pub verified: Money,
    /// After caps.
    pub paid: Money,
    /// Achieved over promised.
    #[serde(serialize_with = "option12")]
    pub achieved_share: Option<f64>,
    /// Verified over promised.
    #[serde(serialize_with = "option12")]
    pub verified_share: Option<f64>,
    /// Paid over promised.
    #[serde(serialize_with = "option12")]
    pub paid_share: Option<f64>,
}

/// The contracts of one currency together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CurrencySum {
    /// The currency.
    pub currency: String,
    /// Its decimals.
    pub decimals: u32,
    /// How many contracts.
    pub contracts: u64,
    /// Their figures added up; `promised` is absent where one of them has no cap.
    pub worth: Worth,
    /// What is claimed and waiting.
    pub waiting: Waiting,
}

/// What a rule paid for an outcome.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleCost {
    /// The rule's id.
    pub rule: String,
    /// Its name.
    pub label: Text,
    /// What one unit is: `participant`, `outcome` and so on.
    pub per: String,
    /// Paid over units that are claimed or verified.
    pub achieved: Option<UnitCost>,
    /// Paid over units that the rule accepts.
    pub verified: Option<UnitCost>,
}

/// Money for each unit, with its 95 % interval over participants (over lines where rows are aggregated).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UnitCost {
    /// Major units of the currency for each unit.
    #[serde(serialize_with = "number12")]
    pub value: f64,
    /// The lower end; absent where fewer than two participants were paid for.
    #[serde(serialize_with = "option12")]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(serialize_with = "option12")]
    pub high: Option<f64>,
    /// Units.
    #[serde(serialize_with = "number12")]
    pub units: f64,
    /// Participants, or lines.
    pub people: u64,
}

/// A risk of a contract, who bears it, and what the data say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Risk {
    /// Which: `paid_for_work`, `paid_for_outcomes`, `paid_on_claims`, `waiting`, `over_cap`, `floor`,
    /// `not_compared`, `compared`, `outside_window`, `below_threshold`.
    pub kind: String,
    /// Who bears it: `payer` or `provider`.
    pub bearer: String,
    /// How much money it is about; absent where nobody can tell.
    pub amount: Option<Money>,
    /// How many lines of the statement.
    pub lines: u64,
}

/// Published figures beside payments, in short.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparisonSummary {
    /// The id in the framework.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// Each currency for itself, in order of their codes.
    pub sums: Vec<MatchSum>,
    /// Things that could not be compared.
    pub set_aside: u64,
}

/// Payments of one currency beside what was due.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MatchSum {
    /// The currency.
    pub currency: String,
    /// Its decimals.
    pub decimals: u32,
    /// What was due.
    pub due: Money,
    /// What was paid.
    pub paid: Money,
    /// Paid less due.
    pub difference: Money,
    /// Payments that are equal to what was due.
    pub equal: u64,
    /// Payments that a cap explains.
    pub capped: u64,
    /// Payments that differ.
    pub different: u64,
}
