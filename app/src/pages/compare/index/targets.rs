//! Targets of indicators: the framework's, what a party wants instead, and the reader's own.

use super::part::{Part, Words};
use crate::i18n::{format, t, t_with};
use esito_charts::{Quantity, format as written};
use esito_model::number::digits12;
use esito_model::{IndexNormalise, Indicator};
use leptos::prelude::*;

/// A field for each indicator of the index.
#[component]
pub(super) fn Targets(part: Part) -> impl IntoView {
    let members = part.index.with_untracked(|index| {
        let members = index.pillars.iter().flat_map(|pillar| &pillar.indicators);
        members.map(|member| member.id.clone()).collect::<Vec<_>>()
    });
    let counts = part.index.with_untracked(|index| index.normalise == IndexNormalise::DistanceToTarget);
    let help = t(if counts { "index.targets_count" } else { "index.targets_travel" });
    let fields = members.into_iter().map(|id| view! { <Target part=part id=id /> }).collect_view();
    view! {
        <details class="inside targets">
            <summary>{t("index.targets")}</summary>
            <p class="sub">{help}</p>
            {fields}
        </details>
    }
}

/// One target: a number in the indicator's unit, how it reads, what others want.
#[component]
fn Target(part: Part, id: String) -> impl IntoView {
    let words = untrack(|| Words::of(part));
    let label = words.indicator(&id);
    let of = |id: &str| -> Option<Indicator> {
        part.answer.with_value(|answer| answer.framework.indicators.iter().find(|one| one.id == id).cloned())
    };
    let quantity = of(&id).map(|indicator| Quantity::of(indicator.unit)).unwrap_or_default();
    let promised = part.answer.with_value(|answer| Some(answer.framework.target(&id, None)?.target.value));
    let quantity = StoredValue::new(quantity);
    let shown = move |value: f64| quantity.with_value(|quantity| written::value(value, quantity, &format()));
    let id = StoredValue::new(id);
    let value = Memo::new(move |_| {
        part.setting.with(|setting| id.with_value(|id| setting.targets.get(id).copied())).or(promised)
    });
    let text = move || value.get().map(digits12).unwrap_or_default();
    let settled = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event).trim().replace(',', ".");
        match (typed.is_empty(), typed.parse::<f64>().ok().filter(|number| number.is_finite())) {
            (true, _) => part.aim(&id.get_value(), None),
            (false, Some(number)) => part.aim(&id.get_value(), Some(number)),
            // What is no number is put back as it was.
            (false, None) => {
                let was = value.get_untracked().map(digits12).unwrap_or_default();
                event_target::<web_sys::HtmlInputElement>(&event).set_value(&was);
            }
        }
    };
    let others = move || {
        let words = Words::of(part);
        let wanted = part.parties().into_iter().filter_map(|party| {
            let target = id.with_value(|id| party.targets.get(id).copied())?;
            Some(t_with("index.target_of", &[("who", &words.party(&party.id)), ("target", &shown(target))]))
        });
        let promised = promised.map(|value| {
            t_with("index.target_of", &[("who", &t("index.as_written")), ("target", &shown(value))])
        });
        promised.into_iter().chain(wanted).collect::<Vec<_>>().join(" · ")
    };
    let name = id.with_value(|id| format!("t-{id}"));
    let field = t_with("index.target_field", &[("name", &label)]);
    view! {
        <div class="target">
            <label for=name.clone()>{label}</label>
            <span class="share">{move || value.get().map_or_else(|| "–".to_owned(), shown)}</span>
            <input type="number" id=name step="any" inputmode="decimal" aria-label=field prop:value=text on:change=settled />
            <p class="when">{others}</p>
        </div>
    }
}
