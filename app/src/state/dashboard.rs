//! The answer that the pages show and the engine that boots behind it.

use super::comparing::Comparisons;
use super::{Check, Keeping, Own, State};
use crate::link::{
    Engine, Failure, Link, Manifest, Named, Published, Seat, first_question, indicator_question,
};
use esito_model::{Answer, Key, Opened, Places, PlacesQuestion, Question};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

/// Whose data the pages show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The published bundle.
    #[default]
    Published,
    /// The reader's own files, kept in this browser.
    Own,
}

/// The state that all pages share.
#[derive(Clone, Copy)]
pub struct Dashboard {
    pub(super) origin: RwSignal<Origin>,
    /// Counts up whenever other data are shown, so that whatever was derived from the old is asked for anew.
    pub(super) turn: RwSignal<u32>,
    answer: RwSignal<State<Arc<Answer>>>,
    /// Counts up whenever intervals that were drawn behind an answer have come.
    drawn: RwSignal<u32>,
    /// Whether the published bundle lies in the engine, so that rows can be opened and filters asked for.
    pub(super) rows: RwSignal<bool>,
    /// Whether it is on its way there.
    pub(super) coming: RwSignal<bool>,
    pub(super) seat: Seat,
    pub(super) own: Own,
    check: Check,
    kept: StoredValue<HashMap<String, Arc<Answer>>>,
    pub(super) comparisons: Comparisons,
    kept_places: StoredValue<Option<(PlacesQuestion, Arc<Places>)>>,
}

/// Makes the dashboard known to everything below and asks for its first answer.
pub fn provide_dashboard() -> Dashboard {
    let seat = Seat::new();
    let dashboard = Dashboard {
        origin: RwSignal::new(Origin::Published),
        turn: RwSignal::new(0),
        answer: RwSignal::new(State::Loading),
        drawn: RwSignal::new(0),
        rows: RwSignal::new(false),
        coming: RwSignal::new(true),
        seat,
        own: Own::new(),
        check: Check::new(),
        kept: StoredValue::new(HashMap::new()),
        comparisons: Comparisons::new(),
        kept_places: StoredValue::new(None),
    };
    provide_context(dashboard);
    spawn_local(async move {
        let keeping = dashboard.own().keeping();
        if let Some(key) = Keeping::was_shown() {
            if keeping.restore(dashboard, key).await {
                return;
            }
        } else {
            spawn_local(async move { keeping.open().await });
        }
        dashboard.fetch_first().await;
        // The engine is several times the size of the page: it starts when the first numbers stand.
        set_timeout(move || dashboard.boot(), std::time::Duration::from_millis(400));
    });
    dashboard
}

/// The dashboard.
#[must_use]
#[expect(clippy::expect_used, reason = "a page outside the shell is a fault in the program")]
pub fn use_dashboard() -> Dashboard {
    use_context().expect("provide_dashboard is called by the shell")
}

impl Dashboard {
    /// The answer without breakdowns; tracks it.
    #[must_use]
    pub fn answer(self) -> State<Arc<Answer>> {
        self.answer.get()
    }

    /// The answer where it is there; tracks it.
    #[must_use]
    pub fn ready(self) -> Option<Arc<Answer>> {
        self.answer.get().ready()
    }

    /// The answer where it is there, without tracking it.
    #[must_use]
    pub fn ready_now(self) -> Option<Arc<Answer>> {
        self.answer.get_untracked().ready()
    }

    /// Whose data are shown; tracks it.
    #[must_use]
    pub fn origin(self) -> Origin {
        self.origin.get()
    }

    /// Whether rows can be opened and filters asked for; tracks it.
    #[must_use]
    pub fn has_rows(self) -> bool {
        self.origin.get() == Origin::Own || self.rows.get()
    }

    /// Whether the rows are not there yet but on their way; tracks it.
    #[must_use]
    pub fn awaits_rows(self) -> bool {
        self.coming.get() && !self.has_rows()
    }

    /// The engine's state; tracks it.
    #[must_use]
    pub fn engine(self) -> Engine {
        self.seat.engine()
    }

    /// The engine's seat.
    #[must_use]
    pub fn seat(self) -> Seat {
        self.seat
    }

    /// The reader's own files.
    #[must_use]
    pub fn own(self) -> Own {
        self.own
    }

    /// Published answers that are worked out again.
    #[must_use]
    pub fn check(self) -> Check {
        self.check
    }

    /// Throws the engine away and starts another with the bundle that is shown.
    pub(super) fn restart(self) {
        match self.origin.get_untracked() {
            Origin::Own => self.own.read(self),
            Origin::Published => {
                self.restart_engine();
                self.boot();
            }
        }
    }

    /// Everything about one indicator, breakdowns included, as it comes; an empty id asks for nothing.
    #[must_use]
    pub fn indicator(
        self,
        id: impl Fn() -> String + Copy + Send + Sync + 'static,
    ) -> Signal<State<Arc<Answer>>, LocalStorage> {
        self.ask(move || indicator_question(&id()))
    }

    /// The answer to a question, as it comes. While a new question is on its way the state is `Loading`.
    #[must_use]
    pub fn ask(
        self,
        question: impl Fn() -> Question + Copy + Send + Sync + 'static,
    ) -> Signal<State<Arc<Answer>>, LocalStorage> {
        self.ask_signal(Signal::derive(question))
    }

    // One type of signal for every caller: what is generic here would be compiled once for each page.
    fn ask_signal(self, question: Signal<Question>) -> Signal<State<Arc<Answer>>, LocalStorage> {
        let asked = Memo::new(move |_| (self.turn.get(), self.rows.get(), question.get()));
        let resource = LocalResource::new(move || {
            self.drawn.track();
            let (turn, rows, question) = asked.get();
            async move { ((turn, rows, question.clone()), self.fetch(question).await) }
        });
        Signal::derive_local(move || match resource.get() {
            Some((of, result)) if of == asked.get() => result.clone().into(),
            _ => State::Loading,
        })
    }

    /// Places beside their peers, as they come. While a new question is on its way the state is `Loading`.
    #[must_use]
    pub fn places(
        self,
        question: impl Fn() -> PlacesQuestion + Copy + Send + Sync + 'static,
    ) -> Signal<State<Arc<Places>>, LocalStorage> {
        let question = Signal::derive(question);
        let asked = Memo::new(move |_| {
            let question = question.get();
            // What was published needs no engine: its coming changes nothing.
            let rows = question != PlacesQuestion::default() && self.rows.get();
            (self.turn.get(), rows, question)
        });
        let resource = LocalResource::new(move || {
            let (turn, rows, question) = asked.get();
            async move { ((turn, rows, question.clone()), self.fetch_places(question).await) }
        });
        Signal::derive_local(move || match resource.get() {
            Some((of, result)) if of == asked.get() => result.clone().into(),
            _ => State::Loading,
        })
    }

    async fn fetch_places(self, question: PlacesQuestion) -> Result<Arc<Places>, Failure> {
        let kept = self.kept_places.with_value(|kept| kept.clone().filter(|(of, _)| *of == question));
        if let Some((_, places)) = kept {
            return Ok(places);
        }
        let turn = self.turn.get_untracked();
        let published = self.origin.get_untracked() == Origin::Published;
        let by_file = published && (question == PlacesQuestion::default() || !self.rows.get_untracked());
        let link = if by_file { Link::Published(Published) } else { Link::Worker(self.seat) };
        let places = Arc::new(link.places(&question).await?);
        if turn == self.turn.get_untracked() {
            self.kept_places.set_value(Some((question, Arc::clone(&places))));
        }
        Ok(places)
    }

    /// A finding opened down to a page of its rows, or of those of its comparison group.
    pub async fn open(
        self,
        question: &Question,
        (key, compared): (&Key, bool),
        offset: u64,
        limit: u64,
    ) -> Result<Opened, Failure> {
        if !(self.rows.get_untracked() || self.origin.get_untracked() == Origin::Own) {
            return Err(Failure::NeedsEngine);
        }
        Link::Worker(self.seat).open(question, (key, compared), offset, limit).await
    }

    /// Asks once more for what did not come.
    pub fn retry(self) {
        self.answer.set(State::Loading);
        self.turn.update(|turn| *turn += 1);
        spawn_local(async move { self.fetch_first().await });
    }

    /// Shows the reader's own files, which the engine has loaded.
    pub(super) fn show_own(self, answer: Answer) {
        self.forget();
        self.origin.set(Origin::Own);
        self.rows.set(false);
        let pending = !answer.pending.is_empty();
        self.answer.set(State::Ready(Arc::new(answer)));
        self.turn.update(|turn| *turn += 1);
        if pending {
            self.draw_behind(first_question());
        }
    }

    /// Whatever was answered about the data that were shown.
    fn forget(self) {
        self.kept.update_value(HashMap::clear);
        self.kept_places.set_value(None);
        self.comparisons.forget();
    }

    /// Goes back to the published bundle; engine and page forget the reader's files.
    pub fn show_published(self) {
        self.own.forget();
        self.back_to_published();
    }

    /// A new engine that holds nothing.
    pub(super) fn restart_engine(self) {
        self.rows.set(false);
        self.comparisons.held.set(false);
        self.seat.stop();
        self.seat.start();
    }

    /// Shows the published bundle, in a new engine: the one at hand may hold files that could not be used.
    pub(super) fn back_to_published(self) {
        self.restart_engine();
        let waits = matches!(self.answer.get_untracked(), State::Loading);
        if waits || self.origin.get_untracked() == Origin::Own {
            self.forget();
            self.origin.set(Origin::Published);
            self.retry();
        }
        self.boot();
    }

    /// Starts the engine and, where the bundle's files were published, hands them over.
    pub fn boot(self) {
        self.seat.start();
        if self.origin.get_untracked() == Origin::Published && !self.rows.get_untracked() {
            spawn_local(async move {
                // A site without rows is no fault: its numbers stand, they only cannot be opened.
                self.coming.set(true);
                let loaded = self.load_published().await;
                if loaded == Err(Failure::NeedsEngine) {
                    // Without rows places can still be compared: by the numbers that were published.
                    let _ = self.hold_published().await;
                }
                let loaded = loaded.is_ok();
                if loaded && self.origin.get_untracked() == Origin::Published && !self.own.is_busy() {
                    self.rows.set(true);
                }
                self.coming.set(false);
            });
        }
    }

    async fn load_published(self) -> Result<(), Failure> {
        let manifest: Manifest = Published.manifest().await?;
        if !manifest.rows {
            return Err(Failure::NeedsEngine);
        }
        let mut files: Vec<Named> = Vec::new();
        for name in manifest.files {
            let blob = Published.file(&name).await?;
            files.push((name, blob));
        }
        if self.own.is_busy() || self.origin.get_untracked() == Origin::Own {
            return Err(Failure::Cancelled);
        }
        self.seat.load(&files).await.map(|_| ())
    }

    async fn fetch_first(self) {
        let turn = self.turn.get_untracked();
        let result = self.fetch(first_question()).await;
        if turn == self.turn.get_untracked() {
            self.answer.set(result.into());
        }
    }

    /// The answer to a question, from the page's memory or over the quickest link.
    ///
    /// A boxed future, so that it is compiled once and not into each of its callers.
    pub(super) fn fetch(
        self,
        question: Question,
    ) -> Pin<Box<dyn Future<Output = Result<Arc<Answer>, Failure>>>> {
        Box::pin(async move {
            let name = serde_json::to_string(&question).unwrap_or_default();
            if let Some(answer) = self.kept.with_value(|kept| kept.get(&name).cloned()) {
                return Ok(answer);
            }
            let turn = self.turn.get_untracked();
            let link = self.link(&question);
            // The engine answers at once without what must be drawn again and again, and draws behind the page.
            let quick = Question { quick: matches!(link, Link::Worker(_)), ..question.clone() };
            let answer = Arc::new(link.answer(&quick).await?);
            if turn == self.turn.get_untracked() {
                self.keep(name, &answer);
                if !answer.pending.is_empty() {
                    self.draw_behind(question);
                }
            }
            Ok(answer)
        })
    }

    fn keep(self, name: String, answer: &Arc<Answer>) {
        self.kept.update_value(|kept| {
            kept.insert(name, Arc::clone(answer));
        });
    }

    /// Asks the engine once more, without haste, and shows the whole answer when it comes.
    pub(super) fn draw_behind(self, question: Question) {
        let turn = self.turn.get_untracked();
        spawn_local(async move {
            // Without it the page stands as it is: its figures have no band, and say so.
            let Ok(answer) = Link::Worker(self.seat).answer(&question).await else { return };
            if turn != self.turn.get_untracked() {
                return;
            }
            let answer = Arc::new(answer);
            if question == first_question() {
                self.answer.set(State::Ready(Arc::clone(&answer)));
            }
            self.keep(serde_json::to_string(&question).unwrap_or_default(), &answer);
            self.drawn.update(|drawn| *drawn += 1);
        });
    }

    /// The quickest link that can answer: what was published, if it is shown and was asked like this.
    fn link(self, question: &Question) -> Link {
        let published = self.origin.get_untracked() == Origin::Published;
        match published && (crate::link::path_for(question).is_some() || !self.rows.get_untracked()) {
            true => Link::Published(Published),
            false => Link::Worker(self.seat),
        }
    }
}
