//! What is typed well and still cannot be: an end before its start, per cent that are shares, a value a thousand times
//! its neighbours, parts that miss their total or exceed their whole, one place in two spellings, one amount in two
//! currencies at a rate that there never was.
//!
//! Comes in: the tables when all are read and linked. Goes out: remarks. Nothing is changed and nothing set aside: the
//! owner decides. Each check needs evidence in the data themselves, so that it stays silent where it knows nothing.

mod above;
mod currencies;
mod jumps;
mod parts;
mod rates;
mod shares;
mod spans;
mod spellings;

use crate::dataset::{Dataset, Values};
use crate::formula::{value_column, value_kind};
use crate::judge::words;
use crate::told::Told;
use esito_model::{Column, ColumnType, Framework, Remark, RemarkPlace, Severity, Table};
pub(crate) use spellings::alike;
use std::sync::Arc;

/// How many places a remark names.
const PLACES: usize = 3;

/// Everything that is not plausible in the tables.
pub(crate) fn plausible(dataset: &Dataset, framework: &Framework) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for table in &framework.tables {
        let Some(number) = dataset.position(&table.id) else { continue };
        let look = Look { dataset, framework, table, number };
        if dataset.rows(number) == 0 {
            continue;
        }
        spans::check(&look, &mut remarks);
        shares::check(&look, &mut remarks);
        parts::check(&look, &mut remarks);
        above::check(&look, &mut remarks);
        jumps::check(&look, &mut remarks);
        spellings::check(&look, &mut remarks);
        currencies::check(&look, &mut remarks);
        rates::check(&look, &mut remarks);
    }
    remarks
}

/// A table that is looked at.
struct Look<'a> {
    dataset: &'a Dataset,
    framework: &'a Framework,
    table: &'a Table,
    number: usize,
}

impl<'a> Look<'a> {
    fn rows(&self) -> usize {
        self.dataset.rows(self.number)
    }

    /// The columns of these types that may be spoken of.
    fn columns(&self, kinds: &'static [ColumnType]) -> impl Iterator<Item = &'a Column> + '_ {
        let shown = |column: &&Column| {
            kinds.contains(&column.kind)
                && !self.table.private.contains(&column.name)
                && self.dataset.has_column(self.number, &column.name)
        };
        self.table.columns.iter().filter(shown)
    }

    /// Whether a count of people is so small that a remark, which is published with the answers, does not quote it.
    fn is_small(&self, count: f64) -> bool {
        let of_table = self.table.minimum_group.unwrap_or(self.framework.minimum_group);
        let own = self.framework.indicators.iter().filter(|indicator| indicator.table == self.table.id);
        let least = own.filter_map(|indicator| indicator.minimum_group).fold(of_table, u32::max);
        count > 0.0 && count < f64::from(least)
    }

    /// The column's values as numbers; money in ten-thousandths, per cent divided.
    fn values(&self, column: &Column) -> Option<Arc<Values>> {
        let node = value_column(&column.name, column.kind)?;
        Some(self.dataset.values(self.number, &node, value_kind(column.kind)))
    }

    /// The words of the header, or of the name where there is no header.
    fn words(column: &Column) -> Vec<String> {
        words(if column.header.is_empty() { &column.name } else { &column.header })
    }

    /// A remark about these rows; nothing where there are none.
    fn remark(
        &self,
        code: &str,
        rows: &[usize],
        column: &Column,
        told: impl Into<Told>,
        help: &str,
    ) -> Option<Remark> {
        let told: Told = told.into();
        let origins = &self.dataset.tables.get(self.number)?.origins;
        let place = |row: &usize| RemarkPlace {
            file: origins.name(*row),
            line: origins.line.get(*row).map(|line| u64::from(*line)),
            column: Some(if column.header.is_empty() { column.name.clone() } else { column.header.clone() }),
            record: None,
        };
        let first = place(rows.first()?);
        let mut remark = Remark::new(code, Severity::Doubt, first, told.message).with_help(help);
        remark.particulars = told.particulars;
        remark.places.extend(rows.iter().skip(1).take(PLACES - 1).map(place));
        remark.count = rows.len() as u64;
        Some(remark)
    }
}

/// A value as a number; nothing where it is missing.
#[expect(clippy::cast_precision_loss, reason = "plausibility needs no more than 53 bits")]
fn at(values: &Values, row: usize) -> Option<f64> {
    if !values.is_there(row) {
        return None;
    }
    match values {
        Values::Whole(whole) => Some(whole[row] as f64),
        Values::Number(numbers) => Some(numbers[row]),
        Values::Text(_) => None,
    }
}

/// A value as the remark writes it: money in major units, per cent as per cent.
fn shown(value: f64, kind: ColumnType) -> String {
    match kind {
        ColumnType::Money => format!("{}", value / 10_000.0),
        ColumnType::Percent => format!("{} %", (value * 1e8).round() / 1e6),
        _ => format!("{value}"),
    }
}

#[cfg(test)]
mod tests;
