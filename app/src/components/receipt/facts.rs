//! The number and how it was worked out: value, interval with its method, formula with the numbers put in.

use super::origin::Origin;
use super::take::{Take, Told};
use crate::figure::words::{cannot, method as method_words, minimum_group, reason};
use crate::figure::{Names, Say};
use crate::i18n::{Format, format, lang, t, t_with};
use esito_charts::{Quantity, format as written};
use esito_model::{Answer, Finding, Indicator, Key, Measure, Question, UNKNOWN, Unit, Value};
use leptos::prelude::*;
use std::sync::Arc;

/// The finding and its receipt, from the answer at hand.
#[component]
pub fn Facts(answer: Arc<Answer>, question: Question, key: Key) -> impl IntoView {
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
    let ends = finding.low.zip(finding.high).map(|(low, high)| {
        let range = written::interval(low, high, &quantity, &format);
        t_with("receipt.interval", &[("range", &range)])
    });
    let method = finding.interval.filter(|_| ends.is_some()).map(method_words);
    let none = (!finding.no_interval.is_empty())
        .then(|| t_with("receipt.no_interval", &[("why", &cannot(&finding.no_interval))]));
    let lines = worked(indicator, finding, &quantity, &value, format);
    let about = about(&answer, &key, &names);
    let name = names.of(indicator);
    let told = Told {
        answer: Arc::clone(&answer),
        question,
        finding: finding.clone(),
        head: vec![name.clone(), about.clone(), value.clone()],
        interval: ends.clone().zip(method.clone()).map(|(ends, method)| format!("{ends} ({method})")),
        worked: lines.clone(),
    };
    Some(view! {
        <h2>{name}</h2>
        <p class="sub">{about}</p>
        <p class="big">{value}</p>
        {ends.map(|ends| view! { <p class="ci">{ends}{method.map(|method| view! { <span class="how">" · "{method}</span> })}</p> })}
        {none.map(|none| view! { <p class="ci">{none}</p> })}
        <Take told/>
        <h3>{t("receipt.formula")}</h3>
        <pre class="formula"><code>{receipt.map(|receipt| receipt.formula.clone())}</code></pre>
        <ul class="worked">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
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

/// The formula with the numbers put in, a line for each part: `SUM(positive) = 312`, `312 / 640 = 48.8 %`.
fn worked(
    indicator: &Indicator,
    finding: &Finding,
    quantity: &Quantity,
    value: &str,
    format: Format,
) -> Vec<String> {
    match &indicator.measure {
        Measure::Ratio { numerator, denominator } => {
            let (Some(over), Some(under)) = (finding.numerator, finding.denominator) else {
                return Vec::new();
            };
            // A ratio in money is money over a count; every other ratio is shown as plain numbers.
            let over = match quantity.unit {
                Unit::Money => written::value(over, quantity, &format),
                _ => written::value(over, &Quantity::of(Unit::Number), &format),
            };
            let under = written::value(under, &Quantity::of(Unit::Number), &format);
            vec![
                format!("{} = {over}", plain(numerator)),
                format!("{} = {under}", plain(denominator)),
                format!("{over} / {under} = {value}"),
            ]
        }
        Measure::Value(formula) if finding.value.known().is_some() => {
            vec![format!("{} = {value}", plain(formula))]
        }
        Measure::Given(column) if finding.value.known().is_some() => {
            vec![t_with("receipt.given", &[("column", column), ("value", value)])]
        }
        Measure::Value(_) | Measure::Given(_) => Vec::new(),
    }
}

/// A formula on one line.
fn plain(formula: &str) -> String {
    formula.split_whitespace().collect::<Vec<_>>().join(" ")
}
