//! Writes the demonstration bundle's files: `cargo run -p esito-tests --bin demo -- [FOLDER]`, default `public/demo`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let standard = concat!(env!("CARGO_MANIFEST_DIR"), "/../public/demo");
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| standard.to_owned()));
    for (name, bytes) in esito_tests::demo::files() {
        let path = folder.join(name);
        if let Err(error) = std::fs::write(&path, bytes) {
            let _ = writeln!(std::io::stderr(), "{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
