//! Taking a statement away: as CSV, as a workbook, on paper; and as of which day it stands.

use crate::address::use_address;
use crate::components::save::save_text;
use crate::i18n::t;
use crate::link::Published;
use crate::state::{Origin, use_dashboard};
use esito_model::Statement;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// The tools under the heading.
#[component]
pub(super) fn Take(statement: Arc<Statement>) -> impl IntoView {
    let address = use_address();
    let dashboard = use_dashboard();
    let id = StoredValue::new(statement.contract.clone());
    let day = StoredValue::new(statement.as_of.clone().unwrap_or_default());
    let lines = statement.lines.len();
    let asked = address.memo("as_of");
    // What lies beside the page is the statement as published; any other is written by the engine.
    let file = move |ending: &'static str| {
        let as_published = dashboard.origin() == Origin::Published && asked.get().is_none();
        as_published.then(|| Published.statement_file(&id.get_value(), ending)).flatten()
    };
    let failed = RwSignal::new(false);
    let write = move |_| {
        spawn_local(async move {
            let as_of = asked.get_untracked();
            let made = dashboard.seat().pay(&id.get_value(), as_of.as_deref(), true).await;
            match made {
                Ok((_, Some(csv))) => {
                    save_text(&format!("{}.csv", id.get_value()), "text/csv;charset=utf-8", &csv);
                    failed.set(false);
                }
                _ => failed.set(true),
            }
        });
    };
    let print = move |_| {
        // Paper shows every line, so the page must too.
        address.replace(|query| query.with("all", (lines > super::lines::FIRST).then_some("lines")));
        request_animation_frame(|| {
            let _ = window().print();
        });
    };
    let change = move |event: web_sys::Event| {
        let day = event_target_value(&event);
        address.set("as_of", (!day.is_empty()).then_some(day.as_str()));
    };
    let csv = move || {
        match file("csv") {
        Some(href) => view! { <a class="btn" href=href download=format!("{}.csv", id.get_value())>{t("contracts.csv")}</a> }
            .into_any(),
        None => view! { <button type="button" class="btn" on:click=write>{t("contracts.csv")}</button> }.into_any(),
    }
    };
    let xlsx = move || {
        match file("xlsx") {
        Some(href) => view! { <a class="btn" href=href download=format!("{}.xlsx", id.get_value())>{t("contracts.xlsx")}</a> }
            .into_any(),
        None => view! { <p class="sub xlsx">{t("contracts.xlsx_by_command")}" "<code>"esito pay --xlsx"</code></p> }.into_any(),
    }
    };
    view! {
        <div class="ways take">
            <label class="choice">
                <span>{t("contracts.day_of_statement")}</span>
                <input type="date" prop:value=day.get_value() on:change=change/>
            </label>
            {csv}
            {xlsx}
            <button type="button" class="btn" on:click=print>{t("contracts.print")}</button>
        </div>
        <p class="unseen" role="status">{move || failed.get().then(|| t("contracts.not_written"))}</p>
    }
}
