//! Seals: what stands in an answer of `compare`, `place`, `pay`, `value` and `money`, so that anybody who has the files
//! can work it out again.

use crate::{Assumed, CompareQuestion, FileStamp, PlacesQuestion, Text};
use serde::{Deserialize, Serialize};

/// What an answer was made of: the question, the files with their hashes, the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seal {
    /// What was asked.
    pub question: OtherQuestion,
    /// Whether the answer also says what has to be said of the bundle as a whole, as the command line does.
    #[serde(default)]
    pub whole: bool,
    /// The framework.
    pub framework: SealedFramework,
    /// The files with their hashes; the framework is the first.
    pub files: Vec<FileStamp>,
    /// SHA-256 over the framework and the files that it names.
    pub bundle: String,
    /// The engine's version.
    pub engine: String,
}

/// Which framework it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SealedFramework {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
}

/// A question that is not one for findings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherQuestion {
    /// Places side by side by an index.
    Comparison {
        /// What is asked of the index.
        asked: Box<CompareQuestion>,
        /// The day up to which outcomes are due; the framework's if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<String>,
    },
    /// Places beside their peers.
    Places {
        /// What is asked of them.
        asked: PlacesQuestion,
        /// Only this place; all if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
    },
    /// The payment statement of a contract.
    Statement {
        /// The contract's id.
        contract: String,
        /// The day up to which outcomes are due; the framework's if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<String>,
        /// Whether lines are added up by rule, so that none tells of one person: where it is published without rows.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        summed: bool,
    },
    /// Published figures beside payments.
    Reconciliation {
        /// The comparison's id in the framework.
        id: String,
    },
    /// The contracts side by side.
    Contracts,
    /// What the value map comes to.
    Valuation {
        /// What is set in place of the map's own.
        assumed: Vec<Assumed>,
    },
    /// The value map, what it comes to, and the money over time.
    Worth {
        /// What is set in place of the map's own.
        assumed: Vec<Assumed>,
    },
    /// Money over time.
    Money,
}

impl OtherQuestion {
    /// What kind of answer it has.
    #[must_use]
    pub fn kind(&self) -> SealedKind {
        match self {
            Self::Comparison { .. } => SealedKind::Comparison,
            Self::Places { .. } => SealedKind::Places,
            Self::Statement { .. } => SealedKind::Statement,
            Self::Reconciliation { .. } => SealedKind::Reconciliation,
            Self::Contracts => SealedKind::Contracts,
            Self::Valuation { .. } | Self::Worth { .. } => SealedKind::Value,
            Self::Money => SealedKind::Money,
        }
    }

    /// The id of what it is about: an index, a place, a contract; empty where it is about all.
    #[must_use]
    pub fn about(&self) -> &str {
        match self {
            Self::Comparison { asked, .. } => &asked.index,
            Self::Places { place, .. } => place.as_deref().unwrap_or_default(),
            Self::Statement { contract, .. } => contract,
            Self::Reconciliation { id } => id,
            Self::Contracts | Self::Valuation { .. } | Self::Worth { .. } | Self::Money => "",
        }
    }
}

/// The kinds of published answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedKind {
    /// Findings, as a dashboard has them.
    #[default]
    Findings,
    /// Places side by side by an index.
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
}

impl SealedKind {
    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Comparison => "comparison",
            Self::Places => "places",
            Self::Statement => "statement",
            Self::Reconciliation => "reconciliation",
            Self::Contracts => "contracts",
            Self::Value => "value",
            Self::Money => "money",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OtherQuestion, SealedKind};
    use crate::CompareQuestion;

    #[test]
    fn a_question_is_written_plainly_and_read_again() {
        let asked = CompareQuestion { index: "inclusion".into(), draws: 500, ..CompareQuestion::default() };
        for (question, text) in [
            (
                OtherQuestion::Statement { contract: "works".into(), as_of: None, summed: false },
                r#"{"statement":{"contract":"works"}}"#,
            ),
            (OtherQuestion::Money, r#""money""#),
            (
                OtherQuestion::Comparison { asked: Box::new(asked), as_of: Some("2024-12-31".into()) },
                r#"{"comparison":{"asked":{"index":"inclusion","#,
            ),
        ] {
            let written = serde_json::to_string(&question).unwrap();
            assert!(written.starts_with(text), "{written}");
            assert_eq!(serde_json::from_str::<OtherQuestion>(&written).unwrap(), question);
        }
        assert_eq!(OtherQuestion::Money.kind(), SealedKind::Money);
    }
}
