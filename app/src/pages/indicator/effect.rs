//! What the comparison group shows: the effect with its interval, the choices behind it in words, its charts.

use super::Chosen;
use super::figures::plate_of;
use crate::address::use_address;
use crate::figure::words::all_periods;
use crate::figure::{FigureIf, Say};
use crate::i18n::{lang, t, t_count, t_with, use_i18n};
use esito_charts::{Quantity, format};
use esito_model::{ComparisonGroup, EffectEstimate, EffectMethod, EffectSide, Indicator, Unit};
use leptos::prelude::*;

/// The section; nothing where no comparison is named, which the course says already.
#[component]
pub(super) fn Effect(chosen: Chosen) -> impl IntoView {
    let there = Memo::new(move |_| {
        chosen.answer.with_value(|answer| {
            chosen.id.with(|id| answer.effects.iter().any(|effect| effect.indicator == *id))
        })
    });
    move || there.get().then(|| view! { <Told chosen=chosen /> })
}

#[component]
fn Told(chosen: Chosen) -> impl IntoView {
    let i18n = use_i18n();
    let unknown = t("figure.unknown");
    // All periods together say the most; a period that the address names is shown instead.
    let address = use_address();
    let period = Memo::new(move |_| address.get("period").filter(|asked| asked != "all"));
    let places =
        plate_of(chosen, move |say, indicator| say.effects_by_place(indicator, period.get().as_deref()));
    let periods = plate_of(chosen, move |say, indicator| {
        let place = chosen.places.with(|places| places.first().cloned());
        say.effects_over_time(indicator, place.as_deref())
    });
    let words = move || {
        let id = chosen.id.get();
        let place = chosen.places.with(|places| places.first().cloned());
        chosen.answer.with_value(|answer| {
            let say = Say::of(answer, i18n.format(), &unknown);
            let indicator = say.picks.indicator(&id)?;
            let comparison = indicator.comparison.as_ref()?;
            let effect = say.effect_at(indicator, place.as_deref(), period.get().as_deref())?;
            let period = effect.period.as_deref();
            let when = period.map_or_else(|| all_periods(indicator.across), |code| say.period(code));
            let whom = effect.place.as_deref();
            let whom = whom.map_or_else(|| t("figure.all_together"), |place| say.names.place(place));
            let said = say.effect_told(indicator, effect).into_iter();
            let choices = choices(&say, indicator, comparison, effect).into_iter();
            Some(view! {
                <div class="told">
                    <p class="sub">{format!("{whom} · {when}")}</p>
                    {said.map(|one| view! { <p>{one}</p> }).collect_view()}
                </div>
                <dl class="effect-choices">
                    {choices.map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> }).collect_view()}
                </dl>
            })
        })
    };
    view! {
        <section class="section effect" id="effect">
            <h2>{t("effect.heading")}</h2>
            {words}
            <div class="pair-figures">
                <FigureIf plate=places question=chosen.question() level=3 />
                <FigureIf plate=periods question=chosen.question() level=3 />
            </div>
            <p class="figure-note">{t("effect.note")}</p>
        </section>
    }
}

/// What was chosen, and what came of it here: the method, the group, who was matched, what was adjusted.
fn choices(
    say: &Say<'_>,
    indicator: &Indicator,
    comparison: &ComparisonGroup,
    effect: &EffectEstimate,
) -> Vec<(String, String)> {
    let count = |value: f64| format::value(value, &Quantity::of(Unit::Count), &say.format);
    let share = |value: f64| format::value(value, &Quantity::of(Unit::Share), &say.format);
    let method = t(match comparison.method {
        EffectMethod::Difference => "effect.difference",
        EffectMethod::DifferenceInDifferences => "effect.changes",
        EffectMethod::Matched => "effect.matched",
        EffectMethod::Deadweight => "effect.deadweight",
    });
    let mut all = vec![(t("effect.method"), method)];
    let label = comparison.label.get(lang().code());
    let group = match (label, &comparison.filter) {
        (_, None) => t("effect.no_group"),
        ("", Some(filter)) => filter.clone(),
        (label, Some(_)) => label.to_owned(),
    };
    all.push((t("effect.group"), group));
    if comparison.filter.is_some() && indicator.place.is_some() {
        let whole = if comparison.everywhere { "effect.everywhere" } else { "effect.within" };
        all.push((t("effect.places"), t(whole)));
    }
    if !comparison.matched.is_empty() {
        let columns: Vec<String> =
            comparison.matched.iter().map(|column| say.names.dimension(column)).collect();
        let columns = columns.join(", ");
        let text = match effect.matching {
            None => columns,
            Some(found) => {
                let (here, there, left) = (count(found.here), count(found.there), count(found.left_out));
                let args = [
                    ("columns", columns.as_str()),
                    ("here", here.as_str()),
                    ("there", there.as_str()),
                    ("left", left.as_str()),
                ];
                t_count("effect.who_matched", found.groups, &args)
            }
        };
        all.push((t("effect.matched_by"), text));
    }
    let sides = [("effect.of_here", &effect.here), ("effect.of_there", &effect.there)];
    let people = |(key, side): (&str, &Option<EffectSide>)| -> Option<String> {
        let side = side.as_ref()?;
        let n = side.denominator.filter(|_| indicator.unit == Unit::Share).map_or_else(
            || t_count("indicator.rows", side.n, &[]),
            |of| t_with("effect.people", &[("n", &count(of))]),
        );
        Some(t_with(key, &[("n", &n)]))
    };
    let people: Vec<String> = sides.into_iter().filter_map(people).collect();
    if !people.is_empty() && effect.matching.is_none() {
        all.push((t("effect.sides"), people.join("; ")));
    }
    if let Some(attrition) = &comparison.attrition {
        all.push((
            t("effect.attrition"),
            lost(say, indicator, effect, attrition.evidence.get(lang().code())),
        ));
    }
    if let Some(deadweight) = &comparison.deadweight {
        let range = deadweight.share.low.zip(deadweight.share.high);
        let text = match range {
            Some((low, high)) => t_with(
                "effect.deadweight_range",
                &[("share", &share(deadweight.share.value)), ("low", &share(low)), ("high", &share(high))],
            ),
            None => t_with("effect.deadweight_share", &[("share", &share(deadweight.share.value))]),
        };
        all.push((t("effect.anyway"), with_evidence(text, deadweight.evidence.get(lang().code()))));
    }
    all
}

/// Who was lost, and between what the effect lies whatever became of them.
fn lost(say: &Say<'_>, indicator: &Indicator, effect: &EffectEstimate, evidence: &str) -> String {
    let count = |value: f64| format::value(value, &Quantity::of(Unit::Count), &say.format);
    let mut said = vec![t("effect.lost_count")];
    for (key, side) in [("effect.lost_here", &effect.here), ("effect.lost_there", &effect.there)] {
        if let Some((lost, of)) = side.as_ref().and_then(|side| side.lost.zip(side.denominator)) {
            said.push(t_with(key, &[("lost", &count(lost)), ("of", &count(of))]));
        }
    }
    if let Some(ends) = effect.whatever {
        let ends = say.changes_between(indicator, ends.low, ends.high);
        said.push(t_with("effect.whatever", &[("ends", &ends)]));
    }
    with_evidence(said.join(" "), evidence)
}

fn with_evidence(text: String, evidence: &str) -> String {
    match evidence {
        "" => format!("{text} {}", t("effect.no_evidence")),
        evidence => format!("{text} {}", t_with("effect.evidence", &[("evidence", evidence)])),
    }
}
