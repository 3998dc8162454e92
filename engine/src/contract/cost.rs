//! What a rule paid for an outcome: over outcomes that are claimed or verified, and over verified ones alone.
//!
//! Where every outcome is paid at one price the second figure is that price and its interval has no width. Caps,
//! tiers, prices that change and claims that wait make it wider: then what the next outcome will cost is not known.

use super::assemble::is_claim;
use super::literals::word;
use crate::framework::PER;
use crate::statistics::distribution::student_width;
use esito_model::{Contract, LineStatus, RuleCost, StatementLine, UnitCost};
use std::collections::BTreeMap;

/// The level of the intervals.
const LEVEL: f64 = 0.95;

/// The costs of every rule, in the order of the contract.
pub(super) fn costs(contract: &Contract, lines: &[StatementLine]) -> Vec<RuleCost> {
    contract
        .payments
        .iter()
        .map(|payment| {
            let own = || lines.iter().filter(|line| line.rule == payment.id);
            RuleCost {
                rule: payment.id.clone(),
                label: payment.label.clone(),
                per: word(&PER, payment.per).to_owned(),
                achieved: unit_cost(own().filter(|line| is_accepted(line) || is_claim(line))),
                verified: unit_cost(own().filter(|line| is_accepted(line))),
            }
        })
        .collect()
}

/// Whether the rule accepts the outcome, whatever a cap leaves of it.
fn is_accepted(line: &StatementLine) -> bool {
    matches!(line.status, LineStatus::Paid | LineStatus::Reduced) || line.reason == "over_cap"
}

/// Money over units with Student's interval for a ratio of two sums, the participants being the sample.
///
/// Formula: `R = Σa/Σu`, `d = a − R·u`, `s² = n/(n−1) · Σd² / (Σu)²`, `R ± t(n−1) · s`.
/// Units: major units of the currency. Missing: without units, and the interval below two participants.
/// Source: W. G. Cochran, Sampling Techniques, 3rd edition (1977), section 2.11 (the ratio estimate and its variance).
fn unit_cost<'l>(lines: impl Iterator<Item = &'l StatementLine>) -> Option<UnitCost> {
    let mut people: BTreeMap<(&str, &str, u64), (f64, f64)> = BTreeMap::new();
    for line in lines {
        let whom = match &line.participant {
            Some(who) => (who.as_str(), "", 0),
            None => ("", line.file.as_str(), line.line),
        };
        let sums = people.entry(whom).or_default();
        sums.0 += line.amount.major();
        sums.1 += line.units.unwrap_or_default();
    }
    let (amount, units) = people.values().fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
    if units <= 0.0 {
        return None;
    }
    let value = amount / units;
    let mut out = UnitCost { value, units, people: people.len() as u64, ..UnitCost::default() };
    if people.len() > 1 {
        #[expect(clippy::cast_precision_loss, reason = "participants of a contract")]
        let count = people.len() as f64;
        let left = |(amount, units): &(f64, f64)| amount - value * units;
        let squares: f64 = people.values().map(|one| left(one) * left(one)).sum();
        let error = (count / (count - 1.0) * squares).sqrt() / units;
        let width = student_width(LEVEL, count - 1.0) * error;
        out.low = Some((value - width).max(0.0));
        out.high = Some(value + width);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use esito_model::Money;

    fn line(who: &str, amount: i64, units: f64) -> StatementLine {
        StatementLine {
            participant: Some(who.to_owned()),
            amount: Money(amount * 10_000),
            units: Some(units),
            status: LineStatus::Paid,
            ..StatementLine::default()
        }
    }

    #[test]
    fn one_price_has_no_width() {
        let cost = unit_cost([line("a", 3500, 1.0), line("b", 7000, 2.0)].iter()).unwrap();
        assert_eq!((cost.value, cost.low, cost.high), (3500.0, Some(3500.0), Some(3500.0)));
        assert_eq!((cost.units, cost.people), (3.0, 2));
    }

    #[test]
    fn a_ratio_has_the_interval_of_its_residuals() {
        // R: a <- c(100, 0, 100, 40); u <- c(1, 1, 1, 1); mean 60, sd(a)/2 = 24.4949, qt(.975, 3) = 3.182446.
        let lines = [line("a", 100, 1.0), line("b", 0, 1.0), line("c", 100, 1.0), line("d", 40, 1.0)];
        let cost = unit_cost(lines.iter()).unwrap();
        assert!((cost.value - 60.0).abs() < 1e-12);
        assert!((cost.high.unwrap() - (60.0 + 3.182_446_305 * 24.494_897_428)).abs() < 1e-6);
        assert_eq!(cost.low, Some(0.0), "money is never below nothing");
        assert_eq!(unit_cost([line("a", 5, 0.0)].iter()), None);
        assert_eq!(unit_cost([line("a", 5, 1.0)].iter()).unwrap().low, None);
    }
}
