//! Lines over time.
//!
//! Comes in: one to six series with intervals, and the path to a target. Goes out: lines with bands, labelled where
//! they end. A missing value leaves a gap and a small ring on the axis; nothing is bridged.

use crate::canvas::{Canvas, Field, Type, draw, width_of};
use crate::drawing::{Drawing, Mark, SeriesSummary, Told};
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::scale::{Axis, axis, extent, months, spread, time_ticks};
use crate::spec::{Baseline, LinesSpec, Moment, Quantity, Series, TargetPath};
use crate::{fit, text_width};

const TOP: f64 = 14.0;
const BOTTOM: f64 = 26.0;
const LABEL_GAP: f64 = 15.0;

/// Draws lines over time.
#[must_use]
pub fn lines(spec: &LinesSpec, locale: &dyn Locale) -> Drawing {
    let width = width_of(&spec.frame);
    let height = if spec.height > 0.0 { spec.height } else { (width * 0.5).clamp(220.0, 380.0) };
    draw(&spec.frame, height, |canvas| paint(canvas, spec, locale))
}

/// The words where a line ends, and where.
struct End {
    name: String,
    value: String,
    ink: Ink,
    x: f64,
    y: f64,
}

fn paint(canvas: &mut Canvas<'_>, spec: &LinesSpec, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let points = || spec.series.iter().flat_map(|series| &series.points);
    canvas.summary.series =
        spec.series.iter().map(|series| tell(&series.name, &series.points, quantity, locale)).collect();
    canvas.summary.shown = points().filter(|point| point.datum.finite().is_some()).count();
    canvas.summary.missing = points().count() - canvas.summary.shown;
    let target = spec.target.as_ref().filter(|path| path.points.len() > 1);
    let (Some(span), true) = (months(points()), canvas.summary.shown > 0) else {
        return canvas.nothing(&spec.nothing);
    };
    // The road ahead belongs to the picture only as far as the target's own period.
    let leads = spec.ahead.iter().map(|ahead| ahead.to.0);
    let wished = target.iter().flat_map(|path| &path.points).map(|(month, _)| *month);
    let ahead = wished.chain(leads).map(|month| month + 0.5);
    let span = extent(ahead.chain([span.0, span.1])).map_or(span, |all| (span.0, all.1.max(span.1)));
    let axis = value_axis(spec, target);
    canvas.summary.from_zero = axis.low == 0.0 || axis.high == 0.0;

    let small = Type::small(Ink::Ink3);
    let ticks: Vec<String> =
        axis.ticks.iter().map(|at| format::tick(*at, axis.step, quantity, locale)).collect();
    let left = ticks.iter().map(|tick| small.width(tick)).fold(0.0, f64::max) + 8.0;
    let right = gutter(spec, target, canvas.width, locale);
    let (x0, x1, y0, y1) = (left, canvas.width - right, TOP, canvas.height - BOTTOM);
    let field = canvas.field((x0, y0), (x1, y1), span.0..span.1, axis.low..axis.high);

    for (at, words) in axis.ticks.iter().zip(&ticks) {
        let (_, y) = field.at(span.0, *at);
        let strong = at.abs() < axis.step * 1e-6;
        let paint = Paint(if strong { Ink::Axis } else { Ink::Grid }, Form::Rule);
        canvas.line(&[(x0, y), (x1, y)], paint);
        canvas.text(words, x0 - 8.0, y, small.end());
    }
    canvas.line(&[(x0, y1), (x1, y1)], Paint(Ink::Axis, Form::Rule));
    let grain = points().map(|point| point.months).max().unwrap_or(12);
    for tick in time_ticks(span, grain, x1 - x0, &|words| small.width(words), locale) {
        let (line, _) = field.at(tick.line, axis.low);
        canvas.line(&[(line, y1), (line, y1 + 4.0)], Paint(Ink::Axis, Form::Rule));
        let half = small.width(&tick.label) / 2.0;
        let x = field.at(tick.at, axis.low).0.clamp(half, (canvas.width - half).max(half));
        canvas.text(&tick.label, x, y1 + 15.0, small.middle());
    }
    // More than three bands would hide each other.
    let form = if spec.series.len() > 3 { Form::Faint } else { Form::Band };
    for series in &spec.series {
        band(&field, series, form);
    }
    for begins in points().filter(|point| point.begins && f64::from(point.month) > span.0) {
        let (x, _) = field.at(f64::from(begins.month), axis.low);
        canvas.line(&[(x, y0), (x, y1)], Paint(Ink::Ink3, Form::Leader));
    }
    if let Some(ahead) = &spec.ahead {
        let ends = [ahead.from, (ahead.to.0, ahead.high), (ahead.to.0, ahead.low)];
        field.polygon(ends.to_vec(), Paint(Ink::C1, Form::Band));
        field.line(&[ahead.from, ahead.to], Paint(Ink::C1, Form::Target));
    }
    if let Some(path) = target {
        field.line(&path.points, Paint(Ink::Ink2, Form::Target));
    }
    for series in &spec.series {
        stroke(canvas, &field, series);
    }
    add_marks(canvas, &field, spec, (y0, y1), locale);
    label_ends(canvas, &field, spec, target, (x1, y0, y1), locale);
}

fn value_axis(spec: &LinesSpec, target: Option<&TargetPath>) -> Axis {
    let values = spec.series.iter().flat_map(|series| &series.points).flat_map(|point| {
        let (low, high) = point.datum.interval().unzip();
        [point.datum.finite(), low, high].into_iter().flatten()
    });
    let wished = target.into_iter().flat_map(|path| path.points.iter().map(|(_, value)| *value));
    let leads = spec.ahead.iter().flat_map(|ahead| [ahead.to.1, ahead.low, ahead.high]);
    let span = extent(values.chain(wished).chain(leads));
    // Where zero is near anyway the axis begins there: nothing is lost and lengths may be compared.
    let near = span.is_some_and(|(low, high)| low >= 0.0 && low < 0.3 * high);
    axis(span, near || spec.baseline == Baseline::Zero, spec.frame.quantity.unit, 6)
}

/// Room for the labels at the right: what they need, and not more than a third of the width.
fn gutter(spec: &LinesSpec, target: Option<&TargetPath>, width: f64, locale: &dyn Locale) -> f64 {
    let bold = Type::small(Ink::Ink).bold();
    let need = spec.series.iter().map(|series| {
        let last = series.points.iter().rev().find_map(|point| point.datum.finite());
        let value = last.map(|value| format::short(value, &spec.frame.quantity, locale)).unwrap_or_default();
        let name = if series.name.is_empty() { 0.0 } else { bold.width(&series.name) + 5.0 };
        name + bold.width(&value)
    });
    let wished = target.into_iter().map(|path| text_width(&path.label, 11.0, false));
    let leads = spec.ahead.iter().map(|ahead| text_width(&ahead.label, 11.0, false));
    (need.chain(wished).chain(leads).fold(0.0, f64::max) + 12.0).min(width * 0.34).max(14.0)
}

/// Runs of neighbouring points that have a value.
fn runs(points: &[Moment]) -> Vec<Vec<&Moment>> {
    let mut out = vec![Vec::new()];
    for point in points {
        match (point.datum.finite(), out.last_mut()) {
            (Some(_), Some(run)) => {
                // A period that is not even mentioned is missing as well.
                let next = |last: &&Moment| last.month + last.months.max(1) >= point.month;
                let follows = run.last().is_none_or(next) && (run.is_empty() || !point.begins);
                if follows { run.push(point) } else { out.push(vec![point]) }
            }
            _ => out.push(Vec::new()),
        }
    }
    out.retain(|run| !run.is_empty());
    out
}

/// The interval around a line, in pieces where it is known.
pub(crate) fn band(field: &Field<'_>, series: &Series, form: Form) {
    for run in runs(&series.points) {
        for piece in run.split(|point| point.datum.interval().is_none()).filter(|piece| piece.len() > 1) {
            let ends = piece.iter().filter_map(|point| Some((point.middle(), point.datum.interval()?)));
            let upper = ends.clone().map(|(x, (_, high))| (x, high));
            let lower = ends.rev().map(|(x, (low, _))| (x, low));
            field.polygon(upper.chain(lower).collect(), Paint(series.ink, form));
        }
    }
}

/// The line itself; points that stand alone become dots with their interval.
pub(crate) fn stroke(canvas: &Canvas<'_>, field: &Field<'_>, series: &Series) {
    for run in runs(&series.points) {
        let path: Vec<(f64, f64)> =
            run.iter().filter_map(|point| Some((point.middle(), point.datum.finite()?))).collect();
        if path.len() > 1 {
            field.line(&path, Paint(series.ink, Form::Line));
        } else if let (Some(place), Some(alone)) = (path.first(), run.first()) {
            if let Some((low, high)) = alone.datum.interval() {
                field.line(&[(place.0, low), (place.0, high)], Paint(series.ink, Form::Whisker));
            }
            canvas.circle(field.at(place.0, place.1), 3.0, Paint(series.ink, Form::Dot));
        }
    }
}

fn add_marks(
    canvas: &mut Canvas<'_>,
    field: &Field<'_>,
    spec: &LinesSpec,
    (y0, y1): (f64, f64),
    locale: &dyn Locale,
) {
    for (number, series) in spec.series.iter().enumerate() {
        let last = series.points.iter().rposition(|point| point.datum.finite().is_some());
        for (index, point) in series.points.iter().enumerate() {
            let known = point.datum.finite();
            let ring = y1 - 5.0 - 8.0 * number as f64;
            let (cx, cy) = known.map_or_else(
                || (field.at(point.middle(), 0.0).0, ring.max(y0)),
                |value| field.at(point.middle(), value),
            );
            let half = f64::from(point.months.max(1)) / 2.0;
            let (from, to) = (field.at(point.middle() - half, 0.0).0, field.at(point.middle() + half, 0.0).0);
            let (top, bottom) = column(field, spec, number, point, cy, (y0, y1));
            let title = read_out(&series.name, point, &spec.frame.quantity, locale);
            let mark =
                Mark { x: from, y: top, w: to - from, h: bottom - top, cx, cy, series: number, index, title };
            canvas.mark(mark, |canvas| {
                if known.is_none() {
                    canvas.circle((cx, cy), 2.5, Paint(Ink::Ink3, Form::Ring));
                } else if last == Some(index) {
                    canvas.circle((cx, cy), 3.5, Paint(series.ink, Form::Dot));
                }
                if known.is_some() && point.datum.estimated {
                    canvas.circle((cx, cy), 6.0, Paint(series.ink, Form::Ring));
                }
            });
        }
    }
}

/// The share of a period's column that belongs to one line: up to half-way to its neighbours.
fn column(
    field: &Field<'_>,
    spec: &LinesSpec,
    number: usize,
    point: &Moment,
    cy: f64,
    (y0, y1): (f64, f64),
) -> (f64, f64) {
    let (mut top, mut bottom) = (y0, y1);
    for (other, series) in spec.series.iter().enumerate().filter(|(other, _)| *other != number) {
        let Some(same) = series.points.iter().find(|there| there.month == point.month) else { continue };
        let there = same
            .datum
            .finite()
            .map_or(y1 - 5.0 - 8.0 * other as f64, |value| field.at(same.middle(), value).1);
        let middle = f64::midpoint(cy, there);
        if there < cy || (there == cy && other < number) {
            top = top.max(middle);
        } else {
            bottom = bottom.min(middle);
        }
    }
    (top, bottom.max(top))
}

fn label_ends(
    canvas: &Canvas<'_>,
    field: &Field<'_>,
    spec: &LinesSpec,
    target: Option<&TargetPath>,
    (x1, y0, y1): (f64, f64, f64),
    locale: &dyn Locale,
) {
    let mut ends: Vec<End> = Vec::new();
    for series in &spec.series {
        let Some(last) = series.points.iter().rev().find(|point| point.datum.finite().is_some()) else {
            continue;
        };
        let Some(value) = last.datum.finite() else { continue };
        let (x, y) = field.at(last.middle(), value);
        let text = format::short(value, &spec.frame.quantity, locale);
        ends.push(End { name: series.name.clone(), value: text, ink: series.ink, x, y });
    }
    if let Some((path, (month, value))) = target.and_then(|path| Some((path, path.points.last()?))) {
        let (x, y) = field.at(*month, *value);
        ends.push(End { name: path.label.clone(), value: String::new(), ink: Ink::Ink2, x, y });
    }
    if let Some(ahead) = &spec.ahead {
        let (x, y) = field.at(ahead.to.0, ahead.to.1);
        ends.push(End { name: ahead.label.clone(), value: String::new(), ink: Ink::C1, x, y });
    }
    let wished: Vec<f64> = ends.iter().map(|end| end.y).collect();
    let places = spread(&wished, LABEL_GAP, y0, y1);
    let x = x1 + 8.0;
    let room = canvas.width - x;
    for (end, y) in ends.iter().zip(places) {
        let far = x1 - end.x > 14.0;
        if (y - end.y).abs() > 5.0 || far {
            canvas.line(&[(end.x + 5.0, end.y), (x - 3.0, y)], Paint(end.ink, Form::Leader));
        }
        let bold = Type::small(end.ink).bold();
        let plain = Type::small(end.ink);
        if end.value.is_empty() {
            canvas.text(&fit(&end.name, 11.0, false, room), x, y, plain);
            continue;
        }
        let value = bold.width(&end.value);
        let name = fit(&end.name, 11.0, false, room - value - 5.0);
        canvas.text(&end.value, x, y, bold);
        canvas.titled(&end.name, &name, |canvas| canvas.text(&name, x + value + 5.0, y, plain));
    }
}

/// "Torino · 2024: 46.2 % (44.9 – 47.5 %)"
pub(crate) fn read_out(name: &str, point: &Moment, quantity: &Quantity, locale: &dyn Locale) -> String {
    let words = format::datum(&point.datum, quantity, locale);
    if name.is_empty() {
        format!("{}: {words}", point.label)
    } else {
        format!("{name} · {}: {words}", point.label)
    }
}

/// What a series did, for the summary.
pub(crate) fn tell(name: &str, points: &[Moment], quantity: &Quantity, locale: &dyn Locale) -> SeriesSummary {
    let told: Vec<Told> = points
        .iter()
        .filter_map(|point| {
            let value = point.datum.finite()?;
            Some(Told { at: point.label.clone(), text: format::value(value, quantity, locale), value })
        })
        .collect();
    SeriesSummary {
        name: name.to_owned(),
        first: told.first().cloned(),
        last: told.last().cloned(),
        lowest: told.iter().min_by(|a, b| a.value.total_cmp(&b.value)).cloned(),
        highest: told.iter().max_by(|a, b| a.value.total_cmp(&b.value)).cloned(),
    }
}
