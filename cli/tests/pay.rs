//! `esito pay` and `esito value`: what they print, and how they end.

#![allow(clippy::expect_used, reason = "a test stops at a surprise")]

mod common;

use common::{code, folder, here, run, said, text, told};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn bundle(name: &str) -> String {
    here("tests/bundles").join(name).display().to_string()
}

/// A copy of the bundle with one text of its framework in place of another.
fn changed(name: &str, of: &str, old: &str, new: &str) -> PathBuf {
    let copy = folder(name);
    for entry in fs::read_dir(here("tests/bundles").join(of)).expect("the bundle") {
        let path = entry.expect("a file").path();
        fs::copy(&path, copy.join(path.file_name().expect("a name"))).expect("a copy");
    }
    let framework = fs::read_to_string(copy.join("framework.toml")).expect("the framework");
    assert_eq!(framework.matches(old).count(), 1, "{old}");
    fs::write(copy.join("framework.toml"), framework.replace(old, new)).expect("the framework");
    copy
}

/// Worked out by hand. In order of days: M-3 enters on the last day of twelve months; M-7 one day too late; M-9 only
/// claims; M-1 is paid once; M-4 is the third and last; M-5 is over the cap of three. M-3 sustains for 5,000.56, of
/// which its own cap leaves 4,700; M-4 the same; the contract's cap of 20,000 leaves 4,800, more than that.
const STATEMENT: &str = "\
rule,participant,date,units,price,amount,status,reason,file,line
entry-employment,#1,2020-01-31,1,3500.00,3500.00,paid,,outcomes.csv,3
entry-employment,#2,2020-02-29,1,,0.00,unpaid,outside_window,outcomes.csv,2
entry-employment,#3,2020-03-01,1,,0.00,waiting,not_verified,outcomes.csv,5
entry-employment,#4,2020-03-02,1,3500.00,3500.00,paid,,outcomes.csv,6
entry-employment,#4,2020-03-03,1,,0.00,unpaid,duplicate,outcomes.csv,7
entry-employment,#5,2020-03-04,1,3500.00,3500.00,paid,,outcomes.csv,8
entry-employment,#6,2020-03-05,1,3500.00,0.00,unpaid,over_cap,outcomes.csv,9
sustained,#1,2020-07-31,1,5000.5550,4700.00,reduced,over_cap,outcomes.csv,4
sustained,#5,2020-09-05,1,5000.5550,4700.00,reduced,over_cap,outcomes.csv,10
sustained,#6,2020-09-06,1,,0.00,unpaid,rejected,outcomes.csv,11
entry-employment,#7,2023-01-01,1,,0.00,waiting,not_due,outcomes.csv,12
total,,,,,19900.00,,,,
";

#[test]
fn a_statement_has_a_row_for_each_outcome_and_the_total_last() {
    let output = run(&["pay", &bundle("youth-work"), "--contract", "youth-work"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert_eq!(said(&output), STATEMENT);
    assert!(told(&output).contains("[verified-twice]"), "{}", told(&output));
    assert!(!told(&output).contains("M-1"), "nobody is named: {}", told(&output));
    // There is only one contract.
    assert_eq!(said(&run(&["pay", &bundle("youth-work")])), STATEMENT);
}

#[test]
fn the_same_statement_is_json_with_rules_in_words() {
    let output = run(&["pay", &bundle("youth-work"), "--contract", "youth-work", "--json"]);
    assert_eq!((code(&output), told(&output).as_str()), (0, ""));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&found["total"], &found["currency"]), (&Value::from(19_900), &Value::from("GBP")));
    assert_eq!(found["lines"].as_array().map(Vec::len), Some(11));
    let line = &found["lines"][7];
    assert_eq!((&line["amount"], &line["cap"]), (&Value::from(4_700), &Value::from("contract.participant")));
    assert_eq!(line["withheld"], 300.56);
    assert_eq!(
        found["rules"][0]["words"]["en"],
        "Pays GBP 3,500.00 per participant with “entry_employment”, within 12 months after the start, once verified, \
         once per participant, for at most 3 units."
    );
    assert_eq!(
        found["rules"][0]["words"]["it"],
        "Paga 3.500,00 GBP per partecipante con «entry_employment», entro 12 mesi dall'inizio, dopo la verifica, una \
         sola volta per partecipante, per al massimo 3 unità."
    );
    // The claim would take the third unit from M-4, whose six months would then be paid up to the cap of the contract.
    assert_eq!(
        (&found["waiting"]["lines"], &found["waiting"]["amount"]),
        (&Value::from(1), &Value::from(100))
    );
    let compared = |at: usize| {
        let one = &found["reconciled"][at];
        (one["key"].clone(), one["outcome"].clone(), one["difference"].clone())
    };
    assert_eq!(compared(0), ("entry-employment".into(), "capped".into(), 0.into()));
    assert_eq!(compared(1), ("sustained".into(), "different".into(), (-399.44).into()));
    assert!(!said(&output).contains("M-1"), "nobody is named");
}

#[test]
fn another_day_gives_another_statement() {
    let output = run(&["pay", &bundle("youth-work"), "--as-of", "2020-03-02", "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["total"], 7_000);
    // 427 days of 1,461: the rest at that pace, within the cap.
    assert_eq!((&found["pace"]["days"], &found["pace"]["left"]), (&Value::from(427), &Value::from(1_034)));
    assert_eq!(found["pace"]["rest"], 13_000);
}

#[test]
fn a_workbook_has_the_statement_and_the_remarks() {
    let path = folder("workbook").join("statement.xlsx");
    let output = run(&["pay", &bundle("youth-work"), "--xlsx", text(&path)]);
    assert_eq!((code(&output), said(&output)), (0, STATEMENT.to_owned()));
    let bytes = fs::read(&path).expect("the workbook");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a zip");
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name(name).expect(name), &mut text).expect("text");
        text
    };
    let book = part("xl/workbook.xml");
    for sheet in ["statement", "rules", "caps", "payments", "remarks"] {
        assert!(book.contains(&format!("name=\"{sheet}\"")), "{sheet}: {book}");
    }
    let statement = part("xl/worksheets/sheet1.xml");
    assert!(statement.contains("<v>19900</v>"), "the total is a value");
    assert!(!statement.contains("<f>"), "nothing computes");
    assert!(part("xl/sharedStrings.xml").contains("verified-twice"));
    run(&["pay", &bundle("youth-work"), "--xlsx", text(&path)]);
    assert!(fs::read(&path).expect("the workbook") == bytes, "the same statement gives the same bytes");
}

#[test]
fn a_rule_that_is_left_out_is_fatal_and_the_others_are_paid() {
    let copy = changed("price-as-text", "youth-work", "price = 3500", "price = \"3500\"");
    let output = run(&["pay", text(&copy)]);
    assert_eq!(code(&output), 1);
    assert!(told(&output).contains("framework.toml:43"), "{}", told(&output));
    assert!(said(&output).ends_with("total,,,,,10001.12,,,,\n"), "{}", said(&output));
    assert!(said(&output).contains("no_rule"));
}

#[test]
fn a_contract_that_cannot_be_read_pays_nothing_and_says_no_zero() {
    let copy = changed("no-date", "youth-work", "date = \"achieved_on\"", "date = \"achieved\"");
    let output = run(&["pay", text(&copy), "--contract", "youth-work"]);
    assert_eq!((code(&output), said(&output).as_str()), (1, ""));
    assert!(told(&output).contains("the nearest known name is \"achieved_on\""), "{}", told(&output));
    let output = run(&["pay", text(&copy), "--contract", "youth-work", "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((code(&output), &found["total"]), (1, &Value::Null));

    let copy = changed("no-file", "youth-work", "file = \"outcomes.csv\"", "file = \"outcome.csv\"");
    let output = run(&["pay", text(&copy), "--contract", "youth-work"]);
    assert_eq!((code(&output), said(&output).as_str()), (1, ""));
    let copy = changed("no-column", "youth-work", "\"Raggiunto il\"", "\"Raggiunta il\"");
    let output = run(&["pay", text(&copy), "--contract", "youth-work"]);
    assert_eq!((code(&output), said(&output).as_str()), (1, ""));
    assert!(told(&output).contains("contract-left-out"), "{}", told(&output));
}

#[test]
fn value_prints_figures_and_json() {
    let output = run(&["value", &bundle("employment-value"), "--json"]);
    assert_eq!((code(&output), told(&output).as_str()), (0, ""));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (&found["inputs"], &found["first_year"]),
        (&Value::from(250_000), &Value::from("undiscounted"))
    );
    let near = |value: &Value, expected: f64| {
        let found = value.as_f64().expect("a number");
        assert!((found - expected).abs() < 5e-6 * expected, "{found} is not {expected}");
    };
    near(&found["present_value"], 359_069.57);
    near(&found["net_value"], 109_069.57);
    near(&found["ratio"], 1.436_28);
    near(&found["other_convention"]["ratio"], 1.387_71);
    let output = run(&["value", &bundle("employment-value")]);
    assert_eq!(code(&output), 0);
    assert!(
        said(&output).starts_with(
            "figure,outcome,value\ncurrency,,GBP\ninputs,,250000\npresent_value,,359069.565217\n"
        ),
        "{}",
        said(&output)
    );
    assert!(said(&output).contains("\nvalue_of_first_year,sustained-employment,214200\n"));
}

/// The way from gross to net as `docs/methods/social-value.md` works it through.
#[test]
fn the_way_from_gross_to_net_is_that_of_the_document() {
    let output = run(&["value", &bundle("employment-value"), "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let steps = found["steps"].as_array().expect("steps");
    let expected =
        [1_020_000.0, -408_000.0, 0.0, -183_600.0, -64_260.0, -5_070.43, 359_069.57, -250_000.0, 109_069.57];
    assert_eq!(steps.len(), expected.len());
    for (step, expected) in steps.iter().zip(expected) {
        let amount = step["amount"].as_f64().expect("a number");
        assert!((amount - expected).abs() < 0.005, "{step}: not {expected}");
    }
}

#[test]
fn assumptions_can_be_set_in_place_of_the_frameworks() {
    let assume = ["--assume", "sustained-employment.deadweight=0.5", "--assume", "discount_rate=0"];
    let bundle = bundle("employment-value");
    let with = |more: &[&str]| {
        let arguments: Vec<&str> = ["value", &bundle, "--json"].iter().chain(more).copied().collect();
        let output = run(&arguments);
        assert_eq!(code(&output), 0, "{}", told(&output));
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")
    };
    let found = with(&assume);
    // 60 × 8,500 × 0.5 × 0.7 × 1.7 = 303,450 of 250,000.
    assert_eq!(found["ratio"], Value::from(1.2138));
    let changed = found["assumptions"].as_array().expect("assumptions");
    let changed: Vec<&Value> = changed.iter().filter(|one| one["changed"] == true).collect();
    assert_eq!(changed.len(), 2);
    assert_eq!((&changed[0]["stated"], &changed[0]["value"]), (&Value::from(0.4), &Value::from(0.5)));
    let found = with(&["--assume", "discount_rate=1.4"]);
    assert!(found["remarks"].to_string().contains("assumption-outside"), "{}", found["remarks"]);
    assert_eq!(code(&run(&["value", &bundle, "--assume", "much"])), 2);
}

/// The worked example of `docs/methods/money-flows.md`.
#[test]
fn money_prints_the_example_of_the_document() {
    let output = run(&["money", &bundle("patient-fund")]);
    assert_eq!((code(&output), told(&output).as_str()), (0, ""));
    let text = said(&output);
    let figure = |party: &str, figure: &str| {
        let head = format!("fund,{party},{figure},");
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(&head))
            .unwrap_or_else(|| panic!("{head}: {text}"));
        line.to_owned()
    };
    let near = |party: &str, name: &str, expected: f64, by: f64| {
        let found: f64 = figure(party, name).parse().expect("a number");
        assert!((found - expected).abs() < by, "{party} {name}: {found} is not {expected}");
    };
    near("Fund", "irr", 0.032_280_115_456, 1e-11);
    near("Fund", "npv", -4_977.864_160_7, 1e-6);
    near("Fund", "irr_with_planned", 0.060_177_684_806, 1e-11);
    assert_eq!(figure("Fund", "committed"), "120000.00");
    assert_eq!(figure("Fund", "most_out"), "100000.00");
    assert_eq!(
        (figure("Fund", "most_out_on"), figure("Fund", "back_on")),
        ("2020-01-01".into(), "2022-12-31".into())
    );
    assert_eq!((figure("City", "irr"), figure("City", "at_risk")), (String::new(), "120000.00".into()));
    near("outcome_payer", "cost_per_verified_outcome", 3_000.0, 1e-9);
    near("outcome_payer", "cost_per_verified_outcome_low", 2_203.1, 0.05);
    near("outcome_payer", "cost_per_verified_outcome_high", 4_199.2, 0.05);
    near("outcome_payer", "cost_per_claimed_outcome", 2_500.0, 1e-9);
    near("provider", "cost_per_verified_outcome", 2_250.0, 1e-9);
    let json = run(&["money", &bundle("patient-fund"), "--json"]);
    let found: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(found["money"][0]["flows"][7]["planned"], Value::from(true));
    assert_eq!(found["money"][0]["flows"][7]["line"], Value::from(9));
    let none = run(&["money", &bundle("two-towns")]);
    assert_eq!(code(&none), 2);
    assert!(told(&none).contains("the framework has no [[money]]"), "{}", told(&none));
}

#[test]
fn what_is_asked_for_in_a_value_map_is_told() {
    let copy = changed(
        "zero",
        "employment-value",
        "{ share = 0.00, evidence = \"Worked example\" }",
        "{ share = 0 }",
    );
    let output = run(&["value", text(&copy)]);
    assert_eq!(code(&output), 0);
    assert!(told(&output).contains("[zero-without-evidence]"), "{}", told(&output));
    let copy = changed("rate", "employment-value", "discount_rate = 0.035", "discount_rate = 1.4");
    let output = run(&["value", text(&copy), "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((code(&output), &found["ratio"]), (1, &Value::Null));
}

#[test]
fn a_contract_that_a_fault_took_away_is_told_by_the_fault() {
    let copy = changed(
        "no-price",
        "youth-work",
        "table = \"outcomes\"\nparticipant",
        "table = \"outcome\"\nparticipant",
    );
    for more in [&[][..], &["--contract", "youth-work"]] {
        let output = run(&[&["pay", text(&copy)], more].concat());
        assert_eq!((code(&output), said(&output).as_str()), (1, ""), "{more:?}");
        assert!(told(&output).contains("[contract-left-out]"), "{}", told(&output));
        assert!(!told(&output).contains("name a contract"), "{}", told(&output));
    }
}

#[test]
fn wrong_use_ends_with_two() {
    let cases: [(&[&str], &str); 3] = [
        (
            &["pay", &bundle("youth-work"), "--contract", "youth"],
            "--contract youth: not in this framework; there is: youth-work",
        ),
        (&["pay", &bundle("two-towns")], "the framework has no [[contract]]"),
        (&["value", &bundle("two-towns")], "the framework has no [value]"),
    ];
    for (arguments, expected) in cases {
        let output = run(arguments);
        assert_eq!((code(&output), said(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(told(&output).contains(expected), "{arguments:?}: {}", told(&output));
    }
}
