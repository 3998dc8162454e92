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
    pub table: ReadyTable,
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

/// A table of ready words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadyTable {
    /// The names of the columns.
    pub heads: Vec<String>,
    /// The rows; the first cell names the row.
    pub rows: Vec<Vec<ReadyCell>>,
}

/// A cell as it is shown, and as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadyCell {
    /// On the screen.
    pub shown: String,
    /// In the file: numbers with a point and all their digits.
    pub raw: String,
}

impl ReadyCell {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { shown: text.to_owned(), raw: text.to_owned() }
    }

    /// A number as it is shown, and its digits; a dash where there is none.
    #[must_use]
    pub fn number(shown: Option<String>, value: Option<f64>) -> Self {
        let raw = value.map(esito_model::number::digits12).unwrap_or_default();
        Self { shown: shown.unwrap_or_else(|| "–".to_owned()), raw }
    }
}

impl Ready {
    /// A plate around it.
    #[must_use]
    pub fn plate(self, id: &'static str, title: String, subtitle: String, note: String) -> Plate {
        let rows = Box::new(self.table.rows_of());
        Plate {
            id,
            title,
            subtitle,
            note,
            spec: Spec::Own(Box::new(Spec::Ready(Box::new(self))), rows),
            ..Plate::empty()
        }
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

impl ReadyTable {
    /// The table in words, and its file.
    fn rows_of(&self) -> Rows {
        let heads: Vec<String> = self.heads.clone();
        let cells = |of: fn(&ReadyCell) -> &String| -> Vec<Vec<String>> {
            self.rows.iter().map(|row| row.iter().map(|cell| of(cell).clone()).collect()).collect()
        };
        let mut file = vec![heads.clone()];
        file.extend(cells(|cell| &cell.raw));
        Rows { heads, rows: cells(|cell| &cell.shown), names: 1, file }
    }
}

#[cfg(test)]
mod tests {
    use super::{ReadyCell, ReadyTable};

    #[test]
    fn files_hold_plain_numbers_and_tables_what_is_shown() {
        let row = |name: &str, value: Option<f64>| {
            vec![ReadyCell::text(name), ReadyCell::number(value.map(|value| format!("€{value:.2}")), value)]
        };
        let heads = vec!["Step".to_owned(), "Amount".to_owned()];
        let table = ReadyTable { heads, rows: vec![row("gross", Some(1.0 / 3.0)), row("net", None)] };
        let rows = table.rows_of();
        assert_eq!(rows.rows, [["gross", "€0.33"], ["net", "–"]]);
        assert_eq!(rows.file, [["Step", "Amount"], ["gross", "0.333333333333"], ["net", ""]]);
    }
}
