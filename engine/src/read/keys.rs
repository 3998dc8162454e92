//! Keys of several parts in one column, as Eurostat's bulk files have them: `A,PC,IT` below `freq,unit,geo\\TIME_PERIOD`.
//! Each part is a column of its own; what stands behind the stroke says what the headers beside it are.

use super::grid::Grid;
use super::noted::{Noted, brief, shown};
use super::sheet::Column;
use crate::told::told;
use esito_model::Severity;
use std::collections::BTreeSet;

/// Whether a header names the parts of a key.
pub(super) fn is_key(header: &str) -> bool {
    parts(header).is_some()
}

/// The names of the parts of the first column; nothing where its header names one thing.
fn parts(header: &str) -> Option<Vec<String>> {
    let (names, axis) = header.rsplit_once('\\')?;
    let plain =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let names: Vec<String> = names.split(',').map(|name| name.trim().to_owned()).collect();
    (names.len() > 1 && plain(axis.trim()) && names.iter().all(|name| plain(name))).then_some(names)
}

/// Makes columns of the parts of the first one, if every cell has as many.
pub(super) fn split(
    grid: &Grid,
    rows: &[usize],
    line: Option<&u32>,
    columns: &mut Vec<Column>,
    noted: &mut Noted,
) {
    let Some((names, first)) = columns.first().and_then(|first| Some((parts(&first.name)?, first.clone())))
    else {
        return;
    };
    let other = rows.iter().find(|row| grid.cell(**row, first.at).split(',').count() != names.len());
    let mut seen: BTreeSet<&str> = columns.iter().skip(1).map(|column| column.name.as_str()).collect();
    if let Some(row) = other {
        let found = grid.cell(*row, first.at);
        let message = || {
            let (header, found) = (shown(&first.name), shown(found));
            told(format!("expected as many parts in each cell as in {header}, found {found}; the column is left as found"))
                .found([brief(&first.name), brief(grid.cell(*row, first.at))])
        };
        let help = "write each part into a column of its own";
        noted.say(("compound-column", Severity::Doubt), Some(grid.line(*row)), None, message, help);
    } else if names.iter().all(|name| seen.insert(name)) {
        let message = || {
            told(format!(
                "expected one name for a column, found several, {}; each is a column of its own",
                shown(&first.name)
            ))
            .found([brief(&first.name)])
        };
        noted.say(("compound-column", Severity::Note), line.copied(), None, message, "");
        let parts = names.into_iter().enumerate();
        let parts = parts.map(|(at, name)| Column { name, part: Some(at), ..first.clone() });
        columns.splice(..1, parts.collect::<Vec<_>>());
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn headers_of_keys_are_told_from_others() {
        let found = parts("freq,unit,geo\\TIME_PERIOD").expect("a key");
        assert_eq!(found, ["freq", "unit", "geo"]);
        for header in ["geo\\time", "C:\\a,b", "nome, cognome", "a,,b\\time", "a,b\\", "di cui, altri\\anno"]
        {
            assert!(parts(header).is_none(), "{header}");
        }
    }
}
