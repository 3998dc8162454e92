//! Folds of each group become findings.

use super::evaluate::evaluate;
use super::fold::{Folded, Prepared};
use super::group::Groups;
use super::money::Seen;
use super::plan::{Body, Plan};
use super::rows::Chosen;
use super::shared::Shared;
use super::withhold::{Cell, withhold};
use crate::dataset::{Codes, Dataset};
use crate::formula::Formula;
use crate::statistics::interval::{LEVEL, wilson};
use esito_model::{
    Across, Cut, Finding, Interval, Key, Question, Reason, Remark, RemarkPlace, Severity, Unit, Value,
};
use std::sync::Arc;

/// What measuring an indicator gave.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    pub findings: Vec<Finding>,
    pub chosen: Arc<Chosen>,
    /// How many of the chosen rows the formula takes.
    pub used: u64,
    pub remarks: Vec<Remark>,
}

/// The combinations in which cells are worked out, coarse to fine.
pub(super) const CUTS: [Cut; 4] = [Cut::Total, Cut::Place, Cut::Period, Cut::PlacePeriod];

/// Measures an indicator.
pub(crate) fn measure(
    plan: &Plan<'_>,
    dataset: &Dataset,
    question: &Question,
    due: Option<i32>,
    shared: &Shared,
) -> Measured {
    let chosen = shared.choose(plan, dataset, question, due);
    let mut measured = match &plan.body {
        Body::Given(..) => super::given::measure_given(plan, dataset, question, &chosen),
        Body::Ratio { .. } | Body::Value(_) => {
            Measuring::new(plan, dataset, &chosen, shared, due).all(question)
        }
    };
    plan.say_coarser(dataset, &chosen, &mut measured.remarks);
    measured.chosen = chosen;
    measured
}

/// The axes of a cut that an indicator has; nothing where the cut asks for one that it has not.
pub(super) fn axes<'p>(plan: &'p Plan<'_>, cut: Cut) -> Option<(Option<&'p Codes>, Option<&'p Codes>)> {
    let (place, period) = (plan.place.as_deref(), plan.period.as_deref());
    match cut {
        Cut::Total => Some((None, None)),
        Cut::Place => place.map(|place| (Some(place), None)),
        Cut::Period => period.map(|period| (None, Some(period))),
        Cut::PlacePeriod => Some((Some(place?), Some(period?))),
    }
}

impl Plan<'_> {
    /// The rows, among those chosen, that a finding takes before its place, period and group are looked at.
    pub(crate) fn taken(&self, dataset: &Dataset, chosen: &Chosen, key: &Key) -> Vec<u32> {
        if let Body::Given(..) = self.body {
            return super::given::taken(self, dataset, chosen, key);
        }
        let shared = Shared::default();
        let measuring = Measuring::new(self, dataset, chosen, &shared, None);
        // A stock over all periods is made of the last one's rows only.
        let rows = match (&measuring.last, &key.period) {
            (Some(last), None) => last,
            _ => &chosen.rows,
        };
        let takes = |row: &u32| measuring.taken.as_ref().is_none_or(|taken| taken[*row as usize]);
        rows.iter().copied().filter(takes).collect()
    }
}

struct Measuring<'a> {
    plan: &'a Plan<'a>,
    chosen: &'a Chosen,
    shared: &'a Shared,
    due: Option<i32>,
    /// The rows of the last period, where a stock may not be added over time.
    last: Option<Vec<u32>>,
    folds: Vec<(Vec<Prepared<'a>>, &'a Formula)>,
    /// For each row of the table whether the formula finds a value in it; nothing where it takes every row.
    taken: Option<Vec<bool>>,
}

impl<'a> Measuring<'a> {
    fn new(
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
        let folds = match &plan.body {
            Body::Ratio { numerator, denominator } => vec![prepare(numerator), prepare(denominator)],
            Body::Value(formula) => vec![prepare(formula)],
            Body::Given(..) => Vec::new(),
        };
        let taken = taken(dataset.rows(plan.table), &folds, &chosen.rows);
        Self { plan, chosen, shared, due, last: last_period(plan, &chosen.rows), folds, taken }
    }

    /// Cells of every cut and breakdown that the question wants, what is too small withheld.
    ///
    /// Whether anything is too small shows in the finest cells: sizes add up. Only then the others are needed,
    /// since a cell that nobody asked for may force another one to be withheld.
    fn all(&self, question: &Question) -> Measured {
        let used = match &self.taken {
            Some(taken) => self.chosen.rows.iter().filter(|row| taken[**row as usize]).count(),
            None => self.chosen.rows.len(),
        };
        let wanted = |cut: Cut, by: Option<usize>| {
            question.wants(cut)
                && by.is_none_or(|by| {
                    question.by.as_ref().is_none_or(|all| all.contains(&self.plan.by[by].name))
                })
        };
        let mut cells: Vec<Cell> = Vec::new();
        let breakdowns: Vec<Option<usize>> =
            std::iter::once(None).chain((0..self.plan.by.len()).map(Some)).collect();
        let finest = CUTS.into_iter().rev().find(|cut| axes(self.plan, *cut).is_some()).unwrap_or(Cut::Total);
        let mut done = Vec::new();
        let mut small = false;
        for by in &breakdowns {
            let found = self.cells(finest, *by, wanted(finest, *by));
            small |= found.iter().any(|cell| cell.size > 0 && cell.size < self.plan.least);
            done.push((finest, *by));
            cells.extend(found);
        }
        for cut in CUTS {
            for by in &breakdowns {
                let wanted = wanted(cut, *by);
                if axes(self.plan, cut).is_some() && !done.contains(&(cut, *by)) && (small || wanted) {
                    cells.extend(self.cells(cut, *by, wanted));
                }
            }
        }
        if small {
            withhold(&mut cells, self.plan.least);
        }
        cells.retain(|cell| wanted(cell.cut, cell.by));
        cells.sort_by_key(|cell| (cell.by, cell.place, cell.period, cell.group));
        let mut remarks = Vec::new();
        self.say_mixed(&cells, &mut remarks);
        self.say_interval(&mut remarks);
        Measured {
            findings: cells.into_iter().map(|cell| cell.finding).collect(),
            used: used as u64,
            remarks,
            ..Measured::default()
        }
    }

    /// The cells of a cut and breakdown; of those that nobody asked for, only their sizes.
    fn cells(&self, cut: Cut, by: Option<usize>, whole: bool) -> Vec<Cell> {
        let Some((place, period)) = axes(self.plan, cut) else { return Vec::new() };
        let group_codes = by.map(|by| self.plan.by[by].codes.as_ref());
        let axes: Vec<&Codes> = [place, period, group_codes].into_iter().flatten().collect();
        let rows = match (&self.last, period) {
            (Some(last), None) => last,
            _ => &self.chosen.rows,
        };
        let groups = self.shared.group(self.plan, self.due, (cut, by), rows, &axes);
        let folded: Vec<Vec<Folded>> = self
            .folds
            .iter()
            .enumerate()
            .map(|(side, (folds, _))| {
                // The size of a share of people is its denominator.
                let needed = whole || (side == 1 && self.plan.counts_both_sides());
                let folds = folds.iter().filter(|_| needed);
                folds.map(|fold| fold.fold(rows, &groups, &self.plan.currencies)).collect()
            })
            .collect();
        let mut n = groups.sizes.clone();
        if let Some(taken) = &self.taken {
            n.fill(0);
            for (row, group) in rows.iter().zip(&groups.of) {
                n[*group as usize] += u64::from(taken[*row as usize]);
            }
        }
        (0..groups.keys.len()).map(|at| self.cell((cut, by), whole, &groups, at, &folded, n[at])).collect()
    }

    fn cell(
        &self,
        (cut, by): (Cut, Option<usize>),
        whole: bool,
        groups: &Groups,
        at: usize,
        folded: &[Vec<Folded>],
        n: u64,
    ) -> Cell {
        let (place_axis, period_axis) = axes(self.plan, cut).unwrap_or((None, None));
        let group_axis = by.map(|by| self.plan.by[by].codes.as_ref());
        // The key holds a code for each axis that there is, in this order.
        let mut codes = groups.keys[at].iter().copied();
        let [place, period, group] = [place_axis, period_axis, group_axis]
            .map(|axis| axis.and_then(|axis| Some((codes.next()?, axis))));
        let label = |axis: Option<(u32, &Codes)>| axis.map(|(code, codes)| codes.label(code).to_owned());
        let key = match whole {
            false => Key::default(),
            true => Key {
                indicator: self.plan.indicator.id.clone(),
                place: label(place),
                period: label(period),
                dimension: by.map(|by| self.plan.by[by].name.clone()),
                group: label(group),
            },
        };
        let finding = self.finding(key, at, folded, n);
        let people = self.plan.counts_both_sides().then_some(finding.denominator).flatten();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole count of at least 0"
        )]
        let size = people.map_or(n, |people| people.max(0.0) as u64);
        let code = |axis: Option<(u32, &Codes)>| axis.map(|(code, _)| code);
        Cell {
            cut,
            by,
            place: code(place),
            period: code(period),
            group: code(group),
            size,
            withheld: false,
            finding,
        }
    }

    fn finding(&self, key: Key, at: usize, folded: &[Vec<Folded>], n: u64) -> Finding {
        let sides: Vec<Result<f64, Reason>> = self
            .folds
            .iter()
            .zip(folded)
            .map(|((_, formula), folds)| evaluate(&formula.tree, &|fold: usize| folds.get(fold)?.value[at]))
            .collect();
        let seen = folded.iter().flatten().fold(Seen::Nothing, |seen, fold| seen.and(fold.currency[at]));
        let mut finding = Finding {
            key,
            value: Value::Missing(Reason::NotReported),
            numerator: None,
            denominator: None,
            n: Some(n),
            low: None,
            high: None,
            currency: None,
            flags: String::new(),
        };
        if seen == Seen::Mixed {
            finding.value = Value::Missing(Reason::MixedCurrencies);
            return finding;
        }
        if let (Seen::One(currency), true) = (seen, self.plan.indicator.unit == Unit::Money) {
            finding.currency = self.plan.currencies.label(currency).map(str::to_owned);
        }
        match sides.as_slice() {
            [value] => finding.value = value.map_or_else(Value::Missing, Value::Known),
            [numerator, denominator] => {
                (finding.numerator, finding.denominator) = (numerator.ok(), denominator.ok());
                finding.value = match (numerator, denominator) {
                    (Ok(_), Ok(0.0)) => Value::Missing(Reason::DenominatorZero),
                    (Ok(numerator), Ok(denominator)) => Value::Known(numerator / denominator * self.per()),
                    (Err(reason), _) | (_, Err(reason)) => Value::Missing(*reason),
                };
                if self.plan.interval == Interval::Wilson
                    && let (Ok(numerator), Ok(denominator)) = (numerator, denominator)
                    && let Ok(bounds) = wilson(*numerator, *denominator, LEVEL)
                {
                    (finding.low, finding.high) = (Some(bounds.low), Some(bounds.high));
                }
            }
            _ => {}
        }
        finding
    }

    /// How many of the denominator a ratio is for.
    fn per(&self) -> f64 {
        match self.plan.indicator.unit {
            Unit::RatePer1000 => 1_000.0,
            Unit::RatePer100000 => 100_000.0,
            _ => 1.0,
        }
    }

    fn say_mixed(&self, cells: &[Cell], remarks: &mut Vec<Remark>) {
        let mixed = cells.iter().filter(|cell| cell.finding.value == Value::Missing(Reason::MixedCurrencies));
        let count = mixed.count() as u64;
        if count > 0 {
            let mut remark = Remark::new(
                "mixed-currencies",
                Severity::Doubt,
                indicator_place(&self.plan.indicator.id),
                "expected amounts in one currency, found several; they do not add up and are shown as missing",
            )
            .with_help("break the indicator down by currency, or give the amounts in one");
            remark.count = count;
            remarks.push(remark);
        }
    }

    fn say_interval(&self, remarks: &mut Vec<Remark>) {
        if let Interval::Bootstrap | Interval::Poisson | Interval::T = self.plan.interval {
            remarks.push(Remark::new(
                "interval-not-computed",
                Severity::Doubt,
                indicator_place(&self.plan.indicator.id),
                "expected the interval \"wilson\" or \"none\"; this version does not compute the one asked for",
            ));
        }
    }
}

/// In which of the rows looked at any of the folds finds a value; nothing where one of them takes every row.
fn taken(count: usize, folds: &[(Vec<Prepared<'_>>, &Formula)], rows: &[u32]) -> Option<Vec<bool>> {
    let all = || folds.iter().flat_map(|(folds, _)| folds);
    if all().any(Prepared::takes_all) {
        return None;
    }
    let mut taken = vec![false; count];
    for fold in all() {
        for row in rows {
            let row = *row as usize;
            taken[row] = taken[row] || fold.takes(row);
        }
    }
    Some(taken)
}

/// Where a remark on an indicator points.
pub(super) fn indicator_place(id: &str) -> RemarkPlace {
    RemarkPlace {
        file: "framework.toml".into(),
        line: None,
        column: Some(format!("indicator {id}")),
        record: None,
    }
}

/// The rows of the last period that occurs, where the indicator is a stock.
pub(super) fn last_period(plan: &Plan<'_>, rows: &[u32]) -> Option<Vec<u32>> {
    let codes = plan.period.as_ref().filter(|_| plan.indicator.across == Across::Last)?;
    let code = |row: &u32| codes.code[*row as usize];
    let last = rows.iter().map(code).filter(|code| *code != codes.unknown()).max()?;
    Some(rows.iter().copied().filter(|row| code(row) == last).collect())
}

impl Plan<'_> {
    /// A remark on rows whose date is coarser than the indicator's periods.
    fn say_coarser(&self, dataset: &Dataset, chosen: &Chosen, remarks: &mut Vec<Remark>) {
        let (Some(codes), Some(period)) = (&self.period, &self.indicator.period) else { return };
        let rows: Vec<u32> =
            codes.coarser.iter().copied().filter(|row| chosen.rows.binary_search(row).is_ok()).collect();
        if rows.is_empty() {
            return;
        }
        let header = self.definition.columns.iter().find(|column| column.name == period.column);
        let header = header.map_or(period.column.as_str(), |column| column.header.as_str());
        let origins = &dataset.tables[self.table].origins;
        let place = |row: &u32| RemarkPlace {
            file: origins.name(*row as usize),
            line: origins.line.get(*row as usize).map(|line| u64::from(*line)),
            column: Some(header.to_owned()),
            record: Some(u64::from(*row) + 1),
        };
        let message = format!(
            "expected a date at least as exact as the periods of the indicator \"{}\", found a coarser one",
            self.indicator.id
        );
        let mut remark = Remark::new("period-coarser", Severity::Doubt, place(&rows[0]), message)
            .with_help("these rows are in the totals, and in the unknown period; they are not spread");
        remark.places = rows.iter().take(3).map(place).collect();
        remark.count = rows.len() as u64;
        remarks.push(remark);
    }
}
