//! The pages on methods are tests: every page is read, its worked examples are run, and what it says must come out.
//!
//! Comes in: `docs/methods/*.md`. A fenced block that begins with `csv case=NAME` holds an example: each row a call of
//! the method NAME, where the columns that begin with `=` hold what must come out, to the digits printed. `csv data`
//! before it is the sample that it works on; `toml file=NAME` and `csv file=NAME` are the files of a bundle. Goes out:
//! a fault with page and line for every figure that is another one.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod bundles;
mod calls;
mod page;

use page::{Case, Page, number, pages};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What a method gives: numbers and words by the names of the columns that hold them.
type Given = BTreeMap<String, Found>;

/// A number or a word.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    Number(f64),
    Word(String),
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Cases that run whole bundles through the engine, by the verb of the command line.
const VERBS: [&str; 5] = ["compute", "compare", "pay", "value", "money"];

#[test]
fn every_worked_example_comes_out() {
    let mut ran = 0;
    let mut faults = Vec::new();
    for page in pages() {
        for case in &page.cases {
            if VERBS.contains(&case.name.as_str()) {
                let found = bundles::run(case);
                if case.words.contains_key("some") {
                    // Of a longer print some lines, each as it stands.
                    let absent = case.text.lines().filter(|line| !found.lines().any(|one| one == *line));
                    faults.extend(
                        absent.map(|line| format!("{}:{}: {line} is not in\n{found}", page.name, case.line)),
                    );
                } else if found != case.text {
                    faults.push(format!("{}:{}: found\n{found}", page.name, case.line));
                }
                ran += case.rows.len();
                continue;
            }
            for row in &case.rows {
                let found = calls::run(&case.name, row, &case.data)
                    .unwrap_or_else(|fault| panic!("{}:{}: {fault}", page.name, case.line));
                ran += hold(&page, case, row, &found, &mut faults);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // A reader that finds no blocks would find no faults.
    assert!(ran > 150, "only {ran} figures were held against the engine");
}

/// Holds what was found against the columns of a row that begin with `=`; says how many there were.
fn hold(
    page: &Page,
    case: &Case,
    row: &BTreeMap<String, String>,
    found: &Given,
    faults: &mut Vec<String>,
) -> usize {
    let at = format!("{}:{} {} {row:?}", page.name, case.line, case.name);
    let expected: Vec<_> =
        row.iter().filter_map(|(name, text)| Some((name.strip_prefix('=')?, text))).collect();
    assert!(!expected.is_empty(), "{at}: nothing is expected");
    for (name, text) in &expected {
        match found.get(*name) {
            None => faults.push(format!("{at}: the method gives no {name}: {found:?}")),
            Some(Found::Word(word)) if word == *text => {}
            Some(Found::Word(word)) => faults.push(format!("{at}: {name} is {word}, not {text}")),
            Some(Found::Number(value)) => {
                let wanted = number(text);
                let within = row.get("within").map_or_else(|| page::half_of_last_digit(text), |w| number(w));
                if (value - wanted).abs() > within || value.is_nan() {
                    faults.push(format!("{at}: {name} is {value}, not {text}"));
                }
            }
        }
    }
    expected.len()
}

/// What has no page of its own because it is no method but the ground that methods stand on; other tests hold it
/// against published values.
const GROUND: [&str; 6] = ["cannot", "chance", "distribution", "special", "numeric", "sums"];

#[test]
fn every_public_function_of_statistics_has_a_worked_example() {
    let run: BTreeSet<String> =
        pages().into_iter().flat_map(|page| page.cases).map(|case| case.name).collect();
    let folder = root().join("engine/src/statistics");
    let mut missing = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if module == "mod"
            || module == "calendar"
            || module.ends_with("tests")
            || GROUND.contains(&module.as_str())
        {
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            let Some(rest) = line.strip_prefix("pub fn ") else { continue };
            let name = rest.split(['(', '<']).next().unwrap();
            seen += 1;
            if !run.contains(name) {
                missing.push(format!("{module}::{name}"));
            }
        }
    }
    assert!(seen > 30, "only {seen} functions were seen");
    assert!(
        missing.is_empty(),
        "no page of docs/methods has a case for {}: add one with a published or independently computed value",
        missing.join(", ")
    );
}

#[test]
fn every_page_has_what_a_reader_needs() {
    for page in pages() {
        assert!(!page.title.is_empty(), "{}: no title", page.name);
        assert!(!page.titolo.is_empty(), "{}: no Italian title (<!-- it: … -->) under the title", page.name);
        assert!(!page.cases.is_empty(), "{}: no worked example", page.name);
        let sources = ["Source", "(19", "(20", ", 19", ", 20"];
        assert!(sources.iter().any(|word| page.text.contains(word)), "{}: no source", page.name);
    }
    // What is a method outside of statistics and must not lose its page.
    let names: BTreeSet<String> = pages().into_iter().map(|page| page.name).collect();
    for name in [
        "small-groups",
        "ratios-and-sums",
        "payment",
        "social-value",
        "money-flows",
        "index-steps",
        "bootstrap",
    ] {
        assert!(names.contains(&format!("{name}.md")), "docs/methods/{name}.md");
    }
}
