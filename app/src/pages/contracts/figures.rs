//! The charts of contracts: shares of what was promised, the cap's use over time, what happened when, effects.

use super::say::{Say, cap_name, named};
use crate::figure::{Cell, Plate, Rows, Spec};
use crate::i18n::{format, lang, t, t_count, t_with};
use esito_charts::{
    Benchmark, Datum, Dot, DotRow, DotsSpec, Frame, Ink, Quantity, StepPoint, StepsSpec, TimelineEvent,
    TimelineSpec, format as written,
};
use esito_model::number::digits12;
use esito_model::{
    Agreement, Contract, Every, MeasuredEffect, PeriodSpan, Portfolio, RuleState, Statement, Unit,
};

/// What each contract achieved, verified and paid as a share of what was promised; nothing where none has a cap.
pub(super) fn shares(portfolio: &Portfolio) -> Option<Plate> {
    let groups = [
        (t("contracts.achieved"), Ink::C3),
        (t("contracts.verified"), Ink::C2),
        (t("contracts.paid"), Ink::C1),
    ];
    let contracts: Vec<_> = portfolio.contracts.iter().filter(|one| one.worth.paid_share.is_some()).collect();
    if contracts.is_empty() {
        return None;
    }
    let mut rows = Vec::new();
    let mut table = Vec::new();
    for contract in &contracts {
        let say = Say::of(&contract.currency, contract.decimals);
        let worth = &contract.worth;
        let label = named(&contract.label, &contract.id);
        let each = [
            (worth.achieved_share, worth.achieved),
            (worth.verified_share, worth.verified),
            (worth.paid_share, worth.paid),
        ];
        let dots = each.iter().zip(&groups).map(|((share, amount), (_, ink))| {
            let datum = match share {
                Some(share) => Datum { note: say.money(*amount), ..Datum::known(*share) },
                None => Datum::missing(&t("contracts.no_cap")),
            };
            Dot { ink: *ink, datum }
        });
        rows.push(DotRow { label: label.clone(), dots: dots.collect(), ..DotRow::default() });
        let percent = |share: Option<f64>| {
            Cell::number(
                share.map(|share| written::value(share, &Quantity::of(Unit::Share), &say.format)),
                share,
            )
        };
        let promised = worth.promised.unwrap_or_default();
        table.push(vec![
            Cell::text(&label),
            Cell::number(Some(say.money(promised)), Some(promised.major())),
            percent(worth.achieved_share),
            percent(worth.verified_share),
            percent(worth.paid_share),
        ]);
    }
    let heads = vec![
        t("contracts.contract"),
        t("contracts.promised"),
        groups[0].0.clone(),
        groups[1].0.clone(),
        groups[2].0.clone(),
    ];
    let spec = DotsSpec {
        frame: Frame { quantity: Quantity::of(Unit::Share), ..Frame::default() },
        groups: groups.to_vec(),
        rows,
        benchmark: Some(Benchmark { label: t("contracts.promised"), value: 1.0 }),
        nothing: t("figure.nothing"),
        ..DotsSpec::default()
    };
    let spec = Spec::Dots(spec);
    Some(Plate::with_table(
        spec,
        Rows::of(heads, table),
        "promise",
        t("contracts.shares"),
        t("contracts.shares_sub"),
        t("contracts.shares_note"),
    ))
}

/// What was paid so far, month by month, under the cap.
pub(super) fn over_time(say: &Say, statement: &Statement, contract: Option<&Contract>) -> Option<Plate> {
    if statement.months.is_empty() {
        return None;
    }
    let mut table = Vec::new();
    let points: Vec<StepPoint> = statement
        .months
        .iter()
        .map(|month| {
            let label = month_name(&month.month);
            table.push(vec![
                Cell { shown: label.clone(), raw: month.month.clone() },
                Cell::number(Some(say.money(month.amount)), Some(month.amount.major())),
                Cell::number(Some(say.money(month.so_far)), Some(month.so_far.major())),
            ]);
            StepPoint {
                at: month.month.clone(),
                label,
                value: month.so_far.major(),
                note: t_with("contracts.in_month", &[("amount", &say.money(month.amount))]),
            }
        })
        .collect();
    let ends = contract.and_then(|contract| contract.ends.clone());
    let pace = statement.pace.as_ref().filter(|pace| pace.left > 0);
    let ahead = pace.zip(ends.clone()).map(|(pace, ends)| (ends, pace.total.major(), t("contracts.at_pace")));
    let limits =
        statement.limits.iter().filter_map(|limit| Some((limit.from.clone(), limit.amount?.major())));
    let last = statement.months.last().map(|month| say.money(month.so_far)).unwrap_or_default();
    let spec = StepsSpec {
        frame: Frame { quantity: say.quantity(), ..Frame::default() },
        name: t("contracts.paid_small"),
        points,
        limits: limits.collect(),
        limit_name: t("contracts.cap_small"),
        starts: contract.and_then(|contract| contract.starts.clone()),
        ends,
        today: statement.as_of.clone().map(|day| {
            let words = say.day(&day);
            (day, words)
        }),
        ahead,
        nothing: t("contracts.nothing_paid"),
        ..StepsSpec::default()
    };
    let heads = vec![t("contracts.month"), t("contracts.paid"), t("contracts.so_far")];
    let title = match statement.worth.promised {
        Some(cap) => t_with("contracts.use_of_cap", &[("paid", &last), ("cap", &say.money(cap))]),
        None => t_with("contracts.use_without_cap", &[("paid", &last)]),
    };
    let spec = Spec::Steps(Box::new(spec));
    let notes =
        [pace.map(|_| t("contracts.pace_note")), statement.summed.then(|| t("contracts.months_summed"))];
    let note = notes.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(Plate::with_table(
        spec,
        Rows::of(heads, table),
        "over-time",
        title,
        t("contracts.over_time_sub"),
        note,
    ))
}

/// A month in words.
pub(super) fn month_name(code: &str) -> String {
    let mut parts = code.split('-').filter_map(|part| part.parse::<i32>().ok());
    let (Some(year), Some(month)) = (parts.next(), parts.next()) else { return code.to_owned() };
    let span =
        PeriodSpan { code: code.to_owned(), every: Every::Month, month: year * 12 + month - 1, months: 1 };
    written::period(&span, &format())
}

/// Versions, caps that were reached, beginning and end.
pub(super) fn timeline(say: &Say, statement: &Statement, contract: Option<&Contract>) -> Option<Plate> {
    if statement.events.is_empty() {
        return None;
    }
    let mut table = Vec::new();
    let mut events = Vec::new();
    for event in &statement.events {
        let mut by = String::new();
        let what = match event.kind.as_str() {
            "starts" => t("contracts.event_starts"),
            "ends" => t("contracts.event_ends"),
            "as_of" => t("contracts.event_as_of"),
            "version" => {
                let version =
                    contract.and_then(|c| c.versions.iter().find(|version| version.id == event.what));
                by = version
                    .and_then(|version| version.agreed.as_ref())
                    .map(|a| who(say, a))
                    .unwrap_or_default();
                let name =
                    version.map_or_else(|| event.what.clone(), |version| named(&version.label, &version.id));
                t_with("contracts.event_version", &[("version", &name)])
            }
            _ => t_with("contracts.event_cap", &[("cap", &cap_name(statement, &event.what))]),
        };
        let day = say.day(&event.date);
        table.push(vec![
            Cell { shown: day.clone(), raw: event.date.clone() },
            Cell::text(&what),
            Cell::text(&by),
        ]);
        let strong = event.kind == "cap_reached";
        events.push(TimelineEvent {
            day: event.date.clone(),
            words: format!("{day}: {what}"),
            ink: if strong { Ink::Bad } else { Ink::Ink2 },
            strong,
        });
    }
    let spec = TimelineSpec {
        frame: Frame::default(),
        events,
        starts: contract.and_then(|contract| contract.starts.clone()),
        ends: contract.and_then(|contract| contract.ends.clone()),
        today: statement.as_of.clone(),
        nothing: t("figure.nothing"),
    };
    let heads = vec![t("contracts.day"), t("contracts.event"), t("contracts.agreed_by")];
    let spec = Spec::Timeline(spec);
    Some(Plate::with_table(
        spec,
        Rows::of(heads, table),
        "timeline",
        t("contracts.timeline"),
        String::new(),
        String::new(),
    ))
}

/// Who agreed to a version, and when.
fn who(say: &Say, agreed: &Agreement) -> String {
    let day = Some(agreed.on.as_str()).filter(|day| !day.is_empty()).map(|day| say.day(day));
    let by = Some(agreed.by.join(", ")).filter(|by| !by.is_empty());
    day.into_iter().chain(by).collect::<Vec<_>>().join(": ")
}

/// The effects of cohorts with their intervals and thresholds; nothing where no rule looks at cohorts.
pub(super) fn effects(statement: &Statement) -> Option<Plate> {
    let format = format();
    let share = Quantity::of(Unit::Share);
    let percent = |value: f64| written::value(value, &share, &format);
    let all: Vec<(&RuleState, &MeasuredEffect)> = statement
        .rules
        .iter()
        .flat_map(|rule| rule.effects.iter().map(move |effect| (rule, effect)))
        .collect();
    if all.is_empty() {
        return None;
    }
    let several = statement.rules.iter().filter(|rule| !rule.effects.is_empty()).count() > 1;
    let (mut rows, mut table) = (Vec::new(), Vec::new());
    for (rule, effect) in &all {
        let cohort = cohort_name(&effect.cohort);
        let name = named(&rule.label, &rule.id);
        let label = match (several, effect.cohort.as_str()) {
            // All cohorts together are what the rule is about.
            (true, "*") => name,
            (true, _) => format!("{name} · {cohort}"),
            (false, _) => cohort,
        };
        let datum = match effect.value {
            Some(value) => {
                Datum { value: Some(value), low: effect.low, high: effect.high, ..Datum::default() }
            }
            None => Datum::missing(&t("contracts.no_result")),
        };
        let verdict = verdict(effect);
        let ink = if effect.reached { Ink::Good } else { Ink::Bad };
        rows.push(DotRow {
            label: label.clone(),
            dots: vec![Dot { ink, datum }],
            target: effect.threshold,
            strong: false,
            section: String::new(),
        });
        let number = |value: Option<f64>| Cell::number(value.map(percent), value);
        let interval =
            effect.low.zip(effect.high).map(|(low, high)| written::interval(low, high, &share, &format));
        let ends =
            effect.low.zip(effect.high).map(|(low, high)| format!("{} {}", digits12(low), digits12(high)));
        table.push(vec![
            Cell::text(&label),
            number(effect.rate),
            number(effect.other),
            number(effect.value),
            Cell {
                shown: interval.clone().unwrap_or_else(|| "–".to_owned()), raw: ends.unwrap_or_default()
            },
            number(effect.threshold),
            Cell::text(&verdict),
        ]);
    }
    let reached = all.iter().filter(|(_, effect)| effect.reached).count() as u64;
    let count = all.len().to_string();
    let heads = vec![
        t("contracts.cohort"),
        t("contracts.rate_here"),
        t("contracts.rate_other"),
        t("contracts.effect"),
        t("figure.interval"),
        t("contracts.threshold"),
        t("contracts.verdict"),
    ];
    let spec = DotsSpec {
        frame: Frame { quantity: share.clone(), ..Frame::default() },
        rows,
        target_label: t("contracts.threshold_small"),
        nothing: t("figure.nothing"),
        ..DotsSpec::default()
    };
    let spec = Spec::Dots(spec);
    let title = t_count("contracts.effects", reached, &[("all", &count)]);
    Some(Plate::with_table(
        spec,
        Rows::of(heads, table),
        "effects",
        title,
        t("contracts.effects_sub"),
        t("contracts.effects_note"),
    ))
}

/// Several cohorts put together stand under a star.
pub(super) fn cohort_name(cohort: &str) -> String {
    match cohort {
        "*" => t("contracts.all_cohorts"),
        "" => t("contracts.the_cohort"),
        cohort => t_with("contracts.cohort_named", &[("cohort", cohort)]),
    }
}

/// Whether an effect reaches its threshold, in words.
pub(super) fn verdict(effect: &MeasuredEffect) -> String {
    let Some(threshold) = effect.threshold else {
        return t(if effect.value.is_some() { "contracts.any_effect" } else { "contracts.no_result" });
    };
    let threshold = written::value(threshold, &Quantity::of(Unit::Share), &format());
    let key = match (effect.reached, effect.by_low) {
        (true, false) => "contracts.reaches",
        (false, false) => "contracts.misses",
        (true, true) => "contracts.low_reaches",
        (false, true) => "contracts.low_misses",
    };
    t_with(key, &[("threshold", &threshold)])
}

/// The contract of a statement, as the framework has it.
pub(super) fn agreed(answer: &esito_model::Answer, id: &str) -> Option<Contract> {
    answer.framework.contracts.iter().find(|contract| contract.id == id).cloned()
}

/// The name of a contract.
pub(super) fn contract_name(statement: &Statement) -> String {
    let words = statement.label.get(lang().code());
    if words.is_empty() { statement.contract.clone() } else { words.to_owned() }
}
