//! The rules as sentences with what each paid, and how far each cap is used.

use super::figures::{cohort_name, verdict};
use super::lines::ToLines;
use super::say::{Say, cap_figures, cap_name, named};
use crate::address::{Page, use_address};
use crate::i18n::{format, t, t_count, t_with};
use esito_charts::{Quantity, format as written};
use esito_model::{MeasuredEffect, RuleState, Statement, Unit};
use leptos::prelude::*;
use std::sync::Arc;

/// The rules.
#[component]
pub(super) fn Rules(statement: Arc<Statement>, say: Say) -> impl IntoView {
    let address = use_address();
    let id = statement.contract.clone();
    let items = statement.rules.iter().map(|rule| view! { <Rule rule=rule.clone() say=say.clone()/> });
    let items = items.collect_view();
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{t("contracts.rules")}</h2>
                <a class="btn" href=move || address.href(Page::Contracts, &[("contract", &id), ("view", "rules")])>
                    {t("contracts.try_rules")}
                </a>
            </div>
            <ol class="rules">{items}</ol>
        </section>
    }
}

#[component]
fn Rule(rule: RuleState, say: Say) -> impl IntoView {
    let mut facts = vec![t_with("contracts.units_paid", &[("units", &say.units(rule.units))])];
    if rule.waiting > 0 {
        facts.push(t_count("contracts.lines_wait", rule.waiting, &[]));
    }
    if rule.unpaid > 0 {
        facts.push(t_count("contracts.lines_unpaid", rule.unpaid, &[]));
    }
    let effects = rule.effects.iter().map(|effect| view! { <li>{effect_words(effect)}</li> });
    let effects = effects.collect_view();
    view! {
        <li>
            <div class="rule-head">
                <h3>{named(&rule.label, &rule.id)}</h3>
                <p class="rule-paid"><ToLines key="rule" value=rule.id.clone() words=say.money(rule.amount)/></p>
            </div>
            <p class="rule-words">{say.text(&rule.words).to_owned()}</p>
            <p class="when">{facts.join(" · ")}</p>
            <ul class="rule-effects">{effects}</ul>
        </li>
    }
}

/// What was measured of a cohort, in a sentence.
fn effect_words(effect: &MeasuredEffect) -> String {
    let format = format();
    let share = Quantity::of(Unit::Share);
    let value =
        effect.value.map_or_else(|| t("contracts.no_result"), |value| written::value(value, &share, &format));
    let interval =
        effect.low.zip(effect.high).map(|(low, high)| written::interval(low, high, &share, &format));
    let interval = interval.map(|interval| format!(" ({interval})")).unwrap_or_default();
    format!("{}: {value}{interval}. {}.", cohort_name(&effect.cohort), verdict(effect))
}

/// Limit, use and effect of every cap.
#[component]
pub(super) fn Caps(statement: Arc<Statement>, say: Say) -> impl IntoView {
    if statement.caps.is_empty() {
        return ().into_any();
    }
    let rows = statement.caps.iter().map(|cap| {
        let (limit, used) = cap_figures(&say, cap);
        let reached = cap.reached.as_deref().map_or_else(|| t("contracts.not_reached"), |day| say.day(day));
        let lines = say.format.whole(cap.lines);
        let cut = match cap.lines {
            0 => lines.into_any(),
            _ => view! { <ToLines key="cap" value=cap.cap.clone() words=lines/> }.into_any(),
        };
        let withheld = if cap.withheld.0 > 0 { say.money(cap.withheld) } else { "–".to_owned() };
        view! {
            <tr>
                <th scope="row">{cap_name(&statement, &cap.cap)}</th>
                <td class="number">{limit}</td>
                <td class="number">{used}</td>
                <td>{reached}</td>
                <td class="number">{cut}</td>
                <td class="number">{withheld}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>{t("contracts.caps")}</h2></div>
            <div class="scroll" tabindex="0" role="region" aria-label=t("contracts.caps")>
                <table class="m money">
                    <caption class="unseen">{t("contracts.caps")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("contracts.cap")}</th>
                            <th scope="col" class="number">{t("contracts.limit")}</th>
                            <th scope="col" class="number">{t("contracts.used")}</th>
                            <th scope="col">{t("contracts.reached_on")}</th>
                            <th scope="col" class="number">{t("contracts.lines_cut")}</th>
                            <th scope="col" class="number">{t("contracts.withheld")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="figure-note">{t("contracts.caps_note")}</p>
        </section>
    }
    .into_any()
}
