//! The engine's seat on the command line: the program `esito`.
//!
//! The only native place with I/O: it reads bundles from disk, asks the engine, and writes what it said. Comes in:
//! arguments, folders, zips and CSV files. Goes out: results on standard output, remarks on standard error, a
//! static site, or the dashboard on this machine. It computes nothing and knows no formula.

mod arguments;
mod embedded;
mod fault;
mod gather;
mod on_disk;
mod output;
mod progress;
mod report;
mod server;
mod site;
mod verbs;

pub use fault::Fault;

use arguments::Arguments;
use clap::Parser;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program on these arguments, the program's own name first.
///
/// Gives back 0 where all is good, 1 where something about the data is fatal (the rest was still printed), 2 for
/// wrong use or where a file cannot be read or written.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(said) => {
            // Help and version are answers and go to standard output; faults to standard error. Nobody is left to
            // tell when the pipe is closed.
            let _ = said.print();
            return ExitCode::from(u8::try_from(said.exit_code()).unwrap_or(2));
        }
    };
    match verbs::act(arguments) {
        Ok(end) => end.code(),
        Err(Fault::PipeClosed) => ExitCode::SUCCESS,
        Err(fault) => {
            output::tell(&format!("esito: {fault}\n"));
            ExitCode::from(2)
        }
    }
}
