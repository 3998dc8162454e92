//! The way from one sum to another: what is added and taken off, step by step.
//!
//! Comes in: steps in their order, each with where it begins and ends. Goes out: a row for each, sums from zero and
//! steps floating between them, tied by thin lines. Rows and not columns, because names are long and screens narrow.

use crate::bars::{names_width, tell_rows, write_name};
use crate::canvas::{Canvas, Type, draw};
use crate::drawing::{Drawing, Mark};
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::scale::extent;
use crate::spec::{Datum, Quantity};
use crate::spec_value::{Fall, WaterfallSpec};

const ROW: f64 = 30.0;
const THICK: f64 = 16.0;
const TOP: f64 = 4.0;

/// Draws the steps from one sum to another.
#[must_use]
pub fn waterfall(spec: &WaterfallSpec, locale: &dyn Locale) -> Drawing {
    let height = TOP + ROW * spec.steps.len().max(1) as f64 + 4.0;
    draw(&spec.frame, height, |canvas| paint(canvas, spec, locale))
}

fn paint(canvas: &mut Canvas<'_>, spec: &WaterfallSpec, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let steps: Vec<&Fall> =
        spec.steps.iter().filter(|step| step.from.is_finite() && step.to.is_finite()).collect();
    let data: Vec<Datum> = steps.iter().map(|step| Datum::known(step.to - step.from)).collect();
    canvas.summary.shown = steps.len();
    canvas.summary.from_zero = true;
    canvas.summary.series =
        vec![tell_rows(steps.iter().map(|step| step.label.as_str()).zip(&data), quantity, locale)];
    if steps.is_empty() {
        return canvas.nothing(&spec.nothing);
    }
    let ends = steps.iter().flat_map(|step| [step.from, step.to]);
    let (low, high) = extent(ends.chain([0.0])).unwrap_or((0.0, 1.0));
    let high = if high - low > 0.0 { high } else { low + 1.0 };
    let words: Vec<String> = steps.iter().map(|step| told(step, quantity, locale)).collect();
    let set = |step: &Fall| if step.sum { Type::small(Ink::Ink).bold() } else { Type::small(Ink::Ink) };
    let widest =
        steps.iter().zip(&words).map(|(step, words)| set(step).width(words)).fold(0.0, f64::max) + 8.0;
    let names = names_width(steps.iter().map(|step| (step.label.as_str(), step.sum)), canvas.width, 0.4);
    let right = (canvas.width - widest).max(names + 8.0);
    let bottom = TOP + ROW * steps.len() as f64;
    let field = canvas.field((names, TOP), (right, bottom), low..high, 0.0..1.0);
    let at = |value: f64| field.at(value, 0.0).0;
    for (index, (step, words)) in steps.iter().zip(&words).enumerate() {
        let y = TOP + ROW * (index as f64 + 0.5);
        write_name(canvas, &step.label, step.sum, names, y);
        let (from, to) = (at(step.from.min(step.to)), at(step.from.max(step.to)));
        let title = format!("{}: {words}", step.label);
        let (cx, w) = (at(step.to), canvas.width);
        let mark = Mark { x: 0.0, y: y - ROW / 2.0, w, h: ROW, cx, cy: y, series: 0, index, title };
        canvas.mark(mark, |canvas| {
            // Nothing taken off is there to be seen: a stroke where it stands.
            let (from, wide) = if to - from < 0.5 { (from - 1.0, 2.0) } else { (from, to - from) };
            canvas.rect((from, y - THICK / 2.0), (wide, THICK), Paint(step.ink, Form::Bar));
            let most = canvas.width - set(step).width(words);
            canvas.text(words, (to + 6.0).min(most), y, set(step).halo());
        });
        if let Some(next) = steps.get(index + 1) {
            // Where this step ends the next one begins; a sum ends there too.
            let x = at(if next.sum { next.to } else { next.from });
            canvas.line(&[(x, y + THICK / 2.0), (x, y + ROW - THICK / 2.0)], Paint(Ink::Ink3, Form::Leader));
        }
    }
    let zero = at(0.0);
    canvas.line(&[(zero, TOP), (zero, bottom)], Paint(Ink::Ink3, Form::Rule));
}

/// The step's own amount: signed where it is one, plain where it is a sum.
fn told(step: &Fall, quantity: &Quantity, locale: &dyn Locale) -> String {
    let amount = step.to - step.from;
    if step.sum { format::value(amount, quantity, locale) } else { format::change(amount, quantity, locale) }
}
