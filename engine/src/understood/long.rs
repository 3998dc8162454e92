//! Wide made long: one row for each wide cell, blank ones included, so that nothing is lost.

use super::columns::{Understood, laid};
use super::write::{cell, end, wide};
use crate::read::{Sheet, bare_name};
use esito_model::Layout;

/// The table in the long form; as it is where it is long already.
pub(super) fn long(sheet: &Sheet, understood: &[Understood]) -> String {
    let laid = laid(sheet, understood);
    let names: &[&str] = match laid.layout {
        Layout::Long => return wide(sheet, understood),
        Layout::WideByPeriod => &["period"],
        Layout::WideByIndicator => &["indicator"],
        Layout::WideByPlace => &["place"],
        Layout::WideByBoth => &["indicator", "period"],
    };
    // What stands beside a wide column belongs to its rows alone.
    let marks: Vec<usize> = laid.beside.iter().flatten().copied().collect();
    let kept: Vec<usize> =
        (0..sheet.columns.len()).filter(|at| !laid.wide.contains(at) && !marks.contains(at)).collect();
    let free = |name: &str| {
        let taken = kept.iter().any(|at| sheet.columns[*at].name == name);
        if taken { format!("{name} (2)") } else { name.to_owned() }
    };
    let mut out = String::new();
    let mark = marks.first().map(|at| match bare_name(&sheet.columns[*at].name) {
        name if name.starts_with("column ") => free("flag"),
        name => free(name),
    });
    let width = kept.len() + names.len() + 1 + usize::from(mark.is_some());
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        for (at, text) in cells.enumerate() {
            cell(&mut out, at, &text);
        }
        end(&mut out, width);
    };
    let headers = kept.iter().map(|at| sheet.columns[*at].name.clone());
    line(&mut headers.chain(names.iter().map(|name| free(name))).chain([free("value")]).chain(mark.clone()));
    for row in 0..sheet.len() {
        let ids: Vec<String> =
            kept.iter().map(|at| understood[*at].print(sheet, row, *at).into_owned()).collect();
        for (nth, (&at, beside)) in laid.wide.iter().zip(&laid.beside).enumerate() {
            let name = sheet.columns[at].name.as_str();
            let parts = match laid.names.get(nth) {
                Some((indicator, period)) => vec![indicator.clone(), period.clone()],
                None => vec![name.to_owned()],
            };
            let value = understood[at].print(sheet, row, at).into_owned();
            let print = |at: usize| understood[at].print(sheet, row, at).into_owned();
            let flag = mark.as_ref().map(|_| beside.map(print).unwrap_or_default());
            line(&mut ids.iter().cloned().chain(parts).chain([value]).chain(flag));
        }
    }
    out
}
