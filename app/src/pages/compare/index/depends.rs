//! What the ranking depends on: shares of what varies, in a sentence and as bars.

use super::part::{Part, Words};
use crate::figure::words::capital;
use crate::figure::{FigureIf, Plate, Rows, Spec};
use crate::i18n::{t, t_with};
use crate::link::first_question;
use crate::order::sort_by;
use esito_charts::{Bar, BarsSpec, Datum, Frame, Quantity};
use esito_model::number::digits12;
use esito_model::{ComparedFactor, Comparison, SobolIndex, SobolShare, Unit};
use leptos::prelude::*;

/// The place whose rank is looked into; without it the whole ranking is.
const OF: &str = "of";
/// Half the width of an interval of 95 % in standard errors.
const HALF: f64 = 1.96;
/// Factors drawn; the table has them all.
const MOST: usize = 12;

/// Sentence, choice of place, bars.
#[component]
pub(super) fn Depends(part: Part) -> impl IntoView {
    let address = part.address;
    let asked = address.memo(OF);
    let plate = Memo::new(move |_| {
        let comparison = part.shown.get()?;
        plate(&Words::of(part), &comparison, asked.get().as_deref())
    });
    let sentence = move || {
        let comparison = part.shown.get()?;
        sentence(&Words::of(part), &comparison, asked.get().as_deref())
    };
    let options = move || {
        let words = Words::of(part);
        let comparison = part.shown.get()?;
        let ranked = comparison.places.iter().filter(|place| place.rank.is_some());
        let options = ranked.map(|place| {
            let id = place.place.clone();
            let own = id.clone();
            let name = words.place(&id);
            view! { <option value=id prop:selected=move || asked.get().as_deref() == Some(own.as_str())>{name}</option> }
        });
        Some(options.collect_view())
    };
    let there = Memo::new(move |_| plate.with(Option::is_some));
    let pending = move || part.compared.with(|compared| !compared.whole);
    view! {
        <section class="panel depends" aria-labelledby="depends-heading">
            <h2 id="depends-heading">{t("index.depends")}</h2>
            {move || there.get().then(|| view! {
                <label class="choice">
                    <span>{t("index.of")}</span>
                    <select on:change=move |event| {
                        let id = event_target_value(&event);
                        address.push(|query| query.with(OF, (!id.is_empty()).then_some(id.as_str())));
                    }>
                        <option value="">{t("index.whole_ranking")}</option>
                        {options}
                    </select>
                </label>
            })}
            <p class="told">{sentence}</p>
            {move || (!there.get()).then(|| view! {
                <p class="calm">{move || if pending() { t("index.depends_later") } else { t("index.depends_nothing") }}</p>
            })}
            <FigureIf plate=plate question=first_question() level=3 />
        </section>
    }
}

fn indices<'a>(comparison: &'a Comparison, of: Option<&str>) -> Option<&'a [SobolIndex]> {
    let sensitivity = comparison.sensitivity.as_ref()?;
    let place = of.and_then(|of| comparison.places.iter().position(|place| place.place == of));
    let found = match place {
        Some(at) => sensitivity.places.get(at)?.as_slice(),
        None => sensitivity.ranking.as_slice(),
    };
    (!found.is_empty()).then_some(found)
}

/// A factor as it stands in a sentence: "the weight of Housing".
fn factor(words: &Words, factor: &ComparedFactor) -> String {
    match (factor.kind.as_str(), &factor.node) {
        ("weight", Some(node)) => t_with("index.factor_weight", &[("name", &words.node(node))]),
        ("sampling", _) => t("index.factor_sampling"),
        ("imputation", _) => t("index.factor_imputation"),
        ("treatment", _) => t("index.factor_treatment"),
        ("normalisation", _) => t("index.factor_normalisation"),
        ("aggregation", _) => t("index.factor_aggregation"),
        _ => t("index.factor_weights"),
    }
}

/// Factors from the one that explains most alone.
fn sorted<'a>(comparison: &'a Comparison, of: Option<&str>) -> Option<Vec<(&'a ComparedFactor, SobolIndex)>> {
    let found = indices(comparison, of)?;
    let factors = comparison.sensitivity.as_ref()?.factors.iter();
    let mut pairs: Vec<_> = factors.zip(found.iter().copied()).collect();
    sort_by(&mut pairs, |a, b| b.1.first.value.total_cmp(&a.1.first.value));
    Some(pairs)
}

/// What most of the uncertainty comes from.
fn sentence(words: &Words, comparison: &Comparison, of: Option<&str>) -> Option<String> {
    let pairs = sorted(comparison, of)?;
    let (first, index) = pairs.first()?;
    let name = of.map(|of| words.place(of)).unwrap_or_default();
    // A share that its own error hides says nothing.
    if index.first.value <= HALF * index.first.error {
        return Some(t_with(
            if of.is_some() { "index.together_of" } else { "index.together" },
            &[("place", &name)],
        ));
    }
    let share = words.about(index.first.value.min(1.0));
    let args = [("share", share.as_str()), ("factor", &factor(words, first)), ("place", &name)];
    let mut said = t_with(if of.is_some() { "index.comes_from_of" } else { "index.comes_from" }, &args);
    if let Some((second, index)) =
        pairs.get(1).filter(|(_, index)| index.first.value > HALF * index.first.error)
    {
        let share = words.about(index.first.value.min(1.0));
        said.push(' ');
        said.push_str(&t_with("index.then", &[("share", &share), ("factor", &factor(words, second))]));
    }
    Some(said)
}

fn plate(words: &Words, comparison: &Comparison, of: Option<&str>) -> Option<Plate> {
    let pairs = sorted(comparison, of)?;
    let between = |share: &SobolShare| Datum {
        value: Some(share.value.max(0.0)),
        low: Some((share.value - HALF * share.error).max(0.0)),
        high: Some((share.value + HALF * share.error).max(0.0)),
        ..Datum::default()
    };
    let bars = pairs.iter().take(MOST).map(|(one, index)| Bar {
        label: capital(&factor(words, one)),
        datum: between(&index.first),
        ..Bar::default()
    });
    let spec = BarsSpec {
        frame: Frame { quantity: Quantity::of(Unit::Share), ..Frame::default() },
        bars: bars.collect(),
        nothing: t("index.depends_nothing"),
        ..BarsSpec::default()
    };
    let row = |(one, index): &(&ComparedFactor, SobolIndex)| {
        let share = |share: &SobolShare| {
            format!("{} ± {}", words.share(share.value), words.share(HALF * share.error))
        };
        vec![capital(&factor(words, one)), share(&index.first), share(&index.total)]
    };
    let line = |(one, index): &(&ComparedFactor, SobolIndex)| {
        let node = one.node.clone().unwrap_or_default();
        let numbers = [index.first.value, index.first.error, index.total.value, index.total.error];
        [one.kind.clone(), node].into_iter().chain(numbers.map(digits12)).collect::<Vec<_>>()
    };
    let head = ["factor", "node", "first", "first_error", "total", "total_error"].map(str::to_owned).to_vec();
    let rows = Rows {
        heads: vec![t("index.factor"), t("index.first_order"), t("index.total_order")],
        rows: pairs.iter().map(row).collect(),
        names: 1,
        file: std::iter::once(head).chain(pairs.iter().map(line)).collect(),
    };
    let title = match of {
        Some(of) => t_with("index.depends_of", &[("place", &words.place(of))]),
        None => t("index.depends_all"),
    };
    Some(Plate {
        id: "depends",
        title,
        subtitle: t("index.depends_sub"),
        note: t("index.depends_note"),
        spec: Spec::Own(Box::new(Spec::Bars(spec)), Box::new(rows)),
        ..Plate::empty()
    })
}
