//! What the columns of a file hint at together: a column that cannot say how it writes may have neighbours that can.

use super::date::Order;
use super::dates::Dates;
use super::decide_lists::perhaps_pairs;
use super::header::hints;
use super::missing::{Trust, marker};
use super::number::{Mark, undress};
use super::numbers::Numbers;
use super::words::bare;

/// What a file as a whole hints at, before its columns are judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Company {
    /// What stands between its cells, where it is text.
    pub(crate) delimiter: Option<char>,
    /// The decimal mark of every column that shows one; nothing where they differ, or none does.
    pub(crate) decimal: Option<Mark>,
    /// The decimal mark where no column shows one, and some hold thousands rather than decimals.
    pub(crate) thousands: Option<Mark>,
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
    let mut grouped = [false; 2];
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
                // Between commas `1,2` may be two codes.
                Some(Mark::Comma) => {
                    commas |= delimiter != Some(',') || !perhaps_pairs(values().map(|(_, cell)| cell));
                }
                None => {
                    let cells: Vec<&str> = values().map(|(_, cell)| cell).collect();
                    if let Some(mark) = thousands(header, &cells, delimiter) {
                        grouped[mark as usize] = true;
                    }
                }
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
    out.thousands = match (out.decimal.is_some() || out.decimals_differ, grouped) {
        (false, [true, false]) => Some(Mark::Point),
        (false, [false, true]) => Some(Mark::Comma),
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

/// The decimal mark of a column whose cells are rather thousands, `1.204` and `980`: the header says a count and cells
/// stand between semicolons, or some are whole and others end in a zero, which nobody writes here and leaves away there.
fn thousands(header: &str, cells: &[&str], delimiter: Option<char>) -> Option<Mark> {
    let hints = hints(header);
    let mark = cells.iter().find_map(|cell| cell.chars().find(|c| matches!(c, '.' | ',')))?;
    let whole = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = |cell: &str| {
        let groups = undress(cell).and_then(|dressed| dressed.body.split_once(mark));
        groups.is_some_and(|(first, rest)| !first.starts_with('0') && rest.len() == 3 && whole(rest))
    };
    if hints.code || hints.degrees || !cells.iter().all(|cell| whole(cell) || grouped(cell)) {
        return None;
    }
    let counts = hints.count && delimiter == Some(';') && mark == '.';
    let padded = cells.iter().any(|cell| whole(cell) && cell.len() > 1)
        && cells.iter().any(|cell| cell.ends_with('0') && grouped(cell));
    (counts || padded).then_some(if mark == '.' { Mark::Comma } else { Mark::Point })
}
