//! The way from gross to net, over all years together.

use super::worth::{Outcome, Plain};
use esito_model::ValueStep;

/// What each step takes off an outcome, over its whole duration.
#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    /// Quantity × proxy × duration.
    gross: f64,
    deadweight: f64,
    displacement: f64,
    attribution: f64,
    drop_off: f64,
    discounting: f64,
}

impl Taken {
    /// Gross is what all years would be worth if each were like the first: what fades is taken off later.
    fn of(plain: &Plain, outcome: &Outcome) -> Self {
        let gross = outcome.quantity * outcome.proxy * outcome.duration;
        let deadweight = gross * outcome.deadweight;
        let displacement = (gross - deadweight) * outcome.displacement;
        let attribution = (gross - deadweight - displacement) * outcome.attribution;
        let own = gross - deadweight - displacement - attribution;
        let years: f64 = outcome.years().iter().sum();
        let drop_off = own - years;
        Self {
            gross,
            deadweight,
            displacement,
            attribution,
            drop_off,
            discounting: years - plain.worth(outcome),
        }
    }

    fn add(self, other: Self) -> Self {
        Self {
            gross: self.gross + other.gross,
            deadweight: self.deadweight + other.deadweight,
            displacement: self.displacement + other.displacement,
            attribution: self.attribution + other.attribution,
            drop_off: self.drop_off + other.drop_off,
            discounting: self.discounting + other.discounting,
        }
    }

    /// The steps down to the present value, which is given so that both are the same to the last digit.
    fn steps(self, present: f64) -> Vec<ValueStep> {
        let mut out = vec![ValueStep { step: "gross".to_owned(), amount: self.gross, after: self.gross }];
        let mut left = self.gross;
        for (step, taken) in [
            ("deadweight", self.deadweight),
            ("displacement", self.displacement),
            ("attribution", self.attribution),
            ("drop_off", self.drop_off),
            ("discounting", self.discounting),
        ] {
            left -= taken;
            // A hair's breadth below zero is a rounding error, and no value that was added.
            let amount = if taken.abs() < self.gross.abs() * 1e-12 { 0.0 } else { -taken };
            out.push(ValueStep { step: step.to_owned(), amount, after: left });
        }
        out.push(ValueStep { step: "present_value".to_owned(), amount: present, after: present });
        out
    }
}

/// The way of one outcome, down to what it is worth today.
pub(super) fn of_outcome(plain: &Plain, outcome: &Outcome) -> Vec<ValueStep> {
    Taken::of(plain, outcome).steps(plain.worth(outcome))
}

/// The way of all outcomes together, down to the net value.
pub(super) fn of_map(plain: &Plain) -> Vec<ValueStep> {
    if plain.outcomes.is_empty() {
        return Vec::new();
    }
    let all = plain.outcomes.iter().map(|outcome| Taken::of(plain, outcome));
    let present = plain.present_value();
    let mut steps = all.fold(Taken::default(), Taken::add).steps(present);
    let net = present - plain.inputs;
    steps.push(ValueStep { step: "inputs".to_owned(), amount: -plain.inputs, after: net });
    steps.push(ValueStep { step: "net_value".to_owned(), amount: net, after: net });
    steps
}
