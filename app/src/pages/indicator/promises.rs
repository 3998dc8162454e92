//! What was promised: for all together, places and groups; how far, how fast, where it leads, what was agreed before.

use super::Chosen;
use crate::components::save::{csv_text, save_text};
use crate::components::{on_paper, use_receipt};
use crate::figure::pick::key_of;
use crate::figure::words::{cannot, standing};
use crate::figure::{Chip, Say};
use crate::i18n::{t, t_with, use_i18n};
use crate::link::first_question;
use esito_charts::{Quantity, format};
use esito_model::number::digits12;
use esito_model::{Agreement, Indicator, PacePath, Promise, PromiseVersion, Unit};
use leptos::prelude::*;

/// Promises shown at first.
const FIRST: usize = 12;

/// The section; nothing where nothing was promised.
#[component]
pub(super) fn Promises(chosen: Chosen) -> impl IntoView {
    let i18n = use_i18n();
    let (whole, paper) = (RwSignal::new(false), on_paper());
    let unknown = t("figure.unknown");
    move || {
        let id = chosen.id.get();
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            let indicator = say.picks.indicator(&id)?;
            let all: Vec<&Promise> = answer.promises.iter().filter(|promise| promise.indicator == id).collect();
            let first = all.first()?;
            let told = say.leads(indicator, first);
            let told = if told.is_empty() { told } else { format!("{}: {told}", whom(&say, first)) };
            let hidden = if whole.get() || paper.get() { 0 } else { all.len().saturating_sub(FIRST) };
            let rows = all.iter().take(all.len() - hidden).map(|promise| row(&say, indicator, promise)).collect_view();
            let earlier: Vec<_> = all.iter().filter(|promise| !promise.versions.is_empty()).collect();
            let earlier = earlier.into_iter().map(|promise| versions(&say, indicator, promise)).collect_view();
            let any = all.iter().any(|promise| !promise.versions.is_empty());
            let file = rows_of(&say, indicator, &all);
            let name = format!("{id}-promises.csv");
            Some(view! {
                <section class="section promises">
                    <div class="section-head">
                        <h2>{t("promise.heading")}</h2>
                        <button type="button" class="quiet"
                            on:click=move |_| save_text(&name, "text/csv;charset=utf-8", &csv_text(&file))>
                            {t("promise.csv")}
                        </button>
                    </div>
                    {(!told.is_empty()).then(|| view! { <p class="told">{told}</p> })}
                    <div class="scroll" tabindex="0" role="region" aria-label=t("promise.heading")>
                        <table class="m">
                            <caption class="unseen">{t("promise.heading")}</caption>
                            <thead>
                                <tr>
                                    <th scope="col">{t("promise.whom")}</th>
                                    <th scope="col" class="number">{t("promise.baseline")}</th>
                                    <th scope="col" class="number">{t("overview.now")}</th>
                                    <th scope="col" class="number">{t("overview.target")}</th>
                                    <th scope="col" class="number">{t("promise.attained")}</th>
                                    <th scope="col" class="number">{t("promise.pace")}</th>
                                    <th scope="col">{t("overview.standing")}</th>
                                    <th scope="col" class="number">{t("promise.leads")}</th>
                                    <th scope="col">{t("promise.since")}</th>
                                    <th scope="col">{t("overview.agreed")}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                    {(hidden > 0).then(|| view! {
                        <button type="button" class="btn more" on:click=move |_| whole.set(true)>{t("figure.show_all")}</button>
                    })}
                    {any.then(|| view! {
                        <details class="versions"><summary>{t("promise.versions")}</summary><ul>{earlier}</ul></details>
                    })}
                    <p class="figure-note">{t("promise.note")}</p>
                </section>
            })
        })
    }
}

/// Whom a promise is about.
fn whom(say: &Say<'_>, promise: &Promise) -> String {
    let place = promise.place.as_deref().map(|place| say.names.place(place));
    let group = promise.dimension.as_deref().zip(promise.group.as_deref());
    let group = group.map(|(dimension, group)| say.names.group(dimension, group));
    let parts: Vec<String> = [place, group].into_iter().flatten().collect();
    if parts.is_empty() { t("figure.all_together") } else { parts.join(", ") }
}

fn part(say: &Say<'_>, value: Option<f64>) -> String {
    value
        .map_or_else(|| "–".to_owned(), |value| format::value(value, &Quantity::of(Unit::Share), &say.format))
}

fn row(say: &Say<'_>, indicator: &Indicator, promise: &Promise) -> impl IntoView + use<> {
    let receipt = use_receipt();
    let number =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| say.number(indicator, value));
    let when = |code: Option<&str>| code.map(|code| say.period(code)).unwrap_or_default();
    let group = promise.dimension.as_deref().zip(promise.group.as_deref());
    let key = key_of(&promise.indicator, promise.place.as_deref(), promise.period.as_deref(), group);
    // The pace that counts, and Eurostat's compound one below it where both can be worked out.
    let pace = promise.pace.map_or_else(|| cannot(&promise.no_pace), |pace| part(say, Some(pace)));
    let compound =
        promise.pace_compound.filter(|_| promise.along == PacePath::Linear && promise.pace.is_some());
    let compound =
        compound.map(|compound| t_with("promise.compound", &[("pace", &part(say, Some(compound)))]));
    let (leads, band) = promise.projection.as_ref().map_or_else(
        || ("–".to_owned(), String::new()),
        |projection| {
            let band = say.band(indicator, projection.low, projection.high);
            (say.number(indicator, projection.value), band)
        },
    );
    let since = promise.warning.as_ref().map(|warning| say.period(&warning.since));
    let perhaps = promise.warning.as_ref().filter(|warning| !warning.clear).map(|_| t("promise.perhaps"));
    let agreed = agreement(say, promise).map(|agreed| told(&agreed)).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">{whom(say, promise)}</th>
            <td class="number">{number(promise.baseline)} <span class="when">{when(promise.baseline_period.as_deref())}</span></td>
            <td class="number">
                <button type="button" class="cell-button" title=t("figure.open_receipt")
                    on:click=move |_| receipt.open(first_question(), key.clone())>{number(promise.actual)}</button>
                <span class="when">{when(promise.period.as_deref())}</span>
            </td>
            <td class="number">{number(Some(promise.target))} <span class="when">{when(Some(&promise.target_period))}</span></td>
            <td class="number">{part(say, promise.attainment)}</td>
            <td class="number" class:why=promise.pace.is_none()>{pace} <span class="when">{compound}</span></td>
            <td><Chip standing=promise.standing /></td>
            <td class="number">{leads} <span class="when">{band}</span></td>
            <td>{since.unwrap_or_else(|| "–".to_owned())} <span class="when">{perhaps}</span></td>
            <td class="parties">{agreed}</td>
        </tr>
    }
}

/// The agreement behind a promise in force.
fn agreement(say: &Say<'_>, promise: &Promise) -> Option<Agreement> {
    let targets = say.picks.answer.framework.targets.iter();
    let mut ours = targets.filter(|target| {
        let group = target.group.as_ref().map(|group| (&group.dimension, &group.group));
        target.indicator == promise.indicator
            && target.place == promise.place
            && group == promise.dimension.as_ref().zip(promise.group.as_ref())
            && target.target.period == promise.target_period
            && target.target.value.to_bits() == promise.target.to_bits()
    });
    ours.next_back()?.agreed.clone()
}

fn told(agreed: &Agreement) -> String {
    let parties = agreed.by.join(", ");
    match agreed.on.as_str() {
        "" => parties,
        day => format!("{parties} ({})", crate::i18n::format().day(day)),
    }
}

/// What was agreed or proposed before, one line each.
fn versions(say: &Say<'_>, indicator: &Indicator, promise: &Promise) -> impl IntoView + use<> {
    let whom = whom(say, promise);
    let line = |version: &PromiseVersion| {
        let agreed = told(&Agreement { on: version.on.clone(), by: version.by.clone() });
        let value = say.number(indicator, version.value);
        let period = say.period(&version.period);
        let args = [("value", value.as_str()), ("period", period.as_str()), ("agreed", agreed.as_str())];
        let text = t_with(if version.proposed { "promise.proposed" } else { "promise.earlier" }, &args);
        view! { <li>{format!("{whom}: {text}")}</li> }
    };
    promise.versions.iter().map(line).collect_view()
}

/// The same as rows of a file.
fn rows_of(say: &Say<'_>, indicator: &Indicator, promises: &[&Promise]) -> Vec<Vec<String>> {
    let head = [
        "indicator",
        "place",
        "dimension",
        "group",
        "baseline_period",
        "baseline",
        "period",
        "actual",
        "target_period",
        "target",
        "attainment",
        "pace",
        "pace_compound",
        "standing",
        "projected",
        "low",
        "high",
        "short",
        "foreseeable_since",
        "agreed_on",
        "agreed_by",
        "notice",
    ];
    let illustrative = say.picks.answer.framework.illustrative;
    let notice = if illustrative {
        format!("{} {}", t("illustrative.heading"), t("illustrative.text"))
    } else {
        String::new()
    };
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for promise in promises {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
        let agreed = agreement(say, promise).unwrap_or_default();
        let (projection, warning) = (promise.projection.as_ref(), promise.warning.as_ref());
        rows.push(vec![
            indicator.id.clone(),
            text(&promise.place),
            text(&promise.dimension),
            text(&promise.group),
            text(&promise.baseline_period),
            number(promise.baseline),
            text(&promise.period),
            number(promise.actual),
            promise.target_period.clone(),
            digits12(promise.target),
            number(promise.attainment),
            number(promise.pace),
            number(promise.pace_compound),
            standing(promise.standing),
            number(projection.map(|one| one.value)),
            number(projection.map(|one| one.low)),
            number(projection.map(|one| one.high)),
            number(warning.map(|one| one.short)),
            warning.map(|one| one.since.clone()).unwrap_or_default(),
            agreed.on,
            agreed.by.join("; "),
            notice.clone(),
        ]);
    }
    rows
}
