//! A bundle in memory: framework, typed tables, remarks, and the bytes they came from.

mod files;
mod into_sheet;
mod left_out;
mod loading;
mod mend;
mod pseudonyms;
mod put_back;
mod raw;
mod reading;
mod said;
mod stamps;

use crate::answer::Answering;
use crate::check::Mend;
use crate::contents::Contents;
use crate::dataset::Dataset;
use crate::sources::{SourceFile, Sources};
use esito_model::{Answer, FileStamp, Framework, Health, Key, Opened, Question, ReadAs, Remark};
pub(crate) use files::{FRAMEWORK, Found, find, take_framework};
pub use loading::Loading;
pub use mend::ToMend;
pub use pseudonyms::Pseudonymised;
pub use put_back::{PutBack, put_back};
use reading::Again;
use std::collections::BTreeMap;

/// A bundle that was read and checked; ask it questions.
#[derive(Debug)]
pub struct Bundle {
    pub(crate) framework: Framework,
    pub(crate) dataset: Dataset,
    pub(crate) sources: Sources,
    /// Files that are not plain, as they were written once more, by name and sheet.
    pub(crate) again: BTreeMap<(String, ReadAs), Again>,
    pub(crate) files: Vec<FileStamp>,
    pub(crate) hash: String,
    pub(crate) remarks: Vec<Remark>,
    /// Those of them that are about the value map and the money over time.
    pub(crate) about_value: Vec<Remark>,
    pub(crate) health: Health,
    /// What there is to mend, by the table's id.
    pub(crate) mends: Vec<(String, Vec<Mend>)>,
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

    /// The files that it was read from, the framework first. Whatever else was handed over, or lay in the zip, is
    /// not among them.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().filter_map(|stamp| self.sources.files.iter().find(|file| file.name == stamp.name))
    }

    /// Lets go of the files' text, for whoever only wants figures: every answer stays what it was, but rows can no longer
    /// be opened or mended. The text of a large file is a third of what a bundle takes in memory.
    pub fn forget_text(&mut self) {
        self.again.clear();
        self.dataset.forget_offsets();
        for file in self.sources.files.iter_mut().filter(|file| file.name != FRAMEWORK) {
            file.bytes = Contents::default();
        }
    }

    /// How the framework says that a file is read; empty where it is found out.
    #[must_use]
    pub fn read_as(&self, file: &str) -> ReadAs {
        let of = |table: &&esito_model::Table| {
            table.file == file
                || crate::name_matches(&table.file, file)
                || file.ends_with(&format!("/{}", table.file))
        };
        self.framework.tables.iter().find(of).map(|table| table.read_as.clone()).unwrap_or_default()
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
        crate::receipt::open(self, question, (key, false), (offset, limit))
    }

    /// Opens what a finding is held against down to the rows of the comparison group; nothing where the indicator names
    /// none, or where it has no rows there.
    #[must_use]
    pub fn open_compared(&self, question: &Question, key: &Key, offset: u64, limit: u64) -> Option<Opened> {
        crate::receipt::open(self, question, (key, true), (offset, limit))
    }
}
