//! A contract as a piece of a framework: what `framework/contract` reads, written.
//!
//! Comes in: for the contract, its versions and its rules the literals that stand for their keys. Goes out: TOML, and
//! the line where each version and rule begins. Keys and words are those that the framework reads.

use super::typed::quoted;
use crate::framework::{CAP_KEYS, CONTRACT_KEYS, PAYMENT_KEYS, VERSION_KEYS};
use std::collections::BTreeMap;

/// Keys with their literals; parts of a cap are `cap.amount` and so on, of a cap by period `cap.per_period.amount`.
pub(super) type Literals = BTreeMap<String, String>;

/// What a stretch of lines is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A version of the plan, by its position.
    Version(usize),
    /// A rule, by its position.
    Rule(usize),
}

/// A piece of a framework.
#[derive(Debug, Default)]
pub(super) struct Fragment {
    pub text: String,
    /// The line, from 1, where each version and rule begins.
    begins: Vec<(u64, Part)>,
}

impl Fragment {
    /// What stands at a line; nothing where it is the contract itself.
    pub(super) fn part(&self, line: u64) -> Option<Part> {
        let at = self.begins.partition_point(|(begins, _)| *begins <= line).checked_sub(1)?;
        self.begins.get(at).map(|(_, part)| *part)
    }

    fn begin(&mut self, header: &str, part: Part) {
        let line = 1 + self.text.bytes().filter(|byte| *byte == b'\n').count() as u64;
        self.begins.push((line, part));
        self.text.push_str(header);
    }
}

/// The contract with these versions and rules; `own` are its own keys.
pub(super) fn fragment(own: &Literals, versions: &[Literals], rules: &[Literals]) -> Fragment {
    let mut out = Fragment::default();
    out.text.push_str("[[contract]]\n");
    put(&mut out.text, own, &CONTRACT_KEYS);
    for (at, version) in versions.iter().enumerate() {
        out.begin("[[contract.version]]\n", Part::Version(at));
        put(&mut out.text, version, &VERSION_KEYS);
    }
    for (at, rule) in rules.iter().enumerate() {
        out.begin("[[contract.payment]]\n", Part::Rule(at));
        put(&mut out.text, rule, &PAYMENT_KEYS);
    }
    out
}

/// Writes keys in this order, one a line; the parts of a cap together.
fn put(text: &mut String, keys: &Literals, order: &[&str]) {
    for key in order {
        if *key == "cap"
            && let Some(cap) = cap(keys)
        {
            text.push_str(&format!("cap = {cap}\n"));
        } else if let Some(literal) = keys.get(*key) {
            text.push_str(&format!("{key} = {literal}\n"));
        }
    }
}

/// The parts of a cap as one literal; nothing where there is none.
fn cap(keys: &Literals) -> Option<String> {
    let part = |name: &'static str| {
        let whole = keys.get(&format!("cap.{name}")).cloned();
        Some((name, whole.or_else(|| period(keys).filter(|_| name == "per_period"))?))
    };
    let parts: Vec<(&str, String)> = CAP_KEYS.into_iter().filter_map(part).collect();
    match parts.as_slice() {
        [] => None,
        [("amount", literal)] => Some(literal.clone()),
        several => {
            let parts: Vec<String> =
                several.iter().map(|(name, literal)| format!("{name} = {literal}")).collect();
            Some(format!("{{ {} }}", parts.join(", ")))
        }
    }
}

/// What is paid at most in each period; nothing without an amount.
fn period(keys: &Literals) -> Option<String> {
    let amount = keys.get("cap.per_period.amount")?;
    let every = keys.get("cap.per_period.every").map(|every| format!("every = {every}, "));
    Some(format!("{{ {}amount = {amount} }}", every.unwrap_or_default()))
}

/// Words in one or several languages.
pub(super) fn put_words(keys: &mut Literals, key: &str, text: &esito_model::Text) {
    let literal = match text.0.len() {
        0 => return,
        1 if text.0.contains_key("") => quoted(text.get("")),
        _ => {
            let pairs = text.0.iter().filter(|(language, _)| !language.is_empty());
            let pairs: Vec<String> =
                pairs.map(|(language, words)| format!("{language} = {}", quoted(words))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    };
    keys.insert(key.to_owned(), literal);
}

/// A list of texts.
pub(super) fn words(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", quoted.join(", "))
}
