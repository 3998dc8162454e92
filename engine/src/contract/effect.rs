//! Effects of cohorts and their 95 % intervals.
//!
//! Rates are counts over people. Where the count is a part of the people the rate is a share; where it may exceed
//! them (reconvictions of released people) the counts are taken as Poisson.

use crate::statistics::interval::{LEVEL, wilson};
use esito_model::Effect;

/// The 0.975 quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A count and out of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rate {
    pub count: f64,
    pub people: f64,
}

/// What a rate is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Other {
    Nothing,
    /// A rate that was agreed: it has no spread of its own.
    Fixed(f64),
    /// Other people.
    Group(Rate),
}

/// An effect, its interval and the method of that.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub value: Option<f64>,
    pub interval: Option<(f64, f64)>,
    pub method: &'static str,
}

impl Rate {
    fn share(self) -> f64 {
        self.count / self.people
    }

    fn is_share(self) -> bool {
        self.count <= self.people
    }

    fn is_good(self) -> bool {
        self.people > 0.0 && self.count >= 0.0
    }

    /// The interval of the rate alone: Wilson's, or a Poisson count on the scale of logarithms.
    fn interval(self) -> Option<(f64, f64)> {
        if self.is_share() {
            let found = wilson(self.count, self.people, LEVEL).ok();
            return found.map(|bounds| (bounds.low, bounds.high));
        }
        let spread = libm::exp(Z / self.count.sqrt());
        Some((self.share() / spread, self.share() * spread))
    }
}

/// The effect of a rate beside another.
///
/// Formulas, with `p` the rate and `q` the other: level `p`, increase `p − q`, reduction `q − p`, relative increase
/// `p/q − 1`, relative reduction `1 − p/q`. Missing out of nobody, or beside a rate of nothing where it divides.
/// Intervals: Newcombe's hybrid score interval for differences of shares (R. G. Newcombe, Statistics in Medicine 17
/// (1998), 873–890, method 10); for ratios the logarithm of the ratio (D. Katz and others, Biometrics 34 (1978),
/// 469–474), of rates with the Poisson variance 1/a + 1/b.
pub(crate) fn effect(kind: Effect, here: Rate, other: Other) -> Found {
    if !here.is_good() {
        return Found::default();
    }
    let p = here.share();
    match (kind, other) {
        (Effect::Level, _) => {
            Found { value: Some(p), interval: here.interval(), method: name(here.is_share(), "wilson") }
        }
        (_, Other::Nothing) => Found::default(),
        (_, Other::Fixed(q)) => beside_fixed(kind, here, q),
        (_, Other::Group(group)) if !group.is_good() => Found::default(),
        (Effect::Increase | Effect::Reduction, Other::Group(group)) => {
            let found = difference(here, group);
            let (low, high) = found.1;
            let (value, interval) =
                if kind == Effect::Increase { (found.0, (low, high)) } else { (-found.0, (-high, -low)) };
            let shares = here.is_share() && group.is_share();
            Found { value: Some(value), interval: Some(interval), method: name(shares, "newcombe") }
        }
        (Effect::RelativeIncrease | Effect::RelativeReduction, Other::Group(group)) => {
            relative(kind, here, group)
        }
    }
}

fn name(shares: bool, of_shares: &'static str) -> &'static str {
    if shares { of_shares } else { "poisson" }
}

fn beside_fixed(kind: Effect, here: Rate, q: f64) -> Found {
    let of = |p: f64| match kind {
        Effect::Level => p,
        Effect::Increase => p - q,
        Effect::Reduction => q - p,
        Effect::RelativeIncrease => p / q - 1.0,
        Effect::RelativeReduction => 1.0 - p / q,
    };
    let divides = matches!(kind, Effect::RelativeIncrease | Effect::RelativeReduction);
    if divides && q <= 0.0 {
        return Found::default();
    }
    let interval = here.interval().map(|(low, high)| {
        let (a, b) = (of(low), of(high));
        if a <= b { (a, b) } else { (b, a) }
    });
    Found { value: Some(of(here.share())), interval, method: name(here.is_share(), "wilson") }
}

fn difference(here: Rate, group: Rate) -> (f64, (f64, f64)) {
    let (p, q) = (here.share(), group.share());
    let value = p - q;
    if here.is_share()
        && group.is_share()
        && let (Some((l1, u1)), Some((l2, u2))) = (here.interval(), group.interval())
    {
        let root = |a: f64, b: f64| (a * a + b * b).sqrt();
        return (value, (value - root(p - l1, u2 - q), value + root(u1 - p, q - l2)));
    }
    let spread = Z * (p / here.people + q / group.people).sqrt();
    (value, (value - spread, value + spread))
}

fn relative(kind: Effect, here: Rate, group: Rate) -> Found {
    if group.count <= 0.0 {
        return Found::default();
    }
    let ratio = here.share() / group.share();
    let shares = here.is_share() && group.is_share();
    let inverse = |rate: Rate| 1.0 / rate.count - if shares { 1.0 / rate.people } else { 0.0 };
    let interval = (here.count > 0.0).then(|| {
        let spread = libm::exp(Z * (inverse(here) + inverse(group)).max(0.0).sqrt());
        (ratio / spread, ratio * spread)
    });
    let method = name(shares, "katz");
    if kind == Effect::RelativeIncrease {
        return Found {
            value: Some(ratio - 1.0),
            interval: interval.map(|(l, h)| (l - 1.0, h - 1.0)),
            method,
        };
    }
    Found { value: Some(1.0 - ratio), interval: interval.map(|(l, h)| (1.0 - h, 1.0 - l)), method }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(count: f64, people: f64) -> Other {
        Other::Group(Rate { count, people })
    }

    /// Newcombe 1998, table II, method 10, and statsmodels 0.15.0
    /// `confint_proportions_2indep(56, 70, 48, 80, method="newcomb")`.
    #[test]
    fn differences_agree_with_newcombe() {
        let here = Rate { count: 56.0, people: 70.0 };
        let found = effect(Effect::Increase, here, group(48.0, 80.0));
        let (low, high) = found.interval.unwrap();
        assert!((found.value.unwrap() - 0.2).abs() < 1e-12);
        assert!((low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5, "{low} {high}");
        let other = effect(Effect::Reduction, here, group(48.0, 80.0));
        assert_eq!(other.interval, Some((-high, -low)));
        assert_eq!(found.method, "newcombe");
    }

    /// Altman, "Practical statistics for medical research" (1991), by hand: 30/100 against 40/100 is a ratio of 0.75,
    /// standard error of its logarithm √(1/30 − 1/100 + 1/40 − 1/100) = 0.19579.
    #[test]
    fn ratios_go_by_logarithms() {
        let found =
            effect(Effect::RelativeReduction, Rate { count: 30.0, people: 100.0 }, group(40.0, 100.0));
        assert!((found.value.unwrap() - 0.25).abs() < 1e-12);
        let spread = libm::exp(1.959_963_984_540_054 * 0.195_789_002_f64);
        let (low, high) = found.interval.unwrap();
        assert!((low - (1.0 - 0.75 * spread)).abs() < 1e-8 && (high - (1.0 - 0.75 / spread)).abs() < 1e-8);
        // More events than people: √(1/142 + 1/155).
        let found =
            effect(Effect::RelativeReduction, Rate { count: 142.0, people: 100.0 }, group(155.0, 100.0));
        assert!((found.value.unwrap() - (1.0 - 142.0 / 155.0)).abs() < 1e-12);
        assert_eq!(found.method, "poisson");
        assert!(found.interval.unwrap().0 < 0.0, "so few events say little");
    }

    #[test]
    fn nobody_has_no_effect() {
        let nobody = Rate { count: 0.0, people: 0.0 };
        let some = Rate { count: 1.0, people: 2.0 };
        assert_eq!(effect(Effect::Increase, nobody, group(1.0, 2.0)).value, None);
        assert_eq!(effect(Effect::Increase, some, group(0.0, 0.0)).value, None);
        assert_eq!(effect(Effect::RelativeReduction, some, group(0.0, 2.0)).value, None);
        assert_eq!(effect(Effect::Increase, some, Other::Nothing).value, None);
        assert_eq!(effect(Effect::Increase, some, Other::Fixed(0.31)).value, Some(0.5 - 0.31));
        assert_eq!(effect(Effect::RelativeIncrease, some, Other::Fixed(0.0)).value, None);
    }
}
