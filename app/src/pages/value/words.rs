//! Names and numbers of a value map in the reader's language.

use crate::i18n::{Format, format, lang, t, t_with};
use esito_charts::{Locale, Quantity, format as numbers};
use esito_model::number::digits12;
use esito_model::{FirstYear, Unit, ValueMap};

/// A value map's names and numbers.
#[derive(Clone)]
pub(super) struct Words {
    pub(super) currency: String,
    pub(super) format: Format,
    /// Ids of outcomes with their names.
    outcomes: Vec<(String, String)>,
}

impl Words {
    pub(super) fn of(map: &ValueMap) -> Self {
        let language = lang().code();
        let name = |outcome: &esito_model::ValueOutcome| {
            let label = outcome.label.get(language);
            let label = if label.is_empty() { outcome.id.as_str() } else { label };
            (outcome.id.clone(), label.to_owned())
        };
        Self {
            currency: map.currency.clone(),
            format: format(),
            outcomes: map.outcomes.iter().map(name).collect(),
        }
    }

    /// An outcome by its id.
    pub(super) fn outcome(&self, id: &str) -> String {
        let found = self.outcomes.iter().find(|(known, _)| known == id);
        found.map_or_else(|| id.to_owned(), |(_, name)| name.clone())
    }

    /// An amount.
    pub(super) fn money(&self, value: f64) -> String {
        numbers::value(value, &Quantity::money(&self.currency), &self.format)
    }

    /// A ratio, always with two decimals.
    pub(super) fn ratio(&self, value: f64) -> String {
        self.format.number(value, 2, 2).replace('-', "\u{2212}")
    }

    /// A share in per cent, whole where that says it all.
    pub(super) fn share(&self, value: f64) -> String {
        format!("{}\u{a0}%", self.format.number(value * 100.0, 0, 1))
    }

    /// The value of an assumption with its unit.
    pub(super) fn value(&self, value: f64, unit: Unit) -> String {
        match unit {
            Unit::Share => self.share(value),
            Unit::Money => self.money(value),
            // As it is shown, so that the word for the unit fits the number.
            Unit::Years => numbers::value((value * 10.0).round() / 10.0, &Quantity::of(unit), &self.format),
            _ => numbers::value(value, &Quantity::of(unit), &self.format),
        }
    }

    /// An assumption with its outcome, for lists in which several outcomes stand.
    pub(super) fn assumption(&self, outcome: &str, code: &str) -> String {
        let name = assumption(code);
        if outcome.is_empty() { name } else { format!("{name} · {}", self.outcome(outcome)) }
    }

    /// "for each euro": what stands behind a ratio.
    pub(super) fn for_each(&self) -> String {
        match self.currency.as_str() {
            "EUR" => t("value.per_eur"),
            "GBP" => t("value.per_gbp"),
            "USD" => t("value.per_usd"),
            code => t_with("value.per_other", &[("currency", code)]),
        }
    }
}

/// The name of an assumption.
pub(super) fn assumption(code: &str) -> String {
    t(match code {
        "quantity" => "value.quantity",
        "proxy" => "value.proxy",
        "deadweight" => "value.deadweight",
        "displacement" => "value.displacement",
        "attribution" => "value.attribution",
        "drop_off" => "value.drop_off",
        "duration" => "value.duration",
        "inputs" => "value.inputs",
        _ => "value.discount_rate",
    })
}

/// What an assumption means, in a sentence.
pub(super) fn meaning(code: &str) -> String {
    t(match code {
        "quantity" => "value.quantity_is",
        "proxy" => "value.proxy_is",
        "deadweight" => "value.deadweight_is",
        "displacement" => "value.displacement_is",
        "attribution" => "value.attribution_is",
        "drop_off" => "value.drop_off_is",
        "duration" => "value.duration_is",
        "inputs" => "value.inputs_is",
        _ => "value.discount_rate_is",
    })
}

/// A step from gross to net.
pub(super) fn step(code: &str) -> String {
    t(match code {
        "gross" => "value.gross",
        "deadweight" => "value.deadweight",
        "displacement" => "value.displacement",
        "attribution" => "value.attribution",
        "drop_off" => "value.drop_off",
        "discounting" => "value.discounting",
        "present_value" => "value.present_value",
        "inputs" => "value.inputs",
        _ => "value.net_value",
    })
}

/// The convention of discounting.
pub(super) fn convention(first: FirstYear) -> String {
    t(match first {
        FirstYear::Undiscounted => "value.undiscounted",
        FirstYear::Discounted => "value.discounted",
    })
}

/// The text of a field: shares in per cent, with a point and without separators, as fields of numbers take them.
pub(super) fn field(value: f64, unit: Unit) -> String {
    digits12(if unit == Unit::Share { value * 100.0 } else { value })
}

/// What a field's text stands for; nothing where it is no number.
pub(super) fn from_field(text: &str, unit: Unit) -> Option<f64> {
    let number = text.trim().replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some(if unit == Unit::Share { number / 100.0 } else { number })
}

/// What stands after a field.
pub(super) fn unit(unit: Unit, currency: &str) -> String {
    match unit {
        Unit::Share => "%".to_owned(),
        Unit::Money => currency.to_owned(),
        Unit::Years => t("value.years"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{field, from_field};
    use esito_model::Unit;

    #[test]
    fn fields_go_there_and_back() {
        for share in [0.07, 0.35, 0.0, 1.0, 0.123_456] {
            assert_eq!(from_field(&field(share, Unit::Share), Unit::Share), Some(share));
        }
        assert_eq!(field(0.07, Unit::Share), "7");
        assert_eq!(from_field("3,5", Unit::Years), Some(3.5));
        assert_eq!(from_field("", Unit::Years), None);
        assert_eq!(field(9_800.0, Unit::Money), "9800");
    }
}
