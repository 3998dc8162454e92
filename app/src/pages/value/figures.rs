//! The pictures: from gross to net, how the ratio lies over all runs, what each assumption moves.

use super::Page;
use super::words::{Words, assumption, step};
use crate::figure::{Cell, FigureIf, Plate, Ready, ReadyChart, Rows};
use crate::i18n::{t, t_count, t_with};
use esito_charts::{
    Benchmark, Fall, Frame, Ink, Quantity, RangeBin, RangeSpec, Sway, TornadoSpec, WaterfallSpec,
};
use esito_model::{Question, Swing, Unit, Valuation, ValueStep};
use leptos::prelude::*;

/// Assumptions that the tornado draws; the table has all.
const DRAWN: usize = 12;

/// The pictures.
#[component]
pub(super) fn Pictures(page: Page) -> impl IntoView {
    let plate = move |draw: fn(&Valuation, &Words) -> Option<Plate>| {
        Memo::new(move |_| {
            let shown = page.worth.shown()?;
            draw(shown.valuation.as_ref()?, &Words::of(shown.map.as_ref()?))
        })
    };
    let question = Signal::derive(Question::default);
    view! {
        <div class="section pair-figures value-figures">
            <FigureIf plate=plate(waterfall) question=question/>
            <FigureIf plate=plate(range) question=question/>
        </div>
        <div class="section"><FigureIf plate=plate(tornado) question=question/></div>
    }
}

fn waterfall(valuation: &Valuation, words: &Words) -> Option<Plate> {
    if valuation.steps.is_empty() {
        return None;
    }
    let fall = |one: &ValueStep| {
        let sum = is_sum(&one.step);
        let (from, to) = if sum { (0.0, one.after) } else { (one.after - one.amount, one.after) };
        let ink = match (sum, one.step.as_str()) {
            (true, "net_value") if one.amount < 0.0 => Ink::Bad,
            (true, _) => Ink::C1,
            // Harm that is taken off adds value.
            (false, _) if one.amount > 0.0 => Ink::C3,
            (false, _) => Ink::C2,
        };
        Fall { label: step(&one.step), from, to, sum, ink }
    };
    let row = |one: &ValueStep| {
        let money = |value: f64| Cell::number(Some(words.money(value)), Some(value));
        vec![Cell::text(&step(&one.step)), money(one.amount), money(one.after)]
    };
    let heads = ["value.step", "value.amount", "value.after"];
    let sentence = |one: &ValueStep| format!("{}: {}.", step(&one.step), words.money(one.amount));
    let own = Ready {
        chart: ReadyChart::Waterfall(WaterfallSpec {
            frame: Frame { quantity: Quantity::money(&words.currency), ..Frame::default() },
            steps: valuation.steps.iter().map(fall).collect(),
            nothing: t("figure.nothing"),
        }),
        table: Rows::of(heads.map(t).to_vec(), valuation.steps.iter().map(row).collect()),
        said: valuation.steps.iter().map(sentence).collect::<Vec<_>>().join(" "),
    };
    let of = |wanted: &str| valuation.steps.iter().find(|one| one.step == wanted).map(|one| one.amount);
    let title = match (of("gross"), of("present_value")) {
        (Some(gross), Some(present)) => {
            let (gross, present) = (words.money(gross), words.money(present));
            t_with("value.waterfall", &[("gross", &gross), ("present", &present)])
        }
        _ => t("value.waterfall_plain"),
    };
    Some(own.plate("gross-to-net", title, t("value.waterfall_sub"), t("value.waterfall_note")))
}

fn is_sum(step: &str) -> bool {
    matches!(step, "gross" | "present_value" | "net_value")
}

fn pays_for_itself() -> Option<Benchmark> {
    Some(Benchmark { label: t("value.even"), value: 1.0 })
}

fn ratio_frame() -> Frame {
    Frame { quantity: Quantity::of(Unit::Number), ..Frame::default() }
}

fn range(valuation: &Valuation, words: &Words) -> Option<Plate> {
    let (range, ratio) = (valuation.range.as_ref()?, valuation.ratio?);
    let (low, high, middle) = (words.ratio(range.p5), words.ratio(range.p95), words.ratio(range.p50));
    let bin = |bin: &esito_model::RatioBin| {
        let (from, to) = (words.ratio(bin.from), words.ratio(bin.to));
        let title = t_count("value.bin", u64::from(bin.runs), &[("from", &from), ("to", &to)]);
        RangeBin { from: bin.from, to: bin.to, count: f64::from(bin.runs), title }
    };
    let row = |bin: &esito_model::RatioBin| {
        let number = |value: f64| Cell::number(Some(words.ratio(value)), Some(value));
        let runs = Cell::number(Some(words.format.whole(u64::from(bin.runs))), Some(f64::from(bin.runs)));
        vec![number(bin.from), number(bin.to), runs]
    };
    let middle_part = t_with("value.middle_part", &[("low", &low), ("high", &high)]);
    let stated = t_with("value.as_stated", &[("ratio", &words.ratio(ratio))]);
    let share = words.share(range.at_least_one);
    let own = Ready {
        chart: ReadyChart::Range(RangeSpec {
            frame: ratio_frame(),
            height: 300.0,
            bins: range.bins.iter().map(bin).collect(),
            low: range.p5,
            high: range.p95,
            middle: middle_part.clone(),
            value: Benchmark { label: stated.clone(), value: ratio },
            line: pays_for_itself(),
            nothing: t("figure.nothing"),
        }),
        table: Rows::of(
            vec![t("value.from"), t("value.to"), t("value.runs")],
            range.bins.iter().map(row).collect(),
        ),
        said: format!("{middle_part}. {}. {stated}.", t_with("value.median", &[("ratio", &middle)])),
    };
    let runs = words.format.whole(u64::from(range.runs));
    let subtitle = t_with("value.range_sub", &[("runs", &runs), ("seed", &range.seed.to_string())]);
    let title = t_with("value.range", &[("share", &share)]);
    let note = t_with("value.range_note", &[("ratio", &middle)]);
    Some(own.plate("range", title, subtitle, note))
}

fn tornado(valuation: &Valuation, words: &Words) -> Option<Plate> {
    let ratio = valuation.ratio?;
    let unit = |swing: &Swing| {
        let of = |one: &&esito_model::Assumption| {
            one.outcome == swing.outcome && one.assumption == swing.assumption
        };
        valuation.assumptions.iter().find(of).map_or(Unit::Number, |one| one.unit)
    };
    let shown = |swing: &Swing, value: f64| words.value(value, unit(swing));
    let title = |swing: &Swing| words.assumption(&swing.outcome, &swing.assumption);
    let ends = |swing: &Swing| Some((swing.ratio_low?, swing.ratio_high?));
    let sway = |swing: &Swing| {
        let (low, high) = ends(swing)?;
        let args = [
            ("name", title(swing)),
            ("low", shown(swing, swing.low)),
            ("high", shown(swing, swing.high)),
            ("ratio_low", words.ratio(low)),
            ("ratio_high", words.ratio(high)),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Some(Sway {
            label: title(swing),
            low,
            high,
            low_words: shown(swing, swing.low),
            high_words: shown(swing, swing.high),
            title: t_with("value.sway", &args),
        })
    };
    let row = |swing: &Swing| {
        let value = |value: f64| Cell::number(Some(shown(swing, value)), Some(value));
        let ratio = |ratio: Option<f64>| Cell::number(ratio.map(|ratio| words.ratio(ratio)), ratio);
        let even = Cell::number(swing.break_even.map(|even| shown(swing, even)), swing.break_even);
        let tried = if swing.assumed { t("value.assumed") } else { t("value.stated") };
        vec![
            Cell::text(&title(swing)),
            value(swing.value),
            value(swing.low),
            value(swing.high),
            Cell::text(&tried),
            ratio(swing.ratio_low),
            ratio(swing.ratio_high),
            even,
        ]
    };
    let heads = [
        "value.assumption",
        "value.now",
        "value.low",
        "value.high",
        "value.tried",
        "value.ratio_low",
        "value.ratio_high",
        "value.break_even",
    ];
    let sways: Vec<Sway> = valuation.sensitivity.iter().filter_map(sway).take(DRAWN).collect();
    if sways.is_empty() {
        return None;
    }
    let first = valuation.sensitivity.first();
    let heading = first.map_or_else(
        || t("value.tornado_plain"),
        |swing| {
            let name = assumption(&swing.assumption).to_lowercase();
            let of = words.outcome(&swing.outcome);
            match swing.outcome.is_empty() {
                true => t_with("value.tornado", &[("name", &name)]),
                false => t_with("value.tornado_of", &[("name", &name), ("outcome", &of)]),
            }
        },
    );
    let all = valuation.sensitivity.len();
    let drawn = words.format.whole(sways.len() as u64);
    let more = t_with("value.drawn", &[("n", &drawn), ("all", &words.format.whole(all as u64))]);
    let note = if all > sways.len() {
        format!("{} {more}", t("value.tornado_note"))
    } else {
        t("value.tornado_note")
    };
    let said = sways.iter().take(5).map(|sway| sway.title.clone()).collect::<Vec<_>>().join(". ");
    let own = Ready {
        chart: ReadyChart::Tornado(TornadoSpec {
            frame: ratio_frame(),
            sways,
            value: Benchmark { label: words.ratio(ratio), value: ratio },
            line: pays_for_itself(),
            low_ink: Ink::C2,
            low_label: t("value.lower"),
            high_ink: Ink::C1,
            high_label: t("value.higher"),
            nothing: t("figure.nothing"),
        }),
        table: Rows::of(heads.map(t).to_vec(), valuation.sensitivity.iter().map(row).collect()),
        said: format!("{said}."),
    };
    Some(own.plate("tornado", heading, t("value.tornado_sub"), note))
}
