//! What the columns mean: how the engine understands the files, and what their owner decides, step by step.
//!
//! Comes in: choices. Goes out: the decisions to the engine, and how the files are understood with them. The last
//! choice counts: what the engine says of an earlier one is passed over.

use super::{Dashboard, own::Confirmed};
use crate::link::Failure;
use esito_model::{ColumnDecision, Decisions, FileDecision, Shelf, Understanding};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Confirming {
    /// Nobody asked.
    #[default]
    Closed,
    /// The engine looks at the files.
    Looking,
    /// It is shown.
    Open,
    /// The host failed.
    Failed(Failure),
}

/// The confirmation.
#[derive(Clone, Copy)]
pub struct Confirm {
    stage: RwSignal<Confirming>,
    understood: RwSignal<Option<Arc<Understanding>>>,
    decisions: RwSignal<Decisions>,
    past: RwSignal<Vec<Decisions>>,
    /// When the decisions were taken that a file of the same shape got.
    remembered: RwSignal<Option<f64>>,
    /// Counts up with every question to the engine.
    turn: StoredValue<u32>,
    /// The engine has not yet said what follows from the last choice.
    waiting: RwSignal<bool>,
    /// It was accepted meanwhile.
    accepted: StoredValue<bool>,
}

impl Confirm {
    pub(super) fn new() -> Self {
        Self {
            stage: RwSignal::new(Confirming::Closed),
            understood: RwSignal::new(None),
            decisions: RwSignal::new(Decisions::default()),
            past: RwSignal::new(Vec::new()),
            remembered: RwSignal::new(None),
            turn: StoredValue::new(0),
            waiting: RwSignal::new(false),
            accepted: StoredValue::new(false),
        }
    }

    /// How far it is; tracks it.
    #[must_use]
    pub fn stage(self) -> Confirming {
        self.stage.get()
    }

    /// How the files are understood; tracks it.
    #[must_use]
    pub fn understood(self) -> Option<Arc<Understanding>> {
        self.understood.get()
    }

    /// When the decisions were taken that were taken over for files of the same shape; tracks it.
    #[must_use]
    pub fn remembered(self) -> Option<f64> {
        self.remembered.get()
    }

    /// How many questions have no answer: what the cells leave open, and what the rows are about; tracks it.
    #[must_use]
    pub fn open(self) -> u64 {
        self.undecided().len() as u64
            + self.understood.with(|found| found.as_ref().map_or(0, |found| found.open))
    }

    /// What the owner said a row of the file is about, if anything; tracks it.
    #[must_use]
    pub fn people(self, file: &str) -> Option<bool> {
        self.decisions.with(|decisions| decisions.files.get(file).and_then(|file| file.people))
    }

    /// Files of which nobody has said what a row is about; tracks them.
    #[must_use]
    pub fn undecided(self) -> Vec<String> {
        self.decisions.with(|decisions| {
            self.understood
                .with(|found| found.as_ref().map(|found| undecided(found, decisions)).unwrap_or_default())
        })
    }

    /// Says the same of the rows of every file of which nobody has said it.
    pub fn decide_people(self, dashboard: Dashboard, people: bool) {
        let files = untrack(|| self.undecided());
        self.decide(dashboard, |decisions| {
            for file in files {
                decisions.files.entry(file).or_default().people = Some(people);
            }
        });
    }

    /// Whether what is shown follows from the last choice already; tracks it.
    #[must_use]
    pub fn is_current(self) -> bool {
        !self.waiting.get()
    }

    /// Whether there is a choice to take back; tracks it.
    #[must_use]
    pub fn can_undo(self) -> bool {
        self.past.with(|past| !past.is_empty())
    }

    /// Has the engine look at the files.
    pub fn begin(self, dashboard: Dashboard) {
        let own = dashboard.own();
        let Confirmed { decisions, .. } = own.confirmed_now();
        let turn = self.next();
        self.past.set(Vec::new());
        self.remembered.set(None);
        self.stage.set(Confirming::Looking);
        dashboard.seat().start();
        spawn_local(async move {
            let seat = dashboard.seat();
            let fresh = decisions == Decisions::default();
            let mut found = seat.understand(&own.originals(), decisions.clone()).await;
            let mut decisions = decisions;
            if let (true, Ok(first)) = (fresh, &found)
                && !first.own
                && let Some((taken, when)) =
                    own.keeping().shelf_now().and_then(|shelf| same_shape(first, &shelf))
            {
                decisions = taken;
                self.remembered.set(Some(when));
                found = seat.decide(decisions.clone()).await;
            }
            if self.turn.get_value() != turn {
                return;
            }
            self.decisions.set(decisions);
            self.show(found);
        });
    }

    /// Changes the decisions about a file.
    pub fn decide_file(self, dashboard: Dashboard, file: &str, change: impl FnOnce(&mut FileDecision)) {
        self.decide(dashboard, |decisions| change(decisions.files.entry(file.to_owned()).or_default()));
    }

    /// Changes the decisions about a column.
    pub fn decide_column(
        self,
        dashboard: Dashboard,
        file: &str,
        header: &str,
        change: impl FnOnce(&mut ColumnDecision),
    ) {
        self.decide_file(dashboard, file, |file| change(file.columns.entry(header.to_owned()).or_default()));
    }

    /// Changes the decisions; what follows from them is shown as soon as the engine has said it.
    pub fn decide(self, dashboard: Dashboard, change: impl FnOnce(&mut Decisions)) {
        self.past.update(|past| past.push(self.decisions.get_untracked()));
        self.decisions.update(change);
        self.ask(dashboard);
    }

    /// Takes the last choice back.
    pub fn undo(self, dashboard: Dashboard) {
        if let Some(before) = self.past.try_update(Vec::pop).flatten() {
            self.decisions.set(before);
            self.ask(dashboard);
        }
    }

    /// Starts from nothing: forgets what was taken over from files of the same shape.
    pub fn start_over(self, dashboard: Dashboard) {
        self.remembered.set(None);
        self.decide(dashboard, |decisions| *decisions = Decisions::default());
    }

    /// Takes what is understood for what is meant, and works out the figures: at once, or as soon as the engine has
    /// said what follows from the last choice, where that leaves nothing open.
    pub fn accept(self, dashboard: Dashboard) {
        if self.waiting.get_untracked() {
            self.accepted.set_value(true);
            return;
        }
        let Some(found) = self.understood.get_untracked() else { return };
        let shapes: BTreeMap<String, String> =
            found.files.iter().map(|file| (file.file.clone(), file.shape.clone())).collect();
        let own = dashboard.own();
        own.take(found.framework.clone(), found.own, self.decisions.get_untracked(), shapes);
        own.read(dashboard);
    }

    /// Closes it.
    pub fn close(self) {
        self.next();
        self.waiting.set(false);
        self.accepted.set_value(false);
        self.stage.set(Confirming::Closed);
        self.understood.set(None);
        self.decisions.set(Decisions::default());
        self.past.set(Vec::new());
        self.remembered.set(None);
    }

    /// Stops the engine, which is looking at the files; a new one is started.
    pub fn stop(self, dashboard: Dashboard) {
        self.close();
        dashboard.restart_engine();
    }

    fn next(self) -> u32 {
        self.turn.update_value(|turn| *turn += 1);
        self.turn.get_value()
    }

    fn ask(self, dashboard: Dashboard) {
        let turn = self.next();
        let decisions = self.decisions.get_untracked();
        self.waiting.set(true);
        self.accepted.set_value(false);
        spawn_local(async move {
            let found = dashboard.seat().decide(decisions).await;
            if self.turn.get_value() != turn {
                return;
            }
            let asked = |found: &Understanding| {
                found.open
                    + self.decisions.with_untracked(|decisions| undecided(found, decisions).len() as u64)
            };
            let settled = found.as_ref().is_ok_and(|found| asked(found) == 0);
            self.show(found);
            self.waiting.set(false);
            if self.accepted.get_value() && settled {
                self.accept(dashboard);
            }
        });
    }

    fn show(self, found: Result<Understanding, Failure>) {
        match found {
            Ok(found) => {
                self.understood.set(Some(Arc::new(found)));
                self.stage.set(Confirming::Open);
            }
            Err(Failure::Cancelled) => self.stage.set(Confirming::Closed),
            Err(failure) => self.stage.set(Confirming::Failed(failure)),
        }
    }
}

/// Files of which nobody has said what a row is about. No cell tells it, and much follows from it: whether small
/// groups are withheld.
fn undecided(found: &Understanding, decisions: &Decisions) -> Vec<String> {
    if found.own {
        return Vec::new();
    }
    let said = |file: &str| decisions.files.get(file).is_some_and(|file| file.people.is_some());
    found.files.iter().map(|file| &file.file).filter(|file| !said(file)).cloned().collect()
}

/// What was decided about kept files of the same shape, the latest first, and when.
fn same_shape(found: &Understanding, shelf: &Shelf) -> Option<(Decisions, f64)> {
    let versions = shelf.bundles.iter().flat_map(|bundle| bundle.versions.iter().rev());
    for version in versions.filter(|version| version.framework.is_some()) {
        let mut decisions = Decisions { files: BTreeMap::new(), ..version.decisions.clone() };
        for file in &found.files {
            let known = version.shapes.iter().find(|(_, shape)| **shape == file.shape);
            if let Some((name, _)) = known {
                let decided = version.decisions.files.get(name).cloned().unwrap_or_default();
                decisions.files.insert(file.file.clone(), decided);
            }
        }
        if decisions.files.len() == found.files.len() {
            return Some((decisions, version.kept_ms));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{same_shape, undecided};
    use esito_model::{Decisions, FileDecision, FileUnderstood, KeptVersion, Shelf, Understanding};

    #[test]
    fn what_a_row_is_about_is_asked_of_each_file_without_a_framework() {
        let file = |name: &str| FileUnderstood { file: name.into(), ..FileUnderstood::default() };
        let mut found =
            Understanding { files: vec![file("a.csv"), file("b.csv")], ..Understanding::default() };
        let mut decisions = Decisions::default();
        assert_eq!(undecided(&found, &decisions), ["a.csv", "b.csv"]);
        decisions.files.entry("a.csv".into()).or_default().people = Some(true);
        assert_eq!(undecided(&found, &decisions), ["b.csv"]);
        found.own = true;
        assert!(undecided(&found, &decisions).is_empty());
    }

    #[test]
    fn files_of_a_known_shape_get_what_was_decided_about_it() {
        let file = |name: &str, shape: &str| FileUnderstood {
            file: name.into(),
            shape: shape.into(),
            ..FileUnderstood::default()
        };
        let found = Understanding { files: vec![file("march.csv", "a b")], ..Understanding::default() };
        let mut shelf = Shelf::default();
        assert_eq!(same_shape(&found, &shelf), None);
        let mut version =
            KeptVersion { framework: Some(String::new()), kept_ms: 7.0, ..KeptVersion::default() };
        version.shapes.insert("february.csv".into(), "a b".into());
        let decided = FileDecision { people: Some(false), ..FileDecision::default() };
        version.decisions.files.insert("february.csv".into(), decided.clone());
        shelf.put("k", "K", version);
        let (taken, when) = same_shape(&found, &shelf).unwrap_or_default();
        assert_eq!((taken.files.get("march.csv"), when), (Some(&decided), 7.0));
        let other = Understanding { files: vec![file("x.csv", "a c")], ..Understanding::default() };
        assert_eq!(same_shape(&other, &shelf), None);
    }
}
