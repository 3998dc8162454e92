//! Contracts as the pages ask for them: from the files beside the page, or from the engine that holds the rows.

use super::{Dashboard, Origin, State};
use crate::i18n::lang;
use crate::link::{Failure, Link, Published};
use esito_model::{Edit, PaymentComparison, Portfolio, RowsAt, Stage, Statement, Trial};
use leptos::prelude::*;
use std::pin::Pin;
use std::sync::Arc;

type Asking<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

/// Something that is asked for whenever what it depends on changes; `Loading` until the newest is there.
type Asked<T> = Signal<State<Arc<T>>, LocalStorage>;

impl Dashboard {
    /// The contracts side by side.
    #[must_use]
    pub fn portfolio(self) -> Asked<Portfolio> {
        self.follow(String::new, move |_| {
            let link = self.contract_link(true);
            Box::pin(async move { link.contracts().await })
        })
    }

    /// The statement of a contract as of a day (the framework's where none is named).
    #[must_use]
    pub fn statement(
        self,
        contract: impl Fn() -> String + Copy + Send + Sync + 'static,
        as_of: impl Fn() -> Option<String> + Copy + Send + Sync + 'static,
    ) -> Asked<Statement> {
        let what = move || format!("{}\n{}", contract(), as_of().unwrap_or_default());
        self.follow(what, move |what| {
            let (contract, day) = what.split_once('\n').unwrap_or_default();
            let (contract, day) = (contract.to_owned(), (!day.is_empty()).then(|| day.to_owned()));
            let link = self.contract_link(day.is_none());
            Box::pin(async move { link.statement(&contract, day.as_deref()).await })
        })
    }

    /// Published figures beside payments.
    #[must_use]
    pub fn reconciliation(
        self,
        id: impl Fn() -> String + Copy + Send + Sync + 'static,
    ) -> Asked<PaymentComparison> {
        self.follow(id, move |id| {
            let (link, id) = (self.contract_link(true), id.to_owned());
            Box::pin(async move { link.reconciliation(&id).await })
        })
    }

    /// What edited rules of a contract would pay, line by line where that is asked for; needs the engine and the rows.
    #[must_use]
    pub fn trial(
        self,
        contract: impl Fn() -> String + Copy + Send + Sync + 'static,
        edits: impl Fn() -> Vec<Edit> + Copy + Send + Sync + 'static,
        lines: impl Fn() -> bool + Copy + Send + Sync + 'static,
    ) -> Asked<Trial> {
        let what = move || {
            let rows = self.has_rows();
            (contract(), lang().code(), edits(), lines(), rows)
        };
        self.follow(what, move |(contract, language, edits, lines, rows)| {
            // A newer change calls the older work off.
            self.call_off_paying();
            let (contract, edits, lines) = (contract.clone(), edits.clone(), *lines);
            let (rows, language) = (*rows, *language);
            Box::pin(async move {
                if !rows {
                    return Err(Failure::NeedsEngine);
                }
                self.seat.try_out(&contract, language, &edits, lines).await
            })
        })
    }

    /// Rows by file and line.
    pub async fn rows_at(self, places: Vec<(String, u64)>) -> Result<RowsAt, Failure> {
        if !self.has_rows_now() {
            return Err(Failure::NeedsEngine);
        }
        self.seat.rows_at(&places).await
    }

    /// Has the engine stop working on payments.
    pub fn call_off_paying(self) {
        if let Some((ticket, progress)) = self.seat.progress_now()
            && progress.stage == Stage::Paying
        {
            self.seat.cancel(ticket);
        }
    }

    fn has_rows_now(self) -> bool {
        self.rows.get_untracked() || self.origin.get_untracked() == Origin::Own
    }

    /// The way to contracts: what was published, where it is shown and was asked for like this.
    fn contract_link(self, as_published: bool) -> Link {
        let published = self.origin.get_untracked() == Origin::Published;
        // Another day needs the rows; where they are not there the published link says so.
        match published && (as_published || !self.rows.get()) {
            true => Link::Published(Published),
            false => Link::Worker(self.seat),
        }
    }

    fn follow<K: Clone + PartialEq + Send + Sync + 'static, T: Send + Sync + 'static>(
        self,
        what: impl Fn() -> K + Send + Sync + 'static,
        ask: impl Fn(&K) -> Asking<T> + 'static,
    ) -> Asked<T> {
        let asked = Memo::new(move |_| (self.turn.get(), what()));
        let resource = LocalResource::new(move || {
            let (turn, what) = asked.get();
            let asking = ask(&what);
            async move { ((turn, what), asking.await.map(Arc::new)) }
        });
        Signal::derive_local(move || match resource.get() {
            Some((of, result)) if of == asked.get() => result.clone().into(),
            _ => State::Loading,
        })
    }
}
