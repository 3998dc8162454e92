//! What can go wrong with the host: files, folders, ports, arguments. The data's faults are remarks.

use esito_engine::NotVerifiable;
use std::io;
use std::path::{Path, PathBuf};

/// An error of the host or of its use; the program ends with 2.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The path does not exist.
    #[error("{path}: no such file or folder")]
    NotFound {
        /// The path as named.
        path: PathBuf,
    },
    /// The path exists and cannot be read.
    #[error("{path}: cannot be read: {source}")]
    Unreadable {
        /// The path as named.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not the one any more that was begun to be read.
    #[error("{path}: changed while it was read; run again when nothing writes to it")]
    Changed {
        /// The path as named.
        path: PathBuf,
    },
    /// The path cannot be written.
    #[error("{path}: cannot be written: {source}")]
    Unwritable {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is no framework, so nothing says what the columns mean.
    #[error(
        "{folder}: no framework.toml in this folder; it says what the columns mean and what is measured \
         (esito init writes a first one)"
    )]
    NoFramework {
        /// The folder.
        folder: PathBuf,
    },
    /// The file lies beside a framework that does not name it.
    #[error("{file}: the framework.toml beside it does not name this file")]
    NotNamed {
        /// The file.
        file: PathBuf,
    },
    /// Several files were named and are not one bundle.
    #[error("{file}: name one bundle, or files of one folder")]
    NotOneBundle {
        /// The first that does not belong.
        file: PathBuf,
    },
    /// `--data` completes a folder; a zip is complete.
    #[error("{zip}: --data goes with a folder, not with a zip")]
    DataWithZip {
        /// The zip.
        zip: PathBuf,
    },
    /// A name on the command line is not in the framework.
    #[error("{option} {name}: not in this framework{}", one_of(.known))]
    Unknown {
        /// The option.
        option: &'static str,
        /// The name as given.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The framework has no contract, or none that can be used.
    #[error("the framework has no [[contract]]: nothing says who pays whom for what")]
    NoContract {
        /// Whether there is one, and a fatal remark took it away.
        left_out: bool,
    },
    /// The framework has several contracts.
    #[error("name a contract with --contract{}", one_of(.known))]
    WhichContract {
        /// What there is.
        known: Vec<String>,
    },
    /// The file is not an answer that can be verified.
    #[error("{path}: {why}")]
    NotVerifiable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: NotVerifiable,
    },
    /// The folder is not that of a published site.
    #[error("{folder}: expected the folder of a published site, found no bundle/answer.json in it")]
    NoSite {
        /// The folder.
        folder: PathBuf,
    },
    /// The framework has no value map.
    #[error("the framework has no [value]: nothing says what the outcomes are worth")]
    NoValueMap,
    /// The framework has no money over time.
    #[error("the framework has no [[money]]: nothing says who paid whom on which day")]
    NoMoney,
    /// A workbook could not be made.
    #[error("workbook: {0}")]
    Workbook(#[from] esito_sheets::XlsxError),
    /// Rows were to be published although some columns are private.
    #[error(
        "--with-rows: the framework names private columns ({}); publish without --with-rows, or take these \
         columns out of the files",
        .columns.join(", ")
    )]
    PrivateColumns {
        /// The columns as `table.column`.
        columns: Vec<String>,
    },
    /// Rows were to be published although a part of the framework could not be read.
    #[error(
        "--with-rows: {count} fatal remarks about framework.toml: which columns are private cannot be said; mend \
         the framework first (esito check)"
    )]
    PrivacyUnknown {
        /// How many.
        count: u64,
    },
    /// The output folder holds something else.
    #[error("{folder}: not empty and not made by esito publish; name an empty or a new folder")]
    NotOurs {
        /// The folder.
        folder: PathBuf,
    },
    /// The program was built without a demonstration bundle.
    #[error("this program was built without the demonstration bundle; name a bundle")]
    NoDemonstration,
    /// The address cannot be listened on.
    #[error("{address}: cannot listen: {reason}")]
    Port {
        /// The address.
        address: String,
        /// What the system says.
        reason: String,
    },
    /// Standard output failed.
    #[error("standard output: {0}")]
    Output(io::Error),
    /// Whoever read standard output went away, which is not a fault.
    #[error("standard output was closed")]
    PipeClosed,
    /// An answer could not be written as JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl Fault {
    /// A fault in reading `path`.
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound { path },
            _ => Self::Unreadable { path, source },
        }
    }

    /// A fault in writing `path`.
    pub(crate) fn writing(path: &Path, source: io::Error) -> Self {
        Self::Unwritable { path: path.to_path_buf(), source }
    }
}

fn one_of(known: &[String]) -> String {
    match known {
        [] => String::new(),
        _ => format!("; there is: {}", known.join(", ")),
    }
}
