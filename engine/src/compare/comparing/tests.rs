//! Frameworks and findings in, comparisons out: what an index does with data as they come.

use super::super::rows::{Level, compare_csv};
use super::*;
use esito_model::{
    Direction, Every, Index, IndexAggregate, IndexMember, IndexMissing, IndexNormalise, Indicator, Key,
    Measure, MissingRule, Period, Pillar, Reason, Unit, Value, Vary,
};

fn indicator(id: &str, direction: Direction) -> Indicator {
    Indicator {
        id: id.to_owned(),
        table: "t".to_owned(),
        measure: Measure::Given(id.to_owned()),
        direction,
        place: Some("city".to_owned()),
        period: Some(Period { column: "year".to_owned(), every: Every::Year }),
        ..Indicator::default()
    }
}

fn pillar(id: &str, indicators: &[&str]) -> Pillar {
    let member = |id: &&str| IndexMember { id: (*id).to_owned(), weight: 1.0, ..IndexMember::default() };
    Pillar {
        id: id.to_owned(),
        weight: 1.0,
        indicators: indicators.iter().map(member).collect(),
        ..Pillar::default()
    }
}

/// An index of two pillars: work (jobs, pay) and home (rent, of which less is better).
fn framework() -> Framework {
    let index = Index {
        id: "i".to_owned(),
        pillars: vec![pillar("work", &["jobs", "pay"]), pillar("home", &["rent"])],
        missing: IndexMissing { rule: MissingRule::Exclude, ..IndexMissing::default() },
        ..Index::default()
    };
    Framework {
        indicators: vec![
            indicator("jobs", Direction::Higher),
            indicator("pay", Direction::Higher),
            indicator("rent", Direction::Lower),
        ],
        indexes: vec![index],
        ..Framework::default()
    }
}

fn finding(indicator: &str, place: &str, period: &str, value: Option<f64>) -> Finding {
    Finding {
        key: Key {
            indicator: indicator.into(),
            place: Some(place.into()),
            period: Some(period.into()),
            ..Key::default()
        },
        value: value.map_or(Value::Missing(Reason::NotReported), Value::Known),
        ..Finding::default()
    }
}

fn year(indicator: &str, values: &[(&str, f64)]) -> Vec<Finding> {
    values.iter().map(|(place, value)| finding(indicator, place, "2024", Some(*value))).collect()
}

/// a best, c worst; b half way on jobs and pay, best on rent.
fn findings() -> Vec<Finding> {
    [
        year("jobs", &[("a", 30.0), ("b", 20.0), ("c", 10.0)]),
        year("pay", &[("a", 3.0), ("b", 2.0), ("c", 1.0)]),
        year("rent", &[("a", 500.0), ("b", 400.0), ("c", 600.0)]),
    ]
    .concat()
}

fn ask() -> CompareQuestion {
    CompareQuestion { index: "i".to_owned(), draws: 400, base: 40, ..CompareQuestion::default() }
}

fn compare(framework: &Framework, findings: &[Finding]) -> Comparison {
    Comparing::new(framework, findings, &BTreeMap::new(), &ask()).unwrap().finish()
}

fn codes(comparison: &Comparison) -> Vec<&str> {
    comparison.remarks.iter().map(|remark| remark.code.as_str()).collect()
}

fn scores(comparison: &Comparison) -> Vec<(&str, Option<f64>, Option<u32>)> {
    comparison.places.iter().map(|place| (place.place.as_str(), place.score, place.rank)).collect()
}

#[test]
fn worked_out_by_hand() {
    let found = compare(&framework(), &findings());
    // Work: a 1, b 0.5, c 0; home: a 0.5, b 1, c 0. Both pillars weigh the same.
    assert_eq!(
        scores(&found),
        [("a", Some(0.75), Some(1)), ("b", Some(0.75), Some(1)), ("c", Some(0.0), Some(3))]
    );
    assert_eq!(found.indicators.iter().map(|i| i.weight).collect::<Vec<_>>(), [0.25, 0.25, 0.5]);
    assert_eq!(found.places[0].pillars, [Some(1.0), Some(0.5)]);
    assert_eq!((found.places[2].rank_low, found.places[2].rank_high), (Some(3), Some(3)));
    // a and b change places with the weights; c is last in every draw.
    assert_eq!(found.groups, [vec![0, 1], vec![2]]);
    assert_eq!((found.ahead[0][2], found.places[0].top_three), (1.0, Some(1.0)));
    let sensitivity = found.sensitivity.as_ref().unwrap();
    let nodes: Vec<_> = sensitivity.factors.iter().map(|factor| factor.node.as_deref().unwrap()).collect();
    assert_eq!(nodes, ["work", "home"]);
    assert!(sensitivity.places[2].is_empty() && sensitivity.places[0].len() == 2);
    assert_eq!(codes(&found), ["no-intervals"]);
    assert_eq!(found.indicators[0].period.as_deref(), Some("2024"));
}

#[test]
fn the_csv_of_each_level() {
    let found = compare(&framework(), &findings()[..6]);
    let index = compare_csv(&found, Level::Index);
    assert_eq!(
        index,
        "place,score,rank,rank_low,rank_high,coverage,status\na,1,1,1,1,0.5,A\nb,0.5,2,2,2,0.5,A\nc,0,3,3,3,0.5,A\n"
    );
    let pillars = compare_csv(&found, Level::Pillar);
    assert!(pillars.starts_with("place,pillar,score\na,work,1\na,home,\nb,work,0.5\n"), "{pillars}");
    let indicators = compare_csv(&found, Level::Indicator);
    assert!(
        indicators.starts_with(
            "place,indicator,raw,treated,normalised,status\na,jobs,30,30,1,A\na,pay,3,3,1,A\na,rent,,,,M\n"
        ),
        "{indicators}"
    );
}

#[test]
fn too_little_data_means_no_score() {
    let mut framework = framework();
    framework.indexes[0].missing = IndexMissing { rule: MissingRule::Require, share: 0.6, periods: 1 };
    let mut findings = findings();
    findings.retain(|finding| finding.key.indicator != "rent" || finding.key.place.as_deref() == Some("a"));
    let found = compare(&framework, &findings);
    // A single rent does not vary; its weight goes to the others.
    assert_eq!(codes(&found), ["constant-indicator", "no-intervals"]);
    framework.indicators[2].goalposts = Some([600.0, 400.0]);
    let found = compare(&framework, &findings);
    assert_eq!(scores(&found), [("a", Some(0.75), Some(1)), ("b", None, None), ("c", None, None)]);
    let b = &found.places[1];
    assert_eq!((b.coverage, b.status.as_str(), b.reason.as_str()), (0.5, "M", "too_little_data"));
    assert_eq!((b.rank_low, b.top_three), (None, None));
}

#[test]
fn a_pillar_of_which_nobody_has_anything() {
    let mut framework = framework();
    let found = compare(&framework, &findings()[..6]);
    assert_eq!(found.places[0].coverage, 0.5);
    assert_eq!(found.indicators[2].coverage, 0.0);
    assert!(codes(&found).contains(&"no-values"));
    // Where enough must be there, the empty pillar counts as missing.
    framework.indexes[0].missing = IndexMissing { rule: MissingRule::Require, share: 0.6, periods: 1 };
    let found = compare(&framework, &findings()[..6]);
    assert!(found.places.iter().all(|place| place.score.is_none()));
}

#[test]
fn one_place_cannot_be_ranked_and_still_has_goalposts() {
    let mut framework = framework();
    let findings: Vec<_> =
        findings().into_iter().filter(|finding| finding.key.place.as_deref() == Some("b")).collect();
    let found = compare(&framework, &findings);
    assert_eq!(scores(&found), [("b", None, None)]);
    assert_eq!(codes(&found)[..2], ["one-place", "constant-indicator"]);
    for indicator in &mut framework.indicators {
        indicator.goalposts = Some([0.0, 800.0]);
    }
    assert_eq!(scores(&compare(&framework, &findings))[0].2, Some(1));
    assert!(compare(&framework, &[]).places.is_empty());
}

#[test]
fn what_is_not_positive_has_no_geometric_mean() {
    let mut framework = framework();
    framework.indexes[0].aggregate = IndexAggregate::Geometric;
    framework.indexes[0].normalise = IndexNormalise::Zscore;
    let found = compare(&framework, &findings());
    assert!(found.places.iter().all(|place| place.score.is_none() && place.reason == "not_positive"));
    framework.indexes[0].normalise = IndexNormalise::Minmax;
    framework.indexes[0].range = Some([1.0, 100.0]);
    let found = compare(&framework, &findings());
    assert!(found.places.iter().all(|place| place.score.is_some()));
    assert!((found.places[2].score.unwrap() - 1.0).abs() < 1e-12);
}

#[test]
fn weights_of_zero_and_wrong_directions() {
    let mut framework = framework();
    framework.indexes[0].pillars[1].weight = 0.0;
    let found = compare(&framework, &findings());
    assert_eq!(scores(&found)[1], ("b", Some(0.5), Some(2)));
    assert_eq!(found.pillars[1].weight, 0.0);
    // jobs turned the wrong way round goes against pay; four places are needed for a clear correlation.
    framework.indicators[0].direction = Direction::Lower;
    let mut more = findings();
    more.extend(year("jobs", &[("d", 40.0), ("e", 50.0)]));
    more.extend(year("pay", &[("d", 4.0), ("e", 5.5)]));
    more.extend(year("rent", &[("d", 520.0), ("e", 450.0)]));
    assert!(codes(&compare(&framework, &more)).contains(&"opposite-indicators"));
    // Turned back, jobs and pay are nearly the same thing in two units.
    framework.indicators[0].direction = Direction::Higher;
    assert!(codes(&compare(&framework, &more)).contains(&"double-counting"));
}

/// A reader's set stands beside the framework's parties; one that weighs nothing has no index.
#[test]
fn parties_that_a_reader_brings() {
    let party = |id: &str, work: f64, home: f64| IndexParty {
        id: id.to_owned(),
        pillars: BTreeMap::from([("work".to_owned(), work), ("home".to_owned(), home)]),
        ..IndexParty::default()
    };
    let ask = |weights: Option<IndexParty>| CompareQuestion {
        index: "i".to_owned(),
        party: Some("ours".to_owned()),
        parties: vec![party("ours", 3.0, 1.0), party("none", 0.0, 0.0)],
        weights,
        draws: 20,
        base: 0,
        ..CompareQuestion::default()
    };
    let compare = |question: &CompareQuestion| {
        Comparing::new(&framework(), &findings(), &BTreeMap::new(), question).unwrap().finish()
    };
    let found = compare(&ask(None));
    assert_eq!(found.party.as_deref(), Some("ours"));
    assert_eq!((found.pillars[0].weight, found.pillars[1].weight), (0.75, 0.25));
    assert_eq!(found.parties.iter().map(|party| party.id.as_str()).collect::<Vec<_>>(), ["", "ours"]);
    assert_eq!(found.parties[1].pillars, [0.75, 0.25]);
    assert_eq!(found.pillars[0].wanted, Some([0.5, 0.625, 0.75]));
    // The two meet half way: 5/8 and 3/8, on the index's own scale of 2; within work as the index has it.
    let least = &found.proposals[1];
    assert!((least.pillars[0] - 0.625).abs() < 1e-9 && (least.set.pillars["work"] - 1.25).abs() < 1e-9);
    assert!(
        (least.set.indicators["jobs"] - 1.0).abs() < 1e-9
            && (least.set.indicators["rent"] - 1.0).abs() < 1e-9
    );
    // Weights of zero everywhere: no index, and that is said; the parties still have theirs.
    let nothing = compare(&ask(Some(party("", 0.0, 0.0))));
    assert!(nothing.places.iter().all(|place| place.score.is_none() && place.rank.is_none()));
    assert!(codes(&nothing).contains(&"no-weight") && nothing.parties.len() == 2);
    assert!(!codes(&found).contains(&"no-weight"));
}

#[test]
fn ties_share_a_rank_and_two_hundred_places_are_ranked() {
    let places: Vec<String> = (0..200).map(|at| format!("p{at:03}")).collect();
    let value = |at: usize, step: usize| ((at / 2) * step % 101) as f64;
    let mut findings = Vec::new();
    for (id, step) in [("jobs", 7), ("pay", 31), ("rent", 57)] {
        let of = |(at, place): (usize, &String)| finding(id, place, "2024", Some(value(at, step)));
        findings.extend(places.iter().enumerate().map(of));
    }
    let found = compare(&framework(), &findings);
    assert_eq!(found.places.len(), 200);
    for pair in found.places.chunks(2) {
        assert_eq!((pair[0].score, pair[0].rank), (pair[1].score, pair[1].rank));
        assert!(pair[0].rank_low <= pair[0].rank_high);
    }
    assert!(found.places.windows(2).all(|pair| pair[0].rank <= pair[1].rank));
}

#[test]
fn the_last_period_with_data_of_at_least_half() {
    let framework = framework();
    let mut all = findings();
    all.push(finding("jobs", "a", "2025", Some(99.0)));
    all.extend(["b", "c"].map(|place| finding("jobs", place, "2025", None)));
    all.extend(year("pay", &[]));
    all.extend(["a", "b"].map(|place| finding("pay", place, "2023", Some(9.0))));
    let found = compare(&framework, &all);
    assert_eq!(found.indicators[0].period.as_deref(), Some("2024"));
    // Asked for, a thin period is taken, and a coarser question finds the last finer period within.
    let ask = |period: &str| CompareQuestion { period: Some(period.to_owned()), ..ask() };
    let of = |period: &str| {
        let found = Comparing::new(&framework, &all, &BTreeMap::new(), &ask(period)).unwrap().finish();
        found.indicators.iter().map(|one| one.period.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(of("2025"), ["2025", "", ""]);
    assert_eq!(of("2024-Q3"), ["2024", "2024", "2024"]);
    assert_eq!(of("2023"), ["", "2023", ""]);
}

#[test]
fn gaps_by_rule() {
    let mut framework = framework();
    let mut all = findings();
    all.retain(|finding| !(finding.key.indicator == "jobs" && finding.key.place.as_deref() == Some("a")));
    all.push(finding("jobs", "a", "2024", None));
    all.push(finding("jobs", "a", "2023", Some(25.0)));
    let groups =
        BTreeMap::from([("a", "x"), ("b", "x"), ("c", "y")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    let mut value = |rule: MissingRule| {
        framework.indexes[0].missing = IndexMissing { rule, share: 0.9, periods: 1 };
        let found = Comparing::new(&framework, &all, &groups, &ask()).unwrap().comparison();
        let place = found.places.iter().find(|place| place.place == "a").unwrap();
        (place.indicators[0].treated, place.indicators[0].status.clone(), place.status.clone())
    };
    let told = |value: f64| (Some(value), "Ae".to_owned(), "Ae".to_owned());
    assert_eq!(value(MissingRule::Exclude), (None, "M".to_owned(), "A".to_owned()));
    assert_eq!(value(MissingRule::Require), (None, "M".to_owned(), "M".to_owned()));
    assert_eq!(value(MissingRule::Mean), told(15.0));
    assert_eq!(value(MissingRule::GroupMean), told(20.0));
    assert_eq!(value(MissingRule::Carry), told(25.0));
}

#[test]
fn what_is_withheld_stays_withheld() {
    let mut framework = framework();
    framework.indexes[0].missing = IndexMissing { rule: MissingRule::Carry, share: 0.5, periods: 3 };
    let mut all = findings();
    all[0].value = Value::Missing(Reason::Withheld);
    all.push(finding("jobs", "a", "2023", Some(25.0)));
    let found = compare(&framework, &all);
    let a = found.places.iter().find(|place| place.place == "a").unwrap();
    assert_eq!((a.indicators[0].raw, a.indicators[0].treated), (None, None));
    assert_eq!(a.indicators[0].status, "c");
}

#[test]
fn parties_and_readers_weigh() {
    let mut framework = framework();
    let party = |id: &str, home: f64| IndexParty {
        id: id.to_owned(),
        pillars: BTreeMap::from([("home".to_owned(), home)]),
        ..IndexParty::default()
    };
    framework.indexes[0].parties = vec![party("tenants", 3.0), party("firms", 0.0)];
    let of = |question: CompareQuestion| {
        Comparing::new(&framework, &findings(), &BTreeMap::new(), &question).unwrap().finish()
    };
    let tenants = of(CompareQuestion { party: Some("tenants".to_owned()), ..ask() });
    assert_eq!(scores(&tenants)[0], ("b", Some(0.875), Some(1)));
    assert_eq!(tenants.party.as_deref(), Some("tenants"));
    let ids: Vec<&str> = tenants.parties.iter().map(|party| party.id.as_str()).collect();
    assert_eq!(ids, ["", "tenants", "firms"]);
    // Places are in the order of the tenants' ranking: b, a, c.
    assert_eq!(tenants.parties[2].ranks, [Some(2), Some(1), Some(3)]);
    assert_eq!(tenants.indicators[2].wanted, Some([0.0, 0.5, 0.75]));
    assert!(tenants.indicators[2].matters.unwrap() > 0.0);
    assert_eq!(
        tenants.proposals.iter().map(|p| p.kind.as_str()).collect::<Vec<_>>(),
        ["median", "least_regret"]
    );
    // Own 0.5, tenants 0.75, firms 0: half of 0.75 is the least that somebody must give up.
    let largest = tenants.proposals[1].regret.iter().copied().fold(0.0, f64::max);
    assert!((largest - 0.375).abs() < 1e-9, "{largest}");
    assert_eq!(tenants.agreed_pairs, Some(2.0 / 3.0));
    let reader = of(CompareQuestion { weights: Some(party("me", 0.0)), ..ask() });
    assert_eq!(scores(&reader)[1], ("b", Some(0.5), Some(2)));
    let varied = of(CompareQuestion { vary: vec![Vary::Parties], ..ask() });
    let kinds: Vec<_> = varied.sensitivity.unwrap().factors.into_iter().map(|factor| factor.kind).collect();
    assert_eq!(kinds, ["weights"]);
}

#[test]
fn everything_at_once_and_the_same_again() {
    let mut framework = framework();
    framework.indicators[0].unit = Unit::Share;
    let mut all = findings();
    for (at, finding) in all.iter_mut().enumerate() {
        if at < 3 {
            let value = 0.7 - 0.2 * at as f64;
            (finding.value, finding.low, finding.high) =
                (Value::Known(value), Some(value - 0.15), Some(value + 0.15));
        }
    }
    let question = CompareQuestion { vary: Vary::WORDS.map(|(_, vary)| vary).to_vec(), seed: 4, ..ask() };
    let run = || Comparing::new(&framework, &all, &BTreeMap::new(), &question).unwrap();
    let (one, mut steps) = (run().finish(), run());
    assert_eq!(one.draws, 400);
    let first = steps.step().unwrap();
    assert_eq!(first, (250, 440));
    assert_eq!(steps.comparison().draws, 250);
    assert_eq!(steps.finish(), one);
    let kinds: Vec<_> =
        one.sensitivity.as_ref().unwrap().factors.iter().map(|factor| factor.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["sampling", "imputation", "treatment", "normalisation", "aggregation", "weight", "weight"]
    );
    assert!(one.places[0].rank_low < one.places[0].rank_high);
    assert!(codes(&one).contains(&"no-parties"));
    let strange = CompareQuestion {
        party: Some("nobody".to_owned()),
        context: BTreeMap::from([("weather".to_owned(), 1.0)]),
        ..ask()
    };
    let found = Comparing::new(&framework, &all, &BTreeMap::new(), &strange).unwrap().comparison();
    assert_eq!(codes(&found), ["unknown-party", "unknown-indicator"]);
    assert_eq!(found.party, None);
    let none = CompareQuestion { index: "other".to_owned(), ..ask() };
    assert!(Comparing::new(&framework, &all, &BTreeMap::new(), &none).is_none());
}

#[test]
fn what_would_change_a_rank() {
    let found = compare(&framework(), &findings());
    // c with the best jobs: (1 + 0) / 2 of work, 0 of home: 0.25, still third; with the best rent 0.5, still third.
    assert!(found.places[2].indicators.iter().all(|cell| cell.rank_at_best == Some(3)));
    // a with the best rent has 1 and stands alone.
    assert_eq!((found.places[0].rank, found.places[0].indicators[2].rank_at_best), (Some(1), Some(1)));
    // b with the best pay: work 0.75, home 1: 0.875, ahead of a.
    assert_eq!(found.places[1].indicators[1].rank_at_best, Some(1));
}

#[test]
fn peers_by_context() {
    let mut framework = framework();
    framework.indicators.push(indicator("people", Direction::None));
    let mut all = findings();
    all.extend(year("jobs", &[("d", 40.0)]));
    all.extend(year("people", &[("a", 100.0), ("b", 900.0), ("c", 110.0), ("d", 120.0), ("z", 50.0)]));
    let context = BTreeMap::from([("people".to_owned(), 1.0)]);
    let question = CompareQuestion { context, peers: 2, ..ask() };
    let found = Comparing::new(&framework, &all, &BTreeMap::new(), &question).unwrap().comparison();
    let a = found.places.iter().find(|place| place.place == "a").unwrap();
    let peers: Vec<&str> = a.peers.iter().map(|peer| peer.place.as_str()).collect();
    assert_eq!(peers, ["c", "d"]);
    // Jobs of c and d: 10 and 40.
    assert_eq!(a.indicators[0].usual, Some([17.5, 25.0, 32.5]));
    assert!(found.places.iter().all(|place| place.place != "z"));
    assert!(compare(&framework, &all).places.iter().all(|place| place.peers.is_empty()));
}

#[test]
fn funnels_of_what_is_counted() {
    let mut framework = framework();
    framework.indicators[0].unit = Unit::Share;
    let mut all = findings();
    for (finding, (events, of)) in all.iter_mut().zip([(6.0, 20.0), (9.0, 30.0), (15.0, 50.0)]) {
        (finding.value, finding.numerator, finding.denominator) =
            (Value::Known(events / of), Some(events), Some(of));
    }
    let found = compare(&framework, &all);
    let funnel = found.indicators[0].funnel.as_ref().unwrap();
    assert_eq!((funnel.centre, funnel.dispersion, funnel.curve.len()), (0.3, 1.0, 40));
    assert_eq!(funnel.curve[0][0], 20.0);
    assert!(
        funnel.curve.iter().all(|row| row[1] < row[2] && row[2] < 0.3 && 0.3 < row[3] && row[3] < row[4])
    );
    assert!(found.places.iter().all(|place| place.indicators[0].z.unwrap().abs() < 1e-9));
    assert!(found.indicators[1].funnel.is_none());
    // Money over people is no count of events.
    framework.indicators[0].unit = Unit::Money;
    assert!(compare(&framework, &all).indicators[0].funnel.is_none());
}
