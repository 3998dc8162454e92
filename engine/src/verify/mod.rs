//! Verifying: a published answer against the same question worked out again from the files at hand.
//!
//! Comes in: the bytes of a published answer (findings, or any other answer with its seal), and what this engine answers
//! to the question in it. Goes out: that they are the same, or every field that is not. Both sides are compared as they are written, key by key, so
//! that nothing published escapes because nobody thought of it here.

mod again;
mod csv;
mod parts;
mod sealed;
#[cfg(test)]
mod sealed_tests;
#[cfg(test)]
mod tests;
mod walk;

pub use again::Again;
pub use csv::verification_csv;

use crate::answer::narrow;
use crate::bundle::Bundle;
use crate::document::all_remarks;
use again::Road;
use esito_model::{Answer, Key, Pair, Part, Question, Remark, Seal, SealedKind, Shown, Text, Verification};
use parts::{files, listed, remarks};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;
use walk::walk;

/// A published answer, as read.
#[derive(Clone, Debug)]
pub struct Published {
    value: Value,
    of: Of,
}

/// What kind of answer it is, with what was asked.
#[derive(Clone, Debug)]
enum Of {
    Findings { question: Box<Question>, shown: Shown },
    Document(Box<Seal>),
}

/// Why a file cannot be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotVerifiable {
    /// It is not JSON; what the reader said, with line and column.
    NotJson(String),
    /// It is JSON, but no answer of Esito: this part is missing.
    NotAnAnswer(&'static str),
    /// It does not say what was asked: it was published by an engine that did not write that down.
    NoQuestion,
}

impl NotVerifiable {
    /// The stable word.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson(_) => "not_json",
            Self::NotAnAnswer(_) => "not_an_answer",
            Self::NoQuestion => "no_question",
        }
    }
}

impl fmt::Display for NotVerifiable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(said) => write!(out, "expected an answer as JSON, found something else ({said})"),
            Self::NotAnAnswer(part) => {
                write!(out, "expected an answer of Esito, found JSON without its part \"{part}\"")
            }
            Self::NoQuestion => out.write_str(
                "this answer does not say what was asked, so it cannot be worked out again; publish it once more",
            ),
        }
    }
}

impl std::error::Error for NotVerifiable {}

impl Published {
    /// Reads a published answer.
    ///
    /// Errors: the bytes are not JSON, or not an answer, or one without its question.
    pub fn read(bytes: &[u8]) -> Result<Self, NotVerifiable> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let value: Value =
            serde_json::from_slice(bytes).map_err(|error| NotVerifiable::NotJson(error.to_string()))?;
        let has = |part: &'static str, is: fn(&Value) -> bool| match value.get(part) {
            Some(found) if is(found) => Ok(()),
            _ => Err(NotVerifiable::NotAnAnswer(part)),
        };
        if let Some(seal) = value.get("seal").filter(|_| value.get("findings").is_none()) {
            let seal =
                serde_json::from_value(seal.clone()).map_err(|_| NotVerifiable::NotAnAnswer("seal"))?;
            return Ok(Self { value, of: Of::Document(Box::new(seal)) });
        }
        // As answers other than findings were written before they had seals.
        if value.get("findings").is_none() && value.get("engine").is_some() && value.get("bundle").is_some() {
            return Err(NotVerifiable::NoQuestion);
        }
        has("framework", Value::is_object)?;
        has("findings", Value::is_array)?;
        has("files", Value::is_array)?;
        has("bundle", Value::is_string)?;
        has("engine", Value::is_string)?;
        let Some(question) = value.get("question") else { return Err(NotVerifiable::NoQuestion) };
        let question =
            serde_json::from_value(question.clone()).map_err(|_| NotVerifiable::NotAnAnswer("question"))?;
        let shown = value.get("shown").cloned().map_or_else(|| Ok(Shown::default()), serde_json::from_value);
        let shown = shown.map_err(|_| NotVerifiable::NotAnAnswer("shown"))?;
        Ok(Self { value, of: Of::Findings { question: Box::new(question), shown } })
    }

    /// Begins to work out again what was asked.
    #[must_use]
    pub fn again<'a>(&self, bundle: &'a Bundle) -> Again<'a> {
        let road = match &self.of {
            Of::Findings { question, .. } => Road::Answer(Box::new(bundle.answering(question))),
            Of::Document(seal) => Road::Document(Box::new(bundle.working(&seal.question))),
        };
        Again { bundle, road }
    }

    /// Compares what was published with what came out again; what was not worked out by then is worked out now.
    ///
    /// `assumed` is what the seat says of a framework that was proposed: it is printed with an answer, but not published
    /// with a site.
    #[must_use]
    pub fn verify(&self, again: Again<'_>, assumed: &[Remark]) -> Verification {
        let said: Vec<Remark> = assumed.iter().filter(|remark| self.says(remark)).cloned().collect();
        let Again { bundle, road } = again;
        match (&self.of, road) {
            (Of::Findings { shown, .. }, Road::Answer(answering)) => {
                let mut answer = answering.finish();
                answer.remarks = all_remarks(&said, bundle.remarks(), &answer).into_iter().cloned().collect();
                self.compare(shown, answer)
            }
            (Of::Document(seal), Road::Document(working)) => {
                let here = working.finish(&said, seal.whole);
                let own = bundle.seal(seal.question.clone(), seal.whole);
                sealed::verify(
                    seal,
                    &self.value,
                    &written(serde_json::to_string(&own)),
                    &here.map_or(Value::Null, |one| written(serde_json::to_string(&one))),
                )
            }
            // Another answer's work: nothing of this one came out.
            _ => Verification::default(),
        }
    }

    /// Whether the published answer says this about the data.
    fn says(&self, remark: &Remark) -> bool {
        let said = self.value.get("remarks").and_then(Value::as_array);
        serde_json::to_value(remark).is_ok_and(|remark| said.is_some_and(|said| said.contains(&remark)))
    }

    fn compare(&self, shown: &Shown, mut recomputed: Answer) -> Verification {
        if !shown.is_all() {
            narrow(&mut recomputed, shown.clone());
        }
        let here = written(serde_json::to_string(&recomputed));
        let there = &self.value;
        let pair = |path: &[&str]| Pair { published: text(there, path), recomputed: text(&here, path) };
        let files = files(there, &here);
        let id = pair(&["framework", "id"]);
        let mut verification = Verification {
            other_bundle: !id.same(),
            id,
            title: there["framework"]["title"].as_object().map(title).unwrap_or_default(),
            engine: pair(&["engine"]),
            bundle: pair(&["bundle"]),
            as_of: pair(&["as_of"]),
            framework: Pair { published: hash_of_framework(there), recomputed: hash_of_framework(&here) },
            findings: there["findings"].as_array().map_or(0, |findings| findings.len() as u64),
            files: files.changed,
            ..Verification::default()
        };
        if verification.other_bundle {
            return verification;
        }
        let mut found = Vec::new();
        let differing = listed(Part::Finding, "findings", there, &here, &mut found);
        listed(Part::Promise, "promises", there, &here, &mut found);
        listed(Part::Receipt, "receipts", there, &here, &mut found);
        // Trends, windows and gaps are about an indicator too; they are named by their part of the answer.
        for name in ["courses", "rolling", "equity", "effects", "notices"] {
            let before = found.len();
            listed(Part::Answer, name, there, &here, &mut found);
            for one in &mut found[before..] {
                one.field = format!("{name}.{}", one.field);
            }
        }
        found.extend(files.told);
        walk(there.get("framework"), here.get("framework"), "", &mut |field, published, recomputed| {
            found.push(difference(Part::Framework, Key::default(), field, published, recomputed));
        });
        remarks(there, &here, &mut found);
        for name in others(there, &here) {
            walk(there.get(&name), here.get(&name), &name, &mut |field, published, recomputed| {
                found.push(difference(Part::Answer, Key::default(), field, published, recomputed));
            });
        }
        // The hash follows from the files; where those are the same it must be too.
        if verification.files.is_empty() && !verification.bundle.same() {
            let (published, recomputed) = (there.get("bundle"), here.get("bundle"));
            found.push(difference(Part::Answer, Key::default(), "bundle".to_owned(), published, recomputed));
        }
        verification.differing = differing;
        verification.same = found.is_empty() && verification.files.is_empty();
        verification.differences = found;
        verification
    }
}

/// Several answers of one site taken together: each figure counts once, whichever of them it stands in, and each
/// difference is told once. Nothing where there is none.
#[must_use]
pub fn together(all: &[(Published, Verification)]) -> Option<Verification> {
    let (_, first) = all.first()?;
    let mut keys = BTreeSet::new();
    let mut told = BTreeSet::new();
    let mut whole = Verification { differences: Vec::new(), files: Vec::new(), ..first.clone() };
    let (mut numbers, mut changed) = (0, 0);
    for (published, one) in all {
        if let Of::Document(_) = published.of {
            numbers += one.findings;
            changed += one.differing;
        }
        if (one.kind, &one.about) != (whole.kind, &whole.about) {
            (whole.kind, whole.about) = (SealedKind::Findings, String::new());
        }
        let findings = published.value["findings"].as_array().into_iter().flatten();
        keys.extend(findings.filter_map(|one| serde_json::from_value::<Key>(one.clone()).ok()));
        whole.same &= one.same;
        whole.other_bundle |= one.other_bundle;
        let files = one.files.iter().filter(|file| !whole.files.contains(file)).cloned().collect::<Vec<_>>();
        whole.files.extend(files);
        let new = one.differences.iter().filter(|one| told.insert((*one).clone())).cloned();
        whole.differences.extend(new);
    }
    // Stable: within a part the order of the answers stays.
    whole.differences.sort_by_key(|one| one.part);
    let differing: BTreeSet<&Key> =
        whole.differences.iter().filter(|one| one.part == Part::Finding).map(|one| &one.key).collect();
    (whole.findings, whole.differing) = (keys.len() as u64 + numbers, differing.len() as u64 + changed);
    Some(whole)
}

/// What stands at the top of an answer and has no rule of its own.
fn others(there: &Value, here: &Value) -> Vec<String> {
    const OWN: [&str; 13] = [
        "findings",
        "promises",
        "receipts",
        "courses",
        "rolling",
        "equity",
        "effects",
        "notices",
        "framework",
        "files",
        "remarks",
        "engine",
        "bundle",
    ];
    let mut names: Vec<String> =
        [there, here].into_iter().filter_map(Value::as_object).flat_map(|map| map.keys().cloned()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| !OWN.contains(&name.as_str()));
    names
}

/// An answer as it is written and read again: only then are the last digits those of a file.
fn written(answer: Result<String, serde_json::Error>) -> Value {
    serde_json::from_str(&answer.unwrap_or_default()).unwrap_or(Value::Null)
}

fn difference(
    part: Part,
    key: Key,
    field: String,
    published: Option<&Value>,
    recomputed: Option<&Value>,
) -> esito_model::Difference {
    let shown = |value: Option<&Value>| value.map(walk::shown);
    esito_model::Difference { part, key, field, published: shown(published), recomputed: shown(recomputed) }
}

fn text(value: &Value, path: &[&str]) -> String {
    let found = path.iter().try_fold(value, |value, name| value.get(name));
    found.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn title(texts: &serde_json::Map<String, Value>) -> Text {
    let text = |(lang, text): (&String, &Value)| Some((lang.clone(), text.as_str()?.to_owned()));
    Text(texts.iter().filter_map(text).collect())
}

fn hash_of_framework(value: &Value) -> String {
    let files = value.get("files").and_then(Value::as_array);
    let framework = files.and_then(|files| files.iter().find(|file| file["name"] == "framework.toml"));
    framework.map(|file| text(file, &["sha256"])).unwrap_or_default()
}
