//! The table as a file: its totals, its medians, and all that stands in its cells.

use super::columns::{Cell, Column, Matrix};
use super::rank::Rank;
use crate::figure::Plate;
use crate::figure::sheet::{cells, heads};
use crate::i18n::t;
use esito_model::number::digits12;

/// The table with its file; it has no picture.
pub(super) fn plate(matrix: &Matrix) -> Plate {
    Plate { id: "compare", title: t("compare.table"), sheet: rows(matrix), ..Plate::empty() }
}

/// The head, the totals, the medians, then each place, indicator by indicator as on the screen.
fn rows(matrix: &Matrix) -> Vec<Vec<String>> {
    let mut head = vec!["row".to_owned()];
    head.extend(heads());
    head.extend(["rank", "held_against", "target"].map(str::to_owned));
    let mut out = vec![head];
    for column in &matrix.columns {
        out.push(row("all_together", "", column, &column.total));
    }
    for column in &matrix.columns {
        let Some((median, _)) = &column.median else { continue };
        let mut bare = bare("", column);
        (bare[VALUE], bare[STATUS]) = (digits12(*median), String::new());
        out.push(put("median", bare, ["", "", ""].map(str::to_owned)));
    }
    for place in &matrix.rows {
        for (column, cell) in matrix.columns.iter().zip(&place.cells) {
            out.push(row("place", &place.place, column, cell));
        }
    }
    out
}

/// Where value and status stand among the columns of a finding.
const VALUE: usize = 5;
const STATUS: usize = 12;

fn row(kind: &str, place: &str, column: &Column, cell: &Cell) -> Vec<String> {
    let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
    let finding = cell.finding.as_ref().map_or_else(|| bare(place, column), cells);
    let rank = match cell.rank {
        Rank::Clear(rank) => rank.to_string(),
        Rank::Unclear => "unclear".to_owned(),
        Rank::Nothing => String::new(),
    };
    put(kind, finding, [rank, number(cell.line), number(cell.target)])
}

/// A row of which there is no finding.
fn bare(place: &str, column: &Column) -> Vec<String> {
    let mut out = vec![String::new(); heads().len()];
    (out[0], out[1]) = (column.id.clone(), place.to_owned());
    out[2] = column.code.clone().unwrap_or_default();
    // As findings say it: missing.
    out[STATUS] = "M".to_owned();
    out
}

fn put(kind: &str, finding: Vec<String>, more: [String; 3]) -> Vec<String> {
    let mut out = vec![kind.to_owned()];
    out.extend(finding);
    out.extend(more);
    out
}

#[cfg(test)]
mod tests {
    use super::{STATUS, VALUE};
    use crate::figure::sheet::heads;

    #[test]
    fn value_and_status_stand_where_they_are_written() {
        assert_eq!((heads()[VALUE].as_str(), heads()[STATUS].as_str()), ("value", "status"));
    }
}
