//! Each method of COINr 1.1.14 on the raw data of its example: 51 countries, 49 indicators.
//!
//! The expected tables were written by running the package. Where it writes `Inf` or `NaN` (a divisor or a range of
//! zero) there is no score here.

use super::tables::{Table, read, same};
use esito_engine::compare::{
    Aggregate, Impute, Matrix, Missing, Normalise, Scratch, aggregate, correlate, cronbach, describe, impute,
};

/// The table of indicators, and the raw data in its order of countries.
fn raw() -> Option<(Table, Vec<String>, Table)> {
    let meta = read("coinr/ASEM_iMeta.csv")?;
    let names: Vec<String> = meta
        .texts("Type")
        .iter()
        .zip(&meta.texts("iCode"))
        .filter(|(kind, _)| **kind == "Indicator")
        .map(|(_, code)| (*code).to_owned())
        .collect();
    Some((meta, names, read("coinr/expected/example_coin_Raw.csv")?))
}

fn of(meta: &Table, names: &[String], column: &str) -> Vec<Option<f64>> {
    let codes = meta.texts("iCode");
    let all = meta.numbers(column);
    names.iter().map(|name| all[codes.iter().position(|code| code == name).unwrap()]).collect()
}

pub(crate) fn normalised(raw: &Matrix, rules: &[Normalise], lower: &[bool]) -> Matrix {
    let mut out = raw.clone();
    for (column, (rule, lower)) in rules.iter().zip(lower).enumerate() {
        rule.apply(out.column_mut(column), *lower, &mut Scratch::default());
    }
    out
}

#[test]
fn raw_data_are_the_packages_own() {
    let Some((_, names, raw)) = raw() else { return };
    let used = read("coinr/expected/raw_used.csv").unwrap();
    let compared = same(&raw.matrix(&names), &used.matrix(&names), 0.0, "raw");
    assert_eq!(compared, 51 * 49 - 63);
}

#[test]
fn normalisations() {
    let Some((meta, names, raw)) = raw() else { return };
    let lower: Vec<bool> = of(&meta, &names, "Direction").iter().map(|sign| *sign == Some(-1.0)).collect();
    let targets = of(&meta, &names, "Target");
    let matrix = raw.matrix(&names);
    let one = |rule: Normalise| vec![rule; names.len()];
    // COINr divides by the least where less is better, so that the worst has the most; Esito turns that round.
    let as_it_is = vec![false; names.len()];
    let fraction = |lower: &bool| if *lower { Normalise::RatioToWorst } else { Normalise::FractionOfMaximum };
    let fractions = lower.iter().map(fraction).collect();
    let to_target =
        targets.iter().map(|target| Normalise::DistanceToTarget { target: target.unwrap(), cap: false });
    for (file, rules, least) in [
        ("n_minmax", one(Normalise::MinMax { low: 0.0, high: 100.0 }), 2400),
        ("minmax_1_100", one(Normalise::MinMax { low: 1.0, high: 100.0 }), 2400),
        ("n_zscore", one(Normalise::ZScore { mean: 0.0, deviation: 1.0 }), 2400),
        ("n_scaled", one(Normalise::Scaled { low: 0.0, high: 100.0 }), 2400),
        ("n_rank", one(Normalise::Rank), 2385),
        ("n_prank", one(Normalise::Percentile), 2385),
        ("n_borda", one(Normalise::Borda), 2385),
        ("n_dist2max", one(Normalise::DistanceToMaximum), 2400),
        ("n_dist2targ", to_target.collect(), 2400),
        ("n_fracmax", fractions, 2100),
        ("n_dist2ref", one(Normalise::DistanceToReference { row: REFERENCE, cap: false }), 2100),
    ] {
        let expected = read(&format!("coinr/expected/norm_{file}.csv")).unwrap().in_order(&raw.rows);
        let found = normalised(&matrix, &rules, if file == "n_fracmax" { &as_it_is } else { &lower });
        let by_rank = ["n_rank", "n_prank", "n_borda"].contains(&file);
        let kept: Vec<usize> = (0..names.len()).filter(|at| !(by_rank && names[*at] == SPLIT)).collect();
        let compared = same(&found.select(&kept), &expected.matrix(&names).select(&kept), 1e-11, file);
        assert!(compared >= least, "{file}: {compared}");
    }
}

/// In this indicator two pairs of countries differ by a last binary digit that the fifteen printed digits lose: the
/// package ranks them apart, and counts 42 different numbers where 40 are printed.
const SPLIT: &str = "TolMin";

/// The country to which the package measured the distance.
const REFERENCE: usize = 0;

#[test]
fn imputations() {
    let Some((_, names, raw)) = raw() else { return };
    let data = read("coinr/ASEM_iData.csv").unwrap();
    let codes = data.texts("uCode");
    let groups = data.texts("GDP_group");
    let mut known: Vec<&str> = groups.clone();
    known.sort_unstable();
    known.dedup();
    let group = |code: &String| {
        let at = codes.iter().position(|other| other == code)?;
        known.iter().position(|group| *group == groups[at])
    };
    let groups: Vec<Option<usize>> = raw.rows.iter().map(group).collect();
    for (file, rule) in
        [("i_mean", Impute::Mean), ("i_median", Impute::Median), ("i_mean_by_GDP_group", Impute::GroupMean)]
    {
        let mut found = raw.matrix(&names);
        let filled = impute(&mut found, rule, &groups);
        let expected = read(&format!("coinr/expected/imputed_{file}.csv")).unwrap().in_order(&raw.rows);
        same(&found, &expected.matrix(&names), 1e-12, file);
        assert_eq!(filled.len(), 63, "{file}");
    }
}

#[test]
fn means_and_thresholds() {
    let Some((meta, names, raw)) = raw() else { return };
    let lower: Vec<bool> = of(&meta, &names, "Direction").iter().map(|sign| *sign == Some(-1.0)).collect();
    let rules = vec![Normalise::MinMax { low: 1.0, high: 100.0 }; names.len()];
    let leaves = normalised(&raw.matrix(&names), &rules, &lower);
    let (structure, nodes) = super::example::structure(&meta, &names);
    for (file, rule, missing) in [
        ("amean", Aggregate::Arithmetic, Missing::Exclude),
        ("gmean", Aggregate::Geometric, Missing::Exclude),
        ("hmean", Aggregate::Harmonic, Missing::Exclude),
        ("amean_datthresh0.9", Aggregate::Arithmetic, Missing::RequireCount(0.9)),
    ] {
        let expected =
            read(&format!("coinr/expected/agg_minmax1_100_a_{file}.csv")).unwrap().in_order(&raw.rows);
        let mut found = super::example::room(&leaves, nodes.len());
        aggregate(&structure, &vec![1.0; nodes.len()], rule, missing, &mut found);
        let compared = same(&found, &expected.matrix(&nodes), 1e-11, file);
        assert!(compared > 2000, "{file}: {compared}");
    }
}

#[test]
fn statistics() {
    let Some((_, names, raw)) = raw() else { return };
    let expected = read("coinr/expected/stats_raw.csv").unwrap();
    assert_eq!(expected.rows, names);
    let matrix = raw.matrix(&names);
    // The package prints three significant digits.
    let near = |found: f64, expected: Option<f64>, what: &str| {
        let expected = expected.unwrap();
        assert!((found - expected).abs() <= 5.001e-3 * expected.abs() + 1e-12, "{what}: {found} {expected}");
    };
    let column = |name: &str| expected.numbers(name);
    let all: Vec<_> = [
        "Min",
        "Max",
        "Mean",
        "Median",
        "Std",
        "Skew",
        "Kurt",
        "N.Avail",
        "N.NonZero",
        "N.Unique",
        "N.Same",
        "Frc.Avail",
        "Frc.NonZero",
        "Frc.Unique",
        "Frc.Same",
    ]
    .map(column)
    .into_iter()
    .collect();
    for (at, name) in names.iter().enumerate() {
        let found = describe(matrix.column(at));
        let (least, most) = found.range.unwrap();
        let numbers = [
            least,
            most,
            found.mean.unwrap(),
            found.median.unwrap(),
            found.deviation.unwrap(),
            found.skewness.unwrap(),
            found.kurtosis.unwrap(),
            found.available as f64,
            found.not_zero as f64,
            found.unique as f64,
            found.same as f64,
            found.share_available(),
            found.share_not_zero(),
            found.share_unique(),
            found.share_same(),
        ];
        for (which, (number, expected)) in numbers.into_iter().zip(&all).enumerate() {
            let unique = which == 9 || which == 13;
            if name == SPLIT && unique {
                assert_eq!(found.unique, 40);
            } else {
                near(number, expected[at], name);
            }
        }
    }
}

/// Student's quantile of 0.975 by degrees of freedom, from the usual table (R: `qt(0.975, df)`).
fn student(df: usize) -> f64 {
    match df {
        39 => 2.022_691,
        40 => 2.021_075,
        41 => 2.019_541,
        42 => 2.018_082,
        _ => 2.009_575,
    }
}

#[test]
fn correlations_and_consistency() {
    let Some((meta, names, raw)) = raw() else { return };
    let matrix = raw.matrix(&names);
    let at = |name: &str| names.iter().position(|other| other == name).unwrap();
    let pairs = read("coinr/expected/corr_Physical.csv").unwrap();
    let (left, right) = (pairs.texts("Var1"), pairs.texts("Var2"));
    let mut said = 0;
    for (row, expected) in pairs.numbers("Correlation").into_iter().enumerate() {
        let found = correlate(matrix.column(at(left[row])), matrix.column(at(right[row]))).unwrap();
        if let Some(expected) = expected {
            assert!((found.value - expected).abs() < 1e-12, "{} {}", left[row], right[row]);
            said += 1;
            continue;
        }
        // The package leaves out correlations that do not differ from zero at 5 %.
        let df = found.places - 2;
        let t = found.value.abs() * (df as f64 / (1.0 - found.value * found.value)).sqrt();
        assert!(t < student(df), "{} {}: t = {t}", left[row], right[row]);
    }
    assert_eq!((pairs.rows.len(), said), (64, 36));
    let alphas = read("coinr/expected/cronbach_raw.csv").unwrap();
    let parents = meta.texts("Parent");
    let codes = meta.texts("iCode");
    for (group, expected) in alphas.rows.iter().zip(alphas.numbers("alpha")) {
        let members: Vec<usize> = codes
            .iter()
            .zip(&parents)
            .filter(|(_, parent)| *parent == group)
            .map(|(code, _)| at(code))
            .collect();
        let found = cronbach(&matrix.select(&members)).unwrap();
        assert!((found - expected.unwrap()).abs() < 1e-11, "{group}: {found} {expected:?}");
    }
}
