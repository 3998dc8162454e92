//! Places by how many people they count: what lies outside the limits is more than chance.

use super::columns::Matrix;
use super::map::{ColumnChoice, toggled};
use crate::address::use_address;
use crate::components::shown::Waiting;
use crate::figure::{FigureIf, Say};
use crate::i18n::{t, use_i18n};
use crate::link::first_question;
use crate::pages::place::Kept;
use esito_charts::Mark;
use esito_model::Answer;
use leptos::prelude::*;
use std::sync::Arc;

/// The funnel plot with the choice of what it shows.
#[component]
pub(super) fn Funnel(
    answer: StoredValue<Arc<Answer>>,
    kept: Kept,
    shown: Memo<Matrix>,
    chosen: Memo<Vec<String>>,
) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    // Only what was counted has a funnel; the table's own columns come first.
    let columns = Memo::new(move |_| {
        let places = kept.places.get();
        let with = places.iter().flat_map(|places| &places.indicators).filter(|of| of.funnel.is_some());
        let ids: Vec<String> = with.map(|of| of.id.clone()).collect();
        answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), "");
            ids.iter().map(|id| (id.clone(), say.names.indicator(id))).collect::<Vec<_>>()
        })
    });
    let of = Memo::new(move |_| {
        let asked = address.get("show");
        let first = shown.with(|matrix| {
            let sorted = matrix.columns.iter().find(|column| column.id == matrix.sort.0);
            let others = sorted.into_iter().chain(&matrix.columns);
            others.map(|column| column.id.clone()).collect::<Vec<_>>()
        });
        columns.with(|columns| {
            let known = |id: &String| columns.iter().any(|(known, _)| known == id);
            let found = asked.into_iter().chain(first).find(known);
            found.or_else(|| columns.first().map(|(id, _)| id.clone()))
        })
    });
    let plate = Memo::new(move |_| {
        let (id, places) = (of.get()?, kept.places.get()?);
        answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            let indicator = say.picks.indicator(&id)?;
            chosen.with(|chosen| say.in_funnel(indicator, &places, chosen))
        })
    });
    let choose = Callback::new(move |mark: Mark| {
        let place = plate.with_untracked(|plate| plate.as_ref()?.behind(&mark)?.key.place.clone());
        if let Some(place) = place {
            address.push(|query| toggled(query, &place));
        }
    });
    let waits = Memo::new(move |_| kept.places.with(Option::is_none) && kept.failure.with(Option::is_none));
    let none = Memo::new(move |_| columns.with(Vec::is_empty));
    move || match (waits.get(), none.get()) {
        (true, _) => view! { <Waiting /> }.into_any(),
        (false, true) => view! { <p class="calm">{t("compare.no_funnel")}</p> }.into_any(),
        (false, false) => view! {
            <section class="tied">
                <ColumnChoice columns=columns of=of />
                <FigureIf plate=plate question=first_question() choose=choose />
            </section>
        }
        .into_any(),
    }
}
