//! How the indicator is made: what it means, its formula, its rows, its source.

use super::Chosen;
use crate::address::{Page, use_address};
use crate::figure::Say;
use crate::figure::words::{direction, method as method_words, minimum_group};
use crate::i18n::{lang, t, t_with, use_i18n};
use esito_charts::format;
use esito_model::{Agreement, Answer, Indicator, Interval, Measure, MissingCells, Receipt, Source};
use leptos::prelude::*;

/// The definition.
#[component]
pub(super) fn Definition(chosen: Chosen) -> impl IntoView {
    let i18n = use_i18n();
    let address = use_address();
    move || {
        let id = chosen.id.get();
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), "");
            let indicator = say.picks.indicator(&id)?;
            let receipt = say.picks.receipt(&id);
            let table = answer.framework.tables.iter().find(|table| table.id == indicator.table);
            let ids = receipt.map_or_else(
                || table.and_then(|table| table.source.clone()).into_iter().collect(),
                |receipt| receipt.sources.clone(),
            );
            let sources = answer.framework.sources.iter().filter(|source| ids.contains(&source.id));
            let sources = sources.map(source).collect_view();
            let rows = receipt.map(|receipt| {
                if receipt.withheld {
                    return crate::components::receipt::used(receipt);
                }
                let used = format::count(receipt.used, &say.format);
                let all = format::count(receipt.rows, &say.format);
                t_with("indicator.used", &[("used", &used), ("all", &all), ("table", &receipt.table)])
            });
            let agreed = say.picks.target(&id, None).and_then(|target| target.agreed.as_ref()).map(agreement);
            let minimum = minimum_group(answer, indicator);
            let withheld = (minimum > 1).then(|| t_with("indicator.minimum", &[("n", &minimum.to_string())]));
            let goals = indicator.sdg.join(", ");
            let description = indicator.description.get(lang().code()).to_owned();
            let formula = receipt.map_or_else(|| formula(indicator), |receipt| receipt.formula.clone());
            Some(view! {
                <section class="section definition panel">
                    <h2>{t("indicator.made")}</h2>
                    <dl>
                        {row(t("indicator.meaning"), description)}
                        <div><dt>{t("indicator.formula")}</dt><dd><code>{formula}</code></dd></div>
                        {row(t("indicator.direction"), direction(indicator.direction))}
                        {row(t("indicator.rows_used"), rows.unwrap_or_default())}
                        {row(t("indicator.interval_by"), interval_by(indicator, receipt))}
                        {row(t("indicator.missing_cells"), missing_cells(indicator))}
                        {row(t("indicator.withheld"), withheld.unwrap_or_default())}
                        {row(t("indicator.rounding"), rounding(answer, indicator))}
                        {row(t("overview.agreed"), agreed.unwrap_or_default())}
                        {row(t("indicator.goals"), goals)}
                        <div><dt>{t("indicator.source")}</dt><dd>{sources}</dd></div>
                    </dl>
                    <p><a href=move || address.href(Page::Methods, &[("indicator", &id)])>{t("health.methods")}</a></p>
                </section>
            })
        })
    }
}

/// The method of the intervals, and what the bootstrap draws.
fn interval_by(indicator: &Indicator, receipt: Option<&Receipt>) -> String {
    let code = receipt.map_or("", |receipt| receipt.interval.as_str());
    let found =
        Interval::WORDS.iter().find(|(word, _)| *word == code).map(|(_, method)| method_words(*method));
    match (found, &indicator.cluster) {
        (Some(found), Some(cluster)) => {
            t_with("indicator.clustered", &[("method", &found), ("cluster", cluster)])
        }
        (Some(found), None) => found,
        (None, _) => String::new(),
    }
}

/// What is done with rows that lack a cell.
fn missing_cells(indicator: &Indicator) -> String {
    match &indicator.missing {
        None => String::new(),
        Some(MissingCells::LeaveOut) => t("indicator.leave_out"),
        Some(MissingCells::GroupMean { groups }) if groups.is_empty() => t("indicator.mean_of_all"),
        Some(MissingCells::GroupMean { groups }) => {
            t_with("indicator.group_mean", &[("groups", &groups.join(", "))])
        }
        Some(MissingCells::Refuse) => t("indicator.refuse"),
    }
}

/// What counts are rounded to.
fn rounding(answer: &Answer, indicator: &Indicator) -> String {
    match indicator.rounding.unwrap_or(answer.framework.rounding) {
        0 | 1 => String::new(),
        to => t_with("indicator.rounded", &[("n", &to.to_string())]),
    }
}

/// A line of the definition; none where nothing is said.
fn row(name: String, words: String) -> Option<impl IntoView> {
    (!words.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{words}</dd></div> })
}

fn formula(indicator: &Indicator) -> String {
    let made = match &indicator.measure {
        Measure::Ratio { numerator, denominator } => format!("{numerator} / {denominator}"),
        Measure::Value(value) => value.clone(),
        Measure::Given(column) => column.clone(),
    };
    indicator.filter.as_ref().map_or(made.clone(), |filter| format!("{made} WHERE {filter}"))
}

fn agreement(agreed: &Agreement) -> String {
    let parties = agreed.by.join(", ");
    if agreed.on.is_empty() {
        parties
    } else {
        format!("{parties} ({})", crate::i18n::format().day(&agreed.on))
    }
}

fn source(source: &Source) -> impl IntoView + use<> {
    // Only addresses of the web become links: a framework is somebody else's file.
    let linked = source.url.starts_with("https://") || source.url.starts_with("http://");
    let name = source.name.clone();
    let url = source.url.clone();
    let retrieved = match source.retrieved.as_str() {
        "" => String::new(),
        day => t_with("indicator.retrieved", &[("day", &crate::i18n::format().day(day))]),
    };
    let rest = [source.licence.clone(), retrieved];
    let rest: Vec<String> = rest.into_iter().filter(|part| !part.is_empty()).collect();
    view! {
        <p>
            {if linked { view! { <a href=url rel="external noopener">{name}</a> }.into_any() } else { name.into_any() }}
            {(!rest.is_empty()).then(|| format!("; {}", rest.join("; ")))}
        </p>
    }
}
