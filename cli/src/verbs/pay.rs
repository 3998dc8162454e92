//! `esito pay`: the payment statement of a contract, as CSV, JSON and a workbook.

use super::{End, line_of};
use crate::arguments::Pay;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::{Bundle, comparison_csv, statement_csv};
use esito_model::{Document, OtherQuestion, Remark};
use std::fs;

/// Pays a contract: the statement to standard output, remarks to standard error or into the JSON.
pub(super) fn pay(arguments: &Pay) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources)?);
    if let Some(id) = &arguments.compare {
        return compare(id, &bundle, &assumed, arguments.json);
    }
    let id = match which(arguments, &bundle) {
        Ok(id) => id,
        Err(fault) => {
            // A contract may be unknown because a fatal remark took it away; then the remark is what helps.
            tell_remarks(&assumed.iter().chain(bundle.remarks()).collect::<Vec<_>>());
            return if matches!(fault, Fault::NoContract { left_out: true }) {
                Ok(End::Fatal)
            } else {
                Err(fault)
            };
        }
    };
    let question = OtherQuestion::Statement { contract: id, as_of: arguments.as_of.clone(), summed: false };
    let Some(sealed) = progress::work(bundle.working(&question)).finish(&assumed, true) else {
        return Ok(End::Fatal);
    };
    let statement = match &sealed.document {
        Document::Statement(statement) => Some(statement),
        _ => None,
    };
    let end = match statement {
        Some(statement) => End::of(&statement.remarks),
        None => End::Fatal,
    };
    if let (Some(path), Some(statement)) = (&arguments.xlsx, statement) {
        let bytes = esito_sheets::statement(statement)?;
        fs::write(path, bytes).map_err(|source| Fault::writing(path, source))?;
    }
    if arguments.json {
        output::print(&line_of(&sealed)?)?;
    } else {
        tell_remarks(&sealed.document.remarks().iter().collect::<Vec<_>>());
        if let Some(statement) = statement {
            output::print(statement_csv(statement).as_bytes())?;
        }
    }
    Ok(end)
}

/// Prints published payments beside what was promised: CSV, or JSON with the counts and remarks.
fn compare(id: &str, bundle: &Bundle, assumed: &[Remark], json: bool) -> Result<End, Fault> {
    let question = OtherQuestion::Reconciliation { id: id.to_owned() };
    let Some(sealed) = progress::work(bundle.working(&question)).finish(assumed, true) else {
        tell_remarks(&assumed.iter().chain(bundle.remarks()).collect::<Vec<_>>());
        let known = bundle.framework().reconciliations.iter().map(|known| known.id.clone()).collect();
        return Err(Fault::Unknown { option: "--compare", name: id.to_owned(), known });
    };
    let end = End::of(sealed.document.remarks());
    if json {
        output::print(&line_of(&sealed)?)?;
    } else if let Document::Reconciliation(found) = &sealed.document {
        tell_remarks(&found.remarks.iter().collect::<Vec<_>>());
        output::print(comparison_csv(found).as_bytes())?;
    }
    Ok(end)
}

/// A contract is there, and a fault took it away.
const LEFT_OUT: &str = "contract-left-out";

/// The contract that is meant: the one named, or the only one. One that a fault took away is meant all the same.
fn which(arguments: &Pay, bundle: &Bundle) -> Result<String, Fault> {
    let known: Vec<String> =
        bundle.framework().contracts.iter().map(|contract| contract.id.clone()).collect();
    let Some(id) = &arguments.contract else {
        return match known.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(Fault::NoContract {
                left_out: bundle.remarks().iter().any(|remark| remark.code == LEFT_OUT),
            }),
            _ => Err(Fault::WhichContract { known }),
        };
    };
    let quoted = format!("\"{id}\"");
    let left_out = |remark: &Remark| remark.code == LEFT_OUT && remark.message.contains(&quoted);
    if known.contains(id) || bundle.remarks().iter().any(left_out) {
        return Ok(id.clone());
    }
    Err(Fault::Unknown { option: "--contract", name: id.clone(), known })
}
