//! `[[index]]` in, indices or remarks with their lines out.

use super::super::read;
use esito_model::{IndexAggregate, IndexNormalise, IndexTreat, MissingRule, Severity};

const GOOD: &str = r#"
[framework]
id = "f"
title = "F"
[[table]]
id = "t"
file = "t.csv"
private = ["mayor"]
[table.columns]
city = "City"
region = "Region"
mayor = "Mayor"
jobs = { header = "Jobs", type = "number" }
rent = { header = "Rent", type = "number" }
[[indicator]]
id = "jobs"
table = "t"
column = "jobs"
direction = "higher"
place = "city"
[[indicator]]
id = "rent"
table = "t"
column = "rent"
direction = "lower"
place = "city"
goalposts = [1200, 400.5]
[[target]]
indicator = "jobs"
target = { period = "2030", value = 10 }
[[index]]
id = "i"
label = { en = "Inclusion", it = "Inclusione" }
normalise = "minmax"
aggregate = "arithmetic"
missing = { rule = "require", share = 0.8 }
treat = "winsorise_log"
range = [0, 100]
groups = "region"
period = "2024"
[[index.pillar]]
id = "work"
weight = 2
indicators = [{ id = "jobs", weight = 1.5 }]
[[index.pillar]]
id = "home"
indicators = [{ id = "rent" }]
[[index.party]]
id = "city"
label = "The city"
pillars = { work = 1, home = 0 }
indicators = { rent = 3.5 }
targets = { jobs = 12 }
"#;

#[test]
fn an_index_is_read_whole() {
    let found = read("framework.toml", GOOD);
    assert!(found.remarks.is_empty(), "{:?}", found.remarks);
    assert_eq!(found.framework.indicators[1].goalposts, Some([1200.0, 400.5]));
    let index = &found.framework.indexes[0];
    assert_eq!((index.normalise, index.aggregate), (IndexNormalise::Minmax, IndexAggregate::Arithmetic));
    assert_eq!((index.missing.rule, index.missing.share), (MissingRule::Require, 0.8));
    assert_eq!((index.treat, index.range), (IndexTreat::WinsoriseLog, Some([0.0, 100.0])));
    assert_eq!((index.groups.as_deref(), index.period.as_deref()), (Some("region"), Some("2024")));
    assert_eq!((index.pillars[0].weight, index.pillars[0].indicators[0].weight), (2.0, 1.5));
    assert_eq!((index.pillars[1].weight, index.pillars[1].indicators[0].weight), (1.0, 1.0));
    let party = &index.parties[0];
    assert_eq!((party.id.as_str(), party.pillars["home"], party.indicators["rent"]), ("city", 0.0, 3.5));
    assert_eq!(party.targets["jobs"], 12.0);
}

/// The remark that a change brings about: code, severity and line; and whether the index is still there.
#[track_caller]
fn told(old: &str, new: &str) -> (String, Severity, bool) {
    assert_eq!(GOOD.matches(old).count(), 1, "{old} is there once");
    let text = GOOD.replace(old, new);
    let found = read("framework.toml", &text);
    let remark = &found.remarks[0];
    assert!(remark.places[0].line.is_some());
    (remark.code.clone(), remark.severity, !found.framework.indexes.is_empty())
}

#[test]
fn a_fault_that_changes_scores_leaves_the_index_out() {
    for (old, new, code) in [
        ("normalise = \"minmax\"", "normalise = \"min-max\"", "unknown-normalise"),
        ("aggregate = \"arithmetic\"", "aggregate = \"mean\"", "unknown-aggregate"),
        ("rule = \"require\"", "rule = \"requires\"", "unknown-rule"),
        ("rule = \"require\", ", "", "missing-key"),
        ("share = 0.8", "share = 80", "wrong-type"),
        ("treat = \"winsorise_log\"", "treats = \"winsorise_log\"", "unknown-key"),
        ("range = [0, 100]", "range = [100, 0]", "wrong-type"),
        ("range = [0, 100]", "range = [0, 50, 100]", "wrong-type"),
        ("groups = \"region\"", "groups = \"regoin\"", "unknown-column"),
        ("groups = \"region\"", "groups = \"mayor\"", "private-column"),
        ("period = \"2024\"", "period = \"last\"", "not-a-period"),
        ("[{ id = \"rent\" }]", "[{ id = \"rents\" }]", "unknown-indicator"),
        ("[{ id = \"rent\" }]", "[{ id = \"jobs\" }]", "duplicate-id"),
        ("[{ id = \"rent\" }]", "[]", "missing-key"),
        ("[{ id = \"rent\" }]", "[{ id = \"rent\", weight = -1 }]", "no-weight"),
        ("[{ id = \"rent\" }]", "[{ id = \"rent\", weight = 0 }]", "no-weight"),
        ("[{ id = \"rent\" }]", "[{ id = \"rent\", wieght = 2 }]", "unknown-key"),
        ("normalise = \"minmax\"", "normalise = \"goalposts\"", "goalposts"),
        ("normalise = \"minmax\"", "normalise = \"distance_to_reference\"", "missing-key"),
        ("normalise = \"minmax\"", "normalise = \"distance_to_target\"", "no-target"),
        ("direction = \"higher\"", "direction = \"none\"", "no-direction"),
        ("pillars = { work = 1, home = 0 }", "pillars = { work = 1, hoem = 0 }", "unknown-key"),
        ("pillars = { work = 1, home = 0 }", "pillars = { work = -1 }", "no-weight"),
        ("targets = { jobs = 12 }", "targets = { jobs = \"12\" }", "wrong-type"),
    ] {
        assert_eq!(told(old, new), (code.to_owned(), Severity::Fatal, false), "{new}");
    }
    let groups =
        GOOD.replace("groups = \"region\"\n", "").replace("rule = \"require\"", "rule = \"group_mean\"");
    let found = read("framework.toml", &groups);
    assert_eq!((found.remarks[0].code.as_str(), found.framework.indexes.len()), ("missing-key", 0));
    let bare = GOOD.split("[[index.pillar]]").next().unwrap_or_default();
    assert_eq!(read("framework.toml", bare).remarks[0].code, "missing-key");
}

#[test]
fn an_indicator_that_is_left_out_takes_the_index_with_it() {
    let text = GOOD.replace("column = \"jobs\"", "column = \"jbos\"");
    let found = read("framework.toml", &text);
    let codes: Vec<&str> = found.remarks.iter().map(|remark| remark.code.as_str()).collect();
    assert_eq!(codes, ["unknown-column", "index-left-out"]);
    assert!(found.framework.indexes.is_empty());
    let text = GOOD.replace("goalposts = [1200, 400.5]", "goalposts = [400, 400]");
    assert_eq!(read("framework.toml", &text).remarks[0].code, "goalposts");
}

#[test]
fn what_may_surprise_is_a_doubt() {
    let (code, severity, there) = told("range = [0, 100]", "aggregate_ = 1");
    assert_eq!((code.as_str(), severity, there), ("unknown-key", Severity::Fatal, false));
    let (code, severity, there) = told("aggregate = \"arithmetic\"", "aggregate = \"geometric\"");
    assert_eq!((code.as_str(), severity, there), ("not-positive", Severity::Doubt, true));
    let (code, severity, there) = told("normalise = \"minmax\"", "normalise = \"zscore\"");
    assert_eq!((code.as_str(), severity, there), ("unused-key", Severity::Doubt, true));
    let none = GOOD.replace("missing = { rule = \"require\", share = 0.8 }\n", "");
    let index = &read("framework.toml", &none).framework.indexes[0];
    assert_eq!((index.missing.rule, index.missing.share), (MissingRule::Require, 0.65));
}
