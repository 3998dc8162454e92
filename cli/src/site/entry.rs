//! One thing that can be fetched: its bytes, or the question whose answer it is.

use super::media;
use crate::Fault;
use esito_engine::Bundle;
use esito_model::Question;
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// Bytes that are part of the program, or shared with whoever read them.
#[derive(Clone, Debug)]
pub(crate) enum Bytes {
    /// Part of the program.
    Embedded(&'static [u8]),
    /// Read or made while it runs.
    Shared(Arc<[u8]>),
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

/// One thing that can be fetched.
#[derive(Debug)]
pub(crate) struct Entry {
    media: &'static str,
    lasting: bool,
    asked: Option<(Arc<Bundle>, Question)>,
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

    /// An answer as JSON, worked out when it is first fetched.
    pub(crate) fn answer(bundle: &Arc<Bundle>, question: Question) -> Self {
        Self {
            media: media::of("answer.json"),
            lasting: false,
            asked: Some((Arc::clone(bundle), question)),
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
        if let (None, Some((bundle, question))) = (self.made.get(), &self.asked) {
            let json = serde_json::to_vec(&bundle.answer(question))?;
            return Ok(self.made.get_or_init(|| Bytes::Shared(json.into())).clone());
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
