//! The indicators that follow: each can be renamed or left out before anything is computed.

use super::Found;
use crate::i18n::{lang, t, t_with};
use crate::state::use_dashboard;
use esito_model::IndicatorProposed;
use leptos::prelude::*;

/// The title of the dashboard and its indicators.
#[component]
pub(super) fn Indicators(found: Found) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let own = Memo::new(move |_| found.with(|found| found.own));
    let ids =
        move || found.with(|found| found.indicators.iter().map(|one| one.id.clone()).collect::<Vec<_>>());
    let title = move || found.with(|found| found.title.clone());
    let rename = move |event| {
        let title = event_target_value(&event).trim().to_owned();
        confirm.decide(dashboard, |decisions| decisions.title = (!title.is_empty()).then_some(title));
    };
    view! {
        <section class="proposed" aria-labelledby="proposed-heading">
            <h3 id="proposed-heading">{t("mapping.indicators")}</h3>
            <p class="sub">{move || t(if own.get() { "mapping.indicators_own" } else { "mapping.indicators_intro" })}</p>
            <Show when=move || !own.get()>
                <p class="choice-line">
                    <label class="choice wide"><span>{t("mapping.title")}</span><input type="text" prop:value=title on:change=rename/></label>
                </p>
            </Show>
            <ul class="indicators">
                <For each=ids key=Clone::clone let:id><One found id own/></For>
            </ul>
        </section>
    }
}

#[component]
fn One(found: Found, id: String, own: Memo<bool>) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let of = id.clone();
    let one = Memo::new(move |_| {
        let one = |indicator: &&IndicatorProposed| indicator.id == of;
        found.with(|found| found.indicators.iter().find(one).cloned().unwrap_or_default())
    });
    let label = move || one.with(|one| one.label.get(lang().code()).to_owned());
    let (kept, named) = (id.clone(), id.clone());
    let keep = move |event| {
        let left_out = !event_target_checked(&event);
        confirm.decide(dashboard, |decisions| {
            decisions.indicators.entry(kept.clone()).or_default().left_out = left_out;
        });
    };
    let rename = move |event| {
        let label = event_target_value(&event).trim().to_owned();
        confirm.decide(dashboard, |decisions| {
            decisions.indicators.entry(named.clone()).or_default().label =
                (!label.is_empty()).then_some(label);
        });
    };
    let formula = move || one.with(|one| one.formula.clone());
    let checked = move || one.with(|one| !one.left_out);
    let keep_label = move || t_with("mapping.keep", &[("name", &label())]);
    let name_label = move || t_with("mapping.name_of", &[("name", &label())]);
    view! {
        <li class:gone=move || one.with(|one| one.left_out)>
            {move || {
                if own.get() {
                    return view! { <span class="fixed">{label}</span> }.into_any();
                }
                view! {
                    <input type="checkbox" aria-label=keep_label prop:checked=checked on:change=keep.clone()/>
                    <input type="text" aria-label=name_label prop:value=label on:change=rename.clone()/>
                }
                .into_any()
            }}
            <code>{formula}</code>
        </li>
    }
}
