//! Effects in words and as charts: what the comparison group shows. Every number is the engine's.

use super::own::Rows;
use super::plate::{Plate, Spec};
use super::say::{Say, span_of};
use super::words;
use crate::i18n::{t, t_with};
use esito_charts::{
    Baseline, Benchmark, Datum, Dot, DotRow, DotsSpec, Ink, LinesSpec, Moment, Quantity, Series, format,
};
use esito_model::number::digits12;
use esito_model::{
    EffectEstimate, EffectMethod, EffectSide, Finding, Indicator, Key, Label, UNKNOWN, Unit, Value, Verdict,
};

impl<'a> Say<'a> {
    /// The effects of an indicator on all of its people, in the engine's order.
    pub fn effects(&self, indicator: &Indicator) -> impl Iterator<Item = &'a EffectEstimate> + use<'a> {
        self.effects_of(indicator, None)
    }

    /// The effects of an indicator on the groups of a breakdown, in the engine's order.
    fn effects_of(
        &self,
        indicator: &Indicator,
        dimension: Option<&str>,
    ) -> impl Iterator<Item = &'a EffectEstimate> + use<'a> {
        let (id, dimension) = (indicator.id.clone(), dimension.map(str::to_owned));
        let ours = move |effect: &&EffectEstimate| effect.indicator == id && effect.dimension == dimension;
        self.picks.answer.effects.iter().filter(ours)
    }

    /// All together and each group of a breakdown at one time, all places together; nothing where the method says nothing
    /// of groups.
    #[must_use]
    pub fn effects_by_group(
        &self,
        indicator: &Indicator,
        (dimension, period): (&str, Option<&str>),
    ) -> Option<Plate> {
        let whole = self.effect_at(indicator, None, period)?;
        let period = whole.period.as_deref();
        let groups = self
            .effects_of(indicator, Some(dimension))
            .filter(|effect| effect.period.as_deref() == period && effect.place.is_none());
        let all: Vec<&EffectEstimate> = std::iter::once(whole).chain(groups).collect();
        if all.len() < 2 {
            return None;
        }
        let when = period.map_or_else(|| words::all_periods(indicator.across), |code| self.period(code));
        let title =
            t_with("effect.by_group", &[("dimension", &words::small(&self.names.dimension(dimension)))]);
        Some(self.effect_plate(
            indicator,
            "effect-groups",
            title,
            &when,
            self.effect_dots(indicator, &all),
            &all,
        ))
    }

    /// Effects as dots, the whole first, with a line where nothing was changed.
    fn effect_dots(&self, indicator: &Indicator, all: &[&EffectEstimate]) -> Spec {
        let rows = all.iter().map(|effect| DotRow {
            label: self.whom(effect),
            dots: vec![Dot { ink: Ink::C1, datum: self.effect_datum(indicator, effect) }],
            target: None,
            strong: effect.place.is_none() && effect.group.is_none(),
            section: String::new(),
        });
        Spec::Dots(DotsSpec {
            frame: self.frame(indicator, &[]),
            groups: Vec::new(),
            rows: rows.collect(),
            benchmark: Some(Benchmark { label: t("effect.nothing_changed"), value: 0.0 }),
            target_label: String::new(),
            nothing: t("figure.nothing"),
        })
    }

    /// The effect in a place (or all together) at a period; where that has none of its own, the last one that has a value.
    #[must_use]
    pub fn effect_at(
        &self,
        indicator: &Indicator,
        place: Option<&str>,
        period: Option<&str>,
    ) -> Option<&'a EffectEstimate> {
        let here = || self.effects(indicator).filter(|effect| effect.place.as_deref() == place);
        let last = || here().filter(|effect| effect.value.known().is_some()).last();
        here().find(|effect| effect.period.as_deref() == period).or_else(last).or_else(|| here().last())
    }

    /// An effect as a sentence: both sides, their difference, its interval, what may be said of it.
    #[must_use]
    pub fn effect_told(&self, indicator: &Indicator, effect: &EffectEstimate) -> Vec<String> {
        let Some(value) = effect.value.known() else {
            return vec![t_with("effect.none", &[("why", &self.no_effect(indicator, effect))])];
        };
        let Some(comparison) = &indicator.comparison else { return Vec::new() };
        let side = |side: &Option<EffectSide>| {
            side.as_ref().map_or_else(|| "–".to_owned(), |side| self.number(indicator, side.value))
        };
        let (here, there) = (side(&effect.here), side(&effect.there));
        let (here_before, there_before) = (side(&effect.here_before), side(&effect.there_before));
        let before = comparison.before.as_deref().map(|code| self.period(code)).unwrap_or_default();
        let share = comparison.deadweight.as_ref().map(|one| one.share.value).unwrap_or_default();
        let share = format::value(share, &Quantity::of(Unit::Share), &self.format);
        let by = self.effect_size(indicator, effect, value);
        let args = [
            ("here", here.as_str()),
            ("there", there.as_str()),
            ("here_before", here_before.as_str()),
            ("there_before", there_before.as_str()),
            ("before", before.as_str()),
            ("share", share.as_str()),
            ("effect", by.as_str()),
        ];
        let said = match comparison.method {
            EffectMethod::Difference => t_with("effect.told", &args[..]),
            EffectMethod::DifferenceInDifferences => t_with("effect.told_changes", &args[..]),
            EffectMethod::Matched => t_with("effect.told_matched", &args[..]),
            EffectMethod::Deadweight => t_with("effect.told_deadweight", &args[..]),
        };
        let mut said = vec![said];
        match (effect.verdict, effect.no_interval.as_str()) {
            (Some(verdict), _) => said.push(self.verdict(verdict)),
            (None, "") => {}
            (None, why) => said.push(t_with("effect.no_interval", &[("why", &words::cannot(why))])),
        }
        said
    }

    /// What may be said of an effect, as a sentence.
    #[must_use]
    pub fn verdict(&self, verdict: Verdict) -> String {
        t(match verdict {
            Verdict::Better => "effect.better",
            Verdict::Worse => "effect.worse",
            Verdict::Different => "effect.different",
            Verdict::Unclear => "effect.unclear",
        })
    }

    /// Why there is no effect.
    fn no_effect(&self, indicator: &Indicator, effect: &EffectEstimate) -> String {
        match effect.no_effect.as_str() {
            "no_comparison" => t("effect.no_comparison"),
            "groups_overlap" => t("effect.groups_overlap"),
            "no_before" => t("effect.no_before"),
            "break_between" => t("effect.break_between"),
            "nothing_matched" => t("effect.nothing_matched"),
            "fewer_started" => t("effect.fewer_started"),
            _ => {
                let least = words::minimum_group(self.picks.answer, indicator);
                effect.value.reason().map(|reason| words::reason(reason, least)).unwrap_or_default()
            }
        }
    }

    fn effect_size(&self, indicator: &Indicator, effect: &EffectEstimate, value: f64) -> String {
        let size = self.change_by(indicator, value);
        let Some((low, high)) = effect.low.zip(effect.high) else { return size };
        let ends = self.changes_between(indicator, low, high);
        let method = t(match effect.interval.as_str() {
            "newcombe" => "effect.newcombe",
            "welch" => "effect.welch",
            "scaled" => "effect.scaled",
            _ => "effect.mover",
        });
        t_with("effect.size", &[("size", &size), ("ends", &ends), ("method", &method)])
    }

    /// All together and each place at one time, with a line where nothing was changed.
    #[must_use]
    pub fn effects_by_place(&self, indicator: &Indicator, period: Option<&str>) -> Option<Plate> {
        let whole = self.effect_at(indicator, None, period)?;
        let period = whole.period.as_deref();
        let places = self.effects(indicator).filter(|effect| {
            effect.period.as_deref() == period
                && effect.place.as_deref().is_some_and(|place| place != UNKNOWN)
        });
        let all: Vec<&EffectEstimate> = std::iter::once(whole).chain(places).collect();
        let known = |effect: &&EffectEstimate| effect.value.known().is_some();
        if all.len() < 3 || !all.iter().any(known) {
            return None;
        }
        let when = period.map_or_else(|| words::all_periods(indicator.across), |code| self.period(code));
        Some(self.effect_plate(
            indicator,
            "effect-places",
            t("effect.by_place"),
            &when,
            self.effect_dots(indicator, &all),
            &all,
        ))
    }

    /// The effect of each period, in a place or all together, with a line where nothing was changed.
    #[must_use]
    pub fn effects_over_time(&self, indicator: &Indicator, place: Option<&str>) -> Option<Plate> {
        let all: Vec<&EffectEstimate> = self
            .effects(indicator)
            .filter(|effect| effect.place.as_deref() == place && effect.period.is_some())
            .collect();
        let known = all.iter().filter(|effect| effect.value.known().is_some()).count();
        if known < 2 {
            return None;
        }
        let points = all.iter().filter_map(|effect| {
            let code = effect.period.as_deref()?;
            let span = self.picks.span(code).cloned().or_else(|| span_of(code))?;
            Some(Moment {
                label: format::period(&span, &self.format),
                month: span.month,
                months: span.months,
                begins: indicator.breaks.iter().any(|one| one.period == code),
                datum: self.effect_datum(indicator, effect),
            })
        });
        let name = place.map_or_else(|| t("figure.all_together"), |place| self.names.place(place));
        let spec = LinesSpec {
            frame: self.frame(indicator, &[]),
            series: vec![Series { name: name.clone(), ink: Ink::C1, points: points.collect() }],
            baseline: Baseline::Zero,
            nothing: t("figure.nothing"),
            ..LinesSpec::default()
        };
        Some(self.effect_plate(
            indicator,
            "effect-time",
            t("effect.over_time"),
            &name,
            Spec::Lines(spec),
            &all,
        ))
    }

    fn effect_plate(
        &self,
        indicator: &Indicator,
        id: &'static str,
        title: String,
        whom: &str,
        spec: Spec,
        all: &[&EffectEstimate],
    ) -> Plate {
        let side = |side: &Option<EffectSide>| match side {
            Some(side) => [self.number(indicator, side.value), format::count(side.n, &self.format)],
            None => ["–".to_owned(), "–".to_owned()],
        };
        let told = |effect: &&EffectEstimate| {
            let [here, here_n] = side(&effect.here);
            let [there, there_n] = side(&effect.there);
            let value = match effect.value.known() {
                Some(value) => self.change_by(indicator, value),
                None => self.no_effect(indicator, effect),
            };
            let ends = effect.low.zip(effect.high);
            let ends =
                ends.map_or_else(|| "–".to_owned(), |(low, high)| self.changes_between(indicator, low, high));
            let when = effect.period.as_deref();
            let when = when.map_or_else(|| words::all_periods(indicator.across), |code| self.period(code));
            vec![self.whom(effect), when, value, ends, here, here_n, there, there_n]
        };
        let by_group = all.iter().any(|effect| effect.group.is_some());
        let heads = [
            if by_group { "figure.group" } else { "figure.place" },
            "figure.period",
            "effect.effect",
            "figure.interval",
            "effect.here",
            "effect.here_rows",
            "effect.there",
            "effect.there_rows",
        ];
        let rows = Rows {
            heads: heads.map(t).to_vec(),
            rows: all.iter().map(told).collect(),
            names: 2,
            file: effect_file(all),
        };
        let unit = if indicator.unit == Unit::Share { t("effect.in_points") } else { String::new() };
        let parts = [self.names.of(indicator), whom.to_owned(), unit, t("effect.band")];
        Plate {
            id,
            title,
            subtitle: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "),
            note: String::new(),
            spec: Spec::Own(Box::new(spec), Box::new(rows)),
            derived: true,
            ..Plate::empty()
        }
    }

    fn whom(&self, effect: &EffectEstimate) -> String {
        if let Some((columns, codes)) = effect.dimension.as_deref().zip(effect.group.as_deref()) {
            return self.names.group(columns, codes);
        }
        let place = effect.place.as_deref();
        place.map_or_else(|| t("figure.all_together"), |place| self.names.place(place))
    }

    fn effect_datum(&self, indicator: &Indicator, effect: &EffectEstimate) -> Datum {
        let finding = Finding {
            key: Key {
                indicator: Label::from(&indicator.id),
                place: effect.place.as_ref().map(Label::from),
                period: effect.period.as_ref().map(Label::from),
                dimension: effect.dimension.as_ref().map(Label::from),
                group: effect.group.as_ref().map(Label::from),
            },
            value: effect.value,
            low: effect.low,
            high: effect.high,
            ..Finding::default()
        };
        match (effect.value, effect.no_effect.as_str()) {
            (Value::Known(_), _) | (_, "") => self.datum(indicator, Some(&finding)),
            _ => Datum::missing(&self.no_effect(indicator, effect)),
        }
    }
}

/// The effects as a file: the head, then a row for each.
#[must_use]
pub fn effect_file(all: &[&EffectEstimate]) -> Vec<Vec<String>> {
    let head = [
        "indicator",
        "place",
        "period",
        "dimension",
        "group",
        "effect",
        "low",
        "high",
        "interval",
        "value_here",
        "n_here",
        "value_there",
        "n_there",
        "reason",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for effect in all {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
        let n = |side: &Option<EffectSide>| side.as_ref().map(|side| side.n.to_string()).unwrap_or_default();
        let value = |side: &Option<EffectSide>| number(side.as_ref().map(|side| side.value));
        let reason = match (effect.value, effect.no_effect.as_str()) {
            (Value::Known(_), _) => String::new(),
            (Value::Missing(reason), "") => reason.code().to_owned(),
            (Value::Missing(_), word) => word.to_owned(),
        };
        rows.push(vec![
            effect.indicator.clone(),
            text(&effect.place),
            text(&effect.period),
            text(&effect.dimension),
            text(&effect.group),
            number(effect.value.known()),
            number(effect.low),
            number(effect.high),
            effect.interval.clone(),
            value(&effect.here),
            n(&effect.here),
            value(&effect.there),
            n(&effect.there),
            reason,
        ]);
    }
    rows
}
