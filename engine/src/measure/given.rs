//! Values as given: published already, shown as they stand, added only where the framework allows it.

use super::finding::{CUTS, Measured, axes, indicator_place, last_period};
use super::group::group;
use super::money::Seen;
use super::plan::{Body, Plan};
use super::rows::Chosen;
use crate::dataset::{Codes, Dataset, Values, major};
use crate::formula::{Kind, value_kind};
use crate::statistics::sums::Sum;
use esito_model::{Cut, Finding, Key, Label, Question, Reason, Remark, Severity, UNKNOWN, Unit, Value};

/// Findings of a column of values as given.
///
/// A combination with one row is that row's value; a place (in a period) whose cells are all blank has none. Where
/// several rows meet in one combination, it is their sum if `may_sum`; a figure for all places or periods that may not be
/// formed by adding is missing. Rows whose groups are blank are the published totals of the others. Several different
/// values for the finest combination are disputed.
pub(super) fn measure_given(
    plan: &Plan<'_>,
    dataset: &Dataset,
    question: &Question,
    chosen: &Chosen,
) -> Measured {
    let Body::Given(node, kind) = &plan.body else { return Measured::default() };
    let kind = value_kind(*kind);
    let values = dataset.values(plan.table, node, kind);
    let rows: Vec<u32> = chosen.rows.iter().copied().filter(|row| values.is_there(*row as usize)).collect();
    let totals: Vec<u32> = rows.iter().copied().filter(|row| is_total(plan, *row)).collect();
    let money = plan.currencies.read_by(&[&Some(node.clone())]);
    let mut found: Vec<(SortKey, Finding)> = Vec::new();
    let mut disputed = 0;
    for by in std::iter::once(None).chain((0..plan.by.len()).map(Some)) {
        if by.is_some_and(|by| question.by.as_ref().is_some_and(|all| !all.contains(&plan.by[by].name))) {
            continue;
        }
        // The rows of a breakdown are those that name a group of it; without one, the published totals.
        let of_by: Vec<u32> = match by {
            None if plan.by.is_empty() || totals.is_empty() => rows.clone(),
            None => totals.clone(),
            Some(by) => rows.iter().copied().filter(|row| names_group(plan, by, *row)).collect(),
        };
        let last = last_period(plan, &of_by);
        for cut in CUTS.into_iter().filter(|cut| question.wants(*cut)) {
            let Some((place, period)) = axes(plan, cut) else { continue };
            let group_codes = by.map(|by| plan.by[by].codes.as_ref());
            let codes: Vec<&Codes> = [place, period, group_codes].into_iter().flatten().collect();
            let finest = is_finest(plan, cut);
            // A place whose cell is blank has a finding without a value: it was asked, and did not say.
            let blank = finest && place.is_some() && plan.by.is_empty();
            let of_cut = match (&last, period) {
                _ if blank => &chosen.rows,
                (Some(last), None) => last,
                _ => &of_by,
            };
            let groups = group(of_cut, &codes);
            let mut members: Vec<Vec<u32>> = vec![Vec::new(); groups.keys.len()];
            for (row, group) in of_cut.iter().zip(&groups.of) {
                if values.is_there(*row as usize) {
                    members[*group as usize].push(*row);
                }
            }
            for (key, members) in groups.keys.iter().zip(&members) {
                let one = Combination { plan, values: &values, kind, money: &money, members, finest };
                let (value, currency) = one.value();
                disputed += u64::from(value == Value::Missing(Reason::Disputed));
                let mut next = key.iter().zip(&codes).map(|(code, codes)| (*code, codes.shared(*code)));
                let mut part = |there: bool| if there { next.next() } else { None };
                let (place, period, group) =
                    (part(place.is_some()), part(period.is_some()), part(group_codes.is_some()));
                let code = |part: &Option<(u32, Label)>| part.as_ref().map(|(code, _)| *code);
                let sort = (by, code(&place), code(&period), code(&group));
                let nowhere =
                    |part: &Option<(u32, Label)>| part.as_ref().is_some_and(|(_, label)| label == UNKNOWN);
                if members.is_empty() && (nowhere(&place) || nowhere(&period)) {
                    continue;
                }
                let key = Key {
                    indicator: plan.id.clone(),
                    place: place.map(|(_, label)| label),
                    period: period.map(|(_, label)| label),
                    dimension: by.map(|by| plan.by[by].label.clone()),
                    group: group.map(|(_, label)| label),
                };
                found.push((sort, finding(key, value, currency, members.len() as u64)));
            }
        }
    }
    found.sort_by_key(|(sort, _)| *sort);
    let mut remarks = Vec::new();
    if disputed > 0 {
        let mut remark = Remark::new(
            "several-values",
            Severity::Doubt,
            indicator_place(&plan.indicator.id),
            "expected one value for each place, period and group, found several that differ; they are shown as disputed",
        );
        remark.count = disputed;
        remarks.push(remark);
    }
    let findings = found.into_iter().map(|(_, finding)| finding).collect();
    Measured { findings, used: Some(rows.len() as u64), remarks, ..Measured::default() }
}

/// The rows of a value as given, before its place, period and group are looked at.
pub(super) fn taken(plan: &Plan<'_>, dataset: &Dataset, chosen: &Chosen, key: &Key) -> Vec<u32> {
    let Body::Given(node, kind) = &plan.body else { return Vec::new() };
    let values = dataset.values(plan.table, node, value_kind(*kind));
    let mut rows: Vec<u32> =
        chosen.rows.iter().copied().filter(|row| values.is_there(*row as usize)).collect();
    if key.dimension.is_none() && !plan.by.is_empty() && rows.iter().any(|row| is_total(plan, *row)) {
        rows.retain(|row| is_total(plan, *row));
    }
    match (last_period(plan, &rows), &key.period) {
        (Some(last), None) => last,
        _ => rows,
    }
}

/// Breakdown, place, period, group, as codes.
type SortKey = (Option<usize>, Option<u32>, Option<u32>, Option<u32>);

fn finding(key: Key, value: Value, currency: Option<String>, rows: u64) -> Finding {
    Finding { key, value, n: Some(rows), currency, ..Finding::default() }
}

/// Whether a row names no group of any breakdown.
fn is_total(plan: &Plan<'_>, row: u32) -> bool {
    (0..plan.by.len()).all(|by| !names_group(plan, by, row))
}

fn names_group(plan: &Plan<'_>, by: usize, row: u32) -> bool {
    let codes = &plan.by[by].codes;
    let label = codes.label(codes.code[row as usize]);
    label.split('|').any(|part| part != UNKNOWN)
}

/// Whether nothing is put together in this cut: it has every axis that the indicator has.
fn is_finest(plan: &Plan<'_>, cut: Cut) -> bool {
    let (place, period) = match cut {
        Cut::Total => (false, false),
        Cut::Place => (true, false),
        Cut::Period => (false, true),
        Cut::PlacePeriod => (true, true),
    };
    (place || plan.place.is_none()) && (period || plan.period.is_none())
}

struct Combination<'a> {
    plan: &'a Plan<'a>,
    values: &'a Values,
    kind: Kind,
    money: &'a [usize],
    members: &'a [u32],
    finest: bool,
}

impl Combination<'_> {
    fn value(&self) -> (Value, Option<String>) {
        let mut seen = Seen::Nothing;
        for row in self.members {
            self.plan.currencies.see(self.money, *row as usize, &mut seen);
        }
        let currency = match seen {
            Seen::One(number) if self.plan.indicator.unit == Unit::Money => {
                self.plan.currencies.label(number).map(str::to_owned)
            }
            _ => None,
        };
        let first = self.members.first().map(|row| self.number(*row as usize));
        let Some(first) = first else { return (Value::Missing(Reason::NotReported), None) };
        let same = self.members.iter().all(|row| self.number(*row as usize).to_bits() == first.to_bits());
        let value = if self.members.len() == 1 && self.finest {
            Value::Known(first)
        } else if self.plan.indicator.may_sum {
            if seen == Seen::Mixed {
                Value::Missing(Reason::MixedCurrencies)
            } else {
                Value::Known(self.sum())
            }
        } else if !self.finest {
            Value::Missing(Reason::NotApplicable)
        } else if same {
            // The same value twice is no dispute.
            Value::Known(first)
        } else {
            Value::Missing(Reason::Disputed)
        };
        (value, currency)
    }

    #[expect(clippy::cast_precision_loss, reason = "cells beyond 2^53 are refused when read")]
    fn number(&self, row: usize) -> f64 {
        match self.values {
            Values::Number(values) => values[row],
            Values::Whole(values) if self.kind == Kind::Money => major(i128::from(values[row])),
            Values::Whole(values) => values[row] as f64,
            Values::Text(_) => f64::NAN,
        }
    }

    fn sum(&self) -> f64 {
        match self.values {
            Values::Whole(values) => {
                let total: i128 = self.members.iter().map(|row| i128::from(values[*row as usize])).sum();
                #[expect(clippy::cast_precision_loss, reason = "rounded to 12 digits anyway")]
                if self.kind == Kind::Money { major(total) } else { total as f64 }
            }
            _ => {
                let mut total = Sum::default();
                for row in self.members {
                    total.add(self.number(*row as usize));
                }
                total.value()
            }
        }
    }
}
