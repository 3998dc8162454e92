//! `esito pay`: the payment statement of a contract, as CSV, JSON and a workbook.

use super::End;
use crate::arguments::Pay;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::{Bundle, comparison_csv, statement_csv};
use esito_model::{Remark, Statement};
use std::fs;

/// Pays a contract: the statement to standard output, remarks to standard error or into the JSON.
pub(super) fn pay(arguments: &Pay) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources));
    let all: Vec<Remark> = assumed.iter().chain(bundle.remarks()).cloned().collect();
    if let Some(id) = &arguments.compare {
        return compare(id, &bundle, all, arguments.json);
    }
    let id = match which(arguments, &bundle) {
        Ok(id) => id,
        Err(fault) => {
            // A contract may be unknown because a fatal remark took it away; then the remark is what helps.
            tell_remarks(&all.iter().collect::<Vec<_>>());
            return Err(fault);
        }
    };
    let Some(mut statement) = bundle.statement(&id, arguments.as_of.as_deref()) else {
        let left_out = Statement { contract: id, remarks: all, ..Statement::default() };
        if arguments.json {
            // No total: a contract that cannot be read does not pay nothing.
            let said = serde_json::json!({
                "contract": left_out.contract, "total": null, "currency": null, "lines": [],
                "remarks": left_out.remarks,
            });
            print(&serde_json::to_vec(&said)?)?;
        } else {
            tell_remarks(&left_out.remarks.iter().collect::<Vec<_>>());
        }
        return Ok(End::Fatal);
    };
    // Of what is said about the bundle, what is about this contract's files.
    let about = |remark: &Remark| {
        remark
            .places
            .iter()
            .all(|place| place.file.is_empty() || statement.files.iter().any(|file| file.name == place.file))
    };
    let all: Vec<Remark> = all.into_iter().filter(about).collect();
    let own = std::mem::take(&mut statement.remarks);
    statement.remarks = all.into_iter().chain(own).collect();
    let end = End::of(&statement.remarks);
    if let Some(path) = &arguments.xlsx {
        let bytes = esito_sheets::statement(&statement)?;
        fs::write(path, bytes).map_err(|source| Fault::writing(path, source))?;
    }
    if arguments.json {
        print(&serde_json::to_vec(&statement)?)?;
    } else {
        tell_remarks(&statement.remarks.iter().collect::<Vec<_>>());
        output::print(statement_csv(&statement).as_bytes())?;
    }
    Ok(end)
}

/// Prints published payments beside what was promised: CSV, or JSON with the counts and remarks.
fn compare(id: &str, bundle: &Bundle, all: Vec<Remark>, json: bool) -> Result<End, Fault> {
    let Some(mut found) = bundle.comparison(id) else {
        tell_remarks(&all.iter().collect::<Vec<_>>());
        let known = bundle.framework().reconciliations.iter().map(|known| known.id.clone()).collect();
        return Err(Fault::Unknown { option: "--compare", name: id.to_owned(), known });
    };
    let own = std::mem::take(&mut found.remarks);
    found.remarks = all.into_iter().chain(own).collect();
    let end = End::of(&found.remarks);
    if json {
        print(&serde_json::to_vec(&found)?)?;
    } else {
        tell_remarks(&found.remarks.iter().collect::<Vec<_>>());
        output::print(comparison_csv(&found).as_bytes())?;
    }
    Ok(end)
}

fn print(json: &[u8]) -> Result<(), Fault> {
    output::print(&[json, b"\n"].concat())
}

/// The contract that is meant: the one named, or the only one. One that a fault took away is meant all the same.
fn which(arguments: &Pay, bundle: &Bundle) -> Result<String, Fault> {
    let known: Vec<String> =
        bundle.framework().contracts.iter().map(|contract| contract.id.clone()).collect();
    let Some(id) = &arguments.contract else {
        return match known.as_slice() {
            [one] => Ok(one.clone()),
            _ => Err(Fault::WhichContract { known }),
        };
    };
    let quoted = format!("\"{id}\"");
    let left_out = |remark: &Remark| remark.code == "contract-left-out" && remark.message.contains(&quoted);
    if known.contains(id) || bundle.remarks().iter().any(left_out) {
        return Ok(id.clone());
    }
    Err(Fault::Unknown { option: "--contract", name: id.clone(), known })
}
