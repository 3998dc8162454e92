//! Answers that were worked out when the site was published, as files beside the page.

use super::{Failure, Named};
use esito_model::{Answer, CompareQuestion, Comparison, Framework, Places, Question, Text, Valued};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The published bundle in the folder `bundle/`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Published;

/// What was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The bundle's files.
    pub files: Vec<String>,
    /// Whether the files themselves lie in `bundle/files/`.
    pub rows: bool,
}

/// A text on a method.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MethodText {
    /// Its name in addresses.
    pub name: String,
    /// Its title in the languages of the interface.
    pub title: Text,
    /// The text as HTML, made when the site was.
    pub html: String,
}

impl MethodText {
    fn read(text: &str) -> Option<Vec<Self>> {
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        let one = |one: &serde_json::Value| {
            let text = |name: &str| one.get(name)?.as_str().map(str::to_owned);
            let title = serde_json::from_value(one.get("title")?.clone()).ok()?;
            Some(Self { name: text("name")?, title, html: text("html")? })
        };
        value.as_array()?.iter().map(one).collect()
    }
}

impl Manifest {
    /// Reads `manifest.json`; unknown keys do no harm.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        let files =
            value.get("files")?.as_array()?.iter().filter_map(|f| f.as_str().map(str::to_owned)).collect();
        Some(Self { files, rows: value.get("rows").and_then(serde_json::Value::as_bool).unwrap_or(false) })
    }
}

/// The question of the first page: everything but the breakdowns.
#[must_use]
pub fn first_question() -> Question {
    Question { by: Some(Vec::new()), ..Question::default() }
}

/// Everything about one indicator.
#[must_use]
pub fn indicator_question(id: &str) -> Question {
    Question { indicators: vec![id.to_owned()], ..Question::default() }
}

/// The file that answers a question, where one was published.
#[must_use]
pub fn path_for(question: &Question) -> Option<String> {
    if *question == first_question() {
        return Some("bundle/answer.json".to_owned());
    }
    let [id] = question.indicators.as_slice() else { return None };
    (is_plain(id) && *question == indicator_question(id)).then(|| format!("bundle/answers/{id}.json"))
}

/// The file of findings: everything is published as the first page has it.
pub(super) fn path_for_findings(question: &Question) -> Option<String> {
    if *question == Question::default() { path_for(&first_question()) } else { path_for(question) }
}

/// Whether an id can be part of a path: those that a framework allows are safe, anything else was made up.
pub(super) fn is_plain(id: &str) -> bool {
    id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// The file of a comparison, where one was published: an index by its own weights or a party's, nothing else asked.
#[must_use]
pub fn path_for_comparison(question: &CompareQuestion) -> Option<String> {
    let (index, party) = (question.index.clone(), question.party.clone());
    let plain = |id: &str| id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let known = plain(&index) && party.as_deref().is_none_or(plain);
    let of_party = party.as_ref().map(|id| format!(".{id}")).unwrap_or_default();
    let path = format!("bundle/comparisons/{index}{of_party}.json");
    (known && *question == CompareQuestion { index, party, ..CompareQuestion::default() }).then_some(path)
}

impl Published {
    /// The published comparison.
    pub async fn comparison(self, question: &CompareQuestion) -> Result<Comparison, Failure> {
        let path = path_for_comparison(question).ok_or(Failure::NeedsEngine)?;
        let text = fetch_text(&path).await?;
        serde_json::from_str(&text).map_err(|error| Failure::Unreadable(format!("{path}: {error}")))
    }

    /// Something that was published, as it is.
    pub async fn blob(self, path: &str) -> Result<web_sys::Blob, Failure> {
        fetch_blob(path).await
    }

    /// The published answer to a question.
    pub async fn answer(self, question: &Question) -> Result<Answer, Failure> {
        let path = path_for(question).ok_or(Failure::NeedsEngine)?;
        let text = fetch_text(&path).await?;
        serde_json::from_str(&text).map_err(|error| Failure::Unreadable(format!("{path}: {error}")))
    }

    /// The published value map and money over time.
    pub async fn value(self) -> Result<Valued, Failure> {
        let path = "bundle/value.json";
        let text = fetch_text(path).await?;
        serde_json::from_str(&text).map_err(|error| Failure::Unreadable(format!("{path}: {error}")))
    }

    /// The published places beside their peers.
    pub async fn places(self) -> Result<Places, Failure> {
        const PATH: &str = "bundle/places.json";
        let text = fetch_text(PATH).await?;
        serde_json::from_str(&text).map_err(|error| Failure::Unreadable(format!("{PATH}: {error}")))
    }

    /// What was published.
    pub async fn manifest(self) -> Result<Manifest, Failure> {
        let text = fetch_text("bundle/manifest.json").await?;
        Manifest::read(&text).ok_or_else(|| Failure::Unreadable("bundle/manifest.json".to_owned()))
    }

    /// A file of the bundle, as a blob that the browser may keep outside its memory.
    pub async fn file(self, name: &str) -> Result<web_sys::Blob, Failure> {
        fetch_blob(&format!("bundle/files/{name}")).await
    }

    /// The texts on methods that were published with the site.
    pub async fn methods(self) -> Result<Vec<MethodText>, Failure> {
        let text = fetch_text("methods/pages.json").await?;
        MethodText::read(&text).ok_or_else(|| Failure::Unreadable("methods/pages.json".to_owned()))
    }

    /// Every answer that was published, as the files themselves: the first page's, each indicator's, then those of the
    /// other pages. A contract that was left out has none.
    pub async fn answers(self) -> Result<Vec<Named>, Failure> {
        let first = self.answer(&first_question()).await?;
        let mut files = Vec::new();
        for path in paths_of_findings(&first.framework) {
            let blob = fetch_blob(&path).await?;
            files.push((path, blob));
        }
        for path in paths_of_documents(&first.framework) {
            match fetch_blob(&path).await {
                Ok(blob) => files.push((path, blob)),
                Err(Failure::Absent(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(files)
    }
}

fn paths_of_findings(framework: &Framework) -> Vec<String> {
    let questions = framework.indicators.iter().map(|indicator| indicator_question(&indicator.id));
    [first_question()].into_iter().chain(questions).filter_map(|one| path_for(&one)).collect()
}

/// The files of comparisons, statements, value and places: all that carry a seal.
fn paths_of_documents(framework: &Framework) -> Vec<String> {
    let mut paths: Vec<String> =
        ["places", "value", "contracts"].iter().map(|name| format!("bundle/{name}.json")).collect();
    for index in &framework.indexes {
        let parties = index.parties.iter().map(|party| Some(party.id.clone()));
        let questions = std::iter::once(None).chain(parties).map(|party| CompareQuestion {
            index: index.id.clone(),
            party,
            ..CompareQuestion::default()
        });
        paths.extend(questions.filter_map(|question| path_for_comparison(&question)));
    }
    let statements = framework.contracts.iter().map(|contract| ("statements", &contract.id));
    let others = framework.reconciliations.iter().map(|named| ("reconciliations", &named.id));
    let plain = statements.chain(others).filter(|(_, id)| is_plain(id));
    paths.extend(plain.map(|(folder, id)| format!("bundle/{folder}/{id}.json")));
    paths
}

async fn fetch_blob(path: &str) -> Result<web_sys::Blob, Failure> {
    let response = fetch(path).await?;
    let blob = response.blob().map_err(|error| offline(path, &error))?;
    let blob = JsFuture::from(blob).await.map_err(|error| offline(path, &error))?;
    blob.dyn_into().map_err(|error| offline(path, &error))
}

pub(super) async fn fetch_text(path: &str) -> Result<String, Failure> {
    let response = fetch(path).await?;
    let text = response.text().map_err(|error| offline(path, &error))?;
    let text = JsFuture::from(text).await.map_err(|error| offline(path, &error))?;
    text.as_string().ok_or_else(|| Failure::Unreadable(path.to_owned()))
}

async fn fetch(path: &str) -> Result<web_sys::Response, Failure> {
    // Relative paths are resolved against the document's base, so a page in its own folder asks for the same file.
    let response =
        JsFuture::from(window().fetch_with_str(path)).await.map_err(|error| offline(path, &error))?;
    let response: web_sys::Response = response.dyn_into().map_err(|error| offline(path, &error))?;
    match response.status() {
        200..=299 => Ok(response),
        404 | 410 => Err(Failure::Absent(path.to_owned())),
        status => Err(Failure::Offline(format!("{path}: {status}"))),
    }
}

fn offline(path: &str, error: &wasm_bindgen::JsValue) -> Failure {
    Failure::Offline(format!("{path}: {}", super::worker::said(error)))
}

#[cfg(test)]
mod tests {
    use super::{
        Manifest, MethodText, first_question, indicator_question, path_for, path_for_comparison,
        paths_of_documents,
    };
    use esito_model::{CompareQuestion, Contract, Filter, Framework, Index, IndexParty, Question};

    #[test]
    fn only_plain_comparisons_have_a_path() {
        let of = |party: Option<&str>| CompareQuestion {
            index: "inclusion".into(),
            party: party.map(str::to_owned),
            ..CompareQuestion::default()
        };
        let path = |question: &CompareQuestion| path_for_comparison(question);
        assert_eq!(path(&of(None)).as_deref(), Some("bundle/comparisons/inclusion.json"));
        assert_eq!(path(&of(Some("city"))).as_deref(), Some("bundle/comparisons/inclusion.city.json"));
        assert_eq!(path(&of(Some("../x"))), None);
        assert_eq!(path(&CompareQuestion { seed: 1, ..of(None) }), None);
        assert_eq!(path(&CompareQuestion { weights: Some(Default::default()), ..of(None) }), None);
    }

    #[test]
    fn only_what_was_published_has_a_path() {
        assert_eq!(path_for(&first_question()).as_deref(), Some("bundle/answer.json"));
        assert_eq!(
            path_for(&indicator_question("in_work-6")).as_deref(),
            Some("bundle/answers/in_work-6.json")
        );
        assert_eq!(path_for(&indicator_question("../secret")), None);
        assert_eq!(path_for(&Question::default()), None);
        let filter = Filter { column: "sex".into(), any_of: vec!["F".into()] };
        assert_eq!(path_for(&Question { filters: vec![filter], ..first_question() }), None);
        assert_eq!(path_for(&Question { as_of: Some("2024-12-31".into()), ..first_question() }), None);
    }

    #[test]
    fn every_published_document_is_verified() {
        let index = Index {
            id: "inclusion".into(),
            parties: vec![IndexParty { id: "city".into(), ..IndexParty::default() }],
            ..Index::default()
        };
        let contract = |id: &str| Contract { id: id.into(), ..Contract::default() };
        let framework = Framework {
            indexes: vec![index],
            contracts: vec![contract("works"), contract("../secret")],
            ..Framework::default()
        };
        let expected = [
            "bundle/places.json",
            "bundle/value.json",
            "bundle/contracts.json",
            "bundle/comparisons/inclusion.json",
            "bundle/comparisons/inclusion.city.json",
            "bundle/statements/works.json",
        ];
        assert_eq!(paths_of_documents(&framework), expected);
    }

    #[test]
    fn texts_on_methods_are_read() {
        let text = r#"[{"name":"wilson","title":{"en":"Shares","it":"Quote"},"html":"<p>x</p>"}]"#;
        let texts = MethodText::read(text).expect("the list can be read");
        assert_eq!((texts[0].name.as_str(), texts[0].title.get("it")), ("wilson", "Quote"));
        assert_eq!(MethodText::read(r#"[{"name":"wilson"}]"#), None);
    }

    #[test]
    fn manifests_are_read() {
        let manifest = Manifest::read(r#"{"files":["framework.toml","a.csv"],"rows":true,"new":1}"#);
        let files = vec!["framework.toml".to_owned(), "a.csv".to_owned()];
        assert_eq!(manifest, Some(Manifest { files, rows: true }));
        assert_eq!(Manifest::read("<!doctype html>"), None);
    }
}
