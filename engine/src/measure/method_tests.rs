//! Each method of an interval bound to an indicator, against published values; rules for missing cells; rounding.

use super::tests::{bundle, total};
use esito_model::{Answer, Finding, Interval, Question, Reason, Value};

const COUNTS: &str = "a = { header = \"a\", type = \"count\" }\nb = { header = \"b\", type = \"count\" }\n\
                      s = \"s\"\np = \"p\"";
const SCORES: &str = "x = { header = \"x\", type = \"number\" }\ns = \"s\"";

fn ratio(method: &str, more: &str, csv: &str) -> String {
    let body = format!("numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\ninterval = \"{method}\"\n{more}");
    total(COUNTS, &body, csv)
}

fn ends(line: &str) -> (f64, f64) {
    let cells: Vec<&str> = line.split(',').collect();
    (cells[9].parse().unwrap(), cells[10].parse().unwrap())
}

#[track_caller]
fn near((low, high): (f64, f64), expected: (f64, f64), within: f64) {
    assert!((low - expected.0).abs() < within && (high - expected.1).abs() < within, "{low} {high}");
}

fn answer(columns: &str, body: &str, csv: &str, question: &Question) -> Answer {
    let indicator = format!("[[indicator]]\nid = \"i\"\ntable = \"t\"\n{body}");
    bundle(columns, &indicator, csv).answer(question)
}

fn only(columns: &str, body: &str, csv: &str) -> Finding {
    let found = answer(columns, body, csv, &Question::default()).findings;
    assert_eq!(found.len(), 1);
    found[0].clone()
}

/// One of ten, as R prints it: `prop.test(1, 10)`, `binom.test(1, 10)`.
#[test]
fn shares_by_three_methods() {
    let csv = "a,b,s,p\n1,6,u,1\n0,4,v,1\n";
    let share = |method| ends(&ratio(method, "unit = \"share\"", csv));
    near(share("wilson"), (0.017_876_213_095_072, 0.404_150_026_795_238), 1e-11);
    near(share("wilson_cc"), (0.005_242_301_569_677, 0.458_846_016_156_656), 1e-11);
    near(share("clopper_pearson"), (0.002_528_578_544_462, 0.445_016_117_028_195), 1e-11);
    let found = only(
        COUNTS,
        "numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\nunit = \"share\"\ninterval = \"wilson_cc\"",
        csv,
    );
    assert_eq!((found.interval, found.no_interval.as_str()), (Some(Interval::WilsonCc), ""));
}

/// Ten events: R's `poisson.test(10)` gives 4.795389 and 18.390356; Byar's formula worked out by hand.
#[test]
fn counts_and_rates() {
    let csv = "a,b,s,p\n4,1000,u,1\n6,1000,v,1\n";
    let count = |method: &str| {
        let body = format!("value = \"SUM(a)\"\nunit = \"count\"\ninterval = \"{method}\"");
        ends(&total(COUNTS, &body, csv))
    };
    near(count("poisson"), (4.795_389, 18.390_356), 1e-6);
    near(ends(&ratio("poisson", "unit = \"rate_per_1000\"", csv)), (2.397_694, 9.195_178), 1e-6);
    let end = |count: f64, z: f64| {
        let root = 1.0 - 1.0 / (9.0 * count) + z / (3.0 * count.sqrt());
        count * root * root * root
    };
    let z = 1.959_963_984_540_054;
    near(count("byar"), (end(10.0, -z), end(11.0, z)), 1e-10);
}

/// R: `t.test(sleep$extra[1:10])` gives −0.5297804 to 2.0297804. Nine values: the median lies between the second
/// and the eighth (Conover).
#[test]
fn means_and_medians() {
    let sleep = "x,s\n0.7,1\n-1.6,1\n-0.2,1\n-1.2,1\n-0.1,1\n3.4,1\n3.7,1\n0.8,1\n0.0,1\n2.0,1\n";
    let mean = ends(&total(SCORES, "value = \"AVG(x)\"\ninterval = \"t\"", sleep));
    near(mean, (-0.529_780_4, 2.029_780_4), 1e-7);
    let nine = "x,s\n9,1\n1,1\n8,1\n2,1\n7,1\n3,1\n6,1\n4,1\n5,1\n";
    let median = total(SCORES, "value = \"MEDIAN(x)\"\ninterval = \"median\"", nine);
    near(ends(&median), (2.0, 8.0), 1e-12);
}

#[test]
fn what_gives_no_interval_says_why() {
    let none = |columns: &str, body: &str, csv: &str| {
        let found = only(columns, body, csv);
        assert_eq!((found.low, found.high, found.interval), (None, None, None));
        // More than the whole is no share either.
        assert_eq!(found.value.known().is_some(), found.no_interval != "more_than_all", "{found:?}");
        found.no_interval
    };
    let mean = "value = \"AVG(x)\"\ninterval = \"t\"";
    assert_eq!(none(SCORES, mean, "x,s\n3,1\n"), "one_observation");
    assert_eq!(none(SCORES, mean, "x,s\n3,1\n3,1\n3,1\n"), "all_equal");
    let median = "value = \"MEDIAN(x)\"\ninterval = \"median\"";
    assert_eq!(none(SCORES, median, "x,s\n1,1\n2,1\n3,1\n4,1\n5,1\n"), "too_few");
    let share = "numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\nunit = \"share\"\ninterval = \"wilson\"";
    assert_eq!(none(COUNTS, share, "a,b,s,p\n7,4,u,1\n"), "more_than_all");
    let numbers = "a = { header = \"a\", type = \"number\" }\nb = { header = \"b\", type = \"number\" }";
    assert_eq!(none(numbers, share, "a,b\n-1,4\n"), "negative_count");
    assert_eq!(none(numbers, share, "a,b\n1.5,4\n"), "not_whole");
    let drawn = "numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\ninterval = \"bootstrap\"";
    assert_eq!(none(COUNTS, drawn, "a,b,s,p\n1,4,u,1\n"), "one_observation");
    assert_eq!(none(COUNTS, drawn, "a,b,s,p\n1,4,u,1\n3,8,u,1\n"), "too_few");
    let alike = format!("a,b,s,p\n{}", "1,4,u,1\n".repeat(6));
    assert_eq!(none(COUNTS, drawn, &alike), "all_equal");
    let clustered = format!("{drawn}\ncluster = \"p\"");
    assert_eq!(none(COUNTS, &clustered, "a,b,s,p\n1,4,u,1\n3,8,u,1\n"), "one_observation");
    // Out of nothing is a reason of the value, not of its interval.
    let zero = only(COUNTS, share, "a,b,s,p\n0,0,u,1\n");
    assert_eq!((zero.value, zero.no_interval.as_str()), (Value::Missing(Reason::DenominatorZero), ""));
}

#[test]
fn a_method_that_does_not_go_with_the_formula_is_said() {
    for (body, needed) in [
        ("value = \"SUM(a)\"\ninterval = \"wilson\"", "a numerator and a denominator"),
        ("value = \"AVG(a)\"\ninterval = \"poisson\"", "a count"),
        ("value = \"SUM(a)\"\ninterval = \"t\"", "AVG"),
        ("value = \"AVG(a) + 1\"\ninterval = \"t\"", "AVG"),
        ("value = \"SUM(a)\"\ninterval = \"median\"", "MEDIAN"),
        ("column = \"a\"\ninterval = \"bootstrap\"", "as they were given"),
    ] {
        let found = answer(COUNTS, body, "a,b,s,p\n1,4,u,1\n", &Question::default());
        let remark = found.remarks.iter().find(|remark| remark.code == "interval-not-computed");
        assert!(remark.is_some_and(|remark| remark.message.contains(needed)), "{body}: {:?}", found.remarks);
        assert!(found.findings.iter().all(|finding| finding.low.is_none() && finding.interval.is_none()));
    }
}

/// R's `boot` package, city data: the ratio of sums of Davison and Hinkley, 1.5203 for the ten rows.
const CITIES: &str = "a,b,s,p\n143,138,u,1\n104,93,u,1\n69,61,u,2\n260,179,u,2\n75,48,u,3\n63,37,u,3\n50,29,u,4\n\
                      48,23,u,4\n111,30,u,5\n50,2,u,5\n";
const DRAWN: &str =
    "numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\ninterval = \"bootstrap\"\nplace = \"s\"";

#[test]
fn the_bootstrap_runs_behind_and_is_the_same_every_time() {
    let quick = Question { quick: true, ..Question::default() };
    let first = answer(COUNTS, DRAWN, CITIES, &quick);
    assert_eq!(first.pending, ["i"]);
    assert!(first.findings.iter().all(|finding| finding.low.is_none() && finding.no_interval.is_empty()));
    let whole = answer(COUNTS, DRAWN, CITIES, &Question::default());
    assert!(whole.pending.is_empty());
    let found = &whole.findings[0];
    assert_eq!(found.interval, Some(Interval::Bootstrap));
    assert!((found.value.known().unwrap() - 1.520_312_5).abs() < 1e-12);
    let bounds = (found.low.unwrap(), found.high.unwrap());
    // R's `boot.ci` with 99,999 draws: BCa from 1.251 to 2.107.
    near(bounds, (1.251, 2.107), 0.06);
    assert_eq!(answer(COUNTS, DRAWN, CITIES, &Question::default()).findings, whole.findings);
    // Each finding has a seed of its own: what else is asked changes nothing, the question's seed does.
    let total = Question { cuts: vec![esito_model::Cut::Total], ..Question::default() };
    assert_eq!(answer(COUNTS, DRAWN, CITIES, &total).findings[0], *found);
    let seeded = answer(COUNTS, DRAWN, CITIES, &Question { seed: 7, ..total });
    assert_ne!(seeded.findings[0].low, found.low);
    // A finding that is opened has the interval that the answer showed.
    let indicator = format!("[[indicator]]\nid = \"i\"\ntable = \"t\"\n{DRAWN}");
    let opened = bundle(COUNTS, &indicator, CITIES).open(&Question::default(), &found.key, 0, 1).unwrap();
    assert_eq!(opened.finding, *found);
}

/// Rows of one cluster that are alike are drawn together, so the interval widens.
#[test]
fn clusters_widen_what_rows_alone_would_say() {
    let mut csv = String::from("a,b,s,p\n");
    for (cluster, part) in [(1, 2), (2, 5), (3, 8), (4, 3), (5, 9), (6, 4)] {
        for _ in 0..10 {
            csv.push_str(&format!("{part},10,u,{cluster}\n"));
        }
    }
    let width = |more: &str| {
        let (low, high) = ends(&ratio("bootstrap", more, &csv));
        high - low
    };
    let (rows, clusters) = (width(""), width("cluster = \"p\""));
    assert!(clusters > 2.0 * rows, "{rows} {clusters}");
}

#[test]
fn every_aggregate_can_be_drawn_again() {
    let csv = "a,b,s,p\n1,2,u,1\n5,2,v,2\n3,9,w,3\n8,1,u,4\n2,6,v,5\n9,7,w,6\n4,4,x,7\n";
    for formula in
        ["AVG(a)", "MEDIAN(a)", "MAX(a) - MIN(a)", "STDDEV_SAMP(a)", "CORR(a, b)", "COUNT(DISTINCT s)"]
    {
        let found = only(COUNTS, &format!("value = \"{formula}\"\ninterval = \"bootstrap\""), csv);
        let (low, high) = (found.low.unwrap(), found.high.unwrap());
        assert!(low < high, "{formula}: {low} {high}");
    }
}

#[test]
fn rules_for_missing_cells() {
    let csv = "a,b,s,p\n1,2,u,1\n,4,u,1\n3,4,v,1\n3,,v,1\n";
    let share = |rule: &str| {
        let body = format!("numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\nunit = \"share\"\n{rule}");
        only(COUNTS, &body, csv)
    };
    // SQL's own way: each sum passes over the cells that it lacks, and the coverage says so.
    let plain = share("");
    assert_eq!((plain.numerator, plain.denominator, plain.n), (Some(7.0), Some(10.0), Some(4)));
    assert_eq!((plain.partial, plain.unreported, plain.coverage()), (2, 0, Some(0.5)));
    // Where the numerator counts a part of the denominator, three of nobody knows how many are no part of it; who did not
    // say whether it was achieved still counts among the whole.
    let part = share("interval = \"wilson\"");
    assert_eq!((part.numerator, part.denominator, part.n), (Some(4.0), Some(10.0), Some(3)));
    assert_eq!((part.partial, part.unreported), (1, 1));
    let left = share("missing = \"leave_out\"");
    assert_eq!((left.numerator, left.denominator, left.n), (Some(4.0), Some(6.0), Some(2)));
    assert_eq!((left.partial, left.unreported, left.coverage()), (0, 2, Some(0.5)));
    let refused = share("missing = \"refuse\"");
    assert_eq!(refused.value, Value::Missing(Reason::Incomplete));
    assert_eq!((refused.numerator, refused.low), (None, None));
    // u lacks an a, which becomes 1; v lacks a b, which becomes 4.
    let filled = share("missing = { rule = \"group_mean\", groups = [\"s\"] }\ninterval = \"wilson\"");
    assert_eq!((filled.numerator, filled.denominator), (Some(8.0), Some(14.0)));
    assert_eq!((filled.status().as_str(), filled.partial, filled.coverage()), ("Ae", 2, Some(0.5)));
    // Over all rows the means are 7/3 and 10/3: no whole people, so no interval, and the reason is said.
    let all = share("missing = \"group_mean\"\ninterval = \"wilson\"");
    assert!((all.numerator.unwrap() - 28.0 / 3.0).abs() < 1e-12);
    assert_eq!(all.no_interval, "not_whole");
    // Where no row that agrees has the cell, nothing is made up, and nothing is marked as if it were.
    let alone = "missing = { rule = \"group_mean\", groups = [\"s\"] }";
    let body = format!("numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\nunit = \"share\"\n{alone}");
    let unfilled = only(COUNTS, &body, "a,b,s,p\n1,2,u,1\n3,,v,1\n");
    assert_eq!((unfilled.status().as_str(), unfilled.partial), ("A", 1));
    // A row that a condition leaves aside lacks nothing.
    let aside = only(COUNTS, "value = \"SUM(a) FILTER (WHERE s = 'v')\"\nmissing = \"refuse\"", csv);
    assert_eq!((aside.value, aside.coverage()), (Value::Known(6.0), Some(1.0)));
}

#[test]
fn counts_are_rounded_before_anything_is_made_of_them() {
    let csv = "a,b,s,p\n3,11,u,1\n4,12,v,1\n";
    let line = ratio("wilson", "unit = \"share\"\nrounding = 5", csv);
    // 7 of 23 are shown as 5 of 25, and the share and its interval are those of 5 of 25.
    assert!(line.starts_with("i,,,,,0.2,5,25,2,"), "{line}");
    near(ends(&line), (0.088_605_846_868, 0.391_309_503_695), 1e-11);
    let count = total(COUNTS, "value = \"SUM(b)\"\nunit = \"count\"\nrounding = 10", csv);
    assert_eq!(count, "i,,,,,20,,,0,,,A");
}
