//! The charts of an indicator, drawn for paper.

use super::Report;
use super::findings::Group;
use crate::site::page::escape;
use esito_charts::{
    Datum, Dot, DotRow, DotsSpec, Frame, Ink, LinesSpec, Moment, MultiplesSpec, Panel, Series, dots, format,
    lines, multiples,
};
use esito_model::{Beside, Finding, Indicator, UNKNOWN, Value};

/// The width of a sheet between its margins, in pixels.
const WIDE: f64 = 680.0;

impl Report<'_> {
    /// All places together over time, with the path to the target.
    pub(super) fn course(&self, indicator: &Indicator) -> Option<String> {
        let points = self.moments(indicator, None, None);
        // Where places do not add up to a whole there is no line for all of them.
        if points.iter().filter(|point| point.datum.value.is_some()).count() < 2 {
            return None;
        }
        let title = self.words.say("report.over_time", &[]);
        let name = self.words.say("figure.all_together", &[]);
        let mut target = self.sight.path(indicator);
        if let Some(target) = &mut target {
            target.label = self.target_words(indicator).unwrap_or_default();
        }
        let spec = LinesSpec {
            frame: self.frame(indicator, "course", &title),
            series: vec![Series { name, ink: Ink::C1, points }],
            target,
            nothing: self.words.say("figure.nothing", &[]),
            ..LinesSpec::default()
        };
        Some(figure(&title, &lines(&spec, &self.words.locale).svg))
    }

    /// The places of the last common period, from high to low, each with its interval.
    pub(super) fn places_at_once(&self, indicator: &Indicator) -> Option<String> {
        let period = self.index.last_common(indicator);
        let places = self.index.places(indicator);
        if places.len() < 2 {
            return None;
        }
        let code = period.map(|span| span.code.as_str());
        let mut found: Vec<(&str, Option<&Finding>)> = places
            .iter()
            .map(|place| (*place, self.index.find(indicator, Some(place), code, None)))
            .filter(|(place, finding)| *place != UNKNOWN || finding.is_some())
            .collect();
        // Amounts in several currencies have no common scale: the table has them.
        if !one_currency(found.iter().map(|one| one.1)) {
            return None;
        }
        let known = |finding: Option<&Finding>| {
            finding.and_then(|finding| finding.value.known()).unwrap_or(f64::NEG_INFINITY)
        };
        found.sort_by(|a, b| known(b.1).total_cmp(&known(a.1)));
        // Groups that the engine tells apart stand together; within each, by value.
        let beside = |finding: Option<&Finding>| finding.and_then(|finding| finding.beside);
        let grouped = found.iter().any(|(_, finding)| beside(*finding).is_some());
        let section = |beside: Option<Beside>| match beside {
            _ if !grouped => String::new(),
            Some(Beside::Above) => self.words.say("apart.group_above", &[]),
            Some(Beside::Alike) => self.words.say("apart.group_alike", &[]),
            Some(Beside::Below) => self.words.say("apart.group_below", &[]),
            None => self.words.say("apart.group_none", &[]),
        };
        found.sort_by_key(|(_, finding)| beside(*finding).map_or(3, |beside| beside as u8));
        let title = match period {
            Some(span) => {
                self.words.say("report.by_place_in", &[("period", &format::period(span, &self.words.locale))])
            }
            None => self.words.say("report.by_place", &[]),
        };
        let rows = found.into_iter().map(|(place, finding)| DotRow {
            label: self.place(place),
            dots: vec![Dot { ink: self.late(indicator, place), datum: self.datum(indicator, finding) }],
            target: self.target_at(indicator, place, code),
            section: section(beside(finding)),
            ..DotRow::default()
        });
        let spec = DotsSpec {
            frame: self.frame(indicator, "places", &title),
            rows: rows.collect(),
            target_label: self.words.say("figure.promised", &[]),
            nothing: self.words.say("figure.nothing", &[]),
            ..DotsSpec::default()
        };
        Some(figure(&title, &dots(&spec, &self.words.locale).svg))
    }

    /// A small chart for each place.
    pub(super) fn panels(&self, indicator: &Indicator) -> Option<String> {
        let places = self.index.places(indicator);
        if places.len() < 2 || self.index.periods(indicator).len() < 2 {
            return None;
        }
        let all = places.iter().flat_map(|place| {
            let periods = self.index.periods(indicator).into_iter();
            periods.map(move |span| self.index.find(indicator, Some(place), Some(&span.code), None))
        });
        if !one_currency(all) {
            return None;
        }
        let title = self.words.say("report.multiples", &[]);
        let panels = places.iter().filter(|place| **place != UNKNOWN).map(|place| Panel {
            title: self.place(place),
            ink: self.late(indicator, place),
            points: self.moments(indicator, Some(place), None),
            target: None,
        });
        let spec = MultiplesSpec {
            frame: self.frame(indicator, "panels", &title),
            panels: panels.collect(),
            nothing: self.words.say("figure.nothing", &[]),
        };
        Some(figure(&title, &multiples(&spec, &self.words.locale).svg))
    }

    /// The groups of a breakdown over all places and periods.
    pub(super) fn groups_at_once(&self, indicator: &Indicator, dimension: &str) -> Option<String> {
        let groups = self.index.groups(indicator, dimension);
        let found: Vec<(&str, Option<&Finding>)> = groups
            .iter()
            .map(|group| (*group, self.index.find(indicator, None, None, Some((dimension, group)))))
            .collect();
        if found.len() < 2 || !one_currency(found.iter().map(|one| one.1)) {
            return None;
        }
        let title = self.words.say("report.by_group", &[("dimension", &self.dimension(dimension))]);
        let rows = found.into_iter().map(|(group, finding)| DotRow {
            label: self.group(dimension, group),
            dots: vec![Dot { ink: Ink::C1, datum: self.datum(indicator, finding) }],
            ..DotRow::default()
        });
        let name = format!("group-{}", dimension.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
        let spec = DotsSpec {
            frame: self.frame(indicator, &name, &title),
            rows: rows.collect(),
            nothing: self.words.say("figure.nothing", &[]),
            ..DotsSpec::default()
        };
        Some(figure(&title, &dots(&spec, &self.words.locale).svg))
    }

    fn frame(&self, indicator: &Indicator, part: &str, title: &str) -> Frame {
        let id = indicator.id.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let name = self.words.of(&indicator.label, &indicator.id);
        Frame {
            id: format!("{id}-{part}"),
            title: format!("{name}: {title}"),
            description: String::new(),
            width: WIDE,
            quantity: self.sight.quantity(indicator, None),
        }
    }

    fn moments(&self, indicator: &Indicator, place: Option<&str>, group: Group<'_>) -> Vec<Moment> {
        let periods = self.index.periods(indicator).into_iter();
        let moment = |span: &esito_model::PeriodSpan| {
            let finding = self.index.find(indicator, place, Some(&span.code), group);
            Moment {
                label: format::period(span, &self.words.locale),
                month: span.month,
                months: span.months,
                begins: finding.is_some_and(|finding| finding.flags.contains('b')),
                datum: self.datum(indicator, finding),
            }
        };
        periods.map(moment).collect()
    }

    pub(super) fn datum(&self, indicator: &Indicator, finding: Option<&Finding>) -> Datum {
        match finding.map(|finding| (finding.value, finding)) {
            Some((Value::Known(value), finding)) => Datum {
                value: Some(value),
                low: finding.low,
                high: finding.high,
                note: self.sight.lacking(finding).unwrap_or_default(),
                partial: self.sight.lacking(finding).is_some(),
                estimated: finding.flags.contains('e'),
                ..Datum::default()
            },
            _ => Datum::missing(&self.absent(indicator, finding)),
        }
    }

    fn late(&self, indicator: &Indicator, place: &str) -> Ink {
        let promise = self.answer.promises.iter().find(|promise| {
            promise.indicator == indicator.id
                && promise.place.as_deref() == Some(place)
                && promise.group.is_none()
        });
        if promise.is_some_and(|promise| promise.standing.is_late()) { Ink::Bad } else { Ink::C1 }
    }

    fn target_at(&self, indicator: &Indicator, place: &str, period: Option<&str>) -> Option<f64> {
        let promise = self.answer.promises.iter().find(|promise| {
            promise.indicator == indicator.id
                && promise.place.as_deref() == Some(place)
                && promise.group.is_none()
        })?;
        (promise.period.as_deref() == period).then_some(promise.target)
    }
}

fn figure(title: &str, svg: &str) -> String {
    format!("<figure><figcaption>{}</figcaption>{svg}</figure>\n", escape(title))
}

/// Whether the amounts are in one currency, or none is money.
pub(super) fn one_currency<'f>(findings: impl Iterator<Item = Option<&'f Finding>>) -> bool {
    let mut currencies = findings.flatten().filter_map(|finding| finding.currency.as_deref());
    let first = currencies.next();
    currencies.all(|currency| Some(currency) == first)
}
