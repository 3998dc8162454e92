//! What the numbers say about the construction: correlations, consistency, and which weights really count.

use super::matrix::{Matrix, number};
use crate::statistics::sums::{correlation, mean, sum};

/// Two indicators above this correlation count nearly the same thing twice.
pub const DOUBLE: f64 = 0.92;

/// A correlation and how many places it stands on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// Pearson's correlation.
    pub value: f64,
    /// Places with both values.
    pub places: usize,
}

impl Correlation {
    /// The interval of 95 % around the correlation, by Fisher's transformation; nothing of fewer than four places.
    ///
    /// Source: R. A. Fisher, "On the probable error of a coefficient of correlation", Metron 1 (1921), 3–32.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        if self.places < 4 || self.value.abs() >= 1.0 {
            return None;
        }
        let half = 1.959_963_984_540_054 / number(self.places - 3).sqrt();
        let middle = libm::atanh(self.value);
        Some((libm::tanh(middle - half), libm::tanh(middle + half)))
    }

    /// Whether the correlation is clearly negative: among indicators that all point the same way a sign that one
    /// points the wrong way, or that the two pull against each other.
    #[must_use]
    pub fn clearly_negative(&self) -> bool {
        self.interval().map_or(self.places > 3 && self.value < 0.0, |(_, high)| high < 0.0)
    }
}

/// Pearson's correlation of two columns over the places that have both; nothing where either does not vary.
#[must_use]
pub fn correlate(left: &[f64], right: &[f64]) -> Option<Correlation> {
    let both = |(left, right): (&f64, &f64)| (!left.is_nan() && !right.is_nan()).then_some((*left, *right));
    let pairs: Vec<(f64, f64)> = left.iter().zip(right).filter_map(both).collect();
    correlation(&pairs).map(|value| Correlation { value, places: pairs.len() })
}

/// Cronbach's alpha of a group of indicators: how far they move together, 1 at most.
///
/// Formula: `k/(k−1) · (1 − Σ variances / Σ covariances)`, each covariance over the places that have both values.
/// Missing: of fewer than two indicators, or where a pair shares fewer than two places.
/// Source: L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951), 297–334.
#[must_use]
pub fn cronbach(matrix: &Matrix) -> Option<f64> {
    let k = matrix.columns();
    if k < 2 {
        return None;
    }
    let (mut own, mut all) = (0.0, 0.0);
    for a in 0..k {
        for b in 0..k {
            let shared = covariance(matrix.column(a), matrix.column(b))?;
            all += shared;
            own += if a == b { shared } else { 0.0 };
        }
    }
    (all != 0.0).then(|| number(k) / number(k - 1) * (1.0 - own / all))
}

fn covariance(left: &[f64], right: &[f64]) -> Option<f64> {
    let both: Vec<(f64, f64)> =
        left.iter().zip(right).map(|(l, r)| (*l, *r)).filter(|(l, r)| !l.is_nan() && !r.is_nan()).collect();
    let (lefts, rights): (Vec<f64>, Vec<f64>) = both.iter().copied().unzip();
    let (l, r) = (mean(&lefts)?, mean(&rights)?);
    let products: Vec<f64> = both.iter().map(|(a, b)| (a - l) * (b - r)).collect();
    (both.len() > 1).then(|| sum(&products) / number(both.len() - 1))
}

/// How much each member really counts: its correlation ratio with the group's score, as a share of all members'.
///
/// Formula: the squared correlation with the score, divided by the sum over members. Two members of equal weight count
/// alike only if they vary and correlate alike.
/// Missing where a member or the score does not vary; nothing at all where every one is.
/// Source: P. Paruolo, M. Saisana and A. Saltelli, "Ratings and rankings: voodoo or science?", Journal of the Royal
/// Statistical Society A 176 (2013), 609–634, in its linear form.
#[must_use]
pub fn effective_weights(members: &Matrix, score: &[f64]) -> Vec<Option<f64>> {
    let ratios: Vec<Option<f64>> = (0..members.columns())
        .map(|member| correlate(members.column(member), score).map(|found| found.value * found.value))
        .collect();
    let total: f64 = ratios.iter().flatten().sum();
    ratios.into_iter().map(|ratio| ratio.filter(|_| total > 0.0).map(|ratio| ratio / total)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_directions_show() {
        let up: Vec<f64> = (0..20).map(f64::from).collect();
        let down: Vec<f64> = up.iter().map(|x| -x + (x * 7.0) % 3.0).collect();
        assert!(correlate(&up, &down).unwrap().clearly_negative());
        assert!(!correlate(&up, &up).unwrap().clearly_negative());
        let noise = Correlation { value: -0.2, places: 12 };
        assert!(!noise.clearly_negative());
        assert_eq!(correlate(&up, &[1.0; 20]), None);
    }

    /// Fisher's interval for r = 0.5, n = 28: atanh 0.5 = 0.5493, half 1.96/5: 0.1561 and 0.7360.
    #[test]
    fn interval_of_a_correlation() {
        let (low, high) = Correlation { value: 0.5, places: 28 }.interval().unwrap();
        assert!((low - 0.1559).abs() < 5e-4 && (high - 0.7363).abs() < 5e-4, "{low} {high}");
        assert_eq!(Correlation { value: 0.5, places: 3 }.interval(), None);
    }

    #[test]
    fn equal_indicators_are_wholly_consistent() {
        let column: Vec<Option<f64>> = [1.0, 4.0, 2.0, 8.0].map(Some).to_vec();
        let matrix = Matrix::from_columns(&[column.clone(), column.clone(), column.clone()]);
        assert!((cronbach(&matrix).unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(cronbach(&Matrix::from_columns(&[column])), None);
    }

    #[test]
    fn what_varies_more_counts_more() {
        let wide: Vec<f64> = vec![0.0, 1.0, 0.2, 0.9, 0.5];
        let narrow: Vec<f64> = vec![0.5, 0.4, 0.45, 0.52, 0.5];
        let score: Vec<f64> = wide.iter().zip(&narrow).map(|(a, b)| (a + b) / 2.0).collect();
        let column = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
        let members = Matrix::from_columns(&[column(&wide), column(&narrow), column(&[1.0; 5])]);
        let weights = effective_weights(&members, &score);
        assert!(weights[0].unwrap() > 0.9 && weights[2].is_none());
        assert!((weights.iter().flatten().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
