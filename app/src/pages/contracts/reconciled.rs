//! Payments that were really made beside what rules or published figures give: equal, explained by a cap, different.

use super::contract::Said;
use super::say::{Say, named, rule_name};
use super::shown::shown;
use crate::address::{Page, use_address};
use crate::components::save::save_text;
use crate::components::{RowsOf, SaveAnswer};
use crate::i18n::{format, t, t_count, t_with};
use crate::link::Published;
use crate::state::{Origin, use_dashboard};
use esito_model::{Match, OtherQuestion, PaymentComparison, Reconciled, Statement, Writable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

const OUTCOMES: [Match; 3] = [Match::Equal, Match::Capped, Match::Different];

/// The key of an outcome's words, and the class of its chip.
fn outcome(found: Match) -> (&'static str, &'static str) {
    match found {
        Match::Equal => ("contracts.match_equal", "chip good"),
        Match::Capped => ("contracts.match_capped", "chip mid"),
        Match::Different => ("contracts.match_different", "chip bad"),
    }
}

/// Published figures beside payments.
#[component]
pub(super) fn OnePaymentComparison(id: String) -> impl IntoView {
    let address = use_address();
    let id = StoredValue::new(id);
    let state = use_dashboard().reconciliation(move || id.get_value());
    view! {
        <p class="back"><a href=move || address.href(Page::Contracts, &[])>{t("contracts.all")}</a></p>
        {shown(state, |comparison| view! { <Told comparison=comparison/> }.into_any())}
    }
}

#[component]
fn Told(comparison: Arc<PaymentComparison>) -> impl IntoView {
    let count = |wanted: Match| comparison.lines.iter().filter(|line| line.outcome == wanted).count();
    let (equal, capped, different) = (count(Match::Equal), count(Match::Capped), count(Match::Different));
    let all = comparison.lines.len();
    let numbers = [equal, capped, different].map(|number| format().whole(number as u64));
    let heading = match all {
        0 => t("contracts.nothing_compared"),
        _ => t_count(
            "contracts.heading_compared",
            all as u64,
            &[("equal", &numbers[0]), ("capped", &numbers[1]), ("different", &numbers[2])],
        ),
    };
    let aside = [
        ("contracts.without_price", comparison.without_price),
        ("contracts.without_result", comparison.without_result),
        ("contracts.without_payment", comparison.without_payment),
    ];
    let aside: Vec<String> = aside
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| t_count(key, count, &[]))
        .collect();
    let lines = comparison.lines.clone();
    view! {
        <section class="lead">
            <p class="over">{named(&comparison.label, &comparison.id)}</p>
            <h1>{heading}</h1>
            <p>{t("contracts.compared_help")}</p>
            {(!aside.is_empty()).then(|| view! { <p>{t("contracts.aside")}" "{aside.join("; ")}"."</p> })}
            <TakeComparison id=comparison.id.clone()/>
        </section>
        <section class="section">
            <Table lines=lines names=None/>
        </section>
        <Said remarks=comparison.remarks.clone()/>
    }
}

#[component]
fn TakeComparison(id: String) -> impl IntoView {
    let dashboard = use_dashboard();
    let id = StoredValue::new(id);
    let failed = RwSignal::new(false);
    let write = move |_| {
        spawn_local(async move {
            match dashboard.seat().reconcile(&id.get_value(), true).await {
                Ok((_, Some(csv))) => {
                    save_text(&format!("{}.csv", id.get_value()), "text/csv;charset=utf-8", &csv);
                    failed.set(false);
                }
                _ => failed.set(true),
            }
        });
    };
    let file = move || {
        let published = dashboard.origin() == Origin::Published;
        published.then(|| Published.reconciliation_file(&id.get_value())).flatten()
    };
    let saved = Writable::Sealed(OtherQuestion::Reconciliation { id: id.get_value() });
    view! {
        <div class="ways take">
            {move || match file() {
                Some(href) => view! { <a class="btn" href=href download=format!("{}.csv", id.get_value())>{t("contracts.csv_compared")}</a> }.into_any(),
                None => view! { <button type="button" class="btn" on:click=write>{t("contracts.csv_compared")}</button> }.into_any(),
            }}
            <button type="button" class="btn" on:click=|_| { let _ = window().print(); }>{t("contracts.print")}</button>
            <SaveAnswer asked=Signal::stored(Some(saved)) name=format!("reconciliation-{}", id.get_value())/>
        </div>
        <p class="unseen" role="status">{move || failed.get().then(|| t("contracts.not_written"))}</p>
    }
}

/// A contract's ledger beside its statement.
#[component]
pub(super) fn Ledger(statement: Arc<Statement>) -> impl IntoView {
    let lines = statement.reconciled.clone();
    view! {
        <section class="section">
            <div class="section-head"><h2>{t("contracts.ledger")}</h2></div>
            <p class="sub">{t("contracts.ledger_help")}</p>
            <Table lines=lines names=Some(statement)/>
        </section>
    }
}

#[component]
fn Table(lines: Vec<Reconciled>, names: Option<Arc<Statement>>) -> impl IntoView {
    let address = use_address();
    let wanted = address.memo("match");
    let open = address.memo("row");
    let people = lines.iter().any(|line| line.participant.is_some());
    let lines = StoredValue::new(lines);
    let buttons = OUTCOMES.into_iter().map(|one| {
        let count = lines.with_value(|lines| lines.iter().filter(|line| line.outcome == one).count());
        let code = one.code();
        let pressed = move || (wanted.get().as_deref() == Some(code)).to_string();
        let choose = move |_| {
            let next = (wanted.get_untracked().as_deref() != Some(code)).then_some(code);
            address.set("match", next);
        };
        view! {
            <button type="button" class="btn" aria-pressed=pressed on:click=choose>
                {t(outcome(one).0)}" "<span class="count">{format().whole(count as u64)}</span>
            </button>
        }
    });
    let buttons = buttons.collect_view();
    let body = move || {
        let wanted = wanted.get();
        let open = open.get();
        lines.with_value(|lines| {
            let rows = lines.iter().enumerate();
            let rows =
                rows.filter(|(_, line)| wanted.as_ref().is_none_or(|wanted| line.outcome.code() == wanted));
            rows.map(|(at, line)| {
                let number = (at + 1).to_string();
                let opened = open.as_ref() == Some(&number);
                row(line, names.as_deref(), people, number, opened)
            })
            .collect_view()
        })
    };
    view! {
        <div class="filters" role="group" aria-label=t("contracts.outcome_of")>{buttons}</div>
        <div class="scroll" tabindex="0" role="region" aria-label=t("contracts.really_paid")>
            <table class="m money lines">
                <caption class="unseen">{t("contracts.really_paid")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("contracts.about")}</th>
                        {people.then(|| view! { <th scope="col">{t("contracts.who")}</th> })}
                        <th scope="col">{t("contracts.currency")}</th>
                        <th scope="col" class="number">{t("contracts.without_caps")}</th>
                        <th scope="col" class="number">{t("contracts.due")}</th>
                        <th scope="col" class="number">{t("contracts.paid")}</th>
                        <th scope="col" class="number">{t("contracts.difference")}</th>
                        <th scope="col">{t("contracts.outcome_of")}</th>
                        <th scope="col" class="screen"><span class="unseen">{t("contracts.open")}</span></th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

fn row(line: &Reconciled, names: Option<&Statement>, people: bool, number: String, opened: bool) -> AnyView {
    let address = use_address();
    // The engine wrote amounts in minor units; a currency without any has whole amounts.
    let say = Say::of(&line.currency, names.map_or_else(|| decimals(line), |statement| statement.decimals));
    let (key, class) = outcome(line.outcome);
    let about = match names {
        Some(_) if line.key.is_empty() => t("contracts.in_total"),
        Some(statement) => rule_name(statement, &line.key),
        None => line.key.replace('|', " · "),
    };
    let (rows, outcomes) = (line.rows.clone(), line.outcomes.clone());
    let columns = if people { "9" } else { "8" };
    let key_of_label = if opened { "contracts.close_line" } else { "contracts.open_line" };
    let label = t_with(key_of_label, &[("number", &number)]);
    let id = format!("row-{number}");
    let toggle = move |_| {
        let next = (!opened).then_some(number.as_str());
        address.set("row", next);
    };
    view! {
        <tr>
            <th scope="row">{about}</th>
            {people.then(|| view! { <td>{line.participant.clone().unwrap_or_else(|| "–".to_owned())}</td> })}
            <td>{line.currency.clone()}</td>
            <td class="number">{say.plain(line.uncapped)}</td>
            <td class="number">{say.plain(line.due)}</td>
            <td class="number">{say.plain(line.paid)}</td>
            <td class="number strong">{if line.difference.0 == 0 { "0".to_owned() } else { say.change(line.difference) }}</td>
            <td class="state"><span class=class>{t(key)}</span></td>
            <td class="screen">
                <button type="button" class="quiet" aria-expanded=opened.to_string() aria-controls=id.clone() aria-label=label on:click=toggle>
                    {t(if opened { "contracts.close" } else { "contracts.open" })}
                </button>
            </td>
        </tr>
        {opened.then(|| view! {
            <tr class="opened" id=id>
                <td colspan=columns>
                    <div class="opened-line">
                        {(!outcomes.is_empty()).then(|| view! { <h4>{t("rules.rows_due")}</h4><RowsOf places=outcomes/><h4>{t("rules.rows_paid")}</h4> })}
                        <RowsOf places=rows/>
                    </div>
                </td>
            </tr>
        })}
    }
    .into_any()
}

/// Decimals of published amounts: none where all are whole.
fn decimals(line: &Reconciled) -> u32 {
    let whole =
        [line.uncapped, line.due, line.paid].into_iter().all(|amount| amount.text(2).ends_with(".00"));
    if whole { 0 } else { 2 }
}
