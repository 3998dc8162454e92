//! What makes places alike: variables, weights and the number of peers, all by keyboard, all in the address.

use super::Kept;
use super::asked::{CONTEXT, MOST, PEERS, with_context};
use crate::address::use_address;
use crate::figure::Say;
use crate::i18n::{t, t_with, use_i18n};
use crate::link::Failure;
use crate::state::use_dashboard;
use esito_model::{Answer, Profile};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The heaviest weight that a button reaches.
const HEAVIEST: f64 = 10.0;

/// The number of peers that is shown before places came.
const PEERS_AT_FIRST: u32 = 5;

/// The choice, folded up until it is asked for.
#[component]
pub(super) fn Variables(answer: Arc<Answer>, kept: Kept) -> impl IntoView {
    let address = use_address();
    let dashboard = use_dashboard();
    let say = Say::of(&answer, use_i18n().format(), "");
    let profile = answer.framework.profile.clone();
    let indicators: Vec<(String, String)> = (answer.framework.indicators.iter())
        .filter(|indicator| indicator.place.is_some())
        .map(|indicator| (indicator.id.clone(), say.names.of(indicator)))
        .collect();
    // What is shown are the weights of the places at hand; what is typed goes to the address first.
    let weights = Memo::new(move |_| {
        let asked = super::asked::asked(&address.query()).context;
        asked.unwrap_or_else(|| profile.as_ref().map(|profile| profile.context.clone()).unwrap_or_default())
    });
    let own = StoredValue::new(answer.framework.profile.clone());
    let many = Memo::new(move |_| {
        let asked = super::asked::asked(&address.query()).peers;
        asked
            .or_else(|| kept.places.with(|places| places.as_ref().map(|places| places.peers)))
            .unwrap_or(PEERS_AT_FIRST)
    });
    let rows = indicators.into_iter().map(|(id, label)| row(id, label, weights, own)).collect_view();
    let changed = Memo::new(move |_| {
        let query = address.query();
        query.get(CONTEXT).is_some() || query.get(PEERS).is_some()
    });
    let set_many = move |most: u32| {
        address.push(|query| query.with(PEERS, Some(&most.clamp(1, MOST).to_string())));
    };
    let status = move || match kept.failure.get() {
        Some(Failure::NeedsEngine) if dashboard.awaits_rows() => t("place.engine_comes"),
        Some(Failure::NeedsEngine) => t("place.engine_missing"),
        Some(failure) => t(failure.keys().0),
        None if kept.waits.get() => t("place.working"),
        None => String::new(),
    };
    view! {
        <details class="variables">
            <summary>{t("place.change")}</summary>
            <p class="sub">{t("place.change_sub")}</p>
            <ul class="variable-list">{rows}</ul>
            <div class="variable">
                <label for="peers-most">{t("place.how_many")}</label>
                <Step
                    words=t("place.how_many")
                    less=Callback::new(move |()| set_many(many.get_untracked().saturating_sub(1)))
                    more=Callback::new(move |()| set_many(many.get_untracked() + 1))
                    input=view! {
                        <input
                            id="peers-most" type="number" min="1" max=MOST step="1"
                            prop:value=move || many.get().to_string()
                            on:change=move |event| {
                                if let Ok(most) = event_target_value(&event).parse() {
                                    set_many(most);
                                }
                            }
                        />
                    }.into_any()
                />
            </div>
            <p class="ways">
                <button
                    type="button"
                    class="btn"
                    disabled=move || !changed.get()
                    on:click=move |_| address.push(|query| query.with(CONTEXT, None).with(PEERS, None))
                >
                    {t("place.as_agreed")}
                </button>
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        own.with_value(|own| {
                            address.push(|query| with_context(query, &BTreeMap::new(), own.as_ref()));
                        });
                    }
                >
                    {t("place.all_places")}
                </button>
            </p>
        </details>
        <p class="status" role="status">{status}</p>
    }
}

/// One variable with its weight.
fn row(
    id: String,
    label: String,
    weights: Memo<BTreeMap<String, f64>>,
    own: StoredValue<Option<Profile>>,
) -> impl IntoView {
    let address = use_address();
    let key = StoredValue::new(id.clone());
    let weight =
        Memo::new(move |_| key.with_value(|id| weights.with(|all| all.get(id).copied().unwrap_or(0.0))));
    let set = move |to: f64| {
        let mut all = weights.get_untracked();
        all.insert(key.get_value(), if to.is_finite() { to.clamp(0.0, HEAVIEST) } else { 0.0 });
        own.with_value(|own| address.push(|query| with_context(query, &all, own.as_ref())));
    };
    let field = format!("weight-{id}");
    let words = t_with("place.weight_of", &[("variable", &label)]);
    view! {
        <li class="variable" class:off=move || weight.get() <= 0.0>
            <label for=field.clone()>{label}</label>
            <Step
                words=words
                less=Callback::new(move |()| set(weight.get_untracked() - 1.0))
                more=Callback::new(move |()| set(weight.get_untracked() + 1.0))
                input=view! {
                    <input
                        id=field type="number" min="0" max=HEAVIEST step="0.5"
                        prop:value=move || weight.get().to_string()
                        on:change=move |event| set(event_target_value(&event).parse().unwrap_or(0.0))
                    />
                }.into_any()
            />
        </li>
    }
}

/// A number field between a button for less and one for more.
#[component]
fn Step(words: String, less: Callback<()>, more: Callback<()>, input: AnyView) -> impl IntoView {
    let (fewer, further) =
        (t_with("place.less", &[("what", &words)]), t_with("place.more", &[("what", &words)]));
    view! {
        <span class="step">
            <button type="button" class="btn" aria-label=fewer on:click=move |_| less.run(())>"−"</button>
            {input}
            <button type="button" class="btn" aria-label=further on:click=move |_| more.run(())>"+"</button>
        </span>
    }
}
