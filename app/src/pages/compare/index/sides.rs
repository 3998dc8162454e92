//! Parties as figures: what share of the index each wants, and the order of places under each set of weights.

use super::part::Words;
use crate::figure::{Plate, Rows, Spec};
use crate::i18n::t;
use esito_charts::{
    Datum, Dot, DotRow, DotsSpec, Frame, HeatColumn, HeatRow, HeatScale, HeatSpec, Ink, Quantity,
};
use esito_model::number::digits12;
use esito_model::{ComparedParty, Comparison, Unit};

/// Parties drawn: there are six inks; the tables have them all.
const DRAWN: usize = 6;
/// Places drawn under each party's weights.
const MOST: usize = 40;

/// Shares of pillars by party.
pub(super) fn wanted(words: &Words, comparison: &Comparison) -> Option<Plate> {
    let drawn = &comparison.parties[..comparison.parties.len().min(DRAWN)];
    let groups = drawn.iter().enumerate().map(|(at, party)| (words.party(&party.id), Ink::series(at)));
    let rows = comparison.pillars.iter().enumerate().map(|(row, pillar)| DotRow {
        label: words.pillar(&pillar.id),
        dots: (drawn.iter().enumerate())
            .map(|(at, party)| Dot {
                ink: Ink::series(at),
                datum: Datum { value: party.pillars.get(row).copied(), ..Datum::default() },
            })
            .collect(),
        ..DotRow::default()
    });
    let spec = DotsSpec {
        frame: Frame { quantity: Quantity::of(Unit::Share), ..Frame::default() },
        groups: groups.collect(),
        rows: rows.collect(),
        nothing: t("index.nobody"),
        ..DotsSpec::default()
    };
    // Parties may differ within a pillar too: table and file have the indicators besides.
    let nodes = |pillars: bool| -> Vec<(String, String, usize)> {
        match pillars {
            true => {
                let of = comparison.pillars.iter().enumerate();
                of.map(|(at, pillar)| (pillar.id.clone(), words.pillar(&pillar.id), at)).collect()
            }
            false => {
                let of = comparison.indicators.iter().enumerate();
                of.map(|(at, one)| (one.id.clone(), words.indicator(&one.id), at)).collect()
            }
        }
    };
    let mut told = Vec::new();
    let mut file = vec![
        ["node".to_owned()]
            .into_iter()
            .chain(comparison.parties.iter().map(|party| party.id.clone()))
            .collect::<Vec<_>>(),
    ];
    if let Some(first) = file[0].get_mut(1) {
        "index".clone_into(first);
    }
    for pillars in [true, false] {
        for (id, name, at) in nodes(pillars) {
            let of = |party: &ComparedParty| {
                if pillars { party.pillars.get(at) } else { party.weights.get(at) }
                    .copied()
                    .unwrap_or_default()
            };
            let shares: Vec<f64> = comparison.parties.iter().map(of).collect();
            told.push([name].into_iter().chain(shares.iter().map(|share| words.share(*share))).collect());
            file.push([id].into_iter().chain(shares.iter().map(|share| digits12(*share))).collect());
        }
    }
    let heads = std::iter::once(t("index.pillar_or_indicator"));
    let rows = Rows {
        heads: heads.chain(comparison.parties.iter().map(|party| words.party(&party.id))).collect(),
        rows: told,
        names: 1,
        file,
    };
    Some(Plate {
        id: "wanted",
        title: t("index.wanted"),
        subtitle: t("index.wanted_sub"),
        note: String::new(),
        spec: Spec::Own(Box::new(Spec::Dots(spec)), Box::new(rows)),
        ..Plate::empty()
    })
}

/// Ranks under each party's weights.
pub(super) fn ranks(words: &Words, comparison: &Comparison) -> Option<Plate> {
    let ranked: Vec<usize> =
        (0..comparison.places.len()).filter(|at| comparison.places[*at].rank.is_some()).collect();
    if ranked.is_empty() {
        return None;
    }
    let of = |party: &ComparedParty, at: usize| party.ranks.get(at).copied().flatten();
    let row = |at: &usize| HeatRow {
        label: words.place(&comparison.places[*at].place),
        cells: (comparison.parties.iter())
            .map(|party| match of(party, *at) {
                Some(rank) => Datum::known(f64::from(rank)),
                None => Datum::missing("–"),
            })
            .collect(),
        strong: false,
    };
    let column = |party: &ComparedParty| HeatColumn {
        label: words.party(&party.id),
        quantity: Some(Quantity::of(Unit::Count)),
        turned: true,
    };
    let spec = HeatSpec {
        frame: Frame { quantity: Quantity::of(Unit::Count), ..Frame::default() },
        columns: comparison.parties.iter().map(column).collect(),
        rows: ranked.iter().take(MOST).map(row).collect(),
        scale: HeatScale::EachColumn,
        light: t("index.last"),
        dark: t("index.first"),
        nothing: t("index.nobody"),
        ..HeatSpec::default()
    };
    let told = |at: &usize| {
        let ranks = comparison
            .parties
            .iter()
            .map(|party| of(party, *at).map_or_else(|| "–".to_owned(), |rank| words.count(u64::from(rank))));
        [words.place(&comparison.places[*at].place)].into_iter().chain(ranks).collect()
    };
    let mut file = vec![["place", "party", "score", "rank"].map(str::to_owned).to_vec()];
    for (at, place) in comparison.places.iter().enumerate() {
        for party in &comparison.parties {
            let score = party.scores.get(at).copied().flatten().map(digits12).unwrap_or_default();
            let rank = of(party, at).map(|rank| rank.to_string()).unwrap_or_default();
            file.push(vec![place.place.clone(), party.id.clone(), score, rank]);
        }
    }
    let heads = std::iter::once(t("index.place"));
    let rows = Rows {
        heads: heads.chain(comparison.parties.iter().map(|party| words.party(&party.id))).collect(),
        rows: ranked.iter().map(told).collect(),
        names: 1,
        file,
    };
    #[expect(clippy::cast_precision_loss, reason = "a width in pixels")]
    let wide = 130.0 + 84.0 * comparison.parties.len() as f64;
    Some(Plate {
        id: "under",
        title: t("index.under"),
        subtitle: t("index.under_sub"),
        note: String::new(),
        spec: Spec::Own(Box::new(Spec::Heat(spec)), Box::new(rows)),
        wide,
        ..Plate::empty()
    })
}
