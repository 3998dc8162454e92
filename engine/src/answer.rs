//! The whole road on one screen: a bundle and a question become an answer.

use crate::bundle::Bundle;
use esito_model::{Answer, Key, Opened, Progress, Question};

/// Answering a question step by step.
#[derive(Debug)]
pub struct Answering<'a> {
    bundle: &'a Bundle,
}

impl<'a> Answering<'a> {
    pub(crate) fn new(bundle: &'a Bundle, _question: &Question) -> Self {
        Self { bundle }
    }

    /// Does some work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        None
    }

    /// The answer. Call it when `step` has said nothing; what was not measured by then is measured now.
    #[must_use]
    pub fn finish(self) -> Answer {
        Answer { engine: crate::VERSION.to_owned(), framework: self.bundle.framework.clone(), ..Answer::default() }
    }
}

pub(crate) fn open(_bundle: &Bundle, _question: &Question, _key: &Key, _offset: u64, _limit: u64) -> Option<Opened> {
    None
}
