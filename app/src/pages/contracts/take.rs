//! Taking a statement away: as CSV, as a workbook, on paper; and as of which day it stands.
//!
//! What lies beside the page is taken from there; the engine writes the CSV, a small worker of its own the workbook.

use crate::address::use_address;
use crate::components::SaveAnswer;
use crate::components::save::{save_blob, save_text};
use crate::i18n::t;
use crate::link::{Published, workbook};
use crate::state::{Origin, use_dashboard};
use esito_model::{OtherQuestion, Statement, Writable};
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
    let writing = Writing::default();
    let write = move |_| {
        spawn_local(async move {
            let as_of = asked.get_untracked();
            let made = dashboard.seat().pay(&id.get_value(), as_of.as_deref(), true).await;
            let csv = made.ok().and_then(|(_, csv)| csv);
            if let Some(csv) = &csv {
                save_csv(&id.get_value(), csv);
            }
            writing.failed.set(csv.is_none());
        });
    };
    let whole = StoredValue::new(Arc::clone(&statement));
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
        None => view! { <Workbook statement=whole.get_value() writing=writing/> }.into_any(),
    }
    };
    let saved = Memo::new(move |_| {
        Some(Writable::Sealed(OtherQuestion::Statement {
            contract: id.get_value(),
            as_of: asked.get(),
            summed: false,
        }))
    });
    view! {
        <div class="ways take">
            <label class="choice">
                <span>{t("contracts.day_of_statement")}</span>
                <input type="date" prop:value=day.get_value() on:change=change/>
            </label>
            {csv}
            {xlsx}
            <button type="button" class="btn" on:click=print>{t("contracts.print")}</button>
            <SaveAnswer asked=saved name=format!("statement-{}", id.get_value())/>
        </div>
        {writing.said()}
    }
}

/// The tools of a statement that is tried out: nothing of it was published.
#[component]
pub(super) fn TakeTried(statement: Arc<Statement>, csv: String) -> impl IntoView {
    let id = statement.contract.clone();
    let writing = Writing::default();
    view! {
        <div class="ways take">
            <button type="button" class="btn" on:click=move |_| save_csv(&id, &csv)>{t("contracts.csv")}</button>
            <Workbook statement=statement writing=writing/>
        </div>
        {writing.said()}
    }
}

fn save_csv(id: &str, csv: &str) {
    save_text(&format!("{id}.csv"), "text/csv;charset=utf-8", csv);
}

/// Whether a file is being written, and whether that failed.
#[derive(Clone, Copy, Default)]
struct Writing {
    busy: RwSignal<bool>,
    failed: RwSignal<bool>,
}

impl Writing {
    fn said(self) -> impl IntoView {
        let words = move || match (self.busy.get(), self.failed.get()) {
            (true, _) => Some(t("contracts.xlsx_comes")),
            (false, true) => Some(t("contracts.not_written")),
            (false, false) => None,
        };
        view! { <p class="sub" role="status">{words}</p> }
    }
}

/// The button that has the workbook written.
#[component]
fn Workbook(statement: Arc<Statement>, writing: Writing) -> impl IntoView {
    let statement = StoredValue::new(statement);
    let write = move |_| {
        if writing.busy.get_untracked() {
            return;
        }
        writing.busy.set(true);
        spawn_local(async move {
            let statement = statement.get_value();
            let made = workbook(&statement).await;
            if let Ok(blob) = &made {
                save_blob(&format!("{}.xlsx", statement.contract), blob);
            }
            writing.failed.set(made.is_err());
            writing.busy.set(false);
        });
    };
    let busy = move || writing.busy.get().to_string();
    view! { <button type="button" class="btn" aria-busy=busy on:click=write>{t("contracts.xlsx")}</button> }
}
