//! Rows that lack a cell which the formula reads, and what the framework does with them.

use super::fold::Prepared;
use super::plan::Plan;
use crate::dataset::{Codes, Dataset};
use crate::formula::Formula;
use esito_model::MissingCells;
use std::sync::Arc;

/// Marks for each row of the table whether a fold that should count it cannot; nothing where no row lacks anything.
///
/// Then applies the indicator's rule: rows that are left out no longer count anywhere, cells that are filled in no
/// longer lack. Without a rule each aggregate passes over the cells that it lacks, as SQL does.
pub(super) fn mend(
    plan: &Plan<'_>,
    dataset: &Dataset,
    rows: &[u32],
    folds: &mut [(Vec<Prepared<'_>>, &Formula)],
) -> Option<Vec<bool>> {
    let all = || folds.iter().flat_map(|(folds, _)| folds).filter(|fold| fold.may_lack());
    all().next()?;
    let mut lacking = vec![false; dataset.rows(plan.table)];
    for fold in all() {
        for row in rows.iter().map(|row| *row as usize) {
            lacking[row] = lacking[row] || fold.lacks(row);
        }
    }
    match &plan.indicator.missing {
        Some(MissingCells::LeaveOut) => {
            let stays: Vec<bool> = lacking.iter().map(|lacks| !lacks).collect();
            folds.iter_mut().flat_map(|(folds, _)| folds).for_each(|fold| fold.keep(&stays));
        }
        Some(MissingCells::GroupMean { groups }) => {
            let alike = alike(plan, dataset, groups);
            for (folds, _) in folds.iter_mut() {
                folds.iter_mut().for_each(|fold| fold.fill(rows, &alike, &plan.currencies));
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
