//! The sentence at the top, made from the promises; without promises, from what is measured.

use super::say;
use crate::figure::Say;
use crate::figure::pick::attention;
use crate::figure::words::{capital, numbers, places, small};
use crate::i18n::{lang, t, t_count, t_with};
use crate::order::sort_by_key;
use esito_model::{Answer, Finding, PeriodSpan, Promise, Standing};
use leptos::prelude::*;
use std::sync::Arc;

/// Over-line, headline and lead.
#[component]
pub(super) fn Lead(answer: Arc<Answer>) -> impl IntoView {
    let say = say(&answer);
    let description = answer.framework.description.get(lang().code()).to_owned();
    let state = state_of(&answer.promises);
    view! {
        <section class="lead">
            <p class="over">{over(&say)}</p>
            <h1>{headline(&say)}</h1>
            {(!description.is_empty()).then(|| view! { <p>{description}</p> })}
            {(!state.is_empty()).then(|| view! { <p class="state">{state}</p> })}
        </section>
    }
}

/// Title · places · span of periods.
fn over(say: &Say<'_>) -> String {
    let answer = say.picks.answer;
    let mut parts = vec![answer.framework.title.get(lang().code()).to_owned()];
    parts.extend(count_places(say).map(places));
    parts.push(t_count("overview.indicators", answer.framework.indicators.len() as u64, &[]));
    parts.extend(span(say));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// The places of the indicator that has the most; nothing where none has any.
fn count_places(say: &Say<'_>) -> Option<usize> {
    let indicators = say.picks.answer.framework.indicators.iter();
    let known =
        |id: &str| say.picks.places(id).iter().filter(|place| **place != esito_model::UNKNOWN).count();
    indicators.map(|indicator| known(&indicator.id)).max().filter(|count| *count > 0)
}

/// The years of the headline indicators' periods.
fn span(say: &Say<'_>) -> Option<String> {
    let headlines = say.picks.headlines();
    let mut periods: Vec<_> =
        headlines.iter().flat_map(|indicator| say.picks.periods(&indicator.id)).collect();
    sort_by_key(&mut periods, |span| span.month);
    let year = |span: &PeriodSpan| span.code.split('-').next().unwrap_or_default().to_owned();
    let (first, last) = (year(periods.first()?), year(periods.last()?));
    Some(if first == last { first } else { format!("{first}–{last}") })
}

/// So many promises of so many are on track; which one is furthest behind.
fn headline(say: &Say<'_>) -> String {
    let promises = &say.picks.answer.promises;
    if promises.is_empty() {
        return without_promises(say);
    }
    let kept = promises.iter().filter(|promise| is_kept(promise)).count();
    if kept == promises.len() {
        return t("overview.all_on_track");
    }
    let count = kept as u64;
    let [kept, all] = numbers([kept, promises.len()]);
    let late = attention(promises);
    // The promise for all places together says more than that for one of them.
    let whole = |promise: &&&Promise| promise.place.is_none() && promise.group.is_none();
    let worst = late.iter().find(whole).or(late.first());
    let name = |promise: &&Promise| {
        let indicator = small(&say.names.indicator(&promise.indicator));
        match &promise.place {
            Some(place) => t_with(
                "overview.indicator_in",
                &[("indicator", &indicator), ("place", &say.names.place(place))],
            ),
            None => indicator,
        }
    };
    let sentence = match worst.map(name) {
        Some(worst) => {
            t_count("overview.headline_worst", count, &[("kept", &kept), ("all", &all), ("worst", &worst)])
        }
        None => t_count("overview.headline", count, &[("kept", &kept), ("all", &all)]),
    };
    capital(&sentence)
}

/// Nothing was promised: what the first headline indicator says about its own course.
fn without_promises(say: &Say<'_>) -> String {
    let first = say.picks.headlines().first().copied();
    let course = first.map(|indicator| (indicator, say.moments(indicator, None, None).1));
    // Without intervals a first and a last value say nothing about a course.
    let sure = |findings: &[Option<Finding>]| findings.iter().flatten().any(|finding| finding.low.is_some());
    match course.filter(|(_, findings)| findings.len() > 1 && sure(findings)) {
        Some((indicator, findings)) => {
            let change = small(&say.change(indicator, &findings));
            let name = say.names.of(indicator);
            t_with("overview.course", &[("indicator", &name), ("change", &change)])
        }
        None => say.picks.answer.framework.title.get(lang().code()).to_owned(),
    }
}

/// How many promises stand in each class, the good ones first.
fn state_of(promises: &[Promise]) -> String {
    let count =
        |standing: Standing| promises.iter().filter(|promise| promise.standing == standing).count() as u64;
    let said = [
        ("overview.met", count(Standing::Met)),
        ("overview.on_track", count(Standing::OnTrack)),
        ("overview.moderate", count(Standing::Moderate)),
        ("overview.insufficient", count(Standing::Insufficient)),
        ("overview.moving_away", count(Standing::MovingAway)),
        ("overview.missed", count(Standing::Missed)),
        ("overview.unknown", count(Standing::Unknown)),
    ];
    let said: Vec<String> =
        (said.iter().filter(|(_, n)| *n > 0)).map(|(key, n)| t_count(key, *n, &[])).collect();
    if said.is_empty() { String::new() } else { t_with("overview.state", &[("classes", &said.join(", "))]) }
}

fn is_kept(promise: &Promise) -> bool {
    matches!(promise.standing, Standing::Met | Standing::OnTrack)
}
