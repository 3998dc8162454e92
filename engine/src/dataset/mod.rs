//! The only owner of Polars frames, and the few verbs that are used on them.
//!
//! Comes in: filled columns (`build`). Goes out: for an expression of the formula tree the plain numbers of its
//! rows (`values`), for a column the codes of its groups (`codes`). References and lookups are resolved here
//! (`link`); a reference never multiplies rows. Knows nothing of indicators.

mod build;
mod cells;
mod codes;
mod express;
mod functions;
mod intern;
mod link;
mod own;
mod spans;
mod table;
mod values;

pub(crate) use build::{Builder, Grain, Origins, TableBuilder};
pub(crate) use cells::Cell;
pub(crate) use codes::Codes;
pub(crate) use table::{Dataset, TableData};
pub(crate) use values::{NO_WHOLE, Values, major};
