//! Several parties at one table: what each wants, which differences matter for the order, the index under each set,
//! and weights that could be agreed on.

use super::part::{Part, Words};
use super::setting::Weights;
use super::sides;
use crate::figure::{FigureIf, Plate};
use crate::i18n::{t, t_with};
use crate::link::first_question;
use crate::order::sort_by;
use esito_model::{Comparison, ComparisonProposal};
use leptos::prelude::*;

/// The whole part; nothing where nobody but the index itself has weights.
#[component]
pub(super) fn Parties(part: Part) -> impl IntoView {
    let several =
        Memo::new(move |_| part.shown.with(|shown| shown.as_ref().is_some_and(|c| c.parties.len() > 1)));
    move || several.get().then(|| view! { <Table part=part /> })
}

#[component]
fn Table(part: Part) -> impl IntoView {
    let with = move |make: fn(&Words, &Comparison) -> Option<Plate>| {
        Memo::new(move |_| part.shown.get().and_then(|comparison| make(&Words::of(part), &comparison)))
    };
    let (wanted, ranks) = (with(sides::wanted), with(sides::ranks));
    let told = move || {
        let comparison = part.shown.get()?;
        let share = comparison.agreed_pairs?;
        Some(t_with("index.agreed_pairs", &[("share", &Words::of(part).about(share))]))
    };
    let matters = move || part.shown.get().map(|comparison| matters(&Words::of(part), &comparison));
    let proposals = move || {
        let comparison = part.shown.get()?;
        let words = Words::of(part);
        let one = comparison.proposals.iter().map(|of| proposal(part, &words, &comparison, of));
        Some(one.collect_view())
    };
    view! {
        <section class="section parties" aria-labelledby="parties-heading">
            <div class="section-head"><h2 id="parties-heading">{t("index.parties")}</h2></div>
            <p class="told">{told}</p>
            <div class="pair-figures">
                <div><FigureIf plate=wanted question=first_question() level=3 /></div>
                <div class="matters"><h3>{t("index.matters")}</h3><p class="sub">{t("index.matters_sub")}</p>{matters}</div>
            </div>
            <div class="section"><FigureIf plate=ranks question=first_question() level=3 /></div>
            <div class="section">
                <h3>{t("index.proposals")}</h3>
                <p class="sub">{t("index.proposals_sub")}</p>
                <div class="proposals">{proposals}</div>
            </div>
        </section>
    }
}

/// Pillars and indicators by how much the order hangs on what the parties want of them.
fn matters(words: &Words, comparison: &Comparison) -> impl IntoView + use<> {
    type Line = (String, bool, [f64; 3], f64);
    let pillars = comparison
        .pillars
        .iter()
        .map(|pillar| (words.pillar(&pillar.id), true, pillar.wanted, pillar.matters));
    let members =
        comparison.indicators.iter().map(|one| (words.indicator(&one.id), false, one.wanted, one.matters));
    let known = |(name, pillar, wanted, matters): (String, bool, Option<[f64; 3]>, Option<f64>)| {
        Some((name, pillar, wanted?, matters?)) as Option<Line>
    };
    let mut pillars: Vec<Line> = pillars.filter_map(known).collect();
    let mut members: Vec<Line> = members.filter_map(known).collect();
    for lines in [&mut pillars, &mut members] {
        sort_by(lines, |a, b| b.3.total_cmp(&a.3));
    }
    let line = |(name, _, [least, median, most], matters): Line| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{t_with("index.from_to", &[("low", &words.about(least)), ("high", &words.about(most))])}</td>
                <td class="number">{words.about(median)}</td>
                <td class="number">{words.number(matters)}</td>
            </tr>
        }
    };
    let table = |lines: Vec<Line>, label: String| {
        let body = lines.into_iter().map(line).collect_view();
        let whole = format!("{}: {label}", t("index.matters"));
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=whole.clone()>
                <table class="m">
                    <caption class="unseen">{whole.clone()}</caption>
                    <thead><tr>
                        <th scope="col">{label}</th>
                        <th scope="col" class="number">{t("index.asked")}</th>
                        <th scope="col" class="number">{t("index.median")}</th>
                        <th scope="col" class="number">{t("index.shift")}</th>
                    </tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        }
    };
    let several = members.len() > pillars.len();
    let pillars = table(pillars, t("index.pillar"));
    let members = several.then(|| {
        let members = table(members, t("index.indicator"));
        view! { <details class="inside"><summary>{t("index.within")}</summary>{members}</details> }
    });
    view! { {pillars}{members} }
}

/// Weights that could be agreed on: what they are, what each party gives up.
fn proposal(
    part: Part,
    words: &Words,
    comparison: &Comparison,
    of: &ComparisonProposal,
) -> impl IntoView + use<> {
    let least = of.kind == "least_regret";
    let shares = comparison.pillars.iter().zip(&of.pillars).map(|(pillar, share)| {
        view! { <li>{words.pillar(&pillar.id)} " " <b>{words.about(*share)}</b></li> }
    });
    let shares = shares.collect_view();
    let parties = comparison.parties.iter().enumerate().map(|(at, party)| {
        let gives = of.regret.get(at).copied().unwrap_or_default();
        let shift =
            of.shift.get(at).copied().flatten().map_or_else(|| "–".to_owned(), |shift| words.number(shift));
        view! {
            <tr>
                <th scope="row">{words.party(&party.id)}</th>
                <td class="number">{words.share(gives)}</td>
                <td class="number">{shift}</td>
            </tr>
        }
    });
    let parties = parties.collect_view();
    let worst = of.regret.iter().copied().fold(0.0, f64::max);
    let nobody = t_with("index.nobody_more", &[("share", &words.share(worst))]);
    let set = of.set.clone();
    let take = move |_| {
        let weights = part.index.with_untracked(|index| Weights::of(index, &[&set]));
        part.weigh(&weights);
    };
    let label = if least { t("index.least_regret") } else { t("index.median_weights") };
    view! {
        <article class="proposal">
            <h4>{label.clone()}</h4>
            <p class="sub">{if least { t("index.least_regret_help") } else { t("index.median_help") }}</p>
            <ul class="shares">{shares}</ul>
            <p class="told">{nobody}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=label.clone()>
                <table class="m">
                    <caption class="unseen">{label.clone()}</caption>
                    <thead><tr>
                        <th scope="col">{t("index.party")}</th>
                        <th scope="col" class="number">{t("index.gives_up")}</th>
                        <th scope="col" class="number">{t("index.shift")}</th>
                    </tr></thead>
                    <tbody>{parties}</tbody>
                </table>
            </div>
            <button type="button" class="btn" on:click=take>{t("index.take")}</button>
        </article>
    }
}
