//! What an outcome cost the payer and the provider, with the interval that the number of outcomes has by chance.

use crate::bundle::Bundle;
use crate::contract::{Side, Status, rows};
use crate::statistics::counts::poisson;
use crate::statistics::interval::LEVEL;
use esito_model::{CostPerOutcome, FlowKind, FlowSum, Money, MoneyPlan};
use std::collections::BTreeSet;

/// Outcomes in ten-thousandths.
#[derive(Clone, Copy, Default)]
struct Counts {
    claimed: i64,
    verified: i64,
}

/// Cost per claimed and per verified outcome, of the payer and of the provider.
///
/// The interval takes the outcomes for a count of events (Garwood's exact Poisson limits) and the cost as known.
pub(super) fn per_outcome(
    bundle: &Bundle,
    plan: &MoneyPlan,
    sums: &[FlowSum],
    due: Option<i32>,
) -> Vec<CostPerOutcome> {
    let Some(counts) = counts(bundle, plan, due) else { return Vec::new() };
    let mut out = Vec::new();
    for (side, kind) in [("outcome_payer", FlowKind::Payment), ("provider", FlowKind::Cost)] {
        let Some(sum) = sums.iter().find(|sum| sum.kind == kind && sum.actual.0 > 0) else { continue };
        out.push(one(side, "claimed", sum.actual, counts.claimed));
        out.push(one(side, "verified", sum.actual, counts.verified));
    }
    out
}

#[expect(clippy::cast_precision_loss, reason = "outcomes of people, far below 2^53")]
fn one(side: &str, counted: &str, cost: Money, outcomes: i64) -> CostPerOutcome {
    let count = outcomes as f64 / 10_000.0;
    let mut out = CostPerOutcome {
        side: side.to_owned(),
        counted: counted.to_owned(),
        cost,
        outcomes: count,
        ..CostPerOutcome::default()
    };
    if outcomes <= 0 {
        "no_outcomes".clone_into(&mut out.reason);
        return out;
    }
    out.value = Some(cost.major() / count);
    match poisson(count, LEVEL) {
        Ok(bounds) => {
            out.low = Some(cost.major() / bounds.high);
            out.high = (bounds.low > 0.0).then(|| cost.major() / bounds.low);
        }
        Err(cannot) => cannot.code().clone_into(&mut out.reason),
    }
    out
}

/// The contract's outcomes up to the day: claimed ones (verified or waiting to be) and verified ones. Of one
/// participant an outcome counts once.
fn counts(bundle: &Bundle, plan: &MoneyPlan, due: Option<i32>) -> Option<Counts> {
    let id = plan.contract.as_ref()?;
    let contract = bundle.framework.contracts.iter().find(|known| known.id == *id)?;
    let (found, _) = rows(&bundle.framework, &bundle.dataset, contract)?;
    let mut counts = Counts::default();
    let mut seen = [BTreeSet::new(), BTreeSet::new()];
    for row in &found {
        let Some(outcome) = &row.outcome else { continue };
        let wanted = plan.outcomes.is_empty() || plan.outcomes.contains(outcome);
        let is_due = row.date.is_some_and(|day| due.is_none_or(|due| day <= due));
        if !wanted || !is_due || row.side != Side::Intervention {
            continue;
        }
        let amount = match (&contract.columns.quantity, &row.participant) {
            (Some(_), _) => row.quantity.unwrap_or_default(),
            (None, _) => 10_000,
        };
        let mut add = |of: usize, sum: &mut i64| {
            let new =
                row.participant.as_ref().is_none_or(|who| seen[of].insert((who.clone(), outcome.clone())));
            if new {
                *sum += amount;
            }
        };
        if matches!(row.status, Status::Claimed | Status::Verified) {
            add(0, &mut counts.claimed);
        }
        if row.status == Status::Verified {
            add(1, &mut counts.verified);
        }
    }
    Some(counts)
}
