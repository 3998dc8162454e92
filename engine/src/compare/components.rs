//! Principal components: for information, never as weights.

use super::checks::correlate;
use super::matrix::{Matrix, number};

/// The principal components of a set of indicators.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Components {
    /// The eigenvalues of the correlation matrix, the greatest first; they add up to the number of indicators.
    pub eigenvalues: Vec<f64>,
    /// For each component its vector over the indicators, of length 1, its greatest entry positive.
    pub vectors: Vec<Vec<f64>>,
}

impl Components {
    /// The share of the variance that each component carries.
    #[must_use]
    pub fn explained(&self) -> Vec<f64> {
        let total = number(self.eigenvalues.len());
        self.eigenvalues.iter().map(|value| value / total).collect()
    }
}

/// Principal components of the correlation matrix, each correlation over the places that have both values.
///
/// Missing: where an indicator does not vary. Where many values are missing an eigenvalue can be below zero.
/// They say which indicators move together. Weights made of them would reward redundancy: two indicators of the same
/// thing would both gain weight.
/// Source: I. T. Jolliffe, *Principal Component Analysis* (Springer, 2002); eigenvalues by Jacobi's rotations.
#[must_use]
pub fn components(matrix: &Matrix) -> Option<Components> {
    let n = matrix.columns();
    let entry = |a: usize, b: usize| {
        let found = correlate(matrix.column(a), matrix.column(b))?;
        Some(if a == b { 1.0 } else { found.value })
    };
    let of = (0..n).map(|a| (0..n).map(|b| entry(a, b)).collect()).collect::<Option<Vec<Vec<f64>>>>()?;
    let (values, vectors) = jacobi(of);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    let vector = |at: &usize| {
        let vector: Vec<f64> = (0..n).map(|row| vectors[row][*at]).collect();
        let greatest = vector.iter().copied().reduce(|a, b| if b.abs() > a.abs() { b } else { a });
        let sign = if greatest.unwrap_or(1.0) < 0.0 { -1.0 } else { 1.0 };
        vector.iter().map(|entry| entry * sign).collect()
    };
    Some(Components {
        eigenvalues: order.iter().map(|at| values[*at]).collect(),
        vectors: order.iter().map(vector).collect(),
    })
}

/// Eigenvalues and eigenvectors (in columns) of a symmetric matrix by cyclic rotations.
///
/// Source: G. H. Golub and C. F. Van Loan, *Matrix Computations* (Johns Hopkins, 1996), 8.4.
fn jacobi(mut a: Vec<Vec<f64>>) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = a.len();
    let mut vectors: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| if i == j { 1.0 } else { 0.0 }).collect()).collect();
    for _ in 0..100 {
        let off: f64 = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j] * a[i][j]).sum();
        if off < 1e-22 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut a, &mut vectors, p, q);
            }
        }
    }
    ((0..n).map(|i| a[i][i]).collect(), vectors)
}

fn rotate(a: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    if a[p][q] == 0.0 {
        return;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    let t = if theta < 0.0 { -1.0 } else { 1.0 } / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for row in a.iter_mut().chain(vectors.iter_mut()) {
        let (left, right) = (row[p], row[q]);
        (row[p], row[q]) = (c * left - s * right, s * left + c * right);
    }
    let (before, after) = a.split_at_mut(q);
    for (upper, lower) in before[p].iter_mut().zip(after[0].iter_mut()) {
        (*upper, *lower) = (c * *upper - s * *lower, s * *upper + c * *lower);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_indicators_have_one_plus_and_one_minus_their_correlation() {
        let left = [1.0, 2.0, 3.0, 4.0, 5.0].map(Some).to_vec();
        let right = [1.0, 3.0, 2.0, 5.0, 4.0].map(Some).to_vec();
        let found = components(&Matrix::from_columns(&[left, right])).unwrap();
        assert!((found.eigenvalues[0] - 1.8).abs() < 1e-12 && (found.eigenvalues[1] - 0.2).abs() < 1e-12);
        assert!((found.explained()[0] - 0.9).abs() < 1e-12);
        let half = 0.5_f64.sqrt();
        assert!(found.vectors[0].iter().all(|entry| (entry - half).abs() < 1e-12));
    }

    #[test]
    fn a_constant_has_no_components() {
        assert_eq!(components(&Matrix::from_columns(&[vec![Some(1.0); 3], vec![Some(2.0); 3]])), None);
    }
}
