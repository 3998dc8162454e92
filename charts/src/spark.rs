//! A line without axes, for a tile.
//!
//! Comes in: one series and the path to its target. Goes out: band, line, the last point as a dot. The scale is its
//! own: a spark tells the course, the number beside it the level.

use crate::canvas::{Canvas, Field, draw};
use crate::drawing::{Drawing, Mark};
use crate::format::Locale;
use crate::ink::{Form, Ink, Paint};
use crate::lines::{band, read_out, stroke, tell};
use crate::scale::{extent, months};
use crate::spec::{Frame, Moment, Series, SparkSpec, TargetPath};

/// Room for the last dot and its halo.
const EDGE: f64 = 5.0;

/// Draws a line without axes.
#[must_use]
pub fn spark(spec: &SparkSpec, locale: &dyn Locale) -> Drawing {
    let height = if spec.height > 0.0 { spec.height } else { 54.0 };
    draw(&spec.frame, height, |canvas| {
        let series = Series { name: String::new(), ink: spec.ink, points: spec.points.clone() };
        let told = tell("", &spec.points, &spec.frame.quantity, locale);
        canvas.summary.shown = shown(&spec.points);
        canvas.summary.missing = spec.points.len() - canvas.summary.shown;
        canvas.summary.series = vec![told];
        let (Some(x), Some(y)) =
            (time_span(&spec.points, spec.target.as_ref()), value_span(&spec.points, spec.target.as_ref()))
        else {
            let y = canvas.height / 2.0;
            return canvas.line(&[(EDGE, y), (canvas.width - EDGE, y)], Paint(Ink::Axis, Form::Rule));
        };
        let corner = (canvas.width - EDGE, canvas.height - EDGE);
        let field = canvas.field((EDGE, EDGE), corner, x.0..x.1, roomy(y));
        plot(canvas, &field, &series, spec.target.as_ref());
        add_marks(canvas, &field, &series, &spec.frame, 0, (0.0, corner.1 + EDGE), locale);
    })
}

pub(crate) fn shown(points: &[Moment]) -> usize {
    points.iter().filter(|point| point.datum.finite().is_some()).count()
}

/// The months from the first point's middle to the last one's.
pub(crate) fn time_span(points: &[Moment], target: Option<&TargetPath>) -> Option<(f64, f64)> {
    months(points.iter())?;
    let ahead = target.into_iter().flat_map(|path| path.points.iter().map(|(month, _)| *month));
    let (from, to) = extent(points.iter().map(Moment::middle).chain(ahead))?;
    // A single period stands at the right, where the last one would.
    Some(if to - from < 1e-9 { (from - 12.0, to) } else { (from, to) })
}

/// What the scale must hold: values, intervals, the path.
pub(crate) fn value_span(points: &[Moment], target: Option<&TargetPath>) -> Option<(f64, f64)> {
    extent(points.iter().filter_map(|point| point.datum.finite()))?;
    let ends = points.iter().flat_map(|point| {
        let (low, high) = point.datum.interval().unzip();
        [point.datum.finite(), low, high].into_iter().flatten()
    });
    extent(ends.chain(target.into_iter().flat_map(|path| path.points.iter().map(|(_, value)| *value))))
}

/// The span as a range that is never empty.
pub(crate) fn roomy((low, high): (f64, f64)) -> std::ops::Range<f64> {
    let size = low.abs().max(high.abs());
    if high - low > size * 1e-9 {
        return low..high;
    }
    let room = if size > 0.0 { size * 0.1 } else { 1.0 };
    low - room..high + room
}

/// Band, path, line and the last dot.
pub(crate) fn plot(canvas: &Canvas<'_>, field: &Field<'_>, series: &Series, target: Option<&TargetPath>) {
    band(field, series, Form::Band);
    if let Some(path) = target.filter(|path| path.points.len() > 1) {
        field.line(&path.points, Paint(Ink::Ink3, Form::Target));
    }
    stroke(canvas, field, series);
}

/// A mark for each point, as high as the panel and half-way to its neighbours.
pub(crate) fn add_marks(
    canvas: &mut Canvas<'_>,
    field: &Field<'_>,
    series: &Series,
    frame: &Frame,
    number: usize,
    (top, bottom): (f64, f64),
    locale: &dyn Locale,
) {
    let last = series.points.iter().rposition(|point| point.datum.finite().is_some());
    for (index, point) in series.points.iter().enumerate() {
        let known = point.datum.finite();
        let (cx, cy) = known.map_or_else(
            || (field.at(point.middle(), 0.0).0, bottom - EDGE),
            |value| field.at(point.middle(), value),
        );
        let half = f64::from(point.months.max(1)) / 2.0;
        let (from, to) = (field.at(point.middle() - half, 0.0).0, field.at(point.middle() + half, 0.0).0);
        let (from, to) = (from.clamp(0.0, canvas.width), to.clamp(0.0, canvas.width));
        let title = read_out(&series.name, point, &frame.quantity, locale);
        let mark =
            Mark { x: from, y: top, w: to - from, h: bottom - top, cx, cy, series: number, index, title };
        canvas.mark(mark, |canvas| {
            if last == Some(index) {
                canvas.circle((cx, cy), 3.2, Paint(series.ink, Form::Dot));
            }
            if known.is_some() && point.datum.estimated {
                canvas.circle((cx, cy), 5.2, Paint(series.ink, Form::Ring));
            }
        });
    }
}

impl TargetPath {
    /// The path through these points; one that would run back in time is its last point, the target alone.
    #[must_use]
    pub fn through(label: String, mut points: Vec<(f64, f64)>) -> Self {
        if points.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            points.drain(..points.len() - 1);
        }
        Self { label, points }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_does_not_run_back_in_time() {
        let points = |points: &[(f64, f64)]| TargetPath::through(String::new(), points.to_vec()).points;
        assert_eq!(points(&[(6.0, 0.4), (66.0, 0.6)]), [(6.0, 0.4), (66.0, 0.6)]);
        assert_eq!(points(&[(66.0, 0.4), (6.0, 0.6)]), [(6.0, 0.6)]);
        assert_eq!(points(&[(6.0, 0.6)]), [(6.0, 0.6)]);
    }
}
