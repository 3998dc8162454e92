//! `esito compute`: all findings as tidy CSV, or the whole answer as JSON.

use super::{End, all_remarks};
use crate::arguments::Compute;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::{Bundle, effects_csv, narrow, tidy_csv};
use esito_model::{Answer, Question, Shown};
use std::collections::BTreeSet;

/// The word for no breakdown.
const NONE: &str = "none";

/// Computes a bundle: results to standard output, remarks to standard error or into the JSON.
pub(super) fn compute(arguments: &Compute) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, mut bundle) = (gathered.remarks, progress::load(gathered.sources)?);
    bundle.forget_text();
    let question = match question(arguments, &bundle) {
        Ok(question) => question,
        Err(fault) => {
            // A name may be unknown because a fatal remark took it away; then the remark is what helps.
            tell_remarks(&bundle.remarks().iter().collect::<Vec<_>>());
            return Err(fault);
        }
    };
    let mut answer = progress::answer(&bundle, &question);
    let remarks: Vec<_> = all_remarks(&assumed, bundle.remarks(), &answer).into_iter().cloned().collect();
    narrow_to(&mut answer, arguments);
    let end = End::of(&remarks);
    if arguments.json {
        answer.remarks = remarks;
        let mut json = serde_json::to_vec(&answer)?;
        json.push(b'\n');
        output::print(&json)?;
    } else {
        tell_remarks(&remarks.iter().collect::<Vec<_>>());
        let text = if arguments.effects { effects_csv(&answer.effects) } else { tidy_csv(&answer.findings) };
        output::print(text.as_bytes())?;
    }
    Ok(end)
}

/// The question that the arguments ask, every name in it known to the framework.
fn question(arguments: &Compute, bundle: &Bundle) -> Result<Question, Fault> {
    let indicators = &bundle.framework().indicators;
    let ids: Vec<String> = indicators.iter().map(|indicator| indicator.id.clone()).collect();
    let breakdowns: BTreeSet<String> =
        indicators.iter().flat_map(|indicator| &indicator.by).map(|columns| columns.join("|")).collect();
    known("--indicator", &arguments.indicators, &ids)?;
    let named: Vec<String> = arguments.by.iter().filter(|name| *name != NONE).cloned().collect();
    known("--by", &named, &breakdowns.into_iter().collect::<Vec<_>>())?;
    Ok(Question {
        indicators: arguments.indicators.clone(),
        by: (!arguments.by.is_empty()).then_some(named),
        as_of: arguments.as_of.clone(),
        ..Question::default()
    })
}

fn known(option: &'static str, names: &[String], known: &[String]) -> Result<(), Fault> {
    match names.iter().find(|name| !known.contains(name)) {
        Some(name) => Err(Fault::Unknown { option, name: name.clone(), known: known.to_vec() }),
        None => Ok(()),
    }
}

/// Keeps the findings of the places and periods that were named. Only the print is narrowed, never the rows that
/// a figure is made of: what is withheld stays the same.
fn narrow_to(answer: &mut Answer, arguments: &Compute) {
    let shown = Shown { places: arguments.places.clone(), periods: arguments.periods.clone() };
    for (option, names, place) in [("--place", &shown.places, true), ("--period", &shown.periods, false)] {
        for name in names {
            let there = answer.findings.iter().any(|finding| {
                let code = if place { &finding.key.place } else { &finding.key.period };
                code.as_deref().unwrap_or(Shown::ALL) == name
            });
            if !there {
                output::tell(&format!("esito: {option} {}: no finding\n", output::plain(name)));
            }
        }
    }
    narrow(answer, shown);
}
