//! Cells become columns: what `check` fills, row by row, and `dataset` turns into a frame.

use super::own::Texts;
use super::table::TableData;
use super::values::{NO_WHOLE, Values};
use esito_model::ColumnType;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Money is kept in whole ten-thousandths: every currency of ISO 4217 has at most four decimals.
pub(crate) const MONEY_SCALE: i64 = 10_000;

/// How exactly a day was given, coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Grain {
    Year = 0,
    Half = 1,
    Quarter = 2,
    Month = 3,
    Day = 4,
}

/// Where the rows of a table stand in the files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    /// Names of the files of this table (several for a glob), as in `Sources`.
    pub files: Vec<String>,
    /// For each row the index of its file.
    pub file: Vec<u16>,
    /// For each row the line where its record begins, from 1.
    pub line: Vec<u32>,
    /// For each row the byte of the file's text where its record begins.
    pub offset: Vec<u64>,
}

impl Origins {
    /// The file of a row.
    pub(crate) fn name(&self, row: usize) -> String {
        let file = self.file.get(row).and_then(|file| self.files.get(usize::from(*file)));
        file.cloned().unwrap_or_default()
    }
}

/// A column that is being filled. Push one cell for each row.
pub(crate) enum Builder {
    /// `text`
    Text(Texts),
    /// `count`, and `money` in whole ten-thousandths
    Whole(Vec<i64>),
    /// `number`, `share`, `percent` (already divided)
    Number(Vec<f64>),
    /// `date`, `period`: the first day (days since 1970-01-01) and how exactly it was given
    Span(PrimitiveChunkedBuilder<Int32Type>, PrimitiveChunkedBuilder<UInt32Type>),
    /// `bool`
    Flag(BooleanChunkedBuilder),
}

impl Builder {
    /// An empty column for cells of this type.
    pub(crate) fn new(name: &str, kind: ColumnType, capacity: usize) -> Self {
        match kind {
            ColumnType::Text => Self::Text(Texts::new(name, capacity)),
            ColumnType::Count | ColumnType::Money => Self::Whole(Vec::with_capacity(capacity)),
            ColumnType::Number | ColumnType::Share | ColumnType::Percent => {
                Self::Number(Vec::with_capacity(capacity))
            }
            ColumnType::Date | ColumnType::Period => Self::Span(
                PrimitiveChunkedBuilder::new(name.into(), capacity),
                PrimitiveChunkedBuilder::new(grain_column(name).into(), capacity),
            ),
            ColumnType::Bool => Self::Flag(BooleanChunkedBuilder::new(name.into(), capacity)),
        }
    }

    /// A missing cell.
    pub(crate) fn missing(&mut self) {
        match self {
            Self::Text(column) => column.missing(),
            Self::Whole(column) => column.push(NO_WHOLE),
            Self::Number(column) => column.push(f64::NAN),
            Self::Span(day, grain) => {
                day.append_null();
                grain.append_null();
            }
            Self::Flag(column) => column.append_null(),
        }
    }

    /// A text; a missing cell where the column holds none.
    #[inline]
    pub(crate) fn text(&mut self, cell: &str) {
        match self {
            Self::Text(column) => column.push(cell),
            _ => self.missing(),
        }
    }

    /// A whole number, or money in ten-thousandths.
    #[inline]
    pub(crate) fn whole(&mut self, cell: i64) {
        match self {
            Self::Whole(column) => column.push(cell),
            _ => self.missing(),
        }
    }

    /// A number; one beyond all numbers is none that could be shown.
    #[inline]
    pub(crate) fn number(&mut self, cell: f64) {
        match self {
            Self::Number(column) => column.push(if cell.is_finite() { cell } else { f64::NAN }),
            _ => self.missing(),
        }
    }

    /// The first day of a date or period, in days since 1970-01-01, and how exactly it was given.
    #[inline]
    pub(crate) fn span(&mut self, day: i32, exactly: Grain) {
        match self {
            Self::Span(days, grain) => {
                days.append_value(day);
                grain.append_value(exactly as u32);
            }
            _ => self.missing(),
        }
    }

    /// True or false.
    pub(crate) fn flag(&mut self, cell: bool) {
        match self {
            Self::Flag(column) => column.append_value(cell),
            _ => self.missing(),
        }
    }

    /// The column, kept beside the frame or in it.
    fn finish(self, name: &str, own: &mut FxHashMap<String, Arc<Values>>, frame: &mut Vec<Column>) {
        let kept = match self {
            Self::Text(column) => match column.finish() {
                Ok(kept) => kept,
                Err(column) => return frame.push(*column),
            },
            Self::Whole(column) => Values::Whole(column),
            Self::Number(column) => Values::Number(column),
            Self::Span(day, grain) => {
                frame.push(day.finish().into_date().into_column());
                return frame.push(grain.finish().into_column());
            }
            Self::Flag(column) => return frame.push(column.finish().into_column()),
        };
        own.insert(name.to_owned(), Arc::new(kept));
    }
}

/// The name of the column that says how exactly a day was given. No header can be it: headers are trimmed.
pub(crate) fn grain_column(name: &str) -> String {
    format!("{name} \u{0}grain")
}

/// A table that is being filled: one builder for each column of the framework, in its order, and the origins.
pub(crate) struct TableBuilder {
    /// The table's id.
    pub id: String,
    /// Our names and the columns.
    pub columns: Vec<(String, Builder)>,
    /// Where each row stands.
    pub origins: Origins,
}

impl TableBuilder {
    /// The table, when every builder has as many cells as there are origins.
    pub(crate) fn finish(self) -> PolarsResult<TableData> {
        let mut own = FxHashMap::default();
        let mut columns = Vec::with_capacity(self.columns.len());
        for (name, column) in self.columns {
            column.finish(&name, &mut own, &mut columns);
        }
        let frame = DataFrame::new(columns)?;
        Ok(TableData { id: self.id, frame, own, origins: self.origins, links: Vec::new() })
    }
}
