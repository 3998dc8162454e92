//! Rules made ready: their days, their prices, and whose place they take.

use super::money::UNIT;
use super::span::{self, Span};
use crate::statistics::calendar::read_day;
use esito_model::{Cap, Contract, Money, Payment};

/// A payment rule with its days as numbers.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub id: String,
    /// The rule whose caps, tiers and `once` it shares: itself, or the first of those whose place was taken.
    pub root: String,
    /// The contract's first day.
    pub starts: Option<i32>,
    /// The contract's last day.
    pub ends: Option<i32>,
    from: Option<i32>,
    until: Option<i32>,
    pub within: Option<Span>,
    pub not_before: Option<Span>,
}

impl Rule {
    /// The rules of a contract.
    pub(crate) fn all(contract: &Contract) -> Vec<Self> {
        let starts = contract.starts.as_deref().and_then(read_day);
        let ends = contract.ends.as_deref().and_then(read_day);
        contract
            .payments
            .iter()
            .map(|payment| {
                let from = payment.from.as_deref().and_then(read_day);
                let own = payment.until.as_deref().and_then(read_day);
                // A rule ends the day before another takes its place.
                let taken =
                    contract.payments.iter().filter(|other| other.replaces.as_ref() == Some(&payment.id));
                let taken = taken.filter_map(|other| other.from.as_deref().and_then(read_day)).min();
                Self {
                    id: payment.id.clone(),
                    root: root(contract, payment),
                    starts,
                    ends,
                    from: from.max(starts),
                    until: [own, ends, taken.map(|day| day - 1)].into_iter().flatten().min(),
                    within: payment.within.as_deref().and_then(span::read),
                    not_before: payment.not_before.as_deref().and_then(span::read),
                }
            })
            .collect()
    }

    /// Whether the rule holds on a day; both ends do.
    pub(crate) fn holds(&self, day: i32) -> bool {
        self.from.is_none_or(|from| day >= from) && self.until.is_none_or(|until| day <= until)
    }

    /// Units cut where the price changes, given those already paid; nothing where the rule has no price for them.
    pub(crate) fn pieces(
        &self,
        payment: &Payment,
        day: i32,
        paid: i64,
        units: i64,
    ) -> Option<Vec<(Money, i64)>> {
        if payment.tiers.is_empty() {
            return Some(vec![(price_on(payment, day)?, units)]);
        }
        let mut tiers = payment.tiers.clone();
        tiers.sort_by_key(|tier| tier.from);
        let (mut at, mut left) = (paid, units);
        let mut out = Vec::new();
        loop {
            let next = tiers.partition_point(|tier| i64::from(tier.from) * UNIT <= at);
            let price = tiers[next.checked_sub(1)?].price;
            let room = tiers.get(next).map_or(i64::MAX, |tier| i64::from(tier.from) * UNIT - at);
            let piece = left.min(room);
            out.push((price, piece));
            left -= piece;
            at += piece;
            if left == 0 {
                return Some(out);
            }
        }
    }
}

fn root(contract: &Contract, payment: &Payment) -> String {
    let mut at = payment;
    // As often as there are rules: a ring of them ends here.
    for _ in 0..contract.payments.len() {
        let other = contract.payments.iter().find(|other| at.replaces.as_ref() == Some(&other.id));
        match other {
            Some(other) => at = other,
            None => break,
        }
    }
    at.id.clone()
}

fn price_on(payment: &Payment, day: i32) -> Option<Money> {
    if payment.prices.is_empty() {
        return payment.price;
    }
    let holds = payment.prices.iter().filter(|price| {
        let from = read_day(&price.from).is_some_and(|from| from <= day);
        from && price.until.as_deref().and_then(read_day).is_none_or(|until| day <= until)
    });
    holds.max_by_key(|price| read_day(&price.from)).map(|price| price.price)
}

/// The contract's cap on a day: that of the last version that has one.
pub(crate) fn cap_on(contract: &Contract, day: i32) -> &Cap {
    let holds = contract
        .versions
        .iter()
        .filter(|version| version.cap.is_some() && read_day(&version.from).is_some_and(|from| from <= day));
    let last = holds.max_by_key(|version| read_day(&version.from));
    last.and_then(|version| version.cap.as_ref()).unwrap_or(&contract.cap)
}
