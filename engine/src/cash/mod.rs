//! Money over time: flows by day into what each party paid and got, its rate of return, and what an outcome cost.
//!
//! Comes in: a table of flows, and the rows of the contract that they are for. Goes out: sums, parties, costs. Each
//! flow keeps its file and line.

mod csv;
mod flows;
mod parties;
mod per_outcome;
#[cfg(test)]
mod tests;

use crate::bundle::Bundle;
use crate::contract::decimals;
use crate::measure::due_day;
pub use csv::money_csv;
use esito_model::{Flow, FlowKind, FlowSum, Money, MoneyOverTime, MoneyPlan};

impl Bundle {
    /// Money over time, in the order of the framework.
    ///
    /// A flow after the framework's day is planned unless its state says otherwise. Rows that cannot be used are
    /// counted and said.
    #[must_use]
    pub fn money_over_time(&self) -> Vec<MoneyOverTime> {
        self.framework.money.iter().filter_map(|plan| self.money_of(plan)).collect()
    }

    fn money_of(&self, plan: &MoneyPlan) -> Option<MoneyOverTime> {
        let due = self.framework.as_of.as_deref().and_then(due_day);
        let read = flows::read(self, plan, due)?;
        let mut out = MoneyOverTime {
            id: plan.id.clone(),
            label: plan.label.clone(),
            contract: plan.contract.clone(),
            currency: plan.currency.clone(),
            decimals: decimals(&plan.currency),
            discount_rate: plan.discount_rate,
            as_of: due.map(flows::iso),
            sums: sums(&read.flows),
            parties: parties::parties(&read.flows, plan.discount_rate),
            flows: read.flows,
            left_out: read.left_out,
            other_rows: read.other_rows,
            remarks: read.remarks,
            ..MoneyOverTime::default()
        };
        out.per_outcome = per_outcome::per_outcome(self, plan, &out.sums, due);
        Some(out)
    }
}

/// What each kind comes to, in the order of the kinds; those that occur.
fn sums(flows: &[Flow]) -> Vec<FlowSum> {
    let one = |kind: FlowKind| {
        let own = || flows.iter().filter(move |flow| flow.kind == kind);
        let sum = |planned: bool| {
            Money(own().filter(|flow| flow.planned == planned).map(|flow| flow.amount.0).sum())
        };
        FlowSum { kind, actual: sum(false), planned: sum(true), flows: own().count() as u64 }
    };
    FlowKind::ALL.into_iter().map(one).filter(|sum| sum.flows > 0).collect()
}
