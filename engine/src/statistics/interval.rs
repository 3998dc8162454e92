//! Intervals at 95 %.

/// The 0.975 quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's score interval for a share of successes, without continuity correction.
///
/// Formula: `(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)`.
/// Units: shares of 0 to 1. Missing: out of nothing, or more successes than trials.
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22 (1927), 209–212.
pub(crate) fn wilson(successes: f64, trials: f64) -> Option<(f64, f64)> {
    if trials <= 0.0 || successes < 0.0 || successes > trials {
        return None;
    }
    let share = successes / trials;
    let spread = Z * Z / trials;
    let middle = share + spread / 2.0;
    let half = Z * (share * (1.0 - share) / trials + spread / (4.0 * trials)).sqrt();
    let scale = 1.0 + spread;
    // At the ends the formula gives 0 and 1 but for the last digits.
    let low = if successes == 0.0 { 0.0 } else { (middle - half) / scale };
    let high = if successes == trials { 1.0 } else { (middle + half) / scale };
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    /// statsmodels 0.15.0, `proportion_confint(count, nobs, method="wilson")`.
    #[test]
    fn agrees_with_statsmodels() {
        let cases = [
            (0.0, 10.0, 0.0, 0.2775327998628892),
            (1.0, 10.0, 0.017876213095072896, 0.4041500267952385),
            (9.0, 29.0, 0.17275616744483216, 0.4923013423309317),
            (10.0, 50.0, 0.1124375001577611, 0.3303710593222542),
            (10.0, 100.0, 0.0552291370606751, 0.17436566150491345),
            (2.0, 263.0, 0.002087928633458901, 0.027298280148899935),
            (100.0, 263.0, 0.323681747928239, 0.44022300555936167),
        ];
        for (successes, trials, low, high) in cases {
            let found = wilson(successes, trials).unwrap();
            assert!((found.0 - low).abs() < 1e-12 && (found.1 - high).abs() < 1e-12, "{found:?}");
        }
        assert_eq!(wilson(3.0, 2.0), None);
        assert_eq!(wilson(0.0, 0.0), None);
    }
}
