//! Where answers come from: files that were published, the engine in a worker, or memory (in tests).
//!
//! Comes in: questions in the words of the model. Goes out: answers, or a failure that can be said in words.
//! No page knows which kind of link it speaks over.

mod contracts;
mod failure;
mod files;
mod memory;
mod published;
mod sheets;
mod tickets;
mod worker;
mod writing;

pub use failure::Failure;
pub use files::{Loaded, Packed, PutBack, Rows};
pub use memory::Memory;
pub use published::{
    Manifest, MethodText, Published, first_question, indicator_question, path_for, path_for_comparison,
};
pub use sheets::workbook;
pub use tickets::Tickets;
pub(crate) use worker::said;
pub use worker::{Before, Checked, Engine, Named, Seat};

use esito_model::{Answer, Key, Opened, Places, PlacesQuestion, Question};

/// A way to the answers of one bundle.
#[derive(Clone)]
pub enum Link {
    /// Answers that were worked out when the site was published.
    Published(Published),
    /// The engine in its worker, with the bundle loaded.
    Worker(Seat),
    /// Answers at hand, for tests.
    Memory(Memory),
}

impl Link {
    /// The answer to a question.
    ///
    /// Errors: `NeedsEngine` where a published site carries no such answer.
    pub async fn answer(&self, question: &Question) -> Result<Answer, Failure> {
        match self {
            Self::Published(published) => published.answer(question).await,
            Self::Worker(seat) => seat.answer(question).await,
            Self::Memory(memory) => memory.answer(question),
        }
    }

    /// Places beside their peers.
    ///
    /// Errors: `NeedsEngine` where a published site is asked for other peers than the framework's.
    pub async fn places(&self, question: &PlacesQuestion) -> Result<Places, Failure> {
        match self {
            Self::Published(published) if *question == PlacesQuestion::default() => published.places().await,
            Self::Published(_) | Self::Memory(_) => Err(Failure::NeedsEngine),
            Self::Worker(seat) => seat.places(question).await,
        }
    }

    /// A finding opened down to a page of its rows, or of those of its comparison group.
    ///
    /// Errors: `NeedsEngine` where only published answers are there.
    pub async fn open(
        &self,
        question: &Question,
        (key, compared): (&Key, bool),
        offset: u64,
        limit: u64,
    ) -> Result<Opened, Failure> {
        match self {
            Self::Published(_) | Self::Memory(_) => Err(Failure::NeedsEngine),
            Self::Worker(seat) => seat.open(question, (key, compared), offset, limit).await,
        }
    }
}
