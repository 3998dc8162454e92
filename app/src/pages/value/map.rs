//! The value map: what is put in, and for each outcome who it changes something for, what shows each assumption, and
//! what it comes to. Every assumption can be moved; what is missing stays visible.

use super::Page;
use super::control::{Control, Row};
use super::words::{Words, step};
use crate::address::Page as Place;
use crate::i18n::{lang, t, t_count, t_with};
use crate::order::sort_by_key;
use esito_model::{Text, Unit, ValueMap, ValueOutcome, Valued};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The assumptions of an outcome in the order in which they are asked for.
const OF_OUTCOME: [&str; 7] =
    ["quantity", "proxy", "duration", "deadweight", "displacement", "attribution", "drop_off"];

/// The map.
#[component]
pub(super) fn Map(page: Page, map: ValueMap) -> impl IntoView {
    let mut outcomes: Vec<ValueOutcome> = map.outcomes.clone();
    // Outcomes for the same people stand together, otherwise in the order of the map.
    let first = |who: &Text| map.outcomes.iter().position(|outcome| outcome.stakeholder == *who);
    sort_by_key(&mut outcomes, |outcome| first(&outcome.stakeholder));
    let undo = move |event: KeyboardEvent| {
        let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let typing = field.is_some_and(|field| field.type_() == "number");
        if (event.ctrl_key() || event.meta_key()) && event.key() == "z" && !typing {
            event.prevent_default();
            page.undo();
        }
    };
    let cards = outcomes.into_iter().map(|outcome| view! { <Outcome page=page outcome=outcome/> });
    view! {
        <section class="section" id="map" on:keydown=undo>
            <div class="section-head">
                <h2>{t("value.map")}</h2>
                <a href=move || page.address.href(Place::Methods, &[("topic", "social-value")])>{t("value.methods")}</a>
            </div>
            <p class="sub">{t("value.map_text")}</p>
            <Result page=page/>
            <Inputs page=page map=map.clone()/>
            {cards.collect_view()}
        </section>
    }
}

/// What the assumptions come to, always in sight while they are moved.
#[component]
fn Result(page: Page) -> impl IntoView {
    let told = move || {
        let shown = page.worth.shown()?;
        let (map, valuation) = (shown.map.as_ref()?, shown.valuation.as_ref()?);
        let words = Words::of(map);
        let ratio = valuation.ratio.map_or_else(|| "–".to_owned(), |ratio| words.ratio(ratio));
        let range = valuation.range.as_ref().map(|range| {
            t_with("value.middle_part", &[("low", &words.ratio(range.p5)), ("high", &words.ratio(range.p95))])
        });
        Some(
            view! { <b>{ratio}</b> <span class="result-unit">{t_with("value.for_each_put", &[("unit", &words.for_each())])}</span> <span class="when">{range}</span> },
        )
    };
    let count = move || page.set.with(Vec::len) as u64;
    let busy = move || page.worth.busy.get();
    view! {
        <div class="result" role="group" aria-label=t("value.result")>
            <p class="result-ratio" aria-live="polite">{told}</p>
            <p class="result-own" class:own=move || count() != 0>{move || if count() == 0 { t("value.own_none") } else { t_count("value.own", count(), &[]) }}</p>
            <div class="result-tools">
                <Show when=busy>
                    <button type="button" class="btn" on:click=move |_| page.call_off()>{t("value.stop")}</button>
                </Show>
                <button type="button" class="btn" disabled=move || !page.steps.any() on:click=move |_| page.undo()>{t("value.undo")}</button>
                <button type="button" class="btn" disabled=move || count() == 0 on:click=move |_| page.reset()>{t("value.reset")}</button>
            </div>
        </div>
    }
}

/// What is put in, by whom, and the rate at which later years are discounted.
#[component]
fn Inputs(page: Page, map: ValueMap) -> impl IntoView {
    let language = lang().code();
    let words = Words::of(&map);
    let inputs = map.inputs.iter().map(|input| {
        let (who, what) = (input.who.get(language).to_owned(), input.what.get(language).to_owned());
        view! { <tr><th scope="row">{who}</th><td>{what}</td><td class="number">{words.money(input.amount.major())}</td></tr> }
    });
    let inputs = inputs.collect_view();
    let currency = map.currency.clone();
    let rows = ["inputs", "discount_rate"].map(|code| {
        let row =
            Row { outcome: String::new(), code, low: None, indicator: None, currency: currency.clone() };
        view! { <Control page=page row=row/> }
    });
    view! {
        <article class="worth">
            <header>
                <h3>{t("value.inputs")}</h3>
                <p class="sub">{t("value.inputs_text")}</p>
            </header>
            <div class="scroll" tabindex="0" role="region" aria-label=t("value.inputs")>
                <table class="m inputs">
                    <thead><tr><th scope="col">{t("value.who")}</th><th scope="col">{t("value.what")}</th><th scope="col" class="number">{t("value.amount")}</th></tr></thead>
                    <tbody>{inputs}</tbody>
                </table>
            </div>
            <div class="rows">{rows.into_iter().collect_view()}</div>
        </article>
    }
}

/// One outcome.
#[component]
fn Outcome(page: Page, outcome: ValueOutcome) -> impl IntoView {
    let language = lang().code();
    let label = outcome.label.get(language);
    let label = if label.is_empty() { outcome.id.clone() } else { label.to_owned() };
    let who = match outcome.stakeholder.get(language) {
        "" => t("value.no_stakeholder"),
        who => t_with("value.for_whom", &[("who", who)]),
    };
    let output = match outcome.output.get(language) {
        "" => t("value.no_output"),
        output => output.to_owned(),
    };
    let of = Some(outcome.proxy.label.get(language)).filter(|label| !label.is_empty()).map(str::to_owned);
    let year = outcome.proxy.year.map(|year| t_with("value.proxy_year", &[("year", &year.to_string())]));
    let year = of.into_iter().chain(year).reduce(|label, year| format!("{label}; {year}"));
    let currency =
        page.worth.base.get_untracked().ready().and_then(|base| Some(base.map.as_ref()?.currency.clone()));
    let currency = currency.unwrap_or_default();
    let rows = OF_OUTCOME.map(|code| {
        let low = year.clone().filter(|_| code == "proxy");
        let indicator = outcome.indicator.clone().filter(|_| code == "quantity");
        let row = Row { outcome: outcome.id.clone(), code, low, indicator, currency: currency.clone() };
        view! { <Control page=page row=row/> }
    });
    let id = outcome.id.clone();
    let worth = move || page.worth.shown().and_then(|shown| way(&shown, &id));
    view! {
        <article class="worth" id=format!("outcome-{}", outcome.id)>
            <header>
                <h3>{label}</h3>
                <p class="sub">{who}" · "{output}</p>
            </header>
            <div class="rows">{rows.into_iter().collect_view()}</div>
            {worth}
        </article>
    }
}

/// What the outcome comes to, step by step.
fn way(shown: &Arc<Valued>, id: &str) -> Option<impl IntoView + use<>> {
    let (map, valuation) = (shown.map.as_ref()?, shown.valuation.as_ref()?);
    let words = Words::of(map);
    let outcome = valuation.outcomes.iter().find(|outcome| outcome.id == id)?;
    let steps = outcome.steps.iter().map(|one| {
        let sum = matches!(one.step.as_str(), "gross" | "present_value");
        view! { <div class:sum=sum><dt>{step(&one.step)}</dt><dd>{words.money(one.amount)}</dd></div> }
    });
    let steps = steps.collect_view();
    let (all, net) =
        (words.value(outcome.quantity, Unit::Count), words.value(outcome.net_quantity, Unit::Count));
    Some(view! {
        <dl class="way">{steps}</dl>
        <p class="when">{t_with("value.net_quantity", &[("all", &all), ("net", &net)])}</p>
    })
}
