//! The finding in a sentence, and the figures under it: both conventions, what it is worth, when it has paid.

use super::words::{Words, convention};
use super::{Page, own};
use crate::components::SaveAnswer;
use crate::i18n::{lang, t, t_count, t_with};
use crate::state::use_dashboard;
use esito_model::number::digits12;
use esito_model::{OtherQuestion, Support, Valuation, ValueMap, Writable};
use leptos::prelude::*;

/// Headline, explanation, figures.
#[component]
pub(super) fn Lead(page: Page) -> impl IntoView {
    let dashboard = use_dashboard();
    let saved =
        Memo::new(move |_| Some(Writable::Sealed(OtherQuestion::Valuation { assumed: page.set.get() })));
    move || {
        let shown = page.worth.shown()?;
        let (map, valuation) = (shown.map.as_ref()?, shown.valuation.as_ref()?);
        let words = Words::of(map);
        let title = dashboard.ready().map(|answer| answer.framework.title.get(lang().code()).to_owned());
        let over = [title.unwrap_or_default(), t("value.over")];
        let over = over.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let gaps = gaps(valuation);
        Some(view! {
            <section class="lead">
                <p class="over">{over}</p>
                <h1>{headline(valuation, &words)}</h1>
                <p>{explained(valuation, &words)}</p>
                {(gaps > 0).then(|| view! {
                    <p class="gap"><button type="button" class="link missing" on:click=move |_| bring("map")>{t_count("value.gaps", gaps, &[])}</button></p>
                })}
                <div class="choices"><SaveAnswer asked=saved name="value"/></div>
            </section>
            <Own page=page/>
            {figures(map, valuation, &words)}
        })
    }
}

/// The finding, said as carefully as it was found.
fn headline(valuation: &Valuation, words: &Words) -> String {
    let Some(ratio) = valuation.ratio else {
        return t(if valuation.outcomes.is_empty() { "value.no_outcomes" } else { "value.no_ratio" });
    };
    let (ratio, unit) = (words.ratio(ratio), words.for_each());
    match &valuation.range {
        Some(range) => {
            let (low, high) = (words.ratio(range.p5), words.ratio(range.p95));
            let args = [("ratio", ratio.as_str()), ("unit", &unit), ("low", &low), ("high", &high)];
            t_with("value.headline", &args)
        }
        None => t_with("value.headline_plain", &[("ratio", &ratio), ("unit", &unit)]),
    }
}

fn explained(valuation: &Valuation, words: &Words) -> String {
    let (Some(present), Some(net)) = (valuation.present_value, valuation.net_value) else {
        return t("value.no_outcomes_help");
    };
    let inputs = words.money(valuation.inputs.major());
    let (present, left) = (words.money(present), words.money(net.abs()));
    let args = [("present", present.as_str()), ("inputs", &inputs), ("net", &left)];
    let first = t_with(if net < 0.0 { "value.lead_less" } else { "value.lead_more" }, &args);
    let Some(range) = &valuation.range else { return first };
    let args =
        [("share", words.share(range.at_least_one)), ("runs", words.format.whole(u64::from(range.runs)))];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    format!("{first} {}", t_with("value.lead_runs", &args))
}

/// Assumptions that the framework does not state, or that nothing shows.
fn gaps(valuation: &Valuation) -> u64 {
    let open = |support: Support| matches!(support, Support::Missing | Support::Unshown);
    valuation.assumptions.iter().filter(|one| open(one.support)).count() as u64
}

/// How many of the reader's assumptions cannot be, or are not of this map.
fn passed_over(valuation: &Valuation) -> u64 {
    let codes = ["assumption-outside", "assumption-unknown"];
    valuation.remarks.iter().filter(|remark| codes.contains(&remark.code.as_str())).count() as u64
}

fn figures(map: &ValueMap, valuation: &Valuation, words: &Words) -> impl IntoView + use<> {
    let rate = words.share(valuation.discount_rate);
    let of = |first| t_with("value.at_rate", &[("convention", &convention(first)), ("rate", &rate)]);
    let ratio = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| words.ratio(value));
    let exact = |value: Option<f64>| value.map(digits12).unwrap_or_default();
    let other = &valuation.other_convention;
    let same = exact(other.ratio) == exact(valuation.ratio);
    let money = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| words.money(value));
    let years = |value: f64| words.value(value, esito_model::Unit::Years);
    let (paid, when) = match valuation.payback_years {
        Some(value) => (years(value), t("value.payback_is")),
        None => (t("value.never"), t("value.never_is")),
    };
    let conventions = if same { t("value.same_convention") } else { of(other.first_year) };
    let inputs = map.inputs.len() as u64;
    view! {
        <div class="kpis" id="figures">
            <div class="kpi">
                <h2>{t("value.ratio")}</h2>
                <p class="big"><data id="ratio" value=exact(valuation.ratio)>{ratio(valuation.ratio)}</data></p>
                <p class="ci">{of(valuation.first_year)}</p>
            </div>
            <div class="kpi">
                <h2>{t("value.other_ratio")}</h2>
                <p class="big"><data id="other-ratio" value=exact(other.ratio)>{ratio(other.ratio)}</data></p>
                <p class="ci">{conventions}</p>
            </div>
            <div class="kpi">
                <h2>{t("value.net_value")}</h2>
                <p class="big"><data id="net-value" value=exact(valuation.net_value)>{money(valuation.net_value)}</data></p>
                <p class="ci">{t_count("value.inputs_of", inputs, &[("amount", &words.money(valuation.inputs.major()))])}</p>
            </div>
            <div class="kpi">
                <h2>{t("value.payback")}</h2>
                <p class="big"><data id="payback" value=exact(valuation.payback_years)>{paid}</data></p>
                <p class="ci">{when}</p>
            </div>
        </div>
    }
}

/// What is the reader's own, said before any number.
#[component]
fn Own(page: Page) -> impl IntoView {
    move || {
        let set = own::with_draft(page.set.get(), page.draft.get());
        if set.is_empty() {
            return None;
        }
        let base = page.worth.base.get().ready()?;
        let words = base.map.as_ref().map(Words::of)?;
        let stated = base.valuation.as_ref().and_then(|valuation| valuation.ratio);
        let stated = stated.map_or_else(|| "–".to_owned(), |ratio| words.ratio(ratio));
        let text = match (page.worth.failure.get(), page.worth.own.get()) {
            (Some(_), _) => t("value.own_failed"),
            (None, None) => t("value.own_waits"),
            (None, Some(_)) => t_with("value.own_stated", &[("ratio", &stated)]),
        };
        let own = page.worth.own.get();
        let own = own.as_ref().and_then(|own| own.valuation.as_ref());
        let passed = own.map_or(0, passed_over);
        // What could not be used is not the reader's own either; the remarks say why.
        let own = own.map_or(set.len(), |own| own.assumptions.iter().filter(|one| one.changed).count());
        Some(view! {
            <div class="own-note" role="note">
                <p>
                    {(own > 0 || passed == 0).then(|| view! { <b>{t_count("value.own", own as u64, &[])}</b>" "{text} })}
                    {(passed > 0).then(|| view! {
                        " "<button type="button" class="link missing" on:click=move |_| bring("remarks")>{t_count("value.passed_over", passed, &[])}</button>
                    })}
                </p>
                <button type="button" class="btn" on:click=move |_| page.reset()>{t("value.reset")}</button>
            </div>
        })
    }
}

/// Brings a part of the page into view. A link to `#…` would follow the `base` element to another page.
fn bring(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}
