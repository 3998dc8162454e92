//! A header with more names than any row has cells: one of its names holds a delimiter that no quotes protect.

use super::facts::Facts;
use super::noted::{Noted, brief, shown};
use crate::told::told;
use esito_model::Severity;

/// Joins the names of a header that a delimiter has cut, `Rate per 1,000 people`, where it is plain which; asks in any
/// case, as every value may stand below the wrong name.
pub(super) fn mend(facts: &Facts, header: usize, rows: &[usize], names: &mut Vec<String>, noted: &mut Noted) {
    let grid = facts.grid;
    let (Some(delimiter), width) = (grid.delimiter, grid.width(header)) else { return };
    let full = width == names.len() && names.iter().all(|name| !name.is_empty());
    let cells = rows.iter().map(|row| grid.width(*row)).max().unwrap_or(width);
    if !full || cells < 2 || cells >= width || facts.records >= width {
        return;
    }
    let digit = |c: char| c.is_ascii_digit();
    let cut = |at: &usize| {
        let (before, after) = (grid.raw(header, *at), grid.raw(header, at + 1));
        let thousands = before.ends_with(digit)
            && after.len() > 2
            && after.bytes().take(3).all(|byte| byte.is_ascii_digit());
        after.starts_with(' ') || thousands
    };
    let places: Vec<usize> = (0..width - 1).filter(cut).collect();
    let line = Some(grid.line(header));
    if places.len() != width - cells {
        let help = "put quotes around names that hold the delimiter, or take the last names off";
        let message = || {
            told(format!("expected as many names as cells, found {width} names above rows of {cells} cells; the values may stand below the wrong names"))
                .counted([width, cells])
        };
        noted.say(("header-wider", Severity::Doubt), line, None, message, help);
        return;
    }
    for at in places.into_iter().rev() {
        let name = [grid.raw(header, at), grid.raw(header, at + 1)].join(&delimiter.to_string());
        let after = names.remove(at + 1);
        let apart = if grid.raw(header, at + 1).starts_with(' ') { " " } else { "" };
        names[at] = format!("{}{delimiter}{apart}{after}", names[at]);
        names.push(String::new());
        let help = "put quotes around names that hold the delimiter";
        let message = || {
            told(format!(
                "expected as many names as cells, found one more; {} was read as one name",
                shown(&name)
            ))
            .found([brief(&name)])
        };
        noted.say(("header-joined", Severity::Doubt), line, None, message, help);
    }
}
