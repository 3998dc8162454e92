//! Where the place stands in the indices, and what would change that most.

use super::Seen;
use crate::address::{Page, use_address};
use crate::figure::Say;
use crate::i18n::{lang, t, t_with, use_i18n};
use esito_model::{Index, PlaceInIndex, PlaceMove, PlacesIndex};
use leptos::prelude::*;

/// What would change a rank, at most so much of it.
const MOVES: usize = 4;

/// One block for each index; nothing where the framework has none.
#[component]
pub(super) fn Standing(seen: Seen) -> impl IntoView {
    let say = Say::of(&seen.answer, use_i18n().format(), "");
    let indexes = seen.places.indexes.iter().zip(&seen.place().indexes);
    let blocks = indexes.filter_map(|(index, place)| {
        let known = seen.answer.framework.indexes.iter().find(|known| known.id == index.id)?;
        Some(block(&say, known, index, place, &seen.place().place))
    });
    let blocks = blocks.collect_view();
    (!seen.places.indexes.is_empty()).then(|| view! { <section class="ranks">{blocks}</section> })
}

/// How far the better quarter of its peers is, and the rank that it would have there.
fn step(say: &Say<'_>, one: &PlaceMove) -> Option<String> {
    if one.reached {
        return Some(t("place.step_reached"));
    }
    let (step, indicator) = (one.step.as_ref()?, say.picks.indicator(&one.indicator)?);
    let (from, to) = (say.number(indicator, step.from), say.number(indicator, step.to));
    if from == to {
        // The step is smaller than what is shown.
        return Some(t("place.step_near"));
    }
    let mut args = vec![("from", from.as_str()), ("to", to.as_str())];
    let rank = step.rank.map(|rank| rank.to_string());
    Some(match &rank {
        Some(rank) => {
            args.push(("rank", rank));
            t_with("place.step_rank", &args)
        }
        None => t_with("place.step", &args),
    })
}

fn block(
    say: &Say<'_>,
    known: &Index,
    index: &PlacesIndex,
    place: &PlaceInIndex,
    code: &str,
) -> impl IntoView + use<> {
    let address = use_address();
    let label = known.label.get(lang().code());
    let label = if label.is_empty() { known.id.clone() } else { label.to_owned() };
    let all = index.ranked.to_string();
    let rank = place.rank.map(|rank| t_with("place.rank", &[("rank", &rank.to_string()), ("all", &all)]));
    let range = place.rank_low.zip(place.rank_high).filter(|_| rank.is_some()).map(|(low, high)| {
        if low == high {
            t_with("place.rank_sure", &[("rank", &low.to_string())])
        } else {
            t_with("place.rank_range", &[("low", &low.to_string()), ("high", &high.to_string())])
        }
    });
    let moves = place.moves.iter().take(MOVES).map(|one| {
        let (id, code) = (one.indicator.clone(), code.to_owned());
        let href = move || address.href(Page::Indicator, &[("indicator", &id), ("place", &code)]);
        let words = t_with("place.move", &[("rank", &one.rank.to_string())]);
        let step = step(say, one).map(|words| view! { <span class="step">{words}</span> });
        view! { <li><a href=href>{say.names.indicator(&one.indicator)}</a> <span>{words}</span>{step}</li> }
    });
    let moves = moves.collect_view();
    let (index_id, own) = (index.id.clone(), code.to_owned());
    let depends = move || {
        address.href(
            Page::Compare,
            &[("index", index_id.as_str()), ("of", own.as_str()), ("place", own.as_str())],
        )
    };
    let none = place.moves.is_empty();
    let ranked = rank.is_some();
    let reason = match place.reason.as_str() {
        "not_positive" => t("place.not_positive"),
        _ => t("place.too_little"),
    };
    view! {
        <div class="rank-block">
            <div class="rank-now">
                <h2>{t_with("place.in_index", &[("index", &label)])}</h2>
                {rank.map(|rank| view! { <p class="big">{rank}</p> })}
                {(!ranked).then(|| view! { <p class="calm">{reason}</p> })}
                {range.map(|range| view! { <p class="ci">{range}</p> })}
                {ranked.then(|| view! { <p class="ci"><a href=depends>{t("place.depends")}</a></p> })}
            </div>
            {ranked.then(|| view! {
                <div class="rank-moves">
                    <h3>{t("place.moves")}</h3>
                    <p class="sub">{t("place.moves_sub")}</p>
                    {none.then(|| view! { <p class="calm">{t("place.no_moves")}</p> })}
                    <ol class="moves">{moves}</ol>
                </div>
            })}
        </div>
    }
}
