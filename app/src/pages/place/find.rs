//! The way in: which place? By name, from the list, on the map.

use super::Kept;
use crate::address::{Page, use_address};
use crate::figure::{FigureIf, Say};
use crate::i18n::{lang, t, t_with, use_i18n};
use crate::link::first_question;
use crate::order::sort_by_key;
use crate::pages::overview::shapes::shapes_around;
use esito_charts::Mark;
use esito_model::{AmongPeers, Answer};
use leptos::prelude::*;
use std::sync::Arc;

/// With more places than this a reader narrows the list by name.
const MANY: usize = 12;

/// A place of the list: code, name, how often it is clearly better and clearly worse.
type Listed = (String, String, usize, usize);

/// The list of all places.
#[component]
pub(super) fn Find(answer: Arc<Answer>, kept: Kept, asked: Memo<Option<String>>) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let search = RwSignal::new(String::new());
    let unknown = t("figure.unknown");
    let title = answer.framework.title.get(lang().code()).to_owned();
    let shapes = shapes_around(&answer.framework.places);
    let of_list = Arc::clone(&answer);
    let all = Memo::new(move |_| {
        let say = Say::of(&of_list, i18n.format(), "");
        let places = kept.places.get();
        let listed = places.iter().flat_map(|places| &places.places).map(|place| {
            let count = |beside: AmongPeers| place.cells.iter().filter(|cell| cell.beside == beside).count();
            (
                place.place.clone(),
                say.names.place(&place.place),
                count(AmongPeers::Better),
                count(AmongPeers::Worse),
            )
        });
        let mut listed: Vec<Listed> = listed.collect();
        sort_by_key(&mut listed, |(_, name, ..)| name.to_lowercase());
        listed
    });
    let shown = Memo::new(move |_| {
        let wanted = search.get().trim().to_lowercase();
        let mut listed = all.get();
        listed.retain(|(id, name, ..)| name.to_lowercase().contains(&wanted) || id.to_lowercase() == wanted);
        listed
    });
    let plate = Memo::new(move |_| {
        let say = Say::of(&answer, i18n.format(), &unknown);
        let indicators = say.picks.headlines().into_iter().chain(&answer.framework.indicators);
        let indicator = indicators.into_iter().find(|indicator| say.picks.places(&indicator.id).len() > 1)?;
        let period = say.picks.last_common(&indicator.id).map(|span| span.code.as_str());
        let mut plate = shapes.with(|shapes| say.on_map(indicator, period, &[], shapes))?;
        plate.title = t("place.on_map");
        plate.subtitle = say.names.of(indicator);
        Some(plate)
    });
    let open = Callback::new(move |mark: Mark| {
        let place = plate.with_untracked(|plate| plate.as_ref()?.behind(&mark)?.key.place.clone());
        if let Some(place) = place {
            address.push(|query| query.with("place", Some(&place)));
        }
    });
    let not_known = move || {
        let id = asked.get()?;
        Some(view! { <p class="calm" role="status">{t_with("place.not_known", &[("place", &id)])}</p> })
    };
    // Enter on a name that leaves one place opens it.
    let enter = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let only = shown.with_untracked(|shown| shown.first().map(|(id, ..)| id.clone()));
        if let Some(id) = only {
            address.push(|query| query.with("place", Some(&id)));
        }
    };
    let entry = move |(id, name, better, worse): Listed| {
        let href = move || address.href(Page::Place, &[("place", &id)]);
        let counts = [("better", better.to_string()), ("worse", worse.to_string())];
        let counts = counts.each_ref().map(|(key, count)| (*key, count.as_str()));
        let told = match better + worse {
            0 => t("place.listed_alike"),
            _ => t_with("place.listed", &counts),
        };
        view! { <li><a href=href>{name}</a> <span class="when">{told}</span></li> }
    };
    let none = Memo::new(move |_| all.with(Vec::is_empty));
    view! {
        <section class="lead">
            <p class="over">{[t("place.over"), title].join(" · ")}</p>
            <h1>{t("place.which")}</h1>
            <p>{t("place.which_sub")}</p>
            {not_known}
        </section>
        {move || if none.get() {
            view! { <p class="calm">{t("compare.nothing")}</p> }.into_any()
        } else {
            view! {
                <div class="finder">
                    <div>
                        <form class="find" role="search" on:submit=enter>
                            <label for="find-place">{t("place.find")}</label>
                            <input
                                id="find-place"
                                type="search"
                                autocomplete="off"
                                prop:value=move || search.get()
                                on:input=move |event| search.set(event_target_value(&event))
                            />
                        </form>
                        <ul class="place-list" class:long=move || all.with(|all| all.len() > MANY)>
                            <For each=move || shown.get() key=Clone::clone children=entry />
                        </ul>
                        <p class="calm" role="status">
                            {move || shown.with(Vec::is_empty).then(|| t("place.none_found"))}
                        </p>
                    </div>
                    <FigureIf plate=plate question=first_question() level=2 choose=open />
                </div>
            }
            .into_any()
        }}
    }
}
