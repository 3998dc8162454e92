//! The table twin of a chart: the same findings, each with its interval, its rows and its status.

use super::at_once::section;
use super::names::Names;
use super::own::Table;
use super::pick::Picks;
use super::plate::{Plate, Spec};
use super::say::Say;
use super::words;
use crate::components::{on_paper, use_receipt};
use crate::i18n::{t, use_i18n};
use crate::state::use_dashboard;
use esito_charts::format;
use esito_model::{Finding, Question};
use leptos::prelude::*;

/// Rows shown at first; a table of thousands helps nobody and stops the page.
const FIRST: usize = 300;

/// One row, in words.
struct Line {
    heads: Vec<String>,
    value: String,
    interval: String,
    n: String,
    status: String,
    coverage: String,
    finding: Finding,
}

/// The findings of a plate as a table.
#[component]
pub(super) fn Twin(plate: Signal<Plate>, question: Signal<Question>) -> impl IntoView {
    let dashboard = use_dashboard();
    let i18n = use_i18n();
    let receipt = use_receipt();
    let (all, paper) = (RwSignal::new(false), on_paper());
    move || {
        let answer = dashboard.ready()?;
        let own = plate.with(|plate| {
            plate.own().map(|rows| (rows.clone(), plate.title.clone(), plate.subtitle.clone()))
        });
        if let Some((rows, title, subtitle)) = own {
            return Some(view! { <Table rows=rows title=title subtitle=subtitle /> }.into_any());
        }
        let language = i18n.lang().code();
        let say = Say {
            picks: Picks::of_framework(&answer),
            names: Names::new(&answer.framework, language, &t("figure.unknown")),
            format: i18n.format(),
        };
        let plate = plate.get();
        let findings: Vec<&Finding> = plate.findings().collect();
        let columns = columns(&findings);
        let derived = plate.derived;
        let grouped =
            matches!(&plate.spec, Spec::Dots(spec) if spec.rows.iter().any(|row| !row.section.is_empty()));
        let most = if all.get() || paper.get() { findings.len() } else { FIRST };
        let hidden = findings.len().saturating_sub(most);
        let heads =
            columns.iter().map(|column| view! { <th scope="col">{column.label()}</th> }).collect_view();
        let rows = findings.into_iter().take(most).map(|finding| line(&say, finding, &columns));
        let rows = rows.map(|line| {
            let key = line.finding.key.clone();
            let spoken = format!("{}: {}", line.heads.join(", "), t("figure.open_receipt"));
            let known = line.finding.value.known().is_some();
            let value = match derived {
                true => view! { <span>{line.value}</span> }.into_any(),
                false => view! {
                    <button
                        type="button"
                        class="cell-button"
                        class:absent=!known
                        title=spoken
                        on:click=move |_| receipt.open(question.get_untracked(), key.clone())
                    >
                        {line.value}
                    </button>
                }
                .into_any(),
            };
            view! {
                <tr>
                    {line.heads.into_iter().map(|head| view! { <th scope="row">{head}</th> }).collect_view()}
                    <td class="number">{value}</td>
                    <td class="number">{line.interval}</td>
                    <td class="number">{line.n}</td>
                    <td>{line.status}</td>
                    {(!derived).then(|| view! { <td>{line.coverage}</td> })}
                    {grouped.then(|| view! { <td>{section(line.finding.beside)}</td> })}
                </tr>
            }
        });
        let title = plate.title.clone();
        Some(view! {
            <div class="scroll twin" tabindex="0" role="region" aria-label=title.clone()>
                <table class="m">
                    <caption class="unseen">{format!("{title}. {}", plate.subtitle)}</caption>
                    <thead>
                        <tr>
                            {heads}
                            <th scope="col" class="number">{t("figure.value")}</th>
                            <th scope="col" class="number">{t("figure.interval")}</th>
                            <th scope="col" class="number">{t("figure.rows")}</th>
                            <th scope="col">{t("figure.status")}</th>
                            {(!derived).then(|| view! { <th scope="col">{t("coverage.heading")}</th> })}
                            {grouped.then(|| view! { <th scope="col">{t("apart.heading")}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
                {(hidden > 0).then(|| view! {
                    <button type="button" class="btn more" on:click=move |_| all.set(true)>{t("figure.show_all")}</button>
                })}
            </div>
        }.into_any())
    }
}

/// What tells the rows apart.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Indicator,
    Place,
    Period,
    Group,
}

impl Column {
    fn label(self) -> String {
        match self {
            Self::Indicator => t("figure.indicator"),
            Self::Place => t("figure.place"),
            Self::Period => t("figure.period"),
            Self::Group => t("figure.group"),
        }
    }
}

/// The columns that a table of these findings needs: those in which they differ, at least one.
fn columns(findings: &[&Finding]) -> Vec<Column> {
    let differ = |of: fn(&Finding) -> Option<&str>| {
        let mut values = findings.iter().map(|finding| of(finding));
        let first = values.next().flatten();
        values.any(|value| value != first)
    };
    let mut columns = Vec::new();
    if differ(|finding| Some(&finding.key.indicator)) {
        columns.push(Column::Indicator);
    }
    if differ(|finding| finding.key.place.as_deref()) {
        columns.push(Column::Place);
    }
    if differ(|finding| finding.key.group.as_deref()) {
        columns.push(Column::Group);
    }
    if differ(|finding| finding.key.period.as_deref()) || columns.is_empty() {
        columns.push(Column::Period);
    }
    columns
}

fn line(say: &Say<'_>, finding: &Finding, columns: &[Column]) -> Line {
    let key = &finding.key;
    let head = |column: &Column| match column {
        Column::Indicator => say.names.indicator(&key.indicator),
        Column::Place => {
            key.place.as_deref().map_or_else(|| t("figure.all_together"), |place| say.names.place(place))
        }
        Column::Period => {
            key.period.as_deref().map_or_else(|| t("figure.all_periods"), |code| say.period(code))
        }
        Column::Group => match (&key.dimension, &key.group) {
            (Some(dimension), Some(group)) => say.names.group(dimension, group),
            _ => t("figure.all_groups"),
        },
    };
    let indicator = say.picks.indicator(&key.indicator);
    let minimum = indicator.map_or(0, |indicator| words::minimum_group(say.picks.answer, indicator));
    Line {
        heads: columns.iter().map(head).collect(),
        value: indicator.map(|indicator| say.value(indicator, Some(finding))).unwrap_or_default(),
        interval: indicator
            .and_then(|indicator| say.interval(indicator, finding))
            .unwrap_or_else(|| "–".to_owned()),
        n: finding.n.map_or_else(|| "–".to_owned(), |n| format::count(n, &say.format)),
        status: words::status(finding, minimum),
        coverage: indicator
            .and_then(|indicator| words::coverage(indicator, finding, &say.format))
            .unwrap_or_else(|| "–".to_owned()),
        finding: finding.clone(),
    }
}
