//! A table of shades: places by periods, or places by indicators.
//!
//! Comes in: rows, columns, cells. Goes out: cells on a ramp of seven steps with their numbers, a legend below. A
//! missing cell is hatched and, where there is room, says why.

mod legend;

use crate::bars::{names_width, write_name};
use crate::canvas::{Canvas, Type, draw, width_of};
use crate::drawing::{Drawing, Mark};
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::lines::tell;
use crate::scale::extent;
use crate::spec::{Datum, HeatScale, HeatSpec, Moment, Quantity};
use crate::{fit, wrap};
use legend::Legend;

const ROW: f64 = 30.0;
const LINE: f64 = 13.0;
const STEPS: usize = 7;
/// From this step on the ground's ink reads better on a cell than the text's.
const DARK: usize = 4;

/// Draws a table of shades.
#[must_use]
pub fn heat(spec: &HeatSpec, locale: &dyn Locale) -> Drawing {
    let grid = Grid::of(spec, width_of(&spec.frame));
    let ramps = ramps(spec);
    let legend = Legend::of(spec, &ramps, &grid, locale);
    let height = grid.head + ROW * spec.rows.len().max(1) as f64 + legend.height();
    draw(&spec.frame, height, |canvas| paint(canvas, spec, (&grid, &ramps, &legend), locale))
}

/// Where columns and rows lie.
struct Grid {
    left: f64,
    wide: f64,
    head: f64,
    heads: Vec<Vec<String>>,
}

impl Grid {
    fn of(spec: &HeatSpec, width: f64) -> Self {
        let left = names_width(spec.rows.iter().map(|row| (row.label.as_str(), row.strong)), width, 0.34);
        let wide = ((width - left) / spec.columns.len().max(1) as f64).min(150.0);
        let set = Type::small(Ink::Ink2);
        let heads: Vec<Vec<String>> =
            spec.columns.iter().map(|column| wrap(&column.label, set.size, false, wide - 3.0, 4)).collect();
        let lines = heads.iter().map(Vec::len).max().unwrap_or(1);
        Self { left, wide, head: lines as f64 * LINE + 10.0, heads }
    }
}

/// The ends of a ramp.
#[derive(Clone, Copy)]
struct Ramp {
    low: f64,
    high: f64,
    turned: bool,
}

impl Ramp {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "one of seven steps")]
    fn step(self, value: f64) -> usize {
        let share = if self.high > self.low { (value - self.low) / (self.high - self.low) } else { 0.5 };
        let share = if self.turned { 1.0 - share } else { share };
        ((share * STEPS as f64) as usize).min(STEPS - 1)
    }
}

fn ramps(spec: &HeatSpec) -> Vec<Ramp> {
    let column = |at: usize| spec.rows.iter().filter_map(move |row| row.cells.get(at)?.finite());
    let all = extent(spec.rows.iter().flat_map(|row| row.cells.iter().filter_map(Datum::finite)));
    let ramp = |at: usize| {
        let span = if spec.scale == HeatScale::Together { all } else { extent(column(at)) };
        let (low, high) = span.unwrap_or((0.0, 0.0));
        Ramp { low, high, turned: spec.columns[at].turned }
    };
    (0..spec.columns.len()).map(ramp).collect()
}

fn paint(
    canvas: &mut Canvas<'_>,
    spec: &HeatSpec,
    (grid, ramps, legend): (&Grid, &[Ramp], &Legend),
    locale: &dyn Locale,
) {
    let cells = || spec.rows.iter().flat_map(|row| row.cells.iter().take(spec.columns.len()));
    canvas.summary.shown = cells().filter(|cell| cell.finite().is_some()).count();
    canvas.summary.missing = cells().count() - canvas.summary.shown;
    if spec.rows.is_empty() || spec.columns.is_empty() {
        return canvas.nothing(&spec.nothing);
    }
    write_heads(canvas, spec, grid);
    let plain = cells_fit(spec, grid, locale);
    for (number, row) in spec.rows.iter().enumerate() {
        let y = grid.head + ROW * number as f64;
        write_name(canvas, &row.label, row.strong, grid.left, y + ROW / 2.0);
        let moments = spec.columns.iter().zip(&row.cells).map(|(column, cell)| Moment {
            label: column.label.clone(),
            datum: cell.clone(),
            ..Moment::default()
        });
        let mut told = tell(&row.label, &moments.collect::<Vec<_>>(), &spec.frame.quantity, locale);
        if spec.scale == HeatScale::EachColumn {
            // Columns of different units have no smallest or largest value among them.
            (told.first, told.last, told.lowest, told.highest) = (None, None, None, None);
        }
        canvas.summary.series.push(told);
        for (index, ramp) in ramps.iter().enumerate() {
            let Some(cell) = row.cells.get(index) else { continue };
            let column = &spec.columns[index];
            let quantity = column.quantity.as_ref().unwrap_or(&spec.frame.quantity);
            let x = grid.left + grid.wide * index as f64;
            let (cx, cy) = (x + grid.wide / 2.0, y + ROW / 2.0);
            let title =
                format!("{} · {}: {}", row.label, column.label, format::datum(cell, quantity, locale));
            let mark = Mark { x, y, w: grid.wide, h: ROW, cx, cy, series: number, index, title };
            canvas.mark(mark, |canvas| one(canvas, cell, (x, y, grid.wide), *ramp, quantity, plain, locale));
        }
    }
    for (number, row) in spec.rows.iter().enumerate().filter(|(_, row)| row.strong) {
        let top = grid.head + ROW * number as f64;
        frame(canvas, grid.left, top, grid.wide * row.cells.len().min(ramps.len()) as f64);
    }
    legend.draw(canvas, spec, grid);
}

/// A frame round the cells of a row that is singled out.
fn frame(canvas: &Canvas<'_>, left: f64, top: f64, wide: f64) {
    let (right, bottom) = (left + wide, top + ROW);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    canvas.line(&corners, Paint(Ink::Ink, Form::Line));
}

fn write_heads(canvas: &Canvas<'_>, spec: &HeatSpec, grid: &Grid) {
    let set = Type::small(Ink::Ink2);
    let widest = spec.columns.iter().map(|column| set.width(&column.label)).fold(0.0, f64::max);
    // Many short heads that do not fit side by side are thinned rather than cut.
    let skip = if spec.columns.len() > 12 && grid.wide < widest + 6.0 {
        ((widest + 8.0) / grid.wide).ceil()
    } else {
        1.0
    };
    for (index, lines) in grid.heads.iter().enumerate() {
        let cx = grid.left + grid.wide * (index as f64 + 0.5);
        if skip > 1.0 {
            let (x, room) = (cx - grid.wide / 2.0, grid.wide * skip - 8.0);
            if (index as f64) % skip == 0.0 && x + set.width(&spec.columns[index].label) <= canvas.width {
                canvas.text(
                    &fit(&spec.columns[index].label, set.size, false, room),
                    x,
                    grid.head - 12.0,
                    set,
                );
            }
            continue;
        }
        canvas.titled(&spec.columns[index].label, &lines.join(" "), |canvas| {
            for (line, words) in lines.iter().rev().enumerate() {
                canvas.text(words, cx, grid.head - 12.0 - LINE * line as f64, set.middle());
            }
        });
    }
}

/// How much of a value is written into its cell, the same for all cells.
#[derive(Clone, Copy, PartialEq)]
enum Written {
    Whole,
    Digits,
    Nothing,
}

fn cells_fit(spec: &HeatSpec, grid: &Grid, locale: &dyn Locale) -> Written {
    let set = Type::small(Ink::Ink);
    let widest = |digits: bool| {
        let words = spec.rows.iter().flat_map(|row| row.cells.iter().zip(&spec.columns)).filter_map(
            |(cell, column)| {
                let quantity = column.quantity.as_ref().unwrap_or(&spec.frame.quantity);
                Some(set.width(&write(cell, quantity, digits, locale)?))
            },
        );
        words.fold(0.0, f64::max)
    };
    let room = grid.wide - 6.0;
    if widest(false) <= room {
        Written::Whole
    } else if widest(true) <= room + 2.0 {
        Written::Digits
    } else {
        Written::Nothing
    }
}

fn write(cell: &Datum, quantity: &Quantity, digits: bool, locale: &dyn Locale) -> Option<String> {
    let text = format::short(cell.finite()?, quantity, locale);
    let text =
        if digits { text.trim_end_matches('%').trim_end_matches(format::NBSP).to_owned() } else { text };
    Some(format::starred(text, cell))
}

fn one(
    canvas: &Canvas<'_>,
    cell: &Datum,
    (x, y, wide): (f64, f64, f64),
    ramp: Ramp,
    quantity: &Quantity,
    plain: Written,
    locale: &dyn Locale,
) {
    let (corner, size) = ((x + 0.75, y + 0.75), (wide - 1.5, ROW - 1.5));
    let (cx, cy) = (x + wide / 2.0, y + ROW / 2.0);
    let Some(value) = cell.finite() else {
        canvas.rect(corner, size, Paint(Ink::Grid, Form::Fill));
        hatch(canvas, corner, size);
        let set = Type::small(Ink::Ink3).middle().halo();
        if set.width(&cell.missing) <= wide - 8.0 {
            canvas.text(&cell.missing, cx, cy, set);
        }
        return;
    };
    let step = ramp.step(value);
    canvas.rect(corner, size, Paint(Ink::step(step), Form::Fill));
    let ink = if step >= DARK { Ink::Paper } else { Ink::Ink };
    let words = match plain {
        // Where no number has room, the sign alone has.
        Written::Nothing => Some(format::sign(cell)).filter(|sign| !sign.is_empty()).map(str::to_owned),
        plain => write(cell, quantity, plain == Written::Digits, locale),
    };
    if let Some(words) = words {
        canvas.text(&words, cx, cy, Type::small(ink).middle());
    }
}

/// Slanted lines: drawn, not a pattern, because a pattern needs an id that a second chart would repeat.
fn hatch(canvas: &Canvas<'_>, (x, y): (f64, f64), (w, h): (f64, f64)) {
    let mut start = x - h + 3.0;
    while start < x + w {
        let (from, to) = (start.max(x), (start + h).min(x + w));
        if to > from {
            canvas.line(
                &[(from, y + h - (from - start)), (to, y + h - (to - start))],
                Paint(Ink::Ink3, Form::Hatch),
            );
        }
        start += 7.0;
    }
}
