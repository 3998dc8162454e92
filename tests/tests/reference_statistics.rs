//! The statistics agree with R, statsmodels, scipy, pymannkendall and NIST, to the digits that they print.
//!
//! The values lie in a folder beside the repository; `SOURCE.txt` there says which program printed which.

#![expect(clippy::print_stdout, reason = "what is skipped is said")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use esito_engine::statistics::bootstrap::{RatioOfSums, acceleration, influences, replicates};
use esito_engine::statistics::counts::{poisson, poisson_test, rate};
use esito_engine::statistics::difference::{
    Share, agresti_caffo, miettinen_nurminen, newcombe, wald_difference,
};
use esito_engine::statistics::fisher::fisher;
use esito_engine::statistics::interval::{
    Bounds, agresti_coull, clopper_pearson, jeffreys, wald, wilson, wilson_cc,
};
use esito_engine::statistics::money_over_time::{present_value, rate_of_return};
use esito_engine::statistics::ranks::{benjamini_hochberg, holm, kendall, rank_sum, spearman};
use esito_engine::statistics::sample::{mean_interval, paired, quantile_of_type, welch};
use esito_engine::statistics::trend::{Course, from_s, least_squares, mann_kendall, theil_sen, trend};
use std::path::{Path, PathBuf};

/// A file of reference values; nothing where the folder is not there, which CI does not forgive.
fn reference(name: &str) -> Option<String> {
    let home = std::env::var_os("ESITO_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let path = home.join("stats_reference").join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is missing", path.display());
        println!("skipped: {} is missing", path.display());
    }
    text
}

/// The records of a CSV file as text by header.
fn records(name: &str) -> Option<Vec<Vec<String>>> {
    let text = reference(name)?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()
    };
    Some(reader.records().map(record).collect())
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64, within: f64, what: &str) {
    assert!((found - expected).abs() <= within, "{what}: found {found:e}, expected {expected:e}");
}

#[track_caller]
fn same(found: Bounds, low: &str, high: &str, within: f64, what: &str) {
    near(found.low, number(low), within, what);
    near(found.high, number(high), within, what);
}

/// R 4.2.2, `prop.test` with and without correction, `binom.test`: sixteen digits, the last of which is noise.
#[test]
fn shares_agree_with_r() {
    let Some(records) = records("R_proportion_intervals.csv") else { return };
    assert_eq!(records.len(), 55);
    for record in &records {
        let [x, n, level] = [0, 1, 2].map(|at| number(&record[at]));
        let what = format!("{x} of {n}");
        same(wilson(x, n, level).unwrap(), &record[3], &record[4], 1e-14, &what);
        same(wilson_cc(x, n, level).unwrap(), &record[5], &record[6], 1e-14, &what);
        same(clopper_pearson(x, n, level).unwrap(), &record[7], &record[8], 1e-14, &what);
    }
}

/// statsmodels 0.15.0, `proportion_confint` at 90, 95 and 99 %.
#[test]
fn shares_agree_with_statsmodels() {
    let Some(records) = records("statsmodels_proportion_intervals.csv") else { return };
    assert_eq!(records.len(), 165);
    for record in &records {
        let [x, n, level] = [0, 1, 2].map(|at| number(&record[at]));
        for (at, method) in [wilson, agresti_coull, jeffreys, wald, clopper_pearson].iter().enumerate() {
            let what = format!("method {at}: {x} of {n} at {level}");
            same(method(x, n, level).unwrap(), &record[3 + 2 * at], &record[4 + 2 * at], 2e-14, &what);
        }
    }
}

/// statsmodels 0.15.0, `confint_proportions_2indep` on the counts of Newcombe (1998), but for its score limits.
#[test]
fn differences_of_shares_agree_with_statsmodels() {
    let Some(records) = records("statsmodels_two_proportion_diff.csv") else { return };
    assert_eq!(records.len(), 6);
    for record in &records {
        let [x1, n1, x2, n2] = [0, 1, 2, 3].map(|at| number(&record[at]));
        let (one, two) = (Share { successes: x1, trials: n1 }, Share { successes: x2, trials: n2 });
        let what = format!("{x1} of {n1}, {x2} of {n2}");
        same(newcombe(one, two, 0.95).unwrap(), &record[4], &record[5], 1e-14, &what);
        same(wald_difference(one, two, 0.95).unwrap(), &record[6], &record[7], 1e-14, &what);
        same(agresti_caffo(one, two, 0.95).unwrap(), &record[8], &record[9], 1e-14, &what);
    }
}

/// DIFFERENCE: the score limits that statsmodels printed (0.05255 to 0.34404 for the first pair) are not those of
/// Miettinen and Nurminen. Newcombe (1998, table II, method 6) prints 0.0528 to 0.3382 for that pair; the digits here
/// come from maximising the likelihood by search, without the closed form.
#[test]
fn score_intervals_agree_with_a_search() {
    for ((x1, n1, x2, n2), low, high) in [
        ((56.0, 70.0, 48.0, 80.0), "0.052829712790340044", "0.3381729404149818"),
        ((731.0, 1000.0, 680.0, 1000.0), "0.011048144602804734", "0.09083511532535897"),
    ] {
        let (one, two) = (Share { successes: x1, trials: n1 }, Share { successes: x2, trials: n2 });
        same(miettinen_nurminen(one, two, 0.95).unwrap(), low, high, 1e-8, "score");
    }
}

/// NIST's certified means and deviations, to as many digits as double precision can hold of their inputs: 0.1 beside
/// ten million is known to nine places only.
#[test]
fn moments_agree_with_nist() {
    let Some(records) = records("nist_strd_univariate.csv") else { return };
    assert_eq!(records.len(), 4);
    for record in &records {
        let words: Vec<&str> = record[1].split([' ', '(', ')']).filter(|word| !word.is_empty()).collect();
        let values: Vec<f64> = match words.as_slice() {
            [first, "followed", "by", pairs, "pairs", low, high] => {
                let again = (0..pairs.parse::<usize>().unwrap()).flat_map(|_| [number(low), number(high)]);
                std::iter::once(number(first)).chain(again).collect()
            }
            plain => plain.iter().map(|word| number(word)).collect(),
        };
        let found = mean_interval(&values, 0.95).unwrap();
        let (middle, deviation) = (number(&record[2]), number(&record[3]));
        near(found.estimate, middle, 1e-15 * middle, &record[0]);
        #[expect(clippy::cast_precision_loss, reason = "about a thousand values")]
        let spread = found.estimate / found.t * (values.len() as f64).sqrt();
        near(spread, deviation, 2e-15 * middle.max(1.0), &record[0]);
    }
}

fn pairs(name: &str) -> Option<Vec<(f64, f64)>> {
    Some(records(name)?.iter().map(|record| (number(&record[0]), number(&record[1]))).collect())
}

/// scipy 1.17.1 and pymannkendall on the flow of the Nile: all; on the other series, which are not there, the test
/// from S and its variance.
#[test]
fn trends_agree_with_scipy_and_pymannkendall() {
    let (Some(records), Some(nile)) = (records("trend_tests.csv"), pairs("Nile.csv")) else { return };
    assert_eq!((records.len(), nile.len()), (19, 100));
    for record in &records {
        let what = format!("{} {}", record[0], record[1]);
        let found = from_s(number(&record[3]), number(&record[4]));
        near(found.z, number(&record[5]), 1e-14, &what);
        near(found.p, number(&record[6]), 1e-14, &what);
        let said = match (found.p < 0.05, found.s > 0.0) {
            (false, _) => "no trend",
            (true, true) => "increasing",
            (true, false) => "decreasing",
        };
        assert_eq!(said, record[7], "{what}");
    }
    let record = records.last().unwrap();
    let values: Vec<f64> = nile.iter().map(|pair| pair.1).collect();
    let test = mann_kendall(&values).unwrap();
    assert_eq!(test.s, number(&record[3]));
    near(test.variance, number(&record[4]), 1e-9, "variance");
    let (slope, bounds) = theil_sen(&nile, 0.95).unwrap();
    near(slope, number(&record[9]), 1e-14, "slope");
    same(bounds, &record[10], &record[11], 1e-14, "slope");
    assert_eq!(trend(&nile, 0.95).unwrap().course, Course::Falling);
    let line = least_squares(&nile).unwrap();
    near(line.slope, number(&record[12]), 1e-13, "least squares");
    near(line.p / number(&record[13]), 1.0, 1e-9, "least squares");
    near(kendall(&nile).unwrap().estimate, number(&record[14]), 1e-14, "tau");
}

/// numpy-financial: rates of return, and present values at 3.5 %.
#[test]
fn money_over_time_agrees_with_numpy_financial() {
    let Some(records) = records("irr_npv.csv") else { return };
    assert_eq!(records.len(), 4);
    for record in &records {
        let flows: Vec<f64> = record[0].split(' ').map(number).collect();
        near(rate_of_return(&flows).unwrap(), number(&record[1]), 1e-12, &record[0]);
        let value = number(&record[2]);
        near(present_value(0.035, &flows).unwrap(), value, 1e-9 * value, &record[0]);
    }
}

/// R's boot 1.3 on `city`: the deterministic parts to the digit, the drawn parts within the error of drawing.
#[test]
fn bootstrap_agrees_with_r() {
    let (Some(city), Some(text)) = (pairs("boot_city_data.csv"), reference("R_boot_city.txt")) else {
        return;
    };
    let of = RatioOfSums { units: city.iter().map(|(u, x)| (*x, *u)).collect() };
    let after = |word: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(word)).unwrap();
        line.split_whitespace().map(number).collect::<Vec<f64>>()
    };
    let printed = after("empinf jack ");
    let found = influences(&of).unwrap();
    assert_eq!((found.len(), printed.len()), (10, 10));
    for (found, printed) in found.iter().zip(&printed) {
        near(*found, *printed, 5.1e-14, "influence");
    }
    near(acceleration(&found), after("acceleration a (jackknife) ")[0], 1e-15, "acceleration");
    // `boot.ci` takes the acceleration from a regression on the draws, which here is near the infinitesimal
    // jackknife's; the jackknife's own gives an upper end of 2.07.
    let regression = acceleration(&city.iter().map(|(u, x)| x - 1.520_312_5 * u).collect::<Vec<_>>());
    near(regression, 0.002_208_767_664_872, 1e-12, "infinitesimal acceleration");
    let drawn = replicates(&of, 99_999, 20_261_123).unwrap();
    near(drawn.estimate, after("t0 ")[0], 1e-15, "estimate");
    let (bias, error) = drawn.bias_and_error();
    let row = after("t1* ");
    // The standard error of a mean of R draws is σ/√R = 0.0007; ends vary by about 0.003.
    near(bias, row[1], 0.003, "bias");
    near(error, row[2], 0.003, "error");
    for (bounds, low, high) in [
        (drawn.normal(0.95), 1.050, 1.913),
        (drawn.basic(0.95), 0.936, 1.790),
        (drawn.percentile(0.95), 1.251, 2.105),
        (drawn.bca(0.95, regression).unwrap(), 1.251, 2.107),
    ] {
        near(bounds.low, low, 0.015, "interval");
        near(bounds.high, high, 0.015, "interval");
    }
}

/// R 4.2.2's `sleep`: Welch's and the paired test.
#[test]
fn tests_of_means_agree_with_r() {
    let Some(records) = records("sleep.csv") else { return };
    let values: Vec<f64> = records.iter().map(|record| number(&record[0])).collect();
    let (one, two) = values.split_at(10);
    let found = welch(one, two, 0.95).unwrap();
    near(found.t, -1.8608, 5e-5, "t");
    near(found.degrees, 17.776, 5e-4, "degrees");
    near(found.p, 0.07939, 5e-6, "p");
    same(found.bounds, "-3.3654832", "0.2054832", 5e-8, "interval");
    let found = paired(one, two, 0.95).unwrap();
    near(found.t, -4.0621, 5e-5, "t");
    near(found.p, 0.002833, 5e-7, "p");
    near(found.estimate, -1.58, 1e-12, "mean");
    same(found.bounds, "-2.4598858", "-0.7001142", 5e-8, "interval");
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

/// R 4.2.2: `wilcox.test`, `cor.test`, `p.adjust`, as printed in `R_classic_tests.txt`.
#[test]
fn tests_on_ranks_agree_with_r() {
    let side = |manual| CARS.iter().filter(|car| car.2 == manual).map(|car| car.0).collect::<Vec<_>>();
    let found = rank_sum(&side(false), &side(true)).unwrap();
    assert_eq!(found.estimate, 42.0);
    near(found.p, 0.001871, 5e-7, "p");
    let pairs: Vec<(f64, f64)> = CARS.iter().map(|car| (car.0, car.1)).collect();
    let found = kendall(&pairs).unwrap();
    near(found.statistic, -5.7981, 5e-5, "z");
    near(found.p, 6.706e-9, 5e-13, "p");
    near(found.estimate, -0.7278321, 5e-8, "tau");
    let found = spearman(&pairs).unwrap();
    near(found.estimate, -0.886422, 5e-7, "rho");
    near((32_768.0 - 32.0) * (1.0 - found.estimate) / 6.0, 10_292.0, 0.5, "S");
    near(found.p, 1.488e-11, 5e-15, "p");
    let p = [0.01, 0.02, 0.03, 0.04, 0.05];
    for (found, expected) in benjamini_hochberg(&p).iter().zip([0.05; 5]) {
        near(*found, expected, 1e-15, "Benjamini and Hochberg");
    }
    for (found, expected) in holm(&p).iter().zip([0.05, 0.08, 0.09, 0.09, 0.09]) {
        near(*found, expected, 1e-15, "Holm");
    }
}

/// R 4.2.2: `poisson.test(10, 100)` and `fisher.test`; R searches for the odds ratio and its ends with a
/// tolerance of 0.00012, so five digits of them agree.
#[test]
fn tests_of_counts_agree_with_r() {
    same(rate(poisson(10.0, 0.95), 100.0).unwrap(), "0.04795389", "0.18390356", 5e-9, "rate");
    assert!(poisson_test(10.0, 100.0, 1.0).unwrap() < 2.2e-16);
    let found = fisher([[3.0, 1.0], [1.0, 3.0]], 0.95).unwrap();
    near(found.p, 0.4857, 5e-5, "p");
    near(found.odds, 6.408309, 2e-5, "odds");
    // R looks for the lower end itself and for one over the upper end.
    near(found.bounds.low, 0.2117329, 1.2e-4, "low");
    near(1.0 / found.bounds.high, 1.0 / 621.9337505, 1.2e-4, "high");
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

/// R 4.2.2: `quantile(c(1, 2, 3, 4, 10), type = 1..9)`, as printed.
#[test]
fn quantiles_agree_with_r() {
    let Some(text) = reference("R_classic_tests.txt") else { return };
    let sorted = [1.0, 2.0, 3.0, 4.0, 10.0];
    let mut types = 0;
    for line in text.lines().filter_map(|line| line.strip_prefix("type ")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let definition = words[0].parse().unwrap();
        assert_eq!(words.len(), 5, "{line}");
        for (share, printed) in [0.1, 0.25, 0.5, 0.9].into_iter().zip(&words[1..]) {
            near(quantile_of_type(&sorted, share, definition).unwrap(), number(printed), 5e-10, line);
        }
        types += 1;
    }
    assert_eq!(types, 9);
}
