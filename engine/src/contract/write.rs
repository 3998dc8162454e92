//! A contract as a piece of a framework: what `framework/contract` reads, written.
//!
//! Comes in: for the contract, its versions and its rules the literals that stand for their keys. Goes out: TOML, and
//! the line where each version, rule and key begins. Keys and words are those that the framework reads.

use super::comments::keep_comments;
use super::typed::quoted;
use crate::framework::{CAP_KEYS, CONTRACT_KEYS, PAYMENT_KEYS, VERSION_KEYS};
use std::collections::BTreeMap;

/// Keys with their literals; parts of a cap are `cap.amount` and so on, of a cap by period `cap.per_period.amount`, of a
/// ledger `ledger.table`, of an agreement `agreed.on`.
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
    /// The line where each key begins; a header is a key without a name.
    keys: Vec<(u64, &'static str)>,
}

/// Keys that are written as a table of their parts.
const IN_PARTS: [(&str, &[&str]); 2] =
    [("ledger", &["table", "amount", "rule", "participant", "date"]), ("agreed", &["on", "by"])];

impl Fragment {
    /// What stands at a line; nothing where it is the contract itself.
    pub(super) fn part(&self, line: u64) -> Option<Part> {
        let at = self.begins.partition_point(|(begins, _)| *begins <= line).checked_sub(1)?;
        self.begins.get(at).map(|(_, part)| *part)
    }

    /// The key that stands at a line, and how many lines below its beginning that is; nothing at a header.
    pub(super) fn key(&self, line: u64) -> Option<(&'static str, u64)> {
        let at = self.keys.partition_point(|(begins, _)| *begins <= line).checked_sub(1)?;
        self.keys.get(at).filter(|(_, key)| !key.is_empty()).map(|(begins, key)| (*key, line - begins))
    }

    fn line(&self) -> u64 {
        1 + self.text.bytes().filter(|byte| *byte == b'\n').count() as u64
    }

    fn begin(&mut self, header: &str, part: Part) {
        let line = self.line();
        self.begins.push((line, part));
        self.keys.push((line, ""));
        self.text.push_str(header);
    }

    /// Writes keys in this order; the parts of a cap, a ledger or an agreement together.
    fn put(&mut self, keys: &Literals, order: &[&'static str]) {
        for key in order {
            let parts = IN_PARTS.iter().find(|(name, _)| name == key);
            let whole = match parts {
                _ if *key == "cap" => cap(keys).or_else(|| keys.get(*key).cloned()),
                Some((name, parts)) => in_parts(keys, name, parts),
                None => keys.get(*key).cloned(),
            };
            if let Some(literal) = whole {
                self.keys.push((self.line(), key));
                self.text.push_str(&format!("{key} = {literal}\n"));
            }
        }
    }
}

/// A framework's text with this contract in the place of the one that begins at a line, or at its end. Comments stay
/// with what they are about.
pub(super) fn in_framework(text: &str, begins: Option<u64>, contract: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at =
        begins.and_then(|line| usize::try_from(line).ok()?.checked_sub(1)).filter(|at| *at < lines.len());
    let Some(at) = at else {
        let ends = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        return format!("{text}{ends}\n{contract}");
    };
    // A header of something else; a line within a list of lists is none.
    let is_other = |line: &&str| {
        let line = line.trim_start();
        let name = line.trim_start_matches('[');
        line.starts_with('[')
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !name.starts_with("contract.")
    };
    let rest = &lines[at + 1..];
    let mut end = at + 1 + rest.iter().position(is_other).unwrap_or(rest.len());
    let apart = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    while end > at + 1 && apart(lines[end - 1]) {
        end -= 1;
    }
    let contract = keep_comments(&lines[at..end].concat(), contract);
    [lines[..at].concat(), contract, lines[end..].concat()].concat()
}

/// The contract with these versions and rules; `own` are its own keys.
pub(super) fn fragment(own: &Literals, versions: &[Literals], rules: &[Literals]) -> Fragment {
    let mut out = Fragment::default();
    out.text.push_str("[[contract]]\n");
    out.put(own, &CONTRACT_KEYS);
    for (at, version) in versions.iter().enumerate() {
        out.begin("[[contract.version]]\n", Part::Version(at));
        out.put(version, &VERSION_KEYS);
    }
    for (at, rule) in rules.iter().enumerate() {
        out.begin("[[contract.payment]]\n", Part::Rule(at));
        out.put(rule, &PAYMENT_KEYS);
    }
    out
}

/// The parts of a key as one literal; nothing where there is none.
fn in_parts(keys: &Literals, key: &str, parts: &[&str]) -> Option<String> {
    let part = |part: &&str| Some(format!("{part} = {}", keys.get(&format!("{key}.{part}"))?));
    let parts: Vec<String> = parts.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| format!("{{ {} }}", parts.join(", ")))
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
