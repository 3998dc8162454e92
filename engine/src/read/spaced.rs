//! Groups whose columns stand apart, with narrow blank columns between, and groups of which no one knows where they end.

use super::facts::Facts;
use super::joined::filled_right;
use super::layout::is_period;
use super::totals::is_total;
use crate::judge::{says, words};
use std::collections::BTreeMap;

/// Columns, each with the column where the name of its group stands.
pub(super) type Over = BTreeMap<usize, usize>;

/// Whether the cells of a row are merged, which tells where its groups end.
pub(super) fn is_merged(facts: &Facts, row: usize) -> bool {
    facts.grid.merged.iter().any(|area| area[0] <= row && row <= area[2])
}

/// Of a row of names of groups, between whose columns blank ones stand: which column belongs to which name, and whether
/// that is sure. `Utenti;;;;Operatori;;` over `Maschi;;Femmine;;Sociali;;Altri`.
pub(super) fn spaced(facts: &Facts, row: usize, lower: &[usize]) -> Option<(Over, bool)> {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let named = |column: usize| !cell(row, column).is_empty();
    let own = |column: usize| lower.iter().any(|row| !cell(*row, column).is_empty());
    let held: Vec<usize> = (0..facts.width).filter(|column| named(*column) || own(*column)).collect();
    let apart = |pair: &[usize]| pair[0] + 1 < pair[1];
    let open = |pair: &&[usize]| apart(pair) && !named(pair[1]);
    if lower.is_empty() || held.windows(2).find(open).is_none() || is_merged(facts, row) {
        return None;
    }
    let blank = |column: usize| {
        facts.live.iter().skip_while(|live| **live < row).all(|live| cell(*live, column).is_empty())
    };
    let spacer = |pair: &[usize]| apart(pair) && (pair[0] + 1..pair[1]).all(blank);
    // Each name over numbers, with the columns up to the next.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for column in held.iter().copied().skip_while(|column| !named(*column) || !facts.numeric[*column]) {
        match groups.last_mut() {
            Some(group) if !named(column) => group.push(column),
            _ => groups.push(vec![column]),
        }
    }
    // `Totale` has its name above and nothing below.
    groups.retain(|group| own(group[0]));
    let several: Vec<&Vec<usize>> = groups.iter().filter(|group| group.len() > 1).collect();
    let wholly = |group: &[usize]| group.windows(2).all(spacer);
    // The same columns in each group, or blank ones between all of them.
    let steps = |group: &[usize]| -> Vec<usize> { group.iter().map(|column| column - group[0]).collect() };
    let alike = groups.len() > 1 && groups.iter().all(|group| steps(group) == steps(&groups[0]));
    let spaced = several.iter().all(|group| wholly(group));
    let parted = |group: &&Vec<usize>| group.windows(2).any(spacer);
    if !several.iter().any(parted) || !(alike || spaced) {
        return None;
    }
    let sure = alike || several.len() > 1 && several.len() == groups.len();
    Some((groups.iter().flat_map(|group| group.iter().map(|column| (*column, group[0]))).collect(), sure))
}

/// The periods over whose middle the one name of a row stands, `;;;Importi;;` over `Voce;Codice;2020;2021;2022;Var. %`:
/// they are its columns, and no other is.
pub(super) fn over_periods(facts: &Facts, row: usize, lower: &[usize]) -> Option<Over> {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let below = *lower.last()?;
    let mut starts = (0..facts.width).filter(|column| !cell(row, *column).is_empty());
    let (start, None) = (starts.next()?, starts.next()) else { return None };
    let period = |column: &usize| is_period(cell(below, *column));
    let first = (0..=start).rev().take_while(period).last()?;
    let end = (start..facts.width).take_while(period).last()?;
    // What stands behind belongs to nobody: where the row has no cell.
    let nobody = facts.width;
    let group =
        (0..facts.width).map(|column| (column, if (first..=end).contains(&column) { start } else { nobody }));
    (first < start && end < facts.width).then(|| group.collect())
}

/// The last column of the last group of a row where it may as well stand behind the group: something else than the
/// columns in front of it, `2021;2022;Var. %` or `Autorizzati;Accreditati;Tasso di occupazione`.
pub(super) fn open_end(facts: &Facts, row: usize, lower: &[usize]) -> Option<usize> {
    const OTHER: &str = "tasso tassi var variazione variazioni variation evol evolution change forandring zmiana rate \
        taux rapporto incidenza copertura wskaznik differenza diff difference saldo dynamika utveckling veranderung";
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let below = *lower.last()?;
    if is_merged(facts, row) {
        return None;
    }
    let start = (0..facts.width).rev().find(|column| !cell(row, *column).is_empty());
    let start = start.filter(|start| facts.numeric[*start])?;
    let name = cell(row, start);
    let within = |column: &usize| {
        !cell(below, *column).is_empty() && filled_right(facts, row, *column, lower, &[]) == name
    };
    let group: Vec<usize> = (start..facts.width).take_while(within).collect();
    let (last, others) = group.split_last().filter(|(_, others)| others.len() > 1)?;
    // Groups with the same names below end alike.
    let twin = start > 0 && cell(below, start - 1) == cell(below, *last);
    let other = |column: &usize| {
        let first = words(cell(below, *column));
        first.first().is_some_and(|first| says(std::slice::from_ref(first), OTHER))
    };
    let period = |column: &usize| is_period(cell(below, *column));
    let changed = other(last) && !others.iter().any(other) && !says(&words(name), OTHER);
    let periods = others.iter().all(period) && !period(last) && !is_total(cell(below, *last));
    // A period holds for whatever stands below it.
    // Behind the total of a group may stand what is none of it: `Ricoverati;Isolati;Totale positivi;Deceduti`.
    let inside = start == (0..facts.width).find(|at| !cell(row, *at).is_empty()).unwrap_or(start)
        && !is_total(cell(below, *last))
        && others.iter().skip(1).any(|column| {
            let first = words(cell(below, *column));
            first.first().is_some_and(|first| is_total(first))
        });
    (!twin && !is_period(name) && (changed || periods || inside)).then_some(*last)
}

#[cfg(test)]
mod tests {
    use crate::SourceFile;
    use crate::read_file;

    /// The header that is printed of a file of these lines, and whether the end of a group is asked about.
    fn header(text: &str) -> (String, bool) {
        let source =
            SourceFile { name: "a.csv".into(), bytes: text.as_bytes().to_vec().into(), sha256: None };
        let read = read_file(&source, None, false);
        let asked = read.description.remarks.iter().any(|remark| remark.code == "group-end");
        (read.tables[0].lines().next().unwrap_or_default().to_owned(), asked)
    }

    #[test]
    fn groups_reach_over_blank_columns() {
        let rows = |cells: &str| format!("Nord;{cells}\nSud;{cells}\nEst;{cells}\n");
        for (names, cells, expected, asked) in [
            ("Area;A;;;B;;\n;x;;y;x;;y\n", "1;;2;3;;4", "Area,A - x,A - y,B - x,B - y", false),
            ("Area;A;;;;B;;\n;x;;y;;v;;w\n", "1;;2;;3;;4", "Area,A - x,A - y,B - v,B - w", false),
            // Of a group alone, or beside one of a single column, it is not sure.
            ("Area;;A;;;;\n;;x;;y;;z\n", ";1;;2;;3", "Area,A - x,A - y,A - z", true),
            // A blank column behind several that touch each other ends a group.
            ("Area;A;;;\n;x;y;;z\n", "1;2;;3", "Area,A - x,A - y,z", false),
            (
                "Area;A;;;B;;\n;x;y;z;x;y;Tasso\n",
                "1;2;3;4;5;6",
                "Area,A - x,A - y,A - z,B - x,B - y,B - Tasso",
                true,
            ),
        ] {
            assert_eq!(header(&format!("{names}{}", rows(cells))), (expected.to_owned(), asked), "{names}");
        }
    }
}
