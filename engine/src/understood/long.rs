//! Wide made long: one row for each wide cell, blank ones included, so that nothing is lost.

use super::columns::{Understood, laid};
use super::write::{cell, end, wide};
use crate::read::{Sheet, split_name};
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
    let kept: Vec<usize> = (0..sheet.columns.len()).filter(|at| !laid.wide.contains(at)).collect();
    let free = |name: &str| {
        let taken = kept.iter().any(|at| sheet.columns[*at].name == name);
        if taken { format!("{name} (2)") } else { name.to_owned() }
    };
    let mut out = String::new();
    let width = kept.len() + names.len() + 1;
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        for (at, text) in cells.enumerate() {
            cell(&mut out, at, &text);
        }
        end(&mut out, width);
    };
    let headers = kept.iter().map(|at| sheet.columns[*at].name.clone());
    line(&mut headers.chain(names.iter().map(|name| free(name))).chain([free("value")]));
    for row in 0..sheet.len() {
        let ids: Vec<String> =
            kept.iter().map(|at| understood[*at].print(sheet, row, *at).into_owned()).collect();
        for &at in &laid.wide {
            let name = sheet.columns[at].name.as_str();
            let parts = match split_name(name).filter(|_| names.len() == 2) {
                Some((indicator, period)) => vec![indicator.to_owned(), period.to_owned()],
                None => vec![name.to_owned()],
            };
            let value = understood[at].print(sheet, row, at).into_owned();
            line(&mut ids.iter().cloned().chain(parts).chain([value]));
        }
    }
    out
}
