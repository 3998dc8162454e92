//! Plain functions on numbers; each names its source. `docs/methods/` says what each answers, with a worked case.

pub mod bootstrap;
pub(crate) mod calendar;
pub mod cannot;
pub mod chance;
pub mod counts;
pub mod difference;
pub mod distribution;
pub mod effect;
pub mod equity;
pub mod fisher;
pub mod interval;
pub mod money_over_time;
pub(crate) mod numeric;
pub mod progress;
pub mod ranks;
pub mod sample;
pub mod special;
pub(crate) mod sums;
pub mod trend;
