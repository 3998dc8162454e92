//! The table that OECD.Stat and its kin, I.Stat among them, write from a screen: selections, dimensions over the columns,
//! and a last row that names what stands in front.

use super::facts::Facts;
use super::heads::Heads;

/// How many columns stand in front, as the last row of such a header names them, with blanks behind; nothing where the
/// rows are no such header.
pub(super) fn in_front(facts: &Facts, last: usize) -> Option<usize> {
    let first = *facts.live.first()?;
    let is_named =
        facts.grid.cell(first, 0).get(..7).is_some_and(|word| word.eq_ignore_ascii_case("dataset"));
    let named = (0..facts.width).take_while(|column| !facts.grid.cell(last, *column).is_empty()).count();
    let blank = (named..facts.width).all(|column| facts.grid.cell(last, column).is_empty());
    // Below a single column a selection and a dimension look alike.
    (is_named && last > first && named > 0 && blank && facts.width > named + 1).then_some(named)
}

/// The header of such a table, whose first row of data is known.
pub(super) fn pivoted(facts: &Facts, first: usize) -> Option<Heads> {
    let above = facts.live.get(..first)?;
    let (last, above) = above.split_last()?;
    let named = in_front(facts, *last)?;
    let members =
        |row: usize| (named..facts.width).filter(|at| !facts.grid.cell(row, *at).is_empty()).count();
    let mut heads = Heads { first, ..Heads::default() };
    // What one value was chosen of stands above the table as a title does.
    let (dimensions, chosen): (Vec<usize>, Vec<usize>) = above.iter().partition(|row| members(**row) > 1);
    let begins = dimensions.first().copied()?;
    if facts.live.first() == Some(&begins) {
        return None;
    }
    heads.preamble = chosen;
    heads.names = dimensions;
    heads.names.push(*last);
    Some(heads)
}
