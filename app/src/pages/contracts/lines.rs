//! The statement: one line for each payment or refusal, each opened to its rows and to the words of its rule.

use super::opened::OpenedLine;
use super::say::{Say, cap_name, reason, rule_name, status};
use crate::address::{Address, use_address};
use crate::i18n::{format, t, t_count, t_with};
use esito_model::{LineStatus, Statement, StatementLine};
use leptos::prelude::*;
use std::sync::Arc;

/// Lines on one page of the screen.
pub(super) const FIRST: usize = 100;

/// The keys of the address that leave only lines of a month, and lines that a cap cut.
pub(super) const MONTH: &str = "month";
const CAP: &str = "cap";

const STATUSES: [LineStatus; 4] =
    [LineStatus::Paid, LineStatus::Reduced, LineStatus::Waiting, LineStatus::Unpaid];

/// The statement with its filters.
#[component]
pub(super) fn Lines(statement: Arc<Statement>, say: Say) -> impl IntoView {
    let address = use_address();
    let (rule, state) = (address.memo("rule"), address.memo("status"));
    let (month, cap) = (address.memo(MONTH), address.memo(CAP));
    let from =
        Memo::new(move |_| address.get("from").and_then(|from| from.parse::<usize>().ok()).unwrap_or(0));
    let all = Memo::new(move |_| address.get("all").as_deref() == Some("lines"));
    let shown = {
        let statement = Arc::clone(&statement);
        // Positions of the lines that are asked for.
        Memo::new(move |_| {
            let (rule, state) = (rule.get(), state.get());
            let (month, cap) = (month.get(), cap.get());
            let wanted = |line: &StatementLine| {
                let day = line.date.as_deref().unwrap_or_default();
                rule.as_ref().is_none_or(|rule| line.rule == *rule)
                    && state.as_ref().is_none_or(|state| line.status.code() == state)
                    && month.as_ref().is_none_or(|month| day.starts_with(month.as_str()))
                    && cap.as_ref().is_none_or(|cap| line.cap == *cap)
            };
            let lines = statement.lines.iter().enumerate().filter(|(_, line)| wanted(line));
            lines.map(|(at, _)| at).collect::<Vec<_>>()
        })
    };
    let body = {
        let (statement, say) = (Arc::clone(&statement), say.clone());
        move || {
            let (from, most) = if all.get() { (0, usize::MAX) } else { (from.get(), FIRST) };
            let page: Vec<usize> = shown.with(|shown| shown.iter().skip(from).take(most).copied().collect());
            let rows = page.into_iter().map(|at| {
                view! { <Line at=at statement=Arc::clone(&statement) say=say.clone()/> }
            });
            rows.collect_view()
        }
    };
    let total = say.money(statement.total);
    let count = statement.lines.len();
    view! {
        <section class="section statement" id="statement">
            <div class="section-head"><h2>{t("contracts.statement")}</h2></div>
            {statement.summed.then(|| view! { <p class="sub">{t("contracts.summed")}</p> })}
            <Reductions statement=Arc::clone(&statement) say=say.clone()/>
            <Filters statement=Arc::clone(&statement)/>
            <Narrowed statement=Arc::clone(&statement)/>
            <div class="scroll" tabindex="0" role="region" aria-label=t("contracts.statement")>
                <table class="m money lines">
                    <caption class="unseen">{t("contracts.statement")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("contracts.day")}</th>
                            <th scope="col">{t("contracts.who")}</th>
                            <th scope="col">{t("contracts.rule")}</th>
                            <th scope="col" class="number">{t("contracts.units_head")}</th>
                            <th scope="col" class="number">{t("contracts.price")}</th>
                            <th scope="col" class="number">{t_with("contracts.amount_in", &[("currency", &say.currency)])}</th>
                            <th scope="col">{t("contracts.status")}</th>
                            <th scope="col"><span class="unseen screen">{t("contracts.open")}</span><span class="paper">{t("money.row")}</span></th>
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                    <tfoot>
                        <tr class="totals">
                            <th scope="row" colspan="5">{t_count("contracts.total_of", count as u64, &[])}</th>
                            <td class="number strong" id="total">{total}</td>
                            <td></td>
                            <td></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
            <Pager shown=shown from=from all=all/>
        </section>
    }
}

/// Why lines are not paid in full, with what was kept.
#[component]
fn Reductions(statement: Arc<Statement>, say: Say) -> impl IntoView {
    let items = statement.reductions.iter().map(|reduction| {
        let words = statement
            .reasons
            .get(&reduction.reason)
            .map_or(reduction.reason.as_str(), |words| say.text(words));
        let count = t_count("contracts.line_count", reduction.lines, &[]);
        let kept = (reduction.withheld.0 > 0)
            .then(|| t_with("contracts.kept", &[("amount", &say.money(reduction.withheld))]));
        view! { <li><b>{words.to_owned()}</b>": "{count}{kept.map(|kept| format!(", {kept}"))}</li> }
    });
    let items = items.collect_view();
    (!statement.reductions.is_empty()).then(|| {
        view! {
            <p class="sub">{t("contracts.reductions")}</p>
            <ul class="reductions">{items}</ul>
        }
    })
}

#[component]
fn Filters(statement: Arc<Statement>) -> impl IntoView {
    let address = use_address();
    let (rule, state) = (address.memo("rule"), address.memo("status"));
    let choose = move |key: &'static str, value: String| {
        address.push(|query| {
            let value = (!value.is_empty()).then_some(value.as_str());
            query.with(key, value).with("from", None).with("line", None)
        });
    };
    let rules = statement.rules.iter().map(|one| {
        let id = one.id.clone();
        let own = id.clone();
        view! { <option value=id prop:selected=move || rule.get().as_deref() == Some(own.as_str())>{rule_name(&statement, &one.id)}</option> }
    });
    let rules = rules.collect_view();
    let states = STATUSES.into_iter().map(|one| {
        let code = one.code();
        view! { <option value=code prop:selected=move || state.get().as_deref() == Some(code)>{t(status(one).0)}</option> }
    });
    let states = states.collect_view();
    view! {
        <div class="choices">
            <label class="choice">
                <span>{t("contracts.rule")}</span>
                <select on:change=move |event| choose("rule", event_target_value(&event))>
                    <option value="" prop:selected=move || rule.get().is_none()>{t("contracts.every_rule")}</option>
                    {rules}
                </select>
            </label>
            <label class="choice">
                <span>{t("contracts.status")}</span>
                <select on:change=move |event| choose("status", event_target_value(&event))>
                    <option value="" prop:selected=move || state.get().is_none()>{t("contracts.every_status")}</option>
                    {states}
                </select>
            </label>
        </div>
    }
}

/// Shows only these lines of the statement, and goes to them.
pub(super) fn narrow(address: Address, key: &'static str, value: &str) {
    address.push(|query| {
        let query = query.with(key, Some(value)).with("from", None).with("line", None);
        if key == MONTH { query } else { query.with(MONTH, None) }
    });
    if let Some(element) = document().get_element_by_id("statement") {
        element.scroll_into_view();
    }
}

/// An amount that leads to its lines.
#[component]
pub(super) fn ToLines(key: &'static str, value: String, words: String) -> impl IntoView {
    let address = use_address();
    let label = t_with("rules.to_lines", &[("what", &words)]);
    view! {
        <button type="button" class="amount" aria-label=label on:click=move |_| narrow(address, key, &value)>{words}</button>
    }
}

/// The lines that a mark of a chart or an amount led to, and the way back to all.
#[component]
fn Narrowed(statement: Arc<Statement>) -> impl IntoView {
    let address = use_address();
    let (month, cap) = (address.memo(MONTH), address.memo(CAP));
    let chip = move |key: &'static str, words: String| {
        let label = t_with("rules.no_longer_only", &[("what", &words)]);
        view! {
            <button type="button" class="btn" aria-label=label on:click=move |_| address.set(key, None)>
                {t_with("rules.only", &[("what", &words)])}" "<span aria-hidden="true">"×"</span>
            </button>
        }
    };
    move || {
        let month = month.get().map(|month| chip(MONTH, super::figures::month_name(&month)));
        let cap = cap.get().map(|cap| chip(CAP, cap_name(&statement, &cap)));
        (month.is_some() || cap.is_some()).then(|| view! { <p class="ways narrowed">{month}{cap}</p> })
    }
}

/// A line, and what it is made of where it is open.
#[component]
fn Line(at: usize, statement: Arc<Statement>, say: Say) -> impl IntoView {
    let address = use_address();
    let Some(line) = statement.lines.get(at).cloned() else { return ().into_any() };
    // People count lines from one.
    let number = (at + 1).to_string();
    let open = {
        let number = number.clone();
        Memo::new(move |_| address.get("line").as_deref() == Some(number.as_str()))
    };
    let toggle = {
        let number = number.clone();
        move |_| {
            let next = (!open.get_untracked()).then_some(number.as_str());
            address.set("line", next);
        }
    };
    let who = line.participant.clone().or_else(|| line.cohort.as_deref().map(super::figures::cohort_name));
    let who = who.unwrap_or_else(|| "–".to_owned());
    let (key, class) = status(line.status);
    let why = (!line.reason.is_empty()).then(|| reason(&say, &statement, &line));
    let name = rule_name(&statement, &line.rule);
    let outcome = (line.outcome != name && !line.outcome.is_empty()).then(|| line.outcome.clone());
    let day = line.date.as_deref().map_or_else(|| "–".to_owned(), |day| say.day(day));
    let label = {
        let number = number.clone();
        move || {
            let key = if open.get() { "contracts.close_line" } else { "contracts.open_line" };
            t_with(key, &[("number", &number)])
        }
    };
    // On paper nothing opens: the row stands beside its line.
    let place = if line.line > 0 { format!("{}:{}", line.file, line.line) } else { String::new() };
    let id = format!("line-{number}");
    let controls = id.clone();
    let details = {
        let (statement, say, line) = (Arc::clone(&statement), say.clone(), line.clone());
        move || {
            open.get().then(|| {
                view! {
                    <tr class="opened" id=id.clone()>
                        <td colspan="8"><OpenedLine line=line.clone() statement=Arc::clone(&statement) say=say.clone()/></td>
                    </tr>
                }
            })
        }
    };
    view! {
        <tr class:zero=line.amount.0 == 0>
            <td>{day}</td>
            <td>{who}</td>
            <th scope="row">{name}{outcome.map(|outcome| view! { <span class="when">{outcome}</span> })}</th>
            <td class="number">{line.units.map_or_else(|| "–".to_owned(), |units| say.units(units))}</td>
            <td class="number">{line.price.map_or_else(|| "–".to_owned(), |price| say.price(price))}</td>
            <td class="number strong">{say.plain(line.amount)}</td>
            <td class="state"><span class=class>{t(key)}</span>{why.map(|why| view! { <span class="why">{why}</span> })}</td>
            <td>
                <code class="paper">{place}</code>
                <button type="button" class="quiet screen" aria-expanded=move || open.get().to_string() aria-controls=controls
                    aria-label=label on:click=toggle>
                    {move || t(if open.get() { "contracts.close" } else { "contracts.open" })}
                </button>
            </td>
        </tr>
        {details}
    }
    .into_any()
}

#[component]
fn Pager(shown: Memo<Vec<usize>>, from: Memo<usize>, all: Memo<bool>) -> impl IntoView {
    let address = use_address();
    let turn = move |to: usize| {
        let to = (to > 0).then(|| to.to_string());
        address.push(|query| query.with("from", to.as_deref()).with("line", None));
    };
    move || {
        let count = shown.with(Vec::len);
        if count == 0 {
            return view! { <p class="calm" role="status">{t("contracts.no_lines")}</p> }.into_any();
        }
        if all.get() || (count <= FIRST && from.get() == 0) {
            return ().into_any();
        }
        let (at, until) = (from.get(), (from.get() + FIRST).min(count));
        let whole = |number: usize| format().whole(number as u64);
        let range = t_with(
            "contracts.range",
            &[("from", &whole(at + 1)), ("to", &whole(until)), ("total", &whole(count))],
        );
        view! {
            <div class="pager">
                <button type="button" class="btn" disabled=at == 0 on:click=move |_| turn(at.saturating_sub(FIRST))>{t("receipt.previous")}</button>
                <span role="status">{range}</span>
                <button type="button" class="btn" disabled={until >= count} on:click=move |_| turn(until)>{t("receipt.next")}</button>
                <button type="button" class="btn" on:click=move |_| address.set("all", Some("lines"))>{t("figure.show_all")}</button>
            </div>
        }
        .into_any()
    }
}
