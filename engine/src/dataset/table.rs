//! Tables and the names of their columns.

use super::build::Origins;
use super::codes::Codes;
use super::link::Link;
use super::own::to_polars;
use super::values::Values;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::any::Any;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Typed tables, in the order of the framework.
#[derive(Debug, Default)]
pub(crate) struct Dataset {
    pub tables: Vec<TableData>,
    memo: Mutex<Memo>,
}

/// One table: a frame of typed columns, and where each row came from.
#[derive(Debug)]
pub(crate) struct TableData {
    /// The table's id in the framework.
    pub id: String,
    /// Dates, flags, texts that do not repeat, and what was looked up.
    pub(super) frame: DataFrame,
    /// All other columns.
    pub(super) own: FxHashMap<String, Arc<Values>>,
    /// Where each row stands in the files.
    pub origins: Origins,
    pub(super) links: Vec<Link>,
}

/// What was worked out once and is asked for again: a changed filter or weight must not start from nothing.
/// Nothing in here can change an answer, so the verbs stay pure.
#[derive(Debug, Default)]
struct Memo {
    /// Own columns that an expression has read.
    columns: FxHashMap<String, Column>,
    codes: FxHashMap<String, Arc<Codes>>,
    values: FxHashMap<String, Arc<Values>>,
    flags: FxHashMap<String, Arc<Vec<bool>>>,
    /// What others work out about the tables: this module knows only that it is there.
    others: FxHashMap<String, Arc<dyn Any + Send + Sync>>,
}

impl Dataset {
    /// The tables, not yet linked.
    pub(crate) fn new(tables: Vec<TableData>) -> Self {
        Self { tables, memo: Mutex::default() }
    }

    /// Lets go of where in the text the rows begin; their files and lines stay.
    pub(crate) fn forget_offsets(&mut self) {
        self.tables.iter_mut().for_each(|table| table.origins.offset = Vec::new());
    }

    /// How many rows a table has.
    pub(crate) fn rows(&self, table: usize) -> usize {
        self.tables.get(table).map_or(0, |table| table.origins.line.len())
    }

    /// The position of a table by its id.
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }

    /// Whether an indicator of the table can write this name.
    pub(crate) fn has_column(&self, table: usize, name: &str) -> bool {
        let Some(data) = self.tables.get(table) else { return false };
        if data.own.contains_key(name) || data.frame.column(name).is_ok() {
            return true;
        }
        let Some((reference, rest)) = name.split_once('.') else { return false };
        let link = data.links.iter().find(|link| link.column == reference);
        link.is_some_and(|link| self.has_column(link.table, rest))
    }

    /// A column that the table keeps beside its frame.
    pub(super) fn own(&self, table: usize, name: &str) -> Option<&Arc<Values>> {
        let data = self.tables.get(table)?;
        // What was looked up stands in for a column of the same name.
        data.own.get(name).filter(|_| data.frame.column(name).is_err())
    }

    /// A column by the name written in an indicator of the table: its own, or one of a referenced table.
    pub(super) fn column(&self, table: usize, name: &str) -> Option<Column> {
        let data = self.tables.get(table)?;
        if let Ok(column) = data.frame.column(name) {
            return Some(column.clone());
        }
        if let Some(own) = data.own.get(name) {
            let known = format!("{table} {name}");
            if let Some(column) = self.memo().columns.get(&known) {
                return Some(column.clone());
            }
            let column = to_polars(own, name, 0..data.origins.line.len());
            self.memo().columns.insert(known, column.clone());
            return Some(column);
        }
        let (reference, rest) = name.split_once('.')?;
        let link = data.links.iter().find(|link| link.column == reference)?;
        let far = self.column(link.table, rest)?;
        let near = far.as_materialized_series().take(&link.rows).ok()?;
        Some(near.with_name(name.into()).into_column())
    }

    /// Some rows of a column by its name; of one that is kept beside the frame nothing more is made for Polars.
    pub(super) fn column_within(&self, table: usize, name: &str, rows: Range<usize>) -> Option<Column> {
        if let Some(own) = self.own(table, name) {
            return Some(to_polars(own, name, rows));
        }
        let from = i64::try_from(rows.start).ok()?;
        Some(self.column(table, name)?.slice(from, rows.len()))
    }

    /// A column's cells as Polars prints them.
    #[cfg(test)]
    pub(crate) fn printed(&self, table: usize, name: &str) -> Vec<String> {
        let column = self.column(table, name).expect("there is such a column");
        (0..column.len()).map(|row| column.get(row).expect("a row").to_string()).collect()
    }

    fn memo(&self) -> MutexGuard<'_, Memo> {
        // A panic elsewhere leaves only whole entries behind.
        self.memo.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn remember_codes(&self, name: String, make: impl FnOnce() -> Codes) -> Arc<Codes> {
        if let Some(known) = self.memo().codes.get(&name) {
            return Arc::clone(known);
        }
        let made = Arc::new(make());
        self.memo().codes.insert(name, Arc::clone(&made));
        made
    }

    pub(super) fn remember_values(&self, name: String, make: impl FnOnce() -> Values) -> Arc<Values> {
        if let Some(known) = self.memo().values.get(&name) {
            return Arc::clone(known);
        }
        let made = Arc::new(make());
        self.memo().values.insert(name, Arc::clone(&made));
        made
    }

    /// What was found out before under this name, or is found out now.
    pub(crate) fn remember<T: Any + Send + Sync>(&self, name: String, find: impl FnOnce() -> T) -> Arc<T> {
        let known = self.memo().others.get(&name).cloned();
        if let Some(known) = known.and_then(|known| known.downcast::<T>().ok()) {
            return known;
        }
        let found = Arc::new(find());
        self.memo().others.insert(name, Arc::clone(&found) as Arc<dyn Any + Send + Sync>);
        found
    }

    pub(super) fn remember_flags(&self, name: String, make: impl FnOnce() -> Vec<bool>) -> Arc<Vec<bool>> {
        if let Some(known) = self.memo().flags.get(&name) {
            return Arc::clone(known);
        }
        let made = Arc::new(make());
        self.memo().flags.insert(name, Arc::clone(&made));
        made
    }
}
