//! What R printed as text, line by line: each line is put together again from the engine's own numbers, rounded as R
//! rounds them. A line that is skipped, or that nothing here knows, is a failure.

use super::{near, number, pairs, records, reference};
use esito_engine::statistics::bootstrap::{RatioOfSums, acceleration, influences, replicates};
use esito_engine::statistics::counts::{poisson, poisson_test, rate};
use esito_engine::statistics::fisher::fisher;
use esito_engine::statistics::interval::Bounds;
use esito_engine::statistics::ranks::{benjamini_hochberg, holm, kendall, rank_sum, spearman};
use esito_engine::statistics::sample::{paired, quantile_of_type, welch};

/// A line that is expected.
enum Line {
    /// These words, however they are spaced.
    Words(String),
    /// These words, then these numbers, each to within so much.
    Near(&'static str, Vec<(f64, f64)>),
}

use Line::Near;

fn words(line: impl Into<String>) -> Line {
    Line::Words(line.into())
}

/// A number to so many significant digits, without zeros at its end.
fn digits(value: f64, count: usize) -> String {
    let text = format!("{value:.*e}", count - 1);
    let (body, power) = text.split_once('e').unwrap();
    let power: i32 = power.parse().unwrap();
    if power < -4 {
        let body = if body.contains('.') { body.trim_end_matches('0').trim_end_matches('.') } else { body };
        return format!("{body}e-{:02}", -power);
    }
    let places = usize::try_from(i32::try_from(count).unwrap() - 1 - power).unwrap_or(0);
    let text = format!("{:.places$}", text.parse::<f64>().unwrap());
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// Every line of a file that is not blank, in its order.
fn is_printed(name: &str, text: &str, expected: &[Line]) {
    let spaced = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let found: Vec<String> = text.lines().map(spaced).filter(|line| !line.is_empty()).collect();
    for (at, line) in found.iter().enumerate() {
        let Some(expected) = expected.get(at) else { panic!("{name}: nothing knows of \"{line}\"") };
        match expected {
            Line::Words(expected) => assert_eq!(*line, spaced(expected), "{name}"),
            Near(begin, numbers) => {
                let rest = line.strip_prefix(begin);
                let rest = rest.unwrap_or_else(|| panic!("{name}: expected \"{begin}\", found \"{line}\""));
                let parts = rest.split([' ', '(', ')', ',']).filter(|part| !part.is_empty());
                let printed: Vec<f64> = parts.map(number).collect();
                assert_eq!(printed.len(), numbers.len(), "{name}: {line}");
                for (printed, (found, within)) in printed.iter().zip(numbers) {
                    near(*found, *printed, *within, line);
                }
            }
        }
    }
    assert_eq!(found.len(), expected.len(), "{name}: lines are missing");
}

/// R's `mtcars`: miles per gallon, weight, manual gear.
#[rustfmt::skip]
const CARS: [(f64, f64, bool); 32] = [
    (21.0, 2.620, true), (21.0, 2.875, true), (22.8, 2.320, true), (21.4, 3.215, false),
    (18.7, 3.440, false), (18.1, 3.460, false), (14.3, 3.570, false), (24.4, 3.190, false),
    (22.8, 3.150, false), (19.2, 3.440, false), (17.8, 3.440, false), (16.4, 4.070, false),
    (17.3, 3.730, false), (15.2, 3.780, false), (10.4, 5.250, false), (10.4, 5.424, false),
    (14.7, 5.345, false), (32.4, 2.200, true), (30.4, 1.615, true), (33.9, 1.835, true),
    (21.5, 2.465, false), (15.5, 3.520, false), (15.2, 3.435, false), (13.3, 3.840, false),
    (19.2, 3.845, false), (27.3, 1.935, true), (26.0, 2.140, true), (30.4, 1.513, true),
    (15.8, 3.170, true), (19.7, 2.770, true), (15.0, 3.570, true), (21.4, 2.780, true),
];

/// The two drugs of R's `sleep`, ten people each, the same ten.
fn sleep() -> Option<[Vec<f64>; 2]> {
    let records = records("sleep.csv", "extra group ID")?;
    assert_eq!(records.len(), 20);
    for (at, record) in records.iter().enumerate() {
        assert_eq!((&record[1], &record[2]), (&(1 + at / 10).to_string(), &(1 + at % 10).to_string()));
    }
    let of = |drug: &str| {
        let ours = records.iter().filter(|record| record[1] == drug);
        ours.map(|record| number(&record[0])).collect()
    };
    Some([of("1"), of("2")])
}

/// R 4.2.2: `t.test` on `sleep`, `wilcox.test` and `cor.test` on `mtcars`, `poisson.test(10, 100)`, `fisher.test`,
/// `p.adjust`, `quantile`.
#[test]
fn classic_tests_are_printed_as_r_prints_them() {
    let (Some([one, two]), Some(text)) = (sleep(), reference("R_classic_tests.txt")) else { return };
    let ends = |low: f64, high: f64, count: usize| words(format!("{low:.count$} {high:.count$}"));
    let level = || words("95 percent confidence interval:");
    let sample = || words("sample estimates:");
    let mean = |values: &[f64]| values.iter().sum::<f64>() / 10.0;

    let found = welch(&one, &two, 0.95).unwrap();
    let (t, df, p) = (digits(found.t, 5), digits(found.degrees, 5), digits(found.p, 4));
    let mut all = vec![
        words("Welch Two Sample t-test"),
        words("data: extra by group"),
        words(format!("t = {t}, df = {df}, p-value = {p}")),
        words(
            "alternative hypothesis: true difference in means between group 1 and group 2 is not equal to 0",
        ),
        level(),
        ends(found.bounds.low, found.bounds.high, 7),
        sample(),
        words("mean in group 1 mean in group 2"),
        words(format!("{:.2} {:.2}", mean(&one), mean(&two))),
    ];
    let found = paired(&one, &two, 0.95).unwrap();
    let (t, df, p) = (digits(found.t, 5), digits(found.degrees, 5), digits(found.p, 4));
    all.extend([
        words("Paired t-test"),
        words("data: sleep$extra[1:10] and sleep$extra[11:20]"),
        words(format!("t = {t}, df = {df}, p-value = {p}")),
        words("alternative hypothesis: true mean difference is not equal to 0"),
        level(),
        ends(found.bounds.low, found.bounds.high, 7),
        sample(),
        words("mean difference"),
        words(digits(found.estimate, 7)),
    ]);
    let side = |manual| CARS.iter().filter(|car| car.2 == manual).map(|car| car.0).collect::<Vec<_>>();
    let found = rank_sum(&side(false), &side(true)).unwrap();
    all.extend([
        words("Wilcoxon rank sum test with continuity correction"),
        words("data: mpg by am"),
        words(format!("W = {}, p-value = {}", digits(found.estimate, 5), digits(found.p, 4))),
        words("alternative hypothesis: true location shift is not equal to 0"),
    ]);
    let pairs: Vec<(f64, f64)> = CARS.iter().map(|car| (car.0, car.1)).collect();
    let found = kendall(&pairs).unwrap();
    all.extend([
        words("Kendall's rank correlation tau"),
        words("data: mtcars$mpg and mtcars$wt"),
        words(format!("z = {}, p-value = {}", digits(found.statistic, 5), digits(found.p, 4))),
        words("alternative hypothesis: true tau is not equal to 0"),
        sample(),
        words("tau"),
        words(digits(found.estimate, 7)),
    ]);
    let found = spearman(&pairs).unwrap();
    let s = (32_768.0 - 32.0) * (1.0 - found.estimate) / 6.0;
    all.extend([
        words("Spearman's rank correlation rho"),
        words("data: mtcars$mpg and mtcars$wt"),
        words(format!("S = {}, p-value = {}", digits(s, 5), digits(found.p, 4))),
        words("alternative hypothesis: true rho is not equal to 0"),
        sample(),
        words("rho"),
        words(digits(found.estimate, 7)),
    ]);
    let found = rate(poisson(10.0, 0.95), 100.0).unwrap();
    assert!(poisson_test(10.0, 100.0, 1.0).unwrap() < 2.2e-16);
    all.extend([
        words("Exact Poisson test"),
        words("data: 10 time base: 100"),
        words("number of events = 10, time base = 100, p-value < 2.2e-16"),
        words("alternative hypothesis: true event rate is not equal to 1"),
        level(),
        ends(found.low, found.high, 8),
        sample(),
        words("event rate"),
        words("0.1"),
    ]);
    // R searches for the odds ratio and its ends with a tolerance of 0.00012, for the upper one by way of its inverse, so
    // five digits of them agree: 621.93 of 621.9337505.
    let found = fisher([[3.0, 1.0], [1.0, 3.0]], 0.95).unwrap();
    let upper = 1.2e-4 * found.bounds.high * found.bounds.high;
    all.extend([
        words("Fisher's Exact Test for Count Data"),
        words("data: matrix(c(3, 1, 1, 3), 2)"),
        words(format!("p-value = {}", digits(found.p, 4))),
        words("alternative hypothesis: true odds ratio is not equal to 1"),
        level(),
        Near("", vec![(found.bounds.low, 1.2e-4), (found.bounds.high, upper)]),
        sample(),
        words("odds ratio"),
        Near("", vec![(found.odds, 2e-5)]),
    ]);
    let p = [0.01, 0.02, 0.03, 0.04, 0.05];
    let listed =
        |values: Vec<f64>| values.iter().map(|value| digits(*value, 7)).collect::<Vec<_>>().join(" ");
    all.push(words(format!("[1] {}", listed(benjamini_hochberg(&p)))));
    all.push(words(format!("[1] {}", listed(holm(&p)))));
    let of = |definition: u8| {
        [0.1, 0.25, 0.5, 0.9]
            .map(|share| quantile_of_type(&[1.0, 2.0, 3.0, 4.0, 10.0], share, definition).unwrap())
    };
    all.push(words("10% 25% 50% 90%"));
    all.push(Near("", of(7).map(|value| (value, 5e-10)).to_vec()));
    for (definition, begin) in (1..).zip([
        "type 1 ", "type 2 ", "type 3 ", "type 4 ", "type 5 ", "type 6 ", "type 7 ", "type 8 ", "type 9 ",
    ]) {
        all.push(Near(begin, of(definition).map(|value| (value, 5e-10)).to_vec()));
    }
    is_printed("R_classic_tests.txt", &text, &all);
}

/// The ends of Fisher's interval by their definition, where R's search stops after five digits.
#[test]
fn fishers_ends_are_those_of_the_definition() {
    let found = fisher([[3.0, 1.0], [1.0, 3.0]], 0.95).unwrap();
    // The ends by their definition: tables of these margins weigh 1, 16, 36, 16, 1 times powers of the odds ratio.
    let share_of = |odds: f64, first: usize, last: usize| {
        let mut power = 1.0;
        let weights = [1.0, 16.0, 36.0, 16.0, 1.0].map(|ways| {
            let weight = ways * power;
            power *= odds;
            weight
        });
        weights[first..=last].iter().sum::<f64>() / weights.iter().sum::<f64>()
    };
    near(share_of(found.bounds.low, 3, 4), 0.025, 1e-12, "three or more");
    near(share_of(found.bounds.high, 0, 3), 0.025, 1e-12, "three or fewer");
}

/// R's boot 1.3 on `city`: the deterministic parts to the digit, the drawn parts within the error of drawing.
#[test]
fn the_bootstrap_is_printed_as_r_prints_it() {
    let (Some(city), Some(text)) = (pairs("boot_city_data.csv", "u x"), reference("R_boot_city.txt")) else {
        return;
    };
    let of = RatioOfSums { units: city.iter().map(|(u, x)| (*x, *u)).collect() };
    let influence = influences(&of).unwrap();
    // `boot.ci` takes the acceleration from a regression on the draws, which here is near the infinitesimal
    // jackknife's; the jackknife's own gives an upper end of 2.07.
    let regression = acceleration(&city.iter().map(|(u, x)| x - 1.520_312_5 * u).collect::<Vec<_>>());
    near(regression, 0.002_208_767_664_872, 1e-12, "infinitesimal acceleration");
    let drawn = replicates(&of, 99_999, 20_261_123).unwrap();
    let (bias, error) = drawn.bias_and_error();
    // The standard error of a mean of R draws is σ/√R = 0.0007; ends vary by about 0.003.
    let ends = |one: Bounds, other: Bounds| {
        Near("95% ", [one.low, one.high, other.low, other.high].map(|end| (end, 0.015)).to_vec())
    };
    let all = [
        words("ORDINARY NONPARAMETRIC BOOTSTRAP"),
        words("Call:"),
        words("boot(data = city, statistic = ratio, R = 99999, stype = \"w\")"),
        words("Bootstrap Statistics :"),
        words("original bias std. error"),
        Near("t1* ", vec![(drawn.estimate, 5.1e-7), (bias, 0.003), (error, 0.003)]),
        words("BOOTSTRAP CONFIDENCE INTERVAL CALCULATIONS"),
        words("Based on 99999 bootstrap replicates"),
        words("CALL :"),
        words("boot.ci(boot.out = b, type = c(\"norm\", \"basic\", \"perc\", \"bca\"))"),
        words("Intervals :"),
        words("Level Normal Basic"),
        ends(drawn.normal(0.95), drawn.basic(0.95)),
        words("Level Percentile BCa"),
        ends(drawn.percentile(0.95), drawn.bca(0.95, regression).unwrap()),
        words("Calculations and Intervals on Original Scale"),
        Near("t0 ", vec![(drawn.estimate, 1e-15)]),
        Near("acceleration a (jackknife) ", vec![(acceleration(&influence), 1e-15)]),
        Near("empinf jack ", influence.iter().map(|found| (*found, 5.1e-14)).collect()),
    ];
    is_printed("R_boot_city.txt", &text, &all);
}

/// The reading itself fails where it should.
#[test]
#[should_panic(expected = "nothing knows of")]
fn a_line_that_nothing_knows_is_a_failure() {
    is_printed("a file", "one\n\ntwo\n", &[words("one")]);
}

#[test]
#[should_panic(expected = "lines are missing")]
fn a_line_that_is_gone_is_a_failure() {
    is_printed("a file", "one\n", &[words("one"), words("two")]);
}
