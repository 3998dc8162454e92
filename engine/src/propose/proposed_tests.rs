//! Files as offices and bodies make them, each with the proposal beside it, typed by hand.
//!
//! For each `tests/proposed/NAME.csv` there is `NAME.csv.expected`: lines that the proposed framework must have, and after
//! `!` what must stand nowhere in it. `NAME.csv.figures` holds `indicator;place;period;value`, what is computed with it;
//! `NAME.csv.long` what `read --long` must print.

#![expect(clippy::disallowed_methods, reason = "the files of this test lie beside the engine")]

use super::*;
use crate::{Bundle, SourceFile, read_file};
use esito_model::{Question, Severity, Value};
use std::path::Path;

#[test]
fn every_file_is_proposed_as_a_person_would() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/proposed");
    let (mut files, mut told) = (0, String::new());
    for entry in std::fs::read_dir(folder).expect("files") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let beside = |end: &str| std::fs::read_to_string(path.with_file_name(format!("{name}.{end}"))).ok();
        let Some(expected) = beside("expected") else { continue };
        files += 1;
        let bytes = std::fs::read(&path).expect("bytes");
        let file = SourceFile { name: name.clone(), bytes: bytes.into(), sha256: None };
        let (framework, _) = propose(&Sources { files: vec![file.clone()] });
        for line in expected.lines() {
            let good = match line.strip_prefix("! ") {
                Some(absent) => !framework.contains(absent),
                None => framework.lines().any(|found| found == line),
            };
            if !good {
                told += &format!("{name}: {line}, in\n{framework}\n");
            }
        }
        if let Some(long) = beside("long") {
            let found = read_file(&file, None, true).tables.swap_remove(0);
            if found != long {
                told += &format!("{name}: long is\n{found}\n");
            }
        }
        let read = crate::framework::read("framework.toml", &framework);
        if !read.remarks.is_empty() {
            told += &format!("{name}: {:?}\n", read.remarks);
        }
        let one = framework.replace("minimum_group = 5", "minimum_group = 1");
        let own = SourceFile { name: "framework.toml".into(), bytes: one.into_bytes().into(), sha256: None };
        let bundle = Bundle::load(Sources { files: vec![file, own] });
        let fatal = bundle.remarks().iter().filter(|remark| remark.severity == Severity::Fatal);
        fatal.for_each(|remark| told += &format!("{name}: {}\n", remark.message));
        let answer = bundle.answer(&Question::default());
        for line in beside("figures").unwrap_or_default().lines() {
            let parts: Vec<&str> = line.split(';').collect();
            let part = |at: usize| parts.get(at).copied().filter(|part| !part.is_empty());
            let found = answer.findings.iter().find(|finding| {
                let key = &finding.key;
                (
                    Some(key.indicator.as_str()),
                    key.place.as_deref(),
                    key.period.as_deref(),
                    key.group.as_deref(),
                ) == (part(0), part(1), part(2), None)
            });
            let value = part(3).and_then(|value| value.parse().ok()).map(Value::Known);
            if found.map(|finding| finding.value) != value {
                told += &format!("{name}: {line}, found {:?}\n", found.map(|finding| finding.value));
            }
        }
    }
    assert!(told.is_empty(), "{told}");
    assert!(files >= 15, "{files}");
}
