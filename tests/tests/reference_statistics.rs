//! The statistics agree with R, statsmodels, scipy, pymannkendall and NIST, to the digits that they print.
//!
//! The values lie in a folder beside the repository; `SOURCE.txt` there says which program printed which.

#![expect(clippy::print_stdout, reason = "what is skipped is said")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use esito_engine::statistics::difference::{
    Share, agresti_caffo, miettinen_nurminen, newcombe, wald_difference,
};
use esito_engine::statistics::interval::{
    Bounds, agresti_coull, clopper_pearson, jeffreys, wald, wilson, wilson_cc,
};
use esito_engine::statistics::money_over_time::{present_value, rate_of_return};
use esito_engine::statistics::ranks::kendall;
use esito_engine::statistics::sample::mean_interval;
use esito_engine::statistics::trend::{Course, from_s, least_squares, mann_kendall, theil_sen, trend};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[path = "reference_statistics/printed.rs"]
mod printed;

fn home() -> PathBuf {
    let home = std::env::var_os("ESITO_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    home.join("stats_reference")
}

/// A file of reference values; nothing where the folder is not there, which CI does not forgive.
fn reference(name: &str) -> Option<String> {
    let path = home().join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is missing", path.display());
        println!("skipped: {} is missing", path.display());
    }
    text
}

/// The records of a CSV file whose columns are exactly these: a column that no test knows is a failure.
fn records(name: &str, columns: &str) -> Option<Vec<Vec<String>>> {
    let text = reference(name)?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let found: Vec<&str> = reader.headers().unwrap().iter().collect();
    assert_eq!(found.join(" "), columns, "{name}");
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()
    };
    Some(reader.into_records().map(record).collect())
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
    let Some(records) = records(
        "R_proportion_intervals.csv",
        "x n conf wilson_lo wilson_hi wilson_cc_lo wilson_cc_hi clopper_pearson_lo clopper_pearson_hi",
    ) else {
        return;
    };
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
    let Some(records) = records(
        "statsmodels_proportion_intervals.csv",
        "x n conf wilson_lo wilson_hi agresti_coull_lo agresti_coull_hi jeffreys_lo jeffreys_hi normal_lo normal_hi beta_lo beta_hi",
    ) else {
        return;
    };
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
    let Some(records) = records(
        "statsmodels_two_proportion_diff.csv",
        "x1 n1 x2 n2 newcomb_lo newcomb_hi wald_lo wald_hi agresti-caffo_lo agresti-caffo_hi score_lo score_hi",
    ) else {
        return;
    };
    assert_eq!(records.len(), 6);
    let mut scored = 0;
    for record in &records {
        let [x1, n1, x2, n2] = [0, 1, 2, 3].map(|at| number(&record[at]));
        let (one, two) = (Share { successes: x1, trials: n1 }, Share { successes: x2, trials: n2 });
        let what = format!("{x1} of {n1}, {x2} of {n2}");
        same(newcombe(one, two, 0.95).unwrap(), &record[4], &record[5], 1e-14, &what);
        same(wald_difference(one, two, 0.95).unwrap(), &record[6], &record[7], 1e-14, &what);
        same(agresti_caffo(one, two, 0.95).unwrap(), &record[8], &record[9], 1e-14, &what);
        // Its score limits are near and no more: see the next test. It printed none where a group is small.
        let printed = [10, 11].map(|at| record[at].as_str());
        if printed != ["", ""] {
            same(miettinen_nurminen(one, two, 0.95).unwrap(), printed[0], printed[1], 6e-3, &what);
            scored += 1;
        }
    }
    assert_eq!(scored, 2);
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
    let Some(records) = records("nist_strd_univariate.csv", "dataset definition certified_mean certified_sd")
    else {
        return;
    };
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

fn pairs(name: &str, columns: &str) -> Option<Vec<(f64, f64)>> {
    Some(records(name, columns)?.iter().map(|record| (number(&record[0]), number(&record[1]))).collect())
}

/// scipy 1.17.1 and pymannkendall on the flow of the Nile: all; on the other series, which are not there, the test
/// from S and its variance, and the variance where no two values are the same. Hamed and Rao's test for correlated
/// values is none of the engine's; the file has it of those other series only.
#[test]
fn trends_agree_with_scipy_and_pymannkendall() {
    let (Some(records), Some(nile)) = (
        records(
            "trend_tests.csv",
            "series variable n mk_S mk_var_s mk_z mk_p mk_trend hamed_rao_p theil_sen ts_lo ts_hi ols_slope ols_p tau_b",
        ),
        pairs("Nile.csv", "year flow"),
    ) else {
        return;
    };
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
    let (record, others) = records.split_last().unwrap();
    assert_eq!([&record[0], &record[1], &record[2], &record[8]], ["Nile(R datasets)", "flow", "100", ""]);
    for record in others {
        let what = format!("{} {}", record[0], record[1]);
        assert_eq!(record[2], "24", "{what}");
        let [slope, low, high, line, p, tau, hamed_rao] =
            [9, 10, 11, 12, 13, 14, 8].map(|at| number(&record[at]));
        assert!(low <= slope && slope <= high && line.is_finite(), "{what}");
        assert!((0.0..=1.0).contains(&p) && (0.0..=1.0).contains(&hamed_rao), "{what}");
        // 24 values that rise, of which so many fall behind later ones that S is the same.
        let untied = mann_kendall(&(0..24).map(f64::from).collect::<Vec<_>>()).unwrap();
        let (s, variance) = (number(&record[3]), number(&record[4]));
        near(tau.signum(), s.signum(), 0.0, &what);
        match (s / tau - untied.s).abs() < 1e-6 {
            true => near(variance, untied.variance, 1e-9, &what),
            false => assert!(variance < untied.variance && (s / tau) < untied.s, "{what}"),
        }
    }
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
    let Some(records) = records("irr_npv.csv", "cashflows irr npv_3_5pct_t0") else { return };
    assert_eq!(records.len(), 4);
    for record in &records {
        let flows: Vec<f64> = record[0].split(' ').map(number).collect();
        near(rate_of_return(&flows).unwrap(), number(&record[1]), 1e-12, &record[0]);
        let value = number(&record[2]);
        near(present_value(0.035, &flows).unwrap(), value, 1e-9 * value, &record[0]);
    }
}

/// A file that no test reads is a failure, and so is one that is gone.
#[test]
fn every_file_is_read() {
    let Some(source) = reference("SOURCE.txt") else { return };
    for said in
        ["R 4.2.2", "boot 1.3", "statsmodels 0.15.0", "scipy 1.17.1", "pymannkendall", "numpy-financial"]
    {
        assert!(source.contains(said), "{said}: {source}");
    }
    let files = std::fs::read_dir(home()).unwrap();
    let found: BTreeSet<String> =
        files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    let read = [
        "Nile.csv",
        "R_boot_city.txt",
        "R_classic_tests.txt",
        "R_proportion_intervals.csv",
        "SOURCE.txt",
        "boot_city_data.csv",
        "irr_npv.csv",
        "nist_strd_univariate.csv",
        "sleep.csv",
        "statsmodels_proportion_intervals.csv",
        "statsmodels_two_proportion_diff.csv",
        "trend_tests.csv",
    ];
    assert_eq!(found, read.map(str::to_owned).into());
}
