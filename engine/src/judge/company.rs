//! What the columns of a file hint at together: a column that cannot say how it writes may have neighbours that can.

use super::date::Order;
use super::dates::Dates;
use super::header::hints;
use super::missing::{Trust, marker};
use super::number::Mark;
use super::numbers::Numbers;
use super::words::bare;

/// What a file as a whole hints at, before its columns are judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Company {
    /// What stands between its cells, where it is text.
    pub(crate) delimiter: Option<char>,
    /// The decimal mark of every column that shows one; nothing where they differ, or none does.
    pub(crate) decimal: Option<Mark>,
    /// Columns show different decimal marks.
    pub(crate) decimals_differ: bool,
    /// The order of day and month of every column that shows one.
    pub(crate) order: Option<Order>,
    /// `NA` stands among numbers, so it is how the file writes what is missing.
    pub(crate) na: bool,
    /// `None` does.
    pub(crate) none: bool,
}

/// Looks at all columns of a file: their headers and cells.
pub(crate) fn company(columns: &[(&str, Vec<&str>)], delimiter: Option<char>) -> Company {
    let mut out = Company { delimiter, ..Company::default() };
    let (mut points, mut commas) = (false, false);
    let mut orders = [false; 3];
    for (header, cells) in columns {
        let values = || {
            let values = cells.iter().enumerate().map(|(row, cell)| (row, bare(cell)));
            values.filter(|(_, cell)| marker(cell).is_none())
        };
        if values().next().is_none() {
            continue;
        }
        let numbers = Numbers::survey(values());
        if numbers.each {
            // Degrees are written with a point where nothing else is.
            match numbers.shown().filter(|_| !hints(header).degrees) {
                Some(Mark::Point) => points = true,
                Some(Mark::Comma) => commas = true,
                None => {}
            }
            for cell in cells.iter().map(|cell| bare(cell)) {
                if matches!(marker(cell), Some((_, Trust::AmongValues))) {
                    out.na |= cell.eq_ignore_ascii_case("na");
                    out.none |= cell.eq_ignore_ascii_case("none");
                }
            }
            continue;
        }
        let dates = Dates::survey(values());
        if let Some(order) = dates.shown() {
            orders[order as usize] = true;
        }
    }
    out.decimals_differ = points && commas;
    out.decimal = match (points, commas) {
        (true, false) => Some(Mark::Point),
        (false, true) => Some(Mark::Comma),
        _ => None,
    };
    out.order = match orders {
        [true, false, false] => Some(Order::Day),
        [false, true, false] => Some(Order::Month),
        [false, false, true] => Some(Order::Year),
        _ => None,
    };
    out
}
