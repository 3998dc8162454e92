//! `esito publish`: what is in the folder, and what is not.

#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{changed, code, folder, here, run, said, text, told, two_towns, zipped};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn files(root: &Path) -> BTreeSet<String> {
    fn go(root: &Path, folder: &Path, files: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                go(root, &path, files);
            } else {
                files.insert(text(path.strip_prefix(root).expect("below")).to_owned());
            }
        }
    }
    let mut found = BTreeSet::new();
    go(root, root, &mut found);
    found
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("the file")).expect("JSON")
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

const WITHOUT_ROWS: [&str; 23] = [
    "index.html",
    "indicator/index.html",
    "compare/index.html",
    "contracts/index.html",
    "value/index.html",
    "place/index.html",
    "data/index.html",
    "methods/index.html",
    "verify/index.html",
    "methods/pages.json",
    "app-0123456789abcdef.js",
    "worker.js",
    "worker_bg.wasm",
    "bundle/manifest.json",
    "bundle/answer.json",
    "bundle/report.en.html",
    "bundle/report.it.html",
    "bundle/contracts.json",
    "bundle/value.json",
    "bundle/places.json",
    "bundle/answers/positive_outcomes.json",
    "bundle/answers/engaged.json",
    "bundle/published.json",
];

#[test]
fn a_site_is_pages_app_and_answers() {
    let site = folder("site");
    let output = run(&["publish", &two_towns(), "-o", text(&site)]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(said(&output).contains("23 files, without data files"), "{}", said(&output));
    assert_eq!(files(&site), set(&WITHOUT_ROWS));
    let manifest = json(&site.join("bundle/manifest.json"));
    assert_eq!(manifest["rows"], false);
    assert_eq!(manifest["files"], serde_json::json!(["framework.toml", "outcomes.csv"]));

    // The first page's answer has every indicator and no breakdown; an indicator's has all of its own.
    let answer = json(&site.join("bundle/answer.json"));
    let findings = answer["findings"].as_array().expect("findings");
    assert_eq!(findings[0]["value"], 0.5);
    assert!(findings.iter().any(|finding| finding["indicator"] == "engaged"));
    assert!(findings.iter().all(|finding| finding.get("dimension").is_none()));
    let own = json(&site.join("bundle/answers/positive_outcomes.json"));
    let own = own["findings"].as_array().expect("findings");
    assert!(own.iter().all(|finding| finding["indicator"] == "positive_outcomes"));
    assert!(own.iter().any(|finding| finding["dimension"] == "sector"));
    // The app goes as it is.
    let wasm = "worker_bg.wasm";
    assert_eq!(fs::read(site.join(wasm)).ok(), fs::read(here("tests/app").join(wasm)).ok());
}

#[test]
fn pages_know_their_base_and_their_policy() {
    let site = folder("pages");
    assert_eq!(code(&run(&["publish", &two_towns(), "-o", text(&site)])), 0);
    for (page, base) in [
        ("", "./"),
        ("indicator/", "../"),
        ("compare/", "../"),
        ("contracts/", "../"),
        ("value/", "../"),
        ("place/", "../"),
        ("data/", "../"),
        ("methods/", "../"),
        ("verify/", "../"),
    ] {
        let html = fs::read_to_string(site.join(page).join("index.html")).expect("the page");
        assert_eq!(html.matches("<base").count(), 1, "{page}");
        assert!(html.contains(&format!("<base href=\"{base}\">")), "{page}");
        // Recomputed from what was written: the inline script that a browser will hash.
        let (_, script) = html.split_once("<script type=\"module\">").expect("the inline script");
        let (script, _) = script.split_once("</script>").expect("its end");
        let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)));
        let (_, policy) =
            html.split_once("<meta http-equiv=\"Content-Security-Policy\" content=\"").expect("policy");
        let (policy, _) = policy.split_once('"').expect("its end");
        assert!(policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' {hash};")), "{policy}");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe-inline"), "{policy}");
        assert!(!policy.contains("frame-ancestors"), "no meaning in a meta: {policy}");
        assert!(html.find("Content-Security-Policy") < html.find("<script"));
    }
}

#[test]
fn rows_go_only_where_asked_and_go_away_again() {
    let site = folder("rows");
    let bundle = changed("rows-bundle", str::to_owned);
    fs::write(bundle.join("notes.csv"), "not named by the framework\n").expect("a file");
    let output = run(&["publish", text(&bundle), "-o", text(&site), "--with-rows"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let mut expected = set(&WITHOUT_ROWS);
    expected.extend(set(&["bundle/files/framework.toml", "bundle/files/outcomes.csv"]));
    assert_eq!(files(&site), expected);
    assert_eq!(json(&site.join("bundle/manifest.json"))["rows"], true);
    assert_eq!(
        fs::read(site.join("bundle/files/outcomes.csv")).ok(),
        fs::read(here("tests/bundles/two-towns/outcomes.csv")).ok()
    );
    // Published once more without rows: what was there must not stay. The owner's own files do.
    fs::create_dir(site.join(".git")).expect("a folder");
    fs::write(site.join(".git/HEAD"), "ref").expect("a file");
    assert_eq!(code(&run(&["publish", text(&bundle), "-o", text(&site)])), 0);
    let mut expected = set(&WITHOUT_ROWS);
    expected.insert(".git/HEAD".to_owned());
    assert_eq!(files(&site), expected);
}

#[test]
fn of_a_zip_only_what_the_framework_names_goes() {
    let zip =
        zipped("publish-zip", &[("two-towns/salaries.csv", "name,salary\n"), ("../climbed.csv", "a\n")]);
    let site = folder("publish-zip-site");
    let output = run(&["publish", text(&zip), "-o", text(&site), "--with-rows"]);
    assert!(site.join("bundle/files/outcomes.csv").is_file(), "{}", told(&output));
    let expected: BTreeSet<String> = WITHOUT_ROWS
        .into_iter()
        .chain(["bundle/files/framework.toml", "bundle/files/outcomes.csv"])
        .map(str::to_owned)
        .collect();
    assert_eq!(files(&site), expected);
    assert!(told(&output).contains("climbed.csv"), "{}", told(&output));
}

#[test]
fn private_columns_keep_the_rows_here() {
    let bundle = changed("private", |framework| {
        framework.replace("file = \"outcomes.csv\"", "file = \"outcomes.csv\"\nprivate = [\"sector\"]")
    });
    let site = folder("private-site");
    let output = run(&["publish", text(&bundle), "-o", text(&site), "--with-rows"]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("private columns (outcomes.sector)"), "{}", told(&output));
    assert!(files(&site).is_empty());
}

#[test]
fn a_framework_in_doubt_keeps_the_rows_here() {
    let bundle = changed("doubtful", |_| "private = [\n".to_owned());
    let site = folder("doubtful-site");
    let output = run(&["publish", text(&bundle), "-o", text(&site), "--with-rows"]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("mend the framework first"), "{}", told(&output));
    assert!(files(&site).is_empty());
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let site = folder("thesis");
    fs::write(site.join("thesis.txt"), "ten years of work").expect("a file");
    let output = run(&["publish", &two_towns(), "-o", text(&site)]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("not empty and not made by esito publish"), "{}", told(&output));
    assert_eq!(files(&site), set(&["thesis.txt"]));
}

#[test]
fn what_is_fatal_is_published_and_said() {
    let bundle = changed("publish-missing", |framework| {
        format!(
            "{framework}\n[[table]]\nid = \"more\"\nfile = \"more.csv\"\n[table.columns]\ntown = \"Town\"\n"
        )
    });
    let site = folder("publish-missing-site");
    let output = run(&["publish", text(&bundle), "-o", text(&site)]);
    assert_eq!(code(&output), 1);
    assert!(told(&output).contains("more.csv"), "{}", told(&output));
    assert!(site.join("bundle/answer.json").is_file());
}

#[test]
fn statements_lie_beside_the_answers_and_name_nobody() {
    let site = folder("site-of-contracts");
    let bundle = here("tests/bundles/youth-work");
    let output = run(&["publish", text(&bundle), "-o", text(&site)]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let file = |name: &str| fs::read(site.join("bundle").join(name)).expect(name);
    // A line is a row: without the rows the lines are added up, and tell of no day and nobody.
    let csv = String::from_utf8(file("statements/youth-work.csv")).expect("text");
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert!([1, 2, 8, 9].iter().all(|at| cells[*at].is_empty()), "{line}");
    }
    assert!(csv.ends_with("total,,,,,19900.00,,,,\n"), "{csv}");
    assert!(file("statements/youth-work.xlsx").starts_with(b"PK"));
    let statement = json(&site.join("bundle/statements/youth-work.json"));
    assert_eq!((&statement["total"], &statement["summed"]), (&19_900.into(), &true.into()));
    let text_of = statement.to_string();
    assert!(!text_of.contains("\"participant\":\"") && !text_of.contains("\"2020-02"), "{text_of}");
    for cap in statement["caps"].as_array().expect("caps") {
        let of_one = cap["cap"].as_str().is_some_and(|name| name.ends_with(".participant"));
        assert!(!of_one || (cap["reached"].is_null() && cap["used"].is_null()), "{cap}");
    }
    let all = json(&site.join("bundle/contracts.json"));
    assert_eq!(all["contracts"][0]["worth"]["paid"], 19_900);
    assert_eq!(all["sums"][0]["currency"], "GBP");
    // The participants' column is private.
    for name in files(&site.join("bundle")) {
        let bytes = file(&name);
        assert!(!bytes.windows(3).any(|found| found == b"M-1"), "somebody is named in {name}");
    }
}
