//! What a column of numbers looks like: its ends, moments, zeros and repetitions.

use super::matrix::{number, present, sorted};
use crate::statistics::sums::{mean, quantile, sum, variance};

/// Below this share of places with a value an indicator is called thin (the European Commission's Competence Centre on
/// Composite Indicators asks for 65 %).
pub const THIN: f64 = 0.65;

/// What a column of numbers looks like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Description {
    /// The least and the greatest number.
    pub range: Option<(f64, f64)>,
    /// The arithmetic mean.
    pub mean: Option<f64>,
    /// The median.
    pub median: Option<f64>,
    /// The standard deviation of a sample (`n − 1`).
    pub deviation: Option<f64>,
    /// The skewness.
    pub skewness: Option<f64>,
    /// The excess kurtosis.
    pub kurtosis: Option<f64>,
    /// Cells in all.
    pub cells: usize,
    /// Cells with a number.
    pub available: usize,
    /// Numbers that are not zero.
    pub not_zero: usize,
    /// Different numbers.
    pub unique: usize,
    /// How often the most frequent number occurs.
    pub same: usize,
}

impl Description {
    /// The share of cells with a number.
    #[must_use]
    pub fn share_available(&self) -> f64 {
        share(self.available, self.cells)
    }

    /// The share of numbers that are not zero.
    #[must_use]
    pub fn share_not_zero(&self) -> f64 {
        share(self.not_zero, self.available)
    }

    /// The share of different numbers among the numbers.
    #[must_use]
    pub fn share_unique(&self) -> f64 {
        share(self.unique, self.available)
    }

    /// The share of the most frequent number among the numbers.
    #[must_use]
    pub fn share_same(&self) -> f64 {
        share(self.same, self.available)
    }

    /// Whether the numbers do not vary, so that nothing can be compared by them.
    #[must_use]
    pub fn constant(&self) -> bool {
        self.unique == 1
    }
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { number(part) / number(of) }
}

/// Describes a column; missing cells (NaN) count in `cells` only.
#[must_use]
pub fn describe(values: &[f64]) -> Description {
    let sorted = sorted(values);
    let mut unique = 0;
    let (mut run, mut same) = (0, 0);
    for (at, value) in sorted.iter().enumerate() {
        if at == 0 || *value > sorted[at - 1] {
            unique += 1;
            run = 0;
        }
        run += 1;
        same = same.max(run);
    }
    Description {
        range: sorted.first().copied().zip(sorted.last().copied()),
        mean: mean(&sorted),
        median: quantile(&sorted, 0.5),
        deviation: variance(&sorted, true).map(f64::sqrt),
        skewness: skewness(values),
        kurtosis: kurtosis(values),
        cells: values.len(),
        available: sorted.len(),
        not_zero: sorted.iter().filter(|value| **value != 0.0).count(),
        unique,
        same,
    }
}

/// The skewness of a sample, as spreadsheets and SAS give it.
///
/// Formula: `√(n(n−1)) / (n−2) · m₃ / m₂^1.5`, with moments about the mean.
/// Missing: of fewer than three numbers, or where they do not vary. NaN is passed over.
/// Source: D. N. Joanes and C. A. Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47
/// (1998), 183–189: G₁.
#[must_use]
pub fn skewness(values: &[f64]) -> Option<f64> {
    let values = present(values);
    let n = number(values.len());
    let (second, third, _) = moments(&values)?;
    (values.len() > 2).then(|| third / (second * second.sqrt()) * (n * (n - 1.0)).sqrt() / (n - 2.0))
}

/// The excess kurtosis of a sample, as spreadsheets and SAS give it.
///
/// Formula: `((n+1)(m₄/m₂² − 3) + 6) (n−1) / ((n−2)(n−3))`.
/// Missing: of fewer than four numbers, or where they do not vary. NaN is passed over.
/// Source: Joanes and Gill (1998): G₂.
#[must_use]
pub fn kurtosis(values: &[f64]) -> Option<f64> {
    let values = present(values);
    let n = number(values.len());
    let (second, _, fourth) = moments(&values)?;
    let raw = fourth / (second * second);
    (values.len() > 3).then(|| ((n + 1.0) * (raw - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0)))
}

/// Second, third and fourth moment about the mean; nothing where the numbers do not vary.
fn moments(values: &[f64]) -> Option<(f64, f64, f64)> {
    let middle = mean(values)?;
    let n = number(values.len());
    let of = |power: fn(f64) -> f64| {
        sum(&values.iter().map(|value| power(value - middle)).collect::<Vec<_>>()) / n
    };
    let second = of(|d| d * d);
    (second > 0.0).then(|| (second, of(|d| d * d * d), of(|d| d * d * (d * d))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// e1071 in R, `skewness(x, type = 2)` and `kurtosis(x, type = 2)`; by hand for 1, 2, 3, 4, 10:
    /// mean 4, m₂ = 10, m₃ = 36, m₄ = 278.8.
    #[test]
    fn moments_as_in_spreadsheets() {
        let values = [1.0, 2.0, f64::NAN, 3.0, 4.0, 10.0];
        let third = 36.0 / 10.0_f64.sqrt() / 10.0 * 20.0_f64.sqrt() / 3.0;
        assert!((skewness(&values).unwrap() - third).abs() < 1e-12);
        let fourth = (6.0 * (278.8 / 100.0 - 3.0) + 6.0) * 4.0 / 6.0;
        assert!((kurtosis(&values).unwrap() - fourth).abs() < 1e-12);
        assert_eq!(
            (skewness(&[1.0, 2.0]), kurtosis(&[1.0, 2.0, 3.0]), skewness(&[2.0; 9])),
            (None, None, None)
        );
    }

    #[test]
    fn counts() {
        let found = describe(&[0.0, 0.0, 1.0, f64::NAN, 2.0, 0.0]);
        assert_eq!((found.cells, found.available, found.not_zero, found.unique, found.same), (6, 5, 2, 3, 3));
        assert!((found.share_same() - 0.6).abs() < 1e-15 && !found.constant());
        assert!(describe(&[3.0, 3.0]).constant());
        assert_eq!(describe(&[f64::NAN]).share_not_zero(), 0.0);
    }
}
