//! The dashboard's site: the built app, its page folders, and a bundle with its computed answers.
//!
//! Comes in: the app as built, and bundles. Goes out: names and contents, the same for `serve` (from memory) and
//! `publish` (as files), so that both are tested as one. Answers are worked out when they are first asked for.
//! Knows no port and no folder.

mod app;
mod entry;
mod glance;
mod markdown;
mod media;
mod methods;
mod page;
mod policy;
mod report;
mod rows;

pub(crate) use app::App;
pub(crate) use entry::{Bytes, Entry};
pub(crate) use report::{Beside, report};
pub(crate) use rows::{Rows, may_leave};

use crate::Fault;
use entry::{First, StatementForm, Whole};
use esito_engine::{Bundle, SourceFile};
use esito_model::{CompareQuestion, Question};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The folders of the pages; the first page, the Overview, lies at the root.
const PAGES: [&str; 8] = ["indicator", "compare", "place", "contracts", "value", "data", "methods", "verify"];

/// The languages of the interface.
const LANGUAGES: [&str; 2] = ["en", "it"];

/// A bundle as it is shown.
#[derive(Debug)]
pub(crate) struct Shown {
    /// The bundle, read and checked.
    pub(crate) bundle: Arc<Bundle>,
    /// Whether the files go with it.
    pub(crate) rows: Rows,
}

/// `bundle/manifest.json`: which files the bundle has, and whether they are here.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    files: Vec<&'a str>,
    rows: bool,
}

/// All that can be fetched, by name relative to the site's base.
#[derive(Debug, Default)]
pub(crate) struct Site {
    entries: BTreeMap<String, Entry>,
    policy: String,
}

impl Site {
    /// The site of one bundle.
    pub(crate) fn of(app: &App, shown: &Shown) -> Result<Self, Fault> {
        let mut site = Self::default();
        site.add(app, shown, "")?;
        Ok(site)
    }

    /// The site of several bundles: each in a folder named after its framework, and a list of them at the root.
    pub(crate) fn of_several(app: &App, shown: &[Shown]) -> Result<Self, Fault> {
        if let [one] = shown {
            return Self::of(app, one);
        }
        let mut site = Self::default();
        let mut taken = BTreeSet::new();
        let mut listed = Vec::new();
        for one in shown {
            let framework = one.bundle.framework();
            let folder = own_folder(&framework.id, &mut taken);
            site.add(app, one, &format!("{folder}/"))?;
            let title = framework.title.get("en");
            listed.push((folder, if title.is_empty() { framework.id.clone() } else { title.to_owned() }));
        }
        let list = page::list_of_bundles(&listed);
        site.policy = policy::policy(&policy::hashes(&list).also(&policy::hashes(app.index())));
        site.put("index.html".to_owned(), Entry::bytes("index.html", list.into_bytes()));
        Ok(site)
    }

    /// The Content-Security-Policy as a header.
    pub(crate) fn policy(&self) -> &str {
        &self.policy
    }

    /// What lies under a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }

    /// Everything, by name.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(name, entry)| (name.as_str(), entry))
    }

    fn put(&mut self, name: String, entry: Entry) {
        self.entries.insert(name, entry);
    }

    fn add(&mut self, app: &App, shown: &Shown, prefix: &str) -> Result<(), Fault> {
        for (name, bytes) in app.files() {
            self.put(format!("{prefix}{name}"), Entry::shared(name, bytes.clone()));
        }
        let hashes = policy::hashes(app.index());
        self.policy = policy::policy(&hashes);
        let meta = policy::policy_for_meta(&hashes);
        let first = First::of(&shown.bundle);
        let overview = page::with_base_and_policy(app.index(), "./", &meta);
        self.put(format!("{prefix}index.html"), Entry::page(&first, overview));
        let texts = serde_json::to_vec(&methods::methods())?;
        self.put(format!("{prefix}methods/pages.json"), Entry::bytes("pages.json", texts));
        let other = page::with_base_and_policy(app.index(), "../", &meta);
        for folder in PAGES {
            let name = format!("{prefix}{folder}/index.html");
            self.put(name, Entry::bytes("index.html", other.clone().into_bytes()));
        }
        self.add_bundle(shown, &first, &format!("{prefix}bundle/"))
    }

    fn add_bundle(&mut self, shown: &Shown, first: &Arc<First>, prefix: &str) -> Result<(), Fault> {
        let mut files: Vec<&SourceFile> = shown.bundle.files().collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let manifest = Manifest {
            files: files.iter().map(|file| file.name.as_str()).collect(),
            rows: shown.rows == Rows::Shown,
        };
        self.put(
            format!("{prefix}manifest.json"),
            Entry::bytes("manifest.json", serde_json::to_vec(&manifest)?),
        );
        if shown.rows == Rows::Shown {
            for file in files {
                let entry = Entry::shared(&file.name, Bytes::Shared(file.bytes.whole()));
                self.put(format!("{prefix}files/{}", file.name), entry);
            }
        }
        // The first page needs every indicator and no breakdown; each indicator's page all of its own.
        self.put(format!("{prefix}answer.json"), Entry::first(first));
        self.put(format!("{prefix}places.json"), Entry::places(&shown.bundle));
        // The whole dashboard to be printed, in both languages.
        let whole = Whole::of(&shown.bundle);
        for language in LANGUAGES {
            self.put(format!("{prefix}report.{language}.html"), Entry::report(&whole, language));
        }
        self.put(format!("{prefix}value.json"), Entry::value(&shown.bundle));
        for indicator in &shown.bundle.framework().indicators {
            let question = Question { indicators: vec![indicator.id.clone()], ..Question::default() };
            let name = format!("{prefix}answers/{}.json", file_name(&indicator.id));
            self.put(name, Entry::answer(&shown.bundle, question));
        }
        self.add_contracts(shown, prefix);
        self.add_comparisons(shown, prefix);
        Ok(())
    }

    /// Each index by its own weights and by each party's, so that the page can show it before the engine is there.
    fn add_comparisons(&mut self, shown: &Shown, prefix: &str) {
        for index in &shown.bundle.framework().indexes {
            let parties = index.parties.iter().map(|party| Some(party.id.clone()));
            for party in std::iter::once(None).chain(parties) {
                let of_party = party.as_deref().map(|id| format!(".{}", file_name(id))).unwrap_or_default();
                let name = format!("{prefix}comparisons/{}{of_party}.json", file_name(&index.id));
                let question =
                    CompareQuestion { index: index.id.clone(), party, ..CompareQuestion::default() };
                self.put(name, Entry::comparison(&shown.bundle, question));
            }
        }
    }

    /// What contracts promised and paid, the statement of each, and payments beside what was published.
    fn add_contracts(&mut self, Shown { bundle, rows }: &Shown, prefix: &str) {
        self.put(format!("{prefix}contracts.json"), Entry::contracts(bundle));
        let framework = bundle.framework();
        for contract in &framework.contracts {
            // One whose statement would show a private column has none.
            if bundle.paying(&contract.id, None).is_none() {
                continue;
            }
            // A line of a statement is a row: of people it goes with the rows, or is added up.
            let summed = *rows == Rows::Kept && bundle.least_paid_for(&contract.id) > 1;
            for form in StatementForm::ALL {
                let name = format!("{prefix}statements/{}.{}", file_name(&contract.id), form.ending());
                self.put(name, Entry::statement(bundle, &contract.id, summed, form));
            }
        }
        for named in &framework.reconciliations {
            for form in [StatementForm::Json, StatementForm::Csv] {
                let name = format!("{prefix}reconciliations/{}.{}", file_name(&named.id), form.ending());
                self.put(name, Entry::reconciliation(bundle, &named.id, form));
            }
        }
    }
}

/// An id as the name of a file: letters, digits, `_` and `-` stay, everything else becomes `%XX`. Ids are words,
/// so that this rarely changes anything; but no id may name a folder above.
fn file_name(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A folder of its own for each bundle: its id, and a number where two have the same.
fn own_folder(id: &str, taken: &mut BTreeSet<String>) -> String {
    // A percent sign would have to be escaped once more in links; a folder is only a name here.
    let plain = file_name(id).replace('%', "-");
    let plain = if plain.is_empty() { "bundle".to_owned() } else { plain };
    let mut folder = plain.clone();
    let mut number = 1;
    while !taken.insert(folder.clone()) {
        number += 1;
        folder = format!("{plain}-{number}");
    }
    folder
}

#[cfg(test)]
mod tests {
    use super::{file_name, own_folder};
    use std::collections::BTreeSet;

    #[test]
    fn an_id_names_one_file_and_no_folder() {
        assert_eq!(file_name("positive_outcomes"), "positive_outcomes");
        assert_eq!(file_name("../a b/é"), "%2E%2E%2Fa%20b%2F%C3%A9");
    }

    #[test]
    fn bundles_of_one_id_lie_apart() {
        let mut taken = BTreeSet::new();
        assert_eq!(own_folder("cities", &mut taken), "cities");
        assert_eq!(own_folder("cities", &mut taken), "cities-2");
        assert_eq!(own_folder("", &mut taken), "bundle");
        assert_eq!(own_folder("a/b", &mut taken), "a-2Fb");
    }
}
