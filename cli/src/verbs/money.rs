//! `esito money`: money over time, as CSV or JSON.

use super::{End, line_of};
use crate::arguments::Money;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::money_csv;
use esito_model::{Document, OtherQuestion};

/// Money over time: figures to standard output, remarks to standard error or into the JSON.
pub(super) fn money(arguments: &Money) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources)?);
    let Some(sealed) = progress::work(bundle.working(&OtherQuestion::Money)).finish(&assumed, true) else {
        return Ok(End::Fatal);
    };
    let Document::Money { money, remarks } = &sealed.document else { return Ok(End::Fatal) };
    if money.is_empty() && remarks.iter().all(|remark| remark.code != "money-left-out") {
        tell_remarks(&remarks.iter().collect::<Vec<_>>());
        return Err(Fault::NoMoney);
    }
    if arguments.json {
        output::print(&line_of(&sealed)?)?;
    } else {
        tell_remarks(&remarks.iter().collect::<Vec<_>>());
        output::print(money_csv(money).as_bytes())?;
    }
    Ok(End::of(remarks))
}
