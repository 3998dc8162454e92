//! The reader's own assumptions: set, taken back step by step, given up.

use super::{Page, SET};
use esito_model::number::digits12;
use esito_model::{Assumed, Assumption};
use leptos::prelude::*;

/// What the address held before each change of this visit.
#[derive(Clone, Copy)]
pub(super) struct Steps(RwSignal<Vec<Vec<String>>>);

impl Steps {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Whether there is a step to take back; tracks it.
    pub(super) fn any(self) -> bool {
        self.0.with(|steps| !steps.is_empty())
    }
}

/// The assumptions with the one that is being dragged in its place.
pub(super) fn with_draft(mut set: Vec<Assumed>, draft: Option<Assumed>) -> Vec<Assumed> {
    if let Some(draft) = draft {
        match set.iter_mut().find(|one| same(one, &draft)) {
            Some(one) => *one = draft,
            None => set.push(draft),
        }
    }
    set
}

fn same(a: &Assumed, b: &Assumed) -> bool {
    a.outcome == b.outcome && a.assumption == b.assumption
}

/// The assumptions with one more; the framework's own value takes it out.
pub(super) fn with(set: &[Assumed], new: &Assumed, stated: f64) -> Vec<String> {
    let mut out: Vec<String> = set.iter().filter(|one| !same(one, new)).map(Assumed::text).collect();
    if digits12(new.value) != digits12(stated) {
        out.push(new.text());
    }
    out
}

impl Page {
    /// Follows a slider that is being dragged.
    pub(super) fn drag(self, new: Assumed) {
        self.draft.set(Some(new));
    }

    /// Sets an assumption, as a step that can be taken back.
    pub(super) fn put(self, new: &Assumed, assumption: &Assumption) {
        let texts = self.set.with_untracked(|set| with(set, new, assumption.stated));
        self.change(texts, true);
    }

    /// Goes back to the framework's own assumptions.
    pub(super) fn reset(self) {
        self.change(Vec::new(), true);
    }

    /// Takes the last step back.
    pub(super) fn undo(self) {
        let before = self.steps.0.try_update(Vec::pop).flatten();
        if let Some(before) = before {
            self.change(before, false);
        }
    }

    /// Stops what the engine is at; what was shown stays.
    pub(super) fn call_off(self) {
        self.dashboard.call_off_valuing();
    }

    fn change(self, texts: Vec<String>, keep: bool) {
        let now: Vec<String> = self.set.with_untracked(|set| set.iter().map(Assumed::text).collect());
        if now == texts {
            self.draft.set(None);
            return;
        }
        if keep {
            self.steps.0.update(|steps| steps.push(now));
        }
        self.address.push(|query| query.with_all(SET, texts.iter().map(String::as_str)));
    }
}

#[cfg(test)]
mod tests {
    use super::{with, with_draft};
    use esito_model::Assumed;

    fn set(text: &str) -> Assumed {
        Assumed::read(text).expect("an assumption")
    }

    #[test]
    fn one_assumption_stands_once_and_the_frameworks_own_takes_it_out() {
        let now = [set("work.deadweight:0.5"), set("discount_rate:0.05")];
        assert_eq!(
            with(&now, &set("work.deadweight:0.6"), 0.35),
            ["discount_rate:0.05", "work.deadweight:0.6"]
        );
        assert_eq!(with(&now, &set("work.deadweight:0.35"), 0.35), ["discount_rate:0.05"]);
        let dragged = with_draft(now.to_vec(), Some(set("work.deadweight:0.4")));
        assert_eq!((dragged.len(), dragged[0].value), (2, 0.4));
        assert_eq!(with_draft(now.to_vec(), Some(set("work.proxy:1"))).len(), 3);
    }
}
