//! Paths become the files of one bundle.
//!
//! Comes in: a folder, a zip, a framework, or CSV files; folders named with `--data`. Goes out: names and bytes for
//! the engine. Of a folder only `framework.toml` and the files that it names are read. CSV files without a framework
//! beside them get one that the engine proposes. Knows nothing of what is in them.

use crate::Fault;
use crate::on_disk::OnDisk;
use esito_engine::{SourceFile, Sources, files_named, name_matches, propose};
use esito_model::Remark;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The file that makes a folder a bundle.
pub(crate) const FRAMEWORK: &str = "framework.toml";

/// Files for the engine, and those of them that were left on the disk.
pub(crate) type Files = (Sources, OnDisk);

/// The files of one bundle.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// What the bundle is called on disk: the folder's or the zip's name.
    pub(crate) name: String,
    /// The files.
    pub(crate) sources: Files,
    /// The files that were named one by one; empty where the whole bundle was.
    pub(crate) only: Vec<String>,
    /// What was assumed in a framework that was proposed; empty where there is one.
    pub(crate) remarks: Vec<Remark>,
}

/// The bundle that these paths name: one folder, zip or framework; or files of one folder.
pub(crate) fn gather(paths: &[PathBuf], data: &[PathBuf]) -> Result<Gathered, Fault> {
    for folder in data {
        fs::read_dir(folder).map_err(|source| Fault::reading(folder, source))?;
    }
    let Some((first, others)) = paths.split_first() else { return Err(Fault::NoDemonstration) };
    let found = fs::metadata(first).map_err(|source| Fault::reading(first, source))?;
    let whole = found.is_dir() || is_zip(first) || first.file_name() == Some(OsStr::new(FRAMEWORK));
    if !whole {
        return beside(paths, data);
    }
    if let Some(other) = others.first() {
        return Err(Fault::NotOneBundle { file: other.clone() });
    }
    if found.is_dir() {
        return folder(first, data);
    }
    if !is_zip(first) {
        return folder(folder_of(first), data);
    }
    if !data.is_empty() {
        return Err(Fault::DataWithZip { zip: first.clone() });
    }
    let name = last_name(first);
    let bytes = fs::read(first).map_err(|source| Fault::reading(first, source))?;
    let sources = Sources { files: vec![source(name.clone(), bytes)] };
    Ok(Gathered { name, sources: (sources, OnDisk::default()), only: Vec::new(), remarks: Vec::new() })
}

/// A zip by its ending; what is inside is the engine's to judge.
fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

/// The framework that the engine proposes for these CSV files, and what was assumed in it.
pub(crate) fn proposed(paths: &[PathBuf]) -> Result<(Files, String, Vec<Remark>), Fault> {
    let names = names_in_one_folder(paths)?;
    let (mut sources, mut on_disk) = (Sources::default(), OnDisk::default());
    for (name, path) in names.into_iter().zip(paths) {
        let bytes = on_disk.read(path)?;
        sources.files.push(SourceFile { name, bytes, sha256: None });
    }
    let (framework, remarks) = propose(&sources);
    Ok(((sources, on_disk), framework, remarks))
}

/// The files' names; they must lie in one folder, or two could have the same.
fn names_in_one_folder(paths: &[PathBuf]) -> Result<Vec<String>, Fault> {
    let mut names = Vec::with_capacity(paths.len());
    for path in paths {
        let found = fs::metadata(path).map_err(|source| Fault::reading(path, source))?;
        if folder_of(path) != folder_of(&paths[0]) || found.is_dir() {
            return Err(Fault::NotOneBundle { file: path.clone() });
        }
        names.push(last_name(path));
    }
    Ok(names)
}

/// CSV files beside a framework that names them: the whole bundle, since their rows may refer to other tables.
fn beside(paths: &[PathBuf], data: &[PathBuf]) -> Result<Gathered, Fault> {
    let home = folder_of(&paths[0]);
    let only = names_in_one_folder(paths)?;
    if !home.join(FRAMEWORK).exists() {
        let (mut sources, framework, remarks) = proposed(paths)?;
        // Where nothing could be proposed the engine says that there is no framework.
        if !framework.is_empty() {
            sources.0.files.push(source(FRAMEWORK.to_owned(), framework.into_bytes()));
        }
        return Ok(Gathered { name: only.join(", "), sources, only: Vec::new(), remarks });
    }
    let mut gathered = folder(home, data)?;
    let there = |name: &String| gathered.sources.0.files.iter().any(|file| file.name == *name);
    if let Some(at) = only.iter().position(|name| !there(name)) {
        return Err(Fault::NotNamed { file: paths[at].clone() });
    }
    gathered.only = only;
    Ok(gathered)
}

/// A folder with its framework and the files that it names. A file that is missing is simply not there: the
/// engine has a remark for it.
fn folder(home: &Path, data: &[PathBuf]) -> Result<Gathered, Fault> {
    let path = home.join(FRAMEWORK);
    if !path.is_file() {
        return Err(Fault::NoFramework { folder: home.to_path_buf() });
    }
    let framework = fs::read(&path).map_err(|source| Fault::reading(&path, source))?;
    let mut places = BTreeMap::new();
    for named in files_named(&String::from_utf8_lossy(&framework)) {
        let named = named.strip_prefix("./").unwrap_or(&named);
        if stays_inside(named) {
            find(home, data, named, &mut places)?;
        }
    }
    let mut files = vec![source(FRAMEWORK.to_owned(), framework)];
    let mut on_disk = OnDisk::default();
    for (name, path) in places {
        let bytes = on_disk.read(&path)?;
        files.push(SourceFile { name, bytes, sha256: None });
    }
    let name = home.canonicalize().map_or_else(|_| last_name(home), |full| last_name(&full));
    Ok(Gathered { name, sources: (Sources { files }, on_disk), only: Vec::new(), remarks: Vec::new() })
}

/// Whether a name keeps within the bundle; the engine says so where one does not.
fn stays_inside(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    !name.contains(['\\', ':', '\0']) && name.split('/').all(plain)
}

/// Adds the files that `named` stands for: from the bundle, else, where it names no folder, from the first of the
/// data folders that has one.
fn find(
    home: &Path,
    data: &[PathBuf],
    named: &str,
    places: &mut BTreeMap<String, PathBuf>,
) -> Result<(), Fault> {
    let bare = !named.contains('/');
    let homes = std::iter::once(home).chain(data.iter().map(PathBuf::as_path).filter(|_| bare));
    for home in homes {
        let before = places.len();
        if named.contains(['*', '?', '{']) {
            list(home, "", named, places)?;
        } else if home.join(named).is_file() && named != FRAMEWORK {
            places.insert(named.to_owned(), home.join(named));
        }
        if places.len() > before || places.contains_key(named) {
            break;
        }
    }
    Ok(())
}

/// Adds the files below `folder` whose name matches; goes no deeper than the pattern has folders.
fn list(
    home: &Path,
    prefix: &str,
    pattern: &str,
    places: &mut BTreeMap<String, PathBuf>,
) -> Result<(), Fault> {
    let folder = home.join(prefix);
    let depth = pattern.matches('/').count();
    let entries = fs::read_dir(&folder).map_err(|source| Fault::reading(&folder, source))?;
    for entry in entries {
        let entry = entry.map_err(|source| Fault::reading(&folder, source))?;
        let Ok(last) = entry.file_name().into_string() else { continue };
        let name = format!("{prefix}{last}");
        let path = entry.path();
        if path.is_dir() {
            if name.matches('/').count() < depth {
                list(home, &format!("{name}/"), pattern, places)?;
            }
        } else if name != FRAMEWORK && name_matches(pattern, &name) {
            places.insert(name, path);
        }
    }
    Ok(())
}

fn source(name: String, bytes: Vec<u8>) -> SourceFile {
    SourceFile { name, bytes: bytes.into(), sha256: None }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn last_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The demonstration bundle that is part of the program.
pub(crate) fn demonstration() -> Result<Gathered, Fault> {
    let files: Vec<_> = crate::embedded::DEMONSTRATION
        .iter()
        .map(|(name, bytes)| source((*name).to_owned(), bytes.to_vec()))
        .collect();
    if files.is_empty() {
        return Err(Fault::NoDemonstration);
    }
    Ok(Gathered {
        name: "demo".to_owned(),
        sources: (Sources { files }, OnDisk::default()),
        only: Vec::new(),
        remarks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::stays_inside;

    #[test]
    fn names_do_not_climb_out() {
        for good in ["a.csv", "years/2020.csv", "years/*.csv"] {
            assert!(stays_inside(good), "{good}");
        }
        for bad in ["", "/etc/passwd", "../a.csv", "a/../../b", "a//b", "./a", "C:/a", "a\\..\\b"] {
            assert!(!stays_inside(bad), "{bad}");
        }
    }
}
