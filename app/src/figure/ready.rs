//! Figures that show no findings: a value map, flows of money. Their table and their words come along ready.

use super::own::Rows;
use super::plate::{Plate, Spec};
use crate::i18n::Format;
use esito_charts::{
    Drawing, FlowsSpec, Frame, RangeSpec, TornadoSpec, WaterfallSpec, flows, range, tornado, waterfall,
};

/// A chart with its table and what is read out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ready {
    /// The picture.
    pub chart: ReadyChart,
    /// Its table twin, which is its file too.
    pub table: Rows,
    /// It in words, for those who do not see it.
    pub said: String,
}

/// A chart of something else than findings.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadyChart {
    /// From gross to net.
    Waterfall(WaterfallSpec),
    /// What each assumption moves.
    Tornado(TornadoSpec),
    /// How the results of many runs lie.
    Range(RangeSpec),
    /// Money in and out.
    Flows(FlowsSpec),
}

impl Ready {
    /// A plate around it.
    #[must_use]
    pub fn plate(self, id: &'static str, title: String, subtitle: String, note: String) -> Plate {
        let rows = self.table.clone();
        Plate::with_table(Spec::Ready(Box::new(self)), rows, id, title, subtitle, note)
    }

    /// The chart in this frame.
    pub(super) fn draw(&self, set: &dyn Fn(&mut Frame), format: Format) -> Drawing {
        match self.chart.clone() {
            ReadyChart::Waterfall(mut spec) => {
                set(&mut spec.frame);
                waterfall(&spec, &format)
            }
            ReadyChart::Tornado(mut spec) => {
                set(&mut spec.frame);
                tornado(&spec, &format)
            }
            ReadyChart::Range(mut spec) => {
                set(&mut spec.frame);
                range(&spec, &format)
            }
            ReadyChart::Flows(mut spec) => {
                set(&mut spec.frame);
                flows(&spec, &format)
            }
        }
    }
}
