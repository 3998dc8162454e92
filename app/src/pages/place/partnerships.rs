//! The partnerships in the place, as the framework lists them.

use super::Seen;
use crate::figure::Names;
use crate::figure::words::capital;
use crate::i18n::{lang, t, t_count};
use esito_model::UNKNOWN;
use leptos::prelude::*;

/// The list; nothing where the framework names no table of partnerships.
#[component]
pub(super) fn Partnerships(seen: Seen) -> impl IntoView {
    let names = Names::new(&seen.answer.framework, lang().code(), &t("figure.unknown"));
    let profile = seen.answer.framework.profile.as_ref();
    let list = profile.and_then(|profile| profile.partnerships.as_ref())?;
    let found = &seen.place().partnerships;
    // The names of groups are kept under the column as indicators write it, mostly through a reference.
    let column = |about: &str| {
        let ends = format!(".{about}");
        let dimensions = seen.answer.framework.dimensions.iter();
        let known = dimensions.map(|dimension| dimension.column.as_str());
        known
            .clone()
            .find(|known| *known == about)
            .or_else(|| known.clone().find(|known| known.ends_with(&ends)))
    };
    let columns: Vec<(String, String)> = (list.about.iter())
        .map(|about| {
            let column = column(about).unwrap_or(about).to_owned();
            (capital(&names.dimension(&column)), column)
        })
        .collect();
    let heads = columns.iter().map(|(head, _)| view! { <th scope="col">{head.clone()}</th> }).collect_view();
    let rows = found.iter().map(|one| {
        let about = one.about.iter().zip(&columns).map(|(code, (_, column))| {
            let code = if code.is_empty() { UNKNOWN } else { code.as_str() };
            view! { <td>{names.group(column, code)}</td> }
        });
        let since = list.since.is_some().then(|| {
            let year = one.since.clone().unwrap_or_else(|| t("figure.unknown"));
            view! { <td class="number">{year}</td> }
        });
        view! { <tr><th scope="row">{one.name.clone()}</th>{about.collect_view()}{since}</tr> }
    });
    let rows = rows.collect_view();
    let told = t_count("place.partnerships_count", found.len() as u64, &[]);
    let none = found.is_empty();
    let since =
        list.since.is_some().then(|| view! { <th scope="col" class="number">{t("place.since")}</th> });
    Some(view! {
        <section class="section partnerships">
            <div class="section-head"><h2>{t("place.partnerships")}</h2></div>
            {if none {
                view! { <p class="calm">{t("place.no_partnerships")}</p> }.into_any()
            } else {
                view! {
                    <p class="sub">{told}</p>
                    <div class="scroll" tabindex="0" role="region" aria-label=t("place.partnerships")>
                        <table class="m">
                            <caption class="unseen">{t("place.partnerships")}</caption>
                            <thead><tr><th scope="col">{t("place.partnership")}</th>{heads}{since}</tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
                .into_any()
            }}
        </section>
    })
}
