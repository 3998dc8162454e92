//! Promises that will be missed at today's pace, the largest gap first; all of them on demand.

use super::notices::notices;
use super::say;
use crate::address::{Page, use_address};
use crate::components::{on_paper, use_receipt};
use crate::figure::pick::{attention, key_of};
use crate::figure::{Chip, Say};
use crate::i18n::{t, t_count, t_with};
use crate::link::first_question;
use esito_charts::{Datum, Dot, DotRowSpec, Frame, Ink, dot_row};
use esito_model::{Answer, Promise};
use leptos::prelude::*;
use std::sync::Arc;

/// Promises shown at first.
const FIRST: usize = 5;

/// The key in the address that shows all promises.
const ALL: &str = "promises";

/// The list, and the table of all promises.
#[component]
pub(super) fn Attention(answer: Arc<Answer>) -> impl IntoView {
    let address = use_address();
    let paper = on_paper();
    let whole = Memo::new(move |_| address.get(ALL).as_deref() == Some("all") || paper.get());
    let say = say(&answer);
    let late = attention(&answer.promises);
    let count = answer.promises.len() as u64;
    let (promised, none) = (count > 0, late.is_empty());
    let notices = notices(&answer);
    let items = late.into_iter().take(FIRST).enumerate().filter_map(|(at, promise)| item(&say, promise, at));
    let items = items.collect_view();
    let table = Arc::clone(&answer);
    view! {
        <section class="attention" class:whole=move || whole.get()>
            <h2>{t("overview.attention")}</h2>
            {promised.then(|| view! {
                <p class="sub">{t("overview.attention_sub")}</p>
                {none.then(|| view! { <p class="calm">{t("overview.nothing_late")}</p> })}
                <ol class="attn">{items}</ol>
                <p>
                    <button
                        type="button"
                        class="btn"
                        aria-expanded=move || whole.get().to_string()
                        on:click=move |_| address.set(ALL, (!whole.get_untracked()).then_some("all"))
                    >
                        {move || if whole.get() { t("overview.fewer") } else { t_count("overview.all_promises", count, &[]) }}
                    </button>
                </p>
            })}
            {move || whole.get().then(|| view! { <Promises answer=Arc::clone(&table) /> })}
            {notices}
        </section>
    }
}

fn item(say: &Say<'_>, promise: &Promise, at: usize) -> Option<impl IntoView + use<>> {
    let address = use_address();
    let indicator = say.picks.indicator(&promise.indicator)?;
    let place = promise.place.as_deref();
    let group = promise.dimension.as_deref().zip(promise.group.as_deref());
    let finding = say.picks.find(&promise.indicator, place, promise.period.as_deref(), group);
    let title = title(say, promise);
    let frame = Frame {
        id: format!("attention-{at}"),
        title: title.clone(),
        width: 150.0,
        quantity: say.quantity(indicator, finding),
        ..Frame::default()
    };
    // The breakdown of a group is not among the first figures; its promise knows the value all the same.
    let datum = match (finding, promise.actual) {
        (None, Some(actual)) => Datum::known(actual),
        (finding, _) => say.datum(indicator, finding),
    };
    let dot = Dot { ink: Ink::Bad, datum };
    let spec = DotRowSpec { frame, height: 30.0, dot, target: Some(promise.target), ..DotRowSpec::default() };
    let svg = dot_row(&spec, &say.format).svg;
    let (id, place) = (promise.indicator.clone(), promise.place.clone());
    let href = move || {
        let mut keys = vec![("indicator", id.as_str())];
        keys.extend(place.as_deref().map(|place| ("place", place)));
        address.href(Page::Indicator, &keys)
    };
    Some(view! {
        <li>
            <div>
                <a class="attn-title" href=href>{title}</a>
                <p>{sentence(say, promise)}</p>
            </div>
            <div class="attn-dot" aria-hidden="true" inner_html=svg></div>
        </li>
    })
}

/// Indicator · place.
fn title(say: &Say<'_>, promise: &Promise) -> String {
    let indicator = say.names.indicator(&promise.indicator);
    let mut parts = vec![indicator];
    parts.extend(promise.place.as_deref().map(|place| say.names.place(place)));
    parts.extend(of_group(say, promise));
    parts.join(" · ")
}

/// The group that a promise is about.
fn of_group(say: &Say<'_>, promise: &Promise) -> Option<String> {
    Some(say.names.group(promise.dimension.as_deref()?, promise.group.as_deref()?))
}

/// Where it is, what was promised, where today's pace leads.
fn sentence(say: &Say<'_>, promise: &Promise) -> String {
    let Some(indicator) = say.picks.indicator(&promise.indicator) else { return String::new() };
    let number =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| say.number(indicator, value));
    let (actual, target) = (number(promise.actual), number(Some(promise.target)));
    let when = promise.period.as_deref().map(|code| say.period(code)).unwrap_or_default();
    let due = say.period(&promise.target_period);
    let args = [
        ("actual", actual.as_str()),
        ("when", when.as_str()),
        ("target", target.as_str()),
        ("due", due.as_str()),
    ];
    let mut said = t_with("overview.late", &args);
    let leads = promise.projection.as_ref().map(|projection| projection.value).or(promise.projected);
    if leads.is_some() {
        let leads = t_with("overview.projected", &[("value", &number(leads)), ("due", &due)]);
        said = format!("{said} {leads}");
    }
    if let Some(warning) = &promise.warning {
        let since = say.period(&warning.since);
        said = format!("{said} {}", t_with("overview.foreseeable", &[("since", &since)]));
    }
    said
}

/// Every promise in a table.
#[component]
fn Promises(answer: Arc<Answer>) -> impl IntoView {
    let receipt = use_receipt();
    let say = say(&answer);
    let rows = answer.promises.iter().filter_map(|promise| {
        let indicator = say.picks.indicator(&promise.indicator)?;
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| say.number(indicator, value));
        let when = promise.period.as_deref().map(|code| say.period(code)).unwrap_or_default();
        let group = promise.dimension.as_deref().zip(promise.group.as_deref());
        let key = key_of(&promise.indicator, promise.place.as_deref(), promise.period.as_deref(), group);
        let place = promise.place.as_deref();
        let place_told = place.map(|place| say.names.place(place));
        let whom: Vec<String> = [place_told, of_group(&say, promise)].into_iter().flatten().collect();
        let agreed = say.picks.target(&promise.indicator, place).and_then(|target| target.agreed.as_ref());
        let agreed = agreed.map(|agreed| agreed.by.join(", ")).unwrap_or_default();
        Some(view! {
            <tr>
                <th scope="row">{say.names.indicator(&promise.indicator)}</th>
                <td>{if whom.is_empty() { t("figure.all_together") } else { whom.join(", ") }}</td>
                <td class="number">
                    <button type="button" class="cell-button" title=t("figure.open_receipt")
                        on:click=move |_| receipt.open(first_question(), key.clone())>{number(promise.actual)}</button>
                    <span class="when">{when}</span>
                </td>
                <td class="number">{number(promise.path)}</td>
                <td class="number">
                    {number(Some(promise.target))} <span class="when">{say.period(&promise.target_period)}</span>
                </td>
                <td><Chip standing=promise.standing /></td>
                <td>{agreed}</td>
            </tr>
        })
    });
    let rows = rows.collect_view();
    view! {
        <div class="scroll twin" tabindex="0" role="region" aria-label=t("overview.promises")>
            <table class="m">
                <caption class="unseen">{t("overview.promises")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("figure.indicator")}</th>
                        <th scope="col">{t("figure.place")}</th>
                        <th scope="col" class="number">{t("overview.now")}</th>
                        <th scope="col" class="number">{t("overview.path")}</th>
                        <th scope="col" class="number">{t("overview.target")}</th>
                        <th scope="col">{t("overview.standing")}</th>
                        <th scope="col">{t("overview.agreed")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
