//! Incomplete gamma and beta functions and their inverses, through `libm`.
//!
//! What the quantiles of t, chi-squared, binomial and Poisson are made of. Both tails are given, so that the small
//! one keeps its digits.

use libm::{exp, lgamma, log, log1p};

/// ln √(2π).
const LN_ROOT_TWO_PI: f64 = 0.918_938_533_204_672_8;
/// Far more steps than any continued fraction or series here needs for counts below 10^12.
const MOST_STEPS: u32 = 20_000_000;
const TINY: f64 = 1e-300;

/// A probability below a point and above it; together 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// The probability of at most this.
    pub lower: f64,
    /// The probability of more than this.
    pub upper: f64,
}

impl Tails {
    fn from_lower(lower: f64) -> Self {
        let lower = lower.clamp(0.0, 1.0);
        Self { lower, upper: 1.0 - lower }
    }

    fn from_upper(upper: f64) -> Self {
        let upper = upper.clamp(0.0, 1.0);
        Self { lower: 1.0 - upper, upper }
    }
}

/// What Stirling's formula leaves out of ln Γ(n + 1).
///
/// Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
fn stirling_error(n: f64) -> f64 {
    if n <= 16.0 {
        return lgamma(n + 1.0) - (n + 0.5) * log(n) + n - LN_ROOT_TWO_PI;
    }
    let square = n * n;
    let tail = 1.0 / 1188.0 / square;
    let tail = (1.0 / 1680.0 - tail) / square;
    let tail = (1.0 / 1260.0 - tail) / square;
    let tail = (1.0 / 360.0 - tail) / square;
    (1.0 / 12.0 - tail) / n
}

/// `x ln(x/m) + m − x` without cancellation where x is near m (Loader's deviance).
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() < 0.1 * (x + m) {
        let v = (x - m) / (x + m);
        let mut sum = (x - m) * v;
        let mut term = 2.0 * x * v;
        for step in 1..1000_u32 {
            term *= v * v;
            let next = sum + term / f64::from(2 * step + 1);
            if next.to_bits() == sum.to_bits() {
                return next;
            }
            sum = next;
        }
        return sum;
    }
    x * log(x / m) + m - x
}

/// `x^a e^(−x) / Γ(a + 1)`: a Poisson probability, for any a of 0 or more.
pub(crate) fn poisson_density(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return if a == 0.0 { 1.0 } else { 0.0 };
    }
    if a == 0.0 {
        return exp(-x);
    }
    exp(-stirling_error(a) - deviance(a, x) - LN_ROOT_TWO_PI - 0.5 * log(a))
}

/// `Γ(a+b+1) / (Γ(a+1) Γ(b+1)) x^a y^b` where x + y = 1: a binomial probability, for any a and b of 0 or more.
pub(crate) fn binomial_density(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    if a == 0.0 {
        return if y >= 1.0 { 1.0 } else { exp(n * if y > 0.9 { log1p(-x) } else { log(y) }) };
    }
    if b == 0.0 {
        return if x >= 1.0 { 1.0 } else { exp(n * if x > 0.9 { log1p(-y) } else { log(x) }) };
    }
    if x <= 0.0 || y <= 0.0 {
        return 0.0;
    }
    let error = stirling_error(n) - stirling_error(a) - stirling_error(b);
    let far = deviance(a, n * x) + deviance(b, n * y);
    exp(error - far - LN_ROOT_TWO_PI + 0.5 * (log(n) - log(a) - log(b)))
}

/// The regularised incomplete gamma functions P(a, x) and Q(a, x); a above 0.
///
/// Source: W. H. Press et al., Numerical Recipes, 3rd edition (2007), 6.2: series below a + 1, continued fraction
/// above; the factor before them by Loader's saddle point.
#[must_use]
pub fn incomplete_gamma(a: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    if x < a + 1.0 {
        let (mut term, mut sum, mut at) = (1.0, 1.0, a);
        for _ in 0..MOST_STEPS {
            at += 1.0;
            term *= x / at;
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        return Tails::from_lower(sum * poisson_density(a, x));
    }
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for step in 1..MOST_STEPS {
        let i = f64::from(step);
        let an = -i * (i - a);
        b += 2.0;
        d = nonzero(an * d + b);
        c = nonzero(b + an / c);
        d = 1.0 / d;
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    Tails::from_upper(h * a * poisson_density(a, x))
}

/// The regularised incomplete beta function I_x(a, b) and 1 − I_x(a, b), where y is 1 − x; a and b above 0.
///
/// Source: Numerical Recipes, 6.4: Lentz's continued fraction; the factor before it by Loader's saddle point.
#[must_use]
pub fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    if y <= 0.0 {
        return Tails { lower: 1.0, upper: 0.0 };
    }
    let factor = a * b / (a + b) * binomial_density(a, b, x, y);
    if x < (a + 1.0) / (a + b + 2.0) {
        Tails::from_lower(factor * beta_fraction(a, b, x) / a)
    } else {
        Tails::from_upper(factor * beta_fraction(b, a, y) / b)
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for step in 1..MOST_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / nonzero(1.0 + even * d);
        c = nonzero(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / nonzero(1.0 + odd * d);
        c = nonzero(1.0 + odd / c);
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

fn nonzero(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

/// The x with P(a, x) = lower; `tails` are the probability below x and above it.
#[must_use]
pub fn gamma_quantile(a: f64, tails: Tails) -> f64 {
    if tails.lower <= 0.0 {
        return 0.0;
    }
    if tails.upper <= 0.0 {
        return f64::INFINITY;
    }
    let mut high = a.max(1.0);
    while incomplete_gamma(a, high).upper > tails.upper {
        high *= 2.0;
    }
    solve(0.0, high, |x| (gap(incomplete_gamma(a, x), tails), a / x * poisson_density(a, x)))
}

/// The x with I_x(a, b) = lower; `tails` are the probability below x and above it.
#[must_use]
pub fn beta_quantile(a: f64, b: f64, tails: Tails) -> f64 {
    if tails.lower <= 0.0 {
        return 0.0;
    }
    if tails.upper <= 0.0 {
        return 1.0;
    }
    solve(0.0, 1.0, |x| {
        let y = 1.0 - x;
        let density = a * b / (a + b) * binomial_density(a, b, x, y) / (x * y);
        (gap(incomplete_beta(a, b, x, y), tails), density)
    })
}

/// How far a probability is from the wanted one, measured in the smaller tail.
fn gap(found: Tails, wanted: Tails) -> f64 {
    if wanted.lower <= wanted.upper { found.lower - wanted.lower } else { wanted.upper - found.upper }
}

/// The root of a rising function between two points: Newton's steps while they stay inside, halves otherwise.
fn solve(mut low: f64, mut high: f64, value_and_slope: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut x = 0.5 * (low + high);
    for _ in 0..400 {
        let (value, slope) = value_and_slope(x);
        if value == 0.0 {
            return x;
        }
        if value < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = x - value / slope;
        let inside = newton > low && newton < high;
        let next = if inside {
            newton
        } else if low == 0.0 {
            // Small roots are found in their own order of magnitude.
            high * 0.1
        } else {
            0.5 * (low + high)
        };
        if (next - x).abs() <= 1e-16 * x.abs() || next.to_bits() == x.to_bits() {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
#[allow(clippy::excessive_precision, reason = "as mpmath prints them")]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() <= 1e-12 * expected.abs().max(1e-300),
            "{found:e} is not {expected:e}"
        );
    }

    /// mpmath 1.3.0 at 40 digits: `gammainc(a, 0, x, regularized=True)` and its complement.
    #[test]
    fn gamma_agrees_with_mpmath() {
        for (a, x, lower, upper) in GAMMA {
            let found = incomplete_gamma(a, x);
            close(found.lower.min(found.upper), lower.min(upper));
            assert!((found.lower - lower).abs() < 1e-13, "{a} {x}");
            if lower.min(upper) > 1e-250 {
                close(gamma_quantile(a, Tails { lower, upper }), x);
            }
        }
    }

    /// mpmath 1.3.0 at 40 digits: `betainc(a, b, 0, x, regularized=True)` and its complement.
    #[test]
    fn beta_agrees_with_mpmath() {
        for (a, b, x, lower, upper) in BETA {
            let found = incomplete_beta(a, b, x, 1.0 - x);
            close(found.lower.min(found.upper), lower.min(upper));
            close(beta_quantile(a, b, Tails { lower, upper }), x);
        }
    }

    const GAMMA: [(f64, f64, f64, f64); 10] = [
        (0.5, 0.3, 0.56142197391900014, 0.43857802608099986),
        (1.0, 0.001, 0.00099950016662500835, 0.99900049983337499),
        (1.0, 2.5, 0.9179150013761012, 0.082084998623898795),
        (3.0, 0.6186721, 0.024999997639754092, 0.97500000236024591),
        (10.0, 4.795389, 0.025000009283780428, 0.97499999071621957),
        (11.0, 18.39, 0.97499552446746418, 0.025004475532535824),
        (100.0, 80.25, 0.018376468563520128, 0.98162353143647987),
        (100.0, 125.5, 0.99165303145941709, 0.0083469685405829143),
        (1000.5, 1100.0, 0.99888409656760597, 0.001115903432394033),
        (123456.0, 123000.0, 0.097065473355232912, 0.90293452664476709),
    ];

    const BETA: [(f64, f64, f64, f64, f64); 12] = [
        (0.5, 10.5, 4.789e-05, 0.024999886974504554, 0.97500011302549545),
        (0.5, 0.5, 0.3, 0.36901011956554538, 0.63098988043445462),
        (1.0, 263.0, 0.0139, 0.97481092817686252, 0.025189071823137478),
        (2.0, 9.0, 0.445, 0.97499418983094837, 0.025005810169051629),
        (5.0, 6.0, 0.18, 0.02132294789983205, 0.97867705210016795),
        (10.5, 90.5, 0.05, 0.018188229560353757, 0.98181177043964624),
        (100.0, 164.0, 0.4419, 0.98152732099310371, 0.018472679006896287),
        (50.5, 50.5, 0.5, 0.5, 0.5),
        (9.0, 2.0, 0.995, 0.99890460938364988, 0.0010953906163501248),
        (30.25, 0.5, 0.97, 0.17640483012969273, 0.82359516987030727),
        (5000.0, 7000.0, 0.41, 0.069092543820119075, 0.93090745617988093),
        (250000.5, 750000.5, 0.2505, 0.87574910477962923, 0.12425089522037077),
    ];
}
