//! References and lookups: columns of other tables, without ever multiplying a row.

use super::table::{Dataset, TableData};
use esito_model::{Framework, Lookup, Many, Remark, RemarkPlace, Severity, Table};
use polars::prelude::*;
use rustc_hash::FxHashMap;

/// A resolved reference: for each row here the row there.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// The column here, the prefix of names.
    pub column: String,
    /// The table there.
    pub table: usize,
    /// The row there; missing where the reference leads nowhere.
    pub rows: IdxCa,
}

/// How many different values of a lookup are listed in a cell.
const LONGEST_LIST: usize = 100;

impl Dataset {
    /// Resolves every lookup and reference of the framework; what leads nowhere is a remark.
    ///
    /// Lookups come first, so that a third table can refer to a looked-up column.
    pub(crate) fn link(&mut self, framework: &Framework, remarks: &mut Vec<Remark>) {
        for table in &framework.tables {
            for lookup in &table.lookups {
                if let Some(column) = self.looked_up(framework, table, lookup)
                    && let Some(at) = self.position(&table.id)
                {
                    // As long as the frame, so it always fits.
                    let _ = self.tables[at].frame.with_column(column);
                }
            }
        }
        for table in &framework.tables {
            for reference in &table.references {
                let (Some(here), Some(there)) = (self.position(&table.id), self.position(&reference.table))
                else {
                    continue;
                };
                let key = framework.tables.iter().find(|one| one.id == reference.table);
                let Some(key) = key.and_then(|one| one.key.first()) else { continue };
                let (Some(ours), Some(theirs)) = (self.text(here, &reference.column), self.text(there, key))
                else {
                    continue;
                };
                let rows = resolve(&ours, &theirs);
                dangling(
                    &self.tables[here],
                    table,
                    &reference.column,
                    &reference.table,
                    &ours,
                    &rows,
                    remarks,
                );
                self.tables[here].links.push(Link { column: reference.column.clone(), table: there, rows });
            }
        }
    }

    /// A column as text.
    fn text(&self, table: usize, name: &str) -> Option<StringChunked> {
        let column = self.column(table, name)?;
        let series = column.as_materialized_series().cast(&DataType::String).ok()?;
        Some(series.str().ok()?.clone())
    }

    fn looked_up(&self, framework: &Framework, table: &Table, lookup: &Lookup) -> Option<Column> {
        let (here, there) = (self.position(&table.id)?, self.position(&lookup.table)?);
        let key = framework.tables.iter().find(|one| one.id == table.id)?.key.first()?;
        let (ours, theirs) = (self.text(here, key)?, self.text(there, &lookup.on)?);
        let taken = self.text(there, &lookup.take)?;
        let mut found: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (key, value) in theirs.iter().zip(taken.iter()) {
            // A blank cell does not disagree with anything.
            let (Some(key), Some(value)) = (key, value) else { continue };
            let values = found.entry(key).or_default();
            if !values.contains(&value) && values.len() < LONGEST_LIST {
                values.push(value);
            }
        }
        let joined: FxHashMap<&str, String> = found
            .iter()
            .filter_map(|(key, values)| {
                let value = match (values.as_slice(), lookup.many) {
                    ([one], _) => (*one).to_owned(),
                    (_, Many::Several) => "several".to_owned(),
                    (values, Many::First) => (*values.first()?).to_owned(),
                    (values, Many::List) => values.join("; "),
                    (_, Many::Missing) => return None,
                };
                Some((*key, value))
            })
            .collect();
        let column: StringChunked =
            ours.iter().map(|key| key.and_then(|key| joined.get(key)).map(String::as_str)).collect();
        Some(column.with_name(lookup.column.as_str().into()).into_column())
    }
}

/// For each of our cells the first row there whose key is the same.
fn resolve(ours: &StringChunked, theirs: &StringChunked) -> IdxCa {
    let mut rows: FxHashMap<&str, IdxSize> = FxHashMap::default();
    for (row, key) in (0..).zip(theirs.iter()) {
        if let Some(key) = key {
            rows.entry(key).or_insert(row);
        }
    }
    ours.iter().map(|cell| cell.and_then(|cell| rows.get(cell)).copied()).collect()
}

/// One remark for all cells of a reference that lead nowhere.
fn dangling(
    data: &TableData,
    table: &Table,
    column: &str,
    other: &str,
    ours: &StringChunked,
    rows: &IdxCa,
    remarks: &mut Vec<Remark>,
) {
    let mut remark: Option<Remark> = None;
    let header =
        table.columns.iter().find(|one| one.name == column).map_or(column, |one| one.header.as_str());
    for (row, (cell, found)) in ours.iter().zip(rows.iter()).enumerate() {
        let (Some(cell), None) = (cell, found) else { continue };

        let place = RemarkPlace {
            file: data.origins.name(row),
            line: data.origins.line.get(row).map(|line| u64::from(*line)),
            column: Some(header.to_owned()),
            record: u64::try_from(row + 1).ok(),
        };
        match &mut remark {
            None => {
                let private = table.private.iter().any(|one| one == column);
                let shown =
                    if private { "a value that is not shown".to_owned() } else { format!("\"{cell}\"") };
                let message = format!("expected a key of the table \"{other}\", found {shown}");
                remark = Some(
                    Remark::new("dangling-reference", Severity::Doubt, place, message)
                        .with_seen((!private).then(|| cell.to_owned()))
                        .with_names([other.to_owned()])
                        .with_help(
                            "the row stays in all totals; where it is asked for the other table's columns it is unknown",
                        ),
                );
            }
            Some(remark) => {
                remark.count += 1;
                if remark.places.len() < 3 {
                    remark.places.push(place);
                }
            }
        }
    }
    remarks.extend(remark);
}
