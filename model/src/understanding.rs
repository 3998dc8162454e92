//! What the columns of files mean: how each was understood, what has to be asked, and what its owner decided.

use crate::{ColumnType, Layout, LineRead, Remark};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the owner of files has decided about them; whatever is not in here is proposed by the engine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decisions {
    /// The title of the dashboard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// By the name of the file.
    pub files: BTreeMap<String, FileDecision>,
    /// By the id of the proposed indicator.
    pub indicators: BTreeMap<String, IndicatorDecision>,
}

/// What was decided about one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileDecision {
    /// How the file is read: its sheet, encoding, delimiter and header.
    #[serde(flatten)]
    pub read_as: crate::ReadAs,
    /// Whether wide columns stay as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wide: Option<bool>,
    /// Whether a row is about people, so that small groups are withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<bool>,
    /// By header.
    pub columns: BTreeMap<String, ColumnDecision>,
}

/// What was decided about one column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnDecision {
    /// What it is taken for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<Meaning>,
    /// The choices made, by the key of the question.
    pub answers: BTreeMap<String, String>,
    /// Spellings that are read as another one: as written, and as meant.
    pub merge: BTreeMap<String, String>,
}

/// What was decided about a proposed indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndicatorDecision {
    /// It is left out.
    pub left_out: bool,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// What a column is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The place of a row.
    Place,
    /// When a row happened: a date or a period.
    Period,
    /// A group by which indicators are told apart.
    Group,
    /// A whole number of people or things.
    Count,
    /// Any number.
    Number,
    /// Per cent.
    Percent,
    /// A share from 0 to 1.
    Share,
    /// An amount of money.
    Money,
    /// A date that is not the row's period.
    Date,
    /// Yes or no.
    Flag,
    /// Text and codes, kept as written.
    #[default]
    Text,
    /// Not used.
    LeftOut,
}

impl Meaning {
    /// Every meaning, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::Place,
        Self::Period,
        Self::Group,
        Self::Count,
        Self::Number,
        Self::Percent,
        Self::Share,
        Self::Money,
        Self::Date,
        Self::Flag,
        Self::Text,
        Self::LeftOut,
    ];

    /// The stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Period => "period",
            Self::Group => "group",
            Self::Count => "count",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Share => "share",
            Self::Money => "money",
            Self::Date => "date",
            Self::Flag => "flag",
            Self::Text => "text",
            Self::LeftOut => "left_out",
        }
    }
}

/// How files are understood, with what was decided so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Understanding {
    /// The title of the dashboard.
    pub title: String,
    /// A framework came with the files: it says what the columns mean, and only what it leaves open is asked.
    pub own: bool,
    /// The tables, in the order of their files' names.
    pub files: Vec<FileUnderstood>,
    /// The indicators that are proposed, those left out among them.
    pub indicators: Vec<IndicatorProposed>,
    /// The framework as TOML.
    pub framework: String,
    /// How many questions have no answer yet.
    pub open: u64,
    /// What makes files unusable.
    pub remarks: Vec<Remark>,
}

/// A file as understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileUnderstood {
    /// Its name.
    pub file: String,
    /// The headers, put together: files with the same shape can be read by the same decisions.
    pub shape: String,
    /// The sheet that was taken; empty for a plain file.
    pub sheet: String,
    /// The sheets that could be taken.
    pub sheets: Vec<String>,
    /// Why each sheet was taken or left out, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub whys: Vec<crate::SheetWhy>,
    /// What was decided about how it is read.
    #[serde(skip_serializing_if = "crate::ReadAs::is_empty")]
    pub read_as: crate::ReadAs,
    /// The encoding of a text file, `workbook` or `HTML`.
    pub encoding: String,
    /// What stands between cells; nothing for workbooks and files of one column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// The lines of the header.
    pub header_lines: Vec<u64>,
    /// Titles above it.
    pub preamble: Vec<LineRead>,
    /// Rows of units.
    pub units: Vec<LineRead>,
    /// Notes and sources below the data.
    pub footnotes: Vec<LineRead>,
    /// How observations lie in it.
    pub layout: Layout,
    /// The headers that become rows.
    pub wide: Vec<String>,
    /// The wide columns are turned to rows.
    pub made_long: bool,
    /// Rows looked at.
    pub rows: u64,
    /// Only the beginning of the file was looked at.
    pub in_part: bool,
    /// Whether its rows are about people.
    pub people: bool,
    /// The columns in the order of the file, made ones last.
    pub columns: Vec<ColumnUnderstood>,
    /// What has to be said about it.
    pub remarks: Vec<Remark>,
}

/// A column as understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnUnderstood {
    /// Its header in the file.
    pub header: String,
    /// Our name of it in the framework.
    pub name: String,
    /// What the row of units says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// It was made of the headers or the cells of wide columns.
    pub made: bool,
    /// What it is taken for.
    pub meaning: Meaning,
    /// What it would be taken for if nobody decided.
    pub proposed: Meaning,
    /// Why, as a stable word such as `header_place` or `cells_days`.
    pub why: String,
    /// How many different cells there are, as far as they were counted.
    pub different: u64,
    /// Cells without a value.
    pub missing: u64,
    /// Cells that cannot be read as what the column is taken for.
    pub unreadable: u64,
    /// Up to three cells, as they stand in the file and as they are read.
    pub samples: Vec<Sample>,
    /// What is asked about it.
    pub questions: Vec<Asked>,
    /// It tells who somebody is: its cells are shown by their shape alone and are in no export.
    pub private: bool,
}

/// A cell before and after.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// As it stands in the file; personal ones masked.
    pub before: String,
    /// As it is read.
    pub after: Reading,
}

/// A cell as it is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Text, as it is kept.
    Text(String),
    /// A number; a share from 0 to 1.
    Number(f64),
    /// Per cent: 45.5 for 45.5 %.
    Percent(f64),
    /// A day or a period by its code.
    When(String),
    /// Yes or no.
    Flag(bool),
    /// There is no value.
    #[default]
    Missing,
    /// It cannot be read as what the column is taken for.
    Unreadable,
    /// It can be read in two ways, and nobody has said which.
    Open,
    /// It is not used.
    LeftOut,
}

/// A question about a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// What answers are kept under: the code, and what it is about where there are several.
    pub key: String,
    /// The stable word, as in remarks.
    pub code: String,
    /// Up to three cells; personal ones masked.
    pub examples: Vec<String>,
    /// How many cells it is about.
    pub count: u64,
    /// The answers that can be given.
    pub choices: Vec<Choice>,
    /// The one that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
}

/// An answer that can be given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The stable word.
    pub value: String,
    /// What the first example becomes; nothing where that goes without saying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becomes: Option<Reading>,
}

/// An indicator that is proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndicatorProposed {
    /// Its id in the framework.
    pub id: String,
    /// Its name, in several languages where the engine made it up.
    pub label: crate::Text,
    /// Its formula as text.
    pub formula: String,
    /// Whether it is left out.
    pub left_out: bool,
}

impl Meaning {
    /// The type of the column in the framework; what is not a day in every cell is read as a period.
    #[must_use]
    pub fn kind(self, all_days: bool) -> ColumnType {
        match self {
            Self::Place | Self::Group | Self::Text | Self::LeftOut => ColumnType::Text,
            Self::Period | Self::Date if all_days => ColumnType::Date,
            Self::Period | Self::Date => ColumnType::Period,
            Self::Count => ColumnType::Count,
            Self::Number => ColumnType::Number,
            Self::Percent => ColumnType::Percent,
            Self::Share => ColumnType::Share,
            Self::Money => ColumnType::Money,
            Self::Flag => ColumnType::Bool,
        }
    }
}
