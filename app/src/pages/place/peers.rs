//! Who the peers are, and what they are like it in.

use super::Seen;
use crate::address::{Page, use_address};
use crate::figure::Say;
use crate::i18n::{t, t_count, t_with, use_i18n};
use esito_charts::{Locale, format};
use leptos::prelude::*;

/// More peers than this are folded.
const MANY: usize = 24;

/// The peers by name, nearest first, and the table of what places are compared by.
#[component]
pub(super) fn Peers(seen: Seen) -> impl IntoView {
    let address = use_address();
    let say = Say::of(&seen.answer, use_i18n().format(), &t("figure.unknown"));
    let place = seen.place();
    let told = match (seen.places.context.is_empty(), place.peers.is_empty()) {
        (_, true) if seen.places.places.len() < 2 => t("place.alone"),
        (true, _) => t_count("place.peers_all", place.peers.len() as u64, &[]),
        (false, true) => t("place.no_peers"),
        (false, false) => t_count("place.peers_near", place.peers.len() as u64, &[]),
    };
    let peers = place.peers.iter().map(|peer| {
        let id = peer.place.clone();
        let href = move || {
            let query = address.query();
            let context = query.all(super::asked::CONTEXT);
            let mut keys = vec![("place", id.as_str())];
            keys.extend(context.iter().map(|part| (super::asked::CONTEXT, part.as_str())));
            keys.extend(query.get(super::asked::PEERS).map(|most| (super::asked::PEERS, most)));
            address.href(Page::Place, &keys)
        };
        let far = peer.distance.map(|distance| say.format.number(distance, 2, 2));
        view! {
            <li>
                <a href=href>{say.names.place(&peer.place)}</a>
                {far.map(|far| view! { <span class="when">{t_with("place.distance", &[("far", &far)])}</span> })}
            </li>
        }
    });
    let peers = view! { <ol class="peer-list">{peers.collect_view()}</ol> };
    // Where every place is a peer, a long list of them says nothing.
    let peers = if place.peers.len() > MANY {
        view! { <details class="more"><summary>{t("place.all_peers")}</summary>{peers}</details> }.into_any()
    } else {
        peers.into_any()
    };
    let variables = seen.places.context.iter().enumerate().map(|(at, variable)| {
        let indicator = say.picks.indicator(&variable.id);
        let number = |value: Option<f64>| match (indicator, value) {
            (Some(indicator), Some(value)) => {
                format::value(value, &say.quantity(indicator, None), &say.format)
            }
            _ => t("reason.no_data"),
        };
        let standard = place.standard.get(at).copied().flatten();
        let off = match (variable.deviation, standard) {
            (None, _) => t("place.does_not_vary"),
            (_, Some(standard)) => signed(standard, &say),
            (_, None) => "–".to_owned(),
        };
        let when = variable.period.as_deref().map(|code| say.period(code));
        view! {
            <tr>
                <th scope="row">{say.names.indicator(&variable.id)} <span class="when">{when}</span></th>
                <td class="number">{say.format.number(variable.weight, 0, 2)}</td>
                <td class="number">{number(place.context.get(at).copied().flatten())}</td>
                <td class="number">{number(variable.mean)}</td>
                <td class="number">{off}</td>
            </tr>
        }
    });
    let variables = variables.collect_view();
    let with_context = !seen.places.context.is_empty();
    view! {
        <p>{told}</p>
        {peers}
        {with_context.then(|| view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t("place.context")>
                <table class="m context">
                    <caption class="unseen">{t("place.context")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("place.variable")}</th>
                            <th scope="col" class="number">{t("place.weight")}</th>
                            <th scope="col" class="number">{t("place.here")}</th>
                            <th scope="col" class="number">{t("place.mean")}</th>
                            <th scope="col" class="number">{t("place.off")}</th>
                        </tr>
                    </thead>
                    <tbody>{variables}</tbody>
                </table>
            </div>
        })}
    }
}

/// A number of standard deviations with its sign.
fn signed(value: f64, say: &Say<'_>) -> String {
    let text = say.format.number(value.abs(), 1, 1);
    match value {
        value if value >= 0.05 => format!("+{text}"),
        value if value <= -0.05 => format!("\u{2212}{text}"),
        _ => text,
    }
}
