//! An indicator's rows, folded for every combination that is wanted, small groups withheld.

use super::finding::{CUTS, Counts, Measured, axes, last_period, taken};
use super::fold::{Folded, Prepared};
use super::gaps::{Lack, mend};
use super::group::Groups;
use super::layers::Sides;
use super::plan::{Body, Plan, Whose};
use super::rows::Chosen;
use super::shared::{Part, Shared};
use super::withhold::{Cell, Coordinates, Guard, in_order};
use crate::dataset::{Codes, Dataset};
use crate::formula::Formula;
use esito_model::{Cut, Key, Question};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A cut, and a breakdown or none.
pub(super) type Combination = (Cut, Option<usize>);

/// How much of a cell is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// How many people it speaks of.
    Sizes,
    /// And what else is withheld with it.
    Sides,
    /// And all that is shown of it.
    Whole,
}

/// An indicator with what its formula finds in the rows that it looks at.
pub(super) struct Measuring<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) dataset: &'a Dataset,
    pub(super) chosen: &'a Chosen,
    pub(super) shared: &'a Shared,
    pub(super) due: Option<i32>,
    /// The rows of the last period, where a stock may not be added over time.
    pub(super) last: Option<Vec<u32>>,
    pub(super) folds: Vec<(Vec<Prepared<'a>>, &'a Formula)>,
    /// For each row of the table whether the formula finds a value in it; nothing where it takes every row.
    pub(super) taken: Option<Vec<bool>>,
    /// For each row whether a cell that the formula reads is missing; nothing where none is.
    lacking: Option<Vec<Lack>>,
}

impl<'a> Measuring<'a> {
    pub(super) fn new(
        plan: &'a Plan<'a>,
        dataset: &'a Dataset,
        chosen: &'a Chosen,
        shared: &'a Shared,
        due: Option<i32>,
    ) -> Self {
        let prepare = |formula: &'a Formula| {
            let fold = |fold| Prepared::new(dataset, plan.table, fold, &plan.currencies);
            (formula.folds.iter().map(fold).collect(), formula)
        };
        let mut folds: Vec<(Vec<Prepared<'a>>, &'a Formula)> = match &plan.body {
            Body::Ratio { numerator, denominator } => vec![prepare(numerator), prepare(denominator)],
            Body::Value(formula) => vec![prepare(formula)],
            Body::Given(..) => Vec::new(),
        };
        let lacking = mend(plan, dataset, &chosen.rows, &mut folds);
        let taken = taken(dataset.rows(plan.table), &folds, &chosen.rows);
        let last = last_period(plan, &chosen.rows);
        Self { plan, dataset, chosen, shared, due, last, folds, taken, lacking }
    }

    /// The rows that a cut is made of: a stock over all periods is the last one's.
    pub(super) fn rows(&self, period: Option<&Codes>) -> &[u32] {
        match (&self.last, period) {
            (Some(last), None) => last,
            _ => &self.chosen.rows,
        }
    }

    /// Cells of every cut and breakdown that the question wants, what is too small withheld.
    pub(super) fn all(&self, question: &Question) -> Measured {
        let used = match &self.taken {
            Some(taken) => self.chosen.rows.iter().filter(|row| taken[**row as usize]).count(),
            None => self.chosen.rows.len(),
        };
        let wanted = |(cut, by): Combination| self.plan.wants(question, cut, by);
        // Under a filter the pattern of what is withheld is that of the whole; otherwise it is found here.
        let hidden = self.plan.hidden_by_filters(self.dataset, question, self.due, self.shared);
        let (mut cells, withheld, mut unseen) = match &hidden {
            Some(hidden) => {
                let mut cells: Vec<Cell> = Vec::new();
                // That nothing is there would tell as much: what is withheld is listed whether it occurs or not.
                let mut unseen: Vec<Coordinates> = hidden.listed(&wanted).collect();
                for cut in CUTS {
                    for by in self.plan.breakdowns().filter(|by| wanted((cut, *by))) {
                        self.shown((cut, by), hidden, (&mut cells, &mut unseen));
                    }
                }
                unseen.sort_unstable_by_key(in_order);
                (cells, Arc::default(), unseen)
            }
            None => {
                let (cells, withheld) = self.guarded(&wanted);
                (cells, withheld, Vec::new())
            }
        };
        let is_hidden = |at: &Coordinates| {
            withheld.contains(at) || hidden.as_ref().is_some_and(|hidden| hidden.holds(at))
        };
        // All rows are those of all together; of a stock, those of every period, which nothing else adds up.
        let periods =
            self.plan.period.as_ref().filter(|_| self.last.is_some()).map_or(0, |codes| codes.size());
        let closed = is_hidden(&(None, None, None))
            || (0..periods).any(|at| is_hidden(&(None, u32::try_from(at).ok(), None)));
        let (mut rolling, mut like_for_like) = (Vec::new(), Vec::new());
        if self.plan.whose == Whose::default() {
            rolling = self.windows(question, &is_hidden);
            like_for_like = self.like_for_like(question, &withheld);
        }
        cells.sort_by_key(|cell| in_order(&cell.coordinates()));
        let mut remarks = Vec::new();
        self.say_mixed(&cells, &mut remarks);
        let mut findings = Vec::with_capacity(cells.len() + unseen.len());
        let mut unseen = unseen.drain(..).peekable();
        for cell in cells {
            let before = in_order(&cell.coordinates());
            while let Some(at) = unseen.next_if(|at| in_order(at) < before) {
                findings.push(self.plan.unseen(&at));
            }
            findings.push(cell.finding);
        }
        findings.extend(unseen.map(|at| self.plan.unseen(&at)));
        Measured {
            findings,
            used: (!closed).then_some(used as u64),
            remarks,
            rolling,
            like_for_like,
            ..Measured::default()
        }
    }

    /// Cells of every cut and breakdown that is wanted, and what is withheld, whether it is wanted or not.
    ///
    /// Whether anything is too small shows in the finest cells: sizes add up.
    fn guarded(&self, wanted: &dyn Fn(Combination) -> bool) -> (Vec<Cell>, Arc<FxHashSet<Coordinates>>) {
        let mut cells: Vec<Cell> = Vec::new();
        let finest = self.plan.finest();
        let mut small = false;
        for by in self.plan.breakdowns() {
            let wanted = wanted((finest, by));
            let found = self.cells(finest, by, if wanted { Depth::Whole } else { Depth::Sizes });
            small |= found.iter().any(|cell| cell.size > 0 && cell.size < self.plan.least);
            cells.extend(found.into_iter().filter(|_| wanted));
        }
        for cut in CUTS.into_iter().filter(|cut| *cut != finest) {
            for by in self.plan.breakdowns().filter(|by| wanted((cut, *by))) {
                cells.extend(self.cells(cut, by, Depth::Whole));
            }
        }
        let withheld = if small { self.withheld() } else { Arc::default() };
        for cell in cells.iter_mut().filter(|cell| withheld.contains(&cell.coordinates())) {
            cell.withheld = true;
            cell.hide();
        }
        (cells, withheld)
    }

    /// The code of the last period, where a stock may not be added over time.
    pub(super) fn last_code(&self) -> Option<u32> {
        let (last, codes) = (self.last.as_ref()?, self.plan.period.as_ref()?);
        last.first().map(|row| codes.code[*row as usize])
    }

    /// By what rule its cells are withheld.
    pub(super) fn guard(&self) -> Guard {
        let plan = self.plan;
        Guard { least: plan.least, nests: plan.nests(), last: self.last_code(), sides: plan.sides() }
    }

    /// Every cell that there is, with what its being withheld depends on.
    pub(super) fn sizes(&self) -> Vec<Cell> {
        let each = CUTS.into_iter().flat_map(|cut| self.plan.breakdowns().map(move |by| (cut, by)));
        each.flat_map(|(cut, by)| self.cells(cut, by, Depth::Sides)).collect()
    }

    /// Each cell of a cut and breakdown split by the groups of further columns: the cell, the further group, how many
    /// people (or rows) are in both.
    pub(super) fn atoms(
        &self,
        cut: Cut,
        by: Option<usize>,
        (columns, further): (&[&str], &Codes),
    ) -> Vec<(Coordinates, u32, u64)> {
        let Some((place, period)) = axes(self.plan, cut) else { return Vec::new() };
        let group_codes = by.map(|by| self.plan.by[by].codes.as_ref());
        let axes: Vec<&Codes> = [place, period, group_codes, Some(further)].into_iter().flatten().collect();
        let rows = self.rows(period);
        let groups = self.shared.group(self.plan, self.due, ((cut, by), columns), rows, &axes);
        let people = self.people(rows, (cut, by), &groups);
        let of = |(size, key): (u64, &Vec<u32>)| {
            let [place, period, group] = self.plan.coordinates((cut, by), key);
            ((place, period, by.zip(group)), key.last().copied().unwrap_or_default(), size)
        };
        people.into_iter().zip(&groups.keys).map(of).collect()
    }

    /// How many people (or rows) each of these groups speaks of.
    pub(super) fn people(&self, rows: &[u32], combination: Combination, groups: &Groups) -> Vec<u64> {
        match self.plan.counts_both_sides() {
            true => {
                let cells = self.split(rows, combination, groups, Depth::Sizes);
                cells.into_iter().map(|cell| cell.size).collect()
            }
            false => self.counts(rows, groups, false).into_iter().map(|count| count.used).collect(),
        }
    }

    /// The groups of a cut and breakdown.
    pub(super) fn groups(&self, cut: Cut, by: Option<usize>) -> Option<Arc<Groups>> {
        let (place, period) = axes(self.plan, cut)?;
        let group_codes = by.map(|by| self.plan.by[by].codes.as_ref());
        let axes: Vec<&Codes> = [place, period, group_codes].into_iter().flatten().collect();
        Some(self.shared.group(self.plan, self.due, ((cut, by), &[]), self.rows(period), &axes))
    }

    /// The cells of a cut and breakdown; of those that nobody asked for, only what is needed to withhold them.
    pub(super) fn cells(&self, cut: Cut, by: Option<usize>, depth: Depth) -> Vec<Cell> {
        let rows = self.rows(axes(self.plan, cut).and_then(|(_, period)| period));
        let Some(groups) = self.groups(cut, by) else { return Vec::new() };
        let values =
            |fold: &Prepared<'_>| self.shared.fold(self.plan, self.due, (cut, by, ""), fold, rows, &groups);
        self.split_of(rows, (cut, by), &groups, depth, values)
    }

    /// Those groups of a cut and breakdown that stay by a rule, which has a name.
    pub(super) fn part(
        &self,
        (cut, by): Combination,
        rule: &str,
        groups: &Groups,
        stays: impl Fn(&[u32]) -> bool,
    ) -> Arc<Part> {
        let rows = self.rows(axes(self.plan, cut).and_then(|(_, period)| period));
        self.shared.part(self.plan, self.due, (cut, by, rule), (rows, groups), stays)
    }

    /// Their cells.
    pub(super) fn cells_of(&self, (cut, by): Combination, rule: &str, part: &Part) -> Vec<Cell> {
        let (rows, groups) = (&part.rows, &part.groups);
        let values =
            |fold: &Prepared<'_>| self.shared.fold(self.plan, self.due, (cut, by, rule), fold, rows, groups);
        self.split_of(rows, (cut, by), groups, Depth::Whole, values)
    }

    /// The cells of groups of these rows.
    pub(super) fn split(
        &self,
        rows: &[u32],
        (cut, by): (Cut, Option<usize>),
        groups: &Groups,
        depth: Depth,
    ) -> Vec<Cell> {
        self.split_of(rows, (cut, by), groups, depth, |fold| Arc::new(fold.values(rows, groups)))
    }

    /// The same, where what a fold comes to may be known from another indicator of the question.
    fn split_of(
        &self,
        rows: &[u32],
        (cut, by): (Cut, Option<usize>),
        groups: &Groups,
        depth: Depth,
        values: impl Fn(&Prepared<'_>) -> Arc<Vec<Option<f64>>>,
    ) -> Vec<Cell> {
        let whole = depth == Depth::Whole;
        let folded: Vec<Vec<Folded>> = self
            .folds
            .iter()
            .enumerate()
            .map(|(side, (folds, _))| {
                // The size of a share of people is its denominator.
                let sizes = side == 1 && self.plan.counts_both_sides();
                let needed = sizes || (depth > Depth::Sizes && (whole || self.plan.sides() != Sides::Size));
                let folds = folds.iter().filter(|_| needed);
                folds.map(|fold| fold.fold(rows, groups, &self.plan.currencies, || values(fold))).collect()
            })
            .collect();
        let sample: Vec<Vec<f64>> = match self.folds.first().and_then(|(folds, _)| folds.first()) {
            Some(fold) if whole && self.plan.needs_sample() => fold.sample(rows, groups),
            _ => vec![Vec::new(); groups.keys.len()],
        };
        let counts = self.counts(rows, groups, whole);
        (0..groups.keys.len())
            .map(|at| self.cell((cut, by), whole, groups, at, &folded, (counts[at], &sample[at])))
            .collect()
    }

    /// Rows of each group, by what became of them; of cells that nobody asked for only how many were used.
    fn counts(&self, rows: &[u32], groups: &Groups, whole: bool) -> Vec<Counts> {
        let mut counts = vec![Counts::default(); groups.keys.len()];
        match &self.taken {
            None => {
                for (count, size) in counts.iter_mut().zip(&groups.sizes) {
                    count.used = *size;
                }
            }
            Some(taken) => {
                for (row, group) in rows.iter().zip(&groups.of) {
                    counts[*group as usize].used += u64::from(taken[*row as usize]);
                }
            }
        }
        if let Some(lacking) = self.lacking.as_ref().filter(|_| whole) {
            for (row, group) in rows.iter().zip(&groups.of) {
                let row = *row as usize;
                if lacking[row] != Lack::Nothing {
                    let count = &mut counts[*group as usize];
                    count.filled |= lacking[row] == Lack::Filled;
                    match self.taken.as_ref().is_none_or(|taken| taken[row]) {
                        true => count.partial += 1,
                        false => count.unreported += 1,
                    }
                }
            }
        }
        counts
    }

    fn cell(
        &self,
        (cut, by): (Cut, Option<usize>),
        whole: bool,
        groups: &Groups,
        at: usize,
        folded: &[Vec<Folded>],
        (counts, sample): (Counts, &[f64]),
    ) -> Cell {
        let [place, period, group] = self.plan.coordinates((cut, by), &groups.keys[at]);
        let key = match whole {
            false => Key::default(),
            true => self.plan.key(by, [place, period, group]),
        };
        let (finding, size) = self.finding(key, at, folded, counts, sample);
        Cell { cut, by, place, period, group, size, withheld: false, finding }
    }
}

impl Plan<'_> {
    /// No breakdown, then each breakdown.
    pub(super) fn breakdowns(&self) -> impl Iterator<Item = Option<usize>> + use<> {
        std::iter::once(None).chain((0..self.by.len()).map(Some))
    }

    /// The finest cut that the indicator has.
    pub(super) fn finest(&self) -> Cut {
        CUTS.into_iter().rev().find(|cut| axes(self, *cut).is_some()).unwrap_or(Cut::Total)
    }

    /// Whether a question wants this cut and breakdown.
    pub(super) fn wants(&self, question: &Question, cut: Cut, by: Option<usize>) -> bool {
        let named = |by: usize| question.by.as_ref().is_none_or(|all| all.contains(&self.by[by].name));
        question.wants(cut) && by.is_none_or(named)
    }

    /// The codes of place, period and group out of a group's key, which holds one for each axis that there is.
    pub(super) fn coordinates(&self, (cut, by): (Cut, Option<usize>), key: &[u32]) -> [Option<u32>; 3] {
        let (place, period) = axes(self, cut).unwrap_or((None, None));
        let mut codes = key.iter().copied();
        [place.is_some(), period.is_some(), by.is_some()].map(|there| if there { codes.next() } else { None })
    }

    /// The key of a finding by its codes.
    pub(super) fn key(&self, by: Option<usize>, [place, period, group]: [Option<u32>; 3]) -> Key {
        let label = |code: Option<u32>, codes: Option<&Codes>| Some(codes?.shared(code?));
        Key {
            indicator: self.id.clone(),
            place: label(place, self.place.as_deref()),
            period: label(period, self.period.as_deref()),
            dimension: by.map(|by| self.by[by].label.clone()),
            group: label(group, by.map(|by| self.by[by].codes.as_ref())),
        }
    }
}
