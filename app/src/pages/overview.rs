//! The page Overview: what was promised, what came of it, where it needs attention.
//!
//! Comes in: the answer without breakdowns, from the address the indicator that map and small charts show.
//! Goes out: a page that a funder reads in a minute, from the sentence at the top to the places at the end.

mod attention;
mod cards;
mod lead;
mod notices;
mod places;
mod profiles;
pub(crate) mod shapes;

use crate::components::{Shown, Unmeasured};
use crate::figure::Say;
use crate::i18n::{t, use_i18n};
use crate::state::use_dashboard;
use attention::Attention;
use cards::Cards;
use esito_model::Answer;
use lead::Lead;
use leptos::prelude::*;
use places::{ByPlace, Multiples};
use std::sync::Arc;

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    let dashboard = use_dashboard();
    let state = Signal::derive_local(move || dashboard.answer());
    view! {
        <div class="wrap overview">
            <Shown state=state view=|answer| view! { <Told answer=answer /> }.into_any() />
        </div>
    }
}

#[component]
fn Told(answer: Arc<Answer>) -> impl IntoView {
    if answer.framework.indicators.is_empty() {
        return view! { <Unmeasured answer=answer /> }.into_any();
    }
    let promised = !answer.promises.is_empty() || !answer.notices.is_empty();
    let shown = places::shown_indicator(Arc::clone(&answer));
    view! {
        <Lead answer=Arc::clone(&answer) />
        <Cards answer=Arc::clone(&answer) />
        <div class="cols" class:single=!promised>
            {promised.then(|| view! { <Attention answer=Arc::clone(&answer) /> })}
            <ByPlace answer=Arc::clone(&answer) shown=shown />
        </div>
        <Multiples answer=answer shown=shown />
    }
    .into_any()
}

/// The findings of an answer in the reader's language.
pub(super) fn say(answer: &Answer) -> Say<'_> {
    Say::of(answer, use_i18n().format(), &t("figure.unknown"))
}
