//! The messages between a page and the engine's seat.
//!
//! A closed protocol: every request carries a ticket, every reply repeats it. Bytes of files travel beside the
//! message (as transferred buffers in the browser), in the order of the names.

use crate::{Answer, Health, Key, Opened, Question, Remark, Verification, Verified};
use serde::{Deserialize, Serialize};

/// A message to the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The number that the replies repeat.
    pub ticket: u64,
    /// What is asked.
    pub ask: Ask,
}

/// What can be asked of the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Read these files as a bundle (a zip is unpacked); the bytes come beside the message.
    Load {
        /// Their names, relative to the bundle.
        names: Vec<String>,
    },
    /// Answer a question about the loaded bundle.
    Answer(Question),
    /// Open a finding down to its rows.
    Open {
        /// The question that it came from.
        question: Question,
        /// The finding.
        key: Key,
        /// Where the page of rows begins.
        offset: u64,
        /// How many rows at most.
        limit: u64,
    },
    /// Work published answers out again; the bytes of the answers come beside the message, then those of the files.
    Verify {
        /// The names of the answers.
        answers: Vec<String>,
        /// The names of the files to work them out from. The bundle that is loaded stays loaded.
        names: Vec<String>,
    },
    /// Stop working on another ticket.
    Cancel {
        /// That ticket.
        ticket: u64,
    },
}

/// A message from the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// The ticket of the request; 0 for what nobody asked.
    pub ticket: u64,
    /// What is told.
    pub told: Told,
}

/// What the engine can tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// The engine is there.
    Ready {
        /// Its version.
        engine: String,
    },
    /// How far the work is.
    Progress(Progress),
    /// The bundle was read; even with fatal remarks whatever can be used was kept.
    Loaded {
        /// What has to be said about it.
        remarks: Vec<Remark>,
        /// The state of the data.
        health: Health,
        /// How many indicators can be computed.
        indicators: u64,
    },
    /// The answer.
    Answered(Box<Answer>),
    /// The finding, opened.
    Opened(Box<Opened>),
    /// What came of published answers.
    Verified {
        /// Each, in the order of the request.
        answers: Vec<Verified>,
        /// All that could be verified, taken together.
        together: Option<Box<Verification>>,
    },
    /// The work was stopped as asked.
    Cancelled,
    /// The host failed (not the data); the seat may have to be started anew.
    Failed {
        /// What happened.
        message: String,
    },
}

/// How far the work is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// The file or indicator at hand.
    pub item: String,
    /// Done so far: bytes while reading, indicators while measuring.
    pub done: u64,
    /// Out of how many.
    pub total: u64,
}

/// A stretch of the road.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Bytes into typed columns.
    #[default]
    Reading,
    /// References between tables.
    Joining,
    /// Indicators into findings.
    Measuring,
    /// Intervals by drawing again.
    Drawing,
}
