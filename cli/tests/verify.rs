//! `esito verify`: a stranger works a published answer out again.

#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

mod common;

use common::{changed, code, folder, here, run, said, text, told, two_towns};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// An answer of the good bundle, written to a file of this test's own.
fn answer(name: &str, arguments: &[&str]) -> PathBuf {
    let output = run(&[&["compute", "--json", &two_towns()], arguments].concat());
    assert_eq!(code(&output), 0, "{}", told(&output));
    let path = folder(name).join("answer.json");
    fs::write(&path, &output.stdout).expect("the answer");
    path
}

/// A bundle of this crate's tests.
fn bundle(name: &str) -> String {
    here("tests/bundles").join(name).display().to_string()
}

/// The same with some text of it changed.
fn tampered(path: &Path, from: &str, to: &str) {
    let before = fs::read_to_string(path).expect("the answer");
    assert!(before.contains(from), "{from} stands in {before}");
    fs::write(path, before.replacen(from, to, 1)).expect("written");
}

#[test]
fn a_published_site_is_the_same_and_so_is_each_of_its_answers() {
    let site = folder("verify-site");
    assert_eq!(code(&run(&["publish", &two_towns(), "-o", text(&site), "--with-rows"])), 0);
    let one = site.join("bundle/answer.json");
    let output = run(&["verify", text(&one), &two_towns()]);
    assert_eq!((code(&output), told(&output)), (0, String::new()));
    assert!(said(&output).contains("answer.json: the same, all "), "{}", said(&output));
    assert!(said(&output).contains("  engine     ") && !said(&output).contains("part,indicator"));
    let own = site.join("bundle/answers/positive_outcomes.json");
    assert_eq!(code(&run(&["verify", text(&own), &two_towns()])), 0);
    // The whole site, against a bundle elsewhere and against the files that were published with it.
    for bundle in [two_towns(), text(&site.join("bundle/files")).to_owned()] {
        let output = run(&["verify", text(&site), &bundle]);
        assert_eq!(code(&output), 0, "{}", said(&output));
        assert_eq!(said(&output).matches(".json: the same, ").count(), 6, "{}", said(&output));
        assert!(said(&output).contains("\ntogether: the same, all "), "{}", said(&output));
    }
    let output = run(&["verify", "--json", text(&site), &two_towns()]);
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(all.as_array().map(Vec::len), Some(6));
    assert!(all.as_array().expect("a list").iter().all(|one| one["verification"]["same"] == true));
}

#[test]
fn a_changed_digit_is_listed() {
    let path = answer("verify-digit", &["--indicator", "positive_outcomes", "--by", "none"]);
    tampered(&path, "\"value\":0.4,", "\"value\":0.41,");
    let output = run(&["verify", text(&path), &two_towns()]);
    assert_eq!(code(&output), 1);
    let said = said(&output);
    assert!(said.contains(": differs: 1 of "), "{said}");
    assert!(
        said.contains("part,indicator,place,period,dimension,group,field,published,recomputed\n"),
        "{said}"
    );
    assert!(said.contains("finding,positive_outcomes,IT,,,,value,0.41,0.4\n"), "{said}");
    let output = run(&["verify", "--json", text(&path), &two_towns()]);
    assert_eq!(code(&output), 1);
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let difference = &all[0]["verification"]["differences"][0];
    assert_eq!(difference["indicator"], "positive_outcomes");
    assert_eq!((&difference["field"], &difference["recomputed"]), (&"value".into(), &"0.4".into()));
}

#[test]
fn a_changed_row_and_a_changed_framework_are_named() {
    let path = answer("verify-row", &[]);
    let bundle = changed("verify-row-bundle", str::to_owned);
    let rows = fs::read_to_string(bundle.join("outcomes.csv")).expect("rows");
    fs::write(bundle.join("outcomes.csv"), rows.replace("60,30", "60,31")).expect("written");
    let output = run(&["verify", text(&path), text(&bundle)]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("  file       outcomes.csv: changed\n"), "{}", said(&output));
    assert!(said(&output).contains("finding,positive_outcomes,,,,,value,0.5,0.505\n"), "{}", said(&output));

    let bundle = changed("verify-framework", |framework| {
        framework.replace("\"SUM(engaged)\"\nunit = \"count\"", "\"SUM(positive)\"\nunit = \"count\"")
    });
    let output = run(&["verify", text(&path), text(&bundle)]);
    assert_eq!(code(&output), 1);
    let said = said(&output);
    assert!(said.contains("  file       framework.toml: changed\n"), "{said}");
    assert!(said.contains("finding,engaged,,,,,value,200,100\n"), "{said}");
    assert!(said.contains(",indicators[engaged].measure.value,SUM(engaged),SUM(positive)\n"), "{said}");
}

#[test]
fn the_question_stands_in_the_answer() {
    for (name, arguments) in [
        ("verify-narrow", &["--place", "IT", "--period", "all"][..]),
        ("verify-day", &["--as-of", "2023-12-31"][..]),
        ("verify-one", &["--indicator", "engaged", "--by", "none"][..]),
    ] {
        let path = answer(name, arguments);
        let output = run(&["verify", text(&path), &two_towns()]);
        assert_eq!(code(&output), 0, "{name}: {}", said(&output));
    }
}

#[test]
fn another_bundle_and_another_engine_are_said_plainly() {
    let path = answer("verify-other", &[]);
    let bundle =
        changed("verify-other-bundle", |framework| framework.replace("id = \"two-towns\"", "id = \"other\""));
    let output = run(&["verify", text(&path), text(&bundle)]);
    assert_eq!(code(&output), 1);
    assert!(
        said(&output)
            .contains("another bundle: this answer is of \"two-towns\", these files are of \"other\"")
    );

    let version = format!("\"engine\":\"{}\"", env!("CARGO_PKG_VERSION"));
    let whole = fs::read_to_string(&path).expect("the answer").replace(&version, "\"engine\":\"0.0.1\"");
    fs::write(&path, whole).expect("written");
    let output = run(&["verify", text(&path), &two_towns()]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(said(&output).contains("with another version of the engine"), "{}", said(&output));
    assert!(said(&output).contains("  engine     published 0.0.1, here "), "{}", said(&output));
}

#[test]
fn a_file_that_is_no_answer_is_wrong_use() {
    let home = folder("verify-wrong");
    let csv = home.join("findings.csv");
    fs::write(&csv, "indicator,place\njobs,IT\n").expect("a file");
    let output = run(&["verify", text(&csv), &two_towns()]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("findings.csv: expected an answer as JSON"), "{}", told(&output));
    let other = home.join("other.json");
    fs::write(&other, "{\"findings\": []}").expect("a file");
    let output = run(&["verify", text(&other), &two_towns()]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("JSON without its part \"framework\""), "{}", told(&output));
    let output = run(&["verify", text(&home), &two_towns()]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("no bundle/answer.json"), "{}", told(&output));
    assert_eq!(code(&run(&["verify", "no-such-answer.json", &two_towns()])), 2);
}

/// Whatever a verb prints with `--json` can be verified, and a changed figure in it is listed.
#[test]
fn the_answers_of_other_verbs_are_verified_too() {
    let demo = here("../public/demo").display().to_string();
    let (works, worth) = (bundle("youth-work"), bundle("employment-value"));
    let compare = ["compare", &demo, "--index", "inclusion", "--draws", "200", "--json"];
    for (name, bundle, arguments, from, to, expected) in [
        (
            "verify-compare",
            &demo,
            &compare[..],
            "\"draws\":200,\"seed\":20241,\"indicators\"",
            "\"draws\":200,\"seed\":1,\"indicators\"",
            "comparison,,,,,,seed,1,20241\n",
        ),
        (
            "verify-place",
            &demo,
            &["place", &demo, "--json"],
            "\"status\":\"A\"",
            "\"status\":\"B\"",
            ".status,B,A\n",
        ),
        (
            "verify-pay",
            &works,
            &["pay", &works, "--json", "--as-of", "2021-12-31"],
            "\"decimals\":2",
            "\"decimals\":3",
            "statement,,,,,,decimals,3,2\n",
        ),
        (
            "verify-value",
            &worth,
            &["value", &worth, "--json", "--assume", "sustained-employment.deadweight:0.5"],
            "\"inputs\":250000,",
            "\"inputs\":240000,",
            "value,,,,,,inputs,240000,250000\n",
        ),
        (
            "verify-money",
            &demo,
            &["money", &demo, "--json"],
            "\"currency\":\"EUR\"",
            "\"currency\":\"USD\"",
            "money,,,,,,money[",
        ),
    ] {
        let output = run(arguments);
        let path = folder(name).join("answer.json");
        fs::write(&path, &output.stdout).expect("the answer");
        let output = run(&["verify", text(&path), bundle]);
        assert_eq!(code(&output), 0, "{name}: {}{}", said(&output), told(&output));
        assert!(said(&output).contains(": the same, all "), "{}", said(&output));
        tampered(&path, from, to);
        let output = run(&["verify", text(&path), bundle]);
        assert_eq!(code(&output), 1, "{name}: {}", said(&output));
        assert!(said(&output).contains(expected), "{name}: {}", said(&output));
    }
}

/// Everything that a site publishes is verified by one command: also its comparisons, statements and value.
#[test]
fn every_answer_of_a_published_site_is_verified() {
    let site = folder("verify-whole-site");
    let works = bundle("youth-work");
    assert_eq!(code(&run(&["publish", &works, "-o", text(&site)])), 0);
    let output = run(&["verify", text(&site), &works]);
    assert_eq!(code(&output), 0, "{}{}", said(&output), told(&output));
    for name in ["contracts.json", "places.json", "statements/youth-work.json"] {
        assert!(said(&output).contains(&format!("{name}: the same, all ")), "{name}: {}", said(&output));
    }
    tampered(&site.join("bundle/statements/youth-work.json"), "\"currency\":\"GBP\"", "\"currency\":\"EUR\"");
    let output = run(&["verify", text(&site), &works]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("statement,,,,,,currency,EUR,GBP\n"), "{}", said(&output));
}

/// An answer of a single CSV file, whose framework was guessed.
#[test]
fn an_answer_from_a_proposed_framework_is_the_same() {
    let home = folder("verify-proposed");
    let csv = home.join("outcomes.csv");
    fs::write(&csv, "town;engaged;positive\nTurin;40;10\nMilan;60;30\nTurin;50;20\n").expect("a file");
    let output = run(&["compute", "--json", text(&csv)]);
    let path = home.join("answer.json");
    fs::write(&path, &output.stdout).expect("the answer");
    let output = run(&["verify", text(&path), text(&csv)]);
    assert_eq!(code(&output), 0, "{}{}", said(&output), told(&output));
}
