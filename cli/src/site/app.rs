//! The built app: embedded in the program, or in the folder that `ESITO_APP_DIST` names.

use super::entry::Bytes;
use crate::Fault;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// The page of a program that was built without the app.
const NOT_BUILT: &str = include_str!("not_built.html");

/// The files of the built app.
#[derive(Debug)]
pub(crate) struct App {
    index: String,
    files: Vec<(String, Bytes)>,
    built: bool,
}

impl App {
    /// The app as built: from the folder that the environment names, so that another build can be shown without
    /// building the program again; else as embedded; else one page that says how to build it.
    pub(crate) fn built() -> Result<Self, Fault> {
        if let Some(folder) = std::env::var_os("ESITO_APP_DIST").filter(|folder| !folder.is_empty()) {
            let mut files = Vec::new();
            collect(Path::new(&folder), "", &mut files)?;
            return Ok(Self::from(files));
        }
        let embedded = crate::embedded::APP.iter();
        Ok(Self::from(embedded.map(|(name, bytes)| ((*name).to_owned(), Bytes::Embedded(bytes))).collect()))
    }

    fn from(mut files: Vec<(String, Bytes)>) -> Self {
        let at = files.iter().position(|(name, _)| name == "index.html");
        let Some(at) = at else {
            return Self { index: NOT_BUILT.to_owned(), files: Vec::new(), built: false };
        };
        let (_, index) = files.remove(at);
        Self { index: String::from_utf8_lossy(index.as_slice()).into_owned(), files, built: true }
    }

    /// The page that starts the app.
    pub(crate) fn index(&self) -> &str {
        &self.index
    }

    /// Every other file.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes))
    }

    /// Whether there is an app at all.
    pub(crate) fn is_built(&self) -> bool {
        self.built
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Bytes)>) -> Result<(), Fault> {
    for entry in fs::read_dir(folder).map_err(|source| Fault::reading(folder, source))? {
        let entry = entry.map_err(|source| Fault::reading(folder, source))?;
        let path = entry.path();
        let Some(name) = path.file_name().and_then(OsStr::to_str).filter(|name| !name.starts_with('.'))
        else {
            continue;
        };
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            let bytes = fs::read(&path).map_err(|source| Fault::reading(&path, source))?;
            files.push((format!("{prefix}{name}"), Bytes::Shared(bytes.into())));
        }
    }
    Ok(())
}
