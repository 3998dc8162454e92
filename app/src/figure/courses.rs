//! Trends, projections and gaps in words and as charts. Every number is the engine's.

use super::over_time::LINES;
use super::plate::{Plate, Spec};
use super::say::{Say, one_currency, span_of};
use super::words::{cannot, small};
use crate::i18n::{t, t_count, t_with};
use esito_charts::{Ahead, Baseline, Datum, Ink, LinesSpec, Moment, Series, format};
use esito_model::{
    Beside, Course, Equity, Finding, Gap, GapAt, Indicator, Key, Label, Promise, Trend, Unit, Value, Way,
};

impl Say<'_> {
    /// A signed change in the indicator's unit: in points for shares.
    #[must_use]
    pub fn change_by(&self, indicator: &Indicator, by: f64) -> String {
        let text = format::change(by, &self.quantity(indicator, None), &self.format);
        if indicator.unit == Unit::Share { t_with("figure.points", &[("n", &text)]) } else { text }
    }

    /// Both ends of an interval of changes.
    #[must_use]
    pub fn changes_between(&self, indicator: &Indicator, low: f64, high: f64) -> String {
        let quantity = self.quantity(indicator, None);
        let end = |by: f64| format::change(by, &quantity, &self.format);
        t_with("figure.from_low_to_high", &[("low", &end(low)), ("high", &end(high))])
    }

    /// The trend as a sentence: a direction only where the engine says that there is one.
    #[must_use]
    pub fn trend(&self, indicator: &Indicator, trend: &Trend) -> String {
        let slope = self.change_by(indicator, trend.slope);
        let ends = self.changes_between(indicator, trend.low, trend.high);
        let (from, to) = (self.period(&trend.from), self.period(&trend.to));
        let values = trend.values.to_string();
        let args = [
            ("slope", slope.as_str()),
            ("ends", ends.as_str()),
            ("from", from.as_str()),
            ("to", to.as_str()),
            ("n", values.as_str()),
        ];
        match trend.way {
            Way::Rising => t_with("trend.rising", &args),
            Way::Falling => t_with("trend.falling", &args),
            Way::NoClearChange => t_with("trend.none", &args),
        }
    }

    /// The trend of a course, or why there is none.
    #[must_use]
    pub fn trend_told(&self, indicator: &Indicator, course: &Course) -> Option<String> {
        let why = || t_with("trend.no", &[("why", &cannot(&course.no_trend))]);
        let no_trend = (!course.no_trend.is_empty()).then(why);
        course.trend.as_ref().map(|trend| self.trend(indicator, trend)).or(no_trend)
    }

    /// What a course says: its trend or why there is none, where the series begins anew, how old its last value is.
    #[must_use]
    pub fn course_told(&self, indicator: &Indicator, course: &Course) -> Vec<String> {
        let mut said = Vec::new();
        // A total that may not be formed is said where its value stands.
        if course.last.is_some() {
            said.extend(self.trend_told(indicator, course));
        }
        for one in &indicator.breaks {
            let note = one.note.get(self.format.lang().code());
            let period = self.period(&one.period);
            said.push(match note {
                "" => t_with("trend.break", &[("period", &period)]),
                note => t_with("trend.break_note", &[("period", &period), ("note", note)]),
            });
        }
        if course.age_months > 0
            && let Some(last) = &course.last
        {
            let last = self.period(last);
            said.push(t_count("trend.age", course.age_months.into(), &[("period", &last)]));
        }
        said
    }

    /// The course of an indicator in a place, or all together.
    #[must_use]
    pub fn course_of(&self, indicator: &Indicator, place: Option<&str>) -> Option<&Course> {
        let mut courses = self.picks.answer.courses.iter();
        courses.find(|course| course.indicator == indicator.id && course.place.as_deref() == place)
    }

    /// Where the last value leads by the target's period, as a chart takes it.
    pub(super) fn ahead(&self, indicator: &Indicator, promise: &Promise) -> Option<Ahead> {
        let projection = promise.projection.as_ref()?;
        let middle = |code: &str| {
            let span = span_of(code)?;
            Some(f64::from(span.month) + f64::from(span.months) / 2.0)
        };
        let value = self.number(indicator, projection.value);
        Some(Ahead {
            label: t_with("figure.leads_to", &[("value", &value)]),
            from: (middle(promise.period.as_deref()?)?, promise.actual?),
            to: (middle(&promise.target_period)?, projection.value),
            low: projection.low,
            high: projection.high,
        })
    }

    /// Where a promise leads: the projection with its band, what is missing, since when it was foreseeable.
    #[must_use]
    pub fn leads(&self, indicator: &Indicator, promise: &Promise) -> String {
        let Some(projection) = &promise.projection else { return String::new() };
        let value = self.number(indicator, projection.value);
        let band = self.band(indicator, projection.low, projection.high);
        let due = self.period(&promise.target_period);
        let target = self.number(indicator, promise.target);
        let mut args = vec![
            ("value", value.as_str()),
            ("band", band.as_str()),
            ("due", due.as_str()),
            ("target", target.as_str()),
        ];
        let Some(warning) = &promise.warning else { return t_with("promise.reaches", &args) };
        let short = format::change(warning.short, &self.quantity(indicator, None), &self.format);
        let short = short.trim_start_matches('+').to_owned();
        let short =
            if indicator.unit == Unit::Share { t_with("figure.points", &[("n", &short)]) } else { short };
        let since = self.period(&warning.since);
        args.extend([("short", short.as_str()), ("since", since.as_str())]);
        t_with(if warning.clear { "promise.misses" } else { "promise.may_miss" }, &args)
    }

    /// Both ends of a band in the indicator's unit.
    #[must_use]
    pub fn band(&self, indicator: &Indicator, low: f64, high: f64) -> String {
        format::interval(low, high, &self.quantity(indicator, None), &self.format)
    }

    /// The gap of a period in words: who is worst off, how far from the best-off and from everybody else.
    #[must_use]
    pub fn gap_told(&self, indicator: &Indicator, dimension: &str, at: &GapAt) -> Vec<String> {
        let (worst, best) = (self.names.group(dimension, &at.worst), self.names.group(dimension, &at.best));
        let by = self.gap_size(indicator, &at.to_best);
        let small_best = small(&best);
        let args = [("worst", worst.as_str()), ("best", small_best.as_str()), ("gap", by.as_str())];
        let clear = at.to_best.low.zip(at.to_best.high).map(|(low, high)| low > 0.0 || high < 0.0);
        let mut said = vec![match clear {
            Some(false) => t_with("equity.unclear", &args),
            Some(true) | None => t_with("equity.worst", &args),
        }];
        if let Some(ratio) = at.to_best.ratio {
            let number =
                |value: f64| format::value(value, &esito_charts::Quantity::of(Unit::Number), &self.format);
            let value = number(ratio);
            let ends = at.to_best.ratio_low.zip(at.to_best.ratio_high);
            said.push(match ends {
                Some((low, high)) => t_with(
                    "equity.ratio_between",
                    &[("ratio", &value), ("low", &number(low)), ("high", &number(high))],
                ),
                None => t_with("equity.ratio", &[("ratio", &value)]),
            });
        }
        // Of two groups the other one is everybody else.
        if at.to_others != at.to_best {
            said.push(t_with("equity.others", &[("gap", &self.gap_size(indicator, &at.to_others))]));
        }
        if at.unseen > 0 {
            said.push(t_count("equity.unseen", at.unseen.into(), &[]));
        }
        said
    }

    fn gap_size(&self, indicator: &Indicator, gap: &Gap) -> String {
        let size = self.change_by(indicator, gap.difference);
        let size = size.trim_start_matches('+').to_owned();
        match gap.low.zip(gap.high) {
            Some((low, high)) => {
                let ends = self.changes_between(indicator, low, high);
                t_with("equity.size", &[("size", &size), ("ends", &ends)])
            }
            None => size,
        }
    }

    /// Whether the gap closes, as a sentence.
    #[must_use]
    pub fn gap_course(&self, indicator: &Indicator, equity: &Equity) -> String {
        let Some(trend) = &equity.trend else {
            return t_with("equity.no_trend", &[("why", &cannot(&equity.no_trend))]);
        };
        let slope = self.change_by(indicator, trend.slope);
        let ends = self.changes_between(indicator, trend.low, trend.high);
        let (from, to) = (self.period(&trend.from), self.period(&trend.to));
        let args = [
            ("slope", slope.as_str()),
            ("ends", ends.as_str()),
            ("from", from.as_str()),
            ("to", to.as_str()),
        ];
        match trend.way {
            Way::Rising => t_with("equity.widens", &args),
            Way::Falling => t_with("equity.closes", &args),
            Way::NoClearChange => t_with("equity.stays", &args),
        }
    }

    /// The gap between two groups over time, with its band and a line at no gap.
    #[must_use]
    pub fn gap_over_time(&self, indicator: &Indicator, equity: &Equity) -> Option<Plate> {
        let last = equity.gaps.iter().rev().find(|gap| gap.period.is_some())?;
        if equity.over_time.len() < 2 {
            return None;
        }
        let pair = t_with(
            "equity.pair",
            &[
                ("best", &self.names.group(&equity.dimension, &last.best)),
                ("worst", &small(&self.names.group(&equity.dimension, &last.worst))),
            ],
        );
        let mut points = Vec::new();
        let mut row = Vec::new();
        for point in &equity.over_time {
            let span = self.picks.span(&point.period).cloned().or_else(|| span_of(&point.period))?;
            points.push(Moment {
                label: format::period(&span, &self.format),
                month: span.month,
                months: span.months,
                begins: indicator.breaks.iter().any(|one| one.period == point.period),
                datum: Datum {
                    value: Some(point.gap.difference),
                    low: point.gap.low,
                    high: point.gap.high,
                    ..Datum::default()
                },
            });
            let key = Key {
                indicator: Label::from(&indicator.id),
                period: Some(Label::from(&point.period)),
                dimension: Some(Label::from(&equity.dimension)),
                group: Some(format!("{} - {}", last.best, last.worst).into()),
                ..Key::default()
            };
            row.push(Some(Finding {
                key,
                value: Value::Known(point.gap.difference),
                low: point.gap.low,
                high: point.gap.high,
                ..Finding::default()
            }));
        }
        let has_band = row.iter().flatten().any(|finding| finding.low.is_some());
        let grid = vec![row];
        let name = self.names.of(indicator);
        // Shares less shares are points, as the sentences say.
        let points_of = (indicator.unit == Unit::Share).then(|| t("effect.in_points"));
        let parts =
            [Some(format!("{name}, {}", small(&pair))), points_of, has_band.then(|| t("equity.band"))];
        let subtitle = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
        Some(Plate {
            id: "gap",
            title: self.gap_course(indicator, equity),
            subtitle,
            note: t("equity.note"),
            spec: Spec::Lines(LinesSpec {
                frame: self.frame(indicator, &[]),
                series: vec![Series { name: pair, ink: Ink::C4, points }],
                baseline: Baseline::Zero,
                nothing: t("figure.nothing"),
                ..LinesSpec::default()
            }),
            grid,
            wide: 0.0,
            newest_last: false,
            derived: true,
            sheet: Vec::new(),
        })
    }

    /// All together and the chosen places, each period together with those before it.
    #[must_use]
    pub fn rolling(&self, indicator: &Indicator, chosen: &[String]) -> Option<Plate> {
        let length = indicator.rolling?;
        let places =
            [None].into_iter().chain(chosen.iter().take(LINES - 1).map(|place| Some(place.as_str())));
        let mut series = Vec::new();
        let mut grid: Vec<Vec<Option<Finding>>> = Vec::new();
        for (number, place) in places.enumerate() {
            let ours = self.picks.answer.rolling.iter().filter(|finding| {
                finding.key.indicator == indicator.id && finding.key.place.as_deref() == place
            });
            let mut points = Vec::new();
            let mut row = Vec::new();
            for finding in ours {
                let span = self.picks.span(finding.key.period.as_deref()?).cloned()?;
                points.push(Moment {
                    label: format::period(&span, &self.format),
                    month: span.month,
                    months: span.months,
                    begins: false,
                    datum: self.datum(indicator, Some(finding)),
                });
                row.push(Some(finding.clone()));
            }
            let name = place.map_or_else(|| t("figure.all_together"), |place| self.names.place(place));
            series.push(Series { name, ink: Ink::series(number), points });
            grid.push(row);
        }
        if grid.first().is_none_or(|row| row.len() < 2) {
            return None;
        }
        let one = one_currency(grid.iter().flatten());
        let spec = LinesSpec {
            frame: self.frame(indicator, &grid),
            series,
            nothing: t("figure.nothing"),
            ..LinesSpec::default()
        };
        let first = grid.first().map_or(&[][..], Vec::as_slice);
        Some(Plate {
            id: "rolling",
            title: t_with("rolling.title", &[("change", &small(&self.change(indicator, first)))]),
            subtitle: t_with(
                "rolling.subtitle",
                &[("indicator", &self.names.of(indicator)), ("n", &length.to_string())],
            ),
            note: if one { t("rolling.note") } else { t("figure.currencies") },
            spec: if one { Spec::Lines(spec) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: false,
            derived: true,
            sheet: Vec::new(),
        })
    }

    /// Which places stand clearly above and below all others together, and how many cannot be told from them.
    #[must_use]
    pub fn apart(&self, found: &[(&str, Option<&Finding>)]) -> String {
        let of = |wanted: Beside| -> Vec<String> {
            let ours = found.iter().filter(|(_, finding)| finding.is_some_and(|f| f.beside == Some(wanted)));
            ours.map(|(place, _)| self.names.place(place)).collect()
        };
        let (above, below, alike) = (of(Beside::Above), of(Beside::Below), of(Beside::Alike));
        let mut said = Vec::new();
        if !above.is_empty() {
            said.push(t_with("apart.above", &[("places", &above.join(", "))]));
        }
        if !below.is_empty() {
            said.push(t_with("apart.below", &[("places", &below.join(", "))]));
        }
        if !alike.is_empty() {
            said.push(t_with("apart.alike", &[("places", &alike.join(", "))]));
        }
        said.join(" ")
    }
}
