//! What a filter may not show: the same question asked with and without it would tell small groups apart.
//!
//! Under a filter a place is shown only where every group of the filter's columns is large enough in each of its
//! cells, or nobody, and where nothing of the place is withheld without a filter; and all places together only
//! where every place is shown. So of a place either every group might be shown one by one, or nothing is added to what
//! stands there without a filter. Which places these are depends on the columns that are filtered by and never on the
//! values that were chosen.

use super::measuring::Measuring;
use super::plan::Plan;
use super::rows::Chosen;
use super::shared::Shared;
use super::withhold::{Cell, Coordinates, find};
use crate::dataset::{Codes, Dataset};
use esito_model::{Cut, Finding, Key, Question, Reason, Value};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The cells that a filter may not show, in the order in which they are found without one.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    cells: Vec<(Cut, Coordinates)>,
    /// Codes of places of which nothing is shown.
    places: FxHashSet<u32>,
}

impl Hidden {
    /// Whether a cell is among them.
    pub(super) fn holds(&self, (place, ..): &Coordinates) -> bool {
        place.is_none_or(|place| self.places.contains(&place))
    }

    /// Those that are not listed.
    pub(super) fn absent(&self, listed: &[Cell]) -> Vec<(Cut, Coordinates)> {
        let there: FxHashSet<Coordinates> = listed.iter().map(Cell::coordinates).collect();
        self.cells.iter().filter(|(_, at)| !there.contains(at)).copied().collect()
    }
}

impl Plan<'_> {
    /// A withheld cell of which nothing else is known.
    pub(super) fn unseen(&self, (cut, (place, period, group)): (Cut, Coordinates)) -> Cell {
        let by = group.map(|(by, _)| by);
        let group = group.map(|(_, group)| group);
        let key: Key = self.key(by, [place, period, group]);
        let finding = Finding { key, value: Value::Missing(Reason::Withheld), ..Finding::default() };
        Cell { cut, by, place, period, group, size: 0, withheld: true, finding }
    }

    /// The cells that the question's filters may not show; nothing where nothing is filtered or all are large enough.
    pub(super) fn hidden_by_filters(
        &self,
        dataset: &Dataset,
        question: &Question,
        due: Option<i32>,
    ) -> Option<Hidden> {
        let mut columns: Vec<&str> = question.filters.iter().map(|filter| filter.column.as_str()).collect();
        columns.retain(|column| dataset.has_column(self.table, column));
        columns.sort_unstable();
        columns.dedup();
        if columns.is_empty() || self.least <= 1 {
            return None;
        }
        // The values that are chosen change nothing here, so a changed filter finds this done.
        let of = &self.indicator;
        let name = format!(
            "{} clean {columns:?} {due:?} {} {:?} {:?} {:?} {:?} {} {:?} {:?}",
            self.table,
            self.least,
            of.place,
            of.period,
            of.by,
            of.across,
            self.formula_text(),
            of.missing,
            of.comparison.as_ref().map(|comparison| (self.whose, comparison))
        );
        let whole = || self.choose(dataset, &Question { filters: Vec::new(), ..question.clone() }, due);
        let clean = dataset.once(name, || self.is_clean(dataset, &whole(), &columns, due));
        (!clean).then(|| self.find_hidden(dataset, &whole(), &columns, due))
    }

    /// Whether in the finest cells every group of these columns together is large enough or nobody: then it is so
    /// in all cells, and for fewer columns.
    fn is_clean(&self, dataset: &Dataset, whole: &Chosen, columns: &[&str], due: Option<i32>) -> bool {
        let shared = Shared::default();
        let measuring = Measuring::new(self, dataset, whole, &shared, due);
        let together = atoms(self, dataset, columns);
        let finest = self.finest();
        self.breakdowns().all(|by| {
            let atoms = measuring.atoms(finest, by, &together);
            atoms.into_iter().all(|(_, size)| size == 0 || size >= self.least)
        })
    }

    /// Every place that has a small group or something withheld, and with any such place all places together.
    fn find_hidden(&self, dataset: &Dataset, whole: &Chosen, columns: &[&str], due: Option<i32>) -> Hidden {
        let shared = Shared::default();
        let measuring = Measuring::new(self, dataset, whole, &shared, due);
        let mut cells = measuring.sizes();
        find(&mut cells, self.least, &self.nests(), measuring.last_code());
        let withheld = cells.iter().filter(|cell| cell.withheld).filter_map(|cell| cell.place);
        let mut hidden = Hidden { places: withheld.collect(), ..Hidden::default() };
        let together = atoms(self, dataset, columns);
        let finest = self.finest();
        for by in self.breakdowns() {
            let atoms = measuring.atoms(finest, by, &together).into_iter();
            let small = atoms.filter(|(_, size)| *size > 0 && *size < self.least);
            hidden.places.extend(small.filter_map(|((place, ..), _)| place));
        }
        let all = cells.iter().map(|cell| (cell.cut, cell.coordinates()));
        hidden.cells = all.filter(|(_, at)| hidden.holds(at)).collect();
        hidden
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
