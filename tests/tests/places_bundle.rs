//! Places beside their peers on the demonstration bundle, by another road: from the findings and the file of
//! partnerships, without the engine's matrices.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use esito_engine::{Bundle, SourceFile, Sources};
use esito_model::{AmongPeers, Answer, Direction, Finding, Places, PlacesQuestion, Question};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/demo")
}

static FOUND: LazyLock<(Answer, Places)> = LazyLock::new(|| {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        files.push(SourceFile { name, bytes: std::fs::read(&path).unwrap().into(), sha256: None });
    }
    let bundle = Bundle::load(Sources { files });
    let answer = bundle.answer(&Question { by: Some(Vec::new()), ..Question::default() });
    let places = bundle.places(&answer, &PlacesQuestion::default());
    // The narrower question that a seat asks gives the same.
    let narrow = bundle.answer(&bundle.question_of_places());
    assert_eq!(bundle.places(&narrow, &PlacesQuestion::default()), places);
    (answer, places)
});

fn finding(indicator: &str, place: &str, period: Option<&str>) -> Option<&'static Finding> {
    FOUND.0.findings.iter().find(|finding| {
        let key = &finding.key;
        key.indicator == indicator
            && key.place.as_deref() == Some(place)
            && key.period.as_deref() == period
            && key.dimension.is_none()
    })
}

/// Type 7 of Hyndman and Fan, written anew.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = share * (sorted.len() - 1) as f64;
    let (below, above) = (at.floor() as usize, at.ceil() as usize);
    sorted[below] + (sorted[above] - sorted[below]) * (at - below as f64)
}

#[test]
fn peers_are_the_nearest_by_the_variables_of_the_framework() {
    let places = &FOUND.1;
    assert_eq!(
        places.context.iter().map(|v| (v.id.as_str(), v.weight)).collect::<Vec<_>>(),
        [("neet", 2.0), ("participants", 1.0)]
    );
    // Standardised by hand from the findings of the periods that the answer names.
    let mut z: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for variable in &places.context {
        let values: Vec<f64> = (places.places.iter())
            .map(|place| {
                finding(&variable.id, &place.place, variable.period.as_deref())
                    .unwrap()
                    .value
                    .known()
                    .unwrap()
            })
            .collect();
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let deviation = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        for (place, value) in places.places.iter().zip(values) {
            z.entry(&place.place).or_default().push((value - mean) / deviation);
        }
    }
    let weights: Vec<f64> = places.context.iter().map(|variable| variable.weight).collect();
    for place in &places.places {
        let distance = |other: &str| {
            let both = z[place.place.as_str()].iter().zip(&z[other]).zip(&weights);
            (both.map(|((a, b), w)| w * (a - b).powi(2)).sum::<f64>() / weights.iter().sum::<f64>()).sqrt()
        };
        let mut others: Vec<(f64, &str)> = (places.places.iter())
            .filter(|other| other.place != place.place)
            .map(|other| (distance(&other.place), other.place.as_str()))
            .collect();
        others.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!(place.peers.len(), 5);
        for (peer, (far, code)) in place.peers.iter().zip(&others) {
            assert_eq!(peer.place, *code, "{}", place.place);
            assert!((peer.distance.unwrap() - far).abs() < 1e-9, "{} {code}", place.place);
        }
    }
}

#[test]
fn what_is_usual_and_what_is_claimed_follow_from_the_findings() {
    let places = &FOUND.1;
    let mut claimed = 0;
    for place in &places.places {
        for (of, cell) in places.indicators.iter().zip(&place.cells) {
            let own = finding(&of.id, &place.place, of.period.as_deref());
            // Values leave with twelve significant digits.
            match (cell.value, own.and_then(|own| own.value.known())) {
                (Some(told), Some(found)) => {
                    assert!((told - found).abs() <= 1e-11 * found.abs(), "{} {}", place.place, of.id);
                }
                (told, found) => assert_eq!(told, found, "{} {}", place.place, of.id),
            }
            let peers: Vec<&Finding> = (place.peers.iter())
                .filter_map(|peer| finding(&of.id, &peer.place, of.period.as_deref()))
                .filter(|peer| peer.value.known().is_some())
                .collect();
            assert_eq!(cell.peers as usize, peers.len());
            if peers.len() < 3 {
                assert_eq!(cell.usual, None);
                continue;
            }
            let values: Vec<f64> = peers.iter().map(|peer| peer.value.known().unwrap()).collect();
            for (found, share) in cell.usual.unwrap().into_iter().zip([0.25, 0.5, 0.75]) {
                let expected = quantile(&values, share);
                assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0));
            }
            let ends: Option<Vec<(f64, f64)>> = peers.iter().map(|peer| peer.low.zip(peer.high)).collect();
            let value = cell.value.unwrap_or(f64::NAN);
            let Some((own, ends)) = own.and_then(|own| own.low.zip(own.high)).zip(ends) else {
                assert!(
                    matches!(cell.beside, AmongPeers::NoInterval | AmongPeers::NoValue),
                    "{:?}",
                    cell.beside
                );
                continue;
            };
            let (low, high): (Vec<f64>, Vec<f64>) = ends.into_iter().unzip();
            let (median, low, high) = (quantile(&values, 0.5), quantile(&low, 0.5), quantile(&high, 0.5));
            let d = value - median;
            let below = d - (value - own.0).hypot(high - median);
            let above = d + (own.1 - value).hypot(median - low);
            for (found, expected) in cell.difference.unwrap().into_iter().zip([below, d, above]) {
                let near = 1e-9 * median.abs().max(1.0);
                assert!((found - expected).abs() < near, "{} {}", place.place, of.id);
            }
            let indicator = FOUND.0.framework.indicators.iter().find(|known| known.id == of.id).unwrap();
            let expected = match (indicator.direction, below > 0.0, above < 0.0) {
                (_, false, false) => AmongPeers::Alike,
                (Direction::Higher, true, _) | (Direction::Lower, false, true) => AmongPeers::Better,
                (Direction::Higher, false, true) | (Direction::Lower, true, _) => AmongPeers::Worse,
                (Direction::None, true, _) => AmongPeers::Higher,
                (Direction::None, false, true) => AmongPeers::Lower,
            };
            assert_eq!(cell.beside, expected, "{} {}", place.place, of.id);
            claimed += usize::from(expected != AmongPeers::Alike);
        }
    }
    assert!(claimed > 1, "the demonstration has clear differences to show, found {claimed}");
}

#[test]
fn every_partnership_stands_in_its_place() {
    let text = std::fs::read_to_string(folder().join("partnerships.csv")).unwrap();
    let rows = text.trim_start_matches('\u{FEFF}').lines().skip(1).filter(|line| !line.trim().is_empty());
    let mut by_city: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.split(';').collect();
        by_city.entry(cells[2].to_owned()).or_default().push(cells[1].to_owned());
    }
    assert!(by_city.values().flatten().count() >= 41);
    for place in &FOUND.1.places {
        let mut expected = by_city.get(&place.place).cloned().unwrap_or_default();
        expected.sort();
        let found: Vec<String> = place.partnerships.iter().map(|one| one.name.clone()).collect();
        assert_eq!(found, expected, "{}", place.place);
        // One date of signature is a blemish that cannot be read.
        let year = |since: &Option<String>| since.as_ref().is_none_or(|year| year.len() == 4);
        assert!(place.partnerships.iter().all(|one| one.about.len() == 2 && year(&one.since)));
    }
}

#[test]
fn ranks_are_those_of_the_index() {
    let places = &FOUND.1;
    assert_eq!(places.indexes.iter().map(|index| index.id.as_str()).collect::<Vec<_>>(), ["inclusion"]);
    let mut ranks: Vec<u32> = places.places.iter().filter_map(|place| place.indexes[0].rank).collect();
    ranks.sort_unstable();
    assert_eq!(ranks.len(), places.indexes[0].ranked as usize);
    assert_eq!(ranks[0], 1);
    for place in &places.places {
        let found = &place.indexes[0];
        let Some(rank) = found.rank else { continue };
        assert!(found.rank_low.unwrap() <= rank && rank <= found.rank_high.unwrap(), "{}", place.place);
        assert!(found.moves.iter().all(|one| one.rank < rank));
        assert!(found.moves.windows(2).all(|pair| pair[0].rank <= pair[1].rank));
    }
}
