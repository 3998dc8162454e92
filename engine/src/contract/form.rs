//! The fields of a form beside the keys of a rule: what is shown of a rule, and what a change to a field changes.

use super::cohort;
use super::typed;
use super::write::{Literals, per_word, put_words, rule_keys};
use esito_model::number::digits12;
use esito_model::{Contract, Edit, Money, Payment, Pays, Remark, Text};
use std::collections::BTreeMap;

/// Keys of a rule that the form shows.
const SHOWN: [&str; 16] = [
    "id",
    "label",
    "outcome",
    "price",
    "tiers",
    "per",
    "threshold",
    "once",
    "within",
    "not_before",
    "pays",
    "from",
    "until",
    "cap.units",
    "cap.amount",
    "cap.per_participant",
];

/// A rule, or the contract itself, as a form holds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub id: String,
    pub label: Text,
    /// Its keys as they will be written, but for the label.
    keys: Literals,
    /// What was typed, by field.
    pub typed: BTreeMap<String, String>,
}

impl Form {
    pub(super) fn of_rule(payment: &Payment) -> Self {
        let label = payment.label.clone();
        Self { id: payment.id.clone(), label, keys: rule_keys(payment), typed: BTreeMap::new() }
    }

    pub(super) fn new_rule(id: &str) -> Self {
        let keys = Literals::from([("id".to_owned(), typed::quoted(id))]);
        Self { id: id.to_owned(), keys, ..Self::default() }
    }

    pub(super) fn of_contract(keys: Literals) -> Self {
        Self { keys, ..Self::default() }
    }

    /// The keys as they are to be written.
    pub(super) fn literals(&self) -> Literals {
        let mut keys = self.keys.clone();
        put_words(&mut keys, "label", &self.label);
        keys
    }

    /// Keys that the form does not show.
    pub(super) fn kept(&self) -> Vec<String> {
        self.keys.keys().filter(|key| !SHOWN.contains(&key.as_str())).cloned().collect()
    }

    /// Changes a field as typed; an empty text takes it away.
    pub(super) fn set(&mut self, edit: &Edit) {
        let (key, text, language) = (edit.key.as_str(), edit.value.trim(), edit.language.as_str());
        self.typed.insert(key.to_owned(), edit.value.clone());
        if key == "label" {
            let plain = self.label.0.keys().all(String::is_empty);
            let language = if plain { "" } else { language };
            self.label.0.insert(language.to_owned(), text.to_owned());
            self.label.0.retain(|_, words| !words.is_empty());
            return;
        }
        let literal = match key {
            "outcome" => typed::list(text),
            "tiers" => typed::tiers(text, language),
            "once" => "true".to_owned(),
            "within" | "not_before" => typed::stretch(text),
            "from" | "until" | "starts" | "ends" => typed::day(text),
            "per" | "pays" => typed::quoted(text),
            "threshold" => typed::share(text, language),
            "price" | "floor" | "cap.amount" | "cap.units" | "cap.per_participant" => {
                typed::number(text, language)
            }
            // A field that no form has.
            _ => return,
        };
        // One way to say a price takes the place of another.
        if matches!(key, "price" | "tiers") && !text.is_empty() {
            for other in ["price", "prices", "tiers"] {
                self.keys.remove(other);
            }
        }
        if text.is_empty() || (key == "once" && text != "true") {
            self.keys.remove(key);
        } else {
            self.keys.insert(key.to_owned(), literal);
        }
    }

    /// The field that a remark about this column belongs to.
    fn field(&self, column: &str) -> String {
        let inner = ["tiers", "prices"].into_iter().find(|key| self.keys.contains_key(*key));
        if let (Some(key), true) =
            (inner, matches!(column, "price" | "from") && !self.keys.contains_key(column))
        {
            return key.to_owned();
        }
        let of_cap = format!("cap.{column}");
        if self.keys.contains_key(&of_cap) && !self.keys.contains_key(column) {
            return of_cap;
        }
        if column == "cap" { "cap.amount".to_owned() } else { column.to_owned() }
    }
}

/// The rule that a remark on the fragment is about, and the remark at its field.
pub(super) fn place(lines: &[u64], forms: &[Form], mut remark: Remark) -> (Option<usize>, Remark) {
    let line = remark.places.first().and_then(|place| place.line).unwrap_or_default();
    let rule = lines.partition_point(|begins| *begins <= line).checked_sub(1);
    if let (Some(form), Some(place)) = (rule.and_then(|rule| forms.get(rule)), remark.places.first_mut()) {
        place.column = place.column.as_deref().map(|column| form.field(column));
    }
    (rule, remark)
}

fn money(amount: Option<Money>, language: &str) -> String {
    amount.map(|amount| typed::in_language(&typed::amount(amount), language)).unwrap_or_default()
}

/// The contract's own fields.
pub(super) fn contract_fields(contract: &Contract, language: &str) -> BTreeMap<String, String> {
    let fields = [
        ("cap.amount", money(contract.cap.amount, language)),
        ("cap.per_participant", money(contract.cap.per_participant, language)),
        ("floor", money(contract.floor, language)),
        ("starts", contract.starts.clone().unwrap_or_default()),
        ("ends", contract.ends.clone().unwrap_or_default()),
    ];
    fields.into_iter().map(|(key, text)| (key.to_owned(), text)).collect()
}

/// A rule's fields.
pub(super) fn rule_fields(contract: &Contract, rule: &Payment, language: &str) -> BTreeMap<String, String> {
    let stretch = |text: &Option<String>| {
        text.as_deref().map(|text| typed::stretch_in_words(text, language)).unwrap_or_default()
    };
    let tier = |tier: &esito_model::Tier| format!("{}: {}", tier.from, money(Some(tier.price), language));
    let threshold = rule.threshold.map(|least| {
        if cohort::is_of(contract, rule) {
            format!("{} %", typed::in_language(&digits12(least * 100.0), language))
        } else {
            typed::in_language(&digits12(least), language)
        }
    });
    let fields = [
        ("label", rule.label.get(language).to_owned()),
        ("outcome", rule.outcome.join(", ")),
        ("price", money(rule.price, language)),
        ("tiers", rule.tiers.iter().map(tier).collect::<Vec<_>>().join("; ")),
        ("per", per_word(rule.per).to_owned()),
        ("threshold", threshold.unwrap_or_default()),
        ("once", if rule.once { "true".to_owned() } else { String::new() }),
        ("within", stretch(&rule.within)),
        ("not_before", stretch(&rule.not_before)),
        ("pays", if rule.pays == Pays::Claimed { "claimed".to_owned() } else { "verified".to_owned() }),
        ("from", rule.from.clone().unwrap_or_default()),
        ("until", rule.until.clone().unwrap_or_default()),
        ("cap.units", rule.cap.units.map(|units| units.to_string()).unwrap_or_default()),
        ("cap.amount", money(rule.cap.amount, language)),
        ("cap.per_participant", money(rule.cap.per_participant, language)),
    ];
    fields.into_iter().map(|(key, text)| (key.to_owned(), text)).collect()
}
