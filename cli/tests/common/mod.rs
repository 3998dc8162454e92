//! What the tests of the program share: running it, and folders to run it in.

#![allow(
    dead_code,
    clippy::expect_used,
    reason = "each file takes what it needs; a test stops at a surprise"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program with an app of four files, whatever was embedded.
pub(crate) fn esito() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_esito"));
    command.env("ESITO_APP_DIST", here("tests/app")).stdin(Stdio::null());
    command
}

/// Runs the program.
pub(crate) fn run(arguments: &[&str]) -> Output {
    esito().args(arguments).output().expect("the program starts")
}

/// The exit code.
pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("the program ends by itself")
}

/// What went to standard output.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// What went to standard error.
pub(crate) fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A path of this crate.
pub(crate) fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The bundle that is good.
pub(crate) fn two_towns() -> String {
    here("tests/bundles/two-towns").display().to_string()
}

/// An empty folder of this test's own.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A copy of the good bundle, its framework changed.
pub(crate) fn changed(name: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let copy = folder(name);
    let framework =
        fs::read_to_string(here("tests/bundles/two-towns/framework.toml")).expect("the framework");
    fs::write(copy.join("framework.toml"), change(&framework)).expect("the copy");
    fs::copy(here("tests/bundles/two-towns/outcomes.csv"), copy.join("outcomes.csv")).expect("the copy");
    copy
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// A zip of the good bundle in a folder of its own, beside these other files.
pub(crate) fn zipped(name: &str, others: &[(&str, &str)]) -> PathBuf {
    let path = folder(name).join("towns.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).expect("a file"));
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        std::io::Write::write_all(&mut zip, bytes).expect("written");
    };
    for file in ["framework.toml", "outcomes.csv"] {
        let bytes = fs::read(here("tests/bundles/two-towns").join(file)).expect("the file");
        put(&format!("two-towns/{file}"), &bytes);
    }
    for (name, text) in others {
        put(name, text.as_bytes());
    }
    zip.finish().expect("a zip");
    path
}
