//! A year and a part of it in two columns, which say together when a row is.

use crate::judge::{Part, hints, part_of_year, whole_period};
use crate::read::Sheet;

/// The columns of the year and of its part, where every row has both and they make a period.
pub(crate) fn year_and_part(sheet: &Sheet) -> Option<(usize, usize, Part)> {
    let columns = || sheet.columns.iter().enumerate();
    let (at, part) = columns().find_map(|(at, column)| Some((at, part_of_year(&column.name)?)))?;
    let whole = |year: usize| {
        (0..sheet.len()).all(|row| whole_period(sheet.cell(row, year), sheet.cell(row, at), part).is_some())
    };
    let mut years =
        columns().filter(|(year, column)| *year != at && hints(&column.name).when && whole(*year));
    // Of two years it is not plain whose part it is.
    let year = years.next().filter(|_| sheet.len() > 0 && years.next().is_none())?.0;
    Some((year, at, part))
}
