//! All contracts of a bundle side by side, and its published figures beside payments.

use super::assemble::worth;
use super::money::decimals;
use super::paying::Paying;
use crate::bundle::Bundle;
use esito_model::{
    ComparisonSummary, ContractSummary, CurrencySum, Match, MatchSum, Money, PaymentComparison, Portfolio,
    Progress, Statement, Waiting,
};
use std::collections::BTreeMap;

/// Adding a bundle's contracts up, a stretch of one contract a step.
#[derive(Debug)]
pub struct Summing<'a> {
    bundle: &'a Bundle,
    next: usize,
    paying: Option<Paying<'a>>,
    out: Portfolio,
}

impl Bundle {
    /// The contracts side by side, in one go.
    #[must_use]
    pub fn portfolio(&self) -> Portfolio {
        self.summing().finish()
    }

    /// The contracts side by side, step by step.
    #[must_use]
    pub fn summing(&self) -> Summing<'_> {
        let out = Portfolio { as_of: self.framework.as_of.clone(), ..Portfolio::default() };
        Summing { bundle: self, next: 0, paying: None, out }
    }
}

impl Summing<'_> {
    /// Does some work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        if let Some(paying) = &mut self.paying {
            if let Some(progress) = paying.step() {
                return Some(progress);
            }
            let made = self.paying.take().and_then(Paying::finish);
            self.add(made);
        }
        let contract = self.bundle.framework.contracts.get(self.next)?;
        self.next += 1;
        self.paying = self.bundle.paying(&contract.id, None);
        if self.paying.is_none() {
            self.add(None);
        }
        Some(Progress { item: contract.id.clone(), stage: esito_model::Stage::Paying, ..Progress::default() })
    }

    /// The contract before the next one, with its statement; without one it was left out.
    fn add(&mut self, statement: Option<Statement>) {
        let contract = self.next.checked_sub(1).and_then(|at| self.bundle.framework.contracts.get(at));
        let Some(contract) = contract else { return };
        let Some(statement) = statement else {
            self.out.left_out.push(contract.id.clone());
            return;
        };
        self.out.contracts.push(ContractSummary {
            starts: contract.starts.clone(),
            ends: contract.ends.clone(),
            ..summary(statement)
        });
    }

    /// The contracts. What was not worked out by then is worked out now.
    #[must_use]
    pub fn finish(mut self) -> Portfolio {
        while self.step().is_some() {}
        let mut out = self.out;
        out.left_out.extend(self.bundle.contracts_left_out());
        out.sums = sums(&out.contracts);
        let compared = self.bundle.framework.reconciliations.iter();
        out.comparisons =
            compared.filter_map(|named| self.bundle.comparison(&named.id)).map(in_short).collect();
        out
    }
}

impl Bundle {
    /// The ids of contracts that a fatal remark took away.
    fn contracts_left_out(&self) -> Vec<String> {
        let of = |remark: &esito_model::Remark| {
            let rest = remark.message.split_once('"')?.1;
            Some(rest.split_once('"')?.0.to_owned())
        };
        let mut out: Vec<String> =
            self.remarks.iter().filter(|remark| remark.code == "contract-left-out").filter_map(of).collect();
        out.dedup();
        out
    }
}

fn summary(statement: Statement) -> ContractSummary {
    ContractSummary {
        remarks: statement.remarks.iter().map(|remark| remark.count).sum(),
        id: statement.contract,
        label: statement.label,
        currency: statement.currency,
        decimals: statement.decimals,
        parties: statement.parties,
        worth: statement.worth,
        waiting: statement.waiting,
        costs: statement.costs,
        rows: statement.rows,
        ..ContractSummary::default()
    }
}

fn sums(contracts: &[ContractSummary]) -> Vec<CurrencySum> {
    let mut by_currency: BTreeMap<&str, Vec<&ContractSummary>> = BTreeMap::new();
    for contract in contracts {
        by_currency.entry(&contract.currency).or_default().push(contract);
    }
    let sum = |(currency, own): (&str, Vec<&ContractSummary>)| {
        let add = |of: fn(&ContractSummary) -> Money| Money(own.iter().map(|contract| of(contract).0).sum());
        let promised: Option<Vec<Money>> = own.iter().map(|contract| contract.worth.promised).collect();
        let promised = promised.map(|all| Money(all.iter().map(|amount| amount.0).sum()));
        CurrencySum {
            currency: currency.to_owned(),
            decimals: decimals(currency),
            contracts: own.len() as u64,
            worth: worth(
                promised,
                add(|contract| contract.worth.achieved),
                add(|contract| contract.worth.verified),
                add(|contract| contract.worth.paid),
            ),
            waiting: Waiting {
                lines: own.iter().map(|contract| contract.waiting.lines).sum(),
                amount: add(|contract| contract.waiting.amount),
            },
        }
    };
    by_currency.into_iter().map(sum).collect()
}

fn in_short(comparison: PaymentComparison) -> ComparisonSummary {
    let mut sums: BTreeMap<String, MatchSum> = BTreeMap::new();
    for line in &comparison.lines {
        let sum = sums.entry(line.currency.clone()).or_default();
        sum.due.0 += line.due.0;
        sum.paid.0 += line.paid.0;
        sum.difference.0 += line.difference.0;
        match line.outcome {
            Match::Equal => sum.equal += 1,
            Match::Capped => sum.capped += 1,
            Match::Different => sum.different += 1,
        }
    }
    let finish =
        |(currency, sum): (String, MatchSum)| MatchSum { decimals: decimals(&currency), currency, ..sum };
    ComparisonSummary {
        id: comparison.id,
        label: comparison.label,
        sums: sums.into_iter().map(finish).collect(),
        set_aside: comparison.without_price + comparison.without_result + comparison.without_payment,
    }
}
