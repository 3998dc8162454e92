//! The messages between a page and the engine's seat.
//!
//! A closed protocol: every request carries a ticket, every reply repeats it. Bytes of files travel beside the
//! message (as transferred buffers in the browser), in the order of the names.

use crate::{
    Assumed, Changes, Columnar, CompareQuestion, Comparison, Decisions, Edit, Health, Key, Opened,
    OtherQuestion, PaymentComparison, Places, PlacesQuestion, Portfolio, PrivateColumn, Question, Remark,
    RowsAsked, RowsAt, RowsInOut, RowsSaid, Statement, Trial, Understanding, ValueMap, Valued, Verification,
    Verified,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A message to the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The number that the replies repeat.
    pub ticket: u64,
    /// What is asked.
    pub ask: Ask,
}

/// What becomes of people in what is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum People {
    /// They stay as they are in the files.
    Named,
    /// A number stands for each of them.
    Numbered,
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
        /// The rows of the comparison group in the place of its own.
        #[serde(default)]
        compared: bool,
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
    /// Say how these files are understood; the bytes come beside the message. The bundle that was loaded stays.
    Understand {
        /// Their names.
        names: Vec<String>,
        /// What was decided about them already.
        decisions: Decisions,
    },
    /// Say how the same files are understood with other decisions.
    Decide(Decisions),
    /// The rows of the loaded bundle that a remark is about.
    Rows(RowsAsked),
    /// The rows of the loaded bundle that should be mended; they come beside the reply, file by file.
    Mend {
        /// The reasons in the reader's language, by the codes of remarks; the engine's own for all others.
        words: BTreeMap<String, String>,
    },
    /// Put mended rows back into a file of the loaded bundle; they come beside the message.
    PutBack {
        /// The file.
        file: String,
    },
    /// Say what changed from these files, an earlier version, to the loaded bundle.
    Compare {
        /// Their names.
        names: Vec<String>,
    },
    /// Put these files into one zip, which comes beside the reply.
    Pack {
        /// Their names.
        names: Vec<String>,
        /// What becomes of those of whom private columns tell; where nobody has said it, nothing is packed if there are
        /// such columns.
        people: Option<People>,
    },
    /// What every contract promised, achieved and paid.
    Contracts,
    /// The payment statement of a contract.
    Pay {
        /// The contract's id.
        contract: String,
        /// The day up to which outcomes are due; the framework's if absent.
        as_of: Option<String>,
        /// As a file of comma-separated values as well.
        csv: bool,
    },
    /// Published figures beside payments.
    Reconcile {
        /// The comparison's id in the framework.
        comparison: String,
        /// As a file of comma-separated values as well.
        csv: bool,
    },
    /// What edited rules would pay.
    Try {
        /// The contract whose agreed rules are edited.
        contract: String,
        /// The language in which the fields are to be written.
        language: String,
        /// The changes in order; none shows the agreed rules.
        edits: Vec<Edit>,
        /// The statement with its lines, and as a file of comma-separated values.
        lines: bool,
        /// The day up to which outcomes are due; the framework's if absent.
        as_of: Option<String>,
    },
    /// The rows that begin at these lines, as file and line.
    RowsAt {
        /// The places.
        places: Vec<(String, u64)>,
    },
    /// Work out the value map and the money over time, with some assumptions set for oneself.
    Value {
        /// A map whose quantities are known, as an earlier reply brought it; otherwise the loaded bundle's own.
        map: Option<Box<ValueMap>>,
        /// What is set in place of the map's own; empty for none.
        assumed: Vec<Assumed>,
    },
    /// Keep a published answer, so that its places can be compared where there are no rows. The bytes come beside the
    /// message: the answer as JSON, then any comparisons that were published with it.
    Hold,
    /// Compare places by an index of the loaded bundle; without one, of the answer that is held.
    Weigh(Box<CompareQuestion>),
    /// Set the places of the loaded bundle beside their peers.
    Places(PlacesQuestion),
    /// Write an answer as the command line writes it with `--json`, byte for byte, so that anybody who has the files can
    /// verify it; it comes beside the reply.
    Write(Box<Writable>),
    /// Stop working on another ticket.
    Cancel {
        /// That ticket.
        ticket: u64,
    },
}

/// What can be written so that it can be verified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Writable {
    /// Findings with their receipts.
    Findings(Question),
    /// An answer with a seal.
    Sealed(OtherQuestion),
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
        /// How many contracts there are.
        contracts: u64,
        /// How many value maps and flows of money there are.
        worth: u64,
        /// Rows in and out, file by file.
        ledger: Vec<RowsInOut>,
    },
    /// The answer, its findings as columns.
    Answered(Box<Columnar>),
    /// The finding, opened.
    Opened(Box<Opened>),
    /// What came of published answers.
    Verified {
        /// Each, in the order of the request.
        answers: Vec<Verified>,
        /// All that could be verified, taken together.
        together: Option<Box<Verification>>,
    },
    /// How files are understood.
    Understood(Box<Understanding>),
    /// The rows that a remark is about.
    Said(RowsSaid),
    /// The rows to mend: for each file its name and how many; their bytes come beside.
    ToMend {
        /// Names and numbers of rows.
        files: Vec<(String, u64)>,
    },
    /// The files of the bundle, one of them with its mended rows, come beside; nothing does where that failed.
    PutBack {
        /// The names of the files.
        names: Vec<String>,
        /// How many rows were changed.
        changed: u64,
        /// What has to be said about it.
        remarks: Vec<Remark>,
    },
    /// What changed between two versions.
    Compared(Box<Changes>),
    /// The zip comes beside.
    Packed,
    /// Nothing was packed: it would tell of people, and nobody has said that it may.
    Private {
        /// The columns that tell of them.
        columns: Vec<PrivateColumn>,
        /// Files in which no number can stand for somebody.
        stuck: Vec<String>,
    },
    /// The answer comes beside.
    Written,
    /// The contracts side by side.
    Contracts(Box<Portfolio>),
    /// The statement; nothing where there is no such contract, or it was left out.
    Paid {
        /// The statement.
        statement: Option<Box<Statement>>,
        /// Its file, where one was asked for.
        csv: Option<String>,
    },
    /// The comparison; nothing where there is none of this id.
    Reconciled {
        /// The comparison.
        comparison: Option<Box<PaymentComparison>>,
        /// Its file, where one was asked for.
        csv: Option<String>,
    },
    /// The edited rules and what they would pay; nothing where there is no such contract.
    Tried(Option<Box<Trial>>),
    /// The rows at the lines that were asked for.
    RowsAt(RowsAt),
    /// The value map and the money over time.
    Valued(Box<Valued>),
    /// The published answer is held.
    Held,
    /// The comparison as far as it is; more comes under the same ticket.
    Weighing(Box<Comparison>),
    /// The whole comparison.
    Weighed(Box<Comparison>),
    /// The places beside their peers.
    Placed(Box<Places>),
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
    /// Done so far: bytes while reading, indicators while measuring, draws while comparing.
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
    /// Outcomes into payments.
    Paying,
    /// A value map into its range.
    Valuing,
    /// Findings into an index, drawn again and again.
    Comparing,
}
