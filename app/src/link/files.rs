//! What is asked about files: to read them, to understand them, to mend them, to compare and to pack them.
//!
//! The engine gets copies, so that they can be handed over again to a new one.

use super::Failure;
use super::worker::{Named, Seat, said, unexpected};
use esito_model::{
    Ask, Changes, Decisions, Health, People, PrivateColumn, Remark, RowsAsked, RowsInOut, RowsSaid, Told,
    Understanding,
};
use js_sys::Array;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use web_sys::Blob;

/// What packing brought.
#[derive(Clone, Debug)]
pub enum Packed {
    /// The zip.
    Zip(Blob),
    /// Nothing yet: somebody has to say what becomes of the people in the files.
    Private {
        /// The columns that tell of them.
        columns: Vec<PrivateColumn>,
        /// Files in which no number can stand for somebody.
        stuck: Vec<String>,
    },
}

/// What loading brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// What has to be said about the files.
    pub remarks: Vec<Remark>,
    /// The state of the data.
    pub health: Health,
    /// How many indicators can be computed.
    pub indicators: u64,
    /// How many contracts there are.
    pub contracts: u64,
    /// How many value maps and flows of money there are.
    pub worth: u64,
    /// Rows in and out, file by file.
    pub ledger: Vec<RowsInOut>,
}

impl Loaded {
    /// Whether any page has something to show.
    #[must_use]
    pub fn shows_something(&self) -> bool {
        self.indicators > 0 || self.contracts > 0 || self.worth > 0
    }
}

/// Rows to mend of one file.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The file.
    pub file: String,
    /// How many.
    pub rows: u64,
    /// Them.
    pub blob: Blob,
}

/// What putting rows back brought.
#[derive(Clone, Debug)]
pub struct PutBack {
    /// The files of the bundle with the mended one among them; none where it could not be made.
    pub files: Vec<Named>,
    /// How many rows were changed.
    pub changed: u64,
    /// What has to be said about it.
    pub remarks: Vec<Remark>,
}

pub(super) fn blob(buffer: &JsValue) -> Result<Blob, Failure> {
    Blob::new_with_buffer_source_sequence(&Array::of1(buffer)).map_err(|error| Failure::Crashed(said(&error)))
}

impl Seat {
    /// Names and bytes of files, as a message carries them.
    async fn packed(self, files: &[Named]) -> Result<(Vec<String>, Array), Failure> {
        let buffers = Array::new();
        let names = self.fill(&buffers, files).await?;
        Ok((names, buffers))
    }

    /// Loads files as a bundle.
    pub async fn load(self, files: &[Named]) -> Result<Loaded, Failure> {
        let (names, buffers) = self.packed(files).await?;
        match self.ask(Ask::Load { names }, &buffers).await?.0 {
            Told::Loaded { remarks, health, indicators, contracts, worth, ledger } => {
                Ok(Loaded { remarks, health, indicators, contracts, worth, ledger })
            }
            other => Err(unexpected(other)),
        }
    }

    /// How files are understood with what was decided about them.
    pub async fn understand(self, files: &[Named], decisions: Decisions) -> Result<Understanding, Failure> {
        let (names, buffers) = self.packed(files).await?;
        self.understood(Ask::Understand { names, decisions }, &buffers).await
    }

    /// How the same files are understood with other decisions.
    pub async fn decide(self, decisions: Decisions) -> Result<Understanding, Failure> {
        self.understood(Ask::Decide(decisions), &Array::new()).await
    }

    async fn understood(self, ask: Ask, buffers: &Array) -> Result<Understanding, Failure> {
        match self.ask(ask, buffers).await?.0 {
            Told::Understood(understanding) => Ok(*understanding),
            other => Err(unexpected(other)),
        }
    }

    /// The rows that a remark is about.
    pub async fn rows(self, asked: RowsAsked) -> Result<RowsSaid, Failure> {
        match self.ask(Ask::Rows(asked), &Array::new()).await?.0 {
            Told::Said(rows) => Ok(rows),
            other => Err(unexpected(other)),
        }
    }

    /// The rows that should be mended, file by file, with reasons in these words by the codes of remarks.
    pub async fn mend(self, words: BTreeMap<String, String>) -> Result<Vec<Rows>, Failure> {
        match self.ask(Ask::Mend { words }, &Array::new()).await? {
            (Told::ToMend { files }, buffers) => {
                let rows = |((file, rows), buffer)| Ok(Rows { file, rows, blob: blob(&buffer)? });
                files.into_iter().zip(buffers.iter()).map(rows).collect()
            }
            (other, _) => Err(unexpected(other)),
        }
    }

    /// Puts mended rows back into a file of the loaded bundle.
    pub async fn put_back(self, file: &str, mended: &Blob) -> Result<PutBack, Failure> {
        let (_, buffers) = self.packed(&[(file.to_owned(), mended.clone())]).await?;
        match self.ask(Ask::PutBack { file: file.to_owned() }, &buffers).await? {
            (Told::PutBack { names, changed, remarks }, buffers) => {
                let named = |(name, buffer)| Ok((name, blob(&buffer)?));
                let files: Result<_, _> = names.into_iter().zip(buffers.iter()).map(named).collect();
                Ok(PutBack { files: files?, changed, remarks })
            }
            (other, _) => Err(unexpected(other)),
        }
    }

    /// What changed from an earlier version to the loaded bundle.
    pub async fn compare(self, files: &[Named]) -> Result<Changes, Failure> {
        let (names, buffers) = self.packed(files).await?;
        match self.ask(Ask::Compare { names }, &buffers).await?.0 {
            Told::Compared(changes) => Ok(*changes),
            other => Err(unexpected(other)),
        }
    }

    /// One zip of these files, or what has to be decided first about people in them.
    pub async fn pack(self, files: &[Named], people: Option<People>) -> Result<Packed, Failure> {
        let (names, buffers) = self.packed(files).await?;
        match self.ask(Ask::Pack { names, people }, &buffers).await? {
            (Told::Packed, buffers) => blob(&buffers.get(0)).map(Packed::Zip),
            (Told::Private { columns, stuck }, _) => Ok(Packed::Private { columns, stuck }),
            (other, _) => Err(unexpected(other)),
        }
    }
}
