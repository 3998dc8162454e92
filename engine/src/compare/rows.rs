//! A comparison as CSV: point decimals, twelve significant digits, `\n` ends; a missing value is an empty cell.

use crate::tidy::push_cell;
use esito_model::Comparison;
use esito_model::number::digits12;

/// What a row is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// A place: score, rank, range of ranks.
    #[default]
    Index,
    /// A place and a pillar.
    Pillar,
    /// A place and an indicator: each step on its way.
    Indicator,
}

/// The comparison as CSV, places in the order of their rank.
///
/// `place,score,rank,rank_low,rank_high,coverage,status`; at the level of pillars `place,pillar,score`; of indicators
/// `place,indicator,raw,treated,normalised,status`.
#[must_use]
pub fn compare_csv(comparison: &Comparison, level: Level) -> String {
    let mut out = String::from(match level {
        Level::Index => "place,score,rank,rank_low,rank_high,coverage,status\n",
        Level::Pillar => "place,pillar,score\n",
        Level::Indicator => "place,indicator,raw,treated,normalised,status\n",
    });
    let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
    let rank = |rank: Option<u32>| rank.map(|rank| rank.to_string()).unwrap_or_default();
    let mut row = |cells: &[String]| {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push_cell(&mut out, cell);
        }
        out.push('\n');
    };
    for place in &comparison.places {
        let code = place.place.clone();
        match level {
            Level::Index => row(&[
                code,
                number(place.score),
                rank(place.rank),
                rank(place.rank_low),
                rank(place.rank_high),
                digits12(place.coverage),
                place.status.clone(),
            ]),
            Level::Pillar => {
                for (pillar, score) in comparison.pillars.iter().zip(&place.pillars) {
                    row(&[code.clone(), pillar.id.clone(), number(*score)]);
                }
            }
            Level::Indicator => {
                for (indicator, cell) in comparison.indicators.iter().zip(&place.indicators) {
                    let numbers = [cell.raw, cell.treated, cell.normalised].map(number);
                    let [raw, treated, normalised] = numbers;
                    let id = indicator.id.clone();
                    row(&[code.clone(), id, raw, treated, normalised, cell.status.clone()]);
                }
            }
        }
    }
    out
}
