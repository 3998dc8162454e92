//! Statements as workbooks, the same bytes on the command line and in the browser.
//!
//! Comes in: a statement that was worked out. Goes out: the bytes of an XLSX file. Computes nothing. A crate of its own
//! so that the engine's module in the browser does not carry it.

mod statement;

pub use rust_xlsxwriter::XlsxError;
pub use statement::statement;
