//! What must hold for every chart, whatever it is given.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod samples;

use esito_charts::{
    Bar, BarsSpec, Datum, Dot, DotRow, DotsSpec, Drawing, FunnelPoint, FunnelSpec, HeatColumn, HeatRow,
    HeatSpec, Ink, LinesSpec, MapPoint, MapSpec, Moment, MultiplesSpec, NativeLocale, Panel, Quantity,
    Series, Shapes, SparkSpec, StepPoint, StepsSpec, Theme, bars, dots, funnel, heat, lines, map, multiples,
    spark, standalone, steps, text_width,
};
use esito_model::Unit;

const WIDTHS: [f64; 6] = [320.0, 358.0, 480.0, 720.0, 960.0, 1200.0];

/// Values that have broken charts before.
fn hard() -> Vec<(&'static str, Vec<Datum>)> {
    let each = |values: &[f64]| values.iter().map(|value| Datum::known(*value)).collect::<Vec<_>>();
    vec![
        ("none", vec![]),
        ("one", each(&[0.46])),
        ("all missing", vec![Datum::missing("not reported"); 4]),
        ("equal", each(&[4.0, 4.0, 4.0])),
        ("zeros", each(&[0.0, 0.0])),
        ("tiny", each(&[1e-9, 3e-9, 2e-9])),
        ("huge", each(&[1.2e12, 8.0e13, 5.5e12])),
        ("below zero", each(&[-5.0, -2.5, -900.0])),
        (
            "both signs",
            vec![Datum::between(-0.5, -2.0, 1.0), Datum::between(3.0, 2.0, 9.0), Datum::missing("withheld")],
        ),
        ("not numbers", each(&[f64::NAN, f64::INFINITY, 1.0, f64::NEG_INFINITY])),
        ("two hundred", (0..200).map(|n| Datum::known(samples::chance(n))).collect()),
    ]
}

fn moments(data: &[Datum]) -> Vec<Moment> {
    let moment = |(at, datum): (usize, &Datum)| Moment {
        label: format!("{}", 2000 + at),
        month: (2000 + at as i32) * 12,
        months: 12,
        datum: datum.clone(),
        ..Moment::default()
    };
    data.iter().enumerate().map(moment).collect()
}

fn hard_drawings(width: f64) -> Vec<(String, Drawing)> {
    let locale = &NativeLocale::new("it");
    let mut out = Vec::new();
    for (name, data) in hard() {
        for unit in [Unit::Share, Unit::Count, Unit::Number, Unit::Money, Unit::Months, Unit::RatePer100000] {
            let quantity = Quantity { unit, currency: (unit == Unit::Money).then(|| "EUR".to_owned()) };
            let frame = samples::frame("x", width, quantity);
            let label = |at: usize| format!("Wrocław e dintorni {at}");
            let points = moments(&data);
            let series = vec![Series { name: "Skåne".to_owned(), ink: Ink::C1, points: points.clone() }];
            let list = data.iter().enumerate().map(|(at, datum)| Bar {
                label: label(at),
                datum: datum.clone(),
                ..Bar::default()
            });
            let rows = data.iter().enumerate().map(|(at, datum)| DotRow {
                label: label(at),
                dots: vec![Dot { ink: Ink::C1, datum: datum.clone() }],
                ..DotRow::default()
            });
            let cells = HeatRow { label: "Skåne".to_owned(), cells: data.clone(), strong: false };
            let columns = (0..data.len()).map(|at| HeatColumn { label: label(at), ..HeatColumn::default() });
            let places = data.iter().enumerate().map(|(at, datum)| MapPoint {
                label: label(at),
                longitude: samples::chance(at as u32) * 30.0 - 5.0,
                latitude: samples::chance(at as u32 + 999) * 20.0 + 38.0,
                datum: datum.clone(),
                ..MapPoint::default()
            });
            let funnelled = data.iter().enumerate().map(|(at, datum)| FunnelPoint {
                label: label(at),
                of: Some(10.0 * (at + 1) as f64),
                datum: datum.clone(),
                named: at % 3 == 0,
                outside: at % 5 == 0,
                ..FunnelPoint::default()
            });
            let panels =
                vec![Panel { title: "Skåne".to_owned(), points: points.clone(), ..Panel::default() }; 3];
            let nothing = || "Nessun valore".to_owned();
            // A sum is always there: what is missing adds nothing to it.
            let known = data.iter().filter_map(|datum| datum.value.filter(|value| value.is_finite()));
            let sums = known.enumerate().map(|(at, value)| StepPoint {
                at: format!("{}-{:02}", 2000 + at / 12, at % 12 + 1),
                label: label(at),
                value,
                note: String::new(),
            });
            let all = [
                (
                    "steps",
                    steps(
                        &StepsSpec {
                            frame: frame.clone(),
                            points: sums.collect(),
                            limits: vec![(String::new(), data.first().and_then(|d| d.value).unwrap_or(0.0))],
                            nothing: nothing(),
                            ..StepsSpec::default()
                        },
                        locale,
                    ),
                ),
                (
                    "lines",
                    lines(
                        &LinesSpec {
                            frame: frame.clone(),
                            series,
                            nothing: nothing(),
                            ..LinesSpec::default()
                        },
                        locale,
                    ),
                ),
                (
                    "funnel",
                    funnel(
                        &FunnelSpec {
                            frame: frame.clone(),
                            points: funnelled.collect(),
                            curve: vec![[10.0, 0.1, 0.2, 0.6, 0.7], [2000.0, 0.38, 0.39, 0.41, 0.42]],
                            nothing: nothing(),
                            ..FunnelSpec::default()
                        },
                        locale,
                    ),
                ),
                ("spark", spark(&SparkSpec { frame: frame.clone(), points, ..SparkSpec::default() }, locale)),
                (
                    "bars",
                    bars(
                        &BarsSpec {
                            frame: frame.clone(),
                            bars: list.collect(),
                            nothing: nothing(),
                            ..BarsSpec::default()
                        },
                        locale,
                    ),
                ),
                (
                    "dots",
                    dots(
                        &DotsSpec {
                            frame: frame.clone(),
                            rows: rows.collect(),
                            nothing: nothing(),
                            ..DotsSpec::default()
                        },
                        locale,
                    ),
                ),
                (
                    "heat",
                    heat(
                        &HeatSpec {
                            frame: frame.clone(),
                            columns: columns.collect(),
                            rows: vec![cells],
                            nothing: nothing(),
                            ..HeatSpec::default()
                        },
                        locale,
                    ),
                ),
                (
                    "multiples",
                    multiples(&MultiplesSpec { frame: frame.clone(), panels, nothing: nothing() }, locale),
                ),
                (
                    "map",
                    map(
                        &MapSpec {
                            frame: frame.clone(),
                            points: places.collect(),
                            nothing: nothing(),
                            ..MapSpec::default()
                        },
                        locale,
                    ),
                ),
            ];
            out.extend(
                all.into_iter()
                    .map(|(kind, drawing)| (format!("{kind}, {name}, {unit:?}, {width}"), drawing)),
            );
        }
    }
    out
}

fn every_drawing(width: f64) -> Vec<(String, Drawing)> {
    let locale = NativeLocale::new("en");
    let named = samples::all(width, &Shapes::default(), &locale);
    let mut out: Vec<(String, Drawing)> =
        named.into_iter().map(|(name, d)| (format!("{name}, {width}"), d)).collect();
    out.extend(hard_drawings(width));
    out
}

/// Values of an attribute, as they stand in the text.
fn attribute<'s>(svg: &'s str, name: &str) -> Vec<&'s str> {
    let key = format!(" {name}=\"");
    svg.split(key.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn no_drawing_has_colours_styles_or_broken_numbers() {
    let mut seen = 0;
    for width in WIDTHS {
        for (name, drawing) in every_drawing(width) {
            let svg = &drawing.svg;
            for bad in ["style=", "NaN", "inf", "#", "rgb", "fill=", "stroke=", "<script", "font-family"] {
                let shapes = svg.split("</desc>").nth(1).unwrap();
                assert!(!shapes.contains(bad), "{name}: {bad} in {svg}");
            }
            assert_eq!(svg.matches("<svg").count(), 1, "{name}");
            assert_eq!(svg.matches("<g").count(), svg.matches("</g>").count(), "{name}");
            for key in ["x", "y", "cx", "cy", "r", "width", "height"] {
                for value in attribute(svg, key) {
                    let number: f64 = value.parse().unwrap_or_else(|_| panic!("{name}: {key}={value}"));
                    assert!(
                        value.split('.').nth(1).is_none_or(|decimals| decimals.len() <= 2),
                        "{name}: {value}"
                    );
                    assert!(
                        !matches!(key, "width" | "height" | "r") || number >= 0.0,
                        "{name}: {key}={value}"
                    );
                }
            }
            seen += 1;
        }
    }
    assert!(seen > 2000);
}

#[test]
fn marks_lie_within_the_sheet_and_speak() {
    for width in WIDTHS {
        for (name, drawing) in every_drawing(width) {
            assert_eq!(drawing.width, width.min(drawing.width), "{name}");
            for mark in &drawing.marks {
                let inside = mark.x >= -0.05
                    && mark.y >= -0.05
                    && mark.w >= 0.0
                    && mark.h >= 0.0
                    && mark.x + mark.w <= drawing.width + 0.05
                    && mark.y + mark.h <= drawing.height + 0.05
                    && (0.0..=drawing.width).contains(&mark.cx)
                    && (0.0..=drawing.height).contains(&mark.cy);
                assert!(inside, "{name}: {mark:?} in {} × {}", drawing.width, drawing.height);
                assert!(!mark.title.is_empty(), "{name}");
            }
            let known = drawing.summary.shown + drawing.summary.missing;
            // A place without a position, or without a size, is told in the table only.
            let left_out = name.starts_with("map") || name.starts_with("funnel");
            let inside = left_out || drawing.marks.len() == known || drawing.summary.shown == 0;
            assert!(inside, "{name}: {} marks, {known} values", drawing.marks.len());
        }
    }
}

/// Texts with their boxes: left, right, middle height, words.
fn texts(svg: &str) -> Vec<(f64, f64, f64, String)> {
    let mut out = Vec::new();
    for part in svg.split("<text ").skip(1) {
        let class = part.split('"').nth(1).unwrap();
        let (x, y): (f64, f64) =
            (attribute(part, "x")[0].parse().unwrap(), attribute(part, "y")[0].parse().unwrap());
        let words = part.split('>').nth(1).unwrap().trim_end_matches("</text");
        let words = words.replace("&lt;", "<").replace("&amp;", "&");
        let size = if class.starts_with("t13") { 13.0 } else { 11.0 };
        let width = text_width(&words, size, class.contains("bold"));
        let left = if class.ends_with("end") || class.contains(" end") {
            x - width
        } else if class.contains("middle") {
            x - width / 2.0
        } else {
            x
        };
        out.push((left, left + width, y - size * 0.36, words));
    }
    out
}

#[test]
fn words_do_not_run_into_each_other_or_off_the_sheet() {
    let mut faults = Vec::new();
    for width in WIDTHS {
        for (name, drawing) in every_drawing(width) {
            let texts = texts(&drawing.svg);
            for (at, (left, right, y, words)) in texts.iter().enumerate() {
                if *left < -0.6 || *right > drawing.width + 0.6 {
                    faults.push(format!("{name}: \"{words}\" from {left:.1} to {right:.1}"));
                }
                for (other_left, other_right, other_y, other) in &texts[at + 1..] {
                    let apart = (y - other_y).abs() >= 10.5
                        || *left >= other_right - 0.5
                        || *other_left >= right - 0.5;
                    if !apart {
                        faults.push(format!("{name}: \"{words}\" runs into \"{other}\""));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_zero_a_missing_and_a_withheld_value_look_different() {
    let locale = NativeLocale::new("en");
    let list = [Datum::known(0.0), Datum::missing("not reported"), Datum::missing("withheld (n < 5)")];
    let list = list.map(|datum| Bar { label: "Skåne".to_owned(), datum, ..Bar::default() });
    let frame = samples::frame("z", 480.0, samples::share());
    let drawing = bars(&BarsSpec { frame, bars: list.to_vec(), ..BarsSpec::default() }, &locale);
    assert_eq!(drawing.svg.matches("class=\"bar").count(), 1);
    assert!(drawing.svg.contains(">0.0\u{a0}%<"));
    assert!(drawing.svg.contains(">not reported<") && drawing.svg.contains(">withheld (n &lt; 5)<"));
    assert_eq!((drawing.summary.shown, drawing.summary.missing), (1, 2));
}

#[test]
fn gaps_are_not_bridged() {
    let locale = NativeLocale::new("en");
    let mut points = moments(&[0.1, 0.2, 0.3, 0.4, 0.5].map(Datum::known));
    points[2].datum = Datum::missing("not reported");
    let series = vec![Series { name: "a".to_owned(), ink: Ink::C1, points: points.clone() }];
    let frame = samples::frame("g", 480.0, samples::share());
    let drawing = lines(&LinesSpec { frame: frame.clone(), series, ..LinesSpec::default() }, &locale);
    assert_eq!(drawing.svg.matches("class=\"line c1\"").count(), 2);
    // A year that nobody mentions is missing as well.
    points.remove(2);
    let series = vec![Series { name: "a".to_owned(), ink: Ink::C1, points }];
    let drawing = lines(&LinesSpec { frame, series, ..LinesSpec::default() }, &locale);
    assert_eq!(drawing.svg.matches("class=\"line c1\"").count(), 2);
}

#[test]
fn values_lie_where_the_axis_says() {
    // Bars from zero: twice the value, twice the length.
    let locale = NativeLocale::new("en");
    let list =
        [0.25, 0.5].map(|value| Bar { label: "a".to_owned(), datum: Datum::known(value), ..Bar::default() });
    let frame = samples::frame("v", 480.0, samples::share());
    let drawing =
        bars(&BarsSpec { frame: frame.clone(), bars: list.to_vec(), ..BarsSpec::default() }, &locale);
    let lengths: Vec<f64> = drawing
        .svg
        .split("class=\"bar")
        .skip(1)
        .map(|part| attribute(part, "width")[0].parse().unwrap())
        .collect();
    assert!((lengths[1] / lengths[0] - 2.0).abs() < 0.01, "{lengths:?}");
    // A line: the middle value lies half-way between the others, and later is further right.
    let series = vec![Series {
        name: String::new(),
        ink: Ink::C1,
        points: moments(&[0.2, 0.3, 0.4].map(Datum::known)),
    }];
    let drawing = lines(&LinesSpec { frame, series, ..LinesSpec::default() }, &locale);
    let marks = &drawing.marks;
    assert!((marks[0].cy + marks[2].cy - 2.0 * marks[1].cy).abs() < 0.3 && marks[0].cy > marks[2].cy + 20.0);
    assert!((marks[2].cx - marks[1].cx - (marks[1].cx - marks[0].cx)).abs() < 0.3);
    assert_eq!(marks[1].title, "2001: 30.0\u{a0}%");
}

#[test]
fn an_export_stands_alone() {
    let locale = NativeLocale::new("en");
    for theme in [Theme::Light, Theme::Dark] {
        for (name, drawing) in samples::all(560.0, &Shapes::default(), &locale) {
            let file = standalone(
                &drawing,
                "Stable housing <after> a year",
                &["Illustrative data".to_owned()],
                theme,
            );
            assert!(!file.contains("var(") && !file.contains("url(") && !file.contains("style="), "{name}");
            assert!(
                file.contains("Illustrative data") && file.contains("Stable housing &lt;after&gt; a year"),
                "{name}"
            );
            assert!(!file.contains("#808080"), "{name}: a colour was not found");
        }
    }
    let drawing = bars(&samples::barred(560.0), &locale);
    let file = standalone(&drawing, "", &[], Theme::Light);
    assert!(file.contains("<title>Paris: 62.0\u{a0}%"), "{file}");
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
fn contrast(a: &str, b: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn words_on_shades_can_be_read() {
    let locale = NativeLocale::new("en");
    let drawing = heat(&samples::shaded(560.0, &locale), &locale);
    for theme in [Theme::Light, Theme::Dark] {
        let file = standalone(&drawing, "", &[], theme);
        let colour = |class: &str| {
            let rule = file.split(&format!(".chart .{class} {{ color: ")).nth(1).unwrap();
            rule.split(';').next().unwrap().to_owned()
        };
        for step in 0..7 {
            let words = if step >= 4 { colour("paper") } else { colour("ink") };
            let found = contrast(&words, &colour(&format!("h{step}")));
            assert!(found >= 4.5, "{theme:?}, step {step}: {found:.2}");
        }
        for ink in ["c1", "c2", "c3", "c4", "c5", "c6", "good", "mid", "bad", "ink", "ink2", "ink3"] {
            let found = contrast(&colour(ink), &colour("paper"));
            assert!(found >= 4.5, "{theme:?}, {ink}: {found:.2}");
        }
    }
}

#[test]
fn exports_have_the_colours_of_the_page() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/style/tokens.css");
    let tokens = std::fs::read_to_string(page).unwrap();
    let locale = NativeLocale::new("en");
    let drawing = bars(&samples::barred(560.0), &locale);
    for (theme, block) in [(Theme::Light, ":root {"), (Theme::Dark, ":root[data-theme=\"dark\"] {")] {
        let file = standalone(&drawing, "", &[], theme);
        let block = tokens.split(block).nth(1).unwrap().split('}').next().unwrap();
        let pairs = [
            ("paper", "--paper"),
            ("ink", "--ink"),
            ("ink2", "--ink-2"),
            ("ink3", "--ink-3"),
            ("axis", "--line"),
            ("grid", "--line-2"),
            ("c1", "--blue"),
            ("c2", "--orange"),
            ("c3", "--teal"),
            ("c4", "--plum"),
            ("c5", "--lilac"),
            ("good", "--good"),
            ("mid", "--mid"),
            ("bad", "--bad"),
        ];
        for (class, token) in pairs {
            let wanted = block.split(&format!("{token}: ")).nth(1).unwrap().split(';').next().unwrap();
            assert!(
                file.contains(&format!(".chart .{class} {{ color: {wanted}; }}")),
                "{theme:?} {token}: {wanted}"
            );
        }
    }
}
