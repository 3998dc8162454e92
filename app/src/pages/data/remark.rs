//! One remark: its words, its places, the rows it is about, and what mends it at once.

use super::helps::Help;
use super::remarks::written;
use super::said::Words;
use crate::i18n::{format, t, t_count, t_with};
use crate::state::{Reading, use_dashboard};
use esito_model::{Fix, Remark, RemarkPlace, RowsAsked, RowsSaid};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Rows on one page.
const PAGE: u64 = 10;

/// A remark.
#[component]
pub(super) fn One(remark: Remark) -> impl IntoView {
    let dashboard = use_dashboard();
    let more = remark.count.saturating_sub(remark.places.len() as u64);
    let places: Vec<_> =
        remark.places.iter().map(|place| view! { <code class="spot">{written(place)}</code> }).collect();
    let first = remark.places.first().cloned().unwrap_or_default();
    let fix = remark.fix.clone();
    // A title or a note is a line of the file and no row.
    let row = first.record.is_some() || first.column.is_some();
    let has_rows = row && first.line.is_some() && first.file != crate::state::FRAMEWORK;
    let rows = RwSignal::new(None::<RowsSaid>);
    let asked = RowsAsked {
        code: remark.code.clone(),
        file: first.file.clone(),
        column: first.column.clone(),
        lines: remark.places.iter().filter_map(|place| place.line).collect(),
        offset: 0,
        limit: PAGE,
    };
    // Only rows that lie in the engine can be shown and mended.
    let own = Memo::new(move |_| matches!(dashboard.own().reading(), Reading::Done(_)));
    let there = Memo::new(move |_| has_rows && (own.get() || dashboard.has_rows()));
    view! {
        <li>
            <Words remark=remark.clone()/>
            <Help remark=remark.clone()/>
            <p class="places">
                {places}
                {(more > 0).then(|| t_count("data.more_places", more, &[]))}
            </p>
            <div class="ways small">
                <Show when=move || there.get()>
                    <ShowRows asked=asked.clone() rows/>
                </Show>
                {fix.map(|fix| view! { <Show when=move || own.get()><FixButton fix=fix.clone() place=first.clone()/></Show> })}
            </div>
            <RowsTable rows/>
        </li>
    }
}

/// Shows the rows that a remark is about, page by page.
#[component]
fn ShowRows(asked: RowsAsked, rows: RwSignal<Option<RowsSaid>>) -> impl IntoView {
    let dashboard = use_dashboard();
    let asked = StoredValue::new(asked);
    let offset = RwSignal::new(0_u64);
    let fetch = move |at: u64| {
        offset.set(at);
        let asked = RowsAsked { offset: at, ..asked.get_value() };
        spawn_local(async move {
            // What did not come is shown as no rows.
            rows.set(Some(dashboard.seat().rows(asked).await.unwrap_or_default()));
        });
    };
    let open = Memo::new(move |_| rows.with(Option::is_some));
    let toggle = move |_| {
        if open.get_untracked() { rows.set(None) } else { fetch(0) }
    };
    let total = Memo::new(move |_| rows.with(|rows| rows.as_ref().map_or(0, |rows| rows.total)));
    view! {
        <button type="button" class="btn" aria-expanded=move || open.get().to_string() on:click=toggle>
            {move || t(if open.get() { "data.hide_rows" } else { "data.show_rows" })}
        </button>
        <Show when=move || open.get() && (PAGE < total.get())>
            <button type="button" class="btn" disabled=move || offset.get() == 0
                on:click=move |_| fetch(offset.get_untracked().saturating_sub(PAGE))>
                {t("receipt.previous")}
            </button>
            <button type="button" class="btn" disabled=move || total.get() <= offset.get() + PAGE
                on:click=move |_| fetch(offset.get_untracked() + PAGE)>
                {t("receipt.next")}
            </button>
        </Show>
    }
}

#[component]
fn RowsTable(rows: RwSignal<Option<RowsSaid>>) -> impl IntoView {
    move || {
        let said = rows.get()?;
        if said.rows.is_empty() {
            return Some(view! { <p class="why" role="status">{t("data.no_rows")}</p> }.into_any());
        }
        let at = said.at.and_then(|at| usize::try_from(at).ok());
        let heads: Vec<_> =
            said.headers.iter().map(|header| view! { <th scope="col">{header.clone()}</th> }).collect();
        let body: Vec<_> = said
            .rows
            .iter()
            .map(|row| {
                let cells: Vec<_> = row
                    .cells
                    .iter()
                    .enumerate()
                    .map(|(column, cell)| view! { <td class:meant=at == Some(column)>{cell.clone()}</td> })
                    .collect();
                view! { <tr><th scope="row" class="number">{format().whole(row.line)}</th>{cells}</tr> }
            })
            .collect();
        let label = t_count("data.rows_found", said.total, &[]);
        let named = label.clone();
        Some(
            view! {
                <div class="scroll" tabindex="0" role="group" aria-label=named>
                    <table class="plain rows">
                        <caption>{label}</caption>
                        <thead><tr><th scope="col" class="number">{t("receipt.line")}</th>{heads}</tr></thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            }
            .into_any(),
        )
    }
}

/// Reads several spellings as one from now on.
#[component]
fn FixButton(fix: Fix, place: RemarkPlace) -> impl IntoView {
    let dashboard = use_dashboard();
    let spellings: Vec<String> =
        fix.spellings.iter().map(|cell| t_with("ask.example", &[("cell", cell)])).collect();
    let into = t_with("ask.example", &[("cell", &fix.into)]);
    let label = t_with("data.fix", &[("spellings", &spellings.join(", ")), ("into", &into)]);
    let apply = move |_| dashboard.own().fix(dashboard, place.clone(), fix.clone());
    view! { <button type="button" class="btn fix" on:click=apply>{label}</button> }
}
