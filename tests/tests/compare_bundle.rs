//! Indices of whole bundles: the example of the documentation, and the demonstration bundle by another road.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use esito_engine::compare::{Level, compare_csv};
use esito_engine::{Bundle, Comparable, SourceFile, Sources};
use esito_model::{Answer, CompareQuestion, Comparison, IndexParty, Question, Severity, Vary};
use std::collections::BTreeMap;
use std::path::Path;

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec().into(), sha256: None }
}

/// The first block that begins like this in the page on the steps of an index.
fn block(kind: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/methods/index-steps.md");
    let text = std::fs::read_to_string(page).unwrap();
    let after = text.split_once(&format!("```{kind}\n")).unwrap().1;
    after.split_once("```").unwrap().0.to_owned()
}

fn compare(framework: &str, question: &CompareQuestion) -> Comparison {
    let files = vec![file("framework.toml", framework), file("cities.csv", &block("csv file=cities.csv"))];
    let bundle = Bundle::load(Sources { files });
    let serious: Vec<String> = bundle
        .remarks()
        .iter()
        .filter(|r| r.severity != Severity::Note)
        .map(esito_model::Remark::line)
        .collect();
    assert_eq!(serious, [""; 0]);
    let answer = bundle.answer(&bundle.question_of_comparison(question).unwrap());
    bundle.comparing(&answer, question).unwrap().finish()
}

fn ask() -> CompareQuestion {
    CompareQuestion { index: "living".to_owned(), vary: Vec::new(), draws: 10, ..CompareQuestion::default() }
}

#[test]
fn the_documented_example() {
    assert_eq!(
        compare_csv(&compare(&block("toml file=framework.toml"), &ask()), Level::Index),
        block("csv case=compare index=living")
    );
}

/// Dolo's jobs as the mean of Aosta and Como, 0.65 or 75 points: work (2 · 75 + 25) / 3, index (58.33 + 80) / 2.
#[test]
fn gaps_filled_by_region() {
    let framework = block("toml file=framework.toml").replace(
        "missing = { rule = \"require\", share = 0.6 }",
        "missing = { rule = \"group_mean\" }\ngroups = \"region\"",
    );
    let csv = compare_csv(&compare(&framework, &ask()), Level::Index);
    assert!(csv.contains("Dolo,69.1666666667,2,2,2,1,Ae\n"), "{csv}");
    assert!(csv.contains("Bari,50,3,3,3,1,A\n"), "{csv}");
}

fn demo() -> Bundle {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/demo");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".md") {
            files.push(SourceFile { name, bytes: std::fs::read(path).unwrap().into(), sha256: None });
        }
    }
    Bundle::load(Sources { files })
}

/// Scores by plain loops over findings: the last period of each indicator, min–max from 0 to 100, weighted means.
fn by_hand(bundle: &Bundle, pillar_weights: &[(&str, f64)]) -> BTreeMap<String, f64> {
    let answer = bundle.answer(&Question::default());
    let index = &bundle.framework().indexes[0];
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for pillar in &index.pillars {
        let of_pillar = pillar_weights.iter().find(|(id, _)| *id == pillar.id).map_or(pillar.weight, |p| p.1);
        let mut scores: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        for member in &pillar.indicators {
            let lower = ["gap", "neet"].contains(&member.id.as_str());
            let mut values: BTreeMap<&str, (&str, f64)> = BTreeMap::new();
            for finding in &answer.findings {
                let key = &finding.key;
                let (Some(place), Some(period), None) = (&key.place, &key.period, &key.dimension) else {
                    continue;
                };
                let Some(value) = finding.value.known() else { continue };
                let known = values.get(place.as_str()).is_none_or(|(last, _)| *last < period.as_str());
                if key.indicator == member.id && place != "_U" && period != "_U" && known {
                    values.insert(place, (period, value));
                }
            }
            let (least, most) =
                values.values().fold((f64::MAX, f64::MIN), |(a, b), (_, x)| (a.min(*x), b.max(*x)));
            for (place, (_, value)) in values {
                let up = if lower { most - value } else { value - least };
                let score = scores.entry(place.to_owned()).or_default();
                score.0 += member.weight * up / (most - least) * 100.0;
                score.1 += member.weight;
            }
        }
        for (place, (sum, weight)) in scores {
            let all = sums.entry(place).or_default();
            all.0 += of_pillar * sum / weight;
            all.1 += of_pillar;
        }
    }
    sums.into_iter().map(|(place, (sum, weight))| (place, sum / weight)).collect()
}

#[test]
fn the_demonstration_by_another_road() {
    let bundle = demo();
    let assembly = [("employment", 2.0), ("learning", 1.0), ("home", 4.0), ("people", 3.0)];
    let question = |party: Option<&str>| CompareQuestion {
        index: "inclusion".to_owned(),
        party: party.map(str::to_owned),
        draws: 200,
        base: 0,
        ..CompareQuestion::default()
    };
    let answer = bundle.answer(&bundle.question_of_comparison(&question(None)).unwrap());
    let found = bundle.comparing(&answer, &question(None)).unwrap().finish();
    let expected = by_hand(&bundle, &[]);
    assert_eq!(found.places.len(), 10);
    assert_eq!(found.parties.len(), 4);
    for place in &found.places {
        let (found, expected) = (place.score.unwrap(), expected[&place.place]);
        assert!((found - expected).abs() < 1e-9, "{}: {found} {expected}", place.place);
        assert!(place.rank_low <= place.rank && place.rank <= place.rank_high, "{place:?}");
    }
    // A sum of weights within the pillar of work is not the party's: it weighs work and the gap alike.
    let of_party = bundle.comparing(&answer, &question(Some("assembly"))).unwrap().finish();
    let expected = by_hand(&bundle, &assembly);
    let home = of_party.places.iter().find(|place| place.place == "paris").unwrap();
    let own = found.places.iter().find(|place| place.place == "paris").unwrap();
    let work = (own.pillars[0].unwrap(), home.pillars[0].unwrap());
    let difference = home.score.unwrap() - expected["paris"];
    assert!((difference - 0.2 * (work.1 - work.0)).abs() < 1e-9, "{difference} {work:?}");
}

#[test]
fn a_comparison_is_the_same_after_json() {
    let bundle = demo();
    let question = CompareQuestion {
        index: "inclusion".to_owned(),
        vary: Vary::WORDS.map(|(_, vary)| vary).to_vec(),
        draws: 300,
        base: 30,
        context: BTreeMap::from([("participants".to_owned(), 1.0), ("partners".to_owned(), 0.5)]),
        ..CompareQuestion::default()
    };
    let answer = bundle.answer(&bundle.question_of_comparison(&question).unwrap());
    let found = bundle.comparing(&answer, &question).unwrap().finish();
    assert!(found.places.iter().all(|place| place.peers.len() == 4 && place.indicators[0].usual.is_some()));
    assert!(found.indicators[0].funnel.is_some() && found.indicators[3].funnel.is_none());
    assert!(!found.bundle.is_empty() && !found.engine.is_empty());
    let json = serde_json::to_string(&found).unwrap();
    let read: Comparison = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert_eq!(compare_csv(&read, Level::Indicator), compare_csv(&found, Level::Indicator));
    let again: CompareQuestion = serde_json::from_str(&serde_json::to_string(&question).unwrap()).unwrap();
    assert_eq!(again, question);
}

/// What was published with a site gives the same comparison as the rows, to the last digit, whatever is asked of it.
#[test]
fn a_published_answer_is_as_good_as_the_rows() {
    let by_region = block("toml file=framework.toml").replace(
        "missing = { rule = \"require\", share = 0.6 }",
        "missing = { rule = \"group_mean\" }\ngroups = \"region\"",
    );
    let files = vec![file("framework.toml", &by_region), file("cities.csv", &block("csv file=cities.csv"))];
    for (bundle, index) in [(demo(), "inclusion"), (Bundle::load(Sources { files }), "living")] {
        let plain = CompareQuestion { index: index.to_owned(), ..CompareQuestion::default() };
        let asked = bundle.question_of_comparison(&plain).unwrap();
        let of_rows = bundle.comparable(bundle.answer(&asked), index);
        // As the site has them: the answer of the first page and the plain comparison, written and read back.
        let first = bundle.answer(&Question { by: Some(Vec::new()), ..Question::default() });
        let first: Answer = serde_json::from_str(&serde_json::to_string(&first).unwrap()).unwrap();
        let published = bundle.comparing(&first, &plain).unwrap().finish();
        let published: Comparison =
            serde_json::from_str(&serde_json::to_string(&published).unwrap()).unwrap();
        let held = Comparable::published(first, &[published]);
        let pillars = bundle.framework().indexes[0].pillars.iter().enumerate();
        let pillars = pillars.map(|(at, pillar)| (pillar.id.clone(), at as f64 + 0.5)).collect();
        let moved = CompareQuestion {
            weights: Some(IndexParty { pillars, ..IndexParty::default() }),
            draws: 600,
            base: 20,
            ..plain.clone()
        };
        for question in [CompareQuestion { draws: 400, base: 20, ..plain }, moved] {
            let text = |comparable: &Comparable| {
                serde_json::to_string(&comparable.comparing(&question).unwrap().finish()).unwrap()
            };
            assert_eq!(text(&held), text(&of_rows), "{index}");
        }
        assert!(held.comparing(&CompareQuestion::default()).is_none());
    }
}
