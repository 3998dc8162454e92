//! How the indicator is made: what it means, its formula, its rows, its source.

use super::Chosen;
use crate::address::{Page, use_address};
use crate::figure::Say;
use crate::figure::words::{direction, minimum_group};
use crate::i18n::{lang, t, t_with, use_i18n};
use esito_charts::format;
use esito_model::{Agreement, Indicator, Measure, Source};
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
                        {row(t("indicator.withheld"), withheld.unwrap_or_default())}
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
