//! What is used of each cap, and what a cap leaves of a payment.

use super::money::UNIT;
use super::span::iso;
use crate::statistics::calendar::{period_code, period_month, read_period};
use esito_model::{Cap, CapUse, Contract, Every, Money};
use std::collections::BTreeMap;

/// Where a payment falls.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claimant<'a> {
    pub rule: &'a str,
    pub outcome: &'a str,
    pub participant: Option<&'a str>,
    pub day: i32,
}

impl Claimant<'_> {
    fn root(self) -> String {
        format!("rule:{}", self.rule)
    }
}

/// What was paid so far, by everything that a cap can be about.
#[derive(Debug, Default)]
pub(crate) struct Used {
    money: BTreeMap<String, i64>,
    units: BTreeMap<String, i64>,
    /// For each cap: the day on which it was reached, lines it reduced, what it withheld.
    felt: BTreeMap<String, (Option<i32>, u64, i64)>,
}

/// A cap that bears on a payment: its name, where its use is counted, and its limit.
struct Bearing {
    name: String,
    key: String,
    limit: i64,
}

impl Used {
    /// What was paid under this key so far.
    pub(crate) fn money(&self, key: &str) -> i64 {
        self.money.get(key).copied().unwrap_or_default()
    }

    /// Units of a rule paid so far, in ten-thousandths.
    pub(crate) fn units(&self, rule: &str) -> i64 {
        self.units.get(&format!("rule:{rule}")).copied().unwrap_or_default()
    }

    /// The units that are left, whole ones where not all fit, and the cap that says so.
    pub(crate) fn units_left(
        &self,
        contract: &Cap,
        cap: &Cap,
        of: Claimant<'_>,
        units: i64,
    ) -> (i64, Option<String>) {
        let mut left = (units, None);
        let whole = |limit: u32| i64::from(limit) * UNIT;
        let mut meet = |name: String, key: String, limit: i64| {
            let rest = (limit - self.units.get(&key).copied().unwrap_or_default()).max(0);
            if rest < left.0 {
                left = (rest / UNIT * UNIT, Some(name));
            }
        };
        for (name, key, cap) in
            [("contract".to_owned(), "all".to_owned(), contract), (of.root(), of.root(), cap)]
        {
            if let Some(limit) = cap.units {
                meet(format!("{name}.units"), key.clone(), whole(limit));
            }
            if let (Some(limit), Some(who)) = (cap.units_per_participant, of.participant) {
                meet(format!("{name}.participant_units"), format!("{key} {who}"), whole(limit));
            }
        }
        left
    }

    /// What the caps leave of an amount, and the cap that leaves least.
    pub(crate) fn money_left(
        &self,
        contract: &Cap,
        rule: &Cap,
        of: Claimant<'_>,
        amount: Money,
    ) -> (Money, Option<String>) {
        let mut left = (amount, None);
        for cap in bearing(contract, rule, of) {
            let rest = (cap.limit - self.money(&cap.key)).max(0);
            if rest < left.0.0 {
                left = (Money(rest), Some(cap.name));
            }
        }
        left
    }

    /// Remembers a payment.
    pub(crate) fn pay(&mut self, contract: &Cap, rule: &Cap, of: Claimant<'_>, units: i64, amount: Money) {
        // Everything is counted, whether a cap asks for it yet or not: a later version of the plan may.
        for (prefix, whole) in [(String::new(), "all".to_owned()), (format!("rule:{} ", of.rule), of.root())]
        {
            let mut add = |key: String| *self.money.entry(key).or_default() += amount.0;
            add(whole);
            add(format!("{prefix}outcome:{}", of.outcome));
            if let Some(who) = of.participant {
                add(format!("{prefix}participant:{who}"));
            }
            for every in [Every::Year, Every::Half, Every::Quarter, Every::Month] {
                add(format!("{prefix}period:{}", period_code(period_month(of.day, every), every)));
            }
        }
        for cap in bearing(contract, rule, of) {
            if self.money(&cap.key) >= cap.limit {
                let felt = self.felt.entry(cap.name).or_default();
                felt.0 = felt.0.or(Some(of.day));
            }
        }
        for (name, key, cap) in
            [("contract".to_owned(), "all".to_owned(), contract), (of.root(), of.root(), rule)]
        {
            let used = self.units.entry(key.clone()).or_default();
            *used += units;
            if cap.units.is_some_and(|limit| *used >= i64::from(limit) * UNIT) {
                let felt = self.felt.entry(format!("{name}.units")).or_default();
                felt.0 = felt.0.or(Some(of.day));
            }
            if let Some(who) = of.participant {
                *self.units.entry(format!("{key} {who}")).or_default() += units;
            }
        }
    }

    /// Remembers that a cap kept so much from being paid.
    pub(crate) fn feel(&mut self, cap: &str, day: i32, withheld: Money) {
        let felt = self.felt.entry(cap.to_owned()).or_default();
        felt.0 = felt.0.or(Some(day));
        felt.1 += 1;
        felt.2 += withheld.0;
    }

    /// The use of every cap of a contract, in its own order.
    pub(crate) fn report(
        &self,
        contract: &Contract,
        cap: &Cap,
        root: &dyn Fn(usize) -> String,
    ) -> Vec<CapUse> {
        let mut out = Vec::new();
        self.money_caps("contract", "all", cap, &mut out);
        self.unit_caps("contract", "all", cap, &mut out);
        for (outcome, limit) in &cap.per_outcome {
            let used = self.money(&format!("outcome:{outcome}"));
            out.push(self.of_money(&format!("contract.outcome:{outcome}"), *limit, used));
        }
        for (number, rule) in contract.payments.iter().enumerate() {
            // A rule that takes another's place shares its use; the last one's limit is what counts.
            let own = root(number);
            if (number + 1..contract.payments.len()).any(|later| root(later) == own) {
                continue;
            }
            let key = format!("rule:{own}");
            self.money_caps(&key, &key, &rule.cap, &mut out);
            self.unit_caps(&key, &key, &rule.cap, &mut out);
        }
        out
    }

    fn money_caps(&self, name: &str, key: &str, cap: &Cap, out: &mut Vec<CapUse>) {
        let prefix = if key == "all" { String::new() } else { format!("{key} ") };
        if let Some(limit) = cap.amount {
            out.push(self.of_money(name, limit, self.money(key)));
        }
        if let Some(limit) = cap.per_participant {
            let used = most(&self.money, &format!("{prefix}participant:"));
            out.push(self.of_money(&format!("{name}.participant"), limit, used));
        }
        if let Some(limit) = cap.per_period {
            let start = format!("{prefix}period:");
            let of_grain = |key: &str| {
                key.strip_prefix(&start).and_then(read_period).is_some_and(|(every, _)| every == limit.every)
            };
            let used = self.money.iter().filter(|(key, _)| of_grain(key)).map(|(_, used)| *used).max();
            let used = used.unwrap_or_default();
            out.push(self.of_money(&format!("{name}.period"), limit.amount, used));
        }
    }

    fn unit_caps(&self, name: &str, key: &str, cap: &Cap, out: &mut Vec<CapUse>) {
        if let Some(limit) = cap.units {
            let used = self.units.get(key).copied().unwrap_or_default();
            out.push(self.of_units(&format!("{name}.units"), limit, used));
        }
        if let Some(limit) = cap.units_per_participant {
            let most = most(&self.units, &format!("{key} "));
            out.push(self.of_units(&format!("{name}.participant_units"), limit, most));
        }
    }

    fn of_money(&self, name: &str, limit: Money, used: i64) -> CapUse {
        CapUse { limit: Some(limit), used: Some(Money(used)), ..self.felt(name) }
    }

    fn of_units(&self, name: &str, limit: u32, used: i64) -> CapUse {
        CapUse { limit_units: Some(limit), used_units: Some(super::money::number(used)), ..self.felt(name) }
    }

    fn felt(&self, name: &str) -> CapUse {
        let (reached, lines, withheld) = self.felt.get(name).copied().unwrap_or_default();
        CapUse {
            cap: name.to_owned(),
            reached: reached.map(iso),
            lines,
            withheld: Money(withheld),
            ..CapUse::default()
        }
    }
}

fn most(of: &BTreeMap<String, i64>, prefix: &str) -> i64 {
    of.iter().filter(|(key, _)| key.starts_with(prefix)).map(|(_, used)| *used).max().unwrap_or_default()
}

/// The money caps that bear on a payment: the contract's, then the rule's.
fn bearing(contract: &Cap, rule: &Cap, of: Claimant<'_>) -> Vec<Bearing> {
    let mut out = Vec::new();
    for (name, prefix, cap) in [
        ("contract".to_owned(), String::new(), contract),
        (format!("rule:{}", of.rule), format!("rule:{} ", of.rule), rule),
    ] {
        let mut add = |name: String, key: String, limit: Money| {
            out.push(Bearing { name, key, limit: limit.0 });
        };
        if let Some(limit) = cap.amount {
            let key = if prefix.is_empty() { "all".to_owned() } else { format!("rule:{}", of.rule) };
            add(name.clone(), key, limit);
        }
        if let (Some(limit), Some(who)) = (cap.per_participant, of.participant) {
            add(format!("{name}.participant"), format!("{prefix}participant:{who}"), limit);
        }
        if let Some(limit) = cap.per_period {
            let period = period_code(period_month(of.day, limit.every), limit.every);
            add(format!("{name}.period"), format!("{prefix}period:{period}"), limit.amount);
        }
        if let Some(limit) = cap.per_outcome.get(of.outcome) {
            add(format!("{name}.outcome:{}", of.outcome), format!("{prefix}outcome:{}", of.outcome), *limit);
        }
    }
    out
}
