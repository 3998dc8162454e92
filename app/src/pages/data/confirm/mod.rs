//! What the columns mean: shown, asked, changed, accepted.
//!
//! Nothing of a file is drawn anew when something is decided: each part follows its own piece of what the engine
//! says, so that the focus stays where the reader is.

mod column;
mod facts;
mod file;
mod indicators;
mod question;
mod reading;
mod words;

use crate::components::save::save_text;
use crate::i18n::{format, t, t_count, t_with};
use crate::state::{Confirming, use_dashboard};
use esito_model::Understanding;
use file::FileView;
use indicators::Indicators;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// What is understood, once the engine has looked.
pub(super) type Found = Memo<Arc<Understanding>>;

/// The confirmation, where it is open.
#[component]
pub fn ConfirmView() -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let stage = Memo::new(move |_| confirm.stage());
    move || {
        match stage.get() {
        Confirming::Closed => ().into_any(),
        Confirming::Looking => view! {
            <section class="drop work" id="work" tabindex="-1">
                <h2 role="status">{t("mapping.looking")}</h2>
                <progress aria-label=t("data.progress")></progress>
                <p class="ways">
                    <button type="button" class="btn" on:click=move |_| confirm.stop(dashboard)>{t("data.stop")}</button>
                </p>
            </section>
        }
        .into_any(),
        Confirming::Failed(failure) => {
            let (heading, help) = failure.keys();
            view! {
                <section class="outcome bad" role="alert" id="confirm" tabindex="-1">
                    <h2>{t(heading)}</h2>
                    <p>{t(help)}</p>
                    <p class="ways">
                        <button type="button" class="btn" on:click=move |_| confirm.stop(dashboard)>{t("mapping.close")}</button>
                    </p>
                </section>
            }
            .into_any()
        }
        Confirming::Open => view! { <Opened/> }.into_any(),
    }
    }
}

#[component]
fn Opened() -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let found: Found = Memo::new(move |_| confirm.understood().unwrap_or_default());
    let names =
        move || found.with(|found| found.files.iter().map(|file| file.file.clone()).collect::<Vec<_>>());
    let broken = move || {
        let remarks = found.with(|found| found.remarks.clone());
        (!remarks.is_empty()).then(|| {
            let told = remarks.into_iter().map(|remark| match super::said::own(&remark) {
                Some(words) => {
                    let file = remark.places.first().map(|place| place.file.clone()).unwrap_or_default();
                    view! { <li><code>{file}</code>" "{words}</li> }.into_any()
                }
                None => view! { <li lang="en"><code>{remark.line()}</code></li> }.into_any(),
            });
            view! {
                <div class="outcome bad" role="alert">
                    <h3>{t("mapping.unusable")}</h3>
                    <ul class="told">{told.collect_view()}</ul>
                </div>
            }
        })
    };
    let remembered = move || {
        confirm.remembered().map(|when| {
            let when = format().moment(when);
            view! {
                <div class="advice" role="status">
                    <p>{t_with("mapping.remembered", &[("when", &when)])}</p>
                    <p class="ways">
                        <button type="button" class="btn" on:click=move |_| confirm.start_over(dashboard)>{t("mapping.start_over")}</button>
                    </p>
                </div>
            }
        })
    };
    let own = Memo::new(move |_| found.with(|found| found.own));
    // Files that cannot be used, or that have no rows.
    let nothing = Memo::new(move |_| found.with(|found| found.files.iter().all(|file| file.rows == 0)));
    view! {
        <section class="panel confirm" id="confirm" tabindex="-1" aria-labelledby="confirm-heading">
            <h2 id="confirm-heading">{t("mapping.heading")}</h2>
            <p class="sub">{move || t(if own.get() { "mapping.intro_own" } else { "mapping.intro" })}</p>
            {remembered}
            {broken}
            <For each=names key=Clone::clone let:name><FileView found name/></For>
            <Show when=move || !nothing.get()><Indicators found/></Show>
            <Bar found nothing/>
        </section>
    }
}

/// What is still open, and the way on, which stays at the edge of the window; the other ways below it.
#[component]
fn Bar(found: Found, nothing: Memo<bool>) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let open = Memo::new(move |_| confirm.open());
    // What is saved follows from the last choice, also where the engine has not said yet what that is.
    let wanted = RwSignal::new(false);
    Effect::new(move |_| {
        if wanted.get() && confirm.is_current() {
            wanted.set(false);
            let text = found.with_untracked(|found| found.framework.clone());
            save_text("framework.toml", "application/toml", &text);
        }
    });
    let accept = move |_| {
        if open.get_untracked() == 0 {
            confirm.accept(dashboard);
        } else {
            to_first_open();
        }
    };
    view! {
        <div class="bar">
            <p class="state" role="status" class:open=move || open.get() != 0 || nothing.get()>
                {move || match open.get() {
                    _ if nothing.get() => t("mapping.nothing"),
                    0 => t("mapping.all_answered"),
                    count => t_count("mapping.open", count, &[]),
                }}
            </p>
            <div class="ways">
                <Show when=move || open.get() != 0 && !nothing.get()>
                    <button type="button" class="btn" on:click=move |_| to_first_open()>{t("mapping.next_question")}</button>
                </Show>
                <button type="button" id="accept" class="btn primary" disabled=move || nothing.get()
                    aria-describedby="accept-help" on:click=accept>
                    {t("mapping.accept")}
                </button>
                <span id="accept-help" class="unseen">
                    {move || if open.get() == 0 { String::new() } else { t("mapping.accept_help") }}
                </span>
            </div>
        </div>
        <div class="ways beside-bar">
            <Show when=move || confirm.can_undo()>
             <button type="button" class="btn" on:click=move |_| confirm.undo(dashboard)>{t("mapping.undo")}</button>
            </Show>
            <button type="button" class="btn" disabled=move || nothing.get()
                on:click=move |_| wanted.set(true)>{t("mapping.save")}</button>
            <button type="button" class="btn" on:click=move |_| confirm.close()>{t("mapping.close")}</button>
        </div>
    }
}

/// Moves the focus to the first question without an answer.
fn to_first_open() {
    let first = document().query_selector(".asked.unanswered input").ok().flatten();
    if let Some(input) = first.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An input that cannot take the focus is passed over by the browser.
        let _ = input.focus();
        input.scroll_into_view_with_bool(false);
    }
}
