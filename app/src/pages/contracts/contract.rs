//! One contract: what was found of it, its figures, its statement, its rules, who bears what.

use super::costs::Costs;
use super::figures::{agreed, contract_name, effects, over_time, timeline};
use super::lines::{Lines, MONTH, ToLines, narrow};
use super::reconciled::Ledger;
use super::rules::{Caps, Rules};
use super::say::{Say, role};
use super::shown::shown;
use super::take::Take;
use crate::address::{Page, use_address};
use crate::figure::FigureIf;
use crate::i18n::{t, t_count, t_with};
use crate::pages::data::{codes, said};
use crate::state::use_dashboard;
use esito_model::{Contract, ContractSummary, Money, Question, Remark, Risk, Statement};
use leptos::prelude::*;
use std::sync::Arc;

/// The view.
#[component]
pub(super) fn OneContract(id: String) -> impl IntoView {
    let address = use_address();
    let dashboard = use_dashboard();
    let id = StoredValue::new(id);
    let day = address.memo("as_of");
    let state = dashboard.statement(move || id.get_value(), move || day.get());
    view! {
        <p class="back"><a href=move || address.href(Page::Contracts, &[])>{t("contracts.all")}</a></p>
        {shown(state, |statement| view! { <Told statement=statement/> }.into_any())}
    }
}

#[component]
fn Told(statement: Arc<Statement>) -> impl IntoView {
    let dashboard = use_dashboard();
    let say = Say::of(&statement.currency, statement.decimals);
    let known = {
        let id = statement.contract.clone();
        Memo::new(move |_| dashboard.ready().and_then(|answer| agreed(&answer, &id)))
    };
    let figure = |make: fn(&Say, &Statement, Option<&Contract>) -> Option<crate::figure::Plate>| {
        let (say, statement) = (say.clone(), Arc::clone(&statement));
        Memo::new(move |_| known.with(|contract| make(&say, &statement, contract.as_ref())))
    };
    let (money, days) = (figure(over_time), figure(timeline));
    let measured = {
        let statement = Arc::clone(&statement);
        Memo::new(move |_| effects(&statement))
    };
    let costs = ContractSummary {
        id: statement.contract.clone(),
        currency: statement.currency.clone(),
        decimals: statement.decimals,
        costs: statement.costs.clone(),
        ..ContractSummary::default()
    };
    let question = Question::default;
    // A mark of the chart leads to the lines of its month.
    let has_days = !statement.summed;
    let months = statement.months.iter().filter(|_| has_days).map(|month| month.month.clone());
    let months: Vec<String> = months.collect();
    let address = use_address();
    let to_month = Callback::new(move |mark: esito_charts::Mark| {
        if let Some(month) = months.get(mark.index) {
            narrow(address, MONTH, month);
        }
    });
    let has_payments = !statement.reconciled.is_empty();
    view! {
        <Lead statement=Arc::clone(&statement) say=say.clone() contract=known/>
        <Four statement=Arc::clone(&statement) say=say.clone()/>
        <section class="section">
            <FigureIf plate=money question=question() choose=to_month/>
        </section>
        <section class="section">
            <FigureIf plate=measured question=question()/>
        </section>
        <section class="section timeline">
            <FigureIf plate=days question=question()/>
        </section>
        <Rules statement=Arc::clone(&statement) say=say.clone()/>
        <Lines statement=Arc::clone(&statement) say=say.clone()/>
        <Caps statement=Arc::clone(&statement) say=say.clone()/>
        {has_payments.then(|| view! { <Ledger statement=Arc::clone(&statement)/> })}
        <Costs contracts=vec![costs] alone=true/>
        <Risks statement=Arc::clone(&statement) say=say/>
        <Said remarks=statement.remarks.clone()/>
    }
}

#[component]
fn Lead(statement: Arc<Statement>, say: Say, contract: Memo<Option<Contract>>) -> impl IntoView {
    let parties = statement.parties.iter().map(|party| {
        view! { <li><span>{t(role(&party.role))}</span>" "<b>{party.name.clone()}</b></li> }
    });
    let parties = parties.collect_view();
    let term = {
        let say = say.clone();
        move || {
            contract.with(|contract| {
                let contract = contract.as_ref()?;
                let (starts, ends) = (contract.starts.as_deref()?, contract.ends.as_deref()?);
                Some(format!("{} – {}", say.day(starts), say.day(ends)))
            })
        }
    };
    let name = contract_name(&statement);
    let said = sentences(&say, &statement);
    view! {
        <section class="lead">
            <p class="over">{name}" "{move || term().map(|term| format!("· {term}"))}</p>
            <h1>{headline(&say, &statement)}</h1>
            {said.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            <ul class="parties">{parties}</ul>
            <Take statement=statement/>
        </section>
    }
}

/// The finding: what is paid of what was promised.
fn headline(say: &Say, statement: &Statement) -> String {
    let paid = say.about(statement.total);
    match statement.worth.promised {
        _ if statement.rows == 0 => t("contracts.heading_no_rows"),
        Some(promised) => {
            let promised = say.about(promised);
            t_with("contracts.heading_paid_of", &[("paid", &paid), ("promised", &promised)])
        }
        None => t_with("contracts.heading_paid", &[("paid", &paid)]),
    }
}

/// What else has to be said before the tables.
fn sentences(say: &Say, statement: &Statement) -> Vec<String> {
    let mut out = Vec::new();
    if statement.rows == 0 {
        out.push(t("contracts.no_rows_help"));
    }
    if let Some(day) = &statement.as_of {
        out.push(t_with("contracts.as_of", &[("day", &say.day(day))]));
    }
    let waiting = &statement.waiting;
    if waiting.lines > 0 {
        out.push(t_count("contracts.waits", waiting.lines, &[("amount", &say.money(waiting.amount))]));
    }
    let over = statement.risks.iter().find(|risk| risk.kind == "over_cap").and_then(|risk| risk.amount);
    if let Some(over) = over.filter(|over| over.0 > 0) {
        out.push(t_with("contracts.over_caps", &[("amount", &say.money(over))]));
    }
    if let Some(pace) = &statement.pace {
        out.push(match u64::try_from(pace.left) {
            Ok(left) if left > 0 => {
                let args = [("rest", say.money(pace.rest)), ("total", say.money(pace.total))];
                t_count("contracts.pace", left, &args.each_ref().map(|(key, text)| (*key, text.as_str())))
            }
            _ => t("contracts.ended"),
        });
    }
    out
}

/// Promised, achieved, verified, paid.
#[component]
fn Four(statement: Arc<Statement>, say: Say) -> impl IntoView {
    let worth = &statement.worth;
    let tile = |key: &'static str, help: &'static str, amount: Option<Money>| {
        let text = amount.map(|amount| say.money(amount));
        let absent = text.is_none();
        view! {
            <div class="kpi">
                <h2>{t(key)}</h2>
                <p class="big" class:absent=absent>{text.unwrap_or_else(|| t("contracts.no_cap"))}</p>
                <p class="ci">{t(help)}</p>
            </div>
        }
    };
    view! {
        <div class="kpis">
            {tile("contracts.promised", "contracts.promised_help", worth.promised)}
            {tile("contracts.achieved", "contracts.achieved_help", Some(worth.achieved))}
            {tile("contracts.verified", "contracts.verified_help", Some(worth.verified))}
            {tile("contracts.paid", "contracts.paid_help", Some(statement.total))}
        </div>
    }
}

/// Who bears which risk: what the rules and the rows say.
#[component]
fn Risks(statement: Arc<Statement>, say: Say) -> impl IntoView {
    if statement.risks.is_empty() {
        return ().into_any();
    }
    let payers: Vec<&str> = names(&statement, &["outcome_payer"]);
    let providers: Vec<&str> = names(&statement, &["provider", "investor"]);
    let bearer = |risk: &Risk| match (risk.bearer.as_str(), payers.is_empty(), providers.is_empty()) {
        ("payer", false, _) => payers.join(", "),
        ("payer", true, _) => t("contracts.role_payer"),
        (_, _, false) => providers.join(", "),
        _ => t("contracts.role_provider"),
    };
    let rows = statement.risks.iter().map(|risk| {
        view! {
            <tr>
                <th scope="row">{t(risk_key(&risk.kind))}</th>
                <td class="number">{risk.amount.map_or_else(|| "–".to_owned(), |amount| say.money(amount))}</td>
                <td class="number">{lines(&say, risk)}</td>
                <td>{bearer(risk)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>{t("contracts.risks")}</h2></div>
            <p class="sub">{t("contracts.risks_help")}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=t("contracts.risks")>
                <table class="m money wrapping">
                    <caption class="unseen">{t("contracts.risks")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("contracts.risk")}</th>
                            <th scope="col" class="number">{t("contracts.amount")}</th>
                            <th scope="col" class="number">{t("contracts.lines")}</th>
                            <th scope="col">{t("contracts.bearer")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// How many lines a risk is about; what waits leads to them.
fn lines(say: &Say, risk: &Risk) -> AnyView {
    let count = say.format.whole(risk.lines);
    match (risk.kind.as_str(), risk.lines) {
        ("waiting", 1..) => {
            view! { <ToLines key="status" value="waiting".to_owned() words=count/> }.into_any()
        }
        _ => count.into_any(),
    }
}

fn names<'s>(statement: &'s Statement, roles: &[&str]) -> Vec<&'s str> {
    let of = statement.parties.iter().filter(|party| roles.contains(&party.role.as_str()));
    of.map(|party| party.name.as_str()).collect()
}

fn risk_key(kind: &str) -> &'static str {
    match kind {
        "paid_for_work" => "contracts.risk_work",
        "paid_for_outcomes" => "contracts.risk_outcomes",
        "compared" => "contracts.risk_compared",
        "not_compared" => "contracts.risk_not_compared",
        "paid_on_claims" => "contracts.risk_claims",
        "over_cap" => "contracts.risk_over_cap",
        "floor" => "contracts.risk_floor",
        "waiting" => "contracts.risk_waiting",
        "outside_window" => "contracts.risk_window",
        _ => "contracts.risk_threshold",
    }
}

/// Remarks about the rows and the contract, each with its places.
#[component]
pub(super) fn Said(remarks: Vec<Remark>) -> impl IntoView {
    if remarks.is_empty() {
        return ().into_any();
    }
    let items = remarks.into_iter().map(|remark| {
        let more = remark.count.saturating_sub(remark.places.len() as u64);
        let places = remark.places.iter().map(|place| {
            let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
            view! { <code class="spot">{format!("{}{line} {}", place.file, place.column.clone().unwrap_or_default())}</code> }
        });
        let places = places.collect_view();
        view! {
            <li>
                <p class="title">{codes::title(&remark.code)}</p>
                <p class="sub">{said::in_line(&remark)}</p>
                <p class="places">{places}{(more > 0).then(|| t_count("data.more_places", more, &[]))}</p>
            </li>
        }
    });
    view! {
        <section class="section said-of-contract">
            <div class="section-head"><h2>{t("contracts.remarks")}</h2></div>
            <ul class="remark-list">{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}
