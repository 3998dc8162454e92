//! The example of the documentation: it parses, passes its own check, and gives the numbers worked out by hand. And awkward
//! data, each with a reason where there is no number.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use esito_engine::{Bundle, SourceFile, Sources, files_named};
use esito_model::{
    Answer, CompareQuestion, Finding, IndexParty, Question, Reason, Severity, Standing, Value,
};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    bundles().join("example")
}

fn bundles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles")
}

fn collect(folder: &Path, prefix: &str, into: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).expect("the example") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), into);
        } else {
            let bytes = std::fs::read(entry.path()).expect("a file");
            into.push(SourceFile { name, bytes: bytes.into(), sha256: None });
        }
    }
}

fn example(prefix: &str) -> Bundle {
    let mut files = Vec::new();
    collect(&folder(), prefix, &mut files);
    Bundle::load(Sources { files })
}

fn value(answer: &Answer, indicator: &str, place: Option<&str>) -> Value {
    let found: Vec<_> = answer
        .findings
        .iter()
        .filter(|finding| {
            let key = &finding.key;
            key.indicator == indicator
                && key.place.as_deref() == place
                && key.period.is_none()
                && key.dimension.is_none()
        })
        .collect();
    assert_eq!(found.len(), 1, "{indicator} {place:?}");
    found[0].value
}

#[test]
fn the_example_passes_its_own_check() {
    let bundle = example("");
    let serious: Vec<_> = bundle
        .remarks()
        .iter()
        .filter(|remark| remark.severity != Severity::Note)
        .map(esito_model::Remark::line)
        .collect();
    assert_eq!(serious, [""; 0]);
    let notes: Vec<_> = bundle.remarks().iter().map(|remark| remark.code.as_str()).collect();
    assert_eq!(notes, [""; 0]);
    assert_eq!(bundle.framework().indicators.len(), 3);
    assert_eq!(bundle.framework().indexes[0].pillars[0].indicators[0].id, "positive_outcomes");
    // 4 projects, 6 locations, 5 results, 4 payments, 3 cities × 3 years.
    assert_eq!(bundle.health().rows, 28);
    assert_eq!(bundle.health().cells_set_aside, 0);
}

#[test]
fn the_example_gives_the_numbers_worked_out_by_hand() {
    let bundle = example("");
    let answer = bundle.answer(&Question::default());
    // Final results of P-001 (its second location is blank) and P-004.
    assert_eq!(value(&answer, "positive_outcomes", Some("IT")), Value::Known((96.0 + 33.0) / (240.0 + 60.0)));
    assert_eq!(value(&answer, "positive_outcomes", Some("several")), Value::Known(60.0 / 150.0));
    assert_eq!(value(&answer, "positive_outcomes", None), Value::Known(241.0 / 530.0));
    assert_eq!(value(&answer, "paid", Some("IT")), Value::Known(16_500.75));
    assert_eq!(value(&answer, "paid", None), Value::Missing(Reason::MixedCurrencies));
}

#[test]
fn a_folder_around_the_bundle_changes_nothing() {
    let (one, other) = (example(""), example("my documents/bundle/"));
    assert_eq!(one.remarks(), other.remarks());
    assert_eq!(one.answer(&Question::default()), other.answer(&Question::default()));
}

#[test]
fn the_files_of_the_example_are_named() {
    let text = std::fs::read_to_string(folder().join("framework.toml")).expect("the framework");
    assert_eq!(
        files_named(&text),
        [
            "data/employment.csv",
            "data/payments_*.csv",
            "projects.csv",
            "projects_delivery_locations.csv",
            "projects_results.csv",
        ]
    );
}

#[test]
fn rows_come_back_as_they_stand_in_the_file() {
    let bundle = example("");
    let table =
        |id: &str| bundle.framework().tables.iter().position(|table| table.id == id).expect("a table");
    let projects = table("projects");
    assert_eq!(
        bundle.raw_row(projects, 2),
        ["P-003", "Two countries,\none programme", "Employment and training"]
    );
    let payments = table("payments");
    // The payee is private.
    assert_eq!(bundle.raw_headers(payments), ["Progetto", "Pagato il", "Importo", "Valuta", "Verificato"]);
    assert_eq!(bundle.raw_row(payments, 0), ["P-001", "31/12/2021", "12.500,50", "EUR", "sì"]);
    assert_eq!(bundle.raw_row(payments, 3), ["P-002", "31/03/2022", "20.000,00", "PLN", "sì"]);
    assert_eq!(bundle.raw_row(payments, 99), [""; 0]);
}

/// What is asked of statistics and promises and has no number: a reason stands in its place, never a number that looks
/// like one. The page says each in a sentence (`tests/browser/awkward.test.mjs`).
#[test]
fn awkward_data_has_reasons() {
    let mut files = Vec::new();
    collect(&bundles().join("awkward"), "", &mut files);
    let bundle = Bundle::load(Sources { files });
    let answer = bundle.answer(&Question::default());
    let remarks: Vec<_> = bundle.remarks().iter().map(|remark| remark.code.as_str()).collect();
    assert_eq!(remarks, ["not-a-count", "part-above-whole"]);
    let at = |indicator: &str, place: &str, period: &str, group: Option<&str>| -> &Finding {
        let of = |finding: &&Finding| {
            let key = &finding.key;
            (key.indicator.as_str(), key.place.as_deref(), key.group.as_deref())
                == (indicator, Some(place), group)
                && key.period.as_deref().unwrap_or("all") == period
        };
        answer.findings.iter().find(of).expect("a finding")
    };
    let why = |finding: &Finding| (finding.value, finding.no_interval.clone());
    let none = |reason: Reason, why: &str| (Value::Missing(reason), why.to_owned());
    // Out of nobody; weights that sum to nothing; more than all.
    assert_eq!(why(at("work", "cuneo", "2024", None)), none(Reason::DenominatorZero, ""));
    assert_eq!(why(at("weighted", "cuneo", "2024", None)), none(Reason::DenominatorZero, ""));
    assert_eq!(why(at("work", "dego", "2024", None)), none(Reason::NotApplicable, "more_than_all"));
    // A negative count is no count: its row has no whole, and the nine of nobody knows how many are no part of the others'.
    assert_eq!(why(at("work", "enna", "2024", Some("f"))), none(Reason::NotReported, ""));
    let enna = at("work", "enna", "2024", None);
    assert_eq!((enna.numerator, enna.denominator, enna.unreported), (Some(9.0), Some(20.0), 1));
    // One observation has a value and nothing to say how it varies; nor have values that are all equal.
    assert_eq!(why(at("mean", "fano", "all", None)), (Value::Known(3.0), "one_observation".to_owned()));
    assert_eq!(why(at("mean", "gela", "all", None)), (Value::Known(2.0), "all_equal".to_owned()));
    let trend = |indicator: &str, place: &str| {
        let of =
            |one: &&esito_model::Course| one.indicator == indicator && one.place.as_deref() == Some(place);
        let course = answer.courses.iter().find(of).expect("a course");
        (course.trend.as_ref().map(|trend| trend.values), course.no_trend.as_str())
    };
    assert_eq!(trend("work", "fano"), (None, "one_observation"));
    assert_eq!(trend("work", "gela"), (None, "all_equal"));
    assert_eq!(trend("work", "cuneo"), (None, "no_observations"));
    // The file goes from 2024 to 2021 to 2023: four values in the order of time.
    assert_eq!(trend("work", "aosta"), (Some(4), ""));
    // A group that is there from 2023 on is worst off in the end, and two years are no trend.
    let equity = &answer.equity[0];
    assert_eq!(equity.gaps.iter().find(|gap| gap.period.is_none()).map(|gap| gap.worst.as_str()), Some("x"));
    assert_eq!(
        (equity.over_time.len(), equity.trend.is_none(), equity.no_trend.as_str()),
        (2, true, "too_few")
    );
    let promises: Vec<_> = answer
        .promises
        .iter()
        .map(|one| (one.place.as_deref().unwrap_or_default(), one.standing, one.pace, one.no_pace.as_str()))
        .collect();
    assert_eq!(
        promises,
        [
            ("aosta", Standing::Unknown, None, "no_baseline"),
            ("bari", Standing::Met, None, "no_distance"),
            ("imola", Standing::Unknown, None, "periods_out_of_order"),
            ("cuneo", Standing::Unknown, None, "no_observations"),
        ]
    );
    // A place without values has no score; of weights that sum to nothing nobody has one.
    let score = |weight: f64, place: &str| {
        let indicators = ["work", "mean", "weighted"].map(|id| (id.to_owned(), weight)).into();
        let weights = Some(IndexParty { indicators, ..IndexParty::default() });
        let question = CompareQuestion { index: "whole".to_owned(), weights, ..CompareQuestion::default() };
        let comparison = bundle.comparing(&answer, &question).expect("an index").finish();
        comparison.places.iter().find(|one| one.place == place).expect("a place").score
    };
    assert!(score(1.0, "aosta").is_some());
    assert_eq!(score(1.0, "cuneo"), None);
    assert_eq!(score(0.0, "aosta"), None);
}
