//! Weights: from equal shares, from people's judgements, and what the data say about them.

use super::matrix::number;

/// Weights as shares of one; a negative weight counts as none. Nothing where none is positive.
#[must_use]
pub fn shares(weights: &[f64]) -> Option<Vec<f64>> {
    let clean: Vec<f64> = weights.iter().map(|w| if w.is_finite() { w.max(0.0) } else { 0.0 }).collect();
    let total: f64 = clean.iter().sum();
    (total > 0.0).then(|| clean.iter().map(|weight| weight / total).collect())
}

/// Weights from a budget that each expert spreads over the indicators: the mean of their shares.
///
/// An expert who gives nothing is left out; nothing where all do.
/// Source: OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 6: budget allocation.
#[must_use]
pub fn budget(experts: &[Vec<f64>]) -> Option<Vec<f64>> {
    let spread: Vec<Vec<f64>> = experts.iter().filter_map(|points| shares(points)).collect();
    let items = spread.iter().map(Vec::len).max()?;
    let mean = |item: usize| {
        spread.iter().map(|points| points.get(item).copied().unwrap_or(0.0)).sum::<f64>()
            / number(spread.len())
    };
    Some((0..items).map(mean).collect())
}

/// Weights from judgements in pairs, and how far these contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The weights, adding up to one.
    pub weights: Vec<f64>,
    /// The greatest eigenvalue of the judgements.
    pub eigenvalue: f64,
    /// The consistency ratio; above 0.1 the judgements should be looked at again.
    pub inconsistency: f64,
}

/// Mean consistency index of random judgements for 1 to 15 items.
/// Source: T. L. Saaty, *The Analytic Hierarchy Process* (McGraw-Hill, 1980).
const RANDOM: [f64; 15] =
    [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/// The analytic hierarchy process: `judgements[i][j]` says how many times as important `i` is as `j`.
///
/// Only the upper triangle is read; the lower one is its reciprocal and the diagonal one.
/// Missing: without items, of more than fifteen, or where a judgement is not positive.
/// Formula: weights are the principal eigenvector; `CI = (λ − n) / (n − 1)`, `CR = CI / RI`.
/// Source: T. L. Saaty (1980).
///
/// ```
/// use esito_engine::compare::judge;
/// let judged = judge(&[vec![1.0, 2.0, 6.0], vec![0.5, 1.0, 3.0], vec![1.0 / 6.0, 1.0 / 3.0, 1.0]]).unwrap();
/// assert!((judged.weights[0] - 0.6).abs() < 1e-9 && judged.inconsistency.abs() < 1e-9);
/// ```
#[must_use]
pub fn judge(judgements: &[Vec<f64>]) -> Option<Judged> {
    let n = judgements.len();
    if n == 0 || n > RANDOM.len() {
        return None;
    }
    let mut matrix = vec![vec![1.0; n]; n];
    for (i, row) in judgements.iter().enumerate() {
        // A row that ends too early lacks a judgement.
        let upper = row.get(i + 1..n)?;
        for (judgement, j) in upper.iter().zip(i + 1..) {
            let good = judgement.is_finite() && *judgement > 0.0;
            (matrix[i][j], matrix[j][i]) = good.then_some((*judgement, 1.0 / judgement))?;
        }
    }
    let mut weights = vec![1.0 / number(n); n];
    let mut eigenvalue = number(n);
    for _ in 0..1000 {
        let product: Vec<f64> =
            matrix.iter().map(|row| row.iter().zip(&weights).map(|(a, w)| a * w).sum()).collect();
        let total: f64 = product.iter().sum();
        let next: Vec<f64> = product.iter().map(|p| p / total).collect();
        let moved: f64 = next.iter().zip(&weights).map(|(a, b)| (a - b).abs()).sum();
        (weights, eigenvalue) = (next, total);
        if moved < 1e-15 {
            break;
        }
    }
    let index = if n > 1 { (eigenvalue - number(n)) / number(n - 1) } else { 0.0 };
    let random = RANDOM[n - 1];
    let inconsistency = if random > 0.0 { index / random } else { 0.0 };
    Some(Judged { weights, eigenvalue, inconsistency })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saaty's example of four items, worked out by power iteration elsewhere: λ = 4.0875 for
    /// 1 3 5 7 / 1/3 1 3 5 / 1/5 1/3 1 3 / 1/7 1/5 1/3 1, with weights 0.5650, 0.2622, 0.1175, 0.0553 (CR 0.04).
    #[test]
    fn judgements_that_contradict_each_other_a_little() {
        let upper =
            [vec![1.0, 3.0, 5.0, 7.0], vec![0.0, 1.0, 3.0, 5.0], vec![0.0, 0.0, 1.0, 3.0], vec![0.0; 4]];
        let judged = judge(&upper).unwrap();
        let sum: f64 = judged.weights.iter().sum();
        assert!((sum - 1.0).abs() < 1e-12);
        // The eigenvector's own equation, checked on the whole matrix.
        let at = |i: usize, j: usize| match i.cmp(&j) {
            std::cmp::Ordering::Less => upper[i][j],
            std::cmp::Ordering::Equal => 1.0,
            std::cmp::Ordering::Greater => 1.0 / upper[j][i],
        };
        for i in 0..4 {
            let product: f64 = (0..4).map(|j| at(i, j) * judged.weights[j]).sum();
            assert!((product - judged.eigenvalue * judged.weights[i]).abs() < 1e-9);
        }
        for (found, expected) in judged.weights.iter().zip([0.565, 0.262, 0.118, 0.055]) {
            assert!((found - expected).abs() < 0.001, "{judged:?}");
        }
        assert!((judged.inconsistency - (judged.eigenvalue - 4.0) / 3.0 / 0.9).abs() < 1e-12);
        assert!(judged.inconsistency > 0.03 && judged.inconsistency < 0.05);
    }

    #[test]
    fn judgements_that_cannot_be_used() {
        assert_eq!(judge(&[]), None);
        assert_eq!(judge(&[vec![1.0, 0.0], vec![1.0, 1.0]]), None);
        assert_eq!(judge(&[vec![1.0], vec![1.0]]), None);
        assert_eq!(judge(&[vec![1.0]]).unwrap().weights, [1.0]);
        assert_eq!(judge(&vec![vec![1.0; 16]; 16]), None);
    }

    #[test]
    fn budgets_are_averaged_as_shares() {
        assert_eq!(budget(&[vec![50.0, 50.0], vec![0.0, 10.0], vec![0.0, 0.0]]), Some(vec![0.25, 0.75]));
        assert_eq!(budget(&[vec![0.0]]), None);
        assert_eq!(shares(&[-1.0, 1.0, f64::NAN]), Some(vec![0.0, 1.0, 0.0]));
        assert_eq!(shares(&[0.0, 0.0]), None);
    }
}
