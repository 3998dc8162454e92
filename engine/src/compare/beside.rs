//! What stands beside a place's values: its peers, the limits of chance, and what would change its rank most.

use super::aggregate::{Aggregate, Room, aggregate_in};
use super::gather::{Cell, Gathered, Member};
use super::matrix::{Matrix, number, range};
use super::peers::{Funnel, INNER, Limits, OUTER, Point, funnel, peers as nearest, usual};
use super::recipe::{Built, Recipe};
use esito_model::{ComparedFunnel, ComparedPeer, Comparison, Unit};

/// Points of a funnel's curves.
const STEPS: usize = 40;

/// Above this many builds the question what would change a rank most is not answered: the page waits for the rest.
const BUILDS: usize = 20_000;

/// For each place and indicator the rank that the place would have with the best score of all on it.
pub(super) fn best(recipe: &Recipe, built: &Built, order: &[usize], out: &mut Comparison) {
    let structure = &recipe.structure;
    if order.len() * structure.leaves > BUILDS {
        return;
    }
    let rule = recipe.aggregate.first().copied().unwrap_or_default();
    let scores = built.nodes.column(structure.top());
    // Outranking looks at all places at once; every other score at its own place only.
    let whole = rule == Aggregate::Copeland;
    let mut room = Room::default();
    for (place, row) in out.places.iter_mut().zip(order) {
        let mut nodes = if whole { built.nodes.clone() } else { built.nodes.select_rows(&[*row]) };
        let at = if whole { *row } else { 0 };
        for (leaf, cell) in place.indicators.iter_mut().enumerate() {
            let most = range(built.nodes.column(leaf)).map(|(_, most)| most);
            if place.rank.is_none() || cell.normalised.is_none() || recipe.weights[leaf] <= 0.0 {
                continue;
            }
            nodes.set(at, leaf, most);
            aggregate_in(structure, &recipe.weights, rule, recipe.missing, &mut nodes, &mut room);
            let others = if whole { nodes.column(structure.top()) } else { scores };
            cell.rank_at_best = nodes.get(at, structure.top()).map(|score| rank(score, *row, others));
            nodes.set(at, leaf, built.nodes.get(*row, leaf));
        }
    }
}

/// The rank that a row would have with another value of an indicator, everything else as it is; nothing where it would
/// have no score.
pub(super) fn rank_with(recipe: &Recipe, (row, leaf): (usize, usize), value: f64) -> Option<u32> {
    let mut other = recipe.clone();
    other.raw.set(row, leaf, Some(value));
    let built = other.build();
    let scores = built.nodes.column(other.structure.top());
    scores.get(row).copied().filter(|score| !score.is_nan()).map(|score| rank(score, row, scores))
}

/// The competition rank of a score in one row among the others; what differs beyond the twelfth digit is equal.
fn rank(score: f64, row: usize, others: &[f64]) -> u32 {
    let more = |(other, of): (usize, &f64)| other != row && *of > score + 1e-12 * score.abs();
    let better = others.iter().enumerate().filter(|one| more(*one)).count();
    u32::try_from(better + 1).unwrap_or(u32::MAX)
}

/// Funnels of the indicators that are counted: shares of people, and rates.
pub(super) fn funnels(gathered: &Gathered, order: &[usize], out: &mut Comparison) {
    for (at, member) in gathered.members.iter().enumerate() {
        let Some(found) = funnel_of(member) else { continue };
        for (place, row) in out.places.iter_mut().zip(order) {
            let cell = &mut place.indicators[at];
            (cell.of, cell.z) = found.places[*row];
        }
        out.indicators[at].funnel = Some(found.funnel);
    }
}

/// An indicator's funnel, and where the places lie in it.
pub(super) struct Found {
    pub funnel: ComparedFunnel,
    /// For each place how many people, and the distance from the centre; both or neither.
    pub places: Vec<(Option<f64>, Option<f64>)>,
}

/// The funnel of an indicator that is counted; nothing where it is not, or where nothing can be told apart.
pub(super) fn funnel_of(member: &Member) -> Option<Found> {
    let (kind, scale) = kind(member)?;
    let point = |cell: &Cell| {
        let (events, of) = cell.counted.unwrap_or((0.0, 0.0));
        Point { events, of: of / scale }
    };
    let points: Vec<Point> = member.cells.iter().map(point).collect();
    let limits = funnel(kind, &points)?;
    let curve = curve(kind, &limits, &points, scale);
    let places = limits.z.iter().zip(&points).map(|(z, point)| (z.map(|_| point.of * scale), *z)).collect();
    Some(Found {
        funnel: ComparedFunnel { centre: limits.centre, dispersion: limits.dispersion, curve },
        places,
    })
}

/// How an indicator is counted, and how many people its rate is for; nothing where it is not counted.
fn kind(member: &Member) -> Option<(Funnel, f64)> {
    let counted =
        |(events, of): (f64, f64)| events.fract() == 0.0 && of.fract() == 0.0 && events >= 0.0 && of > 0.0;
    let part = |(events, of): (f64, f64)| events <= of;
    let known = || member.cells.iter().filter_map(|cell| cell.counted);
    let all_counted = known().next().is_some() && known().all(counted);
    match member.indicator.unit {
        Unit::Share if all_counted && known().all(part) => Some((Funnel::Share, 1.0)),
        Unit::RatePer1000 if all_counted => Some((Funnel::Rate, 1000.0)),
        Unit::RatePer100000 if all_counted => Some((Funnel::Rate, 100_000.0)),
        _ => None,
    }
}

/// Limits at sizes from the smallest to the greatest, evenly spaced by their logarithm.
fn curve(kind: Funnel, limits: &Limits, points: &[Point], scale: f64) -> Vec<[f64; 5]> {
    let sizes: Vec<f64> = points.iter().map(|point| point.of).filter(|of| *of > 0.0).collect();
    let Some((least, most)) = range(&sizes) else { return Vec::new() };
    let at = |step: usize| {
        let share = number(step) / number(STEPS - 1);
        let of = least * libm::pow(most / least, share);
        let (outer, inner) = (limits.at(kind, of, OUTER), limits.at(kind, of, INNER));
        [of * scale, outer.0, inner.0, inner.1, outer.1]
    };
    (0..STEPS).map(at).collect()
}

/// Peers of each place by its context, and what is usual among them.
pub(super) fn peers(context: &Matrix, weights: &[f64], most: u32, order: &[usize], out: &mut Comparison) {
    if context.columns() == 0 {
        return;
    }
    let code = |row: usize, out: &Comparison| {
        order
            .iter()
            .position(|other| *other == row)
            .map(|at| out.places[at].place.clone())
            .unwrap_or_default()
    };
    for (at, row) in order.iter().enumerate() {
        let found = nearest(context, weights, *row, most as usize);
        let rows: Vec<usize> =
            found.iter().filter_map(|peer| order.iter().position(|other| *other == peer.place)).collect();
        let named: Vec<ComparedPeer> = found
            .iter()
            .map(|peer| ComparedPeer { place: code(peer.place, out), distance: peer.distance })
            .collect();
        for indicator in 0..out.indicators.len() {
            let values: Vec<f64> =
                out.places.iter().map(|place| place.indicators[indicator].raw.unwrap_or(f64::NAN)).collect();
            let among = usual(&values, &rows).map(|among| [among.lower, among.median, among.upper]);
            out.places[at].indicators[indicator].usual = among;
        }
        out.places[at].peers = named;
    }
}
