//! The verbs of the program, one file each: arguments in, results out, the end said as an exit code.

mod check;
mod compare;
mod compute;
mod init;
mod mend;
mod money;
mod pay;
mod place;
mod publish;
mod read;
mod report;
mod serve;
mod value;
mod verify;

use crate::arguments::{Arguments, Verb};
use crate::{Fault, output};
use clap::CommandFactory;
use esito_engine::all_remarks;
use esito_model::{Remark, Sealed, Severity};
use std::process::ExitCode;

/// How a verb ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Everything could be used.
    Good,
    /// Something about the data is fatal; the rest was printed.
    Fatal,
    /// What was verified is not the same.
    Differs,
}

impl End {
    /// The end that these remarks bring about.
    fn of<'a>(remarks: impl IntoIterator<Item = &'a Remark>) -> Self {
        let fatal = remarks.into_iter().any(|remark| remark.severity == Severity::Fatal);
        if fatal { Self::Fatal } else { Self::Good }
    }

    /// The exit code.
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Good => ExitCode::SUCCESS,
            Self::Fatal | Self::Differs => ExitCode::FAILURE,
        }
    }
}

/// What a framework may say, for editors.
const SCHEMA: &str = include_str!("../../../docs/framework.schema.json");

/// Does what the arguments ask for.
pub(crate) fn act(arguments: Arguments) -> Result<End, Fault> {
    match arguments.verb {
        Verb::Init { files } => init::init(&files),
        Verb::Schema => output::print(SCHEMA.as_bytes()).map(|()| End::Good),
        Verb::Read(read) => read::read(&read),
        Verb::Check(check) => check::check(&check),
        Verb::Compute(compute) => compute::compute(&compute),
        Verb::Compare(compare) => compare::compare(&compare),
        Verb::Place(place) => place::place(&place),
        Verb::Pay(pay) => pay::pay(&pay),
        Verb::Value(value) => value::value(&value),
        Verb::Verify(verify) => verify::verify(&verify),
        Verb::Money(money) => money::money(&money),
        Verb::Publish(publish) => publish::publish(&publish),
        Verb::Report(report) => report::report(&report),
        Verb::Serve(serve) => serve::serve(&serve),
        Verb::Completions { shell } => {
            // Written to memory first: the generator panics on a closed pipe.
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "esito", &mut text);
            output::print(&text).map(|()| End::Good)
        }
    }
}

/// A document as it is printed: one line of JSON.
fn line_of(sealed: &Sealed) -> Result<Vec<u8>, Fault> {
    let mut json = serde_json::to_vec(sealed)?;
    json.push(b'\n');
    Ok(json)
}
