//! Assumptions that somebody sets for themselves, and the list of all that can be moved.

use super::knobs::{Kind, Knob, knobs};
use super::simulation::round_length;
use super::worth::Plain;
use esito_model::number::digits12;
use esito_model::{
    Adjustment, Assumed, Assumption, Money, Ranged, Remark, RemarkPlace, Severity, Support, Text, Unit,
    ValueMap, ValueOutcome,
};

/// The longest duration of an outcome, in years; as in the framework.
const LONGEST: f64 = 100.0;
/// A slider has at least so many steps from end to end.
const STEPS: f64 = 100.0;

/// The map with these assumptions in place of its own. One that is impossible, or of an outcome that the map does
/// not have, changes nothing and is said.
pub(super) fn apply(map: &mut ValueMap, assumed: &[Assumed]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for set in assumed {
        if let Err((code, expected)) = apply_one(map, set) {
            let message = format!("expected {expected}, found {}", set.text());
            let help = "this assumption is passed over: the framework's own stands";
            remarks.push(Remark::new(code, Severity::Doubt, RemarkPlace::default(), message).with_help(help));
        }
    }
    remarks
}

type Fault = (&'static str, String);

fn apply_one(map: &mut ValueMap, set: &Assumed) -> Result<(), Fault> {
    let value = set.value;
    let outside = |expected: &str| Err(("assumption-outside", expected.to_owned()));
    match (set.outcome.as_str(), set.assumption.as_str()) {
        ("", "discount_rate") => {
            if !(0.0..=1.0).contains(&value) {
                return outside("a discount rate from 0 to 1");
            }
            map.discount_rate = value;
            return Ok(());
        }
        ("", "inputs") => {
            return match Money::from_major(value).filter(|money| money.0 > 0) {
                Some(total) => {
                    share_out(map, total);
                    Ok(())
                }
                None => outside("inputs of more than 0"),
            };
        }
        _ => {}
    }
    let unknown = || ("assumption-unknown", "an assumption of this value map".to_owned());
    let outcome = map.outcomes.iter_mut().find(|known| known.id == set.outcome).ok_or_else(unknown)?;
    let share = match set.assumption.as_str() {
        "quantity" if value >= 0.0 => {
            outcome.quantity.value = value;
            return Ok(());
        }
        "quantity" => return outside("a quantity from 0 on"),
        "proxy" if value.abs() < 1e12 => {
            outcome.proxy.amount.value = value;
            return Ok(());
        }
        "proxy" => return outside("an amount"),
        "duration" if value > 0.0 && value <= LONGEST => {
            outcome.duration_years = value;
            return Ok(());
        }
        "duration" => return outside("a duration of more than 0 and at most 100 years"),
        "deadweight" => &mut outcome.deadweight,
        "attribution" => &mut outcome.attribution,
        "displacement" => &mut outcome.displacement,
        "drop_off" => &mut outcome.drop_off,
        _ => return Err(unknown()),
    };
    if !(0.0..=1.0).contains(&value) {
        return outside("a share from 0 to 1");
    }
    share.share.value = value;
    Ok(())
}

/// Gives each input its part of another total; what rounding leaves goes to the largest.
fn share_out(map: &mut ValueMap, total: Money) {
    let before: i128 = map.inputs.iter().map(|input| i128::from(input.amount.0)).sum();
    if before <= 0 {
        map.inputs.truncate(1);
        match map.inputs.first_mut() {
            Some(input) => input.amount = total,
            None => map.inputs.push(esito_model::ValueInput { amount: total, ..Default::default() }),
        }
        return;
    }
    let mut left = total.0;
    for input in &mut map.inputs {
        let part = i128::from(input.amount.0) * i128::from(total.0) / before;
        input.amount = Money(i64::try_from(part).unwrap_or(total.0));
        left -= input.amount.0;
    }
    if let Some(largest) = map.inputs.iter_mut().max_by_key(|input| input.amount) {
        largest.amount.0 += left;
    }
}

/// Every assumption of the map in its order; `stated` is the framework's own map.
pub(super) fn assumptions(stated: &ValueMap, map: &ValueMap, plain: &Plain) -> Vec<Assumption> {
    let own = knobs(stated, &Plain::new(stated));
    let of_map = knobs(map, plain).into_iter();
    let one = |knob: Knob| {
        // A duration that somebody made longer than a year brings the drop-off along; its stated value is the map's.
        let before = own.iter().find(|known| known.kind == knob.kind && known.outcome == knob.outcome);
        let stated = before.map_or(knob.value, |before| before.value);
        let outcome = map.outcomes.get(knob.outcome).filter(|_| !knob.kind.is_of_map());
        let (support, evidence) = support(outcome, knob.kind);
        let (least, most, step) = slider(knob.kind, stated, knob.value);
        Assumption {
            outcome: outcome.map(|outcome| outcome.id.clone()).unwrap_or_default(),
            assumption: knob.kind.code().to_owned(),
            unit: match knob.kind {
                Kind::Quantity => Unit::Count,
                Kind::Proxy | Kind::Inputs => Unit::Money,
                Kind::Duration => Unit::Years,
                _ => Unit::Share,
            },
            value: knob.value,
            stated,
            changed: digits12(stated) != digits12(knob.value),
            low: knob.low,
            high: knob.high,
            assumed: knob.assumed,
            least,
            most,
            step,
            support,
            evidence,
            break_even: if plain.ratio().is_some() { knob.break_even(plain) } else { None },
        }
    };
    of_map.map(one).collect()
}

fn support(outcome: Option<&ValueOutcome>, kind: Kind) -> (Support, Text) {
    let Some(outcome) = outcome else { return (Support::NotAsked, Text::default()) };
    let told =
        |words: &Text| (if words.is_empty() { Support::Unshown } else { Support::Shown }, words.clone());
    let share = |adjustment: &Adjustment| {
        if adjustment.stated { told(&adjustment.evidence) } else { (Support::Missing, Text::default()) }
    };
    match kind {
        Kind::Deadweight => share(&outcome.deadweight),
        Kind::Displacement => share(&outcome.displacement),
        Kind::Attribution => share(&outcome.attribution),
        Kind::DropOff => share(&outcome.drop_off),
        Kind::Proxy => told(&outcome.proxy.source),
        // A number that the data count is shown by the data; one that is written into the map says what it says.
        Kind::Quantity if outcome.indicator.is_some() => {
            (Support::Shown, Text::plain(outcome.indicator.as_deref().unwrap_or_default()))
        }
        _ => (Support::NotAsked, Text::default()),
    }
}

/// Where a slider begins and ends, and its step: wide enough for the value that stands now.
fn slider(kind: Kind, stated: f64, value: f64) -> (f64, f64, f64) {
    if kind.is_share() {
        return (0.0, 1.0, 0.01);
    }
    match kind {
        Kind::Rate => (0.0, 0.15_f64.max(stated).max(value), 0.005),
        Kind::Duration => (0.5_f64.min(value), (2.0 * stated).max(5.0).max(value).min(LONGEST).ceil(), 0.5),
        _ => {
            let far = 2.0 * stated.abs().max(value.abs() / 2.0);
            let step = round_length(if far > 0.0 { far / STEPS } else { 1.0 });
            // Whole steps, so that both ends can be reached.
            let far = (far / step).ceil().max(1.0) * step;
            match kind {
                Kind::Proxy if stated < 0.0 || value < 0.0 => {
                    (-far, if value > 0.0 { far } else { 0.0 }, step)
                }
                Kind::Inputs => (step, far, step),
                _ => (0.0, far, step),
            }
        }
    }
}

/// What harm a reader's own proxy does: as for one of the framework.
pub(super) fn harm(map: &ValueMap, assumed: &[Assumed]) -> Vec<Remark> {
    let negative = |set: &&Assumed| set.assumption == "proxy" && set.value < 0.0;
    let known = |set: &&Assumed| map.outcomes.iter().any(|outcome| outcome.id == set.outcome);
    let remark = |set: &Assumed| {
        let message = format!("expected a proxy from 0 on, found {}", set.text());
        Remark::new("negative-proxy", Severity::Doubt, RemarkPlace::default(), message)
            .with_help("it is taken as harm and lowers the value; mend it if it is none")
    };
    assumed.iter().filter(negative).filter(known).map(remark).collect()
}

/// The quantity of an outcome whose indicator counts it.
pub(super) fn is_counted(outcome: &ValueOutcome) -> bool {
    outcome.indicator.is_some() && outcome.quantity == Ranged::default()
}
