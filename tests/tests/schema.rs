//! The schema that editors read knows the keys that the engine knows, and no others.
//!
//! Comes in: `docs/framework.schema.json`, the frameworks of the project, and the lists of known keys in the engine's
//! sources. What a key may hold is checked against the frameworks here; what it means, `docs/framework.md` says.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string(root().join("docs/framework.schema.json")).unwrap()).unwrap()
}

/// Every name of a property, at any depth.
fn properties(schema: &Value, out: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                if key == "properties" {
                    out.extend(value.as_object().unwrap().keys().cloned());
                }
                properties(value, out);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| properties(value, out)),
        _ => {}
    }
}

fn sources(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|one| one == "rs") && !path.to_string_lossy().contains("tests")
        {
            out.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

/// The text between a beginning and the next closing bracket, wherever it stands.
fn lists<'t>(text: &'t str, begin: &str) -> impl Iterator<Item = &'t str> {
    text.split(begin).skip(1).filter_map(|rest| rest.split_once(']').map(|(list, _)| list))
}

fn words(list: &str) -> impl Iterator<Item = String> {
    list.split('"').skip(1).step_by(2).map(str::to_owned)
}

/// The keys that the engine takes: what stands in its lists of known keys.
fn known() -> BTreeSet<String> {
    let mut text = String::new();
    sources(&root().join("engine/src/framework"), &mut text);
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut known = BTreeSet::new();
    for begin in ["only( &[", "only(&[", "known.extend([", "vec![\"framework\"", "const LATER: [&str; 2] = ["]
    {
        lists(&flat, begin).flat_map(words).for_each(|word| {
            known.insert(word);
        });
    }
    // const KEYS: [&str; 21] = [ … ];
    for part in flat.split("KEYS: [&str;").skip(1) {
        let list = part.split_once("= [").and_then(|(_, rest)| rest.split_once(']')).unwrap().0;
        known.extend(words(list));
    }
    known
}

#[test]
fn the_schema_has_the_keys_that_the_engine_takes() {
    let mut described = BTreeSet::new();
    properties(&schema(), &mut described);
    let known = known();
    assert!(known.len() > 150, "only {} keys were found in the sources", known.len());
    let missing: Vec<_> = known.difference(&described).collect();
    assert!(missing.is_empty(), "the engine takes these keys, the schema does not know them: {missing:?}");
}

#[test]
fn every_key_of_the_schema_is_a_word_of_the_engine() {
    let mut described = BTreeSet::new();
    properties(&schema(), &mut described);
    let mut text = String::new();
    sources(&root().join("engine/src/framework"), &mut text);
    let unknown: Vec<_> = described.iter().filter(|key| !text.contains(&format!("\"{key}\""))).collect();
    assert!(unknown.is_empty(), "the schema knows these keys, the engine does not: {unknown:?}");
}

#[test]
fn every_key_is_described() {
    fn walk(value: &Value, path: &str, out: &mut Vec<String>) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            for (key, inner) in properties {
                let told = inner.get("description").is_some()
                    || inner.get("$ref").is_some()
                    || inner.get("enum").is_some()
                    || inner.get("items").is_some();
                if !told {
                    out.push(format!("{path}.{key}"));
                }
            }
        }
        if let Some(object) = value.as_object() {
            object.iter().for_each(|(key, inner)| walk(inner, &format!("{path}.{key}"), out));
        }
    }
    let mut silent = Vec::new();
    walk(&schema(), "", &mut silent);
    silent.retain(|path| !path.ends_with("per_period.amount") && !path.ends_with("per_period.units"));
    assert!(silent.is_empty(), "keys without a description: {silent:?}");
}
