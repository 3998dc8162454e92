//! What was worked out, in the words of the answer.

use super::aggregate::{Missing, coverage_by_weight};
use super::checks::{DOUBLE, correlate, cronbach, effective_weights};
use super::components::components;
use super::describe::{kurtosis, skewness};
use super::gather::Gathered;
use super::matrix::{number, range};
use super::negotiate::{Proposal, negotiate};
use super::rank::competition_ranks;
use super::recipe::{Built, Recipe};
use super::sensitivity::{Sensitivity, Sobol};
use super::spread::Simulation;
use super::treat::Treated;
use super::vary::Factor;
use esito_model::number::round12;
use esito_model::{
    CompareQuestion, ComparedCell, ComparedComponent, ComparedFactor, ComparedIndicator, ComparedPair,
    ComparedParty, ComparedPillar, ComparedPlace, ComparedTreatment, Comparison, ComparisonProposal,
    ComparisonSensitivity, Framework, Index, IndexParty, Remark, RemarkPlace, Severity, SobolIndex,
    SobolShare, Vary,
};
use std::collections::BTreeMap;

/// An index built the nominal way.
pub(crate) struct Told<'a> {
    pub index: &'a Index,
    pub gathered: &'a Gathered<'a>,
    pub recipe: &'a Recipe,
    pub built: &'a Built,
    /// For each indicator whether it takes part.
    pub counts: &'a [bool],
}

impl Told<'_> {
    /// Scores, ranks and steps; and for each place in order its row.
    pub(crate) fn comparison(&self, question: &CompareQuestion) -> (Comparison, Vec<usize>) {
        let scores = self.built.nodes.column(self.recipe.structure.top());
        let ranks = competition_ranks(scores);
        let mut order: Vec<usize> = (0..self.gathered.places.len()).collect();
        // Rows are in the order of codes, and the sort is stable.
        order.sort_by_key(|row| ranks[*row].unwrap_or(u32::MAX));
        let coverage = self.coverage();
        let places = order.iter().map(|row| self.place(*row, ranks[*row], coverage[*row])).collect();
        let comparison = Comparison {
            index: self.index.id.clone(),
            vary: question.vary.clone(),
            seed: question.seed,
            indicators: self.indicators(),
            pillars: self.pillars(),
            places,
            correlations: self.correlations(),
            components: self.components(),
            ..Comparison::default()
        };
        (comparison, order)
    }

    fn coverage(&self) -> Vec<f64> {
        let recipe = self.recipe;
        coverage_by_weight(&recipe.structure, &recipe.weights, &self.built.nodes, recipe.missing)
    }

    fn place(&self, row: usize, rank: Option<u32>, coverage: f64) -> ComparedPlace {
        let nodes = &self.built.nodes;
        let leaves = self.recipe.structure.leaves;
        let score = nodes.get(row, self.recipe.structure.top());
        let filled = |column: usize| self.built.filled.contains(&(row, column));
        let estimated =
            (0..leaves).any(|at| filled(at) || self.gathered.members[at].cells[row].status.contains('e'));
        let enough = match self.recipe.missing {
            Missing::RequireWeight(share) => coverage >= share * (1.0 - 1e-12) && coverage > 0.0,
            Missing::Exclude | Missing::RequireCount(_) => coverage > 0.0,
        };
        let status = match (score, estimated) {
            (None, _) => "M",
            (Some(_), true) => "Ae",
            (Some(_), false) => "A",
        };
        let reason = match (score, enough) {
            (Some(_), _) => "",
            (None, false) => "too_little_data",
            (None, true) => "not_positive",
        };
        let cell = |at: usize| {
            let of = &self.gathered.members[at].cells[row];
            ComparedCell {
                raw: of.value,
                low: of.interval.map(|(low, _)| low),
                high: of.interval.map(|(_, high)| high),
                treated: self.built.treated.get(row, at),
                normalised: nodes.get(row, at),
                status: if filled(at) { "Ae".to_owned() } else { of.status.clone() },
                ..ComparedCell::default()
            }
        };
        ComparedPlace {
            place: self.gathered.places[row].clone(),
            score,
            rank,
            coverage,
            status: status.to_owned(),
            reason: reason.to_owned(),
            pillars: (0..self.index.pillars.len()).map(|at| nodes.get(row, leaves + at)).collect(),
            indicators: (0..leaves).map(cell).collect(),
            ..ComparedPlace::default()
        }
    }

    fn indicators(&self) -> Vec<ComparedIndicator> {
        let leaves = self.recipe.structure.leaves;
        let shares = self.recipe.structure.shares(&self.recipe.weights);
        let scores = self.built.nodes.column(self.recipe.structure.top());
        let members = self.built.nodes.select(&(0..leaves).collect::<Vec<_>>());
        let effective = effective_weights(&members, scores);
        let of = |at: usize| {
            let member = &self.gathered.members[at];
            let there = member.cells.iter().filter(|cell| cell.value.is_some()).count();
            ComparedIndicator {
                id: member.indicator.id.clone(),
                pillar: self.index.pillars[member.pillar].id.clone(),
                period: member.period.clone(),
                weight: shares[at],
                effective: effective[at].filter(|_| shares[at] > 0.0),
                coverage: number(there) / number(member.cells.len().max(1)),
                counts: self.counts[at],
                treatment: self.treatment(at),
                ..ComparedIndicator::default()
            }
        };
        (0..leaves).map(of).collect()
    }

    fn treatment(&self, at: usize) -> ComparedTreatment {
        let raw = self.recipe.raw.column(at);
        let mut values = self.built.treated.column(at).to_vec();
        let mut done = Treated { before: (skewness(raw), kurtosis(raw)), ..Treated::default() };
        done.after = (skewness(&values), kurtosis(&values));
        if let Some(Some(treat)) = self.recipe.treat.first() {
            // Gaps are filled before outliers are treated: what was treated is the filled column.
            values.copy_from_slice(raw);
            for (row, _) in self.built.filled.iter().filter(|(_, column)| *column == at) {
                values[*row] = self.built.treated.get(*row, at).unwrap_or(f64::NAN);
            }
            done = treat.apply(&mut values);
        }
        ComparedTreatment {
            skewness: [done.before.0, done.after.0],
            kurtosis: [done.before.1, done.after.1],
            pulled: done.pulled.iter().map(|row| self.gathered.places[*row].clone()).collect(),
            bent: done.bent,
        }
    }

    fn pillars(&self) -> Vec<ComparedPillar> {
        let structure = &self.recipe.structure;
        let shares = structure.shares(&self.recipe.weights);
        let scores = self.built.nodes.column(structure.top());
        let nodes: Vec<usize> = (structure.leaves..structure.top()).collect();
        let effective = effective_weights(&self.built.nodes.select(&nodes), scores);
        let of = |(at, node): (usize, &usize)| {
            let counted = |leaf: &&usize| self.recipe.weights[**leaf] > 0.0;
            let members: Vec<usize> = structure.groups[at].members.iter().filter(counted).copied().collect();
            ComparedPillar {
                id: self.index.pillars[at].id.clone(),
                weight: shares[*node],
                effective: effective[at].filter(|_| shares[*node] > 0.0),
                alpha: cronbach(&self.built.nodes.select(&members)),
                ..ComparedPillar::default()
            }
        };
        nodes.iter().enumerate().map(of).collect()
    }

    fn correlations(&self) -> Vec<ComparedPair> {
        let mut out = Vec::new();
        for b in 0..self.gathered.members.len() {
            for a in 0..b {
                let found = correlate(self.built.nodes.column(a), self.built.nodes.column(b));
                out.extend(found.map(|found| ComparedPair {
                    left: self.gathered.members[a].indicator.id.clone(),
                    right: self.gathered.members[b].indicator.id.clone(),
                    value: found.value,
                    places: u32::try_from(found.places).unwrap_or(u32::MAX),
                }));
            }
        }
        out
    }

    /// What places are alike by, where gaps are filled by it.
    pub(crate) fn groups(&self, groups: &BTreeMap<String, String>, out: &mut Comparison) {
        for place in out.places.iter_mut().filter(|_| self.index.groups.is_some()) {
            place.group = groups.get(&place.place).cloned();
        }
    }

    /// The index under each party's weights, and what could be agreed on.
    pub(crate) fn parties(&self, parties: &[(String, Vec<f64>)], order: &[usize], out: &mut Comparison) {
        let sets: Vec<Vec<f64>> = parties.iter().map(|(_, set)| set.clone()).collect();
        let Some(found) = negotiate(self.recipe, &sets) else { return };
        for (at, (id, _)) in parties.iter().enumerate() {
            out.parties.push(ComparedParty {
                id: id.clone(),
                pillars: self.of_pillars(&found.shares[at]),
                weights: found.shares[at].clone(),
                scores: order.iter().map(|row| found.scores[at][*row]).collect(),
                ranks: order.iter().map(|row| found.ranks[at][*row]).collect(),
            });
        }
        for (indicator, opinion) in out.indicators.iter_mut().zip(&found.opinions) {
            indicator.wanted = Some([opinion.least, opinion.median, opinion.most]);
            indicator.matters = Some(opinion.matters);
        }
        for (pillar, opinion) in out.pillars.iter_mut().zip(&found.pillars) {
            pillar.wanted = Some([opinion.least, opinion.median, opinion.most]);
            pillar.matters = Some(opinion.matters);
        }
        let propose = |kind: &str, of: &Proposal| ComparisonProposal {
            kind: kind.to_owned(),
            set: self.as_set(&of.weights),
            pillars: self.of_pillars(&of.weights),
            weights: of.weights.clone(),
            regret: of.regret.clone(),
            shift: of.shift.clone(),
        };
        out.proposals = vec![propose("median", &found.median), propose("least_regret", &found.least_regret)];
        out.agreed_pairs = found.agreed_pairs;
    }

    /// The shares of pillars from those of their indicators.
    fn of_pillars(&self, shares: &[f64]) -> Vec<f64> {
        let pillars = self.recipe.structure.groups.iter().take(self.index.pillars.len());
        pillars.map(|group| group.members.iter().map(|leaf| shares[*leaf]).sum()).collect()
    }

    /// Shares of the index as weights on the scale of the index's own.
    fn as_set(&self, shares: &[f64]) -> IndexParty {
        let (mut set, groups) = (IndexParty::default(), &self.recipe.structure.groups);
        let all: f64 = self.index.pillars.iter().map(|pillar| pillar.weight.max(0.0)).sum();
        for (pillar, group) in self.index.pillars.iter().zip(groups) {
            let share: f64 = group.members.iter().map(|leaf| shares[*leaf]).sum();
            let own = group.members.iter().map(|leaf| self.gathered.members[*leaf].weight.max(0.0)).sum();
            let own = if own > 0.0 { own } else { 1.0 };
            set.pillars.insert(pillar.id.clone(), round12(share * if all > 0.0 { all } else { 1.0 }));
            for leaf in group.members.iter().filter(|_| share > 0.0) {
                let id = self.gathered.members[*leaf].indicator.id.clone();
                set.indicators.insert(id, round12(shares[*leaf] / share * own));
            }
        }
        set
    }

    /// The principal components of the indicators that vary; none where fewer than two do, or where a pair has too few
    /// places in common.
    fn components(&self) -> Vec<ComparedComponent> {
        let nodes = &self.built.nodes;
        let leaves = self.recipe.structure.leaves;
        let vary = |at: &usize| range(nodes.column(*at)).is_some_and(|(least, most)| most > least);
        let columns: Vec<usize> = (0..leaves).filter(vary).collect();
        let Some(found) = components(&nodes.select(&columns)).filter(|_| columns.len() > 1) else {
            return Vec::new();
        };
        let shares = found.explained();
        let one = |(at, eigenvalue): (usize, &f64)| {
            let mut loadings = vec![None; leaves];
            for (column, entry) in columns.iter().zip(&found.vectors[at]) {
                // The correlation of the indicator with the component.
                loadings[*column] = Some(entry * eigenvalue.max(0.0).sqrt());
            }
            ComparedComponent { eigenvalue: *eigenvalue, share: shares[at], loadings }
        };
        // Those that carry as much as one indicator, and the first in any case.
        let some = |(at, eigenvalue): &(usize, &f64)| *at == 0 || **eigenvalue >= 1.0;
        found.eigenvalues.iter().enumerate().filter(some).map(one).collect()
    }

    /// What has to be said about the construction.
    pub(crate) fn remarks(&self, varied: &Recipe, question: &CompareQuestion, out: &mut Comparison) {
        let mut say = |code: &str, severity: Severity, about: &str, message: String, help: &str| {
            let place = RemarkPlace { column: Some(about.to_owned()), ..RemarkPlace::default() };
            out.remarks.push(Remark::new(code, severity, place, message).with_help(help));
        };
        let index = &self.index.id;
        // Where no indicator counts, that is what has to be said.
        let shares = self.recipe.structure.shares(&self.recipe.weights);
        let none = shares[..self.recipe.structure.leaves].iter().all(|share| *share <= 0.0);
        if none && self.counts.contains(&true) {
            let message = "expected a weight above zero, found none".to_owned();
            say("no-weight", Severity::Doubt, index, message, "without weights there is no index");
        }
        if self.gathered.places.len() < 2 {
            let message =
                format!("expected at least two places to compare, found {}", self.gathered.places.len());
            say("one-place", Severity::Doubt, index, message, "ranks say nothing here");
        }
        for (member, counts) in self.gathered.members.iter().zip(self.counts) {
            let id = &member.indicator.id;
            if member.cells.iter().all(|cell| cell.value.is_none()) {
                let message = format!("expected values of \"{id}\", found none in any place");
                say("no-values", Severity::Doubt, id, message, "its weight counts as missing everywhere");
            } else if !counts {
                let message =
                    format!("expected values of \"{id}\" that can be put on a scale, found none that vary");
                say("constant-indicator", Severity::Doubt, id, message, "its weight goes to the others");
            }
        }
        let mut periods: Vec<&str> =
            self.gathered.members.iter().filter_map(|member| member.period.as_deref()).collect();
        periods.sort_unstable();
        periods.dedup();
        if periods.len() > 1 {
            let message = format!("indicators are of different periods: {}", periods.join(", "));
            say("several-periods", Severity::Note, index, message, "each indicator says its own");
        }
        let alone = self.recipe.groups.iter().filter(|group| group.is_none()).count();
        if self.index.groups.is_some() && alone > 0 {
            let message = format!("expected one group for each place, found none or several for {alone}");
            say("no-group", Severity::Doubt, index, message, "their gaps are not filled");
        }
        self.say_correlations(&mut say);
        if question.vary.contains(&Vary::Sampling) && varied.sampling.is_none() {
            let message = "sampling error is to vary, and no value has an interval".to_owned();
            say("no-intervals", Severity::Note, index, message, "write interval = \"…\" on indicators");
        }
        if question.vary.contains(&Vary::Parties) && self.index.parties.is_empty() {
            let message = "the parties' weights are to vary, and no party is named".to_owned();
            say("no-parties", Severity::Note, index, message, "write [[index.party]]");
        }
    }

    fn say_correlations(&self, say: &mut impl FnMut(&str, Severity, &str, String, &str)) {
        let nodes = &self.built.nodes;
        for (b, right) in self.gathered.members.iter().enumerate() {
            for (a, left) in self.gathered.members[..b].iter().enumerate() {
                let Some(found) = correlate(nodes.column(a), nodes.column(b)) else { continue };
                let (one, other) = (&left.indicator.id, &right.indicator.id);
                let pair = format!("\"{one}\" and \"{other}\"");
                if found.value >= DOUBLE && found.places > 3 {
                    let message = format!("{pair} say nearly the same (correlation {:.2})", found.value);
                    say("double-counting", Severity::Note, other, message, "together they weigh twice");
                } else if left.pillar == right.pillar && found.clearly_negative() {
                    let message = format!("{pair} go against each other (correlation {:.2})", found.value);
                    let help = "if both should be good, see whether one has the wrong direction";
                    say("opposite-indicators", Severity::Doubt, other, message, help);
                }
            }
        }
    }
}

/// Names in the question that nobody knows.
pub(crate) fn unknown(
    framework: &Framework,
    index: &Index,
    question: &CompareQuestion,
    out: &mut Comparison,
) {
    let mut say = |code: &str, message: String| {
        let place = RemarkPlace { column: Some(index.id.clone()), ..RemarkPlace::default() };
        out.remarks.push(Remark::new(code, Severity::Doubt, place, message).with_help("it counts as none"));
    };
    if let Some(party) = &question.party
        && index.parties.iter().all(|known| known.id != *party)
    {
        say("unknown-party", format!("expected a party of this index, found \"{party}\""));
    }
    for id in question.context.keys() {
        if framework.indicators.iter().all(|known| known.id != *id) {
            say("unknown-indicator", format!("expected an indicator as context, found \"{id}\""));
        }
    }
}

/// What the draws say about ranks.
pub(crate) fn ranges(simulation: &Simulation, order: &[usize], out: &mut Comparison) {
    let spread = simulation.spread();
    out.draws = spread.draws;
    if spread.draws == 0 {
        return;
    }
    for (place, row) in out.places.iter_mut().zip(order).filter(|(place, _)| place.rank.is_some()) {
        (place.rank_low, place.rank_high) = spread.range(*row).unzip();
        (place.score_low, place.score_high) = simulation.score_range(*row).unzip();
        place.rank_mean = spread.mean(*row);
        place.top_three = spread.among_first(*row, 3);
    }
    let ranked: Vec<usize> = order
        .iter()
        .zip(&out.places)
        .filter(|(_, place)| place.rank.is_some())
        .map(|(row, _)| *row)
        .collect();
    let position = |row: &usize| order.iter().position(|other| other == row);
    let groups = spread.groups(&ranked);
    out.groups = groups.iter().map(|group| group.iter().filter_map(position).collect()).collect();
    out.ahead = order.iter().map(|a| order.iter().map(|b| spread.ahead(*a, *b)).collect()).collect();
}

/// What the draws say about what ranks depend on.
pub(crate) fn sensitivity(found: &Sensitivity, order: &[usize], nodes: &[String], out: &mut Comparison) {
    if found.draws() < 2 {
        return;
    }
    let factor = |factor: &Factor| {
        let (kind, node) = match factor {
            Factor::Sampling => ("sampling", None),
            Factor::Imputation => ("imputation", None),
            Factor::Treatment => ("treatment", None),
            Factor::Normalisation => ("normalisation", None),
            Factor::Aggregation => ("aggregation", None),
            Factor::Weights => ("weights", None),
            Factor::Weight(node) => ("weight", nodes.get(*node).cloned()),
        };
        ComparedFactor { kind: kind.to_owned(), node }
    };
    let index = |of: &Sobol| SobolIndex {
        first: SobolShare { value: of.first, error: of.first_error },
        total: SobolShare { value: of.total, error: of.total_error },
    };
    let all = |of: Option<Vec<Sobol>>| of.unwrap_or_default().iter().map(index).collect::<Vec<_>>();
    out.sensitivity = Some(ComparisonSensitivity {
        draws: found.draws(),
        factors: found.factors().iter().map(factor).collect(),
        ranking: all(found.of_ranking()),
        places: order.iter().map(|row| all(found.of_place(*row))).collect(),
    });
}
