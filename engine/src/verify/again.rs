//! The question of a published answer, worked out again step by step.

use crate::answer::Answering;
use crate::bundle::Bundle;
use crate::document::Working;
use esito_model::Progress;

/// A published answer on its way to be worked out again.
#[derive(Debug)]
pub struct Again<'a> {
    pub(super) bundle: &'a Bundle,
    pub(super) road: Road<'a>,
}

/// By which road.
#[derive(Debug)]
pub(super) enum Road<'a> {
    /// Findings.
    Answer(Box<Answering<'a>>),
    /// Any other answer.
    Document(Box<Working<'a>>),
}

impl Again<'_> {
    /// Does some work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        match &mut self.road {
            Road::Answer(answering) => answering.step(),
            Road::Document(working) => working.step(),
        }
    }
}
