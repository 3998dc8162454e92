//! Flows of money at different days: what they are worth on one day, and the rate that makes them worth nothing.

use super::cannot::{Cannot, finite};
use super::sums::sum;

/// Days in the year of rates by dates, whatever the calendar says.
const YEAR_DAYS: f64 = 365.0;
/// Rates are looked for between losing all but a millionth part of the money in a period and a million times as much.
const LEAST: f64 = -0.999_999;
const MOST: f64 = 1e6;

/// What flows at the end of equal periods are worth at the first of them, which is not discounted.
///
/// Formula: `Σ cₜ / (1 + r)^t` with t from 0. Units: money; the rate as a share for each period.
/// Errors: nothing to add; a rate of −1 or below.
pub fn present_value(rate: f64, flows: &[f64]) -> Result<f64, Cannot> {
    worth(rate, &evenly(flows)?)
}

/// What flows on days are worth on the first of them.
///
/// Formula: `Σ c / (1 + r)^{(d − d₀)/365}`: actual days over 365, as spreadsheets do in XNPV. Days count from any fixed
/// day. Errors: as for [`present_value`]; days that go backwards.
pub fn present_value_by_days(rate: f64, flows: &[(i32, f64)]) -> Result<f64, Cannot> {
    worth(rate, &by_days(flows)?)
}

/// The rate of return for each period at which flows are worth nothing.
///
/// Errors: flows that never change sign; several rates that satisfy the definition.
pub fn rate_of_return(flows: &[f64]) -> Result<f64, Cannot> {
    rate(&evenly(flows)?)
}

/// The rate of return for each year of 365 days at which flows on days are worth nothing (XIRR).
///
/// Errors: as for [`rate_of_return`]; days that go backwards.
pub fn rate_of_return_by_days(flows: &[(i32, f64)]) -> Result<f64, Cannot> {
    rate(&by_days(flows)?)
}

fn evenly(flows: &[f64]) -> Result<Vec<(f64, f64)>, Cannot> {
    finite(flows)?;
    if flows.is_empty() {
        return Err(Cannot::NoObservations);
    }
    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 flows")]
    Ok(flows.iter().enumerate().map(|(at, flow)| (at as f64, *flow)).collect())
}

fn by_days(flows: &[(i32, f64)]) -> Result<Vec<(f64, f64)>, Cannot> {
    let first = flows.first().ok_or(Cannot::NoObservations)?.0;
    if flows.windows(2).any(|pair| pair[0].0 > pair[1].0) {
        return Err(Cannot::PeriodsOutOfOrder);
    }
    let years: Vec<(f64, f64)> =
        flows.iter().map(|(day, flow)| ((f64::from(*day) - f64::from(first)) / YEAR_DAYS, *flow)).collect();
    finite(&years.iter().map(|one| one.1).collect::<Vec<_>>())?;
    Ok(years)
}

fn worth(rate: f64, flows: &[(f64, f64)]) -> Result<f64, Cannot> {
    if !rate.is_finite() || rate <= -1.0 {
        return Err(Cannot::NotFinite);
    }
    let values: Vec<f64> = flows.iter().map(|(time, flow)| flow / libm::pow(1.0 + rate, *time)).collect();
    let total = sum(&values);
    if total.is_finite() { Ok(total) } else { Err(Cannot::NotFinite) }
}

/// The one rate at which the flows are worth nothing.
///
/// Every change of sign on a fine grid of rates is a root; more than one is said, not chosen from.
fn rate(flows: &[(f64, f64)]) -> Result<f64, Cannot> {
    let changes = |flows: &mut dyn Iterator<Item = f64>| {
        let signs: Vec<bool> = flows.filter(|flow| *flow != 0.0).map(|flow| flow > 0.0).collect();
        signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
    };
    if changes(&mut flows.iter().map(|one| one.1)) == 0 {
        return Err(Cannot::NoSignChange);
    }
    let value = |rate: f64| worth(rate, flows).unwrap_or(0.0);
    // Even steps of ln(1 + r).
    let (from, to) = (libm::log1p(LEAST), libm::log1p(MOST));
    let steps = 4000_u32;
    let at = |step: u32| libm::expm1(from + (to - from) * f64::from(step) / f64::from(steps));
    let mut found = Vec::new();
    let mut before = (at(0), value(at(0)));
    for step in 1..=steps {
        let next = (at(step), value(at(step)));
        if (before.1 < 0.0) != (next.1 < 0.0) && before.1 != 0.0 {
            found.push(halve(before.0, next.0, &value));
        }
        before = next;
    }
    match found.as_slice() {
        [] => Err(Cannot::NoSignChange),
        [one] => Ok(*one),
        _ => Err(Cannot::SeveralRates),
    }
}

fn halve(mut low: f64, mut high: f64, value: &dyn Fn(f64) -> f64) -> f64 {
    let falling = value(low) > 0.0;
    for _ in 0..200 {
        let half = 0.5 * (low + high);
        if (value(half) > 0.0) == falling { low = half } else { high = half }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::calendar::read_day;

    fn days(flows: &[(&str, f64)]) -> Vec<(i32, f64)> {
        flows.iter().map(|(day, flow)| (read_day(day).unwrap(), *flow)).collect()
    }

    /// The example in the documentation of Excel's XIRR and XNPV: 37.3362535 % and 2,086.65 at 9 %.
    #[test]
    fn rates_by_days_agree_with_the_spreadsheet() {
        let flows = days(&[
            ("2008-01-01", -10_000.0),
            ("2008-03-01", 2_750.0),
            ("2008-10-30", 4_250.0),
            ("2009-02-15", 3_250.0),
            ("2009-04-01", 2_750.0),
        ]);
        assert!((rate_of_return_by_days(&flows).unwrap() - 0.373_362_535).abs() < 1e-8);
        assert!((present_value_by_days(0.09, &flows).unwrap() - 2_086.65).abs() < 0.005);
    }

    /// The example in the documentation of Excel's IRR: −2.1 % after four years, 8.7 % after five.
    #[test]
    fn rates_of_return_agree_with_the_spreadsheet() {
        let flows = [-70_000.0, 12_000.0, 15_000.0, 18_000.0, 21_000.0, 26_000.0];
        assert!((rate_of_return(&flows[..5]).unwrap() + 0.021).abs() < 5e-4);
        assert!((rate_of_return(&flows).unwrap() - 0.087).abs() < 5e-4);
    }

    #[test]
    fn what_has_no_rate_has_a_reason() {
        assert_eq!(rate_of_return(&[]), Err(Cannot::NoObservations));
        assert_eq!(rate_of_return(&[-1.0, -2.0]), Err(Cannot::NoSignChange));
        assert_eq!(rate_of_return(&[0.0, 0.0]), Err(Cannot::NoSignChange));
        // 10 % and 20 % both: (1 + r − 1.1)(1 + r − 1.2).
        assert_eq!(rate_of_return(&[-1.0, 2.3, -1.32]), Err(Cannot::SeveralRates));
        assert_eq!(present_value(-1.0, &[1.0]), Err(Cannot::NotFinite));
        let backwards = days(&[("2020-02-01", -1.0), ("2020-01-01", 2.0)]);
        assert_eq!(rate_of_return_by_days(&backwards), Err(Cannot::PeriodsOutOfOrder));
    }
}
