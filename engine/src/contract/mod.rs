//! Outcomes contracts: outcome rows into a payment statement, exactly.
//!
//! Comes in: a checked contract and the rows of its table. Goes out: a line for each outcome under each rule, with
//! what is paid or why it is not, the use of every cap, what waits. `pay` decides; `settle` applies prices and caps;
//! `cohort` and `effect` measure cohorts; `rows` reads the table; `assemble` adds up.

mod assemble;
mod caps;
mod cohort;
mod csv;
mod effect;
mod money;
mod of_bundle;
mod outcome;
mod pay;
mod published;
mod reasons;
mod reconcile;
mod rows;
mod rules;
mod settle;
pub(crate) mod span;
mod trouble;
mod words;

pub use csv::{comparison_csv, statement_csv};
pub use of_bundle::rule_in_words;

#[cfg(test)]
mod cohort_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod words_tests;
