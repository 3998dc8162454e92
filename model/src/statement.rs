//! What a contract pays, line by line, and how that was worked out.

use crate::number::{number12, option12};
use crate::{FileStamp, Money, Party, Remark, Risk, RuleCost, Text, Worth};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The payment statement of a contract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// The contract's id.
    pub contract: String,
    /// Its name.
    pub label: Text,
    /// The currency of every amount.
    pub currency: String,
    /// Decimals of that currency.
    pub decimals: u32,
    /// What is paid in all.
    pub total: Money,
    /// Promised, achieved, verified, paid.
    pub worth: Worth,
    /// Who takes part, and as what.
    pub parties: Vec<Party>,
    /// The day up to which outcomes were looked at.
    pub as_of: Option<String>,
    /// The lines in the order in which they were worked out.
    pub lines: Vec<StatementLine>,
    /// Whether lines are added up by rule, and months with few outcomes to the next: it is published without rows.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub summed: bool,
    /// Each rule in words, with what it paid.
    pub rules: Vec<RuleState>,
    /// What each rule paid for an outcome.
    pub costs: Vec<RuleCost>,
    /// Who bears which risk, as far as rules and rows say.
    pub risks: Vec<Risk>,
    /// How far each cap is used.
    pub caps: Vec<CapUse>,
    /// The most that is paid in all, from each day on which that changed.
    pub limits: Vec<CapFrom>,
    /// What was paid in each month.
    pub months: Vec<MonthPaid>,
    /// What is claimed and waiting.
    pub waiting: Waiting,
    /// What the rest of the contract would pay if things go on as so far.
    pub pace: Option<Pace>,
    /// Payments that were really made beside what the rules give.
    pub reconciled: Vec<Reconciled>,
    /// The days on which something changed.
    pub events: Vec<ContractEvent>,
    /// What each reason means.
    pub reasons: BTreeMap<String, Text>,
    /// What each reason kept from being paid, in order of its first line.
    pub reductions: Vec<Reduction>,
    /// Rows of the table that belong to the contract.
    pub rows: u64,
    /// Rows of the table that do not.
    pub other_rows: u64,
    /// What has to be said.
    pub remarks: Vec<Remark>,
    /// The files that it was made from.
    pub files: Vec<FileStamp>,
    /// SHA-256 of the bundle.
    pub bundle: String,
    /// The engine's version.
    pub engine: String,
}

/// One line: one outcome under one rule at one price.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatementLine {
    /// The rule's id; empty where no rule pays for the outcome.
    pub rule: String,
    /// The outcome.
    pub outcome: String,
    /// Who; a number in place of the name where the column is private.
    pub participant: Option<String>,
    /// The cohort.
    pub cohort: Option<String>,
    /// The day.
    pub date: Option<String>,
    /// Units of the line; nothing where they are not known.
    #[serde(serialize_with = "option12")]
    pub units: Option<f64>,
    /// The price of a unit.
    pub price: Option<Money>,
    /// What is paid.
    pub amount: Money,
    /// Whether it is paid.
    pub status: LineStatus,
    /// Why it is not paid, or not in full; a stable word.
    pub reason: String,
    /// Which cap, where a cap is the reason.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cap: String,
    /// What would have been paid without the reason.
    pub withheld: Money,
    /// The file of its (first) row.
    pub file: String,
    /// The line where that row begins.
    pub line: u64,
    /// The other rows that it is made of, as file and line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<(String, u64)>,
}

/// Lines that are not paid in full for one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reduction {
    /// The reason.
    pub reason: String,
    /// How many lines.
    pub lines: u64,
    /// What they would have been paid without it, as far as that is known.
    pub withheld: Money,
}

/// Whether a line is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineStatus {
    /// In full.
    Paid,
    /// In part.
    Reduced,
    /// Not yet: what is missing may still come.
    Waiting,
    /// Not at all.
    #[default]
    Unpaid,
}

impl LineStatus {
    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Reduced => "reduced",
            Self::Waiting => "waiting",
            Self::Unpaid => "unpaid",
        }
    }
}

/// A rule in words, with what it paid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleState {
    /// The rule's id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// The whole rule as a sentence.
    pub words: Text,
    /// Units paid, in full or in part.
    #[serde(serialize_with = "number12")]
    pub units: f64,
    /// What it paid.
    pub amount: Money,
    /// Lines that wait.
    pub waiting: u64,
    /// Lines that are not paid.
    pub unpaid: u64,
    /// What a paid unit cost on average.
    pub cost_per_unit: Option<Money>,
    /// For cohorts: what was measured.
    pub effects: Vec<MeasuredEffect>,
}

/// The effect of a cohort.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeasuredEffect {
    /// The cohort; `*` where several are pooled.
    pub cohort: String,
    /// The effect as a share.
    #[serde(serialize_with = "option12")]
    pub value: Option<f64>,
    /// The lower end of its 95 % interval.
    #[serde(serialize_with = "option12")]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(serialize_with = "option12")]
    pub high: Option<f64>,
    /// The method of the interval; `published` where it was given.
    pub method: String,
    /// The rate here.
    #[serde(serialize_with = "option12")]
    pub rate: Option<f64>,
    /// The rate that it is compared with.
    #[serde(serialize_with = "option12")]
    pub other: Option<f64>,
    /// What it must reach to be paid; absent where any effect is paid.
    #[serde(serialize_with = "option12")]
    pub threshold: Option<f64>,
    /// Whether the lower end of the interval must reach it, not the effect itself.
    pub by_low: bool,
    /// Whether the threshold is reached.
    pub reached: bool,
}

/// How far a cap is used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CapUse {
    /// Which: `contract`, `contract.participant`, `rule:entry`, `rule:entry.units` and so on.
    pub cap: String,
    /// The limit, where it is money.
    pub limit: Option<Money>,
    /// Used so far; for caps per participant or period, of the one that used most.
    pub used: Option<Money>,
    /// The limit, where it is units.
    pub limit_units: Option<u32>,
    /// Used so far.
    #[serde(serialize_with = "option12")]
    pub used_units: Option<f64>,
    /// The day on which it was reached first.
    pub reached: Option<String>,
    /// Lines that it reduced.
    pub lines: u64,
    /// What it kept from being paid.
    pub withheld: Money,
}

/// What a cap is about, out of its written form: its rule, where it is not the whole contract's; of what it is a limit, empty
/// where of money in all; and the outcome, where it is for one.
///
/// ```
/// assert_eq!(esito_model::cap_parts("rule:entry.participant"), (Some("entry"), "participant", ""));
/// assert_eq!(esito_model::cap_parts("contract"), (None, "", ""));
/// ```
#[must_use]
pub fn cap_parts(cap: &str) -> (Option<&str>, &str, &str) {
    let rule = cap.strip_prefix("rule:");
    // The id of a rule has no point in it.
    let whole = rule.unwrap_or(cap);
    let (id, part) = whole.split_once('.').unwrap_or((whole, ""));
    let (kind, outcome) = part.split_once(':').unwrap_or((part, ""));
    (rule.map(|_| id), kind, outcome)
}

/// The most that is paid in all, from a day on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapFrom {
    /// The first day.
    pub from: String,
    /// The limit; absent where there is none from that day on.
    pub amount: Option<Money>,
}

/// What was paid in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthPaid {
    /// The month's code.
    pub month: String,
    /// Paid for outcomes of that month.
    pub amount: Money,
    /// Paid up to its end.
    pub so_far: Money,
}

/// What is claimed and waiting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Waiting {
    /// Lines.
    pub lines: u64,
    /// What they would add if all of them were verified.
    pub amount: Money,
}

/// What the rest of the contract would pay at today's pace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pace {
    /// Days of the contract so far.
    pub days: i32,
    /// Days that are left.
    pub left: i32,
    /// What they would pay, the cap considered.
    pub rest: Money,
    /// With what was paid: the whole contract.
    pub total: Money,
}

/// Published prices and results, or promises, beside published payments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentComparison {
    /// The id in the framework.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// One for each thing that has a price, a result and a payment, in order of their keys.
    pub lines: Vec<Reconciled>,
    /// Things with a price that cannot be used, or several.
    pub without_price: u64,
    /// Things with a price and no result that can be used.
    pub without_result: u64,
    /// Things with a price and a result, or a promise, and no payment.
    pub without_payment: u64,
    /// What has to be said.
    pub remarks: Vec<Remark>,
}

/// A payment that was made beside what the rules give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reconciled {
    /// What it is about: a rule, a project and metric; empty for the total.
    pub key: String,
    /// The participant, where the ledger names one.
    pub participant: Option<String>,
    /// The currency of both.
    pub currency: String,
    /// What the rules give before caps.
    pub uncapped: Money,
    /// What the rules give.
    pub due: Money,
    /// What was paid.
    pub paid: Money,
    /// Paid less due.
    pub difference: Money,
    /// How the two stand to each other.
    pub outcome: Match,
    /// The rows of the payments, as file and line.
    pub rows: Vec<(String, u64)>,
    /// The rows of the outcomes that the rules pay for, as file and line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<(String, u64)>,
}

/// How a payment stands to what the rules give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// The same to the minor unit.
    Equal,
    /// The same, because a cap cut what the rules give.
    Capped,
    /// Not the same.
    #[default]
    Different,
}

impl Match {
    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Capped => "capped",
            Self::Different => "different",
        }
    }
}

/// A day on which something changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractEvent {
    /// The day.
    pub date: String,
    /// `starts`, `ends`, `version`, `cap_reached`, `as_of`.
    pub kind: String,
    /// Which version or cap.
    pub what: String,
}
