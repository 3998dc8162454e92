//! Strengths and weaknesses: only what the intervals tell apart from the peers.

use super::Seen;
use super::row::{Line, lines};
use crate::address::{Page, use_address};
use crate::figure::Say;
use crate::i18n::{t, use_i18n};
use crate::order::sort_by;
use esito_model::AmongPeers;
use leptos::prelude::*;

/// Rows of a side at most; the table has them all.
const MOST: usize = 5;

/// What a row is drawn at.
const WIDTH: f64 = 200.0;

/// Two lists beside each other, and the names of what cannot be told apart.
#[component]
pub(super) fn Sides(seen: Seen) -> impl IntoView {
    let say = Say::of(&seen.answer, use_i18n().format(), &t("figure.unknown"));
    let all = lines(&seen, &say);
    if all.iter().all(|line| line.cell.value.is_none()) || seen.place().peers.is_empty() {
        return None;
    }
    let side = |beside: AmongPeers, id: &str| {
        let mut found: Vec<&Line<'_>> = all.iter().filter(|line| line.cell.beside == beside).collect();
        let lead = |line: &Line<'_>| line.cell.lead.unwrap_or_default().abs();
        sort_by(&mut found, |a, b| lead(b).total_cmp(&lead(a)));
        found.into_iter().take(MOST).map(|line| item(&say, line, id, &seen.place().place)).collect::<Vec<_>>()
    };
    let (strengths, weaknesses) = (side(AmongPeers::Better, "strength"), side(AmongPeers::Worse, "weakness"));
    let some = !(strengths.is_empty() && weaknesses.is_empty());
    let names = |of: &[AmongPeers]| {
        let found = all.iter().filter(|line| of.contains(&line.cell.beside));
        found.map(|line| say.names.of(line.indicator)).collect::<Vec<_>>().join("; ")
    };
    let rest = [
        (t("place.rest_alike"), names(&[AmongPeers::Alike])),
        (t("place.rest_neutral"), names(&[AmongPeers::Higher, AmongPeers::Lower])),
        (t("place.rest_no_interval"), names(&[AmongPeers::NoInterval])),
        (t("place.rest_few_peers"), names(&[AmongPeers::FewPeers])),
        (t("place.rest_no_value"), names(&[AmongPeers::NoValue])),
    ];
    let rest = rest.into_iter().filter(|(_, names)| !names.is_empty());
    let rest = rest.map(|(head, names)| view! { <div><dt>{head}</dt><dd>{names}</dd></div> });
    Some(view! {
        <section class="section sides-section">
            <div class="sides">
                {half(t("place.strengths"), t("place.strengths_sub"), strengths, t("place.no_strengths"))}
                {half(t("place.weaknesses"), t("place.weaknesses_sub"), weaknesses, t("place.no_weaknesses"))}
            </div>
            {some.then(|| view! { <p class="key">{t("place.key")}</p> })}
            <dl class="rest">{rest.collect_view()}</dl>
        </section>
    })
}

fn half(head: String, sub: String, items: Vec<AnyView>, none: String) -> impl IntoView + use<> {
    let empty = items.is_empty();
    view! {
        <div class="side">
            <h2>{head}</h2>
            <p class="sub">{sub}</p>
            {empty.then(|| view! { <p class="calm">{none}</p> })}
            <ul>{items}</ul>
        </div>
    }
}

fn item(say: &Say<'_>, line: &Line<'_>, id: &str, place: &str) -> AnyView {
    let address = use_address();
    let (indicator, place) = (line.indicator.id.clone(), place.to_owned());
    let href = move || address.href(Page::Indicator, &[("indicator", &indicator), ("place", &place)]);
    let said = format!("{} · {}", line.told(say), line.when(say));
    let beyond = line.beyond();
    view! {
        <li>
            <div>
                <a class="attn-title" href=href>{say.names.of(line.indicator)}</a>
                <p>{said}</p>
                {beyond.map(|words| view! { <p class="when">{words}</p> })}
            </div>
            <div class="side-dot" aria-hidden="true" inner_html=line.picture(say, id, WIDTH, None)></div>
        </li>
    }
    .into_any()
}
