//! Chance that is the same in every seat: a seed in, draws out.

use crate::statistics::chance::split_mix;

/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        split_mix(&mut self.state)
    }

    /// From 0 up to, but not including, 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// A draw of the triangular distribution: most likely `mode`, never outside `low` and `high`.
    pub(crate) fn triangular(&mut self, low: f64, mode: f64, high: f64) -> f64 {
        let unit = self.unit();
        let width = high - low;
        if width <= 0.0 {
            return mode;
        }
        let turn = (mode - low) / width;
        if unit < turn {
            low + (unit * width * (mode - low)).sqrt()
        } else {
            high - ((1.0 - unit) * width * (high - mode)).sqrt()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_published_output_comes_first() {
        // For seed 0, as published with the reference code.
        assert_eq!(Chance::new(0).next(), 0xE220_A839_7B1D_CDAF);
    }

    #[test]
    fn triangles_have_their_mean_and_variance() {
        let mut chance = Chance::new(7);
        let (low, mode, high) = (2.0, 3.0, 7.0);
        let draws: Vec<f64> = (0..100_000).map(|_| chance.triangular(low, mode, high)).collect();
        let n = 100_000.0;
        let mean = draws.iter().sum::<f64>() / n;
        let variance = draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / n;
        // Mean (a + b + c) / 3 = 4, variance (a² + b² + c² − ab − ac − bc) / 18 = 21 / 18.
        assert!((mean - 4.0).abs() < 0.01, "{mean}");
        assert!((variance - 21.0 / 18.0).abs() < 0.02, "{variance}");
        assert!(draws.iter().all(|draw| (low..=high).contains(draw)));
        assert_eq!(chance.triangular(3.0, 3.0, 3.0), 3.0);
    }
}
