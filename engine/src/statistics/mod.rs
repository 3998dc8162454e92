//! Plain functions on numbers; each names its source.

pub(crate) mod calendar;
pub(crate) mod interval;
pub(crate) mod numeric;
pub(crate) mod sums;
