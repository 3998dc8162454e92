//! One indicator by place: on the map (or as dots where no place has a position) and as small charts.

use super::profiles::profiles;
use super::shapes::shapes_around;
use crate::address::use_address;
use crate::figure::pick::{Picks, attention};
use crate::figure::{FigureIf, Say};
use crate::i18n::{t, use_i18n};
use crate::link::first_question;
use esito_model::Answer;
use leptos::prelude::*;
use std::sync::Arc;

/// Small charts and dots shown at first.
const FIRST: usize = 20;

/// The indicator that map and small charts show: that of the address, else the one that needs attention most, else
/// the first headline; only indicators with places.
pub(super) fn shown_indicator(answer: Arc<Answer>) -> Memo<Option<String>> {
    let address = use_address();
    Memo::new(move |_| {
        let picks = Picks::new(&answer);
        let with_places = |id: &str| !picks.places(id).is_empty();
        let asked = address.get("indicator").filter(|id| picks.indicator(id).is_some() && with_places(id));
        let late = attention(&answer.promises).into_iter().map(|promise| promise.indicator.as_str());
        let headlines = picks.headlines();
        let all = answer.framework.indicators.iter();
        let mut candidates =
            late.chain(headlines.iter().map(|i| i.id.as_str())).chain(all.map(|i| i.id.as_str()));
        asked.or_else(|| candidates.find(|id| with_places(id)).map(str::to_owned))
    })
}

/// The map, the dots where no place has a position, the course where there are no places to compare.
#[component]
pub(super) fn ByPlace(answer: Arc<Answer>, shown: Memo<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    let shapes = shapes_around(&answer.framework.places);
    let of_plate = Arc::clone(&answer);
    let profiles = profiles(&answer);
    let plate = Memo::new(move |_| {
        let say = Say::of(&of_plate, i18n.format(), &unknown);
        let asked = shown.get().and_then(|id| say.picks.indicator(&id));
        let indicator = asked.or_else(|| say.picks.headlines().first().copied())?;
        if say.picks.places(&indicator.id).len() < 2 {
            return (say.picks.periods(&indicator.id).len() > 1).then(|| say.over_time(indicator, &[]));
        }
        let period = say.picks.last_common(&indicator.id).map(|span| span.code.as_str());
        let map = shapes.with(|shapes| say.on_map(indicator, period, &[], shapes));
        map.or_else(|| Some(say.by_place(indicator, period, &[], FIRST)))
    });
    let course =
        Memo::new(move |_| plate.with(|plate| plate.as_ref().is_some_and(|plate| plate.id == "over-time")));
    let title = move || if course.get() { t("figure.over_time") } else { t("overview.map") };
    view! {
        <section class="by-place">
            <div class="head-row"><h2>{title}</h2><Choice answer=answer shown=shown /></div>
            <FigureIf plate=plate question=first_question() level=3 />
            {profiles}
        </section>
    }
}

/// A small chart for each place.
#[component]
pub(super) fn Multiples(answer: Arc<Answer>, shown: Memo<Option<String>>) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    let all = Memo::new(move |_| address.get("all").is_some());
    let whole = Memo::new(move |_| {
        let say = Say::of(&answer, i18n.format(), &unknown);
        let indicator = say.picks.indicator(&shown.get()?)?;
        let places = say.places_shown(&indicator.id, usize::MAX);
        let shown = say.places_shown(&indicator.id, if all.get() { usize::MAX } else { FIRST });
        // One period makes no course, and one place stands above already.
        let many = places.len() > 1 && say.picks.periods(&indicator.id).len() > 1;
        many.then(|| (say.multiples(indicator, &shown), shown.len() < places.len()))
    });
    let plate = Memo::new(move |_| whole.with(|whole| whole.as_ref().map(|(plate, _)| plate.clone())));
    let more = Memo::new(move |_| whole.with(|whole| whole.as_ref().is_some_and(|(_, more)| *more)));
    view! {
        <section class="section"><FigureIf plate=plate question=first_question() /></section>
        {move || more.get().then(|| view! {
            <button type="button" class="btn more" on:click=move |_| address.set("all", Some("places"))>
                {t("figure.show_all")}
            </button>
        })}
    }
}

/// Which indicator map and small charts show.
#[component]
fn Choice(answer: Arc<Answer>, shown: Memo<Option<String>>) -> impl IntoView {
    let address = use_address();
    let say = super::say(&answer);
    let options: Vec<(String, String)> = (answer.framework.indicators.iter())
        .filter(|indicator| !say.picks.places(&indicator.id).is_empty())
        .map(|indicator| (indicator.id.clone(), say.names.of(indicator)))
        .collect();
    (options.len() > 1).then(|| {
        let options = options.into_iter().map(|(id, label)| {
            let own = id.clone();
            view! { <option value=id prop:selected=move || shown.get().as_deref() == Some(own.as_str())>{label}</option> }
        });
        view! {
            <label class="choice">
                <span>{t("figure.indicator")}</span>
                <select on:change=move |event| address.set("indicator", Some(&event_target_value(&event)))>
                    {options.collect_view()}
                </select>
            </label>
        }
    })
}
