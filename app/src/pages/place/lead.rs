//! The name, the sentence that sums up, and what can be done with the page.

use super::Seen;
use super::asked::asked;
use crate::address::{Page, use_address};
use crate::components::SaveAnswer;
use crate::figure::Names;
use crate::figure::words::{capital, numbers};
use crate::i18n::{lang, t, t_with};
use crate::order::sort_by_key;
use esito_model::{AmongPeers, OtherQuestion, Writable};
use leptos::prelude::*;

/// The places that one comparison holds, the page's own first.
const SIDE_BY_SIDE: usize = 6;

/// Over-line, name, sentence, ways on.
#[component]
pub(super) fn Lead(seen: Seen) -> impl IntoView {
    let address = use_address();
    let language = lang().code();
    let names = Names::new(&seen.answer.framework, language, &t("figure.unknown"));
    let own = seen.place().place.clone();
    let name = names.place(&own);
    let over = [t("place.over"), seen.answer.framework.title.get(language).to_owned()].join(" · ");
    let mut options: Vec<(String, String)> =
        seen.places.places.iter().map(|place| (place.place.clone(), names.place(&place.place))).collect();
    sort_by_key(&mut options, |(_, name)| name.to_lowercase());
    let options = options.into_iter().map(|(id, label)| {
        let selected = id == own;
        view! { <option value=id selected=selected>{label}</option> }
    });
    let options = options.collect_view();
    let beside: Vec<String> = std::iter::once(own.clone())
        .chain(seen.place().peers.iter().map(|peer| peer.place.clone()))
        .collect();
    let compare = move || {
        let mut keys = vec![("view", "side")];
        keys.extend(beside.iter().take(SIDE_BY_SIDE).map(|id| ("place", id.as_str())));
        address.href(Page::Compare, &keys)
    };
    let whose = own.clone();
    let saved = Memo::new(move |_| {
        let (asked, place) = (asked(&address.query()), Some(whose.clone()));
        Some(Writable::Sealed(OtherQuestion::Places { asked, place }))
    });
    let file = format!("place-{own}");
    let print = move |_| {
        // A browser that cannot print says so itself.
        let _ = window().print();
    };
    view! {
        <section class="lead">
            <p class="over">{over}</p>
            <h1>{name}</h1>
            <p class="sum">{sentence(&seen)}</p>
            <div class="choices">
                <label class="choice">
                    <span>{t("place.another")}</span>
                    <select on:change=move |event| {
                        let id = event_target_value(&event);
                        address.push(|query| query.with("place", Some(&id)));
                    }>{options}</select>
                </label>
                <a class="btn" href=compare>{t("place.side_by_side")}</a>
                <button type="button" class="btn" on:click=print>{t("place.print")}</button>
                <SaveAnswer asked=saved name=file/>
            </div>
        </section>
    }
}

/// In how many indicators the place is clearly better and worse than its peers.
fn sentence(seen: &Seen) -> String {
    let place = seen.place();
    if place.cells.iter().all(|cell| cell.value.is_none()) {
        return t("place.nothing_known");
    }
    if place.peers.is_empty() {
        return if seen.places.places.len() < 2 { t("place.alone") } else { t("place.no_peers") };
    }
    let count = |beside: AmongPeers| place.cells.iter().filter(|cell| cell.beside == beside).count();
    let (better, worse, alike) =
        (count(AmongPeers::Better), count(AmongPeers::Worse), count(AmongPeers::Alike));
    if better + worse + alike == 0 {
        return t("place.nothing_claimed");
    }
    let [better_words, worse_words] = numbers([better, worse]);
    let [alike_words, _] = numbers([alike, 0]);
    let args =
        [("better", better_words.as_str()), ("worse", worse_words.as_str()), ("alike", alike_words.as_str())];
    capital(&match (better, worse) {
        (0, 0) => t("place.sum_alike"),
        (_, 0) => t_with("place.sum_better", &args),
        (0, _) => t_with("place.sum_worse", &args),
        (_, _) => t_with("place.sum", &args),
    })
}
