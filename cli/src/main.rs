//! The program `esito`: hands its arguments to the library and gives back the exit code.

use std::process::ExitCode;

/// Tables of gigabytes come and go column by column: an allocator that keeps what was given back for the next column
/// spares the system half of its work.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    esito_cli::run(std::env::args_os())
}
