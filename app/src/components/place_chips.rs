//! Places to be singled out, as buttons that stay pressed; narrowed by name where there are many.

use crate::address::use_address;
use crate::i18n::{t, t_count};
use crate::order::sort_by_key;
use leptos::prelude::*;

/// With more places than this a reader narrows the list by name.
const MANY: usize = 14;

/// The places that can be chosen; the choice stands in the address as `place`.
#[component]
pub fn PlaceChips(
    /// Codes and names, in the order in which they are offered.
    all: Memo<Vec<(String, String)>>,
    /// The codes that are chosen, in the order in which they were.
    picked: Memo<Vec<String>>,
    /// How many at most.
    most: usize,
    /// What the choice is for.
    #[prop(into)]
    legend: String,
    /// The number of the first colour.
    #[prop(default = 2)]
    first: usize,
) -> impl IntoView {
    let address = use_address();
    let search = RwSignal::new(String::new());
    let many = Memo::new(move |_| all.with(|all| all.len() > MANY));
    let shown = Memo::new(move |_| {
        let wanted = search.get().to_lowercase();
        let picked = picked.get();
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
            Memo::new(move |_| picked.with(|places| places.iter().position(|place| *place == id)))
        };
        let full = move || at.get().is_none() && picked.with(|places| places.len() >= most);
        view! {
            <button
                type="button"
                class=move || at.get().map_or_else(|| "place".to_owned(), |at| format!("place s{}", at + first))
                aria-pressed=move || at.get().is_some().to_string()
                disabled=full
                on:click=move |_| address.push(|query| query.toggled("place", &id))
            >
                {name}
            </button>
        }
    };
    view! {
        <fieldset class="places">
            <legend>{legend}</legend>
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
    }
}
