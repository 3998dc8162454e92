//! An index of a framework and the values that were gathered become a recipe.

use super::aggregate::{Aggregate, Missing, Structure};
use super::gather::Gathered;
use super::impute::Impute;
use super::matrix::{Matrix, number};
use super::normalise::Normalise;
use super::recipe::Recipe;
use super::sampling::{Sampling, Uncertain};
use super::treat::{Bend, Treat};
use super::vary::Weighing;
use esito_model::{
    CompareQuestion, Direction, Framework, Index, IndexAggregate, IndexNormalise, IndexOutliers, IndexParty,
    IndexTreat, Indicator, MissingRule, Unit, Vary,
};
use std::collections::BTreeMap;

/// Weights of all nodes: the index's own, then those of a party, then those of a reader.
pub(crate) fn weights(index: &Index, gathered: &Gathered, sets: &[&IndexParty]) -> Vec<f64> {
    let last = |of: fn(&IndexParty) -> &BTreeMap<String, f64>, id: &str, own: f64| {
        let named = sets.iter().rev().find_map(|set| of(set).get(id).copied());
        let weight = named.unwrap_or(own);
        if weight.is_finite() { weight.max(0.0) } else { 0.0 }
    };
    let members = gathered.members.iter();
    let mut weights: Vec<f64> =
        members.map(|member| last(|set| &set.indicators, &member.indicator.id, member.weight)).collect();
    weights.extend(index.pillars.iter().map(|pillar| last(|set| &set.pillars, &pillar.id, pillar.weight)));
    weights.push(1.0);
    weights
}

/// Takes the weight from indicators that do not count, and from pillars of which none does.
pub(crate) fn without(weights: &mut [f64], structure: &Structure, counts: &[bool]) {
    for (weight, _) in weights.iter_mut().zip(counts).filter(|(_, counts)| !**counts) {
        *weight = 0.0;
    }
    for at in 0..structure.groups.len().saturating_sub(1) {
        if structure.groups[at].members.iter().all(|member| weights[*member] <= 0.0) {
            weights[structure.leaves + at] = 0.0;
        }
    }
}

/// The tree of pillars.
pub(crate) fn structure(index: &Index, gathered: &Gathered) -> Structure {
    let mut pillars = vec![Vec::new(); index.pillars.len()];
    for (at, member) in gathered.members.iter().enumerate() {
        pillars[member.pillar].push(at);
    }
    Structure::pillars(gathered.members.len(), &pillars)
}

/// The recipe of an index: the nominal way, with nothing that varies.
pub(crate) fn recipe(
    framework: &Framework,
    index: &Index,
    gathered: &Gathered,
    groups: &BTreeMap<String, String>,
    sets: &[&IndexParty],
) -> Recipe {
    let columns: Vec<Vec<Option<f64>>> =
        gathered.members.iter().map(|member| member.cells.iter().map(|cell| cell.value).collect()).collect();
    let mut raw = Matrix::missing(gathered.places.len(), columns.len());
    for (at, column) in columns.iter().enumerate() {
        for (row, value) in column.iter().enumerate() {
            raw.set(row, at, *value);
        }
    }
    let names: Vec<&String> = {
        let mut names: Vec<&String> = groups.values().collect();
        names.sort();
        names.dedup();
        names
    };
    let group =
        |place: &String| groups.get(place).and_then(|name| names.iter().position(|known| *known == name));
    Recipe {
        raw,
        lower: gathered.members.iter().map(|member| member.indicator.direction == Direction::Lower).collect(),
        groups: gathered.places.iter().map(group).collect(),
        sampling: None,
        impute: vec![match index.missing.rule {
            MissingRule::Exclude | MissingRule::Require | MissingRule::Carry => Impute::None,
            MissingRule::Mean => Impute::Mean,
            MissingRule::Median => Impute::Median,
            MissingRule::GroupMean => Impute::GroupMean,
            MissingRule::GroupMedian => Impute::GroupMedian,
        }],
        treat: vec![treat(index)],
        normalise: vec![normalise(framework, index, gathered, sets)],
        aggregate: vec![match index.aggregate {
            IndexAggregate::Arithmetic => Aggregate::Arithmetic,
            IndexAggregate::Geometric => Aggregate::Geometric,
            IndexAggregate::Harmonic => Aggregate::Harmonic,
            IndexAggregate::Copeland => Aggregate::Copeland,
        }],
        missing: match index.missing.rule {
            MissingRule::Require => Missing::RequireWeight(index.missing.share),
            _ => Missing::Exclude,
        },
        structure: structure(index, gathered),
        weights: weights(index, gathered, sets),
        weighing: Weighing::Fixed,
    }
}

fn treat(index: &Index) -> Option<Treat> {
    let limits = index.outliers.unwrap_or_default();
    let bend = match index.treat {
        IndexTreat::None => return None,
        IndexTreat::Winsorise => Bend::None,
        IndexTreat::WinsoriseLog => Bend::Log,
        IndexTreat::WinsoriseBoxCox => Bend::BoxCox(limits.exponent),
    };
    let IndexOutliers { skewness, kurtosis, most, .. } = limits;
    Some(Treat { skewness, kurtosis, most: most as usize, bend })
}

fn normalise(
    framework: &Framework,
    index: &Index,
    gathered: &Gathered,
    sets: &[&IndexParty],
) -> Vec<Normalise> {
    let [low, high] = index.range.unwrap_or([0.0, 1.0]);
    let target = |id: &str| {
        let of_party = sets.iter().rev().find_map(|set| set.targets.get(id).copied());
        let promised = framework.target(id, None);
        of_party.or(promised.map(|promised| promised.target.value)).unwrap_or(f64::NAN)
    };
    let reference = index.reference.as_ref();
    let row = gathered.places.iter().position(|place| Some(place) == reference).unwrap_or(usize::MAX);
    let posts = |posts: Option<[f64; 2]>| match posts {
        Some([worst, best]) => Normalise::Goalposts { worst, best, low, high },
        None => Normalise::MinMax { low, high },
    };
    let of = |member: &super::gather::Member| match index.normalise {
        IndexNormalise::Minmax | IndexNormalise::Goalposts => posts(member.indicator.goalposts),
        IndexNormalise::Zscore => Normalise::ZScore { mean: 0.0, deviation: 1.0 },
        IndexNormalise::Rank => Normalise::Rank,
        IndexNormalise::Percentile => Normalise::Percentile,
        IndexNormalise::Borda => Normalise::Borda,
        IndexNormalise::DistanceToTarget => {
            Normalise::DistanceToTarget { target: target(&member.indicator.id), cap: true }
        }
        IndexNormalise::DistanceToMaximum => Normalise::MinMax { low, high },
        IndexNormalise::DistanceToReference => Normalise::DistanceToReference { row, cap: false },
        IndexNormalise::FractionOfMaximum => Normalise::FractionOfMaximum,
        IndexNormalise::Categories => categories(member.indicator, (low, high)),
    };
    gathered.members.iter().map(of).collect()
}

/// The steps between an indicator's thresholds, their scores at even distances from `low` to `high`. Where less is better
/// the sign is changed first, and with it the thresholds.
fn categories(indicator: &Indicator, (low, high): (f64, f64)) -> Normalise {
    let mut bounds = indicator.thresholds.clone();
    if indicator.direction == Direction::Lower {
        bounds = bounds.iter().rev().map(|bound| -bound).collect();
    }
    let steps = number(bounds.len());
    let scores = (0..=bounds.len()).map(|at| low + (high - low) * number(at) / steps).collect();
    Normalise::Categories { bounds, scores }
}

/// The same recipe with what the question lets vary.
pub(crate) fn varied(
    nominal: &Recipe,
    index: &Index,
    gathered: &Gathered,
    sets: &[Vec<f64>],
    question: &CompareQuestion,
) -> Recipe {
    let varies = |what: Vary| question.vary.contains(&what);
    let mut recipe = nominal.clone();
    if varies(Vary::Sampling) {
        let sampling = Sampling::new(&errors(gathered), question.correlation);
        recipe.sampling = sampling.varies().then_some(sampling);
    }
    if varies(Vary::Imputation) && !matches!(index.missing.rule, MissingRule::Mean | MissingRule::Median) {
        recipe.impute.extend([Impute::Mean, Impute::Median]);
    } else if varies(Vary::Imputation) {
        recipe.impute = vec![nominal.impute[0], Impute::None, Impute::Mean, Impute::Median];
        recipe.impute.dedup();
    }
    if varies(Vary::Treatment) {
        recipe.treat.push(if nominal.treat[0].is_some() { None } else { Some(Treat::default()) });
    }
    if varies(Vary::Aggregation) {
        let other = if nominal.aggregate[0] == Aggregate::Geometric {
            Aggregate::Arithmetic
        } else {
            Aggregate::Geometric
        };
        recipe.aggregate.push(other);
    }
    if varies(Vary::Normalisation) || varies(Vary::Aggregation) {
        recipe.normalise = alternatives(nominal, varies(Vary::Normalisation));
    }
    recipe.weighing = if varies(Vary::Parties) && sets.len() > 1 {
        Weighing::Sets(sets.to_vec())
    } else if varies(Vary::Weights) && question.concentration > 0.0 && question.concentration.is_finite() {
        Weighing::Dirichlet { concentration: question.concentration }
    } else {
        Weighing::Fixed
    };
    recipe
}

/// The nominal normalisation and, where it varies, the others that rank places by all of their values.
///
/// Scores from 0 up have no geometric mean at 0, and scores on different scales meet in one simulation. So where an
/// arithmetic mean is nominal, every alternative stands between 1 and 100, which changes no rank of the nominal one.
fn alternatives(nominal: &Recipe, all: bool) -> Vec<Vec<Normalise>> {
    let own = &nominal.normalise[0];
    let shift = nominal.aggregate[0] == Aggregate::Arithmetic;
    let first = own.iter().map(|rule| if shift { positive(rule) } else { rule.clone() }).collect::<Vec<_>>();
    let mut out = vec![first];
    for other in [
        Normalise::MinMax { low: 1.0, high: 100.0 },
        Normalise::ZScore { mean: 50.0, deviation: 10.0 },
        Normalise::Rank,
    ] {
        if all && !out[0].contains(&other) {
            out.push(vec![other; own.len()]);
        }
    }
    out
}

fn positive(rule: &Normalise) -> Normalise {
    match rule {
        Normalise::MinMax { .. } | Normalise::DistanceToMaximum => {
            Normalise::MinMax { low: 1.0, high: 100.0 }
        }
        Normalise::Goalposts { worst, best, .. } => {
            Normalise::Goalposts { worst: *worst, best: *best, low: 1.0, high: 100.0 }
        }
        Normalise::ZScore { .. } => Normalise::ZScore { mean: 50.0, deviation: 10.0 },
        Normalise::Categories { bounds, scores } => {
            let steps = number(scores.len() - 1);
            let scores = (0..scores.len()).map(|at| 1.0 + 99.0 * number(at) / steps).collect();
            Normalise::Categories { bounds: bounds.clone(), scores }
        }
        Normalise::Borda => Normalise::Rank,
        other => other.clone(),
    }
}

fn errors(gathered: &Gathered) -> Vec<Option<Uncertain>> {
    let mut out = Vec::with_capacity(gathered.members.len() * gathered.places.len());
    for member in &gathered.members {
        let share = member.indicator.unit == Unit::Share && !member.per;
        out.extend(member.cells.iter().map(|cell| {
            let (value, (low, high)) = cell.value.zip(cell.interval)?;
            Some(Uncertain { value, low, high, share })
        }));
    }
    out
}
