//! A bundle in memory: framework, typed tables, remarks, and the bytes they came from.

use crate::answer::Answering;
use crate::dataset::Dataset;
use crate::sources::Sources;
use esito_model::{Answer, FileStamp, Framework, Health, Key, Opened, Progress, Question, Remark};

/// A bundle that was read and checked; ask it questions.
#[derive(Debug)]
pub struct Bundle {
    pub(crate) framework: Framework,
    pub(crate) dataset: Dataset,
    pub(crate) sources: Sources,
    pub(crate) files: Vec<FileStamp>,
    pub(crate) hash: String,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) health: Health,
}

impl Bundle {
    /// Reads a bundle in one go.
    #[must_use]
    pub fn load(sources: Sources) -> Self {
        let mut loading = Loading::new(sources);
        while loading.step().is_some() {}
        loading.finish()
    }

    /// The framework as checked.
    #[must_use]
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// What has to be said about the bundle.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// The state of the data.
    #[must_use]
    pub fn health(&self) -> &Health {
        &self.health
    }

    /// Answers a question in one go.
    #[must_use]
    pub fn answer(&self, question: &Question) -> Answer {
        let mut answering = self.answering(question);
        while answering.step().is_some() {}
        answering.finish()
    }

    /// Answers a question step by step, so that a seat can tell how far it is and stop.
    #[must_use]
    pub fn answering(&self, question: &Question) -> Answering<'_> {
        Answering::new(self, question)
    }

    /// Opens a finding down to its rows; nothing where the question does not lead to it.
    #[must_use]
    pub fn open(&self, question: &Question, key: &Key, offset: u64, limit: u64) -> Option<Opened> {
        crate::answer::open(self, question, key, offset, limit)
    }
}

/// Reading a bundle step by step, so that a seat can tell how far it is and stop.
#[derive(Debug)]
pub struct Loading {
    sources: Sources,
}

impl Loading {
    /// Begins; nothing is read yet.
    #[must_use]
    pub fn new(sources: Sources) -> Self {
        Self { sources }
    }

    /// Does some tens of milliseconds of work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        None
    }

    /// The bundle. Call it when `step` has said nothing; what was not read by then is read now.
    #[must_use]
    pub fn finish(self) -> Bundle {
        Bundle {
            framework: Framework::default(),
            dataset: Dataset::default(),
            sources: self.sources,
            files: Vec::new(),
            hash: String::new(),
            remarks: Vec::new(),
            health: Health::default(),
        }
    }
}
