//! Receipts: what a number was made of.

use crate::{FileStamp, Finding};
use serde::{Deserialize, Serialize};

/// How an indicator's numbers were made: the same for all its findings but for the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Receipt {
    /// The indicator's id.
    pub indicator: String,
    /// The formula as text, the condition included.
    pub formula: String,
    /// The table's id.
    pub table: String,
    /// Rows in the table.
    pub rows: u64,
    /// Rows used.
    pub used: u64,
    /// Rows left out, by reason.
    pub left_out: Vec<LeftOut>,
    /// Neither is told, and both are nothing here: less what is shown they would count a withheld group.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
    /// The ids of the sources.
    pub sources: Vec<String>,
    /// The files with their hashes, the framework first.
    pub files: Vec<FileStamp>,
    /// The method that made the interval, as a stable word; empty where there is none.
    pub interval: String,
    /// The engine's version.
    pub engine: String,
}

/// Rows left out for one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LeftOut {
    /// A stable word: `condition`, `filter`, `not_due`, `not_reported`.
    pub reason: String,
    /// How many rows.
    pub count: u64,
}

/// A finding opened down to its rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The finding.
    pub finding: Finding,
    /// What it was made of; `used` and `left_out` count this finding's rows.
    pub receipt: Receipt,
    /// The headers of the columns that are shown; private ones are not among them.
    pub headers: Vec<String>,
    /// A page of rows, used ones first, then those left out.
    pub rows: Vec<OpenedRow>,
    /// Where the page begins.
    pub offset: u64,
    /// How many rows there are in all.
    pub total: u64,
    /// Why no row is shown, where the finding is withheld.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub closed: String,
}

/// One row behind a finding, as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedRow {
    /// The file.
    pub file: String,
    /// The line where the record begins.
    pub line: u64,
    /// The cells as written.
    pub cells: Vec<String>,
    /// Empty where the row was used; otherwise why it was left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub left_out: String,
}
