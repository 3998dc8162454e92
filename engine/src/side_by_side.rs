//! A bundle's places side by side: what an index asks of the data, and the comparison that comes of it.

use crate::bundle::Bundle;
use crate::compare::Comparing;
use esito_model::{Answer, CompareQuestion, Comparison, Cut, Index, Question};
use std::collections::{BTreeMap, BTreeSet};

/// Findings of places, and what places are alike by: all that a comparison needs, with or without rows behind it.
#[derive(Clone, Debug, Default)]
pub struct Comparable {
    answer: Answer,
    /// For each index the groups of places, where it fills gaps by them.
    groups: BTreeMap<String, BTreeMap<String, String>>,
}

impl Comparable {
    /// A published answer, and the comparisons that were published with it: what places are alike by stands there.
    #[must_use]
    pub fn published(answer: Answer, comparisons: &[Comparison]) -> Self {
        let of_index = |comparison: &Comparison| {
            let places = comparison.places.iter();
            let groups = places.filter_map(|place| Some((place.place.clone(), place.group.clone()?)));
            (comparison.index.clone(), groups.collect())
        };
        Self { answer, groups: comparisons.iter().map(of_index).collect() }
    }

    /// Compares places by an index, step by step; nothing where the framework has no such index.
    #[must_use]
    pub fn comparing(&self, question: &CompareQuestion) -> Option<Comparing> {
        let none = BTreeMap::new();
        let groups = self.groups.get(&question.index).unwrap_or(&none);
        let comparing = Comparing::new(&self.answer.framework, &self.answer.findings, groups, question)?;
        Some(comparing.of_bundle(&self.answer.bundle))
    }
}

impl Bundle {
    /// The question whose answer a comparison is made of: the indicators of the index and of its context by place and
    /// period; nothing where the framework has no index of this name.
    #[must_use]
    pub fn question_of_comparison(&self, question: &CompareQuestion) -> Option<Question> {
        let index = self.framework.indexes.iter().find(|index| index.id == question.index)?;
        let members = index.pillars.iter().flat_map(|pillar| &pillar.indicators);
        let members = members.flat_map(|member| [Some(&member.id), member.per.as_ref()]).flatten();
        let mut indicators: Vec<String> = members.chain(question.context.keys()).cloned().collect();
        indicators.sort();
        indicators.dedup();
        Some(Question {
            indicators,
            cuts: vec![Cut::Place, Cut::PlacePeriod],
            by: Some(Vec::new()),
            ..Question::default()
        })
    }

    /// Compares places by an index, step by step; `answer` holds at least what [`Bundle::question_of_comparison`] asks
    /// for.
    #[must_use]
    pub fn comparing(&self, answer: &Answer, question: &CompareQuestion) -> Option<Comparing> {
        let index = self.framework.indexes.iter().find(|index| index.id == question.index)?;
        let groups = self.groups_of_places(index);
        let comparing = Comparing::new(&self.framework, &answer.findings, &groups, question)?;
        Some(comparing.of_bundle(&answer.bundle))
    }

    /// What comparisons by an index are made of, so that many questions (a weight that is being moved) can be asked
    /// without looking at the rows again; `answer` as for [`Bundle::comparing`].
    #[must_use]
    pub fn comparable(&self, answer: Answer, index: &str) -> Comparable {
        let of = self.framework.indexes.iter().find(|known| known.id == index);
        let groups = of.map(|of| (of.id.clone(), self.groups_of_places(of)));
        Comparable { answer, groups: groups.into_iter().collect() }
    }

    /// For each place the group that all rows say; a place of which rows say different things has none.
    fn groups_of_places(&self, index: &Index) -> BTreeMap<String, String> {
        let Some(column) = &index.groups else { return BTreeMap::new() };
        let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let members: BTreeSet<&str> = index
            .pillars
            .iter()
            .flat_map(|pillar| &pillar.indicators)
            .map(|member| member.id.as_str())
            .collect();
        let indicators = self.framework.indicators.iter().filter(|known| members.contains(known.id.as_str()));
        for indicator in indicators {
            let (Some(place), Some(table)) = (&indicator.place, self.dataset.position(&indicator.table))
            else {
                continue;
            };
            if !self.dataset.has_column(table, column) {
                continue;
            }
            let (places, groups) = (self.dataset.codes(table, place), self.dataset.codes(table, column));
            let pairs: BTreeSet<(u32, u32)> =
                places.code.iter().copied().zip(groups.code.iter().copied()).collect();
            for (place, group) in pairs {
                if place != places.unknown() && group != groups.unknown() {
                    let groups = groups.label(group).to_owned();
                    said.entry(places.label(place).to_owned()).or_default().insert(groups);
                }
            }
        }
        said.into_iter()
            .filter_map(|(place, groups)| {
                let mut groups = groups.into_iter();
                let only = groups.next()?;
                groups.next().is_none().then_some((place, only))
            })
            .collect()
    }
}
