//! Bootstrap intervals, drawn a little at a time behind the first answer.
//!
//! Comes in: an indicator's findings without intervals. Goes out: the same with them. Each finding draws from a seed of
//! its own, made of the question's seed and the finding's key, so that it has the same interval whatever else was asked.

use super::evaluate::evaluate;
use super::finding::CUTS;
use super::fold::{Prepared, of_group};
use super::measuring::Measuring;
use super::plan::Plan;
use super::rows::Chosen;
use super::shared::Shared;
use crate::dataset::{Codes, Dataset};
use crate::formula::{Aggregate, FoldBy};
use crate::statistics::bootstrap::{REPLICATES, Redraw, Statistic};
use crate::statistics::cannot::Cannot;
use crate::statistics::chance::seed_of;
use crate::statistics::interval::{Bounds, LEVEL};
use crate::statistics::sums::{Sum, correlation};
use esito_model::{Cut, Finding, Interval, Key, Question, Value};
use rustc_hash::FxHashMap;

/// With fewer units than this, drawing again repeats the same few and says little of how they vary.
const LEAST: usize = 5;

/// About how many units are drawn before somebody may interrupt.
const SLICE: usize = 200_000;

/// Findings of an indicator that wait for their intervals.
#[derive(Debug)]
pub(crate) struct Redrawing {
    /// The cuts and breakdowns that are still to be looked at.
    sheets: Vec<(Cut, Option<usize>)>,
    jobs: Vec<Job>,
    seed: u64,
    /// Findings that have theirs.
    pub done: u64,
    /// All that have a value.
    pub total: u64,
}

#[derive(Debug)]
struct Job {
    /// The finding's place among those of the indicator.
    at: usize,
    of: Redrawn,
    redraw: Redraw,
}

impl Redrawing {
    /// Everything that a question wants of an indicator.
    pub(crate) fn new(plan: &Plan<'_>, question: &Question, findings: &[Finding]) -> Self {
        let cuts = CUTS.into_iter().flat_map(|cut| plan.breakdowns().map(move |by| (cut, by)));
        let known = findings.iter().filter(|finding| finding.value.known().is_some());
        Self {
            sheets: cuts.filter(|(cut, by)| plan.wants(question, *cut, *by)).collect(),
            jobs: Vec::new(),
            seed: question.seed,
            done: 0,
            total: known.count() as u64,
        }
    }

    /// Draws some; says whether more is to be done.
    pub(crate) fn step(
        &mut self,
        plan: &Plan<'_>,
        dataset: &Dataset,
        chosen: &Chosen,
        findings: &mut [Finding],
    ) -> bool {
        if let Some(mut job) = self.jobs.pop() {
            if job.redraw.some(&job.of, SLICE) {
                self.jobs.push(job);
            } else {
                self.done += 1;
                finish(&mut findings[job.at], job.redraw.bounds(&job.of, LEVEL));
            }
            return true;
        }
        let Some((cut, by)) = self.sheets.pop() else { return false };
        let shared = Shared::default();
        let measuring = Measuring::new(plan, dataset, chosen, &shared, None);
        let at: FxHashMap<&Key, usize> =
            findings.iter().enumerate().map(|(at, finding)| (&finding.key, at)).collect();
        let cluster = plan.indicator.cluster.as_ref().map(|column| dataset.codes(plan.table, column));
        let mut failed = Vec::new();
        for (key, rows) in measuring.members(cut, by) {
            let key = plan.key(by, plan.coordinates((cut, by), &key));
            let Some(at) = at.get(&key).copied().filter(|at| matches!(findings[*at].value, Value::Known(_)))
            else {
                continue;
            };
            let of = Redrawn::new(&measuring, &rows, cluster.as_deref());
            let parts = [&key.place, &key.period, &key.dimension, &key.group];
            let parts = parts.map(|part| part.as_deref().unwrap_or_default());
            let words: Vec<&str> = std::iter::once(key.indicator.as_str()).chain(parts).collect();
            let begun = match of.units {
                2..LEAST => Err(Cannot::TooFew),
                _ => Redraw::begin(&of, REPLICATES, seed_of(self.seed, &words)),
            };
            match begun {
                Ok(redraw) => self.jobs.push(Job { at, of, redraw }),
                Err(cannot) => failed.push((at, cannot)),
            }
        }
        self.done += failed.len() as u64;
        for (at, cannot) in failed {
            finish(&mut findings[at], Err(cannot));
        }
        true
    }
}

fn finish(finding: &mut Finding, drawn: Result<Bounds, Cannot>) {
    match drawn {
        Ok(bounds) => {
            finding.interval = Some(Interval::Bootstrap);
            (finding.low, finding.high) = (Some(bounds.low), Some(bounds.high));
        }
        Err(cannot) => cannot.code().clone_into(&mut finding.no_interval),
    }
}

impl Measuring<'_> {
    /// The rows of each group that the formula takes.
    fn members(&self, cut: Cut, by: Option<usize>) -> Vec<(Vec<u32>, Vec<u32>)> {
        let Some(groups) = self.groups(cut, by) else { return Vec::new() };
        let period = super::finding::axes(self.plan, cut).and_then(|(_, period)| period);
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); groups.keys.len()];
        for (row, group) in self.rows(period).iter().zip(&groups.of) {
            if self.taken.as_ref().is_none_or(|taken| taken[*row as usize]) {
                members[*group as usize].push(*row);
            }
        }
        groups.keys.iter().cloned().zip(members).collect()
    }
}

/// A formula over units that are drawn again: rows, or clusters of rows.
#[derive(Debug)]
struct Redrawn {
    units: usize,
    /// For each side of a ratio its folds and its tree.
    sides: Vec<(Vec<Part>, Aggregate)>,
    per: f64,
}

/// A fold's values by unit.
#[derive(Debug)]
enum Part {
    /// A sum, count or mean: each unit's sum and number of values.
    Sums { of: Vec<(f64, f64)>, whole: (f64, f64), by: FoldBy },
    /// Any other: each value, and its second argument, with its unit.
    Values { of: Vec<(u32, f64, f64)>, by: FoldBy },
}

impl Redrawn {
    fn new(measuring: &Measuring<'_>, rows: &[u32], cluster: Option<&Codes>) -> Self {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (units, unit): (usize, Vec<u32>) = match cluster {
            None => (rows.len(), (0..number(rows.len())).collect()),
            Some(codes) => {
                let mut found: Vec<u32> = rows.iter().map(|row| codes.code[*row as usize]).collect();
                found.sort_unstable();
                found.dedup();
                let place = |row: &u32| found.binary_search(&codes.code[*row as usize]).unwrap_or(0);
                (found.len(), rows.iter().map(|row| number(place(row))).collect())
            }
        };
        let side =
            |folds: &[Prepared<'_>]| folds.iter().map(|fold| Part::new(fold, rows, &unit, units)).collect();
        let sides =
            measuring.folds.iter().map(|(folds, formula)| (side(folds), formula.tree.clone())).collect();
        Self { units, sides, per: measuring.plan.per() }
    }

    fn value(&self, fold: &dyn Fn(&Part) -> Option<f64>) -> Option<f64> {
        let side = |(parts, tree): &(Vec<Part>, Aggregate)| {
            evaluate(tree, &|at: usize| parts.get(at).and_then(fold)).ok()
        };
        match self.sides.as_slice() {
            [value] => side(value),
            [above, below] => {
                let (above, below) = (side(above)?, side(below)?);
                (below != 0.0).then(|| above / below * self.per)
            }
            _ => None,
        }
    }
}

impl Statistic for Redrawn {
    fn units(&self) -> usize {
        self.units
    }

    fn of(&self, weights: &[u32]) -> Option<f64> {
        self.value(&|part| part.of(weights))
    }

    fn without(&self, unit: usize, ones: &mut [u32]) -> Option<f64> {
        if self.is_sums() {
            return self.value(&|part| part.without(unit));
        }
        ones[unit] = 0;
        let found = self.of(ones);
        ones[unit] = 1;
        found
    }

    fn leaves_out_quickly(&self) -> bool {
        self.is_sums() || self.units <= 2000
    }
}

impl Redrawn {
    fn is_sums(&self) -> bool {
        self.sides.iter().flat_map(|(parts, _)| parts).all(|part| matches!(part, Part::Sums { .. }))
    }
}

impl Part {
    fn new(fold: &Prepared<'_>, rows: &[u32], unit: &[u32], units: usize) -> Self {
        let by = fold.fold_by();
        let cells = rows.iter().zip(unit).filter_map(|(row, unit)| Some((*unit, fold.cells(*row as usize)?)));
        if matches!(by, FoldBy::Count | FoldBy::Sum { distinct: false } | FoldBy::Mean { distinct: false }) {
            let mut sums = vec![(Sum::default(), 0.0); units];
            let mut whole = (Sum::default(), 0.0);
            for (unit, (value, _)) in cells {
                let of = &mut sums[unit as usize];
                of.0.add(value);
                of.1 += 1.0;
                whole.0.add(value);
                whole.1 += 1.0;
            }
            let of = sums.into_iter().map(|(sum, count)| (sum.value(), count)).collect();
            return Self::Sums { of, whole: (whole.0.value(), whole.1), by };
        }
        Self::Values { of: cells.map(|(unit, (value, with))| (unit, value, with)).collect(), by }
    }

    fn of(&self, weights: &[u32]) -> Option<f64> {
        match self {
            Self::Sums { of, by, .. } => {
                let (mut sum, mut count) = (Sum::default(), 0.0);
                for ((value, rows), weight) in of.iter().zip(weights) {
                    if *weight > 0 {
                        sum.add(value * f64::from(*weight));
                        count += rows * f64::from(*weight);
                    }
                }
                summed(*by, sum.value(), count)
            }
            Self::Values { of, by } => {
                let times = |unit: u32| weights[unit as usize] as usize;
                let drawn = of
                    .iter()
                    .flat_map(|(unit, value, with)| std::iter::repeat_n((*value, *with), times(*unit)));
                match by {
                    FoldBy::Min => drawn.map(|(value, _)| value).min_by(f64::total_cmp),
                    FoldBy::Max => drawn.map(|(value, _)| value).max_by(f64::total_cmp),
                    FoldBy::Correlation => correlation(&drawn.collect::<Vec<_>>()),
                    FoldBy::CountDistinct => {
                        let mut values: Vec<f64> = drawn.map(|(value, _)| value).collect();
                        values.sort_unstable_by(f64::total_cmp);
                        values.dedup_by(|a, b| a.total_cmp(b).is_eq());
                        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
                        Some(values.len() as f64)
                    }
                    by => of_group(*by, drawn.map(|(value, _)| value).collect()),
                }
            }
        }
    }

    /// What it comes to without a unit; only where it is made of sums.
    fn without(&self, unit: usize) -> Option<f64> {
        match self {
            Self::Sums { of, whole, by } => {
                let (value, rows) = of[unit];
                summed(*by, whole.0 - value, whole.1 - rows)
            }
            Self::Values { .. } => None,
        }
    }
}

fn summed(by: FoldBy, sum: f64, count: f64) -> Option<f64> {
    match by {
        FoldBy::Count => Some(count),
        _ if count == 0.0 => None,
        FoldBy::Mean { .. } => Some(sum / count),
        _ => Some(sum),
    }
}
