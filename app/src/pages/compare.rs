//! The page Compare: places × indicators, with intervals beside values and ranks only where they mean something.
//!
//! Comes in: the answer without breakdowns, and what is usual among places; from the address which indicators, which
//! period, in which order, which places are singled out, and how all this is shown. Goes out: one table, its file, its
//! explanation; the same places on a map, in a funnel plot, a few of them side by side.

mod asked;
mod columns;
mod controls;
mod funnel;
mod heat;
mod index;
mod map;
mod rank;
mod sheet;
mod side;
mod table;

use crate::address::use_address;
use crate::components::{PlaceChips, Shown};
use crate::figure::{Figure, Menu, Say};
use crate::i18n::{lang, t, t_count, t_with, use_i18n};
use crate::link::first_question;
use crate::order::sort_by_key;
use crate::pages::place::kept_places;
use crate::state::use_dashboard;
use asked::{Asked, View};
use columns::{Matrix, matrix};
use controls::Controls;
use esito_charts::Drawing;
use esito_model::Answer;
use funnel::Funnel;
use heat::plate;
use index::IndexPart;
use leptos::prelude::*;
use map::Map;
use rank::Rank;
use side::Side;
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

#[component]
fn Told(answer: Arc<Answer>) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let kept = kept_places();
    let unknown = t("figure.unknown");
    let ranked = !answer.framework.indexes.is_empty();
    let for_index = Arc::clone(&answer);
    let title = answer.framework.title.get(lang().code()).to_owned();
    let asked = Memo::new(move |_| Asked::read(&address.query()));
    let of_matrix = Arc::clone(&answer);
    let of_places = Arc::clone(&answer);
    let shown = Memo::new(move |_| {
        let say = Say::of(&of_matrix, i18n.format(), &unknown);
        let places = kept.places.get();
        asked.with(|asked| matrix(&say, places.as_deref(), asked))
    });
    let empty = Memo::new(move |_| shown.with(|matrix| matrix.rows.is_empty()));
    let view = Memo::new(move |_| View::read(&address.query()));
    // Those that are singled out and known, in the order in which they were chosen.
    let chosen = Memo::new(move |_| {
        let wanted = address.all("place");
        shown.with(|matrix| {
            let known = |id: &String| matrix.codes.iter().any(|code| code == id);
            wanted.into_iter().filter(known).take(side::MOST).collect::<Vec<_>>()
        })
    });
    let all = Memo::new(move |_| {
        let codes = shown.with(|matrix| matrix.codes.clone());
        let names = |answer: &Arc<Answer>| {
            let say = Say::of(answer, i18n.format(), &t("figure.unknown"));
            codes.iter().map(|code| (code.clone(), say.names.place(code))).collect::<Vec<_>>()
        };
        let mut all = names(&of_places);
        sort_by_key(&mut all, |(_, name)| name.to_lowercase());
        all
    });
    let answer = StoredValue::new(answer);
    // The index goes with the table; a map or a funnel plot is about single indicators.
    let with_index = Memo::new(move |_| ranked && view.get() == View::Table);
    view! {
        {move || if with_index.get() { view! {
            <IndexPart answer=Arc::clone(&for_index) />
            <div class="section-head index-table"><h2>{t("compare.table")}</h2></div>
            <p class="sub">{t("compare.explain")}</p>
        }.into_any() } else { let title = title.clone(); view! { <section class="lead">
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
            <Controls answer=answer.get_value() shown=shown view=view />
            {move || (view.get() != View::Side).then(|| view! {
                <PlaceChips all=all picked=chosen most=side::MOST legend=t("compare.single_out") first=1 />
            })}
        })}
        {move || match (empty.get(), view.get()) {
            (true, _) => view! { <p class="calm">{t("compare.nothing")}</p> }.into_any(),
            (false, View::Heat) => {
                let pictures = Memo::new(move |_| shown.with(|matrix| chosen.with(|chosen| plate(matrix, chosen))));
                view! { <Figure plate=pictures question=first_question() /> }.into_any()
            }
            (false, View::Side) => view! { <Side answer=answer kept=kept shown=shown all=all chosen=chosen /> }.into_any(),
            (false, View::Funnel) => view! { <Funnel answer=answer kept=kept shown=shown chosen=chosen /> }.into_any(),
            (false, View::Map) => view! {
                <Map answer=answer shown=shown chosen=chosen />
                <Whole shown=shown chosen=chosen />
            }.into_any(),
            (false, View::Table) => view! { <Whole shown=shown chosen=chosen /> }.into_any(),
        }}
    }
}

/// The table with its explanation, its file and the way to all its rows.
#[component]
fn Whole(shown: Memo<Matrix>, chosen: Memo<Vec<String>>) -> impl IntoView {
    let address = use_address();
    let plate = Memo::new(move |_| shown.with(sheet::plate));
    view! {
        <Table shown=shown chosen=chosen />
        <div class="figure-foot">
            <p class="figure-note">{move || shown.with(|matrix| matrix.line.legend())}" "{t("compare.legend")}</p>
            <div class="figure-tools">
                <Menu plate=plate.into() drawing=Memo::new(|_| Drawing::default()) />
            </div>
        </div>
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
