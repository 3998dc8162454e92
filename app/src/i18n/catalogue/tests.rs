use super::{ENGLISH, ITALIAN, Lang, Messages, filled, plural, words};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const FORMS: [&str; 3] = ["one", "many", "other"];

fn read(texts: &[&str]) -> Messages {
    let mut all = Messages::new();
    for text in texts {
        let messages: BTreeMap<String, String> =
            serde_json::from_str(text).expect("a message file is a flat JSON object of texts");
        for (key, words) in messages {
            assert!(all.insert(key.clone(), words).is_none(), "{key} stands in two message files");
        }
    }
    all
}

/// A key without its plural form.
fn stem(key: &str) -> &str {
    match key.rsplit_once('.') {
        Some((stem, form)) if FORMS.contains(&form) => stem,
        _ => key,
    }
}

fn stems(messages: &Messages) -> BTreeSet<&str> {
    messages.keys().map(|key| stem(key)).collect()
}

/// The names in braces.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

fn sources(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).expect("the sources can be listed") {
        let path = entry.expect("the sources can be listed").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            out.push_str(&std::fs::read_to_string(&path).expect("a source can be read"));
        }
    }
}

/// Every string literal that has the form of a key: words in small letters with points between.
fn literals(source: &str) -> BTreeSet<&str> {
    let is_key = |text: &&str| {
        text.split('.').count() > 1
            && text.split('.').all(|word| {
                !word.is_empty()
                    && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            })
    };
    source.split('"').filter(is_key).collect()
}

#[test]
fn both_languages_have_the_same_keys_and_names() {
    let (en, it) = (read(&ENGLISH), read(&ITALIAN));
    assert_eq!(stems(&en), stems(&it));
    for key in stems(&en) {
        let of = |messages: &Messages| -> BTreeSet<String> {
            let texts = messages.iter().filter(|(k, _)| stem(k) == key);
            texts
                .flat_map(|(_, text)| names(text).into_iter().map(str::to_owned).collect::<Vec<_>>())
                .collect()
        };
        assert_eq!(of(&en), of(&it), "the names in braces of {key}");
    }
    for (lang, messages) in [("en", &en), ("it", &it)] {
        for (key, text) in messages.iter().collect::<BTreeMap<_, _>>() {
            assert!(!text.trim().is_empty(), "{lang} says nothing for {key}");
            if key.ends_with(".one") {
                assert!(
                    messages.contains_key(&format!("{}.other", stem(key))),
                    "{lang}: {key} without other"
                );
            }
        }
    }
}

#[test]
fn every_key_in_the_source_has_words_and_no_words_are_unused() {
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let used = literals(&source);
    let en = read(&ENGLISH);
    let known = stems(&en);
    let unused: Vec<_> = known.iter().filter(|key| !used.contains(*key)).collect();
    assert!(unused.is_empty(), "in the message files, but nowhere in the source: {unused:?}");
    // A literal counts as a key where its first word is the first word of some key.
    let rooms: BTreeSet<&str> = known.iter().filter_map(|key| key.split('.').next()).collect();
    let files = ["json", "toml", "csv", "js", "html", "svg", "png", "css", "zip"];
    // Fields of the rule editor, as the engine names them, have points too.
    let fields = ["amount", "date", "participant", "rule", "table"].map(|part| format!("ledger.{part}"));
    let missing: Vec<_> = used
        .iter()
        .filter(|key| !known.contains(*key) && rooms.contains(key.split('.').next().unwrap_or_default()))
        .filter(|key| !files.contains(&key.rsplit('.').next().unwrap_or_default()))
        .filter(|key| !fields.iter().any(|field| field == *key))
        .collect();
    assert!(missing.is_empty(), "in the source, but not in the message files: {missing:?}");
}

#[test]
fn words_are_found_and_filled() {
    assert_eq!(words(Lang::En, "nav.overview"), "Overview");
    assert_eq!(words(Lang::It, "nav.compare"), "Confronta");
    assert_eq!(words(Lang::It, "no.such.key"), "no.such.key");
    assert_eq!(filled("{a} {b} {", &[("a", "x")]), "x {b} {");
    assert_eq!(plural(Lang::It, "health.rows", "one"), "{count} riga letta");
    assert_eq!(plural(Lang::It, "health.rows", "many"), plural(Lang::It, "health.rows", "other"));
}

#[test]
fn languages_are_read_from_tags() {
    assert_eq!(Lang::read("it-CH"), Some(Lang::It));
    assert_eq!(Lang::read("EN"), Some(Lang::En));
    assert_eq!(Lang::read("pl"), None);
}
