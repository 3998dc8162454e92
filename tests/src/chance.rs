//! Chance that is the same everywhere: one small generator and the few draws that the files need.
//!
//! A crate would be shorter, but its streams may change between versions, and the committed files would with them.

/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
///
/// ```
/// use esito_tests::chance::Chance;
/// // The first output for seed 0 as published with the reference code.
/// assert_eq!(Chance::new(0).next(), 0xE220_A839_7B1D_CDAF);
/// ```
#[derive(Clone, Debug)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// A stream of its own for each seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    #[expect(clippy::should_implement_trait, reason = "an endless stream of bits is no iterator over items")]
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from 0 up to, but not including, 1: 53 bits of it.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// A whole number from 0 to `below` − 1. The bias of the remainder is under one in 2^40 here.
    pub fn below(&mut self, below: u64) -> u64 {
        self.next() % below
    }

    /// Close to a standard normal: twelve uniforms less six, so that no platform's logarithm enters.
    pub fn normal(&mut self) -> f64 {
        let mut sum = -6.0;
        for _ in 0..12 {
            sum += self.unit();
        }
        sum
    }

    /// A gamma variate with a whole shape: a sum of exponentials.
    pub fn gamma(&mut self, shape: u32, scale: f64) -> f64 {
        let mut sum = 0.0;
        for _ in 0..shape {
            sum -= libm::log(1.0 - self.unit());
        }
        sum * scale
    }
}
