//! How likely one place is ahead of another: two places in a sentence, all pairs as shades.

use super::part::{Part, Words};
use crate::figure::{FigureIf, Plate, Rows, Spec};
use crate::i18n::{t, t_with};
use crate::link::first_question;
use esito_charts::{Datum, Frame, HeatColumn, HeatRow, HeatScale, HeatSpec, Quantity};
use esito_model::number::digits12;
use esito_model::{CLEAR, Comparison, Unit};
use leptos::prelude::*;

/// The two places.
const ONE: &str = "one";
const OTHER: &str = "other";
/// More places than this are no picture any more.
const MOST: usize = 24;

/// Two choices, a sentence, all pairs folded.
#[component]
pub(super) fn Ahead(part: Part) -> impl IntoView {
    let address = part.address;
    let pair = Memo::new(move |_| {
        let comparison = part.shown.get()?;
        let at = |key: &str, default: usize| {
            let asked = address.get(key);
            let found = comparison.places.iter().position(|place| Some(&place.place) == asked.as_ref());
            found.filter(|at| comparison.places[*at].rank.is_some()).unwrap_or(default)
        };
        let ranked = comparison.places.iter().filter(|place| place.rank.is_some()).count();
        let ready = ranked > 1 && comparison.ahead.len() == comparison.places.len();
        ready.then(|| (at(ONE, 0), at(OTHER, 1)))
    });
    let choice = move |key: &'static str, label: String, own: fn((usize, usize)) -> usize| {
        let options = move || {
            let words = Words::of(part);
            let comparison = part.shown.get()?;
            let chosen = pair.get().map(own);
            let ranked = comparison.places.iter().enumerate().filter(|(_, place)| place.rank.is_some());
            let option = ranked.map(|(at, place)| {
                view! { <option value=place.place.clone() prop:selected=chosen == Some(at)>{words.place(&place.place)}</option> }
            });
            Some(option.collect_view())
        };
        view! {
            <label class="choice">
                <span>{label}</span>
                <select on:change=move |event| address.set(key, Some(&event_target_value(&event)))>{options}</select>
            </label>
        }
    };
    let told = move || {
        let comparison = part.shown.get()?;
        pair.get().map(|(one, other)| sentence(&Words::of(part), &comparison, one, other))
    };
    let plate =
        Memo::new(move |_| part.shown.get().and_then(|comparison| plate(&Words::of(part), &comparison)));
    let there = Memo::new(move |_| pair.with(Option::is_some));
    view! {
        <section class="panel ahead" aria-labelledby="ahead-heading">
            <h2 id="ahead-heading">{t("index.ahead")}</h2>
            {move || if there.get() { view! {
                <div class="choices">
                    {choice(ONE, t("index.place_one"), |pair| pair.0)}
                    {choice(OTHER, t("index.place_other"), |pair| pair.1)}
                </div>
                <p class="told">{told}</p>
                <details class="inside">
                    <summary>{t("index.all_pairs")}</summary>
                    <FigureIf plate=plate question=first_question() level=3 />
                    {move || plate.with(Option::is_none).then(|| view! { <p class="calm">{t("index.too_many")}</p> })}
                </details>
            }.into_any() } else { view! { <p class="calm">{t("index.ahead_nothing")}</p> }.into_any() }}
        </section>
    }
}

fn sentence(words: &Words, comparison: &Comparison, one: usize, other: usize) -> String {
    let name = |at: usize| words.place(&comparison.places[at].place);
    if one == other {
        return t("index.two_places");
    }
    let share =
        |a: usize, b: usize| comparison.ahead.get(a).and_then(|row| row.get(b)).copied().unwrap_or_default();
    let (forth, back) = (share(one, other), share(other, one));
    let args = [("one", name(one)), ("other", name(other)), ("share", words.share(forth))];
    let args: Vec<(&str, &str)> = args.iter().map(|(key, text)| (*key, text.as_str())).collect();
    let verdict = if forth >= CLEAR {
        t_with("index.clearly", &args)
    } else if back >= CLEAR {
        t_with("index.clearly_not", &args)
    } else {
        t("index.not_clear")
    };
    format!("{} {verdict}", t_with("index.ahead_of", &args))
}

fn plate(words: &Words, comparison: &Comparison) -> Option<Plate> {
    let ranked: Vec<usize> =
        (0..comparison.places.len()).filter(|at| comparison.places[*at].rank.is_some()).collect();
    if ranked.len() < 2 || ranked.len() > MOST || comparison.ahead.is_empty() {
        return None;
    }
    let name = |at: &usize| words.place(&comparison.places[*at].place);
    let share = |a: &usize, b: &usize| comparison.ahead.get(*a).and_then(|row| row.get(*b)).copied();
    let row = |a: &usize| HeatRow {
        label: name(a),
        cells: ranked
            .iter()
            .map(|b| {
                if a == b { Datum::missing("–") } else { Datum { value: share(a, b), ..Datum::default() } }
            })
            .collect(),
        strong: false,
    };
    let spec = HeatSpec {
        frame: Frame { quantity: Quantity::of(Unit::Share), ..Frame::default() },
        columns: ranked.iter().map(|at| HeatColumn { label: name(at), ..HeatColumn::default() }).collect(),
        rows: ranked.iter().map(row).collect(),
        scale: HeatScale::Together,
        light: t("index.never"),
        dark: t("index.always"),
        nothing: t("index.ahead_nothing"),
        ..HeatSpec::default()
    };
    let pairs = || ranked.iter().flat_map(|a| ranked.iter().filter(move |b| *b != a).map(move |b| (a, b)));
    let told = |(a, b): (&usize, &usize)| {
        vec![name(a), name(b), share(a, b).map(|share| words.share(share)).unwrap_or_default()]
    };
    let line = |(a, b): (&usize, &usize)| {
        let code = |at: &usize| comparison.places[*at].place.clone();
        vec![code(a), code(b), share(a, b).map(digits12).unwrap_or_default()]
    };
    let head = ["place", "ahead_of", "share"].map(str::to_owned).to_vec();
    let rows = Rows {
        heads: vec![t("index.place"), t("index.place_other"), t("index.share_of_draws")],
        rows: pairs().map(told).collect(),
        names: 2,
        file: std::iter::once(head).chain(pairs().map(line)).collect(),
    };
    #[expect(clippy::cast_precision_loss, reason = "a width in pixels")]
    let wide = 130.0 + 62.0 * ranked.len() as f64;
    Some(Plate {
        id: "ahead",
        title: t("index.all_pairs"),
        subtitle: t("index.pairs_sub"),
        note: String::new(),
        spec: Spec::Own(Box::new(Spec::Heat(spec)), Box::new(rows)),
        wide,
        ..Plate::empty()
    })
}
