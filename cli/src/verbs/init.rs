//! `esito init`: a first framework for CSV files, to be read and mended.

use super::End;
use crate::gather::proposed;
use crate::report::tell_remarks;
use crate::{Fault, output};
use std::path::PathBuf;

/// Prints the framework that the engine proposes; what was assumed in it goes to standard error.
pub(super) fn init(files: &[PathBuf]) -> Result<End, Fault> {
    let (_, framework, remarks) = proposed(files)?;
    tell_remarks(&remarks.iter().collect::<Vec<_>>());
    output::print(framework.as_bytes())?;
    if framework.is_empty() {
        output::tell("esito: none of these files has a header and rows that can be read\n");
        return Ok(End::Fatal);
    }
    Ok(End::of(&remarks))
}
