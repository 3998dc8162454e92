//! What is shown where there is nothing: a failure with a way on, and a page that does not exist.

use crate::address::{Page, use_address};
use crate::i18n::t;
use crate::link::Failure;
use crate::state::use_dashboard;
use leptos::prelude::*;

/// A failure in words, with what can be done.
#[component]
pub fn Failed(
    /// What went wrong.
    failure: Failure,
) -> impl IntoView {
    let dashboard = use_dashboard();
    let address = use_address();
    let (heading, help) = failure.keys();
    let detail = failure.detail().to_owned();
    let absent = matches!(failure, Failure::Absent(_));
    view! {
        <section class="empty" role="alert">
            <h2>{t(heading)}</h2>
            <p>{t(help)}</p>
            {(!detail.is_empty()).then(|| view! { <p class="detail"><code>{detail}</code></p> })}
            <p class="ways">
                {(!absent).then(|| view! {
                    <button type="button" class="btn primary" on:click=move |_| dashboard.retry()>{t("failure.retry")}</button>
                })}
                <a class="btn" href=move || address.href(Page::Data, &[])>{t("nav.add")}</a>
            </p>
        </section>
    }
}

/// The page for an address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    let address = use_address();
    view! {
        <div class="wrap">
            <section class="empty">
                <h1>{t("missing.title")}</h1>
                <p>{t("missing.text")}</p>
                <p><a class="btn" href=move || address.href(Page::Overview, &[])>{t("missing.back")}</a></p>
            </section>
        </div>
    }
}
