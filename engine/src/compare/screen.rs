//! Which places have enough data to be compared at all.

use super::matrix::{Matrix, number};

/// How much of an indicator set a place has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Indicators with a value.
    pub available: usize,
    /// Values that are not zero.
    pub not_zero: usize,
    /// Indicators in all.
    pub indicators: usize,
}

impl Coverage {
    /// The share of indicators with a value.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.indicators == 0 { 0.0 } else { number(self.available) / number(self.indicators) }
    }

    /// The share of values that are not zero.
    #[must_use]
    pub fn share_not_zero(&self) -> f64 {
        if self.available == 0 { 0.0 } else { number(self.not_zero) / number(self.available) }
    }
}

/// What each place has of the indicators.
#[must_use]
pub fn coverage(matrix: &Matrix) -> Vec<Coverage> {
    let mut out = vec![Coverage { indicators: matrix.columns(), ..Coverage::default() }; matrix.rows()];
    for column in 0..matrix.columns() {
        for (place, value) in out.iter_mut().zip(matrix.column(column)) {
            place.available += usize::from(!value.is_nan());
            place.not_zero += usize::from(!value.is_nan() && *value != 0.0);
        }
    }
    out
}

/// Rows of the places that have at least this share of indicators, and of those that have not.
#[must_use]
pub fn screen(matrix: &Matrix, least: f64) -> (Vec<usize>, Vec<usize>) {
    let coverage = coverage(matrix);
    (0..matrix.rows()).partition(|row| coverage[*row].share() >= least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_with_too_little_are_named() {
        let matrix = Matrix::from_columns(&[
            vec![Some(0.0), None, Some(1.0)],
            vec![Some(2.0), None, None],
            vec![Some(3.0), Some(1.0), Some(1.0)],
        ]);
        let found = coverage(&matrix);
        assert_eq!((found[0].available, found[0].not_zero), (3, 2));
        assert_eq!(screen(&matrix, 0.6), (vec![0, 2], vec![1]));
        assert_eq!(screen(&matrix, 1.0), (vec![0], vec![1, 2]));
        assert!((found[0].share_not_zero() - 2.0 / 3.0).abs() < 1e-15);
    }
}
