//! Courses, gaps, rolling windows and like for like on small bundles, each expected value worked out by hand.

use super::tests::bundle;
use esito_model::{Answer, Every, Question, Reason, Value, Way};

const COLUMNS: &str = "city = \"city\"\nyear = { header = \"year\", type = \"period\" }\nsex = \"sex\"\nwho = \"who\"\n\
                       a = { header = \"a\", type = \"count\" }\nb = { header = \"b\", type = \"count\" }";
const SHARE: &str = "numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\nunit = \"share\"\ninterval = \"wilson\"\n\
                     direction = \"higher\"\nplace = \"city\"\nperiod = \"year\"";

fn answer(body: &str, rows: &[&str]) -> Answer {
    let indicator = format!("[[indicator]]\nid = \"i\"\ntable = \"t\"\n{body}");
    let csv = format!("city,year,sex,who,a,b\n{}\n", rows.join("\n"));
    bundle(COLUMNS, &indicator, &csv).answer(&Question::default())
}

#[test]
fn a_trend_is_said_only_where_there_is_one() {
    let rising: Vec<String> =
        (0..7).map(|year| format!("A,{},f,x,{},100", 2015 + year, 20 + 4 * year)).collect();
    let rows: Vec<&str> =
        rising.iter().map(String::as_str).chain(["B,2015,f,x,5,10", "B,2016,f,x,5,10"]).collect();
    let found = answer(SHARE, &rows);
    let course = |place: Option<&str>| {
        found.courses.iter().find(|course| course.place.as_deref() == place).unwrap().clone()
    };
    let a = course(Some("A"));
    let trend = a.trend.unwrap();
    assert_eq!(
        (trend.way, trend.values, trend.from.as_str(), trend.to.as_str()),
        (Way::Rising, 7, "2015", "2021")
    );
    assert!((trend.slope - 0.04).abs() < 1e-12 && (trend.low - 0.04).abs() < 1e-9);
    assert_eq!((a.last.as_deref(), a.age_months), (Some("2021"), 0));
    let b = course(Some("B"));
    assert_eq!((b.trend, b.no_trend.as_str()), (None, "too_few"));
    // Nothing old is carried forward: five years lie between B's last value and the newest.
    assert_eq!((b.last.as_deref(), b.age_months), (Some("2016"), 60));
}

#[test]
fn a_break_is_marked_and_not_bridged() {
    let rows: Vec<String> = (0..10)
        .map(|year| format!("A,{},f,x,{},100", 2011 + year, if year < 5 { 80 - year } else { 20 + year }))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let body = format!("{SHARE}\nbreaks = [{{ period = \"2016\", note = \"another survey\" }}]");
    let found = answer(&body, &rows);
    let broken: Vec<_> = found.findings.iter().filter(|finding| finding.flags.contains('b')).collect();
    assert_eq!(broken.len(), 2, "all together and A");
    assert_eq!(broken[0].status(), "Ab");
    let course = found.courses.iter().find(|course| course.place.is_some()).unwrap();
    assert_eq!(course.since.as_deref(), Some("2016"));
    // Five values that rise by one a year after the break; over all ten it would fall.
    assert_eq!(course.trend.as_ref().map(|trend| (trend.way, trend.values)), Some((Way::Rising, 5)));
}

/// Medians of 0.1 and 0.2 and the plain value are the same number as they are printed, and differ in their last bit:
/// whoever works the test out from the printed values finds a tie there.
#[test]
fn a_trend_is_of_values_as_they_are_printed() {
    let columns =
        "year = { header = \"year\", type = \"period\" }\nx = { header = \"x\", type = \"number\" }";
    let body =
        "[[indicator]]\nid = \"i\"\ntable = \"t\"\nvalue = \"SUM(x)\"\nunit = \"number\"\nperiod = \"year\"";
    let csv = "year,x\n2019,0.1\n2019,0.2\n2020,0.3\n2021,0.4\n2022,0.5\n2023,0.6\n";
    let found = bundle(columns, body, csv).answer(&Question::default());
    // S = 9 of one tie among five: (9 − 1)/√((5·4·15 − 2·1·9)/18) = 8/√(282/18); without the tie S = 8 or 10.
    let p = found.courses[0].trend.as_ref().unwrap().p;
    assert!((p - 0.043_262_727_806_910_7).abs() < 1e-9, "{p}");
}

#[test]
fn the_age_counts_from_the_day_of_the_answer() {
    let csv = "city,year,sex,who,a,b\nA,2020,f,x,1,2\n";
    let indicator = format!("[[indicator]]\nid = \"i\"\ntable = \"t\"\n{SHARE}");
    let question = Question { as_of: Some("2022-03-31".into()), ..Question::default() };
    let found = bundle(COLUMNS, &indicator, csv).answer(&question);
    assert_eq!(found.courses[0].age_months, 15);
}

/// Newcombe (1998): 56 of 70 against 48 of 80 is 0.2 with 0.0524 to 0.3339.
#[test]
fn gaps_name_the_worst_off_and_their_course() {
    let mut rows = Vec::new();
    for year in 0..6 {
        rows.push(format!("A,{},f,x,{},100", 2015 + year, 40 + 4 * year));
        rows.push(format!("A,{},m,x,70,100", 2015 + year));
    }
    rows.push("A,2021,f,x,48,80".to_owned());
    rows.push("A,2021,m,x,56,70".to_owned());
    rows.push("A,2021,,x,1,9".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let found = answer(&format!("{SHARE}\nby = [\"sex\"]"), &rows);
    assert_eq!(found.equity.len(), 1);
    let equity = &found.equity[0];
    let last = equity.gaps.iter().find(|gap| gap.period.as_deref() == Some("2021")).unwrap();
    assert_eq!((last.worst.as_str(), last.best.as_str(), last.unseen), ("f", "m", 0));
    assert!((last.to_best.difference - 0.2).abs() < 1e-12);
    assert!(
        (last.to_best.low.unwrap() - 0.0524).abs() < 5e-5
            && (last.to_best.high.unwrap() - 0.3339).abs() < 5e-5
    );
    assert!((last.to_best.ratio.unwrap() - 0.75).abs() < 1e-12);
    assert_eq!(equity.over_time.len(), 7);
    let trend = equity.trend.as_ref().unwrap();
    assert!(trend.way == Way::Falling && trend.slope < 0.0, "{trend:?}");
    // Rows without a sex are in the total and no group's.
    let total = found
        .findings
        .iter()
        .find(|one| one.key.period.as_deref() == Some("2021") && one.key.place.is_none());
    assert_eq!(total.unwrap().denominator, Some(159.0));
}

#[test]
fn what_has_no_gap_says_why() {
    let alone = answer(&format!("{SHARE}\nby = [\"sex\"]"), &["A,2020,f,x,4,10"]);
    assert_eq!(alone.equity[0].no_gap, "no_other_group");
    let neither = SHARE.replace("\"higher\"", "\"none\"");
    let found = answer(&format!("{neither}\nby = [\"sex\"]"), &["A,2020,f,x,4,10", "A,2020,m,x,5,10"]);
    assert_eq!(found.equity[0].no_gap, "no_direction");
    let sums =
        "value = \"SUM(b)\"\nunit = \"count\"\ndirection = \"higher\"\nperiod = \"year\"\nby = [\"sex\"]";
    let found = answer(sums, &["A,2020,f,x,4,10", "A,2020,m,x,5,30"]);
    assert_eq!(found.equity[0].no_gap, "is_total");
    // A group that appears midway: too few periods have both.
    let rows =
        ["A,2015,f,x,4,10", "A,2016,f,x,4,10", "A,2017,f,x,4,10", "A,2018,f,x,4,10", "A,2018,m,x,5,10"];
    let late = answer(&format!("{SHARE}\nby = [\"sex\"]"), &rows);
    assert_eq!(late.equity[0].no_trend, "group_missing");
    assert_eq!(late.equity[0].over_time.len(), 1);
}

#[test]
fn windows_hold_so_many_periods_and_no_hole() {
    let rows = [
        "A,2018,f,x,1,10",
        "A,2019,f,x,2,10",
        "A,2020,f,x,6,20",
        "B,2018,f,x,9,10",
        "B,2020,f,x,9,10",
        "B,2021,f,x,9,10",
    ];
    let found = answer(&format!("{SHARE}\nrolling = 2"), &rows);
    let told: Vec<_> = found
        .rolling
        .iter()
        .map(|one| {
            (one.key.place.as_deref(), one.key.period.as_deref().unwrap(), one.numerator, one.denominator)
        })
        .collect();
    assert_eq!(
        told,
        [
            (None, "2019", Some(12.0), Some(30.0)),
            (None, "2020", Some(17.0), Some(40.0)),
            (None, "2021", Some(24.0), Some(40.0)),
            (Some("A"), "2019", Some(3.0), Some(20.0)),
            (Some("A"), "2020", Some(8.0), Some(30.0)),
            (Some("A"), "2021", None, None),
            (Some("B"), "2019", None, None),
            (Some("B"), "2020", None, None),
            (Some("B"), "2021", Some(18.0), Some(20.0)),
        ]
    );
    assert_eq!(found.rolling[5].value, Value::Missing(Reason::NotReported));
    let broken = answer(&format!("{SHARE}\nrolling = 2\nbreaks = [{{ period = \"2020\" }}]"), &rows);
    assert!(broken.rolling.iter().all(|one| one.key.period.as_deref() != Some("2020")));
}

#[test]
fn a_window_that_holds_a_withheld_period_is_withheld() {
    let rows = [
        "A,2018,f,x,1,3",
        "A,2019,f,x,8,20",
        "A,2020,f,x,9,20",
        "B,2018,f,x,5,20",
        "B,2019,f,x,5,20",
        "B,2020,f,x,5,20",
    ];
    let found = answer(&format!("{SHARE}\nrolling = 2\nminimum_group = 5"), &rows);
    let withheld = |place: Option<&str>, period: &str| {
        let same = |one: &&esito_model::Finding| {
            one.key.place.as_deref() == place && one.key.period.as_deref() == Some(period)
        };
        found.rolling.iter().find(same).unwrap().value == Value::Missing(Reason::Withheld)
    };
    assert!(withheld(Some("A"), "2019") && withheld(Some("B"), "2019"));
}

/// One partnership reports in both years, and a row of it lacks a cell: where the indicator refuses, there is no value.
#[test]
fn like_for_like_looks_at_every_row_of_those_that_reported() {
    let rows = ["A,2019,f,x,1,4", "A,2019,f,x,,", "A,2020,f,x,2,4"];
    let found = answer(&format!("{SHARE}\nlike_for_like = \"who\"\nmissing = \"refuse\""), &rows);
    let one = &found.like_for_like[0];
    assert_eq!((one.units, one.before.value), (1, Value::Missing(Reason::Incomplete)));
    assert_eq!(one.after.value, Value::Known(0.5));
    let plain = answer(&format!("{SHARE}\nlike_for_like = \"who\""), &rows);
    let before = &plain.like_for_like[0].before;
    assert_eq!((before.value, before.n, before.unreported), (Value::Known(0.25), Some(1), 1));
}

#[test]
fn like_for_like_compares_those_that_reported_twice() {
    let rows = [
        "A,2018,f,x,10,100",
        "A,2018,f,y,30,100",
        "A,2019,f,x,20,100",
        "A,2019,f,z,90,100",
        "B,2018,f,w,50,100",
        "B,2019,f,w,60,100",
    ];
    let found = answer(&format!("{SHARE}\nlike_for_like = \"who\""), &rows);
    let told: Vec<_> = found
        .like_for_like
        .iter()
        .map(|one| {
            let value = |finding: &esito_model::Finding| finding.value.known().unwrap();
            (
                one.before.key.place.as_deref(),
                one.units,
                one.left,
                one.joined,
                value(&one.before),
                value(&one.after),
            )
        })
        .collect();
    // All partnerships: A goes from 20 to 55 %; those that reported twice from 10 to 20.
    assert_eq!(
        told,
        [(None, 2, 1, 1, 0.3, 0.4), (Some("A"), 1, 1, 1, 0.1, 0.2), (Some("B"), 1, 0, 0, 0.5, 0.6)]
    );
    let keys = (&found.like_for_like[1].before.key.period, &found.like_for_like[1].after.key.period);
    assert_eq!((keys.0.as_deref(), keys.1.as_deref()), (Some("2018"), Some("2019")));
    // One that is too small to be shown closes the comparison, with the number of those that reported.
    let small = ["A,2018,f,x,10,100", "A,2018,f,y,1,3", "A,2019,f,x,20,100", "A,2019,f,y,1,30"];
    let closed = answer(&format!("{SHARE}\nlike_for_like = \"who\"\nminimum_group = 5"), &small);
    for one in &closed.like_for_like {
        assert_eq!((one.before.value, one.units), (Value::Missing(Reason::Withheld), 0));
    }
}

#[test]
fn promises_to_groups_are_judged_though_their_breakdown_is_not_shown() {
    let indicator = format!("[[indicator]]\nid = \"i\"\ntable = \"t\"\n{SHARE}\nby = [\"sex\"]");
    let target = "[[target]]\nindicator = \"i\"\ngroup = { sex = \"f\" }\nbaseline = { period = \"2019\", value = 0.3 }\n\
                  target = { period = \"2023\", value = 0.5 }";
    let csv = "city,year,sex,who,a,b\nA,2021,f,x,40,100\nA,2021,m,x,80,100\n";
    let bundle = bundle(COLUMNS, &format!("{indicator}\n{target}"), csv);
    let plain = bundle.answer(&Question { by: Some(Vec::new()), ..Question::default() });
    assert!(plain.findings.iter().all(|finding| finding.key.dimension.is_none()));
    let promise = &plain.promises[0];
    assert_eq!((promise.group.as_deref(), promise.actual), (Some("f"), Some(0.4)));
    assert!((promise.pace.unwrap() - 1.0).abs() < 1e-12);
    assert_eq!(
        bundle.framework().indicators[0].period.as_ref().map(|period| period.every),
        Some(Every::Year)
    );
}
