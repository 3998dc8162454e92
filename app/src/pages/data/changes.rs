//! What changed since the version before: rows added, changed and gone, and the figures that moved.

use crate::figure::Say;
use crate::i18n::{format, t, t_count, t_with, use_i18n};
use crate::state::{State, use_dashboard};
use esito_model::{Answer, Changes, Finding, FindingMoved, RowChange, RowChangeKind, TableChanges};
use leptos::prelude::*;
use std::sync::Arc;

/// The changes, where there is an earlier version.
#[component]
pub fn ChangesView() -> impl IntoView {
    let dashboard = use_dashboard();
    let keeping = dashboard.own().keeping();
    move || {
        let number = keeping.shown().map(|(_, number)| number).unwrap_or_default();
        let body = match keeping.changes()? {
            State::Loading => view! { <p class="sub" role="status">{t("changes.comparing")}</p> }.into_any(),
            State::Failed(failure) => {
                view! { <p class="advice" role="alert">{t(failure.keys().0)}</p> }.into_any()
            }
            State::Ready(changes) => {
                let answer = dashboard.ready()?;
                view! { <Found changes answer/> }.into_any()
            }
        };
        let heading = t_with("changes.heading", &[("number", &format().whole(number))]);
        Some(view! {
            <section class="panel changes" aria-labelledby="changes-heading">
                <h2 id="changes-heading">{heading}</h2>
                {body}
            </section>
        })
    }
}

#[component]
fn Found(changes: Arc<Changes>, answer: Arc<Answer>) -> impl IntoView {
    let tables = changes.tables.iter().map(|table| view! { <TableView table=table.clone()/> }).collect_view();
    let say = Say::of(&answer, use_i18n().format(), "");
    let findings: Vec<_> = changes.findings.iter().map(|moved| row(moved, &say, &answer)).collect();
    let listed = findings.len() as u64;
    let more = changes.moved.saturating_sub(listed);
    view! {
        {tables}
        <h3>{t_count("changes.moved", changes.moved, &[])}</h3>
        <p class="sub">{t_count("changes.same_findings", changes.same, &[])}</p>
        {(listed > 0).then(|| view! {
            <div class="scroll" tabindex="0" role="group" aria-labelledby="changes-heading">
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{t("changes.indicator")}</th>
                            <th scope="col">{t("changes.place")}</th>
                            <th scope="col">{t("changes.period")}</th>
                            <th scope="col" class="number">{t("changes.before")}</th>
                            <th scope="col" class="number">{t("changes.after")}</th>
                        </tr>
                    </thead>
                    <tbody>{findings}</tbody>
                </table>
            </div>
        })}
        {(more > 0).then(|| view! { <p class="sub">{t_count("changes.more", more, &[])}</p> })}
    }
}

#[component]
fn TableView(table: TableChanges) -> impl IntoView {
    let counts = [
        ("changes.added", table.added),
        ("changes.changed", table.changed),
        ("changes.gone", table.gone),
        ("changes.same", table.same),
    ];
    let counts: Vec<_> =
        counts.into_iter().map(|(key, count)| view! { <li>{t_count(key, count, &[])}</li> }).collect();
    let told_by = match table.told_by.as_slice() {
        [] => t("changes.whole_rows"),
        names => t_with("changes.told_by", &[("columns", &names.join(", "))]),
    };
    let examples: Vec<_> = table.examples.iter().map(example).collect();
    view! {
        <h3>{table.table.clone()}</h3>
        <ul class="counts">{counts}</ul>
        <p class="sub">{told_by}</p>
        {(!examples.is_empty()).then(|| view! {
            <details class="group">
                <summary><span class="title">{t("changes.examples")}</span></summary>
                <ul>{examples}</ul>
            </details>
        })}
    }
}

/// A row that changed, in words.
fn example(change: &RowChange) -> impl IntoView + use<> {
    let kind = t(match change.kind {
        RowChangeKind::Added => "changes.row_added",
        RowChangeKind::Changed => "changes.row_changed",
        RowChangeKind::Gone => "changes.row_gone",
    });
    let line = t_with("mapping.line", &[("line", &format().whole(change.line))]);
    let cells: Vec<_> = change
        .cells
        .iter()
        .map(|[header, before, after]| {
            view! { <span class="cell"><b>{header.clone()}</b>" "<del>{shown(before)}</del>" → "<ins>{shown(after)}</ins></span> }
        })
        .collect();
    let row: Vec<&str> = change.row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    view! { <li><p><b>{kind}</b>" · "{line}" · "{row.join(" · ")}</p><p class="places">{cells}</p></li> }
}

fn shown(cell: &str) -> String {
    if cell.is_empty() { t("reading.missing") } else { cell.to_owned() }
}

fn row(moved: &FindingMoved, say: &Say<'_>, answer: &Answer) -> impl IntoView + use<> {
    let key = &moved.key;
    let indicator = answer.framework.indicators.iter().find(|one| one.id == key.indicator);
    let name = indicator.map_or_else(|| key.indicator.as_str().to_owned(), |one| say.names.of(one));
    let place = key.place.as_deref().map_or_else(|| t("changes.all"), |place| say.names.place(place));
    let period = key.period.as_deref().map_or_else(|| t("changes.all"), |period| say.period(period));
    let value = |finding: &Option<Finding>| match (finding, indicator) {
        (Some(finding), Some(indicator)) => say.value(indicator, Some(finding)),
        _ => t("changes.nothing"),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{place}</td>
            <td>{period}</td>
            <td class="number">{value(&moved.before)}</td>
            <td class="number">{value(&moved.after)}</td>
        </tr>
    }
}
