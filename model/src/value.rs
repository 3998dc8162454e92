//! Social value: a value map, and what it comes to.
//!
//! The map is the plain result of reading `[value]`; `docs/framework.md` is its written form.

use crate::number::{number12, option12};
use crate::{Assumption, Money, MoneyOverTime, RatioBin, Remark, Text, ValueStep};
use serde::{Deserialize, Serialize};

/// Who puts in what, what changes for whom, and what that is worth.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ValueMap {
    /// The currency of every amount.
    pub currency: String,
    /// Per year, as a share.
    pub discount_rate: f64,
    /// Whether the first year is discounted.
    pub first_year: FirstYear,
    /// The seed of the simulation.
    pub seed: u64,
    /// How many runs the simulation has.
    pub runs: u32,
    /// What is put in.
    pub inputs: Vec<ValueInput>,
    /// What changes.
    pub outcomes: Vec<ValueOutcome>,
    /// What partners claim of an outcome.
    pub claims: Vec<Claim>,
}

/// Whether the value of the first year is discounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstYear {
    /// Year t is divided by (1 + r)^(t − 1).
    #[default]
    Undiscounted,
    /// Year t is divided by (1 + r)^t.
    Discounted,
}

/// What somebody puts in, in today's money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ValueInput {
    /// Who.
    pub who: Text,
    /// What it is: money, time, goods.
    pub what: Text,
    /// The amount.
    pub amount: Money,
}

/// An outcome of the map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ValueOutcome {
    /// A short stable name.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// For whom something changes.
    pub stakeholder: Text,
    /// What was done.
    pub output: Text,
    /// How many reach it.
    pub quantity: Ranged,
    /// The indicator that counts them; the quantity is then its numerator.
    pub indicator: Option<String>,
    /// What one is worth in a year.
    pub proxy: Proxy,
    /// How long it lasts.
    pub duration_years: f64,
    /// The share that would have happened anyway.
    pub deadweight: Adjustment,
    /// The share that is owed to others.
    pub attribution: Adjustment,
    /// The share that was only moved from elsewhere.
    pub displacement: Adjustment,
    /// The share that fades each year, from the second on.
    pub drop_off: Adjustment,
    /// The line of the framework where it begins.
    pub line: u64,
}

/// A number, and between which others it may lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ranged {
    /// The number.
    #[serde(serialize_with = "number12")]
    pub value: f64,
    /// At least.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// At most.
    #[serde(serialize_with = "option12", skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// A financial proxy: what an outcome is worth, and who says so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Proxy {
    /// Its id in the library, where it is taken from there.
    pub id: Option<String>,
    /// What it is the value of: a wage, a night in hospital.
    pub label: Text,
    /// In major units of the currency.
    pub amount: Ranged,
    /// Where it is from.
    pub source: Text,
    /// The year of its prices.
    pub year: Option<u32>,
}

/// A share that is taken off, and what shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Adjustment {
    /// 0 to 1.
    pub share: Ranged,
    /// What shows it; empty where nothing does.
    pub evidence: Text,
    /// Whether the framework says it at all.
    pub stated: bool,
}

/// What a partner claims of an outcome.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Claim {
    /// The outcome's id.
    pub outcome: String,
    /// The partner.
    pub who: Text,
    /// How much of the change it claims.
    #[serde(serialize_with = "option12")]
    pub quantity: Option<f64>,
    /// Its share by agreement.
    #[serde(serialize_with = "option12")]
    pub share: Option<f64>,
    /// The line of the framework where it begins.
    pub line: u64,
}

/// What a value map comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Valuation {
    /// The currency.
    pub currency: String,
    /// What is put in.
    pub inputs: Money,
    /// What the outcomes are worth today.
    #[serde(serialize_with = "option12")]
    pub present_value: Option<f64>,
    /// Present value less inputs.
    #[serde(serialize_with = "option12")]
    pub net_value: Option<f64>,
    /// Present value over inputs.
    #[serde(serialize_with = "option12")]
    pub ratio: Option<f64>,
    /// The convention.
    pub first_year: FirstYear,
    /// The discount rate.
    #[serde(serialize_with = "number12")]
    pub discount_rate: f64,
    /// The same under the other convention.
    pub other_convention: OtherConvention,
    /// Years until the value has paid for the inputs.
    #[serde(serialize_with = "option12")]
    pub payback_years: Option<f64>,
    /// Each outcome from gross to net.
    pub outcomes: Vec<OutcomeValue>,
    /// The way from gross to net, all outcomes and years together.
    pub steps: Vec<ValueStep>,
    /// Every assumption in the order of the map.
    pub assumptions: Vec<Assumption>,
    /// What each assumption moves.
    pub sensitivity: Vec<Swing>,
    /// The ratio as a range.
    pub range: Option<RatioRange>,
    /// What partners claim beside what was observed.
    pub claims: Vec<ClaimCheck>,
    /// What has to be said.
    pub remarks: Vec<Remark>,
    /// SHA-256 of the bundle.
    pub bundle: String,
    /// The engine's version.
    pub engine: String,
}

/// The figures under the other discounting convention.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherConvention {
    /// That convention.
    pub first_year: FirstYear,
    /// Its present value.
    #[serde(serialize_with = "option12")]
    pub present_value: Option<f64>,
    /// Its ratio.
    #[serde(serialize_with = "option12")]
    pub ratio: Option<f64>,
}

/// An outcome's value from gross to net.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeValue {
    /// The outcome's id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// For whom.
    pub stakeholder: Text,
    /// How many.
    #[serde(serialize_with = "number12")]
    pub quantity: f64,
    /// How many after deadweight, displacement and attribution.
    #[serde(serialize_with = "number12")]
    pub net_quantity: f64,
    /// Quantity × proxy in a year.
    #[serde(serialize_with = "number12")]
    pub gross: f64,
    /// After deadweight.
    #[serde(serialize_with = "number12")]
    pub after_deadweight: f64,
    /// After displacement too.
    #[serde(serialize_with = "number12")]
    pub after_displacement: f64,
    /// After attribution too: the value of the first year.
    #[serde(serialize_with = "number12")]
    pub first_year: f64,
    /// The value of each year, after drop-off, undiscounted.
    pub years: Vec<f64>,
    /// What they are worth today.
    #[serde(serialize_with = "number12")]
    pub present_value: f64,
    /// The way from gross to what they are worth today, all years together.
    pub steps: Vec<ValueStep>,
}

/// What one assumption moves when the others stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Swing {
    /// The outcome's id; empty for inputs and the discount rate.
    pub outcome: String,
    /// `quantity`, `proxy`, `deadweight`, `displacement`, `attribution`, `drop_off`, `duration`, `inputs`,
    /// `discount_rate`.
    pub assumption: String,
    /// Its value.
    #[serde(serialize_with = "number12")]
    pub value: f64,
    /// The lower value that was tried.
    #[serde(serialize_with = "number12")]
    pub low: f64,
    /// The higher value that was tried.
    #[serde(serialize_with = "number12")]
    pub high: f64,
    /// Whether the two were assumed because the framework gives no range.
    pub assumed: bool,
    /// The ratio with the lower value.
    #[serde(serialize_with = "option12")]
    pub ratio_low: Option<f64>,
    /// The ratio with the higher value.
    #[serde(serialize_with = "option12")]
    pub ratio_high: Option<f64>,
    /// The value with which the ratio is 1; absent where no possible value does that.
    #[serde(serialize_with = "option12")]
    pub break_even: Option<f64>,
}

/// The ratio as a range: what a seeded simulation over all ranges at once gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatioRange {
    /// The seed.
    pub seed: u64,
    /// The runs.
    pub runs: u32,
    /// 5 % of the runs are below.
    #[serde(serialize_with = "number12")]
    pub p5: f64,
    /// Half of the runs are below.
    #[serde(serialize_with = "number12")]
    pub p50: f64,
    /// 95 % of the runs are below.
    #[serde(serialize_with = "number12")]
    pub p95: f64,
    /// The share of runs with a ratio of 1 or more.
    #[serde(serialize_with = "number12")]
    pub at_least_one: f64,
    /// How the ratios lie, in stretches of one length from the lowest on.
    pub bins: Vec<RatioBin>,
}

/// What partners claim of an outcome beside what was observed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimCheck {
    /// The outcome's id.
    pub outcome: String,
    /// The observed change.
    #[serde(serialize_with = "number12")]
    pub observed: f64,
    /// What the partners claim together.
    #[serde(serialize_with = "number12")]
    pub claimed: f64,
    /// Whether they claim more than there is.
    pub too_much: bool,
    /// Each partner's part of the observed change by the agreed shares.
    pub parts: Vec<(Text, f64)>,
}

/// What the page of social value shows: the valuation, and the money over time around it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Valued {
    /// The framework's value map, its quantities filled in from indicators.
    pub map: Option<ValueMap>,
    /// What the value map comes to; nothing where the framework has none that can be used.
    pub valuation: Option<Valuation>,
    /// Money over time, in the order of the framework.
    pub money: Vec<MoneyOverTime>,
    /// What has to be said of the framework's sections on value and money.
    pub remarks: Vec<Remark>,
}
