//! `esito place`: places beside the places most like them, as CSV or JSON.

use super::{End, line_of};
use crate::arguments::Place;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::Bundle;
use esito_model::number::digits12;
use esito_model::{AmongPeers, Document, OtherQuestion, Places, PlacesQuestion};

const HEAD: &str = "place,indicator,period,value,status,peers,peer_low,peer_median,peer_high,difference_low,difference,difference_high,beside\n";

/// Places beside their peers: results to standard output, remarks to standard error or into the JSON.
pub(super) fn place(arguments: &Place) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources)?);
    let indicators: Vec<String> =
        bundle.framework().indicators.iter().map(|known| known.id.clone()).collect();
    if let Some((name, _)) = arguments.context.iter().find(|(id, _)| !indicators.contains(id)) {
        return Err(Fault::Unknown { option: "--context", name: name.clone(), known: indicators });
    }
    let asked = PlacesQuestion {
        period: arguments.period.clone(),
        context: (!arguments.context.is_empty()).then(|| arguments.context.iter().cloned().collect()),
        peers: arguments.peers,
        ..PlacesQuestion::default()
    };
    let question = OtherQuestion::Places { asked, place: arguments.place.clone() };
    let Some(sealed) = progress::work(bundle.working(&question)).finish(&assumed, true) else {
        tell_remarks(&assumed.iter().chain(bundle.remarks()).collect::<Vec<_>>());
        let name = arguments.place.clone().unwrap_or_default();
        return Err(Fault::Unknown { option: "--place", name, known: known_places(&bundle, &question) });
    };
    let end = End::of(sealed.document.remarks());
    if arguments.json {
        output::print(&line_of(&sealed)?)?;
    } else if let Document::Places(places) = &sealed.document {
        tell_remarks(&places.remarks.iter().collect::<Vec<_>>());
        output::print(csv(places).as_bytes())?;
    }
    Ok(end)
}

/// The codes of all places, for somebody who named one that is none.
fn known_places(bundle: &Bundle, question: &OtherQuestion) -> Vec<String> {
    let OtherQuestion::Places { asked, .. } = question else { return Vec::new() };
    let all = OtherQuestion::Places { asked: PlacesQuestion { draws: 0, ..asked.clone() }, place: None };
    match bundle.working(&all).finish(&[], false).map(|sealed| sealed.document) {
        Some(Document::Places(places)) => places.places.into_iter().map(|one| one.place).collect(),
        _ => Vec::new(),
    }
}

/// A row for each place and indicator; what is not known is an empty cell.
fn csv(places: &Places) -> String {
    let mut out = HEAD.to_owned();
    let three = |numbers: Option<[f64; 3]>| {
        numbers.map_or([const { String::new() }; 3], |numbers| numbers.map(digits12)).join(",")
    };
    for place in &places.places {
        for (indicator, cell) in places.indicators.iter().zip(&place.cells) {
            let cells = [
                quoted(&place.place),
                quoted(&indicator.id),
                indicator.period.clone().unwrap_or_default(),
                cell.value.map(digits12).unwrap_or_default(),
                cell.status.clone(),
                cell.peers.to_string(),
                three(cell.usual),
                three(cell.difference),
                word(cell.beside).to_owned(),
            ];
            out.push_str(&cells.join(","));
            out.push('\n');
        }
    }
    out
}

fn quoted(text: &str) -> String {
    match text.contains([',', '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// The stable word, as in the JSON.
fn word(beside: AmongPeers) -> &'static str {
    match beside {
        AmongPeers::Better => "better",
        AmongPeers::Worse => "worse",
        AmongPeers::Higher => "higher",
        AmongPeers::Lower => "lower",
        AmongPeers::Alike => "alike",
        AmongPeers::NoInterval => "no_interval",
        AmongPeers::FewPeers => "few_peers",
        AmongPeers::NoValue => "no_value",
    }
}
