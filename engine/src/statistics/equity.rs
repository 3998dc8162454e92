//! How far groups are apart: the worst-off beside the best-off and beside all, and whether the gap closes.

use super::cannot::{Cannot, finite};
use super::difference::{Share, katz, newcombe};
use super::interval::Bounds;
use super::trend::{Trend, trend};

/// A group with its value, and the counts where it is a share.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The group's code.
    pub code: String,
    /// Its value.
    pub value: f64,
    /// Successes out of trials, where the value is a share of people.
    pub share: Option<Share>,
}

/// A gap between two sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The one side less the worst-off, above zero where the worst-off is worse.
    pub difference: f64,
    /// Newcombe's interval of the difference, for shares.
    pub difference_bounds: Option<Bounds>,
    /// The worst-off over the other side; nothing out of zero.
    pub ratio: Option<f64>,
    /// Katz's interval of the ratio, for shares with a success on both sides.
    pub ratio_bounds: Option<Bounds>,
}

/// How far groups are apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Equity {
    /// The code of the worst-off group; of equal ones the first by code.
    pub worst: String,
    /// The code of the best-off group; of equal ones the first by code.
    pub best: String,
    /// The worst-off beside the best-off.
    pub to_best: Gap,
    /// The worst-off beside all people of the other groups together, which are independent of it. For values that are
    /// no shares: beside the plain mean of all groups.
    pub to_others: Gap,
}

/// The gap between groups of one period. `higher` says whether more is better.
///
/// Signs are such that a difference above zero means that the worst-off group is worse off, whichever direction is good.
/// The worst and best are chosen from what was seen: with many small groups some gap appears by chance, so the interval belongs
/// beside it. Errors: fewer than two groups, values that are not finite.
pub fn equity(groups: &[Group], higher: bool, level: f64) -> Result<Equity, Cannot> {
    finite(&groups.iter().map(|group| group.value).collect::<Vec<_>>())?;
    if groups.len() < 2 {
        return Err(Cannot::NoOtherGroup);
    }
    let mut order: Vec<&Group> = groups.iter().collect();
    order.sort_by(|a, b| {
        let values = if higher { a.value.total_cmp(&b.value) } else { b.value.total_cmp(&a.value) };
        values.then_with(|| a.code.cmp(&b.code))
    });
    let (worst, rest) = (order[0], &order[1..]);
    let top = order[order.len() - 1].value;
    let best = order[1..].iter().find(|group| group.value == top).copied().unwrap_or(worst);
    let others = others(worst, rest, groups);
    Ok(Equity {
        worst: worst.code.clone(),
        best: best.code.clone(),
        to_best: between(worst, best, higher, level),
        to_others: between(worst, &others, higher, level),
    })
}

fn others(worst: &Group, rest: &[&Group], all: &[Group]) -> Group {
    let shares: Option<Vec<Share>> = rest.iter().map(|group| group.share).collect();
    if let (Some(shares), Some(_)) = (shares, worst.share) {
        let (successes, trials) =
            shares.iter().fold((0.0, 0.0), |sum, share| (sum.0 + share.successes, sum.1 + share.trials));
        let share = Share { successes, trials };
        return Group { code: String::new(), value: share.value(), share: Some(share) };
    }
    let values: Vec<f64> = all.iter().map(|group| group.value).collect();
    let value = super::sums::mean(&values).unwrap_or(worst.value);
    Group { code: String::new(), value, share: None }
}

/// The gap between a group that is taken as worst-off and another side. `higher` says whether more is better.
#[must_use]
pub fn between(worst: &Group, other: &Group, higher: bool, level: f64) -> Gap {
    let sign = if higher { 1.0 } else { -1.0 };
    let both = worst.share.zip(other.share);
    let difference_bounds = both.and_then(|(worst, other)| {
        let (one, two) = if higher { (other, worst) } else { (worst, other) };
        newcombe(one, two, level).ok()
    });
    Gap {
        difference: sign * (other.value - worst.value),
        difference_bounds,
        ratio: (other.value != 0.0).then(|| worst.value / other.value),
        ratio_bounds: both.and_then(|(worst, other)| katz(worst, other, level).ok()),
    }
}

/// Whether the gap between two groups closes: the trend of `one − other` over the periods in which both have a value.
///
/// `points` are (time, one, other). Errors: a group missing in more than half of the periods, or in the last; otherwise
/// those of [`trend`].
pub fn gap_over_time(points: &[(f64, Option<f64>, Option<f64>)], level: f64) -> Result<Trend, Cannot> {
    let both: Vec<(f64, f64)> =
        points.iter().filter_map(|(time, one, other)| Some((*time, (*one)? - (*other)?))).collect();
    if points.is_empty() {
        return Err(Cannot::NoObservations);
    }
    let last = points.last().is_some_and(|(_, one, other)| one.is_some() && other.is_some());
    if !last || both.len() * 2 < points.len() {
        return Err(Cannot::GroupMissing);
    }
    trend(&both, level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::trend::Course;

    fn group(code: &str, successes: f64, trials: f64) -> Group {
        let share = Share { successes, trials };
        Group { code: code.to_owned(), value: share.value(), share: Some(share) }
    }

    /// Newcombe (1998): 56 of 70 against 48 of 80 is 0.2 with 0.0524 to 0.3339.
    #[test]
    fn the_worst_off_is_named_with_its_gap() {
        let found = equity(&[group("b", 48.0, 80.0), group("a", 56.0, 70.0)], true, 0.95).unwrap();
        assert_eq!((found.worst.as_str(), found.best.as_str()), ("b", "a"));
        let bounds = found.to_best.difference_bounds.unwrap();
        assert!((found.to_best.difference - 0.2).abs() < 1e-12);
        assert!((bounds.low - 0.0524).abs() < 5e-5 && (bounds.high - 0.3339).abs() < 5e-5, "{bounds:?}");
        assert!((found.to_best.ratio.unwrap() - 0.75).abs() < 1e-12);
        // Where less is better the other group is worse off, and the gap is as wide.
        let lower = equity(&[group("b", 48.0, 80.0), group("a", 56.0, 70.0)], false, 0.95).unwrap();
        assert_eq!(lower.worst, "a");
        assert!((lower.to_best.difference - 0.2).abs() < 1e-12);
        assert_eq!(lower.to_best.difference_bounds, found.to_best.difference_bounds);
    }

    #[test]
    fn the_others_are_people_not_groups() {
        let groups = [group("a", 10.0, 50.0), group("b", 30.0, 60.0), group("c", 90.0, 100.0)];
        let found = equity(&groups, true, 0.95).unwrap();
        assert!((found.to_others.difference - (120.0 / 160.0 - 0.2)).abs() < 1e-12);
        let plain: Vec<Group> = groups.into_iter().map(|one| Group { share: None, ..one }).collect();
        let found = equity(&plain, true, 0.95).unwrap();
        assert!((found.to_others.difference - ((0.2 + 0.5 + 0.9) / 3.0 - 0.2)).abs() < 1e-12);
        assert_eq!(found.to_others.difference_bounds, None);
    }

    #[test]
    fn equal_groups_and_lonely_ones() {
        assert_eq!(equity(&[group("a", 1.0, 2.0)], true, 0.95), Err(Cannot::NoOtherGroup));
        let same = equity(&[group("b", 1.0, 2.0), group("a", 5.0, 10.0)], true, 0.95).unwrap();
        assert_eq!((same.worst.as_str(), same.best.as_str()), ("a", "b"));
        assert_eq!(same.to_best.difference, 0.0);
        let zero = equity(&[group("a", 0.0, 9.0), group("b", 0.0, 8.0)], true, 0.95).unwrap();
        assert_eq!((zero.to_best.ratio, zero.to_best.ratio_bounds), (None, None));
    }

    #[test]
    fn a_group_that_appears_midway() {
        let year = |time: f64, other: Option<f64>| (time, Some(0.6), other);
        let late: Vec<_> = [None, None, None, Some(0.4), Some(0.45)]
            .into_iter()
            .zip(0_u8..)
            .map(|(o, t)| year(t.into(), o))
            .collect();
        assert_eq!(gap_over_time(&late, 0.95), Err(Cannot::GroupMissing));
        let gone: Vec<_> = [0.3, 0.4, 0.5]
            .map(|other| year(1.0, Some(other)))
            .into_iter()
            .chain([year(9.0, None)])
            .collect();
        assert_eq!(gap_over_time(&gone, 0.95), Err(Cannot::GroupMissing));
        assert_eq!(gap_over_time(&[], 0.95), Err(Cannot::NoObservations));
        let closing: Vec<_> = [None, Some(0.1), Some(0.2), Some(0.3), Some(0.4), Some(0.5)]
            .into_iter()
            .zip(0_u8..)
            .map(|(other, time)| year(time.into(), other))
            .collect();
        let found = gap_over_time(&closing, 0.95).unwrap();
        assert_eq!(found.course, Course::Falling);
        assert!((found.slope + 0.1).abs() < 1e-12);
    }
}
