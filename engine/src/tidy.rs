//! Findings as tidy CSV: one row an observation, as `docs/framework.md` fixes it.

use esito_model::Finding;
use esito_model::number::digits12;

/// The header of the tidy CSV.
const HEADER: &str = "indicator,place,period,dimension,group,value,numerator,denominator,n,low,high,status\n";

/// Findings as CSV with point decimals, twelve significant digits and `\n` ends; a missing value is an empty cell.
#[must_use]
pub fn tidy_csv<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
    let mut out = String::from(HEADER);
    for finding in findings {
        let key = &finding.key;
        let text = |out: &mut String, value: &Option<String>| {
            push_cell(out, value.as_deref().unwrap_or_default());
            out.push(',');
        };
        push_cell(&mut out, &key.indicator);
        out.push(',');
        text(&mut out, &key.place);
        text(&mut out, &key.period);
        text(&mut out, &key.dimension);
        text(&mut out, &key.group);
        for number in [finding.value.known(), finding.numerator, finding.denominator] {
            out.push_str(&number.map(digits12).unwrap_or_default());
            out.push(',');
        }
        out.push_str(&finding.n.map(|n| n.to_string()).unwrap_or_default());
        out.push(',');
        for number in [finding.low, finding.high] {
            out.push_str(&number.map(digits12).unwrap_or_default());
            out.push(',');
        }
        out.push_str(&finding.status());
        out.push('\n');
    }
    out
}

pub(crate) fn push_cell(out: &mut String, text: &str) {
    if text.contains([',', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}
