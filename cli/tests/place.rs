//! `esito place`, as a script meets it.

#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

mod common;

use common::{code, here, run, said, told};
use serde_json::Value;

fn demo() -> String {
    here("../public/demo").display().to_string()
}

#[test]
fn a_profile_says_the_same_as_csv_and_as_json() {
    let output = run(&["place", &demo(), "--place", "braga"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let csv = said(&output);
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0].len(), 13);
    assert!(rows[1..].iter().all(|row| row.len() == 13 && row[0] == "braga"), "{csv}");
    let json = said(&run(&["place", &demo(), "--place", "braga", "--json"]));
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let places = json["places"].as_array().expect("places");
    assert_eq!(places.len(), 1);
    let cells = places[0]["cells"].as_array().expect("cells");
    assert_eq!(rows.len(), 1 + cells.len());
    for ((row, cell), indicator) in
        rows[1..].iter().zip(cells).zip(json["indicators"].as_array().expect("some"))
    {
        assert_eq!(row[1], indicator["id"]);
        assert_eq!(row[12], cell["beside"]);
        assert_eq!(row[3].parse::<f64>().ok(), cell["value"].as_f64(), "{row:?}");
        assert_eq!(row[7].parse::<f64>().ok(), cell["usual"][1].as_f64(), "{row:?}");
    }
    assert!(
        rows[1..].iter().all(|row| row[12] != "better" && row[12] != "worse"),
        "no clear difference: {csv}"
    );
}

#[test]
fn peers_follow_what_is_asked() {
    let peers = |arguments: &[&str]| {
        let demo = demo();
        let all = [&["place", &demo, "--place", "braga", "--json"], arguments].concat();
        let json: Value = serde_json::from_str(&said(&run(&all))).expect("JSON");
        json["places"][0]["peers"].as_array().expect("peers").len()
    };
    assert_eq!(peers(&["--context", "participants=2", "--peers", "3"]), 3);
    let all = said(&run(&["place", &demo()]));
    let places: std::collections::BTreeSet<&str> =
        all.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
    assert_eq!(places.len(), 10);
    for word in ["worse", "alike", "no_interval", "few_peers", "no_value"] {
        assert!(all.lines().any(|line| line.ends_with(&format!(",{word}"))), "{word}: {all}");
    }
    for (option, name) in [("--place", "brega"), ("--context", "nothing")] {
        let output = run(&["place", &demo(), option, name]);
        assert_eq!(code(&output), 2, "{}", told(&output));
        assert!(told(&output).contains(name), "{}", told(&output));
    }
}
