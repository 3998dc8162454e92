//! Verifications: a published answer beside the same question worked out again.

use crate::{Key, SealedKind, Text};
use serde::{Deserialize, Serialize};

/// What came of working a published answer out again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Verification {
    /// What kind of answer it is.
    pub kind: SealedKind,
    /// The id of what it is about, where it is about one: an index, a contract.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Everything published came out again, from the same files. The engine's version may be another.
    pub same: bool,
    /// The files at hand belong to a framework of another name: then nothing else is worth comparing.
    pub other_bundle: bool,
    /// The names of the frameworks.
    pub id: Pair,
    /// What the published framework is called.
    pub title: Text,
    /// The versions of the engine.
    pub engine: Pair,
    /// The hashes of framework and files together.
    pub bundle: Pair,
    /// The hashes of the framework.
    pub framework: Pair,
    /// The day up to which outcomes were due; empty where neither question nor framework names one.
    pub as_of: Pair,
    /// Files that are not the same, the framework among them.
    pub files: Vec<FileDifference>,
    /// How many findings were published; of another kind of answer, how many numbers stand in it.
    pub findings: u64,
    /// How many of them differ, those that are only on one side included.
    pub differing: u64,
    /// Everything that differs, findings first.
    pub differences: Vec<Difference>,
}

/// A word as published, and as it is here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// As published.
    pub published: String,
    /// As it is here.
    pub recomputed: String,
}

impl Pair {
    /// Whether both are the same.
    #[must_use]
    pub fn same(&self) -> bool {
        self.published == self.recomputed
    }
}

/// A file whose content is not the published one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDifference {
    /// The name relative to the bundle.
    pub name: String,
    /// The SHA-256 as published; absent where the answer was made without this file.
    pub published: Option<String>,
    /// The SHA-256 of the file at hand; absent where there is none.
    pub recomputed: Option<String>,
}

/// One field that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Difference {
    /// Which part of the answer.
    pub part: Part,
    /// What it is about; the indicator is empty where it is about none.
    #[serde(flatten)]
    pub key: Key,
    /// The field, with a path of names where it lies deeper: `value`, `indicators[jobs].label.en`.
    pub field: String,
    /// As published; absent where it was not.
    pub published: Option<String>,
    /// As worked out here; absent where it is not.
    pub recomputed: Option<String>,
}

/// A part of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A finding.
    Finding,
    /// Where a promise stands.
    Promise,
    /// How an indicator's numbers were made.
    Receipt,
    /// A definition of the framework.
    Framework,
    /// What is said about the data.
    Remark,
    /// A comparison of places by an index.
    Comparison,
    /// Places beside their peers.
    Places,
    /// A payment statement.
    Statement,
    /// Published figures beside payments.
    Reconciliation,
    /// The contracts side by side.
    Contracts,
    /// Social value.
    Value,
    /// Money over time.
    Money,
    /// Anything else: counts, periods, names.
    #[default]
    Answer,
}

impl Part {
    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Promise => "promise",
            Self::Receipt => "receipt",
            Self::Framework => "framework",
            Self::Remark => "remark",
            Self::Comparison => "comparison",
            Self::Places => "places",
            Self::Statement => "statement",
            Self::Reconciliation => "reconciliation",
            Self::Contracts => "contracts",
            Self::Value => "value",
            Self::Money => "money",
            Self::Answer => "answer",
        }
    }
}

impl From<SealedKind> for Part {
    fn from(kind: SealedKind) -> Self {
        match kind {
            SealedKind::Findings => Self::Answer,
            SealedKind::Comparison => Self::Comparison,
            SealedKind::Places => Self::Places,
            SealedKind::Statement => Self::Statement,
            SealedKind::Reconciliation => Self::Reconciliation,
            SealedKind::Contracts => Self::Contracts,
            SealedKind::Value => Self::Value,
            SealedKind::Money => Self::Money,
        }
    }
}

/// A published file that was to be verified: what came of it, or why nothing could.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Verified {
    /// The file's name.
    pub name: String,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Box<Verification>>,
    /// Why it cannot be verified, as a stable word: `not_json`, `not_an_answer`, `no_question`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fault: String,
    /// The same as a sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::{Difference, Part};
    use crate::Key;

    #[test]
    fn a_difference_says_what_it_is_about() {
        let difference = Difference {
            part: Part::Finding,
            key: Key { indicator: "jobs".into(), place: Some("IT".into()), ..Key::default() },
            field: "value".into(),
            published: Some("0.5".into()),
            recomputed: None,
        };
        let text = serde_json::to_string(&difference).unwrap();
        let expected = r#"{"part":"finding","indicator":"jobs","place":"IT","field":"value","published":"0.5","recomputed":null}"#;
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<Difference>(&text).unwrap(), difference);
    }
}
