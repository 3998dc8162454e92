//! What changed between two versions of the same files: rows added, changed and gone, and the findings that moved.
//!
//! Rows are told apart by the table's key; without one by whatever names them (texts, dates, periods) where that is
//! unique in both versions; else only whole rows can be compared, and a changed row is one gone and one added.

use crate::bundle::Bundle;
use crate::dataset::Cell;
use crate::judge::conceal;
use esito_model::{
    Changes, ColumnType, Finding, FindingMoved, Key, Question, RowChange, RowChangeKind, Table, TableChanges,
};
use std::collections::BTreeMap;

/// Examples of each kind of change.
const EXAMPLES: usize = 5;
/// Findings that are listed.
const LISTED: usize = 40;

/// What changed from one version to a later one.
#[must_use]
pub fn changes(before: &Bundle, after: &Bundle) -> Changes {
    let mut out = Changes::default();
    for table in &after.framework().tables {
        let tables = &before.framework().tables;
        let headers = |table: &Table| {
            table
                .columns
                .iter()
                .map(|column| column.header.clone())
                .collect::<std::collections::BTreeSet<_>>()
        };
        // A file that was renamed has another id and the same headers.
        let earlier = tables
            .iter()
            .find(|one| one.id == table.id)
            .or_else(|| tables.iter().find(|one| headers(one) == headers(table)));
        out.tables.extend(earlier.and_then(|earlier| compare(before, earlier, after, table)));
    }
    findings(before, after, &mut out);
    out
}

/// A row: its line, and its cells as texts.
type Rows = Vec<(u64, Vec<String>)>;

fn compare(before: &Bundle, earlier: &Table, after: &Bundle, table: &Table) -> Option<TableChanges> {
    // Columns that both versions have.
    let columns: Vec<&esito_model::Column> = table
        .columns
        .iter()
        .filter(|column| earlier.columns.iter().any(|one| one.name == column.name))
        .collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let (old, new) = (rows(before, &earlier.id, &names)?, rows(after, &table.id, &names)?);
    let at = |name: &String| names.iter().position(|one| one == name);
    let key: Vec<usize> = table.key.iter().filter_map(at).collect();
    let telling: Vec<usize> = (0..columns.len()).filter(|at| tells(columns[*at].kind)).collect();
    let whole: Vec<usize> = (0..columns.len()).collect();
    let by = [key, telling].into_iter().find(|by| !by.is_empty() && unique(&old, by) && unique(&new, by));
    let private = |at: usize| table.private.contains(&columns[at].name);
    let header = |at: usize| match columns[at].header.as_str() {
        "" => columns[at].name.clone(),
        header => header.to_owned(),
    };
    let told_by = by.iter().flatten().filter(|at| !private(**at)).map(|at| header(*at)).collect();
    let mut out = TableChanges { table: table.id.clone(), told_by, ..TableChanges::default() };
    let by = by.unwrap_or(whole);
    let mut left: BTreeMap<Vec<&str>, Vec<&(u64, Vec<String>)>> = BTreeMap::new();
    for row in old.iter().rev() {
        left.entry(of(&row.1, &by)).or_default().push(row);
    }
    // An address in a column of notes is not shown either.
    let seen = |cell: &String| conceal(cell).into_owned();
    let shown = |cells: &[String]| -> Vec<String> {
        by.iter().filter(|at| !private(**at)).map(|at| seen(&cells[*at])).collect()
    };
    let mut examples: [Vec<RowChange>; 3] = Default::default();
    let mut tell = |kind: RowChangeKind, line: u64, row: Vec<String>, cells: Vec<[String; 3]>| {
        let of = &mut examples[kind as usize];
        if of.len() < EXAMPLES {
            of.push(RowChange { kind, line, row, cells });
        }
    };
    for (line, cells) in &new {
        let Some(earlier) = left.get_mut(&of(cells, &by)).and_then(Vec::pop) else {
            out.added += 1;
            tell(RowChangeKind::Added, *line, shown(cells), Vec::new());
            continue;
        };
        if earlier.1 == *cells {
            out.same += 1;
            continue;
        }
        out.changed += 1;
        let differs = |at: &usize| earlier.1[*at] != cells[*at] && !private(*at);
        let changed = (0..cells.len()).filter(differs);
        let changed = changed.map(|at| [header(at), seen(&earlier.1[at]), seen(&cells[at])]).collect();
        tell(RowChangeKind::Changed, *line, shown(cells), changed);
    }
    let mut gone: Vec<&(u64, Vec<String>)> = left.into_values().flatten().collect();
    gone.sort_by_key(|(line, _)| *line);
    for (line, cells) in gone {
        out.gone += 1;
        tell(RowChangeKind::Gone, *line, shown(cells), Vec::new());
    }
    out.examples = examples.into_iter().flatten().collect();
    Some(out)
}

/// Whether a column of this type names rows rather than measuring them.
fn tells(kind: ColumnType) -> bool {
    matches!(kind, ColumnType::Text | ColumnType::Date | ColumnType::Period | ColumnType::Bool)
}

fn of<'r>(row: &'r [String], by: &[usize]) -> Vec<&'r str> {
    by.iter().map(|at| row[*at].as_str()).collect()
}

fn unique(rows: &Rows, by: &[usize]) -> bool {
    let mut keys: Vec<Vec<&str>> = rows.iter().map(|(_, row)| of(row, by)).collect();
    keys.sort_unstable();
    keys.windows(2).all(|pair| pair[0] != pair[1])
}

fn rows(bundle: &Bundle, table: &str, names: &[&str]) -> Option<Rows> {
    let number = bundle.dataset.position(table)?;
    let origins = &bundle.dataset.tables[number].origins;
    let all: Vec<usize> = (0..origins.line.len()).collect();
    let mut out: Rows =
        origins.line.iter().map(|line| (u64::from(*line), Vec::with_capacity(names.len()))).collect();
    for name in names {
        for (row, cell) in out.iter_mut().zip(bundle.dataset.cells(number, name, &all)) {
            row.1.push(text(cell));
        }
    }
    Some(out)
}

fn text(cell: Cell) -> String {
    match cell {
        Cell::Missing => String::new(),
        Cell::Text(text) | Cell::When(text) => text,
        Cell::Whole(whole) => whole.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// The findings that moved, totals before parts.
fn findings(before: &Bundle, after: &Bundle, out: &mut Changes) {
    let question = Question { by: Some(Vec::new()), ..Question::default() };
    let (old, new) = (before.answer(&question), after.answer(&question));
    let mut values: BTreeMap<&Key, (Option<&Finding>, Option<&Finding>)> = BTreeMap::new();
    for finding in &old.findings {
        values.entry(&finding.key).or_default().0 = Some(finding);
    }
    for finding in &new.findings {
        values.entry(&finding.key).or_default().1 = Some(finding);
    }
    let mut moved: Vec<FindingMoved> = Vec::new();
    for (key, (before, after)) in values {
        if before.map(|finding| finding.value) == after.map(|finding| finding.value) {
            out.same += 1;
        } else {
            let (before, after) = (before.cloned(), after.cloned());
            moved.push(FindingMoved { key: key.clone(), before, after });
        }
    }
    out.moved = moved.len() as u64;
    let parts = |key: &Key| usize::from(key.place.is_some()) + usize::from(key.period.is_some());
    let order = |id: &str| new.framework.indicators.iter().position(|one| one.id == id);
    moved.sort_by_key(|one| (parts(&one.key), order(&one.key.indicator), one.key.clone()));
    moved.truncate(LISTED);
    out.findings = moved;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceFile, Sources};
    use esito_model::Value;

    fn bundle(text: &str, key: &str) -> Bundle {
        let framework = format!(
            "[framework]\nid = \"t\"\n[[table]]\nid = \"t\"\nfile = \"a.csv\"\nminimum_group = 1\n{key}private = [\"who\"]\n[table.columns]\n\
             id = \"ID\"\nwho = \"Who\"\nn = {{ header = \"N\", type = \"count\" }}\n[[indicator]]\nid = \"n\"\nlabel = \"N\"\ntable = \"t\"\n\
             value = \"SUM(n)\"\nunit = \"count\"\nplace = \"id\"\n"
        );
        let file = |name: &str, text: &str| SourceFile {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec().into(),
            sha256: None,
        };
        Bundle::load(Sources { files: vec![file("framework.toml", &framework), file("a.csv", text)] })
    }

    #[test]
    fn rows_are_told_apart_by_their_key() {
        let key = "key = [\"id\"]\n";
        let before = bundle("ID,Who,N\nA,x,1\nB,y,2\nC,z,3\n", key);
        let after = bundle("ID,Who,N\nC,z,3\nA,x2,1\nB,y,5\nD,w,4\n", key);
        let found = changes(&before, &after);
        let table = &found.tables[0];
        assert_eq!((table.same, table.added, table.changed, table.gone), (1, 1, 2, 0));
        assert_eq!(table.told_by, ["ID"]);
        let changed: Vec<_> =
            table.examples.iter().filter(|one| one.kind == RowChangeKind::Changed).collect();
        // A private column changed: said without its cells.
        assert_eq!((changed[0].row.as_slice(), changed[0].cells.len()), (&["A".to_owned()][..], 0));
        assert_eq!(changed[1].cells, [["N".to_owned(), "2".to_owned(), "5".to_owned()]]);
        assert_eq!((found.same, found.moved), (2, 3));
        let total = &found.findings[0];
        let value = |finding: &Option<Finding>| finding.as_ref().map(|finding| finding.value);
        assert_eq!(total.key.place, None);
        assert_eq!(
            (value(&total.before), value(&total.after)),
            (Some(Value::Known(6.0)), Some(Value::Known(13.0)))
        );
        assert_eq!(found.findings[2].before, None, "a new place had no finding");
    }

    #[test]
    fn without_a_key_by_what_names_them_or_as_whole_rows() {
        let found = changes(&bundle("ID,Who,N\nA,x,1\nB,y,2\n", ""), &bundle("ID,Who,N\nA,x,4\n", ""));
        let table = &found.tables[0];
        assert_eq!((table.same, table.added, table.changed, table.gone), (0, 0, 1, 1));
        assert_eq!(table.told_by, ["ID"], "the private column tells rows apart but is not named");
        let twins = "ID,Who,N\nA,x,1\nA,x,2\n";
        let found = changes(&bundle(twins, ""), &bundle("ID,Who,N\nA,x,2\nA,x,9\n", ""));
        let table = &found.tables[0];
        assert_eq!((table.same, table.added, table.changed, table.gone), (1, 1, 0, 1));
        let found = changes(&bundle(twins, ""), &bundle(twins, ""));
        assert_eq!((found.tables[0].same, found.moved), (2, 0));
    }
}
