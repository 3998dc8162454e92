//! Social value: a value map into present value, ratio, sensitivity and range.
//!
//! Comes in: a checked map whose quantities are known. Goes out: what it comes to, and how far that hangs on each
//! assumption. Ships no proxy and no share of its own: whoever measures brings them, with their evidence.

mod chance;
mod claims;
mod csv;
mod knobs;
mod of_bundle;
mod sensitivity;
mod simulation;
mod steps;
#[cfg(test)]
mod tests;
mod trial;
mod worth;

pub use csv::value_csv;
use esito_model::number::round12;
use esito_model::{
    FirstYear, Money, OtherConvention, OutcomeValue, RatioRange, Remark, RemarkPlace, Severity, Valuation,
    ValueMap,
};
pub use of_bundle::Valuing;
use worth::Plain;

/// What a map comes to.
///
/// Value of an outcome in a year: quantity × proxy × (1 − deadweight) × (1 − displacement) × (1 − attribution),
/// times (1 − drop-off) for each year after the first. Year t is divided by (1 + r)^(t − 1) where the first year is
/// not discounted, otherwise by (1 + r)^t. Inputs are in today's money.
/// Source: The SROI Network, "A guide to Social Return on Investment" (2012), stages 3 to 5.
///
/// `stated` is the framework's own map where `map` is a reader's; the range is worked out apart, because it takes
/// its time.
fn valuate_with(stated: &ValueMap, map: &ValueMap, range: Option<RatioRange>) -> Valuation {
    let plain = Plain::new(map);
    let inputs = Money(map.inputs.iter().map(|input| input.amount.0).sum());
    let present = plain.present_value();
    let ratio = plain.ratio();
    let other_year = match map.first_year {
        FirstYear::Undiscounted => FirstYear::Discounted,
        FirstYear::Discounted => FirstYear::Undiscounted,
    };
    let other = Plain { first_year: other_year, ..plain.clone() };
    let (claims, mut remarks) = claims::check(map);
    if map.outcomes.is_empty() {
        let place = RemarkPlace { file: "framework.toml".to_owned(), ..RemarkPlace::default() };
        let message = "expected a [[value.outcome]] that can be used, found none";
        remarks.push(Remark::new("no-outcomes", Severity::Fatal, place, message));
    }
    Valuation {
        currency: map.currency.clone(),
        inputs,
        present_value: Some(present).filter(|_| !map.outcomes.is_empty()),
        net_value: Some(present - inputs.major()).filter(|_| !map.outcomes.is_empty()),
        ratio,
        first_year: map.first_year,
        discount_rate: map.discount_rate,
        other_convention: OtherConvention {
            first_year: other_year,
            present_value: Some(other.present_value()).filter(|_| !map.outcomes.is_empty()),
            ratio: other.ratio(),
        },
        payback_years: plain.payback(),
        outcomes: outcomes(map, &plain),
        steps: steps::of_map(&plain),
        assumptions: trial::assumptions(stated, map, &plain),
        sensitivity: sensitivity::swings(map, &plain),
        range,
        claims,
        remarks,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        ..Valuation::default()
    }
}

fn outcomes(map: &ValueMap, plain: &Plain) -> Vec<OutcomeValue> {
    let one = |(outcome, worth): (&esito_model::ValueOutcome, &worth::Outcome)| {
        let gross = worth.quantity * worth.proxy;
        let after_deadweight = gross * (1.0 - worth.deadweight);
        let after_displacement = after_deadweight * (1.0 - worth.displacement);
        OutcomeValue {
            id: outcome.id.clone(),
            label: outcome.label.clone(),
            stakeholder: outcome.stakeholder.clone(),
            quantity: worth.quantity,
            net_quantity: worth.quantity
                * (1.0 - worth.deadweight)
                * (1.0 - worth.displacement)
                * (1.0 - worth.attribution),
            gross,
            after_deadweight,
            after_displacement,
            first_year: after_displacement * (1.0 - worth.attribution),
            years: worth.years().into_iter().map(round12).collect(),
            present_value: plain.worth(worth),
            steps: steps::of_outcome(plain, worth),
        }
    };
    map.outcomes.iter().zip(&plain.outcomes).map(one).collect()
}
