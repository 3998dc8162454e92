//! `esito compare`: places side by side by a composite index, as CSV or with everything as JSON.

use super::{End, line_of};
use crate::arguments::Compare;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::Bundle;
use esito_engine::compare::{Level, compare_csv};
use esito_model::{CompareQuestion, Document, OtherQuestion, Vary};

/// The word for nothing that varies.
const NONE: &str = "none";

/// Compares the places of a bundle: results to standard output, remarks to standard error or into the JSON.
pub(super) fn compare(arguments: &Compare) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources)?);
    let question = match question(arguments, &bundle) {
        Ok(question) => question,
        Err(fault) => {
            // A name may be unknown because a fatal remark took it away; then the remark is what helps.
            tell_remarks(&bundle.remarks().iter().collect::<Vec<_>>());
            return Err(fault);
        }
    };
    let working = progress::work(bundle.working(&question));
    let Some(sealed) = working.finish(&assumed, true) else {
        return Err(unknown_index(arguments, &bundle));
    };
    let end = End::of(sealed.document.remarks());
    if arguments.json {
        output::print(&line_of(&sealed)?)?;
    } else if let Document::Comparison(comparison) = &sealed.document {
        tell_remarks(&comparison.remarks.iter().collect::<Vec<_>>());
        let level = match arguments.level.as_str() {
            "pillar" => Level::Pillar,
            "indicator" => Level::Indicator,
            _ => Level::Index,
        };
        output::print(compare_csv(comparison, level).as_bytes())?;
    }
    Ok(end)
}

fn unknown_index(arguments: &Compare, bundle: &Bundle) -> Fault {
    let known = bundle.framework().indexes.iter().map(|index| index.id.clone()).collect();
    Fault::Unknown { option: "--index", name: arguments.index.clone(), known }
}

/// What the arguments ask of the index; every name known to the framework.
fn question(arguments: &Compare, bundle: &Bundle) -> Result<OtherQuestion, Fault> {
    let default = CompareQuestion::default();
    if let Some(party) = &arguments.party {
        let index = bundle.framework().indexes.iter().find(|index| index.id == arguments.index);
        let known: Vec<String> = index
            .map(|index| index.parties.iter().map(|party| party.id.clone()).collect())
            .unwrap_or_default();
        if !known.contains(party) {
            return Err(Fault::Unknown { option: "--party", name: party.clone(), known });
        }
    }
    let indicators: Vec<String> =
        bundle.framework().indicators.iter().map(|known| known.id.clone()).collect();
    if let Some((name, _)) = arguments.context.iter().find(|(id, _)| !indicators.contains(id)) {
        return Err(Fault::Unknown { option: "--context", name: name.clone(), known: indicators });
    }
    let named = |word: &String| Vary::WORDS.iter().find(|(known, _)| known == word).map(|(_, vary)| *vary);
    let vary = arguments.vary.iter().filter(|word| *word != NONE).filter_map(named).collect();
    let question = CompareQuestion {
        index: arguments.index.clone(),
        period: arguments.period.clone(),
        party: arguments.party.clone(),
        context: arguments.context.iter().cloned().collect(),
        vary: if arguments.vary.is_empty() { default.vary } else { vary },
        concentration: arguments.concentration.unwrap_or(default.concentration),
        correlation: arguments.correlation.unwrap_or(default.correlation),
        draws: arguments.draws.unwrap_or(default.draws),
        // In the CSV nobody sees what the ranking depends on.
        base: if arguments.json { default.base } else { 0 },
        seed: arguments.seed.unwrap_or(default.seed),
        ..default
    };
    if bundle.question_of_comparison(&question).is_none() {
        return Err(unknown_index(arguments, bundle));
    }
    Ok(OtherQuestion::Comparison { asked: Box::new(question), as_of: arguments.as_of.clone() })
}
