//! One assumption: its value with a slider and a field, what was tried, where it breaks even, and what shows it.

use super::Page;
use super::words::{Words, assumption, field, from_field, meaning, unit};
use crate::address::Page as Place;
use crate::i18n::{lang, t, t_with};
use esito_model::{Assumed, Assumption, Support, Unit};
use leptos::prelude::*;

/// Which assumption a row is for.
#[derive(Clone)]
pub(super) struct Row {
    /// The outcome's id; empty for the whole map's.
    pub(super) outcome: String,
    /// Which.
    pub(super) code: &'static str,
    /// What stands under its evidence.
    pub(super) low: Option<String>,
    /// The indicator that counts it.
    pub(super) indicator: Option<String>,
    /// The currency of the map.
    pub(super) currency: String,
}

impl Row {
    fn id(&self) -> String {
        format!("set-{}-{}", if self.outcome.is_empty() { "map" } else { &self.outcome }, self.code)
    }

    /// The assumption as it stands now; tracks the valuation.
    fn find(&self, page: Page) -> Option<Assumption> {
        let shown = page.worth.shown()?;
        let all = &shown.valuation.as_ref()?.assumptions;
        all.iter().find(|one| one.outcome == self.outcome && one.assumption == self.code).cloned()
    }

    fn assumed(&self, value: f64) -> Assumed {
        Assumed { outcome: self.outcome.clone(), assumption: self.code.to_owned(), value }
    }
}

/// The row.
#[component]
pub(super) fn Control(page: Page, row: Row) -> impl IntoView {
    let stored = StoredValue::new(row.clone());
    let now = Memo::new(move |_| stored.with_value(|row| row.find(page)));
    let there = Memo::new(move |_| now.with(Option::is_some));
    let own = Memo::new(move |_| now.with(|now| now.as_ref().is_some_and(|one| one.changed)));
    let id = row.id();
    let name = assumption(row.code);
    let heading = view! {
        <div class="row-name">
            <label for=id.clone() title=meaning(row.code)>{name.clone()}</label>
            <Show when=move || own.get()><span class="own-mark">{t("value.yours")}</span></Show>
            <p class="row-meaning">{meaning(row.code)}</p>
        </div>
    };
    let nothing = if row.code == "drop_off" { t("value.nothing_fades") } else { t("figure.nothing") };
    let low = row.low.clone();
    view! {
        <div class="row" class:own=move || own.get()>
            {heading}
            {move || match there.get() {
                true => {
                    let fields = view! { <Fields page=page row=stored now=now id=id.clone() name=name.clone()/> };
                    let low = low.clone();
                    view! {
                        {fields}
                        <div class="row-facts">{move || now.get().map(|one| facts(page, &one))}</div>
                        <div class="row-evidence">{move || now.get().map(|one| evidence(&one))}{low.map(|low| view! { <p class="when">{low}</p> })}{counted(page, stored)}</div>
                    }
                    .into_any()
                }
                false => view! { <p class="row-none when">{nothing.clone()}</p> }.into_any(),
            }}
        </div>
    }
}

/// Slider and field; they stay the same elements while the numbers change.
#[component]
fn Fields(
    page: Page,
    row: StoredValue<Row>,
    now: Memo<Option<Assumption>>,
    id: String,
    name: String,
) -> impl IntoView {
    let first = now.get_untracked().unwrap_or_default();
    let of = first.unit;
    // While a slider is dragged its own value stands, not the one that the engine is still at.
    let value = Memo::new(move |_| {
        let draft = page.draft.get().filter(|draft| {
            row.with_value(|row| draft.outcome == row.outcome && draft.assumption == row.code)
        });
        draft.map_or_else(|| now.get().map(|one| one.value).unwrap_or_default(), |draft| draft.value)
    });
    let part = move |of: fn(&Assumption) -> f64| {
        move || {
            now.with(|now| now.as_ref().map(|one| esito_model::number::digits12(of(one))).unwrap_or_default())
        }
    };
    let put = move |value: f64| {
        if let Some(one) = now.get_untracked() {
            let new = row.with_value(|row| row.assumed(value));
            page.put(&new, &one);
        }
    };
    let slide = move |event| {
        let value = event_target_value(&event).parse::<f64>().ok();
        if let Some(value) = value {
            page.drag(row.with_value(|row| row.assumed(value)));
        }
    };
    let slid = move |event| {
        if let Ok(value) = event_target_value(&event).parse::<f64>() {
            put(value);
        }
    };
    // A field that was emptied or holds no number goes back to what it was.
    let again = RwSignal::new(0_u32);
    let typed = move |event| match from_field(&event_target_value(&event), of) {
        Some(value) => {
            put(value);
            again.update(|again| *again += 1);
        }
        None => again.update(|again| *again += 1),
    };
    let shown = move || {
        again.track();
        field(value.get(), of)
    };
    let spoken = move || now.with(|now| now.as_ref().map(|one| spoken(page, one, value.get())));
    let currency = row.with_value(|row| row.currency.clone());
    view! {
        <div class="row-fields">
            <input
                type="range"
                aria-label=name.clone()
                aria-valuetext=spoken
                min=part(|one| one.least)
                max=part(|one| one.most)
                step=part(|one| one.step)
                prop:value=move || esito_model::number::digits12(value.get())
                on:input=slide
                on:change=slid
            />
            <span class="row-field">
                <input id=id type="number" step="any" inputmode="decimal" prop:value=shown on:change=typed/>
                <span class="row-unit">{unit(of, &currency)}</span>
            </span>
            <span class="row-print">{move || now.with(|now| now.as_ref().and_then(|one| self::spoken(page, one, value.get())))}</span>
        </div>
    }
}

fn words(page: Page) -> Option<Words> {
    page.worth.base.with(|base| match base {
        crate::state::State::Ready(base) => base.map.as_ref().map(Words::of),
        _ => None,
    })
}

fn spoken(page: Page, one: &Assumption, value: f64) -> Option<String> {
    Some(words(page)?.value(value, one.unit))
}

/// What the framework says, what was tried, where it breaks even.
fn facts(page: Page, one: &Assumption) -> Option<impl IntoView + use<>> {
    let words = words(page)?;
    let shown = |value: f64| words.value(value, one.unit);
    let stated = one.changed.then(|| t_with("value.framework_says", &[("value", &shown(one.stated))]));
    let key = if one.assumed { "value.tried_assumed" } else { "value.tried_stated" };
    let tried = t_with(key, &[("low", &shown(one.low)), ("high", &shown(one.high))]);
    let even = one
        .break_even
        .map_or_else(|| t("value.no_break_even"), |even| t_with("value.even_at", &[("value", &shown(even))]));
    Some(view! {
        {stated.map(|stated| view! { <p class="stated">{stated}</p> })}
        <p>{tried}</p>
        <p>{even}</p>
    })
}

/// What shows the assumption, or that nothing does.
fn evidence(one: &Assumption) -> impl IntoView + use<> {
    let label = match (one.support, one.assumption.as_str()) {
        (Support::Shown, "proxy") => t("value.source"),
        (Support::Shown, _) => t("value.evidence"),
        _ => String::new(),
    };
    match one.support {
        Support::Shown if one.unit == Unit::Count => ().into_any(),
        Support::Shown => {
            view! { <p><span class="when">{label}</span>" "{one.evidence.get(lang().code()).to_owned()}</p> }
                .into_any()
        }
        Support::Unshown => {
            let words = if one.assumption == "proxy" { "value.no_source" } else { "value.no_evidence" };
            view! { <p class="missing">{warning()}{t(words)}</p> }.into_any()
        }
        Support::Missing => view! { <p class="missing">{warning()}{t("value.not_stated")}</p> }.into_any(),
        Support::NotAsked => ().into_any(),
    }
}

/// The indicator that counts a quantity: its page opens the number down to its rows.
fn counted(page: Page, row: StoredValue<Row>) -> Option<impl IntoView + use<>> {
    let id = row.with_value(|row| row.indicator.clone())?;
    let label = {
        let id = id.clone();
        move || {
            let answer = page.dashboard.ready();
            let found = answer
                .as_ref()
                .and_then(|answer| answer.framework.indicators.iter().find(|known| known.id == id));
            let label = found.map(|found| found.label.get(lang().code()).to_owned());
            label.filter(|label| !label.is_empty()).unwrap_or_else(|| id.clone())
        }
    };
    let href = move || page.address.href(Place::Indicator, &[("indicator", &id)]);
    Some(view! { <p class="when">{t("value.counted_by")}" "<a href=href>{label}</a></p> })
}

/// A shape beside the words, so that colour does not speak alone.
fn warning() -> impl IntoView {
    view! {
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 1l4.5 8h-9z"/></svg>
    }
}
