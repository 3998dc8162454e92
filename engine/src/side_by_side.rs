//! A bundle's places side by side: what an index asks of the data, and the comparison that comes of it.

use crate::bundle::Bundle;
use crate::compare::Comparing;
use esito_model::{Answer, CompareQuestion, Cut, Index, Question};
use std::collections::{BTreeMap, BTreeSet};

impl Bundle {
    /// The question whose answer a comparison is made of: the indicators of the index and of its context by place and
    /// period; nothing where the framework has no index of this name.
    #[must_use]
    pub fn question_of_comparison(&self, question: &CompareQuestion) -> Option<Question> {
        let index = self.framework.indexes.iter().find(|index| index.id == question.index)?;
        let members = index.pillars.iter().flat_map(|pillar| &pillar.indicators).map(|member| &member.id);
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
