//! What partners claim of an outcome beside what was observed.

use super::Page;
use super::words::Words;
use crate::i18n::{lang, t, t_with};
use esito_model::{Claim, ClaimCheck, Unit, ValueMap};
use leptos::prelude::*;

/// The claims, where there are any.
#[component]
pub(super) fn Claims(page: Page) -> impl IntoView {
    move || {
        let shown = page.worth.shown()?;
        let (map, valuation) = (shown.map.as_ref()?, shown.valuation.as_ref()?);
        if valuation.claims.is_empty() {
            return None;
        }
        let words = Words::of(map);
        let checks = valuation.claims.iter().map(|check| one(check, map, &words));
        Some(view! {
            <section class="section" id="claims">
                <div class="section-head"><h2>{t("value.claims")}</h2></div>
                <p class="sub">{t("value.claims_text")}</p>
                {checks.collect_view()}
            </section>
        })
    }
}

fn one(check: &ClaimCheck, map: &ValueMap, words: &Words) -> impl IntoView + use<> {
    let number = |value: f64| words.value(value, Unit::Count);
    let args = [("claimed", number(check.claimed)), ("observed", number(check.observed))];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let verdict = t_with(if check.too_much { "value.claims_too_much" } else { "value.claims_fit" }, &args);
    let own = map.claims.iter().filter(|claim| claim.outcome == check.outcome);
    let dash = || "–".to_owned();
    let row = |claim: &Claim| {
        let part = check.parts.iter().find(|(who, _)| *who == claim.who).map(|(_, part)| number(*part));
        let share = claim.share.map_or_else(|| t("value.no_share"), |share| words.share(share));
        view! {
            <tr>
                <th scope="row">{claim.who.get(lang().code()).to_owned()}</th>
                <td class="number">{claim.quantity.map_or_else(dash, number)}</td>
                <td class="number">{share}</td>
                <td class="number">{part.unwrap_or_else(dash)}</td>
            </tr>
        }
    };
    let rows = own.map(row).collect_view();
    let outcome = words.outcome(&check.outcome);
    let heads = ["value.partner", "value.claimed", "value.agreed", "value.part"];
    let heads = heads.map(|key| {
        view! { <th scope="col" class=(key != "value.partner").then_some("number")>{t(key)}</th> }
    });
    let class = if check.too_much { "verdict missing" } else { "verdict" };
    view! {
        <article class="worth">
            <header><h3>{outcome.clone()}</h3><p class=class>{verdict}</p></header>
            <div class="scroll" tabindex="0" role="region" aria-label=outcome>
                <table class="m claims">
                    <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </article>
    }
}
