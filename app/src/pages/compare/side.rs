//! Two to six places beside each other: for each indicator the values at one time and their courses.

use super::columns::Matrix;
use crate::address::{Page, use_address};
use crate::components::PlaceChips;
use crate::figure::{FigureIf, Say};
use crate::i18n::{t, t_with, use_i18n};
use crate::link::first_question;
use crate::pages::place::Kept;
use esito_model::Answer;
use leptos::prelude::*;
use std::sync::Arc;

/// The most places beside each other: as many as there are colours that can be told apart.
pub(super) const MOST: usize = 6;

/// Names of the figures, one pair for each indicator; more indicators would make no comparison.
const AT_ONCE: [&str; 12] = [
    "side-1", "side-2", "side-3", "side-4", "side-5", "side-6", "side-7", "side-8", "side-9", "side-10",
    "side-11", "side-12",
];
const COURSES: [&str; 12] = [
    "course-1",
    "course-2",
    "course-3",
    "course-4",
    "course-5",
    "course-6",
    "course-7",
    "course-8",
    "course-9",
    "course-10",
    "course-11",
    "course-12",
];

/// The choice of places and a block for each indicator.
#[component]
pub(super) fn Side(
    answer: StoredValue<Arc<Answer>>,
    kept: Kept,
    shown: Memo<Matrix>,
    all: Memo<Vec<(String, String)>>,
    chosen: Memo<Vec<String>>,
) -> impl IntoView {
    let address = use_address();
    let enough = Memo::new(move |_| chosen.with(|chosen| chosen.len() > 1));
    let columns = Memo::new(move |_| {
        shown.with(|matrix| {
            let columns = matrix.columns.iter().take(AT_ONCE.len()).enumerate();
            columns.map(|(at, column)| (at, column.id.clone(), column.label.clone())).collect::<Vec<_>>()
        })
    });
    let more = Memo::new(move |_| shown.with(|matrix| matrix.columns.len() > AT_ONCE.len()));
    let links = move || {
        let names = all.get();
        let links = chosen.get().into_iter().filter_map(|id| {
            let name = names.iter().find(|(code, _)| *code == id).map(|(_, name)| name.clone())?;
            let words = t_with("indicator.profile", &[("place", &name)]);
            Some(view! { <a href=move || address.href(Page::Place, &[("place", &id)])>{words}</a> })
        });
        links.collect_view()
    };
    view! {
        <PlaceChips all=all picked=chosen most=MOST legend=t("compare.side_choose") first=1 />
        <p class="profiles">{links}</p>
        {move || (!enough.get()).then(|| view! { <p class="calm" role="status">{t("compare.side_few")}</p> })}
        {move || enough.get().then(|| view! {
            <For
                each=move || columns.get()
                key=Clone::clone
                children=move |(at, id, label)| view! {
                    <Block answer=answer kept=kept shown=shown chosen=chosen at=at id=id label=label />
                }
            />
            <p class="figure-note">{t("indicator.overlap")}</p>
        })}
        {move || (enough.get() && more.get()).then(|| view! {
            <p class="calm">{t_with("compare.side_more", &[("n", &AT_ONCE.len().to_string())])}</p>
        })}
    }
}

/// One indicator: the values at one time, and over time.
#[component]
fn Block(
    answer: StoredValue<Arc<Answer>>,
    kept: Kept,
    shown: Memo<Matrix>,
    chosen: Memo<Vec<String>>,
    at: usize,
    id: String,
    label: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = StoredValue::new(id);
    let unknown = StoredValue::new(t("figure.unknown"));
    let code = Memo::new(move |_| {
        shown.with(|matrix| {
            id.with_value(|id| matrix.columns.iter().find(|column| column.id == *id)?.code.clone())
        })
    });
    let dots = Memo::new(move |_| {
        let median = kept.places.with(|places| {
            let of = places.as_ref()?.indicators.iter().find(|of| id.with_value(|id| of.id == *id))?;
            of.usual.filter(|_| code.with(|code| of.period == *code)).map(|usual| usual[1])
        });
        answer.with_value(|answer| {
            let say = unknown.with_value(|unknown| Say::of(answer, i18n.format(), unknown));
            let indicator = id.with_value(|id| say.picks.indicator(id))?;
            let code = code.get();
            chosen.with(|chosen| {
                Some(say.side_by_side(AT_ONCE[at], indicator, code.as_deref(), chosen, median))
            })
        })
    });
    let lines = Memo::new(move |_| {
        answer.with_value(|answer| {
            let say = unknown.with_value(|unknown| Say::of(answer, i18n.format(), unknown));
            let indicator = id.with_value(|id| say.picks.indicator(id))?;
            let enough = say.picks.periods(&indicator.id).len() > 1;
            enough.then(|| chosen.with(|chosen| say.courses(COURSES[at], indicator, chosen)))
        })
    });
    view! {
        <section class="section side-block">
            <div class="section-head"><h2>{label}</h2></div>
            <div class="pair-figures">
                <FigureIf plate=dots question=first_question() level=3 />
                <FigureIf plate=lines question=first_question() level=3 />
            </div>
        </section>
    }
}
