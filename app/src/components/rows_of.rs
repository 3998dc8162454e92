//! Rows of the bundle's files by their lines, as they stand there.

use crate::components::shown::Waiting;
use crate::i18n::t;
use crate::link::Failure;
use crate::state::use_dashboard;
use esito_model::{RowsAt, TableRows};
use leptos::prelude::*;

/// The rows at these places, where the engine has them; otherwise where they are.
#[component]
pub fn RowsOf(
    /// Files and lines.
    places: Vec<(String, u64)>,
) -> impl IntoView {
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
