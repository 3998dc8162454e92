//! Small charts side by side, on one scale.
//!
//! Comes in: panels with a title and one series each. Goes out: a grid of panels, as many in a row as the width
//! allows; all share both axes, so that levels may be compared at a glance.

use crate::canvas::{Canvas, Type, draw, width_of};
use crate::drawing::Drawing;
use crate::fit;
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::lines::tell;
use crate::scale::{Axis, axis, extent};
use crate::spark::{add_marks, plot, shown, time_span, value_span};
use crate::spec::{Moment, MultiplesSpec, Panel, Series};

const LEAST: f64 = 156.0;
const GAP: f64 = 20.0;
const TITLE: f64 = 24.0;
const BODY: f64 = 78.0;
const FOOT: f64 = 18.0;
const BELOW: f64 = 14.0;
const EDGE: f64 = 4.0;

/// Draws small multiples.
#[must_use]
pub fn multiples(spec: &MultiplesSpec, locale: &dyn Locale) -> Drawing {
    let width = width_of(&spec.frame);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of columns")]
    let columns = (((width + GAP) / (LEAST + GAP)) as usize).clamp(1, 6).min(spec.panels.len().max(1));
    let rows = spec.panels.len().div_ceil(columns).max(1);
    // As even as it goes: five and five rather than six and four.
    let columns = spec.panels.len().div_ceil(rows).max(1);
    let height = rows as f64 * (TITLE + BODY + FOOT + BELOW) - BELOW;
    draw(&spec.frame, height, |canvas| paint(canvas, spec, columns, locale))
}

fn paint(canvas: &mut Canvas<'_>, spec: &MultiplesSpec, columns: usize, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    for panel in &spec.panels {
        let known = shown(&panel.points);
        canvas.summary.shown += known;
        canvas.summary.missing += panel.points.len() - known;
        canvas.summary.series.push(tell(&panel.title, &panel.points, quantity, locale));
    }
    let times = spec.panels.iter().filter_map(|panel| time_span(&panel.points, panel.target.as_ref()));
    let values = spec.panels.iter().filter_map(|panel| value_span(&panel.points, panel.target.as_ref()));
    let x = extent(times.flat_map(|(from, to)| [from, to]));
    let y = extent(values.flat_map(|(low, high)| [low, high]));
    let (Some(x), Some(y)) = (x, y) else { return canvas.nothing(&spec.nothing) };
    let near = y.0 >= 0.0 && y.0 < 0.3 * y.1;
    let mut axis = axis(Some(y), near, quantity.unit, 5);
    if axis.low != 0.0 {
        // Small panels have no height to spare: their axis ends where the values do.
        let room = (y.1 - y.0).max(axis.step * 0.5) * 0.06;
        (axis.low, axis.high) = (axis.low.max(y.0 - room), axis.high.min(y.1 + room));
        axis.ticks.retain(|tick| (axis.low..=axis.high).contains(tick));
    }
    canvas.summary.from_zero = axis.low == 0.0;
    let wide = (canvas.width - GAP * (columns as f64 - 1.0)) / columns as f64;
    for (number, panel) in spec.panels.iter().enumerate() {
        let left = (number % columns) as f64 * (wide + GAP);
        let top = (number / columns) as f64 * (TITLE + BODY + FOOT + BELOW);
        let first = number.is_multiple_of(columns);
        let place = Place { left, top, wide, x, axis: &axis, first };
        one(canvas, spec, (number, panel), &place, locale);
    }
}

struct Place<'a> {
    left: f64,
    top: f64,
    wide: f64,
    x: (f64, f64),
    axis: &'a Axis,
    first: bool,
}

fn one(
    canvas: &mut Canvas<'_>,
    spec: &MultiplesSpec,
    (number, panel): (usize, &Panel),
    at: &Place<'_>,
    locale: &dyn Locale,
) {
    let quantity = &spec.frame.quantity;
    let (name, small) = (Type::name(Ink::Ink).bold(), Type::small(Ink::Ink3));
    // The last point as it is: an older value is never shown as if it were today's. An empty panel says so below.
    let last = panel.points.last().filter(|_| shown(&panel.points) > 0);
    let value = last.map_or(String::new(), |point| {
        point
            .datum
            .finite()
            .map_or_else(|| point.datum.missing.clone(), |known| format::short(known, quantity, locale))
    });
    let beside = Type::name(Ink::Ink3);
    let value = fit(&value, beside.size, false, at.wide * 0.55);
    let title = fit(&panel.title, name.size, true, at.wide - beside.width(&value) - 6.0);
    canvas.titled(&panel.title, &title, |canvas| canvas.text(&title, at.left, at.top + 9.0, name));
    canvas.text(&value, at.left + name.width(&title) + 6.0, at.top + 9.0, beside);

    let (y0, y1) = (at.top + TITLE, at.top + TITLE + BODY);
    let (x0, x1) = (at.left, at.left + at.wide);
    let field = canvas.field((x0 + EDGE, y0), (x1 - EDGE, y1), at.x.0..at.x.1, at.axis.low..at.axis.high);
    for tick in &at.axis.ticks {
        let y = field.at(at.x.0, *tick).1;
        canvas.line(&[(x0, y), (x1, y)], Paint(Ink::Grid, Form::Rule));
    }
    canvas.line(&[(x0, y1), (x1, y1)], Paint(Ink::Axis, Form::Rule));
    if shown(&panel.points) == 0 {
        let words = panel
            .points
            .iter()
            .rev()
            .map(|point| point.datum.missing.as_str())
            .find(|words| !words.is_empty());
        let words = fit(words.unwrap_or(&spec.nothing), small.size, false, at.wide);
        canvas.text(&words, f64::midpoint(x0, x1), f64::midpoint(y0, y1), small.middle());
    }
    let series = Series { name: panel.title.clone(), ink: panel.ink, points: panel.points.clone() };
    plot(canvas, &field, &series, panel.target.as_ref().filter(|_| shown(&panel.points) > 0));
    if at.first {
        let ends = [at.axis.ticks.first(), at.axis.ticks.last().filter(|_| at.axis.ticks.len() > 1)];
        for tick in ends.into_iter().flatten() {
            let y = field.at(at.x.0, *tick).1;
            let y = if y - y0 < 14.0 { y + 8.0 } else { y - 8.0 };
            canvas.text(&format::tick(*tick, at.axis.step, quantity, locale), x0, y, small.halo());
        }
    }
    let ends = [panel.points.first(), panel.points.last()];
    if let [Some(from), Some(to)] = ends {
        // Over several years the years say enough.
        let year = |point: &Moment| point.month.div_euclid(12).to_string();
        let long = to.month - from.month >= 24;
        let words = |point: &Moment| if long { year(point) } else { point.label.clone() };
        let (from, last) = (words(from), words(to));
        canvas.text(&from, x0, y1 + 12.0, small);
        if panel.points.len() > 1 && small.width(&from) + small.width(&last) + 12.0 < at.wide {
            let x = field.at(to.middle(), at.axis.low).0 + EDGE;
            let x = x.max(x0 + small.width(&from) + small.width(&last) + 12.0);
            canvas.text(&last, x, y1 + 12.0, small.end());
        }
    }
    let before = canvas.marks.len();
    add_marks(canvas, &field, &series, &spec.frame, number, (y0, y1), locale);
    // A point at the edge of its panel must not reach into the neighbour's.
    for mark in &mut canvas.marks[before..] {
        let right = (mark.x + mark.w).clamp(x0, x1);
        mark.x = mark.x.clamp(x0, x1);
        mark.w = right - mark.x;
    }
}
