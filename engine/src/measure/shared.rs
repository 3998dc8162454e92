//! What several indicators of one question have in common: the rows they look at and how these fall into groups.

use super::fold::Prepared;
use super::group::{Groups, group};
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
    groups: Mutex<Kept>,
    /// What folds came to, group by group: a sum may be a figure of its own, and one side of two ratios.
    folds: Mutex<FxHashMap<String, Arc<Vec<Option<f64>>>>>,
    /// The same of the question without its filters, which decides what a filter may show.
    unfiltered: OnceLock<Box<Shared>>,
}

/// Groupings that were made before.
#[derive(Debug, Default)]
struct Kept {
    groups: FxHashMap<String, Arc<Groups>>,
    rows: usize,
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
        if let Some(known) = locked(&self.groups).groups.get(&key) {
            return Arc::clone(known);
        }
        let made = Arc::new(group(rows, axes));
        let mut kept = locked(&self.groups);
        let room = kept.rows + made.of.len() <= MOST_KEPT || kept.groups.len() < ALWAYS_KEPT;
        if room && !kept.groups.contains_key(&key) {
            kept.rows += made.of.len();
            kept.groups.insert(key, Arc::clone(&made));
        }
        made
    }

    /// What a fold of these rows comes to in each of these groups.
    pub(super) fn fold(
        &self,
        plan: &Plan<'_>,
        due: Option<i32>,
        (cut, by): (Cut, Option<usize>),
        fold: &Prepared<'_>,
        rows: &[u32],
        groups: &Groups,
    ) -> Arc<Vec<Option<f64>>> {
        let Some(same) = &fold.same else { return Arc::new(fold.values(rows, groups)) };
        let key = format!("{} {} {same}", plan.rows_key(due), plan.groups_key(cut, by));
        remembered(&self.folds, key, || fold.values(rows, groups))
    }
}

impl Plan<'_> {
    /// What decides which rows are looked at, within one question.
    fn rows_key(&self, due: Option<i32>) -> String {
        let day = due.and(self.indicator.period.as_ref()).map(|period| &period.column);
        format!("{} {day:?} {:?}", self.table, self.condition)
    }

    /// What decides how those rows fall into groups.
    fn groups_key(&self, cut: Cut, by: Option<usize>) -> String {
        let by = by.map(|by| &self.by[by].name);
        let of = &self.indicator;
        format!("{cut:?} {by:?} {:?} {:?} {:?}", of.place, of.period, of.across)
    }
}
