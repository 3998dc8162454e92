//! Findings of one indicator as the parts of charts: quantities, moments, paths, words.

use super::names::Names;
use super::pick::{Group, Picks};
use super::words;
use crate::i18n::{Format, t_with};
use crate::order::sort_by_key;
use esito_charts::{Datum, Moment, Quantity, TargetPath, format};
use esito_model::{Answer, Every, Finding, Indicator, PeriodSpan, Point, UNKNOWN};

/// Findings beside the language they are told in.
pub struct Say<'a> {
    /// The findings.
    pub picks: Picks<'a>,
    /// The names.
    pub names: Names<'a>,
    /// The language's numbers.
    pub format: Format,
}

/// One value for each of a row of marks, and the findings behind them.
pub type Row<T> = (Vec<T>, Vec<Option<Finding>>);

impl<'a> Say<'a> {
    /// The findings of an answer in a language; `unknown` is the word for a missing place or group.
    #[must_use]
    pub fn of(answer: &'a Answer, format: Format, unknown: &str) -> Self {
        let names = Names::new(&answer.framework, format.lang().code(), unknown);
        Self { picks: Picks::new(answer), names, format }
    }

    /// What the indicator's values are counted in; the currency is that of the findings at hand.
    #[must_use]
    pub fn quantity(&self, indicator: &Indicator, finding: Option<&Finding>) -> Quantity {
        let own = finding.and_then(|finding| finding.currency.clone());
        let first = || {
            let mut findings = self.picks.answer.findings.iter();
            findings.find(|f| f.key.indicator == indicator.id && f.currency.is_some())?.currency.clone()
        };
        match indicator.unit {
            esito_model::Unit::Money => Quantity { unit: indicator.unit, currency: own.or_else(first) },
            unit => Quantity::of(unit),
        }
    }

    /// A finding as a chart takes it.
    #[must_use]
    pub fn datum(&self, indicator: &Indicator, finding: Option<&Finding>) -> Datum {
        let mut datum = words::datum(finding, words::minimum_group(self.picks.answer, indicator));
        if let Some(lacking) = finding.and_then(|finding| words::lacking(finding, &self.format)) {
            datum.partial = true;
            let said = [std::mem::take(&mut datum.note), lacking];
            datum.note = said.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(", ");
        }
        datum
    }

    /// A finding in words: value with its interval, or why there is none.
    #[must_use]
    pub fn told(&self, indicator: &Indicator, finding: Option<&Finding>) -> String {
        format::datum(&self.datum(indicator, finding), &self.quantity(indicator, finding), &self.format)
    }

    /// A finding's value alone, or why there is none.
    #[must_use]
    pub fn value(&self, indicator: &Indicator, finding: Option<&Finding>) -> String {
        let datum = Datum { low: None, high: None, note: String::new(), ..self.datum(indicator, finding) };
        format::datum(&datum, &self.quantity(indicator, finding), &self.format)
    }

    /// A finding's interval; nothing where it has none.
    #[must_use]
    pub fn interval(&self, indicator: &Indicator, finding: &Finding) -> Option<String> {
        let quantity = self.quantity(indicator, Some(finding));
        finding.value.known()?;
        Some(format::interval(finding.low?, finding.high?, &quantity, &self.format))
    }

    /// A bare number in the indicator's unit: a target, a baseline.
    #[must_use]
    pub fn number(&self, indicator: &Indicator, value: f64) -> String {
        format::value(value, &self.quantity(indicator, None), &self.format)
    }

    /// A period by its code, as people say it.
    #[must_use]
    pub fn period(&self, code: &str) -> String {
        let span = self.picks.span(code).cloned().or_else(|| span_of(code));
        span.map_or_else(|| code.to_owned(), |span| format::period(&span, &self.format))
    }

    /// The values of a place and a group over the indicator's periods.
    #[must_use]
    pub fn moments(&self, indicator: &Indicator, place: Option<&str>, group: Group<'_>) -> Row<Moment> {
        let periods = self.picks.periods(&indicator.id);
        let findings: Vec<Option<Finding>> = (periods.iter())
            .map(|span| self.picks.find(&indicator.id, place, Some(&span.code), group).cloned())
            .collect();
        let moments = periods.iter().zip(&findings).map(|(span, finding)| Moment {
            label: format::period(span, &self.format),
            month: span.month,
            months: span.months,
            begins: finding.as_ref().is_some_and(|finding| finding.flags.contains('b')),
            datum: self.datum(indicator, finding.as_ref()),
        });
        (moments.collect(), findings)
    }

    /// At most so many places, by name: where there are more, those with the most rows behind them.
    #[must_use]
    pub fn places_shown(&self, indicator: &str, most: usize) -> Vec<&'a str> {
        let mut places = self.picks.places(indicator);
        places.retain(|place| *place != UNKNOWN);
        let rows =
            |place: &str| self.picks.find(indicator, Some(place), None, None).and_then(|finding| finding.n);
        if places.len() > most {
            sort_by_key(&mut places, |place| std::cmp::Reverse(rows(place)));
            places.truncate(most);
        }
        sort_by_key(&mut places, |place| self.names.place(place).to_lowercase());
        places
    }

    /// The straight path of a promise from its baseline to its target.
    #[must_use]
    pub fn path(&self, indicator: &Indicator, place: Option<&str>) -> Option<TargetPath> {
        let target = self.picks.target(&indicator.id, place)?;
        let middle = |point: &Point| {
            let span = span_of(&point.period)?;
            Some((f64::from(span.month) + f64::from(span.months) / 2.0, point.value))
        };
        let points: Vec<_> = target.baseline.iter().chain([&target.target]).filter_map(middle).collect();
        let value = self.number(indicator, target.target.value);
        let label =
            t_with("figure.target", &[("value", &value), ("period", &self.period(&target.target.period))]);
        Some(TargetPath::through(label, points))
    }
}

/// The indicator's findings are all in one currency (or in none): only then may they share a scale.
#[must_use]
pub fn one_currency<'f>(findings: impl IntoIterator<Item = &'f Option<Finding>>) -> bool {
    let mut currencies = findings.into_iter().flatten().filter_map(|finding| finding.currency.as_deref());
    let first = currencies.next();
    currencies.all(|currency| Some(currency) == first)
}

/// The span of a period's code: targets lie in periods that no finding has yet, so the answer does not list them.
#[must_use]
pub fn span_of(code: &str) -> Option<PeriodSpan> {
    let (year, part) = code.split_once('-').map_or((code, None), |(year, part)| (year, Some(part)));
    let year: i32 = year.parse().ok()?;
    let (every, start, months) = match part {
        None => (Every::Year, 0, 12),
        Some(part) => match part.split_at_checked(1)? {
            ("H", half) => (Every::Half, 6 * (half.parse::<i32>().ok()? - 1), 6),
            ("Q", quarter) => (Every::Quarter, 3 * (quarter.parse::<i32>().ok()? - 1), 3),
            _ => (Every::Month, part.parse::<i32>().ok()? - 1, 1),
        },
    };
    let inside = (0..12).contains(&start);
    inside.then(|| PeriodSpan { code: code.to_owned(), every, month: year * 12 + start, months })
}

#[cfg(test)]
mod tests {
    use super::span_of;

    #[test]
    fn periods_are_placed_by_their_code() {
        let at = |code| span_of(code).map(|span| (span.month, span.months));
        assert_eq!(at("2026"), Some((24312, 12)));
        assert_eq!(at("2026-H2"), Some((24318, 6)));
        assert_eq!(at("2026-Q4"), Some((24321, 3)));
        assert_eq!(at("2026-12"), Some((24323, 1)));
        assert_eq!(at("2026-13"), None);
        assert_eq!(at("_U"), None);
    }
}
