//! What must hold of every index, whatever the numbers.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Six places, four indicators in two pillars, now and then a gap.
fn tables() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    let cell = prop_oneof![8 => (-1000.0..1000.0_f64).prop_map(Some), 1 => Just(None)];
    vec(vec(cell, 6), 4)
}

fn recipe(columns: &[Vec<Option<f64>>], weights: &[f64], rule: Aggregate) -> Recipe {
    let mut all = weights.to_vec();
    all.push(1.0);
    Recipe {
        raw: Matrix::from_columns(columns),
        lower: vec![false, true, false, false],
        groups: Vec::new(),
        sampling: None,
        impute: vec![Impute::None],
        treat: vec![None],
        normalise: vec![vec![Normalise::MinMax { low: 1.0, high: 100.0 }; 4]],
        aggregate: vec![rule],
        missing: Missing::Exclude,
        structure: Structure::pillars(4, &[vec![0, 1], vec![2, 3]]),
        weights: all,
        weighing: Weighing::Dirichlet { concentration: 100.0 },
    }
}

fn scores(recipe: &Recipe) -> Vec<Option<f64>> {
    let built = recipe.build();
    (0..recipe.raw.rows()).map(|row| built.nodes.get(row, recipe.structure.top())).collect()
}

fn near(left: &[Option<f64>], right: &[Option<f64>]) -> bool {
    left.iter().zip(right).all(|(left, right)| match (left, right) {
        (Some(left), Some(right)) => (left - right).abs() < 1e-6,
        (None, None) => true,
        _ => false,
    })
}

const RULES: [Aggregate; 3] = [Aggregate::Arithmetic, Aggregate::Geometric, Aggregate::Harmonic];

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_241),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn scores_stay_in_their_range_and_means_in_their_order(columns in tables(), weights in vec(0.01..10.0_f64, 6)) {
        let [arithmetic, geometric, harmonic] = RULES.map(|rule| scores(&recipe(&columns, &weights, rule)));
        for row in 0..6 {
            let Some(high) = arithmetic[row] else { continue };
            let (Some(middle), Some(low)) = (geometric[row], harmonic[row]) else {
                return Err(TestCaseError::fail("scores from 1 up have all three means"));
            };
            prop_assert!(low > 1.0 - 1e-9 && high < 100.0 + 1e-9);
            prop_assert!(low <= middle + 1e-9 && middle <= high + 1e-9, "{low} {middle} {high}");
        }
    }

    #[test]
    fn units_do_not_matter(columns in tables(), weights in vec(0.01..10.0_f64, 6), by in 0.01..100.0_f64, plus in -50.0..50.0_f64) {
        let other: Vec<Vec<Option<f64>>> =
            columns.iter().map(|column| column.iter().map(|x| x.map(|x| x * by + plus)).collect()).collect();
        let (one, two) = (recipe(&columns, &weights, RULES[0]), recipe(&other, &weights, RULES[0]));
        // Where two values differ by less than rounding moves them, units do matter.
        let far = |column: &Vec<Option<f64>>| {
            let values: Vec<f64> = column.iter().flatten().copied().collect();
            let spread = values.iter().copied().fold(f64::MIN, f64::max) - values.iter().copied().fold(f64::MAX, f64::min);
            values.len() < 2 || spread > 1e-3
        };
        prop_assume!(columns.iter().all(far));
        prop_assert!(near(&scores(&one), &scores(&two)));
    }

    #[test]
    fn the_order_of_places_does_not_matter(columns in tables(), weights in vec(0.01..10.0_f64, 6)) {
        let back: Vec<Vec<Option<f64>>> = columns.iter().map(|column| column.iter().rev().copied().collect()).collect();
        let mut reversed = scores(&recipe(&back, &weights, RULES[0]));
        reversed.reverse();
        prop_assert!(near(&scores(&recipe(&columns, &weights, RULES[0])), &reversed));
    }

    #[test]
    fn better_values_never_make_a_rank_worse(columns in tables(), weights in vec(0.01..10.0_f64, 6), row in 0..6_usize) {
        prop_assume!(columns[0][row].is_some());
        let before = competition_ranks(&plain(&scores(&recipe(&columns, &weights, RULES[0]))));
        let mut better = columns.clone();
        // The second best can become the best without moving the ends of the scale.
        better[0][row] = columns[0].iter().flatten().copied().reduce(f64::max);
        let after = competition_ranks(&plain(&scores(&recipe(&better, &weights, RULES[0]))));
        let least = columns[0].iter().flatten().copied().reduce(f64::min);
        let only_least = columns[0].iter().filter(|value| **value == least).count() == 1;
        // The worst place defines the scale's end: if it rises, everybody's scores move.
        prop_assume!(!(only_least && columns[0][row] == least));
        prop_assert!(after[row] <= before[row], "{before:?} {after:?}");
    }

    #[test]
    fn ranges_hold_all_ranked_places(columns in tables(), weights in vec(0.01..10.0_f64, 6), seed in any::<u64>()) {
        let recipe = recipe(&columns, &weights, RULES[0]);
        let mut simulation = Simulation::new(&recipe, seed);
        simulation.step(50);
        let spread = simulation.finish();
        for (row, score) in scores(&recipe).iter().enumerate() {
            let range = spread.range(row);
            prop_assert_eq!(range.is_some(), score.is_some());
            if let Some((low, high)) = range {
                prop_assert!(1 <= low && low <= high && high <= 6);
                let mean = spread.mean(row).unwrap_or_default();
                prop_assert!((1.0..=6.0).contains(&mean));
            }
            for other in 0..6 {
                prop_assert!(spread.ahead(row, other) + spread.ahead(other, row) <= 1.0 + 1e-12);
            }
        }
    }
}

fn plain(scores: &[Option<f64>]) -> Vec<f64> {
    scores.iter().map(|score| score.unwrap_or(f64::NAN)).collect()
}
