//! What was asked of a contract, as it comes: on its way, there, or why not.

use crate::address::{Page, use_address};
use crate::components::Failed;
use crate::components::shown::Waiting;
use crate::i18n::{format, t, t_with};
use crate::link::Failure;
use crate::state::{State, use_dashboard};
use esito_model::Stage;
use leptos::prelude::*;
use std::sync::Arc;

/// Shows a thing through `view` as soon as it is there.
pub(super) fn shown<T: Send + Sync + 'static>(
    state: Signal<State<Arc<T>>, LocalStorage>,
    view: impl Fn(Arc<T>) -> AnyView + Send + 'static,
) -> AnyView {
    (move || match state.get() {
        State::Loading => view! { <div aria-busy="true"><Waiting/><Working/></div> }.into_any(),
        State::Failed(failure) => {
            view! { <div class="lead"><h1>{t("nav.contracts")}</h1></div>{not_there(failure)} }.into_any()
        }
        State::Ready(thing) => view(thing),
    })
    .into_any()
}

/// Why something did not come, in words of its own where they help more.
pub(super) fn not_there(failure: Failure) -> AnyView {
    let dashboard = use_dashboard();
    let address = use_address();
    match failure {
        Failure::NeedsEngine if dashboard.awaits_rows() => {
            view! { <p class="calm" role="status">{t("contracts.coming")}</p> }.into_any()
        }
        Failure::NeedsEngine => view! { <p class="advice">{t("contracts.needs_rows")}</p> }.into_any(),
        Failure::Absent(_) => view! {
            <section class="empty">
                <h2>{t("contracts.absent")}</h2>
                <p>{t("contracts.absent_help")}</p>
                <p class="ways">
                    <a class="btn" href=move || address.href(Page::Contracts, &[])>{t("contracts.all")}</a>
                    <a class="btn" href=move || address.href(Page::Data, &[])>{t("contracts.to_remarks")}</a>
                </p>
            </section>
        }
        .into_any(),
        failure => view! { <Failed failure/> }.into_any(),
    }
}

/// How far a long statement is, and a way to stop it.
#[component]
pub(super) fn Working() -> impl IntoView {
    let dashboard = use_dashboard();
    let at_it = move || {
        let progress = dashboard.seat().progress().map(|(_, progress)| progress);
        progress.filter(|progress| progress.stage == Stage::Paying && progress.total > 0)
    };
    move || {
        at_it().map(|progress| {
            let format = format();
            let (done, total) = (format.whole(progress.done), format.whole(progress.total));
            view! {
                <div class="work">
                    <progress aria-label=t("data.progress") value=progress.done.to_string() max=progress.total.to_string()></progress>
                    <p class="far"><span>{progress.item}</span><span>{t_with("data.far", &[("done", &done), ("total", &total)])}</span></p>
                    <button type="button" class="btn" on:click=move |_| dashboard.call_off_paying()>{t("data.stop")}</button>
                </div>
            }
        })
    }
}
