//! What an attacker could work out: withheld cells that follow from published ones by adding and subtracting.

use super::withhold::{Cell, Sum};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A prime near 2^61, so that sums of fractions are exact and the same in every seat.
const PRIME: u64 = (1 << 61) - 1;

/// An equation between withheld cells: their factors, by number. What the published cells come to is of no matter.
type Row = BTreeMap<usize, u64>;

/// The withheld cells that all published cells together determine, and one of each few whose sum they determine where
/// that sum is smaller than `least`.
///
/// Each total that has a withheld cell among itself and its parts is an equation. After Gauss and Jordan's elimination a
/// cell is determined where an equation holds it alone. Factors are whole numbers modulo a prime of 61 bits; a chance
/// zero would need a multiple of it, far beyond the determinants of such sums of ones.
/// Source: L. H. Cox, "Suppression methodology and statistical disclosure control", Journal of the American
/// Statistical Association 75 (1980), 377–385.
pub(super) fn determined(cells: &[Cell], sums: &[Sum], least: u64) -> Vec<usize> {
    let is_open = |at: usize| cells[at].withheld && cells[at].size > 0;
    // Row by the cell that it is solved for.
    let mut solved: FxHashMap<usize, Row> = FxHashMap::default();
    // For each cell the rows that mention it.
    let mut mentions: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for sum in sums {
        let mut row: Row = sum.parts.iter().copied().filter(|at| is_open(*at)).map(|at| (at, 1)).collect();
        if is_open(sum.total) {
            row.insert(sum.total, PRIME - 1);
        }
        let known: Vec<usize> = row.keys().copied().filter(|at| solved.contains_key(at)).collect();
        for at in known {
            if let (Some(factor), Some(other)) = (row.get(&at).copied(), solved.get(&at)) {
                add(&mut row, other, PRIME - factor);
            }
        }
        let Some((pivot, factor)) = row.iter().next().map(|(at, factor)| (*at, *factor)) else { continue };
        let inverse = power(factor, PRIME - 2);
        row.values_mut().for_each(|factor| *factor = times(*factor, inverse));
        for holder in mentions.get(&pivot).cloned().unwrap_or_default() {
            if let Some(other) = solved.get_mut(&holder)
                && let Some(factor) = other.get(&pivot).copied()
            {
                add(other, &row, PRIME - factor);
                for at in row.keys() {
                    mentions.entry(*at).or_default().push(holder);
                }
            }
        }
        for at in row.keys() {
            mentions.entry(*at).or_default().push(pivot);
        }
        solved.insert(pivot, row);
    }
    let tells = |row: &Row| {
        let adds = row.values().all(|factor| *factor == 1);
        // As many people as cells would be one in each.
        row.len() == 1
            || (adds && row.keys().map(|at| cells[*at].size).sum::<u64>() < least.max(row.len() as u64 + 1))
    };
    let mut alone: Vec<usize> = solved.iter().filter(|(_, row)| tells(row)).map(|(at, _)| *at).collect();
    alone.extend(pairs(cells, &solved, least));
    alone.sort_unstable();
    alone.dedup();
    alone
}

/// One of each two small cells whose sum is determined and smaller than `least`, though no equation holds these two alone:
/// what else their equations hold cancels out. As neither is nobody, a sum of two would be one and one.
fn pairs(cells: &[Cell], solved: &FxHashMap<usize, Row>, least: u64) -> Vec<usize> {
    let rest = |at: usize| solved[&at].iter().filter(move |(other, _)| **other != at);
    let small = solved.keys().copied().filter(|at| cells[*at].size < least);
    let mut small: Vec<(usize, usize)> = small.filter_map(|at| Some((*rest(at).next()?.0, at))).collect();
    small.sort_unstable();
    let cancels = |one: usize, other: usize| {
        let mut pairs = rest(one).zip(rest(other));
        solved[&one].len() == solved[&other].len() && pairs.all(|((a, f), (b, g))| a == b && f + g == PRIME)
    };
    let mut found = Vec::new();
    for like in small.chunk_by(|one, other| one.0 == other.0) {
        for (at, (_, one)) in like.iter().enumerate() {
            let told = |(_, other): &&(usize, usize)| {
                cells[*one].size + cells[*other].size < least.max(3) && cancels(*one, *other)
            };
            found.extend(like[at + 1..].iter().find(told).map(|_| *one));
        }
    }
    found
}

/// Adds a multiple of a row to another.
fn add(row: &mut Row, other: &Row, by: u64) {
    for (at, factor) in other {
        let sum = (row.get(at).copied().unwrap_or(0) + times(*factor, by)) % PRIME;
        if sum == 0 {
            row.remove(at);
        } else {
            row.insert(*at, sum);
        }
    }
}

fn times(a: u64, b: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).unwrap_or(0)
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut out, mut base) = (1, base % PRIME);
    while exponent > 0 {
        if exponent & 1 == 1 {
            out = times(out, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{PRIME, power, times};

    #[test]
    fn a_number_times_its_inverse_is_one() {
        for number in [1, 2, 3, 65_537, PRIME - 1] {
            assert_eq!(times(number, power(number, PRIME - 2)), 1);
        }
    }
}
