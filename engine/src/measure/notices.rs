//! What a reader should know of an indicator beside its promises: what is old, cannot be compared, or is missing.
//!
//! Comes in: the findings of an indicator without groups, and its courses. Goes out: notices, at most one of a kind.

use crate::statistics::calendar::read_period;
use esito_model::{Course, Finding, Indicator, Notice, NoticeKind, Reason, UNKNOWN, Value};
use rustc_hash::FxHashMap;

/// From this age on a last value is old.
const OLD_MONTHS: u32 = 12;

/// Below this share of complete rows a value is said to be incomplete.
const COMPLETE: f64 = 0.95;

/// The notices of an indicator, in the order of their kinds.
pub(crate) fn notices(indicator: &Indicator, findings: &[&Finding], courses: &[Course]) -> Vec<Notice> {
    let of = Of { indicator, findings, courses };
    let mut all = Vec::new();
    all.extend(of.old());
    all.extend(of.broken());
    all.extend(of.without_value());
    all.extend(of.incomplete());
    all.sort_by_key(|notice| notice.kind);
    all
}

struct Of<'a> {
    indicator: &'a Indicator,
    findings: &'a [&'a Finding],
    courses: &'a [Course],
}

impl Of<'_> {
    fn notice(&self, kind: NoticeKind) -> Notice {
        Notice { kind, indicator: self.indicator.id.clone(), ..Notice::default() }
    }

    /// The newest last value anywhere: its period and its age.
    fn newest(&self) -> Option<(&str, u32)> {
        let dated =
            self.courses.iter().filter_map(|course| Some((course.last.as_deref()?, course.age_months)));
        dated.min_by_key(|(_, age)| *age)
    }

    fn old(&self) -> Vec<Notice> {
        let Some((last, age)) = self.newest() else { return Vec::new() };
        let mut found = Vec::new();
        if age >= OLD_MONTHS {
            let period = Some(last.to_owned());
            found.push(Notice { period, months: age, ..self.notice(NoticeKind::Old) });
        }
        let behind = |course: &&Course| course.last.is_some() && course.age_months >= age + OLD_MONTHS;
        let places = self.courses.iter().filter(behind).filter_map(|course| named(course.place.as_deref()));
        let places: Vec<String> = places.collect();
        if !places.is_empty() {
            let period = Some(last.to_owned());
            found.push(Notice { places, period, ..self.notice(NoticeKind::OldPlaces) });
        }
        found
    }

    /// The last break with values on both sides.
    fn broken(&self) -> Option<Notice> {
        let known = self.findings.iter().filter(|finding| finding.value.known().is_some());
        let months: Vec<i32> =
            known.filter_map(|finding| Some(read_period(finding.key.period.as_deref()?)?.1)).collect();
        let (first, last) = (months.iter().min()?, months.iter().max()?);
        let mut within = self.indicator.breaks.iter().filter(|one| {
            read_period(&one.period).is_some_and(|(_, month)| first < &month && month <= *last)
        });
        let period = within.next_back().map(|one| one.period.clone())?;
        Some(Notice { period: Some(period), ..self.notice(NoticeKind::Break) })
    }

    /// Places without a value in the newest period (or in all together, where there are no periods), by the reason.
    fn without_value(&self) -> Vec<Notice> {
        let newest = self.newest().map(|(last, _)| last);
        let mut at: FxHashMap<&str, Vec<&Finding>> = FxHashMap::default();
        let mut order: Vec<&str> = Vec::new();
        for finding in self.findings {
            let Some(place) = finding.key.place.as_deref().filter(|place| *place != UNKNOWN) else {
                continue;
            };
            let of_place = at.entry(place).or_default();
            if of_place.is_empty() {
                order.push(place);
            }
            of_place.push(finding);
        }
        let kinds = [
            (NoticeKind::Currencies, Reason::MixedCurrencies),
            (NoticeKind::Disputed, Reason::Disputed),
            (NoticeKind::Withheld, Reason::Withheld),
        ];
        let mut found: Vec<Notice> = Vec::new();
        let mut add = |kind: NoticeKind, place: &str| match found.iter_mut().find(|one| one.kind == kind) {
            Some(notice) => notice.places.push(place.to_owned()),
            None => found.push(Notice { places: vec![place.to_owned()], ..self.notice(kind) }),
        };
        for place in order {
            let ours = &at[place];
            let now = ours.iter().find(|finding| finding.key.period.as_deref() == newest);
            let reason = now.and_then(|finding| finding.value.reason());
            if let Some((kind, _)) = kinds.iter().find(|(_, one)| Some(*one) == reason) {
                add(*kind, place);
            } else if ours.iter().all(|finding| matches!(finding.value, Value::Missing(_))) {
                add(NoticeKind::Missing, place);
            }
        }
        found
    }

    /// The newest value of all together, where many of its rows lack a cell.
    fn incomplete(&self) -> Option<Notice> {
        let newest = self.newest().map(|(last, _)| last);
        let whole = self
            .findings
            .iter()
            .find(|finding| finding.key.place.is_none() && finding.key.period.as_deref() == newest)?;
        whole.value.known()?;
        let complete = whole.coverage().filter(|complete| *complete < COMPLETE)?;
        let period = newest.map(str::to_owned);
        Some(Notice { complete: Some(complete), period, ..self.notice(NoticeKind::Incomplete) })
    }
}

/// A place's code, where it is one.
fn named(place: Option<&str>) -> Option<String> {
    place.filter(|place| *place != UNKNOWN).map(str::to_owned)
}
