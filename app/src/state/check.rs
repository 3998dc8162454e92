//! Published answers that are to be worked out again: which, from which files, and what came of it.

use super::Dashboard;
use super::own::{Chosen, Gathered};
use crate::link::{Checked, Failure, Manifest, Named, Published};
use crate::order::sort_by_key;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Checking {
    /// Nothing was asked for.
    #[default]
    Idle,
    /// The engine is at it.
    Busy,
    /// Done.
    Done(Box<Checked>),
    /// The host failed.
    Failed(Failure),
}

/// Answers and files to be held against each other. They stay in this tab.
#[derive(Clone, Copy)]
pub struct Check {
    answers: RwSignal<Vec<Chosen>, LocalStorage>,
    files: RwSignal<Vec<Chosen>, LocalStorage>,
    left_out: RwSignal<Vec<String>>,
    checking: RwSignal<Checking>,
}

impl Check {
    pub(super) fn new() -> Self {
        Self {
            answers: RwSignal::new_local(Vec::new()),
            files: RwSignal::new_local(Vec::new()),
            left_out: RwSignal::new(Vec::new()),
            checking: RwSignal::new(Checking::Idle),
        }
    }

    /// The answers that were chosen; none for those of this site. Tracks them.
    #[must_use]
    pub fn answers(self) -> Vec<Chosen> {
        self.answers.get()
    }

    /// The files that were chosen; tracks them.
    #[must_use]
    pub fn files(self) -> Vec<Chosen> {
        self.files.get()
    }

    /// The names of files that are neither; tracks them.
    #[must_use]
    pub fn left_out(self) -> Vec<String> {
        self.left_out.get()
    }

    /// How far it is; tracks it.
    #[must_use]
    pub fn checking(self) -> Checking {
        self.checking.get()
    }

    fn is_busy(self) -> bool {
        self.checking.with_untracked(|checking| *checking == Checking::Busy)
    }

    /// Adds what was chosen or dropped: JSON is an answer, everything else belongs to the bundle.
    pub fn add(self, answers: Vec<Chosen>, files: Gathered) {
        put(self.answers, answers);
        put(self.files, files.files);
        self.left_out.set(files.left_out);
        self.checking.set(Checking::Idle);
    }

    /// Takes a file or an answer out.
    pub fn remove(self, name: &str) {
        self.answers.update(|list| list.retain(|one| one.name != name));
        self.files.update(|list| list.retain(|one| one.name != name));
        self.checking.set(Checking::Idle);
    }

    /// Forgets everything.
    pub fn forget(self) {
        self.answers.set(Vec::new());
        self.files.set(Vec::new());
        self.left_out.set(Vec::new());
        self.checking.set(Checking::Idle);
    }

    /// Has the engine work the answers out again.
    pub fn run(self, dashboard: Dashboard) {
        self.checking.set(Checking::Busy);
        dashboard.seat().start();
        spawn_local(async move {
            let checking = match self.run_all(dashboard).await {
                Ok(checked) => Checking::Done(Box::new(checked)),
                Err(Failure::Cancelled) => Checking::Idle,
                Err(failure) => Checking::Failed(failure),
            };
            self.checking.set(checking);
        });
    }

    /// Takes the files that were published with this site and has the answers worked out from them.
    pub fn run_on_published(self, dashboard: Dashboard) {
        self.checking.set(Checking::Busy);
        spawn_local(async move {
            match published_files().await {
                Ok(files) => {
                    self.add(Vec::new(), Gathered { files, left_out: Vec::new() });
                    self.run(dashboard);
                }
                Err(failure) => self.checking.set(Checking::Failed(failure)),
            }
        });
    }

    /// Stops the work. The engine is asked first; one that does not hear within a second is thrown away.
    pub fn cancel(self, dashboard: Dashboard) {
        let seat = dashboard.seat();
        if let Some((ticket, _)) = seat.progress_now() {
            seat.cancel(ticket);
        }
        let late = move || {
            if self.is_busy() {
                dashboard.restart();
            }
        };
        set_timeout(late, std::time::Duration::from_secs(1));
    }

    async fn run_all(self, dashboard: Dashboard) -> Result<Checked, Failure> {
        let named =
            |list: Vec<Chosen>| list.into_iter().map(|one| (one.name, one.blob)).collect::<Vec<Named>>();
        let answers = match self.answers.get_untracked() {
            chosen if chosen.is_empty() => Published.answers().await?,
            chosen => named(chosen),
        };
        dashboard.seat().verify(&answers, &named(self.files.get_untracked())).await
    }
}

/// Adds files to a list; one of the same name takes the place of the earlier.
fn put(list: RwSignal<Vec<Chosen>, LocalStorage>, new: Vec<Chosen>) {
    list.update(|list| {
        for file in new {
            list.retain(|old| old.name != file.name);
            list.push(file);
        }
        sort_by_key(list, |file| file.name.clone());
    });
}

async fn published_files() -> Result<Vec<Chosen>, Failure> {
    let manifest: Manifest = Published.manifest().await?;
    if !manifest.rows {
        return Err(Failure::NeedsEngine);
    }
    let mut files = Vec::new();
    for name in manifest.files {
        let blob = Published.file(&name).await?;
        files.push(Chosen { bytes: size_of(&blob), name, blob });
    }
    Ok(files)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is a whole number of bytes"
)]
fn size_of(blob: &Blob) -> u64 {
    blob.size() as u64
}
