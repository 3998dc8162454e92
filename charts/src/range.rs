//! How the results of many runs lie: columns by stretch, the middle part strong, its ends bracketed above.
//!
//! Comes in: counts of runs by stretch, the ends of the middle part, the value and what it is held against. Goes
//! out: a histogram without an axis of counts: it shows where the runs lie, and the table says how many.

use crate::canvas::{Canvas, Type, draw};
use crate::drawing::{Drawing, Mark, SeriesSummary, Told};
use crate::fit;
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::scale::{axis, extent};
use crate::spec::Benchmark;
use crate::spec_value::{RangeBin, RangeSpec};

const HEIGHT: f64 = 220.0;
const HEAD: f64 = 60.0;
const BOTTOM: f64 = 24.0;

/// Draws how the results of many runs lie.
#[must_use]
pub fn range(spec: &RangeSpec, locale: &dyn Locale) -> Drawing {
    let height = if spec.height > 0.0 { spec.height } else { HEIGHT };
    draw(&spec.frame, height, |canvas| paint(canvas, spec, locale))
}

fn paint(canvas: &mut Canvas<'_>, spec: &RangeSpec, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let finite = |bin: &&RangeBin| bin.from.is_finite() && bin.to.is_finite() && bin.count.is_finite();
    let bins: Vec<&RangeBin> = spec.bins.iter().filter(finite).collect();
    let (low, high) = (spec.low.min(spec.high), spec.low.max(spec.high));
    if bins.is_empty() || !low.is_finite() || !high.is_finite() {
        return canvas.nothing(&spec.nothing);
    }
    canvas.summary.shown = bins.len();
    canvas.summary.from_zero = true;
    let told =
        |value: f64| Some(Told { at: String::new(), text: format::value(value, quantity, locale), value });
    canvas.summary.series = vec![SeriesSummary {
        name: spec.value.label.clone(),
        first: told(low),
        last: told(high),
        lowest: told(low),
        highest: told(high),
    }];
    let marks = [Some(&spec.value), spec.line.as_ref()].into_iter().flatten();
    let marks: Vec<&Benchmark> = marks.filter(|mark| mark.value.is_finite()).collect();
    let ends = bins.iter().flat_map(|bin| [bin.from, bin.to]);
    let span = extent(ends.chain(marks.iter().map(|mark| mark.value)).chain([low, high]));
    let (first, last) = span.unwrap_or((0.0, 1.0));
    let last = if last > first { last } else { first + 1.0 };
    let most = bins.iter().map(|bin| bin.count).fold(0.0, f64::max).max(1.0);
    let (left, right, bottom) = (1.0, canvas.width - 1.0, canvas.height - BOTTOM);
    let field = canvas.field((left, HEAD), (right, bottom), first..last, 0.0..most);
    let at = |value: f64| field.at(value, 0.0).0;

    for (index, bin) in bins.iter().enumerate() {
        let (from, to) = (at(bin.from), at(bin.to));
        let top = field.at(bin.from, bin.count).1;
        let middle = f64::midpoint(bin.from, bin.to);
        let form = if middle >= low && middle <= high { Form::Bar } else { Form::Range };
        let mark = Mark {
            x: from,
            y: HEAD,
            w: to - from,
            h: bottom - HEAD,
            cx: f64::midpoint(from, to),
            cy: top,
            series: 0,
            index,
            title: bin.title.clone(),
        };
        canvas.mark(mark, |canvas| {
            if bin.count > 0.0 {
                let wide = (to - from - 1.0).max(0.5);
                canvas.rect((from + 0.5, top), (wide, bottom - top), Paint(Ink::C1, form));
            }
        });
    }
    canvas.line(&[(left, bottom), (right, bottom)], Paint(Ink::Axis, Form::Rule));
    let grey = Type::small(Ink::Ink3);
    let ticks = axis(Some((first, last)), false, quantity.unit, if canvas.width < 480.0 { 5 } else { 9 });
    let mut free = 0.0;
    for tick in ticks.ticks.iter().filter(|tick| (first..=last).contains(*tick)) {
        let x = at(*tick);
        canvas.line(&[(x, bottom), (x, bottom + 4.0)], Paint(Ink::Axis, Form::Rule));
        let words = format::tick(*tick, ticks.step, quantity, locale);
        let half = grey.width(&words) / 2.0;
        let x = x.clamp(half, (canvas.width - half).max(half));
        if x - half >= free {
            canvas.text(&words, x, bottom + 14.0, grey.middle());
            free = x + half + 6.0;
        }
    }
    bracket(canvas, spec, at(low), at(high));
    for (row, mark) in marks.iter().enumerate() {
        let x = at(mark.value);
        let (y, form) = if row == 0 { (37.0, Form::Rule) } else { (51.0, Form::Target) };
        let set = if row == 0 { Type::small(Ink::Ink).bold() } else { Type::small(Ink::Ink2) };
        // Over the columns a line needs a rim of the ground to be seen.
        canvas.line(&[(x, y + 7.0), (x, bottom)], Paint(Ink::Paper, Form::Whisker));
        canvas.line(&[(x, y + 7.0), (x, bottom)], Paint(if row == 0 { Ink::Ink } else { Ink::Ink2 }, form));
        let words = fit(&mark.label, set.size, set.bold, canvas.width);
        let half = set.width(&words) / 2.0;
        canvas.text(&words, x.clamp(half, (canvas.width - half).max(half)), y, set.middle().halo());
    }
}

/// The middle part, as a bracket with its words.
fn bracket(canvas: &Canvas<'_>, spec: &RangeSpec, low: f64, high: f64) {
    let (set, y) = (Type::small(Ink::Ink2), 22.0);
    canvas.line(&[(low, y), (high, y)], Paint(Ink::C1, Form::Tick));
    for x in [low, high] {
        canvas.line(&[(x, y - 4.0), (x, y + 4.0)], Paint(Ink::C1, Form::Tick));
    }
    let words = fit(&spec.middle, set.size, false, canvas.width);
    let half = set.width(&words) / 2.0;
    let x = f64::midpoint(low, high).clamp(half, (canvas.width - half).max(half));
    canvas.text(&words, x, 8.0, set.middle());
}
