//! The house keeps its shape: who may know whom, what stays out of the browser, how long a file may be.
//!
//! Comes in: `cargo metadata`, `cargo tree` and the sources. Knows nothing of what the crates do.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who may depend on whom, dependencies for tests included. `tests` may see everything.
const EDGES: [(&str, &[&str]); 8] = [
    ("esito-model", &[]),
    ("esito-engine", &["esito-model"]),
    ("esito-charts", &["esito-model"]),
    ("esito-sheets", &["esito-model"]),
    ("esito-app", &["esito-model", "esito-charts"]),
    ("esito-worker", &["esito-model", "esito-engine"]),
    ("esito-cli", &["esito-model", "esito-engine", "esito-charts", "esito-sheets"]),
    ("esito-fuzz", &["esito-model", "esito-engine"]),
];

/// A file longer than this hides something that deserves a name.
const MOST_LINES: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn cargo(arguments: &[&str]) -> String {
    let out =
        Command::new(env!("CARGO")).args(arguments).arg("--locked").current_dir(root()).output().unwrap();
    assert!(out.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// The workspace's packages as `cargo metadata` describes them, by name.
fn packages() -> BTreeMap<String, Value> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--no-deps"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages.map(|package| (package["name"].as_str().unwrap().to_owned(), package.clone())).collect()
}

fn dependencies(package: &Value) -> impl Iterator<Item = (&str, &Value)> {
    package["dependencies"].as_array().unwrap().iter().map(|one| (one["name"].as_str().unwrap(), one))
}

/// The names in a dependency tree for the browser, that crate's own included.
fn browser_tree(package: &str) -> BTreeSet<String> {
    let tree = cargo(&[
        "tree",
        "-p",
        package,
        "--target",
        "wasm32-unknown-unknown",
        "--edges",
        "normal",
        "--prefix",
        "none",
    ]);
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

/// Every Rust file of the repository, relative to its root.
fn rust_files() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name();
            let skipped = ["target", "dist", "node_modules"].iter().any(|one| name == *one)
                || name.to_string_lossy().starts_with('.');
            if entry.file_type().unwrap().is_dir() {
                if !skipped {
                    walk(&entry.path(), found);
                }
            } else if entry.path().extension().is_some_and(|one| one == "rs") {
                found.push(entry.path());
            }
        }
    }
    let root = root();
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    assert!(found.len() > 20, "the walk found only {} files", found.len());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        (path.strip_prefix(&root).unwrap().to_owned(), text)
    };
    found.into_iter().map(read).collect()
}

#[test]
fn crates_see_only_those_that_they_may() {
    let packages = packages();
    let mut seen = BTreeSet::new();
    for (name, allowed) in EDGES {
        let package = packages.get(name).unwrap_or_else(|| panic!("no crate {name}"));
        for (other, _) in dependencies(package).filter(|(other, _)| other.starts_with("esito-")) {
            assert!(allowed.contains(&other), "{name} must not see {other}");
        }
        seen.insert(name.to_owned());
    }
    seen.insert("esito-tests".to_owned());
    let all: BTreeSet<String> = packages.keys().cloned().collect();
    assert_eq!(all, seen, "a new crate needs a line in the table of edges");
}

#[test]
fn only_the_engine_depends_on_polars() {
    for (name, package) in packages() {
        let polars = dependencies(&package).any(|(other, _)| other.starts_with("polars"));
        assert_eq!(polars, name == "esito-engine", "{name}");
    }
}

#[test]
fn only_the_dataset_names_polars() {
    let mut named = 0;
    for (path, text) in rust_files() {
        let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        let names = code.filter(|line| line.contains("polars")).count();
        if path.starts_with("engine/src/dataset") || path.ends_with("tests/tests/architecture.rs") {
            named += names;
        } else {
            assert_eq!(names, 0, "{} names polars", path.display());
        }
    }
    assert!(named > 0);
}

#[test]
fn the_interface_carries_no_engine() {
    let tree = browser_tree("esito-app");
    assert!(tree.contains("leptos"), "the tree was not read");
    for one in &tree {
        let heavy =
            one.starts_with("polars") || ["tokio", "mio", "esito-engine", "sqlparser"].contains(&&**one);
        assert!(!heavy, "the interface would load {one}");
    }
}

#[test]
fn the_engine_in_the_browser_opens_no_sockets() {
    let tree = browser_tree("esito-worker");
    assert!(tree.contains("polars-core"), "the tree was not read");
    for barred in ["tokio", "mio", "object_store", "socket2"] {
        assert!(!tree.contains(barred), "{barred} does not run in a browser");
    }
}

#[test]
fn workbooks_are_written_without_the_engine() {
    let tree = browser_tree("esito-sheets");
    assert!(tree.contains("rust_xlsxwriter"), "the tree was not read");
    assert!(!tree.iter().any(|one| one.starts_with("polars") || one == "esito-engine"));
    for other in ["esito-worker", "esito-app"] {
        assert!(!browser_tree(other).contains("rust_xlsxwriter"), "{other} would carry the writer");
    }
}

#[test]
fn files_stay_short() {
    for (path, text) in rust_files() {
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines", path.display());
    }
}

#[test]
fn crates_take_lints_from_the_workspace() {
    for (name, package) in packages() {
        let manifest = fs::read_to_string(package["manifest_path"].as_str().unwrap()).unwrap();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{name}");
    }
}

#[test]
fn every_dependency_is_used() {
    let files = rust_files();
    let mut unused = Vec::new();
    for (name, package) in packages() {
        let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned();
        let folder = folder.strip_prefix(root()).unwrap().to_owned();
        for (other, dependency) in dependencies(&package) {
            // Only there to be told that it is in a browser.
            if other == "getrandom" {
                continue;
            }
            let word = dependency["rename"].as_str().unwrap_or(other).replace('-', "_");
            let mut own = files.iter().filter(|(path, _)| path.starts_with(&folder));
            if !own.any(|(_, text)| text.contains(&word)) {
                unused.push(format!("{name} does not use {other}"));
            }
        }
    }
    assert!(unused.is_empty(), "{}", unused.join("; "));
}

/// Style sheets that every page shares.
const SHARED_STYLES: [&str; 4] = ["tokens.css", "shell.css", "parts.css", "print.css"];

/// All sheets are loaded on every page: two that style one bare class by chance spoil each other's pages.
#[test]
fn no_two_pages_style_the_same_bare_class() {
    let mut styled: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let folder = root().join("app/style");
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        if SHARED_STYLES.contains(&file.as_str()) {
            continue;
        }
        let sheet = fs::read_to_string(&path).unwrap();
        for before in sheet.split('{').map(|part| part.rsplit(['}', ';', '/']).next().unwrap_or("")) {
            for selector in before.split(',').map(str::trim) {
                let class = selector.strip_prefix('.').unwrap_or("");
                if !class.is_empty() && class.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                    styled.entry(class.to_owned()).or_default().insert(file.clone());
                }
            }
        }
    }
    assert!(styled.len() > 100, "the sheets were read: {} classes", styled.len());
    let twice: Vec<_> = styled.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "put the page before the class, or use another name: {twice:?}");
}

/// Words with hyphens in the engine's source that are no codes of remarks.
const NO_CODES: [&str; 7] =
    ["00-00-0000", "0000-00-00", "half-year", "royaume-uni", "sous-total", "sub-total", "sub-totale"];

/// The interface takes its words for remarks from this page's codes: one that is missing there has none.
#[test]
fn every_code_of_a_remark_is_documented() {
    let page = fs::read_to_string(root().join("docs/remarks.md")).unwrap();
    let is_code = |word: &str| {
        word.contains('-')
            && word.split('-').all(|part| {
                !part.is_empty()
                    && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            })
    };
    let mut found = BTreeSet::new();
    let engine = rust_files().into_iter().filter(|(path, _)| path.starts_with("engine/src"));
    for (_, text) in engine.filter(|(path, _)| !path.to_string_lossy().ends_with("tests.rs")) {
        let source = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let quoted = line.split('"').skip(1).step_by(2);
            found.extend(quoted.filter(|word| is_code(word) && !NO_CODES.contains(word)).map(str::to_owned));
        }
    }
    assert!(found.len() > 150, "{} codes were found", found.len());
    let missing: Vec<_> = found.iter().filter(|code| !page.contains(&format!("`{code}`"))).collect();
    assert!(missing.is_empty(), "docs/remarks.md lacks {missing:?}");
}
