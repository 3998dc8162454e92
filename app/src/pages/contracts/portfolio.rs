//! All contracts side by side: what the payers promised, what was achieved, verified and paid.

use super::costs::Costs;
use super::editor::beginning;
use super::figures::shares;
use super::say::{Say, named};
use super::shown::shown;
use crate::address::{Page, use_address};
use crate::figure::Figure;
use crate::i18n::{format, lang, t, t_count, t_with};
use crate::state::use_dashboard;
use esito_model::{ComparisonSummary, ContractSummary, CurrencySum, Portfolio, Question};
use leptos::prelude::*;
use std::sync::Arc;

/// The view.
#[component]
pub(super) fn AllContracts() -> impl IntoView {
    let state = use_dashboard().portfolio();
    shown(state, |portfolio| view! { <Told portfolio=portfolio/> }.into_any())
}

#[component]
fn Told(portfolio: Arc<Portfolio>) -> impl IntoView {
    let dashboard = use_dashboard();
    let title = move || {
        let answer = dashboard.ready()?;
        Some(answer.framework.title.get(lang().code()).to_owned())
    };
    let counts = t_count("contracts.count", portfolio.contracts.len() as u64, &[]);
    let over = move || {
        let parts = title().into_iter().filter(|title| !title.is_empty()).chain([counts.clone()]);
        parts.collect::<Vec<_>>().join(" · ")
    };
    let nothing = portfolio.contracts.is_empty() && portfolio.comparisons.is_empty();
    let heading = headline(&portfolio);
    let as_of =
        portfolio.as_of.as_deref().map(|day| t_with("contracts.as_of", &[("day", &format().day(day))]));
    let left_out = portfolio.left_out.clone();
    let plate = shares(&portfolio);
    let has_contracts = !portfolio.contracts.is_empty();
    let body = has_contracts.then(|| {
        let rows = Arc::clone(&portfolio);
        view! {
            {plate.map(|plate| view! {
                <section class="section">
                    <Figure plate=Signal::stored(plate) question=Question::default()/>
                </section>
            })}
            <section class="section">
                <div class="section-head"><h2>{t("contracts.side_by_side")}</h2></div>
                <Table portfolio=rows/>
                <p class="figure-note">{t("contracts.columns_note")}</p>
            </section>
            <Costs contracts=portfolio.contracts.clone()/>
        }
    });
    view! {
        <section class="lead">
            <p class="over">{over}</p>
            <h1>{heading}</h1>
            {(!nothing).then(|| view! { <p>{t("contracts.intro")}" "{as_of}</p> })}
        </section>
        {(!left_out.is_empty()).then(|| view! { <LeftOut ids=left_out/> })}
        {nothing.then(|| view! { <Nothing/> })}
        {body}
        <New taken=portfolio.contracts.iter().map(|contract| contract.id.clone()).collect()/>
        <Comparisons comparisons=portfolio.comparisons.clone()/>
    }
}

/// What there is to say before all else: what was paid of what was promised, each currency for itself.
fn headline(portfolio: &Portfolio) -> String {
    let parts: Vec<String> = portfolio
        .sums
        .iter()
        .map(|sum| {
            let say = Say::of(&sum.currency, sum.decimals);
            let paid = say.about(sum.worth.paid);
            match sum.worth.promised {
                Some(promised) => {
                    t_with("contracts.of_promised", &[("paid", &paid), ("promised", &say.about(promised))])
                }
                None => paid,
            }
        })
        .collect();
    match parts.len() {
        0 if !portfolio.comparisons.is_empty() => t("contracts.heading_payments"),
        0 => t("nav.contracts"),
        _ => t_with("contracts.heading", &[("parts", &parts.join("; "))]),
    }
}

/// The way to a contract that is typed rule by rule; it needs rows to be run on.
#[component]
fn New(taken: Vec<String>) -> impl IntoView {
    let address = use_address();
    let dashboard = use_dashboard();
    let id = (1..).map(|n| format!("contract-{n}")).find(|id| !taken.contains(id)).unwrap_or_default();
    let id = StoredValue::new(id);
    let href = move || {
        let id = id.get_value();
        let mut keys = vec![("contract", id.as_str()), ("view", "rules")];
        keys.extend(beginning());
        address.href(Page::Contracts, &keys)
    };
    move || {
        dashboard.has_rows().then(|| {
            view! { <p class="ways"><a class="btn" href=href>{t("rules.new")}</a></p> }
        })
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let address = use_address();
    view! {
        <section class="empty">
            <p>{t("contracts.none")}</p>
            <p>{t("contracts.none_help")}</p>
            <p class="ways">
                <a class="btn primary" href=move || address.href(Page::Data, &[])>{t("nav.add")}</a>
                <a class="btn" href=move || address.href(Page::Methods, &[])>{t("nav.methods")}</a>
            </p>
        </section>
    }
}

#[component]
fn LeftOut(ids: Vec<String>) -> impl IntoView {
    let address = use_address();
    let names = ids.join(", ");
    view! {
        <p class="advice" role="note">
            {t_count("contracts.left_out", ids.len() as u64, &[("names", &names)])}" "
            <a href=move || address.href(Page::Data, &[("severity", "fatal")])>{t("contracts.to_remarks")}</a>
        </p>
    }
}

/// The contracts as a table, the sums of each currency last.
#[component]
fn Table(portfolio: Arc<Portfolio>) -> impl IntoView {
    let rows = portfolio.contracts.iter().map(|contract| view! { <Row contract=contract.clone()/> });
    let rows = rows.collect_view();
    // One contract is its own sum.
    let sums = portfolio.sums.iter().filter(|sum| sum.contracts > 1 || portfolio.sums.len() > 1);
    let sums = sums.filter(|_| portfolio.contracts.len() > 1).map(sum_row).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t("contracts.side_by_side")>
            <table class="m money">
                <caption class="unseen">{t("contracts.side_by_side")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("contracts.contract")}</th>
                        <th scope="col" class="number">{t("contracts.promised")}</th>
                        <th scope="col" class="number">{t("contracts.achieved")}</th>
                        <th scope="col" class="number">{t("contracts.verified")}</th>
                        <th scope="col" class="number">{t("contracts.paid")}</th>
                        <th scope="col" class="number">{t("contracts.waiting")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{sums}</tfoot>
            </table>
        </div>
    }
}

#[component]
fn Row(contract: ContractSummary) -> impl IntoView {
    let address = use_address();
    let say = Say::of(&contract.currency, contract.decimals);
    let id = contract.id.clone();
    let href = move || address.href(Page::Contracts, &[("contract", &id)]);
    let worth = &contract.worth;
    let term = match (&contract.starts, &contract.ends) {
        (Some(starts), Some(ends)) => Some(format!("{} – {}", say.day(starts), say.day(ends))),
        _ => None,
    };
    let doubts = (contract.remarks > 0).then(|| t_count("contracts.doubts", contract.remarks, &[]));
    let empty = (contract.rows == 0).then(|| t("contracts.no_rows"));
    let notes: Vec<String> = term.into_iter().chain(empty).chain(doubts).collect();
    let waiting = (contract.waiting.lines > 0).then(|| say.money(contract.waiting.amount));
    view! {
        <tr>
            <th scope="row">
                <a href=href>{named(&contract.label, &contract.id)}</a>
                <span class="when">{notes.join(" · ")}</span>
            </th>
            <td class="number">{worth.promised.map_or_else(|| t("contracts.no_cap"), |promised| say.money(promised))}</td>
            <td class="number">{say.money(worth.achieved)}</td>
            <td class="number">{say.money(worth.verified)}</td>
            <td class="number strong">{say.money(worth.paid)}</td>
            <td class="number">{waiting.unwrap_or_else(|| "–".to_owned())}</td>
        </tr>
    }
}

fn sum_row(sum: &CurrencySum) -> AnyView {
    let say = Say::of(&sum.currency, sum.decimals);
    let worth = &sum.worth;
    let name = t_count("contracts.together", sum.contracts, &[("currency", &sum.currency)]);
    view! {
        <tr class="totals">
            <th scope="row">{name}</th>
            <td class="number">{worth.promised.map_or_else(|| "–".to_owned(), |promised| say.money(promised))}</td>
            <td class="number">{say.money(worth.achieved)}</td>
            <td class="number">{say.money(worth.verified)}</td>
            <td class="number strong">{say.money(worth.paid)}</td>
            <td class="number">{say.money(sum.waiting.amount)}</td>
        </tr>
    }
    .into_any()
}

/// Published figures beside payments, in short.
#[component]
fn Comparisons(comparisons: Vec<ComparisonSummary>) -> impl IntoView {
    let address = use_address();
    if comparisons.is_empty() {
        return ().into_any();
    }
    let rows = comparisons.into_iter().map(|comparison| {
        let id = comparison.id.clone();
        let name = named(&comparison.label, &comparison.id);
        let set_aside = t_count("contracts.set_aside", comparison.set_aside, &[]);
        let sums = comparison.sums.iter().enumerate().map(|(at, sum)| {
            let say = Say::of(&sum.currency, sum.decimals);
            let id = id.clone();
            let head = (at == 0).then(|| {
                view! {
                    <th scope="rowgroup" rowspan=comparison.sums.len().to_string()>
                        <a href=move || address.href(Page::Contracts, &[("payments", &id)])>{name.clone()}</a>
                        <span class="when">{set_aside.clone()}</span>
                    </th>
                }
            });
            let count = |count: u64| format().whole(count);
            view! {
                <tr>
                    {head}
                    <td>{sum.currency.clone()}</td>
                    <td class="number">{count(sum.equal)}</td>
                    <td class="number">{count(sum.capped)}</td>
                    <td class="number">{count(sum.different)}</td>
                    <td class="number">{say.plain(sum.due)}</td>
                    <td class="number">{say.plain(sum.paid)}</td>
                    <td class="number">{say.plain(sum.difference)}</td>
                </tr>
            }
        });
        let sums = sums.collect_view();
        let empty = comparison.sums.is_empty().then(|| {
            let id = comparison.id.clone();
            view! {
                <tr>
                    <th scope="row">
                        <a href=move || address.href(Page::Contracts, &[("payments", &id)])>{named(&comparison.label, &comparison.id)}</a>
                        <span class="when">{t_count("contracts.set_aside", comparison.set_aside, &[])}</span>
                    </th>
                    <td colspan="7">{t("contracts.nothing_compared")}</td>
                </tr>
            }
        });
        view! { <tbody>{sums}{empty}</tbody> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>{t("contracts.really_paid")}</h2></div>
            <p class="sub">{t("contracts.really_paid_help")}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=t("contracts.really_paid")>
                <table class="m money">
                    <caption class="unseen">{t("contracts.really_paid")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("contracts.comparison")}</th>
                            <th scope="col">{t("contracts.currency")}</th>
                            <th scope="col" class="number">{t("contracts.equal")}</th>
                            <th scope="col" class="number">{t("contracts.capped")}</th>
                            <th scope="col" class="number">{t("contracts.different")}</th>
                            <th scope="col" class="number">{t("contracts.due")}</th>
                            <th scope="col" class="number">{t("contracts.paid")}</th>
                            <th scope="col" class="number">{t("contracts.difference")}</th>
                        </tr>
                    </thead>
                    {rows}
                </table>
            </div>
        </section>
    }
    .into_any()
}
