//! `[[contract.payment]]`: one rule, key by key, and whether its keys go together.

use super::super::section::{Notes, Section};
use super::super::{begin_whole, fatals, nearest_help};
use super::Scope;
use super::prices::{holes, prices, successions, tiers};
use super::terms::{amount, cap, day, share, stretch, unpaid_outcomes};
use esito_model::{Compared, Contract, Effect, JudgedBy, Payment, Pays, Per};
use std::collections::BTreeMap;

/// The keys of a rule, in the order in which they are written.
pub(crate) const PAYMENT_KEYS: [&str; 30] = [
    "id",
    "label",
    "outcome",
    "price",
    "prices",
    "tiers",
    "per",
    "once",
    "within",
    "not_before",
    "from",
    "until",
    "pays",
    "cap",
    "eligible",
    "evidence",
    "cohorts",
    "pooled",
    "threshold",
    "compared",
    "measure",
    "baseline",
    "deadweight",
    "above",
    "whole",
    "judged_by",
    "highest_of",
    "replaces",
    "unless",
    "currency",
];
pub(crate) const PER: [(&str, Per); 6] = [
    ("participant", Per::Participant),
    ("outcome", Per::Outcome),
    ("percentage_point", Per::PercentagePoint),
    ("cohort", Per::Cohort),
    ("milestone", Per::Milestone),
    ("activity", Per::Activity),
];
pub(crate) const PAYS: [(&str, Pays); 2] = [("verified", Pays::Verified), ("claimed", Pays::Claimed)];
pub(crate) const COMPARED: [(&str, Compared); 4] = [
    ("nothing", Compared::Nothing),
    ("baseline", Compared::Baseline),
    ("comparison_group", Compared::ComparisonGroup),
    ("deadweight", Compared::Deadweight),
];
pub(crate) const MEASURES: [(&str, Effect); 5] = [
    ("level", Effect::Level),
    ("increase", Effect::Increase),
    ("reduction", Effect::Reduction),
    ("relative_increase", Effect::RelativeIncrease),
    ("relative_reduction", Effect::RelativeReduction),
];
pub(crate) const JUDGED: [(&str, JudgedBy); 2] = [("value", JudgedBy::Value), ("low", JudgedBy::Low)];

/// The effect that is meant where a rule does not say which.
pub(crate) fn usual_measure(compared: Compared) -> Effect {
    match compared {
        Compared::Baseline | Compared::ComparisonGroup => Effect::Increase,
        Compared::Nothing | Compared::Deadweight => Effect::Level,
    }
}

pub(super) fn payments(
    contract: &Section,
    whole: &Contract,
    scope: &Scope,
    notes: &mut Notes,
) -> Vec<Payment> {
    let mut taken = BTreeMap::new();
    let mut out: Vec<(Payment, u64)> = Vec::new();
    for mut section in contract.sections("payment", "[[contract.payment]]", notes) {
        let Some((id, before)) = begin_whole(&mut section, "payment", &PAYMENT_KEYS, &mut taken, notes)
        else {
            continue;
        };
        let payment = payment(&section, &id, whole, scope, notes);
        let payment = payment.filter(|_| fatals(notes) == before);
        if let Some(payment) = payment {
            holes(&section, whole, &payment, notes);
            let own = payment.outcome.iter().map(String::as_str);
            unpaid_outcomes(&section, &payment.cap, &own.collect::<Vec<_>>(), notes);
            out.push((payment, section.line));
        }
    }
    // Rules that lean on one that is not there, until none is left.
    loop {
        let ids: Vec<String> = out.iter().map(|(payment, _)| payment.id.clone()).collect();
        let leans = |payment: &Payment| -> Option<(&'static str, String)> {
            let named = payment.unless.iter().map(|id| ("unless", id));
            let mut named = named.chain(payment.replaces.iter().map(|id| ("replaces", id)));
            let (key, id) = named.find(|(_, id)| !ids.contains(id) || **id == payment.id)?;
            Some((key, id.clone()))
        };
        let found = out.iter().enumerate().find_map(|(at, (payment, _))| Some((at, leans(payment)?)));
        let Some((at, (key, found))) = found else { break };
        let (payment, line) = out.remove(at);
        let message =
            format!("expected the id of another payment rule in \"{}\", found \"{found}\"", payment.id);
        let help = nearest_help(&found, ids.iter().map(String::as_str));
        notes.fatal("unknown-rule", (line, key), message, help);
    }
    successions(&out, notes);
    out.into_iter().map(|(payment, _)| payment).collect()
}

fn payment(
    section: &Section,
    id: &str,
    contract: &Contract,
    scope: &Scope,
    notes: &mut Notes,
) -> Option<Payment> {
    if let Some(currency) = section.text("currency", notes)
        && currency != contract.currency
    {
        let message = format!("expected {} as in the contract, found {currency}", contract.currency);
        let help = "a contract pays in one currency; write a contract for each";
        notes.fatal("two-currencies", section.at("currency", notes), message, help);
    }
    let outcome = section.list("outcome", notes);
    if outcome.is_empty() && !section.has("outcome") {
        let message = format!("expected the outcome that {} pays for, found none", section.name);
        notes.fatal(
            "missing-key",
            (section.line, "outcome"),
            message,
            "write outcome = \"…\", a word of that column",
        );
    }
    let ways = ["price", "prices", "tiers"].iter().filter(|key| section.has(key)).count();
    if ways != 1 {
        let found = if ways == 0 { "none" } else { "several" };
        let message = format!("expected one way to say the price of {}, found {found}", section.name);
        notes.fatal("payment-price", (section.line, "price"), message, "write price, or prices, or tiers");
    }
    let or = |key: &str| section.has(key);
    let compared =
        if or("compared") { section.choice("compared", &COMPARED, notes) } else { Some(Compared::Nothing) };
    let per = if or("per") { section.choice("per", &PER, notes) } else { Some(Per::Participant) };
    let usual = usual_measure(compared.unwrap_or_default());
    let measure = if or("measure") { section.choice("measure", &MEASURES, notes) } else { Some(usual) };
    let pays = if or("pays") { section.choice("pays", &PAYS, notes) } else { Some(Pays::Verified) };
    let judged =
        if or("judged_by") { section.choice("judged_by", &JUDGED, notes) } else { Some(JudgedBy::Value) };
    let columns = &contract.columns;
    let counted = columns.effect.is_some() || columns.people.is_some() || columns.participant.is_some();
    let of_cohort = counted && matches!(per, Some(Per::Cohort | Per::PercentagePoint));
    let threshold =
        if of_cohort { share(section, "threshold", notes) } else { section.number("threshold", notes) };
    let eligible = section.text("eligible", notes);
    if let Some(condition) = &eligible {
        scope.condition(section, "eligible", condition, notes);
    }
    let evidence = section.list("evidence", notes);
    for column in &evidence {
        scope.column(section, "evidence", column, notes);
    }
    let payment = Payment {
        id: id.to_owned(),
        label: section.words("label", notes),
        outcome,
        price: if or("price") { amount(section, "price", notes) } else { None },
        prices: prices(section, notes),
        tiers: tiers(section, notes),
        per: per?,
        once: section.flag("once", notes),
        within: stretch(section, "within", notes),
        not_before: stretch(section, "not_before", notes),
        from: day(section, "from", notes),
        until: day(section, "until", notes),
        pays: pays?,
        cap: cap(section, "cap", notes),
        eligible,
        evidence,
        cohorts: section.list("cohorts", notes),
        pooled: section.flag("pooled", notes),
        threshold,
        compared: compared?,
        measure: measure?,
        baseline: share(section, "baseline", notes),
        deadweight: share(section, "deadweight", notes),
        above: share(section, "above", notes),
        whole: section.flag("whole", notes),
        judged_by: judged?,
        highest_of: section.text("highest_of", notes),
        replaces: section.text("replaces", notes),
        unless: section.list("unless", notes),
    };
    together(section, contract, &payment, notes);
    unchecked_once(section, contract, &payment, notes);
    Some(payment)
}

/// Keys that need others.
fn together(section: &Section, contract: &Contract, payment: &Payment, notes: &mut Notes) {
    let columns = &contract.columns;
    let mut needs = |fault: bool, key: &str, what: &str| {
        if fault {
            let message = format!("expected {what} for \"{key}\" of {}, found none", section.name);
            notes.fatal("missing-key", (section.line_of(key, notes), key), message, "");
        }
    };
    let people = columns.participant.is_some();
    needs(
        payment.within.is_some() && columns.started.is_none(),
        "within",
        "the column started of the contract",
    );
    needs(
        payment.not_before.is_some() && columns.started.is_none(),
        "not_before",
        "the column started of the contract",
    );
    needs(payment.highest_of.is_some() && !people, "highest_of", "the column participant of the contract");
    needs(payment.replaces.is_some() && payment.from.is_none(), "replaces", "the day from which it holds");
    needs(
        payment.compared == Compared::Baseline && !section.has("baseline"),
        "compared",
        "baseline = …, a share",
    );
    needs(
        payment.compared == Compared::Deadweight && !section.has("deadweight"),
        "compared",
        "deadweight = …, a share",
    );
    needs(
        !payment.cohorts.is_empty() && columns.cohort.is_none(),
        "cohorts",
        "the column cohort of the contract",
    );
    let row = !matches!(payment.per, Per::Cohort | Per::PercentagePoint);
    needs(
        row && payment.threshold.is_some() && columns.level.is_none() && columns.quantity.is_none(),
        "threshold",
        "the column level or quantity of the contract",
    );
    let rows = matches!(payment.per, Per::Participant | Per::Outcome | Per::Activity);
    needs(
        rows && !people && columns.quantity.is_none(),
        "per",
        "the column participant or quantity of the contract",
    );
    let counted =
        columns.effect.is_some() || columns.people.is_some() || columns.quantity.is_some() || people;
    needs(!row && !counted, "per", "the columns quantity and people, or effect, of the contract");
    let group = columns.group.is_some() || columns.effect.is_some();
    needs(
        payment.compared == Compared::ComparisonGroup && !group,
        "compared",
        "the column group or effect of the contract",
    );
}

/// People in aggregated rows cannot be told apart.
fn unchecked_once(section: &Section, contract: &Contract, payment: &Payment, notes: &mut Notes) {
    if payment.once && contract.columns.participant.is_none() && payment.per != Per::Milestone {
        let message = format!("expected the column participant for \"once\" of {}, found none", section.name);
        let help = "rows are aggregated: every row is taken as of people who were not paid for yet";
        notes.doubt("once-unchecked", section.at("once", notes), message, help);
    }
}
