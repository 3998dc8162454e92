//! The only owner of Polars frames, and the few verbs that are used on them.

mod build;

pub(crate) use build::{Builder, Grain, Origins, TableBuilder};

/// Typed tables, in the order of the framework.
#[derive(Debug, Default)]
pub(crate) struct Dataset {
    pub tables: Vec<TableData>,
}

/// One table: a frame of typed columns, and where each row came from.
#[derive(Debug)]
pub(crate) struct TableData {
    /// The table's id in the framework.
    pub id: String,
    pub(crate) frame: polars::prelude::DataFrame,
    /// Where each row stands in the files.
    pub origins: Origins,
}
