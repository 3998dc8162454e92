//! The words of a definition: units, types, grains, methods.

use esito_model::{ColumnType, Every, Reason, Unit};

/// Why there is no value, with the key of what it means.
pub(super) const REASONS: [(Reason, &str); 8] = [
    (Reason::NotReported, "methods.not_reported"),
    (Reason::Withheld, "methods.withheld"),
    (Reason::NotDue, "methods.not_due"),
    (Reason::NotApplicable, "methods.not_applicable"),
    (Reason::DenominatorZero, "methods.denominator_zero"),
    (Reason::MixedCurrencies, "methods.mixed_currencies"),
    (Reason::Disputed, "methods.disputed"),
    (Reason::Incomplete, "methods.incomplete"),
];

pub(super) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "unit.share",
        Unit::Count => "unit.count",
        Unit::Number => "unit.number",
        Unit::Money => "unit.money",
        Unit::Months => "unit.months",
        Unit::Years => "unit.years",
        Unit::Score => "unit.score",
        Unit::RatePer1000 => "unit.rate_1000",
        Unit::RatePer100000 => "unit.rate_100000",
    }
}

pub(super) fn column(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "type.text",
        ColumnType::Count => "type.count",
        ColumnType::Number => "type.number",
        ColumnType::Share => "type.share",
        ColumnType::Percent => "type.percent",
        ColumnType::Money => "type.money",
        ColumnType::Date => "type.date",
        ColumnType::Period => "type.period",
        ColumnType::Bool => "type.bool",
    }
}

pub(super) fn every(every: Every) -> &'static str {
    match every {
        Every::Year => "every.year",
        Every::Half => "every.half",
        Every::Quarter => "every.quarter",
        Every::Month => "every.month",
    }
}

/// The method of an interval, by the receipt's word.
pub(super) fn interval(word: &str) -> &'static str {
    match word {
        "wilson" => "interval.wilson",
        "wilson_cc" => "interval.wilson_cc",
        "clopper_pearson" => "interval.clopper_pearson",
        "bootstrap" => "interval.bootstrap",
        "poisson" => "interval.poisson",
        "byar" => "interval.byar",
        "t" => "interval.t",
        "median" => "interval.median",
        _ => "interval.none",
    }
}
