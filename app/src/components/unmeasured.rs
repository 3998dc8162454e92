//! A bundle without an indicator: what it has instead, and the way there.

use crate::address::{Page, use_address};
use crate::i18n::t;
use esito_model::Answer;
use leptos::prelude::*;
use std::sync::Arc;

/// Says that nothing is measured, and leads to the contracts and the money where there are any.
#[component]
pub fn Unmeasured(
    /// The answer to whatever the page has asked.
    answer: Arc<Answer>,
) -> impl IntoView {
    let address = use_address();
    let framework = &answer.framework;
    let contracts = !framework.contracts.is_empty() || !framework.reconciliations.is_empty();
    let ways: Vec<_> = [
        (contracts, Page::Contracts, "overview.to_contracts"),
        (!framework.money.is_empty(), Page::Value, "overview.to_money"),
    ]
    .into_iter()
    .filter(|(there, ..)| *there)
    .map(|(_, page, key)| view! { <li><a href=move || address.href(page, &[])>{t(key)}</a></li> })
    .collect();
    let (heading, help) = if ways.is_empty() {
        ("overview.no_indicators", "overview.no_indicators_help")
    } else {
        ("overview.other_than_indicators", "overview.other_than_indicators_help")
    };
    view! {
        <section class="empty">
            <h1>{t(heading)}</h1>
            <p>{t(help)}</p>
            {(!ways.is_empty()).then(|| view! { <ul>{ways}</ul> })}
        </section>
    }
}
