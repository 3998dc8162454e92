//! `esito value`: what the outcomes are worth, as CSV or JSON.

use super::{End, line_of};
use crate::arguments::Value;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::value_csv;
use esito_model::{Document, OtherQuestion};

/// Values a bundle: figures to standard output, remarks to standard error or into the JSON.
pub(super) fn value(arguments: &Value) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources)?);
    let question = OtherQuestion::Valuation { assumed: arguments.assume.clone() };
    let Some(sealed) = progress::work(bundle.working(&question)).finish(&assumed, true) else {
        return Ok(End::Fatal);
    };
    let remarks = sealed.document.remarks();
    let valuation = match &sealed.document {
        Document::Valuation(valuation) => Some(valuation),
        _ => None,
    };
    if valuation.is_none() && !remarks.iter().any(|remark| remark.code == "value-left-out") {
        tell_remarks(&remarks.iter().collect::<Vec<_>>());
        return Err(Fault::NoValueMap);
    }
    if arguments.json {
        output::print(&line_of(&sealed)?)?;
    } else {
        tell_remarks(&remarks.iter().collect::<Vec<_>>());
        if let Some(valuation) = valuation {
            output::print(value_csv(valuation).as_bytes())?;
        }
    }
    Ok(if valuation.is_some() { End::of(remarks) } else { End::Fatal })
}
