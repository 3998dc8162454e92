//! Outcomes contracts: outcome rows into a payment statement, exactly.
//!
//! Comes in: a checked contract and the rows of its table. Goes out: a line for each outcome under each rule, with
//! what is paid or why it is not, the use of every cap, what waits. `pay` decides; `settle` applies prices and caps;
//! `cohort` and `effect` measure cohorts; `rows` reads the table; `assemble` adds up, with `cost` and `risks`; `paying`
//! walks this road in steps and `portfolio` over all contracts; `trial` does it for rules that are being written.

mod assemble;
mod caps;
mod cohort;
mod comments;
mod cost;
mod csv;
mod effect;
mod fields;
mod form;
mod listed;
mod literals;
mod money;
mod of_bundle;
mod outcome;
mod pay;
mod paying;
mod portfolio;
mod published;
mod reasons;
mod reconcile;
mod risks;
mod rows;
mod rows_at;
mod rules;
mod settle;
pub(crate) mod span;
mod summed;
mod trial;
mod trouble;
mod typed;
mod words;
mod write;

pub use csv::{comparison_csv, statement_csv};
pub(crate) use money::decimals;
pub(crate) use of_bundle::Currency;
pub use of_bundle::rule_in_words;
pub(crate) use outcome::{Side, Status};
pub use paying::Paying;
pub use portfolio::Summing;
pub(crate) use rows::{Reader, rows};
pub use trial::Trying;

#[cfg(test)]
mod cohort_tests;
#[cfg(test)]
mod listed_tests;
#[cfg(test)]
mod pieces_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trial_tests;
#[cfg(test)]
mod words_tests;
