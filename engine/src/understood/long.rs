//! Wide made long: one row for each wide cell, blank ones included, so that nothing is lost.

use super::columns::{Understood, laid};
use super::parts::year_and_part;
use super::write::{cell, end, wide};
use crate::judge::whole_period;
use crate::read::{Sheet, bare_name};
use esito_model::Layout;

/// The table in the long form; as it is where it is long already.
pub(super) fn long(sheet: &Sheet, understood: &[Understood]) -> String {
    let laid = laid(sheet, understood);
    let whole = year_and_part(sheet);
    let names: &[&str] = match laid.layout {
        Layout::Long if whole.is_none() => return wide(sheet, understood),
        Layout::Long => &[],
        Layout::WideByPeriod => &["period"],
        Layout::WideByIndicator => &["indicator"],
        Layout::WideByPlace => &["place"],
        Layout::WideByBoth => &["indicator", "period"],
    };
    // What stands beside a wide column belongs to its rows alone.
    let marks: Vec<usize> = laid.beside.iter().flatten().copied().collect();
    // A year and a part of it are one period.
    let (year, part) = whole.map_or((None, None), |(year, part, _)| (Some(year), Some(part)));
    let kept: Vec<usize> = (0..sheet.columns.len())
        .filter(|at| !laid.wide.contains(at) && !marks.contains(at) && part != Some(*at))
        .collect();
    let free = |name: &str| {
        let taken = kept.iter().any(|at| sheet.columns[*at].name == name);
        if taken { format!("{name} (2)") } else { name.to_owned() }
    };
    let mut out = String::new();
    let mark = marks.first().map(|at| match bare_name(&sheet.columns[*at].name) {
        name if name.starts_with("column ") => free("flag"),
        name => free(name),
    });
    let values = usize::from(laid.layout != Layout::Long);
    let width = kept.len() + names.len() + values + usize::from(mark.is_some());
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        for (at, text) in cells.enumerate() {
            cell(&mut out, at, &text);
        }
        end(&mut out, width);
    };
    let headers = kept.iter().map(|at| match Some(*at) == year {
        true => free("period"),
        false => sheet.columns[*at].name.clone(),
    });
    let value = (values > 0).then(|| free("value"));
    line(&mut headers.chain(names.iter().map(|name| free(name))).chain(value).chain(mark.clone()));
    for row in 0..sheet.len() {
        let period = whole
            .and_then(|(year, part, kind)| whole_period(sheet.cell(row, year), sheet.cell(row, part), kind));
        let id = |at: &usize| match &period {
            Some(period) if Some(*at) == year => period.clone(),
            _ => understood[*at].print(sheet, row, *at).into_owned(),
        };
        let ids: Vec<String> = kept.iter().map(id).collect();
        if laid.layout == Layout::Long {
            line(&mut ids.into_iter());
            continue;
        }
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
