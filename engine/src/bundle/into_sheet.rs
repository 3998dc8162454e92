//! Mended rows go back into the sheets of an xlsx workbook: the cells that were changed, where they stand.
//!
//! The workbook is read again before and after. Unless every other cell of every sheet is the same, nothing is done.

use super::mend::lost;
use super::put_back::{Mended, PutBack};
use crate::read::{NewCells, Sheet, open, patched};
use esito_model::ReadAs;
use std::collections::BTreeMap;

/// Stands between the name of a sheet and the row in it: `Esiti!12`.
pub(super) const OF_SHEET: char = '!';

/// Where a row of a sheet stands, as a column of the rows to mend says it.
pub(super) fn spot(sheet: Option<&str>, line: u32) -> String {
    sheet.map_or_else(|| line.to_string(), |sheet| format!("{sheet}{OF_SHEET}{line}"))
}

/// The workbook with mended rows in it; nothing where it cannot be written, or would not read the same elsewhere.
pub(super) fn into_workbook(
    name: &str,
    original: &[u8],
    mended: Mended,
    read_as: &ReadAs,
) -> Option<PutBack> {
    let Mended { headers, rows, remarks } = mended;
    let before = sheets(name, original);
    let own = |sheet: &Sheet| sheet.columns.iter().map(|column| &column.name).eq(&headers);
    let named = |wanted: Option<&str>| {
        let wanted = wanted.or(read_as.sheet.as_deref());
        let fits = |sheet: &&Sheet| own(sheet) && wanted.is_none_or(|wanted| sheet.name == wanted);
        before.iter().find(fits)
    };
    let rows_of =
        |sheet| (0..Sheet::len(sheet)).map(move |row| ((sheet.name.as_str(), sheet.line(row)), row));
    let places: BTreeMap<(&str, u32), usize> = before.iter().flat_map(rows_of).collect();
    let mut out = PutBack { remarks, ..PutBack::default() };
    let mut cells: BTreeMap<String, NewCells> = BTreeMap::new();
    for ((of, line), texts) in rows {
        let found =
            named(of.as_deref()).and_then(|sheet| Some((sheet, *places.get(&(sheet.name.as_str(), line))?)));
        let Some((sheet, row)) = found else {
            out.remarks.push(lost(name, line));
            continue;
        };
        let new: Vec<((u32, usize), String)> = sheet
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| (at, column.at, texts.get(at).map_or("", |text| text.trim())))
            .filter(|(at, _, text)| sheet.cell(row, *at).trim() != *text)
            .map(|(_, at, text)| ((line, at), text.to_owned()))
            .collect();
        if !new.is_empty() {
            out.changed += 1;
            cells.entry(sheet.name.clone()).or_default().extend(new);
        }
    }
    if cells.is_empty() {
        out.bytes = original.to_vec();
        return Some(out);
    }
    out.bytes = patched(original, &cells)?;
    let after = sheets(name, &out.bytes);
    let same = before.len() == after.len()
        && before.iter().zip(&after).all(|(old, new)| as_meant(old, new, cells.get(&old.name)));
    same.then_some(out)
}

/// Every sheet of a workbook.
fn sheets(name: &str, bytes: &[u8]) -> Vec<Sheet> {
    open(name, bytes, &ReadAs::default()).sheets.into_iter().map(|(sheet, _)| sheet).collect()
}

/// Whether a sheet reads as before, but for its new cells, which read as they were written.
fn as_meant(old: &Sheet, new: &Sheet, cells: Option<&NewCells>) -> bool {
    let columns = |sheet: &Sheet| {
        sheet.columns.iter().map(|column| (column.at, column.name.clone())).collect::<Vec<_>>()
    };
    if old.name != new.name || old.len() != new.len() || columns(old) != columns(new) {
        return false;
    }
    (0..old.len()).all(|row| {
        (0..old.columns.len()).all(|at| {
            let spot = (old.line(row), old.columns[at].at);
            let expected =
                cells.and_then(|cells| cells.get(&spot)).map_or_else(|| old.cell(row, at), String::as_str);
            new.line(row) == spot.0 && new.cell(row, at) == expected
        })
    })
}
