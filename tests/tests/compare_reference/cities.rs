//! Goal scores of the SDG index for European cities (2019): means of indicators between goalposts. Where many cities
//! lack the indicators of a goal (water, energy, climate) gaps hold the mean score of the region, otherwise the mean is
//! over the indicators that are there.
//!
//! The data carry no goalposts. Those here were recovered from cities with all values (the scores are printed with one
//! decimal, so a goalpost is known to about half a percent of its range). Goals of more than three indicators have more
//! goalposts than the printed scores can tell apart, and the overall score is not the mean of the goals: these are not
//! worked out again.

use super::tables::read;
use esito_engine::compare::{Impute, Matrix, Normalise, Scratch, impute};

/// A goal, its indicators (by the beginning of their header) with worst and best, how gaps are filled, and how near
/// the score must come.
type Goal = (&'static str, &'static [(&'static str, f64, f64)], Impute, f64);

const GOALS: [Goal; 7] = [
    ("SDG1", &[("sdg1_depriv", 20.05, 1.97), ("sdg1_povrisk", 44.98, 0.07)], Impute::None, 0.1),
    ("SDG2", &[("sdg2_obesity", 35.1, 2.8)], Impute::None, 0.06),
    (
        "SDG5",
        &[("sdg5_wgap", 28.0, 0.0), ("sdg5_assemb", 5.75, 49.76), ("sdg5_emplogap", 22.86, -0.12)],
        Impute::None,
        0.35,
    ),
    ("SDG6", &[("sdg6_sectreat", 58.0, 100.05), ("sdg6_consew", 66.99, 99.96)], Impute::GroupMean, 0.15),
    ("SDG7", &[("sdg7_renenergy", 2.41, 99.98)], Impute::GroupMean, 0.06),
    ("SDG10", &[("sdg10_gini", 60.0, 20.0)], Impute::None, 0.06),
    ("SDG13", &[("sdg13_co2", 15.59, 0.0)], Impute::GroupMean, 0.1),
];

#[test]
fn goal_scores() {
    let Some(table) = read("sdg_index_european_cities/cities.csv") else { return };
    let regions = table.texts("region");
    let mut known = regions.clone();
    known.sort_unstable();
    known.dedup();
    let groups: Vec<Option<usize>> = regions.iter().map(|r| known.iter().position(|k| k == r)).collect();
    let mut compared = 0;
    for (goal, indicators, rule, within) in GOALS {
        let columns: Vec<Vec<Option<f64>>> = indicators
            .iter()
            .map(|(code, ..)| {
                let header =
                    table.columns.iter().find(|header| header.split(" :").next() == Some(code)).unwrap();
                table.numbers(header)
            })
            .collect();
        let mut scores = Matrix::from_columns(&columns);
        for (at, (_, worst, best)) in indicators.iter().enumerate() {
            let posts = Normalise::Goalposts { worst: *worst, best: *best, low: 0.0, high: 100.0 };
            posts.apply(scores.column_mut(at), false, &mut Scratch::default());
        }
        // The index fills scores, not values: a value beyond its goalpost does not pull the region's mean.
        let _ = impute(&mut scores, rule, &groups);
        for (row, expected) in table.numbers(goal).into_iter().enumerate() {
            let parts: Vec<f64> = (0..indicators.len()).filter_map(|at| scores.get(row, at)).collect();
            let found = parts.iter().sum::<f64>() / parts.len() as f64;
            let expected = expected.unwrap();
            assert!((found - expected).abs() <= within, "{goal} {}: {found} {expected}", table.rows[row]);
            compared += 1;
        }
    }
    assert_eq!(compared, 7 * 45);
}
