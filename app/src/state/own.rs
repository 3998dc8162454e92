//! The reader's own files: chosen, being read, read. They stay in this tab.

use super::Dashboard;
use crate::link::{Failure, Loaded, Named, first_question};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

/// A file that was chosen or dropped.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Its name relative to the bundle.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// The file itself.
    pub blob: Blob,
}

/// How far reading is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Reading {
    /// Nothing was asked for.
    #[default]
    Idle,
    /// The engine is at it.
    Busy,
    /// Read; the remarks say how well.
    Done(Box<Loaded>),
    /// The host failed.
    Failed(Failure),
}

/// The reader's own files.
#[derive(Clone, Copy)]
pub struct Own {
    files: RwSignal<Vec<Chosen>, LocalStorage>,
    reading: RwSignal<Reading>,
}

impl Own {
    pub(super) fn new() -> Self {
        Self { files: RwSignal::new_local(Vec::new()), reading: RwSignal::new(Reading::Idle) }
    }

    /// The files that were chosen; tracks them.
    #[must_use]
    pub fn files(self) -> Vec<Chosen> {
        self.files.get()
    }

    /// How far reading is; tracks it.
    #[must_use]
    pub fn reading(self) -> Reading {
        self.reading.get()
    }

    pub(super) fn is_busy(self) -> bool {
        self.reading.with_untracked(|reading| *reading == Reading::Busy)
    }

    /// Adds files; one of the same name takes the place of the earlier.
    pub fn add(self, new: Vec<Chosen>) {
        self.files.update(|files| {
            for file in new {
                files.retain(|old| old.name != file.name);
                files.push(file);
            }
            files.sort_by(|a, b| a.name.cmp(&b.name));
        });
        self.reading.set(Reading::Idle);
    }

    /// Takes a file out of the list.
    pub fn remove(self, name: &str) {
        self.files.update(|files| files.retain(|file| file.name != name));
        self.reading.set(Reading::Idle);
    }

    /// Forgets every file.
    pub fn forget(self) {
        self.files.set(Vec::new());
        self.reading.set(Reading::Idle);
    }

    /// Has the engine read the files; where indicators can be computed, the pages then show them.
    pub fn read(self, dashboard: Dashboard) {
        self.reading.set(Reading::Busy);
        // A fresh engine: whatever it was doing with the published bundle, this goes first.
        dashboard.seat().stop();
        dashboard.seat().start();
        spawn_local(async move {
            let reading = match self.read_all(dashboard).await {
                Ok(loaded) => Reading::Done(Box::new(loaded)),
                Err(Failure::Cancelled) => Reading::Idle,
                Err(failure) => Reading::Failed(failure),
            };
            self.reading.set(reading);
        });
    }

    async fn read_all(self, dashboard: Dashboard) -> Result<Loaded, Failure> {
        let files: Vec<Named> = self
            .files
            .with_untracked(|files| files.iter().map(|f| (f.name.clone(), f.blob.clone())).collect());
        let loaded = dashboard.seat().load(&files).await?;
        if loaded.indicators > 0 {
            let answer = dashboard.seat().answer(&first_question()).await?;
            dashboard.show_own(answer);
        }
        Ok(loaded)
    }
}
