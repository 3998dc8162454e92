//! A line of a statement, opened: the words of its rule, how the amount came about, and the rows as they stand.

use super::say::{Say, reason};
use crate::components::shown::Waiting;
use crate::i18n::{t, t_with};
use crate::link::Failure;
use crate::state::use_dashboard;
use esito_model::{RowsAt, Statement, StatementLine, TableRows};
use leptos::prelude::*;
use std::sync::Arc;

/// What stands below an opened line.
#[component]
pub(super) fn OpenedLine(line: StatementLine, statement: Arc<Statement>, say: Say) -> impl IntoView {
    let rule = statement.rules.iter().find(|rule| rule.id == line.rule);
    let words = rule.map(|rule| say.text(&rule.words).to_owned());
    let sum = line.units.zip(line.price).map(|(units, price)| {
        let args =
            [("units", say.units(units)), ("price", say.price(price)), ("amount", say.money(line.amount))];
        t_with("contracts.sum", &args.each_ref().map(|(key, text)| (*key, text.as_str())))
    });
    let kept = (line.withheld.0 > 0)
        .then(|| t_with("contracts.line_kept", &[("amount", &say.money(line.withheld))]));
    let why = (!line.reason.is_empty()).then(|| reason(&say, &statement, &line));
    let mut places = Vec::new();
    if line.line > 0 {
        places.push((line.file.clone(), line.line));
    }
    places.extend(line.more.clone());
    view! {
        <div class="opened-line">
            {words.map(|words| view! { <p class="rule-words">{words}</p> })}
            {sum.map(|sum| view! { <p class="sum">{sum}</p> })}
            {why.map(|why| view! { <p>{t_with("contracts.because", &[("reason", &why)])}" "{kept}</p> })}
            <RowsOf places=places/>
        </div>
    }
}

/// The rows at these places, where the engine has them; otherwise where they are.
#[component]
pub(super) fn RowsOf(places: Vec<(String, u64)>) -> impl IntoView {
    let dashboard = use_dashboard();
    if places.is_empty() {
        return view! { <p class="sub">{t("contracts.no_own_row")}</p> }.into_any();
    }
    let written: Vec<String> = places.iter().take(12).map(|(file, line)| format!("{file}:{line}")).collect();
    let places = StoredValue::new(places);
    let rows = LocalResource::new(move || {
        let there = dashboard.has_rows();
        async move {
            if !there {
                return Err(Failure::NeedsEngine);
            }
            dashboard.rows_at(places.get_value()).await
        }
    });
    let list = written.join(", ");
    (move || match rows.get() {
        None => view! { <div aria-busy="true"><Waiting/></div> }.into_any(),
        Some(Ok(found)) => tables(&found),
        Some(Err(Failure::NeedsEngine)) => {
            let key = if dashboard.awaits_rows() { "receipt.coming" } else { "contracts.rows_not_here" };
            view! { <p class="sub">{t(key)}" "<code>{list.clone()}</code></p> }.into_any()
        }
        Some(Err(failure)) => view! { <p class="advice">{t(failure.keys().0)}</p> }.into_any(),
    })
    .into_any()
}

fn tables(found: &RowsAt) -> AnyView {
    let missing = found.missing.iter().map(|place| {
        format!("{}:{}", place.file, place.line.map(|line| line.to_string()).unwrap_or_default())
    });
    let missing: Vec<String> = missing.collect();
    let all = found.tables.iter().map(table).collect_view();
    view! {
        {all}
        {(!missing.is_empty()).then(|| view! { <p class="sub">{t("contracts.rows_missing")}" "<code>{missing.join(", ")}</code></p> })}
    }
    .into_any()
}

fn table(rows: &TableRows) -> AnyView {
    let heads = rows.headers.iter().map(|head| view! { <th scope="col">{head.clone()}</th> }).collect_view();
    let body = rows.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
        view! { <tr><th scope="row"><code>{format!("{}:{}", row.file, row.line)}</code></th>{cells}</tr> }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t("receipt.rows")>
            <table class="plain rows">
                <caption class="unseen">{t("receipt.rows")}</caption>
                <thead><tr><th scope="col">{t("receipt.line")}</th>{heads}</tr></thead>
                <tbody>{body.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
