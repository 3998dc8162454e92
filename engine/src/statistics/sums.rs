//! Sums that do not depend on the order of threads, and moments built on them.

/// A compensated sum over numbers in the order in which they are added.
///
/// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
/// Zeitschrift für Angewandte Mathematik und Mechanik 54 (1974), 39–51.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        let next = self.total + value;
        self.lost += if self.total.abs() >= value.abs() {
            (self.total - next) + value
        } else {
            (value - next) + self.total
        };
        self.total = next;
    }

    pub(crate) fn value(self) -> f64 {
        self.total + self.lost
    }
}

/// The sum of numbers in their order.
pub(crate) fn sum(values: &[f64]) -> f64 {
    let mut total = Sum::default();
    for value in values {
        total.add(*value);
    }
    total.value()
}

/// The arithmetic mean; nothing of nothing.
#[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 rows")]
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| sum(values) / values.len() as f64)
}

/// The variance by two passes, over `n − 1` for a sample and over `n` otherwise; nothing where that is 0.
#[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 rows")]
pub(crate) fn variance(values: &[f64], sample: bool) -> Option<f64> {
    let over = if sample { values.len().checked_sub(1)? } else { values.len() };
    if over == 0 {
        return None;
    }
    let middle = mean(values)?;
    let squares: Vec<f64> = values.iter().map(|value| (value - middle) * (value - middle)).collect();
    Some(sum(&squares) / over as f64)
}

/// Pearson's correlation of pairs; nothing where either side does not vary.
pub(crate) fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let left: Vec<f64> = pairs.iter().map(|pair| pair.0).collect();
    let right: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let (mean_left, mean_right) = (mean(&left)?, mean(&right)?);
    let products: Vec<f64> = pairs.iter().map(|pair| (pair.0 - mean_left) * (pair.1 - mean_right)).collect();
    let spread = |values: &[f64], middle: f64| {
        sum(&values.iter().map(|value| (value - middle) * (value - middle)).collect::<Vec<_>>())
    };
    let scale = (spread(&left, mean_left) * spread(&right, mean_right)).sqrt();
    (pairs.len() > 1 && scale > 0.0).then(|| (sum(&products) / scale).clamp(-1.0, 1.0))
}

/// A quantile of sorted numbers by linear interpolation between order statistics.
///
/// Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
/// (1996), type 7; SQL's `PERCENTILE_CONT`.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let (below, part) = rank(sorted.len(), share)?;
    let (low, high) = (*sorted.get(below)?, *sorted.get((below + 1).min(sorted.len() - 1))?);
    Some(low + (high - low) * part)
}

/// The same of numbers in any order, which it moves about: only the two that matter are put in their places.
pub(crate) fn quantile_of(values: &mut [f64], share: f64) -> Option<f64> {
    let (below, part) = rank(values.len(), share)?;
    if below >= values.len() {
        return None;
    }
    let (_, low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(*low);
    Some(*low + (high - *low) * part)
}

/// The order statistic below a quantile, from 0, and how far it is to the next one, from 0 to 1.
fn rank(count: usize, share: f64) -> Option<(usize, f64)> {
    let last = count.checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 rows")]
    let at = share * last as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    Some((at.floor() as usize, at - at.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_in_a_sum() {
        assert_eq!(sum(&[1.0, 1e100, 1.0, -1e100]).to_bits(), 2.0_f64.to_bits());
    }

    #[test]
    fn moments_of_a_small_sample() {
        let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        assert_eq!(variance(&values, false), Some(4.0));
        assert!((variance(&values, true).unwrap() - 32.0 / 7.0).abs() < 1e-12);
        assert_eq!(variance(&[3.0], true), None);
    }

    /// R 4.2: `quantile(c(1, 2, 4, 8), 0.3)` is 1.9, `median` 3.
    #[test]
    fn quantiles_interpolate() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(quantile(&sorted, 0.5), Some(3.0));
        assert!((quantile(&sorted, 0.3).unwrap() - 1.9).abs() < 1e-12);
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn a_quantile_needs_no_sorting() {
        let values = [4.0, -1.0, 8.0, 1.0, 2.0, 2.0, -0.0, 0.0];
        for share in [0.0, 0.1, 0.25, 0.5, 0.9, 1.0] {
            for count in 0..=values.len() {
                let mut sorted = values[..count].to_vec();
                let found = quantile_of(&mut values[..count].to_vec(), share);
                sorted.sort_by(f64::total_cmp);
                assert_eq!(found, quantile(&sorted, share), "{share} of {count}");
            }
        }
        assert_eq!(quantile_of(&mut [1.0], 1.5), quantile(&[1.0], 1.5));
    }

    #[test]
    fn correlation_needs_variation() {
        assert_eq!(correlation(&[(1.0, 2.0), (2.0, 2.0)]), None);
        assert_eq!(correlation(&[(1.0, 2.0)]), None);
        assert!((correlation(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]).unwrap() - 1.0).abs() < 1e-12);
    }
}
