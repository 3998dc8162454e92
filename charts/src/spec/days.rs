//! Charts along days: sums that grow under a limit, and what happened when.

use super::Frame;
use crate::ink::Ink;

/// A sum at the end of a month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepPoint {
    /// The month as ISO writes it: `2024-03`.
    pub at: String,
    /// The month as it is read out.
    pub label: String,
    /// The sum up to its end.
    pub value: f64,
    /// What is said beside it: what was added in this month; may be empty.
    pub note: String,
}

/// An amount that grows under a limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepsSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// Height in pixels; 0 for one that suits the width.
    pub height: f64,
    /// What the amount is called where its line ends.
    pub name: String,
    /// The sums in order of time.
    pub points: Vec<StepPoint>,
    /// Limits with the days from which they hold.
    pub limits: Vec<(String, f64)>,
    /// What a limit is called.
    pub limit_name: String,
    /// The first day.
    pub starts: Option<String>,
    /// The last day.
    pub ends: Option<String>,
    /// Today and its words.
    pub today: Option<(String, String)>,
    /// Where things lead: a day, a value, and what it is called.
    pub ahead: Option<(String, f64, String)>,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// Something that happened on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineEvent {
    /// The day as ISO writes it.
    pub day: String,
    /// What happened, with its day, in the reader's words.
    pub words: String,
    /// What it is drawn with.
    pub ink: Ink,
    /// Whether it stands out.
    pub strong: bool,
}

/// Days along a line of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// The events in order of their days.
    pub events: Vec<TimelineEvent>,
    /// The first day.
    pub starts: Option<String>,
    /// The last day.
    pub ends: Option<String>,
    /// Today.
    pub today: Option<String>,
    /// The words where there is nothing to draw.
    pub nothing: String,
}
