//! The way from the overview to the profile of a place.

use crate::address::{Page, use_address};
use crate::i18n::t;
use crate::order::sort_by_key;
use esito_model::{Answer, UNKNOWN};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// With more places than this the page Places is the shorter way.
const MANY: usize = 16;

/// Every place by name; nothing where no indicator says where.
pub(super) fn profiles(answer: &Answer) -> Option<AnyView> {
    let address = use_address();
    let say = super::say(answer);
    let found: BTreeSet<&str> = answer
        .findings
        .iter()
        .filter_map(|finding| finding.key.place.as_deref())
        .filter(|id| *id != UNKNOWN)
        .collect();
    let mut named: Vec<(String, String)> =
        found.into_iter().map(|id| (id.to_owned(), say.names.place(id))).collect();
    if named.is_empty() {
        return None;
    }
    sort_by_key(&mut named, |(_, name)| name.to_lowercase());
    let many = named.len() > MANY;
    let links = named.into_iter().take(if many { 0 } else { MANY }).map(|(id, name)| {
        view! { <li><a href=move || address.href(Page::Place, &[("place", &id)])>{name}</a></li> }
    });
    let links = links.collect_view();
    let all = many.then(|| {
        view! { <li><a href=move || address.href(Page::Place, &[])>{t("overview.find_place")}</a></li> }
    });
    Some(
        view! {
            <nav class="profiles" aria-label=t("overview.profiles")>
                <span>{t("overview.profiles")}</span>
                <ul>{links}{all}</ul>
            </nav>
        }
        .into_any(),
    )
}
