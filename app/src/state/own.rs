//! The reader's own files: chosen, being read, read. They stay in this tab.

use super::Dashboard;
use crate::link::{Failure, Loaded, Named, first_question};
use crate::order::sort_by_key;
use esito_model::Question;
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

/// Files from an input or a drop.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Those that can belong to a bundle.
    pub files: Vec<Chosen>,
    /// The names of the others: nothing is left out in silence.
    pub left_out: Vec<String>,
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
    left_out: RwSignal<Vec<String>>,
    reading: RwSignal<Reading>,
}

impl Own {
    pub(super) fn new() -> Self {
        Self {
            files: RwSignal::new_local(Vec::new()),
            left_out: RwSignal::new(Vec::new()),
            reading: RwSignal::new(Reading::Idle),
        }
    }

    /// The files that were chosen; tracks them.
    #[must_use]
    pub fn files(self) -> Vec<Chosen> {
        self.files.get()
    }

    /// The names of files that cannot belong to a bundle; tracks them.
    #[must_use]
    pub fn left_out(self) -> Vec<String> {
        self.left_out.get()
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
    pub fn add(self, new: Gathered) {
        self.files.update(|files| {
            for file in new.files {
                files.retain(|old| old.name != file.name);
                files.push(file);
            }
            sort_by_key(files, |file| file.name.clone());
        });
        self.left_out.set(new.left_out);
        self.set_aside_outcome();
    }

    /// Takes a file out of the list.
    pub fn remove(self, name: &str) {
        self.files.update(|files| files.retain(|file| file.name != name));
        self.set_aside_outcome();
    }

    /// Forgets every file.
    pub fn forget(self) {
        self.files.set(Vec::new());
        self.left_out.set(Vec::new());
        self.reading.set(Reading::Idle);
    }

    /// Has the engine read the files; where indicators can be computed, the pages then show them.
    pub fn read(self, dashboard: Dashboard) {
        self.reading.set(Reading::Busy);
        // A fresh engine: whatever it was doing, this goes first.
        dashboard.restart_engine();
        spawn_local(async move {
            let reading = match self.read_all(dashboard).await {
                Ok(loaded) => Reading::Done(Box::new(loaded)),
                Err(Failure::Cancelled) => Reading::Idle,
                Err(failure) => Reading::Failed(failure),
            };
            let shown = matches!(&reading, Reading::Done(loaded) if loaded.indicators > 0);
            self.reading.set(reading);
            if !shown {
                dashboard.back_to_published();
            }
        });
    }

    /// Stops reading. The engine is asked first; one that does not hear within a second is thrown away.
    pub fn cancel(self, dashboard: Dashboard) {
        let seat = dashboard.seat();
        if let Some((ticket, _)) = seat.progress_now() {
            seat.cancel(ticket);
        }
        let late = move || {
            if self.is_busy() {
                seat.stop();
            }
        };
        set_timeout(late, std::time::Duration::from_secs(1));
    }

    async fn read_all(self, dashboard: Dashboard) -> Result<Loaded, Failure> {
        let files: Vec<Named> = self
            .files
            .with_untracked(|files| files.iter().map(|f| (f.name.clone(), f.blob.clone())).collect());
        let loaded = dashboard.seat().load(&files).await?;
        if loaded.indicators > 0 {
            let quick = Question { quick: true, ..first_question() };
            let answer = dashboard.seat().answer(&quick).await?;
            dashboard.show_own(answer);
        }
        Ok(loaded)
    }

    /// What was read before the list changed no longer belongs to the list; the pages keep showing it.
    fn set_aside_outcome(self) {
        self.reading.set(Reading::Idle);
    }
}
