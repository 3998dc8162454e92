//! The reader's own files: chosen, understood, read, kept. They stay on this machine.

use super::{Confirm, Dashboard, Keeping};
use crate::link::{Failure, Loaded, Named, first_question};
use crate::order::sort_by_key;
use esito_model::{Answer, Decisions, Fix, Question, RemarkPlace};
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use web_sys::Blob;

/// The name of the framework among the files.
pub const FRAMEWORK: &str = "framework.toml";

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

/// What the files' columns mean, as their owner confirmed it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Confirmed {
    /// The framework that was made of it; nothing where one came with the files.
    pub framework: Option<String>,
    /// What was decided.
    pub decisions: Decisions,
    /// The headers of each file.
    pub shapes: BTreeMap<String, String>,
}

/// Files and what they mean, to go back to.
type Before = (Vec<Chosen>, Confirmed);

/// The reader's own files.
#[derive(Clone, Copy)]
pub struct Own {
    files: RwSignal<Vec<Chosen>, LocalStorage>,
    left_out: RwSignal<Vec<String>>,
    reading: RwSignal<Reading>,
    /// Counts up with every reading: what comes of an earlier one is passed over.
    turn: StoredValue<u32>,
    confirmed: RwSignal<Confirmed>,
    before: RwSignal<Option<Before>, LocalStorage>,
    confirm: Confirm,
    keeping: Keeping,
}

impl Own {
    pub(super) fn new() -> Self {
        Self {
            files: RwSignal::new_local(Vec::new()),
            left_out: RwSignal::new(Vec::new()),
            reading: RwSignal::new(Reading::Idle),
            turn: StoredValue::new(0),
            confirmed: RwSignal::new(Confirmed::default()),
            before: RwSignal::new_local(None),
            confirm: Confirm::new(),
            keeping: Keeping::new(),
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

    /// What the columns mean.
    #[must_use]
    pub fn confirm(self) -> Confirm {
        self.confirm
    }

    /// What is kept in this browser.
    #[must_use]
    pub fn keeping(self) -> Keeping {
        self.keeping
    }

    /// Whether a framework came with the files, or may lie in a zip; tracks them.
    #[must_use]
    pub fn may_have_framework(self) -> bool {
        let framework =
            |file: &Chosen| file.name == FRAMEWORK || file.name.to_ascii_lowercase().ends_with(".zip");
        self.files.with(|files| files.iter().any(framework))
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

    /// Empties the list; what the pages show stays, and so does what is kept.
    pub fn clear(self) {
        self.files.set(Vec::new());
        self.left_out.set(Vec::new());
        self.set_aside_outcome();
    }

    /// Forgets every file; what is kept stays kept.
    pub fn forget(self) {
        self.clear();
        self.keeping.leave();
    }

    /// The files as the engine gets them, the framework that was made for them among them.
    #[must_use]
    pub fn named(self) -> Vec<Named> {
        let mut named = self.originals();
        if let Some(framework) = self.confirmed.with_untracked(|confirmed| confirmed.framework.clone()) {
            named.extend(text_blob(&framework).map(|blob| (FRAMEWORK.to_owned(), blob)));
        }
        named
    }

    /// The files as they were chosen.
    #[must_use]
    pub fn originals(self) -> Vec<Named> {
        self.files.with_untracked(|files| files.iter().map(|f| (f.name.clone(), f.blob.clone())).collect())
    }

    /// What was confirmed, without tracking it.
    #[must_use]
    pub fn confirmed_now(self) -> Confirmed {
        self.confirmed.get_untracked()
    }

    /// Takes what was confirmed: a framework made for the files, or the reader's own with the decisions in it.
    pub(super) fn take(
        self,
        framework: String,
        own: bool,
        decisions: Decisions,
        shapes: BTreeMap<String, String>,
    ) {
        if own {
            if let Some(blob) = text_blob(&framework) {
                let ours = |file: &Chosen| file.name.rsplit('/').next() == Some(FRAMEWORK);
                self.files.update(|files| match files.iter_mut().find(|file| ours(file)) {
                    Some(file) => *file = chosen(file.name.clone(), blob),
                    // One that lies in a zip gives way to the one beside it.
                    None => files.push(chosen(FRAMEWORK.to_owned(), blob)),
                });
            }
            // They are written in the framework now.
            self.confirmed.set(Confirmed { shapes, ..Confirmed::default() });
        } else {
            self.confirmed.set(Confirmed { framework: Some(framework), decisions, shapes });
        }
    }

    /// Puts files of a kept version in the place of what was chosen.
    pub(super) fn put(self, files: Vec<Named>, confirmed: Confirmed) {
        self.files.set(files.into_iter().map(|(name, blob)| chosen(name, blob)).collect());
        self.left_out.set(Vec::new());
        self.confirmed.set(confirmed);
        self.before.set(None);
        self.confirm.close();
    }

    /// Has the engine read the files; where anything can be computed, the pages then show them, and they are kept.
    pub fn read(self, dashboard: Dashboard) {
        self.read_and(dashboard, true);
    }

    /// The same; `keep` says whether they are to be kept as a version of their own.
    pub(super) fn read_and(self, dashboard: Dashboard, keep: bool) {
        self.confirm.close();
        self.reading.set(Reading::Busy);
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        // A fresh engine: whatever it was doing, this goes first.
        dashboard.restart_engine();
        spawn_local(async move {
            let read = self.read_all(dashboard).await;
            if self.turn.get_value() != turn {
                return;
            }
            let reading = match read {
                Ok((loaded, answer)) => {
                    if let Some(answer) = answer {
                        dashboard.show_own(answer);
                    }
                    Reading::Done(Box::new(loaded))
                }
                Err(Failure::Cancelled) => Reading::Idle,
                Err(failure) => Reading::Failed(failure),
            };
            let shown = matches!(&reading, Reading::Done(loaded) if loaded.shows_something());
            self.reading.set(reading.clone());
            if !shown {
                dashboard.back_to_published();
            } else if let (true, Reading::Done(loaded)) = (keep, reading) {
                self.keeping.keep(dashboard, &loaded).await;
            } else {
                self.keeping.follow(dashboard);
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

    /// The files loaded, and the first answer where there is one.
    async fn read_all(self, dashboard: Dashboard) -> Result<(Loaded, Option<Answer>), Failure> {
        let loaded = dashboard.seat().load(&self.named()).await?;
        if !loaded.shows_something() {
            return Ok((loaded, None));
        }
        let quick = Question { quick: true, ..first_question() };
        let answer = dashboard.seat().answer(&quick).await?;
        Ok((loaded, Some(answer)))
    }

    /// Reads the spellings of a remark as one from now on; the step before can be gone back to.
    pub fn fix(self, dashboard: Dashboard, place: RemarkPlace, fix: Fix) {
        let mut decisions = self.confirmed.with_untracked(|confirmed| confirmed.decisions.clone());
        let file = decisions.files.entry(place.file).or_default();
        let column = file.columns.entry(place.column.unwrap_or_default()).or_default();
        for spelling in fix.spellings {
            column.merge.insert(spelling, fix.into.clone());
        }
        self.remember();
        self.reading.set(Reading::Busy);
        spawn_local(async move {
            match dashboard.seat().understand(&self.originals(), decisions.clone()).await {
                Ok(found) => {
                    let shapes = found.files.iter().map(|file| (file.file.clone(), file.shape.clone()));
                    self.take(found.framework.clone(), found.own, decisions, shapes.collect());
                    self.read(dashboard);
                }
                Err(failure) => self.reading.set(Reading::Failed(failure)),
            }
        });
    }

    /// Puts another text in the place of the framework, and reads the files with it; the step before can be gone back to.
    pub fn take_framework(self, dashboard: Dashboard, text: String) {
        self.remember();
        let shapes = self.confirmed.with_untracked(|confirmed| confirmed.shapes.clone());
        self.take(text, true, Decisions::default(), shapes);
        self.read(dashboard);
    }

    /// Takes the files that mended rows were put back into, and reads them.
    pub fn take_mended(self, dashboard: Dashboard, files: Vec<Named>) {
        self.remember();
        let made = self.confirmed.with_untracked(|confirmed| confirmed.framework.is_some());
        let files = files.into_iter().filter(|(name, _)| !made || name != FRAMEWORK);
        self.files.set(files.map(|(name, blob)| chosen(name, blob)).collect());
        self.read(dashboard);
    }

    fn remember(self) {
        self.before.set(Some((self.files.get_untracked(), self.confirmed.get_untracked())));
    }

    /// Whether there is a step to go back to; tracks it.
    #[must_use]
    pub fn can_undo(self) -> bool {
        self.before.with(Option::is_some)
    }

    /// Goes back to how the files were read before the last fix.
    pub fn undo(self, dashboard: Dashboard) {
        if let Some((files, confirmed)) = self.before.get_untracked() {
            self.before.set(None);
            self.files.set(files);
            self.confirmed.set(confirmed);
            self.read(dashboard);
        }
    }

    /// What was read before the list changed no longer belongs to the list; the pages keep showing it.
    fn set_aside_outcome(self) {
        self.reading.set(Reading::Idle);
        self.confirmed.set(Confirmed::default());
        self.before.set(None);
        self.confirm.close();
    }
}

/// A text as a file.
fn text_blob(text: &str) -> Option<Blob> {
    Blob::new_with_str_sequence(&Array::of1(&text.into())).ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is a whole number of bytes"
)]
fn chosen(name: String, blob: Blob) -> Chosen {
    Chosen { name, bytes: blob.size() as u64, blob }
}
