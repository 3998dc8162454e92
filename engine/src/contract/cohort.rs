//! Cohorts: the rows of a rule put together, and whether their effect reaches its threshold.

use super::effect::{Other, Rate, effect};
use super::money::number;
use super::outcome::{Outcome, Side, Status};
use super::pay::Terms;
use super::trouble::Troubles;
use esito_model::number::round12;
use esito_model::{Compared, Contract, Effect, JudgedBy, LineStatus, MeasuredEffect, Payment, Pays, Per};
use std::collections::{BTreeMap, BTreeSet};

/// The name of several cohorts put together.
pub(crate) const TOGETHER: &str = "*";

/// A cohort's rows under a rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pooled {
    pub cohort: String,
    pub rows: Vec<usize>,
    /// The last day of its rows.
    pub date: Option<i32>,
    here: Rate,
    other: Rate,
    /// The effect as it was published.
    published: Option<(f64, Option<f64>, Option<f64>)>,
    /// Why it cannot be paid whatever it is.
    pub refusal: Option<(LineStatus, &'static str)>,
}

/// Whether a rule looks at cohorts and not at single rows: where the table counts people, or holds effects. Without
/// either a row is a result already, and its quantity says what was reached.
pub(crate) fn is_of(contract: &Contract, payment: &Payment) -> bool {
    let columns = &contract.columns;
    let counted = columns.effect.is_some() || columns.people.is_some() || columns.participant.is_some();
    counted && matches!(payment.per, Per::Cohort | Per::PercentagePoint)
}

/// The cohorts of a rule, in order of their names.
pub(crate) fn pool(
    payment: &Payment,
    rule: usize,
    rows: &[Outcome],
    terms: Terms,
    troubles: &mut Troubles,
) -> Vec<Pooled> {
    let mut cohorts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let named = row.outcome.as_ref().is_some_and(|outcome| payment.outcome.contains(outcome));
        let of_cohort = row.cohort.as_ref().is_some_and(|cohort| payment.cohorts.contains(cohort));
        if !named || (!payment.cohorts.is_empty() && !of_cohort) || !row.is_eligible(rule) {
            continue;
        }
        if row.status == Status::Rejected {
            continue;
        }
        if let (Some(who), Some(cohort)) = (&row.participant, &row.cohort)
            && *first.entry(who).or_insert(cohort) != cohort
        {
            troubles.add(
                "two-cohorts",
                at,
                &format!("{} and {cohort}", first.get(who.as_str()).unwrap_or(&"")),
            );
            continue;
        }
        let name = row.cohort.as_deref().filter(|_| !payment.pooled).unwrap_or(TOGETHER);
        cohorts.entry(name.to_owned()).or_default().push(at);
    }
    cohorts.into_iter().map(|(cohort, at)| sum(payment, rule, rows, terms, (cohort, at), troubles)).collect()
}

fn sum(
    payment: &Payment,
    rule: usize,
    rows: &[Outcome],
    terms: Terms,
    (cohort, at): (String, Vec<usize>),
    troubles: &mut Troubles,
) -> Pooled {
    let mut out = Pooled { cohort, rows: at, ..Pooled::default() };
    let mut people: [BTreeSet<&str>; 2] = Default::default();
    let claimed = payment.pays == Pays::Claimed || terms.claims_count;
    let mut published = 0;
    for at in out.rows.clone() {
        let row = &rows[at];
        match row.date {
            Some(day) => out.date = out.date.max(Some(day)),
            None => troubles.add("outcome-without-date", at, ""),
        }
        let refusal = match row.status {
            Status::Claimed if !claimed => Some((LineStatus::Waiting, "not_verified")),
            Status::Disputed => Some((LineStatus::Waiting, "disputed")),
            Status::Unknown => {
                troubles.add("unknown-status", at, "");
                Some((LineStatus::Waiting, "unknown_status"))
            }
            _ if !row.is_evident(rule) => Some((LineStatus::Waiting, "no_evidence")),
            _ if terms.as_of.zip(row.date).is_some_and(|(due, day)| day > due) => {
                Some((LineStatus::Waiting, "not_due"))
            }
            _ => None,
        };
        out.refusal = out.refusal.or(refusal);
        if let Some(effect) = row.effect {
            published += 1;
            out.published = Some((effect, row.low, row.high));
            continue;
        }
        let side = match row.side {
            Side::Intervention => 0,
            Side::Comparison => 1,
            Side::Unknown => {
                troubles.add("unknown-group", at, "");
                continue;
            }
        };
        let rate = if side == 0 { &mut out.here } else { &mut out.other };
        rate.count += row.quantity.map_or(f64::from(u8::from(row.participant.is_some())), number);
        match (row.people, &row.participant) {
            (Some(people), _) => rate.people += people,
            (None, Some(who)) => {
                // A person is counted once, however many rows there are.
                if people[side].insert(who) {
                    rate.people += 1.0;
                }
            }
            (None, None) => troubles.add("outcome-without-people", at, ""),
        }
    }
    if published > 1 {
        // Published effects are not added up: which of them counts is for the rule to say.
        troubles.add("several-effects", out.rows[0], &out.cohort);
        out.published = None;
    }
    if let Some((effect, ..)) = out.published
        && effect.abs() > 1.0
    {
        troubles.add("rate-above-one", out.rows[0], "");
        out.published = None;
    }
    let shares = matches!(payment.measure, Effect::Level | Effect::Increase | Effect::Reduction);
    if payment.per == Per::PercentagePoint && shares && out.here.count > out.here.people {
        troubles.add("rate-above-one", out.rows[0], "");
        out.here = Rate::default();
    }
    out
}

/// The effect of a cohort, and whether it reaches the rule's threshold.
pub(crate) fn measure(payment: &Payment, pooled: &Pooled) -> MeasuredEffect {
    let mut out = MeasuredEffect {
        cohort: pooled.cohort.clone(),
        threshold: payment.threshold,
        by_low: payment.judged_by == JudgedBy::Low,
        ..MeasuredEffect::default()
    };
    if let Some((value, low, high)) = pooled.published {
        out.value = Some(value);
        (out.low, out.high) = (low, high);
        "published".clone_into(&mut out.method);
    } else {
        let other = match payment.compared {
            Compared::ComparisonGroup => Other::Group(pooled.other),
            Compared::Baseline => payment.baseline.map_or(Other::Nothing, Other::Fixed),
            Compared::Nothing | Compared::Deadweight => Other::Nothing,
        };
        let found = effect(payment.measure, pooled.here, other);
        out.value = found.value;
        (out.low, out.high) = (found.interval.map(|ends| ends.0), found.interval.map(|ends| ends.1));
        found.method.clone_into(&mut out.method);
        out.rate = (pooled.here.people > 0.0).then(|| pooled.here.count / pooled.here.people);
        out.other = match other {
            Other::Group(rate) if rate.people > 0.0 => Some(rate.count / rate.people),
            Other::Fixed(rate) => Some(rate),
            _ => None,
        };
    }
    let judged = match payment.judged_by {
        JudgedBy::Value => out.value,
        JudgedBy::Low => out.low,
    };
    // 0.3 − 0.2 is a last digit short of 0.1 in binary fractions, and a threshold of 0.1 is reached.
    // Without a threshold there is nothing to be judged, by whichever end.
    out.reached = payment
        .threshold
        .map_or(out.value.is_some(), |least| judged.is_some_and(|judged| round12(judged) >= least));
    out
}
