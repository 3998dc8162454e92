//! A bundle's value map, its quantities filled in from indicators.

use super::valuate;
use crate::bundle::Bundle;
use esito_model::{Cut, Question, Ranged, Remark, RemarkPlace, Severity, Valuation};

impl Bundle {
    /// What the value map comes to; nothing where the framework has none that can be used.
    ///
    /// An outcome with an indicator takes its numerator (its value where it has none) over all places and periods as
    /// its quantity. One whose indicator gives no number is left out, and said so.
    #[must_use]
    pub fn valuation(&self) -> Option<Valuation> {
        let mut map = self.framework.value.clone()?;
        let mut remarks = Vec::new();
        map.outcomes.retain_mut(|outcome| {
            let Some(indicator) = outcome.indicator.clone().filter(|_| outcome.quantity == Ranged::default())
            else {
                return true;
            };
            let question = Question {
                indicators: vec![indicator.clone()],
                cuts: vec![Cut::Total],
                by: Some(Vec::new()),
                ..Question::default()
            };
            let answer = self.answer(&question);
            let total = answer.findings.iter().find(|finding| finding.key.indicator == indicator);
            let found = total
                .and_then(|finding| finding.value.known().map(|value| finding.numerator.unwrap_or(value)));
            if let Some(found) = found {
                outcome.quantity.value = found;
                return true;
            }
            let place = RemarkPlace {
                file: "framework.toml".to_owned(),
                line: Some(outcome.line),
                column: Some("indicator".to_owned()),
                ..RemarkPlace::default()
            };
            let message = format!("expected a number from the indicator \"{indicator}\", found none");
            let help = "the outcome is left out of the value";
            remarks.push(Remark::new("outcome-left-out", Severity::Fatal, place, message).with_help(help));
            false
        });
        let mut out = valuate(&map);
        remarks.append(&mut out.remarks);
        out.remarks = remarks;
        out.bundle.clone_from(&self.hash);
        Some(out)
    }
}
