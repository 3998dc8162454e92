//! What all parts of the index share: the index, what the address says, the comparison that is there.

use super::setting::{self, Setting, Weights};
use crate::address::{Address, Query, use_address};
use crate::figure::Names;
use crate::i18n::{Format, lang, t, use_i18n};
use crate::state::{Compared, use_dashboard};
use esito_charts::{Quantity, format};
use esito_model::{Answer, CompareQuestion, ComparedPlace, Comparison, Index, IndexParty, Unit};
use leptos::prelude::*;
use std::sync::Arc;

/// The parts of an address that say whose weights are in force.
const WEIGHTS: [&str; 4] = [setting::PARTY, setting::PILLARS, setting::INDICATORS, setting::TARGETS];

/// The shared state of the index part.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub answer: StoredValue<Arc<Answer>>,
    pub index: Memo<Arc<Index>>,
    pub setting: Memo<Setting>,
    /// Weights while a slider is being moved: the address gets them when it is let go.
    pub live: RwSignal<Option<Weights>>,
    /// What was said about weights before each step, the last one last.
    pub steps: RwSignal<Vec<Query>>,
    /// The reader's own weights, while somebody else's are looked at.
    pub mine: RwSignal<Option<Query>>,
    pub compared: Signal<Compared>,
    /// The newest comparison that is there.
    pub shown: Memo<Option<Arc<Comparison>>>,
    pub address: Address,
}

impl Part {
    /// The index that the address asks for, else the first; nothing where the framework has none.
    pub(super) fn of(answer: &Arc<Answer>) -> Option<Self> {
        let address = use_address();
        let indexes: Vec<Arc<Index>> = answer.framework.indexes.iter().cloned().map(Arc::new).collect();
        let first = indexes.first().cloned()?;
        let index = Memo::new(move |_| {
            let asked = address.get(setting::INDEX);
            let found = indexes.iter().find(|index| Some(&index.id) == asked.as_ref());
            found.cloned().unwrap_or_else(|| Arc::clone(&first))
        });
        let setting = Memo::new(move |_| index.with(|index| setting::read(index, &address.query())));
        let live = RwSignal::new(None::<Weights>);
        Effect::new(move |_| {
            setting.track();
            live.set(None);
        });
        let question = Memo::new(move |_| {
            let question = setting.with(|setting| setting.question.clone());
            let targets = question.weights.as_ref().map(|set| set.targets.clone()).unwrap_or_default();
            let moved = |weights: Weights| IndexParty { targets, ..index.with(|index| weights.set(index)) };
            let weights = live.get().map(moved);
            Some(CompareQuestion { weights: weights.or_else(|| question.weights.clone()), ..question })
        });
        let compared = use_dashboard().compare(question.into());
        Some(Self {
            answer: StoredValue::new(Arc::clone(answer)),
            index,
            setting,
            live,
            steps: RwSignal::new(Vec::new()),
            mine: RwSignal::new(None),
            compared,
            shown: newest(compared),
            address,
        })
    }

    /// The weights in force, also while they are being moved; tracks them.
    pub(super) fn weights(self) -> Weights {
        self.live.get().unwrap_or_else(|| self.setting.with(|setting| setting.weights.clone()))
    }

    /// Everybody with a set of weights: the framework's parties, then those of the address; tracks them.
    pub(super) fn parties(self) -> Vec<IndexParty> {
        let own = self.index.with(|index| index.parties.clone());
        own.into_iter().chain(self.setting.with(|setting| setting.question.parties.clone())).collect()
    }

    /// Changes what is said about weights, as a step that can be taken back.
    pub(super) fn step(self, change: impl FnOnce(Query) -> Query) {
        let before = untrack(|| self.address.query());
        let own = self.setting.with_untracked(|setting| setting.own);
        if own {
            self.mine.set(Some(before.clone().only(&WEIGHTS)));
        }
        self.steps.update(|steps| steps.push(before.only(&[&WEIGHTS[..], &[setting::SETS]].concat())));
        self.address.push(change);
    }

    /// Puts these weights in force as the reader's own.
    pub(super) fn weigh(self, weights: &Weights) {
        let index = self.index.get_untracked();
        self.step(|query| setting::with_weights(query, &index, weights));
    }

    /// Sets a target of the reader's; without a value, the party's or the framework's holds again.
    pub(super) fn aim(self, indicator: &str, value: Option<f64>) {
        self.step(|query| setting::with_target(query, indicator, value));
    }

    /// Takes the last step back.
    pub(super) fn undo(self) {
        let last = self.steps.try_update(Vec::pop).flatten();
        if let Some(last) = last {
            let keys = [&WEIGHTS[..], &[setting::SETS]].concat();
            self.address.push(|query| restored(query, &last, &keys));
        }
    }

    /// Puts the reader's own weights back in force.
    pub(super) fn back_to_mine(self) {
        if self.setting.with_untracked(|setting| setting.own) {
            return;
        }
        match self.mine.get_untracked() {
            Some(mine) => self.step(|query| restored(query, &mine, &WEIGHTS)),
            // None yet: they begin as what is in force.
            None => self.weigh(&untrack(|| self.weights())),
        }
    }
}

/// The newest comparison as a signal that changes only with it; whole comparisons are not compared number by number.
fn newest(compared: Signal<Compared>) -> Memo<Option<Arc<Comparison>>> {
    let newest = move |_: Option<&Option<Arc<Comparison>>>| {
        compared.with(|compared| compared.shown.as_ref().map(|(_, comparison)| Arc::clone(comparison)))
    };
    Memo::new_with_compare(newest, |a, b| match (a.and_then(Option::as_ref), b.and_then(Option::as_ref)) {
        (Some(a), Some(b)) => !Arc::ptr_eq(a, b),
        (None, None) => false,
        _ => true,
    })
}

fn restored(mut query: Query, from: &Query, keys: &[&str]) -> Query {
    for key in keys {
        let values = from.all(key);
        query = query.with_all(key, values.iter().map(String::as_str));
    }
    query
}

/// Names and numbers of one index in the reader's language.
#[derive(Clone)]
pub(super) struct Words {
    answer: Arc<Answer>,
    index: Arc<Index>,
    parties: Vec<IndexParty>,
    language: &'static str,
    pub format: Format,
}

impl Words {
    pub(super) fn of(part: Part) -> Self {
        Self {
            answer: part.answer.get_value(),
            index: part.index.get(),
            parties: part.parties(),
            language: lang().code(),
            format: use_i18n().format(),
        }
    }

    fn names(&self) -> Names<'_> {
        Names::new(&self.answer.framework, self.language, "")
    }

    pub(super) fn index(&self) -> String {
        let label = self.index.label.get(self.language);
        if label.is_empty() { self.index.id.clone() } else { label.to_owned() }
    }

    pub(super) fn description(&self) -> String {
        self.index.description.get(self.language).to_owned()
    }

    pub(super) fn place(&self, id: &str) -> String {
        self.names().place(id)
    }

    pub(super) fn indicator(&self, id: &str) -> String {
        self.names().indicator(id)
    }

    pub(super) fn pillar(&self, id: &str) -> String {
        let found = self.index.pillars.iter().find(|pillar| pillar.id == id);
        let label = found.map_or("", |pillar| pillar.label.get(self.language));
        if label.is_empty() { id.to_owned() } else { label.to_owned() }
    }

    /// A party; an empty id is the index itself.
    pub(super) fn party(&self, id: &str) -> String {
        if id.is_empty() {
            return t("index.own_weights");
        }
        let found = self.parties.iter().find(|party| party.id == id);
        let label = found.map_or("", |party| party.label.get(self.language));
        if label.is_empty() { id.to_owned() } else { label.to_owned() }
    }

    /// A pillar or an indicator.
    pub(super) fn node(&self, id: &str) -> String {
        let pillar = self.index.pillars.iter().any(|pillar| pillar.id == id);
        if pillar { self.pillar(id) } else { self.indicator(id) }
    }

    /// What scores are counted in: points where they run from 0 to 100 or so, otherwise bare numbers.
    pub(super) fn quantity(&self) -> Quantity {
        let points = self.index.range.is_some_and(|[low, high]| (high - low).abs() >= 10.0);
        Quantity::of(if points { Unit::Score } else { Unit::Number })
    }

    pub(super) fn score(&self, place: &ComparedPlace) -> String {
        let known = place.score.map(|score| format::value(score, &self.quantity(), &self.format));
        known.unwrap_or_else(|| "–".to_owned())
    }

    pub(super) fn share(&self, value: f64) -> String {
        format::value(value, &Quantity::of(Unit::Share), &self.format)
    }

    /// A share without decimals, for sentences.
    pub(super) fn about(&self, value: f64) -> String {
        format::short(value, &Quantity::of(Unit::Share), &self.format)
    }

    pub(super) fn number(&self, value: f64) -> String {
        format::value(value, &Quantity::of(Unit::Number), &self.format)
    }

    pub(super) fn count(&self, value: u64) -> String {
        format::count(value, &self.format)
    }

    /// Several names as a sentence lists them.
    pub(super) fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => format!("{} {} {last}", before.join(", "), t("index.and")),
        }
    }
}
