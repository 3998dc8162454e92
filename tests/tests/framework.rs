//! The example of the documentation: it parses, passes its own check, and gives the numbers worked out by hand.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use esito_engine::{Bundle, SourceFile, Sources, files_named};
use esito_model::{Answer, Question, Reason, Severity, Value};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/example")
}

fn collect(folder: &Path, prefix: &str, into: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).expect("the example") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), into);
        } else {
            let bytes = std::fs::read(entry.path()).expect("a file");
            into.push(SourceFile { name, bytes: Arc::from(bytes), sha256: None });
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
