//! A file as it was understood: what was recognised in it, column by column.

use crate::Remark;
use serde::{Deserialize, Serialize};

/// How a file is read, as far as somebody has said so; whatever is not said is found out.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadAs {
    /// The sheet of a workbook, or the file of a zip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// One of [`ENCODINGS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// What stands between cells: one of [`DELIMITERS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// The lines of the header, from 1; none of them where the file has no header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Vec<u32>>,
}

/// The encodings that a file can be said to be in, by the names that reading gives them.
pub const ENCODINGS: [&str; 14] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "Windows-1252",
    "ISO-8859-15",
    "Windows-1250",
    "ISO-8859-2",
    "Windows-1251",
    "Windows-1253",
    "Windows-1254",
    "Windows-1257",
    "Mac Roman",
    "IBM850",
    "IBM852",
];

/// What can be said to stand between cells.
pub const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

impl ReadAs {
    /// The sheet alone.
    #[must_use]
    pub fn sheet(sheet: Option<&str>) -> Self {
        Self { sheet: sheet.map(str::to_owned), ..Self::default() }
    }

    /// Whether the text of the file is read as it is found, whatever sheet is meant.
    #[must_use]
    pub fn is_found_out(&self) -> bool {
        self.encoding.is_none() && self.delimiter.is_none() && self.header.is_none()
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sheet.is_none() && self.is_found_out()
    }
}

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
    /// Why each sheet was taken or left out, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub whys: Vec<SheetWhy>,
    /// What has to be said about it.
    pub remarks: Vec<Remark>,
}

/// A sheet of a workbook, or a table of a packed file, and why it was taken or left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetWhy {
    /// Its name.
    pub name: String,
    /// The reason.
    pub why: SheetReason,
}

/// Why a sheet was taken or left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetReason {
    /// Taken: somebody named it.
    Named,
    /// Taken: the first with several columns, a header and rows.
    First,
    /// Taken: none has several columns, a header and rows, and this one holds most.
    Fullest,
    /// Left out: a table too, but not the one that was taken.
    Other,
    /// Left out: its name says that it explains the others.
    Explains,
    /// Left out: it has one column, no header or no rows.
    NoTable,
    /// Left out: it is hidden.
    Hidden,
    /// Left out: it holds nothing, or a chart.
    Blank,
}

impl SheetReason {
    /// Whether the sheet was taken.
    #[must_use]
    pub fn is_taken(self) -> bool {
        matches!(self, Self::Named | Self::First | Self::Fullest)
    }

    /// The reason in English, as remarks write it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Named => "it was named",
            Self::First => "the first with several columns, a header and rows",
            Self::Fullest => "none has several columns, a header and rows, and this one holds most",
            Self::Other => "a table too, further on",
            Self::Explains => "its name says that it explains the others",
            Self::NoTable => "it has one column, no header or no rows",
            Self::Hidden => "it is hidden",
            Self::Blank => "it holds nothing but a chart, or nothing at all",
        }
    }
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
