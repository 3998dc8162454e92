//! What is withheld without a filter. It depends on the bundle alone and not on what a question asks for, so it is found
//! once: a changed breakdown, period or filter finds it done.

use super::finding::{CUTS, axes};
use super::measuring::Measuring;
use super::plan::Plan;
use super::withhold::{Cell, Coordinates, find};
use crate::dataset::Dataset;
use esito_model::{Cut, Question};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// Every cell of an indicator that stands alone, and which of them are withheld.
#[derive(Debug, Default)]
struct Pattern {
    cells: Vec<(Cut, Coordinates)>,
    withheld: Vec<Coordinates>,
}

impl Plan<'_> {
    pub(super) fn ids_of_kin(&self) -> Vec<(&str, bool)> {
        self.kin.iter().map(|(one, there)| (one.id.as_str(), *there)).collect()
    }

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
    pub(super) fn withheld(&self) -> Arc<FxHashSet<Coordinates>> {
        let plan = self.plan;
        let name = format!("withheld {:?} {}", plan.ids_of_kin(), plan.name_of_pattern(self.due));
        self.dataset.remember(name, || {
            let kin = plan.plans_of_kin(self.dataset).map(|one| one.pattern(self));
            let mut all = FxHashSet::default();
            for one in std::iter::once(self.pattern()).chain(kin) {
                all.extend(one.get().into_iter().flat_map(|known| &known.withheld));
            }
            all
        })
    }

    fn pattern(&self) -> Arc<OnceLock<Pattern>> {
        remembered(self.plan, self.dataset, self.due, || Pattern::of(self))
    }

    /// Whether anything is too small, which shows in the finest cells: sizes add up.
    fn has_small(&self) -> bool {
        let finest = self.plan.finest();
        let rows = self.rows(axes(self.plan, finest).and_then(|(_, period)| period));
        let is_small = |size: u64| size > 0 && size < self.plan.least;
        self.plan.breakdowns().any(|by| {
            let groups = self.groups(finest, by);
            groups.is_some_and(|groups| self.people(rows, (finest, by), &groups).into_iter().any(is_small))
        })
    }

    /// Every cell there is, in the order of what is withheld: the finest ones, and what they are parts of.
    fn every_cell(&self) -> Vec<(Cut, Coordinates)> {
        let plan = self.plan;
        let (finest, last) = (plan.finest(), self.last_code());
        let mut all: Vec<(Cut, Coordinates)> = Vec::new();
        for by in plan.breakdowns() {
            let Some(groups) = self.groups(finest, by) else { continue };
            let parts: Vec<[Option<u32>; 3]> =
                groups.keys.iter().map(|key| plan.coordinates((finest, by), key)).collect();
            for cut in CUTS.into_iter().filter(|cut| axes(plan, *cut).is_some()) {
                let (has_place, has_period) = axes(plan, cut)
                    .map_or((false, false), |(place, period)| (place.is_some(), period.is_some()));
                // In a stock all periods together are the last one.
                let stands = |part: &&[Option<u32>; 3]| has_period || last.is_none() || part[1] == last;
                let whole = |[place, period, group]: &[Option<u32>; 3]| {
                    (place.filter(|_| has_place), period.filter(|_| has_period), by.zip(*group))
                };
                let mut wholes: BTreeSet<Coordinates> = parts.iter().filter(stands).map(whole).collect();
                if (cut, by) == (Cut::Total, None) {
                    // All together is there even of no rows.
                    wholes.insert((None, None, None));
                }
                all.extend(wholes.into_iter().map(|at| (cut, at)));
            }
        }
        all
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
        if !measuring.has_small() {
            return Self { cells: measuring.every_cell(), withheld: Vec::new() };
        }
        let mut cells: Vec<Cell> = measuring.sizes();
        find(&mut cells, &measuring.guard());
        let withheld = cells.iter().filter(|cell| cell.withheld).map(Cell::coordinates).collect();
        Self { cells: cells.iter().map(|cell| (cell.cut, cell.coordinates())).collect(), withheld }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::tests::bundle;

    const COLUMNS: &str = r#"
city = "city"
year = { header = "year", type = "period" }
sex = "sex"
engaged = { header = "engaged", type = "count" }
"#;
    const OF: &str = "\
[[indicator]]\nid = \"one\"\nlabel = { en = \"One\" }\ntable = \"t\"\nvalue = \"SUM(engaged)\"\nunit = \"count\"\n\
place = \"city\"\nperiod = \"year\"\nby = [\"sex\"]\n";

    /// The cells that are listed without being folded are those that folding finds.
    #[test]
    fn every_cell_is_listed() {
        let rows = "city,year,sex,engaged\nA,2020,f,9\nA,2021,m,8\nB,2020,,7\n,2021,f,\nC,,m,9\nB,2021,f,0\n";
        let without_rows = "city,year,sex,engaged\n";
        let mut places = 0;
        for (across, text) in [
            ("", rows),
            ("across = \"last\"\n", rows),
            ("", without_rows),
            ("across = \"last\"\n", without_rows),
        ] {
            for dropped in ["", "place = \"city\"\n", "period = \"year\"\n", "by = [\"sex\"]\n"] {
                let indicator =
                    OF.replace(dropped, "") + if dropped.starts_with("period") { "" } else { across };
                let bundle = bundle(COLUMNS, &indicator, text);
                let dataset = &bundle.dataset;
                let plan = Plan::new(&bundle.framework, dataset, &bundle.framework.indicators[0]).unwrap();
                let shared = super::super::shared::Shared::default();
                let chosen = shared.choose(&plan, dataset, &Question::default(), None);
                let measuring = Measuring::new(&plan, dataset, &chosen, &shared, None);
                let (mut listed, mut folded) = (measuring.every_cell(), measuring.sizes());
                let order = |(cut, at): &(Cut, Coordinates)| (CUTS.iter().position(|one| one == cut), *at);
                listed.sort_by_key(order);
                let mut folded: Vec<_> =
                    folded.drain(..).map(|cell| (cell.cut, cell.coordinates())).collect();
                folded.sort_by_key(order);
                assert_eq!(listed, folded, "{across} without {dropped}");
                places += listed.iter().filter(|(_, (place, ..))| place.is_some()).count();
            }
        }
        assert!(places > 50, "{places}");
    }
}
