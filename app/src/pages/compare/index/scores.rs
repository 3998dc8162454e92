//! Scores and possible ranks as a figure.

use super::finding::{Front, front};
use super::part::Words;
use crate::figure::{Plate, Rows, Spec};
use crate::i18n::{t, t_with};
use esito_charts::{Bar, BarsSpec, Datum, Frame, Quantity, RankRow, RanksSpec};
use esito_model::number::digits12;
use esito_model::{ComparedPlace, Comparison, Index, Unit};

/// Places drawn at first.
pub(super) const FIRST: usize = 40;

/// The figure of a comparison; at most so many places are drawn, the table and the file have them all.
pub(super) fn plate(words: &Words, index: &Index, comparison: &Comparison, most: usize) -> Plate {
    let ranked: Vec<&ComparedPlace> = comparison.places.iter().filter(|place| place.rank.is_some()).collect();
    let in_front = match front(comparison) {
        Front::Leader(at) => vec![at],
        Front::Several(several) => several,
        Front::Nobody | Front::Alone | Front::All(_) | Front::Order(_) => Vec::new(),
    };
    let shown = ranked.len().min(most);
    let rows = ranked.iter().take(shown).enumerate().map(|(at, place)| RankRow {
        label: words.place(&place.place),
        score: Datum { value: place.score, low: place.score_low, high: place.score_high, ..Datum::default() },
        rank: place.rank,
        low: place.rank_low,
        high: place.rank_high,
        lead: in_front.contains(&at),
        strong: false,
        title: told(words, place),
    });
    let ends = |group: &Vec<usize>| {
        let (first, last) = (*group.first()?, *group.last()?);
        (first < shown).then(|| (first, last.min(shown.saturating_sub(1))))
    };
    let varies = !comparison.vary.is_empty() && comparison.draws > 0;
    let spec = RanksSpec {
        frame: Frame { quantity: words.quantity(), ..Frame::default() },
        rows: rows.collect(),
        groups: if varies { comparison.groups.iter().filter_map(ends).collect() } else { Vec::new() },
        last: u32::try_from(ranked.len()).unwrap_or(u32::MAX),
        scale: index.range.map(|[low, high]| (low, high)),
        score_label: match index.range {
            Some([low, high]) => {
                t_with("index.score_range", &[("low", &words.number(low)), ("high", &words.number(high))])
            }
            None => t("index.score"),
        },
        short_label: t("index.score"),
        nothing: t("index.nobody"),
    };
    Plate {
        id: "index",
        title: t("index.scores"),
        subtitle: if varies { t("index.scores_sub") } else { t("index.scores_plain") },
        note: if varies { t("index.scores_note") } else { String::new() },
        spec: Spec::Own(Box::new(Spec::Ranks(Box::new(spec))), Box::new(rows_of(words, comparison))),
        ..Plate::empty()
    }
}

/// A place in words, for the read-out.
fn told(words: &Words, place: &ComparedPlace) -> String {
    let name = words.place(&place.place);
    let rank = place.rank.map(|rank| words.count(u64::from(rank))).unwrap_or_default();
    let base = [("place", name.as_str()), ("score", &words.score(place)), ("rank", &rank)];
    let first = t_with("index.read_out", &base);
    match (place.rank_low, place.rank_high) {
        (Some(low), Some(high)) if low < high => {
            let (low, high) = (words.count(u64::from(low)), words.count(u64::from(high)));
            format!("{first}; {}", t_with("index.read_out_range", &[("low", &low), ("high", &high)]))
        }
        _ => first,
    }
}

/// The ranks that a place may have: "2 to 5", or one.
pub(super) fn range(words: &Words, place: &ComparedPlace) -> String {
    let count = |rank: u32| words.count(u64::from(rank));
    match (place.rank_low, place.rank_high) {
        (Some(low), Some(high)) if low < high => {
            t_with("index.from_to", &[("low", &count(low)), ("high", &count(high))])
        }
        (Some(only), _) => count(only),
        _ => "–".to_owned(),
    }
}

fn rows_of(words: &Words, comparison: &Comparison) -> Rows {
    let heads = [
        "index.place",
        "index.rank",
        "index.ranks",
        "index.score",
        "index.score_between",
        "index.top_three",
        "index.coverage",
    ];
    let score = |value: Option<f64>| {
        value.map(|value| esito_charts::format::value(value, &words.quantity(), &words.format))
    };
    let dash = || "–".to_owned();
    let row = |place: &ComparedPlace| {
        let between = match (score(place.score_low), score(place.score_high)) {
            (Some(low), Some(high)) => t_with("index.from_to", &[("low", &low), ("high", &high)]),
            _ => dash(),
        };
        vec![
            words.place(&place.place),
            place.rank.map_or_else(dash, |rank| words.count(u64::from(rank))),
            range(words, place),
            words.score(place),
            between,
            place.top_three.map_or_else(dash, |share| words.share(share)),
            words.share(place.coverage),
        ]
    };
    let number = |value: Option<f64>| value.map(digits12).unwrap_or_default();
    let rank = |rank: Option<u32>| rank.map(|rank| rank.to_string()).unwrap_or_default();
    // The columns of `esito compare`, in its order, with the same digits; then what the page shows besides.
    let head = [
        "place",
        "score",
        "rank",
        "rank_low",
        "rank_high",
        "coverage",
        "status",
        "score_low",
        "score_high",
        "top_three",
    ];
    let line = |place: &ComparedPlace| {
        vec![
            place.place.clone(),
            number(place.score),
            rank(place.rank),
            rank(place.rank_low),
            rank(place.rank_high),
            digits12(place.coverage),
            place.status.clone(),
            number(place.score_low),
            number(place.score_high),
            number(place.top_three),
        ]
    };
    let head: Vec<String> = head.iter().map(|name| (*name).to_owned()).collect();
    Rows {
        heads: heads.iter().map(|key| t(key)).collect(),
        rows: comparison.places.iter().map(row).collect(),
        names: 1,
        file: std::iter::once(head).chain(comparison.places.iter().map(line)).collect(),
    }
}

/// Below this share of the draws nobody needs to be drawn as a candidate for the first three.
const HARDLY: f64 = 0.005;

/// How likely each place is among the first three; nothing where that is no question.
pub(super) fn top_three(words: &Words, comparison: &Comparison) -> Option<Plate> {
    let ranked = comparison.places.iter().filter(|place| place.rank.is_some()).count();
    let chances: Vec<(&ComparedPlace, f64)> = (comparison.places.iter())
        .filter_map(|place| Some((place, place.top_three?)))
        .filter(|(_, chance)| *chance >= HARDLY)
        .collect();
    if ranked < 4 || chances.is_empty() || comparison.vary.is_empty() {
        return None;
    }
    let bar = |(place, chance): &(&ComparedPlace, f64)| Bar {
        label: words.place(&place.place),
        datum: Datum::known(*chance),
        ..Bar::default()
    };
    let spec = BarsSpec {
        frame: Frame { quantity: Quantity::of(Unit::Share), ..Frame::default() },
        bars: chances.iter().take(FIRST).map(bar).collect(),
        nothing: t("index.nobody"),
        ..BarsSpec::default()
    };
    let head = ["place", "top_three"].map(str::to_owned).to_vec();
    let line = |(place, chance): &(&ComparedPlace, f64)| vec![place.place.clone(), digits12(*chance)];
    let rows = Rows {
        heads: vec![t("index.place"), t("index.top_three")],
        rows: chances
            .iter()
            .map(|(place, chance)| vec![words.place(&place.place), words.share(*chance)])
            .collect(),
        names: 1,
        file: std::iter::once(head).chain(chances.iter().map(line)).collect(),
    };
    Some(Plate {
        id: "top",
        title: t("index.top_title"),
        subtitle: t("index.top_sub"),
        note: String::new(),
        spec: Spec::Own(Box::new(Spec::Bars(spec)), Box::new(rows)),
        ..Plate::empty()
    })
}
