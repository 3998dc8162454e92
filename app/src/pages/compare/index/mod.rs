//! The index part of the page Compare: one index of the framework under anybody's weights.
//!
//! Comes in: the answer without breakdowns, what the address says, comparisons over the dashboard. Goes out: a finding
//! in a sentence, weights to be moved, scores and possible ranks, what these depend on, what parties could agree on.

mod ahead;
mod checks;
mod depends;
mod files;
mod finding;
mod part;
mod parties;
mod scores;
mod setting;
mod sides;
mod targets;
mod varied;
mod weights;

use crate::components::SaveAnswer;
use crate::components::shown::Waiting;
use crate::figure::words::places;
use crate::figure::{Figure, FigureIf};
use crate::i18n::{t, t_count, t_with};
use crate::link::first_question;
use esito_model::{Answer, OtherQuestion, Writable};
use leptos::prelude::*;
use part::{Part, Words};
use std::sync::Arc;

/// The index of the framework that the address asks for; nothing where the framework has none.
#[component]
pub(super) fn IndexPart(answer: Arc<Answer>) -> impl IntoView {
    let several = answer.framework.indexes.len() > 1;
    Part::of(&answer).map(|part| {
        view! {
            <div class="index">
                <Lead part=part several=several />
                // Another index has other pillars: everything below is made anew.
                {move || { part.index.track(); view! { <Body part=part /> } }}
            </div>
        }
    })
}

/// What the index comes to.
#[component]
fn Lead(part: Part, several: bool) -> impl IntoView {
    let over = move || {
        let words = Words::of(part);
        let count = part
            .index
            .with(|index| index.pillars.iter().map(|pillar| pillar.indicators.len()).sum::<usize>());
        let shown = part.shown.get();
        let of = shown.map(|comparison| places(comparison.places.len()));
        let parts = [Some(words.index()), of, Some(t_count("overview.indicators", count as u64, &[]))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let found = Memo::new(move |_| {
        let comparison = part.shown.get()?;
        Some(finding::sentences(part, &comparison))
    });
    let headline = move || found.get().map_or_else(|| Words::of(part).index(), |(headline, _)| headline);
    let whole = Memo::new(move |_| part.compared.with(|compared| compared.whole));
    let spoken = move || if whole.get() { headline() } else { String::new() };
    let description = move || Words::of(part).description();
    view! {
        <section class="lead">
            <p class="over">{over}</p>
            <h1>{headline}</h1>
            <p>{move || found.get().map(|(_, more)| more)}</p>
            <p class="unseen" role="status">{spoken}</p>
            {several.then(|| view! { <Which part=part /> })}
            <details class="inside about">
                <summary>{t("index.about")}</summary>
                <p>{description}</p>
                <checks::Made part=part />
            </details>
        </section>
    }
}

/// Which of several indices.
#[component]
fn Which(part: Part) -> impl IntoView {
    let indexes = part.answer.with_value(|answer| answer.framework.indexes.clone());
    let options = indexes.into_iter().map(|index| {
        let label = index.label.get(crate::i18n::lang().code()).to_owned();
        let label = if label.is_empty() { index.id.clone() } else { label };
        let own = index.id.clone();
        view! { <option value=index.id prop:selected=move || part.index.with(|index| index.id == own)>{label}</option> }
    });
    let options = options.collect_view();
    let choose = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        // Weights of one index mean nothing to another.
        part.address.push(|query| {
            let query = setting::with_party(query, None).with(setting::SETS, None);
            query.with(setting::INDEX, Some(&id))
        });
    };
    view! { <label class="choice"><span>{t("index.which")}</span><select on:change=choose>{options}</select></label> }
}

#[component]
fn Body(part: Part) -> impl IntoView {
    let there = Memo::new(move |_| part.shown.with(Option::is_some));
    view! {
        <div class="index-cols">
            <weights::Weigh part=part />
            <div class="index-scores">
                {move || if there.get() {
                    view! { <Scores part=part /> }.into_any()
                } else {
                    view! { <Absent part=part /> }.into_any()
                }}
                <varied::Varied part=part />
                {move || there.get().then(|| view! { <Beside part=part /> })}
            </div>
        </div>
        {move || there.get().then(|| view! {
            <div class="cols"><depends::Depends part=part /><ahead::Ahead part=part /></div>
            <parties::Parties part=part />
            <checks::Checks part=part />
        })}
    }
}

/// Nothing is there yet, or nothing can be.
#[component]
fn Absent(part: Part) -> impl IntoView {
    move || {
        let failed = part.compared.with(|compared| compared.failure.clone());
        match failed {
            Some(failure) => {
                let (heading, help) = failure.keys();
                view! { <div class="calm" role="alert"><p><b>{t(heading)}</b></p><p>{t(help)}</p></div> }
                    .into_any()
            }
            None => view! { <Waiting /> }.into_any(),
        }
    }
}

#[component]
fn Scores(part: Part) -> impl IntoView {
    let address = part.address;
    let most = Memo::new(move |_| if address.get("all").is_some() { usize::MAX } else { scores::FIRST });
    let plate = Memo::new(move |last: Option<&crate::figure::Plate>| {
        let made = part.shown.get().map(|comparison| {
            let index = part.index.get();
            scores::plate(&Words::of(part), &index, &comparison, most.get())
        });
        made.or_else(|| last.cloned()).unwrap_or_else(crate::figure::Plate::empty)
    });
    let more = Memo::new(move |_| {
        let ranked = part.shown.with(|shown| {
            shown
                .as_ref()
                .map_or(0, |comparison| comparison.places.iter().filter(|place| place.rank.is_some()).count())
        });
        (ranked > most.get()).then_some(ranked)
    });
    let busy =
        Memo::new(move |_| part.compared.with(|compared| !compared.whole && compared.failure.is_none()));
    view! {
        <div class="index-figure" aria-busy=move || busy.get().to_string()>
            <Figure plate=plate question=first_question() />
            <p class="figure-note progress">{move || progress(part)}</p>
        </div>
        {move || more.get().map(|all| view! {
            <button type="button" class="btn more" on:click=move |_| address.set("all", Some("places"))>
                {t_with("compare.show_all", &[("places", &places(all))])}
            </button>
        })}
    }
}

/// What has to be known beside the figure, and who may be among the first three.
#[component]
fn Beside(part: Part) -> impl IntoView {
    let top = Memo::new(move |_| {
        let comparison = part.shown.get()?;
        scores::top_three(&Words::of(part), &comparison)
    });
    let saved = Memo::new(move |_| {
        let (asked, _) = part.compared.with(|compared| compared.shown.clone())?;
        Some(Writable::Sealed(OtherQuestion::Comparison { asked: Box::new((*asked).clone()), as_of: None }))
    });
    view! {
        <p class="ways"><SaveAnswer asked=saved name=part.index.with_untracked(|index| format!("comparison-{}", index.id)) /></p>
        <checks::Said part=part />
        <div class="index-top"><FigureIf plate=top question=first_question() level=3 /></div>
    }
}

/// How far the draws are, and from which seed they come.
fn progress(part: Part) -> String {
    let words = Words::of(part);
    let (whole, waits, failed) = part.compared.with(|compared| {
        (compared.whole, compared.waits, compared.failure.as_ref().map(crate::link::Failure::keys))
    });
    let Some(comparison) = part.shown.get() else { return String::new() };
    let asked = part.setting.with(|setting| setting.question.draws);
    let drawn = words.count(u64::from(comparison.draws));
    if let Some((heading, _)) = failed {
        return t_with("index.stale", &[("why", &t(heading))]);
    }
    match (whole, waits) {
        (_, true) => t("index.waits"),
        (false, _) if comparison.draws < asked => {
            t_with("index.drawing", &[("n", &drawn), ("all", &words.count(u64::from(asked)))])
        }
        (false, _) => t_with("index.deepening", &[("n", &drawn)]),
        _ if comparison.vary.is_empty() => t("index.nothing_varies"),
        _ => t_with("index.drawn", &[("n", &drawn), ("seed", &comparison.seed.to_string())]),
    }
}
