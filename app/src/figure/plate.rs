//! What a figure is made of, before it has a width: words, a chart's spec, the findings behind its marks.

use crate::i18n::Format;
use esito_charts::{
    BarsSpec, DotsSpec, Drawing, Frame, HeatSpec, LinesSpec, MapSpec, Mark, MultiplesSpec, bars, dots, heat,
    lines, map, multiples,
};
use esito_model::Finding;

/// A chart that waits for its width.
#[derive(Clone, Debug, PartialEq)]
pub enum Spec {
    /// Lines over time.
    Lines(LinesSpec),
    /// Bars from zero.
    Bars(BarsSpec),
    /// Places by value.
    Dots(DotsSpec),
    /// Values as shades.
    Heat(HeatSpec),
    /// Many small charts.
    Multiples(MultiplesSpec),
    /// Places on a map.
    Map(Box<MapSpec>),
    /// No picture can be drawn honestly; the table speaks.
    Table,
}

/// Everything that a figure shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Plate {
    /// A name, unique on the page and in the address: letters, digits, hyphens.
    pub id: &'static str,
    /// What the figure shows, as a finding where there is one.
    pub title: String,
    /// Unit, period, what the band is.
    pub subtitle: String,
    /// What has to be said below: what is missing, what cannot be compared.
    pub note: String,
    /// The chart.
    pub spec: Spec,
    /// The findings behind the marks: the rows of this are the chart's series, rows or panels.
    pub grid: Vec<Vec<Option<Finding>>>,
    /// The least width in pixels; on a narrower screen the chart scrolls sideways.
    pub wide: f64,
    /// The newest stands at the right: where the chart scrolls, it begins there.
    pub newest_last: bool,
}

impl Plate {
    /// A plate that shows nothing.
    #[must_use]
    pub fn empty() -> Self {
        let text = String::new;
        Self {
            id: "",
            title: text(),
            subtitle: text(),
            note: text(),
            spec: Spec::Table,
            grid: Vec::new(),
            wide: 0.0,
            newest_last: false,
        }
    }

    /// The chart at a width. `about` is read out to those who do not see it.
    #[must_use]
    pub fn draw(&self, width: f64, about: &str, format: Format) -> Drawing {
        let set = |frame: &mut Frame| {
            self.id.clone_into(&mut frame.id);
            frame.title.clone_from(&self.title);
            about.clone_into(&mut frame.description);
            frame.width = width;
        };
        match self.spec.clone() {
            Spec::Lines(mut spec) => {
                set(&mut spec.frame);
                lines(&spec, &format)
            }
            Spec::Bars(mut spec) => {
                set(&mut spec.frame);
                bars(&spec, &format)
            }
            Spec::Dots(mut spec) => {
                set(&mut spec.frame);
                dots(&spec, &format)
            }
            Spec::Heat(mut spec) => {
                set(&mut spec.frame);
                heat(&spec, &format)
            }
            Spec::Multiples(mut spec) => {
                set(&mut spec.frame);
                multiples(&spec, &format)
            }
            Spec::Map(mut spec) => {
                set(&mut spec.frame);
                map(&spec, &format)
            }
            Spec::Table => Drawing::default(),
        }
    }

    /// The finding behind a mark.
    #[must_use]
    pub fn behind(&self, mark: &Mark) -> Option<&Finding> {
        self.grid.get(mark.series)?.get(mark.index)?.as_ref()
    }

    /// Every finding shown, in the order of the chart.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.grid.iter().flatten().flatten()
    }
}
