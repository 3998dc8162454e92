//! Choosing among findings, as the interface does: which places, which periods, which one.

use esito_model::{Answer, Finding, Indicator, Key, Label, PeriodSpan, UNKNOWN};
use std::collections::{BTreeMap, BTreeSet};

/// A breakdown's columns and one of its groups.
pub(super) type Group<'g> = Option<(&'g str, &'g str)>;

/// The findings of an answer by what they are about.
pub(super) struct Index<'a> {
    answer: &'a Answer,
    by_key: BTreeMap<&'a Key, &'a Finding>,
}

impl<'a> Index<'a> {
    pub(super) fn new(answer: &'a Answer) -> Self {
        Self { answer, by_key: answer.findings.iter().map(|finding| (&finding.key, finding)).collect() }
    }

    /// The finding for this place, period and group; absent ones mean all together.
    pub(super) fn find(
        &self,
        indicator: &Indicator,
        place: Option<&str>,
        period: Option<&str>,
        group: Group<'_>,
    ) -> Option<&'a Finding> {
        let key = Key {
            indicator: Label::from(&indicator.id),
            place: place.map(Label::from),
            period: period.map(Label::from),
            dimension: group.map(|(dimension, _)| dimension.into()),
            group: group.map(|(_, group)| group.into()),
        };
        self.by_key.get(&key).copied()
    }

    fn of(&self, indicator: &Indicator) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let id = indicator.id.clone();
        self.answer.findings.iter().filter(move |finding| finding.key.indicator == id)
    }

    /// The places that the indicator has findings for, by their codes; unknown ones last.
    pub(super) fn places(&self, indicator: &Indicator) -> Vec<&'a str> {
        let found: BTreeSet<&str> =
            self.of(indicator).filter_map(|finding| finding.key.place.as_deref()).collect();
        let mut places: Vec<&str> = found.into_iter().collect();
        places.sort_by_key(|place| (*place == UNKNOWN, *place));
        places
    }

    /// The indicator's periods in order of time.
    pub(super) fn periods(&self, indicator: &Indicator) -> Vec<&'a PeriodSpan> {
        let seen: BTreeSet<&str> =
            self.of(indicator).filter_map(|finding| finding.key.period.as_deref()).collect();
        self.answer.periods.iter().filter(|span| seen.contains(span.code.as_str())).collect()
    }

    /// The breakdowns in the order of the framework.
    pub(super) fn dimensions(&self, indicator: &Indicator) -> Vec<String> {
        let seen: BTreeSet<&str> =
            self.of(indicator).filter_map(|finding| finding.key.dimension.as_deref()).collect();
        indicator
            .by
            .iter()
            .map(|columns| columns.join("|"))
            .filter(|name| seen.contains(name.as_str()))
            .collect()
    }

    /// The groups of a breakdown by their codes; unknown ones last.
    pub(super) fn groups(&self, indicator: &Indicator, dimension: &str) -> Vec<&'a str> {
        let of_dimension =
            self.of(indicator).filter(|finding| finding.key.dimension.as_deref() == Some(dimension));
        let found: BTreeSet<&str> = of_dimension.filter_map(|finding| finding.key.group.as_deref()).collect();
        let mut groups: Vec<&str> = found.into_iter().collect();
        groups.sort_by_key(|group| (group.split('|').any(|code| code == UNKNOWN), *group));
        groups
    }

    /// The last period in which at least half of the places have a value.
    pub(super) fn last_common(&self, indicator: &Indicator) -> Option<&'a PeriodSpan> {
        let places = self.places(indicator);
        self.periods(indicator).into_iter().rev().find(|span| {
            let known = places
                .iter()
                .filter_map(|place| self.find(indicator, Some(place), Some(&span.code), None))
                .filter(|finding| finding.value.known().is_some());
            known.count() * 2 >= places.len().max(1)
        })
    }
}
