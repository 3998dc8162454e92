//! `[[index]]`: how places are put side by side, and what parties want of it.
//!
//! An index with a fault that would change its scores is left out, and said so; the rest is computed.

use super::names::Names;
use super::nearest::nearest_help;
use super::section::{Notes, Section};
use super::targets::known_indicator;
use super::{begin_whole, fatals, new_id, weights};
use esito_model::{
    Framework, Index, IndexAggregate, IndexMember, IndexMissing, IndexNormalise, IndexOutliers, IndexParty,
    IndexTreat, MissingRule, Pillar,
};
use std::collections::{BTreeMap, BTreeSet};

const NORMALISE: [(&str, IndexNormalise); 11] = [
    ("minmax", IndexNormalise::Minmax),
    ("zscore", IndexNormalise::Zscore),
    ("rank", IndexNormalise::Rank),
    ("percentile", IndexNormalise::Percentile),
    ("borda", IndexNormalise::Borda),
    ("goalposts", IndexNormalise::Goalposts),
    ("distance_to_target", IndexNormalise::DistanceToTarget),
    ("distance_to_maximum", IndexNormalise::DistanceToMaximum),
    ("distance_to_reference", IndexNormalise::DistanceToReference),
    ("fraction_of_maximum", IndexNormalise::FractionOfMaximum),
    ("categories", IndexNormalise::Categories),
];
const AGGREGATE: [(&str, IndexAggregate); 4] = [
    ("arithmetic", IndexAggregate::Arithmetic),
    ("geometric", IndexAggregate::Geometric),
    ("harmonic", IndexAggregate::Harmonic),
    ("copeland", IndexAggregate::Copeland),
];
const TREAT: [(&str, IndexTreat); 4] = [
    ("none", IndexTreat::None),
    ("winsorise", IndexTreat::Winsorise),
    ("winsorise_log", IndexTreat::WinsoriseLog),
    ("winsorise_box_cox", IndexTreat::WinsoriseBoxCox),
];
const RULES: [(&str, MissingRule); 7] = [
    ("exclude", MissingRule::Exclude),
    ("require", MissingRule::Require),
    ("mean", MissingRule::Mean),
    ("median", MissingRule::Median),
    ("group_mean", MissingRule::GroupMean),
    ("group_median", MissingRule::GroupMedian),
    ("carry", MissingRule::Carry),
];
const KEYS: [&str; 16] = [
    "id",
    "label",
    "description",
    "normalise",
    "aggregate",
    "missing",
    "treat",
    "outliers",
    "range",
    "groups",
    "period",
    "reference",
    "pillar",
    "pairwise",
    "budget",
    "party",
];

/// The indices that can be worked out.
pub(super) fn indexes(
    root: &Section,
    framework: &Framework,
    names: &Names,
    all: &BTreeSet<String>,
    notes: &mut Notes,
) -> Vec<Index> {
    let mut taken = BTreeMap::new();
    let mut out = Vec::new();
    for mut section in root.sections("index", "[[index]]", notes) {
        let Some((id, before)) = begin_whole(&mut section, "index", &KEYS, &mut taken, notes) else {
            continue;
        };
        let index = Reading { section: &section, framework, names, all }.index(id, notes);
        if fatals(notes) == before {
            out.extend(index);
        }
    }
    out
}

/// `goalposts = [worst, best]` of an indicator.
pub(super) fn goalposts(section: &Section, notes: &mut Notes) -> Option<[f64; 2]> {
    let pair = pair(section, "goalposts", notes)?;
    let [worst, best] = pair;
    if worst == best {
        let message = format!("expected a worst and a best value that differ, found {worst} twice");
        notes.fatal("goalposts", section.at("goalposts", notes), message, "write goalposts = [worst, best]");
        return None;
    }
    Some(pair)
}

/// `thresholds = [0.4, 0.6]` of an indicator: ascending numbers.
pub(super) fn thresholds(section: &Section, notes: &mut Notes) -> Vec<f64> {
    let Some(item) = section.item("thresholds") else { return Vec::new() };
    let numbers: Option<Vec<f64>> = item.as_array().and_then(|array| array.iter().map(number_of).collect());
    let rises = |all: &Vec<f64>| {
        !all.is_empty() && all.iter().all(|n| n.is_finite()) && all.windows(2).all(|two| two[0] < two[1])
    };
    if let Some(numbers) = numbers.filter(rises) {
        return numbers;
    }
    let message =
        format!("expected numbers that rise in \"thresholds\" of {}, such as [0.4, 0.6]", section.name);
    notes.fatal("wrong-type", section.at("thresholds", notes), message, "");
    Vec::new()
}

#[expect(clippy::cast_precision_loss, reason = "numbers in a framework are small")]
fn number_of(value: &toml_edit::Value) -> Option<f64> {
    value.as_float().or_else(|| value.as_integer().map(|n| n as f64))
}

/// Two numbers.
fn pair(section: &Section, key: &str, notes: &mut Notes) -> Option<[f64; 2]> {
    let item = section.item(key)?;
    let numbers: Option<Vec<f64>> = item.as_array().and_then(|array| array.iter().map(number_of).collect());
    if let Some([a, b]) = numbers.as_deref().filter(|numbers| numbers.iter().all(|n| n.is_finite())) {
        return Some([*a, *b]);
    }
    let message = format!("expected two numbers for \"{key}\" of {}, such as [0, 100]", section.name);
    notes.fatal("wrong-type", section.at(key, notes), message, "");
    None
}

/// One `[[index]]`, and what it may name.
struct Reading<'s, 'a> {
    section: &'s Section<'a>,
    framework: &'s Framework,
    names: &'s Names,
    all: &'s BTreeSet<String>,
}

impl Reading<'_, '_> {
    fn index(&self, id: String, notes: &mut Notes) -> Option<Index> {
        let section = self.section;
        let mut pillars = Vec::new();
        let mut ids = BTreeMap::new();
        let mut members = BTreeSet::new();
        for mut inner in section.sections("pillar", "[[index.pillar]]", notes) {
            inner.strict = true;
            let Some(id) = new_id(&inner, &mut ids, notes) else { continue };
            pillars.push(self.pillar(&inner, id, &mut members, notes));
        }
        if pillars.is_empty() && !section.has("pillar") {
            let message = format!("expected at least one [[index.pillar]] in {}, found none", section.name);
            let help = "write [[index.pillar]] with id, weight and indicators";
            notes.fatal("missing-key", (section.line, "pillar"), message, help);
        }
        let own = weights::weights(section, &pillars, notes);
        for pillar in &mut pillars {
            pillar.weight = own.pillars.get(&pillar.id).copied().unwrap_or(pillar.weight);
            for member in &mut pillar.indicators {
                member.weight = own.indicators.get(&member.id).copied().unwrap_or(member.weight);
            }
        }
        let mut index = Index {
            made: own.made,
            outliers: self.outliers(notes),
            id,
            label: section.words("label", notes),
            description: section.words("description", notes),
            normalise: word(section, "normalise", &NORMALISE, notes),
            aggregate: word(section, "aggregate", &AGGREGATE, notes),
            treat: word(section, "treat", &TREAT, notes),
            missing: self.missing(notes),
            range: self.range(notes),
            groups: section.text("groups", notes),
            period: self.period(notes),
            reference: section.text("reference", notes),
            pillars,
            parties: Vec::new(),
        };
        self.whole(&index, notes);
        index.parties = self.parties(&index, notes);
        Some(index)
    }

    fn pillar(&self, inner: &Section, id: String, seen: &mut BTreeSet<String>, notes: &mut Notes) -> Pillar {
        inner.only(&["id", "label", "weight", "indicators"], notes);
        let mut indicators = Vec::new();
        for mut member in inner.sections("indicators", "indicators = [{ id = \"…\" }]", notes) {
            member.strict = true;
            member.only(&["id", "weight", "per", "times"], notes);
            let Some(id) = member.need("id", notes) else { continue };
            if !known_indicator(&member, "id", &id, self.all, notes) {
                continue;
            }
            if !seen.insert(id.clone()) {
                let message =
                    format!("expected each indicator once in {}, found \"{id}\" again", self.section.name);
                let help = "counted twice it would weigh twice; give it a weight instead";
                notes.fatal("duplicate-id", member.at("id", notes), message, help);
            } else if self.framework.indicators.iter().all(|kept| kept.id != id) {
                let message =
                    format!("expected an indicator that can be computed, found \"{id}\", which is left out");
                let help = "the index is left out with it: without it, its scores would be others";
                notes.fatal("index-left-out", member.at("id", notes), message, help);
            }
            let (per, times) = self.per(&member, notes);
            indicators.push(IndexMember { id, weight: weight(&member, notes), per, times });
        }
        if indicators.is_empty() {
            let message = format!("expected at least one indicator in the pillar \"{id}\", found none");
            notes.fatal("missing-key", inner.at("indicators", notes), message, "");
        }
        Pillar { id, label: inner.words("label", notes), weight: weight(inner, notes), indicators }
    }

    fn missing(&self, notes: &mut Notes) -> IndexMissing {
        let default = IndexMissing::default();
        let Some(inner) = self.section.section("missing", notes) else { return default };
        inner.only(&["rule", "share", "periods"], notes);
        if !inner.has("rule") {
            let message = format!("expected a rule in {}, found none", inner.name);
            notes.fatal(
                "missing-key",
                (inner.line, "rule"),
                message,
                "write rule = \"require\" or \"exclude\"",
            );
        }
        let share = inner.number("share", notes).unwrap_or(default.share);
        if !(0.0..=1.0).contains(&share) {
            let message = format!("expected a share from 0 to 1, found {share}");
            notes.fatal("wrong-type", inner.at("share", notes), message, "80 % is 0.8");
        }
        IndexMissing {
            rule: inner.choice("rule", &RULES, notes).unwrap_or_default(),
            share,
            periods: inner.whole("periods", 1, notes).unwrap_or(default.periods),
        }
    }

    /// What an indicator is divided by, and how many of these it is for.
    fn per(&self, member: &Section, notes: &mut Notes) -> (Option<String>, Option<f64>) {
        let (per, times) = (member.text("per", notes), member.number("times", notes));
        if let Some(id) = &per {
            let known = known_indicator(member, "per", id, self.all, notes);
            let of = self.framework.indicators.iter().find(|known| known.id == *id);
            if known && of.is_none_or(|of| of.place.is_none()) {
                let message = format!("expected an indicator with places in \"per\", found \"{id}\"");
                notes.fatal("no-place", member.at("per", notes), message, "it is divided place by place");
            }
        } else if times.is_some() {
            let message = "expected \"per\" beside \"times\", found none";
            notes.fatal("missing-key", member.at("times", notes), message, "write per = \"population\"");
        }
        if times.is_some_and(|times| times <= 0.0) {
            let message = "expected a number above zero in \"times\"";
            notes.fatal("wrong-type", member.at("times", notes), message, "");
        }
        (per, times)
    }

    /// When outliers are treated: `{ skewness = 2, kurtosis = 3.5, most = 5, exponent = 0.5 }`.
    fn outliers(&self, notes: &mut Notes) -> Option<IndexOutliers> {
        let inner = self.section.section("outliers", notes)?;
        inner.only(&["skewness", "kurtosis", "most", "exponent"], notes);
        let usual = IndexOutliers::default();
        let found = IndexOutliers {
            skewness: inner.number("skewness", notes).unwrap_or(usual.skewness),
            kurtosis: inner.number("kurtosis", notes).unwrap_or(usual.kurtosis),
            most: inner.whole("most", 0, notes).unwrap_or(usual.most),
            exponent: inner.number("exponent", notes).unwrap_or(usual.exponent),
        };
        for (key, limit) in [("skewness", found.skewness), ("kurtosis", found.kurtosis)] {
            if limit < 0.0 {
                let message = format!("expected a limit from 0 on in {}, found {limit}", inner.name);
                notes.fatal("wrong-type", inner.at(key, notes), message, "");
            }
        }
        Some(found)
    }

    fn range(&self, notes: &mut Notes) -> Option<[f64; 2]> {
        let range = pair(self.section, "range", notes)?;
        if range[0] >= range[1] {
            let message = format!("expected a range that rises, found [{}, {}]", range[0], range[1]);
            notes.fatal(
                "wrong-type",
                self.section.at("range", notes),
                message,
                "the direction is the indicator's",
            );
        }
        Some(range)
    }

    fn period(&self, notes: &mut Notes) -> Option<String> {
        let period = self.section.text("period", notes)?;
        if !crate::check::is_period(&period) {
            let message =
                format!("expected a period such as 2026, 2026-H1, 2026-Q1 or 2026-03, found \"{period}\"");
            notes.fatal("not-a-period", self.section.at("period", notes), message, "");
        }
        Some(period)
    }

    fn parties(&self, index: &Index, notes: &mut Notes) -> Vec<IndexParty> {
        let pillars: Vec<&str> = index.pillars.iter().map(|pillar| pillar.id.as_str()).collect();
        let members: Vec<&str> = index
            .pillars
            .iter()
            .flat_map(|pillar| &pillar.indicators)
            .map(|member| member.id.as_str())
            .collect();
        let mut taken = BTreeMap::new();
        let mut out = Vec::new();
        for mut inner in self.section.sections("party", "[[index.party]]", notes) {
            inner.strict = true;
            let Some(id) = new_id(&inner, &mut taken, notes) else { continue };
            inner.only(&["id", "label", "pillars", "indicators", "targets", "pairwise", "budget"], notes);
            let judged = weights::weights(&inner, &index.pillars, notes);
            let (of_pillars, of_members) = (
                numbers(&inner, "pillars", &pillars, true, notes),
                numbers(&inner, "indicators", &members, true, notes),
            );
            let twice = |own: &BTreeMap<String, f64>, judged: &BTreeMap<String, f64>| {
                own.keys().any(|id| judged.contains_key(id))
            };
            if twice(&of_pillars, &judged.pillars) || twice(&of_members, &judged.indicators) {
                let message = format!("expected one way to weigh in the party \"{id}\", found two");
                let help = "leave out either the weights or the judgements";
                notes.fatal("two-weights", (inner.line, "pairwise"), message, help);
            }
            out.push(IndexParty {
                label: inner.words("label", notes),
                pillars: of_pillars.into_iter().chain(judged.pillars).collect(),
                indicators: of_members.into_iter().chain(judged.indicators).collect(),
                made: judged.made,
                targets: numbers(&inner, "targets", &members, false, notes),
                id,
            });
        }
        out
    }
}

/// A word of a list, the first of which stands where nothing is written.
fn word<T: Copy + Default>(section: &Section, key: &str, of: &[(&str, T)], notes: &mut Notes) -> T {
    section.choice(key, of, notes).unwrap_or_default()
}

/// A weight from 0 on; 1 where none is written.
fn weight(section: &Section, notes: &mut Notes) -> f64 {
    let weight = section.number("weight", notes).unwrap_or(1.0);
    if weight < 0.0 {
        let message = format!("expected a weight from 0 on, found {weight}");
        notes.fatal("no-weight", section.at("weight", notes), message, "the direction is the indicator's");
    }
    weight
}

/// Numbers by id: `{ work = 2, housing = 1 }`.
fn numbers(
    section: &Section,
    key: &str,
    known: &[&str],
    weights: bool,
    notes: &mut Notes,
) -> BTreeMap<String, f64> {
    let Some(inner) = section.section(key, notes) else { return BTreeMap::new() };
    let mut out = BTreeMap::new();
    for id in inner.keys() {
        if !known.contains(&id) {
            let message = format!("expected an id that this index has in {}, found \"{id}\"", inner.name);
            notes.fatal("unknown-key", inner.at(id, notes), message, nearest_help(id, known.iter().copied()));
            continue;
        }
        let Some(number) = inner.number(id, notes) else { continue };
        if weights && number < 0.0 {
            let message = format!("expected a weight from 0 on, found {number}");
            notes.fatal("no-weight", inner.at(id, notes), message, "");
        }
        out.insert(id.to_owned(), number);
    }
    out
}

mod whole;

#[cfg(test)]
mod tests;
