//! The first sight: the Overview's head and headline figures as plain HTML, so that a reader has the numbers with
//! the page itself, before the interface has come.
//!
//! Comes in: the computed answer. Goes out: markup with the interface's own classes, once for each language; the
//! style sheet shows the one of the document. The interface takes its place when it is there, with the same words
//! and figures: a browser test compares them.

mod words;

use super::page::escape;
use esito_charts::{
    Datum, Frame, Ink, Moment, Quantity, SparkSpec, TargetPath, format, spark, standing_mark,
};
use esito_model::{
    Across, Answer, Finding, Indicator, Measure, PeriodSpan, Promise, Standing, UNKNOWN, Unit, Value,
};
use std::collections::BTreeSet;
pub(super) use words::Words;

/// The markup that stands in the page until the interface is there.
pub(super) fn glance(answer: &Answer) -> String {
    if answer.framework.indicators.is_empty() {
        return String::new();
    }
    Words::all().iter().map(|words| Sight { answer, words }.html()).collect()
}

/// An answer in a language.
pub(super) struct Sight<'a> {
    pub(super) answer: &'a Answer,
    pub(super) words: &'a Words,
}

impl Sight<'_> {
    fn html(&self) -> String {
        let framework = &self.answer.framework;
        let notice = framework.illustrative.then(|| {
            let [heading, text] =
                ["illustrative.heading", "illustrative.text"].map(|key| escape(&self.words.say(key, &[])));
            format!(
                "<aside class=\"notice\"><div class=\"wrap\"><p><b>{heading}</b> {text}</p></div></aside>"
            )
        });
        let description = self.words.of(&framework.description, "");
        let description = (!description.is_empty()).then(|| format!("<p>{}</p>", escape(&description)));
        let state = self.state().map(|state| format!("<p class=\"state\">{}</p>", escape(&state)));
        let headlines = headlines(self.answer);
        let class = match headlines.len() {
            3 | 5 | 6 => "kpis three",
            1 | 2 => "kpis two",
            _ => "kpis",
        };
        let cards: String = headlines.iter().map(|indicator| self.card(indicator)).collect();
        format!(
            "<div class=\"glance\" lang=\"{}\">{}<main class=\"wrap overview\"><section class=\"lead\"><p class=\"over\">{}</p>\
             <h1>{}</h1>{}{}</section><section class=\"{class}\">{cards}</section></main></div>\n",
            self.words.code,
            notice.unwrap_or_default(),
            escape(&self.over(&headlines)),
            escape(&self.headline()),
            description.unwrap_or_default(),
            state.unwrap_or_default(),
        )
    }

    /// Title · places · indicators · years.
    pub(super) fn over(&self, headlines: &[&Indicator]) -> String {
        let framework = &self.answer.framework;
        let places = framework.indicators.iter().map(|indicator| {
            let places = self.of(&indicator.id).filter_map(|finding| finding.key.place.as_deref());
            places.filter(|place| *place != UNKNOWN).collect::<BTreeSet<_>>().len()
        });
        let mut parts = vec![self.words.of(&framework.title, "")];
        parts.extend(
            places.max().filter(|count| *count > 0).map(|count| self.words.count("figure.places", count)),
        );
        parts.push(self.words.count("overview.indicators", framework.indicators.len()));
        let mut spans: Vec<_> = headlines.iter().flat_map(|indicator| self.periods(indicator)).collect();
        spans.sort_by_key(|span| span.month);
        let year = |span: &&PeriodSpan| span.code.split('-').next().unwrap_or_default().to_owned();
        if let (Some(first), Some(last)) = (spans.first().map(year), spans.last().map(year)) {
            parts.push(if first == last { first } else { format!("{first}–{last}") });
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }

    /// So many promises of so many are on track; which one is furthest behind.
    pub(super) fn headline(&self) -> String {
        let promises = &self.answer.promises;
        if promises.is_empty() {
            return self.words.of(&self.answer.framework.title, "");
        }
        let kept =
            promises.iter().filter(|p| matches!(p.standing, Standing::Met | Standing::OnTrack)).count();
        if kept == promises.len() {
            return self.words.say("overview.all_on_track", &[]);
        }
        let form = if kept == 1 { "one" } else { "other" };
        let [kept, all] = self.words.numbers([kept, promises.len()]);
        let mut late: Vec<&Promise> = (promises.iter()).filter(|p| p.standing.is_late()).collect();
        let pace = |promise: &Promise| promise.pace.unwrap_or(f64::INFINITY);
        late.sort_by(|a, b| pace(a).total_cmp(&pace(b)));
        let worst = late.iter().find(|promise| promise.place.is_none()).or(late.first());
        let sentence = match worst {
            Some(worst) => {
                let indicator = small(&self.words.indicator(&self.answer.framework, &worst.indicator));
                let worst = worst.place.as_ref().map_or(indicator.clone(), |place| {
                    let place = self.words.place(&self.answer.framework, place);
                    self.words.say("overview.indicator_in", &[("indicator", &indicator), ("place", &place)])
                });
                let args = [("kept", kept.as_str()), ("all", &all), ("worst", &worst)];
                self.words.say(&format!("overview.headline_worst.{form}"), &args)
            }
            None => self.words.say(&format!("overview.headline.{form}"), &[("kept", &kept), ("all", &all)]),
        };
        let mut letters = sentence.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    pub(super) fn card(&self, indicator: &Indicator) -> String {
        let locale = &self.words.locale;
        let periods = self.periods(indicator);
        let at = |span: &&PeriodSpan| self.find(indicator, Some(span.code.as_str()));
        let last = periods.iter().rev().find(|span| at(span).is_some_and(|f| f.value.known().is_some()));
        let finding = self.find(indicator, last.map(|span| span.code.as_str()));
        let quantity = self.quantity(indicator, finding);
        let known = finding.and_then(|finding| finding.value.known());
        let value = match known {
            Some(value) => format::value(value, &quantity, locale),
            None => self.words.say(&reason_key(finding), &[]),
        };
        let when = match (last, indicator.across) {
            (Some(span), _) => format::period(span, locale),
            (None, Across::All) => self.words.say("figure.all_periods", &[]),
            (None, Across::Last) => self.words.say("figure.last_period", &[]),
        };
        let interval = finding.filter(|_| known.is_some()).and_then(|finding| {
            let ends = format::interval(finding.low?, finding.high?, &quantity, locale);
            Some(self.words.say("overview.interval", &[("interval", &ends)]))
        });
        let coverage = finding.and_then(|finding| self.coverage(indicator, finding));
        let whole = self.whole(indicator, last.is_some());
        let estimated = finding.and_then(|finding| self.estimated(finding));
        let details: Vec<String> =
            [Some(when), estimated, interval, whole, coverage].into_iter().flatten().collect();
        let promise = self.answer.promises.iter().find(|p| p.indicator == indicator.id && p.place.is_none());
        let chip = promise.map(|promise| self.chip(promise.standing));
        format!(
            "<article class=\"kpi\"><h2>{}</h2><p class=\"big{}\">{}</p><p class=\"ci\">{}</p>{}{}</article>",
            escape(&self.words.of(&indicator.label, &indicator.id)),
            if known.is_some() { "" } else { " absent" },
            escape(&value),
            escape(&details.join(" · ")),
            self.course(indicator, &periods, &quantity, promise).unwrap_or_default(),
            chip.unwrap_or_default(),
        )
    }

    /// How many rows of a value are complete, where not all are; nothing where there is no value.
    pub(super) fn lacking(&self, finding: &Finding) -> Option<String> {
        finding.value.known().filter(|_| finding.unreported + finding.partial > 0)?;
        let share = |part: f64| format::value(part, &Quantity::of(Unit::Share), &self.words.locale);
        let part = share(finding.coverage()?);
        // What is rounded to the whole is not the whole.
        Some(if part == share(1.0) {
            self.words.say("coverage.nearly", &[])
        } else {
            self.words.say("coverage.part", &[("part", &part)])
        })
    }

    /// That a mean stands in for what is missing behind a value, where one does.
    pub(super) fn estimated(&self, finding: &Finding) -> Option<String> {
        let is = finding.value.known().is_some() && finding.flags.contains('e');
        is.then(|| self.words.say("flag.estimated", &[]))
    }

    /// The same, all rows included; nothing for values as they were given.
    pub(super) fn coverage(&self, indicator: &Indicator, finding: &Finding) -> Option<String> {
        finding.value.known().filter(|_| !matches!(indicator.measure, Measure::Given(_)))?;
        self.lacking(finding).or_else(|| finding.coverage().map(|_| self.words.say("coverage.whole", &[])))
    }

    /// The sum over all periods, beside the last of many.
    fn whole(&self, indicator: &Indicator, has_period: bool) -> Option<String> {
        let adds = matches!(indicator.unit, Unit::Count | Unit::Money)
            && matches!(indicator.measure, Measure::Value(_))
            && indicator.across == Across::All;
        let whole = self.find(indicator, None).filter(|_| adds && has_period)?;
        let value =
            format::value(whole.value.known()?, &self.quantity(indicator, Some(whole)), &self.words.locale);
        Some(self.words.say("overview.whole", &[("value", &value)]))
    }

    /// The small line of the indicator over time.
    fn course(
        &self,
        indicator: &Indicator,
        periods: &[&PeriodSpan],
        quantity: &Quantity,
        promise: Option<&Promise>,
    ) -> Option<String> {
        let points: Vec<Moment> = periods
            .iter()
            .map(|span| {
                let finding = self.find(indicator, Some(&span.code));
                Moment {
                    label: format::period(span, &self.words.locale),
                    month: span.month,
                    months: span.months,
                    begins: finding.is_some_and(|finding| finding.flags.contains('b')),
                    datum: datum(finding),
                }
            })
            .collect();
        let frame = Frame {
            id: format!("glance-{}-{}", self.words.code, indicator.id),
            title: self.words.of(&indicator.label, &indicator.id),
            width: 240.0,
            quantity: quantity.clone(),
            ..Frame::default()
        };
        let late = promise.is_some_and(|p| p.standing.is_late());
        let ink = if late { Ink::Bad } else { Ink::C1 };
        let spec = SparkSpec { frame, height: 54.0, ink, points, target: self.path(indicator) };
        (spec.points.len() > 1).then(|| {
            let svg = spark(&spec, &self.words.locale).svg;
            format!("<div class=\"spark\" aria-hidden=\"true\">{svg}</div>")
        })
    }

    /// The straight path of the promise for all places together.
    pub(super) fn path(&self, indicator: &Indicator) -> Option<TargetPath> {
        let target = self.answer.framework.target(&indicator.id, None)?;
        let points = target.baseline.iter().chain([&target.target]).filter_map(|point| {
            let span = self.answer.periods.iter().find(|span| span.code == point.period)?;
            Some((f64::from(span.month) + f64::from(span.months) / 2.0, point.value))
        });
        Some(TargetPath::through(String::new(), points.collect()))
    }

    pub(super) fn chip(&self, standing: Standing) -> String {
        let (class, shape, open) = standing_mark(standing);
        let open = if open { " class=\"open\"" } else { "" };
        let word = escape(&self.words.say(&format!("standing.{}", code(standing)), &[]));
        format!(
            "<span class=\"chip {class}\"><svg width=\"10\" height=\"10\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"{open}>\
             <path d=\"{shape}\"/></svg>{word}</span>"
        )
    }

    /// How many promises stand in each class, the good ones first.
    pub(super) fn state(&self) -> Option<String> {
        const ALL: [Standing; 7] = [
            Standing::Met,
            Standing::OnTrack,
            Standing::Moderate,
            Standing::Insufficient,
            Standing::MovingAway,
            Standing::Missed,
            Standing::Unknown,
        ];
        let said: Vec<String> = ALL
            .into_iter()
            .map(|standing| {
                (standing, self.answer.promises.iter().filter(|p| p.standing == standing).count())
            })
            .filter(|(_, count)| *count > 0)
            .map(|(standing, count)| self.words.count(&format!("overview.{}", code(standing)), count))
            .collect();
        (!said.is_empty()).then(|| self.words.say("overview.state", &[("classes", &said.join(", "))]))
    }

    pub(super) fn quantity(&self, indicator: &Indicator, finding: Option<&Finding>) -> Quantity {
        let first = || self.of(&indicator.id).find_map(|finding| finding.currency.clone());
        match indicator.unit {
            Unit::Money => Quantity {
                unit: indicator.unit,
                currency: finding.and_then(|finding| finding.currency.clone()).or_else(first),
            },
            unit => Quantity::of(unit),
        }
    }

    fn of(&self, indicator: &str) -> impl Iterator<Item = &Finding> {
        self.answer.findings.iter().filter(move |finding| finding.key.indicator == indicator)
    }

    /// The finding for all places and groups together.
    fn find(&self, indicator: &Indicator, period: Option<&str>) -> Option<&Finding> {
        self.of(&indicator.id).find(|finding| {
            let key = &finding.key;
            key.place.is_none() && key.group.is_none() && key.period.as_deref() == period
        })
    }

    fn periods(&self, indicator: &Indicator) -> Vec<&PeriodSpan> {
        let seen: BTreeSet<&str> =
            self.of(&indicator.id).filter_map(|finding| finding.key.period.as_deref()).collect();
        self.answer.periods.iter().filter(|span| seen.contains(span.code.as_str())).collect()
    }
}

/// The last part of the keys of a standing's words.
fn code(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "met",
        Standing::OnTrack => "on_track",
        Standing::Moderate => "moderate",
        Standing::Insufficient => "insufficient",
        Standing::MovingAway => "moving_away",
        Standing::Missed => "missed",
        Standing::Unknown => "unknown",
    }
}

/// The indicators that lead: those marked as headline, otherwise the first ones.
pub(super) fn headlines(answer: &Answer) -> Vec<&Indicator> {
    let all = &answer.framework.indicators;
    let marked: Vec<&Indicator> = all.iter().filter(|indicator| indicator.headline).take(8).collect();
    if marked.is_empty() { all.iter().take(4).collect() } else { marked }
}

fn datum(finding: Option<&Finding>) -> Datum {
    match finding.map(|finding| (finding.value, finding)) {
        Some((Value::Known(value), finding)) => {
            Datum { value: Some(value), low: finding.low, high: finding.high, ..Datum::missing("") }
        }
        _ => Datum::missing(""),
    }
}

fn reason_key(finding: Option<&Finding>) -> String {
    match finding.and_then(|finding| finding.value.reason()) {
        Some(esito_model::Reason::Withheld) => "reason.withheld_other".to_owned(),
        Some(reason) => format!("reason.{}", reason.code()),
        None => "reason.no_data".to_owned(),
    }
}

/// A text with its first letter small, unless its first word is an abbreviation.
pub(super) fn small(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}
