//! What holds for the whole page: illustrative figures, the reader's own data.

use crate::i18n::{lang, t, t_with};
use crate::state::{Origin, use_dashboard};
use leptos::prelude::*;

/// The notices under the header.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let dashboard = use_dashboard();
    let illustrative = move || dashboard.ready().is_some_and(|answer| answer.framework.illustrative);
    let own = move || dashboard.origin() == Origin::Own;
    let kept = move || dashboard.own().keeping().shown().is_some();
    let title = move || {
        dashboard
            .ready()
            .map(|answer| answer.framework.title.get(lang().code()).to_owned())
            .unwrap_or_default()
    };
    view! {
        <Show when=own>
            <div class="notice own" role="status">
                <div class="wrap">
                    <p><b>{t("own.heading")}</b>" "{move || t_with(if kept() { "own.kept" } else { "own.text" }, &[("title", &title())])}</p>
                    <button type="button" class="btn" on:click=move |_| dashboard.show_published()>{t("own.back")}</button>
                </div>
            </div>
        </Show>
        <Show when=illustrative>
            <aside class="notice" aria-label=t("illustrative.heading")>
                <div class="wrap"><p><b>{t("illustrative.heading")}</b>" "{t("illustrative.text")}</p></div>
            </aside>
        </Show>
    }
}
