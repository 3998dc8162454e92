//! Expressions over rows become plain numbers, one for each row.

use super::build::MONEY_SCALE;
use super::express::express;
use super::table::Dataset;
use crate::formula::{Kind, Node};
use polars::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// The value of an expression for every row of a table.
#[derive(Debug)]
pub(crate) enum Values {
    /// Whole numbers, flags as 1 and 0, days, or money in ten-thousandths; `i64::MIN` is missing.
    Whole(Vec<i64>),
    /// Binary fractions; NaN is missing (no cell and no formula gives NaN for anything else).
    Number(Vec<f64>),
    /// Text: only whether it is there, and which it is among its codes.
    Text(Arc<super::codes::Codes>),
}

/// The mark of a missing whole number.
pub(crate) const NO_WHOLE: i64 = i64::MIN;

/// Rows of which an expression is worked out in one go.
const BLOCK: usize = 1 << 18;

impl Values {
    /// Whether the row has a value.
    #[inline]
    pub(crate) fn is_there(&self, row: usize) -> bool {
        match self {
            Self::Whole(values) => values[row] != NO_WHOLE,
            Self::Number(values) => !values[row].is_nan(),
            Self::Text(codes) => codes.code[row] != codes.unknown(),
        }
    }
}

impl Dataset {
    /// The values of an expression for every row. Missing everywhere if the frame cannot be evaluated, which the
    /// checks of the framework rule out.
    pub(crate) fn values(&self, table: usize, node: &Node, kind: Kind) -> Arc<Values> {
        if let Node::Column(name, _) = node
            && let Some(values) = self.own(table, name)
            && match values.as_ref() {
                Values::Text(_) => kind == Kind::Text,
                Values::Number(_) => kind == Kind::Number,
                Values::Whole(_) => kind != Kind::Text && kind != Kind::Number,
            }
        {
            return Arc::clone(values);
        }
        self.remember_values(format!("{table} {kind:?} {node:?}"), || match (node, kind) {
            (Node::Column(name, _), Kind::Text) => Values::Text(self.codes(table, name)),
            (_, Kind::Text) => {
                let rows = self.rows(table);
                let text = self.evaluate(table, node, 0..rows).unwrap_or_else(|| missing(rows));
                Values::Text(Arc::new(super::codes::Codes::of_text(&text)))
            }
            (_, Kind::Number) => Values::Number(self.by_blocks(table, node, numbers)),
            _ => Values::Whole(self.by_blocks(table, node, wholes)),
        })
    }

    /// For every row whether the expression is missing in it; empty where it is missing in none.
    pub(crate) fn gaps(&self, table: usize, node: &Node, kind: Kind) -> Arc<Vec<bool>> {
        self.remember_flags(format!("{table} gaps {kind:?} {node:?}"), || {
            let values = self.values(table, node, kind);
            let rows = self.rows(table);
            if (0..rows).all(|row| values.is_there(row)) {
                return Vec::new();
            }
            (0..rows).map(|row| !values.is_there(row)).collect()
        })
    }

    /// For every row whether a condition holds; unknown does not.
    pub(crate) fn flags(&self, table: usize, node: &Node) -> Arc<Vec<bool>> {
        self.remember_flags(format!("{table} {node:?}"), || {
            self.by_blocks(table, node, |found, rows, into| {
                match found.as_ref().and_then(|found| found.bool().ok()) {
                    Some(flags) => into.extend(flags.iter().map(|flag| flag == Some(true))),
                    None => into.resize(into.len() + rows, false),
                }
            })
        })
    }

    /// An expression for every row of a table, worked out block by block, so that what Polars needs meanwhile is no
    /// longer than a block; `take` adds what came of one with so many rows.
    fn by_blocks<T>(
        &self,
        table: usize,
        node: &Node,
        take: impl Fn(Option<Series>, usize, &mut Vec<T>),
    ) -> Vec<T> {
        let rows = self.rows(table);
        let mut out = Vec::with_capacity(rows);
        for from in (0..rows).step_by(BLOCK) {
            let block = from..rows.min(from + BLOCK);
            let length = block.len();
            take(self.evaluate(table, node, block), length, &mut out);
        }
        out
    }

    /// The series of an expression for these rows of a table.
    fn evaluate(&self, table: usize, node: &Node, block: Range<usize>) -> Option<Series> {
        let rows = block.len();
        if rows == 0 {
            return None;
        }
        if let Node::Column(name, _) = node {
            return Some(self.column_within(table, name, block)?.take_materialized_series());
        }
        let mut names = Vec::new();
        node.columns(&mut names);
        let mut columns = Vec::with_capacity(names.len().max(1));
        for name in &names {
            columns.push(self.column_within(table, name, block.clone())?);
        }
        let frame = if columns.is_empty() {
            // A constant needs a frame to be as long as.
            DataFrame::new(vec![missing(rows).into_column()]).ok()?
        } else {
            DataFrame::new(columns).ok()?
        };
        let found = frame.lazy().select([express(node).alias("value")]).collect().ok()?;
        let series = found.column("value").ok()?.as_materialized_series().clone();
        if series.len() == rows { Some(series) } else { Some(series.new_from_index(0, rows)) }
    }
}

fn missing(rows: usize) -> Series {
    Series::full_null("missing".into(), rows, &DataType::String)
}

fn numbers(found: Option<Series>, rows: usize, out: &mut Vec<f64>) {
    let from = out.len();
    let cast = found.and_then(|series| series.cast(&DataType::Float64).ok());
    let Some(column) = cast.as_ref().and_then(|series| series.f64().ok()) else {
        return out.resize(from + rows, f64::NAN);
    };
    for chunk in column.downcast_iter() {
        match chunk.validity() {
            None => out.extend_from_slice(chunk.values()),
            Some(_) => out.extend(chunk.iter().map(|value| value.copied().unwrap_or(f64::NAN))),
        }
    }
    // An overflow to infinity is no number that could be shown.
    for value in out.iter_mut().skip(from) {
        if !value.is_finite() {
            *value = f64::NAN;
        }
    }
}

fn wholes(found: Option<Series>, rows: usize, out: &mut Vec<i64>) {
    let cast = found.and_then(|series| series.cast(&DataType::Int64).ok());
    let Some(column) = cast.as_ref().and_then(|series| series.i64().ok()) else {
        return out.resize(out.len() + rows, NO_WHOLE);
    };
    for chunk in column.downcast_iter() {
        match chunk.validity() {
            None => out.extend_from_slice(chunk.values()),
            Some(_) => out.extend(chunk.iter().map(|value| value.copied().unwrap_or(NO_WHOLE))),
        }
    }
}

/// Ten-thousandths as major units.
#[expect(
    clippy::cast_precision_loss,
    reason = "a sum beyond 2^53 ten-thousandths is rounded to 12 digits anyway"
)]
pub(crate) fn major(ten_thousandths: i128) -> f64 {
    ten_thousandths as f64 / MONEY_SCALE as f64
}
