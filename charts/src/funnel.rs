//! A funnel plot: places by how many people they count, within the limits that chance alone would keep to.
//!
//! Comes in: places with a size and a value, the limits as curves. Goes out: dots over the size (by its logarithm),
//! the limits of 95 and 99.8 % as bands, the mean of all as a line, names beside the dots that lie outside or are
//! singled out. Which limits there are is worked out elsewhere.

use crate::bars::tell_rows;
use crate::canvas::{Canvas, Field, Type, draw, width_of};
use crate::drawing::{Drawing, Mark};
use crate::fit;
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::map::label::{Boxed, place};
use crate::scale::{axis, extent};
use crate::spec::{FunnelPoint, FunnelSpec, Quantity};
use esito_model::Unit;

const KEY: f64 = 18.0;
const BOTTOM: f64 = 42.0;
const RADIUS: f64 = 4.5;

/// Draws a funnel plot.
#[must_use]
pub fn funnel(spec: &FunnelSpec, locale: &dyn Locale) -> Drawing {
    let width = width_of(&spec.frame);
    let height = if spec.height > 0.0 { spec.height } else { (width * 0.6).clamp(280.0, 440.0) };
    draw(&spec.frame, height, |canvas| paint(canvas, spec, locale))
}

/// Where a place stands: its size and its value, both drawable.
fn at(point: &FunnelPoint) -> Option<(f64, f64)> {
    let size = point.of.filter(|of| of.is_finite() && *of > 0.0)?;
    Some((size, point.datum.finite()?))
}

fn paint(canvas: &mut Canvas<'_>, spec: &FunnelSpec, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let there: Vec<(usize, &FunnelPoint, (f64, f64))> = spec
        .points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| Some((index, point, at(point)?)))
        .collect();
    canvas.summary.shown = there.len();
    canvas.summary.missing = spec.points.len() - there.len();
    let rows = there.iter().map(|(_, point, _)| (point.label.as_str(), &point.datum));
    canvas.summary.series = vec![tell_rows(rows, quantity, locale)];
    let curve: Vec<&[f64; 5]> =
        spec.curve.iter().filter(|row| row.iter().all(|x| x.is_finite()) && row[0] > 0.0).collect();
    let sizes = there.iter().map(|(_, _, (of, _))| *of).chain(curve.iter().map(|row| row[0]));
    let Some((least, most)) = extent(sizes).filter(|_| !there.is_empty()) else {
        return canvas.nothing(&spec.nothing);
    };
    // A little air on both sides, so that no dot lies on the edge.
    let (from, to) = (least.ln() - 0.08, most.ln() + 0.08);
    let limits = curve.iter().flat_map(|row| row[1..].iter().copied());
    let values = there.iter().map(|(_, _, (_, value))| *value).chain(limits).chain([spec.centre.value]);
    let span = extent(values.chain(spec.benchmark.iter().map(|line| line.value)));
    let near = span.is_some_and(|(low, high)| low >= 0.0 && low < 0.3 * high);
    let axis = axis(span, near, quantity.unit, 6);
    canvas.summary.from_zero = axis.low == 0.0;

    let small = Type::small(Ink::Ink3);
    let ticks: Vec<String> =
        axis.ticks.iter().map(|tick| format::tick(*tick, axis.step, quantity, locale)).collect();
    let left = ticks.iter().map(|tick| small.width(tick)).fold(0.0, f64::max) + 8.0;
    let lines = lines_of(spec, locale);
    let top = write_key(canvas, &lines);
    let (x0, x1, y0, y1) = (left, canvas.width - 6.0, top, canvas.height - BOTTOM);
    let field = canvas.field((x0, y0), (x1, y1), from..to, axis.low..axis.high);
    for (tick, words) in axis.ticks.iter().zip(&ticks) {
        let (_, y) = field.at(from, *tick);
        canvas.line(&[(x0, y), (x1, y)], Paint(Ink::Grid, Form::Rule));
        canvas.text(words, x0 - 8.0, y, small.end());
    }
    canvas.line(&[(x0, y1), (x1, y1)], Paint(Ink::Axis, Form::Rule));
    write_sizes(canvas, &field, (from, to), (x0, x1, y1), locale);
    let words = fit(&spec.of, small.size, false, x1 - x0);
    canvas.text(&words, f64::midpoint(x0, x1), canvas.height - 8.0, small.middle());
    draw_limits(&field, &curve);
    for (value, form, _) in &lines {
        let (_, y) = field.at(from, *value);
        canvas.line(&[(x0, y), (x1, y)], Paint(Ink::Ink2, *form));
    }
    // The words of the key and of the axis are in the way of names.
    let held = [
        Boxed { x: 0.0, y: 0.0, w: canvas.width, h: y0 - 4.0 },
        Boxed { x: 0.0, y: 0.0, w: x0 - 6.0, h: canvas.height },
    ];
    draw_points(canvas, spec, &there, &field, &held, locale);
}

/// Round sizes along the axis, each a tenth power with its double and its fivefold, as many as have room.
fn write_sizes(
    canvas: &Canvas<'_>,
    field: &Field<'_>,
    (from, to): (f64, f64),
    (x0, x1, y1): (f64, f64, f64),
    locale: &dyn Locale,
) {
    let small = Type::small(Ink::Ink3);
    let counts = Quantity::of(Unit::Count);
    let mut round = Vec::new();
    #[expect(clippy::cast_possible_truncation, reason = "a power of ten; casts saturate")]
    let powers =
        (from / std::f64::consts::LN_10).floor() as i32..=(to / std::f64::consts::LN_10).ceil() as i32;
    for power in powers.take(40) {
        round.extend([1.0, 2.0, 5.0].map(|step| step * 10f64.powi(power)));
    }
    round.retain(|size| (from..=to).contains(&size.ln()));
    // Where not even one is round, both ends are named.
    if round.len() < 2 {
        round = vec![(from + 0.08).exp().round(), (to - 0.08).exp().round()];
        round.dedup();
    }
    let mut free = 0.0;
    for size in round {
        let (x, _) = field.at(size.ln(), 0.0);
        if !(x0 - 1.0..=x1 + 1.0).contains(&x) {
            continue;
        }
        canvas.line(&[(x, y1), (x, y1 + 4.0)], Paint(Ink::Axis, Form::Rule));
        let words = format::short(size, &counts, locale);
        let half = small.width(&words) / 2.0;
        let x = x.clamp(half, (canvas.width - half).max(half));
        if x - half >= free {
            canvas.text(&words, x, y1 + 14.0, small.middle());
            free = x + half + 8.0;
        }
    }
}

/// The outer and the inner limits: areas that lie over each other, with dotted edges.
fn draw_limits(field: &Field<'_>, curve: &[&[f64; 5]]) {
    if curve.len() < 2 {
        return;
    }
    let edge = |side: usize| curve.iter().map(move |row| (row[0].ln(), row[side])).collect::<Vec<_>>();
    for (low, high) in [(1, 4), (2, 3)] {
        let mut around = edge(high);
        around.extend(edge(low).into_iter().rev());
        field.polygon(around, Paint(Ink::Ink3, Form::Faint));
    }
    for (side, form) in [(1, Form::Target), (4, Form::Target), (2, Form::Rule), (3, Form::Rule)] {
        field.line(&edge(side), Paint(Ink::Ink3, form));
    }
}

/// The lines that the places are held against, each with its form and its words.
fn lines_of(spec: &FunnelSpec, locale: &dyn Locale) -> Vec<(f64, Form, String)> {
    let lines = [(Some(&spec.centre), Form::Whisker), (spec.benchmark.as_ref(), Form::Target)];
    let there = lines.into_iter().filter_map(|(line, form)| Some((line?, form)));
    let there = there.filter(|(line, _)| line.value.is_finite());
    let said = there.map(|(line, form)| {
        let words = format!("{} {}", line.label, format::value(line.value, &spec.frame.quantity, locale));
        (line.value, form, words.trim().to_owned())
    });
    said.collect()
}

/// How long the sample of a line is in the key.
const SAMPLE: f64 = 18.0;

/// The names of the lines beside a sample of each, above the plot; says how high that is.
fn write_key(canvas: &Canvas<'_>, lines: &[(f64, Form, String)]) -> f64 {
    let set = Type::small(Ink::Ink2);
    let (mut x, mut y) = (0.0, 8.0);
    for (_, form, words) in lines {
        let words = fit(words, set.size, false, canvas.width - SAMPLE - 8.0);
        let wide = SAMPLE + 6.0 + set.width(&words);
        if x > 0.0 && x + wide > canvas.width {
            (x, y) = (0.0, y + KEY);
        }
        canvas.line(&[(x, y), (x + SAMPLE, y)], Paint(Ink::Ink2, *form));
        canvas.text(&words, x + SAMPLE + 6.0, y, set);
        x += wide + 20.0;
    }
    y + KEY
}

fn draw_points(
    canvas: &mut Canvas<'_>,
    spec: &FunnelSpec,
    there: &[(usize, &FunnelPoint, (f64, f64))],
    field: &Field<'_>,
    held: &[Boxed],
    locale: &dyn Locale,
) {
    let quantity = &spec.frame.quantity;
    let counts = Quantity::of(Unit::Count);
    let set = Type::small(Ink::Ink).halo();
    let spots: Vec<(f64, f64)> = there.iter().map(|(_, _, (of, value))| field.at(of.ln(), *value)).collect();
    // What is written already is in the way of names of dots, as if it were dots without a name.
    let mut dots: Vec<Boxed> = spots.iter().map(|spot| Boxed::round(*spot, RADIUS)).collect();
    dots.extend(held);
    let named: Vec<bool> = there.iter().map(|(_, point, _)| point.named).collect();
    let wide = |at: usize| match there.get(at) {
        Some((_, point, _)) if named[at] && point.strong => set.bold().width(&point.label),
        Some((_, point, _)) if named[at] => set.width(&point.label),
        // Wider than the sheet: no place is free for it.
        _ => canvas.width * 2.0,
    };
    let widths: Vec<f64> = (0..dots.len()).map(wide).collect();
    let labels = place(&dots, &widths, canvas.width, canvas.height - BOTTOM);
    for (at, (index, point, (of, _))) in there.iter().enumerate() {
        let (cx, cy) = spots[at];
        let said = format::datum(&point.datum, quantity, locale);
        let of = format!("{} {}", format::value(*of, &counts, locale), spec.people);
        let mut title = format!("{}: {said}; {}", point.label, of.trim());
        if !point.note.is_empty() {
            title.push_str(&format!("; {}", point.note));
        }
        // A finger needs 24 pixels.
        let (x, y) = ((cx - 12.0).max(0.0), (cy - 12.0).max(0.0));
        let (w, h) = ((cx + 12.0).min(canvas.width) - x, (cy + 12.0).min(canvas.height) - y);
        let mark = Mark { x, y, w, h, cx, cy, series: 0, index: *index, title };
        let label = labels[at];
        canvas.mark(mark, |canvas| {
            // What lies outside is told by its shape as well.
            if point.outside {
                canvas.rect((cx - 4.0, cy - 4.0), (8.0, 8.0), Paint(point.ink, Form::Dot));
            } else {
                canvas.circle((cx, cy), RADIUS, Paint(point.ink, Form::Dot));
            }
            if let Some(label) = label {
                let set = if point.strong { set.bold() } else { set };
                canvas.text(&point.label, label.x, label.y + label.h / 2.0, set);
            }
        });
    }
}
