//! What tried rules would pay: beside the agreed ones, rule by rule, and as a statement down to its rows.

use super::editor::say_of;
use super::lines::Lines;
use super::reconciled::Ledger;
use super::say::named;
use super::take::TakeTried;
use crate::address::use_address;
use crate::i18n::{t, t_count};
use crate::pages::data::{codes, said};
use esito_model::Trial;
use leptos::prelude::*;
use std::sync::Arc;

/// The statement under the tried rules, worked out when it is asked for.
#[component]
pub(super) fn Tried(trial: Memo<Arc<Trial>>, lines: Memo<bool>) -> impl IntoView {
    let address = use_address();
    let toggle = move |_| {
        let next = (!lines.get_untracked()).then_some("shown");
        address.push(|query| query.with("lines", next).with("line", None).with("from", None));
    };
    let statement = move || {
        if !lines.get() {
            return ().into_any();
        }
        let trial = trial.get();
        // The statement of before carried no lines: the next one is on its way.
        let (Some(csv), Some(statement), Some(say)) =
            (trial.csv.clone(), trial.statement.clone(), say_of(&trial))
        else {
            return ().into_any();
        };
        let statement = Arc::new(statement);
        view! {
            <TakeTried statement=Arc::clone(&statement) csv=csv/>
            <Lines statement=Arc::clone(&statement) say=say/>
            {(!statement.reconciled.is_empty()).then(|| view! { <Ledger statement=statement/> })}
        }
        .into_any()
    };
    let there = move || trial.with(|trial| trial.statement.is_some());
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{t("rules.statement")}</h2>
                <button type="button" class="btn" aria-expanded=move || lines.get().to_string() disabled=move || !there() on:click=toggle>
                    {move || t(if lines.get() { "rules.statement_hide" } else { "rules.statement_show" })}
                </button>
            </div>
            <p class="sub">{t("rules.statement_help")}</p>
            {statement}
        </section>
    }
}

/// The tried rules beside the agreed ones, rule by rule.
#[component]
pub(super) fn Difference(trial: Memo<Arc<Trial>>) -> impl IntoView {
    let body = move || {
        let trial = trial.get();
        let Some(say) = say_of(&trial) else {
            return view! { <p class="advice" role="alert">{t("contracts.trial_left_out")}</p> }.into_any();
        };
        let statement = trial.statement.clone().unwrap_or_default();
        let rows = trial.rules.iter().map(|rule| {
            let name = named(&rule.label, &rule.id);
            let new = (!rule.agreed).then(|| view! { <span class="when">{t("contracts.new_rule")}</span> });
            view! {
                <tr>
                    <th scope="row">{name}{new}</th>
                    <td class="number">{say.units(rule.units_before)}</td>
                    <td class="number">{say.units(rule.units_after)}</td>
                    <td class="number">{say.money(rule.before)}</td>
                    <td class="number">{say.money(rule.after)}</td>
                    <td class="number strong">{say.change(rule.difference)}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t("contracts.trial_table")>
                <table class="m money">
                    <caption class="unseen">{t("contracts.trial_table")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("contracts.rule")}</th>
                            <th scope="col" class="number">{t("contracts.units_agreed")}</th>
                            <th scope="col" class="number">{t("contracts.units_tried")}</th>
                            <th scope="col" class="number">{t("contracts.agreed")}</th>
                            <th scope="col" class="number">{t("contracts.tried")}</th>
                            <th scope="col" class="number">{t("contracts.difference")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr class="totals">
                            <th scope="row" colspan="3">{t("contracts.in_total")}</th>
                            <td class="number">{say.money(trial.agreed)}</td>
                            <td class="number" id="tried-total">{say.money(statement.total)}</td>
                            <td class="number strong">{say.change(trial.difference)}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        }
        .into_any()
    };
    let said = move || {
        let trial = trial.get();
        let items = trial.remarks.iter().map(|remark| {
            view! { <li><b>{codes::title(&remark.code)}</b>" "{said::in_line(remark)}</li> }
        });
        let items = items.collect_view();
        (!trial.remarks.is_empty()).then(|| {
            view! {
                <div class="advice">
                    <p>{t_count("contracts.trial_remarks", trial.remarks.len() as u64, &[])}</p>
                    <ul>{items}</ul>
                </div>
            }
        })
    };
    view! { {body}{said} }
}
