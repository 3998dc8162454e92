//! The page Indicator: one indicator over time, by place, by group, and how it is made.
//!
//! Comes in: the answer without breakdowns, at once; the indicator's own answer with them, a moment later. Which
//! indicator, places, period and breakdown are shown stands in the address.

mod alike;
mod controls;
mod definition;
mod effect;
mod figures;
mod groups;
mod head;
mod promises;

use crate::address::use_address;
use crate::components::{Shown, Unmeasured};
use crate::figure::LINES;
use crate::figure::pick::Picks;
use crate::link::indicator_question;
use crate::state::use_dashboard;
use alike::Alike;
use controls::{IndicatorChoice, PlaceChoice};
use definition::Definition;
use effect::Effect;
use esito_model::{Answer, Question};
use figures::{ByPlace, OverTime, Places, Rolling};
use groups::Groups;
use head::Head;
use leptos::prelude::*;
use promises::Promises;
use std::sync::Arc;

/// What the page shows, as the address says it.
#[derive(Clone, Copy)]
struct Chosen {
    answer: StoredValue<Arc<Answer>>,
    /// The indicator's id.
    id: Memo<String>,
    /// The places drawn as lines of their own.
    places: Memo<Vec<String>>,
    /// The period of the figures at one time; nothing for all periods together.
    period: Memo<Option<String>>,
}

impl Chosen {
    /// The question whose answer holds everything about the indicator.
    fn question(self) -> Signal<Question> {
        Signal::derive(move || indicator_question(&self.id.get()))
    }
}

/// The page.
#[component]
pub fn Indicator() -> impl IntoView {
    let dashboard = use_dashboard();
    let state = Signal::derive_local(move || dashboard.answer());
    view! {
        <div class="wrap indicator">
            <Shown state=state view=|answer| view! { <Told answer=answer /> }.into_any() />
        </div>
    }
}

#[component]
fn Told(answer: Arc<Answer>) -> impl IntoView {
    let Some(first) = Picks::of_framework(&answer).headlines().first().map(|indicator| indicator.id.clone())
    else {
        return view! { <Unmeasured answer=answer /> }.into_any();
    };
    let chosen = chosen(answer, first);
    view! {
        <IndicatorChoice chosen=chosen />
        <Head chosen=chosen />
        <PlaceChoice chosen=chosen />
        <OverTime chosen=chosen />
        <Effect chosen=chosen />
        <Promises chosen=chosen />
        <Alike chosen=chosen />
        <Rolling chosen=chosen />
        <ByPlace chosen=chosen />
        <Groups chosen=chosen />
        <Places chosen=chosen />
        <Definition chosen=chosen />
    }
    .into_any()
}

fn chosen(answer: Arc<Answer>, first: String) -> Chosen {
    let address = use_address();
    let answer = StoredValue::new(answer);
    let id = Memo::new(move |_| {
        let asked = address.get("indicator");
        let known =
            |id: &String| answer.with_value(|answer| Picks::of_framework(answer).indicator(id).is_some());
        asked.filter(known).unwrap_or_else(|| first.clone())
    });
    let places = Memo::new(move |_| {
        let asked = address.all("place");
        id.with(|id| {
            answer.with_value(|answer| {
                let there = Picks::of_framework(answer).places(id);
                asked.into_iter().filter(|place| there.contains(&place.as_str())).take(LINES - 1).collect()
            })
        })
    });
    let period = Memo::new(move |_| {
        let asked = address.get("period");
        id.with(|id| {
            answer.with_value(|answer| {
                let picks = Picks::new(answer);
                match asked.as_deref() {
                    Some("all") => None,
                    asked => {
                        let within = asked.and_then(|asked| picks.within(id, asked));
                        within.or_else(|| picks.last_common(id)).map(|span| span.code.clone())
                    }
                }
            })
        })
    });
    Chosen { answer, id, places, period }
}
