//! A valuation as CSV: a row for each figure.

use esito_model::Valuation;
use esito_model::number::digits12;

/// The valuation as CSV with the columns `figure,outcome,value`, point decimals and `\n` ends; a figure that cannot
/// be worked out is an empty cell.
#[must_use]
pub fn value_csv(valuation: &Valuation) -> String {
    let mut out = String::from("figure,outcome,value\n");
    let mut row = |figure: &str, outcome: &str, value: &str| {
        let quoted = if outcome.contains([',', '"', '\n']) {
            format!("\"{}\"", outcome.replace('"', "\"\""))
        } else {
            outcome.to_owned()
        };
        out.push_str(&format!("{figure},{quoted},{value}\n"));
    };
    let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
    let convention = |first: esito_model::FirstYear| match first {
        esito_model::FirstYear::Undiscounted => "undiscounted",
        esito_model::FirstYear::Discounted => "discounted",
    };
    row("currency", "", &valuation.currency);
    row("inputs", "", &digits12(valuation.inputs.major()));
    row("present_value", "", &number(valuation.present_value));
    row("net_value", "", &number(valuation.net_value));
    row("ratio", "", &number(valuation.ratio));
    row("discount_rate", "", &digits12(valuation.discount_rate));
    row("first_year", "", convention(valuation.first_year));
    let other = &valuation.other_convention;
    row(&format!("ratio_{}", convention(other.first_year)), "", &number(other.ratio));
    row("payback_years", "", &number(valuation.payback_years));
    if let Some(range) = &valuation.range {
        row("ratio_p5", "", &digits12(range.p5));
        row("ratio_p50", "", &digits12(range.p50));
        row("ratio_p95", "", &digits12(range.p95));
        row("runs_with_ratio_of_1_or_more", "", &digits12(range.at_least_one));
    }
    for outcome in &valuation.outcomes {
        for (figure, value) in [
            ("quantity", outcome.quantity),
            ("net_quantity", outcome.net_quantity),
            ("gross_value", outcome.gross),
            ("after_deadweight", outcome.after_deadweight),
            ("after_displacement", outcome.after_displacement),
            ("value_of_first_year", outcome.first_year),
            ("present_value", outcome.present_value),
        ] {
            row(figure, &outcome.id, &digits12(value));
        }
    }
    out
}
