//! Names, numbers and reasons in the language of the report.

use super::Report;
use esito_charts::format;
use esito_model::{Finding, Indicator, Promise, Reason, UNKNOWN};

impl Report<'_> {
    pub(super) fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.answer.framework.indicators.iter().find(|indicator| indicator.id == id)
    }

    pub(super) fn number(&self, indicator: &Indicator, value: f64) -> String {
        format::value(value, &self.sight.quantity(indicator, None), &self.words.locale)
    }

    pub(super) fn period(&self, code: &str) -> String {
        let span = self.answer.periods.iter().find(|span| span.code == code);
        span.map_or_else(|| code.to_owned(), |span| format::period(span, &self.words.locale))
    }

    pub(super) fn place(&self, id: &str) -> String {
        match id {
            UNKNOWN => self.words.say("figure.unknown", &[]),
            id => self.words.place(&self.answer.framework, id),
        }
    }

    pub(super) fn dimension(&self, columns: &str) -> String {
        let one = |column: &str| {
            let found = self.answer.framework.dimensions.iter().find(|dimension| dimension.column == column);
            let plain = column.rsplit('.').next().unwrap_or(column).replace('_', " ");
            found
                .map_or_else(|| plain.clone(), |dimension| self.words.of(&dimension.label, &plain))
                .to_lowercase()
        };
        columns.split('|').map(one).collect::<Vec<_>>().join(" × ")
    }

    pub(super) fn group(&self, columns: &str, codes: &str) -> String {
        let one = |(column, code): (&str, &str)| {
            if code == UNKNOWN {
                return self.words.say("figure.unknown", &[]);
            }
            let found = self.answer.framework.dimensions.iter().find(|dimension| dimension.column == column);
            let text = found.and_then(|dimension| dimension.groups.get(code));
            text.map_or_else(|| code.to_owned(), |text| self.words.of(text, code))
        };
        columns.split('|').zip(codes.split('|')).map(one).collect::<Vec<_>>().join(", ")
    }

    /// The group that a promise is made to, where it is one.
    pub(super) fn promised_group(&self, promise: &Promise) -> Option<String> {
        Some(self.group(promise.dimension.as_deref()?, promise.group.as_deref()?))
    }

    /// What the target's path is called where it ends.
    pub(super) fn target_words(&self, indicator: &Indicator) -> Option<String> {
        let mut targets = self.answer.framework.targets.iter();
        let target = targets.find(|target| target.indicator == indicator.id && target.place.is_none())?;
        let (value, period) =
            (self.number(indicator, target.target.value), self.period(&target.target.period));
        Some(self.words.say("figure.target", &[("value", &value), ("period", &period)]))
    }

    pub(super) fn least(&self, indicator: &Indicator) -> u32 {
        self.answer.framework.least(indicator)
    }

    /// Why there is no value, in words.
    pub(super) fn absent(&self, indicator: &Indicator, finding: Option<&Finding>) -> String {
        let least = self.least(indicator);
        match finding.and_then(|finding| finding.value.reason()) {
            Some(Reason::Withheld) if least > 1 => self.words.say("reason.withheld", &[]),
            Some(Reason::Withheld) => self.words.say("reason.withheld_other", &[]),
            Some(reason) => self.words.say(&format!("reason.{}", reason.code()), &[]),
            None => self.words.say("reason.no_data", &[]),
        }
    }
}

/// The id of an indicator's part.
pub(super) fn anchor(indicator: &Indicator) -> String {
    format!("i-{}", indicator.id.replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
}
