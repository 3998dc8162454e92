//! `check`, `compute`, `completions` and wrong use, as a script meets them.

#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

mod common;

use common::{changed, code, esito, folder, here, run, said, text, told, two_towns, zipped};
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::process::Stdio;

const HEADER: &str = "indicator,place,period,dimension,group,value,numerator,denominator,n,low,high,status";

fn rows(csv: &str) -> Vec<Vec<String>> {
    csv.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn findings_are_tidy_csv() {
    let output = run(&["compute", &two_towns()]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let csv = said(&output);
    assert_eq!(csv.lines().next(), Some(HEADER));
    let rows = rows(&csv);
    assert!(rows.iter().all(|row| row.len() == 12), "{csv}");
    // By hand: 10 + 30 + 20 + 40 of 40 + 60 + 50 + 50.
    let total = rows.iter().find(|row| row[..5] == ["positive_outcomes", "", "", "", ""]).expect("a total");
    assert_eq!(total[5..9], ["0.5", "100", "200", "4"]);
    assert_eq!(total[11], "A");
    let italy = rows.iter().find(|row| row[..5] == ["positive_outcomes", "IT", "", "", ""]).expect("Italy");
    assert_eq!(italy[5..9], ["0.4", "40", "100", "2"]);
    let work =
        rows.iter().find(|row| row[..5] == ["positive_outcomes", "", "", "sector", "work"]).expect("work");
    assert_eq!(work[6..8], ["30", "90"]);
}

#[test]
fn a_choice_narrows_what_is_printed() {
    let bundle = two_towns();
    let output = run(&["compute", &bundle, "--indicator", "engaged", "--place", "PL", "--place", "all"]);
    assert_eq!(code(&output), 0);
    let rows = rows(&said(&output));
    assert_eq!(rows.iter().map(|row| row[1].as_str()).collect::<Vec<_>>(), ["", "PL"]);
    assert!(rows.iter().all(|row| row[0] == "engaged"));
    assert_eq!(rows[1][5], "100");

    let output = run(&["compute", &bundle, "--by", "none"]);
    assert!(said(&output).lines().count() > 2);
    assert!(self::rows(&said(&output)).iter().all(|row| row[3].is_empty()));

    let output = run(&["compute", &bundle, "--period", "2024", "--place", "IT", "--by", "none"]);
    let rows = self::rows(&said(&output));
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0][..6], ["positive_outcomes", "IT", "2024", "", "", "0.5"]);

    let output = run(&["compute", &bundle, "--place", "XX"]);
    assert_eq!((code(&output), said(&output).trim_end()), (0, HEADER));
    assert!(told(&output).contains("--place XX: no finding"));
}

#[test]
fn an_answer_is_json_with_receipts_and_remarks() {
    let output = run(&["compute", &two_towns(), "--json", "--indicator", "positive_outcomes"]);
    assert_eq!(code(&output), 0);
    assert_eq!(told(&output), "");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["framework"]["id"], "two-towns");
    assert_eq!(answer["receipts"][0]["indicator"], "positive_outcomes");
    assert_eq!(answer["receipts"][0]["used"], 4);
    assert!(answer["remarks"].is_array());
    let findings = answer["findings"].as_array().expect("findings");
    assert!(findings.iter().all(|finding| finding["indicator"] == "positive_outcomes"));
    assert_eq!(findings[0]["value"], 0.5);
}

#[test]
fn the_day_up_to_which_outcomes_are_due_can_be_named() {
    let output =
        run(&["compute", &two_towns(), "--as-of", "2023-12-31", "--indicator", "engaged", "--by", "none"]);
    assert_eq!(code(&output), 0);
    let output = run(&["compute", &two_towns(), "--as-of", "2023-12-31", "--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["as_of"], "2023-12-31");
    let total = &answer["findings"][0];
    // By hand: 10 + 20 of 40 + 50; the rows of 2024 are not due.
    assert_eq!((&total["numerator"], &total["denominator"]), (&Value::from(30), &Value::from(90)));
}

#[test]
fn a_good_bundle_checks_well() {
    let output = run(&["check", &two_towns()]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let summary = said(&output);
    assert!(summary.starts_with("two-towns\n"), "{summary}");
    assert!(summary.contains("indicators       2\n"), "{summary}");
    assert!(summary.contains("rows             4\n"), "{summary}");
    assert!(summary.contains("remarks          0 fatal"), "{summary}");
}

#[test]
fn a_bad_cell_is_told_with_its_place() {
    let bundle = changed("bad-cell", str::to_owned);
    let csv = "Town,Sector,Ended,Engaged,Positive\nIT,work,2023,many,10\nPL,work,2023,50,20\n";
    fs::write(bundle.join("outcomes.csv"), csv).expect("the file");
    let output = run(&["check", text(&bundle)]);
    assert_eq!(code(&output), 0);
    let remarks = told(&output);
    assert!(remarks.contains("doubt: a cell, a row or a reading is in question (1)"), "{remarks}");
    let line = remarks.lines().find(|line| line.starts_with("outcomes.csv:2 ")).expect("the place");
    assert!(line.contains("many"), "{line}");
    assert!(said(&output).contains("cells set aside  1\n"), "{}", said(&output));

    let output = run(&["check", "--json", text(&bundle.join("outcomes.csv"))]);
    let checked: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(checked["only"][0], "outcomes.csv");
    assert_eq!(checked["counts"]["doubt"], 1);
    assert_eq!(checked["remarks"][0]["places"][0]["line"], 2);
    assert_eq!(told(&output), "");
}

#[test]
fn what_is_fatal_ends_with_one_and_the_rest_is_printed() {
    let bundle = changed("missing-file", |framework| {
        format!(
            "{framework}\n[[table]]\nid = \"more\"\nfile = \"more.csv\"\n[table.columns]\ntown = \"Town\"\n"
        )
    });
    let output = run(&["compute", text(&bundle)]);
    assert_eq!(code(&output), 1);
    assert!(told(&output).contains("more.csv"), "{}", told(&output));
    assert!(said(&output).contains("\npositive_outcomes,,,,,0.5,100,200,4,"), "{}", said(&output));
    assert_eq!(code(&run(&["check", text(&bundle)])), 1);
}

#[test]
fn a_framework_that_is_not_toml_is_fatal() {
    let bundle = changed("not-toml", |_| "this is not TOML\n".to_owned());
    let output = run(&["check", text(&bundle)]);
    assert_eq!(code(&output), 1);
    assert!(told(&output).contains("framework.toml:1"), "{}", told(&output));
}

#[test]
fn data_may_lie_elsewhere() {
    let bundle = changed("elsewhere", str::to_owned);
    let data = folder("elsewhere-data");
    fs::rename(bundle.join("outcomes.csv"), data.join("outcomes.csv")).expect("moved");
    assert_eq!(code(&run(&["compute", text(&bundle)])), 1);
    let output =
        run(&["compute", text(&bundle), "--data", text(&folder("empty-data")), "--data", text(&data)]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(said(&output).contains("\npositive_outcomes,,,,,0.5,100,200,4,"));
}

#[test]
fn a_framework_or_a_file_beside_it_names_the_bundle_too() {
    let whole = said(&run(&["compute", &two_towns()]));
    for path in ["framework.toml", "outcomes.csv"] {
        let output = run(&["compute", text(&here("tests/bundles/two-towns").join(path))]);
        assert_eq!((code(&output), said(&output)), (0, whole.clone()), "{path}");
    }
}

#[test]
fn files_without_a_framework_get_a_first_one() {
    let home = common::folder("first");
    fs::copy(here("tests/bundles/two-towns/outcomes.csv"), home.join("outcomes.csv")).expect("the copy");
    let file = home.join("outcomes.csv");
    let init = run(&["init", text(&file)]);
    assert_eq!(code(&init), 0, "{}", told(&init));
    assert!(said(&init).contains("file = \"outcomes.csv\""), "{}", said(&init));

    // The guess is used as it is, and gives the same once it is written down.
    let guessed = run(&["compute", text(&file)]);
    assert_eq!(code(&guessed), 0, "{}", told(&guessed));
    assert!(said(&guessed).lines().count() > 1, "{}", said(&guessed));
    assert!(told(&guessed).contains("note: nothing was lost"), "{}", told(&guessed));
    assert_eq!(code(&run(&["check", text(&file)])), 0);
    fs::write(home.join("framework.toml"), &init.stdout).expect("the framework");
    let written = run(&["compute", text(&home)]);
    assert_eq!((code(&written), said(&written)), (0, said(&guessed)));

    let empty = common::folder("nothing").join("empty.csv");
    fs::write(&empty, "").expect("a file");
    assert_eq!(code(&run(&["init", text(&empty)])), 1);
    assert_eq!(code(&run(&["check", text(&empty)])), 1);
}

#[test]
fn a_zip_is_the_folder_that_was_packed() {
    let folder = said(&run(&["compute", &two_towns()]));
    let output = run(&["compute", text(&zipped("packed", &[]))]);
    assert_eq!((code(&output), said(&output)), (0, folder));

    let broken = common::folder("broken-zip").join("broken.zip");
    fs::write(&broken, "PK\u{3}\u{4} and nothing more").expect("a file");
    let output = run(&["compute", text(&broken)]);
    assert_eq!((code(&output), said(&output).trim_end()), (1, HEADER));
    assert!(told(&output).contains("broken.zip"), "{}", told(&output));
}

#[test]
fn wrong_use_ends_with_two() {
    let bundle = two_towns();
    let lone = folder("lone");
    let lonely = lone.join("a.csv");
    fs::write(&lonely, "a\n1\n").expect("a file");
    let lonely_text = text(&lonely).to_owned();
    let stranger = changed("stranger", str::to_owned);
    let strange = stranger.join("b.csv");
    fs::write(&strange, "b\n1\n").expect("a file");
    let zip = folder("zip").join("a.zip");
    fs::write(&zip, "").expect("a file");
    let cases: [(&[&str], &str); 14] = [
        (&[], "Usage"),
        (&["compute"], "Usage"),
        (&["dance"], "dance"),
        (&["compute", &bundle, "--dance"], "--dance"),
        (&["compute", "no/such/bundle"], "no/such/bundle: no such file or folder"),
        (&["check", &bundle, "--data", "no/such/folder"], "no/such/folder: no such file or folder"),
        (&["compute", &bundle, "--as-of", "31/12/2025"], "expected a day such as 2025-12-31"),
        (
            &["compute", &bundle, "--indicator", "engage"],
            "--indicator engage: not in this framework; there is: positive_outcomes, engaged",
        ),
        (&["compute", &bundle, "--by", "age"], "--by age: not in this framework; there is: sector"),
        (&["compute", text(&lone)], "no framework.toml in this folder"),
        (&["init"], "Usage"),
        (&["init", &lonely_text, &bundle], "name one bundle, or files of one folder"),
        (&["check", text(&strange)], "b.csv: the framework.toml beside it does not name this file"),
        (&["check", text(&zip), "--data", &bundle], "--data goes with a folder"),
    ];
    for (arguments, expected) in cases {
        let output = run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert_eq!(said(&output), "", "{arguments:?}");
        assert!(told(&output).contains(expected), "{arguments:?}: {}", told(&output));
    }
}

#[test]
fn help_has_examples_and_completions_complete() {
    for verb in ["init", "check", "compute", "pay", "value", "money", "publish", "serve", "completions"] {
        let output = run(&[verb, "--help"]);
        assert_eq!(code(&output), 0);
        assert!(said(&output).contains(&format!("Examples:\n  esito {verb}")), "{verb}");
        let completions = run(&["completions", "bash"]);
        assert_eq!(code(&completions), 0);
        assert!(said(&completions).contains(verb));
    }
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let mut child = esito()
        .args(["compute", &two_towns()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let status = child.wait().expect("it ends");
    let mut told = String::new();
    child.stderr.take().expect("standard error").read_to_string(&mut told).expect("UTF-8");
    assert_eq!(status.code(), Some(0), "{told}");
    assert!(!told.contains("panicked"), "{told}");
}

#[test]
fn read_prints_a_file_as_understood() {
    let file = folder("read").join("t.csv");
    let name = text(&file);
    fs::write(&file, b"Titolo\n\nComune;2019;2020\nForl\xEC;1,5;\nBari;2,5;n.d.\n\nFonte: Istat\n")
        .expect("written");
    let read = run(&["read", name]);
    assert_eq!((code(&read), said(&read).as_str()), (0, "Comune,2019,2020\nForlì,1.5,\nBari,2.5,\n"));
    for word in ["[encoding]", "[preamble]", "[footnotes]"] {
        assert!(told(&read).contains(word), "{word} in {}", told(&read));
    }
    let long = said(&run(&["read", "--long", name]));
    assert!(long.starts_with("Comune,period,value\nForlì,2019,1.5\nForlì,2020,\n"), "{long}");
    let json: Value = serde_json::from_str(&said(&run(&["read", "--json", name]))).expect("JSON");
    assert_eq!(json["sheets"][0]["layout"], "wide-by-period");
    assert_eq!(json["sheets"][0]["columns"][1]["kind"], "number");
    fs::write(&file, b"").expect("written");
    assert_eq!(code(&run(&["read", name])), 1);
    assert_eq!(code(&run(&["read", "there-is-none.csv"])), 2);
}

#[test]
fn rows_are_taken_out_mended_and_put_back() {
    let bundle = folder("mend");
    let framework = "[framework]\nid = \"t\"\n[[table]]\nid = \"t\"\nfile = \"a.csv\"\n[table.columns]\n\
                     id = \"ID\"\nn = { header = \"N\", type = \"count\" }\n";
    fs::write(bundle.join("framework.toml"), framework).expect("a framework");
    fs::write(bundle.join("a.csv"), "ID;N\nA;1\nB;few\nC;3\n").expect("a file");
    let rows = folder("mend-rows").join("new");
    let output = run(&["check", text(&bundle), "--repair", text(&rows)]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(said(&output).contains("rows to mend     1 in "), "{}", said(&output));
    let found = fs::read_to_string(rows.join("a.csv")).expect("rows");
    assert_eq!(found, "esito_line;esito_reason;ID;N\n3;N: expected a whole number from 0 on;B;few\n");
    // What somebody may have mended is not written over.
    assert_eq!(code(&run(&["check", text(&bundle), "--repair", text(&rows)])), 2);
    fs::write(rows.join("a.csv"), found.replace("few", "2")).expect("mended");
    let output = run(&["check", text(&bundle), "--put-back", text(&rows)]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert_eq!(fs::read_to_string(rows.join("mended/a.csv")).expect("whole"), "ID;N\nA;1\nB;2\nC;3\n");
    assert_eq!(fs::read_to_string(bundle.join("a.csv")).expect("original"), "ID;N\nA;1\nB;few\nC;3\n");
}

#[test]
fn the_schema_is_json_and_describes_indicators() {
    let output = run(&["schema"]);
    assert_eq!(code(&output), 0);
    let schema: Value = serde_json::from_str(&said(&output)).expect("JSON");
    assert!(
        schema["properties"]["indicator"]["items"]["properties"]["denominator"]["description"].is_string()
    );
}
