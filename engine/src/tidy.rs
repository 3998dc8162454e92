//! Findings as tidy CSV: one row an observation, as `docs/framework.md` fixes it.

use esito_model::number::digits12;
use esito_model::{EffectEstimate, EffectSide, Finding, Label, Reason, Value, Verdict};

/// The header of the tidy CSV.
const HEADER: &str = "indicator,place,period,dimension,group,value,numerator,denominator,n,low,high,status\n";

/// Findings as CSV with point decimals, twelve significant digits and `\n` ends; a missing value is an empty cell.
#[must_use]
pub fn tidy_csv<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
    let mut out = String::from(HEADER);
    for finding in findings {
        let key = &finding.key;
        let text = |out: &mut String, value: &Option<Label>| {
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

/// The header of the effects.
const EFFECTS: &str = "indicator,place,period,dimension,group,effect,low,high,interval,verdict,value,comparison,\
                       value_before,comparison_before,n,comparison_n,status,reason\n";

/// Effects as CSV in the manner of findings: `value` and `comparison` are the two sides, an effect that is missing is an
/// empty cell with its reason.
#[must_use]
pub fn effects_csv<'a>(effects: impl IntoIterator<Item = &'a EffectEstimate>) -> String {
    let mut out = String::from(EFFECTS);
    for effect in effects {
        let side = |side: &Option<EffectSide>| side.as_ref().map(|side| side.value);
        let rows =
            |side: &Option<EffectSide>| side.as_ref().map(|side| side.n.to_string()).unwrap_or_default();
        let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (status, reason) = match (effect.value, effect.no_effect.as_str()) {
            (Value::Known(_), _) => ("A", effect.no_interval.clone()),
            (Value::Missing(Reason::Withheld), _) => ("c", Reason::Withheld.code().to_owned()),
            (Value::Missing(reason), "") => ("M", reason.code().to_owned()),
            (Value::Missing(_), word) => ("M", word.to_owned()),
        };
        let verdict = match effect.verdict {
            Some(Verdict::Better) => "better",
            Some(Verdict::Worse) => "worse",
            Some(Verdict::Different) => "different",
            Some(Verdict::Unclear) => "unclear",
            None => "",
        };
        let cells = [
            effect.indicator.clone(),
            text(&effect.place),
            text(&effect.period),
            text(&effect.dimension),
            text(&effect.group),
            number(effect.value.known()),
            number(effect.low),
            number(effect.high),
            effect.interval.clone(),
            verdict.to_owned(),
            number(side(&effect.here)),
            number(side(&effect.there)),
            number(side(&effect.here_before)),
            number(side(&effect.there_before)),
            rows(&effect.here),
            rows(&effect.there),
            status.to_owned(),
            reason,
        ];
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push_cell(&mut out, cell);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_written_in_the_manner_of_findings() {
        let side = |value, n| Some(EffectSide { value, n, ..EffectSide::default() });
        let known = EffectEstimate {
            indicator: "work".to_owned(),
            dimension: Some("sex".to_owned()),
            group: Some("f".to_owned()),
            value: Value::Known(0.2),
            low: Some(0.05),
            high: Some(0.35),
            interval: "newcombe".to_owned(),
            verdict: Some(Verdict::Better),
            here: side(0.8, 70),
            there: side(0.6, 80),
            ..EffectEstimate::default()
        };
        let withheld = EffectEstimate {
            indicator: "work".to_owned(),
            place: Some("A, B".to_owned()),
            value: Value::Missing(Reason::Withheld),
            ..EffectEstimate::default()
        };
        let text = effects_csv([&known, &withheld]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0].split(',').count(), 18);
        assert_eq!(lines[1], "work,,,sex,f,0.2,0.05,0.35,newcombe,better,0.8,0.6,,,70,80,A,");
        assert_eq!(lines[2], "work,\"A, B\",,,,,,,,,,,,,,,c,withheld");
    }
}
