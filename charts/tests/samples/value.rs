//! Pretend charts of social value and of money over time.

use super::frame;
use esito_charts::{
    Benchmark, Drawing, Fall, FlowsSpec, Ink, Locale, PeriodFlows, Quantity, RangeBin, RangeSpec, Sway,
    TornadoSpec, WaterfallSpec, flows, range, tornado, waterfall,
};
use esito_model::Unit;

pub(crate) fn all(width: f64, locale: &dyn Locale) -> Vec<(&'static str, Drawing)> {
    vec![
        ("waterfall", waterfall(&gross_to_net(width), locale)),
        ("waterfall-loss", waterfall(&loss(width), locale)),
        ("tornado", tornado(&swings(width), locale)),
        ("range", range(&runs(width), locale)),
        ("flows", flows(&money(width), locale)),
        (
            "waterfall-empty",
            waterfall(&WaterfallSpec { nothing: nothing(), ..gross_to_net_of(width, &[]) }, locale),
        ),
        ("range-empty", range(&RangeSpec { bins: Vec::new(), nothing: nothing(), ..runs(width) }, locale)),
        (
            "flows-empty",
            flows(&FlowsSpec { periods: Vec::new(), nothing: nothing(), ..money(width) }, locale),
        ),
    ]
}

fn nothing() -> String {
    "Nothing to show".to_owned()
}

fn gross_to_net(width: f64) -> WaterfallSpec {
    gross_to_net_of(
        width,
        &[
            ("Gross value", 0.0, 1_020_000.0),
            ("Deadweight", 1_020_000.0, 612_000.0),
            ("Displacement", 612_000.0, 612_000.0),
            ("Owed to others", 612_000.0, 428_400.0),
            ("Drop-off", 428_400.0, 364_140.0),
            ("Discounting", 364_140.0, 359_070.0),
            ("Present value", 0.0, 359_070.0),
            ("What was put in", 359_070.0, 109_070.0),
            ("Net value", 0.0, 109_070.0),
        ],
    )
}

/// More is put in than comes out, and one outcome does harm.
fn loss(width: f64) -> WaterfallSpec {
    gross_to_net_of(
        width,
        &[
            ("Gross value", 0.0, 82_000.0),
            ("Deadweight", 82_000.0, 90_500.0),
            ("Present value", 0.0, 90_500.0),
            ("What was put in by all partners of the district together", 90_500.0, -159_500.0),
            ("Net value", 0.0, -159_500.0),
        ],
    )
}

fn gross_to_net_of(width: f64, steps: &[(&str, f64, f64)]) -> WaterfallSpec {
    let fall = |(label, from, to): &(&str, f64, f64)| {
        let sum = label.ends_with("value");
        let ink = match (sum, to < from) {
            (true, _) => Ink::C1,
            (false, true) => Ink::C2,
            (false, false) => Ink::C3,
        };
        Fall { label: (*label).to_owned(), from: *from, to: *to, sum, ink }
    };
    WaterfallSpec {
        frame: frame("w", width, Quantity::money("GBP")),
        steps: steps.iter().map(fall).collect(),
        ..WaterfallSpec::default()
    }
}

fn swings(width: f64) -> TornadoSpec {
    let sways = [
        ("Deadweight · participants stay in work", 1.74, 1.12, "25 %", "45 %"),
        ("Proxy · participants stay in work", 1.1, 1.68, "€7,500", "€11,500"),
        ("What was put in", 1.8, 1.2, "€525,200", "€787,800"),
        ("Duration · participants stay in work", 1.04, 1.66, "2 years", "4 years"),
        ("Drop-off · participants stay in work", 1.53, 1.31, "15 %", "40 %"),
        ("Displacement · participants feel better", 1.44, 1.42, "0 %", "10 %"),
        ("Discount rate", 1.45, 1.43, "1 %", "5 %"),
    ];
    let sway = |(label, low, high, low_words, high_words): (&str, f64, f64, &str, &str)| Sway {
        label: label.to_owned(),
        low,
        high,
        low_words: low_words.to_owned(),
        high_words: high_words.to_owned(),
        title: format!("{label}: {low} – {high}"),
    };
    TornadoSpec {
        frame: frame("t", width, Quantity::of(Unit::Number)),
        sways: sways.into_iter().map(sway).collect(),
        value: Benchmark { label: "1.44".to_owned(), value: 1.436 },
        line: Some(Benchmark { label: "1.00: it pays for itself".to_owned(), value: 1.0 }),
        low_ink: Ink::C2,
        low_label: "lower value".to_owned(),
        high_ink: Ink::C1,
        high_label: "higher value".to_owned(),
        ..TornadoSpec::default()
    }
}

fn runs(width: f64) -> RangeSpec {
    let bin = |n: i32| {
        let (from, away) = (0.6 + 0.05 * f64::from(n), (f64::from(n) - 14.0) / 6.0);
        let count = (1_300.0 / (1.0 + away * away * away * away)).round();
        RangeBin { from, to: from + 0.05, count, title: format!("{from:.2}: {count}") }
    };
    RangeSpec {
        frame: frame("rg", width, Quantity::of(Unit::Number)),
        bins: (0..34).map(bin).collect(),
        low: 0.96,
        high: 1.83,
        middle: "90 % of the runs: 0.96 – 1.83".to_owned(),
        value: Benchmark { label: "as stated 1.44".to_owned(), value: 1.436 },
        line: Some(Benchmark { label: "1.00: it pays for itself".to_owned(), value: 1.0 }),
        ..RangeSpec::default()
    }
}

fn money(width: f64) -> FlowsSpec {
    let flows = [
        (0.0, 120_000.0, 0.0, 0.0),
        (0.0, 110_000.0, 0.0, 0.0),
        (0.0, 60_000.0, 0.0, 0.0),
        (0.0, 0.0, 0.0, 0.0),
        (90_000.0, 0.0, 0.0, 0.0),
        (0.0, 0.0, 0.0, 0.0),
        (212_000.0, 0.0, 0.0, 0.0),
        (0.0, 0.0, 0.0, 5_000.0),
        (0.0, 0.0, 40_000.0, 0.0),
    ];
    let mut balance = 0.0;
    let mut planned = false;
    let mut periods = Vec::new();
    for (at, (received, paid, to_receive, to_pay)) in flows.into_iter().enumerate() {
        balance += received - paid + to_receive - to_pay;
        planned |= to_receive > 0.0 || to_pay > 0.0;
        let label = format!("half-year {at}");
        let title = format!("{label}: {balance}");
        let month = 2021 * 12 + 6 * at as i32;
        let (months, label) = (6, label);
        periods.push(PeriodFlows {
            label,
            month,
            months,
            received,
            paid,
            to_receive,
            to_pay,
            balance,
            planned,
            title,
        });
    }
    FlowsSpec {
        frame: frame("f", width, Quantity::money("EUR")),
        periods,
        received: "received".to_owned(),
        paid: "paid".to_owned(),
        balance: "balance".to_owned(),
        planned: "planned".to_owned(),
        ..FlowsSpec::default()
    }
}
