//! `esito money`: money over time, as CSV or JSON.

use super::End;
use crate::arguments::Money;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::money_csv;
use esito_model::Remark;

/// Money over time: figures to standard output, remarks to standard error or into the JSON.
pub(super) fn money(arguments: &Money) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources));
    let mut remarks: Vec<Remark> = assumed.iter().chain(bundle.remarks()).cloned().collect();
    let mut all = bundle.money_over_time();
    if all.is_empty() && remarks.iter().all(|remark| remark.code != "money-left-out") {
        tell_remarks(&remarks.iter().collect::<Vec<_>>());
        return Err(Fault::NoMoney);
    }
    for money in &mut all {
        remarks.append(&mut money.remarks);
    }
    if arguments.json {
        let said = serde_json::json!({ "money": all, "remarks": remarks });
        output::print(&[serde_json::to_vec(&said)?, vec![b'\n']].concat())?;
    } else {
        tell_remarks(&remarks.iter().collect::<Vec<_>>());
        output::print(money_csv(&all).as_bytes())?;
    }
    Ok(End::of(&remarks))
}
