//! Parties, costs of an outcome, and every flow with its row, as tables.

use super::{amount, percent, reason, role};
use crate::address::use_address;
use crate::components::RowsOf;
use crate::components::save::{csv_text, save_text};
use crate::i18n::{format, t, t_count, t_with};
use esito_charts::{Locale, Quantity, format as numbers};
use esito_model::{CostPerOutcome, Flow, FlowKind, Money, MoneyOverTime, PartyMoney, Return};
use leptos::prelude::*;

/// The keys of the address: whose flows are shown, and which one is open.
const WHOSE: &str = "flows";
const OPENED: &str = "flow";

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
pub(super) fn parties(plan: &MoneyOverTime, at: usize) -> impl IntoView + use<> {
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
                <td class="number">{to_flows(at, "from", &party.name, party.paid, plan)}<span class="when block">{committed}</span></td>
                <td class="number">{to_flows(at, "to", &party.name, party.received, plan)}</td>
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

/// Every flow, opened to its row, and the file of them; those of one party where an amount of it led here.
#[component]
pub(super) fn Flows(plan: MoneyOverTime, at: usize) -> impl IntoView {
    let address = use_address();
    let (whose, opened) = (address.memo(WHOSE), address.memo(OPENED));
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
    let text = csv_text(&file(&plan));
    // Several sections on money share the address.
    let own = move |text: &str| -> Option<String> {
        text.split_once(':').filter(|(number, _)| *number == at.to_string()).map(|(_, rest)| rest.to_owned())
    };
    let plan = StoredValue::new(plan);
    let narrowed = Memo::new(move |_| {
        let whose = whose.get()?;
        let rest = own(&whose)?;
        let (side, party) = rest.split_once(':')?;
        Some((side.to_owned(), party.to_owned()))
    });
    let open =
        move || narrowed.with(Option::is_some) || opened.get().is_some_and(|open| own(&open).is_some());
    let body = move || {
        let narrowed = narrowed.get();
        plan.with_value(|plan| {
            let of = |flow: &Flow| match &narrowed {
                Some((side, party)) if side == "from" => flow.from == *party,
                Some((_, party)) => flow.to == *party,
                None => true,
            };
            let flows = plan.flows.iter().enumerate().filter(|(_, flow)| of(flow));
            flows.map(|(number, flow)| row(plan, flow, format!("{at}:{}", number + 1))).collect_view()
        })
    };
    let back = move || {
        narrowed.get().map(|(side, party)| {
            let key = if side == "from" { "money.only_from" } else { "money.only_to" };
            view! {
                <p class="ways">
                    <button type="button" class="btn" on:click=move |_| address.set(WHOSE, None)>
                        {t_with(key, &[("who", &party)])}" "<span aria-hidden="true">"×"</span>
                    </button>
                </p>
            }
        })
    };
    view! {
        <details class="origin money-flows" id=format!("flows-of-{at}") open=open>
            <summary>{count}{left_out.map(|words| view! { <span class="missing">" "{words}</span> })}</summary>
            {back}
            <div class="scroll" tabindex="0" role="region" aria-label=t("money.every_flow")>
                <table class="m" id="flows">
                    <thead><tr>{heads(&keys)}<th scope="col" class="screen"><span class="unseen">{t("contracts.open")}</span></th></tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <p class="ways">
                <button type="button" class="btn" on:click=move |_| save_text(&name, "text/csv", &text)>{t("money.save")}</button>
            </p>
        </details>
    }
}

/// A flow, and its row where it is open.
fn row(plan: &MoneyOverTime, flow: &Flow, number: String) -> impl IntoView + use<> {
    let address = use_address();
    let opened = address.memo(OPENED);
    let number = StoredValue::new(number);
    let open =
        Memo::new(move |_| opened.with(|opened| number.with_value(|own| opened.as_ref() == Some(own))));
    let toggle = move |_| {
        let next = (!open.get_untracked()).then(|| number.get_value());
        address.set(OPENED, next.as_deref());
    };
    let state = t(if flow.planned { "money.state_planned" } else { "money.state_actual" });
    let place = (flow.file.clone(), flow.line);
    let id = format!("flow-{}", number.get_value().replace(':', "-"));
    let controls = id.clone();
    let label = format!("{} {}", t("contracts.open"), flow.line);
    let below = move || {
        open.get().then(|| {
            view! { <tr class="opened" id=id.clone()><td colspan="8"><div class="opened-line"><RowsOf places=vec![place.clone()]/></div></td></tr> }
        })
    };
    view! {
        <tr>
            <th scope="row">{format().day(&flow.date)}</th>
            <td>{kind(flow.kind)}</td>
            <td>{flow.from.clone()}</td>
            <td>{flow.to.clone()}</td>
            <td class="number">{amount(plan, flow.amount)}</td>
            <td>{state}</td>
            <td><code>{format!("{}:{}", flow.file, flow.line)}</code></td>
            <td class="screen">
                <button type="button" class="quiet" aria-expanded=move || open.get().to_string() aria-controls=controls aria-label=label on:click=toggle>
                    {move || t(if open.get() { "contracts.close" } else { "contracts.open" })}
                </button>
            </td>
        </tr>
        {below}
    }
}

/// An amount that leads to the flows that it is the sum of.
fn to_flows(at: usize, side: &'static str, party: &str, money: Money, plan: &MoneyOverTime) -> AnyView {
    let address = use_address();
    let words = amount(plan, money);
    if money == Money(0) {
        return words.into_any();
    }
    let value = format!("{at}:{side}:{party}");
    let label = t_with("money.to_flows", &[("amount", &words)]);
    let go = move |_| {
        address.set(WHOSE, Some(&value));
        if let Some(element) = document().get_element_by_id(&format!("flows-of-{at}")) {
            element.scroll_into_view();
        }
    };
    view! { <button type="button" class="amount" aria-label=label on:click=go>{words}</button> }.into_any()
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
