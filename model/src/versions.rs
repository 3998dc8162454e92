//! Rows that something is said about, rows in and out, and what changed between two versions of the same files.

use crate::{Finding, Key, OpenedRow};
use serde::{Deserialize, Serialize};

/// Which rows are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowsAsked {
    /// The code of the remark.
    pub code: String,
    /// The file.
    pub file: String,
    /// The header of the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The lines that the remark names.
    pub lines: Vec<u64>,
    /// Where the page of rows begins.
    pub offset: u64,
    /// How many rows at most.
    pub limit: u64,
}

/// Rows that a remark is about, as they stand in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowsSaid {
    /// The headers; private columns are not among them.
    pub headers: Vec<String>,
    /// A page of rows.
    pub rows: Vec<OpenedRow>,
    /// Which of the headers the remark is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<u64>,
    /// How many rows there are; where only the first places are known, those.
    pub total: u64,
}

/// Rows in and out of one file: `rows = used + aside`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowsInOut {
    /// The file.
    pub file: String,
    /// Records of data read.
    pub rows: u64,
    /// Records in which every cell could be used.
    pub used: u64,
    /// Records with something to mend.
    pub aside: u64,
    /// Whether mended rows can be put back: into a text file or an xlsx workbook, not into others.
    pub takes_back: bool,
}

/// What changed between two versions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changes {
    /// Table by table.
    pub tables: Vec<TableChanges>,
    /// Findings that are the same in both.
    pub same: u64,
    /// Findings that moved, are new or are gone.
    pub moved: u64,
    /// The first of them, totals before parts.
    pub findings: Vec<FindingMoved>,
}

/// What changed in one table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableChanges {
    /// The table's id.
    pub table: String,
    /// The headers by which rows were told apart; none where only whole rows could be compared.
    pub told_by: Vec<String>,
    /// Rows that are the same.
    pub same: u64,
    /// Rows that only the later version has.
    pub added: u64,
    /// Rows whose cells differ.
    pub changed: u64,
    /// Rows that only the earlier version has.
    pub gone: u64,
    /// The first rows of each kind.
    pub examples: Vec<RowChange>,
}

/// A row that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowChange {
    /// What became of it.
    pub kind: RowChangeKind,
    /// The line, in the version that has it, the later one where both do.
    pub line: u64,
    /// What tells it apart, or its cells; private columns are not among them.
    pub row: Vec<String>,
    /// The cells that differ: header, before, after.
    pub cells: Vec<[String; 3]>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowChangeKind {
    /// Only the later version has it.
    #[default]
    Added,
    /// Its cells differ.
    Changed,
    /// Only the earlier version has it.
    Gone,
}

/// A finding that moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingMoved {
    /// What it is about.
    pub key: Key,
    /// It before; nothing where there was no such finding.
    pub before: Option<Finding>,
    /// It after; nothing where there is none now.
    pub after: Option<Finding>,
}
