//! One thing that can be fetched: its bytes, or the question whose answer it is.

use super::glance::glance;
use super::report::{Beside, report};
use super::{media, page};
use crate::Fault;
use esito_engine::{Bundle, comparison_csv, statement_csv};
use esito_model::{Answer, CompareQuestion, Document, OtherQuestion, PlacesQuestion, Question};
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// Bytes that are part of the program, or shared with whoever read them.
#[derive(Clone, Debug)]
pub(crate) enum Bytes {
    /// Part of the program.
    Embedded(&'static [u8]),
    /// Read or made while it runs.
    Shared(Arc<Vec<u8>>),
}

impl Bytes {
    /// The bytes.
    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Self::Embedded(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

/// The answer that the first page shows, worked out once for the page itself and for `answer.json`.
#[derive(Debug)]
pub(super) struct First {
    bundle: Arc<Bundle>,
    answer: OnceLock<Answer>,
}

impl First {
    /// Every indicator, no breakdown.
    pub(super) fn of(bundle: &Arc<Bundle>) -> Arc<Self> {
        Arc::new(Self { bundle: Arc::clone(bundle), answer: OnceLock::new() })
    }

    fn answer(&self) -> &Answer {
        let question = || Question { by: Some(Vec::new()), ..Question::default() };
        self.answer.get_or_init(|| self.bundle.answer(&question()))
    }
}

/// The answer with all its breakdowns, worked out once for the report in every language.
#[derive(Debug)]
pub(super) struct Whole {
    bundle: Arc<Bundle>,
    answer: OnceLock<Answer>,
    beside: OnceLock<Beside>,
}

impl Whole {
    /// Of a bundle; nothing is worked out yet.
    pub(super) fn of(bundle: &Arc<Bundle>) -> Arc<Self> {
        let bundle = Arc::clone(bundle);
        Arc::new(Self { bundle, answer: OnceLock::new(), beside: OnceLock::new() })
    }

    fn answer(&self) -> &Answer {
        self.answer.get_or_init(|| self.bundle.answer(&Question::default()))
    }

    fn beside(&self) -> &Beside {
        self.beside.get_or_init(|| Beside::of(&self.bundle, None))
    }
}

/// What is worked out when it is first fetched.
#[derive(Debug)]
enum Asked {
    First(Arc<First>),
    Page(Arc<First>, String),
    Answer(Arc<Bundle>, Question),
    Report(Arc<Whole>, &'static str),
    Comparison(Arc<Bundle>, CompareQuestion),
    Value(Arc<Bundle>),
    Places(Arc<Bundle>),
    Contracts(Arc<Bundle>),
    Statement(Arc<Bundle>, OtherQuestion, StatementForm),
    Reconciliation(Arc<Bundle>, String, StatementForm),
}

/// How a statement is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum StatementForm {
    /// For the page.
    Json,
    /// As `esito pay` prints it.
    Csv,
    /// A workbook.
    Xlsx,
}

impl StatementForm {
    pub(super) const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Xlsx];

    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

impl Asked {
    fn make(&self) -> Result<Vec<u8>, Fault> {
        Ok(match self {
            Self::First(first) => serde_json::to_vec(first.answer())?,
            Self::Page(first, html) => page::with_glance(html, &glance(first.answer())).into_bytes(),
            Self::Answer(bundle, question) => serde_json::to_vec(&bundle.answer(question))?,
            Self::Report(whole, language) => report(whole.answer(), whole.beside(), language).into_bytes(),
            Self::Contracts(bundle) => sealed(bundle, &OtherQuestion::Contracts)?,
            Self::Statement(bundle, question, form) => {
                let document = || bundle.working(question).finish(&[], false).map(|made| made.document);
                let statement = || match document() {
                    Some(Document::Statement(statement)) => statement,
                    _ => Box::default(),
                };
                match form {
                    StatementForm::Json => sealed(bundle, question)?,
                    StatementForm::Csv => statement_csv(&statement()).into_bytes(),
                    StatementForm::Xlsx => esito_sheets::statement(&statement())?,
                }
            }
            Self::Reconciliation(bundle, id, form) => match form {
                StatementForm::Csv => comparison_csv(&bundle.comparison(id).unwrap_or_default()).into_bytes(),
                StatementForm::Json | StatementForm::Xlsx => {
                    sealed(bundle, &OtherQuestion::Reconciliation { id: id.clone() })?
                }
            },
            Self::Value(bundle) => sealed(bundle, &OtherQuestion::Worth { assumed: Vec::new() })?,
            Self::Comparison(bundle, question) => {
                let asked = Box::new(question.clone());
                sealed(bundle, &OtherQuestion::Comparison { asked, as_of: None })?
            }
            Self::Places(bundle) => {
                let asked = PlacesQuestion::default();
                sealed(bundle, &OtherQuestion::Places { asked, place: None })?
            }
        })
    }
}

/// A document with its seal; it says only what is about itself, for the page has the rest from the answer.
fn sealed(bundle: &Bundle, question: &OtherQuestion) -> Result<Vec<u8>, Fault> {
    Ok(serde_json::to_vec(&bundle.working(question).finish(&[], false))?)
}

/// One thing that can be fetched.
#[derive(Debug)]
pub(crate) struct Entry {
    media: &'static str,
    lasting: bool,
    asked: Option<Asked>,
    made: OnceLock<Bytes>,
    tag: OnceLock<String>,
}

impl Entry {
    /// A file that was made here.
    pub(crate) fn bytes(name: &str, bytes: Vec<u8>) -> Self {
        Self::shared(name, Bytes::Shared(bytes.into()))
    }

    /// A file as it is.
    pub(crate) fn shared(name: &str, bytes: Bytes) -> Self {
        Self {
            media: media::of(name),
            lasting: media::is_lasting(name),
            asked: None,
            made: OnceLock::from(bytes),
            tag: OnceLock::new(),
        }
    }

    /// An answer as JSON.
    pub(super) fn answer(bundle: &Arc<Bundle>, question: Question) -> Self {
        Self::asked("answer.json", Asked::Answer(Arc::clone(bundle), question))
    }

    /// The report in a language.
    pub(super) fn report(whole: &Arc<Whole>, language: &'static str) -> Self {
        Self::asked("report.html", Asked::Report(Arc::clone(whole), language))
    }

    /// The value map and the money over time as JSON.
    pub(super) fn value(bundle: &Arc<Bundle>) -> Self {
        Self::asked("value.json", Asked::Value(Arc::clone(bundle)))
    }

    /// Places side by side by an index, as JSON.
    pub(super) fn comparison(bundle: &Arc<Bundle>, question: CompareQuestion) -> Self {
        Self::asked("comparison.json", Asked::Comparison(Arc::clone(bundle), question))
    }

    /// The first page's answer as JSON.
    pub(super) fn first(first: &Arc<First>) -> Self {
        Self::asked("answer.json", Asked::First(Arc::clone(first)))
    }

    /// The contracts side by side as JSON.
    pub(super) fn contracts(bundle: &Arc<Bundle>) -> Self {
        Self::asked("contracts.json", Asked::Contracts(Arc::clone(bundle)))
    }

    /// A contract's statement.
    pub(super) fn statement(bundle: &Arc<Bundle>, id: &str, summed: bool, form: StatementForm) -> Self {
        let name = format!("statement.{}", form.ending());
        let question = OtherQuestion::Statement { contract: id.to_owned(), as_of: None, summed };
        Self::asked(&name, Asked::Statement(Arc::clone(bundle), question, form))
    }

    /// Published figures beside payments.
    pub(super) fn reconciliation(bundle: &Arc<Bundle>, id: &str, form: StatementForm) -> Self {
        let name = format!("reconciliation.{}", form.ending());
        Self::asked(&name, Asked::Reconciliation(Arc::clone(bundle), id.to_owned(), form))
    }

    /// The places beside their peers, as the framework wants it, as JSON.
    pub(super) fn places(bundle: &Arc<Bundle>) -> Self {
        Self::asked("places.json", Asked::Places(Arc::clone(bundle)))
    }

    /// The first page with its figures in it.
    pub(super) fn page(first: &Arc<First>, html: String) -> Self {
        Self::asked("index.html", Asked::Page(Arc::clone(first), html))
    }

    fn asked(name: &str, asked: Asked) -> Self {
        Self {
            media: media::of(name),
            lasting: false,
            asked: Some(asked),
            made: OnceLock::new(),
            tag: OnceLock::new(),
        }
    }

    /// The media type.
    pub(crate) fn media(&self) -> &'static str {
        self.media
    }

    /// Whether the name changes with the content, so that a browser may keep it for good.
    pub(crate) fn is_lasting(&self) -> bool {
        self.lasting
    }

    /// The content.
    pub(crate) fn content(&self) -> Result<Bytes, Fault> {
        if let (None, Some(asked)) = (self.made.get(), &self.asked) {
            let made = asked.make()?;
            return Ok(self.made.get_or_init(|| Bytes::Shared(made.into())).clone());
        }
        Ok(self.made.get().cloned().unwrap_or(Bytes::Embedded(&[])))
    }

    /// The entity tag: the same content has the same one.
    pub(crate) fn tag(&self, content: &Bytes) -> &str {
        self.tag.get_or_init(|| {
            let hash = Sha256::digest(content.as_slice());
            let words: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
            format!("\"{words}\"")
        })
    }
}
