//! SQL text becomes a checked formula; what is not known is refused at its column.
//!
//! `parse` gives the tree; it is walked against the list of what is allowed, and gets SQL's own meaning: a sum of
//! nothing is missing, `/` divides as numbers, `FILTER` filters, a trailing clause is an error.
//! Knows no data and no Polars: `dataset` turns the trees into expressions over frames.

mod aggregate;
mod kinds;
mod parse;
mod row;
mod syntax;
mod tokens;
mod tree;
mod walk;

pub(crate) use tree::{
    Aggregate, Fold, FoldBy, Formula, Function, Kind, Node, Numeric, Relation, Sign, Test,
};

use esito_model::ColumnType;
use walk::Walk;

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
    /// A stable word: `formula-syntax`, `unknown-column`, `unknown-function`, `formula-type`.
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
    text: &str,
    role: Role,
    column: &dyn Fn(&str) -> Option<ColumnType>,
    names: &[String],
) -> Vec<Fault> {
    match role {
        Role::Aggregate => aggregate(text, column, names).err().unwrap_or_default(),
        Role::Condition => condition(text, column, names).err().unwrap_or_default(),
    }
}

/// An aggregate formula, or all its faults.
pub(crate) fn aggregate(
    text: &str,
    column: &dyn Fn(&str) -> Option<ColumnType>,
    names: &[String],
) -> Result<Formula, Vec<Fault>> {
    let parsed = walk::parsed(text)?;
    let mut walk = Walk::new(text, column, names);
    match walk.aggregate_formula(&parsed) {
        Some(formula) if walk.faults.is_empty() => Ok(formula),
        _ => Err(walk.faults_or("formula-syntax", "expected an aggregate such as SUM(x) or COUNT(*)")),
    }
}

/// A condition on one row, or all its faults.
pub(crate) fn condition(
    text: &str,
    column: &dyn Fn(&str) -> Option<ColumnType>,
    names: &[String],
) -> Result<Node, Vec<Fault>> {
    let parsed = walk::parsed(text)?;
    let mut walk = Walk::new(text, column, names);
    match walk.condition(&parsed) {
        Some(node) if walk.faults.is_empty() => Ok(node),
        _ => Err(walk.faults_or("formula-syntax", "expected a condition such as x = 'y'")),
    }
}

/// A column of values as given, as an expression; nothing where its cells are no numbers.
pub(crate) fn value_column(name: &str, kind: ColumnType) -> Option<Node> {
    let column = kinds::Typed::new(Node::Column(name.to_owned(), Kind::of(kind)), Kind::of(kind));
    match column.kind {
        Kind::Flag => column.into_kind(Kind::Whole),
        Kind::Whole | Kind::Number | Kind::Money => Some(column.node),
        Kind::Text | Kind::Date | Kind::Null => None,
    }
}

/// The kind in which the values of such a column are kept.
pub(crate) fn value_kind(kind: ColumnType) -> Kind {
    match Kind::of(kind) {
        Kind::Flag => Kind::Whole,
        kind => kind,
    }
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
