//! What an attacker could work out: withheld cells that follow from published ones by adding and subtracting, or because
//! they are whole and no group is of fewer than one person.

use super::withhold::{Cell, Sum};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A prime near 2^61, so that sums of fractions are exact and the same in every seat.
const PRIME: u64 = (1 << 61) - 1;

/// How many moves are put together at once.
const MOST_MOVES: usize = 64;

/// What counts as nothing where moves are put together.
const NEARLY: f64 = 1e-9;

/// An equation between withheld cells: ranks and factors, in the order of the ranks. What the published cells come to is
/// of no matter.
type Row = Vec<(usize, u64)>;

/// By how much each of some cells changes where all published ones stay as they are.
type Move = BTreeMap<usize, i64>;

/// Withheld cells that are found out.
///
/// Each total that has a withheld cell among itself and its parts is an equation. A cell is found out
///
/// - where elimination leaves an equation that holds it alone, or with others that are fewer than `least` together; or
/// - where no other table is found that has the same published cells, one person or more in each that is withheld, and
///   one person more or fewer in this one. Such a table is shown by a move: some cells more, others less. The moves are
///   those that elimination gives, one for each cell that it leaves free, and sums of several of them.
///   Where none is found although there is one, more is withheld than need be, and nothing is told.
///
/// Source: L. H. Cox, "Suppression methodology and statistical disclosure control", Journal of the American
/// Statistical Association 75 (1980), 377–385, and "Network models for complementary cell suppression", ibid. 90 (1995),
/// 1453–1462, for moves along which a withheld cell can change.
pub(super) fn determined(cells: &[Cell], sums: &[Sum], least: u64, work: &mut usize) -> Vec<usize> {
    let mut safe: Vec<bool> = cells.iter().map(|cell| !cell.withheld || cell.size == 0).collect();
    // The largest cells are solved for: each free one then moves with such as are no smaller.
    let solved = Solved::new(cells, sums);
    let moves = solved.moves();
    let alone = solved.alone(cells, least);
    mark(&moves, cells, &mut safe);
    mend(&moves, cells, &mut safe, work);
    let mut found: Vec<usize> = (0..cells.len()).filter(|at| !safe[*at]).chain(alone).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// By how much a group can be smaller: nobody is not withheld.
fn spare(cell: &Cell) -> u64 {
    cell.size.saturating_sub(1)
}

/// Marks the cells of moves that are possible as they are, or the other way round.
fn mark(moves: &[Move], cells: &[Cell], safe: &mut [bool]) {
    for one in moves {
        let asked = one.keys().any(|at| !safe[*at]);
        if asked && (blocked(one, cells, 1).is_none() || blocked(one, cells, -1).is_none()) {
            for at in one.keys() {
                safe[*at] = true;
            }
        }
    }
}

/// A cell that cannot become as much smaller as a move would have it.
fn blocked(one: &Move, cells: &[Cell], sign: i64) -> Option<(usize, i64)> {
    let less = |(at, by): (&usize, &i64)| Some((*at, by * sign)).filter(|(_, by)| *by < 0);
    one.iter().filter_map(less).find(|(at, by)| spare(&cells[*at]) < by.unsigned_abs())
}

/// Looks for sums of moves that change the cells that are not yet marked.
fn mend(moves: &[Move], cells: &[Cell], safe: &mut [bool], work: &mut usize) {
    let mut with: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    if safe.iter().any(|safe| !safe) {
        for (number, one) in moves.iter().enumerate() {
            one.keys().for_each(|at| with.entry(*at).or_default().push(number));
        }
    }
    for at in 0..safe.len() {
        // A few moves do for most.
        for most in [MOST_MOVES / 6, MOST_MOVES] {
            if safe[at] {
                break;
            }
            // The moves of the cell, those that share a cell with these, and so on.
            let mut near: Vec<usize> = with.get(&at).cloned().unwrap_or_default();
            let mut next = 0;
            near.truncate(most);
            while next < near.len() && near.len() < most {
                let tight = moves[near[next]].keys().filter(|at| spare(&cells[**at]) < MOST_MOVES as u64);
                for number in tight.flat_map(|at| &with[at]) {
                    // No more than a few are ever in it.
                    if near.len() < most && !near.contains(number) {
                        near.push(*number);
                    }
                }
                next += 1;
            }
            let near: Vec<&Move> = near.into_iter().map(|number| &moves[number]).collect();
            for sign in [1, -1] {
                if !safe[at] {
                    pushed(&near, cells, at, sign, work).into_iter().for_each(|at| safe[at] = true);
                }
            }
        }
    }
}

/// The cells that change by one or more along a sum of moves that makes this one more, or less, and leaves every cell
/// what it could be.
///
/// The simplex method, with R. G. Bland's rule ("New finite pivoting rules for the simplex method", Mathematics of
/// Operations Research 2 (1977), 103–107), goes along the edges of what is possible until the cell has changed by one.
fn pushed(moves: &[&Move], cells: &[Cell], at: usize, sign: i64, work: &mut usize) -> Vec<usize> {
    let mut held: Vec<usize> = moves.iter().flat_map(|one| one.keys().copied()).collect();
    held.sort_unstable();
    held.dedup();
    held.retain(|at| spare(&cells[*at]) < 1 << 32);
    let (height, width) = (held.len() + 1, 2 * moves.len());
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let row = |of: usize, sign: i64, most: u64| -> Vec<f64> {
        let one = |one: &&Move| (one.get(&of).copied().unwrap_or(0) * sign) as f64;
        let more = moves.iter().map(one);
        more.clone().chain(more.map(|by| -by)).chain([most as f64]).collect()
    };
    let mut table: Vec<Vec<f64>> = held.iter().map(|of| row(*of, -1, spare(&cells[*of]))).collect();
    table.push(row(at, sign, 1));
    table.push(row(at, -sign, 0));
    let mut basis: Vec<usize> = (width..width + height).collect();
    let mut free: Vec<usize> = (0..width).collect();
    while *work > height * width {
        *work -= height * width;
        let enters = (0..width).filter(|at| table[height][*at] < -NEARLY).min_by_key(|at| free[*at]);
        let Some(enters) = enters else { break };
        let mut leaves: Option<(f64, usize)> = None;
        for (row, own) in table[..height].iter().enumerate().filter(|(_, own)| own[enters] > NEARLY) {
            let ratio = own[width] / own[enters];
            let first = leaves.is_none_or(|(least, other)| {
                ratio < least - NEARLY || (ratio < least + NEARLY && basis[row] < basis[other])
            });
            if first {
                leaves = Some((ratio, row));
            }
        }
        let Some((_, leaves)) = leaves else { break };
        let mut own = std::mem::take(&mut table[leaves]);
        let pivot = std::mem::replace(&mut own[enters], 1.0);
        own.iter_mut().for_each(|cell| *cell /= pivot);
        for other in table.iter_mut().filter(|other| !other.is_empty()) {
            let factor = std::mem::replace(&mut other[enters], 0.0);
            if factor != 0.0 {
                other.iter_mut().zip(&own).for_each(|(cell, own)| *cell -= factor * own);
            }
        }
        table[leaves] = own;
        std::mem::swap(&mut basis[leaves], &mut free[enters]);
        if table[height][width] > 1.0 - NEARLY {
            let mut sum: BTreeMap<usize, f64> = BTreeMap::new();
            for (row, of) in basis.iter().enumerate().filter(|(_, of)| **of < width) {
                let step = if *of < moves.len() { table[row][width] } else { -table[row][width] };
                #[expect(clippy::cast_precision_loss, reason = "small numbers")]
                for (at, by) in moves[of % moves.len()] {
                    *sum.entry(*at).or_default() += *by as f64 * step;
                }
            }
            return sum.into_iter().filter(|(_, by)| by.abs() > 1.0 - NEARLY).map(|(at, _)| at).collect();
        }
    }
    Vec::new()
}

/// The equations after Gauss and Jordan's elimination.
struct Solved {
    /// Withheld cells in the order in which they are solved for.
    order: Vec<usize>,
    /// Row by the rank of the cell that it is solved for.
    rows: BTreeMap<usize, Row>,
}

impl Solved {
    /// Solves for cells with the most to spare first. Factors are whole numbers modulo a prime of 61 bits; a chance zero
    /// would need a multiple of it, far beyond the determinants of such sums of ones.
    fn new(cells: &[Cell], sums: &[Sum]) -> Self {
        let open = |at: &usize| cells[*at].withheld && cells[*at].size > 0;
        let mut order: Vec<usize> = (0..cells.len()).filter(open).collect();
        order.sort_unstable_by_key(|at| (Reverse(spare(&cells[*at])), *at));
        let mut rank = vec![usize::MAX; cells.len()];
        order.iter().enumerate().for_each(|(at, cell)| rank[*cell] = at);
        let mut solved: BTreeMap<usize, Row> = BTreeMap::new();
        // For each cell the rows that mention it.
        let mut mentions: Vec<Vec<usize>> = vec![Vec::new(); order.len()];
        for sum in sums {
            let open = sum.parts.iter().map(|at| rank[*at]).filter(|at| *at != usize::MAX);
            let mut row: Row = open.map(|at| (at, 1)).collect();
            if rank[sum.total] != usize::MAX {
                row.push((rank[sum.total], PRIME - 1));
            }
            row.sort_unstable_by_key(|(at, _)| *at);
            let known: Vec<usize> =
                row.iter().map(|(at, _)| *at).filter(|at| solved.contains_key(at)).collect();
            for at in known {
                if let (Some(factor), Some(other)) = (factor_of(&row, at), solved.get(&at)) {
                    row = sum_of(&row, other, PRIME - factor, |_| {});
                }
            }
            let Some((pivot, factor)) = row.first().copied() else { continue };
            let inverse = power(factor, PRIME - 2);
            row.iter_mut().for_each(|(_, factor)| *factor = times(*factor, inverse));
            for holder in std::mem::take(&mut mentions[pivot]) {
                if let Some(other) = solved.get_mut(&holder)
                    && let Some(factor) = factor_of(other, pivot)
                {
                    *other = sum_of(other, &row, PRIME - factor, |new| mentions[new].push(holder));
                }
            }
            row.iter().for_each(|(at, _)| mentions[*at].push(pivot));
            solved.insert(pivot, row);
        }
        Self { order, rows: solved }
    }

    /// What an equation holds alone, or with a few others of whom it says that they are fewer than `least` together.
    fn alone(&self, cells: &[Cell], least: u64) -> Vec<usize> {
        let size = |rank: usize| cells[self.order[rank]].size;
        let tells = |row: &Row| {
            let adds = row.iter().all(|(_, factor)| *factor == 1);
            // As many people as cells would be one in each.
            row.len() == 1
                || (adds
                    && row.iter().map(|(at, _)| size(*at)).sum::<u64>() < least.max(row.len() as u64 + 1))
        };
        let mut alone: Vec<usize> =
            self.rows.iter().filter(|(_, row)| tells(row)).map(|(at, _)| *at).collect();
        alone.extend(self.pairs(&size, least));
        alone.sort_unstable();
        alone.dedup();
        alone.into_iter().map(|rank| self.order[rank]).collect()
    }

    /// One of each two small cells whose sum is determined and smaller than `least`, though no equation holds these two
    /// alone: what else their equations hold cancels out. As neither is nobody, a sum of two would be one and one.
    fn pairs(&self, size: &dyn Fn(usize) -> u64, least: u64) -> Vec<usize> {
        let rest = |at: usize| self.rows[&at].iter().filter(move |(other, _)| *other != at);
        let small = self.rows.keys().copied().filter(|at| size(*at) < least);
        let mut small: Vec<(usize, usize)> = small.filter_map(|at| Some((rest(at).next()?.0, at))).collect();
        small.sort_unstable();
        let cancels = |one: usize, other: usize| {
            let mut pairs = rest(one).zip(rest(other));
            self.rows[&one].len() == self.rows[&other].len()
                && pairs.all(|((a, f), (b, g))| a == b && f + g == PRIME)
        };
        let mut found = Vec::new();
        for like in small.chunk_by(|one, other| one.0 == other.0) {
            for (at, (_, one)) in like.iter().enumerate() {
                let told = |(_, other): &&(usize, usize)| {
                    size(*one) + size(*other) < least.max(3) && cancels(*one, *other)
                };
                found.extend(like[at + 1..].iter().find(told).map(|_| *one));
            }
        }
        found
    }

    /// For each cell that is left free the move that makes it one more, or a few where others would change by a fraction.
    fn moves(&self) -> Vec<Move> {
        let mut moves: BTreeMap<usize, Vec<(usize, u64)>> = (0..self.order.len())
            .filter(|rank| !self.rows.contains_key(rank))
            .map(|rank| (rank, vec![(self.order[rank], 1)]))
            .collect();
        for (pivot, row) in &self.rows {
            for (free, factor) in row {
                if let Some(one) = moves.get_mut(free) {
                    one.push((self.order[*pivot], PRIME - factor));
                }
            }
        }
        let times = |one: Vec<(usize, u64)>, by: u64| -> Option<Move> {
            one.into_iter().map(|(at, factor)| Some((at, whole(times(factor, by))?))).collect()
        };
        moves.into_values().filter_map(|one| (1..=6).find_map(|by| times(one.clone(), by))).collect()
    }
}

/// A small whole number of either sign out of its rest modulo the prime.
fn whole(rest: u64) -> Option<i64> {
    const MOST: u64 = 1 << 20;
    let sign = |size: u64, sign: i64| i64::try_from(size).ok().map(|size| size * sign);
    if rest < MOST {
        sign(rest, 1)
    } else if PRIME - rest < MOST {
        sign(PRIME - rest, -1)
    } else {
        None
    }
}

/// The factor of a cell in an equation.
fn factor_of(row: &Row, at: usize) -> Option<u64> {
    row.binary_search_by_key(&at, |(at, _)| *at).ok().map(|found| row[found].1)
}

/// A row and a multiple of another; `new` hears of the cells that the first did not have.
fn sum_of(row: &Row, other: &Row, by: u64, mut new: impl FnMut(usize)) -> Row {
    let mut out = Row::with_capacity(row.len() + other.len());
    let mut own = row.iter().copied().peekable();
    for (at, factor) in other {
        while let Some(before) = own.next_if(|(own, _)| own < at) {
            out.push(before);
        }
        let mut sum = times(*factor, by);
        match own.next_if(|(own, _)| own == at) {
            Some((_, factor)) => sum = (sum + factor) % PRIME,
            None => new(*at),
        }
        if sum != 0 {
            out.push((*at, sum));
        }
    }
    out.extend(own);
    out
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
    use super::{PRIME, power, times, whole};

    #[test]
    fn a_number_times_its_inverse_is_one() {
        for number in [1, 2, 3, 65_537, PRIME - 1] {
            assert_eq!(times(number, power(number, PRIME - 2)), 1);
        }
        assert_eq!([2, PRIME - 3, PRIME / 2].map(whole), [Some(2), Some(-3), None]);
    }
}
