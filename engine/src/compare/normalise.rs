//! Indicators in their own units onto one scale on which more is better.

use super::matrix::{number, present, range};
use super::rank::ascending;
use crate::statistics::sums::{Sum, mean};

/// How an indicator is put on the common scale.
///
/// All but `Goalposts`, `Target` with its own value, and `Categories` depend on the other places: a place's score can
/// move although the place did not.
///
/// Source of the methods: OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 5.
#[derive(Clone, Debug, PartialEq)]
pub enum Normalise {
    /// The least value becomes `low`, the greatest `high`: `(x − min) / (max − min) · (high − low) + low`.
    MinMax {
        /// Where the worst place stands.
        low: f64,
        /// Where the best place stands.
        high: f64,
    },
    /// `(x − mean) / s · deviation + mean`, with the standard deviation `s` of a sample.
    ZScore {
        /// The mean of the scores.
        mean: f64,
        /// The standard deviation of the scores.
        deviation: f64,
    },
    /// Rank from the worst up, 1 for the worst; ties share the lowest rank. Where all are equal there is none.
    Rank,
    /// `(rank − 1) / (n − 1)`, 0 for the worst, 1 for the best.
    Percentile,
    /// Borda's points: how many places are worse.
    Borda,
    /// `1 − (max − x) / (max − min)`: the same as `MinMax` from 0 to 1.
    DistanceToMaximum,
    /// `1 − (r − x) / (r − min)`, with `r` the value of the place in this row.
    DistanceToReference {
        /// The row of the place.
        row: usize,
        /// Whether scores above 1 become 1.
        cap: bool,
    },
    /// `1 − (target − x) / (target − min)`.
    DistanceToTarget {
        /// The target, in the indicator's unit.
        target: f64,
        /// Whether scores above 1 become 1, all of them where even the worst place is at the target.
        cap: bool,
    },
    /// `x / max`; where less is better `min / x`. What it is divided by must be above zero.
    FractionOfMaximum,
    /// `(x − low) / (high − low) · 100`, whatever the other places do; not clipped.
    Scaled {
        /// The value that becomes 0.
        low: f64,
        /// The value that becomes 100.
        high: f64,
    },
    /// `(x − worst) / (best − worst)`, clipped to 0–1 and put on `low`–`high`. Worst may be the larger: the direction
    /// is in the goalposts, and the indicator's own is not looked at.
    Goalposts {
        /// The value that is as bad as can be.
        worst: f64,
        /// The value that is as good as can be.
        best: f64,
        /// The score of the worst.
        low: f64,
        /// The score of the best.
        high: f64,
    },
    /// The score of the step that the value reaches: `scores[0]` below the first bound, `scores[i]` from `bounds[i−1]` on.
    Categories {
        /// Bounds, ascending, in the indicator's unit (after its direction is turned).
        bounds: Vec<f64>,
        /// One score more than bounds.
        scores: Vec<f64>,
    },
    /// As `Categories`, with the bounds on the share `rank / n` of places that are not better.
    PercentileCategories {
        /// Bounds from 0 to 1, ascending.
        bounds: Vec<f64>,
        /// One score more than bounds.
        scores: Vec<f64>,
    },
    /// `x / mean`, the distance to the mean place as a ratio.
    RatioToMean,
    /// `x / max`, the ratio to the best place.
    RatioToBest,
    /// `x / min`, the ratio to the worst place.
    RatioToWorst,
    /// `(x − mean) / mean`.
    DifferenceToMean,
    /// `(x − min) / min`.
    DifferenceToWorst,
    /// 1 above `(1 + margin) · mean`, −1 below `(1 − margin) · mean`, otherwise 0.
    AboveMean {
        /// The margin around the mean, as a share of it.
        margin: f64,
    },
}

impl Normalise {
    /// Normalises a column in place; `lower` turns an indicator of which less is better by changing its sign first.
    ///
    /// Missing (NaN): cells that are missing, and every cell where the method cannot be applied: a range, deviation or
    /// divisor of zero, or fewer than two places where it needs two. Ratios of negative numbers are what the formula
    /// gives; no rule stops them here, `checks` says what they mean.
    pub fn apply(&self, values: &mut [f64], lower: bool, scratch: &mut Scratch) {
        if let Self::Goalposts { worst, best, low, high } = *self {
            // A value far from zero may not be lost in the difference, so the share is formed first.
            let reach = best - worst;
            map(values, |x| ((x - worst) / reach).clamp(0.0, 1.0) * (high - low) + low);
            return;
        }
        let sign = if lower { -1.0 } else { 1.0 };
        if lower {
            map(values, |x| -x);
        }
        match self {
            Self::MinMax { low, high } => {
                if let Some((least, most)) = range(values) {
                    let reach = most - least;
                    map(values, |x| (x - least) / reach * (high - low) + low);
                }
            }
            Self::DistanceToMaximum => {
                if let Some((least, most)) = range(values) {
                    map(values, |x| 1.0 - (most - x) / (most - least));
                }
            }
            Self::ZScore { mean: middle, deviation: spread } => {
                let (centre, sample) = centre(values);
                map(values, |x| (x - centre) / sample * spread + middle);
            }
            Self::Rank => rank(values, scratch, |rank, _| rank),
            Self::Borda => rank(values, scratch, |rank, _| rank - 1.0),
            Self::Percentile => rank(values, scratch, |rank, n| (rank - 1.0) / (n - 1.0)),
            Self::PercentileCategories { bounds, scores } => {
                rank(values, scratch, |rank, n| step(bounds, scores, rank / n));
            }
            Self::DistanceToReference { row, cap } => {
                let reference = values.get(*row).copied().unwrap_or(f64::NAN);
                distance(values, reference, *cap);
            }
            Self::DistanceToTarget { target, cap } => distance(values, sign * target, *cap),
            Self::Scaled { low, high } => map(values, |x| (x - low) / (high - low) * 100.0),
            Self::Categories { bounds, scores } => map(values, |x| step(bounds, scores, x)),
            Self::FractionOfMaximum => {
                let best = range(values).map_or(f64::NAN, |(_, most)| sign * most);
                let best = if best > 0.0 { best } else { f64::NAN };
                map(values, |x| if lower { best / -x } else { x / best });
            }
            Self::RatioToBest => ratio(values, range(values).map(|(_, most)| most)),
            Self::RatioToWorst => ratio(values, range(values).map(|(least, _)| least)),
            Self::RatioToMean => ratio(values, mean(&present(values))),
            Self::DifferenceToMean => difference(values, mean(&present(values))),
            Self::DifferenceToWorst => difference(values, range(values).map(|(least, _)| least)),
            Self::AboveMean { margin } => {
                let middle = mean(&present(values)).unwrap_or(f64::NAN);
                map(values, |x| {
                    f64::from(i8::from(x > (1.0 + margin) * middle) - i8::from(x < (1.0 - margin) * middle))
                });
            }
            Self::Goalposts { .. } => {}
        }
    }

    /// Whether the scores are in a unit that can be averaged over places: ranks and points cannot become negative, a
    /// z-score can.
    #[must_use]
    pub fn may_be_negative(&self) -> bool {
        !matches!(
            self,
            Self::Rank
                | Self::Percentile
                | Self::Borda
                | Self::DistanceToMaximum
                | Self::Categories { .. }
                | Self::PercentileCategories { .. }
        ) && !matches!(self, Self::MinMax { low, .. } | Self::Goalposts { low, .. } if *low >= 0.0)
    }
}

/// Room to work in, so that a draw of the simulation allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    ranks: Vec<f64>,
    order: Vec<usize>,
}

/// Changes what is there; a result that is no finite number is missing.
fn map(values: &mut [f64], of: impl Fn(f64) -> f64) {
    for value in values {
        let new = of(*value);
        // NaN stays NaN through every formula but a comparison, so a missing cell is looked at once more.
        *value = if new.is_finite() && !value.is_nan() { new } else { f64::NAN };
    }
}

fn rank(values: &mut [f64], scratch: &mut Scratch, of: impl Fn(f64, f64) -> f64) {
    if range(values).is_some_and(|(least, most)| least == most) {
        values.fill(f64::NAN);
        return;
    }
    scratch.ranks.resize(values.len(), f64::NAN);
    let there = number(ascending(values, &mut scratch.ranks, &mut scratch.order));
    for (value, rank) in values.iter_mut().zip(&scratch.ranks) {
        let new = of(*rank, there);
        *value = if rank.is_nan() || !new.is_finite() { f64::NAN } else { new };
    }
}

/// Mean and sample deviation in two passes; NaN where they do not exist or where nothing varies.
fn centre(values: &[f64]) -> (f64, f64) {
    let there = || values.iter().filter(|value| !value.is_nan());
    let mut count = 0;
    let mut total = Sum::default();
    for value in there() {
        count += 1;
        total.add(*value);
    }
    let middle = total.value() / number(count);
    let mut squares = Sum::default();
    for value in there() {
        squares.add((value - middle) * (value - middle));
    }
    // Equal values must not seem to vary by the rounding of their mean.
    let varies = range(values).is_some_and(|(least, most)| most > least);
    let spread = if varies { (squares.value() / number(count - 1)).sqrt() } else { f64::NAN };
    (middle, spread)
}

fn distance(values: &mut [f64], goal: f64, cap: bool) {
    let (least, greatest) = range(values).unwrap_or((f64::NAN, f64::NAN));
    if cap && goal <= least {
        map(values, |_| 1.0);
        return;
    }
    let reach = if greatest > least { goal - least } else { f64::NAN };
    let most = if cap { 1.0 } else { f64::INFINITY };
    map(values, |x| {
        let share = 1.0 - (goal - x) / reach;
        if share > most { most } else { share }
    });
}

fn ratio(values: &mut [f64], to: Option<f64>) {
    let to = to.filter(|to| *to != 0.0).unwrap_or(f64::NAN);
    map(values, |x| x / to);
}

fn difference(values: &mut [f64], to: Option<f64>) {
    let to = to.filter(|to| *to != 0.0).unwrap_or(f64::NAN);
    map(values, |x| (x - to) / to);
}

fn step(bounds: &[f64], scores: &[f64], value: f64) -> f64 {
    let at = bounds.partition_point(|bound| *bound <= value);
    scores.get(at).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(rule: Normalise, values: &[f64], lower: bool) -> Vec<f64> {
        let mut values = values.to_vec();
        rule.apply(&mut values, lower, &mut Scratch::default());
        values
    }

    const UNIT: Normalise = Normalise::MinMax { low: 0.0, high: 1.0 };

    #[test]
    fn direction_is_turned_once() {
        assert_eq!(scores(UNIT, &[1.0, 3.0, 2.0], true), [1.0, 0.0, 0.5]);
        assert_eq!(scores(Normalise::Percentile, &[1.0, 3.0, 2.0], true), [1.0, 0.0, 0.5]);
        let target = Normalise::DistanceToTarget { target: 1.0, cap: false };
        assert_eq!(scores(target, &[1.0, 3.0, 2.0], true), [1.0, 0.0, 0.5]);
        let posts = Normalise::Goalposts { worst: 3.0, best: 1.0, low: 0.0, high: 100.0 };
        for lower in [false, true] {
            assert_eq!(scores(posts.clone(), &[0.0, 3.0, 2.5, 9.0], lower), [100.0, 0.0, 25.0, 0.0]);
        }
    }

    #[test]
    fn what_does_not_vary_has_no_score() {
        for rule in [UNIT, Normalise::ZScore { mean: 0.0, deviation: 1.0 }, Normalise::DistanceToMaximum] {
            assert!(scores(rule, &[2.0, 2.0, f64::NAN], false).iter().all(|x| x.is_nan()));
        }
        assert!(scores(UNIT, &[2.0], false)[0].is_nan());
        assert!(scores(Normalise::Percentile, &[2.0], false)[0].is_nan());
        for rule in [Normalise::Rank, Normalise::Percentile, Normalise::Borda] {
            assert!(scores(rule, &[2.0, 2.0], false).iter().all(|x| x.is_nan()));
        }
        assert!(scores(Normalise::FractionOfMaximum, &[0.0, -1.0], false)[0].is_nan());
        assert!(scores(UNIT, &[], false).is_empty());
    }

    #[test]
    fn a_target_that_everybody_has_reached_is_reached_by_everybody() {
        let target = |target| Normalise::DistanceToTarget { target, cap: true };
        assert_eq!(scores(target(2.0), &[2.0, 3.0, 4.0], false), [1.0, 1.0, 1.0]);
        assert_eq!(scores(target(1.0), &[2.0, 3.0, 4.0], false), [1.0, 1.0, 1.0]);
        assert_eq!(scores(target(5.0), &[2.0, 3.0, 4.0], true), [1.0, 1.0, 1.0]);
        assert_eq!(scores(target(4.0), &[2.0, 3.0, 4.0], false), [0.0, 0.5, 1.0]);
        assert!(scores(target(4.0), &[2.0, 2.0], false)[0].is_nan());
        let reference = Normalise::DistanceToReference { row: 0, cap: false };
        assert!(scores(reference, &[2.0, 3.0, 4.0], false).iter().all(|x| x.is_nan()));
    }

    #[test]
    fn a_fraction_of_the_best_is_turned_where_less_is_better() {
        assert_eq!(scores(Normalise::FractionOfMaximum, &[2.0, 4.0, 8.0], false), [0.25, 0.5, 1.0]);
        assert_eq!(scores(Normalise::FractionOfMaximum, &[2.0, 4.0, 8.0], true), [1.0, 0.5, 0.25]);
        // Of negative numbers the quotient would put the worst first.
        assert!(scores(Normalise::FractionOfMaximum, &[-5.0, -10.0], false)[0].is_nan());
        assert!(scores(Normalise::FractionOfMaximum, &[0.0, 2.0], true)[0].is_nan());
    }

    #[test]
    fn missing_stays_missing() {
        for rule in [
            UNIT,
            Normalise::Rank,
            Normalise::AboveMean { margin: 0.2 },
            Normalise::Categories { bounds: vec![1.0], scores: vec![0.0, 1.0] },
            Normalise::PercentileCategories { bounds: vec![0.5], scores: vec![0.0, 1.0] },
        ] {
            assert!(scores(rule.clone(), &[1.0, f64::NAN, 2.0], false)[1].is_nan(), "{rule:?}");
        }
    }

    #[test]
    fn steps_begin_at_their_bound() {
        let rule = Normalise::Categories { bounds: vec![0.0, 10.0], scores: vec![-1.0, 0.0, 1.0] };
        assert_eq!(scores(rule, &[-0.1, 0.0, 9.9, 10.0], false), [-1.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn signs_are_known() {
        assert!(Normalise::ZScore { mean: 0.0, deviation: 1.0 }.may_be_negative());
        assert!(!UNIT.may_be_negative() && !Normalise::Borda.may_be_negative());
        assert!(Normalise::MinMax { low: -1.0, high: 1.0 }.may_be_negative());
    }
}
