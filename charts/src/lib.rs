//! Charts: values already chosen become pictures, and numbers become text.
//!
//! Comes in: a spec with values, names and words, and a [`Locale`]. Goes out: a [`Drawing`]: SVG without colours,
//! the places of its marks with their read-outs, and facts for a summary. Knows no indicator, no file, no page;
//! computes nothing on data.

mod backend;
mod bars;
mod canvas;
mod datum;
mod dots;
mod drawing;
mod export;
mod flows;
pub mod format;
mod funnel;
mod heat;
mod ink;
mod lines;
mod map;
mod multiples;
#[cfg(feature = "native-locale")]
mod native;
mod range;
mod ranks;
mod scale;
mod spark;
mod spec;
mod spec_value;
mod standing;
mod steps;
mod timeline;
mod tornado;
mod waterfall;

pub use backend::{fit, text_width, wrap};
pub use bars::bars;
pub use dots::{dot_row, dots};
pub use drawing::{Drawing, Mark, SeriesSummary, Summary, Told};
pub use export::{Theme, standalone};
pub use flows::flows;
pub use format::Locale;
pub use funnel::funnel;
pub use heat::heat;
pub use ink::Ink;
pub use lines::lines;
pub use map::map;
pub use multiples::multiples;
#[cfg(feature = "native-locale")]
pub use native::NativeLocale;
pub use range::range;
pub use ranks::ranks;
pub use spark::spark;
pub use spec::{
    Ahead, Bar, BarsSpec, Baseline, Benchmark, Datum, Dot, DotRow, DotRowSpec, DotsSpec, Frame, FunnelPoint,
    FunnelSpec, HeatColumn, HeatRow, HeatScale, HeatSpec, LinesSpec, MapPoint, MapSpec, Moment,
    MultiplesSpec, Panel, Quantity, RankRow, RanksSpec, Series, Shapes, SparkSpec, TargetPath,
};
pub use spec::{StepPoint, StepsSpec, TimelineEvent, TimelineSpec};
pub use spec_value::{Fall, FlowsSpec, PeriodFlows, RangeBin, RangeSpec, Sway, TornadoSpec, WaterfallSpec};
pub use standing::standing_mark;
pub use steps::steps;
pub use timeline::timeline;
pub use tornado::tornado;
pub use waterfall::waterfall;
