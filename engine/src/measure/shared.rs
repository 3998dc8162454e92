//! What several indicators of one question have in common: the rows they look at and how these fall into groups.

use super::fold::Prepared;
use super::group::{Groups, group};
use super::margins::{Atom, gives_away};
use super::plan::Plan;
use super::rows::Chosen;
use crate::dataset::{Codes, Dataset};
use esito_model::{Cut, Question};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many row numbers are kept for groupings at most (four bytes each); beyond, they are made anew.
const MOST_KEPT: usize = 1 << 24;
/// So many groupings are kept however many rows they have: one for each cut, and with a breakdown.
const ALWAYS_KEPT: usize = 8;

/// Work of one question that is not done twice.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    chosen: Mutex<FxHashMap<String, Arc<Chosen>>>,
    groups: Mutex<Kept<Groups>>,
    /// Of groups, those that are shown under a filter, with their rows.
    shown: Mutex<Kept<Part>>,
    /// What folds came to, group by group: a sum may be a figure of its own, and one side of two ratios.
    folds: Mutex<FxHashMap<String, Arc<Vec<Option<f64>>>>>,
    /// Which tables of groups give somebody away by their margins: most indicators count the same people.
    margins: Mutex<FxHashMap<(Vec<Atom>, u64), bool>>,
    /// The same of the question without its filters, which decides what a filter may show.
    unfiltered: OnceLock<Box<Shared>>,
}

/// Some of the groups of rows, with theirs.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub rows: Vec<u32>,
    pub groups: Groups,
    /// The codes of the groups that do not stay; where all stay the other two are empty.
    pub gone: Vec<Vec<u32>>,
}

/// Groupings that were made before, and of how many rows in all.
#[derive(Debug)]
struct Kept<T> {
    made: FxHashMap<String, Arc<T>>,
    rows: usize,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { made: FxHashMap::default(), rows: 0 }
    }
}

/// The same for groupings, of which only as many are kept as there is room for.
fn kept<T>(
    known: &Mutex<Kept<T>>,
    key: String,
    rows: fn(&T) -> usize,
    work_out: impl FnOnce() -> T,
) -> Arc<T> {
    if let Some(known) = locked(known).made.get(&key) {
        return Arc::clone(known);
    }
    let made = Arc::new(work_out());
    let mut kept = locked(known);
    let room = kept.rows + rows(&made) <= MOST_KEPT || kept.made.len() < ALWAYS_KEPT;
    if room && !kept.made.contains_key(&key) {
        kept.rows += rows(&made);
        kept.made.insert(key, Arc::clone(&made));
    }
    made
}

/// Only whole entries are ever left behind.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What was worked out before under this name, or is now. It is not locked meanwhile: two threads may both do it.
fn remembered<T>(
    known: &Mutex<FxHashMap<String, Arc<T>>>,
    key: String,
    work_out: impl FnOnce() -> T,
) -> Arc<T> {
    if let Some(known) = locked(known).get(&key) {
        return Arc::clone(known);
    }
    let made = Arc::new(work_out());
    locked(known).insert(key, Arc::clone(&made));
    made
}

impl Shared {
    /// What indicators have in common without the filters of the question.
    pub(super) fn unfiltered(&self) -> &Shared {
        self.unfiltered.get_or_init(Box::default)
    }

    /// Whether the margins of a table give away a group of fewer than `least`.
    pub(super) fn gives_away(&self, atoms: &[Atom], least: u64) -> bool {
        let key = (atoms.to_vec(), least);
        if let Some(known) = locked(&self.margins).get(&key) {
            return *known;
        }
        let found = gives_away(atoms, least);
        locked(&self.margins).insert(key, found);
        found
    }

    /// The rows that an indicator looks at.
    pub(crate) fn choose(
        &self,
        plan: &Plan<'_>,
        dataset: &Dataset,
        question: &Question,
        due: Option<i32>,
    ) -> Arc<Chosen> {
        remembered(&self.chosen, plan.rows_key(due), || plan.choose(dataset, question, due))
    }

    /// The groups of these rows in a cut and breakdown, and by further columns.
    pub(super) fn group(
        &self,
        plan: &Plan<'_>,
        due: Option<i32>,
        ((cut, by), further): ((Cut, Option<usize>), &[&str]),
        rows: &[u32],
        axes: &[&Codes],
    ) -> Arc<Groups> {
        let key = format!("{} {} {further:?}", plan.rows_key(due), plan.groups_key(cut, by));
        kept(&self.groups, key, |groups| groups.of.len(), || group(rows, axes))
    }

    /// Of the groups of these rows those that stay, with their rows; `what` names by what rule.
    pub(super) fn part(
        &self,
        plan: &Plan<'_>,
        due: Option<i32>,
        (cut, by, what): (Cut, Option<usize>, &str),
        (rows, groups): (&[u32], &Groups),
        stays: impl Fn(&[u32]) -> bool,
    ) -> Arc<Part> {
        let key = format!("{} {} {what}", plan.rows_key(due), plan.groups_key(cut, by));
        kept(&self.shown, key, |part| part.rows.len(), || Part::of(rows, groups, stays))
    }

    /// What a fold of these rows comes to in each of these groups, which are all of a cut and breakdown or some: `what`.
    pub(super) fn fold(
        &self,
        plan: &Plan<'_>,
        due: Option<i32>,
        (cut, by, what): (Cut, Option<usize>, &str),
        fold: &Prepared<'_>,
        rows: &[u32],
        groups: &Groups,
    ) -> Arc<Vec<Option<f64>>> {
        let Some(same) = &fold.same else { return Arc::new(fold.values(rows, groups)) };
        let key = format!("{} {} {what} {same}", plan.rows_key(due), plan.groups_key(cut, by));
        remembered(&self.folds, key, || fold.values(rows, groups))
    }
}

impl Part {
    /// The groups that stay, and their rows, in the same order.
    fn of(rows: &[u32], groups: &Groups, stays: impl Fn(&[u32]) -> bool) -> Self {
        let mut part = Self::default();
        let mut number = vec![u32::MAX; groups.keys.len()];
        for (at, key) in groups.keys.iter().enumerate() {
            if !stays(key) {
                part.gone.push(key.clone());
                continue;
            }
            number[at] = u32::try_from(part.groups.keys.len()).unwrap_or(u32::MAX);
            part.groups.keys.push(key.clone());
            part.groups.sizes.push(groups.sizes[at]);
        }
        if part.gone.is_empty() {
            return Self::default();
        }
        for (row, group) in rows.iter().zip(&groups.of) {
            let number = number[*group as usize];
            if number != u32::MAX {
                part.rows.push(*row);
                part.groups.of.push(number);
            }
        }
        part
    }
}

impl Plan<'_> {
    /// What decides which rows are looked at, within one question.
    fn rows_key(&self, due: Option<i32>) -> String {
        let day = due.and(self.indicator.period.as_ref()).map_or("", |period| &period.column);
        [&self.rows_name, " ", day].concat()
    }

    /// What decides how those rows fall into groups.
    fn groups_key(&self, cut: Cut, by: Option<usize>) -> String {
        let by = by.map_or("", |by| &self.by[by].name);
        format!("{cut:?} by {by} {}", self.groups_name)
    }
}
