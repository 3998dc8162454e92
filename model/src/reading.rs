//! A file as it was understood: what was recognised in it, column by column.

use crate::Remark;
use serde::{Deserialize, Serialize};

/// A file and its tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileRead {
    /// The file's name.
    pub file: String,
    /// Its tables: one, or one for each sheet of a workbook or file of a zip.
    pub sheets: Vec<SheetRead>,
    /// Which of them is meant where none is named, from 0.
    pub chosen: usize,
    /// Sheets without a table, or hidden.
    pub others: Vec<String>,
    /// What has to be said about it.
    pub remarks: Vec<Remark>,
}

/// A table as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetRead {
    /// The name of the sheet, or of the file in a zip; empty for a plain file.
    pub name: String,
    /// The encoding of a text file, `workbook` or `HTML`.
    pub encoding: String,
    /// What stands between cells; nothing for workbooks and files of one column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// The lines of the header.
    pub header_lines: Vec<u64>,
    /// Titles above it.
    pub preamble: Vec<LineRead>,
    /// Rows that say units.
    pub units: Vec<LineRead>,
    /// Notes and sources below the data.
    pub footnotes: Vec<LineRead>,
    /// How observations lie in it.
    pub layout: Layout,
    /// The columns that would become rows in the long form, by their header.
    pub wide: Vec<String>,
    /// How many rows of data there are.
    pub rows: u64,
    /// The columns in the order of the file.
    pub columns: Vec<ColumnRead>,
}

/// A line that is not part of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRead {
    /// The line, from 1.
    pub line: u64,
    /// Its cells, joined.
    pub text: String,
}

/// A column as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnRead {
    /// The header as printed.
    pub header: String,
    /// What the row of units says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What it is: `number`, `date`, `period`, `code`, `text` and so on.
    pub kind: String,
    /// Cells without a value.
    pub missing: u64,
    /// Up to three cells as they stand in the file, and as they are printed.
    pub samples: Vec<[String; 2]>,
    /// What is ambiguous about it and was asked.
    pub questions: Vec<QuestionRead>,
}

/// Something that the owner of a file has to decide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionRead {
    /// The stable word, as in remarks.
    pub code: String,
    /// What was found, and what was assumed.
    pub message: String,
    /// The readings: what each is called, and what the first example becomes.
    pub readings: Vec<[String; 2]>,
    /// Up to three cells.
    pub examples: Vec<String>,
}

/// How observations lie in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// One row for each observation.
    #[default]
    Long,
    /// A column for each period.
    WideByPeriod,
    /// A column for each indicator.
    WideByIndicator,
    /// A column for each place.
    WideByPlace,
    /// A column for each indicator and period.
    WideByBoth,
}
