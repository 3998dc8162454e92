//! One indicator: everything that somebody would need to work it out again.

use super::anchor;
use super::words;
use crate::address::{Page, use_address};
use crate::figure::words::{capital, direction, minimum_group};
use crate::figure::{Names, Say};
use crate::i18n::{format, lang, t, t_with};
use esito_model::{Across, Answer, Indicator, Measure, Receipt, Table, Target};
use leptos::prelude::*;
use std::sync::Arc;

/// The chapter.
#[component]
pub fn Chapter(answer: Arc<Answer>, indicator: Indicator) -> impl IntoView {
    let address = use_address();
    let names = Names::new(&answer.framework, lang().code(), "");
    let receipt = answer.receipts.iter().find(|receipt| receipt.indicator == indicator.id).cloned();
    let table = answer.framework.tables.iter().find(|table| table.id == indicator.table).cloned();
    let description = indicator.description.get(lang().code()).to_owned();
    let id = indicator.id.clone();
    let href = move || address.href(Page::Indicator, &[("indicator", &id)]);
    let facts = facts(&answer, &indicator, &names, receipt.as_ref());
    let promises = promises(&answer, &indicator, &names);
    // Folded, or the page is endless; the one that the address asks for is open.
    let (asked, own) = (address.memo("indicator"), indicator.id.clone());
    let open = Memo::new(move |_| asked.get().as_deref() == Some(own.as_str()));
    view! {
        <details id=anchor(&indicator.id) class="chapter" prop:open=open>
            <summary><h3>{names.of(&indicator)}</h3></summary>
            {(!description.is_empty()).then(|| view! { <p>{description}</p> })}
            <pre class="formula"><code>{formula(&indicator)}</code></pre>
            <dl class="facts">
                {facts.into_iter().map(|(name, text)| view! { <dt>{name}</dt><dd>{text}</dd> }).collect_view()}
            </dl>
            {promises}
            {receipt.map(|receipt| view! { <Used receipt/> })}
            {table.map(|table| view! { <Columns table/> })}
            <p><a href=href>{t("methods.see")}</a></p>
        </details>
    }
}

/// The formula with its condition, laid out to be read.
fn formula(indicator: &Indicator) -> String {
    let body = match &indicator.measure {
        Measure::Ratio { numerator, denominator } => {
            format!("{}\n/ {}", numerator.trim(), denominator.trim())
        }
        Measure::Value(value) => value.trim().to_owned(),
        Measure::Given(column) => column.clone(),
    };
    match &indicator.filter {
        Some(filter) => format!("{body}\nWHERE {}", filter.trim()),
        None => body,
    }
}

/// Names and texts of the definition list; what the framework does not say is left out.
fn facts(
    answer: &Answer,
    indicator: &Indicator,
    names: &Names,
    receipt: Option<&Receipt>,
) -> Vec<(String, String)> {
    let mut facts = vec![
        (t("methods.unit"), t(words::unit(indicator.unit))),
        (t("methods.direction"), capital(&direction(indicator.direction))),
    ];
    if let Measure::Given(_) = indicator.measure {
        facts.push((t("methods.kind"), t("methods.given")));
    }
    if let Some(place) = &indicator.place {
        facts.push((t("methods.place"), place.clone()));
    }
    if let Some(period) = &indicator.period {
        facts.push((t("methods.period"), format!("{}, {}", period.column, t(words::every(period.every)))));
        let across = match indicator.across {
            Across::All => "methods.flow",
            Across::Last => "methods.stock",
        };
        facts.push((t("methods.over_time"), t(across)));
    }
    if !indicator.by.is_empty() {
        let by: Vec<_> = indicator.by.iter().map(|columns| names.dimension(&columns.join("|"))).collect();
        facts.push((t("methods.by"), by.join("; ")));
    }
    let method = receipt.map_or("", |receipt| receipt.interval.as_str());
    facts.push((t("methods.interval"), t(words::interval(method))));
    let least = minimum_group(answer, indicator);
    let small =
        if least > 1 { t_with("methods.least", &[("n", &least.to_string())]) } else { t("methods.no_least") };
    facts.push((t("methods.small"), small));
    if !indicator.sdg.is_empty() {
        facts.push((t("indicator.goals"), indicator.sdg.join(", ")));
    }
    let sources = receipt.map(|receipt| {
        let of = answer.framework.sources.iter().filter(|source| receipt.sources.contains(&source.id));
        of.map(|source| source.name.clone()).collect::<Vec<_>>().join("; ")
    });
    if let Some(sources) = sources.filter(|sources| !sources.is_empty()) {
        facts.push((t("methods.source"), sources));
    }
    facts
}

/// What was promised, by whom and when.
fn promises(answer: &Answer, indicator: &Indicator, names: &Names) -> impl IntoView + use<> {
    let targets: Vec<&Target> =
        answer.framework.targets.iter().filter(|t| t.indicator == indicator.id).collect();
    if targets.is_empty() {
        return None;
    }
    let say = Say::of(answer, format(), "");
    let show = |value: f64| say.number(indicator, value);
    let items = targets.into_iter().map(|target| {
        let place =
            target.place.as_deref().map_or_else(|| t("figure.all_together"), |place| names.place(place));
        let from = target.baseline.as_ref().map(|b| {
            t_with("methods.from", &[("value", &show(b.value)), ("period", &say.period(&b.period))])
        });
        let to = t_with(
            "methods.to",
            &[("value", &show(target.target.value)), ("period", &say.period(&target.target.period))],
        );
        let agreed = target.agreed.as_ref().map(|agreed| {
            let by = agreed.by.join(", ");
            t_with("methods.agreed", &[("day", &format().day(&agreed.on)), ("parties", &by)])
        });
        let text = [from, Some(to), agreed].into_iter().flatten().collect::<Vec<_>>().join(", ");
        view! { <li><b>{place}</b>": "{text}</li> }
    });
    Some(view! { <h4>{t("methods.promised")}</h4><ul class="promised">{items.collect_view()}</ul> })
}

/// How many rows were used, and why the others were not.
#[component]
fn Used(receipt: Receipt) -> impl IntoView {
    let left = receipt.left_out.iter().map(|left| {
        view! { <li>{crate::components::receipt::left_out(&left.reason, left.count)}</li> }
    });
    view! {
        <ul class="counts">
            <li>{crate::components::receipt::used(&receipt)}</li>
            {left.collect_view()}
        </ul>
    }
}

/// The table that the rows come from, with its columns.
#[component]
fn Columns(table: Table) -> impl IntoView {
    let rows = table.columns.iter().map(|column| {
        let private = table.private.contains(&column.name).then(|| format!(" ({})", t("methods.private")));
        view! {
            <tr>
                <td><code>{column.name.clone()}</code></td>
                <td>{column.header.clone()}</td>
                <td>{t(words::column(column.kind))}{private}</td>
            </tr>
        }
    });
    view! {
        <details class="columns">
            <summary>{t_with("methods.table", &[("table", &table.id), ("file", &table.file)])}</summary>
            <div class="scroll">
                <table class="plain">
                    <thead><tr>
                        <th scope="col">{t("methods.column")}</th>
                        <th scope="col">{t("methods.header")}</th>
                        <th scope="col">{t("methods.type")}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}
