//! Columns become codes of groups: small numbers in the order of their labels.

use super::build::{Grain, grain_column};
use super::table::Dataset;
use super::values::{NO_WHOLE, Values};
use crate::formula::{Kind, Node};
use crate::statistics::calendar::{period_code, period_month};
use esito_model::{Every, Label};
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// For every row the code of its group. Codes count from 0 in the order of the labels; the one after the last
/// label is unknown.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    pub code: Vec<u32>,
    pub labels: Vec<String>,
    /// The same to be shared by findings, once one asks.
    pub shared: OnceLock<Vec<Label>>,
    /// For periods: rows whose date is given more coarsely than the grain; they are unknown.
    pub coarser: Vec<u32>,
}

impl Codes {
    /// The code of rows without a group.
    pub(crate) fn unknown(&self) -> u32 {
        u32::try_from(self.labels.len()).unwrap_or(u32::MAX)
    }

    /// The label of a code.
    pub(crate) fn label(&self, code: u32) -> &str {
        self.labels.get(code as usize).map_or(esito_model::UNKNOWN, String::as_str)
    }

    /// The label of a code, to be kept.
    pub(crate) fn shared(&self, code: u32) -> Label {
        let of = self.labels.iter().map(String::as_str).chain([esito_model::UNKNOWN]);
        let shared = self.shared.get_or_init(|| of.map(Label::from).collect());
        shared.get(code as usize).or(shared.last()).cloned().unwrap_or_default()
    }

    /// How many groups there can be, the unknown one included.
    pub(crate) fn size(&self) -> usize {
        self.labels.len() + 1
    }

    pub(super) fn of_text(series: &Series) -> Self {
        let Ok(column) = series.str() else {
            return Self { code: vec![0; series.len()], ..Self::default() };
        };
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        let mut labels: Vec<&str> = Vec::new();
        let mut code = Vec::with_capacity(column.len());
        for cell in column.iter() {
            code.push(match cell {
                None => u32::MAX,
                Some(cell) => *seen.entry(cell).or_insert_with(|| {
                    labels.push(cell);
                    u32::try_from(labels.len() - 1).unwrap_or(u32::MAX)
                }),
            });
        }
        sorted(code, labels.into_iter().map(str::to_owned).collect())
    }
}

/// Codes in the order of the labels, `u32::MAX` becoming unknown.
pub(super) fn sorted(mut code: Vec<u32>, labels: Vec<String>) -> Codes {
    let mut order: Vec<u32> = (0..u32::try_from(labels.len()).unwrap_or(u32::MAX)).collect();
    order.sort_by(|a, b| labels[*a as usize].cmp(&labels[*b as usize]));
    let mut place = vec![0_u32; labels.len()];
    for (to, from) in order.iter().enumerate() {
        place[*from as usize] = u32::try_from(to).unwrap_or(u32::MAX);
    }
    let unknown = u32::try_from(labels.len()).unwrap_or(u32::MAX);
    for one in &mut code {
        *one = place.get(*one as usize).copied().unwrap_or(unknown);
    }
    let labels = order.into_iter().map(|at| labels[at as usize].clone()).collect();
    Codes { code, labels, ..Codes::default() }
}

impl Dataset {
    /// The codes of a column's values as text.
    pub(crate) fn codes(&self, table: usize, name: &str) -> Arc<Codes> {
        if let Some(Values::Text(codes)) = self.own(table, name).map(Arc::as_ref) {
            return Arc::clone(codes);
        }
        self.remember_codes(format!("{table} text {name}"), || {
            let Some(column) = self.column(table, name) else {
                return Codes { code: vec![0; self.rows(table)], ..Codes::default() };
            };
            let series = column.as_materialized_series();
            match series.dtype() {
                DataType::String => Codes::of_text(series),
                DataType::Boolean => {
                    let words = |flag| if flag { "true" } else { "false" };
                    let text: StringChunked = series
                        .bool()
                        .into_iter()
                        .flat_map(ChunkedArray::iter)
                        .map(|f| f.map(words))
                        .collect();
                    Codes::of_text(&text.into_series())
                }
                _ => series.cast(&DataType::String).map_or_else(
                    |_| Codes { code: vec![0; self.rows(table)], ..Codes::default() },
                    |text| Codes::of_text(&text),
                ),
            }
        })
    }

    /// The codes of several columns at once; each unknown part is `_U`.
    pub(crate) fn combined_codes(&self, table: usize, names: &[String]) -> Arc<Codes> {
        self.remember_codes(format!("{table} several {}", names.join("\u{0}")), || {
            let parts: Vec<Arc<Codes>> = names.iter().map(|name| self.codes(table, name)).collect();
            let mut seen: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
            let mut labels = Vec::new();
            let mut code = Vec::with_capacity(self.rows(table));
            for row in 0..self.rows(table) {
                let key: Vec<u32> = parts.iter().map(|part| part.code[row]).collect();
                let next = u32::try_from(labels.len()).unwrap_or(u32::MAX);
                let found = *seen.entry(key.clone()).or_insert(next);
                if found == next {
                    let words: Vec<&str> =
                        parts.iter().zip(&key).map(|(part, code)| part.label(*code)).collect();
                    labels.push(words.join("|"));
                }
                code.push(found);
            }
            sorted(code, labels)
        })
    }

    /// The codes of a date or period column by periods of a grain, labelled by their codes in order of time.
    pub(crate) fn period_codes(&self, table: usize, name: &str, every: Every) -> Arc<Codes> {
        self.remember_codes(format!("{table} {every:?} {name}"), || {
            let rows = self.rows(table);
            let none = || Codes { code: vec![0; rows], ..Codes::default() };
            let (Some(days), Some(grains)) =
                (self.days(table, name), self.column(table, &grain_column(name)))
            else {
                return none();
            };
            let Values::Whole(days) = days.as_ref() else { return none() };
            let grains = grains.as_materialized_series().clone();
            let Ok(grains) = grains.u32() else { return none() };
            let least = match every {
                Every::Year => Grain::Year,
                Every::Half => Grain::Half,
                Every::Quarter => Grain::Quarter,
                Every::Month => Grain::Month,
            } as u32;
            let mut coarser = Vec::new();
            let mut exact = vec![NO_WHOLE; rows];
            for (row, (day, grain)) in days.iter().zip(grains.iter()).enumerate() {
                match grain {
                    Some(grain) if grain >= least => exact[row] = *day,
                    Some(_) => coarser.push(u32::try_from(row).unwrap_or(u32::MAX)),
                    None => {}
                }
            }
            // Days repeat: ten years have 3,652 of them, however many rows there are.
            let mut known: FxHashMap<i64, i32> = FxHashMap::default();
            let mut last = NO_WHOLE;
            for day in exact.iter().copied().filter(|day| *day != NO_WHOLE) {
                if day != last {
                    known.entry(day).or_insert_with(|| period_month(i32::try_from(day).unwrap_or(0), every));
                    last = day;
                }
            }
            let mut order: Vec<i32> = known.values().copied().collect();
            order.sort_unstable();
            order.dedup();
            let unknown = u32::try_from(order.len()).unwrap_or(u32::MAX);
            let first = known.keys().copied().min().unwrap_or(0);
            let width = known.keys().copied().max().map_or(0, |last| last - first + 1);
            let mut code_of = vec![unknown; usize::try_from(width).unwrap_or(0)];
            #[expect(clippy::iter_over_hash_type, reason = "each day fills a place of its own")]
            for (day, month) in &known {
                let at = order.binary_search(month).unwrap_or(order.len());
                code_of[usize::try_from(day - first).unwrap_or(0)] = u32::try_from(at).unwrap_or(unknown);
            }
            let of = |day: &i64| {
                let at = usize::try_from(day.wrapping_sub(first)).ok();
                at.and_then(|at| code_of.get(at)).copied().unwrap_or(unknown)
            };
            let code = exact.iter().map(|day| if *day == NO_WHOLE { unknown } else { of(day) }).collect();
            let labels = order.into_iter().map(|month| period_code(month, every)).collect();
            Codes { code, labels, coarser, ..Codes::default() }
        })
    }

    /// The first day of a date or period column for every row; `NO_WHOLE` where it is missing.
    pub(crate) fn days(&self, table: usize, name: &str) -> Option<Arc<Values>> {
        if !self.has_column(table, name) {
            return None;
        }
        Some(self.values(table, &Node::Column(name.to_owned(), Kind::Date), Kind::Date))
    }
}
