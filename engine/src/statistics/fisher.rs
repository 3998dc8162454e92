//! Fisher's exact test of a table of two by two counts.

use super::cannot::{Cannot, finite, proper};
use super::interval::Bounds;

/// The outcome of Fisher's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FisherTest {
    /// The two-sided probability: of all tables with these margins no likelier than the one seen.
    pub p: f64,
    /// The conditional estimate of the odds ratio; 0 or ∞ at the ends.
    pub odds: f64,
    /// Its exact interval.
    pub bounds: Bounds,
}

/// The counts that the first cell can take under the table's margins, with the logarithms of their probabilities.
struct Margins {
    logs: Vec<(f64, f64)>,
    seen: f64,
}

/// Fisher's exact test of `[[a, b], [c, d]]`.
///
/// Errors: counts below zero or not whole; a table of nothing.
/// Source: R. A. Fisher, Statistical Methods for Research Workers (1935), 21.02; the estimate and interval as in R's
/// `fisher.test`, from the noncentral hypergeometric distribution.
pub fn fisher(table: [[f64; 2]; 2], level: f64) -> Result<FisherTest, Cannot> {
    let [[a, b], [c, d]] = table;
    finite(&[a, b, c, d])?;
    proper(level)?;
    if [a, b, c, d].iter().any(|count| *count < 0.0) {
        return Err(Cannot::NegativeCount);
    }
    if [a, b, c, d].iter().any(|count| count.fract() != 0.0) {
        return Err(Cannot::NotWhole);
    }
    if a + b + c + d == 0.0 {
        return Err(Cannot::NoObservations);
    }
    let (least, most) = ((a - d).max(0.0), (a + b).min(a + c));
    let choose = |n: f64, k: f64| libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
    let mut logs = Vec::new();
    let mut count = least;
    while count <= most {
        logs.push((count, choose(a + c, count) + choose(b + d, a + b - count)));
        count += 1.0;
    }
    let margins = Margins { logs, seen: a };
    let densities = margins.densities(0.0);
    let own = densities.iter().find(|(count, _)| *count == a).map_or(0.0, |(_, density)| *density);
    let likely =
        densities.iter().map(|(_, density)| *density).filter(|density| *density <= own * (1.0 + 1e-7));
    let p = likely.sum::<f64>().min(1.0);
    let outside = (1.0 - level) / 2.0;
    let at_least = |odds| margins.share(odds, |count| count >= a);
    let at_most = |odds| margins.share(odds, |count| count <= a);
    let odds = if a == least {
        0.0
    } else if a == most {
        f64::INFINITY
    } else {
        margins.solve(|odds| margins.mean(odds) - margins.seen)
    };
    let low = if a == least { 0.0 } else { margins.solve(|odds| at_least(odds) - outside) };
    let high = if a == most { f64::INFINITY } else { margins.solve(|odds| outside - at_most(odds)) };
    Ok(FisherTest { p, odds, bounds: Bounds { low, high } })
}

impl Margins {
    /// The probabilities of the counts under an odds ratio given by its logarithm.
    fn densities(&self, log_odds: f64) -> Vec<(f64, f64)> {
        let at = |(count, log): &(f64, f64)| (*count, log + count * log_odds);
        let raised: Vec<(f64, f64)> = self.logs.iter().map(at).collect();
        let top = raised.iter().map(|one| one.1).fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<(f64, f64)> =
            raised.iter().map(|(count, log)| (*count, libm::exp(log - top))).collect();
        let all: f64 = weights.iter().map(|one| one.1).sum();
        weights.into_iter().map(|(count, weight)| (count, weight / all)).collect()
    }

    fn mean(&self, log_odds: f64) -> f64 {
        self.densities(log_odds).iter().map(|(count, density)| count * density).sum()
    }

    fn share(&self, log_odds: f64, counts: impl Fn(f64) -> bool) -> f64 {
        self.densities(log_odds).iter().filter(|one| counts(one.0)).map(|one| one.1).sum()
    }

    /// The odds ratio at which a function that rises with its logarithm is zero.
    fn solve(&self, value: impl Fn(f64) -> f64) -> f64 {
        let (mut low, mut high) = (-700.0, 700.0);
        for _ in 0..200 {
            let half = 0.5 * (low + high);
            if value(half) < 0.0 { low = half } else { high = half }
        }
        libm::exp(0.5 * (low + high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_faults_are_said() {
        let end = fisher([[0.0, 4.0], [4.0, 0.0]], 0.95).unwrap();
        assert_eq!((end.odds, end.bounds.low), (0.0, 0.0));
        // One table of C(8, 4) = 70, and its mirror.
        assert!((end.p - 2.0 / 70.0).abs() < 1e-12);
        assert_eq!(fisher([[0.0; 2]; 2], 0.95), Err(Cannot::NoObservations));
        assert_eq!(fisher([[-1.0, 1.0], [1.0, 1.0]], 0.95), Err(Cannot::NegativeCount));
        assert_eq!(fisher([[0.5, 1.0], [1.0, 1.0]], 0.95), Err(Cannot::NotWhole));
    }
}
