//! COINr's own uncertainty and sensitivity analysis of its example, within the error of its 100 draws.
//!
//! Varied: how many values may be pulled in (1 to 5), min–max from 1 to 100 or z-scores of mean 10 and deviation 2,
//! the weights of the second and third level by up to a quarter, arithmetic or geometric means. (The package's
//! `get_sensitivity`, 100 draws; the weights come from 100 sets made beforehand.)

use super::example::{Example, example};
use super::tables::read;
use esito_engine::compare::{
    Aggregate, Factor, Normalise, Recipe, Sensitivity, Simulation, Treat, Weighing, competition_ranks,
};

fn varied(example: &Example) -> Recipe {
    let leaves = example.indicators.len();
    let quarter = |at: usize| (leaves..leaves + 10).contains(&at);
    Recipe {
        treat: [1, 2, 3, 4, 5].map(|most| Some(Treat { most, ..Treat::default() })).to_vec(),
        normalise: vec![
            vec![Normalise::MinMax { low: 1.0, high: 100.0 }; leaves],
            vec![Normalise::ZScore { mean: 10.0, deviation: 2.0 }; leaves],
        ],
        aggregate: vec![Aggregate::Arithmetic, Aggregate::Geometric],
        weighing: Weighing::Noise(
            (0..example.nodes.len()).map(|at| if quarter(at) { 0.25 } else { 0.0 }).collect(),
        ),
        ..example.recipe.clone()
    }
}

#[test]
fn rank_ranges() {
    let Some(example) = example() else { return };
    let recipe = varied(&example);
    let built = example.recipe.build();
    let nominal = competition_ranks(built.nodes.column(example.nodes.len() - 1));
    let mut simulation = Simulation::new(&recipe, 1);
    simulation.step(10_000);
    let spread = simulation.finish();
    for (file, draws) in [("UA_RankStats", 100.0), ("SA_RankStats", 200.0)] {
        let expected = read(&format!("coinr/expected/{file}.csv")).unwrap().in_order(&example.places);
        let (ranks, means) = (expected.numbers("Nominal"), expected.numbers("Mean"));
        let (medians, lows, highs) =
            (expected.numbers("Median"), expected.numbers("Q5"), expected.numbers("Q95"));
        for (place, name) in example.places.iter().enumerate() {
            assert_eq!(nominal[place].map(f64::from), ranks[place], "{name}");
            let quantile = |share: f64| f64::from(spread.quantile(place, share).unwrap());
            // The deviation of a rank, from its distribution here.
            let mean = spread.mean(place).unwrap();
            let within = |rank: u32| spread.among_first(place, rank as usize).unwrap();
            let variance: f64 = (1..=51)
                .map(|rank| {
                    (within(rank) - within(rank - 1)) * (f64::from(rank) - mean) * (f64::from(rank) - mean)
                })
                .sum();
            // Four standard errors; the sets of weights made beforehand add as much again.
            let error = 4.0 * (2.0 * variance / draws).sqrt() + 0.01;
            assert!(
                (mean - means[place].unwrap()).abs() <= error,
                "{file} {name}: {mean} {:?} ± {error}",
                means[place]
            );
            // A printed quantile lies between the quantiles four standard errors of a share away.
            for (share, printed) in [(0.05, lows[place]), (0.5, medians[place]), (0.95, highs[place])] {
                let slack = 4.0 * (share * (1.0 - share) / draws).sqrt();
                let (low, high) = (quantile((share - slack).max(0.0)), quantile((share + slack).min(1.0)));
                let printed = printed.unwrap();
                assert!(
                    low - 0.5 <= printed && printed <= high + 0.5,
                    "{file} {name} {share}: {low} {printed} {high}"
                );
            }
        }
    }
}

#[test]
fn sensitivity_indices() {
    let Some(example) = example() else { return };
    let recipe = Recipe { ..varied(&example) };
    let mut found = Sensitivity::new(&recipe, 1);
    found.step(3000);
    let expected = read("coinr/expected/SA_Sensitivity.csv").unwrap();
    let indices = found.of_ranking().unwrap();
    let column = |name: &str| expected.numbers(name);
    let (low, high) = (column("Si_q5"), column("Si_q95"));
    let (total_low, total_high) = (column("STi_q5"), column("STi_q95"));
    for (factor, row) in
        [(Factor::Treatment, 0), (Factor::Normalisation, 1), (Factor::Weights, 2), (Factor::Aggregation, 3)]
    {
        let at = found.factors().iter().position(|other| *other == factor).unwrap();
        let of = indices[at];
        // The package's bootstrap ranges hold 90 %: half a range more on either side makes some four standard errors.
        for (value, low, high) in
            [(of.first, low[row], high[row]), (of.total, total_low[row], total_high[row])]
        {
            let (low, high) = (low.unwrap(), high.unwrap());
            let more = (high - low) / 2.0;
            assert!(
                low - more <= value && value <= high + more,
                "{factor:?}: {value} not in {low} to {high}"
            );
        }
        assert!(of.first_error < 0.03 && of.total_error < 0.03);
    }
}
