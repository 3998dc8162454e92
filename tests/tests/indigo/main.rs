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

use esito_engine::{Bundle, SourceFile, Sources};
use esito_model::{Answer, Question, Remark, Severity};
use expected::Slice;
use export::Export;
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
        let found: std::collections::BTreeMap<Slice, Option<f64>> = answer
            .findings
            .iter()
            .filter(|finding| finding.key.indicator == id)
            // Two dimensions at once are not on the other road.
            .filter(|finding| finding.key.dimension.as_ref().is_none_or(|name| !name.contains('|')))
            .map(|finding| {
                let key = finding.key.clone();
                ((key.place, key.period, key.dimension, key.group), finding.value.known())
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
