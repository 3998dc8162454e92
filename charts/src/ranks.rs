//! Places by score with the ranks that they may have.
//!
//! Comes in: rows from first to last, each with its score, its rank and the range of its rank; runs of rows between
//! which no difference is clear. Goes out: name, score with its range, rank on an axis of ranks, and a line beside each
//! run. On a narrow sheet the score is a number only.

use crate::bars::{names_width, tell_rows, write_name};
use crate::canvas::{Canvas, Type, draw};
use crate::drawing::{Drawing, Mark};
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::scale::extent;
use crate::spark::roomy;
use crate::spec::RanksSpec;
use std::f64::consts::FRAC_PI_2;

const ROW: f64 = 28.0;
const HEAD: f64 = 30.0;
const THICK: f64 = 9.0;
const RADIUS: f64 = 4.5;
/// From this width on the score is drawn and not only written.
const ROOMY: f64 = 560.0;
/// Between two lines beside runs.
const LANE: f64 = 9.0;
/// More runs than this at one row are not told apart by lines; the table and the words have them all.
const LANES: usize = 4;
/// Between the labels of two ranks at least.
const APART: f64 = 26.0;

/// Where things stand across the sheet.
struct Columns {
    names: f64,
    /// The panel of scores, where there is room for it.
    scores: Option<(f64, f64)>,
    /// The right end of the written score.
    number: f64,
    ranks: (f64, f64),
}

/// Draws places by score and possible ranks.
#[must_use]
pub fn ranks(spec: &RanksSpec, locale: &dyn Locale) -> Drawing {
    draw(&spec.frame, HEAD + ROW * spec.rows.len().max(1) as f64 + 6.0, |canvas| paint(canvas, spec, locale))
}

fn paint(canvas: &mut Canvas<'_>, spec: &RanksSpec, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    canvas.summary.shown = spec.rows.iter().filter(|row| row.score.finite().is_some()).count();
    canvas.summary.missing = spec.rows.len() - canvas.summary.shown;
    // Places are compared by where their dots stand; no length is read from zero.
    canvas.summary.from_zero = true;
    let told = spec.rows.iter().map(|row| (row.label.as_str(), &row.score));
    canvas.summary.series = vec![tell_rows(told, quantity, locale)];
    if spec.rows.is_empty() {
        return canvas.nothing(&spec.nothing);
    }
    let lanes = lanes(&spec.groups);
    let used = lanes.iter().map(|(lane, _)| lane + 1).max().unwrap_or(0);
    let columns = columns(canvas, spec, used, locale);
    let last = spec.rows.iter().filter_map(|row| row.high.or(row.rank)).max().unwrap_or(1).max(spec.last);
    let (from, to) = columns.ranks;
    let bottom = HEAD + ROW * spec.rows.len() as f64;
    let field = canvas.field((from, HEAD), (to, bottom), 1.0..f64::from(last.max(2)), 0.0..1.0);
    let at = |rank: u32| field.at(f64::from(rank), 0.0).0;
    head(canvas, spec, &columns);
    write_ranks(canvas, last, &at, bottom, locale);

    let ends = spec.rows.iter().flat_map(|row| {
        let (low, high) = row.score.interval().unzip();
        [row.score.finite(), low, high].into_iter().flatten()
    });
    let own = extent(ends).unwrap_or((0.0, 1.0));
    let span = spec.scale.map_or(own, |(low, high)| (low.min(own.0), high.max(own.1)));
    let scores = columns
        .scores
        .map(|(left, right)| canvas.field((left, HEAD), (right, bottom), roomy(span), 0.0..1.0));
    for (number, row) in spec.rows.iter().enumerate() {
        let y = HEAD + ROW * (number as f64 + 0.5);
        let ink = if row.lead { Ink::C3 } else { Ink::C1 };
        write_name(canvas, &row.label, row.lead || row.strong, columns.names, y);
        if let (Some((left, right)), Some(field)) = (columns.scores, &scores) {
            canvas.line(&[(left, y), (right, y)], Paint(Ink::Grid, Form::Rule));
            if let Some((low, high)) = row.score.interval() {
                canvas.range((field.at(low, 0.0).0, field.at(high, 0.0).0), y, 7.0, ink);
            }
        }
        if let Some(score) = row.score.finite() {
            let words = format::value(score, quantity, locale);
            canvas.text(&words, columns.number, y, Type::small(Ink::Ink).end());
        }
        if let (Some(low), Some(high)) = (row.low, row.high) {
            canvas.polygon(&pill((at(low), at(high)), y), Paint(ink, Form::Range));
        }
        let cx = row.rank.map_or(from, at);
        let (w, title) = (canvas.width, row.title.clone());
        let mark = Mark { x: 0.0, y: y - ROW / 2.0, w, h: ROW, cx, cy: y, series: number, index: 0, title };
        canvas.mark(mark, |canvas| {
            if let (Some(field), Some(score)) = (&scores, row.score.finite()) {
                canvas.circle((field.at(score, 0.0).0, y), 4.0, Paint(ink, Form::Dot));
            }
            if row.rank.is_some() {
                canvas.circle((cx, y), RADIUS, Paint(ink, Form::Dot));
            }
        });
    }
    for (lane, (first, end)) in lanes.into_iter().filter(|(lane, _)| *lane < LANES) {
        let x = to + RADIUS + 12.0 + LANE * lane as f64;
        let top = HEAD + ROW * first as f64 + 6.0;
        let bottom = HEAD + ROW * (end + 1) as f64 - 6.0;
        let corner = [(x - 3.0, top), (x, top), (x, bottom), (x - 3.0, bottom)];
        canvas.line(&corner, Paint(Ink::Ink3, Form::Whisker));
    }
}

fn columns(canvas: &Canvas<'_>, spec: &RanksSpec, lanes: usize, locale: &dyn Locale) -> Columns {
    let set = Type::small(Ink::Ink);
    let numbers = spec.rows.iter().filter_map(|row| row.score.finite());
    let widest = numbers.map(|score| set.width(&format::value(score, &spec.frame.quantity, locale)));
    let widest = widest.fold(0.0, f64::max);
    let names = spec.rows.iter().map(|row| (row.label.as_str(), row.lead || row.strong));
    let wide = canvas.width >= ROOMY;
    let names = names_width(names, canvas.width, if wide { 0.24 } else { 0.34 });
    let scores = wide.then(|| (names + 6.0, names + 6.0 + (canvas.width * 0.26).min(220.0)));
    let number = scores.map_or(names, |(_, right)| right + 4.0) + widest + 4.0;
    let lanes = lanes.min(LANES);
    let beside = if lanes > 0 { 12.0 + LANE * lanes as f64 } else { 6.0 };
    let from = number + if wide { 34.0 } else { 18.0 };
    let to = (canvas.width - RADIUS - beside).max(from + 20.0);
    Columns { names, scores, number, ranks: (from, to) }
}

/// What the columns are, above them.
fn head(canvas: &Canvas<'_>, spec: &RanksSpec, columns: &Columns) {
    let grey = Type::small(Ink::Ink3);
    match columns.scores {
        Some((left, _)) => canvas.text(&spec.score_label, left, 10.0, grey),
        None => canvas.text(&spec.short_label, columns.number, 10.0, grey.end()),
    }
}

/// Lines and labels of ranks: all of them where there is room, otherwise round ones.
fn write_ranks(canvas: &Canvas<'_>, last: u32, at: &dyn Fn(u32) -> f64, bottom: f64, locale: &dyn Locale) {
    let room = at(2) - at(1);
    let steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];
    let step = steps.into_iter().find(|step| room * f64::from(*step) >= APART).unwrap_or(1000);
    let apart = |rank: u32| at(rank) - at(1) >= APART.min(room * 2.0);
    let round =
        (1..=last).filter(|rank| *rank == 1 || step == 1 || rank.is_multiple_of(step) && apart(*rank));
    let grey = Type::small(Ink::Ink3).middle();
    for rank in round {
        let x = at(rank);
        canvas.line(&[(x, HEAD - 8.0), (x, bottom)], Paint(Ink::Grid, Form::Rule));
        canvas.text(&ordinal(rank, locale), x, 10.0, grey);
    }
}

/// A rank as it is written over an axis.
fn ordinal(rank: u32, locale: &dyn Locale) -> String {
    let number = format::count(u64::from(rank), locale);
    if locale.language().starts_with("it") { format!("{number}º") } else { number }
}

/// A bar with round ends, which reach a little beyond the ranks that it covers.
fn pill((from, to): (f64, f64), y: f64) -> Vec<(f64, f64)> {
    let half = THICK / 2.0;
    let arc = |x: f64, start: f64| {
        (0..=6).map(move |step| {
            let angle = start + FRAC_PI_2 / 3.0 * f64::from(step);
            (x + half * angle.cos(), y + half * angle.sin())
        })
    };
    arc(to, -FRAC_PI_2).chain(arc(from, FRAC_PI_2)).collect()
}

/// Runs of more than one row, each in the first lane that is free where it begins.
fn lanes(groups: &[(usize, usize)]) -> Vec<(usize, (usize, usize))> {
    let mut free: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for (first, end) in groups.iter().copied().filter(|(first, end)| end > first) {
        let lane = free.iter().position(|from| *from <= first).unwrap_or(free.len());
        if lane == free.len() {
            free.push(0);
        }
        free[lane] = end + 1;
        out.push((lane, (first, end)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::lanes;

    #[test]
    fn runs_that_overlap_stand_side_by_side() {
        let runs = [(0, 2), (1, 3), (3, 5), (4, 4), (5, 6)];
        let expected = vec![(0, (0, 2)), (1, (1, 3)), (0, (3, 5)), (1, (5, 6))];
        assert_eq!(lanes(&runs), expected);
    }
}
