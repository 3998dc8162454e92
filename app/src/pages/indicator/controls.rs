//! What can be chosen: the indicator, the places with lines of their own, the period of the figures at one time.

use super::Chosen;
use crate::address::use_address;
use crate::figure::pick::Picks;
use crate::figure::words::all_periods;
use crate::figure::{LINES, Say};
use crate::i18n::{t, t_count, t_with, use_i18n};
use crate::order::sort_by_key;
use leptos::prelude::*;

/// With more places than this a reader narrows the list by name.
const MANY: usize = 14;

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

/// Which places have lines of their own.
#[component]
pub(super) fn PlaceChoice(chosen: Chosen) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let search = RwSignal::new(String::new());
    let unknown = t("figure.unknown");
    let all = Memo::new(move |_| {
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            let places = chosen.id.with(|id| say.places_shown(id, usize::MAX));
            places.into_iter().map(|place| (place.to_owned(), say.names.place(place))).collect::<Vec<_>>()
        })
    });
    let many = Memo::new(move |_| all.with(|all| all.len() > MANY));
    let shown = Memo::new(move |_| {
        let wanted = search.get().to_lowercase();
        let picked = chosen.places.get();
        let mut listed: Vec<(String, String)> = all.get();
        listed.retain(|(id, name)| picked.contains(id) || name.to_lowercase().contains(&wanted));
        // The chosen ones first, in the order in which they were chosen: that is the order of their colours.
        sort_by_key(&mut listed, |(id, _)| picked.iter().position(|place| place == id).unwrap_or(usize::MAX));
        let rest = listed.len().saturating_sub(MANY);
        listed.truncate(MANY.max(picked.len()));
        (listed, rest)
    });
    let chip = move |(id, name): (String, String)| {
        let at = {
            let id = id.clone();
            Memo::new(move |_| chosen.places.with(|places| places.iter().position(|place| *place == id)))
        };
        let full = move || at.get().is_none() && chosen.places.with(|places| places.len() >= LINES - 1);
        view! {
            <button
                type="button"
                class=move || at.get().map_or_else(|| "place".to_owned(), |at| format!("place s{}", at + 2))
                aria-pressed=move || at.get().is_some().to_string()
                disabled=full
                on:click=move |_| address.push(|query| query.toggled("place", &id))
            >
                {name}
            </button>
        }
    };
    move || {
        all.with(|all| all.len() > 1).then(|| view! {
            <fieldset class="places">
                <legend>{t_with("indicator.places", &[("n", &(LINES - 1).to_string())])}</legend>
                {move || many.get().then(|| view! {
                    <input
                        type="search"
                        placeholder=t("indicator.search")
                        aria-label=t("indicator.search")
                        prop:value=move || search.get()
                        on:input=move |event| search.set(event_target_value(&event))
                    />
                })}
                <For each=move || shown.get().0 key=|(id, _)| id.clone() children=chip />
                {move || match shown.get().1 {
                    0 => None,
                    rest => Some(view! { <span class="when">{t_count("indicator.more_places", rest as u64, &[])}</span> }),
                }}
            </fieldset>
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
