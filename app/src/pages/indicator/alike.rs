//! Like for like: periods compared on those that reported in both, beside the comparison of all.

use super::Chosen;
use crate::components::save::{csv_text, save_text};
use crate::figure::Say;
use crate::i18n::{t, t_count, t_with, use_i18n};
use esito_charts::format;
use esito_model::number::digits12;
use esito_model::{Indicator, Label, LikeForLike};
use leptos::prelude::*;

/// Pairs of periods shown, the newest first.
const FIRST: usize = 8;

/// The section; nothing where the framework does not say who reports.
#[component]
pub(super) fn Alike(chosen: Chosen) -> impl IntoView {
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    move || {
        let id = chosen.id.get();
        // One place that is singled out, or all together.
        let place = chosen.places.with(|places| places.first().cloned());
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            let indicator = say.picks.indicator(&id)?;
            let all = answer.like_for_like.iter().filter(|one| one.before.key.indicator == id);
            let ours: Vec<&LikeForLike> =
                all.filter(|one| one.before.key.place.as_deref() == place.as_deref()).collect();
            let last = ours.last()?;
            let whom =
                place.as_deref().map_or_else(|| t("figure.all_together"), |place| say.names.place(place));
            let told = sentence(&say, indicator, last);
            let rows = ours.iter().rev().take(FIRST).map(|one| row(&say, indicator, one)).collect_view();
            let file = rows_of(&ours);
            let name = format!("{id}-like-for-like.csv");
            Some(view! {
                <section class="section alike">
                    <div class="section-head">
                        <h2>{t("alike.heading")}</h2>
                        <button type="button" class="quiet"
                            on:click=move |_| save_text(&name, "text/csv;charset=utf-8", &csv_text(&file))>
                            {t("alike.csv")}
                        </button>
                    </div>
                    <p class="told">{format!("{whom}: {told}")}</p>
                    <div class="scroll" tabindex="0" role="region" aria-label=t("alike.heading")>
                        <table class="m">
                            <caption class="unseen">{format!("{}, {whom}", t("alike.heading"))}</caption>
                            <thead>
                                <tr>
                                    <th scope="col">{t("alike.periods")}</th>
                                    <th scope="col" class="number">{t("alike.before")}</th>
                                    <th scope="col" class="number">{t("alike.after")}</th>
                                    <th scope="col" class="number">{t("alike.all_before")}</th>
                                    <th scope="col" class="number">{t("alike.all_after")}</th>
                                    <th scope="col" class="number">{t("alike.both")}</th>
                                    <th scope="col" class="number">{t("alike.left")}</th>
                                    <th scope="col" class="number">{t("alike.joined")}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                    <p class="figure-note">{t("alike.note")}</p>
                </section>
            })
        })
    }
}

fn periods(say: &Say<'_>, one: &LikeForLike) -> [String; 2] {
    [&one.before, &one.after].map(|side| say.period(side.key.period.as_deref().unwrap_or_default()))
}

fn sentence(say: &Say<'_>, indicator: &Indicator, one: &LikeForLike) -> String {
    let [from, to] = periods(say, one);
    if one.units == 0 {
        return t_with("alike.withheld", &[("from", &from), ("to", &to)]);
    }
    let (before, after) = (say.told(indicator, Some(&one.before)), say.told(indicator, Some(&one.after)));
    let args = [
        ("from", from.as_str()),
        ("to", to.as_str()),
        ("before", before.as_str()),
        ("after", after.as_str()),
    ];
    t_count("alike.told", one.units, &args)
}

fn row(say: &Say<'_>, indicator: &Indicator, one: &LikeForLike) -> impl IntoView + use<> {
    let [from, to] = periods(say, one);
    let all = [&one.before, &one.after].map(|side| {
        let key = &side.key;
        say.value(
            indicator,
            say.picks.find(&key.indicator, key.place.as_deref(), key.period.as_deref(), None),
        )
    });
    let both = [&one.before, &one.after].map(|side| say.value(indicator, Some(side)));
    // A comparison that is withheld says nothing of how many there were.
    let count = |n: u64| if one.units == 0 { "–".to_owned() } else { format::count(n, &say.format) };
    view! {
        <tr>
            <th scope="row">{format!("{from} – {to}")}</th>
            {both.into_iter().chain(all).map(|value| view! { <td class="number">{value}</td> }).collect_view()}
            <td class="number">{count(one.units)}</td>
            <td class="number">{count(one.left)}</td>
            <td class="number">{count(one.joined)}</td>
        </tr>
    }
}

fn rows_of(all: &[&LikeForLike]) -> Vec<Vec<String>> {
    let head = ["indicator", "place", "from", "to", "before", "after", "in_both", "left", "joined", "status"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for one in all {
        let text = |label: &Option<Label>| label.as_deref().unwrap_or_default().to_owned();
        let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
        rows.push(vec![
            one.before.key.indicator.as_str().to_owned(),
            text(&one.before.key.place),
            text(&one.before.key.period),
            text(&one.after.key.period),
            number(one.before.value.known()),
            number(one.after.value.known()),
            one.units.to_string(),
            one.left.to_string(),
            one.joined.to_string(),
            one.after.status(),
        ]);
    }
    rows
}
