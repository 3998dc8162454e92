//! The rows of a header joined to one name for each column.

use super::centred::centred;
use super::facts::Facts;
use super::heads::{JOINT, is_pivot, is_stub};
use super::layout::is_period;
use super::pivoted::in_front;
use super::spaced::spaced;
use super::stub::is_own_name;

/// How many rows say that a column holds nothing.
const LOOKED_AT: usize = 400;

/// The last column of the area of merged cells that begins here.
pub(super) fn merged(facts: &Facts, row: usize, column: usize) -> Option<usize> {
    facts
        .grid
        .merged
        .iter()
        .find(|area| area[0] <= row && row <= area[2] && area[1] == column)
        .map(|area| area[3])
}

/// The names of all columns: the rows' names joined from the top.
pub(crate) fn joined(facts: &Facts, names: &[usize]) -> Vec<String> {
    let mut out = vec![String::new(); facts.width];
    // What a pivot table has in front of its upper rows are the names of those rows, not of the columns below.
    let pivot = names.split_last().is_some_and(|(last, above)| {
        let own = is_own_name(facts, above, *last);
        own || is_stub(facts, above, *last) && !above.is_empty() && is_pivot(facts, above)
    });
    let front = names.split_last().filter(|(_, above)| !above.is_empty());
    let front = front.and_then(|(last, _)| in_front(facts, *last)).unwrap_or(0);
    for (at, &row) in names.iter().enumerate() {
        let lower = &names[at + 1..];
        let centred = centred(facts, row, lower).or_else(|| Some(spaced(facts, row, lower)?.0));
        for (column, name) in out.iter_mut().enumerate() {
            if !lower.is_empty() && (pivot && !facts.numeric[column] || column < front) {
                continue;
            }
            let cell = match centred.as_ref().and_then(|labels| labels.get(&column)) {
                Some(label) => facts.grid.cell(row, *label),
                None => filled_right(facts, row, column, lower, &names[..at]),
            };
            if !cell.is_empty() && name != cell && !name.ends_with(&format!("{JOINT}{cell}")) {
                if !name.is_empty() {
                    name.push_str(JOINT);
                }
                name.push_str(cell);
            }
        }
    }
    out
}

/// The name over a column: its own, or that of the group that it belongs to.
pub(super) fn filled_right<'g>(
    facts: &Facts<'g>,
    row: usize,
    column: usize,
    lower: &[usize],
    upper: &[usize],
) -> &'g str {
    let cell = facts.grid.cell(row, column);
    if cell.is_empty() && lower.is_empty() {
        // Of the last row only what cells that are merged say.
        let mut wide = (0..column).filter(|at| merged(facts, row, *at).is_some_and(|end| end >= column));
        return wide.next_back().map_or("", |at| facts.grid.cell(row, at));
    }
    if !cell.is_empty() {
        return cell;
    }
    let own = |column: usize| lower.iter().any(|row| !facts.grid.cell(*row, column).is_empty());
    // A group goes on over columns without a name that hold the marks of the values in front of them.
    let marks = |column: usize| {
        let below = facts.live.iter().filter(|live| lower.iter().all(|row| *live > row));
        !facts.numeric[column] && below.clone().any(|row| !facts.grid.cell(*row, column).is_empty())
    };
    // Columns that hold nothing may stand between the parts of a group, which are named alike in the last row.
    let nothing = |column: usize| {
        lower.len() > 1
            && facts
                .live
                .iter()
                .filter(|live| **live >= row)
                .take(LOOKED_AT)
                .all(|row| facts.grid.cell(*row, column).is_empty())
    };
    let mut at = column;
    let mut over = 0;
    while at > 0
        && (own(at)
            || at < column && nothing(at)
            || at < column && facts.numeric[column] && own(at - 1) && marks(at))
    {
        over += usize::from(!own(at) && !nothing(at));
        at -= 1;
        let group = facts.grid.cell(row, at);
        if !group.is_empty() {
            // What stands in each of its cells, `;;(p);(p);`, is no name of a group.
            if at > 0 && facts.grid.cell(row, at - 1) == group {
                return "";
            }
            // A name of its own above begins another group: `Stranieri` ends what stands below `Istruzione`.
            let begins = |row: &usize| {
                let own = |at: usize| facts.grid.cell(*row, at);
                let over = (0..=at).rev().map(own).find(|name| !name.is_empty()).unwrap_or_default();
                (at + 1..=column).any(|at| !own(at).is_empty() && own(at) != over)
            };
            let lowest = |at: usize| lower.last().map_or("", |row| facts.grid.cell(*row, at));
            let crossed = (at..column).any(|at| !own(at) && nothing(at));
            // A year stands anywhere.
            let alike = || !is_period(lowest(column)) && (at..column).any(|at| lowest(at) == lowest(column));
            if upper.iter().any(begins) || crossed && !alike() {
                return "";
            }
            let within = match merged(facts, row, at) {
                Some(end) => column <= end,
                None if over > 0 => own(at) && !own(at + 1) && marks(at + 1),
                None => (own(at) || is_hollow(facts, at, lower)) && !is_beyond(facts, row, at, column, lower),
            };
            return if within { group } else { "" };
        }
    }
    ""
}

/// Whether a column has no values at all: what stands over it is the name of its neighbours, too.
fn is_hollow(facts: &Facts, column: usize, lower: &[usize]) -> bool {
    let below = facts.live.iter().filter(|live| lower.iter().all(|row| *live > row));
    below.clone().count() > 1 && below.clone().all(|row| facts.grid.cell(*row, column).is_empty())
}

/// Whether a column stands behind the last group of a row, whose groups all have the same names below them:
/// `;Maschi;;Femmine;;` over `REGIONI;N.;%;N.;%;Totale`.
fn is_beyond(facts: &Facts, row: usize, group: usize, column: usize, lower: &[usize]) -> bool {
    let Some(&below) = lower.last() else { return false };
    let starts = || (0..facts.width).filter(|at| !facts.grid.cell(row, *at).is_empty());
    let Some(before) = starts().rfind(|at| *at < group) else { return false };
    let wide = group - before;
    let name = |at: usize| facts.grid.cell(below, at);
    starts().next_back() == Some(group)
        && wide > 1
        && column >= group + wide
        && (0..wide).all(|at| name(before + at) == name(group + at))
        && (0..wide).all(|at| name(group + at) != name(column))
}
