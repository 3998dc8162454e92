//! Comparing an answer that has a seal: of `compare`, `place`, `pay`, `value` and `money`.

use super::parts::{files, remarks, told_already};
use super::walk::walk;
use super::{difference, hash_of_framework, text, title};
use esito_model::{Key, Pair, Part, Seal, Verification};
use serde_json::Value;

/// What stands in a document and is compared by rules of its own.
const OWN: [&str; 2] = ["seal", "remarks"];

/// Compares a published document with the one that comes out here. `seal` is that of the files at hand; `here` is null
/// where they have nothing of the name that was asked for.
pub(super) fn verify(published: &Seal, there: &Value, seal: &Value, here: &Value) -> Verification {
    let their = &there["seal"];
    let pair = |path: &[&str]| Pair { published: text(their, path), recomputed: text(seal, path) };
    let files = files(their, seal);
    let id = pair(&["framework", "id"]);
    let kind = published.question.kind();
    let part = Part::from(kind);
    let mut verification = Verification {
        kind,
        about: published.question.about().to_owned(),
        other_bundle: !id.same(),
        id,
        title: their["framework"]["title"].as_object().map(title).unwrap_or_default(),
        engine: pair(&["engine"]),
        bundle: pair(&["bundle"]),
        framework: Pair { published: hash_of_framework(their), recomputed: hash_of_framework(seal) },
        findings: numbers(there),
        files: files.changed,
        ..Verification::default()
    };
    if verification.other_bundle {
        return verification;
    }
    let mut found = Vec::new();
    let mut differing = 0;
    walk(Some(&without_own(there)), Some(&without_own(here)), "", &mut |field, one, other| {
        // What a document repeats from its seal is told there.
        if !told_already(&field, one, their) {
            differing += count(one).max(count(other));
            found.push(difference(part, Key::default(), field, one, other));
        }
    });
    found.extend(files.told);
    walk(their.get("framework"), seal.get("framework"), "framework", &mut |field, one, other| {
        found.push(difference(Part::Framework, Key::default(), field, one, other));
    });
    remarks(there, here, &mut found);
    for name in others(their, seal) {
        walk(their.get(&name), seal.get(&name), &format!("seal.{name}"), &mut |field, one, other| {
            found.push(difference(Part::Answer, Key::default(), field, one, other));
        });
    }
    // The hash follows from the files; where those are the same it must be too.
    if verification.files.is_empty() && !verification.bundle.same() {
        let (one, other) = (their.get("bundle"), seal.get("bundle"));
        found.push(difference(Part::Answer, Key::default(), "bundle".to_owned(), one, other));
    }
    verification.differing = differing;
    verification.same = found.is_empty() && verification.files.is_empty();
    verification.differences = found;
    verification
}

/// What else stands in one of the seals: nothing published is passed over.
fn others(their: &Value, seal: &Value) -> Vec<String> {
    const TOLD: [&str; 4] = ["framework", "files", "bundle", "engine"];
    let maps = [their, seal].into_iter().filter_map(Value::as_object);
    let mut names: Vec<String> = maps.flat_map(|map| map.keys().cloned()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| !TOLD.contains(&name.as_str()));
    names
}

fn without_own(document: &Value) -> Value {
    let mut out = document.clone();
    if let Some(map) = out.as_object_mut() {
        map.retain(|name, _| !OWN.contains(&name.as_str()));
    }
    out
}

/// The numbers that stand in a document, but for those of its seal and its remarks.
fn numbers(document: &Value) -> u64 {
    count(Some(&without_own(document)))
}

fn count(value: Option<&Value>) -> u64 {
    match value {
        Some(Value::Number(_)) => 1,
        Some(Value::Array(list)) => list.iter().map(|one| count(Some(one))).sum(),
        Some(Value::Object(map)) => map.values().map(|one| count(Some(one))).sum(),
        _ => 0,
    }
}
