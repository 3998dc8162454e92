//! `esito compare`, as a script meets it.

#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

mod common;

use common::{code, here, run, said, told};
use serde_json::Value;

fn demo() -> String {
    here("../public/demo").display().to_string()
}

#[test]
fn places_in_the_order_of_their_rank() {
    let arguments = ["compare", &demo(), "--index", "inclusion", "--draws", "500"];
    let output = run(&arguments);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let csv = said(&output);
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0], ["place", "score", "rank", "rank_low", "rank_high", "coverage", "status"]);
    let ranks: Vec<&str> = rows[1..].iter().map(|row| row[2]).collect();
    assert_eq!(ranks, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    assert!(rows[1..].iter().all(|row| row.len() == 7 && row[6] == "A"));
    assert!(told(&output).contains("several-periods"), "{}", told(&output));
    assert_eq!(said(&run(&arguments)), csv);
    let other = [&arguments[..], &["--seed", "7"]].concat();
    assert_eq!(said(&run(&other)).lines().count(), rows.len());
    let fixed = said(&run(&["compare", &demo(), "--index", "inclusion", "--vary", "none", "--draws", "5"]));
    let low = |csv: &str| csv.lines().skip(1).all(|line| line.split(',').nth(2) == line.split(',').nth(3));
    assert!(low(&fixed) && !low(&csv), "{fixed}");
}

#[test]
fn each_level_has_its_rows() {
    let level = |level: &str| {
        said(&run(&["compare", &demo(), "--index", "inclusion", "--draws", "1", "--level", level]))
    };
    let pillars = level("pillar");
    assert!(pillars.starts_with("place,pillar,score\n"));
    assert_eq!(pillars.lines().count(), 1 + 10 * 4);
    let indicators = level("indicator");
    assert!(indicators.starts_with("place,indicator,raw,treated,normalised,status\n"));
    assert_eq!(indicators.lines().count(), 1 + 10 * 7);
}

#[test]
fn json_has_all_of_it() {
    let output = run(&[
        "compare",
        &demo(),
        "--index",
        "inclusion",
        "--draws",
        "200",
        "--party",
        "assembly",
        "--context",
        "participants=2",
        "--json",
    ]);
    let all: Value = serde_json::from_str(&said(&output)).expect("JSON");
    assert_eq!(all["party"], "assembly");
    assert_eq!(all["draws"], 200);
    assert_eq!(all["places"].as_array().map(Vec::len), Some(10));
    assert_eq!(all["places"][0]["peers"].as_array().map(Vec::len), Some(4));
    assert_eq!(all["sensitivity"]["factors"][0]["kind"], "sampling");
    assert_eq!(all["proposals"].as_array().map(Vec::len), Some(2));
    assert!(all["remarks"].as_array().is_some_and(|remarks| !remarks.is_empty()));
}

#[test]
fn names_that_are_not_there() {
    for arguments in [
        vec!["--index", "wealth"],
        vec!["--index", "inclusion", "--party", "nobody"],
        vec!["--index", "inclusion", "--level", "city"],
        vec!["--index", "inclusion", "--vary", "luck"],
        vec!["--index", "inclusion", "--context", "weather"],
        vec!["--index", "inclusion", "--context", "participants=much"],
    ] {
        let demo = demo();
        let output = run(&[&["compare", &demo], &arguments[..]].concat());
        assert_eq!((code(&output), said(&output).as_str()), (2, ""), "{arguments:?}");
    }
    let output = run(&["compare", &demo(), "--index", "wealth"]);
    assert!(
        told(&output).contains("--index wealth: not in this framework; there is: inclusion"),
        "{}",
        told(&output)
    );
}
