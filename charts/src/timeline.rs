//! Days on which something happened, along a line of time.
//!
//! Comes in: events in order of their days, the first and last day, today. Goes out: a line with a sign for each event
//! and its words below, each in a row of its own, so that no two cover each other however near their days are.

use crate::canvas::{Canvas, Type, draw};
use crate::drawing::{Drawing, Mark};
use crate::fit;
use crate::format::Locale;
use crate::ink::{Form, Ink, Paint};
use crate::scale::{extent, time_ticks};
use crate::spec::{TimelineEvent, TimelineSpec};
use crate::steps::place;

const ROW: f64 = 22.0;
const AXIS: f64 = 30.0;

/// Draws events along a line of time.
#[must_use]
pub fn timeline(spec: &TimelineSpec, locale: &dyn Locale) -> Drawing {
    let height = AXIS + 16.0 + ROW * spec.events.len().max(1) as f64;
    draw(&spec.frame, height, |canvas| paint(canvas, spec, locale))
}

fn paint(canvas: &mut Canvas<'_>, spec: &TimelineSpec, locale: &dyn Locale) {
    let events: Vec<(f64, &TimelineEvent)> =
        spec.events.iter().filter_map(|event| Some((place(&event.day)?, event))).collect();
    canvas.summary.from_zero = true;
    canvas.summary.shown = events.len();
    canvas.summary.missing = spec.events.len() - events.len();
    let today = spec.today.as_deref().and_then(place);
    let edges = [spec.starts.as_deref(), spec.ends.as_deref()].into_iter().flatten().filter_map(place);
    let Some(span) = extent(events.iter().map(|(at, _)| *at).chain(edges).chain(today)) else {
        return canvas.nothing(&spec.nothing);
    };
    let span = (span.0, span.1.max(span.0 + 1.0));
    let edge = 7.0;
    let (x0, x1) = (edge, canvas.width - edge);
    let field = canvas.field((x0, 0.0), (x1, canvas.height), span.0..span.1, 0.0..1.0);
    let at = |month: f64| field.at(month, 0.0).0;
    let small = Type::small(Ink::Ink3);
    for tick in time_ticks(span, 12, x1 - x0, &|words| small.width(words), locale) {
        let half = small.width(&tick.label) / 2.0;
        canvas.text(&tick.label, at(tick.at).clamp(half, canvas.width - half), AXIS - 18.0, small.middle());
    }
    canvas.line(&[(x0, AXIS), (x1, AXIS)], Paint(Ink::Ink3, Form::Rule));
    let begins = spec.starts.as_deref().and_then(place).unwrap_or(span.0);
    let ends = spec.ends.as_deref().and_then(place).unwrap_or(span.1);
    let until = today.map_or(ends, |today| today.min(ends));
    if until > begins {
        canvas.line(&[(at(begins), AXIS), (at(until), AXIS)], Paint(Ink::C1, Form::Line));
    }
    for (index, (month, event)) in events.iter().enumerate() {
        let (x, y) = (at(*month), AXIS + 16.0 + ROW * (index as f64 + 0.5));
        let set = if event.strong { Type::small(event.ink).bold() } else { Type::small(event.ink) };
        let words = fit(&event.words, set.size, event.strong, canvas.width - 4.0);
        // To the side that has more room; words that need more than a side run past their day.
        let long = set.width(&words);
        let start = if x > canvas.width / 2.0 {
            (x - 6.0 - long).max(2.0)
        } else {
            (x + 6.0).min(canvas.width - 2.0 - long)
        };
        let across = start < x && x < start + long;
        canvas.line(&[(x, AXIS), (x, if across { y - 8.0 } else { y })], Paint(Ink::Ink3, Form::Leader));
        let mark = Mark {
            x: 0.0,
            y: y - ROW / 2.0,
            w: canvas.width,
            h: ROW,
            cx: x,
            cy: AXIS,
            series: 0,
            index,
            title: event.words.clone(),
        };
        canvas.mark(mark, |canvas| {
            canvas.circle(
                (x, AXIS),
                4.0,
                Paint(event.ink, if event.strong { Form::Dot } else { Form::Open }),
            );
            canvas.titled(&event.words, &words, |canvas| canvas.text(&words, start, y, set.halo()));
        });
    }
}
