//! Bytes become records of text cells that remember file, line and column.
//!
//! Comes in: the bytes of a file, or of a zip. Goes out: a header and, chunk by chunk, the byte ranges of the cells
//! that are wanted, with the line of each record. Knows no meaning: a cell is text until `check` reads it.

mod apart;
mod beside;
mod binary;
mod centred;
mod columns_said;
mod compound;
mod confused;
mod dialect;
mod encoding;
mod facts;
mod foot;
mod foreign;
mod formats;
mod gaps;
mod grid;
mod grouped;
mod header;
mod heads;
mod hidden;
mod html;
mod joined;
mod keys;
mod layout;
mod letters;
mod look;
mod noted;
mod open;
mod opendocument;
#[cfg(not(target_arch = "wasm32"))]
mod parquet;
#[cfg(not(target_arch = "wasm32"))]
mod parquet_cell;
mod patch;
mod pieces;
mod pivoted;
mod plain;
mod quotes;
mod raised;
mod record;
mod sections;
mod shared;
mod sheet;
mod sides;
mod spaced;
mod spans;
mod spelling;
mod split;
mod stub;
mod sums;
mod sylk;
mod text;
mod titles;
mod totals;
mod turned;
mod uneven;
mod units;
mod unpack;
mod wider;
mod workbook;

pub(crate) use dialect::find_with as find_dialect;
pub(crate) use encoding::{decoded, encoded};
pub(crate) use grid::Stored;
pub(crate) use header::{Header, is_wanted, read_header};
pub(crate) use layout::{
    Laid, bare_name, concept, is_period as is_period_name, layout, propose_unpivot, split as split_name,
};
pub(crate) use open::{Container, Opened, container, open};
pub(crate) use patch::{NewCells, patched, takes_cells};
pub(crate) use pieces::Transcoding;
pub(crate) use plain::{Ends, Plain, is_plain, plain, records};
pub(crate) use record::{Cell, Cells, Delimiter, Records, one_record, unescaped};
pub(crate) use sheet::{Sheet, choose, whys};
pub(crate) use text::first_lines;
pub(crate) use text::text_start;
pub(crate) use unpack::Unpacking;
