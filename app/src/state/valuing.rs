//! The value map as it comes: the framework's own from what was published or from the engine, a reader's from the
//! engine.
//!
//! Comes in: assumptions that change with every movement of a slider. Goes out: the newest valuation that is there. A
//! newer movement calls the older work off; what was shown stays until something newer is there.

use super::{Dashboard, Origin, State};
use crate::link::{Engine, Failure, Published};
use esito_model::{Assumed, Stage, Valued};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// What is shown of a value map.
#[derive(Clone, Copy)]
pub struct Worth {
    /// The framework's own.
    pub base: RwSignal<State<Arc<Valued>>>,
    /// The newest one with the reader's assumptions; nothing where the reader set none.
    pub own: RwSignal<Option<Arc<Valued>>>,
    /// The engine is at it.
    pub busy: RwSignal<bool>,
    /// Why the reader's did not come.
    pub failure: RwSignal<Option<Failure>>,
    turn: StoredValue<u64>,
}

impl Dashboard {
    /// The value map with these assumptions; call it once on a page.
    #[must_use]
    pub fn worth(self, assumed: Signal<Vec<Assumed>>) -> Worth {
        let worth = Worth {
            base: RwSignal::new(State::Loading),
            own: RwSignal::new(None),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            turn: StoredValue::new(0),
        };
        let data = Memo::new(move |_| (self.turn.get(), self.origin.get()));
        Effect::new(move |_| {
            let (turn, origin) = data.get();
            worth.base.set(State::Loading);
            worth.own.set(None);
            spawn_local(async move {
                let found = match origin {
                    Origin::Published => Published.value().await,
                    Origin::Own => self.seat.value(None, Vec::new()).await,
                };
                if self.turn.try_get_untracked() == Some(turn) {
                    worth.base.try_set(found.map(Arc::new).into());
                }
            });
        });
        let able = Memo::new(move |_| matches!(self.engine(), Engine::Starting | Engine::Ready { .. }));
        Effect::new(move |_| {
            let (assumed, able) = (assumed.get(), able.get());
            let base = worth.base.get().ready();
            worth.ask(self, assumed, able, base);
        });
        // Who leaves the page waits for nothing any more.
        on_cleanup(move || self.call_off_valuing());
        worth
    }

    /// Has the engine stop working on a value map.
    pub fn call_off_valuing(self) {
        if let Some((ticket, progress)) = self.seat.progress_now()
            && progress.stage == Stage::Valuing
        {
            self.seat.cancel(ticket);
        }
    }
}

impl Worth {
    fn ask(self, dashboard: Dashboard, assumed: Vec<Assumed>, able: bool, base: Option<Arc<Valued>>) {
        self.turn.update_value(|turn| *turn += 1);
        dashboard.call_off_valuing();
        let Some(map) = base.and_then(|base| base.map.clone()).filter(|_| !assumed.is_empty()) else {
            self.own.set(None);
            self.failure.set(None);
            self.busy.set(false);
            return;
        };
        self.busy.set(true);
        if !able {
            return;
        }
        let turn = self.turn.get_value();
        spawn_local(async move {
            let found = dashboard.seat.value(Some(map), assumed).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.busy.try_set(false);
            match found {
                Ok(valued) => {
                    self.failure.try_set(None);
                    self.own.try_set(Some(Arc::new(valued)));
                }
                Err(failure) => {
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }

    /// What is to be shown: the reader's where it is there, else the framework's; tracks both.
    #[must_use]
    pub fn shown(self) -> Option<Arc<Valued>> {
        self.own.get().or_else(|| self.base.get().ready())
    }
}
