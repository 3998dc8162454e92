//! By group: the breakdowns, which come a moment after the rest.

use super::Chosen;
use crate::address::use_address;
use crate::components::shown::Waiting;
use crate::figure::words::{all_periods, cannot};
use crate::figure::{FigureIf, Plate, Say};
use crate::i18n::{t, t_with, use_i18n};
use crate::state::{State, use_dashboard};
use esito_model::{Answer, Indicator};
use leptos::prelude::*;
use std::sync::Arc;

/// Bars shown at first.
const FIRST: usize = 20;

/// The groups of the chosen breakdown at one time and over time.
#[component]
pub(super) fn Groups(chosen: Chosen) -> impl IntoView {
    let has_groups = Memo::new(move |_| {
        chosen.answer.with_value(|answer| {
            let indicator = answer.framework.indicators.iter().find(|i| chosen.id.with(|id| i.id == *id));
            indicator.is_some_and(|indicator| !indicator.by.is_empty())
        })
    });
    move || has_groups.get().then(|| view! { <section class="section"><Fetched chosen=chosen /></section> })
}

#[component]
fn Fetched(chosen: Chosen) -> impl IntoView {
    let dashboard = use_dashboard();
    let state = dashboard.indicator(move || chosen.id.get());
    move || match state.get() {
        State::Loading => view! { <h2>{t("indicator.by_group")}</h2><Waiting /> }.into_any(),
        // The rest of the page stands without the breakdowns, so this says so and no more.
        State::Failed(_) => {
            view! { <h2>{t("indicator.by_group")}</h2><p class="calm">{t("indicator.no_groups")}</p> }
                .into_any()
        }
        State::Ready(answer) => view! { <Told chosen=chosen answer=answer /> }.into_any(),
    }
}

#[component]
fn Told(chosen: Chosen, answer: Arc<Answer>) -> impl IntoView {
    let address = use_address();
    let i18n = use_i18n();
    let id = chosen.id.get_untracked();
    let unknown = t("figure.unknown");
    let dimensions: Vec<(String, String)> = {
        let say = Say::of(&answer, i18n.format(), "");
        say.picks.dimensions(&id).into_iter().map(|by| (by.to_owned(), say.names.dimension(by))).collect()
    };
    let known: Vec<String> = dimensions.iter().map(|(by, _)| by.clone()).collect();
    let by = Memo::new(move |_| {
        let asked = address.get("by").filter(|asked| known.contains(asked));
        asked.or_else(|| known.first().cloned())
    });
    let answer = StoredValue::new(answer);
    let plate = move |make: fn(&Say<'_>, &Indicator, &str, Option<&str>) -> Option<Plate>| {
        let (id, unknown) = (id.clone(), unknown.clone());
        Memo::new(move |_| {
            let by = by.get()?;
            let period = chosen.period.get();
            answer.with_value(|answer| {
                let say = Say::of(answer, i18n.format(), &unknown);
                make(&say, say.picks.indicator(&id)?, &by, period.as_deref())
            })
        })
    };
    let bars = plate(|say, indicator, by, period| Some(say.by_group(indicator, by, period, FIRST)));
    let lines = plate(|say, indicator, by, _| {
        (say.picks.periods(&indicator.id).len() > 1).then(|| say.groups_over_time(indicator, by))
    });
    let effects = plate(|say, indicator, by, period| say.effects_by_group(indicator, (by, period)));
    let gap = {
        let id = chosen.id.get_untracked();
        let unknown = t("figure.unknown");
        Memo::new(move |_| {
            let by = by.get()?;
            answer.with_value(|answer| {
                let say = Say::of(answer, i18n.format(), &unknown);
                let equity = answer.equity.iter().find(|equity| equity.dimension == by)?;
                say.gap_over_time(say.picks.indicator(&id)?, equity)
            })
        })
    };
    let tabs = dimensions.into_iter().map(|(code, label)| {
        let own = code.clone();
        let pressed = move || by.with(|by| by.as_deref() == Some(own.as_str())).to_string();
        view! {
            <button type="button" class="btn" aria-pressed=pressed on:click=move |_| address.set("by", Some(&code))>
                {label}
            </button>
        }
    });
    view! {
        <div class="section-head">
            <h2>{t("indicator.by_group")}</h2>
            <div class="tabs" role="group" aria-label=t("indicator.by_group")>{tabs.collect_view()}</div>
        </div>
        <div class="pair-figures">
            <FigureIf plate=bars question=chosen.question() level=3 />
            <FigureIf plate=lines question=chosen.question() level=3 />
        </div>
        <div class="equity">
            <h3>{t("equity.heading")}</h3>
            <GapTold chosen=chosen answer=answer by=by />
            <FigureIf plate=gap question=chosen.question() level=3 />
        </div>
        <FigureIf plate=effects question=chosen.question() level=3 />
    }
}

/// The gap at the chosen period in sentences; otherwise why there is none.
#[component]
fn GapTold(chosen: Chosen, answer: StoredValue<Arc<Answer>>, by: Memo<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    move || {
        let (by, period) = (by.get()?, chosen.period.get());
        answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            let indicator = chosen.id.with(|id| say.picks.indicator(id))?;
            let equity = answer.equity.iter().find(|equity| equity.dimension == by)?;
            let at = equity.gaps.iter().find(|gap| gap.period == period);
            let said = match at {
                Some(at) => say.gap_told(indicator, &by, at),
                None if equity.no_gap.is_empty() => vec![t("equity.not_here")],
                None => vec![t_with("equity.none", &[("why", &cannot(&equity.no_gap))])],
            };
            let when = at.map(|_| {
                period.as_deref().map_or_else(|| all_periods(indicator.across), |code| say.period(code))
            });
            Some(view! {
                <div class="told">
                    {when.map(|when| view! { <p class="sub">{when}</p> })}
                    {said.into_iter().map(|one| view! { <p>{one}</p> }).collect_view()}
                </div>
            })
        })
    }
}
