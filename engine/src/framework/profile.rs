//! `[profile]`: what the profiles of places show, and which places are like each other.

use super::nearest::nearest_help;
use super::section::{Notes, Section};
use super::{Names, targets::known_indicator};
use esito_model::{ColumnType, Framework, PartnershipList, Profile};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn profile(
    root: &Section,
    framework: &Framework,
    names: &Names,
    all: &BTreeSet<String>,
    notes: &mut Notes,
) -> Option<Profile> {
    let mut section = root.section("profile", notes)?;
    section.name = "[profile]".to_owned();
    section.only(&["context", "peers", "partnerships"], notes);
    Some(Profile {
        context: context(&section, framework, all, notes),
        peers: section.whole("peers", 1, notes),
        partnerships: partnerships(&section, framework, names, notes),
    })
}

/// `context = { population = 2, density = 1 }`: indicators and their weights.
fn context(
    section: &Section,
    framework: &Framework,
    all: &BTreeSet<String>,
    notes: &mut Notes,
) -> BTreeMap<String, f64> {
    let mut out = BTreeMap::new();
    let Some(inner) = section.section("context", notes) else { return out };
    for id in inner.keys() {
        if !known_indicator(&inner, id, id, all, notes) {
            continue;
        }
        let Some(weight) = inner.number(id, notes) else { continue };
        if weight < 0.0 {
            let message = format!("expected a weight of at least 0 for \"{id}\", found {weight}");
            notes.doubt("wrong-type", inner.at(id, notes), message, "the variable is passed over");
            continue;
        }
        let kept = framework.indicators.iter().find(|kept| kept.id == id);
        if kept.is_some_and(|kept| kept.place.is_none()) {
            let message = format!("expected an indicator that says where, found \"{id}\"");
            notes.doubt("no-place", inner.at(id, notes), message, "the variable is passed over");
        } else if kept.is_some() {
            out.insert(id.to_owned(), weight);
        }
    }
    out
}

/// `partnerships = { table = "…", name = "…", place = "…" }`: what is not known leaves the list out.
fn partnerships(
    section: &Section,
    framework: &Framework,
    names: &Names,
    notes: &mut Notes,
) -> Option<PartnershipList> {
    let inner = section.section("partnerships", notes)?;
    inner.only(&["table", "name", "place", "since", "about"], notes);
    let table = inner.need("table", notes)?;
    if framework.tables.iter().all(|known| known.id != table) {
        let message = format!("expected the id of a [[table]], found \"{table}\"");
        let help = nearest_help(&table, framework.tables.iter().map(|known| known.id.as_str()));
        notes.fatal("unknown-table", inner.at("table", notes), message, help);
        return None;
    }
    let shown = |key: &str, name: String, notes: &mut Notes| match names.get(&table, &name) {
        Some(known) if known.private => {
            let message = format!("expected a column that is not private for \"{key}\", found \"{name}\"");
            notes.fatal("private-column", inner.at(key, notes), message, "private columns are never shown");
            None
        }
        Some(known) => Some((name, known.kind)),
        None => {
            let message =
                format!("expected a column of the table \"{table}\" for \"{key}\", found \"{name}\"");
            notes.fatal(
                "unknown-column",
                inner.at(key, notes),
                message,
                nearest_help(&name, names.of(&table)),
            );
            None
        }
    };
    let name = inner.need("name", notes).and_then(|name| shown("name", name, notes));
    let place = inner.need("place", notes).and_then(|name| shown("place", name, notes));
    let since = inner.text("since", notes).and_then(|name| shown("since", name, notes));
    let since = since.and_then(|(name, kind)| {
        if matches!(kind, ColumnType::Date | ColumnType::Period) {
            return Some(name);
        }
        let message = format!("expected a date or a period for \"since\", found the column \"{name}\"");
        notes.doubt("wrong-type", inner.at("since", notes), message, "the key is passed over");
        None
    });
    let about = inner.list("about", notes);
    let about =
        about.into_iter().filter_map(|name| shown("about", name, notes)).map(|(name, _)| name).collect();
    Some(PartnershipList { table: table.clone(), name: name?.0, place: place?.0, since, about })
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const BASE: &str = r#"
[framework]
id = "f"
title = "F"
[[table]]
id = "pacts"
file = "pacts.csv"
key = ["pact"]
private = ["contact"]
[table.columns]
pact = "Pact"
city = "City"
contact = "Contact"
signed = { header = "Signed", type = "date" }
[[indicator]]
id = "many"
label = "Many"
table = "pacts"
value = "COUNT(*)"
unit = "count"
place = "city"
[[indicator]]
id = "all"
label = "All"
table = "pacts"
value = "COUNT(*)"
unit = "count"
"#;

    fn told(profile: &str) -> (Vec<String>, Option<esito_model::Profile>) {
        let found = read("framework.toml", &format!("{BASE}[profile]\n{profile}"));
        (found.remarks.iter().map(|remark| remark.code.clone()).collect(), found.framework.profile)
    }

    #[test]
    fn a_profile_names_context_and_partnerships() {
        let (remarks, profile) = told(
            "context = { many = 2 }\npeers = 5\n\
             partnerships = { table = \"pacts\", name = \"pact\", place = \"city\", since = \"signed\", about = [\"city\"] }\n",
        );
        assert!(remarks.is_empty(), "{remarks:?}");
        let profile = profile.unwrap();
        assert_eq!(profile.context.get("many"), Some(&2.0));
        assert_eq!(profile.peers, Some(5));
        let list = profile.partnerships.unwrap();
        assert_eq!((list.name.as_str(), list.since.as_deref()), ("pact", Some("signed")));
        assert_eq!(list.about, ["city"]);
    }

    #[test]
    fn what_is_not_known_is_said() {
        let list = |rest: &str| format!("partnerships = {{ table = \"pacts\", place = \"city\", {rest} }}\n");
        let (remarks, profile) = told(&list("name = \"contact\""));
        assert_eq!(remarks, ["private-column"]);
        assert_eq!(profile.unwrap().partnerships, None);
        assert_eq!(told(&list("name = \"pakt\"")).0, ["unknown-column"]);
        assert_eq!(told(&list("name = \"pact\", since = \"city\"")).0, ["wrong-type"]);
        assert_eq!(
            told("partnerships = { table = \"pakts\", name = \"a\", place = \"b\" }\n").0,
            ["unknown-table"]
        );
        assert_eq!(told("context = { mani = 1 }\n").0, ["unknown-indicator"]);
        assert_eq!(told("context = { all = 1 }\n").0, ["no-place"]);
        assert_eq!(told("context = { many = -1 }\n").0, ["wrong-type"]);
        assert_eq!(told("peer = 3\n").0, ["unknown-key"]);
        assert_eq!(told("peers = 0\n").0, ["wrong-type"]);
    }
}
