//! Two trees of JSON side by side: every leaf that is not the same, with the path to it.

use serde_json::Value;
use std::collections::BTreeSet;

/// Told of a leaf that differs: its path, as published, as it is here.
pub(super) type Tell<'t> = dyn FnMut(String, Option<&Value>, Option<&Value>) + 't;

/// The names by which the parts of a list are told from each other, the first that a part has.
const NAMES: [&str; 6] = ["id", "column", "name", "code", "indicator", "place"];

/// Walks through both and tells what differs. What is absent is the same as null.
pub(super) fn walk(there: Option<&Value>, here: Option<&Value>, path: &str, tell: &mut Tell<'_>) {
    let (there, here) = (present(there), present(here));
    match (there, here) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                walk(a.get(name), b.get(name), &below(path, name), tell);
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => match (names(a), names(b)) {
            (Some(names_a), Some(names_b)) => {
                let find = |names: &[String], list: &'_ [Value], name: &String| {
                    names.iter().position(|one| one == name).and_then(|at| list.get(at).cloned())
                };
                let new = names_b.iter().filter(|name| !names_a.contains(name));
                for name in names_a.iter().chain(new) {
                    let (one, other) = (find(&names_a, a, name), find(&names_b, b, name));
                    walk(one.as_ref(), other.as_ref(), &format!("{path}[{name}]"), tell);
                }
            }
            _ => {
                for at in 0..a.len().max(b.len()) {
                    walk(a.get(at), b.get(at), &format!("{path}[{at}]"), tell);
                }
            }
        },
        (a, b) if same(a, b) => {}
        (a, b) => tell(path.to_owned(), a, b),
    }
}

/// Whether two leaves are the same; numbers by their value, `1` and `1.0` alike.
fn same(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(Value::Number(a)), Some(Value::Number(b))) => a == b || a.as_f64() == b.as_f64(),
        (a, b) => a == b,
    }
}

fn present(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null())
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The names of a list's parts, where each has one and no two have the same.
fn names(list: &[Value]) -> Option<Vec<String>> {
    let named = |part: &Value| NAMES.iter().find_map(|key| part.get(key)?.as_str().map(str::to_owned));
    let name = |part: &Value| named(part).or_else(|| of_row(part));
    let names: Vec<String> = list.iter().map(name).collect::<Option<_>>()?;
    let distinct: BTreeSet<&String> = names.iter().collect();
    (distinct.len() == names.len() && !names.is_empty()).then_some(names)
}

/// The name of what is made of a row: its file and line, and the rule under which it was looked at.
fn of_row(part: &Value) -> Option<String> {
    let (file, line) = (part.get("file")?.as_str()?, part.get("line")?.as_u64()?);
    let rule = part.get("rule").and_then(Value::as_str).unwrap_or_default();
    Some(format!("{file}:{line} {rule}").trim_end().to_owned())
}

/// A value as people read it: a text without its quotes, anything else as JSON.
pub(super) fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
