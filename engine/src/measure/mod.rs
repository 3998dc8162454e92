//! One indicator's definition becomes findings by place, period and group. Knows no screen.
//!
//! ```text
//! Indicator → Plan → rows (condition, filter, due) → groups → folds → findings → withheld
//! ```
//!
//! All together is worked out from the rows, not from the parts.

mod evaluate;
mod finding;
mod fold;
mod given;
mod group;
mod money;
mod plan;
mod promise;
mod rows;
mod shared;
mod withhold;

pub(crate) use finding::{Measured, measure};
pub(crate) use plan::Plan;
pub(crate) use promise::promises;
pub(crate) use rows::{Chosen, LeftOutBy, due_day};
pub(crate) use shared::Shared;

#[cfg(test)]
mod tests;
