//! The rows behind a finding, page by page, as they stand in the files: those used, then those left out and why.

use super::Asked;
use crate::components::shown::Waiting;
use crate::i18n::{format, t, t_count, t_with};
use crate::link::Failure;
use crate::state::use_dashboard;
use esito_model::{EffectMethod, Key, Opened, OpenedRow, Receipt};
use leptos::prelude::*;

/// Rows on one page.
const PAGE: u64 = 20;

/// The rows, where the engine has them; otherwise why not.
#[component]
pub fn Rows(asked: Asked) -> impl IntoView {
    let dashboard = use_dashboard();
    let offset = RwSignal::new(0_u64);
    let sides = sides(&asked);
    let labels: Vec<String> = sides.iter().map(|side| side.label.clone()).collect();
    let question = StoredValue::new(asked.question);
    let sides = StoredValue::new(sides);
    let side = RwSignal::new(0_usize);
    let opened = LocalResource::new(move || {
        let (at, rows, side) = (offset.get(), dashboard.has_rows(), side.get());
        async move {
            let wanted =
                sides.with_value(|sides| sides.get(side).map(|side| (side.key.clone(), side.compared)));
            let Some((key, compared)) = wanted.filter(|_| rows) else {
                return Err(Failure::NeedsEngine);
            };
            dashboard.open(&question.get_value(), (&key, compared), at, PAGE).await
        }
    });
    let shown = move || {
        if dashboard.awaits_rows() {
            return view! { <p class="sub" role="status">{t("receipt.coming")}</p> }.into_any();
        }
        match opened.get() {
            None => view! { <Waiting/> }.into_any(),
            Some(Ok(opened)) => view! { <Page opened offset/> }.into_any(),
            Some(Err(Failure::NeedsEngine)) => {
                view! { <p class="advice">{t("receipt.no_rows")}</p> }.into_any()
            }
            Some(Err(failure)) => {
                let (heading, help) = failure.keys();
                view! { <p class="advice"><b>{t(heading)}</b>" "{t(help)}</p> }.into_any()
            }
        }
    };
    let choose = move |at: usize| {
        offset.set(0);
        side.set(at);
    };
    view! { <Sides labels side choose=Callback::new(choose)/> {shown} }
}

/// Rows that belong to a receipt: the finding's own, and those that it is held against.
struct Side {
    label: String,
    key: Key,
    compared: bool,
}

/// The finding's own rows; of one with a comparison group that group's too, and where changes are compared both in the
/// period before.
fn sides(asked: &Asked) -> Vec<Side> {
    let side = |label: &str, key: &Key, compared| Side { label: t(label), key: key.clone(), compared };
    let mut all = vec![side("receipt.of_programme", &asked.key, false)];
    let answer = use_dashboard().ready();
    let framework = answer.as_ref().map(|answer| &answer.framework);
    let indicator = framework.and_then(|one| one.indicators.iter().find(|one| one.id == asked.key.indicator));
    let Some(comparison) = indicator.and_then(|indicator| indicator.comparison.as_ref()) else { return all };
    if comparison.filter.is_none() {
        return all;
    }
    // Of matched people the whole comparison group of the place is shown: they are found among all of it.
    let mut there = asked.key.clone();
    if comparison.method == EffectMethod::Matched {
        (there.dimension, there.group) = (None, None);
    }
    all.push(side("receipt.of_comparison", &there, true));
    if let Some(before) =
        comparison.before.as_ref().filter(|before| asked.key.period.as_deref() != Some(before))
    {
        let at = |key: &Key| Key { period: Some(before.into()), ..key.clone() };
        all.push(side("receipt.of_programme_before", &at(&asked.key), false));
        all.push(side("receipt.of_comparison_before", &at(&there), true));
    }
    all
}

/// Whose rows are shown, where there are several sides.
#[component]
fn Sides(labels: Vec<String>, side: RwSignal<usize>, choose: Callback<usize>) -> impl IntoView {
    if labels.len() < 2 {
        return None;
    }
    let buttons = labels.into_iter().enumerate().map(|(at, label)| {
        let pressed = move || (side.get() == at).to_string();
        view! {
            <button type="button" class="btn" aria-pressed=pressed on:click=move |_| choose.run(at)>{label}</button>
        }
    });
    Some(view! {
        <div class="tabs whose-rows" role="group" aria-label=t("receipt.whose_rows")>{buttons.collect_view()}</div>
    })
}

#[component]
fn Page(opened: Opened, offset: RwSignal<u64>) -> impl IntoView {
    let receipt = &opened.receipt;
    let counts = view! {
        <ul class="counts">
            <li>{used(receipt)}</li>
            {receipt.left_out.iter().map(|left| view! { <li>{left_out(&left.reason, left.count)}</li> }).collect_view()}
        </ul>
    };
    if !opened.closed.is_empty() {
        return view! { <h3>{t("receipt.rows")}</h3><p class="advice">{t("receipt.withheld")}</p> }
            .into_any();
    }
    let private = private_columns(receipt);
    let private = (!private.is_empty()).then(
        || view! { <p class="sub">{t_with("receipt.private", &[("columns", &private.join(", "))])}</p> },
    );
    let heads =
        opened.headers.iter().map(|head| view! { <th scope="col">{head.clone()}</th> }).collect_view();
    let rows = opened.rows.iter().map(|row| view! { <Row row=row.clone()/> }).collect_view();
    let (from, total) = (opened.offset, opened.total);
    let shown = opened.rows.len() as u64;
    let numbers = [from + u64::from(shown > 0), from + shown, total].map(|number| format().whole(number));
    let range =
        t_with("receipt.range", &[("from", &numbers[0]), ("to", &numbers[1]), ("total", &numbers[2])]);
    view! {
        <h3>{t("receipt.rows")}</h3>
        {counts}
        {private}
        <div class="scroll" tabindex="0" role="region" aria-label=t("receipt.rows")>
            <table class="plain rows">
                <thead><tr><th scope="col">{t("receipt.line")}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <div class="pager">
            <button type="button" class="btn" disabled=from == 0
                on:click=move |_| offset.set(from.saturating_sub(PAGE))>{t("receipt.previous")}</button>
            <span role="status">{range}</span>
            <button type="button" class="btn" disabled={total <= from + shown}
                on:click=move |_| offset.set(from + PAGE)>{t("receipt.next")}</button>
        </div>
    }
    .into_any()
}

/// The headers of the table's columns that are about persons and never shown.
fn private_columns(receipt: &Receipt) -> Vec<String> {
    let Some(answer) = use_dashboard().ready() else { return Vec::new() };
    let table = answer.framework.tables.iter().find(|table| table.id == receipt.table);
    let columns = table
        .into_iter()
        .flat_map(|table| table.columns.iter().filter(|column| table.private.contains(&column.name)));
    columns.map(|column| column.header.clone()).collect()
}

#[component]
fn Row(row: OpenedRow) -> impl IntoView {
    let out = !row.left_out.is_empty();
    let cells = row.cells.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
    let why = out.then(|| view! { <span class="why">{t(why_key(&row.left_out))}</span> });
    view! {
        <tr class:out=out>
            <th scope="row"><code>{format!("{}:{}", row.file, row.line)}</code>{why}</th>
            {cells}
        </tr>
    }
}

/// How many rows were used, in words.
pub(crate) fn used(receipt: &Receipt) -> String {
    match receipt.withheld {
        true => t("receipt.used_withheld"),
        false => t_count("receipt.used", receipt.used, &[]),
    }
}

/// How many rows were left out for a reason, in words.
pub(crate) fn left_out(reason: &str, count: u64) -> String {
    let key = match reason {
        "condition" => "receipt.left_condition",
        "filter" => "receipt.left_filter",
        "not_due" => "receipt.left_not_due",
        "unmatched" => "receipt.left_unmatched",
        "not_reported" => "receipt.left_not_reported",
        _ => "receipt.left_other",
    };
    t_count(key, count, &[("reason", reason)])
}

fn why_key(reason: &str) -> &'static str {
    match reason {
        "condition" => "receipt.why_condition",
        "filter" => "receipt.why_filter",
        "not_due" => "receipt.why_not_due",
        "unmatched" => "receipt.why_unmatched",
        "not_reported" => "receipt.why_not_reported",
        _ => "receipt.why_other",
    }
}
