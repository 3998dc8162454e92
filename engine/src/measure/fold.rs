//! Rows of each group fold into one number, in the order of the file.

use super::group::Groups;
use super::money::{Currencies, Seen};
use crate::dataset::{Codes, Dataset, NO_WHOLE, Values, major};
use crate::formula::{Fold, FoldBy, Kind};
use crate::statistics::sums::{Sum, correlation, mean, quantile_of, sum, variance};
use std::sync::Arc;

/// A fold with the values that it needs.
#[derive(Debug)]
pub(crate) struct Prepared<'a> {
    fold: &'a Fold,
    of: Option<Arc<Values>>,
    with: Option<Arc<Values>>,
    filter: Option<Arc<Vec<bool>>>,
    money: Vec<usize>,
    /// For each row whether a cell that is folded is missing; none where nothing is.
    gaps: Vec<Arc<Vec<bool>>>,
    /// No row lacks a cell that is folded.
    complete: bool,
    /// What makes it the same fold in another formula on the same table; nothing once a rule about missing cells has
    /// changed it.
    pub(super) same: Option<String>,
}

/// What a fold found in each group.
#[derive(Debug)]
pub(crate) struct Folded {
    pub value: Arc<Vec<Option<f64>>>,
    pub currency: Vec<Seen>,
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(dataset: &Dataset, table: usize, fold: &'a Fold, currencies: &Currencies) -> Self {
        let values = |node: &Option<crate::formula::Node>, kind| {
            node.as_ref().map(|node| dataset.values(table, node, kind))
        };
        let gaps = |node: &Option<crate::formula::Node>, kind| {
            node.as_ref().map(|node| dataset.gaps(table, node, kind)).filter(|gaps| !gaps.is_empty())
        };
        // To count what is there is to lack nothing.
        let counts = matches!(fold.by, FoldBy::Count | FoldBy::CountDistinct);
        let gaps = [gaps(&fold.of, fold.kind), gaps(&fold.with, Kind::Number)];
        let complete = gaps.iter().all(Option::is_none);
        Self {
            gaps: gaps.into_iter().flatten().filter(|_| !counts).collect(),
            complete,
            same: Some(format!("{table} {fold:?}")),
            fold,
            of: values(&fold.of, fold.kind),
            with: values(&fold.with, Kind::Number),
            filter: fold.filter.as_ref().map(|node| dataset.flags(table, node)),
            money: if fold.reads_money() { currencies.read_by(&[&fold.of, &fold.with]) } else { Vec::new() },
        }
    }

    /// Whether this row counts: it passes the filter and has a value.
    #[inline]
    pub(crate) fn takes(&self, row: usize) -> bool {
        self.filter.as_ref().is_none_or(|flags| flags[row])
            && self.of.as_ref().is_none_or(|values| values.is_there(row))
            && self.with.as_ref().is_none_or(|values| values.is_there(row))
    }

    /// Marks those of the rows that count.
    pub(super) fn mark(&self, rows: &[u32], taken: &mut [bool]) {
        let rows = rows.iter().map(|row| *row as usize);
        match (&self.filter, &self.with, self.of.as_deref()) {
            (None, None, Some(Values::Whole(values))) => {
                rows.for_each(|row| taken[row] |= values[row] != NO_WHOLE);
            }
            (None, None, Some(Values::Number(values))) => {
                rows.for_each(|row| taken[row] |= !values[row].is_nan());
            }
            _ => rows.for_each(|row| taken[row] = taken[row] || self.takes(row)),
        }
    }

    /// Whether this row should count and cannot: it passes the filter, and a cell is missing.
    #[inline]
    pub(super) fn lacks(&self, row: usize) -> bool {
        self.gaps.iter().any(|gaps| gaps[row]) && self.filter.as_ref().is_none_or(|flags| flags[row])
    }

    /// Whether any row may lack a cell.
    pub(super) fn may_lack(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// From now on only these rows count.
    pub(super) fn keep(&mut self, stays: &[bool]) {
        let both = |row: usize| stays[row] && self.filter.as_ref().is_none_or(|flags| flags[row]);
        self.filter = Some(Arc::new((0..stays.len()).map(both).collect()));
        self.same = None;
    }

    /// Missing cells of a sum or mean take the mean of the rows that are alike; where none of those has a value, and
    /// where amounts are in several currencies, they stay missing.
    pub(super) fn fill(&mut self, rows: &[u32], alike: &Codes, currencies: &Currencies) {
        let adds = matches!(self.fold.by, FoldBy::Sum { distinct: false } | FoldBy::Mean { distinct: false });
        let one_currency = self.money.is_empty() || self.one_currency(currencies).is_some();
        let Some(values) = self.of.clone().filter(|_| adds && one_currency && self.may_lack()) else {
            return;
        };
        let mut sums = vec![(Sum::default(), 0_u64); alike.size()];
        for row in rows.iter().map(|row| *row as usize).filter(|row| self.takes(*row)) {
            let (sum, count) = &mut sums[alike.code[row] as usize];
            sum.add(self.number(&values, row));
            *count += 1;
        }
        let means: Vec<f64> = sums
            .into_iter()
            .map(|(sum, count)| if count == 0 { f64::NAN } else { sum.value() / count_of(count) })
            .collect();
        let cell = |row: usize| {
            if values.is_there(row) { self.number(&values, row) } else { means[alike.code[row] as usize] }
        };
        let filled: Vec<f64> = (0..alike.code.len()).map(cell).collect();
        let still: Vec<bool> = filled.iter().map(|value| value.is_nan()).collect();
        self.complete = !still.contains(&true);
        self.gaps = if self.complete { Vec::new() } else { vec![Arc::new(still)] };
        self.same = None;
        self.of = Some(Arc::new(Values::Number(filled)));
    }

    /// The values of each group, in the order of the file.
    pub(super) fn sample(&self, rows: &[u32], groups: &Groups) -> Vec<Vec<f64>> {
        match self.of.as_deref() {
            Some(values) => self.gathered(rows, groups, groups.keys.len(), values),
            None => vec![Vec::new(); groups.keys.len()],
        }
    }

    /// What it folds.
    pub(super) fn fold_by(&self) -> FoldBy {
        self.fold.by
    }

    /// The value of a row, and of its second argument, where the row counts.
    pub(super) fn cells(&self, row: usize) -> Option<(f64, f64)> {
        let cell =
            |values: &Option<Arc<Values>>| values.as_deref().map_or(1.0, |values| self.number(values, row));
        self.takes(row).then(|| (cell(&self.of), cell(&self.with)))
    }

    /// Folds the rows of each group. `values` gives what they come to; another formula may have found it already.
    pub(super) fn fold(
        &self,
        rows: &[u32],
        groups: &Groups,
        currencies: &Currencies,
        values: impl FnOnce() -> Arc<Vec<Option<f64>>>,
    ) -> Folded {
        let count = groups.keys.len();
        let mut currency = vec![Seen::Nothing; if self.money.is_empty() { 0 } else { count }];
        if let Some(always) = self.one_currency(currencies) {
            currency.fill(always);
        } else if !self.money.is_empty() {
            self.each(rows, groups, |group, row| currencies.see(&self.money, row, &mut currency[group]));
        }
        currency.resize(count, Seen::Nothing);
        Folded { value: values(), currency }
    }

    /// Visits the rows that count, in the order of the file, with their groups.
    ///
    /// The usual cases have a loop of their own: nothing is asked of a row but whether its one cell is there.
    #[inline]
    fn each(&self, rows: &[u32], groups: &Groups, mut visit: impl FnMut(usize, usize)) {
        let pairs = rows.iter().zip(&groups.of).map(|(row, group)| (*row as usize, *group as usize));
        match (&self.filter, &self.with, self.of.as_deref()) {
            (None, ..) if self.complete => pairs.for_each(|(row, group)| visit(group, row)),
            (None, None, Some(Values::Whole(values))) => {
                pairs.filter(|(row, _)| values[*row] != NO_WHOLE).for_each(|(row, group)| visit(group, row));
            }
            (None, None, Some(Values::Number(values))) => {
                pairs.filter(|(row, _)| !values[*row].is_nan()).for_each(|(row, group)| visit(group, row));
            }
            _ => pairs.filter(|(row, _)| self.takes(*row)).for_each(|(row, group)| visit(group, row)),
        }
    }

    /// Whether it takes every row there is.
    pub(crate) fn takes_all(&self) -> bool {
        self.filter.is_none() && self.complete
    }

    /// Whether amounts of only one currency are read, so that no row need be asked.
    fn one_currency(&self, currencies: &Currencies) -> Option<Seen> {
        currencies.always(&self.money)
    }

    /// What the rows of each group come to.
    pub(super) fn values(&self, rows: &[u32], groups: &Groups) -> Vec<Option<f64>> {
        let count = groups.keys.len();
        match (self.fold.by, self.of.as_deref()) {
            (FoldBy::Count, _) | (_, None) => {
                let mut counts = vec![0_u64; count];
                self.each(rows, groups, |group, _| counts[group] += 1);
                counts.into_iter().map(|count| Some(count_of(count))).collect()
            }
            (FoldBy::CountDistinct, Some(values)) => self
                .distinct(rows, groups, count, values)
                .iter()
                .map(|set| Some(count_of(set.len() as u64)))
                .collect(),
            (FoldBy::Sum { distinct: false }, Some(Values::Whole(values))) => self
                .whole_sums(rows, groups, count, values)
                .into_iter()
                .map(|sum| sum.map(|sum| sum.0))
                .collect(),
            (FoldBy::Mean { distinct: false }, Some(Values::Whole(values))) => self
                .whole_sums(rows, groups, count, values)
                .into_iter()
                .map(|sum| sum.map(|(total, rows)| total / count_of(rows)))
                .collect(),
            (
                FoldBy::Sum { distinct: false } | FoldBy::Mean { distinct: false },
                Some(Values::Number(values)),
            ) => {
                let mut sums = vec![(Sum::default(), 0_u64); count];
                self.each(rows, groups, |group, row| {
                    sums[group].0.add(values[row]);
                    sums[group].1 += 1;
                });
                let is_mean = matches!(self.fold.by, FoldBy::Mean { .. });
                let value = |(sum, rows): (Sum, u64)| {
                    let total = sum.value();
                    (rows > 0 && total.is_finite())
                        .then(|| if is_mean { total / count_of(rows) } else { total })
                };
                sums.into_iter().map(value).collect()
            }
            (FoldBy::Min | FoldBy::Max, Some(values)) => {
                let mut ends: Vec<Option<f64>> = vec![None; count];
                let least = self.fold.by == FoldBy::Min;
                self.each(rows, groups, |group, row| {
                    let value = self.number(values, row);
                    let end = ends[group].get_or_insert(value);
                    *end = if least { end.min(value) } else { end.max(value) };
                });
                ends
            }
            (FoldBy::Correlation, Some(values)) => {
                let mut pairs: Vec<Vec<(f64, f64)>> = vec![Vec::new(); count];
                self.each(rows, groups, |group, row| {
                    if let Some(with) = self.with.as_deref() {
                        pairs[group].push((self.number(values, row), self.number(with, row)));
                    }
                });
                pairs.iter().map(|pairs| correlation(pairs)).collect()
            }
            (by, Some(values)) => {
                let gathered = self.gathered(rows, groups, count, values);
                gathered.into_iter().map(|values| of_group(by, values)).collect()
            }
        }
    }

    /// The value as a binary fraction; money in major units.
    #[inline]
    #[expect(clippy::cast_precision_loss, reason = "cells beyond 2^53 are refused when read")]
    fn number(&self, values: &Values, row: usize) -> f64 {
        match values {
            Values::Number(values) => values[row],
            Values::Whole(values) if self.fold.kind == Kind::Money => major(i128::from(values[row])),
            Values::Whole(values) => values[row] as f64,
            Values::Text(codes) => f64::from(codes.code[row]),
        }
    }

    /// Exact sums of whole numbers with the number of rows; money in major units only after adding.
    fn whole_sums(
        &self,
        rows: &[u32],
        groups: &Groups,
        count: usize,
        values: &[i64],
    ) -> Vec<Option<(f64, u64)>> {
        let mut sums = vec![(0_i64, 0_u64); count];
        // What does not fit into 64 bits is kept apart: a sum of 128 for every row would cost three times as much.
        let mut beyond: Vec<i128> = Vec::new();
        self.each(rows, groups, |group, row| {
            let (sum, rows) = &mut sums[group];
            *rows += 1;
            match sum.checked_add(values[row]) {
                Some(more) => *sum = more,
                None => {
                    beyond.resize(count, 0);
                    beyond[group] += i128::from(*sum);
                    *sum = values[row];
                }
            }
        });
        #[expect(clippy::cast_precision_loss, reason = "rounded to 12 digits anyway")]
        let total = |sum: i128| if self.fold.kind == Kind::Money { major(sum) } else { sum as f64 };
        let whole = |(group, (sum, rows)): (usize, (i64, u64))| {
            let sum = i128::from(sum) + beyond.get(group).copied().unwrap_or(0);
            (rows > 0).then(|| (total(sum), rows))
        };
        sums.into_iter().enumerate().map(whole).collect()
    }

    fn gathered(&self, rows: &[u32], groups: &Groups, count: usize, values: &Values) -> Vec<Vec<f64>> {
        let mut sizes = vec![0_usize; count];
        self.each(rows, groups, |group, _| sizes[group] += 1);
        let mut gathered: Vec<Vec<f64>> = sizes.into_iter().map(Vec::with_capacity).collect();
        self.each(rows, groups, |group, row| gathered[group].push(self.number(values, row)));
        gathered
    }

    /// The different values of each group, sorted, as bits that are equal where the values are.
    fn distinct(&self, rows: &[u32], groups: &Groups, count: usize, values: &Values) -> Vec<Vec<u64>> {
        let mut sets: Vec<Vec<u64>> = vec![Vec::new(); count];
        if let Values::Text(codes) = values {
            // Codes are small and dense: a mark for each group and code is cheaper than sorting.
            let width = codes.size();
            if let Some(all) = width.checked_mul(count).filter(|all| *all <= 1 << 26) {
                let mut seen = vec![false; all];
                self.each(rows, groups, |group, row| {
                    let code = codes.code[row];
                    let mark = &mut seen[group * width + code as usize];
                    if !*mark {
                        *mark = true;
                        sets[group].push(u64::from(code));
                    }
                });
                return sets;
            }
        }
        self.each(rows, groups, |group, row| {
            sets[group].push(match values {
                Values::Whole(values) => values[row].cast_unsigned(),
                // −0 and 0 are one value.
                Values::Number(values) => (values[row] + 0.0).to_bits(),
                Values::Text(codes) => u64::from(codes.code[row]),
            });
        });
        for set in &mut sets {
            set.sort_unstable();
            set.dedup();
        }
        sets
    }
}

/// Folds that need all values of a group at once.
pub(super) fn of_group(by: FoldBy, mut values: Vec<f64>) -> Option<f64> {
    match by {
        FoldBy::Quantile(share) => quantile_of(&mut values, share),
        FoldBy::Sum { .. } => {
            let values = each_once(values);
            (!values.is_empty()).then(|| sum(&values))
        }
        FoldBy::Mean { .. } => mean(&each_once(values)),
        FoldBy::Variance { sample } => variance(&values, sample),
        FoldBy::Deviation { sample } => variance(&values, sample).map(f64::sqrt),
        FoldBy::Count | FoldBy::CountDistinct | FoldBy::Min | FoldBy::Max | FoldBy::Correlation => None,
    }
}

fn each_once(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values.dedup_by(|a, b| a.total_cmp(b).is_eq());
    values
}

#[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 rows")]
fn count_of(rows: u64) -> f64 {
    rows as f64
}

/// The mark of a missing whole number is below every value.
const _: () = assert!(NO_WHOLE == i64::MIN);
