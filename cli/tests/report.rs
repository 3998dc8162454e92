//! `esito report`: one file that needs nothing else.

#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{changed, code, folder, run, said, text, told, two_towns};
use sha2::{Digest, Sha256};
use std::fs;

fn report(name: &str, arguments: &[&str]) -> String {
    let path = folder(name).join("report.html");
    let output = run(&[&["report", "-o", text(&path)], arguments].concat());
    assert!([0, 1].contains(&code(&output)), "{}", told(&output));
    fs::read_to_string(path).expect("the report")
}

#[test]
fn a_report_holds_every_indicator_with_its_values_and_receipt() {
    let bundle = changed("report-wilson", |framework| {
        framework.replace("by = [\"sector\"]", "by = [\"sector\"]\ninterval = \"wilson\"")
    });
    let html = report("report", &[text(&bundle)]);
    for words in [
        "<html lang=\"en\">",
        "Two towns",
        "People with a positive outcome, of those engaged",
        "People engaged",
        "50.0\u{a0}%",
        "SUM(positive)",
        "<dd>Wilson</dd>",
        "outcomes.csv",
        "groups of fewer than 5",
    ] {
        assert!(html.contains(words), "{words}");
    }
    // By hand: Italy 40 of 100, Poland 60 of 100, both in the table and drawn.
    assert!(html.contains("40.0\u{a0}%") && html.contains("60.0\u{a0}%"));
    assert!(html.matches("<svg").count() >= 3, "charts");
    assert_eq!(html.matches("<section class=\"indicator\"").count(), 2);
    let answer: serde_json::Value =
        serde_json::from_slice(&run(&["compute", "--json", text(&bundle)]).stdout).expect("JSON");
    for hash in [&answer["bundle"], &answer["files"][1]["sha256"]] {
        assert!(html.contains(hash.as_str().expect("a hash")), "{hash}");
    }
}

#[test]
fn a_report_speaks_italian() {
    let html = report("report-it", &[&two_towns(), "--lang", "it"]);
    assert!(
        html.contains("<html lang=\"it\">") && html.contains("Due città") && html.contains("50,0\u{a0}%")
    );
    for key in ["report.", "figure.", "overview.", "methods.", "receipt.left", "reason.", "method."] {
        assert!(!html.contains(&format!(">{key}")), "{key} has no words");
    }
}

#[test]
fn a_report_needs_nothing_else_and_its_policy_allows_its_own_style_only() {
    let html = report("report-policy", &[&two_towns()]);
    assert!(!html.contains("<script") && !html.contains(" style=") && !html.contains("src=\"http"));
    let (_, policy) = html.split_once("Content-Security-Policy\" content=\"").expect("a policy");
    let (policy, _) = policy.split_once('"').expect("its end");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    let (_, style) = html.split_once("<style>").expect("a style");
    let (style, _) = style.split_once("</style>").expect("its end");
    assert!(policy.contains(&format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style)))), "{policy}");
    assert!(style.contains("@page") && style.contains("font/woff2;base64,"));
    assert_eq!(html.matches("<style>").count(), 1);
}

#[test]
fn what_a_file_says_is_text() {
    let bundle = changed("report-escape", |framework| {
        framework.replace("en = \"Two towns\"", "en = \"<script>alert(1)</script>\"")
    });
    let html = report("report-escaped", &[text(&bundle)]);
    assert!(!html.contains("<script") && html.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn a_bundle_with_a_fault_is_reported_with_what_is_said_about_it() {
    let bundle = changed("report-missing", |framework| {
        format!(
            "{framework}\n[[table]]\nid = \"more\"\nfile = \"more.csv\"\n[table.columns]\ntown = \"Town\"\n"
        )
    });
    let output = run(&["report", text(&bundle), "-o", "-"]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("more.csv") && told(&output).contains("more.csv"));
    let output = run(&["report", &two_towns(), "-o", "/no/such/folder/report.html"]);
    assert_eq!(code(&output), 2);
    assert_eq!(code(&run(&["report", &two_towns(), "-o", "x.html", "--lang", "pl"])), 2);
}
