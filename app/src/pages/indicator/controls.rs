//! What can be chosen: the indicator, the places with lines of their own, the period of the figures at one time.

use super::Chosen;
use crate::address::{Page, use_address};
use crate::components::PlaceChips;
use crate::figure::pick::Picks;
use crate::figure::words::all_periods;
use crate::figure::{LINES, Say};
use crate::i18n::{t, t_with, use_i18n};
use leptos::prelude::*;

/// Which indicator.
#[component]
pub(super) fn IndicatorChoice(chosen: Chosen) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let options: Vec<(String, String)> = chosen.answer.with_value(|answer| {
        let say = Say::of(answer, i18n.format(), "");
        answer.framework.indicators.iter().map(|i| (i.id.clone(), say.names.of(i))).collect()
    });
    let options = options.into_iter().map(|(id, label)| {
        let own = id.clone();
        view! { <option value=id prop:selected=move || chosen.id.with(|id| *id == own)>{label}</option> }
    });
    // Another indicator has other periods and breakdowns: they go; the places stay.
    let choose = move |id: String| {
        address.push(|query| query.with("indicator", Some(&id)).with("period", None).with("by", None));
    };
    view! {
        <div class="choices">
            <label class="choice wide">
                <span>{t("figure.indicator")}</span>
                <select on:change=move |event| choose(event_target_value(&event))>{options.collect_view()}</select>
            </label>
        </div>
    }
}

/// Which places have lines of their own, and the way to their profiles.
#[component]
pub(super) fn PlaceChoice(chosen: Chosen) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    let all = Memo::new(move |_| {
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            let places = chosen.id.with(|id| say.places_shown(id, usize::MAX));
            places.into_iter().map(|place| (place.to_owned(), say.names.place(place))).collect::<Vec<_>>()
        })
    });
    let many = Memo::new(move |_| all.with(|all| all.len() > 1));
    let profiles = move || {
        let picked = chosen.places.get();
        let links = picked.into_iter().filter_map(|id| {
            let name =
                all.with(|all| all.iter().find(|(place, _)| *place == id).map(|(_, name)| name.clone()))?;
            let words = t_with("indicator.profile", &[("place", &name)]);
            Some(view! { <a href=move || address.href(Page::Place, &[("place", &id)])>{words}</a> })
        });
        links.collect_view()
    };
    move || {
        many.get().then(|| {
            let legend = t_with("indicator.places", &[("n", &(LINES - 1).to_string())]);
            view! {
                <PlaceChips all=all picked=chosen.places most={LINES - 1} legend=legend />
                <p class="profiles">{profiles}</p>
            }
        })
    }
}

/// Which period.
#[component]
pub(super) fn PeriodChoice(chosen: Chosen) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let options = Memo::new(move |_| {
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), "");
            let id = chosen.id.get();
            let mut options: Vec<(String, String)> = (say.picks.periods(&id).into_iter().rev())
                .map(|span| (span.code.clone(), say.period(&span.code)))
                .collect();
            let across = Picks::of_framework(answer).indicator(&id).map(|indicator| indicator.across);
            options.push(("all".to_owned(), all_periods(across.unwrap_or_default())));
            options
        })
    });
    let option = move |(code, label): (String, String)| {
        let own = code.clone();
        let selected = move || chosen.period.with(|period| period.as_deref().unwrap_or("all") == own);
        view! { <option value=code prop:selected=selected>{label}</option> }
    };
    move || {
        options.with(|options| options.len() > 2).then(|| {
            view! {
                <label class="choice">
                    <span>{t("figure.period")}</span>
                    <select on:change=move |event| address.set("period", Some(&event_target_value(&event)))>
                        {move || options.get().into_iter().map(option).collect_view()}
                    </select>
                </label>
            }
        })
    }
}
