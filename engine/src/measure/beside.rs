//! How each place stands beside all others together.

use crate::statistics::difference::{Share, newcombe};
use crate::statistics::interval::LEVEL;
use esito_model::{Beside, Finding, Interval, Label};
use rustc_hash::FxHashMap;

/// Marks each place's share as clearly above or below that of everybody else in the same period, or neither.
///
/// Everybody else is the total less the place, so that the two sides are independent. Nothing is said where the total is
/// not published, where there is nobody else, and of values that are no shares with an interval of their own.
pub(super) fn mark(findings: &mut [Finding]) {
    let totals: FxHashMap<Option<Label>, Share> = findings
        .iter()
        .filter(|finding| finding.key.place.is_none() && finding.key.dimension.is_none())
        .filter_map(|finding| Some((finding.key.period.clone(), share(finding)?)))
        .collect();
    for finding in findings {
        if finding.key.place.is_none() || finding.key.dimension.is_some() {
            continue;
        }
        let Some((own, all)) = share(finding).zip(totals.get(&finding.key.period)) else { continue };
        let others = Share { successes: all.successes - own.successes, trials: all.trials - own.trials };
        if let Ok(bounds) = newcombe(own, others, LEVEL) {
            finding.beside = Some(match bounds {
                bounds if bounds.low > 0.0 => Beside::Above,
                bounds if bounds.high < 0.0 => Beside::Below,
                _ => Beside::Alike,
            });
        }
    }
}

/// The counts of a share that has an interval of its own: only there is it known that one side is part of the other.
fn share(finding: &Finding) -> Option<Share> {
    let is_share =
        matches!(finding.interval, Some(Interval::Wilson | Interval::WilsonCc | Interval::ClopperPearson));
    is_share.then_some(Share { successes: finding.numerator?, trials: finding.denominator? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use esito_model::{Key, Value};

    fn finding(place: Option<&str>, successes: f64, trials: f64) -> Finding {
        Finding {
            key: Key { place: place.map(Label::from), ..Key::default() },
            value: Value::Known(successes / trials),
            numerator: Some(successes),
            denominator: Some(trials),
            interval: Some(Interval::Wilson),
            ..Finding::default()
        }
    }

    /// Newcombe (1998): 56 of 70 against 48 of 80 differs by 0.0524 to 0.3339; 9 of 10 against 3 of 10 likewise; 5 of 56
    /// against none of 29 does not.
    #[test]
    fn a_place_is_held_against_all_others() {
        let mut found =
            [finding(None, 104.0, 150.0), finding(Some("a"), 56.0, 70.0), finding(Some("b"), 48.0, 80.0)];
        mark(&mut found);
        assert_eq!(found.each_ref().map(|one| one.beside), [None, Some(Beside::Above), Some(Beside::Below)]);
        let mut found = [finding(None, 5.0, 85.0), finding(Some("a"), 5.0, 56.0)];
        mark(&mut found);
        assert_eq!(found[1].beside, Some(Beside::Alike));
        let mut alone = [finding(None, 5.0, 85.0), finding(Some("a"), 5.0, 85.0)];
        mark(&mut alone);
        assert_eq!(alone[1].beside, None);
    }
}
