//! `[[index]]`: how places are put side by side, and what parties want of it.
//!
//! An index with a fault that would change its scores is left out, and said so; the rest is computed.

use super::names::Names;
use super::nearest::nearest_help;
use super::section::{Notes, Section};
use super::targets::known_indicator;
use super::{begin_whole, fatals, new_id};
use esito_model::{
    Direction, Framework, Index, IndexAggregate, IndexMember, IndexMissing, IndexNormalise, IndexParty,
    IndexTreat, Indicator, MissingRule, Pillar,
};
use std::collections::{BTreeMap, BTreeSet};

const NORMALISE: [(&str, IndexNormalise); 10] = [
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
];
const AGGREGATE: [(&str, IndexAggregate); 4] = [
    ("arithmetic", IndexAggregate::Arithmetic),
    ("geometric", IndexAggregate::Geometric),
    ("harmonic", IndexAggregate::Harmonic),
    ("copeland", IndexAggregate::Copeland),
];
const TREAT: [(&str, IndexTreat); 3] = [
    ("none", IndexTreat::None),
    ("winsorise", IndexTreat::Winsorise),
    ("winsorise_log", IndexTreat::WinsoriseLog),
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
const KEYS: [&str; 13] = [
    "id",
    "label",
    "description",
    "normalise",
    "aggregate",
    "missing",
    "treat",
    "range",
    "groups",
    "period",
    "reference",
    "pillar",
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

/// Two numbers.
fn pair(section: &Section, key: &str, notes: &mut Notes) -> Option<[f64; 2]> {
    let item = section.item(key)?;
    #[expect(clippy::cast_precision_loss, reason = "numbers in a framework are small")]
    let number = |value: &toml_edit::Value| value.as_float().or_else(|| value.as_integer().map(|n| n as f64));
    let numbers: Option<Vec<f64>> = item.as_array().and_then(|array| array.iter().map(number).collect());
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
        let mut index = Index {
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
            member.only(&["id", "weight"], notes);
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
            indicators.push(IndexMember { id, weight: weight(&member, notes) });
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

    /// What only the whole index shows.
    fn whole(&self, index: &Index, notes: &mut Notes) {
        let members = || index.pillars.iter().flat_map(|pillar| &pillar.indicators);
        let at = |key: &'static str, notes: &Notes| self.section.at(key, notes);
        for member in members() {
            let Some(indicator) = self.framework.indicators.iter().find(|known| known.id == member.id) else {
                continue;
            };
            self.fits(index, indicator, notes);
        }
        let nothing = |weights: Vec<f64>| weights.iter().all(|weight| *weight == 0.0);
        let empty = index.pillars.iter().find(|pillar| {
            !pillar.indicators.is_empty()
                && nothing(pillar.indicators.iter().map(|member| member.weight).collect())
        });
        if !index.pillars.is_empty() && nothing(index.pillars.iter().map(|pillar| pillar.weight).collect()) {
            let message =
                format!("expected a pillar with a weight in {}, found none above zero", self.section.name);
            notes.fatal("no-weight", at("pillar", notes), message, "");
        } else if let Some(pillar) = empty {
            let message = format!(
                "expected an indicator with a weight in the pillar \"{}\", found none above zero",
                pillar.id
            );
            notes.fatal("no-weight", at("pillar", notes), message, "give the pillar itself the weight 0");
        }
        let grouped = matches!(index.missing.rule, MissingRule::GroupMean | MissingRule::GroupMedian);
        if grouped && index.groups.is_none() {
            let message = "expected the key \"groups\" beside a rule by groups, found none";
            notes.fatal("missing-key", at("missing", notes), message, "write groups = \"column\"");
        }
        if index.normalise == IndexNormalise::DistanceToReference && index.reference.is_none() {
            let message = "expected the key \"reference\" beside \"distance_to_reference\", found none";
            notes.fatal(
                "missing-key",
                at("normalise", notes),
                message,
                "write reference = \"code of a place\"",
            );
        }
        self.groups(index, notes);
        self.range_is_used(index, notes);
        self.positive(index, notes);
    }

    /// The column that says which places are alike belongs to the table of an indicator, and may be shown.
    fn groups(&self, index: &Index, notes: &mut Notes) {
        let Some(column) = &index.groups else { return };
        let of = |member: &IndexMember| self.framework.indicators.iter().find(|known| known.id == member.id);
        let tables: BTreeSet<&str> = index
            .pillars
            .iter()
            .flat_map(|pillar| &pillar.indicators)
            .filter_map(of)
            .map(|indicator| indicator.table.as_str())
            .collect();
        let known: Vec<_> = tables.iter().filter_map(|table| self.names.get(table, column)).collect();
        let at = self.section.at("groups", notes);
        if known.is_empty() && !tables.is_empty() {
            let message =
                format!("expected a column of an indicator's table in \"groups\", found \"{column}\"");
            let all: Vec<&str> = tables.iter().flat_map(|table| self.names.of(table)).collect();
            notes.fatal("unknown-column", at, message, nearest_help(column, all));
        } else if known.iter().any(|known| known.private) {
            let message =
                format!("expected a column that may be shown in \"groups\", found the private \"{column}\"");
            notes.fatal("private-column", at, message, "group by another column");
        }
    }

    fn range_is_used(&self, index: &Index, notes: &mut Notes) {
        let used = matches!(
            index.normalise,
            IndexNormalise::Minmax | IndexNormalise::Goalposts | IndexNormalise::DistanceToMaximum
        );
        if index.range.is_some() && !used {
            let message = "expected no range beside this normalisation, found one".to_owned();
            let help = "ranks, z-scores and ratios have scales of their own; the range is passed over";
            notes.doubt("unused-key", self.section.at("range", notes), message, help);
        }
    }

    /// Geometric and harmonic means need scores above zero; min–max gives the worst place none.
    fn positive(&self, index: &Index, notes: &mut Notes) {
        if !matches!(index.aggregate, IndexAggregate::Geometric | IndexAggregate::Harmonic) {
            return;
        }
        let low = index.range.map_or(0.0, |range| range[0]);
        let positive = match index.normalise {
            IndexNormalise::Minmax | IndexNormalise::Goalposts => low > 0.0,
            IndexNormalise::Rank => true,
            _ => false,
        };
        if !positive {
            let message = format!("expected scores above zero for this aggregation in {}", self.section.name);
            let help =
                "a place with a score of zero or less gets none; write range = [1, 100] with \"minmax\"";
            notes.doubt("not-positive", self.section.at("aggregate", notes), message, help);
        }
    }

    fn fits(&self, index: &Index, indicator: &Indicator, notes: &mut Notes) {
        let id = &indicator.id;
        let posts = indicator.goalposts.is_some();
        let by_posts = matches!(index.normalise, IndexNormalise::Minmax | IndexNormalise::Goalposts);
        let at = self.section.at("normalise", notes);
        if index.normalise == IndexNormalise::Goalposts && !posts {
            let message = format!("expected goalposts of the indicator \"{id}\", found none");
            notes.fatal("goalposts", at, message, "write goalposts = [worst, best] in its [[indicator]]");
        } else if indicator.direction == Direction::None && !(by_posts && posts) {
            let message = format!("expected a direction of the indicator \"{id}\", found none");
            let help = "write direction = \"higher\" or \"lower\" in its [[indicator]]";
            notes.fatal("no-direction", at, message, help);
        } else if indicator.place.is_none() {
            let message = format!("expected an indicator with places, found \"{id}\", which has none");
            notes.fatal("no-place", at, message, "write place = \"column\" in its [[indicator]]");
        }
        let promised = self.framework.target(id, None).is_some();
        if index.normalise == IndexNormalise::DistanceToTarget && !promised {
            let message =
                format!("expected a [[target]] for all places of the indicator \"{id}\", found none");
            notes.fatal("no-target", at, message, "write one without a place");
        }
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
            inner.only(&["id", "label", "pillars", "indicators", "targets"], notes);
            out.push(IndexParty {
                label: inner.words("label", notes),
                pillars: numbers(&inner, "pillars", &pillars, true, notes),
                indicators: numbers(&inner, "indicators", &members, true, notes),
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

#[cfg(test)]
mod tests;
