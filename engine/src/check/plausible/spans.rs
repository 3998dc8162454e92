//! An end before its start.

use super::Look;
use crate::dataset::{NO_WHOLE, Values};
use crate::told::told;
use esito_model::{Column, ColumnType, Remark};

const START: &str = "start started begin began beginning from inizio avvio iniziato debut commencement inicio beginn \
    anfang poczatek rozpoczecie start_date inceput borjan startdatum";
const END: &str = "end ended ending to finish finished until fine termine conclusione fin cierre ende koniec \
    zakonczenie fim sfarsit slut slutdatum";

/// Pairs of columns whose headers differ only in the words for start and end.
pub(super) fn check(look: &Look<'_>, remarks: &mut Vec<Remark>) {
    let columns: Vec<&Column> = look.columns(&[ColumnType::Date, ColumnType::Period]).collect();
    for start in &columns {
        let Some(stem) = without(start, START) else { continue };
        for end in columns.iter().filter(|end| end.name != start.name) {
            if without(end, END).as_ref() == Some(&stem) {
                pair(look, start, end, remarks);
            }
        }
    }
}

/// The words of a column without those of the list; nothing where none of them is in it.
fn without(column: &Column, list: &str) -> Option<Vec<String>> {
    let words = Look::words(column);
    let rest: Vec<String> =
        words.iter().filter(|word| !list.split(' ').any(|one| one == *word)).cloned().collect();
    (rest.len() < words.len()).then_some(rest)
}

fn pair(look: &Look<'_>, start: &Column, end: &Column, remarks: &mut Vec<Remark>) {
    let Some(starts) = look.dataset.days(look.number, &start.name) else { return };
    let (Values::Whole(starts), Some(ends)) =
        (starts.as_ref(), look.dataset.last_days(look.number, &end.name))
    else {
        return;
    };
    let before =
        |row: &usize| starts[*row] != NO_WHOLE && ends[*row] != NO_WHOLE && ends[*row] < starts[*row];
    let rows: Vec<usize> = (0..look.rows()).filter(before).collect();
    let message = format!("expected an end after its start in \"{}\", found one before it", start.header);
    let help = "correct the two dates; the row is kept as it is";
    let told = told(message).named([start.header.as_str()]);
    remarks.extend(look.remark("end-before-start", &rows, end, told, help));
}
