//! Money over time: who promised, put in, got back and paid how much on which day.
//!
//! [`MoneyPlan`] is the plain result of reading `[[money]]`; `docs/framework.md` is its written form.

use crate::number::{number12, option12};
use crate::{Money, PeriodSpan, Remark, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A table of flows of money, and what its columns mean.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoneyPlan {
    /// A short stable name.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// The contract whose outcomes the money is for.
    pub contract: Option<String>,
    /// The words of that contract's outcomes that are counted; all where there are none.
    pub outcomes: Vec<String>,
    /// The currency of every amount.
    pub currency: String,
    /// Per year, as a share; without it no present value is worked out.
    pub discount_rate: Option<f64>,
    /// The table.
    pub table: String,
    /// Which of its rows belong here, as a SQL condition.
    pub filter: Option<String>,
    /// Its columns.
    pub columns: MoneyColumns,
    /// What words of the column of kinds mean.
    pub kinds: BTreeMap<String, FlowKind>,
    /// The line of the framework where it begins.
    pub line: u64,
}

/// The columns of a table of flows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoneyColumns {
    /// The day.
    pub date: String,
    /// What kind of flow.
    pub kind: String,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: Option<String>,
    /// How much.
    pub amount: String,
    /// `actual` or `planned`; without it a flow after the day of the framework is planned.
    pub state: Option<String>,
}

/// What a flow of money is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// A promise to put money in; nothing flows yet.
    Commitment,
    /// Money put in by an investor, who wants it back.
    Investment,
    /// Money that goes back to an investor, with its return.
    Repayment,
    /// Money that an outcome payer pays for outcomes.
    Payment,
    /// What delivery costs.
    #[default]
    Cost,
}

impl FlowKind {
    /// Every kind, in the order in which money comes and goes.
    pub const ALL: [Self; 5] =
        [Self::Commitment, Self::Investment, Self::Cost, Self::Payment, Self::Repayment];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Commitment => "commitment",
            Self::Investment => "investment",
            Self::Repayment => "repayment",
            Self::Payment => "payment",
            Self::Cost => "cost",
        }
    }
}

/// Flows of money and what they come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoneyOverTime {
    /// The id in the framework.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// The contract whose outcomes the money is for.
    pub contract: Option<String>,
    /// The currency of every amount.
    pub currency: String,
    /// Decimals of that currency.
    pub decimals: u32,
    /// The discount rate.
    #[serde(serialize_with = "option12")]
    pub discount_rate: Option<f64>,
    /// The day that separates what has flowed from what is planned, where one is known.
    pub as_of: Option<String>,
    /// Every flow, by day, then by line of the file.
    pub flows: Vec<Flow>,
    /// What each kind comes to.
    pub sums: Vec<FlowSum>,
    /// Each party's money.
    pub parties: Vec<PartyMoney>,
    /// What an outcome cost.
    pub per_outcome: Vec<CostPerOutcome>,
    /// Rows of the table that could not be used; the remarks say why.
    pub left_out: u64,
    /// Rows of the table that do not belong here.
    pub other_rows: u64,
    /// What has to be said.
    pub remarks: Vec<Remark>,
}

/// One flow of money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Flow {
    /// The day.
    pub date: String,
    /// What it is.
    pub kind: FlowKind,
    /// From whom.
    pub from: String,
    /// To whom; empty where the table does not say.
    pub to: String,
    /// How much.
    pub amount: Money,
    /// Whether it has not flowed yet.
    pub planned: bool,
    /// The file of its row.
    pub file: String,
    /// The line where the row begins.
    pub line: u64,
}

/// What the flows of one kind come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FlowSum {
    /// The kind.
    pub kind: FlowKind,
    /// What has flowed.
    pub actual: Money,
    /// What is planned.
    pub planned: Money,
    /// How many flows.
    pub flows: u64,
}

/// One party's money: what it paid, what it got, what it stands to lose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartyMoney {
    /// The party's name.
    pub name: String,
    /// What it is by its flows: `investor`, `outcome_payer`, `provider`.
    pub role: String,
    /// What it promised to put in.
    pub committed: Money,
    /// What it has paid.
    pub paid: Money,
    /// What it has got.
    pub received: Money,
    /// Got less paid.
    pub net: Money,
    /// The most that it was out of pocket at any time so far.
    pub most_out: Money,
    /// The day on which that was reached.
    pub most_out_on: Option<String>,
    /// The day from which on it was never out of pocket again.
    pub back_on: Option<String>,
    /// What it has paid and not got back: what it loses if nothing more flows.
    pub at_risk: Money,
    /// The return on what has flowed.
    pub so_far: Return,
    /// The return with the planned flows, where there are any.
    pub expected: Option<Return>,
    /// The flows by period.
    pub periods: Vec<FlowPeriod>,
}

/// Rate of return and present value of a party's flows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Return {
    /// The day of the first flow, on which the present value stands.
    pub first: Option<String>,
    /// The rate of return of a year of 365 days, as a share.
    #[serde(serialize_with = "option12")]
    pub rate: Option<f64>,
    /// Why there is no rate; a stable word.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What the flows are worth on that day, at the discount rate.
    #[serde(serialize_with = "option12")]
    pub present_value: Option<f64>,
}

/// A party's flows in a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FlowPeriod {
    /// The period.
    pub span: Option<PeriodSpan>,
    /// Got.
    pub received: Money,
    /// Paid.
    pub paid: Money,
    /// Planned to be got.
    pub to_receive: Money,
    /// Planned to be paid.
    pub to_pay: Money,
    /// Got less paid from the beginning to the end of the period, planned flows included.
    pub balance: Money,
    /// Whether planned flows are part of the balance.
    pub planned: bool,
}

/// What an outcome cost one side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CostPerOutcome {
    /// Whose cost: `outcome_payer`, `provider`.
    pub side: String,
    /// Which outcomes: `claimed` (verified or waiting to be), `verified`.
    pub counted: String,
    /// What that side has paid.
    pub cost: Money,
    /// How many outcomes.
    #[serde(serialize_with = "number12")]
    pub outcomes: f64,
    /// Cost over outcomes.
    #[serde(serialize_with = "option12")]
    pub value: Option<f64>,
    /// The lower end of its 95 % interval.
    #[serde(serialize_with = "option12")]
    pub low: Option<f64>,
    /// The upper end; absent where no count of outcomes bounds it.
    #[serde(serialize_with = "option12")]
    pub high: Option<f64>,
    /// Why there is no value or interval; a stable word.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
