//! Money over time as CSV: a row for each figure.

use esito_model::number::digits12;
use esito_model::{Money, MoneyOverTime, Return};

/// The money as CSV with the columns `money,party,figure,value`, point decimals and `\n` ends; a figure that cannot
/// be worked out is an empty cell.
#[must_use]
pub fn money_csv(all: &[MoneyOverTime]) -> String {
    let mut out = String::from("money,party,figure,value\n");
    for money in all {
        let mut row = |party: &str, figure: &str, value: &str| {
            let cells = [money.id.as_str(), party, figure, value].map(quoted);
            out.push_str(&cells.join(","));
            out.push('\n');
        };
        let amount = |amount: Money| amount.text(money.decimals);
        let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
        row("", "currency", &money.currency);
        row("", "discount_rate", &number(money.discount_rate));
        for sum in &money.sums {
            row("", sum.kind.code(), &amount(sum.actual));
            row("", &format!("{}_planned", sum.kind.code()), &amount(sum.planned));
        }
        for party in &money.parties {
            let name = party.name.as_str();
            row(name, "role", &party.role);
            for (figure, value) in [
                ("committed", party.committed),
                ("paid", party.paid),
                ("received", party.received),
                ("net", party.net),
                ("most_out", party.most_out),
                ("at_risk", party.at_risk),
            ] {
                row(name, figure, &amount(value));
            }
            row(name, "most_out_on", party.most_out_on.as_deref().unwrap_or_default());
            row(name, "back_on", party.back_on.as_deref().unwrap_or_default());
            let mut returned = |suffix: &str, found: &Return| {
                row(name, &format!("irr{suffix}"), &number(found.rate));
                row(name, &format!("npv{suffix}"), &number(found.present_value));
            };
            returned("", &party.so_far);
            if let Some(expected) = &party.expected {
                returned("_with_planned", expected);
            }
        }
        for one in &money.per_outcome {
            let name = |end: &str| format!("cost_per_{}_outcome{end}", one.counted);
            row(&one.side, &format!("{}_outcomes", one.counted), &digits12(one.outcomes));
            row(&one.side, &name(""), &number(one.value));
            row(&one.side, &name("_low"), &number(one.low));
            row(&one.side, &name("_high"), &number(one.high));
        }
    }
    out
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
