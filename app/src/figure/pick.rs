//! Choosing among findings: which one a figure shows, in which order.
//!
//! Comes in: an answer. Goes out: references into it, sorted by name, by time or by value. Nothing is worked out
//! here; a number that the answer does not hold is not shown.

use crate::order::{sort_by, sort_by_key};
use esito_model::{
    Answer, Every, Finding, Indicator, Key, Label, PeriodSpan, Promise, Receipt, Target, UNKNOWN,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// A breakdown's columns and one of its groups.
pub type Group<'g> = Option<(&'g str, &'g str)>;

/// An answer with a way to find what it says about a place, a period and a group.
pub struct Picks<'a> {
    /// The answer itself.
    pub answer: &'a Answer,
    by_key: FxHashMap<&'a Key, &'a Finding>,
}

impl<'a> Picks<'a> {
    /// Makes the look-up once for a page.
    #[must_use]
    pub fn new(answer: &'a Answer) -> Self {
        let by_key = answer.findings.iter().map(|finding| (&finding.key, finding)).collect();
        Self { answer, by_key }
    }

    /// Without a look-up, for words about findings that are at hand already.
    #[must_use]
    pub fn of_framework(answer: &'a Answer) -> Self {
        Self { answer, by_key: FxHashMap::default() }
    }

    /// The finding for this place, period and group; absent ones mean all together.
    #[must_use]
    pub fn find(
        &self,
        indicator: &str,
        place: Option<&str>,
        period: Option<&str>,
        group: Group<'_>,
    ) -> Option<&'a Finding> {
        let key = key_of(indicator, place, period, group);
        self.by_key.get(&key).copied()
    }

    /// The indicator's definition.
    #[must_use]
    pub fn indicator(&self, id: &str) -> Option<&'a Indicator> {
        self.answer.framework.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// The places that the indicator has findings for, in the order of their ids; unknown ones last.
    #[must_use]
    pub fn places(&self, indicator: &str) -> Vec<&'a str> {
        let mut seen = FxHashSet::default();
        let mut places: Vec<&str> = (self.of(indicator))
            .filter_map(|finding| finding.key.place.as_deref())
            .filter(|place| seen.insert(*place))
            .collect();
        sort_by_key(&mut places, |place| (*place == UNKNOWN, *place));
        places
    }

    /// The indicator's periods in order of time, whether every place has a value in them or not.
    #[must_use]
    pub fn periods(&self, indicator: &str) -> Vec<&'a PeriodSpan> {
        let seen: FxHashSet<&str> =
            self.of(indicator).filter_map(|finding| finding.key.period.as_deref()).collect();
        self.answer.periods.iter().filter(|span| seen.contains(span.code.as_str())).collect()
    }

    /// The breakdowns that the indicator has findings for.
    #[must_use]
    pub fn dimensions(&self, indicator: &str) -> Vec<&'a str> {
        let mut seen = FxHashSet::default();
        (self.of(indicator))
            .filter_map(|finding| finding.key.dimension.as_deref())
            .filter(|dimension| seen.insert(*dimension))
            .collect()
    }

    /// The groups of a breakdown, in the order of their codes; unknown ones last.
    #[must_use]
    pub fn groups(&self, indicator: &str, dimension: &str) -> Vec<&'a str> {
        let mut seen = FxHashSet::default();
        let mut groups: Vec<&str> = (self.of(indicator))
            .filter(|finding| finding.key.dimension.as_deref() == Some(dimension))
            .filter_map(|finding| finding.key.group.as_deref())
            .filter(|group| seen.insert(*group))
            .collect();
        sort_by_key(&mut groups, |group| (group.split('|').any(|code| code == UNKNOWN), *group));
        groups
    }

    /// The last period with a value for this place; nothing where the indicator has no periods.
    #[must_use]
    pub fn last_known(&self, indicator: &str, place: Option<&str>) -> Option<&'a PeriodSpan> {
        let mut periods = self.periods(indicator);
        periods.reverse();
        periods.into_iter().find(|span| {
            let finding = self.find(indicator, place, Some(&span.code), None);
            finding.is_some_and(|finding| finding.value.known().is_some())
        })
    }

    /// The last period in which at least half of the places that ever had a value have one: late reports of a few would
    /// otherwise empty a whole comparison. The engine's peers and indices keep to the same rule. Without places, the
    /// last period with a value.
    #[must_use]
    pub fn last_common(&self, indicator: &str) -> Option<&'a PeriodSpan> {
        let mut places = self.places(indicator);
        places.retain(|place| *place != UNKNOWN);
        if places.is_empty() {
            return self.last_known(indicator, None);
        }
        let mut ever = FxHashSet::default();
        let mut counted = Vec::new();
        for span in self.periods(indicator) {
            let known = places.iter().filter(|place| {
                let finding = self.find(indicator, Some(place), Some(&span.code), None);
                finding.is_some_and(|finding| finding.value.known().is_some())
            });
            let known: Vec<&str> = known.copied().collect();
            counted.push((span, known.len()));
            ever.extend(known);
        }
        let some = || counted.iter().rev().filter(|(_, known)| *known > 0);
        let enough = some().find(|(_, known)| known * 2 >= ever.len());
        enough.or_else(|| some().next()).map(|(span, _)| *span)
    }

    /// The period that is shown when `asked` is chosen: itself, or the last one within it where the indicator is
    /// counted in a finer grain; nothing where neither occurs. Whoever shows it must name it.
    #[must_use]
    pub fn within(&self, indicator: &str, asked: &str) -> Option<&'a PeriodSpan> {
        let span = self.span(asked)?;
        let periods = self.periods(indicator);
        let same = periods.iter().find(|period| period.code == asked);
        let inside = periods.iter().rev().find(|period| {
            period.every > span.every
                && period.month >= span.month
                && period.month + period.months <= span.month + span.months
        });
        same.or(inside).copied()
    }

    /// A period by its code.
    #[must_use]
    pub fn span(&self, code: &str) -> Option<&'a PeriodSpan> {
        self.answer.periods.iter().find(|span| span.code == code)
    }

    /// Where the promise for an indicator and a place stands.
    #[must_use]
    pub fn promise(&self, indicator: &str, place: Option<&str>) -> Option<&'a Promise> {
        (self.answer.promises.iter()).find(|promise| {
            promise.indicator == indicator && promise.place.as_deref() == place && promise.group.is_none()
        })
    }

    /// The promise as agreed.
    #[must_use]
    pub fn target(&self, indicator: &str, place: Option<&str>) -> Option<&'a Target> {
        self.answer.framework.target(indicator, place)
    }

    /// How the indicator's numbers were made.
    #[must_use]
    pub fn receipt(&self, indicator: &str) -> Option<&'a Receipt> {
        self.answer.receipts.iter().find(|receipt| receipt.indicator == indicator)
    }

    /// The indicators that lead: those marked as headline, otherwise the first ones, at most eight.
    #[must_use]
    pub fn headlines(&self) -> Vec<&'a Indicator> {
        let all = &self.answer.framework.indicators;
        let marked: Vec<&Indicator> = all.iter().filter(|indicator| indicator.headline).take(8).collect();
        if marked.is_empty() { all.iter().take(4).collect() } else { marked }
    }

    fn of(&self, indicator: &str) -> impl Iterator<Item = &'a Finding> {
        self.answer.findings.iter().filter(move |finding| finding.key.indicator == indicator)
    }
}

/// The key of a finding.
#[must_use]
pub fn key_of(indicator: &str, place: Option<&str>, period: Option<&str>, group: Group<'_>) -> Key {
    Key {
        indicator: indicator.into(),
        place: place.map(Label::from),
        period: period.map(Label::from),
        dimension: group.map(|(dimension, _)| dimension.into()),
        group: group.map(|(_, group)| group.into()),
    }
}

/// The coarsest grain first, so that years are offered before quarters.
#[must_use]
pub fn grains(periods: &[PeriodSpan]) -> Vec<Every> {
    let mut grains: Vec<Every> = periods.iter().map(|span| span.every).collect();
    grains.sort_unstable();
    grains.dedup();
    grains
}

/// Promises that will be missed at today's pace or are clearly short on the course so far, the lowest pace first.
#[must_use]
pub fn attention(promises: &[Promise]) -> Vec<&Promise> {
    let mut late: Vec<&Promise> = (promises.iter())
        .filter(|promise| {
            let clear = promise.warning.as_ref().is_some_and(|warning| warning.clear);
            clear || promise.standing.is_late()
        })
        .collect();
    sort_by(&mut late, |a, b| pace_of(a).total_cmp(&pace_of(b)));
    late
}

// A promise without a pace has no known gap; it goes last among those that are late.
fn pace_of(promise: &Promise) -> f64 {
    promise.pace.unwrap_or(f64::INFINITY)
}

/// Whether two findings' intervals overlap, in which case no difference between them is claimed; nothing where
/// one of them has no interval.
#[must_use]
pub fn overlap(a: &Finding, b: &Finding) -> Option<bool> {
    Some(a.low? <= b.high? && b.low? <= a.high?)
}
