//! What is withheld without a filter. It depends on the bundle alone and not on what a question asks for, so it is found
//! once: a changed breakdown, period or filter finds it done.

use super::measuring::Measuring;
use super::plan::Plan;
use super::withhold::{Cell, Coordinates, find};
use crate::dataset::Dataset;
use esito_model::{Cut, Question};
use rustc_hash::FxHashSet;
use std::sync::{Arc, OnceLock};

/// Every cell of an indicator that stands alone, and which of them are withheld.
#[derive(Debug, Default)]
struct Pattern {
    cells: Vec<(Cut, Coordinates)>,
    withheld: Vec<Coordinates>,
}

impl Plan<'_> {
    /// What decides which cells are withheld without a filter.
    pub(super) fn name_of_pattern(&self, due: Option<i32>) -> String {
        let of = &self.indicator;
        format!(
            "{} {due:?} {} {:?} {:?} {:?} {:?} {:?} {} {:?} {:?}",
            self.table,
            self.least,
            self.interval,
            of.place,
            of.period,
            of.by,
            of.across,
            self.formula_text(),
            of.missing,
            of.comparison.as_ref().map(|comparison| (self.whose, comparison))
        )
    }

    /// The pattern of an indicator whose rows nobody has chosen yet.
    fn pattern(&self, measuring: &Measuring<'_>) -> Arc<OnceLock<Pattern>> {
        let Measuring { dataset, shared, due, .. } = measuring;
        remembered(self, dataset, *due, || {
            let whole = shared.choose(self, dataset, &Question::default(), *due);
            Pattern::of(&Measuring::new(self, dataset, &whole, shared, *due))
        })
    }
}

impl Measuring<'_> {
    /// Every cell that the indicator has without a filter; to be asked where none of its rows is left out by one.
    pub(super) fn cells_alone(&self) -> Vec<(Cut, Coordinates)> {
        self.pattern().get().map(|known| known.cells.clone()).unwrap_or_default()
    }

    /// What is withheld without a filter; to be asked where none of its rows is left out by one.
    ///
    /// Each indicator alone keeps its own cells; what is withheld of any of those that count the same people is withheld of
    /// all, for the fewer are shown the less follows.
    pub(super) fn withheld(&self) -> FxHashSet<Coordinates> {
        let kin = self.plan.kin.iter().map(|one| one.pattern(self));
        let mut all = FxHashSet::default();
        for one in std::iter::once(self.pattern()).chain(kin) {
            all.extend(one.get().into_iter().flat_map(|known| &known.withheld));
        }
        all
    }

    fn pattern(&self) -> Arc<OnceLock<Pattern>> {
        remembered(self.plan, self.dataset, self.due, || Pattern::of(self))
    }
}

/// Who comes while a pattern is being found waits for it.
fn remembered(
    plan: &Plan<'_>,
    dataset: &Dataset,
    due: Option<i32>,
    find: impl FnOnce() -> Pattern,
) -> Arc<OnceLock<Pattern>> {
    let known: Arc<OnceLock<Pattern>> =
        dataset.remember(format!("pattern {}", plan.name_of_pattern(due)), OnceLock::default);
    known.get_or_init(find);
    known
}

impl Pattern {
    fn of(measuring: &Measuring<'_>) -> Self {
        let mut cells: Vec<Cell> = measuring.sizes();
        find(&mut cells, &measuring.guard());
        let withheld = cells.iter().filter(|cell| cell.withheld).map(Cell::coordinates).collect();
        Self { cells: cells.iter().map(|cell| (cell.cut, cell.coordinates())).collect(), withheld }
    }
}
