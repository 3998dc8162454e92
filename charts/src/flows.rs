//! Money in and out by period, and what that comes to: columns up and down, a line for the balance.
//!
//! Comes in: periods in order of time. Goes out: columns from zero, planned amounts lighter and above or below what
//! has flowed, the balance as a line whose planned part is dotted.

use crate::canvas::{Canvas, Field, Type, draw};
use crate::drawing::{Drawing, Mark, SeriesSummary, Told};
use crate::fit;
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::scale::{axis, extent, time_ticks};
use crate::spec_value::{FlowsSpec, PeriodFlows};

const TOP: f64 = 46.0;
const BOTTOM: f64 = 24.0;

/// Draws money in and out by period.
#[must_use]
pub fn flows(spec: &FlowsSpec, locale: &dyn Locale) -> Drawing {
    let height = if spec.height > 0.0 { spec.height } else { 320.0 };
    draw(&spec.frame, height, |canvas| paint(canvas, spec, locale))
}

fn paint(canvas: &mut Canvas<'_>, spec: &FlowsSpec, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let finite = |one: &&PeriodFlows| {
        [one.received, one.paid, one.to_receive, one.to_pay, one.balance]
            .iter()
            .all(|value| value.is_finite())
    };
    let all: Vec<&PeriodFlows> = spec.periods.iter().filter(finite).collect();
    canvas.summary.shown = all.len();
    canvas.summary.from_zero = true;
    canvas.summary.series = vec![tell(spec, &all, locale)];
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return canvas.nothing(&spec.nothing) };
    let span = (f64::from(first.month), f64::from(last.month + last.months.max(1)));
    let values =
        all.iter().flat_map(|one| [one.received + one.to_receive, -(one.paid + one.to_pay), one.balance]);
    let axis = axis(extent(values), true, quantity.unit, 7);
    let small = Type::small(Ink::Ink3);
    let ticks: Vec<String> =
        axis.ticks.iter().map(|at| format::tick(*at, axis.step, quantity, locale)).collect();
    let left = ticks.iter().map(|tick| small.width(tick)).fold(0.0, f64::max) + 8.0;
    let (right, bottom) = (canvas.width - 4.0, canvas.height - BOTTOM);
    let field =
        canvas.field((left, TOP), (right.max(left + 8.0), bottom), span.0..span.1, axis.low..axis.high);
    for (at, words) in axis.ticks.iter().zip(&ticks) {
        let y = field.at(span.0, *at).1;
        let zero = at.abs() < axis.step * 1e-6;
        canvas.line(&[(left, y), (right, y)], Paint(if zero { Ink::Ink3 } else { Ink::Grid }, Form::Rule));
        canvas.text(words, left - 8.0, y, small.end());
    }
    for tick in time_ticks(span, first.months, right - left, &|words| small.width(words), locale) {
        let x = field.at(tick.at, axis.low).0;
        let half = small.width(&tick.label) / 2.0;
        canvas.text(
            &tick.label,
            x.clamp(half, (canvas.width - half).max(half)),
            bottom + 14.0,
            small.middle(),
        );
    }
    for (index, one) in all.iter().enumerate() {
        column(canvas, &field, (index, one), (TOP, bottom));
    }
    balance(canvas, &field, &all);
    write_key(canvas, spec);
}

fn column(
    canvas: &mut Canvas<'_>,
    field: &Field<'_>,
    (index, one): (usize, &PeriodFlows),
    (top, bottom): (f64, f64),
) {
    let (from, to) = (f64::from(one.month), f64::from(one.month + one.months.max(1)));
    let (x0, x1) = (field.at(from, 0.0).0, field.at(to, 0.0).0);
    let room = ((x1 - x0) * 0.22).max(1.0);
    let (left, wide) = (x0 + room, (x1 - x0 - 2.0 * room).max(1.0));
    let y = |value: f64| field.at(from, value).1;
    let mark = Mark {
        x: x0,
        y: top,
        w: x1 - x0,
        h: bottom - top,
        cx: f64::midpoint(x0, x1),
        cy: y(one.balance),
        series: 0,
        index,
        title: one.title.clone(),
    };
    canvas.mark(mark, |canvas| {
        let bar = |from: f64, to: f64, ink: Ink, form: Form| {
            let (high, low) = (y(from.max(to)), y(from.min(to)));
            if from != to {
                canvas.rect((left, high), (wide, (low - high).max(0.8)), Paint(ink, form));
            }
        };
        bar(0.0, one.received, Ink::C3, Form::Bar);
        bar(one.received, one.received + one.to_receive, Ink::C3, Form::Range);
        bar(0.0, -one.paid, Ink::C2, Form::Bar);
        bar(-one.paid, -one.paid - one.to_pay, Ink::C2, Form::Range);
    });
}

/// The balance at the middle of each period; dotted from the last period without planned flows on.
fn balance(canvas: &Canvas<'_>, field: &Field<'_>, all: &[&PeriodFlows]) {
    let points: Vec<(f64, f64)> = all
        .iter()
        .map(|one| (f64::from(one.month) + f64::from(one.months.max(1)) / 2.0, one.balance))
        .collect();
    let known = all.iter().take_while(|one| !one.planned).count();
    if known > 1 {
        field.line(&points[..known], Paint(Ink::Ink, Form::Line));
    }
    if known < points.len() {
        field.line(&points[known.saturating_sub(1)..], Paint(Ink::Ink, Form::Target));
    }
    for (at, (x, y)) in points.iter().enumerate() {
        let form = if at < known { Form::Dot } else { Form::Open };
        canvas.circle(field.at(*x, *y), if at < known { 3.5 } else { 3.0 }, Paint(Ink::Ink, form));
    }
}

/// What columns, shades and line say, in as many lines as the width asks for (two have room).
fn write_key(canvas: &Canvas<'_>, spec: &FlowsSpec) {
    let planned = spec.periods.iter().any(|one| one.to_receive > 0.0 || one.to_pay > 0.0);
    let mut items =
        vec![(&spec.received, Some((Ink::C3, Form::Bar))), (&spec.paid, Some((Ink::C2, Form::Bar)))];
    items.push((&spec.balance, None));
    if planned {
        items.push((&spec.planned, Some((Ink::Ink3, Form::Range))));
    }
    let set = Type::small(Ink::Ink2);
    let (mut x, mut y) = (0.0, 9.0);
    for (words, sign) in items {
        let words = fit(words, set.size, false, canvas.width - 24.0);
        let wide = 20.0 + set.width(&words);
        if x > 0.0 && x + wide > canvas.width {
            (x, y) = (0.0, y + 17.0);
        }
        match sign {
            Some((ink, form)) => canvas.rect((x, y - 5.0), (12.0, 10.0), Paint(ink, form)),
            None => {
                canvas.line(&[(x, y), (x + 13.0, y)], Paint(Ink::Ink, Form::Line));
                canvas.circle((x + 6.5, y), 3.0, Paint(Ink::Ink, Form::Dot));
            }
        }
        canvas.text(&words, x + 18.0, y, set);
        x += wide + 16.0;
    }
}

fn tell(spec: &FlowsSpec, all: &[&PeriodFlows], locale: &dyn Locale) -> SeriesSummary {
    let told = |one: &&&PeriodFlows| Told {
        at: one.label.clone(),
        text: format::value(one.balance, &spec.frame.quantity, locale),
        value: one.balance,
    };
    SeriesSummary {
        name: spec.balance.clone(),
        first: all.first().map(|one| told(&one)),
        last: all.last().map(|one| told(&one)),
        lowest: all.iter().min_by(|a, b| a.balance.total_cmp(&b.balance)).map(|one| told(&one)),
        highest: all.iter().max_by(|a, b| a.balance.total_cmp(&b.balance)).map(|one| told(&one)),
    }
}
