//! A comparison as it comes: from what was published, or from the engine, which tells the first draws at once.
//!
//! Comes in: a question that changes with every weight that is moved. Goes out: the newest comparison that is there.
//! A newer question calls the older one off; what is shown stays until something newer is there.

use super::{Dashboard, Origin};
use crate::link::{Failure, Named, Published, Seat, first_question, path_for, path_for_comparison};
use esito_model::{Answer, CompareQuestion, Comparison};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use std::sync::Arc;

/// Whole comparisons that are kept, so that going back costs nothing.
const KEPT: usize = 24;

/// What is shown of a comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// The newest comparison that is there, with the question that it answers.
    pub shown: Option<(Arc<CompareQuestion>, Arc<Comparison>)>,
    /// All that was asked for is there.
    pub whole: bool,
    /// It can only be answered by the engine, which is still on its way.
    pub waits: bool,
    /// Why it did not come.
    pub failure: Option<Failure>,
}

/// The comparisons of the data that are shown now.
#[derive(Clone, Copy)]
pub(super) struct Comparisons {
    /// The published answer lies in the engine, for there are no rows.
    pub(super) held: RwSignal<bool>,
    kept: StoredValue<HashMap<String, Arc<Comparison>>>,
}

impl Comparisons {
    pub(super) fn new() -> Self {
        Self { held: RwSignal::new(false), kept: StoredValue::new(HashMap::new()) }
    }

    pub(super) fn forget(self) {
        self.kept.update_value(HashMap::clear);
    }

    fn find(self, name: &str) -> Option<Arc<Comparison>> {
        self.kept.with_value(|kept| kept.get(name).cloned())
    }

    fn keep(self, name: String, comparison: &Arc<Comparison>) {
        self.kept.update_value(|kept| {
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(name, Arc::clone(comparison));
        });
    }
}

/// One running comparison on a page.
#[derive(Clone, Copy)]
struct Run {
    dashboard: Dashboard,
    state: RwSignal<Compared>,
    /// Counts up with every question.
    turn: StoredValue<u64>,
    /// The question that is shown. While a slider is moved each question is called off by the next; what an older one
    /// had time to say is still newer than what is shown, so that the picture follows the hand.
    shown: StoredValue<u64>,
    ticket: StoredValue<Option<u64>>,
}

impl Dashboard {
    /// Places side by side, as they come; no question, no comparison.
    #[must_use]
    pub fn compare(self, question: Signal<Option<CompareQuestion>>) -> Signal<Compared> {
        let run = Run {
            dashboard: self,
            state: RwSignal::new(Compared::default()),
            turn: StoredValue::new(0),
            shown: StoredValue::new(0),
            ticket: StoredValue::new(None),
        };
        Effect::new(move |before: Option<(u32, Origin)>| {
            let data = (self.turn.get(), self.origin.get());
            if before.is_some_and(|before| before != data) {
                // Other data: nothing of the old may stay on the page.
                run.state.set(Compared::default());
                run.shown.set_value(run.turn.get_value() + 1);
            }
            let able = self.has_rows() || self.comparisons.held.get();
            let coming = self.awaits_engine();
            match question.get() {
                Some(question) => run.begin(question, able, coming),
                None => run.state.set(Compared::default()),
            }
            data
        });
        on_cleanup(move || run.call_off());
        run.state.into()
    }

    /// Whether comparisons may still become possible: rows or the published answer are on their way to the engine.
    fn awaits_engine(self) -> bool {
        self.coming.get()
    }

    /// Hands the published answer to the engine, where places may be compared and there are no rows.
    pub(super) async fn hold_published(self) -> Result<(), Failure> {
        let Some(answer) = self.first_answer().await else { return Err(Failure::NeedsEngine) };
        if answer.framework.indexes.is_empty() {
            return Ok(());
        }
        let path = path_for(&first_question()).unwrap_or_default();
        let blob = Published.blob(&path).await?;
        let mut files: Vec<Named> = vec![(path, blob)];
        // What places are alike by stands in the published comparisons only.
        for index in answer.framework.indexes.iter().filter(|index| index.groups.is_some()) {
            let question = CompareQuestion { index: index.id.clone(), ..CompareQuestion::default() };
            if let Some(path) = path_for_comparison(&question) {
                let blob = Published.blob(&path).await?;
                files.push((path, blob));
            }
        }
        if self.own.is_busy() || self.origin.get_untracked() == Origin::Own {
            return Err(Failure::Cancelled);
        }
        self.seat.hold(&files).await?;
        self.comparisons.held.set(true);
        Ok(())
    }

    /// The first answer, as soon as it is there.
    async fn first_answer(self) -> Option<Arc<Answer>> {
        self.fetch(first_question()).await.ok()
    }
}

impl Run {
    fn begin(self, question: CompareQuestion, able: bool, coming: bool) {
        let name = serde_json::to_string(&question).unwrap_or_default();
        let same = |(of, _): &(Arc<CompareQuestion>, Arc<Comparison>)| **of == question;
        if self.state.with_untracked(|state| state.whole && state.shown.as_ref().is_some_and(same)) {
            return;
        }
        self.call_off();
        let turn = self
            .turn
            .try_update_value(|turn| {
                *turn += 1;
                *turn
            })
            .unwrap_or_default();
        let comparisons = self.dashboard.comparisons;
        if let Some(kept) = comparisons.find(&name) {
            return self.show(turn, question, kept, true);
        }
        let published = self.dashboard.origin.get_untracked() == Origin::Published;
        let published = published && path_for_comparison(&question).is_some();
        self.state.update(|state| {
            state.whole = false;
            state.failure = None;
            state.waits = !published && !able && coming;
        });
        if published {
            spawn_local(async move {
                match Published.comparison(&question).await {
                    Ok(comparison) => self.whole(turn, question, name, comparison),
                    // A site of an older version carries none; the engine can work it out.
                    Err(_) if able => self.ask(turn, question, name),
                    Err(failure) => self.fail(turn, failure, coming),
                }
            });
        } else if able {
            self.ask(turn, question, name);
        } else {
            self.fail(turn, Failure::NeedsEngine, coming);
        }
    }

    /// Asks the engine.
    fn ask(self, turn: u64, question: CompareQuestion, name: String) {
        let of = question.clone();
        let before = move |comparison| self.show(turn, of.clone(), Arc::new(comparison), false);
        match self.dashboard.seat.weigh(question.clone(), Box::new(before)) {
            Ok(asked) => {
                self.ticket.set_value(Some(asked.0));
                spawn_local(async move {
                    match Seat::weighed(asked).await {
                        Ok(comparison) => self.whole(turn, question, name, comparison),
                        Err(failure) => self.fail(turn, failure, false),
                    }
                });
            }
            Err(failure) => self.fail(turn, failure, false),
        }
    }

    fn is_current(self, turn: u64) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    fn whole(self, turn: u64, question: CompareQuestion, name: String, comparison: Comparison) {
        let comparison = Arc::new(comparison);
        if self.is_current(turn) {
            self.ticket.set_value(None);
            self.dashboard.comparisons.keep(name, &comparison);
        }
        self.show(turn, question, comparison, true);
    }

    fn show(self, turn: u64, question: CompareQuestion, comparison: Arc<Comparison>, whole: bool) {
        // Nothing is there any more once the page is left.
        let newer = self.shown.try_get_value().is_some_and(|shown| turn >= shown);
        if newer {
            self.shown.set_value(turn);
            let shown = Some((Arc::new(question), comparison));
            self.state.set(Compared {
                shown,
                whole: whole && self.is_current(turn),
                waits: false,
                failure: None,
            });
        }
    }

    fn fail(self, turn: u64, failure: Failure, coming: bool) {
        if !self.is_current(turn) || failure == Failure::Cancelled {
            return;
        }
        self.state.update(|state| {
            state.waits = coming;
            state.failure = (!coming).then_some(failure);
        });
    }

    fn call_off(self) {
        let ticket = self.ticket.try_update_value(Option::take).flatten();
        if let Some(ticket) = ticket {
            self.dashboard.seat.cancel(ticket);
        }
    }
}
