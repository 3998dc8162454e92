//! What each assumption moves when the others stay: bars to both sides of a value, the widest first.
//!
//! Comes in: for each assumption the results with its lower and its higher value. Goes out: a row for each, with the
//! two values at the ends of its bar, a line where the result stands and a dotted one that it is held against.

use crate::bars::{names_width, tell_rows, write_name};
use crate::canvas::{Canvas, Field, Type, draw};
use crate::drawing::{Drawing, Mark};
use crate::fit;
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::scale::{axis, extent};
use crate::spec::{Benchmark, Datum};
use crate::spec_value::{Sway, TornadoSpec};

const ROW: f64 = 28.0;
/// A row with its name above its bar.
const TALL: f64 = 42.0;
/// The part of a tall row in which its name stands.
const NAME: f64 = 19.0;
const THICK: f64 = 13.0;
/// Key, the value's own label, ticks.
const HEAD: f64 = 58.0;
const FOOT: f64 = 18.0;
/// The part of the width that names may take beside their bars.
const NAMES: f64 = 0.36;
/// Below this width, or where they would be cut, names stand above their bars.
const NARROW: f64 = 560.0;

/// Draws what each assumption moves.
#[must_use]
pub fn tornado(spec: &TornadoSpec, locale: &dyn Locale) -> Drawing {
    let width = crate::canvas::width_of(&spec.frame);
    let need = names_width(spec.sways.iter().map(|sway| (sway.label.as_str(), false)), width, 1.0);
    let row = if width < NARROW || need > width * NAMES { TALL } else { ROW };
    let height = HEAD + row * spec.sways.len().max(1) as f64 + FOOT;
    draw(&spec.frame, height, |canvas| paint(canvas, spec, row, locale))
}

fn paint(canvas: &mut Canvas<'_>, spec: &TornadoSpec, row: f64, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let finite = |sway: &&Sway| sway.low.is_finite() && sway.high.is_finite();
    let sways: Vec<&Sway> = spec.sways.iter().filter(finite).collect();
    let data: Vec<Datum> = sways.iter().map(|sway| Datum::known((sway.high - sway.low).abs())).collect();
    canvas.summary.shown = sways.len();
    canvas.summary.from_zero = true;
    canvas.summary.series =
        vec![tell_rows(sways.iter().map(|sway| sway.label.as_str()).zip(&data), quantity, locale)];
    if sways.is_empty() || !spec.value.value.is_finite() {
        canvas.summary.shown = 0;
        return canvas.nothing(&spec.nothing);
    }
    let held = spec.line.as_ref().filter(|line| line.value.is_finite());
    let ends = sways.iter().flat_map(|sway| [sway.low, sway.high]);
    let span = extent(ends.chain([spec.value.value]).chain(held.map(|line| line.value)));
    let most = if canvas.width < NARROW { 4 } else { 6 };
    let axis = axis(span, false, quantity.unit, most);
    let stacked = row == TALL;
    let names = if stacked {
        0.0
    } else {
        names_width(sways.iter().map(|sway| (sway.label.as_str(), false)), canvas.width, NAMES)
    };
    let set = Type::small(Ink::Ink2);
    let widest =
        |of: &dyn Fn(&Sway) -> &str| sways.iter().map(|sway| set.width(of(sway))).fold(0.0, f64::max) + 6.0;
    let room = widest(&|sway| &sway.low_words).max(widest(&|sway| &sway.high_words)).min(canvas.width * 0.25);
    let (left, right) = (names + room, canvas.width - room);
    let bottom = HEAD + row * sways.len() as f64;
    let field = canvas.field((left, HEAD), (right.max(left + 8.0), bottom), axis.low..axis.high, 0.0..1.0);
    let at = |value: f64| field.at(value, 0.0).0;
    write_key(canvas, spec);
    let grey = Type::small(Ink::Ink3);
    let mut free = 0.0;
    // Names that stand above their bars are not crossed by a line.
    let upright = |canvas: &Canvas<'_>, x: f64, paint: Paint| {
        canvas.line(&[(x, HEAD - 4.0), (x, if stacked { HEAD } else { bottom })], paint);
        for number in 0..if stacked { sways.len() } else { 0 } {
            let top = HEAD + row * number as f64;
            canvas.line(&[(x, top + NAME), (x, top + row)], paint);
        }
    };
    for tick in &axis.ticks {
        let x = at(*tick);
        upright(canvas, x, Paint(Ink::Grid, Form::Rule));
        let words = format::tick(*tick, axis.step, quantity, locale);
        let half = grey.width(&words) / 2.0;
        let x = x.clamp(half, (canvas.width - half).max(half));
        if x - half >= free {
            canvas.text(&words, x, HEAD - 12.0, grey.middle());
            free = x + half + 6.0;
        }
    }
    // Both lines lie behind the rows, so that the words at the ends of bars stay readable.
    let middle = at(spec.value.value);
    upright(canvas, middle, Paint(Ink::Ink, Form::Rule));
    write_above(canvas, &spec.value, middle);
    if let Some(line) = held {
        let x = at(line.value);
        upright(canvas, x, Paint(Ink::Ink2, Form::Target));
        let words = fit(&line.label, grey.size, false, canvas.width);
        let half = grey.width(&words) / 2.0;
        canvas.text(&words, x.clamp(half, (canvas.width - half).max(half)), bottom + 10.0, grey.middle());
    }
    for (number, sway) in sways.iter().enumerate() {
        let top = HEAD + row * number as f64;
        let y = if stacked {
            let set = Type::name(Ink::Ink).halo();
            canvas.text(&fit(&sway.label, set.size, false, canvas.width), 0.0, top + 11.0, set);
            top + 29.0
        } else {
            write_name(canvas, &sway.label, false, names, top + row / 2.0);
            top + row / 2.0
        };
        one(canvas, spec, (number, sway), (top, row, y), &field);
    }
}

fn one(
    canvas: &mut Canvas<'_>,
    spec: &TornadoSpec,
    (number, sway): (usize, &Sway),
    (top, row, y): (f64, f64, f64),
    field: &Field<'_>,
) {
    let at = |value: f64| field.at(value, 0.0).0;
    let (low, high, middle) = (at(sway.low), at(sway.high), at(spec.value.value));
    let (w, cx) = (canvas.width, if (high - middle).abs() >= (low - middle).abs() { high } else { low });
    let title = sway.title.clone();
    let mark = Mark { x: 0.0, y: top, w, h: row, cx, cy: y, series: 0, index: number, title };
    canvas.mark(mark, |canvas| {
        for (end, ink) in [(low, spec.low_ink), (high, spec.high_ink)] {
            let (from, to) = (end.min(middle), end.max(middle));
            if to - from >= 0.5 {
                canvas.rect((from, y - THICK / 2.0), (to - from, THICK), Paint(ink, Form::Bar));
            }
        }
        let (left, right) = (low.min(high).min(middle), low.max(high).max(middle));
        let (at_left, at_right) = if low <= high {
            (&sway.low_words, &sway.high_words)
        } else {
            (&sway.high_words, &sway.low_words)
        };
        let set = Type::small(Ink::Ink2).halo();
        canvas.text(at_left, left - 4.0, y, set.end());
        canvas.text(at_right, right + 4.0, y, set);
    });
}

/// The value that all bars begin at, above its line.
fn write_above(canvas: &Canvas<'_>, value: &Benchmark, x: f64) {
    let set = Type::small(Ink::Ink).bold();
    let words = fit(&value.label, set.size, true, canvas.width);
    let half = set.width(&words) / 2.0;
    canvas.text(&words, x.clamp(half, (canvas.width - half).max(half)), HEAD - 28.0, set.middle());
}

/// What the two inks say.
fn write_key(canvas: &Canvas<'_>, spec: &TornadoSpec) {
    let mut x = 0.0;
    for (words, ink) in [(&spec.low_label, spec.low_ink), (&spec.high_label, spec.high_ink)] {
        let set = Type::small(Ink::Ink2);
        canvas.rect((x, 4.0), (12.0, 9.0), Paint(ink, Form::Bar));
        let words = fit(words, set.size, false, (canvas.width / 2.0 - 20.0).max(20.0));
        canvas.text(&words, x + 17.0, 9.0, set);
        x += 17.0 + set.width(&words) + 18.0;
    }
}
