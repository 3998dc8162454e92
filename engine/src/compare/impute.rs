//! Gaps filled where a framework says so: never by default, and every filled cell is told.

use super::matrix::{Matrix, known, present, sorted};
use crate::statistics::sums::{mean, quantile};

/// What stands in for a missing value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Impute {
    /// Nothing: it stays missing.
    #[default]
    None,
    /// The mean of the indicator over places.
    Mean,
    /// The median of the indicator over places.
    Median,
    /// The mean over the places of the same group.
    GroupMean,
    /// The median over the places of the same group.
    GroupMedian,
}

/// Fills a matrix in place and gives back the cells that were filled, as (row, column).
///
/// `groups` holds a group's number for each place, needed by the group rules; a place without one, or in a group of
/// which nobody has the indicator, keeps its gap.
///
/// Source: OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 3: unconditional mean and median
/// imputation. Both shrink the spread between places, so a filled cell is never shown as observed.
pub fn impute(matrix: &mut Matrix, rule: Impute, groups: &[Option<usize>]) -> Vec<(usize, usize)> {
    let mut filled = Vec::new();
    let middle = |values: &[f64]| match rule {
        Impute::None => None,
        Impute::Mean | Impute::GroupMean => mean(&present(values)),
        Impute::Median | Impute::GroupMedian => quantile(&sorted(values), 0.5),
    };
    let grouped = matches!(rule, Impute::GroupMean | Impute::GroupMedian);
    for column in 0..matrix.columns() {
        let values = matrix.column(column).to_vec();
        let whole = if grouped { None } else { middle(&values) };
        for row in (0..values.len()).filter(|row| values[*row].is_nan()) {
            let group = groups.get(row).copied().flatten();
            let stand_in = match group {
                Some(group) if grouped => {
                    let among: Vec<f64> = (0..values.len())
                        .filter(|other| groups.get(*other).copied().flatten() == Some(group))
                        .map(|other| values[other])
                        .collect();
                    middle(&among)
                }
                _ => whole,
            };
            if stand_in.is_some() {
                matrix.set(row, column, stand_in);
                filled.push((row, column));
            }
        }
    }
    filled
}

/// Carries a place's last observation forward over at most `most` periods: `series` holds a place's values in order of
/// time, and what comes back says for each period the value and how many periods old it is (0 where observed).
///
/// Missing: before the first observation, and where the last one is older than `most` periods.
/// Source: the "latest observation" rule of panel imputation; OECD and JRC (2008), step 3.
#[must_use]
pub fn carry(series: &[Option<f64>], most: usize) -> Vec<Option<(f64, usize)>> {
    let mut last: Option<(f64, usize)> = None;
    series
        .iter()
        .map(|value| {
            last = match value {
                Some(value) => known(*value).map(|value| (value, 0)),
                None => last.map(|(value, age)| (value, age + 1)),
            };
            last.filter(|(_, age)| *age <= most)
        })
        .collect()
}

/// Each column divided by the column of `by` at the same position: per head, per unit of output.
///
/// `scale` multiplies, for rates per thousand. Missing: where either side is, and over a denominator of zero.
#[must_use]
pub fn denominate(matrix: &Matrix, by: &[Option<&[f64]>], scale: f64) -> Matrix {
    let mut out = matrix.clone();
    for (column, divisor) in by.iter().enumerate().take(matrix.columns()) {
        let Some(divisor) = divisor else { continue };
        for row in 0..matrix.rows() {
            let quotient = matrix.get(row, column).zip(divisor.get(row).copied().and_then(known));
            let quotient =
                quotient.filter(|(_, divisor)| *divisor != 0.0).map(|(x, divisor)| x / divisor * scale);
            out.set(row, column, quotient);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_and_told() {
        let column = vec![Some(1.0), None, Some(2.0), Some(6.0), None];
        let groups = [Some(0), Some(0), Some(1), Some(1), None];
        let fill = |rule| {
            let mut matrix = Matrix::from_columns(std::slice::from_ref(&column));
            let filled = impute(&mut matrix, rule, &groups);
            (matrix.get(1, 0), matrix.get(4, 0), filled.len())
        };
        assert_eq!(fill(Impute::None), (None, None, 0));
        assert_eq!(fill(Impute::Mean), (Some(3.0), Some(3.0), 2));
        assert_eq!(fill(Impute::Median), (Some(2.0), Some(2.0), 2));
        assert_eq!(fill(Impute::GroupMean), (Some(1.0), None, 1));
        assert_eq!(fill(Impute::GroupMedian), (Some(1.0), None, 1));
        let mut empty = Matrix::missing(2, 1);
        assert!(impute(&mut empty, Impute::Mean, &[]).is_empty());
    }

    #[test]
    fn observations_are_carried_and_age() {
        let series = [None, Some(4.0), None, None, None, Some(5.0)];
        let carried = carry(&series, 2);
        assert_eq!(carried, [None, Some((4.0, 0)), Some((4.0, 1)), Some((4.0, 2)), None, Some((5.0, 0))]);
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        let matrix = Matrix::from_columns(&[vec![Some(6.0), Some(1.0), None], vec![Some(5.0); 3]]);
        let people = [3.0, 0.0, 2.0];
        let out = denominate(&matrix, &[Some(&people), None], 1000.0);
        assert_eq!((out.get(0, 0), out.get(1, 0), out.get(2, 0)), (Some(2000.0), None, None));
        assert_eq!(out.get(1, 1), Some(5.0));
    }
}
