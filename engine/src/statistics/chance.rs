//! Numbers drawn from a seed: the same in every seat, since only whole numbers are mixed.

/// The generator xoshiro256**, its state filled by SplitMix64.
///
/// Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM Transactions on Mathematical
/// Software 47 (2021), 36; their reference code is in the public domain.
#[derive(Clone, Debug)]
pub struct Chance {
    state: [u64; 4],
}

impl Chance {
    /// Begins from a seed; the same seed gives the same numbers for ever.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut at = seed;
        Self { state: [(); 4].map(|()| split_mix(&mut at)) }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let [_, s1, _, _] = self.state;
        let out = s1.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = s1 << 17;
        self.state[2] ^= self.state[0];
        self.state[3] ^= self.state[1];
        self.state[1] ^= self.state[2];
        self.state[0] ^= self.state[3];
        self.state[2] ^= shifted;
        self.state[3] = self.state[3].rotate_left(45);
        out
    }

    /// A whole number from 0 to below `end`, each as likely; 0 where `end` is 0.
    ///
    /// Source: D. Lemire, "Fast random integer generation in an interval", ACM Transactions on Modeling and Computer
    /// Simulation 29 (2019), 3.
    pub fn below(&mut self, end: u32) -> u32 {
        if end == 0 {
            return 0;
        }
        let least = end.wrapping_neg() % end;
        loop {
            let product = (self.bits() >> 32) * u64::from(end);
            if (product & u64::from(u32::MAX)) >= u64::from(least) {
                return u32::try_from(product >> 32).unwrap_or(0);
            }
        }
    }
}

/// One step of SplitMix64.
///
/// Source: G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
pub(crate) fn split_mix(at: &mut u64) -> u64 {
    *at = at.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *at;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A seed out of a seed and words: each question and figure draws numbers of its own.
///
/// FNV-1a over the bytes, each word ended by a zero byte, then a step of SplitMix64.
#[must_use]
pub fn seed_of(seed: u64, words: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ seed;
    for word in words {
        for byte in word.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    split_mix(&mut hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of SplitMix64 from seed 0 and of the reference code of xoshiro256** from the state 1, 2, 3, 4.
    #[test]
    fn the_published_numbers_come_out() {
        let mut at = 0;
        let first = [(); 3].map(|()| split_mix(&mut at));
        assert_eq!(first, [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]);
        let mut chance = Chance { state: [1, 2, 3, 4] };
        let first = [(); 5].map(|()| chance.bits());
        assert_eq!(first, [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360]);
    }

    #[test]
    fn every_number_below_comes_as_often() {
        let mut chance = Chance::new(7);
        let mut seen = [0_u32; 6];
        for _ in 0..60_000 {
            seen[chance.below(6) as usize] += 1;
        }
        assert!(seen.iter().all(|count| count.abs_diff(10_000) < 400), "{seen:?}");
        assert_eq!(Chance::new(1).below(0), 0);
    }

    #[test]
    fn words_have_ends() {
        assert_ne!(seed_of(1, &["ab", "c"]), seed_of(1, &["a", "bc"]));
        assert_ne!(seed_of(1, &["a"]), seed_of(2, &["a"]));
    }
}
