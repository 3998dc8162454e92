//! COINr's example index from raw data to results, step by step: denominated, imputed by group, screened, treated,
//! normalised, aggregated over three levels, ranked.

use super::methods::normalised;
use super::tables::{Table, read, same};
use esito_engine::compare::{
    Aggregate, Group, Impute, Matrix, Missing, Normalise, Recipe, Structure, Treat, Weighing, aggregate,
    competition_ranks, denominate, impute, screen,
};

/// The tree of the example: what each group is made of, and the names of all nodes, indicators first.
pub(crate) fn structure(meta: &Table, indicators: &[String]) -> (Structure, Vec<String>) {
    let (codes, parents) = (meta.texts("iCode"), meta.texts("Parent"));
    let groups: Vec<&str> = codes
        .iter()
        .zip(meta.texts("Type"))
        .filter(|(_, kind)| *kind == "Aggregate")
        .map(|(code, _)| *code)
        .collect();
    let mut nodes = indicators.to_vec();
    nodes.extend(groups.iter().map(|group| (*group).to_owned()));
    let at = |name: &str| nodes.iter().position(|node| node == name).unwrap();
    let members = |group: &&str| Group {
        members: codes
            .iter()
            .zip(&parents)
            .filter(|(_, parent)| *parent == group)
            .map(|(code, _)| at(code))
            .collect(),
    };
    let structure = Structure { leaves: indicators.len(), groups: groups.iter().map(members).collect() };
    (structure, nodes)
}

/// The leaves with room for all groups behind them.
pub(crate) fn room(leaves: &Matrix, nodes: usize) -> Matrix {
    let mut out = Matrix::missing(leaves.rows(), nodes);
    for column in 0..leaves.columns() {
        out.column_mut(column).copy_from_slice(leaves.column(column));
    }
    out
}

/// Everything of the example: its countries, indicators and the way it is built.
pub(crate) struct Example {
    pub(crate) places: Vec<String>,
    pub(crate) indicators: Vec<String>,
    pub(crate) nodes: Vec<String>,
    pub(crate) recipe: Recipe,
    denominated: Matrix,
}

pub(crate) fn example() -> Option<Example> {
    let meta = read("coinr/expected/example_coin_Meta_Ind.csv")?;
    let raw = read("coinr/expected/example_coin_Raw.csv")?;
    let data = read("coinr/ASEM_iData.csv")?;
    let indicators: Vec<String> = raw.columns[1..].to_vec();
    let codes = meta.texts("iCode");
    let row = |name: &str| codes.iter().position(|code| *code == name).unwrap();
    let (by, signs) = (meta.texts("Denominator"), meta.numbers("Direction"));
    let order: Vec<usize> = {
        let codes = data.texts("uCode");
        raw.rows.iter().map(|name| codes.iter().position(|code| code == name).unwrap()).collect()
    };
    let matrix = raw.matrix(&indicators);
    let divisors: Vec<Option<Vec<f64>>> = indicators
        .iter()
        .map(|name| by[row(name)])
        .map(|by| {
            let column = (!by.is_empty()).then(|| data.numbers(by))?;
            Some(order.iter().map(|at| column[*at].unwrap_or(f64::NAN)).collect())
        })
        .collect();
    let divisors: Vec<Option<&[f64]>> = divisors.iter().map(Option::as_deref).collect();
    let regions = data.texts("EurAsia_group");
    let groups = order.iter().map(|at| Some(usize::from(regions[*at] == "Asia"))).collect();
    let (structure, nodes) = structure(&meta, &indicators);
    let denominated = denominate(&matrix, &divisors, 1.0);
    let recipe = Recipe {
        raw: denominated.clone(),
        lower: indicators.iter().map(|name| signs[row(name)] == Some(-1.0)).collect(),
        groups,
        sampling: None,
        impute: vec![Impute::GroupMean],
        treat: vec![Some(Treat::default())],
        normalise: vec![vec![Normalise::MinMax { low: 0.0, high: 100.0 }; indicators.len()]],
        aggregate: vec![Aggregate::Arithmetic],
        missing: Missing::Exclude,
        weights: weights(&nodes),
        structure,
        weighing: Weighing::Fixed,
    };
    Some(Example { places: raw.rows, indicators, nodes, recipe, denominated })
}

fn weights(nodes: &[String]) -> Vec<f64> {
    let table = read("coinr/expected/weights_Original.csv").unwrap();
    let given = table.numbers("Weight");
    nodes.iter().map(|node| given[table.rows.iter().position(|row| row == node).unwrap()].unwrap()).collect()
}

#[test]
fn step_by_step() {
    let Some(example) = example() else { return };
    let expected = |step: &str, columns: &[String]| {
        read(&format!("coinr/expected/example_coin_{step}.csv"))
            .unwrap()
            .in_order(&example.places)
            .matrix(columns)
    };
    let indicators = &example.indicators;
    same(&example.denominated, &expected("Denominated", indicators), 1e-12, "denominated");

    let mut values = example.denominated.clone();
    impute(&mut values, Impute::GroupMean, &example.recipe.groups);
    same(&values, &expected("Imputed", indicators), 1e-12, "imputed");

    let (kept, dropped) = screen(&values, 0.9);
    assert!(dropped.is_empty());
    same(&values.select_rows(&kept), &expected("Screened", indicators), 1e-12, "screened");

    let treated: Vec<usize> = (0..values.columns())
        .map(|column| Treat::default().apply(values.column_mut(column)).pulled.len())
        .filter(|pulled| *pulled > 0)
        .collect();
    same(&values, &expected("Treated", indicators), 1e-11, "treated");
    assert!(treated.len() > 5 && treated.iter().all(|pulled| *pulled <= 5), "{treated:?}");

    let rule = &example.recipe.normalise[0];
    let leaves = normalised(&values, rule, &example.recipe.lower);
    same(&leaves, &expected("Normalised", indicators), 1e-10, "normalised");

    let mut nodes = room(&leaves, example.nodes.len());
    let weights = vec![1.0; example.nodes.len()];
    aggregate(&example.recipe.structure, &weights, Aggregate::Arithmetic, Missing::Exclude, &mut nodes);
    same(&nodes, &expected("Aggregated", &example.nodes), 1e-10, "aggregated");
}

#[test]
fn in_one_go() {
    let Some(example) = example() else { return };
    let built = example.recipe.build();
    let results = read("coinr/expected/results_full.csv").unwrap().in_order(&example.places);
    same(&built.nodes, &results.matrix(&example.nodes), 1e-10, "results");
    let scores = built.nodes.column(example.nodes.len() - 1);
    let ranks: Vec<Option<f64>> =
        competition_ranks(scores).into_iter().map(|rank| rank.map(f64::from)).collect();
    assert_eq!(ranks, results.numbers("Rank"));
    assert_eq!(built.filled.len(), 65);
}
