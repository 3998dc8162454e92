//! Rows that lack a cell which the formula reads, and what the framework does with them.

use super::fold::Prepared;
use super::plan::Plan;
use crate::dataset::{Codes, Dataset};
use crate::formula::Formula;
use esito_model::MissingCells;
use std::sync::Arc;

/// What a row lacks of the cells that the formula reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// Nothing.
    Nothing,
    /// A cell.
    Cell,
    /// A cell in whose place a mean stands.
    Filled,
}

/// Marks for each row of the table whether a fold that should count it cannot; nothing where no row lacks anything.
///
/// Then applies the indicator's rule: rows that are left out no longer count anywhere, cells that are filled in no
/// longer lack. Without a rule each aggregate passes over the cells that it lacks, as SQL does; but where the numerator
/// counts a part of the denominator, a row without the whole has no part in it either.
pub(super) fn mend(
    plan: &Plan<'_>,
    dataset: &Dataset,
    rows: &[u32],
    folds: &mut [(Vec<Prepared<'_>>, &Formula)],
) -> Option<Vec<Lack>> {
    let all = || folds.iter().flat_map(|(folds, _)| folds).filter(|fold| fold.may_lack());
    all().next()?;
    let mut lacking = vec![Lack::Nothing; dataset.rows(plan.table)];
    for fold in all() {
        for row in rows.iter().map(|row| *row as usize) {
            if fold.lacks(row) {
                lacking[row] = Lack::Cell;
            }
        }
    }
    match &plan.indicator.missing {
        Some(MissingCells::LeaveOut) => {
            let stays: Vec<bool> = lacking.iter().map(|lack| *lack == Lack::Nothing).collect();
            folds.iter_mut().flat_map(|(folds, _)| folds).for_each(|fold| fold.keep(&stays));
        }
        Some(MissingCells::GroupMean { groups }) => {
            let alike = alike(plan, dataset, groups);
            for fold in folds.iter_mut().flat_map(|(folds, _)| folds) {
                let gaps: Vec<usize> =
                    rows.iter().map(|row| *row as usize).filter(|row| fold.lacks(*row)).collect();
                fold.fill(rows, &alike, &plan.currencies);
                // Where no row that agrees has the cell, there is no mean to stand in.
                for row in gaps.into_iter().filter(|row| !fold.lacks(*row)) {
                    lacking[row] = Lack::Filled;
                }
            }
        }
        None if plan.is_part() => {
            if let [(parts, _), (wholes, _)] = folds {
                let stays = |row: usize| !wholes.iter().any(|fold| fold.lacks(row));
                let stays: Vec<bool> = (0..lacking.len()).map(stays).collect();
                if stays.contains(&false) {
                    parts.iter_mut().for_each(|fold| fold.keep(&stays));
                }
            }
        }
        Some(MissingCells::Refuse) | None => {}
    }
    Some(lacking)
}

/// Which rows are alike: those that agree in these columns; all, where none is named.
fn alike(plan: &Plan<'_>, dataset: &Dataset, groups: &[String]) -> Arc<Codes> {
    match groups {
        [] => Arc::new(Codes {
            code: vec![0; dataset.rows(plan.table)],
            labels: vec![String::new()],
            ..Codes::default()
        }),
        [one] => dataset.codes(plan.table, one),
        several => dataset.combined_codes(plan.table, several),
    }
}
