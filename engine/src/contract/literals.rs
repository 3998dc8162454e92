//! The literals of an agreed contract, its versions and its rules: only what differs from the default. What stands in
//! lists is in `listed`.

use super::typed::{amount, quoted};
use super::write::{Literals, put_words, words};
use crate::framework::{COMPARED, GRAINS, JUDGED, MEASURES, PAYS, PER, usual_measure};
use esito_model::number::digits12;
use esito_model::{Cap, Contract, Payment, PlanVersion};

/// The word that a framework has for a value.
pub(super) fn word<T: Copy + PartialEq>(of: &[(&'static str, T)], value: T) -> &'static str {
    of.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}

/// The keys of the contract itself, but for its label and its parties.
pub(super) fn of_contract(contract: &Contract) -> Literals {
    let mut keys = Literals::new();
    put_cap(&mut keys, &contract.cap);
    let columns = &contract.columns;
    let own = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let named = [
        ("id", own(&contract.id)),
        ("currency", own(&contract.currency)),
        ("table", own(&contract.table)),
        ("starts", contract.starts.clone()),
        ("ends", contract.ends.clone()),
        ("where", contract.filter.clone()),
        ("participant", columns.participant.clone()),
        ("outcome", columns.outcome.clone()),
        ("date", columns.date.clone()),
        ("started", columns.started.clone()),
        ("status", columns.status.clone()),
        ("quantity", columns.quantity.clone()),
        ("cohort", columns.cohort.clone()),
        ("group", columns.group.clone()),
        ("people", columns.people.clone()),
        ("effect", columns.effect.clone()),
        ("low", columns.low.clone()),
        ("high", columns.high.clone()),
        ("level", columns.level.clone()),
        ("currency_column", columns.currency.clone()),
    ];
    keys.extend(named.into_iter().filter_map(|(key, text)| Some((key.to_owned(), quoted(&text?)))));
    keys.extend(contract.floor.map(|floor| ("floor".to_owned(), amount(floor))));
    if let Some(ledger) = &contract.ledger {
        let named = [
            ("table", Some(&ledger.table)),
            ("amount", Some(&ledger.amount)),
            ("rule", ledger.rule.as_ref()),
            ("participant", ledger.participant.as_ref()),
            ("date", ledger.date.as_ref()),
        ];
        keys.extend(
            named.into_iter().filter_map(|(key, name)| Some((format!("ledger.{key}"), quoted(name?)))),
        );
    }
    keys
}

/// The keys of a version of the plan, but for its label.
pub(super) fn of_version(version: &PlanVersion) -> Literals {
    let mut keys = Literals::new();
    keys.insert("id".to_owned(), quoted(&version.id));
    keys.insert("from".to_owned(), quoted(&version.from));
    if let Some(cap) = &version.cap {
        // A cap without parts lifts the one before it.
        keys.extend((*cap == Cap::default()).then(|| ("cap".to_owned(), "{}".to_owned())));
        put_cap(&mut keys, cap);
    }
    if let Some(agreed) = &version.agreed {
        keys.insert("agreed.on".to_owned(), quoted(&agreed.on));
        keys.insert("agreed.by".to_owned(), words(&agreed.by));
    }
    keys
}

/// The keys of a rule.
pub(super) fn of_rule(payment: &Payment) -> Literals {
    let mut keys = Literals::new();
    put_words(&mut keys, "label", &payment.label);
    put_cap(&mut keys, &payment.cap);
    let mut add = |key: &str, literal: String| {
        keys.insert(key.to_owned(), literal);
    };
    add("id", quoted(&payment.id));
    for (key, named) in [
        ("outcome", &payment.outcome),
        ("evidence", &payment.evidence),
        ("cohorts", &payment.cohorts),
        ("unless", &payment.unless),
    ] {
        match named.as_slice() {
            [] => {}
            [one] if key == "outcome" => add(key, quoted(one)),
            several => add(key, words(several)),
        }
    }
    if let Some(price) = payment.price {
        add("price", amount(price));
    }
    for (key, text) in [
        ("within", &payment.within),
        ("not_before", &payment.not_before),
        ("from", &payment.from),
        ("until", &payment.until),
        ("eligible", &payment.eligible),
        ("highest_of", &payment.highest_of),
        ("replaces", &payment.replaces),
    ] {
        if let Some(text) = text {
            add(key, quoted(text));
        }
    }
    for (key, number) in [
        ("threshold", payment.threshold),
        ("baseline", payment.baseline),
        ("deadweight", payment.deadweight),
        ("above", payment.above),
    ] {
        if let Some(number) = number {
            add(key, digits12(number));
        }
    }
    for (key, flag) in [("once", payment.once), ("pooled", payment.pooled), ("whole", payment.whole)] {
        if flag {
            add(key, "true".to_owned());
        }
    }
    for (key, word) in choices(payment) {
        add(key, quoted(word));
    }
    keys
}

/// Keys with a choice of words, where it is not the usual one.
fn choices(payment: &Payment) -> Vec<(&'static str, &'static str)> {
    let usual = Payment::default();
    let mut out = Vec::new();
    let mut add = |differs: bool, key, word| out.extend(differs.then_some((key, word)));
    add(payment.per != usual.per, "per", word(&PER, payment.per));
    add(payment.pays != usual.pays, "pays", word(&PAYS, payment.pays));
    add(payment.judged_by != usual.judged_by, "judged_by", word(&JUDGED, payment.judged_by));
    add(payment.compared != usual.compared, "compared", word(&COMPARED, payment.compared));
    let measure = usual_measure(payment.compared);
    add(payment.measure != measure, "measure", word(&MEASURES, payment.measure));
    out
}

fn put_cap(keys: &mut Literals, cap: &Cap) {
    let mut add = |key: &str, literal: Option<String>| {
        keys.extend(literal.map(|literal| (format!("cap.{key}"), literal)));
    };
    add("amount", cap.amount.map(amount));
    add("per_participant", cap.per_participant.map(amount));
    add("units", cap.units.map(|units| units.to_string()));
    add("units_per_participant", cap.units_per_participant.map(|units| units.to_string()));
    add("per_period.every", cap.per_period.map(|period| quoted(word(&GRAINS, period.every))));
    add("per_period.amount", cap.per_period.map(|period| amount(period.amount)));
}
