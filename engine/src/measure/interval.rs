//! The interval of a finding, by the method that the framework asks for.

use super::plan::{Body, Plan};
use crate::formula::{Aggregate, FoldBy, Formula};
use crate::statistics::cannot::Cannot;
use crate::statistics::counts::{byar, poisson, rate};
use crate::statistics::interval::{Bounds, LEVEL, clopper_pearson, wilson, wilson_cc};
use crate::statistics::sample::{mean_interval, order_interval};
use esito_model::{Interval, Unit};

/// What a finding's interval is made of.
pub(super) struct Made<'a> {
    /// The sides of a ratio, or the value alone.
    pub sides: &'a [f64],
    /// The values that were folded, for means and quantiles.
    pub sample: &'a [f64],
}

impl Plan<'_> {
    /// What the method asked for needs, where the formula is of another form.
    pub(super) fn unfit(&self) -> Option<&'static str> {
        let ratio = matches!(self.body, Body::Ratio { .. });
        let given = matches!(self.body, Body::Given(..));
        match self.interval {
            Interval::None => None,
            _ if given => Some("no interval for values as they were given"),
            Interval::Wilson | Interval::WilsonCc | Interval::ClopperPearson if !ratio => {
                Some("a numerator and a denominator")
            }
            Interval::Poisson | Interval::Byar if !ratio && !self.counts() => {
                Some("a count, or a count over something")
            }
            Interval::T if self.only_fold(is_mean).is_none() => Some("value = \"AVG(…)\""),
            Interval::Median if self.only_fold(quantile).is_none() => Some("value = \"MEDIAN(…)\""),
            _ => None,
        }
    }

    /// Whether the method looks at every value of a group.
    pub(super) fn needs_sample(&self) -> bool {
        matches!(self.interval, Interval::T | Interval::Median) && self.unfit().is_none()
    }

    /// How many of the denominator a ratio is for.
    pub(super) fn per(&self) -> f64 {
        match self.indicator.unit {
            Unit::RatePer1000 => 1_000.0,
            Unit::RatePer100000 => 100_000.0,
            _ => 1.0,
        }
    }

    fn counts(&self) -> bool {
        matches!(&self.body, Body::Value(formula) if formula.is_whole())
    }

    /// What the one fold of a value is, where the value is nothing but this fold.
    fn only_fold<T>(&self, of: fn(FoldBy) -> Option<T>) -> Option<T> {
        match &self.body {
            Body::Value(Formula { folds, tree: Aggregate::Fold(at) }) => of(folds.get(*at)?.by),
            _ => None,
        }
    }

    /// The interval of a finding; nothing where none was asked for, or where it is drawn later.
    pub(super) fn bounds(&self, made: &Made<'_>) -> Option<Result<Bounds, Cannot>> {
        if self.unfit().is_some() {
            return None;
        }
        let share = |method: fn(f64, f64, f64) -> Result<Bounds, Cannot>| match made.sides {
            [part, all] => method(*part, *all, LEVEL).map(|bounds| bounds.times(self.per())),
            _ => Err(Cannot::NoObservations),
        };
        let count = |method: fn(f64, f64) -> Result<Bounds, Cannot>| match made.sides {
            [events, base] => rate(method(*events, LEVEL), *base).map(|bounds| bounds.times(self.per())),
            [events] => method(*events, LEVEL),
            _ => Err(Cannot::NoObservations),
        };
        Some(match self.interval {
            Interval::None | Interval::Bootstrap => return None,
            Interval::Wilson => share(wilson),
            Interval::WilsonCc => share(wilson_cc),
            Interval::ClopperPearson => share(clopper_pearson),
            Interval::Poisson => count(poisson),
            Interval::Byar => count(byar),
            Interval::T => mean_interval(made.sample, LEVEL).map(|test| test.bounds),
            Interval::Median => {
                let mut sorted = made.sample.to_vec();
                sorted.sort_unstable_by(f64::total_cmp);
                order_interval(&sorted, self.only_fold(quantile).unwrap_or(0.5), LEVEL)
            }
        })
    }
}

fn is_mean(by: FoldBy) -> Option<()> {
    matches!(by, FoldBy::Mean { distinct: false }).then_some(())
}

fn quantile(by: FoldBy) -> Option<f64> {
    match by {
        FoldBy::Quantile(share) => Some(share),
        _ => None,
    }
}
