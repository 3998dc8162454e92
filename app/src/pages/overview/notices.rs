//! What is old, cannot be compared, or is missing: told after what is off track.

use super::say;
use crate::address::{Page, use_address};
use crate::figure::Say;
use crate::i18n::{t, t_count, t_with};
use esito_charts::{Quantity, format};
use esito_model::{Answer, Notice, NoticeKind, Unit};
use leptos::prelude::*;

/// Notices of a heading shown at first.
const FIRST: usize = 3;

/// Places named in a sentence; the others are counted.
const NAMED: usize = 5;

/// The headings with the kinds under each.
const HEADINGS: [(&str, &[NoticeKind]); 3] = [
    ("notice.heading_old", &[NoticeKind::Old, NoticeKind::OldPlaces]),
    ("notice.heading_apart", &[NoticeKind::Break, NoticeKind::Currencies, NoticeKind::Disputed]),
    ("notice.heading_missing", &[NoticeKind::Missing, NoticeKind::Withheld, NoticeKind::Incomplete]),
];

/// The notices under their headings; nothing where there are none.
pub(super) fn notices(answer: &Answer) -> impl IntoView + use<> {
    let say = say(answer);
    HEADINGS
        .into_iter()
        .filter_map(|(heading, kinds)| {
            let ours = answer.notices.iter().filter(|notice| kinds.contains(&notice.kind));
            let mut items: Vec<AnyView> =
                ours.filter_map(|notice| item(&say, notice)).map(IntoAny::into_any).collect();
            if items.is_empty() {
                return None;
            }
            let rest = items.split_off(items.len().min(FIRST));
            let more = rest.len() as u64;
            Some(view! {
                <h3>{t(heading)}</h3>
                <ul class="notices">{items}</ul>
                {(more > 0).then(|| view! {
                    <details class="notices-more">
                        <summary>{t_count("notice.more", more, &[])}</summary>
                        <ul class="notices">{rest}</ul>
                    </details>
                })}
            })
        })
        .collect_view()
}

fn item(say: &Say<'_>, notice: &Notice) -> Option<impl IntoView + use<>> {
    let address = use_address();
    let indicator = say.picks.indicator(&notice.indicator)?;
    let (id, places) = (notice.indicator.clone(), notice.places.clone());
    let href = move || {
        let mut keys = vec![("indicator", id.as_str())];
        // One place is singled out; of many the page shows all.
        if let [place] = places.as_slice() {
            keys.push(("place", place));
        }
        address.href(Page::Indicator, &keys)
    };
    Some(view! {
        <li><a class="attn-title" href=href>{say.names.of(indicator)}</a>" "<span>{sentence(say, notice)}</span></li>
    })
}

/// A notice as a sentence.
fn sentence(say: &Say<'_>, notice: &Notice) -> String {
    let period = notice.period.as_deref().map(|code| say.period(code)).unwrap_or_default();
    let named: Vec<String> = notice.places.iter().take(NAMED).map(|place| say.names.place(place)).collect();
    let others = notice.places.len().saturating_sub(named.len()) as u64;
    let mut places = named.join(", ");
    if others > 0 {
        places = t_count("notice.and_others", others, &[("places", &places)]);
    }
    let part = notice.complete.unwrap_or_default();
    let part = format::value(part, &Quantity::of(Unit::Share), &say.format);
    let args = [("period", period.as_str()), ("places", places.as_str()), ("part", part.as_str())];
    match notice.kind {
        NoticeKind::Old => t_count("notice.old", notice.months.into(), &args[..1]),
        NoticeKind::OldPlaces => t_with("notice.old_places", &args),
        NoticeKind::Break => t_with("notice.break", &args),
        NoticeKind::Currencies => t_with("notice.currencies", &args),
        NoticeKind::Disputed => t_with("notice.disputed", &args),
        NoticeKind::Missing => t_with("notice.missing", &args),
        NoticeKind::Withheld => t_with("notice.withheld", &args),
        NoticeKind::Incomplete => t_with("notice.incomplete", &args),
    }
}
