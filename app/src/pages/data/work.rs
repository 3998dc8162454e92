//! The engine at work: what it does, how far it is, and a way to stop it.

use crate::i18n::{format, t, t_with};
use crate::state::use_dashboard;
use esito_model::{Progress, Stage};
use leptos::prelude::*;

/// How far reading is.
#[component]
pub fn Work() -> impl IntoView {
    let dashboard = use_dashboard();
    let own = dashboard.own();
    let progress = move || dashboard.seat().progress().map(|(_, progress)| progress);
    // The stage is told to readers of the screen; the bytes would never let them alone.
    let stage = Memo::new(move |_| stage_key(progress().map(|progress| progress.stage)));
    let item = move || progress().map(|progress| progress.item).unwrap_or_default();
    let far = move || progress().filter(|progress| progress.total > 0).map(|progress| words(&progress));
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
            <p class="far"><span>{item}</span><span>{far}</span></p>
            <p class="ways">
                <button type="button" class="btn" on:click=move |_| own.cancel(dashboard)>{t("data.stop")}</button>
            </p>
        </section>
    }
}

fn stage_key(stage: Option<Stage>) -> &'static str {
    match stage {
        None => "data.starting",
        Some(Stage::Reading) => "data.reading",
        Some(Stage::Joining) => "data.joining",
        Some(Stage::Measuring) => "data.measuring",
        Some(Stage::Drawing) => "data.drawing",
    }
}

fn words(progress: &Progress) -> String {
    let format = format();
    let show = |count| match progress.stage {
        Stage::Reading => format.bytes(count),
        Stage::Joining | Stage::Measuring | Stage::Drawing => format.whole(count),
    };
    t_with("data.far", &[("done", &show(progress.done)), ("total", &show(progress.total))])
}
