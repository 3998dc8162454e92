//! Places side by side: a composite index, its uncertainty, and what people can agree on.
//!
//! Comes in: numbers of places and indicators, and how a framework wants them put together. Goes out: scores, ranks,
//! ranges of ranks and what these depend on. Knows nothing of files, rows or screens. The functions are public so that
//! published cases can be worked out again (`tests/tests/compare_reference.rs`).
//!
//! ```text
//! screen → denominate → impute → treat → normalise → weigh → aggregate → rank
//! ```
//!
//! The steps are those of OECD and JRC, *Handbook on Constructing Composite Indicators* (2008).

mod aggregate;
mod beside;
mod checks;
mod comparing;
mod components;
mod describe;
mod exponential;
mod gather;
mod impute;
mod matrix;
mod negotiate;
mod normalise;
mod peers;
mod placing;
mod random;
mod rank;
mod recipe;
mod rows;
mod sampling;
mod screen;
mod sensitivity;
mod setting;
mod spread;
mod tell;
mod treat;
mod vary;
mod weigh;

pub use aggregate::{Aggregate, Group, Missing, Structure, aggregate, coverage_by_weight};
pub use checks::{Correlation, DOUBLE, correlate, cronbach, effective_weights};
pub use comparing::Comparing;
pub use components::{Components, components};
pub use describe::{Description, THIN, describe, kurtosis, skewness};
pub use impute::{Impute, carry, denominate, impute};
pub use matrix::Matrix;
pub use negotiate::{Negotiation, Opinion, Proposal, negotiate};
pub use normalise::{Normalise, Scratch};
pub use peers::{Funnel, INNER, Limits, OUTER, Peer, Point, Usual, funnel, peers, usual};
pub use placing::Placing;
pub use random::{Chance, Normal};
pub use rank::{alike, apart, competition_ranks, mean_shift};
pub use recipe::{Built, Recipe};
pub use rows::{Level, compare_csv};
pub use sampling::{Sampling, Uncertain};
pub use screen::{Coverage, coverage, screen};
pub use sensitivity::{BASE, Sensitivity, Sobol};
pub use spread::{DRAWS, SEED, Simulation, Spread};
pub use treat::{Bend, Treat, Treated};
pub use vary::{Factor, Weighing};
pub use weigh::{Judged, budget, judge, shares};

#[cfg(test)]
mod properties;
