//! The technology achievement index as OECD and JRC print it in their handbook (2008): 23 countries, eight indicators.

use super::tables::{Table, read};
use esito_engine::compare::{
    Aggregate, Group, Matrix, Missing, Normalise, Scratch, Structure, aggregate, competition_ranks,
    components,
};

fn column(rule: &Normalise, values: &[Option<f64>]) -> Vec<f64> {
    let mut matrix = Matrix::from_columns(&[values.to_vec()]);
    rule.apply(matrix.column_mut(0), false, &mut Scratch::default());
    matrix.column(0).to_vec()
}

/// Table 15: mean years of schooling by each method, printed with two decimals.
#[test]
fn normalisations_of_table_15() {
    let Some(table) = read("oecd_tai/tai_table_15_published_normalisations_schooling.csv") else { return };
    let schooling = table.numbers("mean_years_schooling");
    let categories = Normalise::PercentileCategories {
        bounds: vec![0.05, 0.15, 0.35, 0.65, 0.85, 0.95],
        scores: vec![0.0, 20.0, 40.0, 50.0, 60.0, 80.0, 100.0],
    };
    for (name, rule, scale, within) in [
        ("rank_high_is_top_of_list", Normalise::Rank, 1.0, 0.0),
        // The sample's standard deviation, of n − 1.
        ("zscore", Normalise::ZScore { mean: 0.0, deviation: 1.0 }, 1.0, 0.005),
        ("minmax", Normalise::MinMax { low: 0.0, high: 1.0 }, 1.0, 0.005),
        ("dist_ratio_to_mean", Normalise::RatioToMean, 1.0, 0.005),
        ("dist_ratio_to_best", Normalise::RatioToBest, 1.0, 0.005),
        ("dist_ratio_to_worst", Normalise::RatioToWorst, 1.0, 0.005),
        ("dist_diff_to_mean", Normalise::DifferenceToMean, 1.0, 0.005),
        ("dist_diff_to_worst", Normalise::DifferenceToWorst, 1.0, 0.005),
        ("above_below_mean_p20", Normalise::AboveMean { margin: 0.2 }, 1.0, 0.0),
        // The handbook's percentile is rank over n.
        ("percentile", Normalise::Rank, 100.0 / 23.0, 0.05),
        ("categorical", categories, 1.0, 0.0),
    ] {
        let found = column(&rule, &schooling);
        for ((country, found), expected) in table.rows.iter().zip(found).zip(table.numbers(name)) {
            let (found, expected) = (found * scale, expected.unwrap());
            assert!((found - expected).abs() <= within + 1e-9, "{name} {country}: {found} {expected}");
        }
    }
}

/// The eigenvalues of the correlation matrix, printed with one decimal (Table 16).
#[test]
fn components_of_table_16() {
    let Some(table) = raw() else { return };
    let found = components(&table.matrix(&table.columns[1..])).unwrap();
    for (found, expected) in found.eigenvalues.iter().zip([3.3, 1.7, 1.0, 0.9, 0.5, 0.3, 0.2, 0.1]) {
        // The raw values of Table A.2 are rounded too: the first comes out as 3.354.
        assert!((found - expected).abs() <= 0.06, "{found} {expected}");
    }
    assert!((found.eigenvalues.iter().sum::<f64>() - 8.0).abs() < 1e-9);
}

fn raw() -> Option<Table> {
    read("oecd_tai/tai_table_A2_raw_23.csv")
}

/// Table 23 follows from the goalposts of the Human Development Report 2001, not from the 23 countries themselves.
fn goalposts() -> Vec<Normalise> {
    [
        (0.0, 994.0),
        (0.0, 272.6),
        (0.0, 232.4),
        (0.0, 80.8),
        (0.0, libm::log10(901.0)),
        (libm::log10(22.0), libm::log10(6969.0)),
        (0.8, 12.0),
        (0.1, 27.4),
    ]
    .map(|(worst, best)| Normalise::Goalposts { worst, best, low: 0.0, high: 1.0 })
    .to_vec()
}

fn ranks(table: &Table, weights: &[f64]) -> (Vec<f64>, Vec<Option<u32>>) {
    let mut nodes = table.matrix(&table.columns[1..]);
    for (at, rule) in goalposts().iter().enumerate() {
        rule.apply(nodes.column_mut(at), false, &mut Scratch::default());
    }
    let mut nodes = super::example::room(&nodes, 9);
    let structure = Structure { leaves: 8, groups: vec![Group { members: (0..8).collect() }] };
    let weights: Vec<f64> = weights.iter().copied().chain([1.0]).collect();
    aggregate(&structure, &weights, Aggregate::Arithmetic, Missing::Exclude, &mut nodes);
    (nodes.column(8).to_vec(), competition_ranks(nodes.column(8)))
}

#[test]
fn ranks_of_table_23() {
    let (Some(table), Some(weights)) = (raw(), read("oecd_tai/tai_table_22_published_weights.csv")) else {
        return;
    };
    let expected = read("oecd_tai/tai_table_23_published_ranks.csv").unwrap().in_order(&table.rows);
    // Weights are printed with two decimals: factor analysis and the hierarchy process follow only in part.
    for (at, (method, agreeing)) in [("EW", 23), ("FA", 19), ("BAP", 23), ("AHP", 20)].into_iter().enumerate()
    {
        let row: Vec<f64> =
            weights.columns[1..].iter().map(|column| weights.numbers(column)[at].unwrap()).collect();
        assert_eq!(weights.rows[at], method);
        let (scores, found) = ranks(&table, &row);
        let printed = expected.numbers(method);
        let same =
            found.iter().zip(&printed).filter(|(found, printed)| found.map(f64::from) == **printed).count();
        assert_eq!(same, agreeing, "{method}");
        // Nobody is more than two places off.
        assert!(
            found.iter().zip(&printed).all(|(f, p)| (f64::from(f.unwrap()) - p.unwrap()).abs() <= 2.0),
            "{method}"
        );
        if method == "EW" {
            // Finland and the United States as the report prints them.
            assert!((scores[0] - 0.745).abs() < 0.001 && (scores[1] - 0.733).abs() < 0.001, "{scores:?}");
        }
    }
}
