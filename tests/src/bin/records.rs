//! Writes the bench's records: `cargo run -p esito-tests --bin records -- 100000 out.csv`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let told = match words.as_slice() {
        [rows, path] => match rows.parse() {
            Ok(rows) => File::create(path)
                .and_then(|file| esito_tests::records::write(rows, &mut BufWriter::new(file)))
                .map_err(|error| format!("{path}: {error}")),
            Err(_) => Err(format!("expected a number of rows, found \"{rows}\"")),
        },
        _ => Err("expected: records ROWS OUT.csv".to_owned()),
    };
    match told {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}
