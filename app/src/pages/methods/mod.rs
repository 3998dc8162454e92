//! Methods: how every number is made, generated from the framework and the receipts of the answer at hand.
//!
//! Comes in: the answer. Goes out: one chapter for each indicator and the rules that hold for all. An address with
//! `indicator=` opens at that chapter.

mod chapter;
mod files;
mod general;
mod texts;
mod used;
mod words;

use crate::address::{Page, use_address};
use crate::components::Shown;
use crate::figure::Names;
use crate::i18n::{lang, t};
use crate::state::use_dashboard;
use chapter::Chapter;
use esito_model::Answer;
use files::Files;
use general::{General, RULES};
use leptos::prelude::*;
use std::sync::Arc;
use texts::Texts;

/// The page.
#[component]
pub fn Methods() -> impl IntoView {
    let dashboard = use_dashboard();
    let state = Signal::derive_local(move || dashboard.answer());
    view! {
        <div class="wrap methods">
            <section class="lead">
                <p class="over">{t("nav.methods")}</p>
                <h1>{t("methods.heading")}</h1>
                <p>{t("methods.intro")}</p>
            </section>
            <Shown state view=|answer| view! { <Body answer/> }.into_any()/>
        </div>
    }
}

#[component]
fn Body(answer: Arc<Answer>) -> impl IntoView {
    let address = use_address();
    let asked = address.memo("indicator");
    let topic = address.memo("topic");
    // What the address asks for is brought into view once it stands; the page does not write the address back.
    Effect::new(move |_| {
        let id = asked.get().map(|id| anchor(&id)).or_else(|| topic.get());
        if let Some(id) = id {
            request_animation_frame(move || bring(&id));
        }
    });
    let chapters = answer.framework.indicators.iter().map(|indicator| {
        view! { <Chapter answer=Arc::clone(&answer) indicator=indicator.clone()/> }
    });
    view! {
        <div class="methods-body">
            <Contents answer=Arc::clone(&answer)/>
            <div class="chapters">
                <General answer=Arc::clone(&answer)/>
                <section id="indicators">
                    <h2>{t("methods.indicators")}</h2>
                    {chapters.collect_view()}
                </section>
                <Texts/>
                <Files answer=Arc::clone(&answer)/>
            </div>
        </div>
    }
}

/// The contents, beside the chapters.
#[component]
fn Contents(answer: Arc<Answer>) -> impl IntoView {
    let address = use_address();
    let names = Names::new(&answer.framework, lang().code(), "");
    let rules = RULES.map(|(id, key)| {
        let href = move || address.href(Page::Methods, &[("topic", id)]);
        view! { <li><a href=href data-noscroll="">{t(key)}</a></li> }
    });
    let indicators = answer.framework.indicators.iter().map(|indicator| {
        let id = indicator.id.clone();
        let href = move || address.href(Page::Methods, &[("indicator", &id)]);
        view! { <li><a href=href data-noscroll="">{names.of(indicator)}</a></li> }
    });
    view! {
        <nav class="contents" aria-label=t("methods.contents")>
            <p class="over">{t("methods.rules")}</p>
            <ul>{rules.into_iter().collect_view()}</ul>
            <p class="over">{t("methods.indicators")}</p>
            <ul>{indicators.collect_view()}</ul>
            <ul>
                <li><a href=move || address.href(Page::Methods, &[("topic", "texts")]) data-noscroll="">{t("methods.texts")}</a></li>
                <li><a href=move || address.href(Page::Methods, &[("topic", "files")]) data-noscroll="">{t("methods.files")}</a></li>
            </ul>
        </nav>
    }
}

/// The id of an indicator's chapter.
fn anchor(id: &str) -> String {
    format!("method-{id}")
}

fn bring(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}
