//! Small groups are withheld, and as many further cells as keep them from being worked out by subtraction.

use esito_model::{Cut, Finding, Reason, Value};
use rustc_hash::FxHashMap;

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
type Coordinates = (Option<u32>, Option<u32>, Option<(usize, u32)>);

/// A published total and the cells that add up to it.
#[derive(Debug)]
struct Sum {
    total: usize,
    parts: Vec<usize>,
}

/// Withholds cells smaller than `least`, then goes on until in every published total the withheld parts are none, or
/// at least two that together are at least `least`: otherwise the total would give them away by subtraction.
/// Group cells go before places and periods, those before the total of all.
pub(super) fn withhold(cells: &mut [Cell], least: u64) {
    for cell in cells.iter_mut() {
        cell.withheld = cell.size > 0 && cell.size < least;
    }
    let sums = sums(cells);
    let mut again = true;
    while again {
        again = false;
        for sum in &sums {
            again |= close(cells, sum, least);
        }
    }
    for cell in cells.iter_mut().filter(|cell| cell.withheld) {
        let finding = &mut cell.finding;
        finding.value = Value::Missing(Reason::Withheld);
        (finding.numerator, finding.denominator, finding.n) = (None, None, None);
        (finding.low, finding.high, finding.currency) = (None, None, None);
    }
}

/// Withholds one more part of a total where those withheld so far could be worked out; says whether it did.
fn close(cells: &mut [Cell], sum: &Sum, least: u64) -> bool {
    if cells[sum.total].withheld {
        return false;
    }
    let hidden: Vec<u64> =
        sum.parts.iter().filter(|at| cells[**at].withheld).map(|at| cells[*at].size).collect();
    if hidden.is_empty() || (hidden.len() >= 2 && hidden.iter().sum::<u64>() >= least) {
        return false;
    }
    // The smallest part that is left; a part of nobody hides nothing. Ties by the order of the cells.
    let next = sum.parts.iter().copied().filter(|at| !cells[*at].withheld && cells[*at].size > 0);
    match next.min_by_key(|at| (cells[*at].size, *at)) {
        Some(at) => cells[at].withheld = true,
        // Nothing is left but the total itself.
        None => cells[sum.total].withheld = true,
    }
    true
}

/// Every total with its parts, along each axis; sums over groups first.
fn sums(cells: &[Cell]) -> Vec<Sum> {
    let at: FxHashMap<Coordinates, usize> =
        cells.iter().enumerate().map(|(at, cell)| (coordinates(cell), at)).collect();
    let mut sums: Vec<Sum> = Vec::new();
    for axis in 0..3 {
        let mut parts: FxHashMap<(usize, Option<usize>), Vec<usize>> = FxHashMap::default();
        for (part, cell) in cells.iter().enumerate() {
            let (place, period, group) = coordinates(cell);
            let total = match axis {
                0 => group.map(|_| (place, period, None)),
                1 => place.map(|_| (None, period, group)),
                _ => period.map(|_| (place, None, group)),
            };
            // Each breakdown adds up to the same total on its own.
            let by = if axis == 0 { cell.by } else { None };
            if let Some(total) = total.and_then(|total| at.get(&total)) {
                parts.entry((*total, by)).or_default().push(part);
            }
        }
        let mut found: Vec<_> = parts.into_iter().collect();
        found.sort_unstable_by_key(|(total, _)| *total);
        sums.extend(found.into_iter().map(|((total, _), parts)| Sum { total, parts }));
    }
    sums
}

fn coordinates(cell: &Cell) -> Coordinates {
    (cell.place, cell.period, cell.by.zip(cell.group))
}

#[cfg(test)]
mod tests {
    use super::*;
    use esito_model::Key;

    fn cell(place: Option<u32>, group: Option<u32>, size: u64) -> Cell {
        let finding = Finding {
            key: Key::default(),
            value: Value::Known(0.5),
            numerator: None,
            denominator: None,
            n: Some(size),
            low: None,
            high: None,
            currency: None,
            flags: String::new(),
        };
        let cut = if place.is_some() { Cut::Place } else { Cut::Total };
        Cell { cut, by: group.map(|_| 0), place, period: None, group, size, withheld: false, finding }
    }

    fn hidden(cells: &mut [Cell]) -> Vec<usize> {
        withhold(cells, 5);
        (0..cells.len()).filter(|at| cells[*at].withheld).collect()
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
}
