//! Any text as `framework.toml` beside a small table: remarks, and answers to whatever it defines.
#![no_main]

use esito_engine::{Loading, SourceFile, Sources};
use esito_model::Question;
use libfuzzer_sys::fuzz_target;

const TABLE: &str = "city,year,sex,engaged,in_work,paid\n\
    Torino,2023,f,10,4,1200.50\nTorino,2024,m,12,5,900\nMilano,2023,f,7,,0\nMilano,2024,x,100,90,12\n";

fn file(name: &str, bytes: &[u8]) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: bytes.to_vec().into(), sha256: None }
}

fuzz_target!(|data: &[u8]| {
    let files = vec![file("framework.toml", data), file("a.csv", TABLE.as_bytes())];
    let mut loading = Loading::new(Sources { files });
    while loading.step().is_some() {}
    let bundle = loading.finish();
    let question = Question::default();
    let mut answering = bundle.answering(&question);
    while answering.step().is_some() {}
    let answer = answering.finish();
    for finding in &answer.findings {
        assert!(finding.value.known().is_none_or(f64::is_finite), "a value that is no number");
    }
});
