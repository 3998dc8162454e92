//! Chance that can be drawn again: the same seed gives the same numbers in every seat.
//!
//! Nothing here asks the machine for anything. A stream is named by a seed and three numbers, so that a draw of the
//! simulation is the same whatever was drawn before it and however many steps it is cut into.

use crate::statistics::chance::split_mix;

/// A stream of random numbers.
///
/// Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM Transactions on
/// Mathematical Software 47 (2021): xoshiro256++, its state filled by SplitMix64 (G. Steele, D. Lea and C. Flood,
/// OOPSLA 2014).
#[derive(Clone, Debug)]
pub struct Chance {
    state: [u64; 4],
}

impl Chance {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut at = seed;
        Self { state: [(); 4].map(|()| split_mix(&mut at)) }
    }

    /// The stream of a seed, a factor, a side and a draw.
    pub(crate) fn of(seed: u64, factor: u64, side: u64, draw: u64) -> Self {
        let mut at = seed;
        let mut mixed = split_mix(&mut at);
        for part in [factor, side, draw] {
            at = mixed ^ part;
            mixed = split_mix(&mut at);
        }
        Self::new(mixed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let out = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        out
    }

    /// A number from 0 (included) to 1 (not included), of 53 bits.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * UNIT
    }

    /// A whole number below `of`, all equally likely but for less than `of / 2^53`; 0 of none.
    pub fn below(&mut self, of: usize) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below a length")]
        let at = (self.unit() * of as f64) as usize;
        at.min(of.saturating_sub(1))
    }

    /// A draw from the gamma distribution of this shape and scale 1; 0 for a shape that is not positive.
    ///
    /// Source: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM Transactions on
    /// Mathematical Software 26 (2000), 363–372.
    pub fn gamma(&mut self, shape: f64, normal: &Normal) -> f64 {
        if shape.is_nan() || shape <= 0.0 {
            return 0.0;
        }
        if shape < 1.0 {
            let boost = libm::pow(1.0 - self.unit(), 1.0 / shape);
            return self.gamma(shape + 1.0, normal) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = normal.draw(self);
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let u = 1.0 - self.unit();
            let square = x * x;
            if u < 1.0 - 0.0331 * square * square
                || libm::log(u) < 0.5 * square + d * (1.0 - v + libm::log(v))
            {
                return d * v;
            }
        }
    }
}

const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;

/// Layers of the ziggurat.
const LAYERS: usize = 128;
/// Where the tail begins, and the area of a layer.
const TAIL: f64 = 3.442_619_855_899;
const AREA: f64 = 9.912_563_035_262_17e-3;

/// Draws from the standard normal distribution, by a table that is made once.
///
/// Source: G. Marsaglia and W. W. Tsang, "The ziggurat method for generating random variables", Journal of Statistical
/// Software 5 (2000), in the form of J. A. Doornik, "An improved ziggurat method to generate normal random samples"
/// (2005).
#[derive(Clone, Debug)]
pub struct Normal {
    edges: [f64; LAYERS + 1],
    ratios: [f64; LAYERS],
}

impl Default for Normal {
    fn default() -> Self {
        let mut edges = [0.0; LAYERS + 1];
        let mut density = libm::exp(-0.5 * TAIL * TAIL);
        edges[0] = AREA / density;
        edges[1] = TAIL;
        for at in 2..LAYERS {
            edges[at] = (-2.0 * libm::log(AREA / edges[at - 1] + density)).sqrt();
            density = libm::exp(-0.5 * edges[at] * edges[at]);
        }
        let mut ratios = [0.0; LAYERS];
        for at in 0..LAYERS {
            ratios[at] = edges[at + 1] / edges[at];
        }
        Self { edges, ratios }
    }
}

impl Normal {
    /// A draw.
    pub fn draw(&self, chance: &mut Chance) -> f64 {
        loop {
            // The layer comes from the lowest bits, the place in it from the highest 53.
            let bits = chance.bits();
            let layer = (bits & 127) as usize;
            let u = 2.0 * ((bits >> 11) as f64 * UNIT) - 1.0;
            if u.abs() < self.ratios[layer] {
                return u * self.edges[layer];
            }
            if let Some(x) = self.beyond(layer, u, chance) {
                return x;
            }
        }
    }

    /// The one draw in a hundred that falls outside the layer's rectangle.
    #[cold]
    fn beyond(&self, layer: usize, u: f64, chance: &mut Chance) -> Option<f64> {
        if layer == 0 {
            loop {
                let x = libm::log(1.0 - chance.unit()) / TAIL;
                let y = libm::log(1.0 - chance.unit());
                if -2.0 * y >= x * x {
                    return Some(if u < 0.0 { x - TAIL } else { TAIL - x });
                }
            }
        }
        let x = u * self.edges[layer];
        let outer = libm::exp(-0.5 * (self.edges[layer] * self.edges[layer] - x * x));
        let inner = libm::exp(-0.5 * (self.edges[layer + 1] * self.edges[layer + 1] - x * x));
        (inner + chance.unit() * (outer - inner) < 1.0).then_some(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The authors' own code (prng.di.unimi.it, xoshiro256plusplus.c) with the state 1, 2, 3, 4, as the tests of the
    /// crate rand_xoshiro have it; SplitMix64 from the state 1477776061723855037 likewise.
    #[test]
    fn streams_of_the_authors() {
        let mut chance = Chance { state: [1, 2, 3, 4] };
        let expected = [
            41943041,
            58720359,
            3588806011781223,
            3591011842654386,
            9228616714210784205,
            9973669472204895162,
            14011001112246962877,
            12406186145184390807,
            15849039046786891736,
            10450023813501588000,
        ];
        for bits in expected {
            assert_eq!(chance.bits(), bits);
        }
        let mut at = 1477776061723855037;
        let expected: [u64; 3] = [1985237415132408290, 2979275885539914483, 13511426838097143398];
        for bits in expected {
            assert_eq!(split_mix(&mut at), bits);
        }
    }

    fn moments(draw: impl FnMut(usize) -> f64) -> (f64, f64, f64, f64) {
        let n = 400_000;
        let values: Vec<f64> = (0..n).map(draw).collect();
        let n = f64::from(n as u32);
        let mean = values.iter().sum::<f64>() / n;
        let of = |p: i32| {
            let power = |x: f64| (0..p).fold(1.0, |product, _| product * x);
            values.iter().map(|x| power(x - mean)).sum::<f64>() / n
        };
        (mean, of(2), of(3) / (of(2) * of(2).sqrt()), of(4) / (of(2) * of(2)))
    }

    #[test]
    fn normal_draws_are_normal() {
        let (normal, mut chance) = (Normal::default(), Chance::new(7));
        let (mut beyond, mut above) = (0, 0);
        let (mean, variance, skewness, kurtosis) = moments(|_| {
            let x = normal.draw(&mut chance);
            beyond += u32::from(x.abs() > 1.959_963_984_540_054);
            above += u32::from(x.abs() > TAIL);
            x
        });
        // Four standard errors: 1, √2, √6, √24 over √400000.
        assert!(mean.abs() < 0.0064 && (variance - 1.0).abs() < 0.009, "{mean} {variance}");
        assert!(skewness.abs() < 0.0155 && (kurtosis - 3.0).abs() < 0.031, "{skewness} {kurtosis}");
        assert!((f64::from(beyond) / 400_000.0 - 0.05).abs() < 4.0 * (0.05 * 0.95 / 400_000.0_f64).sqrt());
        // P(|Z| > 3.4426) = 5.762e-4, 230 of 400,000; four standard errors are 61.
        assert!((f64::from(above) - 230.5).abs() < 61.0, "{above}");
    }

    #[test]
    fn gamma_draws_have_their_mean_and_variance() {
        let normal = Normal::default();
        for shape in [0.3, 1.0, 4.0, 60.0] {
            let mut chance = Chance::new(11);
            let (mean, variance, skewness, kurtosis) = moments(|_| chance.gamma(shape, &normal));
            let error = (shape / 400_000.0_f64).sqrt();
            assert!((mean - shape).abs() < 4.0 * error, "{shape}: {mean}");
            let spread = ((kurtosis - 1.0) / 400_000.0).sqrt();
            assert!((variance / shape - 1.0).abs() < 4.0 * spread, "{shape}: {variance}");
            assert!((skewness - 2.0 / shape.sqrt()).abs() < 0.25, "{shape}: {skewness}");
        }
        assert_eq!(Chance::new(1).gamma(0.0, &normal), 0.0);
    }

    #[test]
    fn streams_are_their_own() {
        let first = |mut chance: Chance| chance.bits();
        let all: Vec<u64> =
            [(1, 0, 0, 0), (2, 0, 0, 0), (1, 1, 0, 0), (1, 0, 1, 0), (1, 0, 0, 1), (1, 1, 1, 1)]
                .into_iter()
                .map(|(seed, factor, side, draw)| first(Chance::of(seed, factor, side, draw)))
                .collect();
        for (at, bits) in all.iter().enumerate() {
            assert!(!all[..at].contains(bits));
        }
        assert_eq!(Chance::new(3).below(0), 0);
        let mut chance = Chance::new(3);
        assert!((0..1000).all(|_| chance.below(3) < 3));
    }
}
