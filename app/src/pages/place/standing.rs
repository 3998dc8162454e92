//! Where the place stands in the indices, and what would change that most.

use super::Seen;
use crate::address::{Page, use_address};
use crate::figure::Say;
use crate::i18n::{lang, t, t_with, use_i18n};
use esito_model::{Index, PlaceInIndex, PlacesIndex};
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
        view! { <li><a href=href>{say.names.indicator(&one.indicator)}</a> <span>{words}</span></li> }
    });
    let moves = moves.collect_view();
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
