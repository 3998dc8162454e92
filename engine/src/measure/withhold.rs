//! Small groups are withheld, and as many further cells as keep them from being worked out from the others.

use super::audit::determined;
use super::layers::{Layer, Sides, layers};
use super::plan::Nest;
use esito_model::{Cut, Finding, Reason, Value};
use rustc_hash::{FxHashMap, FxHashSet};

/// A finding with its place in the table of all cells. Codes count; nothing is all together.
#[derive(Debug)]
pub(super) struct Cell {
    pub cut: Cut,
    pub by: Option<usize>,
    pub place: Option<u32>,
    pub period: Option<u32>,
    pub group: Option<u32>,
    /// How many people (or rows) the cell speaks of.
    pub size: u64,
    pub withheld: bool,
    pub finding: Finding,
}

/// Place, period, breakdown with group.
pub(super) type Coordinates = (Option<u32>, Option<u32>, Option<(usize, u32)>);

/// Findings are in this order of their cells: by breakdown, place, period, group.
pub(super) fn in_order(
    (place, period, group): &Coordinates,
) -> (Option<usize>, Option<u32>, Option<u32>, Option<u32>) {
    (group.map(|(by, _)| by), *place, *period, group.map(|(_, group)| group))
}

/// The total that a cell is a part of, and the breakdown along which it is.
type Whole = (Coordinates, Option<usize>);

/// How much is done at most to show of withheld cells that they could be others; what is not shown to be safe by then is
/// held for found out.
pub(super) const WORK: usize = 1 << 26;

/// So many passes withhold one cell around each spot only, and only until so many are withheld: each pass solves all
/// equations anew.
const SPARING: u32 = 12;
const MANY: usize = 1500;

/// A total and the cells that add up to it.
#[derive(Debug)]
pub(super) struct Sum {
    pub total: usize,
    pub parts: Vec<usize>,
}

/// By what rule cells are withheld.
#[derive(Debug)]
pub(super) struct Guard {
    /// The smallest group that is shown.
    pub least: u64,
    pub nests: Vec<Nest>,
    /// The period that stands for all of them in a stock.
    pub last: Option<u32>,
    pub sides: Sides,
}

/// Marks cells smaller than the least, and what would give them away (see [`close_all`]): the same whatever the order in
/// which the cells were found.
pub(super) fn find(cells: &mut [Cell], guard: &Guard) {
    cells.sort_by_key(|cell| in_order(&cell.coordinates()));
    for cell in cells.iter_mut() {
        cell.withheld = cell.size > 0 && cell.size < guard.least;
    }
    if cells.iter().any(|cell| cell.withheld) {
        close_all(cells, guard);
    }
}

impl Cell {
    pub(super) fn coordinates(&self) -> Coordinates {
        (self.place, self.period, self.by.zip(self.group))
    }

    pub(super) fn hide(&mut self) {
        let key = std::mem::take(&mut self.finding.key);
        self.finding = Finding { key, value: Value::Missing(Reason::Withheld), ..Finding::default() };
    }
}

/// Goes on from the cells that are withheld already until nothing gives them away:
/// in every published total the withheld parts are none, or at least two that together are at least `least`; and no
/// withheld cell, and no sum of a few that is smaller than `least`, follows from all published ones together, which
/// `audit.rs` finds out.
/// Group cells go before places and periods, those before the total of all.
fn close_all(cells: &mut [Cell], guard: &Guard) {
    let sums = sums(cells, &guard.nests, guard.last);
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); cells.len()];
    for (number, sum) in sums.iter().enumerate() {
        for at in sum.parts.iter().chain([&sum.total]) {
            beside[*at].push(number);
        }
    }
    let mut work = WORK;
    for pass in 0_u32.. {
        let known = layers(cells, &sums, guard.sides);
        let mut again = true;
        while again {
            again = false;
            for sum in &sums {
                again |= close(cells, sum, guard.least, &known);
            }
        }
        let mut more = false;
        let few = cells.iter().filter(|cell| cell.withheld).count() < MANY;
        let mut met = FxHashSet::default();
        for at in determined(cells, &sums, guard.least, &mut work) {
            // What was withheld beside it just now may do for this one too; in the end time is worth more.
            if pass < SPARING && few && beside[at].iter().any(|number| met.contains(number)) {
                continue;
            }
            if let Some(next) = nearest(cells, &sums, &beside, at) {
                cells[next].withheld = true;
                met.extend(beside[next].iter().copied());
                more = true;
            }
        }
        if !more {
            return;
        }
    }
}

/// The published cell to withhold beside another: in one of its sums, or else in a sum of what is withheld there, and so
/// on. Parts before totals, such as can change before such as cannot, the smallest; ties by the order of the cells.
fn nearest(cells: &[Cell], sums: &[Sum], beside: &[Vec<usize>], at: usize) -> Option<usize> {
    let mut met: FxHashSet<usize> = FxHashSet::default();
    let mut edge: Vec<usize> = beside[at].clone();
    while !edge.is_empty() {
        met.extend(edge.iter().copied());
        let of = |number: &usize| {
            let sum = &sums[*number];
            sum.parts.iter().map(|part| (false, *part)).chain([(true, sum.total)])
        };
        let around: Vec<(bool, usize)> = edge.iter().flat_map(of).collect();
        let published = |(_, other): &&(bool, usize)| !cells[*other].withheld && cells[*other].size > 0;
        let next = around.iter().filter(published);
        let next =
            next.min_by_key(|(total, other)| (*total, cells[*other].size == 1, cells[*other].size, *other));
        if let Some((_, next)) = next {
            return Some(*next);
        }
        edge = around.iter().flat_map(|(_, other)| beside[*other].iter().copied()).collect();
        edge.retain(|number| !met.contains(number));
        edge.sort_unstable();
        edge.dedup();
    }
    None
}

/// Withholds one more part of a total where those withheld so far could be worked out; says whether it did.
fn close(cells: &mut [Cell], sum: &Sum, least: u64, known: &[Layer]) -> bool {
    if cells[sum.total].withheld {
        return false;
    }
    let hidden: Vec<u64> =
        sum.parts.iter().filter(|at| cells[**at].withheld).map(|at| cells[*at].size).collect();
    // As many people as parts would be one in each, for a part of nobody is not withheld.
    let (people, parts) =
        (hidden.iter().sum::<u64>(), hidden.iter().filter(|size| **size > 0).count() as u64);
    // Nobody of them all is counted: then nobody of each.
    let stuck: Vec<&Layer> = known
        .iter()
        .filter(|layer| sum.parts.iter().all(|at| !cells[*at].withheld || layer.nothing[*at]))
        .collect();
    let keeps = hidden.len() >= 2 && people >= least && people > parts && stuck.is_empty();
    if hidden.is_empty() || keeps {
        return false;
    }
    // The smallest part that is left, but one with which all that is withheld would be nothing; a part of nobody hides
    // nothing. Ties by the order of the cells.
    let next = sum.parts.iter().copied().filter(|at| !cells[*at].withheld && cells[*at].size > 0);
    let stays = |at: usize| stuck.iter().any(|layer| layer.nothing[at]);
    match next.min_by_key(|at| (stays(*at), cells[*at].size, *at)) {
        Some(at) => cells[at].withheld = true,
        // Nothing is left but the total itself.
        None => cells[sum.total].withheld = true,
    }
    true
}

/// Every total with its parts: along each axis, sums over groups first, and between breakdowns that share columns.
///
/// In a stock all periods together are the last one: that period alone is the part.
fn sums(cells: &[Cell], nests: &[Nest], last: Option<u32>) -> Vec<Sum> {
    let at: FxHashMap<Coordinates, usize> =
        cells.iter().enumerate().map(|(at, cell)| (cell.coordinates(), at)).collect();
    let mut sums: Vec<Sum> = Vec::new();
    let mut add = |total_of: &dyn Fn(&Cell) -> Option<Whole>| {
        let mut parts: FxHashMap<(usize, Option<usize>), Vec<usize>> = FxHashMap::default();
        for (part, cell) in cells.iter().enumerate() {
            if let Some((total, by)) = total_of(cell)
                && let Some(total) = at.get(&total)
            {
                parts.entry((*total, by)).or_default().push(part);
            }
        }
        let mut found: Vec<_> = parts.into_iter().collect();
        found.sort_unstable_by_key(|(total, _)| *total);
        sums.extend(found.into_iter().map(|((total, _), parts)| Sum { total, parts }));
    };
    for nest in nests {
        add(&|cell| {
            let group = cell.group.filter(|_| cell.by == Some(nest.fine))?;
            let coarse = nest.group.get(group as usize)?;
            Some(((cell.place, cell.period, Some((nest.coarse, *coarse))), None))
        });
    }
    // Each breakdown adds up to the same total on its own.
    add(&|cell| cell.group.map(|_| ((cell.place, cell.period, None), cell.by)));
    add(&|cell| cell.place.map(|_| ((None, cell.period, cell.by.zip(cell.group)), None)));
    add(&|cell| {
        let period = cell.period?;
        let stands = last.is_none_or(|last| last == period);
        stands.then_some(((cell.place, None, cell.by.zip(cell.group)), None))
    });
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(place: Option<u32>, group: Option<u32>, size: u64) -> Cell {
        let finding = Finding { value: Value::Known(0.5), n: Some(size), ..Finding::default() };
        let cut = if place.is_some() { Cut::Place } else { Cut::Total };
        Cell { cut, by: group.map(|_| 0), place, period: None, group, size, withheld: false, finding }
    }

    fn guard() -> Guard {
        Guard { least: 5, nests: Vec::new(), last: None, sides: Sides::Counted }
    }

    fn hidden(cells: &mut [Cell]) -> Vec<usize> {
        find(cells, &guard());
        cells.iter_mut().filter(|cell| cell.withheld).for_each(Cell::hide);
        (0..cells.len()).filter(|at| cells[*at].withheld).collect()
    }

    #[test]
    fn as_many_people_as_parts_would_be_one_in_each() {
        let mut cells = vec![cell(None, None, 25), cell(Some(5), None, 20)];
        cells.extend((0..5).map(|place| cell(Some(place), None, 1)));
        // The five ones would add up to five; the sixth goes with them.
        assert_eq!(hidden(&mut cells), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn one_small_part_takes_the_next_smallest_with_it() {
        let mut cells =
            [cell(None, None, 60), cell(Some(0), None, 3), cell(Some(1), None, 40), cell(Some(2), None, 17)];
        assert_eq!(hidden(&mut cells), [1, 3]);
        assert_eq!(cells[1].finding.value, Value::Missing(Reason::Withheld));
        assert_eq!(cells[1].finding.n, None);
    }

    #[test]
    fn two_small_parts_must_be_large_enough_together() {
        let mut cells =
            [cell(None, None, 60), cell(Some(0), None, 1), cell(Some(1), None, 2), cell(Some(2), None, 57)];
        assert_eq!(hidden(&mut cells), [1, 2, 3]);
        let mut cells =
            [cell(None, None, 60), cell(Some(0), None, 3), cell(Some(1), None, 4), cell(Some(2), None, 53)];
        assert_eq!(hidden(&mut cells), [1, 2]);
    }

    /// Of two that are withheld nobody achieved: the total less the third would say so of each.
    #[test]
    fn a_rest_in_which_nobody_is_counted_takes_another_with_it() {
        let counted = |place: Option<u32>, size: u64, achieved: u64| {
            let mut one = cell(place, None, size);
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let sides = (Some(achieved as f64), Some(size as f64));
            (one.finding.numerator, one.finding.denominator) = sides;
            one
        };
        let of = |achieved: [u64; 4]| {
            let sizes = [(Some(0), 3), (Some(1), 20), (Some(2), 30), (Some(3), 40)];
            let mut cells = vec![counted(None, 93, achieved.iter().sum())];
            cells.extend(sizes.iter().zip(achieved).map(|((place, size), one)| counted(*place, *size, one)));
            hidden(&mut cells)
        };
        // The smallest that is left does where somebody achieved in it, and not everybody.
        assert_eq!(of([1, 10, 10, 10]), [1, 2]);
        assert_eq!(of([0, 10, 10, 10]), [1, 2]);
        assert_eq!(of([0, 0, 10, 10]), [1, 3]);
        assert_eq!(of([3, 20, 10, 10]), [1, 3]);
        // A total of nobody says so of each of its parts, and is shown.
        assert_eq!(of([0, 0, 0, 0]), [1, 2]);
        // Two small ones that are enough people without a third.
        let mut cells = vec![counted(None, 60, 20), counted(Some(0), 4, 0), counted(Some(1), 3, 0)];
        cells.extend([counted(Some(2), 23, 0), counted(Some(3), 30, 20)]);
        assert_eq!(hidden(&mut cells), [1, 2, 4]);
    }

    #[test]
    fn a_part_of_nobody_hides_nothing() {
        let mut cells =
            [cell(None, None, 30), cell(Some(0), None, 3), cell(Some(1), None, 0), cell(Some(2), None, 27)];
        assert_eq!(hidden(&mut cells), [1, 3]);
    }

    #[test]
    fn groups_are_protected_in_every_place_and_over_all_places() {
        // Two places, two groups: one small cell takes its neighbours in both directions, and the opposite corner.
        let mut cells = [
            cell(None, None, 100),
            cell(Some(0), None, 40),
            cell(Some(1), None, 60),
            cell(None, Some(0), 33),
            cell(None, Some(1), 67),
            cell(Some(0), Some(0), 3),
            cell(Some(0), Some(1), 37),
            cell(Some(1), Some(0), 30),
            cell(Some(1), Some(1), 30),
        ];
        assert_eq!(hidden(&mut cells), [5, 6, 7, 8]);
    }

    /// Two pairs of places whose small cells close two rings, joined by one cell: each row and column has two withheld
    /// cells or more, and still the cell between the rings follows from the totals.
    #[test]
    fn a_cell_between_two_rings_is_found_out() {
        let small = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)];
        let size = |place: u32, group: u32| if small.contains(&(place, group)) { 4 } else { 20 };
        let mut cells = Vec::new();
        for place in 0..4 {
            cells.push(cell(Some(place), None, (0..4).map(|group| size(place, group)).sum()));
            cells.extend((0..4).map(|group| cell(Some(place), Some(group), size(place, group))));
        }
        for group in 0..4 {
            cells.push(cell(None, Some(group), (0..4).map(|place| size(place, group)).sum()));
        }
        cells.push(cell(
            None,
            None,
            cells.iter().filter(|one| one.group.is_none()).map(|one| one.size).sum(),
        ));
        let sums = sums(&cells, &[], None);
        for one in &mut cells {
            one.withheld = one.size < 5;
        }
        let alone = determined(&cells, &sums, 1, &mut WORK.clone());
        assert_eq!(alone.len(), 1);
        assert_eq!((cells[alone[0]].place, cells[alone[0]].group), (Some(1), Some(2)));
        let withheld = hidden(&mut cells).len();
        let sums = self::sums(&cells, &[], None);
        assert!(withheld > small.len(), "{withheld}");
        assert!(determined(&cells, &sums, 5, &mut WORK.clone()).is_empty());
    }
}
