//! One indicator's definition becomes findings by place, period and group. Knows no screen.
//!
//! ```text
//! Indicator → Plan → rows (condition, filter, due) → groups → folds → findings → withheld
//! ```
//!
//! All together is worked out from the rows, not from the parts.

mod against;
mod audit;
mod beside;
mod course;
mod effect;
mod equity;
mod evaluate;
mod finding;

mod filters;
mod fold;
mod gaps;
mod given;
mod group;
mod interval;
mod kin;
mod layers;
mod margins;
mod measuring;
mod money;
mod notices;
mod pattern;
mod plan;
mod promise;
mod redraw;
mod rows;
mod shared;
mod windows;
mod withhold;

pub(crate) use against::Against;
pub(crate) use course::courses;
pub(crate) use equity::gaps;
pub(crate) use finding::{Measured, measure};
pub(crate) use notices::notices;
pub(crate) use plan::{Plan, Whose};
pub(crate) use promise::promises;
pub(crate) use redraw::Redrawing;
pub(crate) use rows::{Chosen, LeftOutBy, due_day};
pub(crate) use shared::Shared;

#[cfg(test)]
mod around_tests;
#[cfg(test)]
mod attack_tests;
#[cfg(test)]
mod bounds_tests;
#[cfg(test)]
mod effect_tests;
#[cfg(test)]
mod kin_tests;
#[cfg(test)]
mod method_tests;
#[cfg(test)]
mod notices_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod time_tests;
