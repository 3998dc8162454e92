//! What a chart is made from: values already chosen, in the order in which they are to stand.
//!
//! Nothing here is worked out: who asks for a chart brings values, intervals, names and words in the reader's
//! language. A value that is missing brings its words along.

mod days;

pub use crate::datum::Datum;
use crate::ink::Ink;
pub use days::{StepPoint, StepsSpec, TimelineEvent, TimelineSpec};
use esito_model::Unit;

/// What values are counted in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// The unit.
    pub unit: Unit,
    /// The currency of money, ISO 4217.
    pub currency: Option<String>,
}

impl Quantity {
    /// A quantity without a currency.
    #[must_use]
    pub fn of(unit: Unit) -> Self {
        Self { unit, currency: None }
    }

    /// Money in a currency.
    #[must_use]
    pub fn money(currency: &str) -> Self {
        Self { unit: Unit::Money, currency: Some(currency.to_owned()) }
    }
}

/// What every chart needs to know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// A prefix for ids in the SVG, unique on the page: letters, digits, hyphens.
    pub id: String,
    /// The chart's title: read out, not drawn.
    pub title: String,
    /// The chart's description in a sentence or two: read out, not drawn.
    pub description: String,
    /// How wide the chart is to be, in pixels.
    pub width: f64,
    /// What its values are counted in.
    pub quantity: Quantity,
}

/// A value at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// The period as it is read out: "2020", "Q1 2020" ([`crate::format::period`]).
    pub label: String,
    /// Where the period begins: `PeriodSpan.month`.
    pub month: i32,
    /// How long it lasts: `PeriodSpan.months`.
    pub months: i32,
    /// The series begins anew here: nothing is drawn between it and what was before.
    pub begins: bool,
    /// What was found.
    pub datum: Datum,
}

impl Moment {
    /// The middle of the period on the axis of months.
    pub(crate) fn middle(&self) -> f64 {
        f64::from(self.month) + f64::from(self.months.max(1)) / 2.0
    }
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Its name, written at the line's end.
    pub name: String,
    /// What it is drawn with.
    pub ink: Ink,
    /// Its values in order of time; a missing one leaves a gap.
    pub points: Vec<Moment>,
}

/// The path to a target: a dotted line through points on the axis of months.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetPath {
    /// What it is called where it ends: "Target 55 %" or the like.
    pub label: String,
    /// Month (the middle of a period) and value, in order of time.
    pub points: Vec<(f64, f64)>,
}

/// Where a line leads: a dotted line with the band in which a value would lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ahead {
    /// What it is called where it ends: "on this course 47 %".
    pub label: String,
    /// Month (the middle of a period) and value where it sets out.
    pub from: (f64, f64),
    /// Month and value where it ends.
    pub to: (f64, f64),
    /// The lower end of the band there.
    pub low: f64,
    /// The upper end of the band there.
    pub high: f64,
}

/// A value that others are held against: a median, a total, a target.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Benchmark {
    /// Its name.
    pub label: String,
    /// Its value.
    pub value: f64,
}

/// Where the axis of values begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Baseline {
    /// Where the values are; the summary says so.
    #[default]
    Free,
    /// At zero.
    Zero,
}

/// Lines over time, with intervals as bands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinesSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// Height in pixels; 0 for one that suits the width.
    pub height: f64,
    /// One to six lines.
    pub series: Vec<Series>,
    /// The path to a target.
    pub target: Option<TargetPath>,
    /// Where the first line leads.
    pub ahead: Option<Ahead>,
    /// Where the axis begins.
    pub baseline: Baseline,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// A line without axes, for a tile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SparkSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// Height in pixels; 0 for 54.
    pub height: f64,
    /// What it is drawn with.
    pub ink: Ink,
    /// The values in order of time.
    pub points: Vec<Moment>,
    /// The path to a target.
    pub target: Option<TargetPath>,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// What it is drawn with.
    pub ink: Ink,
    /// What was found.
    pub datum: Datum,
    /// A target of its own, drawn as a tick.
    pub target: Option<f64>,
    /// Whether its name stands out.
    pub strong: bool,
}

/// Horizontal bars from zero, in the order given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarsSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// The bars.
    pub bars: Vec<Bar>,
    /// A line that all are held against.
    pub benchmark: Option<Benchmark>,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// A row of dots: one place, with one dot or several groups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotRow {
    /// The place.
    pub label: String,
    /// The dots, one for each of the spec's groups (one if there are none).
    pub dots: Vec<Dot>,
    /// A target of its own, drawn as a tick.
    pub target: Option<f64>,
    /// Whether its name stands out.
    pub strong: bool,
    /// What it has in common with the rows beside it, written above the first of them; empty where nothing is said.
    pub section: String,
}

/// A dot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dot {
    /// What it is drawn with.
    pub ink: Ink,
    /// What was found.
    pub datum: Datum,
}

/// Places by value, with intervals; several groups in a row show the gap between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotsSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// Names and inks of the groups, written above; empty where each row has one dot.
    pub groups: Vec<(String, Ink)>,
    /// The rows in order.
    pub rows: Vec<DotRow>,
    /// A line through all rows: the median of the places, say.
    pub benchmark: Option<Benchmark>,
    /// What a target tick is called, for the read-out.
    pub target_label: String,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// A single row of one dot, for tables and lists; no words in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotRowSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// Height in pixels; 0 for 24.
    pub height: f64,
    /// The dot.
    pub dot: Dot,
    /// The promise, as a dark tick.
    pub target: Option<f64>,
    /// What the dots of a column are held against, as a light tick.
    pub median: Option<f64>,
    /// Where half of those it is held against lie, as a light bar behind.
    pub usual: Option<(f64, f64)>,
    /// The ends of the scale, the same for all rows of a column; worked out from the row if absent.
    pub range: Option<(f64, f64)>,
}

/// What a cell's darkness is worked out against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeatScale {
    /// All cells together: one indicator over periods.
    #[default]
    Together,
    /// Each column by itself: several indicators.
    EachColumn,
}

/// A column of a heat table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatColumn {
    /// Its head.
    pub label: String,
    /// What its values are counted in; the frame's if absent.
    pub quantity: Option<Quantity>,
    /// Lower is better: the ramp is turned round.
    pub turned: bool,
}

/// A row of a heat table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// A cell for each column.
    pub cells: Vec<Datum>,
    /// It is singled out: its name stands out, and a frame goes round its cells.
    pub strong: bool,
}

/// Values as shades, with their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// The columns.
    pub columns: Vec<HeatColumn>,
    /// The rows.
    pub rows: Vec<HeatRow>,
    /// What darkness means.
    pub scale: HeatScale,
    /// The word at the light end of the legend ("lowest"); empty for the values themselves.
    pub light: String,
    /// The word at the dark end.
    pub dark: String,
    /// What a hatched cell means, for the legend; empty to leave it out.
    pub missing: String,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// One of many small charts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// Its title.
    pub title: String,
    /// What it is drawn with.
    pub ink: Ink,
    /// The values in order of time.
    pub points: Vec<Moment>,
    /// The path to a target.
    pub target: Option<TargetPath>,
}

/// Small charts on one common scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MultiplesSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// The panels in order.
    pub panels: Vec<Panel>,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// A place among others: its score, and the ranks that it may have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankRow {
    /// Its name.
    pub label: String,
    /// The score, with the range that was left to it.
    pub score: Datum,
    /// Its rank, 1 for the first.
    pub rank: Option<u32>,
    /// The first rank that it may have.
    pub low: Option<u32>,
    /// The last rank that it may have.
    pub high: Option<u32>,
    /// Whether it is one of those in front: another ink, and its name stands out.
    pub lead: bool,
    /// Whether its name stands out.
    pub strong: bool,
    /// The read-out.
    pub title: String,
}

/// Places by score with the ranks that they may have, in the order given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RanksSpec {
    /// What every chart needs; the quantity is that of scores.
    pub frame: Frame,
    /// The places from first to last.
    pub rows: Vec<RankRow>,
    /// Runs of rows (first and last) between which no difference is clear, in order.
    pub groups: Vec<(usize, usize)>,
    /// The last rank of all, where not all places are drawn.
    pub last: u32,
    /// The ends of the scale of scores; worked out from them if absent.
    pub scale: Option<(f64, f64)>,
    /// What the scores are called above them.
    pub score_label: String,
    /// The same where there is little room.
    pub short_label: String,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// Outlines on a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shapes {
    /// Rings of land as (longitude, latitude) in degrees.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// A place on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapPoint {
    /// Its name.
    pub label: String,
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// What it is drawn with.
    pub ink: Ink,
    /// What was found.
    pub datum: Datum,
    /// A ring around it: the interval is wide.
    pub ring: bool,
    /// It is singled out: a ring around it, its name stands out.
    pub strong: bool,
}

/// A place in a funnel plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FunnelPoint {
    /// Its name.
    pub label: String,
    /// What it is drawn with.
    pub ink: Ink,
    /// Out of how many people, or what its rate is counted over; nothing leaves it out of the picture.
    pub of: Option<f64>,
    /// What was found.
    pub datum: Datum,
    /// It lies outside the limits: drawn as a square.
    pub outside: bool,
    /// Its name is written beside it where there is room.
    pub named: bool,
    /// Its name stands out.
    pub strong: bool,
    /// What else the read-out says ("outside the limits of 99.8 %"); may be empty.
    pub note: String,
}

/// Places by how many people they count, within the limits of chance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FunnelSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// Height in pixels; 0 for one that suits the width.
    pub height: f64,
    /// The places.
    pub points: Vec<FunnelPoint>,
    /// The limits by size: `[of, outer low, inner low, inner high, outer high]`, by rising size.
    pub curve: Vec<[f64; 5]>,
    /// What all have together: the line that the limits lie around.
    pub centre: Benchmark,
    /// A value that all are held against: a target, a median.
    pub benchmark: Option<Benchmark>,
    /// What the sizes are, under their axis.
    pub of: String,
    /// What is counted, for the read-out: "people".
    pub people: String,
    /// The words where there is nothing to draw.
    pub nothing: String,
}

/// Places over the shapes of countries; a dot's area grows with its value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapSpec {
    /// What every chart needs.
    pub frame: Frame,
    /// Height in pixels; 0 for two thirds of the width.
    pub height: f64,
    /// The countries.
    pub shapes: Shapes,
    /// The places.
    pub points: Vec<MapPoint>,
    /// The words where there is nothing to draw.
    pub nothing: String,
}
