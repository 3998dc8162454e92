//! Bytes to answers, purely: the only place where anything is computed.
//!
//! ```text
//! bytes → Table → Dataset → Findings → Answer
//!         read    check     measure    answer
//! ```
//!
//! No I/O, no clock, no environment, no global state, no chance: the day and the seed are fields of the question,
//! and the same bytes and question give the same answer in the browser, on the command line and in a test.
//! Only `dataset` names Polars.

mod answer;
mod bundle;
mod cash;
mod changes;
mod check;
pub mod compare;
mod contents;
mod contract;
mod dataset;
mod document;
mod formula;
mod framework;
mod judge;
mod mapping;
mod measure;
mod pack;
mod parallel;
mod profiles;
mod propose;
mod read;
mod receipt;
mod side_by_side;
mod sources;
pub mod statistics;
mod tidy;
mod told;
mod understood;
mod value;
mod verify;

pub use answer::{Answering, narrow};
pub use bundle::{Bundle, Loading, Pseudonymised, PutBack, ToMend, put_back};
pub use cash::money_csv;
pub use changes::changes;
pub use contents::{Contents, Lying};
pub use contract::{Paying, Summing, Trying, comparison_csv, rule_in_words, statement_csv};
pub use document::{Working, all_remarks};
pub use framework::files_named;
pub use mapping::Mapping;
pub use pack::pack;
pub use propose::propose;
pub use side_by_side::Comparable;
pub use sources::{SourceFile, Sources, name_matches};
pub use tidy::{effects_csv, tidy_csv};
pub use understood::{ReadFile, read_file};
pub use value::{Valuing, value_csv};
pub use verify::{Again, NotVerifiable, Published, together, verification_csv};

/// The engine's version, part of every answer.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
