//! What a figure is made of, before it has a width: words, a chart's spec, the findings behind its marks.

use super::own::Rows;
use super::ready::Ready;
use crate::i18n::Format;
use esito_charts::{
    BarsSpec, DotsSpec, Drawing, Frame, FunnelSpec, HeatSpec, LinesSpec, MapSpec, Mark, MultiplesSpec,
    RanksSpec, StepsSpec, TimelineSpec, bars, dots, funnel, heat, lines, map, multiples, ranks, steps,
    timeline,
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
    /// Sums that grow under a limit.
    Steps(Box<StepsSpec>),
    /// What happened when.
    Timeline(TimelineSpec),
    /// A chart of something else than findings, with its words ready.
    Ready(Box<Ready>),
    /// Places by score with the ranks that they may have.
    Ranks(Box<RanksSpec>),
    /// A chart with a table and a file of its own: its values are no findings.
    Own(Box<Spec>, Box<Rows>),
    /// Places within the limits of chance.
    Funnel(Box<FunnelSpec>),
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
    /// The newest stands at the right: where not all columns fit, the last ones are drawn.
    pub newest_last: bool,
    /// Its values are made of several findings (a gap, say), so there is no one receipt to open.
    pub derived: bool,
    /// Its file, where it shows more than findings: the head, then a row for each line. Without, the findings.
    pub sheet: Vec<Vec<String>>,
}

impl Plate {
    /// A chart with a table and a file of its own.
    #[must_use]
    pub fn with_table(
        spec: Spec,
        rows: Rows,
        id: &'static str,
        title: String,
        subtitle: String,
        note: String,
    ) -> Self {
        Self { id, title, subtitle, note, spec: Spec::Own(Box::new(spec), Box::new(rows)), ..Self::empty() }
    }

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
            derived: false,
            sheet: Vec::new(),
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
                let left_out = if self.newest_last { keep_last(&mut spec, width) } else { 0 };
                let mut drawing = heat(&spec, &format);
                for mark in &mut drawing.marks {
                    mark.index += left_out;
                }
                drawing
            }
            Spec::Multiples(mut spec) => {
                set(&mut spec.frame);
                multiples(&spec, &format)
            }
            Spec::Map(mut spec) => {
                set(&mut spec.frame);
                map(&spec, &format)
            }
            Spec::Ranks(mut spec) => {
                set(&mut spec.frame);
                ranks(&spec, &format)
            }
            Spec::Steps(mut spec) => {
                set(&mut spec.frame);
                steps(&spec, &format)
            }
            Spec::Timeline(mut spec) => {
                set(&mut spec.frame);
                timeline(&spec, &format)
            }
            Spec::Own(spec, _) => Self { spec: *spec, ..self.clone() }.draw(width, about, format),
            Spec::Funnel(mut spec) => {
                set(&mut spec.frame);
                funnel(&spec, &format)
            }
            Spec::Ready(ready) => ready.draw(&set, format),
            Spec::Table => Drawing::default(),
        }
    }

    /// The table and the file of its own, where it has them.
    #[must_use]
    pub fn own(&self) -> Option<&Rows> {
        match &self.spec {
            Spec::Own(_, rows) => Some(rows),
            _ => None,
        }
    }

    /// What is read out in the place of the chart's own summary.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        match &self.spec {
            Spec::Own(spec, _) => match &**spec {
                Spec::Ready(ready) => Some(&ready.said),
                _ => None,
            },
            _ => None,
        }
    }

    /// The finding behind a mark.
    #[must_use]
    pub fn behind(&self, mark: &Mark) -> Option<&Finding> {
        self.grid.get(mark.series)?.get(mark.index)?.as_ref().filter(|_| !self.derived)
    }

    /// What its files are called: the indicator, where there is but one, and the figure.
    #[must_use]
    pub fn stem(&self) -> String {
        let mut indicators = self.findings().map(|finding| finding.key.indicator.as_str());
        match indicators.next() {
            Some(first) if indicators.all(|other| other == first) => format!("{first} {}", self.id),
            _ => self.id.to_owned(),
        }
    }

    /// Every finding shown, in the order of the chart.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.grid.iter().flatten().flatten()
    }
}

/// What names of rows and a column of a heat table need to be read, in pixels.
const NAMES: f64 = 130.0;
const COLUMN: f64 = 52.0;

/// Leaves out the first columns that do not fit the width; says how many.
fn keep_last(spec: &mut HeatSpec, width: f64) -> usize {
    let fit = (1..=spec.columns.len()).rev().find(|count| {
        #[expect(clippy::cast_precision_loss, reason = "a number of columns")]
        let needed = NAMES + COLUMN * *count as f64;
        needed <= width
    });
    let left_out = spec.columns.len() - fit.unwrap_or(1).min(spec.columns.len());
    spec.columns.drain(..left_out);
    for row in &mut spec.rows {
        row.cells.drain(..left_out.min(row.cells.len()));
    }
    left_out
}

#[cfg(test)]
mod tests {
    use super::keep_last;
    use esito_charts::{Datum, HeatColumn, HeatRow, HeatSpec};

    #[test]
    fn the_last_columns_stay_where_not_all_fit() {
        let column = |label: &str| HeatColumn { label: label.to_owned(), ..HeatColumn::default() };
        let cells = vec![Datum::known(1.0), Datum::known(2.0), Datum::known(3.0)];
        let whole = HeatSpec {
            columns: ["2019", "2020", "2021"].map(column).to_vec(),
            rows: vec![HeatRow { label: "Turin".to_owned(), cells, strong: false }],
            ..HeatSpec::default()
        };
        let mut spec = whole.clone();
        assert_eq!(keep_last(&mut spec, 2000.0), 0);
        assert_eq!(spec, whole);
        assert_eq!(keep_last(&mut spec, 240.0), 1);
        assert_eq!(spec.columns[0].label, "2020");
        assert_eq!(spec.rows[0].cells[0], Datum::known(2.0));
    }
}
