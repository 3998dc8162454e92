//! The results framework: what is measured, on which files, and what was promised.
//!
//! The plain result of reading `framework.toml`; the engine's `framework` module reads and checks the text.
//! `docs/framework.md` is the written form of these types.

use crate::{Contract, Index, Indicator, MoneyPlan, Profile, Reconciliation, Text, ValueMap};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole framework, every name in it already checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Framework {
    /// A short stable name.
    pub id: String,
    /// What the page is called.
    pub title: Text,
    /// One or two sentences on what the partnerships are.
    pub description: Text,
    /// The currency of money columns that name none: ISO 4217.
    pub currency: String,
    /// The day up to which outcomes are due, `2025-12-31`; otherwise the last period in the data.
    pub as_of: Option<String>,
    /// Groups smaller than this are withheld.
    pub minimum_group: u32,
    /// Counts of people are rounded to multiples of this before anything is worked out of them; 0 and 1 for exact ones.
    #[serde(skip_serializing_if = "is_exact")]
    pub rounding: u32,
    /// Languages the framework is written in.
    pub languages: Vec<String>,
    /// The figures are made up to show the dashboard; said on every page and export.
    pub illustrative: bool,
    /// Where the data come from.
    pub sources: Vec<Source>,
    /// The files and their columns.
    pub tables: Vec<Table>,
    /// Names and positions of places.
    pub places: Vec<Place>,
    /// Names of breakdowns and their groups.
    pub dimensions: Vec<Dimension>,
    /// What is measured.
    pub indicators: Vec<Indicator>,
    /// What was promised.
    pub targets: Vec<Target>,
    /// Composite indices.
    pub indexes: Vec<Index>,
    /// What the profiles of places show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// What is paid for outcomes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contracts: Vec<Contract>,
    /// Published prices, results and payments that are compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reconciliations: Vec<Reconciliation>,
    /// What outcomes are worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueMap>,
    /// Money over time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub money: Vec<MoneyPlan>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference; no fault where pointers are small"
)]
fn is_exact(rounding: &u32) -> bool {
    *rounding <= 1
}

impl Framework {
    /// The smallest group of an indicator that is shown: its own limit, else its table's, else the framework's.
    #[must_use]
    pub fn least(&self, indicator: &Indicator) -> u32 {
        let table = self.tables.iter().find(|table| table.id == indicator.table);
        let own = indicator.minimum_group.or(table.and_then(|table| table.minimum_group));
        own.unwrap_or(self.minimum_group)
    }

    /// The target in force for an indicator and a place, all groups together: the one that was agreed last, and of
    /// several agreed on one day the first as written.
    #[must_use]
    pub fn target(&self, indicator: &str, place: Option<&str>) -> Option<&Target> {
        let day = |target: &Target| target.agreed.as_ref().map_or(String::new(), |agreed| agreed.on.clone());
        let ours = self.targets.iter().filter(|target| {
            target.indicator == indicator
                && target.place.as_deref() == place
                && target.group.is_none()
                && !target.proposed
        });
        ours.reduce(|best, next| if day(next) > day(best) { next } else { best })
    }
}

/// Who published the data, under which licence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// The name tables refer to.
    pub id: String,
    /// The name shown beside numbers.
    pub name: String,
    /// Where it can be found.
    pub url: String,
    /// The licence as stated.
    pub licence: String,
    /// The day it was retrieved.
    pub retrieved: String,
}

/// One file, or several of one shape, and what its columns mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// The name indicators refer to.
    pub id: String,
    /// The file relative to the bundle, or a glob.
    pub file: String,
    /// The sheet of a workbook, encoding, delimiter and header lines, where they are said; without a sheet the one
    /// that has most of the headers.
    #[serde(skip_serializing_if = "crate::ReadAs::is_empty")]
    pub read_as: crate::ReadAs,
    /// The source's id.
    pub source: Option<String>,
    /// The columns that together identify a row.
    pub key: Vec<String>,
    /// The smallest group of this table that is shown; otherwise the framework's.
    pub minimum_group: Option<u32>,
    /// Columns never shown, quoted or exported: those declared, and those that tell of people as far as nobody has
    /// said otherwise.
    pub private: Vec<String>,
    /// Columns that look as if they told of people and may be shown all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<String>,
    /// The columns in the order of the framework.
    pub columns: Vec<Column>,
    /// Many rows here, one there.
    pub references: Vec<Reference>,
    /// One row here, many there.
    pub lookups: Vec<Lookup>,
    /// Wide columns to make long.
    pub unpivot: Option<Unpivot>,
}

/// A column: our name, the file's header and how its cells are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Our name.
    pub name: String,
    /// The header in the file.
    pub header: String,
    /// How the cells are read.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// For periods: the header of the column that holds the part of the year, such as its quarter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// For money: the column that holds the currency, or a literal ISO 4217 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// What comes first in dates that do not show it; otherwise told by the column's other cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// What stands before decimals; otherwise told by the column's other cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<DecimalMark>,
    /// Spellings that are read as another one: as written, and as meant.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub merge: BTreeMap<String, String>,
    /// Cells that hold no value, besides the markers that are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// What comes first in a date such as `03/04/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// The day.
    #[serde(rename = "day first")]
    DayFirst,
    /// The month.
    #[serde(rename = "month first")]
    MonthFirst,
}

/// What stands before the decimals of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// `1.5`
    #[serde(rename = ".")]
    Point,
    /// `1,5`
    #[serde(rename = ",")]
    Comma,
}

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnType {
    /// As written; codes keep their zeros.
    #[default]
    Text,
    /// A whole number, not negative.
    Count,
    /// Any number.
    Number,
    /// 0 to 1.
    Share,
    /// Divided by 100 when read.
    Percent,
    /// An amount with a currency.
    Money,
    /// A full date.
    Date,
    /// A year, half, quarter, month or day.
    Period,
    /// True or false.
    Bool,
}

/// Many rows of this table point to one row of another through its single key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The column here; its name is the prefix of the other table's columns (`project.country`).
    pub column: String,
    /// The table there.
    pub table: String,
}

/// A column taken from a table that holds many rows for one of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookup {
    /// The new column of this table.
    pub column: String,
    /// The other table.
    pub table: String,
    /// Its column that holds our key.
    pub on: String,
    /// Its column that is taken.
    pub take: String,
    /// What stands where the rows disagree.
    pub many: Many,
}

/// What a lookup gives where the rows disagree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Many {
    /// The word `several`.
    #[default]
    Several,
    /// The first in the order of the file.
    First,
    /// All of them, each once, joined with `; `.
    List,
    /// Nothing.
    Missing,
}

/// Wide columns made long: one row for each of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpivot {
    /// Which headers, as a glob (`20*`).
    pub columns: String,
    /// Our name of the column that takes the headers.
    pub names_to: String,
    /// Our name of the column that takes the periods in the headers, which `names_to` then takes without them; empty
    /// where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub periods_to: String,
    /// Our name of the column that takes the cells.
    pub values_to: String,
}

impl Unpivot {
    /// Whether a column is made by this rather than found in the file.
    #[must_use]
    pub fn makes(&self, name: &str) -> bool {
        !name.is_empty()
            && [&self.names_to, &self.periods_to, &self.values_to].into_iter().any(|made| made == name)
    }
}

/// The name and position of a place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The code in the data.
    pub id: String,
    /// The name shown.
    pub label: Text,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Degrees north.
    pub latitude: Option<f64>,
}

/// The name of a breakdown and of its groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dimension {
    /// The column as written in `by`.
    pub column: String,
    /// The name shown.
    pub label: Text,
    /// Names of the groups, by their code in the data.
    pub groups: BTreeMap<String, Text>,
}

/// A promise: from where, to where, by when, agreed by whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Target {
    /// The indicator's id.
    pub indicator: String,
    /// The place, or all together.
    pub place: Option<String>,
    /// The group of a breakdown, a partnership say; or all groups together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupOf>,
    /// Where it started.
    pub baseline: Option<Point>,
    /// Where it should be.
    pub target: Point,
    /// Who agreed, when.
    pub agreed: Option<Agreement>,
    /// It is proposed and not agreed: shown beside the promise, never judged.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub proposed: bool,
    /// How the way from baseline to target is thought of.
    #[serde(skip_serializing_if = "is_linear")]
    pub along: PacePath,
}

/// A group of a breakdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupOf {
    /// The breakdown's columns joined with `|`.
    pub dimension: String,
    /// The group's codes joined with `|`.
    pub group: String,
}

/// How the way from baseline to target is thought of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PacePath {
    /// The same step in each period.
    #[default]
    Linear,
    /// The same growth in each period.
    Compound,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference; no fault where pointers are small"
)]
fn is_linear(along: &PacePath) -> bool {
    *along == PacePath::Linear
}

/// A value at a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The period's code.
    pub period: String,
    /// The value in the indicator's unit.
    pub value: f64,
}

/// Who agreed to a promise, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreement {
    /// The day.
    pub on: String,
    /// The parties.
    pub by: Vec<String>,
}
