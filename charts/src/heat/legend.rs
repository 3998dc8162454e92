//! The legend of a heat table: what light, dark and hatched mean.

use super::{Grid, ROW, Ramp, STEPS, hatch};
use crate::canvas::{Canvas, Type, width_of};
use crate::fit;
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::spec::{Datum, HeatScale, HeatSpec};

const SWATCH: f64 = 19.0;
const LINE: f64 = 22.0;

/// The words of a legend and whether they need a second line.
pub(super) struct Legend {
    light: String,
    dark: String,
    missing: String,
    left: f64,
    folded: bool,
}

impl Legend {
    pub(super) fn of(spec: &HeatSpec, ramps: &[Ramp], grid: &Grid, locale: &dyn Locale) -> Self {
        let cells = || spec.rows.iter().flat_map(|row| row.cells.iter().take(spec.columns.len()));
        let known = cells().any(|cell| cell.finite().is_some());
        let ends = ramps.first().filter(|_| spec.scale == HeatScale::Together && known).map(|ramp| {
            let (a, b) = if ramp.turned { (ramp.high, ramp.low) } else { (ramp.low, ramp.high) };
            let text = |value| format::short(value, &spec.frame.quantity, locale);
            (text(a), text(b))
        });
        let word = |given: &str, end: Option<String>| match (given, end) {
            ("", end) => end.unwrap_or_default(),
            (word, None) => word.to_owned(),
            (word, Some(end)) => format!("{word} {end}"),
        };
        let (a, b) = ends.unzip();
        let (light, dark) = (word(&spec.light, a), word(&spec.dark, b));
        let gaps = cells().any(|cell: &Datum| cell.finite().is_none());
        let missing = if gaps { spec.missing.clone() } else { String::new() };
        let set = Type::small(Ink::Ink2);
        let ramp = set.width(&light) + set.width(&dark) + STEPS as f64 * (SWATCH + 1.0) + 15.0;
        let hatched = if missing.is_empty() { 0.0 } else { set.width(&missing) + 26.0 + 24.0 };
        let width = width_of(&spec.frame);
        let left = if grid.left + ramp + hatched <= width { grid.left } else { 0.0 };
        Self { light, dark, missing, left, folded: ramp + hatched > width }
    }

    pub(super) fn height(&self) -> f64 {
        if self.folded { 40.0 + LINE } else { 40.0 }
    }

    pub(super) fn draw(&self, canvas: &Canvas<'_>, spec: &HeatSpec, grid: &Grid) {
        let set = Type::small(Ink::Ink2);
        let y = grid.head + ROW * spec.rows.len() as f64 + 24.0;
        let mut x = self.left;
        // Words at the ends of the ramp share what the swatches leave.
        let room = (canvas.width - STEPS as f64 * (SWATCH + 1.0) - 15.0) / 2.0;
        let (light, dark) = (fit(&self.light, set.size, false, room), fit(&self.dark, set.size, false, room));
        canvas.text(&light, x, y, set);
        x += if light.is_empty() { 0.0 } else { set.width(&light) + 8.0 };
        for step in 0..STEPS {
            canvas.rect((x, y - 6.0), (SWATCH, 12.0), Paint(Ink::step(step), Form::Fill));
            x += SWATCH + 1.0;
        }
        canvas.text(&dark, x + 7.0, y, set);
        if self.missing.is_empty() {
            return;
        }
        let (x, y) = if self.folded { (self.left, y + LINE) } else { (x + 7.0 + set.width(&dark) + 24.0, y) };
        canvas.rect((x, y - 6.0), (SWATCH, 12.0), Paint(Ink::Grid, Form::Fill));
        hatch(canvas, (x, y - 6.0), (SWATCH, 12.0));
        canvas.text(&fit(&self.missing, set.size, false, canvas.width - x - 26.0), x + 26.0, y, set);
    }
}
