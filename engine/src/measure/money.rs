//! Which currency an amount is in. Money never adds up across currencies.

use super::plan::Body;
use crate::dataset::{Codes, Dataset};
use crate::formula::{Fold, Node};
use esito_model::{Framework, Table};
use std::sync::Arc;

/// The currencies of the money columns that an indicator reads.
#[derive(Debug, Default)]
pub(crate) struct Currencies {
    /// Names that occur; the number of a currency is its place here. Number 0 is unknown.
    labels: Vec<String>,
    columns: Vec<(String, Source)>,
}

#[derive(Debug)]
enum Source {
    Always(u32),
    /// For every row the currency's number.
    Rows(Vec<u32>),
}

/// The number of rows whose currency cell is empty.
const UNKNOWN: u32 = 0;

/// What was seen of currencies in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Seen {
    #[default]
    Nothing,
    One(u32),
    /// Several, or more than one amount whose currency is unknown.
    Mixed,
}

impl Seen {
    #[inline]
    pub(super) fn add(&mut self, currency: u32) {
        *self = match *self {
            Self::Nothing => Self::One(currency),
            Self::One(seen) if seen == currency && seen != UNKNOWN => Self::One(seen),
            _ => Self::Mixed,
        };
    }

    /// What two folds saw together.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, seen) | (seen, Self::Nothing) => seen,
            (Self::One(a), Self::One(b)) if a == b => Self::One(a),
            _ => Self::Mixed,
        }
    }
}

impl Currencies {
    pub(super) fn new(
        framework: &Framework,
        dataset: &Dataset,
        definition: &Table,
        table: usize,
        body: &Body,
    ) -> Self {
        let mut names = Vec::new();
        let read = |node: &Option<Node>, names: &mut Vec<String>| {
            if let Some(node) = node {
                node.money_columns(names);
            }
        };
        let mut folds: Vec<&Fold> = Vec::new();
        match body {
            Body::Ratio { numerator, denominator } => {
                folds.extend(&numerator.folds);
                folds.extend(&denominator.folds);
            }
            Body::Value(formula) => folds.extend(&formula.folds),
            Body::Given(node, _) => node.money_columns(&mut names),
        }
        for fold in folds {
            read(&fold.of, &mut names);
            read(&fold.with, &mut names);
        }
        let mut found = Self { labels: vec![String::new()], columns: Vec::new() };
        for name in names {
            let source = found.source(framework, dataset, definition, table, &name);
            found.columns.push((name, source));
        }
        found
    }

    fn source(
        &mut self,
        framework: &Framework,
        dataset: &Dataset,
        definition: &Table,
        table: usize,
        name: &str,
    ) -> Source {
        let (owner, prefix, own) = owner(framework, definition, name);
        let spec = owner.and_then(|owner| owner.columns.iter().find(|column| column.name == own));
        let currency = spec.and_then(|column| column.currency.as_deref());
        let Some(currency) = currency else {
            return Source::Always(self.number(&framework.currency));
        };
        let is_column = owner.is_some_and(|owner| {
            owner.columns.iter().any(|column| column.name == currency)
                || owner.lookups.iter().any(|lookup| lookup.column == currency)
        });
        if !is_column {
            return Source::Always(self.number(currency));
        }
        let codes: Arc<Codes> = dataset.codes(table, &format!("{prefix}{currency}"));
        let numbers: Vec<u32> = codes.labels.iter().map(|label| self.number(label)).collect();
        let of = |code: &u32| numbers.get(*code as usize).copied().unwrap_or(UNKNOWN);
        Source::Rows(codes.code.iter().map(of).collect())
    }

    fn number(&mut self, label: &str) -> u32 {
        let at = self.labels.iter().position(|known| known == label).unwrap_or_else(|| {
            self.labels.push(label.to_owned());
            self.labels.len() - 1
        });
        u32::try_from(at).unwrap_or(UNKNOWN)
    }

    /// The name of a currency by its number; nothing for the unknown one.
    pub(super) fn label(&self, number: u32) -> Option<&str> {
        self.labels.get(number as usize).map(String::as_str).filter(|label| !label.is_empty())
    }

    /// Adds to `seen` the currencies of the money that an expression reads in this row.
    #[inline]
    pub(super) fn see(&self, columns: &[usize], row: usize, seen: &mut Seen) {
        for column in columns {
            match &self.columns[*column].1 {
                // The same money read twice in one row is still one amount.
                Source::Always(number) => *seen = seen.and(Seen::One(*number)),
                Source::Rows(numbers) => seen.add(numbers[row]),
            }
        }
    }

    /// What every row shows where all these columns are in fixed currencies; nothing where a row must be asked.
    pub(super) fn always(&self, columns: &[usize]) -> Option<Seen> {
        let seen = columns.iter().map(|column| match self.columns[*column].1 {
            Source::Always(number) => Some(Seen::One(number)),
            Source::Rows(_) => None,
        });
        seen.reduce(|seen, next| Some(seen?.and(next?))).flatten()
    }

    /// The places of the money columns that an expression reads.
    pub(super) fn read_by(&self, nodes: &[&Option<Node>]) -> Vec<usize> {
        let mut names = Vec::new();
        for node in nodes.iter().copied().flatten() {
            node.money_columns(&mut names);
        }
        names.iter().filter_map(|name| self.columns.iter().position(|(column, _)| column == name)).collect()
    }
}

/// The table that owns a column, the prefix of its names here, and its own name.
fn owner<'f>(
    framework: &'f Framework,
    table: &'f Table,
    name: &'f str,
) -> (Option<&'f Table>, String, String) {
    if table.columns.iter().any(|column| column.name == name) {
        return (Some(table), String::new(), name.to_owned());
    }
    if let Some((reference, rest)) = name.split_once('.')
        && let Some(reference) = table.references.iter().find(|one| one.column == reference)
        && let Some(other) = framework.tables.iter().find(|other| other.id == reference.table)
    {
        let (found, prefix, own) = owner(framework, other, rest);
        return (found, format!("{}.{prefix}", reference.column), own);
    }
    (None, String::new(), name.to_owned())
}
