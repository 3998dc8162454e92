//! The parts of an answer that are matched by what they are about: findings, promises, receipts, files, remarks.

use super::difference;
use super::walk::walk;
use esito_model::{Difference, FileDifference, Key, Label, Part};
use serde_json::Value;
use std::collections::BTreeMap;

/// What tells one finding, promise or receipt from another.
const ABOUT: [&str; 7] =
    ["indicator", "place", "period", "dimension", "group", "partnership", "target_period"];

/// Compares two lists by what their parts are about; says how many differ.
pub(super) fn listed(
    part: Part,
    name: &str,
    there: &Value,
    here: &Value,
    found: &mut Vec<Difference>,
) -> u64 {
    let (a, b) = (by_subject(part, there, name), by_subject(part, here, name));
    let mut differing = 0;
    let new = b.keys().filter(|subject| !a.contains_key(*subject));
    for subject in a.keys().chain(new) {
        let (one, other) = (a.get(subject).copied(), b.get(subject).copied());
        let key = key_of(part, one.or(other));
        let before = found.len();
        match (one, other) {
            (Some(one), Some(other)) => {
                walk(Some(one), Some(other), "", &mut |field, published, recomputed| {
                    if part != Part::Receipt || !told_already(&field, published, there) {
                        found.push(difference(part, key.clone(), field, published, recomputed));
                    }
                });
            }
            // All of it is on one side only: its value says what is at stake.
            (one, other) => {
                let telling = |side: Option<&'_ Value>| side.map(|side| telling(part, side).clone());
                let (published, recomputed) = (telling(one), telling(other));
                let field = part.code().to_owned();
                found.push(difference(part, key.clone(), field, published.as_ref(), recomputed.as_ref()));
            }
        }
        differing += u64::from(found.len() > before);
    }
    differing
}

/// A list's parts by their subject; a second one about the same has a number of its own.
fn by_subject<'v>(part: Part, answer: &'v Value, name: &str) -> BTreeMap<(Vec<String>, usize), &'v Value> {
    let mut sorted = BTreeMap::new();
    for one in answer.get(name).and_then(Value::as_array).into_iter().flatten() {
        // The period of a promise is that of the last value: a result, not a subject.
        let about = ABOUT.iter().filter(|name| part != Part::Promise || **name != "period");
        let subject: Vec<String> =
            about.map(|name| one.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()).collect();
        let number = (0..).find(|number| !sorted.contains_key(&(subject.clone(), *number))).unwrap_or(0);
        sorted.insert((subject, number), one);
    }
    sorted
}

fn key_of(part: Part, one: Option<&Value>) -> Key {
    let text = |name: &str| one.and_then(|one| one.get(name)?.as_str().map(Label::from));
    Key {
        indicator: text("indicator").unwrap_or_default(),
        place: text("place"),
        period: text(if part == Part::Promise { "target_period" } else { "period" }),
        dimension: text("dimension"),
        group: text("group"),
    }
}

/// What says most about a part that is on one side only.
fn telling(part: Part, one: &Value) -> &Value {
    let name = match part {
        Part::Finding => "value",
        Part::Promise => "target",
        _ => "formula",
    };
    one.get(name).unwrap_or(one)
}

/// What a receipt (or a document) repeats from the answer's head (or its seal) is told there: the engine, the bundle and
/// the files' hashes.
pub(super) fn told_already(field: &str, published: Option<&Value>, there: &Value) -> bool {
    if field == "engine" || field == "bundle" {
        return published == there.get(field);
    }
    let Some(rest) = field.strip_prefix("files[") else { return false };
    let Some((name, what)) = rest.split_once(']') else { return false };
    let stamp = stamps(there).get(name).copied();
    match what.strip_prefix('.') {
        Some(what) => stamp.is_some_and(|stamp| stamp.get(what) == published),
        // The whole file is on one side only.
        None => published == stamp,
    }
}

fn stamps(answer: &Value) -> BTreeMap<&str, &Value> {
    let files = answer.get("files").and_then(Value::as_array).into_iter().flatten();
    files.filter_map(|file| Some((file.get("name")?.as_str()?, file))).collect()
}

/// Files that are not the same, and what is said of files that are.
pub(super) struct Files {
    pub(super) changed: Vec<FileDifference>,
    pub(super) told: Vec<Difference>,
}

fn hash_of<'v>(stamp: Option<&&'v Value>) -> Option<&'v str> {
    stamp.and_then(|stamp| stamp.get("sha256")?.as_str())
}

/// Compares the files by their hashes; of the same file the rest must agree too.
pub(super) fn files(there: &Value, here: &Value) -> Files {
    let (a, b) = (stamps(there), stamps(here));
    let mut files = Files { changed: Vec::new(), told: Vec::new() };
    for name in a.keys().chain(b.keys().filter(|name| !a.contains_key(*name))) {
        let (published, recomputed) = (hash_of(a.get(name)), hash_of(b.get(name)));
        if published == recomputed {
            let path = format!("files[{name}]");
            walk(a.get(name).copied(), b.get(name).copied(), &path, &mut |field, published, recomputed| {
                files.told.push(difference(Part::Answer, Key::default(), field, published, recomputed));
            });
        } else {
            files.changed.push(FileDifference {
                name: (*name).to_owned(),
                published: published.map(str::to_owned),
                recomputed: recomputed.map(str::to_owned),
            });
        }
    }
    // The framework first, as everywhere.
    files.changed.sort_by_key(|file| file.name != "framework.toml");
    files
}

/// Remarks that were published and are not made here, and the other way round; their order says nothing.
pub(super) fn remarks(there: &Value, here: &Value, found: &mut Vec<Difference>) {
    let list = |answer: &Value| answer.get("remarks").and_then(Value::as_array).cloned().unwrap_or_default();
    let (mut gone, mut new) = (list(there), list(here));
    gone.retain(|remark| match new.iter().position(|other| other == remark) {
        Some(at) => {
            new.remove(at);
            false
        }
        None => true,
    });
    let mut push = |remark: &Value, published: bool| {
        let field = remark.get("code").and_then(Value::as_str).unwrap_or("remark").to_owned();
        let message = remark.get("message");
        let (one, other) = if published { (message, None) } else { (None, message) };
        found.push(difference(Part::Remark, Key::default(), field, one, other));
    };
    gone.iter().for_each(|remark| push(remark, true));
    new.iter().for_each(|remark| push(remark, false));
}
