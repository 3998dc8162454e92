//! Parquet becomes a grid, as a workbook does: each cell as the file means it.
//!
//! On the command line only (`esito`): the browser does without the weight of the crate. Columns are read by their
//! physical type and written by their logical one: days and moments as ISO 8601, decimals with their digits, numbers
//! as short as they can be. A column of lists or maps is no column of a table and is set aside with a remark.

use super::grid::{Grid, Stored};
use super::noted::{Noted, shown};
use super::open::Opened;
use super::parquet_cell::{Kind, of_bool, of_bytes, of_float, of_int96, of_whole};
use super::sheet::Sheet;
use crate::told::told;
use esito_model::Severity;
use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

/// A table may have so many cells, as a sheet of a workbook.
const MOST_CELLS: u64 = 1 << 28;

/// A value on its way into the grid; nothing where the file has none.
pub(super) type Value = Option<(String, Stored)>;

/// Opens a Parquet file: one table.
pub(crate) fn open(name: &str, bytes: &[u8]) -> Opened {
    let mut noted = Noted::new(name);
    match grid(bytes, &mut noted) {
        Ok(grid) => {
            let mut sheet = Sheet::under_first_row(grid, &mut noted);
            sheet.encoding = "parquet";
            Opened { sheets: vec![(sheet, noted.remarks)], ..Opened::default() }
        }
        Err(found) => {
            let help = "write the file anew with the program that it came from, or export it as CSV";
            let message = format!("expected a Parquet file, found {found}");
            noted.fatal("parquet-unreadable", None, message, help);
            Opened { remarks: noted.remarks, ..Opened::default() }
        }
    }
}

fn grid(bytes: &[u8], noted: &mut Noted) -> Result<Grid, String> {
    let broken = |error: ParquetError| format!("one that cannot be read ({error})");
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).map_err(broken)?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let rows = u64::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or(0);
    if rows.saturating_mul(schema.num_columns() as u64) > MOST_CELLS {
        return Err(format!("{rows} rows of {} columns, more than are read at once", schema.num_columns()));
    }
    let mut taken = Vec::new();
    let mut out = Grid::default();
    for (at, column) in schema.columns().iter().enumerate() {
        let path = column.path().parts().join(".");
        if column.max_rep_level() > 0 {
            let message = || {
                told(format!("expected one value in each cell, found lists in {}", shown(&path)))
                    .found([path.clone()])
            };
            let help = "the column is left out; write its items as rows of a table of their own";
            noted.say(("nested-column", Severity::Doubt), None, Some(&path), message, help);
            continue;
        }
        out.push_stored(&path, Stored::Text);
        taken.push((at, path, Kind::of(column)));
    }
    out.end_row(0, 1);
    let mut line = 1;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(broken)?;
        let height = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let mut columns = Vec::new();
        for (at, path, kind) in &taken {
            let values = column(group.as_ref(), *at, *kind, height).map_err(broken)?;
            if values.len() != height {
                let found = values.len();
                return Err(format!("one whose column {} has {found} of {height} values", shown(path)));
            }
            columns.push(values);
        }
        for row in 0..height {
            line += 1;
            let first = out.cells();
            for values in &columns {
                let (text, stored) = values[row]
                    .as_ref()
                    .map_or(("", Stored::Text), |(text, stored)| (text.as_str(), *stored));
                out.push_stored(text, stored);
            }
            out.end_row(first, line);
        }
    }
    Ok(out)
}

/// The values of one column in a group of rows.
fn column(
    group: &dyn RowGroupReader,
    at: usize,
    kind: Kind,
    height: usize,
) -> Result<Vec<Value>, ParquetError> {
    let most = group.metadata().column(at).column_descr().max_def_level();
    // A value stands where the definition level is the highest; the others are missing.
    macro_rules! values {
        ($reader:expr, $write:expr) => {{
            let mut reader = $reader;
            let (mut levels, mut values) = (Vec::new(), Vec::new());
            loop {
                let wanted =
                    if most > 0 { height.saturating_sub(levels.len()) } else { height - values.len() };
                let def = (most > 0).then_some(&mut levels);
                let (records, ..) = reader.read_records(wanted, def, None, &mut values)?;
                if records == 0 || records >= wanted {
                    break;
                }
            }
            let mut values = values.into_iter().map($write);
            if most > 0 {
                levels
                    .into_iter()
                    .map(|level| if level == most { values.next().flatten() } else { None })
                    .collect()
            } else {
                values.collect()
            }
        }};
    }
    Ok(match group.get_column_reader(at)? {
        ColumnReader::BoolColumnReader(reader) => values!(reader, of_bool),
        ColumnReader::Int32ColumnReader(reader) => {
            values!(reader, |value| of_whole(i64::from(value), kind, 32))
        }
        ColumnReader::Int64ColumnReader(reader) => values!(reader, |value| of_whole(value, kind, 64)),
        ColumnReader::Int96ColumnReader(reader) => values!(reader, |value| of_int96(&value)),
        ColumnReader::FloatColumnReader(reader) => {
            values!(reader, |value: f32| of_float(f64::from(value), &value.to_string()))
        }
        ColumnReader::DoubleColumnReader(reader) => {
            values!(reader, |value: f64| of_float(value, &value.to_string()))
        }
        ColumnReader::ByteArrayColumnReader(reader) => values!(reader, |value| of_bytes(value.data(), kind)),
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            values!(reader, |value| of_bytes(value.data(), kind))
        }
    })
}
