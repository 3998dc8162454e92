//! The fields of a form beside the keys of a contract: what a change to a field changes.
//!
//! Comes in: keys as they were agreed, and what was typed, field by field. Goes out: keys as they are to be written.
//! Every key of a rule has a field, but for `currency`, which only repeats the contract's.

use super::listed::{List, Lists, Step};
use super::literals;
use super::typed;
use super::write::{Literals, Part, put_words};
use crate::framework::ROLES;
use esito_model::{Contract, Edit, Party, Payment, PlanVersion, Remark, RemarkPlace, Severity, Text};
use std::collections::BTreeMap;

/// How what is typed into a field becomes a literal.
#[derive(Clone, Copy, PartialEq)]
enum Typed {
    Text,
    List,
    Number,
    Share,
    Day,
    Stretch,
    Tick,
    /// Words that are a list even where there is but one.
    Words,
    /// The cap that a version lifts.
    Lifted,
}

/// Fields of rules.
const RULE: [(&str, Typed); 23] = [
    ("outcome", Typed::List),
    ("price", Typed::Number),
    ("per", Typed::Text),
    ("once", Typed::Tick),
    ("within", Typed::Stretch),
    ("not_before", Typed::Stretch),
    ("from", Typed::Day),
    ("until", Typed::Day),
    ("pays", Typed::Text),
    ("eligible", Typed::Text),
    ("evidence", Typed::List),
    ("cohorts", Typed::List),
    ("pooled", Typed::Tick),
    ("threshold", Typed::Share),
    ("compared", Typed::Text),
    ("measure", Typed::Text),
    ("baseline", Typed::Share),
    ("deadweight", Typed::Share),
    ("above", Typed::Share),
    ("whole", Typed::Tick),
    ("judged_by", Typed::Text),
    ("highest_of", Typed::Text),
    ("replaces", Typed::Text),
];
/// Fields of everything that has a cap.
const CAP: [(&str, Typed); 6] = [
    ("cap.amount", Typed::Number),
    ("cap.units", Typed::Number),
    ("cap.per_participant", Typed::Number),
    ("cap.units_per_participant", Typed::Number),
    ("cap.per_period.every", Typed::Text),
    ("cap.per_period.amount", Typed::Number),
];
/// Fields of the contract itself and of its versions.
const OTHERS: [(&str, Typed); 28] = [
    ("unless", Typed::List),
    ("cap", Typed::Lifted),
    ("currency", Typed::Text),
    ("starts", Typed::Day),
    ("ends", Typed::Day),
    ("floor", Typed::Number),
    ("table", Typed::Text),
    ("where", Typed::Text),
    ("participant", Typed::Text),
    ("date", Typed::Text),
    ("started", Typed::Text),
    ("status", Typed::Text),
    ("quantity", Typed::Text),
    ("cohort", Typed::Text),
    ("group", Typed::Text),
    ("people", Typed::Text),
    ("effect", Typed::Text),
    ("low", Typed::Text),
    ("high", Typed::Text),
    ("level", Typed::Text),
    ("currency_column", Typed::Text),
    ("ledger.table", Typed::Text),
    ("ledger.amount", Typed::Text),
    ("ledger.rule", Typed::Text),
    ("ledger.participant", Typed::Text),
    ("ledger.date", Typed::Text),
    ("agreed.on", Typed::Day),
    ("agreed.by", Typed::Words),
];

fn typed_as(key: &str) -> Option<Typed> {
    let all = RULE.iter().chain(&CAP).chain(&OTHERS);
    all.clone().find(|(known, _)| *known == key).map(|(_, typed)| *typed)
}

/// A rule, a version, or the contract itself as a form holds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub id: String,
    pub label: Text,
    /// Of the contract itself.
    parties: Vec<Party>,
    /// Its keys as they will be written, but for label and parties.
    keys: Literals,
    /// Its lists, row by row.
    pub lists: Lists,
    /// What was typed, by field; not of lists.
    pub typed: BTreeMap<String, String>,
}

impl Form {
    pub(super) fn of_rule(payment: &Payment) -> Self {
        let (id, label, keys) = (payment.id.clone(), payment.label.clone(), literals::of_rule(payment));
        Self { id, label, keys, lists: Lists::of_rule(payment), ..Self::default() }
    }

    pub(super) fn of_version(version: &PlanVersion) -> Self {
        let (id, label, keys) = (version.id.clone(), version.label.clone(), literals::of_version(version));
        let lists = version.cap.as_ref().map(Lists::of_cap).unwrap_or_default();
        Self { id, label, keys, lists, ..Self::default() }
    }

    pub(super) fn of_contract(contract: &Contract) -> Self {
        Self {
            label: contract.label.clone(),
            parties: contract.parties.clone(),
            keys: literals::of_contract(contract),
            lists: Lists::of_contract(contract),
            ..Self::default()
        }
    }

    /// A new rule or version.
    pub(super) fn new(id: &str) -> Self {
        let keys = Literals::from([("id".to_owned(), typed::quoted(id))]);
        Self { id: id.to_owned(), keys, ..Self::default() }
    }

    /// The keys as they are to be written.
    pub(super) fn literals(&self) -> Literals {
        let mut keys = self.keys.clone();
        put_words(&mut keys, "label", &self.label);
        keys.extend(self.lists.literals());
        if !self.parties.is_empty() {
            let party = |party: &Party| {
                let (name, role) = (typed::quoted(&party.name), typed::quoted(&party.role));
                format!("  {{ name = {name}, role = {role} }},\n")
            };
            let all: String = self.parties.iter().map(party).collect();
            keys.insert("parties".to_owned(), format!("[\n{all}]"));
        }
        keys
    }

    /// Changes a field as typed; an empty text takes it away.
    pub(super) fn set(&mut self, edit: &Edit) {
        let (key, text, language) = (edit.key.as_str(), edit.value.trim(), edit.language.as_str());
        if let Some((list, step)) = List::aim(key) {
            self.list(list, step, text, language);
            return;
        }
        self.typed.insert(key.to_owned(), edit.value.clone());
        if key == "label" {
            let plain = self.label.0.keys().all(String::is_empty);
            let language = if plain { "" } else { language };
            self.label.0.insert(language.to_owned(), text.to_owned());
            self.label.0.retain(|_, words| !words.is_empty());
            return;
        }
        if let Some(role) = key.strip_prefix("party.").filter(|role| ROLES.contains(role)) {
            self.parties.retain(|party| party.role != role);
            let named = |name: &str| Party { name: name.to_owned(), role: role.to_owned() };
            self.parties.extend(typed::parts(text).map(named));
            return;
        }
        // A field that no form has changes nothing.
        let Some(kind) = typed_as(key) else { return };
        let literal = match kind {
            Typed::Text => typed::quoted(text),
            // A rule's outcomes are words, the contract's is a column: one alone is written the same way.
            Typed::List => typed::list(text),
            Typed::Number => typed::number(text, language),
            Typed::Share => typed::share(text, language),
            Typed::Day => typed::day(text),
            Typed::Stretch => typed::stretch(text),
            Typed::Tick => "true".to_owned(),
            Typed::Words => format!("[{}]", typed::list(text).trim_matches(['[', ']'])),
            Typed::Lifted => "{}".to_owned(),
        };
        // One way to say a price takes the place of another.
        if key == "price" && !text.is_empty() {
            self.lists.clear("prices");
            self.lists.clear("tiers");
        }
        if kind == Typed::Lifted && text == "true" {
            self.keys.retain(|key, _| !key.starts_with("cap."));
            self.lists.clear("cap.per_outcome");
        }
        let ticked = matches!(kind, Typed::Tick | Typed::Lifted);
        if text.is_empty() || (ticked && text != "true") {
            self.keys.remove(key);
        } else {
            self.keys.insert(key.to_owned(), literal);
        }
    }

    /// Changes a row of a list. Prices by day and tiers take the place of each other, and of a price that stood alone.
    fn list(&mut self, list: &'static List, step: Step, text: &str, language: &str) {
        let other = match list.key {
            "prices" => Some("tiers"),
            "tiers" => Some("prices"),
            _ => None,
        };
        let mut alone = None;
        if let (Some(other), Step::Add) = (other, step) {
            self.lists.clear(other);
            alone = self.keys.remove("price");
            self.typed.insert("price".to_owned(), String::new());
        }
        self.lists.change(list, step, text, language, alone);
    }

    /// The field that a remark about this column belongs to; `key` is the key of the fragment at whose line it is, and
    /// how far below its first.
    fn field(&self, column: &str, message: &str, key: Option<(&'static str, u64)>) -> String {
        let Some((key, offset)) = key else { return column.to_owned() };
        let list = match key {
            "cap" if message.contains("\"per_outcome\"") => List::of("cap.per_outcome"),
            _ => List::of(key),
        };
        if let Some(list) = list {
            return self.lists.field(list, offset, column, message);
        }
        let usual = match key {
            "cap" if message.contains("\"per_period\"") => {
                let part = if column == "every" { "every" } else { "amount" };
                return format!("cap.per_period.{part}");
            }
            "cap" => "amount",
            "ledger" => "table",
            "agreed" => "on",
            _ => return column.to_owned(),
        };
        format!("{key}.{}", if column == key { usual } else { column })
    }

    /// Words that a list holds twice: only the first counts.
    pub(super) fn repeated(&self) -> Vec<Remark> {
        let remark = |(field, word): (String, String)| {
            let place = RemarkPlace { column: Some(field), ..RemarkPlace::default() };
            let message = format!("expected \"{word}\" once, found it again");
            Remark::new("duplicate-id", Severity::Doubt, place, message).with_help("the first one counts")
        };
        self.lists.repeated().into_iter().map(remark).collect()
    }
}

/// A remark on a stretch of the fragment, at its field.
pub(super) fn at_field(form: &Form, mut remark: Remark, key: Option<(&'static str, u64)>) -> Remark {
    let message = remark.message.clone();
    if let Some(place) = remark.places.first_mut() {
        place.column = place.column.as_deref().map(|column| form.field(column, &message, key));
    }
    remark
}

/// What an edit is about: the contract itself, or a version or rule of this id.
pub(super) fn aim(edit: &Edit) -> Option<(Aim, &str)> {
    match edit.rule.strip_prefix(Edit::VERSION) {
        Some(id) => Some((Aim::Version, id)),
        None if edit.rule.is_empty() => None,
        None => Some((Aim::Rule, &edit.rule)),
    }
}

/// The list that an edit changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    Version,
    Rule,
}

/// Applies an edit to a list of forms.
pub(super) fn apply(forms: &mut Vec<Form>, id: &str, edit: &Edit) {
    match edit.key.as_str() {
        "add" if !id.is_empty() && forms.iter().all(|form| form.id != id) => forms.push(Form::new(id)),
        "remove" => forms.retain(|form| form.id != id),
        _ => {
            if let Some(form) = forms.iter_mut().find(|form| form.id == id) {
                form.set(edit);
            }
        }
    }
}

/// The form that a part of the fragment was written from.
pub(super) fn form_of<'f>(
    part: Option<Part>,
    own: &'f Form,
    versions: &'f [Form],
    rules: &'f [Form],
) -> Option<&'f Form> {
    match part {
        None => Some(own),
        Some(Part::Version(at)) => versions.get(at),
        Some(Part::Rule(at)) => rules.get(at),
    }
}
