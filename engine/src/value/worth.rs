//! The arithmetic of a value map, on plain numbers.

use esito_model::{FirstYear, ValueMap};

/// An outcome's assumptions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub quantity: f64,
    pub proxy: f64,
    pub duration: f64,
    pub deadweight: f64,
    pub displacement: f64,
    pub attribution: f64,
    pub drop_off: f64,
}

/// A map's assumptions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plain {
    pub inputs: f64,
    pub rate: f64,
    pub first_year: FirstYear,
    pub outcomes: Vec<Outcome>,
}

impl Outcome {
    /// The value of each year, undiscounted. Of a last part of a year its part counts.
    pub(crate) fn years(&self) -> Vec<f64> {
        let mut value = self.quantity
            * self.proxy
            * (1.0 - self.deadweight)
            * (1.0 - self.displacement)
            * (1.0 - self.attribution);
        let mut left = self.duration;
        let mut out = Vec::new();
        while left > 0.0 {
            out.push(value * left.min(1.0));
            value *= 1.0 - self.drop_off;
            left -= 1.0;
        }
        out
    }
}

impl Plain {
    pub(crate) fn new(map: &ValueMap) -> Self {
        let inputs: i64 = map.inputs.iter().map(|input| input.amount.0).sum();
        let outcome = |outcome: &esito_model::ValueOutcome| Outcome {
            quantity: outcome.quantity.value,
            proxy: outcome.proxy.amount.value,
            duration: outcome.duration_years,
            deadweight: outcome.deadweight.share.value,
            displacement: outcome.displacement.share.value,
            attribution: outcome.attribution.share.value,
            drop_off: outcome.drop_off.share.value,
        };
        Self {
            inputs: esito_model::Money(inputs).major(),
            rate: map.discount_rate,
            first_year: map.first_year,
            outcomes: map.outcomes.iter().map(outcome).collect(),
        }
    }

    /// What an outcome is worth today.
    pub(crate) fn worth(&self, outcome: &Outcome) -> f64 {
        self.discounted(outcome).iter().sum()
    }

    fn discounted(&self, outcome: &Outcome) -> Vec<f64> {
        let mut divisor = match self.first_year {
            FirstYear::Undiscounted => 1.0,
            FirstYear::Discounted => 1.0 + self.rate,
        };
        let mut years = outcome.years();
        for year in &mut years {
            *year /= divisor;
            divisor *= 1.0 + self.rate;
        }
        years
    }

    /// What all outcomes are worth today.
    pub(crate) fn present_value(&self) -> f64 {
        self.outcomes.iter().map(|outcome| self.worth(outcome)).sum()
    }

    /// Present value over inputs; nothing without inputs or outcomes.
    pub(crate) fn ratio(&self) -> Option<f64> {
        (self.inputs > 0.0 && !self.outcomes.is_empty()).then(|| self.present_value() / self.inputs)
    }

    /// Years until the discounted value has paid for the inputs, each year's value spread evenly over it; nothing
    /// where it never does.
    pub(crate) fn payback(&self) -> Option<f64> {
        if self.inputs <= 0.0 {
            return None;
        }
        let each: Vec<Vec<f64>> = self.outcomes.iter().map(|outcome| self.discounted(outcome)).collect();
        let longest = each.iter().map(Vec::len).max().unwrap_or_default();
        let mut left = self.inputs;
        let mut before = 0.0;
        for year in 0..longest {
            let value: f64 = each.iter().filter_map(|years| years.get(year)).sum();
            if value >= left {
                return Some(before + left / value);
            }
            left -= value;
            before += 1.0;
        }
        None
    }
}
