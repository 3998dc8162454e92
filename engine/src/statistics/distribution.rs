//! Probabilities and quantiles of the normal, Student's t and the binomial distribution.

use super::special::{Tails, beta_quantile, incomplete_beta};

/// The probability below z and above it under the normal curve.
#[must_use]
pub fn normal(z: f64) -> Tails {
    let half = |z: f64| 0.5 * libm::erfc(z / std::f64::consts::SQRT_2);
    Tails { lower: half(-z), upper: half(z) }
}

/// The quantile of the normal distribution; −∞ at 0 and ∞ at 1.
///
/// Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37
/// (1988), 477–484 (PPND16).
#[must_use]
pub fn normal_quantile(probability: f64) -> f64 {
    let q = probability - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE);
    }
    let tail = if q < 0.0 { probability } else { 1.0 - probability };
    if tail <= 0.0 {
        return if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = (-libm::log(tail)).sqrt();
    let value = if r <= 5.0 { ratio(r - 1.6, &MIDDLE) } else { ratio(r - 5.0, &TAIL) };
    if q < 0.0 { -value } else { value }
}

fn ratio(r: f64, [above, below]: &[[f64; 8]; 2]) -> f64 {
    let value = |coefficients: &[f64; 8]| coefficients.iter().rev().fold(0.0, |sum, next| sum * r + next);
    value(above) / value(below)
}

#[expect(clippy::excessive_precision, reason = "as printed in the source")]
const CENTRE: [[f64; 8]; 2] = [
    [
        3.3871328727963666080e0,
        1.3314166789178437745e+2,
        1.9715909503065514427e+3,
        1.3731693765509461125e+4,
        4.5921953931549871457e+4,
        6.7265770927008700853e+4,
        3.3430575583588128105e+4,
        2.5090809287301226727e+3,
    ],
    [
        1.0,
        4.2313330701600911252e+1,
        6.8718700749205790830e+2,
        5.3941960214247511077e+3,
        2.1213794301586595867e+4,
        3.9307895800092710610e+4,
        2.8729085735721942674e+4,
        5.2264952788528545610e+3,
    ],
];
#[expect(clippy::excessive_precision, reason = "as printed in the source")]
const MIDDLE: [[f64; 8]; 2] = [
    [
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ],
    [
        1.0,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ],
];
#[expect(clippy::excessive_precision, reason = "as printed in the source")]
const TAIL: [[f64; 8]; 2] = [
    [
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ],
    [
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ],
];

/// z such that the normal curve holds this share around its middle: 1.96 for 0.95.
#[must_use]
pub fn normal_width(level: f64) -> f64 {
    normal_quantile(0.5 + level / 2.0)
}

/// The probability below t and above it under Student's distribution with so many degrees of freedom.
#[must_use]
pub fn student(t: f64, degrees: f64) -> Tails {
    let square = t * t;
    let tail = 0.5
        * incomplete_beta(0.5 * degrees, 0.5, degrees / (degrees + square), square / (degrees + square))
            .lower;
    if t < 0.0 { Tails { lower: tail, upper: 1.0 - tail } } else { Tails { lower: 1.0 - tail, upper: tail } }
}

/// t such that Student's distribution holds this share around its middle: 2.262 for 0.95 and nine degrees.
#[must_use]
pub fn student_width(level: f64, degrees: f64) -> f64 {
    let outside = 1.0 - level;
    let x = beta_quantile(0.5 * degrees, 0.5, Tails { lower: outside, upper: level });
    if x < 0.5 {
        return (degrees * (1.0 - x) / x).sqrt();
    }
    let y = beta_quantile(0.5, 0.5 * degrees, Tails { lower: level, upper: outside });
    (degrees * y / (1.0 - y)).sqrt()
}

/// The probability of at most k and of more than k successes in n trials.
#[must_use]
pub fn binomial(k: u64, n: u64, share: f64) -> Tails {
    if k >= n {
        return Tails { lower: 1.0, upper: 0.0 };
    }
    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 trials")]
    let (k, n) = (k as f64, n as f64);
    incomplete_beta(n - k, k + 1.0, 1.0 - share, share)
}

#[cfg(test)]
#[allow(clippy::excessive_precision, reason = "as mpmath prints them")]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found:e} is not {expected:e}");
    }

    /// mpmath 1.3.0 at 40 digits: `sqrt(2)*erfinv(2p-1)`.
    #[test]
    fn normal_quantiles_agree_with_mpmath() {
        for (p, z) in NORMAL {
            close(normal_quantile(p), z);
            close(normal(z).lower, p);
        }
        close(normal_width(0.95), 1.959_963_984_540_054_2);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
    }

    /// mpmath 1.3.0 at 40 digits: the t with `betainc(d/2, 1/2, 0, d/(d+t²), regularized=True)` = 1 − level.
    #[test]
    fn student_quantiles_agree_with_mpmath() {
        for (level, degrees, t) in STUDENT {
            close(student_width(level, degrees), t);
            close(student(-t, degrees).lower, (1.0 - level) / 2.0);
        }
    }

    /// Exact fractions: 10 trials at one half.
    #[test]
    fn binomial_tails_are_exact() {
        close(binomial(1, 10, 0.5).lower, 11.0 / 1024.0);
        close(binomial(8, 10, 0.5).upper, 11.0 / 1024.0);
        assert_eq!(binomial(10, 10, 0.5).lower, 1.0);
    }

    const NORMAL: [(f64, f64); 10] = [
        (1e-300, -37.047096299361199),
        (1e-20, -9.2623400897984076),
        (1e-06, -4.753424308822899),
        (0.005, -2.5758293035489008),
        (0.025, -1.9599639845400542),
        (0.1, -1.2815515655446004),
        (0.42, -0.20189347914185089),
        (0.75, 0.67448975019608174),
        (0.975, 1.9599639845400539),
        (0.9999, 3.7190164854557084),
    ];

    const STUDENT: [(f64, f64, f64); 8] = [
        (0.95, 1.0, 12.706204736174693),
        (0.95, 2.0, 4.3026527297494618),
        (0.99, 3.0, 5.8409093097333554),
        (0.95, 9.0, 2.262157162798205),
        (0.95, 17.776, 2.1028213103802212),
        (0.9, 30.0, 1.697260886593958),
        (0.95, 1000.0, 1.9623390808264081),
        (0.5, 5.0, 0.72668684380042265),
    ];
}
