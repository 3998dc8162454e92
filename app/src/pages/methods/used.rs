//! Which of the general rules this framework uses, and where: methods of intervals, limits, rules, breaks, comparisons.

use super::words::interval;
use crate::figure::words::minimum_group;
use crate::figure::{Names, Say};
use crate::i18n::{format, lang, t, t_with};
use esito_model::{Answer, EffectMethod, Indicator, Interval, MissingCells};
use leptos::prelude::*;

/// Whether a rule for missing cells is of a kind.
type Is = fn(&MissingCells) -> bool;

/// An answer and its names.
pub(super) struct Used<'a> {
    pub(super) answer: &'a Answer,
    pub(super) names: &'a Names<'a>,
}

impl Used<'_> {
    fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.answer.framework.indicators.iter()
    }

    /// The names of those indicators for which something holds, in the framework's order.
    fn named(&self, holds: impl Fn(&Indicator) -> bool) -> String {
        let names: Vec<String> =
            self.indicators().filter(|one| holds(one)).map(|one| self.names.of(one)).collect();
        names.join(", ")
    }

    fn method(&self, indicator: &Indicator) -> &str {
        let receipt = self.answer.receipts.iter().find(|receipt| receipt.indicator == indicator.id);
        receipt.map_or("", |receipt| receipt.interval.as_str())
    }

    /// Limits of their own, by size, and what counts are rounded to.
    pub(super) fn limits(&self) -> Vec<String> {
        let usual = self.answer.framework.minimum_group;
        let mut sizes: Vec<u32> = self.indicators().map(|one| minimum_group(self.answer, one)).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let others = sizes.into_iter().filter(|size| *size != usual);
        let mut said: Vec<String> = others
            .map(|size| {
                let names = self.named(|one| minimum_group(self.answer, one) == size);
                match size {
                    0 | 1 => t_with("methods.small_none", &[("names", &names)]),
                    size => t_with("methods.small_own", &[("n", &size.to_string()), ("names", &names)]),
                }
            })
            .collect();
        let rounding = self.answer.framework.rounding;
        if rounding > 1 {
            said.push(t_with("indicator.rounded", &[("n", &rounding.to_string())]));
        }
        said
    }

    /// Rules for rows that lack a cell.
    pub(super) fn missing(&self) -> Vec<String> {
        let rules: [(&str, Is); 3] = [
            ("methods.leave_out", |rule| matches!(rule, MissingCells::LeaveOut)),
            ("methods.group_mean", |rule| matches!(rule, MissingCells::GroupMean { .. })),
            ("methods.refuse", |rule| matches!(rule, MissingCells::Refuse)),
        ];
        let of = |(key, is): (&str, Is)| {
            let names = self.named(|one| one.missing.as_ref().is_some_and(is));
            (!names.is_empty()).then(|| t_with(key, &[("names", &names)]))
        };
        rules.into_iter().filter_map(of).collect()
    }

    /// Breaks, windows, and who is compared like for like.
    pub(super) fn time(&self) -> Vec<String> {
        let say = Say::of(self.answer, format(), "");
        let mut said = Vec::new();
        for indicator in self.indicators() {
            for one in &indicator.breaks {
                let (name, period) = (self.names.of(indicator), say.period(&one.period));
                let note = one.note.get(lang().code());
                let args = [("name", name.as_str()), ("period", period.as_str()), ("note", note)];
                said.push(t_with(
                    if note.is_empty() { "methods.break" } else { "methods.break_note" },
                    &args,
                ));
            }
        }
        let lists = [
            ("methods.rolling", self.named(|one| one.rolling.is_some())),
            ("methods.like_for_like", self.named(|one| one.like_for_like.is_some())),
        ];
        said.extend(
            lists
                .into_iter()
                .filter(|(_, names)| !names.is_empty())
                .map(|(key, names)| t_with(key, &[("names", &names)])),
        );
        said
    }

    /// Which indicators are held against a comparison group, and how; otherwise that none is.
    pub(super) fn effects(&self) -> Vec<String> {
        let methods = [
            (EffectMethod::Difference, "effect.difference"),
            (EffectMethod::DifferenceInDifferences, "effect.changes"),
            (EffectMethod::Matched, "effect.matched"),
            (EffectMethod::Deadweight, "effect.deadweight"),
        ];
        let of = |(method, key): (EffectMethod, &str)| {
            let names = self.named(|one| one.comparison.as_ref().is_some_and(|found| found.method == method));
            (!names.is_empty())
                .then(|| t_with("methods.effects_of", &[("names", &names), ("method", &t(key))]))
        };
        let said: Vec<String> = methods.into_iter().filter_map(of).collect();
        if said.is_empty() { vec![t("methods.effects_none")] } else { said }
    }
}

/// The methods of intervals that this framework uses, what each is for, and the indicators that it is used for.
pub(super) fn intervals(used: &Used<'_>) -> impl IntoView + use<> {
    let rows = Interval::WORDS.into_iter().filter_map(|(word, method)| {
        let word = if method == Interval::None { "" } else { word };
        let names = used.named(|one| used.method(one) == word);
        (!names.is_empty()).then(|| {
            view! {
                <tr>
                    <th scope="row" class="method">{crate::figure::words::method(method)}</th>
                    <td>{t(interval(word))}</td>
                    <td>{names}</td>
                </tr>
            }
        })
    });
    let rows = rows.collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t("methods.intervals")>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{t("methods.method")}</th>
                        <th scope="col">{t("methods.method_for")}</th>
                        <th scope="col">{t("methods.indicators")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
