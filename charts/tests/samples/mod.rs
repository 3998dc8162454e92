//! Pretend charts for the golden tests and the gallery: every kind, with the blemishes of real data.
#![allow(dead_code, reason = "shared by a test and an example, each of which uses a part")]

mod funnel;
mod value;

use esito_charts::{
    Bar, BarsSpec, Benchmark, Datum, Dot, DotRow, DotRowSpec, DotsSpec, Drawing, Frame, HeatColumn, HeatRow,
    HeatScale, HeatSpec, Ink, LinesSpec, Locale, MapPoint, MapSpec, Moment, MultiplesSpec, Panel, Quantity,
    RankRow, RanksSpec, Series, Shapes, SparkSpec, StepPoint, StepsSpec, TargetPath, TimelineEvent,
    TimelineSpec, bars, dot_row, dots, funnel, heat, lines, map, multiples, ranks, spark, steps, timeline,
};
use esito_model::{Every, PeriodSpan, Unit};

pub(crate) const CITIES: [(&str, f64, f64); 10] = [
    ("Paris", 2.35, 48.86),
    ("Gdańsk", 18.65, 54.35),
    ("Milano", 9.19, 45.46),
    ("Torino", 7.69, 45.07),
    ("Barcelona", 2.17, 41.39),
    ("Braga", -8.42, 41.55),
    ("Skåne", 13.5, 55.9),
    ("Strasbourg", 7.75, 48.57),
    ("Wrocław", 17.03, 51.11),
    ("Baia Mare", 23.6, 47.65),
];

/// A number between 0 and 1 that is the same on every machine.
pub(crate) fn chance(seed: u32) -> f64 {
    let mut x = seed.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
    x = ((x >> ((x >> 28) + 4)) ^ x).wrapping_mul(277_803_737);
    f64::from((x >> 22) ^ x) / f64::from(u32::MAX)
}

pub(crate) fn frame(id: &str, width: f64, quantity: Quantity) -> Frame {
    Frame {
        id: id.to_owned(),
        title: "In work six months after".to_owned(),
        description: "A sample.".to_owned(),
        width,
        quantity,
    }
}

pub(crate) fn share() -> Quantity {
    Quantity::of(Unit::Share)
}

pub(crate) fn course(
    seed: u32,
    months: i32,
    from: f64,
    to: f64,
    noise: f64,
    locale: &dyn Locale,
) -> Vec<Moment> {
    let count = 84 / months;
    let every = if months == 12 { Every::Year } else { Every::Quarter };
    (0..count)
        .map(|at| {
            let month = 2019 * 12 + at * months;
            let span = PeriodSpan { every, month, months, ..PeriodSpan::default() };
            let middle = from + (to - from) * f64::from(at) / f64::from(count - 1);
            let value = middle + (chance(seed * 100 + at as u32) - 0.5) * noise;
            let datum = Datum::between(value, value - noise * 0.8, value + noise * 0.8);
            let label = esito_charts::format::period(&span, locale);
            Moment { label, month, months, datum, ..Moment::default() }
        })
        .collect()
}

pub(crate) fn target(from: f64, to: f64) -> TargetPath {
    TargetPath {
        label: "Target 55 %".to_owned(),
        points: vec![(2019.0 * 12.0 + 6.0, from), (2026.0 * 12.0 + 6.0, to)],
    }
}

pub(crate) fn all(width: f64, shapes: &Shapes, locale: &dyn Locale) -> Vec<(&'static str, Drawing)> {
    let half = if width > 700.0 { (width - 40.0) / 2.0 } else { width };
    let mut out = vec![
        ("lines-one", lines(&one_line(half, locale), locale)),
        ("lines-many", lines(&many_lines(width, locale), locale)),
        ("lines-years", lines(&yearly(half, locale), locale)),
        ("spark", spark(&sparked(240.0_f64.min(width), locale), locale)),
        ("bars", bars(&barred(half), locale)),
        ("bars-money", bars(&signed(half), locale)),
        ("dots", dots(&dotted(half), locale)),
        ("dots-groups", dots(&grouped(half), locale)),
        ("dot-row", dot_row(&row(150.0), locale)),
        ("dot-row-usual", dot_row(&among(180.0), locale)),
        ("funnel", funnel(&self::funnel::funnelled(half), locale)),
        ("heat-periods", heat(&shaded(width, locale), locale)),
        ("heat-indicators", heat(&indicators(width), locale)),
        ("multiples", multiples(&panels(width, locale), locale)),
        ("ranks", ranks(&ranked(width), locale)),
        ("map", map(&mapped(half.max(320.0_f64.min(width)), shapes), locale)),
    ];
    out.push(("steps", steps(&stepped(width, locale), locale)));
    out.push(("timeline", timeline(&timed(width), locale)));
    let nothing = StepsSpec {
        frame: frame("se", half, Quantity::money("GBP")),
        nothing: "Nothing was paid yet".to_owned(),
        ..StepsSpec::default()
    };
    out.push(("steps-empty", steps(&nothing, locale)));
    out.extend(value::all(width, locale));
    let empty = LinesSpec {
        frame: frame("empty", half, share()),
        nothing: "No values for this choice".to_owned(),
        ..LinesSpec::default()
    };
    out.push(("lines-empty", lines(&empty, locale)));
    out
}

pub(crate) fn one_line(width: f64, locale: &dyn Locale) -> LinesSpec {
    let mut points = course(1, 3, 0.38, 0.47, 0.03, locale);
    points[9].datum = Datum::missing("not reported");
    points[11].datum = Datum::missing("withheld (n < 5)");
    let series = vec![Series { name: String::new(), ink: Ink::C1, points }];
    LinesSpec {
        frame: frame("l1", width, share()),
        series,
        target: Some(target(0.38, 0.55)),
        ..LinesSpec::default()
    }
}

pub(crate) fn many_lines(width: f64, locale: &dyn Locale) -> LinesSpec {
    let names = ["Wrocław", "Skåne", "Strasbourg", "Baia Mare", "Gdańsk", "Torino"];
    let ends = [0.47, 0.46, 0.455, 0.31, 0.58, 0.50];
    let series = names.iter().zip(ends).enumerate().map(|(n, (name, end))| Series {
        name: (*name).to_owned(),
        ink: Ink::series(n),
        points: course(n as u32 + 2, 3, 0.36 + 0.01 * n as f64, end, 0.035, locale),
    });
    LinesSpec { frame: frame("l6", width, share()), series: series.collect(), ..LinesSpec::default() }
}

pub(crate) fn yearly(width: f64, locale: &dyn Locale) -> LinesSpec {
    let women = course(20, 12, 3900.0, 4700.0, 300.0, locale);
    let mut men = course(21, 12, 4600.0, 4300.0, 300.0, locale);
    men[4].datum = Datum::missing("not reported");
    let series = vec![
        Series { name: "Women".to_owned(), ink: Ink::C1, points: women },
        Series { name: "Men".to_owned(), ink: Ink::C2, points: men },
    ];
    LinesSpec { frame: frame("ly", width, Quantity::money("EUR")), series, ..LinesSpec::default() }
}

pub(crate) fn stepped(width: f64, locale: &dyn Locale) -> StepsSpec {
    let mut sum = 0.0;
    let months =
        [(2020, 1, 3500.0), (2020, 3, 7000.0), (2020, 7, 4700.0), (2021, 2, 4800.0), (2021, 9, 2100.5)];
    let points = months.into_iter().map(|(year, month, amount)| {
        sum += amount;
        let span = PeriodSpan {
            every: Every::Month,
            month: year * 12 + month - 1,
            months: 1,
            ..PeriodSpan::default()
        };
        StepPoint {
            at: format!("{year}-{month:02}"),
            label: esito_charts::format::period(&span, locale),
            value: sum,
            note: String::new(),
        }
    });
    StepsSpec {
        frame: frame("st", width, Quantity::money("GBP")),
        name: "paid".to_owned(),
        points: points.collect(),
        limits: vec![("2019-01-01".to_owned(), 20_000.0), ("2021-01-01".to_owned(), 30_000.0)],
        limit_name: "cap".to_owned(),
        starts: Some("2019-01-01".to_owned()),
        ends: Some("2022-12-31".to_owned()),
        today: Some(("2021-12-31".to_owned(), "31 December 2021".to_owned())),
        ahead: Some(("2022-12-31".to_owned(), 29_467.0, "at this pace".to_owned())),
        ..StepsSpec::default()
    }
}

pub(crate) fn timed(width: f64) -> TimelineSpec {
    let events = [
        ("2019-01-01", "1 January 2019: the contract begins", false),
        (
            "2019-01-20",
            "20 January 2019: the plan as signed by all parties, with a name that is far too long for a narrow screen",
            false,
        ),
        ("2021-01-01", "1 January 2021: more people, a dearer qualification", false),
        ("2021-11-02", "2 November 2021: a cap is reached: each participant", true),
        ("2021-12-31", "31 December 2021: this statement", false),
        ("2022-12-31", "31 December 2022: the contract ends", false),
    ];
    let event = |(day, words, strong): (&str, &str, bool)| TimelineEvent {
        day: day.to_owned(),
        words: words.to_owned(),
        ink: if strong { Ink::Bad } else { Ink::Ink2 },
        strong,
    };
    TimelineSpec {
        frame: frame("tl", width, Quantity::default()),
        events: events.into_iter().map(event).collect(),
        starts: Some("2019-01-01".to_owned()),
        ends: Some("2022-12-31".to_owned()),
        today: Some("2021-12-31".to_owned()),
        ..TimelineSpec::default()
    }
}

pub(crate) fn sparked(width: f64, locale: &dyn Locale) -> SparkSpec {
    let points = course(30, 3, 0.43, 0.38, 0.02, locale);
    SparkSpec {
        frame: frame("s", width, share()),
        ink: Ink::Bad,
        points,
        target: Some(target(0.43, 0.55)),
        ..SparkSpec::default()
    }
}

pub(crate) fn barred(width: f64) -> BarsSpec {
    let mut list: Vec<Bar> = CITIES
        .iter()
        .enumerate()
        .map(|(n, (name, _, _))| {
            let value = 0.62 - 0.03 * n as f64;
            let room = 0.015 + 0.06 * chance(n as u32);
            Bar {
                label: (*name).to_owned(),
                datum: Datum::between(value, value - room, value + room),
                ..Bar::default()
            }
        })
        .collect();
    list[2].strong = true;
    list[3].target = Some(0.6);
    list[7].datum = Datum::missing("withheld (n < 5)");
    list[8].datum = Datum::known(0.0);
    list[9].label = "Comunità montana dell’Alta Valle del Reno e della Setta".to_owned();
    let benchmark = Some(Benchmark { label: "Median".to_owned(), value: 0.49 });
    BarsSpec { frame: frame("b", width, share()), bars: list, benchmark, ..BarsSpec::default() }
}

pub(crate) fn signed(width: f64) -> BarsSpec {
    let values = [12_400_000.0, 3905.0, -2_650_000.0, 0.0];
    let names = ["Saved", "Paid", "Overspent", "Clawed back"];
    let list = names.iter().zip(values).map(|(name, value)| Bar {
        label: (*name).to_owned(),
        ink: if value < 0.0 { Ink::Bad } else { Ink::C1 },
        datum: Datum::known(value),
        ..Bar::default()
    });
    BarsSpec {
        frame: frame("bm", width, Quantity::money("EUR")),
        bars: list.collect(),
        ..BarsSpec::default()
    }
}

pub(crate) fn dotted(width: f64) -> DotsSpec {
    let mut rows: Vec<DotRow> = CITIES
        .iter()
        .enumerate()
        .map(|(n, (name, _, _))| {
            let value = 0.62 - 0.03 * n as f64;
            let room = 0.015 + 0.06 * chance(n as u32);
            let ink = if value < 0.4 { Ink::C2 } else { Ink::C1 };
            let dot = Dot { ink, datum: Datum::between(value, value - room, value + room) };
            DotRow {
                label: (*name).to_owned(),
                dots: vec![dot],
                target: (n % 3 == 0).then_some(0.55),
                strong: n == 2,
                section: String::new(),
            }
        })
        .collect();
    rows[6].dots[0].datum = Datum::missing("not reported");
    let benchmark = Some(Benchmark { label: "Median".to_owned(), value: 0.49 });
    DotsSpec {
        frame: frame("d", width, share()),
        rows,
        benchmark,
        target_label: "target".to_owned(),
        ..DotsSpec::default()
    }
}

pub(crate) fn grouped(width: f64) -> DotsSpec {
    let rows = CITIES.iter().enumerate().map(|(n, (name, _, _))| {
        let women = 0.40 + 0.02 * chance(n as u32 + 50);
        let men = 0.44 + 0.12 * chance(n as u32 + 80);
        let last = if n == 4 {
            Datum::missing("withheld (n < 5)")
        } else {
            Datum::between(men, men - 0.03, men + 0.03)
        };
        let dots = vec![
            Dot { ink: Ink::C1, datum: Datum::between(women, women - 0.03, women + 0.03) },
            Dot { ink: Ink::C2, datum: last },
        ];
        DotRow { label: (*name).to_owned(), dots, ..DotRow::default() }
    });
    let groups = vec![("Women".to_owned(), Ink::C1), ("Men".to_owned(), Ink::C2)];
    DotsSpec { frame: frame("dg", width, share()), groups, rows: rows.collect(), ..DotsSpec::default() }
}

pub(crate) fn row(width: f64) -> DotRowSpec {
    let dot = Dot { ink: Ink::Bad, datum: Datum::between(0.34, 0.29, 0.39) };
    let range = Some((0.0, 0.7));
    DotRowSpec {
        frame: frame("r", width, share()),
        dot,
        target: Some(0.55),
        median: Some(0.46),
        range,
        ..DotRowSpec::default()
    }
}

/// A row with the middle half of those it is held against.
pub(crate) fn among(width: f64) -> DotRowSpec {
    let dot = Dot { ink: Ink::C1, datum: Datum::between(0.34, 0.29, 0.39) };
    DotRowSpec { median: Some(0.46), usual: Some((0.42, 0.53)), target: None, dot, ..row(width) }
}

pub(crate) fn shaded(width: f64, locale: &dyn Locale) -> HeatSpec {
    let rows = CITIES.iter().enumerate().map(|(n, (name, _, _))| {
        let mut cells: Vec<Datum> = course(n as u32 + 40, 12, 0.3, 0.4 + 0.03 * n as f64, 0.06, locale)
            .into_iter()
            .map(|m| m.datum)
            .collect();
        if n == 3 {
            cells[0] = Datum::missing("not reported");
        }
        if n == 8 {
            cells[5] = Datum::missing("withheld");
        }
        HeatRow { label: (*name).to_owned(), cells, ..HeatRow::default() }
    });
    let columns = (2019..2026).map(|year| HeatColumn { label: year.to_string(), ..HeatColumn::default() });
    HeatSpec {
        frame: frame("h", width, share()),
        columns: columns.collect(),
        rows: rows.collect(),
        missing: "no value".to_owned(),
        ..HeatSpec::default()
    }
}

pub(crate) fn indicators(width: f64) -> HeatSpec {
    let heads = [
        "In work after six months",
        "Back in education",
        "Stable housing after a year",
        "Gap between women and men",
        "Cost per verified outcome",
    ];
    let columns = heads.iter().enumerate().map(|(n, head)| HeatColumn {
        label: (*head).to_owned(),
        quantity: (n == 4).then(|| Quantity::money("EUR")),
        turned: n > 2,
    });
    let rows = CITIES.iter().enumerate().map(|(n, (name, _, _))| HeatRow {
        label: (*name).to_owned(),
        cells: (0..5)
            .map(|column| match (n * 5 + column, column) {
                (13 | 27, _) => Datum::missing("withheld (n < 5)"),
                (at, 4) => Datum::known((3500.0 + 2500.0 * chance(at as u32)).round()),
                (at, _) => Datum::known(0.2 + 0.5 * chance(at as u32)),
            })
            .collect(),
        strong: false,
    });
    HeatSpec {
        frame: frame("hi", width, share()),
        columns: columns.collect(),
        rows: rows.collect(),
        scale: HeatScale::EachColumn,
        light: "worst".to_owned(),
        dark: "best of the column".to_owned(),
        missing: "no value".to_owned(),
        ..HeatSpec::default()
    }
}

pub(crate) fn ranked(width: f64) -> RanksSpec {
    let ranges = [(1, 3), (1, 3), (1, 4), (2, 6), (3, 7), (5, 7), (5, 8), (6, 9), (8, 10), (9, 10)];
    let rows = CITIES.iter().zip(ranges).enumerate().map(|(n, ((name, _, _), (low, high)))| {
        let score = 72.0 - 4.3 * n as f64;
        RankRow {
            label: (*name).to_owned(),
            score: Datum::between(score, score - 3.0 - n as f64 / 2.0, score + 3.0),
            rank: Some(n as u32 + 1),
            low: Some(low),
            high: Some(high),
            lead: n < 3,
            strong: n == 6,
            title: format!("{name}: {score}, {low} to {high}"),
        }
    });
    let mut rows: Vec<RankRow> = rows.collect();
    rows[9].label = "Comunità montana dell’Alta Valle del Reno e della Setta".to_owned();
    RanksSpec {
        frame: frame("rk", width, Quantity::of(Unit::Score)),
        rows,
        groups: vec![(0, 2), (2, 4), (3, 6), (7, 8), (9, 9)],
        last: 10,
        scale: Some((0.0, 100.0)),
        score_label: "score, 0 to 100".to_owned(),
        short_label: "score".to_owned(),
        nothing: "Nothing to rank".to_owned(),
    }
}

pub(crate) fn panels(width: f64, locale: &dyn Locale) -> MultiplesSpec {
    let mut list: Vec<Panel> = CITIES
        .iter()
        .enumerate()
        .map(|(n, (name, _, _))| {
            let down = matches!(*name, "Wrocław" | "Baia Mare");
            Panel {
                title: (*name).to_owned(),
                ink: if down { Ink::Bad } else { Ink::C1 },
                points: course(n as u32 + 60, 3, 0.40, if down { 0.33 } else { 0.5 }, 0.045, locale),
                target: Some(target(0.40, 0.55)),
            }
        })
        .collect();
    for point in &mut list[5].points {
        point.datum = Datum::missing("not reported");
    }
    for at in [8, 9, 12] {
        list[6].points[at].datum = Datum::missing("withheld");
    }
    MultiplesSpec { frame: frame("m", width, share()), panels: list, ..MultiplesSpec::default() }
}

pub(crate) fn mapped(width: f64, shapes: &Shapes) -> MapSpec {
    let points = CITIES.iter().enumerate().map(|(n, (name, longitude, latitude))| {
        let value = 0.3 + 0.35 * chance(n as u32 + 9);
        MapPoint {
            label: (*name).to_owned(),
            longitude: *longitude,
            latitude: *latitude,
            ink: if value < 0.4 { Ink::C2 } else { Ink::C1 },
            datum: if n == 5 {
                Datum::missing("not reported")
            } else {
                Datum::between(value, value - 0.05, value + 0.05)
            },
            ring: n % 4 == 0,
            strong: n == 3,
        }
    });
    MapSpec {
        frame: frame("map", width, share()),
        shapes: shapes.clone(),
        points: points.collect(),
        ..MapSpec::default()
    }
}

/// Rings from text such as `[[[-4.4,54.1],[-4.6,54.0]],…]`.
pub(crate) fn rings(text: &str) -> Shapes {
    let ring = |text: &str| {
        let numbers: Vec<f64> =
            text.split([',', '[', ']']).filter_map(|part| part.trim().parse().ok()).collect();
        numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    };
    Shapes { rings: text.split("]],[[").filter(|part| !part.is_empty()).map(ring).collect() }
}
