//! The figures that need no breakdown: over time, places at one time, every place and every period.

use super::Chosen;
use super::controls::PeriodChoice;
use crate::address::use_address;
use crate::components::on_paper;
use crate::figure::{FigureIf, Plate, Say};
use crate::i18n::{t, use_i18n};
use esito_model::{Indicator, Measure};
use leptos::prelude::*;

/// Places shown at first.
const FIRST: usize = 30;

/// A plate of the chosen indicator, drawn anew when the choice changes.
pub(super) fn plate_of(
    chosen: Chosen,
    make: impl Fn(&Say<'_>, &Indicator) -> Option<Plate> + Send + Sync + 'static,
) -> Memo<Option<Plate>> {
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    Memo::new(move |_| {
        let id = chosen.id.get();
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            make(&say, say.picks.indicator(&id)?)
        })
    })
}

/// All together and the chosen places over time.
#[component]
pub(super) fn OverTime(chosen: Chosen) -> impl IntoView {
    let plate = plate_of(chosen, move |say, indicator| {
        let enough = say.picks.periods(&indicator.id).len() > 1;
        enough.then(|| chosen.places.with(|places| say.over_time(indicator, places)))
    });
    let none = Memo::new(move |_| plate.with(Option::is_none));
    view! {
        <section class="section">
            <FigureIf plate=plate question=chosen.question() />
            {move || none.get().then(|| view! { <p class="calm">{t("indicator.no_time")}</p> })}
            <Courses chosen=chosen />
        </section>
    }
}

/// What the course says in sentences: all together, and each place that is singled out.
#[component]
fn Courses(chosen: Chosen) -> impl IntoView {
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    move || {
        let id = chosen.id.get();
        let places = chosen.places.get();
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            let indicator = say.picks.indicator(&id)?;
            let whole = say.course_of(indicator, None);
            let said = whole.map(|course| say.course_told(indicator, course)).unwrap_or_default();
            // Values as they were published are no results of the partnerships anyway.
            let ours = !matches!(indicator.measure, Measure::Given(_)) && indicator.comparison.is_none();
            let not_an_effect = ours.then(|| view! { <p>{t("trend.not_an_effect")}</p> });
            let said = said.into_iter().map(|one| view! { <p>{one}</p> }).collect_view();
            let of_place = |place: &String| {
                let trend = say.trend_told(indicator, say.course_of(indicator, Some(place))?)?;
                Some(view! { <li><b>{say.names.place(place)}</b>": "{trend}</li> })
            };
            let of_places = places.iter().filter_map(of_place).collect_view();
            Some(view! { <div class="told">{said}<ul>{of_places}</ul>{not_an_effect}</div> })
        })
    }
}

/// Each period together with those before it, where the framework asks for it.
#[component]
pub(super) fn Rolling(chosen: Chosen) -> impl IntoView {
    let plate =
        plate_of(chosen, move |say, indicator| chosen.places.with(|places| say.rolling(indicator, places)));
    let there = Memo::new(move |_| plate.with(Option::is_some));
    move || {
        there.get().then(|| {
            view! { <section class="section"><FigureIf plate=plate question=chosen.question() /></section> }
        })
    }
}

/// Places at one time.
#[component]
pub(super) fn ByPlace(chosen: Chosen) -> impl IntoView {
    let (address, paper) = (use_address(), on_paper());
    let plate = plate_of(chosen, move |say, indicator| {
        let most = if address.get("all").is_some() || paper.get() { usize::MAX } else { FIRST };
        let period = chosen.period.get();
        let some = !say.picks.places(&indicator.id).is_empty();
        some.then(|| chosen.places.with(|places| say.by_place(indicator, period.as_deref(), places, most)))
    });
    let none = Memo::new(move |_| plate.with(Option::is_none));
    view! {
        <section class="section">
            <div class="section-head"><h2>{t("indicator.by_place")}</h2><PeriodChoice chosen=chosen /></div>
            <FigureIf plate=plate question=chosen.question() level=3 />
            {move || none.get().then(|| view! { <p class="calm">{t("indicator.no_places")}</p> })}
        </section>
    }
}

/// Every place and every period, as shades and as small charts.
#[component]
pub(super) fn Places(chosen: Chosen) -> impl IntoView {
    let (address, paper) = (use_address(), on_paper());
    let whole = move || address.get("all").is_some() || paper.get();
    let shown =
        move |say: &Say<'_>, indicator: &Indicator, make: fn(&Say<'_>, &Indicator, &[&str]) -> Plate| {
            let all = say.places_shown(&indicator.id, usize::MAX).len();
            let places = say.places_shown(&indicator.id, if whole() { usize::MAX } else { FIRST });
            let enough = all > 1 && say.picks.periods(&indicator.id).len() > 1;
            enough.then(|| {
                let mut plate = make(say, indicator, &places);
                let said = [plate.note.clone(), say.shown_of(places.len(), all)];
                plate.note = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                plate
            })
        };
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone holds for one lifetime only"
    )]
    let multiples = plate_of(chosen, move |say, indicator| {
        shown(say, indicator, |say, indicator, places| say.multiples(indicator, places))
    });
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone holds for one lifetime only"
    )]
    let shades = plate_of(chosen, move |say, indicator| {
        shown(say, indicator, |say, indicator, places| say.shades(indicator, places))
    });
    let all = Memo::new(move |_| {
        chosen.answer.with_value(|answer| {
            chosen.id.with(|id| crate::figure::pick::Picks::of_framework(answer).places(id).len())
        })
    });
    view! {
        <section class="section"><FigureIf plate=multiples question=chosen.question() /></section>
        <section class="section"><FigureIf plate=shades question=chosen.question() /></section>
        {move || (all.get() > FIRST && !whole()).then(|| view! {
            <button type="button" class="btn" on:click=move |_| address.set("all", Some("places"))>{t("figure.show_all")}</button>
        })}
    }
}
