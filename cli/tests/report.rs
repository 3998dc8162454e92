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

/// What the Indicator page tells stands on paper too: where a series goes, what was agreed before, how far groups are
/// apart, windows and like for like.
#[test]
fn a_report_tells_the_course_the_negotiation_and_the_gap() {
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/../public/demo");
    let answer: serde_json::Value =
        serde_json::from_slice(&run(&["compute", "--json", demo]).stdout).expect("JSON");
    let list = |name: &str| answer[name].as_array().expect(name).clone();
    for (lang, words) in [
        (
            "en",
            [
                "Trend: rising",
                "No clear trend",
                "replaced since",
                "not agreed",
                "worst off",
                "The gap",
                "Like for like",
                "Baseline",
            ],
        ),
        (
            "it",
            [
                "Tendenza: in aumento",
                "Nessuna tendenza chiara",
                "poi sostituit",
                "non concordat",
                "la situazione peggiore",
                "Il divario",
                "A parità di",
                "Partenza",
            ],
        ),
    ] {
        let html = report(&format!("report-course-{lang}"), &[demo, "--lang", lang]);
        for one in words {
            assert!(html.contains(one), "{lang}: {one}");
        }
        // No key is left without words, and no place of a word without one.
        for key in ["trend.", "equity.", "promise.", "alike.", "rolling.", "cannot."] {
            assert!(!html.contains(&format!(">{key}")), "{key}");
        }
        assert!(!html.contains("{period}") && !html.contains("{count}") && !html.contains("{gap}"));
        // Every version that the answer has, each on its row.
        let versions: usize =
            list("promises").iter().filter_map(|one| one["versions"].as_array()).map(Vec::len).sum();
        let told = html.matches(words[2]).count() + html.matches(words[3]).count();
        assert!(versions > 0 && told >= versions, "{told} of {versions}");
    }
    // A direction is said only where the engine has one.
    let html = report("report-course-ways", &[demo]);
    let whole = |one: &&serde_json::Value| one["place"].is_null() && one["dimension"].is_null();
    let courses = list("courses");
    let rising = courses.iter().filter(whole).filter(|one| one["trend"]["way"] == "rising").count();
    assert_eq!(html.matches("Trend: rising").count(), rising);
}

/// A mean stands in for one of twelve in 2021: that value is called estimated and has its ring, those of 2020 have not.
#[test]
fn an_estimated_value_is_told_on_paper() {
    let home = folder("report-estimated");
    let row = |year: u32, at: u32| {
        let score = if (year, at) == (2021, 3) { String::new() } else { (50 + at + year % 10).to_string() };
        format!("Bari,{year},{score}\n")
    };
    let rows: String = (2020..=2021).flat_map(|year| (0..12).map(move |at| row(year, at))).collect();
    fs::write(home.join("t.csv"), format!("City,Year,Score\n{rows}")).expect("the file");
    let framework = |missing: &str| {
        format!(
            "[framework]\nid = \"e\"\ntitle = \"E\"\n[[table]]\nid = \"t\"\nfile = \"t.csv\"\n[table.columns]\n\
             city = \"City\"\nyear = {{ header = \"Year\", type = \"period\" }}\n\
             score = {{ header = \"Score\", type = \"number\" }}\n[[indicator]]\nid = \"i\"\ntable = \"t\"\n\
             value = \"AVG(score)\"\nunit = \"score\"\nplace = \"city\"\nperiod = \"year\"\nheadline = true\n{missing}"
        )
    };
    let told = |missing: &str, name: &str| {
        fs::write(home.join("framework.toml"), framework(missing)).expect("the framework");
        let html = report(name, &[text(&home)]);
        // The card, and in the table 2021 and all periods, for Bari and for all together.
        (html.matches("estimated").count(), html.matches("class=\"ring c1\"").count())
    };
    let (words, rings) =
        told("missing = { rule = \"group_mean\", groups = [\"city\"] }", "report-with-means");
    assert_eq!(words, 5);
    assert_eq!(told("", "report-without-means"), (0, 0));
    assert!(rings > 0, "a ring around the mark");
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

/// Contracts, indices and social value stand on paper with the figures that their own verbs print.
#[test]
fn a_report_holds_contracts_indices_and_social_value() {
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/../public/demo");
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&run(&[arguments, &[demo, "--json"]].concat()).stdout).expect("JSON")
    };
    let english = report("report-beside", &[demo]);
    let italian = report("report-beside-it", &[demo, "--lang", "it"]);
    // 553200 as a statement has it becomes 553,200.00 and 553.200,00.
    let grouped = |whole: i64, mark: char| {
        let digits = whole.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    };
    for contract in ["aurora", "halsa", "corvetto"] {
        let statement = json(&["pay", "--contract", contract]);
        let statement = statement.get("document").unwrap_or(&statement);
        let total: f64 = statement["total"].to_string().trim_matches('"').parse().expect("a total");
        #[expect(clippy::cast_possible_truncation, reason = "whole amounts")]
        let whole = total as i64;
        assert!(whole > 0, "{contract}");
        for (html, text) in [
            (&english, format!("{}.00", grouped(whole, ','))),
            (&italian, format!("{},00", grouped(whole, '.'))),
        ] {
            assert!(html.contains(&text), "{contract}: {text}");
        }
        let rules = statement["rules"].as_array().expect("rules").len();
        assert!(rules > 0);
    }
    let comparison = json(&["compare", "--index", "inclusion"]);
    let places = comparison["places"].as_array().expect("places");
    let part = english.split("id=\"indexes\"").nth(1).expect("the indices");
    let table = part.split("</table>").next().expect("a table");
    assert_eq!(table.matches("<tr>").count(), places.len() + 1);
    assert!(places.len() > 5 && table.contains("Turin") && table.contains("<td>1</td>"));
    let worth = json(&["value"]);
    let value = worth["present_value"].as_f64().expect("a value");
    #[expect(clippy::cast_possible_truncation, reason = "far below 2^53")]
    let value = value.round() as i64;
    assert!(english.contains(&grouped(value, ',')) && italian.contains(&grouped(value, '.')), "{value}");
    for (html, titles) in [
        (&english, ["Places side by side", "Outcomes contracts", "Social value"]),
        (&italian, ["Luoghi a confronto", "Contratti a risultato", "Valore sociale"]),
    ] {
        for title in titles {
            // In the contents and above the part.
            assert_eq!(html.matches(&format!(">{title}<")).count(), 2, "{title}");
        }
        assert!(!html.contains(">report.") && !html.contains(">contracts."));
    }
}
