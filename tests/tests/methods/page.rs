//! A page on a method, taken apart into its title and its worked examples.

use super::root;
use std::collections::BTreeMap;
use std::fs;

/// A page.
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) titolo: String,
    pub(crate) text: String,
    pub(crate) cases: Vec<Case>,
}

/// A worked example.
pub(crate) struct Case {
    /// The line where its block begins.
    pub(crate) line: usize,
    /// The method.
    pub(crate) name: String,
    /// The words behind it, as `by=none`.
    pub(crate) words: BTreeMap<String, String>,
    /// The block as it stands.
    pub(crate) text: String,
    /// Its rows by header.
    pub(crate) rows: Vec<BTreeMap<String, String>>,
    /// The columns of the sample before it.
    pub(crate) data: BTreeMap<String, Vec<String>>,
    /// The files before it.
    pub(crate) files: Vec<(String, String)>,
}

/// Every page of `docs/methods`, by name.
pub(crate) fn pages() -> Vec<Page> {
    let mut paths: Vec<_> =
        fs::read_dir(root().join("docs/methods")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
        .into_iter()
        .map(|path| read(path.file_name().unwrap().to_str().unwrap(), &fs::read_to_string(&path).unwrap()))
        .collect()
}

fn read(name: &str, text: &str) -> Page {
    let mut page = Page {
        name: name.to_owned(),
        title: String::new(),
        titolo: String::new(),
        text: text.to_owned(),
        cases: Vec::new(),
    };
    let mut data = BTreeMap::new();
    let mut files: Vec<(String, String)> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if page.title.is_empty() {
            line.strip_prefix("# ").unwrap_or_default().clone_into(&mut page.title);
        }
        if let Some(titolo) = line.strip_prefix("<!-- it: ").and_then(|rest| rest.strip_suffix(" -->")) {
            titolo.clone_into(&mut page.titolo);
        }
        let Some(about) = line.strip_prefix("```") else { continue };
        let mut body = String::new();
        let closed =
            lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").fold(0, |n, line| {
                body.push_str(line);
                body.push('\n');
                n + 1
            });
        let mut about = about.split_whitespace();
        about.next();
        let words: BTreeMap<String, String> = about
            .map(|word| word.split_once('=').unwrap_or((word, "")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        if let Some(file) = words.get("file") {
            files.retain(|(name, _)| name != file);
            files.push((file.clone(), body));
        } else if words.contains_key("data") {
            data = columns(&body);
        } else if let Some(case) = words.get("case") {
            assert!(closed > 1, "{name}:{}: an example without rows", at + 1);
            let rows = rows(&body);
            page.cases.push(Case {
                line: at + 1,
                name: case.clone(),
                words,
                rows,
                text: body,
                data: data.clone(),
                files: files.clone(),
            });
        }
    }
    page
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        headers.iter().zip(record.iter()).map(|(head, cell)| (head.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn columns(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(text) {
        for (head, cell) in row {
            columns.entry(head).or_default().push(cell);
        }
    }
    columns
}

/// A number as pages write it.
#[track_caller]
pub(crate) fn number(text: &str) -> f64 {
    text.trim().parse().unwrap_or_else(|_| panic!("{text:?} is no number"))
}

/// How far a value may be from a printed one: half of its last digit, but no less than double precision can hold.
/// What is printed as a whole number is one.
pub(crate) fn half_of_last_digit(text: &str) -> f64 {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return 1e-12 * number(text).abs().max(1.0);
    }
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let places = i32::try_from(decimals).unwrap() - exponent.parse::<i32>().unwrap();
    let half = 0.500_001 * 10_f64.powi(-places);
    half.max(4e-15 * number(text).abs()).max(2e-15)
}
