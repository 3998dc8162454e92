//! The page Compare: places × indicators, with intervals beside values and ranks only where they mean something.
//!
//! Comes in: the answer without breakdowns; from the address which indicators, which period, in which order, as
//! dots or as shades. Goes out: one table, its file, its explanation.

mod columns;
mod controls;
mod heat;
mod index;
mod rank;
mod table;

use crate::address::use_address;
use crate::components::Shown;
use crate::figure::{Figure, Menu, Say};
use crate::i18n::{lang, t, t_count, t_with, use_i18n};
use crate::link::first_question;
use crate::state::use_dashboard;
use columns::{Matrix, matrix};
use controls::Controls;
use esito_charts::Drawing;
use esito_model::Answer;
use heat::plate;
use index::IndexPart;
use leptos::prelude::*;
use rank::Rank;
use std::sync::Arc;
use table::Table;

/// The page.
#[component]
pub fn Compare() -> impl IntoView {
    let dashboard = use_dashboard();
    let state = Signal::derive_local(move || dashboard.answer());
    view! {
        <div class="wrap compare">
            <Shown state=state view=|answer| view! { <Told answer=answer /> }.into_any() />
        </div>
    }
}

/// Rows shown at first.
const FIRST: usize = 40;

#[component]
fn Told(answer: Arc<Answer>) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    let ranked = !answer.framework.indexes.is_empty();
    let for_index = Arc::clone(&answer);
    let title = answer.framework.title.get(lang().code()).to_owned();
    let for_controls = Arc::clone(&answer);
    let shown = Memo::new(move |_| {
        let say = Say::of(&answer, i18n.format(), &unknown);
        let query = address.query();
        let most = if query.get("all").is_some() { usize::MAX } else { FIRST };
        matrix(&say, &query.all("indicator"), query.get("period"), query.get("sort"), most)
    });
    let empty = Memo::new(move |_| shown.with(|matrix| matrix.rows.is_empty()));
    let heat = Memo::new(move |_| address.get("view").as_deref() == Some("heat"));
    let pictures = Memo::new(move |_| shown.with(plate));
    view! {
        {if ranked { view! {
            <IndexPart answer=for_index />
            <div class="section-head index-table"><h2>{t("compare.table")}</h2></div>
            <p class="sub">{t("compare.explain")}</p>
        }.into_any() } else { view! { <section class="lead">
            <p class="over">
                {move || shown.with(|matrix| {
                    let places = crate::figure::words::places(matrix.places);
                    let indicators = t_count("overview.indicators", matrix.columns.len() as u64, &[]);
                    [title.clone(), places, indicators].join(" · ")
                })}
            </p>
            <h1>{move || shown.with(headline)}</h1>
            <p>{t("compare.explain")}</p>
        </section> }.into_any() }}
        {move || (!empty.get()).then(|| view! {
            <Controls answer=Arc::clone(&for_controls) shown=shown heat=heat />
        })}
        {move || match (empty.get(), heat.get()) {
            (true, _) => view! { <p class="calm">{t("compare.nothing")}</p> }.into_any(),
            (false, true) => view! { <Figure plate=pictures question=first_question() /> }.into_any(),
            (false, false) => view! {
                <Table shown=shown />
                <div class="figure-foot">
                    <p class="figure-note">{t("compare.legend")}</p>
                    <div class="figure-tools"><Menu plate=pictures.into() drawing=Memo::new(|_| Drawing::default()) /></div>
                </div>
            }.into_any(),
        }}
        {move || {
            let (rows, all) = shown.with(|matrix| (matrix.rows.len(), matrix.all));
            (rows < all).then(|| view! {
                <button type="button" class="btn" on:click=move |_| address.set("all", Some("places"))>
                    {t_with("compare.show_all", &[("places", &crate::figure::words::places(all))])}
                </button>
            })
        }}
    }
}

/// In how many indicators one place is clearly first.
fn headline(matrix: &Matrix) -> String {
    let leads = |column: usize| matrix.rows.iter().any(|row| row.cells[column].rank == Rank::Clear(1));
    let count = (0..matrix.columns.len()).filter(|column| leads(*column)).count();
    match (count, matrix.rows.len()) {
        (_, 0) => t("nav.compare"),
        (0, _) => t("compare.no_leader"),
        (count, _) => {
            let all = matrix.columns.len().to_string();
            t_count("compare.leaders", count as u64, &[("all", &all)])
        }
    }
}
