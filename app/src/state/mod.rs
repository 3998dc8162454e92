//! What the pages show: the answer at hand, the engine behind it, whose data they are.
//!
//! Comes in: answers over a link. Goes out: states that a page can show (loading, ready, failed). It computes
//! nothing and knows no indicator.

mod check;
mod comparing;
mod confirm;
mod dashboard;
mod keeping;
mod own;
mod paying;
mod valuing;

pub use check::{Check, Checking};
pub use comparing::Compared;
pub use confirm::{Confirm, Confirming};
pub use dashboard::{Dashboard, Origin, provide_dashboard, use_dashboard};
pub use keeping::{Keeping, Shown};
pub use own::{Chosen, Confirmed, FRAMEWORK, Gathered, Own, Reading};
pub use valuing::Worth;

use crate::link::Failure;

/// Something that has to be fetched or worked out.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum State<T> {
    /// On its way.
    #[default]
    Loading,
    /// There.
    Ready(T),
    /// It did not come.
    Failed(Failure),
}

impl<T> State<T> {
    /// The thing itself, where it is there.
    pub fn ready(self) -> Option<T> {
        match self {
            Self::Ready(thing) => Some(thing),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

impl<T> From<Result<T, Failure>> for State<T> {
    fn from(result: Result<T, Failure>) -> Self {
        match result {
            Ok(thing) => Self::Ready(thing),
            Err(failure) => Self::Failed(failure),
        }
    }
}
