//! Weights of an index that people's judgements give: which of two things counts how much more, and budgets that they
//! spread.
//!
//! Comes in: `pairwise` and `budget` of an index or of a party. Goes out: weights of pillars and indicators by id, and how
//! each set of them was made. Judgements that contradict each other are told, and still count.

use super::nearest::nearest_help;
use super::section::{Notes, Section};
use crate::compare::{budget, judge};
use esito_model::{Pillar, WeighedBy, WeightsMade};
use std::collections::BTreeMap;

/// What was read.
#[derive(Default)]
pub(super) struct Weights {
    pub pillars: BTreeMap<String, f64>,
    pub indicators: BTreeMap<String, f64>,
    pub made: Vec<WeightsMade>,
}

/// Things that are weighed among each other: all pillars, or the indicators of one.
struct Set<'p> {
    pillar: Option<&'p str>,
    ids: Vec<&'p str>,
}

impl Set<'_> {
    fn at(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|known| *known == id)
    }

    fn name(&self) -> String {
        self.pillar.map_or_else(|| "the pillars".to_owned(), |id| format!("the pillar \"{id}\""))
    }
}

/// Reads `pairwise` and `budget` of a section.
pub(super) fn weights(section: &Section, pillars: &[Pillar], notes: &mut Notes) -> Weights {
    let mut sets = vec![Set { pillar: None, ids: pillars.iter().map(|pillar| pillar.id.as_str()).collect() }];
    sets.extend(pillars.iter().map(|pillar| Set {
        pillar: Some(&pillar.id),
        ids: pillar.indicators.iter().map(|member| member.id.as_str()).collect(),
    }));
    let mut out = Weights::default();
    let judged = judgements(section, &sets, notes);
    let spread = budgets(section, &sets, notes);
    for (at, set) in sets.iter().enumerate() {
        let (of_pairs, of_budgets) = (&judged[at], &spread[at]);
        if !of_pairs.is_empty() && !of_budgets.is_empty() {
            let message = format!("expected one way to weigh {}, found two in {}", set.name(), section.name);
            let help = "leave out either \"pairwise\" or \"budget\"";
            notes.fatal("two-weights", section.at("budget", notes), message, help);
            continue;
        }
        if let Some((weights, inconsistency)) = from_pairs(section, set, of_pairs, notes) {
            out.take(set, &weights);
            out.made.push(WeightsMade {
                by: WeighedBy::Pairwise,
                pillar: set.pillar.map(str::to_owned),
                count: count(of_pairs.len()),
                inconsistency: Some(inconsistency),
            });
        } else if let Some(weights) = budget(of_budgets) {
            out.take(set, &weights);
            out.made.push(WeightsMade {
                by: WeighedBy::Budget,
                pillar: set.pillar.map(str::to_owned),
                count: count(of_budgets.len()),
                inconsistency: None,
            });
        }
    }
    out
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Weights {
    /// Weights that add up to how many there are, so that they stand beside weights of 1.
    fn take(&mut self, set: &Set<'_>, weights: &[f64]) {
        #[expect(clippy::cast_precision_loss, reason = "few pillars and indicators")]
        let all = set.ids.len() as f64;
        let to = if set.pillar.is_none() { &mut self.pillars } else { &mut self.indicators };
        to.extend(set.ids.iter().zip(weights).map(|(id, weight)| ((*id).to_owned(), weight * all)));
    }
}

type Judgement = (usize, usize, f64);

/// `[["work", "home", 3]]`, sorted by what is weighed.
fn judgements(section: &Section, sets: &[Set<'_>], notes: &mut Notes) -> Vec<Vec<Judgement>> {
    let mut out = vec![Vec::new(); sets.len()];
    let Some(item) = section.item("pairwise") else { return out };
    let at = section.at("pairwise", notes);
    let read = |value: &toml_edit::Value| -> Option<(String, String, f64)> {
        let array = value.as_array()?;
        let [one, other, times] = array.iter().collect::<Vec<_>>()[..] else { return None };
        #[expect(clippy::cast_precision_loss, reason = "numbers in a framework are small")]
        let times = times.as_float().or_else(|| times.as_integer().map(|n| n as f64))?;
        let good = times.is_finite() && times > 0.0;
        good.then(|| Some((one.as_str()?.to_owned(), other.as_str()?.to_owned(), times)))?
    };
    let all: Option<Vec<_>> = item.as_array().and_then(|array| array.iter().map(read).collect());
    let Some(all) = all else {
        let message = format!("expected a list of judgements in \"pairwise\" of {}", section.name);
        let help = "write pairwise = [[\"work\", \"home\", 3]]: work counts three times as much as home";
        notes.fatal("wrong-type", at, message, help);
        return out;
    };
    for (one, other, times) in all {
        let found = sets
            .iter()
            .position(|set| set.at(&one).zip(set.at(&other)).is_some_and(|(one, other)| one != other));
        let Some(found) = found else {
            let known = sets.iter().flat_map(|set| set.ids.iter().copied());
            let strange = [&one, &other].into_iter().find(|id| known.clone().all(|known| known != **id));
            let message = format!(
                "expected two pillars, or two indicators of one pillar, in \"pairwise\" of {}, found \"{one}\" and \"{other}\"",
                section.name
            );
            let help = strange.map_or_else(
                || "what is weighed together is judged together".to_owned(),
                |id| nearest_help(id, known),
            );
            notes.fatal("unknown-key", at, message, help);
            continue;
        };
        if let (Some(one), Some(other)) = (sets[found].at(&one), sets[found].at(&other)) {
            out[found].push((one, other, times));
        }
    }
    out
}

/// Weights and the consistency ratio, where every pair is judged once.
fn from_pairs(
    section: &Section,
    set: &Set<'_>,
    judgements: &[Judgement],
    notes: &mut Notes,
) -> Option<(Vec<f64>, f64)> {
    if judgements.is_empty() {
        return None;
    }
    let at = section.at("pairwise", notes);
    let n = set.ids.len();
    let mut matrix = vec![vec![0.0; n]; n];
    for (one, other, times) in judgements {
        if matrix[*one][*other] > 0.0 {
            let (one, other) = (set.ids[*one], set.ids[*other]);
            let message = format!("expected one judgement of \"{one}\" and \"{other}\", found another");
            notes.fatal("duplicate-judgement", at, message, "leave one out");
            return None;
        }
        (matrix[*one][*other], matrix[*other][*one]) = (*times, 1.0 / times);
    }
    let pairs = || (0..n).flat_map(|one| (one + 1..n).map(move |other| (one, other)));
    if let Some((one, other)) = pairs().find(|(one, other)| matrix[*one][*other] <= 0.0) {
        let (one, other) = (set.ids[one], set.ids[other]);
        let message = format!("expected a judgement of \"{one}\" and \"{other}\", found none");
        notes.fatal("missing-judgement", at, message, format!("judge every pair of {}", set.name()));
        return None;
    }
    let Some(judged) = judge(&matrix) else {
        let message = format!("expected at most 15 things to judge in pairs, found {n}");
        notes.fatal("missing-judgement", at, message, "write their weights, or a budget");
        return None;
    };
    if judged.inconsistency > WeightsMade::INCONSISTENT {
        let message = format!(
            "expected judgements that agree with each other in {}, found a consistency ratio of {:.2}",
            section.name, judged.inconsistency
        );
        let help = "up to 0.1 is usual; look at the judgements again. The weights count all the same";
        notes.doubt("inconsistent-judgements", at, message, help);
    }
    Some((judged.weights, judged.inconsistency))
}

/// `[{ work = 60, home = 40 }]`: for each set the points that each person spread over it.
fn budgets(section: &Section, sets: &[Set<'_>], notes: &mut Notes) -> Vec<Vec<Vec<f64>>> {
    let mut out = vec![Vec::new(); sets.len()];
    for mut person in section.sections("budget", "budget = [{ work = 60, home = 40 }]", notes) {
        person.strict = true;
        person.name = format!("a budget of {}", section.name);
        let mut points: Vec<Vec<f64>> = sets.iter().map(|set| vec![0.0; set.ids.len()]).collect();
        let mut names = vec![false; sets.len()];
        for id in person.keys() {
            let Some((set, at)) = sets.iter().enumerate().find_map(|(set, of)| of.at(id).map(|at| (set, at)))
            else {
                let known = sets.iter().flat_map(|set| set.ids.iter().copied());
                let message = format!("expected a pillar or an indicator in {}, found \"{id}\"", person.name);
                notes.fatal("unknown-key", person.at(id, notes), message, nearest_help(id, known));
                continue;
            };
            let Some(number) = person.number(id, notes) else { continue };
            if number < 0.0 {
                let message = format!("expected points from 0 on, found {number}");
                notes.fatal("no-weight", person.at(id, notes), message, "");
            }
            (points[set][at], names[set]) = (number, true);
        }
        for (set, of) in points.into_iter().enumerate().filter(|(set, _)| names[*set]) {
            if of.iter().any(|points| *points > 0.0) {
                out[set].push(of);
            } else {
                let message = format!("expected points above zero for {}, found none", sets[set].name());
                notes.doubt("no-weight", (person.line, "budget"), message, "it is passed over");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
