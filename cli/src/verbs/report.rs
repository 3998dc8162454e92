//! `esito report`: the whole dashboard as one file to be printed.

use super::{End, all_remarks};
use crate::arguments::Report;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress, site};
use esito_model::{Question, Remark};
use std::fs;

/// Writes the report; remarks stand in it and are told as well.
pub(super) fn report(arguments: &Report) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources)?);
    let question = Question { as_of: arguments.as_of.clone(), ..Question::default() };
    let mut answer = progress::answer(&bundle, &question);
    let remarks: Vec<Remark> =
        all_remarks(&assumed, bundle.remarks(), &answer).into_iter().cloned().collect();
    answer.remarks.clone_from(&remarks);
    let beside = site::Beside::of(&bundle, arguments.as_of.as_deref());
    let html = site::report(&answer, &beside, &arguments.lang);
    if arguments.output.as_os_str() == "-" {
        output::print(html.as_bytes())?;
    } else {
        fs::write(&arguments.output, html).map_err(|source| Fault::writing(&arguments.output, source))?;
    }
    tell_remarks(&remarks.iter().collect::<Vec<_>>());
    Ok(End::of(&remarks))
}
