//! Remarks: what the engine has to say about the user's data. Never a panic, never lost.

use serde::{Deserialize, Serialize};

/// How much a remark takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A file, a table or an indicator cannot be used; the rest is still computed.
    Fatal,
    /// A cell, a row or a reading is in question.
    Doubt,
    /// Nothing was lost.
    Note,
}

/// Where in the user's files a remark points. Lines and columns count from 1 as in a spreadsheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the bundle.
    pub file: String,
    /// The line where the record begins; for the framework, the line of the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The header of the column, or the key in the framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The number of the record, the first row of data being 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
}

/// What a remark is about, apart from its words: what another language needs to tell the same. A cell that must not be
/// shown is not among them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    /// What was found: cells, spellings, values, lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<String>,
    /// Names of what is meant: a column, a table, a sheet, a file, an encoding.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// How many: first what was found, then what was expected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<u64>,
    /// What was found is private: it is not among the particulars.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

impl Particulars {
    /// Whether the remark is about nothing in particular.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One thing said about the data, or several equal ones folded into one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// A stable word for the kind of remark, such as `missing-column`.
    pub code: String,
    /// How much it takes away.
    pub severity: Severity,
    /// The first three places.
    pub places: Vec<Place>,
    /// What was expected and what was found: lower case, no full stop, no "you".
    pub message: String,
    /// What can be done about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// What it is about, apart from the words.
    #[serde(default, skip_serializing_if = "Particulars::is_empty")]
    pub particulars: Particulars,
    /// How many places were folded into this remark.
    pub count: u64,
    /// What mends it without a doubt, once somebody agrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// Spellings of one column that would be read as one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The table's id.
    pub table: String,
    /// Our name of the column.
    pub column: String,
    /// The spellings that most likely are not meant.
    pub spellings: Vec<String>,
    /// The one that they would be read as.
    pub into: String,
}

impl Remark {
    /// A remark about one place.
    #[must_use]
    pub fn new(code: &str, severity: Severity, place: Place, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            severity,
            places: vec![place],
            message: message.into(),
            help: String::new(),
            particulars: Particulars::default(),
            count: 1,
            fix: None,
        }
    }

    /// The same remark with what can be done about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The same remark with what was found.
    #[must_use]
    pub fn with_found(mut self, found: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.particulars.found.extend(found.into_iter().map(Into::into));
        self
    }

    /// The same remark with what was found; nothing where it must not be shown.
    #[must_use]
    pub fn with_seen(mut self, found: Option<String>) -> Self {
        self.particulars.hidden |= found.is_none();
        self.particulars.found.extend(found);
        self
    }

    /// The same remark with the names of what is meant.
    #[must_use]
    pub fn with_names(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.particulars.names.extend(names.into_iter().map(Into::into));
        self
    }

    /// The remark as the command line prints it: `outcomes.csv:14 ended: expected …, found …`.
    #[must_use]
    pub fn line(&self) -> String {
        let mut out = String::new();
        if let Some(place) = self.places.first() {
            out.push_str(&place.file);
            if let Some(line) = place.line {
                out.push_str(&format!(":{line}"));
            }
            if let Some(column) = &place.column {
                out.push_str(&format!(" {column}"));
            }
            if !out.is_empty() {
                out.push_str(": ");
            }
        }
        out.push_str(&self.message);
        if self.count > 1 {
            out.push_str(&format!(" (and {} more)", self.count - 1));
        }
        if !self.help.is_empty() {
            out.push_str(&format!("; {}", self.help));
        }
        out
    }
}
