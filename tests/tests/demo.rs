//! The demonstration bundle is what its program writes, and its numbers come out the same by another road.

use std::path::{Path, PathBuf};
use std::process::Command;

const FILES: [&str; 7] = [
    "cohorts.csv",
    "context.csv",
    "organisations.csv",
    "partnerships.csv",
    "returns.csv",
    "roles.csv",
    "survey.csv",
];

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/demo")
}

#[test]
fn the_program_writes_the_committed_files_again() {
    let folder = std::env::temp_dir().join(format!("esito-demo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_demo")).arg(&folder).status().unwrap();
    assert!(done.success());
    let mut total = 0;
    for name in FILES {
        let made = std::fs::read(folder.join(name)).unwrap();
        let kept = std::fs::read(committed().join(name)).unwrap();
        assert!(made == kept, "{name} differs from what the program writes");
        total += kept.len();
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), FILES.len(), "the program wrote another file");
    assert!(total <= 600_000, "the page ships these files: {total} bytes are too many");
    std::fs::remove_dir_all(&folder).unwrap();
}
