//! Two published margins of one small table: whether they give away a group within it.

use super::audit::determined;
use super::withhold::{Cell, Sum, WORK};
use esito_model::{Cut, Finding};
use std::collections::{BTreeMap, BTreeSet};

/// The row and the column of a cell in which there is somebody, and how many.
pub(super) type Atom = (u32, u32, u64);

/// Whether the sums over rows and the sums over columns of a table, both published, tell a group smaller than `least`.
///
/// `atoms` are all cells in which there is somebody. Besides what elimination
/// determines, a difference tells a group: of a row and the columns that hold all of it, or that it holds.
pub(super) fn gives_away(atoms: &[Atom], least: u64) -> bool {
    let rows = margin(atoms.iter().map(|(row, _, size)| (*row, *size)));
    let columns = margin(atoms.iter().map(|(_, column, size)| (*column, *size)));
    let turned: Vec<Atom> = atoms.iter().map(|(row, column, size)| (*column, *row, *size)).collect();
    difference(atoms, &rows, &columns, least)
        || difference(&turned, &columns, &rows, least)
        || eliminated(atoms, &rows, &columns, least)
}

type Margin = BTreeMap<u32, u64>;

fn margin(parts: impl Iterator<Item = (u32, u64)>) -> Margin {
    let mut sums = Margin::new();
    for (of, size) in parts {
        *sums.entry(of).or_default() += size;
    }
    sums
}

/// Whether a row less the columns within it, or the columns that it needs less the row, is a small group.
fn difference(atoms: &[Atom], rows: &Margin, columns: &Margin, least: u64) -> bool {
    let is_small = |size: u64| size > 0 && size < least;
    let size = |column: &u32| columns.get(column).copied().unwrap_or_default();
    rows.iter().any(|(row, whole)| {
        let of_row = atoms.iter().filter(|(one, ..)| one == row);
        let touched: BTreeSet<u32> = of_row.clone().map(|(_, column, _)| *column).collect();
        let within = of_row.filter(|(_, column, part)| size(column) == *part).map(|(.., part)| part);
        let rest = whole - within.sum::<u64>();
        let around = touched.iter().map(size).sum::<u64>() - whole;
        (rest < *whole && is_small(rest)) || is_small(around)
    })
}

fn eliminated(atoms: &[Atom], rows: &Margin, columns: &Margin, least: u64) -> bool {
    let cell = |size: u64, withheld: bool| Cell {
        cut: Cut::Total,
        by: None,
        place: None,
        period: None,
        group: None,
        size,
        withheld,
        finding: Finding::default(),
    };
    let mut cells: Vec<Cell> = atoms.iter().map(|(.., size)| cell(*size, true)).collect();
    let mut sums = Vec::new();
    let mut total = |size: u64, parts: Vec<usize>| {
        sums.push(Sum { total: cells.len(), parts });
        cells.push(cell(size, false));
    };
    let those = |is: &dyn Fn(&Atom) -> bool| -> Vec<usize> {
        atoms.iter().enumerate().filter(|(_, atom)| is(atom)).map(|(at, _)| at).collect()
    };
    for (row, size) in rows {
        total(*size, those(&|(one, ..)| one == row));
    }
    for (column, size) in columns {
        total(*size, those(&|(_, one, _)| one == column));
    }
    let found = determined(&cells, &sums, least, &mut WORK.clone());
    found.into_iter().any(|at| cells[at].size < least)
}

#[cfg(test)]
mod tests {
    use super::gives_away;

    #[test]
    fn a_full_table_keeps_its_cells() {
        assert!(!gives_away(&[(0, 0, 20), (0, 1, 30), (1, 0, 3), (1, 1, 12)], 5));
    }

    #[test]
    fn a_cell_that_is_left_alone_is_given_away() {
        // Nobody of row 1 is in column 1: the row is the cell.
        assert!(gives_away(&[(0, 0, 20), (0, 1, 30), (1, 0, 3)], 5));
        // Column 0 less row 0, which lies within it, is the small cell.
        assert!(gives_away(&[(0, 0, 20), (1, 0, 3), (1, 1, 40)], 5));
        // The same the other way round.
        assert!(gives_away(&[(0, 0, 20), (0, 1, 3), (1, 1, 40)], 5));
    }

    #[test]
    fn a_large_rest_gives_nobody_away() {
        assert!(!gives_away(&[(0, 0, 20), (1, 0, 8), (1, 1, 40)], 5));
    }

    #[test]
    fn a_small_rest_of_several_columns_is_found() {
        // Row 0 lies in columns 0 and 1, and with it only three others.
        assert!(gives_away(&[(0, 0, 20), (0, 1, 9), (1, 0, 2), (1, 1, 1), (1, 2, 50)], 5));
    }
}
