//! What can be chosen: indicators, the period, what values are held against, how all this is shown.

use super::asked::{Line, View};
use super::columns::Matrix;
use crate::address::use_address;
use crate::figure::Say;
use crate::figure::pick::grains;
use crate::i18n::{t, t_count, use_i18n};
use esito_model::Answer;
use leptos::prelude::*;
use std::sync::Arc;

/// The controls above the table.
#[component]
pub(super) fn Controls(answer: Arc<Answer>, shown: Memo<Matrix>, view: Memo<View>) -> impl IntoView {
    let address = use_address();
    let say = Say::of(&answer, use_i18n().format(), "");
    let with_places = answer.framework.indicators.iter().filter(|i| !say.picks.places(&i.id).is_empty());
    let indicators: Vec<(String, String)> = with_places.map(|i| (i.id.clone(), say.names.of(i))).collect();
    let mut periods = vec![(String::new(), t("compare.latest"))];
    for grain in grains(&answer.periods) {
        let same = answer.periods.iter().rev().filter(|span| span.every == grain);
        periods.extend(same.map(|span| (span.code.clone(), say.period(&span.code))));
    }
    periods.push(("all".to_owned(), t("figure.all_periods")));
    let period = address.memo("period");
    let options = periods.into_iter().map(|(code, label)| {
        let own = code.clone();
        let selected = move || period.with(|period| period.as_deref().unwrap_or_default() == own);
        view! { <option value=code prop:selected=selected>{label}</option> }
    });
    let options = options.collect_view();
    // The columns that are shown are the ones that are ticked, also where the address names none.
    let toggle = move |id: String| {
        let now: Vec<String> =
            shown.with_untracked(|matrix| matrix.columns.iter().map(|c| c.id.clone()).collect());
        let mut next: Vec<&str> = now.iter().map(String::as_str).filter(|shown| *shown != id).collect();
        if next.len() == now.len() {
            next.push(&id);
        }
        if !next.is_empty() {
            address.push(|query| query.with_all("indicator", next.iter().copied()));
        }
    };
    let boxes = indicators.into_iter().map(|(id, label)| {
        let own = id.clone();
        let checked = move || shown.with(|matrix| matrix.columns.iter().any(|column| column.id == own));
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=checked on:change=move |_| toggle(id.clone()) />
                <span>{label}</span>
            </label>
        }
    });
    let boxes = boxes.collect_view();
    let lines = move || {
        let options = Line::ALL.into_iter().map(|(line, word)| {
            let selected = move || shown.with(|matrix| matrix.line == line);
            view! { <option value=word prop:selected=selected>{line.name()}</option> }
        });
        options.collect_view()
    };
    let courses = Memo::new(move |_| address.get("course").is_some());
    let tabs = View::ALL.into_iter().map(|(one, word)| {
        view! {
            <button
                type="button"
                class="btn"
                aria-pressed=move || (view.get() == one).to_string()
                on:click=move |_| address.set("view", (!word.is_empty()).then_some(word))
            >
                {one.name()}
            </button>
        }
    });
    let tabs = tabs.collect_view();
    view! {
        <div class="choices">
            <details class="menu pick">
                <summary class="btn">
                    {move || t_count("overview.indicators", shown.with(|matrix| matrix.columns.len()) as u64, &[])}
                </summary>
                <fieldset class="menu-list">
                    <legend class="unseen">{t("compare.which")}</legend>
                    {boxes}
                </fieldset>
            </details>
            <label class="choice">
                <span>{t("figure.period")}</span>
                <select on:change=move |event| {
                    let code = event_target_value(&event);
                    address.set("period", (!code.is_empty()).then_some(code.as_str()));
                }>
                    {options}
                </select>
            </label>
            {move || matches!(view.get(), View::Table | View::Map).then(|| view! {
                <label class="choice">
                    <span>{t("compare.line")}</span>
                    <select on:change=move |event| {
                        let word = event_target_value(&event);
                        address.set("line", (!word.is_empty()).then_some(word.as_str()));
                    }>
                        {lines()}
                    </select>
                </label>
                <button
                    type="button"
                    class="btn"
                    aria-pressed=move || courses.get().to_string()
                    on:click=move |_| address.set("course", (!courses.get_untracked()).then_some("1"))
                >
                    {t("compare.courses")}
                </button>
            })}
            <div class="tabs" role="group" aria-label=t("compare.view")>{tabs}</div>
        </div>
    }
}
