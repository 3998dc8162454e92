//! The engine at work: what it does, how far it is, and a way to stop it.

use crate::i18n::t;
use crate::state::use_dashboard;
use esito_model::Stage;
use leptos::prelude::*;

/// How far the work is.
#[component]
pub(super) fn Work() -> impl IntoView {
    let dashboard = use_dashboard();
    let check = dashboard.check();
    let progress = move || dashboard.seat().progress().map(|(_, progress)| progress);
    let stage = Memo::new(move |_| match progress().map(|progress| progress.stage) {
        None => "data.starting",
        Some(Stage::Reading) => "data.reading",
        Some(Stage::Joining) => "data.joining",
        Some(Stage::Measuring | Stage::Comparing) => "data.measuring",
        Some(Stage::Drawing | Stage::Paying) => "data.drawing",
        Some(Stage::Valuing) => "data.valuing",
    });
    let item = move || progress().map(|progress| progress.item).unwrap_or_default();
    let bar = move || match progress().filter(|progress| progress.total > 0) {
        Some(progress) => {
            let (done, total) = (progress.done.to_string(), progress.total.to_string());
            view! { <progress aria-label=t("data.progress") value=done max=total></progress> }.into_any()
        }
        None => view! { <progress aria-label=t("data.progress")></progress> }.into_any(),
    };
    view! {
        <section class="drop work" id="work" tabindex="-1">
            <h2 role="status">{move || t(stage.get())}</h2>
            {bar}
            <p class="far"><span>{item}</span></p>
            <p class="ways">
                <button type="button" class="btn" on:click=move |_| check.cancel(dashboard)>{t("data.stop")}</button>
            </p>
        </section>
    }
}
