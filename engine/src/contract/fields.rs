//! What a form shows: the fields of a contract, of its versions and of its rules as text in the reader's language.
//!
//! What is written here is read again by `typed`; rows of lists are in `listed`.

use super::cohort;
use super::literals::word;
use super::typed;
use crate::framework::{COMPARED, GRAINS, JUDGED, MEASURES, PAYS, PER, ROLES};
use esito_model::number::digits12;
use esito_model::{Cap, Contract, Money, Payment, PlanVersion};
use std::collections::BTreeMap;

pub(super) type Fields = BTreeMap<String, String>;

fn money(amount: Option<Money>, language: &str) -> String {
    amount.map(|amount| typed::in_language(&typed::amount(amount), language)).unwrap_or_default()
}

fn percent(share: f64, language: &str) -> String {
    format!("{} %", typed::in_language(&digits12(share * 100.0), language))
}

fn ticked(flag: bool) -> String {
    if flag { "true".to_owned() } else { String::new() }
}

fn put<'k>(fields: &mut Fields, of: impl IntoIterator<Item = (&'k str, String)>) {
    fields.extend(of.into_iter().map(|(key, text)| (key.to_owned(), text)));
}

fn put_cap(fields: &mut Fields, cap: &Cap, language: &str) {
    let units = |units: Option<u32>| units.map(|units| units.to_string()).unwrap_or_default();
    let every = cap.per_period.map_or("year", |period| word(&GRAINS, period.every));
    put(
        fields,
        [
            ("cap.amount", money(cap.amount, language)),
            ("cap.units", units(cap.units)),
            ("cap.per_participant", money(cap.per_participant, language)),
            ("cap.units_per_participant", units(cap.units_per_participant)),
            ("cap.per_period.every", every.to_owned()),
            ("cap.per_period.amount", money(cap.per_period.map(|period| period.amount), language)),
        ],
    );
}

/// The contract's own fields.
pub(super) fn of_contract(contract: &Contract, language: &str) -> Fields {
    let mut fields = Fields::new();
    put_cap(&mut fields, &contract.cap, language);
    let columns = &contract.columns;
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let ledger = contract.ledger.clone().unwrap_or_default();
    put(
        &mut fields,
        [
            ("label", contract.label.get(language).to_owned()),
            ("currency", contract.currency.clone()),
            ("starts", own(&contract.starts)),
            ("ends", own(&contract.ends)),
            ("floor", money(contract.floor, language)),
            ("table", contract.table.clone()),
            ("where", own(&contract.filter)),
            ("participant", own(&columns.participant)),
            ("outcome", own(&columns.outcome)),
            ("date", own(&columns.date)),
            ("started", own(&columns.started)),
            ("status", own(&columns.status)),
            ("quantity", own(&columns.quantity)),
            ("cohort", own(&columns.cohort)),
            ("group", own(&columns.group)),
            ("people", own(&columns.people)),
            ("effect", own(&columns.effect)),
            ("low", own(&columns.low)),
            ("high", own(&columns.high)),
            ("level", own(&columns.level)),
            ("currency_column", own(&columns.currency)),
            ("ledger.table", ledger.table),
            ("ledger.amount", ledger.amount),
            ("ledger.rule", own(&ledger.rule)),
            ("ledger.participant", own(&ledger.participant)),
            ("ledger.date", own(&ledger.date)),
        ],
    );
    for role in ROLES {
        let of_role = contract.parties.iter().filter(|party| party.role == role);
        let names: Vec<&str> = of_role.map(|party| party.name.as_str()).collect();
        fields.insert(format!("party.{role}"), names.join("; "));
    }
    fields
}

/// A version's fields.
pub(super) fn of_version(version: &PlanVersion, language: &str) -> Fields {
    let mut fields = Fields::new();
    let lifted = version.cap.as_ref().is_some_and(|cap| *cap == Cap::default());
    let agreed = version.agreed.clone().unwrap_or_default();
    put_cap(&mut fields, &version.cap.clone().unwrap_or_default(), language);
    put(
        &mut fields,
        [
            ("label", version.label.get(language).to_owned()),
            ("from", version.from.clone()),
            ("cap", ticked(lifted)),
            ("agreed.on", agreed.on),
            ("agreed.by", agreed.by.join(", ")),
        ],
    );
    fields
}

/// A rule's fields.
pub(super) fn of_rule(contract: &Contract, rule: &Payment, language: &str) -> Fields {
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let stretch = |text: &Option<String>| {
        text.as_deref().map(|text| typed::stretch_in_words(text, language)).unwrap_or_default()
    };
    let share = |share: Option<f64>| share.map(|share| percent(share, language)).unwrap_or_default();
    let threshold = rule.threshold.map(|least| {
        if cohort::is_of(contract, rule) {
            percent(least, language)
        } else {
            typed::in_language(&digits12(least), language)
        }
    });
    let mut fields = Fields::new();
    put_cap(&mut fields, &rule.cap, language);
    put(
        &mut fields,
        [
            ("label", rule.label.get(language).to_owned()),
            ("outcome", rule.outcome.join(", ")),
            ("price", money(rule.price, language)),
            ("per", word(&PER, rule.per).to_owned()),
            ("once", ticked(rule.once)),
            ("within", stretch(&rule.within)),
            ("not_before", stretch(&rule.not_before)),
            ("from", own(&rule.from)),
            ("until", own(&rule.until)),
            ("pays", word(&PAYS, rule.pays).to_owned()),
            ("eligible", own(&rule.eligible)),
            ("evidence", rule.evidence.join(", ")),
            ("cohorts", rule.cohorts.join(", ")),
            ("pooled", ticked(rule.pooled)),
            ("threshold", threshold.unwrap_or_default()),
            ("compared", word(&COMPARED, rule.compared).to_owned()),
            ("measure", word(&MEASURES, rule.measure).to_owned()),
            ("baseline", share(rule.baseline)),
            ("deadweight", share(rule.deadweight)),
            ("above", share(rule.above)),
            ("whole", ticked(rule.whole)),
            ("judged_by", word(&JUDGED, rule.judged_by).to_owned()),
            ("highest_of", own(&rule.highest_of)),
            ("replaces", own(&rule.replaces)),
            ("unless", rule.unless.join(", ")),
        ],
    );
    fields
}
