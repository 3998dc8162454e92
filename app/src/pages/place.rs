//! The page Place: one place beside the places most like it, for whoever answers for it.
//!
//! Comes in: the answer without breakdowns, the places beside their peers; from the address which place, and by which
//! variables places are like each other. Goes out: what is clearly better and worse than among the peers, where the
//! place stands in the indices and what would change that, every indicator beside its peers, its partnerships. On
//! paper two pages.

pub mod asked;
mod find;
mod lead;
mod named;
mod partnerships;
mod peers;
mod row;
mod sides;
mod standing;
mod table;
mod variables;

use crate::address::use_address;
use crate::components::shown::Waiting;
use crate::components::{Failed, Shown};
use crate::i18n::t;
use crate::link::Failure;
use crate::state::{State, use_dashboard};
use asked::asked;
use esito_model::{Answer, PlaceBeside, Places};
use find::Find;
use lead::Lead;
use leptos::prelude::*;
use partnerships::Partnerships;
use peers::Peers;
use sides::Sides;
use standing::Standing;
use std::sync::Arc;
use table::Table;
use variables::Variables;

/// The page.
#[component]
pub fn Place() -> impl IntoView {
    let dashboard = use_dashboard();
    let state = Signal::derive_local(move || dashboard.answer());
    view! {
        <div class="wrap profile">
            <Shown state=state view=|answer| view! { <Told answer=answer /> }.into_any() />
        </div>
    }
}

/// A place beside its peers, and all that it is told from.
#[derive(Clone)]
struct Seen {
    answer: Arc<Answer>,
    places: Arc<Places>,
    at: usize,
}

// The same answer is the same thing; comparing every number of it would take longer than drawing it anew.
impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        let same = Arc::ptr_eq(&self.answer, &other.answer) && Arc::ptr_eq(&self.places, &other.places);
        same && self.at == other.at
    }
}

impl Seen {
    fn place(&self) -> &PlaceBeside {
        &self.places.places[self.at]
    }
}

/// The last places that came, for as long as new ones are on their way; and why none come.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    pub places: Memo<Option<Arc<Places>>>,
    pub failure: Memo<Option<Failure>>,
    pub waits: Memo<bool>,
}

/// Places as the address asks for them.
pub(crate) fn kept_places() -> Kept {
    let address = use_address();
    let question = Memo::new(move |_| asked(&address.query()));
    let state = use_dashboard().places(move || question.get());
    let places = Memo::new(move |before: Option<&Option<Arc<Places>>>| match state.get() {
        State::Ready(places) => Some(places),
        State::Loading | State::Failed(_) => before.cloned().flatten(),
    });
    let failure = Memo::new(move |_| match state.get() {
        State::Failed(failure) => Some(failure),
        State::Loading | State::Ready(_) => None,
    });
    let waits = Memo::new(move |_| matches!(state.get(), State::Loading));
    Kept { places, failure, waits }
}

#[component]
fn Told(answer: Arc<Answer>) -> impl IntoView {
    let address = use_address();
    let kept = kept_places();
    let which = address.memo("place");
    let there = Memo::new(move |_| kept.places.with(Option::is_some));
    let whole = Arc::clone(&answer);
    let seen = Memo::new(move |_| {
        let (places, id) = (kept.places.get()?, which.get()?);
        let at = places.places.iter().position(|place| place.place == id)?;
        Some(Seen { answer: Arc::clone(&whole), places, at })
    });
    let found = Memo::new(move |_| seen.with(Option::is_some));
    move || {
        if !there.get() {
            return match kept.failure.get() {
                Some(failure) => view! { <Failed failure=failure /> }.into_any(),
                None => view! { <Waiting /> }.into_any(),
            };
        }
        if !found.get() {
            return view! { <Find answer=Arc::clone(&answer) kept=kept asked=which /> }.into_any();
        }
        let answer = Arc::clone(&answer);
        view! {
            {move || seen.get().map(|seen| view! {
                <Lead seen=seen.clone() />
                <Standing seen=seen.clone() />
                <Sides seen=seen />
            })}
            <section class="section">
                <div class="section-head"><h2>{t("place.peers")}</h2></div>
                {move || seen.get().map(|seen| view! { <Peers seen=seen /> })}
                <Variables answer=answer kept=kept />
            </section>
            {move || seen.get().map(|seen| view! {
                <Partnerships seen=seen.clone() />
                <Table seen=seen />
            })}
            <p class="made">{t("place.made")}</p>
        }
        .into_any()
    }
}
