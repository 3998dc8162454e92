//! Single cells of a table, to be shown.

use super::build::grain_column;
use super::table::Dataset;
use super::values::{NO_WHOLE, Values};
use crate::statistics::calendar::{civil, period_code, period_month};
use esito_model::Every;
use polars::prelude::*;

/// A typed cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// There is no value.
    Missing,
    /// `text`
    Text(String),
    /// `count`, and `money` in ten-thousandths.
    Whole(i64),
    /// `number`, `share`, `percent` (divided).
    Number(f64),
    /// `date` and `period`, by their code.
    When(String),
    /// `bool`
    Flag(bool),
}

impl Dataset {
    /// The cells of a column at these rows; missing where there is no such row.
    pub(crate) fn cells(&self, table: usize, name: &str, rows: &[usize]) -> Vec<Cell> {
        if let Some(own) = self.own(table, name) {
            return rows.iter().map(|row| cell_of(own, *row)).collect();
        }
        let Some(column) = self.column(table, name) else { return vec![Cell::Missing; rows.len()] };
        let grain = self.column(table, &grain_column(name));
        let cell = |row: &usize| match column.get(*row) {
            Err(_) | Ok(AnyValue::Null) => Cell::Missing,
            Ok(AnyValue::String(text)) => Cell::Text(text.to_owned()),
            Ok(AnyValue::StringOwned(text)) => Cell::Text(text.to_string()),
            Ok(AnyValue::Int64(whole)) => Cell::Whole(whole),
            Ok(AnyValue::Float64(number)) => Cell::Number(number),
            Ok(AnyValue::Boolean(flag)) => Cell::Flag(flag),
            Ok(AnyValue::Date(day)) => {
                let grain = grain.as_ref().and_then(|grain| grain.get(*row).ok());
                Cell::When(code(day, grain.and_then(|grain| grain.extract::<u32>())))
            }
            Ok(other) => Cell::Text(other.to_string()),
        };
        rows.iter().map(cell).collect()
    }
}

/// A cell of a column that is kept beside the frame.
fn cell_of(values: &Values, row: usize) -> Cell {
    match values {
        Values::Text(codes) => {
            let label = codes.code.get(row).and_then(|code| codes.labels.get(*code as usize));
            label.map_or(Cell::Missing, |label| Cell::Text(label.clone()))
        }
        Values::Whole(cells) => match cells.get(row) {
            None | Some(&NO_WHOLE) => Cell::Missing,
            Some(whole) => Cell::Whole(*whole),
        },
        Values::Number(cells) => {
            let number = cells.get(row).filter(|number| !number.is_nan());
            number.map_or(Cell::Missing, |number| Cell::Number(*number))
        }
    }
}

/// A day or a period by its code, as exactly as it was given.
fn code(day: i32, grain: Option<u32>) -> String {
    let every = match grain {
        Some(0) => Every::Year,
        Some(1) => Every::Half,
        Some(2) => Every::Quarter,
        Some(3) => Every::Month,
        _ => {
            let (year, month, day) = civil(day);
            return format!("{year:04}-{month:02}-{day:02}");
        }
    };
    period_code(period_month(day, every), every)
}
