//! Rules that somebody tries out: what was typed, how the engine understands it, what it would pay.

use crate::number::number12;
use crate::{Contract, Money, Remark, RemarkPlace, Statement, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One change to the agreed rules, in the order in which it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edit {
    /// The language in which it was typed: it says what a comma means.
    pub language: String,
    /// The rule's id; [`Edit::VERSION`] and the id of a version of the plan; empty for the contract itself.
    pub rule: String,
    /// What is changed: a field, `add` or `remove`. A first edit `add` of the contract itself begins a new contract.
    pub key: String,
    /// The text as typed; empty takes the field away.
    pub value: String,
}

impl Edit {
    /// What stands before the id of a version.
    pub const VERSION: &'static str = "version:";
}

/// A contract with edited rules, run on the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trial {
    /// The contract as it was understood; absent where a fault leaves it out whole.
    pub contract: Option<Contract>,
    /// Fields of the contract itself, as text in the reader's language: its keys as in a framework, parts of a cap as
    /// `cap.amount`, of a cap by period as `cap.per_period.amount`, names of parties as `party.provider`.
    pub fields: BTreeMap<String, String>,
    /// What holds over all rules, as a sentence; empty where a fault leaves the contract out.
    pub words: Text,
    /// The versions of the plan in order.
    pub versions: Vec<TrialVersion>,
    /// The rules in order.
    pub rules: Vec<TrialRule>,
    /// Outcomes that occur in the rows, in order.
    pub outcomes: Vec<String>,
    /// The tables that a contract may be about.
    pub tables: Vec<TrialTable>,
    /// What has to be said about the contract as a whole.
    pub remarks: Vec<Remark>,
    /// The contract as a piece of a framework.
    pub fragment: String,
    /// The whole framework with the contract in its place; absent where the contract was left out, or the bundle has no
    /// framework of its own.
    pub framework: Option<String>,
    /// What it would pay, with its lines where they were asked for; absent where it was left out.
    pub statement: Option<Statement>,
    /// The lines as comma-separated values, where they were asked for.
    pub csv: Option<String>,
    /// What the agreed rules pay.
    pub agreed: Money,
    /// What the trial would pay less what the agreed rules pay.
    pub difference: Money,
}

/// A rule that is tried out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrialRule {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// Its fields as text in the reader's language, as typed where they could not be read: the keys of a rule as in a
    /// framework, but for `currency`; parts of a cap as of the contract.
    pub fields: BTreeMap<String, String>,
    /// The whole rule as a sentence; empty where a fault leaves it out.
    pub words: Text,
    /// Whether the agreed rules have one of this id.
    pub agreed: bool,
    /// What the rule of this id pays as agreed.
    pub before: Money,
    /// What it would pay.
    pub after: Money,
    /// What it would pay less what it pays.
    pub difference: Money,
    /// Units that are paid as agreed.
    #[serde(serialize_with = "number12")]
    pub units_before: f64,
    /// Units that would be paid.
    #[serde(serialize_with = "number12")]
    pub units_after: f64,
    /// What has to be said, each at the field that its place names as column.
    pub remarks: Vec<Remark>,
}

/// A version of the plan that is tried out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrialVersion {
    /// Its id.
    pub id: String,
    /// What changed, in words.
    pub label: Text,
    /// Its fields: `label`, `from`, parts of a cap, and `cap` where it lifts the cap.
    pub fields: BTreeMap<String, String>,
    /// The version as a sentence; empty where a fault leaves it out.
    pub words: Text,
    /// Whether the agreed contract has one of this id.
    pub agreed: bool,
    /// What has to be said, each at the field that its place names as column.
    pub remarks: Vec<Remark>,
}

/// A table that a contract may be about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrialTable {
    /// Its id.
    pub id: String,
    /// The names of its columns.
    pub columns: Vec<String>,
}

/// Rows of files opened by their lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowsAt {
    /// Their tables, in order of the files that were asked for.
    pub tables: Vec<TableRows>,
    /// Lines at which there is no row.
    pub missing: Vec<RemarkPlace>,
}

/// Rows of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableRows {
    /// The table's id.
    pub table: String,
    /// The headers of the columns that are shown; private ones are not among them.
    pub headers: Vec<String>,
    /// The rows: file, line, cells as written.
    pub rows: Vec<crate::OpenedRow>,
}
