//! The number and what it was made of: formula with the numbers put in, interval, sources, files, hashes.

use crate::figure::words::{minimum_group, reason};
use crate::figure::{Names, Say};
use crate::i18n::{Format, format, lang, t, t_with};
use esito_charts::{Quantity, format as written};
use esito_model::{Answer, Finding, Indicator, Key, Measure, Receipt, UNKNOWN, Unit, Value};
use leptos::prelude::*;
use std::sync::Arc;

/// The finding and its receipt, from the answer at hand.
#[component]
pub fn Facts(answer: Arc<Answer>, key: Key) -> impl IntoView {
    let framework = &answer.framework;
    let indicator = framework.indicators.iter().find(|indicator| indicator.id == key.indicator)?;
    let finding = answer.findings.iter().find(|finding| finding.key == key)?;
    let receipt = answer.receipts.iter().find(|receipt| receipt.indicator == key.indicator);
    let names = Names::new(framework, lang().code(), &t("figure.unknown"));
    let (quantity, format) = (quantity(indicator, finding, &framework.currency), format());
    let value = match finding.value {
        Value::Known(value) => written::value(value, &quantity, &format),
        Value::Missing(why) => reason(why, minimum_group(&answer, indicator)),
    };
    let interval = finding.low.zip(finding.high).map(|(low, high)| {
        let range = written::interval(low, high, &quantity, &format);
        view! { <p class="ci">{t_with("receipt.interval", &[("range", &range)])}</p> }
    });
    let sum = sum(indicator, finding, &quantity, &value, format);
    Some(view! {
        <h2>{names.of(indicator)}</h2>
        <p class="sub">{about(&answer, &key, &names)}</p>
        <p class="big">{value}</p>
        {interval}
        <h3>{t("receipt.formula")}</h3>
        <pre class="formula"><code>{receipt.map(|receipt| receipt.formula.clone())}</code></pre>
        {sum.map(|sum| view! { <p class="sum">{sum}</p> })}
        {finding.n.map(|n| view! { <p class="sub">{t_with("receipt.n", &[("n", &format.whole(n))])}</p> })}
        {receipt.map(|receipt| view! { <Origin answer=Arc::clone(&answer) receipt=receipt.clone()/> })}
    })
}

/// What a finding is about, in one line.
fn about(answer: &Answer, key: &Key, names: &Names) -> String {
    let place = key.place.as_deref().map_or_else(|| t("figure.all_together"), |place| names.place(place));
    let period = match key.period.as_deref() {
        None => t("figure.all_periods"),
        Some(UNKNOWN) => t("figure.unknown"),
        Some(code) => Say::of(answer, format(), &t("figure.unknown")).period(code),
    };
    let group = key
        .dimension
        .as_deref()
        .zip(key.group.as_deref())
        .map(|(columns, codes)| names.group(columns, codes));
    [Some(place), Some(period), group].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn quantity(indicator: &Indicator, finding: &Finding, currency: &str) -> Quantity {
    let currency = finding.currency.as_deref().unwrap_or(currency);
    if indicator.unit == Unit::Money { Quantity::money(currency) } else { Quantity::of(indicator.unit) }
}

/// The formula with the numbers put in: `312 / 640 = 48.8 %`.
fn sum(
    indicator: &Indicator,
    finding: &Finding,
    quantity: &Quantity,
    value: &str,
    format: Format,
) -> Option<String> {
    let Measure::Ratio { .. } = indicator.measure else { return None };
    let (over, under) = (finding.numerator?, finding.denominator?);
    // A ratio in money is money over a count; every other ratio is shown as plain numbers.
    let over = match quantity.unit {
        Unit::Money => written::value(over, quantity, &format),
        _ => written::value(over, &Quantity::of(Unit::Number), &format),
    };
    Some(format!("{over} / {} = {value}", written::value(under, &Quantity::of(Unit::Number), &format)))
}

/// Sources, files and the engine.
#[component]
fn Origin(answer: Arc<Answer>, receipt: Receipt) -> impl IntoView {
    let sources =
        answer.framework.sources.iter().filter(|source| receipt.sources.contains(&source.id)).map(|source| {
            let name = match source.url.starts_with("http") {
                true => {
                    view! { <a href=source.url.clone() rel="external noopener">{source.name.clone()}</a> }
                        .into_any()
                }
                false => source.name.clone().into_any(),
            };
            let licence = (!source.licence.is_empty()).then(|| format!(" · {}", source.licence));
            view! { <li>{name}{licence}</li> }
        });
    let files = receipt.files.iter().map(|file| {
        view! { <li><b>{file.name.clone()}</b>" "<code class="hash">{file.sha256.clone()}</code></li> }
    });
    view! {
        <details class="origin">
            <summary>{t("receipt.origin")}</summary>
            <ul>{sources.collect_view()}</ul>
            <p class="sub">{t("receipt.files")}</p>
            <ul>{files.collect_view()}</ul>
            <p class="sub">{t_with("receipt.engine", &[("engine", &receipt.engine)])}</p>
        </details>
    }
}
