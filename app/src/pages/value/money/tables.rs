//! Parties, costs of an outcome, and every flow with its row, as tables.

use super::{amount, percent, reason, role};
use crate::components::save::{csv_text, save_text};
use crate::i18n::{format, t, t_count, t_with};
use esito_charts::{Locale, Quantity, format as numbers};
use esito_model::{CostPerOutcome, Flow, FlowKind, Money, MoneyOverTime, PartyMoney, Return};
use leptos::prelude::*;

fn dash() -> String {
    "–".to_owned()
}

fn heads(keys: &[(&str, bool)]) -> impl IntoView + use<> {
    let head = |(key, number): &(&str, bool)| {
        view! { <th scope="col" class=number.then_some("number")>{t(key)}</th> }
    };
    keys.iter().map(head).collect_view()
}

/// Who bears which risk: what each party paid and got, and what it stands to lose.
pub(super) fn parties(plan: &MoneyOverTime) -> impl IntoView + use<> {
    let row = |party: &PartyMoney| {
        let worth = |found: &Return| found.present_value.map_or_else(dash, |value| money(plan, value));
        let rate = |found: &Return| found.rate.map_or_else(|| reason(&found.reason), percent);
        let expected = party.expected.as_ref();
        let planned = expected
            .filter(|found| found.rate.is_some())
            .map(|found| t_with("money.with_planned", &[("value", &rate(found))]));
        let planned_worth = expected.map(|found| t_with("money.with_planned", &[("value", &worth(found))]));
        let on = party.most_out_on.as_ref().map(|on| format().day(on)).unwrap_or_default();
        let committed = (party.committed > Money(0))
            .then(|| t_with("money.committed", &[("amount", &amount(plan, party.committed))]));
        view! {
            <tr>
                <th scope="row">{party.name.clone()}<span class="when block">{role(&party.role)}</span></th>
                <td class="number">{amount(plan, party.paid)}<span class="when block">{committed}</span></td>
                <td class="number">{amount(plan, party.received)}</td>
                <td class="number">{amount(plan, party.most_out)}<span class="when block">{on}</span></td>
                <td class="number" class:lost=party.at_risk.0.is_positive()>{amount(plan, party.at_risk)}</td>
                <td class="number">{rate(&party.so_far)}<span class="when block">{planned}</span></td>
                <td class="number">{worth(&party.so_far)}<span class="when block">{planned_worth}</span></td>
            </tr>
        }
    };
    let rows = plan.parties.iter().map(row).collect_view();
    let keys = [
        ("money.party", false),
        ("money.paid", true),
        ("money.received", true),
        ("money.most_out", true),
        ("money.at_risk", true),
        ("money.irr", true),
        ("money.npv", true),
    ];
    let rate = plan
        .discount_rate
        .map_or_else(|| t("money.no_discount"), |rate| t_with("money.discount", &[("rate", &percent(rate))]));
    view! {
        <div class="money-table">
            <h3>{t("money.risk")}</h3>
            <p class="sub">{t("money.risk_text")}" "{rate}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=t("money.risk")>
                <table class="m" id="parties"><thead><tr>{heads(&keys)}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </div>
    }
}

fn money(plan: &MoneyOverTime, value: f64) -> String {
    numbers::value(value, &Quantity::money(&plan.currency), &format())
}

/// What an outcome cost the payer and the provider.
pub(super) fn costs(plan: &MoneyOverTime) -> impl IntoView + use<> {
    if plan.per_outcome.is_empty() {
        let words = if plan.contract.is_some() { "money.no_cost" } else { "money.no_contract" };
        return view! { <div class="money-table"><h3>{t("money.cost")}</h3><p class="calm">{t(words)}</p></div> }.into_any();
    }
    let row = |one: &CostPerOutcome| {
        let value = one.value.map_or_else(|| t("money.no_outcomes"), |value| money(plan, value));
        let interval = match (one.low, one.high) {
            (Some(low), Some(high)) => {
                numbers::interval(low, high, &Quantity::money(&plan.currency), &format())
            }
            _ => dash(),
        };
        let counted = t(if one.counted == "verified" { "money.verified" } else { "money.claimed" });
        view! {
            <tr>
                <th scope="row">{role(&one.side)}</th>
                <td>{counted}</td>
                <td class="number">{format().number(one.outcomes, 0, 1)}</td>
                <td class="number">{amount(plan, one.cost)}</td>
                <td class="number strong">{value}</td>
                <td class="number">{interval}</td>
            </tr>
        }
    };
    let rows = plan.per_outcome.iter().map(row).collect_view();
    let keys = [
        ("money.side", false),
        ("money.counted", false),
        ("money.outcomes", true),
        ("money.spent", true),
        ("money.per_outcome", true),
        ("figure.interval", true),
    ];
    view! {
        <div class="money-table">
            <h3>{t("money.cost")}</h3>
            <p class="sub">{t("money.cost_text")}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=t("money.cost")>
                <table class="m" id="costs"><thead><tr>{heads(&keys)}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </div>
    }
    .into_any()
}

/// Every flow with the row that it comes from, and the file of them.
pub(super) fn flows(plan: &MoneyOverTime) -> impl IntoView + use<> {
    let row = |flow: &Flow| {
        let state = t(if flow.planned { "money.state_planned" } else { "money.state_actual" });
        view! {
            <tr>
                <th scope="row">{format().day(&flow.date)}</th>
                <td>{kind(flow.kind)}</td>
                <td>{flow.from.clone()}</td>
                <td>{flow.to.clone()}</td>
                <td class="number">{amount(plan, flow.amount)}</td>
                <td>{state}</td>
                <td><code>{format!("{}:{}", flow.file, flow.line)}</code></td>
            </tr>
        }
    };
    let rows = plan.flows.iter().map(row).collect_view();
    let keys = [
        ("money.day", false),
        ("money.kind", false),
        ("money.from", false),
        ("money.to", false),
        ("value.amount", true),
        ("figure.status", false),
        ("money.row", false),
    ];
    let count = t_count("money.flows", plan.flows.len() as u64, &[]);
    let left_out = (plan.left_out > 0).then(|| t_count("money.left_out", plan.left_out, &[]));
    let name = format!("{}.csv", plan.id);
    let text = csv_text(&file(plan));
    view! {
        <details class="origin money-flows">
            <summary>{count}{left_out.map(|words| view! { <span class="missing">" "{words}</span> })}</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=t("money.every_flow")>
                <table class="m" id="flows"><thead><tr>{heads(&keys)}</tr></thead><tbody>{rows}</tbody></table>
            </div>
            <p class="ways">
                <button type="button" class="btn" on:click=move |_| save_text(&name, "text/csv", &text)>{t("money.save")}</button>
            </p>
        </details>
    }
}

fn file(plan: &MoneyOverTime) -> Vec<Vec<String>> {
    let head = ["date", "kind", "from", "to", "amount", "currency", "state", "file", "line"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(plan.flows.iter().map(|flow| {
        let state = if flow.planned { "planned" } else { "actual" };
        vec![
            flow.date.clone(),
            flow.kind.code().to_owned(),
            flow.from.clone(),
            flow.to.clone(),
            flow.amount.text(plan.decimals),
            plan.currency.clone(),
            state.to_owned(),
            flow.file.clone(),
            flow.line.to_string(),
        ]
    }));
    rows
}

fn kind(kind: FlowKind) -> String {
    t(match kind {
        FlowKind::Commitment => "money.commitment",
        FlowKind::Investment => "money.investment",
        FlowKind::Repayment => "money.repayment",
        FlowKind::Payment => "money.payment",
        FlowKind::Cost => "money.of_delivery",
    })
}
