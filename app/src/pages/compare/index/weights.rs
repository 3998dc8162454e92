//! What counts: whose weights are in force, and each weight by slider, by number and by order of importance.

use super::files::Files;
use super::part::{Part, Words};
use super::setting::{Weights, with_party};
use super::targets::Targets;
use crate::i18n::{t, t_with};
use crate::order::sort_by;
use esito_model::Pillar;
use esito_model::number::digits12;
use leptos::prelude::*;

/// Steps of a slider from end to end.
const STEPS: f64 = 20.0;

/// The panel.
#[component]
pub(super) fn Weigh(part: Part) -> impl IntoView {
    let pillars = part.index.with_untracked(|index| index.pillars.clone());
    let several = pillars.len() > 1;
    let sliders = pillars.iter().cloned().enumerate().map(|(at, pillar)| {
        view! { <OfPillar part=part at=at pillar=pillar alone=!several /> }
    });
    let sliders = sliders.collect_view();
    let equal = move |_| part.weigh(&Weights::equal(&part.index.get_untracked()));
    let nothing = move || part.steps.with(Vec::is_empty);
    view! {
        <section class="panel weigh" aria-labelledby="weigh-heading">
            <h2 id="weigh-heading">{t("index.weights")}</h2>
            <Whose part=part />
            <div class="weights">{sliders}</div>
            <div class="weigh-tools">
                <button type="button" class="btn" on:click=equal>{t("index.equal")}</button>
                <button type="button" class="btn" disabled=nothing on:click=move |_| part.undo()>{t("index.undo")}</button>
            </div>
            {several.then(|| view! { <Order part=part pillars=pillars /> })}
            <Targets part=part />
            <Files part=part />
        </section>
    }
}

/// Whose weights are in force.
#[component]
fn Whose(part: Part) -> impl IntoView {
    let buttons = move || {
        let words = Words::of(part);
        let (own, party) = part.setting.with(|setting| (setting.own, setting.question.party.clone()));
        let own = own || part.live.with(Option::is_some);
        let ids = std::iter::once(String::new()).chain(part.parties().into_iter().map(|party| party.id));
        let one = ids.map(|id| {
            let asked = (!id.is_empty()).then(|| id.clone());
            let pressed = !own && asked == party;
            let label = if id.is_empty() { t("index.as_written") } else { words.party(&id) };
            let choose = move |_| part.step(|query| with_party(query, asked.as_deref()));
            view! { <button type="button" class="btn" aria-pressed=pressed.to_string() on:click=choose>{label}</button> }
        });
        let others = one.collect_view();
        view! {
            {others}
            <button type="button" class="btn" aria-pressed=own.to_string() on:click=move |_| part.back_to_mine()>
                {t("index.mine")}
            </button>
        }
    };
    view! { <div class="tabs" role="group" aria-label=t("index.whose")>{buttons}</div> }
}

/// A pillar's weight, and within it those of its indicators.
#[component]
fn OfPillar(part: Part, at: usize, pillar: Pillar, alone: bool) -> impl IntoView {
    let words = untrack(|| Words::of(part));
    let members = pillar.indicators.iter().enumerate().map(|(member, indicator)| {
        let label = words.indicator(&indicator.id);
        view! { <Slider part=part node=Node { pillar: at, member: Some(member) } id=indicator.id.clone() label=label /> }
    });
    let inside = (pillar.indicators.len() > 1).then(|| {
        let members = members.collect_view();
        let label = t_with("index.inside", &[("n", &words.count(pillar.indicators.len() as u64))]);
        view! { <details class="inside" open=alone><summary>{label}</summary>{members}</details> }
    });
    let label = words.pillar(&pillar.id);
    view! {
        <div class="weight-group">
            {(!alone).then(|| view! { <Slider part=part node=Node { pillar: at, member: None } id=pillar.id.clone() label=label.clone() /> })}
            {inside}
        </div>
    }
}

/// A pillar, or an indicator within one.
#[derive(Clone, Copy)]
struct Node {
    pillar: usize,
    member: Option<usize>,
}

impl Node {
    fn of(self, weights: &Weights) -> f64 {
        let pillar = weights.pillars.get(self.pillar).copied();
        let member = |member: usize| weights.indicators.get(self.pillar)?.get(member).copied();
        self.member.map_or(pillar, member).unwrap_or_default()
    }

    fn set(self, weights: &mut Weights, weight: f64) {
        let slot = match self.member {
            None => weights.pillars.get_mut(self.pillar),
            Some(member) => weights.indicators.get_mut(self.pillar).and_then(|of| of.get_mut(member)),
        };
        if let Some(slot) = slot {
            *slot = weight;
        }
    }

    /// Weights beside this one, of everybody: the slider's end is the same whoever is looked at.
    fn beside(self, part: Part) -> Vec<f64> {
        let index = part.index.get();
        let parties = part.parties();
        let sets = parties.iter().map(|party| Weights::of(&index, &[party]));
        let all: Vec<Weights> = sets.chain([Weights::of(&index, &[]), part.setting.get().weights]).collect();
        let of = |weights: Weights| match self.member {
            None => weights.pillars,
            Some(_) => weights.indicators.get(self.pillar).cloned().unwrap_or_default(),
        };
        all.into_iter().flat_map(of).collect()
    }
}

/// The end of a slider: 1, 10, 100 and so on, whichever the greatest weight fits into.
fn end(weights: &[f64]) -> f64 {
    let greatest = weights.iter().copied().fold(0.0, f64::max);
    let mut end = 1.0;
    while end < greatest && end < 1e9 {
        end *= 10.0;
    }
    end
}

/// A name, the share that the weight comes to, a slider and a number.
#[component]
fn Slider(part: Part, node: Node, id: String, label: String) -> impl IntoView {
    let weight = Memo::new(move |_| node.of(&part.weights()));
    let most = Memo::new(move |_| end(&node.beside(part)));
    let name = id.clone();
    let share = Memo::new(move |_| {
        let words = Words::of(part);
        let shown = part.shown.get();
        let share = shown.and_then(|shown| match node.member {
            None => shown.pillars.iter().find(|pillar| pillar.id == name).map(|pillar| pillar.weight),
            Some(_) => shown.indicators.iter().find(|one| one.id == name).map(|one| one.weight),
        });
        share.map(|share| words.about(share)).unwrap_or_default()
    });
    let spoken = move || {
        let share = share.get();
        t_with("index.spoken", &[("weight", &digits12(weight.get())), ("share", &share)])
    };
    let changed = move |text: String| {
        let value =
            text.replace(',', ".").parse::<f64>().ok().filter(|value| value.is_finite() && *value >= 0.0)?;
        let mut weights = untrack(|| part.weights());
        node.set(&mut weights, value);
        Some(weights)
    };
    let settled = move |event: leptos::ev::Event| match changed(event_target_value(&event)) {
        Some(weights) => part.weigh(&weights),
        // What is no number is put back as it was.
        None => {
            event_target::<web_sys::HtmlInputElement>(&event).set_value(&digits12(weight.get_untracked()));
        }
    };
    // What judgements came to has more digits than the field has room for.
    let text = move || {
        let whole = digits12(weight.get());
        if whole.len() > 5 { format!("{:.2}", weight.get()) } else { whole }
    };
    let step = move || digits12(most.get() / STEPS);
    let field = t_with("index.field", &[("name", &label)]);
    let id = format!("w-{}-{id}", node.member.map_or("pillar", |_| "indicator"));
    view! {
        <div class="weight">
            <label for=id.clone()>{label}</label>
            <span class="share">{move || share.get()}</span>
            <input type="range" id=id min="0" max=move || digits12(most.get()) step=step prop:value=text
                aria-valuetext=spoken on:input=move |event| part.live.set(changed(event_target_value(&event))) on:change=settled />
            <input type="number" min="0" step="any" inputmode="decimal" aria-label=field prop:value=text on:change=settled />
        </div>
    }
}

/// Weights by order of importance: the last counts once, the one before it twice, and so on.
#[component]
fn Order(part: Part, pillars: Vec<Pillar>) -> impl IntoView {
    let count = pillars.len();
    // What was moved last, to be said: words are made where they are shown.
    let last = RwSignal::new(None::<(String, usize)>);
    let spoken = move || {
        let (name, place) = last.get()?;
        Some(t_with("index.now_at", &[("name", &name), ("n", &place.to_string())]))
    };
    let rows = move || {
        let words = Words::of(part);
        let order = order(&part.weights().pillars);
        let row = |(place, at): (usize, usize)| {
            let name = words.pillar(&pillars[at].id);
            let mover = |to: Option<usize>, sign: &'static str, key: &'static str| {
                let (order, label) = (order.clone(), t_with(key, &[("name", &name)]));
                let name = name.clone();
                let disabled = to.is_none_or(|to| to >= count);
                let go = move |_| {
                    let Some(to) = to else { return };
                    let mut order = order.clone();
                    let at = order.remove(place);
                    order.insert(to, at);
                    let mut weights = untrack(|| part.weights());
                    weights.pillars = by_order(&order);
                    part.weigh(&weights);
                    last.set(Some((name.clone(), to + 1)));
                };
                view! { <button type="button" class="quiet" aria-label=label disabled=disabled on:click=go>{sign}</button> }
            };
            let (up, down) =
                (mover(place.checked_sub(1), "↑", "index.up"), mover(Some(place + 1), "↓", "index.down"));
            view! { <li><span>{name.clone()}</span>{up}{down}</li> }
        };
        order.iter().copied().enumerate().map(row).collect_view()
    };
    view! {
        <details class="inside">
            <summary>{t("index.by_order")}</summary>
            <p class="sub">{t("index.by_order_help")}</p>
            <ol class="order">{rows}</ol>
            <p class="unseen" role="status">{spoken}</p>
        </details>
    }
}

/// Positions from the greatest weight to the least; equal ones keep their order.
fn order(weights: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    sort_by(&mut order, |a, b| weights[*b].total_cmp(&weights[*a]));
    order
}

/// The weights of positions in order of importance.
///
/// Source: W. G. Stillwell, D. A. Seaver and W. Edwards, "A comparison of weight approximation techniques in
/// multiattribute utility decision making", Organizational Behavior and Human Performance 28 (1981), rank sum weights.
#[expect(clippy::cast_precision_loss, reason = "a handful of pillars")]
fn by_order(order: &[usize]) -> Vec<f64> {
    let mut weights = vec![0.0; order.len()];
    for (place, at) in order.iter().enumerate() {
        weights[*at] = (order.len() - place) as f64;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::{by_order, end, order};

    #[test]
    fn order_and_weights() {
        assert_eq!(order(&[1.0, 3.0, 3.0, 2.0]), [1, 2, 3, 0]);
        assert_eq!(by_order(&[1, 2, 0]), [1.0, 3.0, 2.0]);
    }

    #[test]
    fn sliders_end_where_everybody_fits() {
        assert_eq!(end(&[0.2, 0.8]), 1.0);
        assert_eq!(end(&[3.0, 2.0]), 10.0);
        assert_eq!(end(&[35.0, 10.0]), 100.0);
        assert_eq!(end(&[]), 1.0);
    }
}
