//! What came of reading: the dashboard on these data, or why there is none and what to do.

use super::kept::KeptLine;
use crate::address::{Page, use_address};
use crate::components::intake::Broken;
use crate::components::template::TemplateButton;
use crate::i18n::{t, t_count};
use crate::link::Loaded;
use crate::state::{Reading, use_dashboard};
use esito_model::{Answer, Severity};
use leptos::prelude::*;
use std::sync::Arc;

/// The outcome of reading, in the place where the reader just pressed the button.
#[component]
pub fn Outcome() -> impl IntoView {
    let dashboard = use_dashboard();
    let again = Callback::new(move |()| dashboard.own().read(dashboard));
    move || match dashboard.own().reading() {
        Reading::Idle | Reading::Busy => ().into_any(),
        Reading::Failed(failure) => view! { <Broken failure again=t("data.again") retry=again/> }.into_any(),
        Reading::Done(loaded) if !loaded.shows_something() => view! { <Nothing loaded=*loaded/> }.into_any(),
        Reading::Done(loaded) => view! { <Success loaded=*loaded/> }.into_any(),
    }
}

#[component]
fn Success(loaded: Loaded) -> impl IntoView {
    let address = use_address();
    let dashboard = use_dashboard();
    let own = dashboard.own();
    let (heading, page) = match (loaded.indicators, loaded.contracts) {
        (1.., _) => (t_count("data.success", loaded.indicators, &[]), Page::Overview),
        (_, 1..) => (t_count("data.success_contracts", loaded.contracts, &[]), Page::Contracts),
        _ => (t_count("data.success_worth", loaded.worth, &[]), Page::Value),
    };
    // Of a file of few rows little may be left to see; what a row is about can be said anew.
    let hidden = move || {
        let made = own.confirmed_now().framework.is_some();
        let mostly = |answer: Arc<Answer>| 2 * answer.health.withheld > answer.findings.len() as u64;
        (made && dashboard.ready().is_some_and(mostly))
            .then(|| view! { <p class="advice">{t("data.mostly_withheld")}</p> })
    };
    // Green would hide it otherwise: what was left out is not among the figures, and they do not tell.
    let fatal = loaded.remarks.iter().filter(|remark| remark.severity == Severity::Fatal).count() as u64;
    let proposed = loaded.remarks.iter().any(|remark| remark.code == "proposed");
    view! {
        <section class="outcome good" role="status" id="outcome" tabindex="-1">
            <h2>{heading}</h2>
            <p>
                {t_count("health.rows", loaded.health.rows, &[])} " · "
                {t_count("health.doubtful", loaded.health.doubtful_rows, &[])} " · "
                {t_count("data.cells", loaded.health.cells_set_aside, &[])}
            </p>
            {proposed.then(|| view! { <p class="advice">{t("data.proposed")}</p> })}
            {(fatal > 0).then(|| view! { <p class="advice left-out">{t_count("data.left_aside", fatal, &[])}</p> })}
            {hidden}
            <p>{t("data.shown_now")}</p>
            <KeptLine/>
            <p class="ways">
                <a class="btn primary" href=move || address.href(page, &[])>{t("data.show")}</a>
                <button type="button" class="btn" on:click=move |_| own.confirm().begin(dashboard)>{t("mapping.begin")}</button>
                <Show when=move || own.can_undo()>
                    <button type="button" class="btn" on:click=move |_| own.undo(dashboard)>{t("data.undo")}</button>
                </Show>
            </p>
        </section>
    }
}

#[component]
fn Nothing(loaded: Loaded) -> impl IntoView {
    let rows = loaded.health.rows;
    view! {
        <section class="outcome bad" role="alert" id="outcome" tabindex="-1">
            <h2>{t("data.nothing")}</h2>
            <p>{t_count("data.nothing_help", rows, &[])}</p>
            <p class="ways"><TemplateButton/></p>
        </section>
    }
}
