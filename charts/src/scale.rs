//! Axes: where they begin and end, and where they are marked.
//!
//! Comes in: the values that must fit. Goes out: round ticks within a range. Knows units only as far as they ask
//! for round steps of their own (whole counts, months by the year).

use crate::format::{Locale, part};
use crate::spec::Moment;
use esito_model::{Every, Unit};

/// An axis of values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Axis {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) step: f64,
    pub(crate) ticks: Vec<f64>,
}

/// The smallest and largest of the values that are numbers.
pub(crate) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|value| value.is_finite()).fold(None, |span, value| match span {
        None => Some((value, value)),
        Some((low, high)) => Some((value.min(low), value.max(high))),
    })
}

/// A step that is at least this long, round in the unit.
fn round_step(least: f64, unit: Unit) -> f64 {
    if unit == Unit::Months {
        let calendar = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 36.0, 60.0, 120.0];
        if let Some(step) = calendar.into_iter().find(|step| *step >= least) {
            return step;
        }
    }
    let power = 10f64.powf(least.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| *step >= least * (1.0 - 1e-9));
    let step = step.unwrap_or(10.0 * power);
    if unit == Unit::Count { step.max(1.0) } else { step }
}

/// An axis around a span of values, with at most `most` ticks.
pub(crate) fn axis(span: Option<(f64, f64)>, from_zero: bool, unit: Unit, most: usize) -> Axis {
    let (mut low, mut high) = span.unwrap_or((0.0, 1.0));
    let bounded = unit == Unit::Share && low >= 0.0 && high <= 1.0;
    if from_zero {
        low = low.min(0.0);
        high = high.max(0.0);
    }
    let scale = low.abs().max(high.abs());
    if high - low <= scale * 1e-9 {
        // All values are equal: some room around them, none below zero that is not theirs.
        let room = if scale > 0.0 { scale * 0.1 } else { 1.0 };
        if !(from_zero && low >= 0.0) {
            low = if low >= 0.0 { (low - room).max(0.0) } else { low - room };
        }
        high += room;
    }
    let mut step = round_step((high - low) / (most.max(2) as f64 - 1.0), unit);
    loop {
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil();
        if last - first + 1.0 <= most.max(2) as f64 + 0.5 || !step.is_finite() {
            // An end that is far from its tick lies closer to the values, without a tick.
            let (below, above) = (low - first * step, last * step - high);
            low = if below > 0.5 * step { low - 0.1 * step } else { first * step };
            high = if above > 0.5 * step { high + 0.1 * step } else { last * step };
            if bounded {
                low = low.max(0.0);
                high = high.min(1.0);
            }
            #[expect(clippy::cast_possible_truncation, reason = "a handful of ticks")]
            let ticks = (0..=(last - first) as i32).map(|n| (first + f64::from(n)) * step);
            let ticks =
                ticks.filter(|tick| *tick >= low - step * 1e-6 && *tick <= high + step * 1e-6).collect();
            return Axis { low, high, step, ticks };
        }
        step = round_step(step * 1.01, unit);
    }
}

/// A tick of the axis of time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimeTick {
    /// Where its label stands, in months.
    pub(crate) at: f64,
    /// The label.
    pub(crate) label: String,
    /// Where a tick is drawn: under a point, or where a year begins.
    pub(crate) line: f64,
}

/// The months from the beginning of the first period to the end of the last.
pub(crate) fn months<'m>(points: impl Iterator<Item = &'m Moment> + Clone) -> Option<(f64, f64)> {
    extent(points.flat_map(|m| [f64::from(m.month), f64::from(m.month + m.months.max(1))]))
}

/// Labels under the axis of time, as many as have room; years wherever there are more than two of them.
pub(crate) fn time_ticks(
    span: (f64, f64),
    grain: i32,
    pixels: f64,
    width: &dyn Fn(&str) -> f64,
    locale: &dyn Locale,
) -> Vec<TimeTick> {
    let long = span.1 - span.0 > 24.0;
    let length = if long || grain >= 12 { 12 } else { grain.max(1) };
    let every = match length {
        1 => Every::Month,
        3 => Every::Quarter,
        6 => Every::Half,
        _ => Every::Year,
    };
    let length = f64::from(length);
    let mut all = Vec::new();
    let mut start = (span.0 / length).floor() * length;
    while start < span.1 - 1e-9 && all.len() < 1200 {
        let (from, to) = (start.max(span.0), (start + length).min(span.1));
        #[expect(clippy::cast_possible_truncation, reason = "months of a calendar")]
        let label = part(every, start as i32, locale);
        let under = grain >= 12 || every != Every::Year;
        all.push(TimeTick {
            at: f64::midpoint(from, to),
            label,
            line: if under { f64::midpoint(from, to) } else { from },
        });
        start += length;
    }
    let widest = all.iter().map(|tick| width(&tick.label)).fold(0.0, f64::max);
    let room = pixels / ((span.1 - span.0) / length).max(1.0);
    let steps = [1usize, 2, 3, 5, 10, 20, 50, 100];
    let skip = steps.into_iter().find(|skip| room * *skip as f64 >= widest + 10.0).unwrap_or(200);
    let count = all.len();
    all.into_iter()
        .enumerate()
        .filter(|(at, _)| (count - 1 - at).is_multiple_of(skip))
        .map(|(_, tick)| tick)
        .collect()
}

/// Moves labels apart: the heights wished for become heights at least `gap` from each other within `top..bottom`.
pub(crate) fn spread(wished: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wished.len()).collect();
    order.sort_by(|a, b| wished[*a].total_cmp(&wished[*b]).then(a.cmp(b)));
    let mut out = wished.to_vec();
    let mut least = top;
    for at in &order {
        out[*at] = wished[*at].max(least);
        least = out[*at] + gap;
    }
    let mut most = bottom;
    for at in order.iter().rev() {
        out[*at] = out[*at].min(most);
        most = out[*at] - gap;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        let axis = axis(Some((0.312, 0.587)), false, Unit::Share, 6);
        assert_eq!(axis.ticks.len(), 4);
        assert!((axis.low - 0.3).abs() < 1e-9 && (axis.high - 0.6).abs() < 1e-9);
        for span in
            [(1e-9, 3e-9), (1e9, 7.3e9), (-5.0, 12.0), (0.0, 0.0), (4.0, 4.0), (-3.0, -3.0), (0.999, 1.0)]
        {
            for unit in [Unit::Number, Unit::Count, Unit::Months, Unit::Share] {
                let axis = super::axis(Some(span), false, unit, 6);
                assert!((1..=7).contains(&axis.ticks.len()), "{span:?} {unit:?}: {axis:?}");
                assert!(
                    axis.low <= span.0 + 1e-12 && axis.high >= span.1 - 1e-12,
                    "{span:?} {unit:?}: {axis:?}"
                );
                assert!(axis.low < axis.high);
            }
        }
    }

    #[test]
    fn zero_is_on_the_axis_when_asked_for() {
        assert_eq!(axis(Some((40.0, 90.0)), true, Unit::Count, 6).low, 0.0);
        assert_eq!(axis(Some((-40.0, -10.0)), true, Unit::Number, 6).high, 0.0);
        assert_eq!(axis(Some((0.2, 0.97)), true, Unit::Share, 6).high, 1.0);
    }

    #[test]
    fn labels_are_moved_apart_but_stay_inside() {
        let places = spread(&[50.0, 51.0, 52.0, 10.0, 99.0], 14.0, 0.0, 100.0);
        let mut sorted = places.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 14.0 - 1e-9), "{places:?}");
        assert!(sorted[0] >= 0.0 && sorted[4] <= 100.0);
        assert!(places[0] < places[1] && places[1] < places[2]);
    }
}
