//! Outcomes contracts as data: who pays whom, how much, for what, by when, shown by what, up to which cap.
//!
//! The plain result of reading `[[contract]]`; `docs/framework.md` is the written form of these types. What a
//! contract pays is in `statement`.

use crate::{Agreement, Every, Money, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An outcomes contract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contract {
    /// A short stable name.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// The currency of every amount: ISO 4217.
    pub currency: String,
    /// The first day on which an outcome can be paid.
    pub starts: Option<String>,
    /// The last day on which an outcome can be paid.
    pub ends: Option<String>,
    /// Who takes part, and as what.
    pub parties: Vec<Party>,
    /// The versions of the payment plan, in order of their days.
    pub versions: Vec<PlanVersion>,
    /// What is paid at most over all rules.
    pub cap: Cap,
    /// What is paid at least when the contract has ended.
    pub floor: Option<Money>,
    /// The table of outcomes.
    pub table: String,
    /// Its columns.
    pub columns: ContractColumns,
    /// A SQL condition on its rows; the others do not belong to the contract.
    #[serde(rename = "where")]
    pub filter: Option<String>,
    /// Words of the status column that mean one of ours: `accepted` = `verified`.
    pub statuses: BTreeMap<String, String>,
    /// What is paid for what.
    pub payments: Vec<Payment>,
    /// Where the payments that were really made stand.
    pub ledger: Option<Ledger>,
    /// The line of the framework where it begins.
    pub line: u64,
}

impl Contract {
    /// Every text in which a column of its table may be named.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let columns = &self.columns;
        let named = [
            &columns.participant,
            &columns.outcome,
            &columns.date,
            &columns.started,
            &columns.status,
            &columns.quantity,
            &columns.cohort,
            &columns.group,
            &columns.people,
            &columns.effect,
            &columns.low,
            &columns.high,
            &columns.level,
            &columns.currency,
            &self.filter,
        ];
        let of_rules = self
            .payments
            .iter()
            .flat_map(|rule| rule.eligible.iter().chain(&rule.evidence))
            .map(String::as_str);
        named.into_iter().filter_map(Option::as_deref).chain(of_rules).collect()
    }
}

impl ContractColumns {
    /// The columns whose cells stand in a statement; participants get numbers where they are private.
    #[must_use]
    pub fn shown(&self) -> Vec<&str> {
        let named = [
            &self.outcome,
            &self.date,
            &self.status,
            &self.quantity,
            &self.cohort,
            &self.group,
            &self.people,
            &self.effect,
            &self.low,
            &self.high,
            &self.currency,
        ];
        named.into_iter().filter_map(Option::as_deref).collect()
    }
}

/// A party of a contract.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// `outcome_payer`, `provider`, `investor`, `intermediary`, `verifier`.
    pub role: String,
}

/// A version of the payment plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanVersion {
    /// A short stable name.
    pub id: String,
    /// The first day on which it holds.
    pub from: String,
    /// What changed.
    pub label: Text,
    /// The cap from that day on; absent where it stays as it was.
    pub cap: Option<Cap>,
    /// Who agreed, when.
    pub agreed: Option<Agreement>,
    /// The line of the framework where it begins.
    pub line: u64,
}

/// What is paid at most. Whatever is absent has no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cap {
    /// In total.
    pub amount: Option<Money>,
    /// Units in total; whole ones only.
    pub units: Option<u32>,
    /// To or for each participant.
    pub per_participant: Option<Money>,
    /// Units of each participant.
    pub units_per_participant: Option<u32>,
    /// In each period.
    pub per_period: Option<PeriodCap>,
    /// For each outcome that is named.
    pub per_outcome: BTreeMap<String, Money>,
}

/// What is paid at most in each period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodCap {
    /// The grain.
    pub every: Every,
    /// The amount.
    pub amount: Money,
}

/// The columns of a contract's table; without `participant` the rows are aggregated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContractColumns {
    /// Who.
    pub participant: Option<String>,
    /// Which outcome, milestone or activity.
    pub outcome: Option<String>,
    /// The day on which it was reached.
    pub date: Option<String>,
    /// The day on which the participant began.
    pub started: Option<String>,
    /// Claimed, verified, rejected or disputed.
    pub status: Option<String>,
    /// How many, in aggregated rows.
    pub quantity: Option<String>,
    /// Which cohort.
    pub cohort: Option<String>,
    /// Whether the row is of the intervention or of the comparison group.
    pub group: Option<String>,
    /// Out of how many people.
    pub people: Option<String>,
    /// The effect as it was measured and published: a share.
    pub effect: Option<String>,
    /// The lower end of its interval.
    pub low: Option<String>,
    /// The upper end of its interval.
    pub high: Option<String>,
    /// A score that a rule's threshold is compared with.
    pub level: Option<String>,
    /// The currency of the row, where the table holds several.
    pub currency: Option<String>,
}

/// One rule: how much, per what, for which outcome, at which level, for whom, by when, compared with what, shown by
/// what, up to which cap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Payment {
    /// A short stable name.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// The outcomes, milestones or activities that it pays for.
    pub outcome: Vec<String>,
    /// How much for each unit.
    pub price: Option<Money>,
    /// Or prices that change over time.
    pub prices: Vec<DatedPrice>,
    /// Or prices that change with the units already paid.
    pub tiers: Vec<Tier>,
    /// The unit.
    pub per: Per,
    /// Once for each participant (for each milestone, cohort or aggregated outcome where there are none).
    pub once: bool,
    /// How long after the start the outcome counts, that day included: `P12M`.
    pub within: Option<String>,
    /// How long after the start it must be at least: `P6M`.
    pub not_before: Option<String>,
    /// The first day on which the rule holds.
    pub from: Option<String>,
    /// The last day on which the rule holds.
    pub until: Option<String>,
    /// Whether a claim is enough.
    pub pays: Pays,
    /// What it pays at most.
    pub cap: Cap,
    /// A SQL condition on the row.
    pub eligible: Option<String>,
    /// Columns that must be filled in.
    pub evidence: Vec<String>,
    /// Only these cohorts.
    pub cohorts: Vec<String>,
    /// All its cohorts together, as one.
    pub pooled: bool,
    /// The least level (of a row) or effect (of a cohort) that is paid.
    pub threshold: Option<f64>,
    /// What the result is compared with.
    pub compared: Compared,
    /// How the effect is worked out.
    pub measure: Effect,
    /// The baseline that it is compared with, as a share.
    pub baseline: Option<f64>,
    /// The share that would have happened anyway; it is not paid.
    pub deadweight: Option<f64>,
    /// Percentage points are counted from this effect on.
    pub above: Option<f64>,
    /// Only whole percentage points count.
    pub whole: bool,
    /// Whether the effect itself or the lower end of its interval must reach the threshold.
    pub judged_by: JudgedBy,
    /// Of the rules with this word only the highest is paid to a participant.
    pub highest_of: Option<String>,
    /// The rule whose place it takes, its caps, tiers and `once` included.
    pub replaces: Option<String>,
    /// Only where these rules have paid nothing.
    pub unless: Vec<String>,
}

/// A price and the days on which it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DatedPrice {
    /// The first day.
    pub from: String,
    /// The last day; otherwise until the next price.
    pub until: Option<String>,
    /// The price.
    pub price: Money,
}

/// A price from a number of paid units on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tier {
    /// Units already paid.
    pub from: u32,
    /// The price of each unit after them.
    pub price: Money,
}

/// What is paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// A person with the outcome.
    #[default]
    Participant,
    /// An outcome.
    Outcome,
    /// A percentage point of the effect.
    PercentagePoint,
    /// A cohort whose effect reaches the threshold.
    Cohort,
    /// A milestone that is reached.
    Milestone,
    /// An activity, whatever came of it.
    Activity,
}

/// Which status pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pays {
    /// Only what was verified.
    #[default]
    Verified,
    /// What was claimed, too.
    Claimed,
}

/// What a result is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// Nothing.
    #[default]
    Nothing,
    /// A baseline that was agreed.
    Baseline,
    /// People like them without the intervention.
    ComparisonGroup,
    /// An agreed share that would have happened anyway.
    Deadweight,
}

/// How the effect of a cohort is worked out from the rate here and the rate it is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The rate itself.
    #[default]
    Level,
    /// Rate less the other.
    Increase,
    /// The other less the rate.
    Reduction,
    /// Rate over the other, less one.
    RelativeIncrease,
    /// One less rate over the other.
    RelativeReduction,
}

/// Which figure must reach the threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JudgedBy {
    /// The effect.
    #[default]
    Value,
    /// The lower end of its 95 % interval.
    Low,
}

/// Where the payments that were really made stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    /// The table.
    pub table: String,
    /// The column of the amount.
    pub amount: String,
    /// The column of the rule's id; otherwise everything is compared in total.
    pub rule: Option<String>,
    /// The column of the participant.
    pub participant: Option<String>,
    /// The column of the day.
    pub date: Option<String>,
}

/// Published figures that are compared with each other: price × result, or an amount that was promised, beside what
/// was paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reconciliation {
    /// A short stable name.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// Where the prices stand; nothing where amounts were promised outright.
    pub prices: Option<Published>,
    /// Where the results stand.
    pub results: Option<Published>,
    /// Where the amounts stand that were promised.
    pub promised: Option<Published>,
    /// Where the payments stand.
    pub payments: Published,
}

/// A column of figures and what each is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Published {
    /// The table.
    pub table: String,
    /// The columns that say what a figure is about; the same number of them in all three tables.
    pub key: Vec<String>,
    /// The column of figures.
    pub value: String,
    /// For prices: the column of the most that is paid.
    pub maximum: Option<String>,
    /// A SQL condition on the rows.
    #[serde(rename = "where")]
    pub filter: Option<String>,
}
