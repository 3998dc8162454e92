//! What the charts of social value and of money over time are made from.

use crate::ink::Ink;
use crate::spec::{Benchmark, Frame};

/// One step of a waterfall.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fall {
    /// Its name.
    pub label: String,
    /// Where it begins; of a sum, zero.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Whether it is a sum and not a step.
    pub sum: bool,
    /// What it is drawn with.
    pub ink: Ink,
}

/// The way from one sum to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterfallSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// The steps in order.
    pub steps: Vec<Fall>,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// What an assumption moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sway {
    /// The assumption.
    pub label: String,
    /// The result with its lower value.
    pub low: f64,
    /// The result with its higher value.
    pub high: f64,
    /// Its lower value in words.
    pub low_words: String,
    /// Its higher value in words.
    pub high_words: String,
    /// The read-out.
    pub title: String,
}

/// What each assumption moves when the others stay, in the order given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TornadoSpec {
    /// What every chart needs; the quantity is the result's.
    pub frame: Frame,
    /// The assumptions.
    pub sways: Vec<Sway>,
    /// The result as it stands, its label written above.
    pub value: Benchmark,
    /// What it is held against, its label written below.
    pub line: Option<Benchmark>,
    /// What the part towards the lower value is drawn with, and called.
    pub low_ink: Ink,
    /// Its name.
    pub low_label: String,
    /// What the part towards the higher value is drawn with.
    pub high_ink: Ink,
    /// Its name.
    pub high_label: String,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// Runs within a stretch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RangeBin {
    /// From here on.
    pub from: f64,
    /// Up to here.
    pub to: f64,
    /// How many.
    pub count: f64,
    /// The read-out.
    pub title: String,
}

/// How the results of many runs lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RangeSpec {
    /// What every chart needs; the quantity is the result's.
    pub frame: Frame,
    /// Height in pixels; 0 for 220.
    pub height: f64,
    /// The stretches in order.
    pub bins: Vec<RangeBin>,
    /// The lower end of the middle part.
    pub low: f64,
    /// The upper end of the middle part.
    pub high: f64,
    /// The middle part in words.
    pub middle: String,
    /// The result with the stated assumptions, its label written above.
    pub value: Benchmark,
    /// What it is held against.
    pub line: Option<Benchmark>,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// Money in and out in a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PeriodFlows {
    /// The period as it is read out.
    pub label: String,
    /// Where it begins: `PeriodSpan.month`.
    pub month: i32,
    /// How long it lasts.
    pub months: i32,
    /// Got, from 0 on.
    pub received: f64,
    /// Paid, from 0 on.
    pub paid: f64,
    /// Planned to be got.
    pub to_receive: f64,
    /// Planned to be paid.
    pub to_pay: f64,
    /// What all flows come to at its end.
    pub balance: f64,
    /// Whether planned flows are part of the balance.
    pub planned: bool,
    /// The read-out.
    pub title: String,
}

/// Money in and out over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowsSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// Height in pixels; 0 for 320.
    pub height: f64,
    /// The periods in order of time.
    pub periods: Vec<PeriodFlows>,
    /// What money in is called.
    pub received: String,
    /// What money out is called.
    pub paid: String,
    /// What the line is called.
    pub balance: String,
    /// What the lighter shade is called.
    pub planned: String,
    /// The words where there is nothing to draw.
    pub nothing: String,
}
