//! Places beside the places most like them: what a place's profile is made of.
//!
//! Comes in: findings by place and period, the variables by which places are like each other. Goes out: for each place
//! its peers, for each of its values what is usual among them and what may be said about the difference, and where
//! it stands in the indices. The ranges of ranks take time, so the work is done in steps.

use super::beside::funnel_of;
use super::comparing::Comparing;
use super::gather::{Cell, Gathered, Member, SEVERAL, gather};
use super::matrix::{Matrix, sorted};
use super::peers::{INNER, OUTER, Usual, peers as nearest, standardise, usual};
use crate::statistics::sums::{mean, variance};
use esito_model::{
    AmongPeers, Beyond, Comparison, Direction, Finding, Framework, Index, IndexMember, Pillar, PlaceBeside,
    PlaceCell, PlaceInIndex, PlaceMove, PlacePeer, PlaceStep, Places, PlacesIndex, PlacesIndicator,
    PlacesQuestion, PlacesVariable, UNKNOWN,
};
use std::collections::{BTreeMap, BTreeSet};

/// Peers where neither the question nor the framework says how many.
const PEERS: u32 = 5;

/// With fewer peers than this there is nothing usual among them.
const LEAST: usize = 3;

/// Moves of which the step to the peers' quartile is said.
const STEPS: usize = 4;

/// Above this many builds of an index the rank at the quartile is not worked out.
const BUILDS: usize = 1_000;

/// Places being set beside their peers.
#[derive(Clone, Debug)]
pub struct Placing {
    places: Places,
    comparing: Vec<Comparing>,
}

impl Placing {
    /// Sets places beside their peers; `comparing` are the framework's indices, for the places' ranks.
    #[must_use]
    pub(crate) fn new(
        framework: &Framework,
        findings: &[Finding],
        question: &PlacesQuestion,
        comparing: Vec<Comparing>,
    ) -> Self {
        let asked = question.period.as_deref();
        let all = framework.indicators.iter().filter(|indicator| indicator.place.is_some());
        let gathered =
            gather_all(framework, findings, asked, all.map(|indicator| (indicator.id.clone(), 1.0)));
        let profile = framework.profile.as_ref();
        let context = question.context.as_ref().or(profile.map(|profile| &profile.context));
        let context = context.into_iter().flatten().filter(|(_, weight)| **weight > 0.0);
        let context =
            gather_all(framework, findings, asked, context.map(|(id, weight)| (id.clone(), *weight)));
        let most = question.peers.or(profile.and_then(|profile| profile.peers)).unwrap_or(PEERS).max(1);
        let mut places = Places {
            engine: crate::VERSION.to_owned(),
            period: asked.map(str::to_owned),
            context: context.members.iter().map(variable).collect(),
            peers: most,
            places: gathered.places.iter().map(|code| named(code)).collect(),
            ..Places::default()
        };
        let found = liken(&gathered.places, &context, most, &mut places);
        for member in &gathered.members {
            let indicator = beside(member, &found, &mut places.places);
            places.indicators.push(indicator);
        }
        add_silent(framework, findings, &gathered.places, &mut places);
        Self { places, comparing }
    }

    /// The same, with the hash of the bundle that the findings come from.
    #[must_use]
    pub(crate) fn of_bundle(mut self, hash: &str) -> Self {
        hash.clone_into(&mut self.places.bundle);
        self
    }

    /// The places so far, to be completed.
    pub(crate) fn places_mut(&mut self) -> &mut [PlaceBeside] {
        &mut self.places.places
    }

    /// Does some work and says how much is done of how much; nothing when all is done.
    pub fn step(&mut self) -> Option<(u64, u64)> {
        let total = self.comparing.len() as u64;
        for (at, one) in self.comparing.iter_mut().enumerate() {
            if one.step().is_some() {
                return Some((at as u64, total));
            }
        }
        None
    }

    /// The places, as far as they are.
    #[must_use]
    pub fn finish(self) -> Places {
        let mut places = self.places;
        for mut comparing in self.comparing {
            while comparing.step().is_some() {}
            let comparison = comparing.comparison();
            rank(&comparison, &mut places);
            steps(&comparing, &comparison, &mut places);
        }
        places
    }
}

/// Adds the places that are known and have nothing in the periods that are compared: they are shown as such.
fn add_silent(framework: &Framework, findings: &[Finding], there: &[String], out: &mut Places) {
    let named = framework.places.iter().map(|place| place.id.as_str());
    let found = findings.iter().filter_map(|finding| finding.key.place.as_deref());
    let all: BTreeSet<&str> =
        named.chain(found).filter(|code| *code != UNKNOWN && *code != SEVERAL).collect();
    let cell = || PlaceCell { status: "M".to_owned(), ..PlaceCell::default() };
    for code in
        all.into_iter().filter(|code| there.binary_search_by(|known| known.as_str().cmp(code)).is_err())
    {
        out.places.push(PlaceBeside {
            context: vec![None; out.context.len()],
            standard: vec![None; out.context.len()],
            cells: out.indicators.iter().map(|_| cell()).collect(),
            ..self::named(code)
        });
    }
    out.places.sort_by(|a, b| a.place.cmp(&b.place));
}

/// Every value of these indicators, as an index of one pillar would take them.
fn gather_all<'a>(
    framework: &'a Framework,
    findings: &[Finding],
    asked: Option<&str>,
    indicators: impl Iterator<Item = (String, f64)>,
) -> Gathered<'a> {
    let indicators =
        indicators.map(|(id, weight)| IndexMember { id, weight, ..IndexMember::default() }).collect();
    let pillar = Pillar { indicators, ..Pillar::default() };
    gather(framework, &Index { pillars: vec![pillar], ..Index::default() }, findings, asked)
}

fn named(code: &str) -> PlaceBeside {
    PlaceBeside { place: code.to_owned(), ..PlaceBeside::default() }
}

fn values(member: &Member) -> Vec<f64> {
    member.cells.iter().map(|cell| cell.value.unwrap_or(f64::NAN)).collect()
}

fn variable(member: &Member) -> PlacesVariable {
    let there = sorted(&values(member));
    PlacesVariable {
        id: member.indicator.id.clone(),
        weight: member.weight,
        period: member.period.clone(),
        mean: mean(&there),
        deviation: variance(&there, true).filter(|variance| *variance > 0.0).map(f64::sqrt),
        places: count(there.len()),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Finds the peers of each place; all others where there is no context. Says for each place the rows of its peers.
fn liken(codes: &[String], context: &Gathered, most: u32, out: &mut Places) -> Vec<Vec<usize>> {
    let mut matrix = Matrix::missing(codes.len(), context.members.len());
    for (column, member) in context.members.iter().enumerate() {
        for (code, cell) in context.places.iter().zip(&member.cells) {
            if let Ok(row) = codes.binary_search(code) {
                matrix.set(row, column, cell.value);
            }
        }
    }
    let weights: Vec<f64> = context.members.iter().map(|member| member.weight).collect();
    let standard = standardise(&matrix);
    let mut rows = Vec::with_capacity(codes.len());
    for (at, place) in out.places.iter_mut().enumerate() {
        let of = |matrix: &Matrix| (0..matrix.columns()).map(|column| matrix.get(at, column)).collect();
        (place.context, place.standard) = (of(&matrix), of(&standard));
        let found: Vec<(usize, Option<f64>)> = if weights.is_empty() {
            (0..codes.len()).filter(|other| *other != at).map(|other| (other, None)).collect()
        } else {
            let found = nearest(&matrix, &weights, at, most as usize);
            found.into_iter().map(|peer| (peer.place, Some(peer.distance))).collect()
        };
        let peer = |(other, distance): &(usize, Option<f64>)| PlacePeer {
            place: codes[*other].clone(),
            distance: *distance,
        };
        place.peers = found.iter().map(peer).collect();
        rows.push(found.into_iter().map(|(other, _)| other).collect());
    }
    rows
}

/// One indicator: what is usual among all places and among the peers of each, and what may be said of it.
fn beside(member: &Member, peers: &[Vec<usize>], places: &mut [PlaceBeside]) -> PlacesIndicator {
    let values = values(member);
    let everywhere: Vec<usize> = (0..values.len()).collect();
    let deviation = variance(&sorted(&values), true).filter(|variance| *variance > 0.0).map(f64::sqrt);
    let funnel = funnel_of(member);
    for (row, place) in places.iter_mut().enumerate() {
        let mut cell = cell(member, &values, row, &peers[row], deviation);
        if let Some(found) = &funnel {
            (cell.of, cell.z) = found.places[row];
            cell.beyond = match cell.z.map(f64::abs) {
                Some(z) if z > OUTER => Beyond::Outer,
                Some(z) if z > INNER => Beyond::Inner,
                _ => Beyond::Within,
            };
        }
        place.cells.push(cell);
    }
    let all = usual(&values, &everywhere);
    PlacesIndicator {
        id: member.indicator.id.clone(),
        period: member.period.clone(),
        places: count(all.map_or(0, |all| all.places)),
        usual: all.map(three),
        ends: ends(member),
        funnel: funnel.map(|found| found.funnel),
    }
}

fn three(usual: Usual) -> [f64; 3] {
    [usual.lower, usual.median, usual.upper]
}

/// From the lowest to the highest end of any interval; a value without one counts by itself.
fn ends(member: &Member) -> Option<[f64; 2]> {
    let both = member.cells.iter().filter_map(|cell| {
        let value = cell.value?;
        let (low, high) = cell.interval.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    });
    both.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map(|(low, high)| [low, high])
}

fn cell(member: &Member, values: &[f64], row: usize, peers: &[usize], deviation: Option<f64>) -> PlaceCell {
    let own = &member.cells[row];
    let found = usual(values, peers);
    let known = found.map_or(0, |found| found.places);
    let among = found.filter(|_| known >= LEAST);
    let median = among.and_then(|_| median_between(member, peers));
    let direction = member.indicator.direction;
    let lead = own.value.zip(among).zip(deviation).map(|((value, among), deviation)| {
        let ahead = (value - among.median) / deviation;
        if direction == Direction::Lower { -ahead } else { ahead }
    });
    let value = own.value.zip(own.interval);
    let gap = value.zip(among.zip(median)).map(|((value, ends), (among, span))| {
        let (low, high) = difference((value, ends), (among.median, span));
        [low, value - among.median, high]
    });
    PlaceCell {
        value: own.value,
        status: own.status.clone(),
        peers: count(known),
        usual: among.map(three),
        median: median.map(|(low, high)| [low, high]),
        difference: gap,
        beside: judge(own.value, among.is_some(), gap, direction),
        lead,
        ..PlaceCell::default()
    }
}

/// The interval of the difference of two values that do not depend on each other, from their own intervals.
///
/// Formula: `d ∓ √((a − a_low)² + (b_high − b)²)` below, `d ± √((a_high − a)² + (b − b_low)²)` above, `d = a − b`: for
/// two shares with Wilson's intervals this is Newcombe's.
/// Source: G. Y. Zou and A. Donner, "Construction of confidence limits about effect measures: a general approach",
/// Statistics in Medicine 27 (2008), 1693–1702.
fn difference((a, a_ends): (f64, (f64, f64)), (b, b_ends): (f64, (f64, f64))) -> (f64, f64) {
    let squared = |x: f64| x * x;
    let below = (squared(a - a_ends.0) + squared(b_ends.1 - b)).sqrt();
    let above = (squared(a_ends.1 - a) + squared(b - b_ends.0)).sqrt();
    (a - b - below, a - b + above)
}

/// Where the median of the peers can lie: with every peer at the lower end of its interval, and at the upper end.
///
/// As the median rises with each of its values, it lies between these two wherever each peer lies in its interval.
/// Nothing where a peer has a value and no interval: it could lie anywhere near.
fn median_between(member: &Member, peers: &[usize]) -> Option<(f64, f64)> {
    let there: Vec<&Cell> =
        peers.iter().map(|row| &member.cells[*row]).filter(|cell| cell.value.is_some()).collect();
    let ends: Vec<(f64, f64)> = there.iter().map(|cell| cell.interval).collect::<Option<_>>()?;
    let rows: Vec<usize> = (0..ends.len()).collect();
    let (low, high): (Vec<f64>, Vec<f64>) = ends.into_iter().unzip();
    Some((usual(&low, &rows)?.median, usual(&high, &rows)?.median))
}

/// What may be said about a value beside the median of its peers: a difference is clear where its interval does not
/// hold zero.
fn judge(own: Option<f64>, enough: bool, gap: Option<[f64; 3]>, direction: Direction) -> AmongPeers {
    if own.is_none() {
        return AmongPeers::NoValue;
    }
    if !enough {
        return AmongPeers::FewPeers;
    }
    let Some([low, _, high]) = gap else { return AmongPeers::NoInterval };
    if low <= 0.0 && high >= 0.0 {
        return AmongPeers::Alike;
    }
    match (direction, low > 0.0) {
        (Direction::Higher, true) | (Direction::Lower, false) => AmongPeers::Better,
        (Direction::Higher, false) | (Direction::Lower, true) => AmongPeers::Worse,
        (Direction::None, true) => AmongPeers::Higher,
        (Direction::None, false) => AmongPeers::Lower,
    }
}

/// Where the places stand in an index, and what would change it most.
fn rank(comparison: &Comparison, out: &mut Places) {
    let by_code: BTreeMap<&str, usize> =
        comparison.places.iter().enumerate().map(|(at, place)| (place.place.as_str(), at)).collect();
    for place in &mut out.places {
        let Some(found) = by_code.get(place.place.as_str()).map(|at| &comparison.places[*at]) else {
            place
                .indexes
                .push(PlaceInIndex { reason: "too_little_data".to_owned(), ..PlaceInIndex::default() });
            continue;
        };
        let better = |(indicator, rank): (&esito_model::ComparedIndicator, Option<u32>)| {
            let rank = rank.filter(|rank| found.rank.is_some_and(|now| *rank < now))?;
            Some(PlaceMove { indicator: indicator.id.clone(), rank, ..PlaceMove::default() })
        };
        let cells = found.indicators.iter().map(|cell| cell.rank_at_best);
        let mut moves: Vec<PlaceMove> = comparison.indicators.iter().zip(cells).filter_map(better).collect();
        moves.sort_by_key(|one| one.rank);
        place.indexes.push(PlaceInIndex {
            score: found.score,
            rank: found.rank,
            rank_low: found.rank_low,
            rank_high: found.rank_high,
            reason: found.reason.clone(),
            coverage: found.coverage,
            moves,
        });
    }
    let ranked = comparison.places.iter().filter(|place| place.rank.is_some()).count();
    out.indexes.push(PlacesIndex {
        id: comparison.index.clone(),
        ranked: count(ranked),
        draws: comparison.draws,
    });
    out.remarks.extend(comparison.remarks.iter().cloned());
}

/// How far the quartile of the peers is for the first moves of each place, and the rank that it would have there.
///
/// Said where the index compares the value that the profile shows, and where there are peers enough.
fn steps(comparing: &Comparing, comparison: &Comparison, out: &mut Places) {
    let by_code: BTreeMap<&str, usize> =
        comparison.places.iter().enumerate().map(|(at, place)| (place.place.as_str(), at)).collect();
    let may_rank = comparison.places.len() * STEPS <= BUILDS;
    let indicators = std::mem::take(&mut out.indicators);
    for place in &mut out.places {
        let Some(row) = by_code.get(place.place.as_str()) else { continue };
        for one in place.indexes.last_mut().into_iter().flat_map(|own| own.moves.iter_mut().take(STEPS)) {
            let leaf = comparison.indicators.iter().position(|known| known.id == one.indicator);
            let column = indicators.iter().position(|known| known.id == one.indicator);
            let (Some(leaf), Some(column)) = (leaf, column) else { continue };
            let (Some(cell), Some(lower)) = (place.cells.get(column), comparing.lower(leaf)) else {
                continue;
            };
            let same = comparison.indicators[leaf].period == indicators[column].period;
            let (Some(from), Some([low, _, high]), true) = (cell.value, cell.usual, same) else { continue };
            let to = if lower { low } else { high };
            one.reached = if lower { from <= to } else { from >= to };
            if !one.reached {
                let rank = if may_rank { comparing.rank_with(*row, leaf, to) } else { None };
                one.step = Some(PlaceStep { from, to, rank });
            }
        }
    }
    out.indicators = indicators;
}

#[cfg(test)]
mod tests;
