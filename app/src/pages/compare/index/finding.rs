//! What a comparison comes to, in a sentence: who is in front, what parties would change, what cannot be told apart.

use super::part::{Part, Words};
use crate::figure::words::{capital, numbers};
use crate::i18n::{t, t_with};
use esito_model::Comparison;

/// Places that are named in a headline; more of them are counted.
const NAMED: usize = 3;

/// What stands at the top of a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Front {
    /// Nobody has a score.
    Nobody,
    /// There is only one place, so there is no order.
    Alone,
    /// One place is clearly ahead of all others.
    Leader(usize),
    /// Several (by position) cannot be told apart; behind them are others.
    Several(Vec<usize>),
    /// Nobody can be told from anybody.
    All(usize),
    /// Nothing was drawn: only the order itself is known.
    Order(usize),
}

/// Who is in front.
pub(super) fn front(comparison: &Comparison) -> Front {
    let ranked = comparison.places.iter().filter(|place| place.rank.is_some()).count();
    match (ranked, comparison.groups.first()) {
        (0, _) => Front::Nobody,
        (1, _) => Front::Alone,
        (_, None) => Front::Order(0),
        // Without anything that varies every draw is the same, and a group of one is no finding.
        (_, Some(_)) if comparison.vary.is_empty() => Front::Order(0),
        (all, Some(first)) if first.len() == all => Front::All(all),
        (_, Some(first)) => match first.as_slice() {
            [only] => Front::Leader(*only),
            several => Front::Several(several.to_vec()),
        },
    }
}

/// The headline.
pub(super) fn headline(words: &Words, comparison: &Comparison) -> String {
    let name =
        |at: &usize| comparison.places.get(*at).map(|place| words.place(&place.place)).unwrap_or_default();
    let no_weight = comparison.remarks.iter().any(|remark| remark.code == "no-weight");
    match front(comparison) {
        Front::Nobody if no_weight => t("index.no_weight"),
        Front::Nobody => t("index.nobody"),
        Front::Alone => t_with("index.alone", &[("place", &name(&0))]),
        Front::Leader(at) => t_with("index.leader", &[("place", &name(&at))]),
        Front::Order(at) => t_with("index.order", &[("place", &name(&at))]),
        Front::All(all) => {
            let [count, _] = numbers([all, all]);
            t_with("index.all_alike", &[("n", &count)])
        }
        Front::Several(several) if several.len() <= NAMED => {
            let names: Vec<String> = several.iter().map(name).collect();
            t_with("index.several_named", &[("places", &words.list(&names))])
        }
        Front::Several(several) => {
            let [count, _] = numbers([several.len(), several.len()]);
            t_with("index.several", &[("n", &capital(&count))])
        }
    }
}

/// What parties would change about the first place.
pub(super) fn parties(words: &Words, comparison: &Comparison) -> Option<String> {
    // The index's own weights come first and are nobody's; two parties make a difference.
    let parties: Vec<_> = comparison.parties.iter().filter(|party| !party.id.is_empty()).collect();
    if parties.len() < 2 {
        return None;
    }
    let mut firsts: Vec<(String, Vec<String>)> = Vec::new();
    for party in &parties {
        let first = party.ranks.iter().zip(&comparison.places).find(|(rank, _)| **rank == Some(1));
        let Some((_, place)) = first else { continue };
        let (place, name) = (words.place(&place.place), words.party(&party.id));
        match firsts.iter_mut().find(|(known, _)| *known == place) {
            Some((_, names)) => names.push(name),
            None => firsts.push((place, vec![name])),
        }
    }
    match firsts.as_slice() {
        [] => None,
        [(place, _)] => Some(t_with("index.same_first", &[("place", place)])),
        several => {
            let one = |(place, names): &(String, Vec<String>)| {
                t_with("index.first_with", &[("place", place), ("parties", &words.list(names))])
            };
            Some(several.iter().map(one).collect::<Vec<_>>().join(" "))
        }
    }
}

/// Ranks behind the front that cannot be told apart.
pub(super) fn behind(words: &Words, comparison: &Comparison) -> Option<String> {
    if comparison.vary.is_empty() {
        return None;
    }
    // Runs overlap: only one that begins behind those in front says something new.
    let last = comparison.groups.first()?.last()?;
    let mut later = comparison.groups.iter().filter(|group| group.first().is_some_and(|first| first > last));
    let group = later.find(|group| group.len() > 2)?;
    let rank = |at: Option<&usize>| comparison.places.get(*at?)?.rank.map(u64::from);
    let (from, to) = (rank(group.first())?, rank(group.last())?);
    Some(t_with("index.behind", &[("from", &words.count(from)), ("to", &words.count(to))]))
}

/// Headline, sub-sentences, as they are read out together.
pub(super) fn sentences(part: Part, comparison: &Comparison) -> (String, String) {
    let words = Words::of(part);
    let more = [parties(&words, comparison), behind(&words, comparison)];
    let more: Vec<String> = more.into_iter().flatten().collect();
    (headline(&words, comparison), more.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{Front, front};
    use esito_model::{ComparedPlace, Comparison, Vary};

    fn comparison(ranks: &[Option<u32>], groups: &[&[usize]], vary: &[Vary]) -> Comparison {
        let place = |rank: &Option<u32>| ComparedPlace { rank: *rank, ..ComparedPlace::default() };
        Comparison {
            places: ranks.iter().map(place).collect(),
            groups: groups.iter().map(|group| group.to_vec()).collect(),
            vary: vary.to_vec(),
            ..Comparison::default()
        }
    }

    #[test]
    fn who_is_in_front() {
        let all = [Some(1), Some(2), Some(3), None];
        let weights = [Vary::Weights];
        assert_eq!(front(&comparison(&[None, None], &[], &weights)), Front::Nobody);
        assert_eq!(front(&comparison(&[Some(1), None], &[&[0]], &weights)), Front::Alone);
        assert_eq!(front(&comparison(&all, &[&[0], &[1, 2]], &weights)), Front::Leader(0));
        assert_eq!(front(&comparison(&all, &[&[0, 1], &[1, 2]], &weights)), Front::Several(vec![0, 1]));
        assert_eq!(front(&comparison(&all, &[&[0, 1, 2]], &weights)), Front::All(3));
        assert_eq!(front(&comparison(&all, &[], &weights)), Front::Order(0));
        assert_eq!(front(&comparison(&all, &[&[0], &[1], &[2]], &[])), Front::Order(0));
    }
}
