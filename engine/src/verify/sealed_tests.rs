//! Answers other than findings, published with their seal and tampered with, one way at a time.

use super::{NotVerifiable, Published, together};
use crate::{Bundle, SourceFile, Sources};
use esito_model::{CompareQuestion, OtherQuestion, PlacesQuestion, SealedKind, Verification};
use serde_json::{Value, json};

const FRAMEWORK: &str = "[framework]\nid = \"x\"\ntitle = { en = \"Towns\", it = \"Città\" }\nminimum_group = 1\n\
    currency = \"EUR\"\nas_of = \"2024-12-31\"\n\
    [[table]]\nid = \"t\"\nfile = \"t.csv\"\n[table.columns]\ntown = \"town\"\n\
    n = { header = \"n\", type = \"count\" }\nof = { header = \"of\", type = \"count\" }\n\
    [[table]]\nid = \"o\"\nfile = \"o.csv\"\n[table.columns]\nwho = \"who\"\nwhat = \"what\"\n\
    day = { header = \"day\", type = \"date\" }\nstatus = \"status\"\n\
    [[indicator]]\nid = \"work\"\ntable = \"t\"\nnumerator = \"SUM(n)\"\ndenominator = \"SUM(of)\"\nunit = \"share\"\n\
    direction = \"higher\"\nplace = \"town\"\n\
    [[indicator]]\nid = \"reach\"\ntable = \"t\"\nvalue = \"SUM(of)\"\nunit = \"count\"\ndirection = \"higher\"\n\
    place = \"town\"\n\
    [[index]]\nid = \"good\"\n[[index.pillar]]\nid = \"all\"\nindicators = [{ id = \"work\" }, { id = \"reach\" }]\n\
    [[contract]]\nid = \"jobs\"\nstarts = \"2023-01-01\"\nends = \"2024-12-31\"\ntable = \"o\"\nparticipant = \"who\"\n\
    outcome = \"what\"\ndate = \"day\"\nstatus = \"status\"\n\
    [[contract.payment]]\nid = \"job\"\noutcome = \"job\"\nprice = 100\nper = \"participant\"\n\
    [value]\ndiscount_rate = 0.035\n[[value.input]]\nwho = \"City\"\namount = 1000\n\
    [[value.outcome]]\nid = \"job\"\nstakeholder = \"People\"\nquantity = 3\n\
    proxy = { amount = 500, source = \"made up\" }\nduration_years = 2\n\
    deadweight = { share = 0.2, evidence = \"made up\" }\nattribution = { share = 0.1, evidence = \"made up\" }\n\
    displacement = { share = 0, evidence = \"made up\" }\ndrop_off = { share = 0.3, evidence = \"made up\" }\n";
const TOWNS: &str = "town,n,of\nA,10,30\nB,20,30\nC,40,70\n";
const OUTCOMES: &str = "who,what,day,status\nP1,job,2024-03-01,verified\nP2,job,2024-04-01,verified\n";

fn bundle(framework: &str, towns: &str, outcomes: &str) -> Bundle {
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
        sha256: None,
    };
    let files = vec![file("framework.toml", framework), file("t.csv", towns), file("o.csv", outcomes)];
    Bundle::load(Sources { files })
}

fn good() -> Bundle {
    bundle(FRAMEWORK, TOWNS, OUTCOMES)
}

fn comparison() -> OtherQuestion {
    let asked = CompareQuestion { index: "good".into(), draws: 50, base: 10, ..CompareQuestion::default() };
    OtherQuestion::Comparison { asked: Box::new(asked), as_of: None }
}

fn statement() -> OtherQuestion {
    OtherQuestion::Statement { contract: "jobs".into(), as_of: None, summed: false }
}

fn every() -> Vec<OtherQuestion> {
    let places = PlacesQuestion { draws: 20, ..PlacesQuestion::default() };
    vec![
        comparison(),
        OtherQuestion::Places { asked: places.clone(), place: None },
        OtherQuestion::Places { asked: places, place: Some("B".into()) },
        statement(),
        OtherQuestion::Contracts,
        OtherQuestion::Valuation { assumed: Vec::new() },
        OtherQuestion::Worth { assumed: Vec::new() },
        OtherQuestion::Money,
    ]
}

fn published(question: &OtherQuestion, whole: bool) -> Value {
    serde_json::to_value(good().working(question).finish(&[], whole).unwrap()).unwrap()
}

fn verify(answer: &Value, bundle: &Bundle) -> Verification {
    let published = Published::read(answer.to_string().as_bytes()).unwrap();
    published.verify(published.again(bundle), &[])
}

fn told(verification: &Verification) -> Vec<String> {
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
    let one = |one: &esito_model::Difference| {
        format!("{} {}: {} -> {}", one.part.code(), one.field, side(&one.published), side(&one.recomputed))
    };
    verification.differences.iter().map(one).collect()
}

#[test]
fn the_bundle_is_good() {
    assert!(good().remarks().is_empty(), "{:?}", good().remarks());
}

#[test]
fn an_untouched_answer_of_every_kind_is_the_same() {
    for question in every() {
        for whole in [true, false] {
            let verification = verify(&published(&question, whole), &good());
            assert!(verification.same, "{question:?}: {:?}", told(&verification));
            assert_eq!((verification.kind, verification.differing), (question.kind(), 0));
            assert!(verification.findings > 0 || question == OtherQuestion::Money, "{question:?}");
            assert!(verification.engine.same() && verification.bundle.same());
            assert_eq!(verification.framework.published.len(), 64);
        }
    }
}

#[test]
fn a_changed_rank_or_amount_is_found_and_named() {
    let mut answer = published(&comparison(), true);
    let first = answer["places"][0]["place"].as_str().unwrap().to_owned();
    answer["places"][0]["score"] = json!(0.99);
    let verification = verify(&answer, &good());
    assert!(!verification.same && verification.differing == 1 && verification.about == "good");
    assert!(told(&verification)[0].starts_with(&format!("comparison places[{first}].score: 0.99 -> ")));

    let mut answer = published(&statement(), true);
    assert_eq!(answer["lines"].as_array().unwrap().len(), 2);
    answer["total"] = json!(1_000_000);
    answer["lines"].as_array_mut().unwrap().remove(0);
    let verification = verify(&answer, &good());
    let all = told(&verification);
    assert!(all.iter().any(|one| one.starts_with("statement total: 1000000 -> ")), "{all:?}");
    // The line that was taken out is the only one that is told of: the others keep their names.
    assert_eq!(all.iter().filter(|one| one.contains("lines[")).count(), 1, "{all:?}");
    assert!(all.iter().any(|one| one.starts_with("statement lines[o.csv:2 job]: - -> ")), "{all:?}");
    assert!(verification.differing > 1);
}

#[test]
fn nothing_of_the_seal_is_passed_over() {
    for (path, expected) in [("surprise", "answer seal.surprise: "), ("bundle", "answer bundle: ")] {
        let mut answer = published(&OtherQuestion::Contracts, false);
        answer["seal"][path] = json!("00");
        let verification = verify(&answer, &good());
        let all = told(&verification);
        assert!(!verification.same && all.iter().any(|one| one.starts_with(expected)), "{path}: {all:?}");
    }
    let mut answer = published(&statement(), false);
    answer["engine"] = json!("0.0.1");
    assert!(told(&verify(&answer, &good())).iter().any(|one| one.starts_with("statement engine: 0.0.1")));
    answer["seal"]["engine"] = json!("0.0.1");
    let verification = verify(&answer, &good());
    assert!(verification.same && !verification.engine.same(), "{:?}", told(&verification));
    let mut answer = published(&statement(), false);
    answer["surprise"] = json!("x");
    assert_eq!(told(&verify(&answer, &good())), ["statement surprise: x -> -"]);
}

#[test]
fn a_remark_that_was_taken_out_is_a_difference() {
    let doubtful = bundle(FRAMEWORK, &TOWNS.replace("A,10", "A,ten"), OUTCOMES);
    let mut answer =
        serde_json::to_value(doubtful.working(&comparison()).finish(&[], true).unwrap()).unwrap();
    assert!(verify(&answer, &doubtful).same);
    answer["remarks"].as_array_mut().unwrap().retain(|remark| remark["severity"] != "doubt");
    let verification = verify(&answer, &doubtful);
    assert!(!verification.same && verification.differing == 0);
    assert!(told(&verification).iter().all(|one| one.starts_with("remark ")), "{:?}", told(&verification));
}

#[test]
fn another_file_another_framework_and_a_contract_that_is_gone() {
    let other = bundle(FRAMEWORK, TOWNS, &OUTCOMES.replace("2024-04-01", "2025-04-01"));
    let verification = verify(&published(&statement(), true), &other);
    assert!(!verification.same && verification.differing > 0);
    assert_eq!(verification.files[0].name, "o.csv");

    let renamed = bundle(&FRAMEWORK.replacen("id = \"x\"", "id = \"y\"", 1), TOWNS, OUTCOMES);
    let verification = verify(&published(&statement(), true), &renamed);
    assert!(verification.other_bundle && !verification.same && verification.differences.is_empty());

    let gone = bundle(&FRAMEWORK.replace("id = \"good\"", "id = \"bad\""), TOWNS, OUTCOMES);
    let verification = verify(&published(&comparison(), true), &gone);
    assert!(!verification.same && verification.differing > 0, "{:?}", told(&verification));
}

#[test]
fn several_kinds_are_counted_together() {
    let bundle = good();
    let all: Vec<_> = [comparison(), statement()]
        .iter()
        .map(|question| {
            let published = Published::read(published(question, false).to_string().as_bytes()).unwrap();
            let verification = published.verify(published.again(&bundle), &[]);
            (published, verification)
        })
        .collect();
    let whole = together(&all).unwrap();
    assert!(whole.same && whole.kind == SealedKind::Findings && whole.about.is_empty());
    assert_eq!(whole.findings, all.iter().map(|(_, one)| one.findings).sum::<u64>());
}

#[test]
fn an_answer_from_before_there_were_seals_has_to_be_published_again() {
    let mut answer = published(&statement(), true);
    answer.as_object_mut().unwrap().remove("seal");
    let read = Published::read(answer.to_string().as_bytes());
    assert!(matches!(read, Err(NotVerifiable::NoQuestion)));
    let read = Published::read(b"{\"seal\": {\"question\": \"nothing\"}}");
    assert!(matches!(read, Err(NotVerifiable::NotAnAnswer("seal"))));
}
