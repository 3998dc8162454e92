//! Places on a map.
//!
//! Comes in: shapes of countries, places with values. Goes out: land, dots that grow with the value, labels
//! that keep clear of each other. The view is fitted to the places; shapes outside it are cut off.

pub(crate) mod label;
mod project;

use crate::bars::tell_rows;
use crate::canvas::{Canvas, Type, draw, width_of};
use crate::drawing::{Drawing, Mark};
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::spec::{MapPoint, MapSpec};
use label::{Boxed, place};
use project::{View, clip, mercator, unrolled};

const SMALLEST: f64 = 4.5;
const LARGEST: f64 = 11.0;

/// Draws places on a map.
#[must_use]
pub fn map(spec: &MapSpec, locale: &dyn Locale) -> Drawing {
    let width = width_of(&spec.frame);
    let height = if spec.height > 0.0 { spec.height } else { (width * 0.66).clamp(240.0, 620.0) };
    draw(&spec.frame, height, |canvas| paint(canvas, spec, locale))
}

fn paint(canvas: &mut Canvas<'_>, spec: &MapSpec, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let shown = spec.points.iter().filter(|point| point.datum.finite().is_some()).count();
    canvas.summary.shown = shown;
    canvas.summary.missing = spec.points.len() - shown;
    canvas.summary.from_zero = true;
    let rows = spec.points.iter().map(|point| (point.label.as_str(), &point.datum));
    canvas.summary.series = vec![tell_rows(rows, quantity, locale)];
    let there = |point: &&(usize, &MapPoint)| point.1.longitude.is_finite() && point.1.latitude.is_finite();
    let mut points: Vec<(usize, &MapPoint)> = spec.points.iter().enumerate().collect();
    points.retain(|point| there(&point));
    let places: Vec<(f64, f64)> =
        points.iter().map(|(_, point)| mercator((point.longitude, point.latitude))).collect();
    let Some(view) = View::around(&places, canvas.width, canvas.height) else {
        return canvas.nothing(&spec.nothing);
    };
    land(canvas, spec, &view);

    let field =
        canvas.field((0.0, 0.0), (canvas.width, canvas.height), view.x.0..view.x.1, view.y.0..view.y.1);
    let most = points.iter().filter_map(|(_, point)| point.datum.finite()).fold(0.0, f64::max);
    let size = (canvas.width / 560.0).clamp(0.75, 1.0);
    let radius = |point: &MapPoint| match point.datum.finite() {
        // The area grows with the value, from a dot that can still be seen.
        Some(value) if most > 0.0 => {
            size * (SMALLEST + (LARGEST - SMALLEST) * (value.max(0.0) / most).sqrt())
        }
        Some(_) => size * SMALLEST,
        None => 3.5,
    };
    let dots: Vec<Boxed> = points
        .iter()
        .zip(&places)
        .map(|((_, point), (x, y))| {
            Boxed::round(field.at(*x, *y), radius(point) + if point.ring || point.strong { 3.5 } else { 0.0 })
        })
        .collect();
    let set = Type::small(Ink::Ink).halo();
    let words: Vec<String> = points.iter().map(|(_, point)| words(point, spec, locale)).collect();
    let wide =
        |((_, point), words): (&(usize, &MapPoint), &String)| Type { bold: point.strong, ..set }.width(words);
    let widths: Vec<f64> = points.iter().zip(&words).map(wide).collect();
    let labels = place(&dots, &widths, canvas.width, canvas.height);
    // Large dots first, so that a small one is never hidden under its neighbour.
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|a, b| radius(points[*b].1).total_cmp(&radius(points[*a].1)).then(a.cmp(b)));
    for at in order {
        let (_, point) = points[at];
        let (cx, cy) = dots[at].middle();
        shape(canvas, point, (cx, cy), radius(point));
    }
    for (at, (index, point)) in points.iter().enumerate() {
        let dot = dots[at];
        let (cx, cy) = dot.middle();
        // A finger needs 24 pixels.
        let half = (dot.w / 2.0).max(12.0);
        let title = format!("{}: {}", point.label, format::datum(&point.datum, quantity, locale));
        let (x, y) = ((cx - half).max(0.0), (cy - half).max(0.0));
        let (w, h) = ((cx + half).min(canvas.width) - x, (cy + half).min(canvas.height) - y);
        let mark = Mark { x, y, w, h, cx, cy, series: 0, index: *index, title };
        let label = labels[at];
        canvas.mark(mark, |canvas| {
            if let Some(label) = label {
                let ink = if point.datum.finite().is_some() { Ink::Ink } else { Ink::Ink3 };
                let set = Type { ink, bold: point.strong, ..set };
                canvas.text(&words[at], label.x, label.y + label.h / 2.0, set);
            }
        });
    }
}

fn shape(canvas: &Canvas<'_>, point: &MapPoint, at: (f64, f64), radius: f64) {
    if point.datum.finite().is_none() {
        if point.strong {
            canvas.circle(at, radius + 3.0, Paint(point.ink, Form::Ring));
        }
        return canvas.circle(at, radius, Paint(Ink::Ink3, Form::Ring));
    }
    canvas.circle(at, radius, Paint(point.ink, Form::Dot));
    if point.ring || point.strong {
        canvas.circle(at, radius + 3.0, Paint(point.ink, Form::Ring));
    }
}

fn words(point: &MapPoint, spec: &MapSpec, locale: &dyn Locale) -> String {
    match point.datum.finite() {
        Some(value) => {
            let value = format::starred(format::short(value, &spec.frame.quantity, locale), &point.datum);
            format!("{} {value}", point.label)
        }
        None => point.label.clone(),
    }
}

fn land(canvas: &Canvas<'_>, spec: &MapSpec, view: &View) {
    // A little beyond the edge, so that no coast is drawn along it.
    let (w, h) = (canvas.width + 4.0, canvas.height + 4.0);
    for ring in &spec.shapes.rings {
        let pixels: Vec<(f64, f64)> = unrolled(ring).map(|at| view.pixel(mercator(at))).collect();
        let inside = clip(&pixels, (-4.0, -4.0), (w, h));
        if inside.len() > 2 {
            canvas.polygon(&inside, Paint(Ink::Land, Form::Fill));
        }
    }
}
