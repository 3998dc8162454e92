//! What the comparison group shows, or that the number is not an effect: the words of the interface, on paper.

use super::Report;
use crate::site::page::escape;
use esito_charts::{Quantity, format};
use esito_model::{
    ComparisonGroup, EffectEstimate, EffectMethod, EffectSide, Indicator, Measure, UNKNOWN, Unit, Verdict,
};

impl Report<'_> {
    /// The effects of an indicator with their choices; without a comparison, that its number is no effect.
    pub(super) fn push_effects(&self, out: &mut String, indicator: &Indicator) {
        let Some(comparison) = &indicator.comparison else {
            // Values as they were published are no results of the partnerships anyway.
            if !matches!(indicator.measure, Measure::Given(_)) {
                out.push_str(&format!("<p class=\"sub\">{}</p>\n", self.say("trend.not_an_effect", &[])));
            }
            return;
        };
        let ours: Vec<&EffectEstimate> = self
            .answer
            .effects
            .iter()
            .filter(|effect| effect.indicator == indicator.id && effect.dimension.is_none())
            .collect();
        let mut whole = ours.iter().filter(|effect| effect.place.is_none());
        let Some(lead) = whole.clone().find(|effect| effect.period.is_none()).or_else(|| whole.next_back())
        else {
            return;
        };
        out.push_str(&format!("<h3>{}</h3>", self.say("effect.heading", &[])));
        out.push_str(&format!("<p>{}</p>", escape(&self.effect_told(indicator, comparison, lead))));
        let facts = self.effect_facts(indicator, comparison, lead).into_iter();
        let facts: String = facts
            .map(|(name, text)| format!("<dt>{}</dt><dd>{}</dd>", self.say(name, &[]), escape(&text)))
            .collect();
        out.push_str(&format!("<dl class=\"facts\">{facts}</dl>"));
        // All together by period, and each place at the time of the lead.
        let shown = ours.iter().filter(|effect| {
            effect.place.as_deref() != Some(UNKNOWN)
                && (effect.place.is_none() || effect.period == lead.period)
        });
        let rows: String = shown.map(|effect| self.effect_row(indicator, effect)).collect();
        let head =
            |(key, class): (&str, &str)| format!("<th scope=\"col\"{class}>{}</th>", self.say(key, &[]));
        let number = " class=\"number\"";
        let heads: String = [
            ("figure.place", ""),
            ("figure.period", ""),
            ("effect.effect", number),
            ("figure.interval", number),
            ("effect.here", number),
            ("effect.there", number),
        ]
        .map(head)
        .concat();
        out.push_str(&format!(
            "<div class=\"scroll\"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>\n\
             <p class=\"sub\">{}</p>\n",
            self.say("effect.note", &[])
        ));
    }

    pub(super) fn by(&self, indicator: &Indicator, value: f64) -> String {
        let text = format::change(value, &self.sight.quantity(indicator, None), &self.words.locale);
        match indicator.unit {
            Unit::Share => self.words.say("figure.points", &[("n", &text)]),
            _ => text,
        }
    }

    pub(super) fn ends(&self, indicator: &Indicator, low: f64, high: f64) -> String {
        let quantity = self.sight.quantity(indicator, None);
        let end = |value: f64| format::change(value, &quantity, &self.words.locale);
        self.words.say("figure.from_low_to_high", &[("low", &end(low)), ("high", &end(high))])
    }

    /// Both sides, their difference, its interval, what may be said of it.
    fn effect_told(
        &self,
        indicator: &Indicator,
        comparison: &ComparisonGroup,
        effect: &EffectEstimate,
    ) -> String {
        let Some(value) = effect.value.known() else {
            return self.words.say("effect.none", &[("why", &self.no_effect(indicator, effect))]);
        };
        let side = |side: &Option<EffectSide>| {
            side.as_ref().map_or_else(|| "–".to_owned(), |side| self.number(indicator, side.value))
        };
        let mut by = self.by(indicator, value);
        if let Some((low, high)) = effect.low.zip(effect.high) {
            let method = match effect.interval.as_str() {
                "newcombe" => "effect.newcombe",
                "welch" => "effect.welch",
                "scaled" => "effect.scaled",
                _ => "effect.mover",
            };
            let (ends, method) = (self.ends(indicator, low, high), self.words.say(method, &[]));
            by = self.words.say("effect.size", &[("size", &by), ("ends", &ends), ("method", &method)]);
        }
        let key = match comparison.method {
            EffectMethod::Difference => "effect.told",
            EffectMethod::DifferenceInDifferences => "effect.told_changes",
            EffectMethod::Matched => "effect.told_matched",
            EffectMethod::Deadweight => "effect.told_deadweight",
        };
        let before = comparison.before.as_deref().map(|code| self.period(code)).unwrap_or_default();
        let share = comparison.deadweight.as_ref().map(|one| self.share(one.share.value)).unwrap_or_default();
        let args = [
            ("here", side(&effect.here)),
            ("there", side(&effect.there)),
            ("here_before", side(&effect.here_before)),
            ("there_before", side(&effect.there_before)),
            ("before", before),
            ("share", share),
            ("effect", by),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let said = self.words.say(key, &args);
        let verdict = effect.verdict.map(|verdict| match verdict {
            Verdict::Better => "effect.better",
            Verdict::Worse => "effect.worse",
            Verdict::Different => "effect.different",
            Verdict::Unclear => "effect.unclear",
        });
        match (verdict, effect.no_interval.as_str()) {
            (Some(verdict), _) => format!("{said} {}", self.words.say(verdict, &[])),
            (None, "") => said,
            (None, why) => {
                let why = self.words.say(&format!("cannot.{why}"), &[]);
                format!("{said} {}", self.words.say("effect.no_interval", &[("why", &why)]))
            }
        }
    }

    fn share(&self, value: f64) -> String {
        format::value(value, &Quantity::of(Unit::Share), &self.words.locale)
    }

    fn no_effect(&self, indicator: &Indicator, effect: &EffectEstimate) -> String {
        match effect.no_effect.as_str() {
            "" => {
                let finding = esito_model::Finding { value: effect.value, ..Default::default() };
                self.absent(indicator, Some(&finding))
            }
            word => self.words.say(&format!("effect.{word}"), &[]),
        }
    }

    /// What was chosen: the method, the group, who was matched, who was lost, what would have come about anyway.
    fn effect_facts(
        &self,
        indicator: &Indicator,
        comparison: &ComparisonGroup,
        effect: &EffectEstimate,
    ) -> Vec<(&'static str, String)> {
        let count = |value: f64| format::value(value, &Quantity::of(Unit::Count), &self.words.locale);
        let evidence = |text: &str| match text {
            "" => self.words.say("effect.no_evidence", &[]),
            text => self.words.say("effect.evidence", &[("evidence", text)]),
        };
        let method = match comparison.method {
            EffectMethod::Difference => "effect.difference",
            EffectMethod::DifferenceInDifferences => "effect.changes",
            EffectMethod::Matched => "effect.matched",
            EffectMethod::Deadweight => "effect.deadweight",
        };
        let mut facts = vec![("effect.method", self.words.say(method, &[]))];
        let group = comparison.filter.as_deref().map_or_else(
            || self.words.say("effect.no_group", &[]),
            |filter| self.words.of(&comparison.label, filter),
        );
        facts.push(("effect.group", group));
        if let Some(found) = effect.matching {
            let columns: Vec<String> =
                comparison.matched.iter().map(|column| self.dimension(column)).collect();
            let form = if found.groups == 1 { "one" } else { "other" };
            let args = [
                ("columns", columns.join(", ")),
                ("count", found.groups.to_string()),
                ("here", count(found.here)),
                ("there", count(found.there)),
                ("left", count(found.left_out)),
            ];
            let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
            facts.push(("effect.matched_by", self.words.say(&format!("effect.who_matched.{form}"), &args)));
        }
        if let Some(attrition) = &comparison.attrition {
            let mut said = vec![self.words.say("effect.lost_count", &[])];
            for (key, side) in [("effect.lost_here", &effect.here), ("effect.lost_there", &effect.there)] {
                if let Some((lost, of)) = side.as_ref().and_then(|side| side.lost.zip(side.denominator)) {
                    said.push(self.words.say(key, &[("lost", &count(lost)), ("of", &count(of))]));
                }
            }
            if let Some(ends) = effect.whatever {
                let ends = self.ends(indicator, ends.low, ends.high);
                said.push(self.words.say("effect.whatever", &[("ends", &ends)]));
            }
            said.push(evidence(attrition.evidence.get(self.words.code)));
            facts.push(("effect.attrition", said.join(" ")));
        }
        if let Some(deadweight) = &comparison.deadweight {
            let share = self.share(deadweight.share.value);
            let text = match deadweight.share.low.zip(deadweight.share.high) {
                Some((low, high)) => self.words.say(
                    "effect.deadweight_range",
                    &[("share", &share), ("low", &self.share(low)), ("high", &self.share(high))],
                ),
                None => self.words.say("effect.deadweight_share", &[("share", &share)]),
            };
            facts.push((
                "effect.anyway",
                format!("{text} {}", evidence(deadweight.evidence.get(self.words.code))),
            ));
        }
        facts
    }

    fn effect_row(&self, indicator: &Indicator, effect: &EffectEstimate) -> String {
        let place = effect.place.as_deref();
        let place =
            place.map_or_else(|| self.words.say("figure.all_together", &[]), |place| self.place(place));
        let when = effect.period.as_deref();
        let when = when.map_or_else(|| self.words.say("report.whole", &[]), |code| self.period(code));
        let value = match effect.value.known() {
            Some(value) => self.by(indicator, value),
            None => self.no_effect(indicator, effect),
        };
        let ends = effect.low.zip(effect.high).map(|(low, high)| self.ends(indicator, low, high));
        let side = |side: &Option<EffectSide>| side.as_ref().map(|side| self.number(indicator, side.value));
        let cells: String = [Some(value), ends, side(&effect.here), side(&effect.there)]
            .into_iter()
            .map(|text| {
                format!("<td class=\"number\">{}</td>", escape(&text.unwrap_or_else(|| "–".to_owned())))
            })
            .collect();
        format!("<tr><th scope=\"row\">{}</th><td>{}</td>{cells}</tr>", escape(&place), escape(&when))
    }
}
