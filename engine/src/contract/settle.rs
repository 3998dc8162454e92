//! What prices and caps make of units that may be paid.

use super::caps::Claimant;
use super::money::{number, product};
use super::pay::{Engine, unpaid};
use super::rules::cap_on;
use esito_model::{Cap, Compared, LineStatus, Money, StatementLine};

impl Engine<'_> {
    /// Pays so many units under a rule, as far as prices and caps let it: one line for each price, one for units
    /// over a cap. Says whether anything was paid.
    pub(super) fn settle(
        &mut self,
        line: &StatementLine,
        rule: usize,
        units: i64,
        day: i32,
        who: Option<&str>,
        outcome: &str,
    ) -> bool {
        let contract = self.contract;
        let payment = &contract.payments[rule];
        let root = self.rules[rule].root.clone();
        let of = Claimant { rule: &root, outcome, participant: who, day };
        let cap = cap_on(contract, day);
        let (fit, unit_cap) = self.out.used.units_left(cap, &payment.cap, of, units);
        let pieces = self.rules[rule].pieces(payment, day, self.out.used.units(&root), units);
        let Some(pieces) = pieces else {
            let line = StatementLine { units: Some(number(units)), ..line.clone() };
            self.refuse(line, Some(day), &unpaid("no_price"));
            return false;
        };
        let highest = payment.highest_of.as_ref().zip(who);
        let highest = highest.map(|(word, who)| (word.clone(), who.to_owned()));
        let mut had = highest.as_ref().and_then(|key| self.highest.get(key)).copied().unwrap_or_default();
        let (mut paid, mut got, mut fit) = (false, 0, fit);
        for (price, piece) in pieces {
            let inside = piece.min(fit);
            fit -= inside;
            if inside > 0 || units == 0 {
                let line = StatementLine { units: Some(number(inside)), price: Some(price), ..line.clone() };
                let amount = self.piece(line, rule, inside, cap, of, &mut had);
                paid |= units > 0 && amount.is_some();
                got += amount.unwrap_or_default();
            }
            if let Some(name) = unit_cap.as_ref().filter(|_| inside < piece) {
                let rest = piece - inside;
                let lost = product(rest, price, self.taken_off(rule), self.decimals).unwrap_or_default();
                self.out.used.feel(name, day, lost);
                let over = StatementLine {
                    units: Some(number(rest)),
                    price: Some(price),
                    reason: "over_cap".to_owned(),
                    cap: name.clone(),
                    withheld: lost,
                    ..line.clone()
                };
                self.push(over, Some(day));
            }
        }
        if let Some(key) = highest {
            *self.highest.entry(key).or_default() += got;
        }
        paid
    }

    /// Units at the price of their line. `had` is what a row of which only the highest counts was paid for lower ones:
    /// its pieces use it up. Gives the amount where it was paid.
    fn piece(
        &mut self,
        mut line: StatementLine,
        rule: usize,
        units: i64,
        cap: &Cap,
        of: Claimant<'_>,
        had: &mut i64,
    ) -> Option<i64> {
        let payment = &self.contract.payments[rule];
        let price = line.price.unwrap_or_default();
        let Some(full) = product(units, price, self.taken_off(rule), self.decimals) else {
            self.refuse(line, Some(of.day), &unpaid("too_large"));
            return None;
        };
        let due = Money((full.0 - *had).max(0));
        *had = (*had - full.0).max(0);
        let (amount, name) = self.out.used.money_left(cap, &payment.cap, of, due);
        line.amount = amount;
        line.withheld = Money(full.0 - amount.0);
        if let Some(name) = name {
            "over_cap".clone_into(&mut line.reason);
            self.out.used.feel(&name, of.day, Money(due.0 - amount.0));
            line.cap = name;
        } else if due < full {
            let word = if due.0 == 0 { "not_highest" } else { "only_highest" };
            word.clone_into(&mut line.reason);
        }
        line.status = match (amount == full, amount.0 > 0) {
            (true, _) => LineStatus::Paid,
            (false, true) => LineStatus::Reduced,
            (false, false) => LineStatus::Unpaid,
        };
        let paid = line.status != LineStatus::Unpaid;
        self.push(line, Some(of.day));
        if paid {
            self.out.used.pay(cap, &payment.cap, of, units, amount);
        }
        paid.then_some(amount.0)
    }

    /// The share of a price that is not paid because it would have happened anyway.
    fn taken_off(&self, rule: usize) -> f64 {
        let payment = &self.contract.payments[rule];
        if payment.compared == Compared::Deadweight { payment.deadweight.unwrap_or_default() } else { 0.0 }
    }
}
