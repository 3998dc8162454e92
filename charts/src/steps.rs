//! An amount that grows, under a limit: what was paid so far, the cap, and where today's pace leads.
//!
//! Comes in: sums at the ends of their months, limits with the days from which they hold. Goes out: an area under a
//! line from zero, the limit above it, a dotted line into the days that are left. Nothing is extrapolated here.

use crate::canvas::{Canvas, Field, Type, draw, width_of};
use crate::drawing::{Drawing, Mark, SeriesSummary, Told};
use crate::fit;
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::scale::{axis, extent, spread, time_ticks};
use crate::spec::{StepPoint, StepsSpec};

const TOP: f64 = 30.0;
const BOTTOM: f64 = 26.0;
const LABEL_GAP: f64 = 15.0;

/// Draws sums under a limit.
#[must_use]
pub fn steps(spec: &StepsSpec, locale: &dyn Locale) -> Drawing {
    let width = width_of(&spec.frame);
    let height = if spec.height > 0.0 { spec.height } else { (width * 0.42).clamp(220.0, 340.0) };
    draw(&spec.frame, height, |canvas| paint(canvas, spec, locale))
}

/// Where a day (`2024-03-31`) or the end of a month (`2024-03`) lies on the axis of months.
pub(crate) fn place(day: &str) -> Option<f64> {
    let mut parts = day.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: i32 = parts.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let start = f64::from(year * 12 + month - 1);
    let Some(of_month) = parts.next() else { return Some(start + 1.0) };
    let of_month: i32 = of_month.parse().ok().filter(|day| (1..=31).contains(day))?;
    // The place on a picture: a month has the same width whatever its length.
    Some(start + f64::from(of_month - 1) / 31.0)
}

/// What is written where a line ends.
struct End {
    words: String,
    value: String,
    ink: Ink,
    y: f64,
}

fn paint(canvas: &mut Canvas<'_>, spec: &StepsSpec, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let points: Vec<(f64, &StepPoint)> = spec
        .points
        .iter()
        .filter_map(|point| Some((place(&point.at)?, point)))
        .filter(|(_, point)| point.value.is_finite())
        .collect();
    canvas.summary.from_zero = true;
    canvas.summary.shown = points.len();
    canvas.summary.missing = spec.points.len() - points.len();
    canvas.summary.series = vec![tell(spec, &points, locale)];
    let today = spec.today.as_ref().and_then(|(day, words)| Some((place(day)?, words)));
    let ahead = spec.ahead.as_ref().filter(|(_, value, _)| value.is_finite());
    let ahead = ahead.and_then(|(day, value, words)| Some((place(day)?, *value, words)));
    let begins = spec.starts.as_deref().and_then(place);
    let ends = spec.ends.as_deref().and_then(place);
    let known = points.iter().flat_map(|(at, _)| [at - 1.0, *at]);
    let known =
        known.chain(begins).chain(ends).chain(today.map(|(at, _)| at)).chain(ahead.map(|(at, ..)| at));
    let Some(span) = extent(known).filter(|_| !points.is_empty()) else {
        return canvas.nothing(&spec.nothing);
    };
    let span = (span.0, span.1.max(span.0 + 1.0));
    let limits: Vec<(f64, f64)> = spec
        .limits
        .iter()
        .map(|(from, value)| (place(from).unwrap_or(span.0).max(span.0), *value))
        .filter(|(at, value)| value.is_finite() && *at <= span.1)
        .collect();
    let values = points.iter().map(|(_, point)| point.value).chain(limits.iter().map(|limit| limit.1));
    let values = values.chain(ahead.map(|(_, value, _)| value)).chain([0.0]);
    let axis = axis(extent(values), true, quantity.unit, if canvas.width < 480.0 { 4 } else { 6 });

    let small = Type::small(Ink::Ink3);
    let ticks: Vec<String> =
        axis.ticks.iter().map(|at| format::tick(*at, axis.step, quantity, locale)).collect();
    let left = ticks.iter().map(|tick| small.width(tick)).fold(0.0, f64::max) + 8.0;
    let right = gutter(spec, &points, canvas.width, locale);
    let (x0, x1, y0, y1) = (left, canvas.width - right, TOP, canvas.height - BOTTOM);
    let field = canvas.field((x0, y0), (x1, y1), span.0..span.1, axis.low..axis.high);
    for (at, words) in axis.ticks.iter().zip(&ticks) {
        let (_, y) = field.at(span.0, *at);
        canvas.line(&[(x0, y), (x1, y)], Paint(Ink::Grid, Form::Rule));
        canvas.text(words, x0 - 8.0, y, small.end());
    }
    canvas.line(&[(x0, y1), (x1, y1)], Paint(Ink::Axis, Form::Rule));
    for tick in time_ticks(span, 12, x1 - x0, &|words| small.width(words), locale) {
        let (line, _) = field.at(tick.line, axis.low);
        canvas.line(&[(line, y1), (line, y1 + 4.0)], Paint(Ink::Axis, Form::Rule));
        let half = small.width(&tick.label) / 2.0;
        let x = field.at(tick.at, axis.low).0.clamp(half, (canvas.width - half).max(half));
        canvas.text(&tick.label, x, y1 + 15.0, small.middle());
    }

    let line = course(begins.unwrap_or(span.0), &points, today.map(|(at, _)| at));
    let mut area = line.clone();
    area.extend(line.last().map(|(x, _)| (*x, 0.0)));
    area.extend(line.first().map(|(x, _)| (*x, 0.0)));
    field.polygon(area, Paint(Ink::C1, Form::Band));
    let mut roof = Vec::new();
    for (number, (from, value)) in limits.iter().enumerate() {
        let until = limits.get(number + 1).map_or(span.1, |next| next.0);
        roof.extend([(*from, *value), (until, *value)]);
    }
    if roof.len() > 1 {
        field.line(&roof, Paint(Ink::Bad, Form::Whisker));
    }
    field.line(&line, Paint(Ink::C1, Form::Line));
    if let (Some((at, value, _)), Some(last)) = (ahead, line.last()) {
        field.line(&[*last, (at, value)], Paint(Ink::C1, Form::Target));
    }
    if let Some((at, words)) = today {
        write_today(canvas, words, field.at(at, axis.low).0, (y0, y1));
    }
    add_marks(canvas, &field, spec, &points, (y0, y1), locale);
    label_ends(canvas, &field, spec, (&points, roof.last().copied(), ahead), (x1, y0, y1), locale);
}

/// The line: level until a month with payments begins, then up to its end; level again until today.
fn course(begins: f64, points: &[(f64, &StepPoint)], today: Option<f64>) -> Vec<(f64, f64)> {
    let mut line = vec![(begins.min(points.first().map_or(begins, |(at, _)| at - 1.0)), 0.0)];
    for (at, point) in points {
        let before = line.last().map_or(0.0, |last| last.1);
        if line.last().is_some_and(|last| last.0 < at - 1.0) {
            line.push((at - 1.0, before));
        }
        line.push((*at, point.value));
    }
    if let (Some(today), Some(last)) = (today, line.last().copied())
        && today > last.0
    {
        line.push((today, last.1));
    }
    line
}

fn write_today(canvas: &Canvas<'_>, words: &str, x: f64, (y0, y1): (f64, f64)) {
    canvas.line(&[(x, y0 - 6.0), (x, y1)], Paint(Ink::Ink3, Form::Target));
    let set = Type::small(Ink::Ink2);
    let words = fit(words, set.size, false, canvas.width);
    let half = set.width(&words) / 2.0;
    canvas.text(&words, x.clamp(half, (canvas.width - half).max(half)), y0 - 15.0, set.middle());
}

fn add_marks(
    canvas: &mut Canvas<'_>,
    field: &Field<'_>,
    spec: &StepsSpec,
    points: &[(f64, &StepPoint)],
    (y0, y1): (f64, f64),
    locale: &dyn Locale,
) {
    for (index, (at, point)) in points.iter().enumerate() {
        let (cx, cy) = field.at(*at, point.value);
        let from = field.at(at - 1.0, 0.0).0;
        let value = format::value(point.value, &spec.frame.quantity, locale);
        let mut title = format!("{}: {value}", point.label);
        if !point.note.is_empty() {
            title.push_str(&format!(" ({})", point.note));
        }
        let mark = Mark { x: from, y: y0, w: cx - from, h: y1 - y0, cx, cy, series: 0, index, title };
        let last = index + 1 == points.len();
        canvas.mark(mark, |canvas| {
            if last {
                canvas.circle((cx, cy), 3.5, Paint(Ink::C1, Form::Dot));
            }
        });
    }
}

fn gutter(spec: &StepsSpec, points: &[(f64, &StepPoint)], width: f64, locale: &dyn Locale) -> f64 {
    let bold = Type::small(Ink::Ink).bold();
    let plain = Type::small(Ink::Ink);
    let short = |value: f64| bold.width(&format::short(value, &spec.frame.quantity, locale));
    let paid = points.last().map(|(_, point)| short(point.value) + 5.0 + plain.width(&spec.name));
    let limit = spec.limits.last().map(|(_, value)| short(*value) + 5.0 + plain.width(&spec.limit_name));
    let ahead = spec.ahead.as_ref().map(|(_, value, words)| short(*value) + 5.0 + plain.width(words));
    let need = [paid, limit, ahead].into_iter().flatten().fold(0.0, f64::max);
    (need + 12.0).min(width * 0.36).max(14.0)
}

type Ends<'p> = (&'p [(f64, &'p StepPoint)], Option<(f64, f64)>, Option<(f64, f64, &'p String)>);

fn label_ends(
    canvas: &Canvas<'_>,
    field: &Field<'_>,
    spec: &StepsSpec,
    (points, roof, ahead): Ends<'_>,
    (x1, y0, y1): (f64, f64, f64),
    locale: &dyn Locale,
) {
    let mut ends = Vec::new();
    let mut add = |words: &str, value: f64, ink: Ink| {
        let y = field.at(0.0, value).1;
        let value = format::short(value, &spec.frame.quantity, locale);
        ends.push(End { words: words.to_owned(), value, ink, y });
    };
    if let Some((_, value)) = roof {
        add(&spec.limit_name, value, Ink::Bad);
    }
    if let Some((_, value, words)) = ahead {
        add(words, value, Ink::Ink2);
    }
    if let Some((_, point)) = points.last() {
        add(&spec.name, point.value, Ink::C1);
    }
    let wished: Vec<f64> = ends.iter().map(|end| end.y).collect();
    let x = x1 + 8.0;
    let room = canvas.width - x;
    for (end, y) in ends.iter().zip(spread(&wished, LABEL_GAP, y0, y1)) {
        let bold = Type::small(end.ink).bold();
        let value = bold.width(&end.value);
        let words = fit(&end.words, 11.0, false, (room - value - 5.0).max(0.0));
        canvas.text(&end.value, x, y, bold);
        canvas.titled(&end.words, &words, |canvas| {
            canvas.text(&words, x + value + 5.0, y, Type::small(end.ink));
        });
    }
}

fn tell(spec: &StepsSpec, points: &[(f64, &StepPoint)], locale: &dyn Locale) -> SeriesSummary {
    let told: Vec<Told> = points
        .iter()
        .map(|(_, point)| Told {
            at: point.label.clone(),
            text: format::value(point.value, &spec.frame.quantity, locale),
            value: point.value,
        })
        .collect();
    SeriesSummary {
        name: spec.name.clone(),
        first: told.first().cloned(),
        last: told.last().cloned(),
        lowest: told.iter().min_by(|a, b| a.value.total_cmp(&b.value)).cloned(),
        highest: told.iter().max_by(|a, b| a.value.total_cmp(&b.value)).cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn days_lie_within_their_month_and_months_end_where_they_end() {
        assert_eq!(place("2024-01-01"), Some(24_288.0));
        assert_eq!(place("2024-01"), Some(24_289.0));
        assert!(place("2024-01-31").is_some_and(|at| at < 24_289.0));
        for bad in ["", "2024", "2024-13", "2024-01-32", "soon-1-1"] {
            assert_eq!(place(bad), None, "{bad}");
        }
    }
}
