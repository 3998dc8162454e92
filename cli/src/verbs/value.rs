//! `esito value`: what the outcomes are worth, as CSV or JSON.

use super::End;
use crate::arguments::Value;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::value_csv;
use esito_model::Remark;

/// Values a bundle: figures to standard output, remarks to standard error or into the JSON.
pub(super) fn value(arguments: &Value) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources));
    let mut remarks: Vec<Remark> = assumed.iter().chain(bundle.remarks()).cloned().collect();
    let Some(mut valuation) = bundle.valuation_with(&arguments.assume) else {
        if !remarks.iter().any(|remark| remark.code == "value-left-out") {
            tell_remarks(&remarks.iter().collect::<Vec<_>>());
            return Err(Fault::NoValueMap);
        }
        if arguments.json {
            let said = serde_json::json!({
                "inputs": null, "present_value": null, "net_value": null, "ratio": null, "first_year": null,
                "remarks": remarks,
            });
            output::print(&[serde_json::to_vec(&said)?, vec![b'\n']].concat())?;
        } else {
            tell_remarks(&remarks.iter().collect::<Vec<_>>());
        }
        return Ok(End::Fatal);
    };
    remarks.append(&mut valuation.remarks);
    valuation.remarks = remarks;
    let end = End::of(&valuation.remarks);
    if arguments.json {
        output::print(&[serde_json::to_vec(&valuation)?, vec![b'\n']].concat())?;
    } else {
        tell_remarks(&valuation.remarks.iter().collect::<Vec<_>>());
        output::print(value_csv(&valuation).as_bytes())?;
    }
    Ok(end)
}
