//! Any bytes as a file: understood, or refused with a remark, and so is whatever was printed.
#![no_main]

use esito_engine::{SourceFile, read_file};
use esito_model::Severity;
use libfuzzer_sys::fuzz_target;

fn file(name: &str, bytes: &[u8]) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: bytes.to_vec().into(), sha256: None }
}

fuzz_target!(|data: &[u8]| {
    // The first byte says whether wide tables are turned to long.
    let Some((first, bytes)) = data.split_first() else { return };
    let read = read_file(&file("any.csv", bytes), None, first & 1 == 1);
    for table in read.tables.iter().filter(|table| table.lines().count() > 1) {
        let again = read_file(&file("again.csv", table.as_bytes()), None, false);
        // A header may look like the beginning of a zip; then it is refused, and that is said.
        let refused = again.description.remarks.iter().any(|remark| remark.severity == Severity::Fatal);
        assert!(refused || !again.tables.is_empty(), "what was printed is neither read nor refused");
    }
});
