//! Ranks, only where the intervals allow one.
//!
//! A rank is a claim that everything above is better and everything below is worse. Where a 95 % interval meets
//! another's, the data do not carry that claim and the rank is withheld; a column without intervals or without a
//! better direction has no ranks at all.

use crate::figure::pick::overlap;
use esito_model::{Direction, Finding};

/// The least number of values that are ranked.
const LEAST: usize = 3;

/// What can be said about a place's rank in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// Its interval meets no other: so many are better, this one is next.
    Clear(usize),
    /// Its interval meets another.
    Unclear,
    /// Nothing is ranked here: no value, no interval, or no better direction.
    Nothing,
}

/// The rank of each finding among all of them, in the order given.
#[must_use]
pub fn ranks(findings: &[Option<&Finding>], direction: Direction) -> Vec<Rank> {
    // Two values make no order worth a number.
    let known = findings.iter().flatten().filter(|finding| finding.value.known().is_some());
    if known.count() < LEAST {
        return vec![Rank::Nothing; findings.len()];
    }
    (findings.iter().enumerate()).map(|(at, finding)| rank(at, *finding, findings, direction)).collect()
}

fn rank(at: usize, finding: Option<&Finding>, all: &[Option<&Finding>], direction: Direction) -> Rank {
    let Some(own) = finding.filter(|own| own.low.is_some() && own.high.is_some()) else {
        return Rank::Nothing;
    };
    let Some(value) = own.value.known() else { return Rank::Nothing };
    let mut better = 0;
    for (other_at, other) in all.iter().enumerate() {
        let Some(other) = other.filter(|_| other_at != at) else { continue };
        let Some(other_value) = other.value.known() else { continue };
        // A value without an interval could lie anywhere near: it blurs the order as an overlap does.
        if overlap(own, other) != Some(false) {
            return if direction == Direction::None { Rank::Nothing } else { Rank::Unclear };
        }
        better += usize::from(match direction {
            Direction::Higher => other_value > value,
            Direction::Lower => other_value < value,
            Direction::None => return Rank::Nothing,
        });
    }
    if direction == Direction::None { Rank::Nothing } else { Rank::Clear(better + 1) }
}

#[cfg(test)]
mod tests {
    use super::{Rank, ranks};
    use esito_model::{Direction, Finding, Reason, Value};

    fn finding(value: f64, low: f64, high: f64) -> Finding {
        Finding { value: Value::Known(value), low: Some(low), high: Some(high), ..Finding::default() }
    }

    #[test]
    fn a_rank_needs_an_interval_that_meets_no_other() {
        let top = finding(0.9, 0.85, 0.95);
        let middle = finding(0.5, 0.4, 0.6);
        let near = finding(0.45, 0.35, 0.55);
        let last = finding(0.1, 0.05, 0.15);
        let all = [Some(&middle), Some(&top), None, Some(&near), Some(&last)];
        let higher = ranks(&all, Direction::Higher);
        assert_eq!(higher, [Rank::Unclear, Rank::Clear(1), Rank::Nothing, Rank::Unclear, Rank::Clear(4)]);
        let lower = ranks(&all, Direction::Lower);
        assert_eq!(lower, [Rank::Unclear, Rank::Clear(4), Rank::Nothing, Rank::Unclear, Rank::Clear(1)]);
    }

    #[test]
    fn nothing_is_ranked_without_a_direction_an_interval_or_a_value() {
        let top = finding(0.9, 0.85, 0.95);
        let bare = Finding { low: None, high: None, ..finding(0.2, 0.0, 0.0) };
        let withheld = Finding { value: Value::Missing(Reason::Withheld), ..bare.clone() };
        let low = finding(0.2, 0.15, 0.25);
        let last = finding(0.1, 0.05, 0.12);
        let nothing = Rank::Nothing;
        assert_eq!(ranks(&[Some(&top), Some(&low), Some(&last)], Direction::None), [nothing; 3]);
        assert_eq!(ranks(&[Some(&top), Some(&bare), Some(&low)], Direction::Higher)[1], nothing);
        assert_eq!(ranks(&[Some(&top), Some(&bare), Some(&low)], Direction::Higher)[0], Rank::Unclear);
        let found = [Some(&top), Some(&withheld), Some(&low), Some(&last)];
        assert_eq!(
            ranks(&found, Direction::Higher),
            [Rank::Clear(1), nothing, Rank::Clear(2), Rank::Clear(3)]
        );
        assert_eq!(ranks(&[Some(&top), Some(&withheld), Some(&low)], Direction::Higher), [nothing; 3]);
    }
}
