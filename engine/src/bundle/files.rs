//! Which of the files at hand is the one that a framework names.
//!
//! People drop folders, folders of folders and loose files; the framework says `data/results.csv`. A path relative
//! to the framework is tried first, then the bare name anywhere, as long as only one file has it.

use crate::propose::is_data;
use crate::read::{first_lines, is_wanted, records};
use crate::sources::{SourceFile, name_matches};
use esito_model::{Column, Table};

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

/// Takes the framework out of the files and cuts its folder off their names.
pub(crate) fn take_framework(files: &mut Vec<SourceFile>) -> Option<SourceFile> {
    let mut framework = files.remove(framework_of(files)?);
    let folder = folder(&framework.name).to_owned();
    for file in files.iter_mut() {
        if let Some(name) = file.name.strip_prefix(folder.as_str()) {
            file.name = name.to_owned();
        }
    }
    FRAMEWORK.clone_into(&mut framework.name);
    Some(framework)
}

/// Files of data that no table names.
pub(crate) fn unnamed(tables: &[Table], files: &[SourceFile]) -> Vec<usize> {
    let named = |number: &usize| {
        tables.iter().any(|table| match find(&table.file, files) {
            Found::Files(numbers) => numbers.contains(number),
            Found::Several(names) => names.contains(&files[*number].name),
            Found::Nothing => false,
        })
    };
    (0..files.len()).filter(|number| is_data(&files[*number]) && !named(number)).collect()
}

/// The headers that a file of a table must have: those of columns that were not made by turning it, and the pattern of
/// the wide ones.
pub(crate) fn headers(table: &Table) -> Vec<&str> {
    let made = |column: &&Column| table.unpivot.as_ref().is_none_or(|unpivot| !unpivot.makes(&column.name));
    let plain = table.columns.iter().filter(made).map(|column| column.header.as_str());
    plain.chain(table.unpivot.as_ref().map(|unpivot| unpivot.columns.as_str())).collect()
}

/// The one file that has all headers of a table whose own file is not there: next month's export has another name.
/// Nothing where several have them, or where the name is a glob.
pub(crate) fn same_shape(table: &Table, files: &[SourceFile], free: &[usize]) -> Option<usize> {
    let wanted = headers(table);
    if wanted.len() < 2 || table.file.contains(['*', '?', '{']) {
        return None;
    }
    let fits = |number: &&usize| {
        let file = &files[**number];
        let head = file.bytes.head();
        let head = if file.bytes.held().is_some() { head } else { first_lines(head, head.len() - 1) };
        let (found, _) = records(&file.name, head, &table.read_as);
        found.is_some_and(|(header, _)| {
            wanted.iter().all(|name| header.names.iter().any(|have| is_wanted(have, name)))
        })
    };
    let mut fitting = free.iter().filter(fits);
    let first = fitting.next()?;
    fitting.next().is_none().then_some(*first)
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

    fn files(names: &[&str]) -> Vec<SourceFile> {
        let file =
            |name: &&str| SourceFile { name: (*name).to_owned(), bytes: Vec::new().into(), sha256: None };
        names.iter().map(file).collect()
    }

    #[test]
    fn the_shallowest_framework_counts() {
        let at = |names: &[&str]| framework_of(&files(names));
        assert_eq!(at(&["a/b/framework.toml", "b/framework.toml", "c/framework.toml"]), Some(1));
        assert_eq!(at(&["framework.toml.bak"]), None);
    }

    #[test]
    fn the_next_file_of_the_same_shape_is_read_under_another_name() {
        let framework = "[framework]\nid = \"t\"\n[[table]]\nid = \"t\"\nfile = \"march.csv\"\n[table.columns]\na = \"A\"\nn = { header = \"N\", type = \"count\" }\n";
        let file = |name: &str, text: &str| SourceFile {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec().into(),
            sha256: None,
        };
        let load = |more: &[(&str, &str)]| {
            let mut files = vec![file("framework.toml", framework)];
            files.extend(more.iter().map(|(name, text)| file(name, text)));
            let bundle = crate::Bundle::load(crate::Sources { files });
            let codes: Vec<String> = bundle.remarks().iter().map(|remark| remark.code.clone()).collect();
            (bundle.health().rows, codes)
        };
        assert_eq!(load(&[("april.csv", "N;A\n3;x\n")]), (1, vec!["same-headers".to_owned()]));
        assert_eq!(load(&[("april.csv", "N;B\n3;x\n")]).0, 0);
        // Two that fit are one too many.
        assert_eq!(load(&[("april.csv", "N;A\n3;x\n"), ("may.csv", "N;A\n3;x\n")]).0, 0);
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
