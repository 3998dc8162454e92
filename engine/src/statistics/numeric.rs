//! Functions of numbers, through `libm` where the standard library would ask the machine.

use crate::formula::Numeric;

/// The function of its arguments; missing where an argument is missing or the result is no number.
///
/// `GREATEST` and `LEAST` pass over missing arguments.
pub(crate) fn apply(function: Numeric, arguments: &[Option<f64>]) -> Option<f64> {
    match function {
        Numeric::Greatest => return arguments.iter().flatten().copied().reduce(f64::max),
        Numeric::Least => return arguments.iter().flatten().copied().reduce(f64::min),
        _ => {}
    }
    let first = (*arguments.first()?)?;
    let second = match arguments.get(1) {
        Some(second) => Some((*second)?),
        None => None,
    };
    let value = match function {
        Numeric::Abs => first.abs(),
        Numeric::Floor => first.floor(),
        Numeric::Ceil => first.ceil(),
        Numeric::Round => round(first, second.unwrap_or(0.0)),
        Numeric::Sqrt => first.sqrt(),
        Numeric::Ln => libm::log(first),
        Numeric::Log10 => libm::log10(first),
        Numeric::Exp => libm::exp(first),
        Numeric::Power => libm::pow(first, second?),
        Numeric::Greatest | Numeric::Least => return None,
    };
    value.is_finite().then_some(value)
}

/// Half away from zero, to so many decimals.
fn round(value: f64, decimals: f64) -> f64 {
    let scale = libm::pow(10.0, decimals.trunc());
    let scaled = value * scale;
    if scaled.is_finite() { scaled.round() / scale } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_missing() {
        assert_eq!(apply(Numeric::Ln, &[Some(0.0)]), None);
        assert_eq!(apply(Numeric::Sqrt, &[Some(-1.0)]), None);
        assert_eq!(apply(Numeric::Abs, &[None]), None);
        assert_eq!(apply(Numeric::Power, &[Some(2.0), Some(10.0)]), Some(1024.0));
        assert_eq!(apply(Numeric::Round, &[Some(-2.5)]), Some(-3.0));
        assert_eq!(apply(Numeric::Round, &[Some(2.345), Some(1.0)]), Some(2.3));
        assert_eq!(apply(Numeric::Greatest, &[Some(1.0), None, Some(3.0)]), Some(3.0));
    }
}
