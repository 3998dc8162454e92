//! What the address says about an index: whose weights, what varies, how often it is drawn.
//!
//! Comes in: the query and the index. Goes out: the question for the engine and the weights in force; and back, the
//! query with other weights. Nothing of a browser in it.

use crate::address::Query;
use esito_model::number::digits12;
use esito_model::{CompareQuestion, Index, IndexParty, Text, Vary};
use std::collections::BTreeMap;

/// Which index.
pub(super) const INDEX: &str = "index";
/// Whose weights.
pub(super) const PARTY: &str = "party";
/// The reader's weights of pillars.
pub(super) const PILLARS: &str = "w";
/// The reader's weights of indicators within their pillars.
pub(super) const INDICATORS: &str = "wi";
/// The reader's targets of indicators, in their unit.
pub(super) const TARGETS: &str = "t";
/// Sets of weights that came with the address: name, pillars, indicators, targets.
pub(super) const SETS: &str = "set";
/// What varies.
pub(super) const VARY: &str = "vary";
/// How many draws.
pub(super) const DRAWS: &str = "draws";
/// The seed.
pub(super) const SEED: &str = "seed";
/// How closely weights keep to the nominal ones.
pub(super) const CLOSE: &str = "k";
/// The correlation of the errors of two indicators of a place.
pub(super) const CORRELATION: &str = "r";
/// The period that is compared.
pub(super) const PERIOD: &str = "at";

/// The word for nothing that varies.
const NONE: &str = "none";
/// Draws beyond which nobody waits, and below which ranges mean nothing.
pub(super) const DRAWN: std::ops::RangeInclusive<u32> = 100..=100_000;

/// The weights in force, in the order of the index.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Weights {
    pub pillars: Vec<f64>,
    pub indicators: Vec<Vec<f64>>,
}

/// What the address says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Setting {
    pub question: CompareQuestion,
    /// Whether the reader has moved a weight or a target.
    pub own: bool,
    pub weights: Weights,
    /// Targets in force beside those of the framework.
    pub targets: BTreeMap<String, f64>,
}

impl Weights {
    /// The index's own, then a party's, then a reader's.
    pub(super) fn of(index: &Index, sets: &[&IndexParty]) -> Self {
        let last = |of: fn(&IndexParty) -> &BTreeMap<String, f64>, id: &str, own: f64| {
            sets.iter().rev().find_map(|set| of(set).get(id).copied()).unwrap_or(own)
        };
        let pillars = index.pillars.iter();
        Self {
            pillars: pillars.clone().map(|of| last(|set| &set.pillars, &of.id, of.weight)).collect(),
            indicators: pillars
                .map(|of| {
                    let members = of.indicators.iter();
                    members.map(|one| last(|set| &set.indicators, &one.id, one.weight)).collect()
                })
                .collect(),
        }
    }

    /// Every pillar and every indicator counts the same.
    pub(super) fn equal(index: &Index) -> Self {
        Self {
            pillars: vec![1.0; index.pillars.len()],
            indicators: index.pillars.iter().map(|of| vec![1.0; of.indicators.len()]).collect(),
        }
    }

    /// The weights as a set: every pillar, and the indicators that differ from the index's own.
    pub(super) fn set(&self, index: &Index) -> IndexParty {
        let mut set = IndexParty::default();
        for (at, pillar) in index.pillars.iter().enumerate() {
            set.pillars.insert(pillar.id.clone(), self.pillars.get(at).copied().unwrap_or(pillar.weight));
            let weights = self.indicators.get(at).map_or(&[][..], Vec::as_slice);
            for (member, weight) in pillar.indicators.iter().zip(weights) {
                if (member.weight - weight).abs() > 0.0 {
                    set.indicators.insert(member.id.clone(), *weight);
                }
            }
        }
        set
    }
}

/// What the address says about this index; what cannot be read counts as not said.
pub(super) fn read(index: &Index, query: &Query) -> Setting {
    let parties = sets(query);
    let known = |id: &String| index.parties.iter().chain(&parties).any(|party| party.id == *id);
    let party = query.get(PARTY).map(str::to_owned).filter(known);
    let own = [PILLARS, INDICATORS, TARGETS].iter().any(|key| query.get(key).is_some());
    let reader = own.then(|| IndexParty {
        pillars: pairs(query.get(PILLARS).unwrap_or_default()),
        indicators: pairs(query.get(INDICATORS).unwrap_or_default()),
        targets: numbers(query.get(TARGETS).unwrap_or_default()),
        ..IndexParty::default()
    });
    let of_party =
        index.parties.iter().chain(&parties).find(|known| Some(&known.id) == party.as_ref()).cloned();
    let in_force: Vec<&IndexParty> = of_party.iter().chain(&reader).collect();
    let weights = Weights::of(index, &in_force);
    let targets = in_force.iter().flat_map(|set| set.targets.clone()).collect();
    let default = CompareQuestion::default();
    let number = |key: &str| query.get(key).and_then(|text| text.parse::<f64>().ok());
    let draws = query.get(DRAWS).and_then(|text| text.parse().ok()).filter(|n| DRAWN.contains(n));
    let question = CompareQuestion {
        index: index.id.clone(),
        period: query.get(PERIOD).map(str::to_owned),
        party,
        weights: reader,
        parties,
        vary: query.get(VARY).map_or(default.vary.clone(), varied),
        concentration: number(CLOSE).filter(|k| (1.0..=1e6).contains(k)).unwrap_or(default.concentration),
        correlation: number(CORRELATION).filter(|r| (0.0..=1.0).contains(r)).unwrap_or(default.correlation),
        draws: draws.unwrap_or(default.draws),
        seed: query.get(SEED).and_then(|text| text.parse().ok()).unwrap_or(default.seed),
        ..default
    };
    Setting { question, own, weights, targets }
}

/// The query with these weights as the reader's own.
pub(super) fn with_weights(query: Query, index: &Index, weights: &Weights) -> Query {
    let set = weights.set(index);
    // What a party says of indicators has to be said again where the index says otherwise.
    let party = query.get(PARTY).map(str::to_owned);
    let parties = sets(&query);
    let of_party = index.parties.iter().chain(&parties).find(|known| Some(&known.id) == party.as_ref());
    let mut indicators = set.indicators;
    for pillar in &index.pillars {
        for member in &pillar.indicators {
            if of_party.is_some_and(|party| party.indicators.contains_key(&member.id)) {
                indicators.entry(member.id.clone()).or_insert(member.weight);
            }
        }
    }
    query.with(PILLARS, Some(&text(&set.pillars))).with(INDICATORS, Some(&text(&indicators)))
}

/// The query with a whole set's weights in the place of the reader's.
pub(super) fn with_party(query: Query, party: Option<&str>) -> Query {
    query.with(PARTY, party).with(PILLARS, None).with(INDICATORS, None).with(TARGETS, None)
}

/// The query with one target of the reader's; without a value, with the party's or the framework's.
pub(super) fn with_target(query: Query, id: &str, value: Option<f64>) -> Query {
    let mut targets = numbers(query.get(TARGETS).unwrap_or_default());
    match value {
        Some(value) => targets.insert(id.to_owned(), value),
        None => targets.remove(id),
    };
    let text = text(&targets);
    query.with(TARGETS, (!text.is_empty()).then_some(text.as_str()))
}

/// The query with what varies; nothing is said where it is what varies by default.
pub(super) fn with_varied(query: Query, vary: &[Vary]) -> Query {
    let same = CompareQuestion::default().vary == vary;
    let words = Vary::WORDS.iter().filter(|(_, of)| vary.contains(of)).map(|(word, _)| *word);
    let words = words.collect::<Vec<_>>().join(",");
    let text = if words.is_empty() { NONE } else { &words };
    query.with(VARY, (!same).then_some(text))
}

fn varied(text: &str) -> Vec<Vary> {
    let named: Vec<&str> = text.split(',').collect();
    Vary::WORDS.iter().filter(|(word, _)| named.contains(word)).map(|(_, vary)| *vary).collect()
}

/// The sets of weights that came with the address; each has a name of its own.
pub(super) fn sets(query: &Query) -> Vec<IndexParty> {
    let of = |(at, text): (usize, String)| {
        let mut parts = text.split('|');
        let name = parts.next().unwrap_or_default();
        IndexParty {
            id: format!("set-{}", at + 1),
            label: Text::from_pairs([("en", name), ("it", name)]),
            pillars: pairs(parts.next().unwrap_or_default()),
            indicators: pairs(parts.next().unwrap_or_default()),
            targets: numbers(parts.next().unwrap_or_default()),
            made: Vec::new(),
        }
    };
    query.all(SETS).into_iter().enumerate().map(of).collect()
}

/// The query with one set more, which is then in force.
pub(super) fn with_set(query: Query, name: &str, set: &IndexParty) -> Query {
    let name: String = name.chars().filter(|letter| *letter != '|' && !letter.is_control()).collect();
    let mut all = query.all(SETS);
    let targets = text(&set.targets);
    let targets = if targets.is_empty() { String::new() } else { format!("|{targets}") };
    all.push(format!("{}|{}|{}{targets}", name.trim(), text(&set.pillars), text(&set.indicators)));
    let id = format!("set-{}", all.len());
    with_party(query.with_all(SETS, all.iter().map(String::as_str)), Some(&id))
}

/// The query without the set in this position.
pub(super) fn without_set(query: Query, id: &str) -> Query {
    let mut all = query.all(SETS);
    let at = id.strip_prefix("set-").and_then(|number| number.parse::<usize>().ok());
    if let Some(at) = at.filter(|at| (1..=all.len()).contains(at)) {
        all.remove(at - 1);
    }
    with_party(query.with_all(SETS, all.iter().map(String::as_str)), None)
}

/// Weights by id: nothing counts less than nothing.
fn pairs(text: &str) -> BTreeMap<String, f64> {
    let mut pairs = numbers(text);
    pairs.retain(|_, weight| *weight >= 0.0);
    pairs
}

fn numbers(text: &str) -> BTreeMap<String, f64> {
    let pair = |pair: &str| {
        let (id, number) = pair.rsplit_once(':')?;
        let number = number.parse::<f64>().ok().filter(|number| number.is_finite())?;
        (!id.is_empty()).then(|| (id.to_owned(), number))
    };
    text.split(',').filter_map(pair).collect()
}

fn text(pairs: &BTreeMap<String, f64>) -> String {
    pairs.iter().map(|(id, weight)| format!("{id}:{}", digits12(*weight))).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use esito_model::{IndexMember, Pillar};

    fn index() -> Index {
        let member = |id: &str, weight| IndexMember { id: id.to_owned(), weight, ..IndexMember::default() };
        let pillar = |id: &str, weight, indicators| Pillar {
            id: id.to_owned(),
            weight,
            indicators,
            ..Pillar::default()
        };
        Index {
            id: "i".to_owned(),
            pillars: vec![
                pillar("a", 3.0, vec![member("x", 2.0), member("y", 1.0)]),
                pillar("b", 1.0, vec![member("z", 1.0)]),
            ],
            parties: vec![IndexParty {
                id: "p".to_owned(),
                pillars: BTreeMap::from([("b".to_owned(), 5.0)]),
                indicators: BTreeMap::from([("x".to_owned(), 9.0)]),
                ..IndexParty::default()
            }],
            ..Index::default()
        }
    }

    #[test]
    fn an_address_that_says_nothing_asks_the_default() {
        let setting = read(&index(), &Query::default());
        let expected = CompareQuestion { index: "i".to_owned(), ..CompareQuestion::default() };
        assert_eq!(setting.question, expected);
        assert!(!setting.own);
        assert_eq!(setting.weights.pillars, [3.0, 1.0]);
    }

    #[test]
    fn weights_come_back_as_they_were_written() {
        let weights = Weights { pillars: vec![0.5, 2.0], indicators: vec![vec![2.0, 4.0], vec![1.0]] };
        let query = with_weights(Query::default(), &index(), &weights);
        assert_eq!(query.text(), "?w=a:0.5,b:2&wi=y:4");
        let back = read(&index(), &query);
        assert!(back.own);
        assert_eq!(back.weights, weights);
    }

    #[test]
    fn a_party_stays_below_the_readers_weights() {
        let query = with_party(Query::default(), Some("p"));
        assert_eq!(read(&index(), &query).weights.indicators[0], [9.0, 1.0]);
        // The reader takes back what the party said of an indicator.
        let weights = Weights { pillars: vec![3.0, 5.0], indicators: vec![vec![2.0, 1.0], vec![1.0]] };
        let query = with_weights(query, &index(), &weights);
        assert_eq!(read(&index(), &query).weights, weights);
        assert_eq!(read(&index(), &with_party(query, None)).weights.pillars, [3.0, 1.0]);
        assert_eq!(read(&index(), &Query::read("?party=nobody")).question.party, None);
    }

    #[test]
    fn sets_travel_in_the_address() {
        let set =
            Weights { pillars: vec![1.0, 4.0], indicators: vec![vec![1.0, 1.0], vec![1.0]] }.set(&index());
        let query = with_set(Query::default(), "Our | city", &set);
        let query = Query::read(&query.text());
        let setting = read(&index(), &query);
        assert_eq!(setting.question.party.as_deref(), Some("set-1"));
        assert_eq!(setting.question.parties[0].label.get("it"), "Our  city");
        assert_eq!(setting.weights.pillars, [1.0, 4.0]);
        assert_eq!(setting.weights.indicators[0], [1.0, 1.0]);
        assert_eq!(without_set(query, "set-1").text(), "");
    }

    #[test]
    fn targets_are_the_readers_the_partys_and_travel_with_a_set() {
        let query = with_target(with_target(Query::default(), "x", Some(-0.5)), "z", Some(0.6));
        assert_eq!(query.text(), "?t=x:-0.5,z:0.6");
        let setting = read(&index(), &query);
        assert!(setting.own);
        assert_eq!(setting.question.weights.expect("the reader's").targets["x"], -0.5);
        let set = IndexParty { targets: setting.targets, ..setting.weights.set(&index()) };
        let kept = with_set(query.clone(), "Ours", &set);
        let back = read(&index(), &Query::read(&kept.text()));
        assert_eq!((back.targets["z"], back.own), (0.6, false));
        assert_eq!(with_target(query, "x", None).text(), "?t=z:0.6");
        let close = read(&index(), &Query::read("?r=0.4")).question.correlation;
        assert_eq!((close, read(&index(), &Query::read("?r=2")).question.correlation), (0.4, 0.0));
    }

    #[test]
    fn what_varies_and_what_cannot_be_read() {
        let query = with_varied(Query::default(), &[Vary::Parties]);
        assert_eq!(query.text(), "?vary=parties");
        assert_eq!(read(&index(), &query).question.vary, [Vary::Parties]);
        assert_eq!(with_varied(query, &[]).text(), "?vary=none");
        assert_eq!(with_varied(Query::default(), &[Vary::Sampling, Vary::Weights]).text(), "");
        let odd = read(&index(), &Query::read("?w=a:-1,b:x,:3&draws=7&seed=no&k=0&vary=none"));
        assert_eq!(odd.weights.pillars, [3.0, 1.0]);
        assert_eq!(odd.question.draws, 10_000);
        assert_eq!(odd.question.seed, CompareQuestion::default().seed);
        assert!(odd.question.vary.is_empty());
    }
}
