//! Cells become columns: what `check` fills, row by row, and `dataset` turns into a frame.

use super::table::TableData;
use esito_model::ColumnType;
use polars::prelude::*;

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
    Text(StringChunkedBuilder),
    /// `count`, and `money` in whole ten-thousandths
    Whole(PrimitiveChunkedBuilder<Int64Type>),
    /// `number`, `share`, `percent` (already divided)
    Number(PrimitiveChunkedBuilder<Float64Type>),
    /// `date`, `period`: the first day (days since 1970-01-01) and how exactly it was given
    Span(PrimitiveChunkedBuilder<Int32Type>, PrimitiveChunkedBuilder<UInt32Type>),
    /// `bool`
    Flag(BooleanChunkedBuilder),
}

impl Builder {
    /// An empty column for cells of this type.
    pub(crate) fn new(name: &str, kind: ColumnType, capacity: usize) -> Self {
        let title: PlSmallStr = name.into();
        match kind {
            ColumnType::Text => Self::Text(StringChunkedBuilder::new(title, capacity)),
            ColumnType::Count | ColumnType::Money => {
                Self::Whole(PrimitiveChunkedBuilder::new(title, capacity))
            }
            ColumnType::Number | ColumnType::Share | ColumnType::Percent => {
                Self::Number(PrimitiveChunkedBuilder::new(title, capacity))
            }
            ColumnType::Date | ColumnType::Period => Self::Span(
                PrimitiveChunkedBuilder::new(title, capacity),
                PrimitiveChunkedBuilder::new(grain_column(name).into(), capacity),
            ),
            ColumnType::Bool => Self::Flag(BooleanChunkedBuilder::new(title, capacity)),
        }
    }

    /// A missing cell.
    pub(crate) fn missing(&mut self) {
        match self {
            Self::Text(column) => column.append_null(),
            Self::Whole(column) => column.append_null(),
            Self::Number(column) => column.append_null(),
            Self::Span(day, grain) => {
                day.append_null();
                grain.append_null();
            }
            Self::Flag(column) => column.append_null(),
        }
    }

    /// A text; a missing cell where the column holds none.
    pub(crate) fn text(&mut self, cell: &str) {
        match self {
            Self::Text(column) => column.append_value(cell),
            _ => self.missing(),
        }
    }

    /// A whole number, or money in ten-thousandths.
    pub(crate) fn whole(&mut self, cell: i64) {
        match self {
            Self::Whole(column) => column.append_value(cell),
            _ => self.missing(),
        }
    }

    /// A number.
    pub(crate) fn number(&mut self, cell: f64) {
        match self {
            Self::Number(column) => column.append_value(cell),
            _ => self.missing(),
        }
    }

    /// The first day of a date or period, in days since 1970-01-01, and how exactly it was given.
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

    fn finish(self, into: &mut Vec<Column>) {
        match self {
            Self::Text(column) => into.push(column.finish().into_column()),
            Self::Whole(column) => into.push(column.finish().into_column()),
            Self::Number(column) => into.push(column.finish().into_column()),
            Self::Span(day, grain) => {
                into.push(day.finish().into_date().into_column());
                into.push(grain.finish().into_column());
            }
            Self::Flag(column) => into.push(column.finish().into_column()),
        }
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
    pub columns: Vec<Builder>,
    /// Where each row stands.
    pub origins: Origins,
}

impl TableBuilder {
    /// The table, when every builder has as many cells as there are origins.
    pub(crate) fn finish(self) -> PolarsResult<TableData> {
        let mut columns = Vec::with_capacity(self.columns.len());
        for column in self.columns {
            column.finish(&mut columns);
        }
        let frame = DataFrame::new(columns)?;
        Ok(TableData { id: self.id, frame, origins: self.origins, links: Vec::new() })
    }
}
