//! Findings in, places beside their peers out.

use super::*;
use esito_model::{Indicator, Key, Measure, Profile, Reason, Unit, Value};

fn indicator(id: &str, unit: Unit, direction: Direction) -> Indicator {
    Indicator {
        id: id.to_owned(),
        table: "t".to_owned(),
        measure: Measure::Given(id.to_owned()),
        unit,
        direction,
        place: Some("city".to_owned()),
        ..Indicator::default()
    }
}

fn framework() -> Framework {
    Framework {
        indicators: vec![
            indicator("work", Unit::Share, Direction::Higher),
            indicator("rent", Unit::Number, Direction::Lower),
            indicator("size", Unit::Number, Direction::None),
        ],
        ..Framework::default()
    }
}

fn finding(indicator: &str, place: &str, value: f64, half: Option<f64>) -> Finding {
    Finding {
        key: Key { indicator: indicator.into(), place: Some(place.into()), ..Key::default() },
        value: Value::Known(value),
        low: half.map(|half| value - half),
        high: half.map(|half| value + half),
        ..Finding::default()
    }
}

/// Five places: a far ahead at work; rents without intervals; sizes 1, 2, 3, 4, 10.
fn findings() -> Vec<Finding> {
    let codes = ["a", "b", "c", "d", "e"];
    let mut out = Vec::new();
    for (at, code) in codes.iter().enumerate() {
        let work = [0.9, 0.5, 0.52, 0.54, 0.3][at];
        out.push(finding("work", code, work, Some(0.05)));
        out.push(finding("rent", code, [500.0, 600.0, 700.0, 800.0, 900.0][at], None));
        out.push(finding("size", code, [1.0, 2.0, 3.0, 4.0, 10.0][at], Some(0.1)));
    }
    out
}

fn place(framework: &Framework, findings: &[Finding], question: &PlacesQuestion) -> Places {
    let mut placing = Placing::new(framework, findings, question, Vec::new());
    while placing.step().is_some() {}
    placing.finish()
}

fn by_size(peers: u32) -> PlacesQuestion {
    let context = BTreeMap::from([("size".to_owned(), 1.0)]);
    PlacesQuestion { context: Some(context), peers: Some(peers), ..PlacesQuestion::default() }
}

fn codes(place: &PlaceBeside) -> Vec<&str> {
    place.peers.iter().map(|peer| peer.place.as_str()).collect()
}

/// Sizes: mean 4, sample deviation √12.5 = 3.5355; from a to b is 1 / 3.5355 = 0.2828.
#[test]
fn the_peers_are_the_nearest_by_context() {
    let found = place(&framework(), &findings(), &by_size(3));
    assert_eq!(codes(&found.places[0]), ["b", "c", "d"]);
    assert_eq!(codes(&found.places[4]), ["d", "c", "b"]);
    let distance = found.places[0].peers[0].distance.unwrap();
    assert!((distance - 1.0 / 12.5_f64.sqrt()).abs() < 1e-12);
    let variable = &found.context[0];
    assert_eq!((variable.mean, variable.places, variable.weight), (Some(4.0), 5, 1.0));
    assert!((variable.deviation.unwrap() - 12.5_f64.sqrt()).abs() < 1e-12);
    assert_eq!(found.places[4].context, [Some(10.0)]);
    assert!((found.places[4].standard[0].unwrap() - 6.0 / 12.5_f64.sqrt()).abs() < 1e-12);
}

#[test]
fn a_difference_is_claimed_only_where_its_interval_does_not_hold_zero() {
    let found = place(&framework(), &findings(), &by_size(3));
    // The peers of a have 0.5, 0.52 and 0.54; their median lies between 0.47 and 0.57.
    let work = &found.places[0].cells[0];
    let median = work.median.unwrap();
    assert_eq!((work.usual, work.peers, work.beside), (Some([0.51, 0.52, 0.53]), 3, AmongPeers::Better));
    assert!((median[0] - 0.47).abs() < 1e-12 && (median[1] - 0.57).abs() < 1e-12);
    // 0.38 give or take √(0.05² + 0.05²) = 0.0707.
    let gap = work.difference.unwrap();
    assert!((gap[0] - 0.309_289_321_881).abs() < 1e-9 && (gap[1] - 0.38).abs() < 1e-12);
    assert!((gap[2] - 0.450_710_678_119).abs() < 1e-9);
    // b stands between 0.45 and 0.55; its peers a, c and d at 0.9, 0.52 and 0.54.
    assert_eq!(found.places[1].cells[0].beside, AmongPeers::Alike);
    assert_eq!(found.places[4].cells[0].beside, AmongPeers::Worse);
    // The lowest rent is the best; but nothing can be claimed without an interval.
    assert_eq!(
        (found.places[0].cells[1].beside, found.places[0].cells[1].median),
        (AmongPeers::NoInterval, None)
    );
    assert!(found.places[0].cells[1].lead.unwrap() > 0.0 && found.places[4].cells[1].lead.unwrap() < 0.0);
    assert_eq!(
        (found.places[4].cells[2].beside, found.places[0].cells[2].beside),
        (AmongPeers::Higher, AmongPeers::Lower)
    );
}

#[test]
fn without_a_context_all_others_are_the_peers() {
    let found = place(&framework(), &findings(), &PlacesQuestion::default());
    assert_eq!(codes(&found.places[1]), ["a", "c", "d", "e"]);
    assert!(found.context.is_empty() && found.places[1].peers.iter().all(|peer| peer.distance.is_none()));
    // Of an empty choice likewise, also where the framework has one.
    let mut framework = framework();
    let context = BTreeMap::from([("size".to_owned(), 2.0)]);
    framework.profile = Some(Profile { context, peers: Some(3), partnerships: None });
    let found = place(&framework, &findings(), &PlacesQuestion::default());
    assert_eq!((found.peers, found.context.len(), found.places[0].peers.len()), (3, 1, 3));
    let none = PlacesQuestion { context: Some(BTreeMap::new()), ..PlacesQuestion::default() };
    assert_eq!(place(&framework, &findings(), &none).places[0].peers.len(), 4);
}

#[test]
fn too_few_peers_make_nothing_usual() {
    let found = place(&framework(), &findings(), &by_size(2));
    let work = &found.places[0].cells[0];
    assert_eq!((work.usual, work.lead, work.beside), (None, None, AmongPeers::FewPeers));
    let lone = place(&framework(), &findings()[..3], &PlacesQuestion::default());
    assert_eq!(lone.places.len(), 1);
    assert_eq!((lone.places[0].peers.len(), lone.places[0].cells[0].beside), (0, AmongPeers::FewPeers));
    assert!(place(&framework(), &[], &PlacesQuestion::default()).places.is_empty());
}

#[test]
fn what_is_withheld_stays_so_and_its_place_is_there() {
    let mut findings = findings();
    for one in findings.iter_mut().filter(|one| one.key.place.as_deref() == Some("e")) {
        *one = Finding { value: Value::Missing(Reason::Withheld), low: None, high: None, ..one.clone() };
    }
    let found = place(&framework(), &findings, &by_size(3));
    let e = &found.places[4];
    assert_eq!(
        (e.cells[0].value, e.cells[0].status.as_str(), e.cells[0].beside),
        (None, "c", AmongPeers::NoValue)
    );
    assert!(e.peers.is_empty(), "nobody is like a place of which nothing is known");
    // A place of the framework of which nothing was found is there as well.
    let mut framework = framework();
    framework.places = vec![esito_model::Place { id: "ab".to_owned(), ..Default::default() }];
    let found = place(&framework, &findings, &by_size(3));
    assert_eq!(found.places[1].place, "ab");
    assert_eq!((found.places[1].cells.len(), found.places[1].cells[0].status.as_str()), (3, "M"));
}

#[test]
fn quartiles_and_ends_of_all_places() {
    let found = place(&framework(), &findings(), &PlacesQuestion::default());
    let rent = &found.indicators[1];
    assert_eq!((rent.usual, rent.ends, rent.places), (Some([600.0, 700.0, 800.0]), Some([500.0, 900.0]), 5));
    let work = found.indicators[0].ends.unwrap();
    assert!((work[0] - 0.25).abs() < 1e-12 && (work[1] - 0.95).abs() < 1e-12);
    assert!(found.indicators[0].funnel.is_none(), "nobody was counted");
}

/// 30 of 100 at home, 20 of 100, 40 of 100: z = ±0.1 / √(0.21/100) = ±2.1822.
#[test]
fn counted_shares_have_a_funnel() {
    let counted = |place: &str, events: f64| Finding {
        numerator: Some(events),
        denominator: Some(100.0),
        ..finding("work", place, events / 100.0, Some(0.09))
    };
    let findings = [counted("a", 30.0), counted("b", 20.0), counted("c", 40.0)];
    let found = place(&framework(), &findings, &PlacesQuestion::default());
    let funnel = found.indicators[0].funnel.as_ref().unwrap();
    assert!((funnel.centre - 0.3).abs() < 1e-12);
    let z = found.places[2].cells[0].z.unwrap() * funnel.dispersion.sqrt();
    assert!((z - 0.1 / 0.0021_f64.sqrt()).abs() < 1e-9);
    assert_eq!(found.places[2].cells[0].of, Some(100.0));
}

/// R. G. Newcombe, "Interval estimation for the difference between independent proportions" (1998), example (a):
/// 56/70 and 48/80 with Wilson's intervals; the difference 0.2 lies between 0.0524 and 0.3339.
#[test]
fn of_two_shares_it_is_newcombes_interval() {
    let (low, high) = difference((0.8, (0.6918, 0.8771)), (0.6, (0.4905, 0.7003)));
    assert!((low - 0.0524).abs() < 2e-4 && (high - 0.3339).abs() < 2e-4, "{low} {high}");
}

/// Work and rent on one scale from the worst to the best: d stands at (0.4 + 0.25) / 2 behind a, b and c. Its peers are all
/// others: the upper quartile of their work is 0.615 (score 0.3875, still behind c's 0.4333), the lower of their rents
/// 575 (score 0.60625, ahead of b's 0.5417).
#[test]
fn what_would_change_a_rank_says_the_step_to_the_quartile_of_the_peers() {
    let member = |id: &str| IndexMember { id: id.to_owned(), weight: 1.0, ..IndexMember::default() };
    let pillar = Pillar {
        id: "all".to_owned(),
        weight: 1.0,
        indicators: vec![member("work"), member("rent")],
        ..Pillar::default()
    };
    let index = Index { id: "i".to_owned(), pillars: vec![pillar], ..Index::default() };
    let framework = Framework { indexes: vec![index], ..framework() };
    let question = esito_model::CompareQuestion { index: "i".to_owned(), draws: 50, ..Default::default() };
    let comparing = Comparing::new(&framework, &findings(), &BTreeMap::new(), &question).unwrap();
    let placing = Placing::new(&framework, &findings(), &PlacesQuestion::default(), vec![comparing]);
    let places = placing.finish();
    let of = |code: &str| &places.places.iter().find(|place| place.place == code).unwrap().indexes[0];
    let d = of("d");
    assert_eq!(d.rank, Some(4));
    let told = |indicator: &str| d.moves.iter().find(|one| one.indicator == indicator).unwrap();
    let work = told("work").step.clone().unwrap();
    assert!((work.from - 0.54).abs() < 1e-12 && (work.to - 0.615).abs() < 1e-12, "{work:?}");
    assert_eq!((told("work").rank, work.rank), (2, Some(4)));
    let rent = told("rent").step.clone().unwrap();
    assert_eq!((rent.from, rent.to, rent.rank), (800.0, 575.0, Some(2)));
    // b has the second lowest rent: it is in the better quarter already.
    let b = of("b").moves.iter().find(|one| one.indicator == "rent").cloned();
    assert!(b.is_none_or(|one| one.reached && one.step.is_none()));
}
