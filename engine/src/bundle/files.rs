//! Which of the files at hand is the one that a framework names.
//!
//! People drop folders, folders of folders and loose files; the framework says `data/results.csv`. A path relative
//! to the framework is tried first, then the bare name anywhere, as long as only one file has it.

use crate::sources::{SourceFile, name_matches};

/// The name of a framework.
pub(crate) const FRAMEWORK: &str = "framework.toml";

/// The files that a name or glob stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Their numbers, in the order of their names.
    Files(Vec<usize>),
    /// Several files have this bare name.
    Several(Vec<String>),
    /// No file has it.
    Nothing,
}

/// The framework in the shallowest folder; among equals the first by name.
pub(crate) fn framework_of(files: &[SourceFile]) -> Option<usize> {
    let depth = |file: &SourceFile| file.name.matches('/').count();
    let named = files.iter().enumerate().filter(|(_, file)| bare(&file.name) == FRAMEWORK);
    named.min_by_key(|(_, file)| (depth(file), file.name.clone())).map(|(number, _)| number)
}

/// The folder of a file, with its last `/`.
pub(crate) fn folder(name: &str) -> &str {
    name.rfind('/').map_or("", |at| &name[..=at])
}

/// Finds the files that a table names.
pub(crate) fn find(pattern: &str, files: &[SourceFile]) -> Found {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let glob = pattern.contains(['*', '?', '{']);
    let matching = |pattern: &str, name: &dyn Fn(usize) -> String| -> Vec<usize> {
        (0..files.len()).filter(|number| name_matches(pattern, &name(*number))).collect()
    };
    let here = matching(pattern, &|number| files[number].name.clone());
    if !here.is_empty() {
        return Found::Files(here);
    }
    let anywhere = matching(bare(pattern), &|number| bare(&files[number].name).to_owned());
    match anywhere.len() {
        0 => Found::Nothing,
        1 => Found::Files(anywhere),
        // Files of one glob must not share a bare name: they would be counted twice.
        _ if glob && distinct(&anywhere, files) => Found::Files(anywhere),
        _ => Found::Several(anywhere.iter().map(|number| files[*number].name.clone()).collect()),
    }
}

fn distinct(numbers: &[usize], files: &[SourceFile]) -> bool {
    let mut names: Vec<&str> = numbers.iter().map(|number| bare(&files[*number].name)).collect();
    names.sort_unstable();
    names.windows(2).all(|pair| pair[0] != pair[1])
}

fn bare(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn files(names: &[&str]) -> Vec<SourceFile> {
        let file =
            |name: &&str| SourceFile { name: (*name).to_owned(), bytes: Arc::from(Vec::new()), sha256: None };
        names.iter().map(file).collect()
    }

    #[test]
    fn the_shallowest_framework_counts() {
        let at = |names: &[&str]| framework_of(&files(names));
        assert_eq!(at(&["a/b/framework.toml", "b/framework.toml", "c/framework.toml"]), Some(1));
        assert_eq!(at(&["framework.toml.bak"]), None);
    }

    #[test]
    fn paths_before_bare_names() {
        let have = files(&["2020/r.csv", "data/r.csv", "x/only.csv", "y/p1.csv", "y/p2.csv"]);
        assert_eq!(find("data/r.csv", &have), Found::Files(vec![1]));
        assert_eq!(find("only.csv", &have), Found::Files(vec![2]));
        assert_eq!(find("elsewhere/only.csv", &have), Found::Files(vec![2]));
        assert_eq!(find("r.csv", &have), Found::Several(vec!["2020/r.csv".into(), "data/r.csv".into()]));
        assert_eq!(find("p?.csv", &have), Found::Files(vec![3, 4]));
        assert_eq!(find("*/r.csv", &have), Found::Files(vec![0, 1]));
        assert_eq!(find("q.csv", &have), Found::Nothing);
    }
}
