//! A bundle's places beside their peers: what that asks of the data, and the partnerships in each place.

use crate::bundle::Bundle;
use crate::compare::Placing;
use esito_model::{
    Answer, CompareQuestion, Cut, Every, PartnershipList, PlaceBeside, PlacePartnership, Places,
    PlacesQuestion, Question,
};

impl Bundle {
    /// The question whose answer places are set beside each other by: every indicator that says where.
    #[must_use]
    pub fn question_of_places(&self) -> Question {
        let all = self.framework.indicators.iter().filter(|indicator| indicator.place.is_some());
        Question {
            indicators: all.map(|indicator| indicator.id.clone()).collect(),
            cuts: vec![Cut::Place, Cut::PlacePeriod],
            by: Some(Vec::new()),
            ..Question::default()
        }
    }

    /// Sets places beside their peers, step by step; `answer` holds at least what [`Bundle::question_of_places`] asks
    /// for.
    #[must_use]
    pub fn placing(&self, answer: &Answer, question: &PlacesQuestion) -> Placing {
        let of_index = |index: &esito_model::Index| CompareQuestion {
            index: index.id.clone(),
            period: question.period.clone(),
            draws: question.draws,
            base: 0,
            ..CompareQuestion::default()
        };
        let comparing =
            self.framework.indexes.iter().filter_map(|index| self.comparing(answer, &of_index(index)));
        let mut placing = Placing::new(&self.framework, &answer.findings, question, comparing.collect())
            .of_bundle(&answer.bundle);
        let list = self.framework.profile.as_ref().and_then(|profile| profile.partnerships.as_ref());
        if let Some(list) = list {
            self.list_partnerships(list, placing.places_mut());
        }
        placing
    }

    /// Sets places beside their peers in one go.
    #[must_use]
    pub fn places(&self, answer: &Answer, question: &PlacesQuestion) -> Places {
        let mut placing = self.placing(answer, question);
        while placing.step().is_some() {}
        placing.finish()
    }

    /// Lists the partnerships of each place by name; a row without a name or a place belongs to none.
    fn list_partnerships(&self, list: &PartnershipList, places: &mut [PlaceBeside]) {
        let Some(table) = self.dataset.position(&list.table) else { return };
        let columns = [&list.name, &list.place].into_iter().chain(&list.since).chain(&list.about);
        if columns.into_iter().any(|column| !self.dataset.has_column(table, column)) {
            return;
        }
        let (names, codes) = (self.dataset.codes(table, &list.name), self.dataset.codes(table, &list.place));
        let since = list.since.as_ref().map(|column| self.dataset.period_codes(table, column, Every::Year));
        let about: Vec<_> = list.about.iter().map(|column| self.dataset.codes(table, column)).collect();
        for row in 0..self.dataset.rows(table) {
            let text = |codes: &crate::dataset::Codes| {
                let code = codes.code[row];
                (code != codes.unknown()).then(|| codes.label(code).to_owned())
            };
            let (Some(name), Some(place)) = (text(&names), text(&codes)) else { continue };
            let Ok(at) = places.binary_search_by(|known| known.place.cmp(&place)) else { continue };
            places[at].partnerships.push(PlacePartnership {
                name,
                since: since.as_ref().and_then(|codes| text(codes)),
                about: about.iter().map(|codes| text(codes).unwrap_or_default()).collect(),
            });
        }
        for place in places {
            place.partnerships.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.about.cmp(&b.about)));
            place.partnerships.dedup();
        }
    }
}
