//! What several indicators of one question have in common: the rows they look at and how these fall into groups.

use super::group::{Groups, group};
use super::plan::Plan;
use super::rows::Chosen;
use crate::dataset::{Codes, Dataset};
use esito_model::{Cut, Question};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// How many row numbers are kept for groupings at most (four bytes each); beyond, they are made anew.
const MOST_KEPT: usize = 1 << 24;

/// Work of one question that is not done twice.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    chosen: RefCell<FxHashMap<String, Arc<Chosen>>>,
    groups: RefCell<FxHashMap<String, Arc<Groups>>>,
    kept: RefCell<usize>,
}

impl Shared {
    /// The rows that an indicator looks at.
    pub(crate) fn choose(
        &self,
        plan: &Plan<'_>,
        dataset: &Dataset,
        question: &Question,
        due: Option<i32>,
    ) -> Arc<Chosen> {
        let key = plan.rows_key(due);
        if let Some(known) = self.chosen.borrow().get(&key) {
            return Arc::clone(known);
        }
        let made = Arc::new(plan.choose(dataset, question, due));
        self.chosen.borrow_mut().insert(key, Arc::clone(&made));
        made
    }

    /// The groups of these rows in a cut and breakdown.
    pub(super) fn group(
        &self,
        plan: &Plan<'_>,
        due: Option<i32>,
        (cut, by): (Cut, Option<usize>),
        rows: &[u32],
        axes: &[&Codes],
    ) -> Arc<Groups> {
        let key = format!("{} {}", plan.rows_key(due), plan.groups_key(cut, by));
        if let Some(known) = self.groups.borrow().get(&key) {
            return Arc::clone(known);
        }
        let made = Arc::new(group(rows, axes));
        let kept = *self.kept.borrow() + made.of.len();
        if kept <= MOST_KEPT {
            *self.kept.borrow_mut() = kept;
            self.groups.borrow_mut().insert(key, Arc::clone(&made));
        }
        made
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
