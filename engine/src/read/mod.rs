//! Bytes become records of text cells that remember file, line and column.
//!
//! Comes in: the bytes of a file, or of a zip. Goes out: a header and, chunk by chunk, the byte ranges of the cells
//! that are wanted, with the line of each record. Knows no meaning: a cell is text until `check` reads it.

mod header;
mod record;
mod text;
mod unpack;

pub(crate) use header::{Header, read_header};
pub(crate) use record::{Cell, Cells, Delimiter, Records, one_record, unescaped};
pub(crate) use text::{Utf8Check, Utf8State, text_start};
pub(crate) use unpack::{Unpacking, is_zip};
