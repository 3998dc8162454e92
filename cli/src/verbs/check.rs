//! `esito check`: what is wrong with the data.

use super::mend::{repair, restore};
use super::{End, all_remarks};
use crate::arguments::Check;
use crate::gather::{FRAMEWORK, gather};
use crate::report::{Counts, tell_remarks};
use crate::{Fault, output, progress};
use esito_model::{Health, Question, Remark};
use serde::Serialize;

/// What `esito check --json` prints.
#[derive(Debug, Serialize)]
struct Checked<'a> {
    /// The bundle's name on disk.
    bundle: &'a str,
    /// The framework's id.
    framework: &'a str,
    /// The files that were named one by one.
    only: &'a [String],
    /// How many indicators can be computed.
    indicators: usize,
    /// The state of the data.
    health: &'a Health,
    /// How many remarks of each kind.
    counts: Counts,
    /// The remarks.
    remarks: &'a [&'a Remark],
}

/// Checks a bundle, or files of it: remarks to standard error, a summary to standard output.
pub(super) fn check(arguments: &Check) -> Result<End, Fault> {
    let gathered = gather(&arguments.paths, &arguments.data.folders)?;
    let (name, only, assumed) = (gathered.name, gathered.only, gathered.remarks);
    let mut bundle = progress::load(gathered.sources)?;
    let opens_rows = arguments.repair.is_some() || arguments.put_back.is_some();
    if !opens_rows && bundle.framework().contracts.is_empty() {
        bundle.forget_text();
    }
    // Some faults show only when indicators are worked out: amounts in two currencies, say.
    let answer = progress::answer(&bundle, &Question::default());
    let mut remarks = all_remarks(&assumed, bundle.remarks(), &answer);
    // Others when contracts are paid and outcomes are valued: an outcome verified twice, a change claimed twice.
    let contracts = &bundle.framework().contracts;
    let paid = contracts.iter().filter_map(|contract| bundle.statement(&contract.id, None));
    let paid: Vec<Remark> = paid.flat_map(|statement| statement.remarks).collect();
    let valued = bundle.valuation().map(|valuation| valuation.remarks).unwrap_or_default();
    remarks.extend(paid.iter().chain(&valued));
    if !only.is_empty() {
        let asked = |file: &String| file == FRAMEWORK || only.contains(file);
        remarks.retain(|remark| remark.places.iter().any(|place| asked(&place.file)));
    }
    let aside = arguments.repair.as_deref().map(|folder| repair(&bundle, folder)).transpose()?;
    let restored = arguments.put_back.as_deref().map(|folder| restore(&bundle, folder)).transpose()?;
    if let Some((_, said)) = &restored {
        remarks.extend(said);
    }
    let counts = Counts::of(remarks.iter().copied());
    let framework = bundle.framework();
    if arguments.json {
        let mut json = serde_json::to_vec(&Checked {
            bundle: &name,
            framework: &framework.id,
            only: &only,
            indicators: framework.indicators.len(),
            health: &answer.health,
            counts,
            remarks: &remarks,
        })?;
        json.push(b'\n');
        output::print(&json)?;
    } else {
        tell_remarks(&remarks);
        let health = &answer.health;
        let files = answer.files.iter().filter(|file| file.name != FRAMEWORK).count();
        output::print(
            format!(
                "{}\n  files            {files}\n  rows             {}\n  doubtful rows    {}\n  \
                 cells set aside  {}\n  indicators       {}\n  findings         {}, of these {} withheld, {} \
                 missing\n  remarks          {}\n",
                output::plain(if only.is_empty() { &name } else { &only[0] }),
                health.rows,
                health.doubtful_rows,
                health.cells_set_aside,
                framework.indicators.len(),
                answer.findings.len(),
                health.withheld,
                health.missing,
                counts.words(),
            )
            .as_bytes(),
        )?;
        if let (Some(rows), Some(folder)) = (aside, &arguments.repair) {
            let used = health.rows.saturating_sub(rows);
            output::print(
                format!("  rows to mend     {rows} in {}, {used} others are good\n", folder.display())
                    .as_bytes(),
            )?;
        }
        for path in restored.iter().flat_map(|(written, _)| written) {
            output::print(format!("  mended           {}\n", path.display()).as_bytes())?;
        }
    }
    Ok(End::of(remarks))
}
