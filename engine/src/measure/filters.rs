//! What a filter may not show: the same question asked with and without it would tell small groups apart.
//!
//! A block is what stands at one place in one period. Under a filter a block is shown only where nothing in it is
//! withheld without one. Of such a block
//!
//! - everything is shown where, in every breakdown, each group of the filter's columns is large enough or nobody;
//! - only the block as a whole, and none of its breakdowns, where this holds without a breakdown, and where a breakdown
//!   and the filter's columns side by side do not give a small group away (`margins.rs`);
//! - otherwise nothing.
//!
//! Periods or places together are shown where each of their blocks is. So whatever is added under a filter is made of
//! blocks of which everything else is published, and adds nothing that is known of the others. Which blocks are shown
//! depends on the columns that are filtered by and never on the values that were chosen.

use super::margins::Atom;
use super::measuring::{Combination, Depth, Measuring};
use super::plan::Plan;
use super::shared::Shared;
use super::withhold::{Cell, Coordinates, in_order};
use crate::dataset::{Codes, Dataset};
use esito_model::{Cut, Finding, Question, Reason, Value};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// A breakdown or none, a place and a period or all of them.
type Part = (Option<usize>, Option<u32>, Option<u32>);

/// The cells that a filter may not show, in the order of findings.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Hidden {
    cells: Vec<(Cut, Coordinates)>,
    /// What is not shown, and all that is made of it.
    parts: FxHashSet<Part>,
}

impl Hidden {
    /// Whether a cell is among them.
    pub(super) fn holds(&self, (place, period, group): &Coordinates) -> bool {
        self.parts.contains(&(group.map(|(by, _)| by), *place, *period))
    }

    /// Whether a cell is among them; in a stock all periods together are the last one under its other name.
    fn covers(&self, at @ (place, period, group): &Coordinates, last: Option<u32>) -> bool {
        let other = last.filter(|_| period.is_none()).map(|last| (*place, Some(last), *group));
        self.holds(at) || other.is_some_and(|at| self.holds(&at))
    }

    /// Whether a cell is among those that are listed.
    fn lists(&self, at: &Coordinates) -> bool {
        self.cells.binary_search_by_key(&in_order(at), |(_, at)| in_order(at)).is_ok()
    }

    fn add(&mut self, by: Option<usize>, (place, period): Block) {
        for place in [place, None] {
            for period in [period, None] {
                self.parts.insert((by, place, period));
            }
        }
    }

    /// Those of the cuts and breakdowns that are wanted.
    pub(super) fn listed(&self, wanted: &dyn Fn(Combination) -> bool) -> impl Iterator<Item = Coordinates> {
        let wanted = |(cut, (.., group)): &&(Cut, Coordinates)| wanted((*cut, group.map(|(by, _)| by)));
        self.cells.iter().filter(wanted).map(|(_, at)| *at)
    }
}

/// A place and a period, as far as the indicator has them.
type Block = (Option<u32>, Option<u32>);

/// The groups of some blocks.
type Blocks = BTreeMap<Block, Vec<Atom>>;

impl Plan<'_> {
    /// The finding of a withheld cell of which nothing else is known.
    pub(super) fn unseen(&self, (place, period, group): &Coordinates) -> Finding {
        let key = self.key(group.map(|(by, _)| by), [*place, *period, group.map(|(_, group)| group)]);
        Finding { key, value: Value::Missing(Reason::Withheld), ..Finding::default() }
    }

    /// The cells that the question's filters may not show; nothing where nothing is filtered or all are large enough.
    pub(super) fn hidden_by_filters(
        &self,
        dataset: &Dataset,
        question: &Question,
        due: Option<i32>,
        shared: &Shared,
    ) -> Option<Arc<Hidden>> {
        let mut columns: Vec<&str> = question.filters.iter().map(|filter| filter.column.as_str()).collect();
        columns.retain(|column| dataset.has_column(self.table, column));
        columns.sort_unstable();
        columns.dedup();
        if columns.is_empty() || self.least <= 1 {
            return None;
        }
        // The values that are chosen change nothing here, so a changed filter finds this done.
        let name = format!("hidden {columns:?} {:?} {}", self.ids_of_kin(), self.name_of_pattern(due));
        let find = || {
            // Most indicators look at the same rows, in the same groups.
            let shared = shared.unfiltered();
            let question = Question { filters: Vec::new(), ..question.clone() };
            let whole = shared.choose(self, dataset, &question, due);
            let measuring = Measuring::new(self, dataset, &whole, shared, due);
            self.find_hidden(&measuring, &columns)
        };
        // Those that hide the same are one, so that what they show is picked out once.
        let one = dataset.remember(name, || {
            let hidden = Arc::new(find());
            let known: Arc<Mutex<Vec<Arc<Hidden>>>> =
                dataset.remember(format!("{} hidden", self.table), Mutex::default);
            let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
            match known.iter().find(|one| **one == hidden) {
                Some(same) => Arc::clone(same),
                None => {
                    known.push(Arc::clone(&hidden));
                    hidden
                }
            }
        });
        (!one.parts.is_empty()).then(|| Arc::clone(one.as_ref()))
    }

    fn find_hidden(&self, measuring: &Measuring<'_>, columns: &[&str]) -> Hidden {
        let together = atoms(self, measuring.dataset, columns);
        let finest = self.finest();
        let is_small = |size: u64| size > 0 && size < self.least;
        // By breakdown the blocks with a group of the filter's columns that is too small, and all groups of each.
        let split: Vec<(Option<usize>, Blocks)> = self
            .breakdowns()
            .map(|by| {
                let atoms = measuring.atoms(finest, by, (columns, &together));
                let small = atoms.iter().filter(|(.., size)| is_small(*size));
                let mut of: Blocks =
                    small.map(|((place, period, _), ..)| ((*place, *period), Vec::new())).collect();
                for ((place, period, group), value, size) in atoms.into_iter().filter(|(.., size)| *size > 0)
                {
                    if let Some(groups) = of.get_mut(&(place, period)) {
                        groups.push((group.map_or(0, |(_, group)| group), value, size));
                    }
                }
                (by, of)
            })
            .collect();
        let mut hidden = Hidden::default();
        if split.iter().all(|(_, of)| of.is_empty()) {
            // Sizes add up: what is large enough in the finest cells is large enough everywhere.
            return hidden;
        }
        let (cells, withheld) = (measuring.cells_alone(), measuring.withheld());
        let finest = cells.iter().filter(|(cut, _)| *cut == finest).map(|(_, at)| at);
        let withheld = finest.filter(|at| withheld.contains(at));
        let mut nothing: BTreeSet<Block> = withheld.map(|(place, period, _)| (*place, *period)).collect();
        let mut totals_only: BTreeSet<Block> = BTreeSet::new();
        for (by, of) in &split {
            for (block, groups) in of {
                let alone = by.is_some() && !measuring.shared.gives_away(groups, self.least);
                let set = if alone { &mut totals_only } else { &mut nothing };
                set.insert(*block);
            }
        }
        for by in self.breakdowns() {
            let of_groups = totals_only.iter().filter(|_| by.is_some());
            nothing.iter().chain(of_groups).for_each(|block| hidden.add(by, *block));
        }
        hidden.cells = cells.iter().filter(|(_, at)| hidden.holds(at)).copied().collect();
        hidden.cells.sort_unstable_by_key(|(_, at)| in_order(at));
        hidden
    }
}

impl Measuring<'_> {
    /// Adds the cells of a cut and breakdown that a filter may show. The rows of the others are left out before anything
    /// is worked out, and those that the filter alone brings about are added to what is not seen: in a stock the last
    /// period may be another than without it. Elsewhere whatever occurs under a filter is there without one.
    pub(super) fn shown(
        &self,
        (cut, by): Combination,
        hidden: &Arc<Hidden>,
        (cells, unseen): (&mut Vec<Cell>, &mut Vec<Coordinates>),
    ) {
        let Some(groups) = self.groups(cut, by) else { return };
        let last = self.last_code();
        let at = |key: &[u32]| {
            let [place, period, group] = self.plan.coordinates((cut, by), key);
            (place, period, by.zip(group))
        };
        // By its place in memory, where it stays as long as the bundle.
        let rule = format!("{:p}", Arc::as_ptr(hidden));
        let part = self.part((cut, by), &rule, &groups, |key| !hidden.covers(&at(key), last));
        if part.gone.is_empty() {
            cells.extend(self.cells(cut, by, Depth::Whole));
        } else if !part.groups.keys.is_empty() {
            cells.extend(self.cells_of((cut, by), &rule, &part));
        }
        if last.is_some() {
            let of_filter = part.gone.iter().map(|key| at(key)).filter(|at| !hidden.lists(at));
            unseen.extend(of_filter.collect::<Vec<_>>());
        }
    }
}

/// The groups of several columns at once; one group of all where there is no column.
fn atoms(plan: &Plan<'_>, dataset: &Dataset, columns: &[&str]) -> Arc<Codes> {
    match columns {
        [] => Arc::new(Codes { code: vec![0; dataset.rows(plan.table)], ..Codes::default() }),
        [one] => dataset.codes(plan.table, one),
        several => {
            let names: Vec<String> = several.iter().map(|name| (*name).to_owned()).collect();
            dataset.combined_codes(plan.table, &names)
        }
    }
}
