//! Horizontal bars from zero.
//!
//! Comes in: bars in their order, a benchmark. Goes out: name, bar, interval, value in a row; a missing value is
//! written where its bar would begin, a true zero is a stroke on the line.

use crate::canvas::{Canvas, Type, draw};
use crate::drawing::{Drawing, Mark, SeriesSummary, Told};
use crate::fit;
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::scale::extent;
use crate::spec::{Bar, BarsSpec, Benchmark, Datum, Quantity};

const ROW: f64 = 28.0;
const THICK: f64 = 14.0;

/// Draws horizontal bars.
#[must_use]
pub fn bars(spec: &BarsSpec, locale: &dyn Locale) -> Drawing {
    let head = if spec.benchmark.is_some() { 22.0 } else { 4.0 };
    let height = head + ROW * spec.bars.len().max(1) as f64 + 4.0;
    draw(&spec.frame, height, |canvas| paint(canvas, spec, head, locale))
}

/// Room for names at the left: what they need, and not more than this share of the width.
pub(crate) fn names_width<'n>(names: impl Iterator<Item = (&'n str, bool)>, width: f64, share: f64) -> f64 {
    let set = Type::name(Ink::Ink);
    let need = names.map(|(name, strong)| if strong { set.bold().width(name) } else { set.width(name) });
    (need.fold(0.0, f64::max) + 12.0).min(width * share)
}

/// The name of a row, cut to its room.
pub(crate) fn write_name(canvas: &Canvas<'_>, name: &str, strong: bool, room: f64, y: f64) {
    let set = if strong { Type::name(Ink::Ink).bold() } else { Type::name(Ink::Ink) };
    let shown = fit(name, set.size, strong, room - 10.0);
    canvas.titled(name, &shown, |canvas| canvas.text(&shown, 0.0, y, set));
}

/// Facts about rows, as one series whose points are the rows.
pub(crate) fn tell_rows<'d>(
    rows: impl Iterator<Item = (&'d str, &'d Datum)>,
    quantity: &Quantity,
    locale: &dyn Locale,
) -> SeriesSummary {
    let told: Vec<Told> = rows
        .filter_map(|(name, datum)| {
            let value = datum.finite()?;
            Some(Told { at: name.to_owned(), text: format::value(value, quantity, locale), value })
        })
        .collect();
    SeriesSummary {
        name: String::new(),
        first: told.first().cloned(),
        last: told.last().cloned(),
        lowest: told.iter().min_by(|a, b| a.value.total_cmp(&b.value)).cloned(),
        highest: told.iter().max_by(|a, b| a.value.total_cmp(&b.value)).cloned(),
    }
}

fn paint(canvas: &mut Canvas<'_>, spec: &BarsSpec, head: f64, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let shown = spec.bars.iter().filter(|bar| bar.datum.finite().is_some()).count();
    canvas.summary.shown = shown;
    canvas.summary.missing = spec.bars.len() - shown;
    canvas.summary.from_zero = true;
    canvas.summary.series =
        vec![tell_rows(spec.bars.iter().map(|bar| (bar.label.as_str(), &bar.datum)), quantity, locale)];
    if spec.bars.is_empty() {
        return canvas.nothing(&spec.nothing);
    }
    let benchmark = spec.benchmark.as_ref().filter(|line| line.value.is_finite());
    let values = spec.bars.iter().flat_map(|bar| {
        let (low, high) = bar.datum.interval().unzip();
        [bar.datum.finite(), low, high, bar.target].into_iter().flatten()
    });
    let (low, high) =
        extent(values.chain(benchmark.map(|line| line.value)).chain([0.0])).unwrap_or((0.0, 1.0));
    let high = if high - low > 0.0 { high } else { 1.0 };
    let set = Type::small(Ink::Ink);
    let widest = spec.bars.iter().filter_map(|bar| bar.datum.finite());
    let widest =
        widest.map(|value| set.width(&format::beside(value, quantity, locale))).fold(0.0, f64::max) + 8.0;
    let names = names_width(spec.bars.iter().map(|bar| (bar.label.as_str(), bar.strong)), canvas.width, 0.4);
    let left = names + if low < 0.0 { widest } else { 0.0 };
    let right = (canvas.width - if high > 0.0 { widest } else { 4.0 }).max(left + 8.0);
    let bottom = head + ROW * spec.bars.len() as f64;
    let field = canvas.field((left, head), (right, bottom), low..high, 0.0..1.0);
    let at = |value: f64| field.at(value, 0.0).0;

    let zero = at(0.0);
    let held = benchmark.map(|line| at(line.value));
    if let (Some(line), Some(x)) = (benchmark, held) {
        write_benchmark(canvas, line, x, (head, bottom), quantity, locale);
    }
    for (index, bar) in spec.bars.iter().enumerate() {
        let y = head + ROW * (index as f64 + 0.5);
        write_name(canvas, &bar.label, bar.strong, names, y);
        let title = format!("{}: {}", bar.label, format::datum(&bar.datum, quantity, locale));
        let cx = bar.datum.finite().map_or(zero, at);
        let mark =
            Mark { x: 0.0, y: y - ROW / 2.0, w: canvas.width, h: ROW, cx, cy: y, series: 0, index, title };
        canvas.mark(mark, |canvas| one(canvas, bar, y, (zero, held, &at), quantity, locale));
    }
    canvas.line(&[(zero, head), (zero, bottom)], Paint(Ink::Ink3, Form::Rule));
}

fn one(
    canvas: &Canvas<'_>,
    bar: &Bar,
    y: f64,
    (zero, held, at): (f64, Option<f64>, &dyn Fn(f64) -> f64),
    quantity: &Quantity,
    locale: &dyn Locale,
) {
    let set = Type::small(Ink::Ink).halo();
    let Some(value) = bar.datum.finite() else {
        let words = fit(&bar.datum.missing, set.size, false, canvas.width - zero - 6.0);
        return canvas.text(&words, zero + 6.0, y, Type::small(Ink::Ink3));
    };
    let end = at(value);
    let (from, to) = (zero.min(end), zero.max(end));
    // A true zero is there to be seen: a stroke on the line.
    let (from, wide) = if to - from < 0.5 { (zero - 1.0, 2.0) } else { (from, to - from) };
    canvas.rect((from, y - THICK / 2.0), (wide, THICK), Paint(bar.ink, Form::Bar));
    if let Some(x) = held.filter(|x| from < *x && *x < from + wide) {
        // The benchmark goes on over the bar, in the ground's ink.
        canvas.line(&[(x, y - THICK / 2.0), (x, y + THICK / 2.0)], Paint(Ink::Paper, Form::Target));
    }
    let mut edges = (from, from + wide);
    if let Some((low, high)) = bar.datum.interval() {
        let (low, high) = (at(low), at(high));
        canvas.line(&[(low, y), (high, y)], Paint(Ink::Paper, Form::Whisker));
        canvas.line(&[(low, y), (high, y)], Paint(Ink::Ink, Form::Whisker));
        edges = (edges.0.min(low), edges.1.max(high));
    }
    if let Some(target) = bar.target.filter(|target| target.is_finite()) {
        canvas.line(&[(at(target), y - 10.0), (at(target), y + 10.0)], Paint(Ink::Ink, Form::Tick));
        if (at(target) - edges.1).abs() < 30.0 && value >= 0.0 {
            edges.1 = edges.1.max(at(target) + 2.0);
        }
    }
    let words = format::starred(format::beside(value, quantity, locale), &bar.datum);
    if value < 0.0 {
        canvas.text(&words, edges.0 - 6.0, y, set.end());
    } else {
        let most = canvas.width - set.width(&words);
        canvas.text(&words, (edges.1 + 6.0).min(most), y, set);
    }
}

/// A line that all rows are held against, its name above it.
pub(crate) fn write_benchmark(
    canvas: &Canvas<'_>,
    line: &Benchmark,
    x: f64,
    (top, bottom): (f64, f64),
    quantity: &Quantity,
    locale: &dyn Locale,
) {
    canvas.line(&[(x, top - 2.0), (x, bottom)], Paint(Ink::Ink2, Form::Target));
    let set = Type::small(Ink::Ink2);
    let words = format!("{} {}", line.label, format::value(line.value, quantity, locale));
    let words = fit(words.trim(), set.size, false, canvas.width);
    let half = set.width(&words) / 2.0;
    canvas.text(&words, x.clamp(half, (canvas.width - half).max(half)), top - 11.0, set.middle());
}
