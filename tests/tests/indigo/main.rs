//! INDIGO by two roads: the engine through `tests/bundles/indigo`, and plain loops over the `csv` crate's records.
//!
//! Every value of every indicator named in `expected` is compared, for each country, year and group that occurs;
//! some well-known ones are written out, so that both roads cannot go wrong together unseen.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

mod expected;
mod export;
mod faults;

use esito_engine::{Bundle, SourceFile, Sources};
use esito_model::{Answer, Finding, Key, Label, Question, Reason, Remark, Severity, Value};
use expected::Slice;
use export::Export;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

static ANSWER: OnceLock<Answer> = OnceLock::new();

fn answer(folder: &Path) -> &'static Answer {
    ANSWER.get_or_init(|| {
        let framework = Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/indigo/framework.toml");
        let mut files = vec![file(&framework)];
        let mut names: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        files.extend(
            names
                .iter()
                .filter(|path| path.extension().is_some_and(|end| end == "csv"))
                .map(|path| file(path)),
        );
        Bundle::load(Sources { files }).answer(&Question::default())
    })
}

fn file(path: &Path) -> SourceFile {
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    SourceFile { name, bytes: std::fs::read(path).unwrap().into(), sha256: None }
}

/// Twelve significant digits; one in the last place either way, because the roads add in different orders.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 2e-12 * a.abs().max(b.abs())
}

#[test]
fn nothing_in_the_framework_is_fatal() {
    let Some(folder) = export::folder() else { return };
    let fatal: Vec<_> = answer(&folder)
        .remarks
        .iter()
        .filter(|one| one.severity == Severity::Fatal)
        .map(Remark::line)
        .collect();
    assert!(fatal.is_empty(), "{fatal:#?}");
    assert_eq!(answer(&folder).framework.indicators.len(), 38);
}

#[test]
fn every_value_comes_out_by_the_other_road() {
    let Some(folder) = export::folder() else { return };
    let answer = answer(&folder);
    let mut differing = Vec::new();
    let mut compared = 0;
    for (id, values) in expected::indicators(&Export::read(folder)) {
        let found: BTreeMap<Slice, Option<f64>> = answer
            .findings
            .iter()
            .filter(|finding| finding.key.indicator == id)
            // Two dimensions at once are not on the other road.
            .filter(|finding| finding.key.dimension.as_ref().is_none_or(|name| !name.contains('|')))
            .map(|finding| {
                let key = finding.key.clone();
                let text = |label: Option<Label>| label.map(String::from);
                let slice = (text(key.place), text(key.period), text(key.dimension), text(key.group));
                (slice, finding.value.known())
            })
            .collect();
        for (slice, value) in &values {
            compared += 1;
            let got = found.get(slice).copied().flatten();
            if !matches!((value, got), (None, None)) && !value.zip(got).is_some_and(|(a, b)| same(a, b)) {
                differing.push(format!("{id} {slice:?}: expected {value:?}, found {got:?}"));
            }
        }
        for (slice, got) in found.iter().filter(|(slice, got)| got.is_some() && !values.contains_key(*slice))
        {
            differing.push(format!("{id} {slice:?}: not expected, found {got:?}"));
        }
    }
    assert!(compared > 9_000, "only {compared} values were compared");
    let some = &differing[..differing.len().min(40)];
    assert!(differing.is_empty(), "{} of {compared} differ: {some:#?}", differing.len());
}

/// Some values as anybody can count them in the files with a spreadsheet.
const KNOWN: [(&str, &str, &str, &str, f64); 22] = [
    ("projects", "", "", "", 320.0),
    ("projects", "GB", "", "", 100.0),
    ("projects", "several", "", "", 2.0),
    ("projects", "", "stage", "Complete", 128.0),
    ("projects", "", "policy_sector", "Health", 55.0),
    ("projects", "", "primary_sdg", "1,5,8,10", 1.0),
    ("signed_coverage", "", "", "", 236.0 / 320.0),
    ("duration", "", "", "", 39.0),
    ("duration", "PT", "", "", 36.0),
    ("targeted_coverage", "", "", "", 218.0 / 309.0),
    ("engaged_of_targeted_coverage", "", "", "", 52.0 / 308.0),
    ("positive_final", "", "", "", 605.0 / 714.0),
    ("positive_interim", "", "", "", 654.0 / 1484.0),
    ("investment", "", "investment_currency", "GBP", 67_441_256.0),
    ("made", "GB", "", "", 127_369_888.0),
    ("price", "", "currency", "GBP", 1_300.0),
    ("investors", "", "", "", 422.0),
    ("providers", "", "", "", 521.0),
    ("payers", "", "", "", 389.0),
    ("intermediaries", "", "", "", 279.0),
    ("with_results", "", "", "", 101.0 / 320.0),
    ("validated", "", "", "", 223.0 / 1419.0),
];

fn finding(answer: &Answer, indicator: &str, place: &str, dimension: &str, group: &str) -> Finding {
    let some = |text: &str| Some(Label::from(text)).filter(|text| !text.is_empty());
    let key = Key {
        indicator: indicator.into(),
        place: some(place),
        period: None,
        dimension: some(dimension),
        group: some(group),
    };
    let found = answer.findings.iter().find(|finding| finding.key == key);
    found.unwrap_or_else(|| panic!("no finding for {key:?}")).clone()
}

#[test]
fn well_known_values_are_there() {
    let Some(folder) = export::folder() else { return };
    for (indicator, place, dimension, group, expected) in KNOWN {
        let found = finding(answer(&folder), indicator, place, dimension, group).value.known().unwrap();
        assert!(same(found, expected), "{indicator} {place} {dimension} {group}: {found}, not {expected}");
    }
}

#[test]
fn money_of_two_currencies_is_missing_and_ratios_of_money_have_no_interval() {
    let Some(folder) = export::folder() else { return };
    for indicator in ["investment", "maximum_payment", "made", "price"] {
        let value = finding(answer(&folder), indicator, "", "", "").value;
        assert_eq!(value, Value::Missing(Reason::MixedCurrencies), "{indicator}");
    }
    let pounds = finding(answer(&folder), "investment", "", "investment_currency", "GBP");
    assert_eq!(pounds.currency.as_deref(), Some("GBP"));
    for indicator in ["made_of_planned", "engaged_of_targeted", "validated"] {
        let found = finding(answer(&folder), indicator, "", "", "");
        assert_eq!((found.low, found.high), (None, None), "{indicator}");
    }
    let people = finding(answer(&folder), "positive_final", "", "", "");
    assert!(people.low.unwrap() < 605.0 / 714.0 && people.high.unwrap() > 605.0 / 714.0);
}

#[test]
fn nothing_of_projects_and_organisations_is_withheld() {
    let Some(folder) = export::folder() else { return };
    let withheld =
        answer(&folder).findings.iter().filter(|one| one.value == Value::Missing(Reason::Withheld));
    assert_eq!(withheld.count(), 0);
}

#[test]
fn remarks_count_what_a_loop_counts() {
    let Some(folder) = export::folder() else { return };
    let mut said: BTreeMap<(String, String, String), u64> = BTreeMap::new();
    for remark in &answer(&folder).remarks {
        let place = remark.places.first().cloned().unwrap_or_default();
        let key = (remark.code.clone(), place.file, place.column.unwrap_or_default());
        *said.entry(key).or_default() += remark.count;
    }
    for (code, file, column, expected) in faults::all(&Export::read(folder)) {
        let found = said.get(&(code.to_owned(), file.to_owned(), column.to_owned())).copied();
        assert!(expected > 0, "nothing to find: {code} {file} {column}");
        assert_eq!(found, Some(expected), "{code} {file} {column}");
    }
}
