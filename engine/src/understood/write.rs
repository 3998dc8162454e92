//! A table as comma-separated UTF-8.

use super::columns::Understood;
use crate::read::Sheet;
use crate::tidy::push_cell;

/// The table in its own layout.
pub(super) fn wide(sheet: &Sheet, understood: &[Understood]) -> String {
    let mut out = String::new();
    for (at, column) in sheet.columns.iter().enumerate() {
        cell(&mut out, at, &column.name);
    }
    if !sheet.columns.is_empty() {
        end(&mut out, sheet.columns.len());
    }
    for row in 0..sheet.len() {
        for (at, one) in understood.iter().enumerate() {
            cell(&mut out, at, &one.print(sheet, row, at));
        }
        end(&mut out, sheet.columns.len());
    }
    out
}

/// Writes a cell, in quotes only where it needs them.
pub(super) fn cell(out: &mut String, at: usize, text: &str) {
    if at > 0 {
        out.push(',');
    }
    push_cell(out, text);
}

/// Ends a row. A row of one empty cell needs quotes, or it would be a blank line.
pub(super) fn end(out: &mut String, columns: usize) {
    if columns == 1 && (out.is_empty() || out.ends_with('\n')) {
        out.push_str("\"\"");
    }
    out.push('\n');
}
