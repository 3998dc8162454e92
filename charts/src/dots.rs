//! Places by value: a dot with its interval in each row.
//!
//! Comes in: rows in their order, one dot or several groups in each. Goes out: a dot plot; with groups, the distance
//! between their dots is the gap. Also the single row that tables and lists use.

use crate::bars::{names_width, tell_rows, write_benchmark, write_name};
use crate::canvas::{Canvas, Field, Type, draw, width_of};
use crate::drawing::{Drawing, Mark};
use crate::fit;
use crate::format::{self, Locale};
use crate::ink::{Form, Ink, Paint};
use crate::scale::{axis, extent};
use crate::spark::roomy;
use crate::spec::{Datum, Dot, DotRow, DotRowSpec, DotsSpec, Quantity};

const ROW: f64 = 28.0;
/// A row with its name above its dots.
const TALL: f64 = 44.0;
/// Below this width names that would be cut stand above their dots.
const NARROW: f64 = 480.0;
/// The part of the width that names may take beside their dots.
const NAMES: f64 = 0.36;
const RADIUS: f64 = 4.5;
const THICK: f64 = 7.0;
/// Above the first row of a section, for its words.
const SECTION: f64 = 26.0;

/// Draws places by value.
#[must_use]
pub fn dots(spec: &DotsSpec, locale: &dyn Locale) -> Drawing {
    let head = head(spec);
    draw(&spec.frame, head + height(spec).max(ROW) + 6.0, |canvas| {
        paint(canvas, spec, head, locale);
    })
}

/// Whether a row is the first of a section that has words.
fn begins(spec: &DotsSpec, number: usize) -> bool {
    let section = |number: usize| spec.rows.get(number).map_or("", |row| row.section.as_str());
    !section(number).is_empty() && (number == 0 || section(number) != section(number - 1))
}

fn row_names(spec: &DotsSpec, width: f64, share: f64) -> f64 {
    names_width(spec.rows.iter().map(|row| (row.label.as_str(), row.strong)), width, share)
}

/// The height of a row: names that are too long for a narrow sheet have a line of their own.
fn row_height(spec: &DotsSpec) -> f64 {
    let width = width_of(&spec.frame);
    if width < NARROW && row_names(spec, width, 1.0) > width * NAMES { TALL } else { ROW }
}

/// How far below the first row's top the middle of a row's dots lies.
fn middle(spec: &DotsSpec, number: usize) -> f64 {
    let sections = (0..=number).filter(|at| begins(spec, *at)).count();
    row_height(spec) * (number as f64 + 1.0) - ROW / 2.0 + SECTION * sections as f64
}

fn height(spec: &DotsSpec) -> f64 {
    spec.rows.len().checked_sub(1).map_or(0.0, |last| middle(spec, last) + ROW / 2.0)
}

fn head(spec: &DotsSpec) -> f64 {
    let key = key(spec, width_of(&spec.frame)).last().map_or(0.0, |(_, line, _)| 24.0 + line);
    let line = if spec.benchmark.is_some() { 18.0 } else { 0.0 };
    key + line + 22.0
}

fn paint(canvas: &mut Canvas<'_>, spec: &DotsSpec, head: f64, locale: &dyn Locale) {
    let quantity = &spec.frame.quantity;
    let all = || spec.rows.iter().flat_map(|row| &row.dots);
    canvas.summary.shown = all().filter(|dot| dot.datum.finite().is_some()).count();
    canvas.summary.missing = all().count() - canvas.summary.shown;
    canvas.summary.series = summaries(spec, locale);
    if spec.rows.is_empty() || canvas.summary.shown == 0 && spec.rows.iter().all(|row| row.dots.is_empty()) {
        return canvas.nothing(&spec.nothing);
    }
    let benchmark = spec.benchmark.as_ref().filter(|line| line.value.is_finite());
    let values = all().flat_map(|dot| {
        let (low, high) = dot.datum.interval().unzip();
        [dot.datum.finite(), low, high].into_iter().flatten()
    });
    let held = spec.rows.iter().filter_map(|row| row.target).chain(benchmark.map(|line| line.value));
    let span = extent(values.chain(held));
    let most = if canvas.width < 480.0 { 4 } else { 6 };
    let near = span.is_some_and(|(low, high)| low >= 0.0 && low < 0.3 * high);
    let axis = axis(span, near, quantity.unit, most);
    canvas.summary.from_zero = axis.low == 0.0;

    let grouped = spec.rows.iter().any(|row| row.dots.len() > 1);
    let set = Type::small(Ink::Ink);
    let words = all().filter_map(|dot| label(&dot.datum, grouped, quantity, locale));
    let widest = words.map(|words| set.width(&words)).fold(0.0, f64::max);
    let row_height = row_height(spec);
    let names = if row_height > ROW { 0.0 } else { row_names(spec, canvas.width, NAMES) };
    let left = names + if grouped { widest + 8.0 } else { 8.0 };
    let right = (canvas.width - widest - 14.0).max(left + 20.0);
    let bottom = head + height(spec);
    let field = canvas.field((left, head), (right, bottom), axis.low..axis.high, 0.0..1.0);

    let top = if benchmark.is_some() { head - 18.0 } else { head };
    let grey = Type::small(Ink::Ink3);
    let mut free = 0.0;
    for tick in &axis.ticks {
        let x = field.at(*tick, 0.0).0;
        canvas.line(&[(x, head), (x, bottom)], Paint(Ink::Grid, Form::Rule));
        let words = format::tick(*tick, axis.step, quantity, locale);
        let half = grey.width(&words) / 2.0;
        let x = x.clamp(half, (canvas.width - half).max(half));
        // Long labels on a narrow sheet: every line is drawn, but only those are named that have room.
        if x - half >= free {
            canvas.text(&words, x, top - 9.0, grey.middle());
            free = x + half + 6.0;
        }
    }
    write_key(canvas, spec);
    if let Some(line) = benchmark {
        write_benchmark(canvas, line, field.at(line.value, 0.0).0, (head, bottom), quantity, locale);
    }
    for (number, row) in spec.rows.iter().enumerate() {
        let y = head + middle(spec, number);
        if begins(spec, number) {
            let set = Type::small(Ink::Ink3).bold().halo();
            let words = fit(&row.section, set.size, true, canvas.width);
            canvas.text(&words, 0.0, y + ROW / 2.0 - row_height - SECTION / 2.0 + 3.0, set);
        }
        if row_height > ROW {
            write_name(canvas, &row.label, row.strong, canvas.width, y - (row_height - ROW / 2.0) + 12.0);
        } else {
            write_name(canvas, &row.label, row.strong, names, y);
        }
        canvas.line(&[(left, y), (right, y)], Paint(Ink::Grid, Form::Rule));
        one(canvas, spec, (number, row), y, &field, (left, right), locale);
    }
}

fn label(found: &Datum, grouped: bool, quantity: &Quantity, locale: &dyn Locale) -> Option<String> {
    let write = if grouped { format::short } else { format::beside };
    Some(format::starred(write(found.finite()?, quantity, locale), found))
}

fn summaries(spec: &DotsSpec, locale: &dyn Locale) -> Vec<crate::SeriesSummary> {
    let begun: Vec<usize> = (0..spec.rows.len()).filter(|number| begins(spec, *number)).collect();
    if !begun.is_empty() {
        // Each section is told on its own: which rows differ is what the chart says.
        let of = |at: usize| {
            let section = spec.rows[at].section.as_str();
            let rows = spec.rows.iter().filter(move |row| row.section == section);
            let rows = rows.filter_map(|row| Some((row.label.as_str(), &row.dots.first()?.datum)));
            crate::SeriesSummary { name: section.to_owned(), ..tell_rows(rows, &spec.frame.quantity, locale) }
        };
        return begun.into_iter().map(of).collect();
    }
    let groups = spec.rows.iter().map(|row| row.dots.len()).max().unwrap_or(0);
    let told = (0..groups).map(|group| {
        let rows = spec.rows.iter().filter_map(|row| Some((row.label.as_str(), &row.dots.get(group)?.datum)));
        let name = spec.groups.get(group).map(|(name, _)| name.clone()).unwrap_or_default();
        crate::SeriesSummary { name, ..tell_rows(rows, &spec.frame.quantity, locale) }
    });
    told.collect()
}

/// Where each group's name stands: across, the line below the first, the name as it fits.
fn key(spec: &DotsSpec, width: f64) -> Vec<(f64, f64, String)> {
    let (mut x, mut line) = (RADIUS, 0.0);
    let place = |(name, ink): &(String, Ink)| {
        let set = Type::small(*ink).bold();
        // A name that has no room any more begins a line of its own.
        if x > RADIUS && x + 9.0 + set.width(name) > width {
            (x, line) = (RADIUS, line + 18.0);
        }
        let shown = fit(name, set.size, true, (width - x - 12.0).max(20.0));
        let at = x;
        x += 9.0 + set.width(&shown) + 22.0;
        (at, line, shown)
    };
    spec.groups.iter().map(place).collect()
}

/// The groups' names beside a dot of their ink.
fn write_key(canvas: &Canvas<'_>, spec: &DotsSpec) {
    for (group, (x, line, name)) in key(spec, canvas.width).into_iter().enumerate() {
        let ink = spec.groups[group].1;
        sign(canvas, (x, 9.0 + line), group, ink);
        canvas.text(&name, x + 9.0, 9.0 + line, Type::small(ink).bold());
    }
}

fn one(
    canvas: &mut Canvas<'_>,
    spec: &DotsSpec,
    (number, row): (usize, &DotRow),
    y: f64,
    field: &Field<'_>,
    (left, right): (f64, f64),
    locale: &dyn Locale,
) {
    let quantity = &spec.frame.quantity;
    let at = |value: f64| field.at(value, 0.0).0;
    let known: Vec<(f64, &Dot)> =
        row.dots.iter().filter_map(|dot| Some((at(dot.datum.finite()?), dot))).collect();
    let ends = extent(known.iter().map(|(x, _)| *x));
    let target = row.target.filter(|target| target.is_finite());
    if let Some(target) = target {
        canvas.line(&[(at(target), y - 9.0), (at(target), y + 9.0)], Paint(Ink::Ink, Form::Tick));
    }
    if let (Some((from, to)), true) = (ends, known.len() > 1) {
        canvas.line(&[(from, y), (to, y)], Paint(Ink::Ink3, Form::Whisker));
    }
    let set = Type::small(Ink::Ink);
    let missing: Vec<String> = row
        .dots
        .iter()
        .enumerate()
        .filter(|(_, dot)| dot.datum.finite().is_none())
        .map(|(group, dot)| match spec.groups.get(group) {
            Some((name, _)) if !known.is_empty() => format!("{name}: {}", dot.datum.missing),
            _ => dot.datum.missing.clone(),
        })
        .collect();
    if let (Some(words), true) = (missing.first(), known.is_empty()) {
        let words = fit(words, set.size, false, right - left);
        canvas.text(&words, left + 4.0, y, Type::small(Ink::Ink3).halo());
    }
    // Intervals lie under all dots of the row.
    for dot in &row.dots {
        if let Some((low, high)) = dot.datum.interval() {
            canvas.range((at(low), at(high)), y, THICK, dot.ink);
        }
    }
    for (index, dot) in row.dots.iter().enumerate() {
        let group = spec.groups.get(index).map_or(String::new(), |(name, _)| format!(" · {name}"));
        let mut title = format!("{}{group}: {}", row.label, format::datum(&dot.datum, quantity, locale));
        if let Some(target) = target {
            title.push_str(&format!("; {} {}", spec.target_label, format::value(target, quantity, locale)));
        }
        if !row.section.is_empty() {
            title.push_str(&format!("; {}", row.section));
        }
        let cx = dot.datum.finite().map_or(left, at);
        let (x, w) = hit(cx, index, &known, dot, canvas.width);
        let h = row_height(spec);
        let mark = Mark { x, y: y + ROW / 2.0 - h, w, h, cx, cy: y, series: number, index, title };
        canvas.mark(mark, |canvas| {
            if dot.datum.finite().is_some() {
                sign(canvas, (cx, y), index, dot.ink);
            }
            if dot.datum.finite().is_some() && dot.datum.estimated {
                canvas.circle((cx, y), RADIUS + 3.0, Paint(dot.ink, Form::Ring));
            }
        });
    }
    let words = |x: f64, dot: &Dot, side: f64| {
        let Some(words) = label(&dot.datum, row.dots.len() > 1, quantity, locale) else { return };
        // Beyond the interval, where nothing is written over.
        let (low, high) = dot.datum.interval().map_or((x, x), |(low, high)| (at(low), at(high)));
        if side < 0.0 {
            return canvas.text(&words, low.min(x - RADIUS) - 5.0, y, set.end());
        }
        let from = high.max(x + RADIUS) + 5.0;
        canvas.text(&words, from, y, set);
        let from = from + set.width(&words) + 10.0;
        if let (Some(why), true) = (missing.first(), from + 40.0 < canvas.width) {
            canvas.text(
                &fit(why, set.size, false, canvas.width - from),
                from,
                y,
                Type::small(Ink::Ink3).halo(),
            );
        }
    };
    match known.as_slice() {
        [] => {}
        [(_, dot)] if row.dots.len() == 1 => {
            let text = label(&dot.datum, false, quantity, locale).unwrap_or_default();
            canvas.text(&text, canvas.width, y, set.end());
        }
        several => {
            let by = |a: &&(f64, &Dot), b: &&(f64, &Dot)| a.0.total_cmp(&b.0);
            if let (Some(first), Some(last)) = (several.iter().min_by(by), several.iter().max_by(by)) {
                if several.len() > 1 {
                    words(first.0, first.1, -1.0);
                }
                words(last.0, last.1, 1.0);
            }
        }
    }
}

/// The part of a row that belongs to a dot: up to half-way to its neighbours; all of it for a single dot.
fn hit(cx: f64, index: usize, known: &[(f64, &Dot)], dot: &Dot, width: f64) -> (f64, f64) {
    if dot.datum.finite().is_none() {
        return (0.0, if known.is_empty() { width } else { 0.0 });
    }
    let mut order: Vec<(f64, usize)> = known.iter().enumerate().map(|(n, (x, _))| (*x, n)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let own = known.iter().position(|(x, there)| *x == cx && std::ptr::eq(*there, dot)).unwrap_or(index);
    let place = order.iter().position(|(_, n)| *n == own).unwrap_or(0);
    let from = if place == 0 { 0.0 } else { f64::midpoint(order[place - 1].0, cx) };
    let to = order.get(place + 1).map_or(width, |next| f64::midpoint(cx, next.0));
    (from, (to - from).max(0.0))
}

/// The sign of a group: its shape differs as well as its colour.
fn sign(canvas: &Canvas<'_>, (x, y): (f64, f64), group: usize, ink: Ink) {
    let form = if group.is_multiple_of(2) { Form::Dot } else { Form::Open };
    if group % 4 < 2 {
        let radius = if form == Form::Open { RADIUS - 0.5 } else { RADIUS };
        canvas.circle((x, y), radius, Paint(ink, form));
    } else {
        canvas.rect((x - 4.0, y - 4.0), (8.0, 8.0), Paint(ink, form));
    }
}

fn draw_dot(canvas: &Canvas<'_>, dot: &Dot, y: f64, at: &dyn Fn(f64) -> f64, radius: f64, thick: f64) {
    let Some(value) = dot.datum.finite() else { return };
    if let Some((low, high)) = dot.datum.interval() {
        canvas.range((at(low), at(high)), y, thick, dot.ink);
    }
    canvas.circle((at(value), y), radius, Paint(dot.ink, Form::Dot));
}

/// Draws one row, for tables and lists.
#[must_use]
pub fn dot_row(spec: &DotRowSpec, locale: &dyn Locale) -> Drawing {
    let height = if spec.height > 0.0 { spec.height } else { 24.0 };
    draw(&spec.frame, height, |canvas| {
        let quantity = &spec.frame.quantity;
        let known = spec.dot.datum.finite();
        canvas.summary.shown = usize::from(known.is_some());
        canvas.summary.missing = usize::from(known.is_none());
        let (low, high) = spec.dot.datum.interval().unzip();
        let usual = spec.usual.filter(|(low, high)| low.is_finite() && high.is_finite());
        let (lower, upper) = usual.unzip();
        let held = [spec.target, spec.median, lower, upper].into_iter().flatten();
        let own = extent([known, low, high].into_iter().flatten().chain(held)).unwrap_or((0.0, 1.0));
        // A range given by the caller that does not hold the row is widened: nothing may leave the picture.
        let given = spec.range.filter(|(low, high)| low.is_finite() && high.is_finite());
        let span = given.map_or(own, |(low, high)| (low.min(own.0), high.max(own.1)));
        let (y, edge) = (canvas.height / 2.0, 6.0);
        let field = canvas.field((edge, 0.0), (canvas.width - edge, canvas.height), roomy(span), 0.0..1.0);
        let at = |value: f64| field.at(value, 0.0).0;
        canvas.line(&[(edge, y), (canvas.width - edge, y)], Paint(Ink::Grid, Form::Rule));
        if let Some((low, high)) = usual {
            // Quartiles that coincide are still seen.
            let (from, to) = (at(low), at(high).max(at(low) + 1.5));
            canvas.rect((from, y - 8.0), (to - from, 16.0), Paint(Ink::Axis, Form::Fill));
        }
        if let Some(median) = spec.median.filter(|value| value.is_finite()) {
            canvas.line(&[(at(median), y - 7.0), (at(median), y + 7.0)], Paint(Ink::Ink3, Form::Whisker));
        }
        let title = format::datum(&spec.dot.datum, quantity, locale);
        let (w, h, cx) = (canvas.width, canvas.height, known.map_or(edge, at));
        let mark = Mark { x: 0.0, y: 0.0, w, h, cx, cy: y, series: 0, index: 0, title };
        canvas.mark(mark, |canvas| draw_dot(canvas, &spec.dot, y, &at, 4.0, 6.0));
        if let Some(target) = spec.target.filter(|value| value.is_finite()) {
            canvas.line(&[(at(target), y - 9.0), (at(target), y + 9.0)], Paint(Ink::Ink, Form::Tick));
        }
    })
}

#[cfg(all(test, feature = "native-locale"))]
mod tests {
    use super::*;
    use crate::NativeLocale;
    use crate::spec::{Datum, Frame};
    use esito_model::Unit;

    fn row(label: &str, value: f64, section: &str) -> DotRow {
        DotRow {
            label: label.to_owned(),
            dots: vec![Dot { ink: Ink::C1, datum: Datum::between(value, value - 0.02, value + 0.02) }],
            section: section.to_owned(),
            ..DotRow::default()
        }
    }

    fn spec(rows: Vec<DotRow>) -> DotsSpec {
        let frame = Frame {
            id: "d".to_owned(),
            width: 400.0,
            quantity: Quantity::of(Unit::Share),
            ..Frame::default()
        };
        DotsSpec { frame, rows, ..DotsSpec::default() }
    }

    #[test]
    fn sections_are_written_once_and_told_one_by_one() {
        let rows = vec![row("A", 0.6, "above"), row("B", 0.5, "alike"), row("C", 0.4, "alike")];
        let drawing = dots(&spec(rows), &NativeLocale::new("en"));
        assert_eq!(drawing.svg.matches(">above<").count(), 1, "{}", drawing.svg);
        assert_eq!(drawing.svg.matches(">alike<").count(), 1);
        let names: Vec<&str> = drawing.summary.series.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["above", "alike"]);
        assert!(drawing.marks[0].title.ends_with("; above"), "{}", drawing.marks[0].title);
        // A row lies below the words of its section; rows of one section follow without a gap.
        let y: Vec<f64> = drawing.marks.iter().map(|mark| mark.cy).collect();
        assert_eq!((y[1] - y[0], y[2] - y[1]), (ROW + SECTION, ROW));
    }

    #[test]
    fn a_long_name_has_a_line_of_its_own_on_a_narrow_sheet() {
        let long = "Health in Motion: cohorts beside a comparison group";
        let rows = vec![row(long, 0.6, ""), row("B", 0.5, "")];
        let narrow = dots(&spec(rows.clone()), &NativeLocale::new("en"));
        assert_eq!(narrow.marks[1].cy - narrow.marks[0].cy, TALL);
        assert!(narrow.svg.contains(&format!(">{long}<")), "{}", narrow.svg);
        let mut wide = spec(rows);
        wide.frame.width = 1000.0;
        let wide = dots(&wide, &NativeLocale::new("en"));
        assert_eq!(wide.marks[1].cy - wide.marks[0].cy, ROW);
    }

    #[test]
    fn a_value_behind_which_rows_are_missing_has_its_star() {
        let mut rows = vec![row("A", 0.6, ""), row("B", 0.5, "")];
        rows[1].dots[0].datum.partial = true;
        let drawing = dots(&spec(rows), &NativeLocale::new("en"));
        assert_eq!(drawing.svg.matches("%*<").count(), 1, "{}", drawing.svg);
    }

    #[test]
    fn an_estimated_value_looks_like_no_observed_one() {
        let mut rows = vec![row("A", 0.6, ""), row("B", 0.5, "")];
        let rings = |svg: &str| svg.matches("ring").count();
        let before = rings(&dots(&spec(rows.clone()), &NativeLocale::new("en")).svg);
        (rows[1].dots[0].datum.partial, rows[1].dots[0].datum.estimated) = (true, true);
        let drawing = dots(&spec(rows), &NativeLocale::new("en"));
        assert_eq!(drawing.svg.matches("%°<").count(), 1, "{}", drawing.svg);
        assert_eq!((drawing.svg.matches("%*<").count(), rings(&drawing.svg)), (0, before + 1));
    }

    #[test]
    fn without_sections_nothing_moves() {
        let rows = vec![row("A", 0.6, ""), row("B", 0.5, "")];
        let drawing = dots(&spec(rows), &NativeLocale::new("en"));
        assert_eq!(drawing.marks[1].cy - drawing.marks[0].cy, ROW);
        assert_eq!(drawing.summary.series.len(), 1);
    }
}
