//! Files as people have them, each with the truth beside it.
//!
//! For each `hard/NAME` there is `NAME.expected.csv`, what `esito read` must print, typed by hand; and where something
//! must be asked or said, `NAME.remarks` with one `severity code` a line. Doubts and fatal remarks must be exactly
//! those; notes that are listed must be there. `docs/reading.md` says what is recognised.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use esito_engine::{Mapping, ReadFile, SourceFile, Sources, read_file};
use esito_model::{Decisions, FileDecision, FileUnderstood, Reading, Severity};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// There are at least so many: a folder that is not found must not pass for a good one.
const LEAST: usize = 700;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("hard")
}

fn read(path: &Path) -> ReadFile {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let source = SourceFile { name, bytes: fs::read(path).unwrap().into(), sha256: None };
    read_file(&source, None, false)
}

fn codes(read: &ReadFile, fits: fn(Severity) -> bool) -> BTreeSet<String> {
    let remarks = read.description.remarks.iter().filter(|remark| fits(remark.severity));
    remarks.map(|remark| format!("{:?} {}", remark.severity, remark.code).to_lowercase()).collect()
}

/// The lines in which two texts differ.
fn difference(expected: &str, found: &str) -> String {
    let mut out = String::new();
    let (mut expected, mut found) = (expected.lines(), found.lines());
    for line in 1.. {
        match (expected.next(), found.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let _ = writeln!(
                    out,
                    "  line {line}\n    expected {}\n    found    {}",
                    a.unwrap_or("no more"),
                    b.unwrap_or("no more")
                );
            }
        }
    }
    out
}

#[test]
fn every_hard_file_comes_out_right_or_is_asked_about() {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let is_truth = |path: &PathBuf| {
        let name = path.to_string_lossy();
        name.ends_with(".expected.csv") || name.ends_with(".remarks")
    };
    let mut told = String::new();
    let mut count = 0;
    for path in names.iter().filter(|path| !is_truth(path)) {
        count += 1;
        let name = path.file_name().unwrap().to_string_lossy();
        let truth = |ending: &str| fs::read_to_string(format!("{}.{ending}", path.display()));
        let expected = truth("expected.csv").unwrap_or_else(|_| panic!("{name}: no expected.csv beside it"));
        let read = read(path);
        let found = read.tables.get(read.description.chosen).cloned().unwrap_or_default();
        if found != expected {
            let _ = writeln!(told, "{name}:\n{}", difference(&expected, &found));
        }
        let remarks = truth("remarks").unwrap_or_default();
        let meant: BTreeSet<String> = remarks.lines().map(str::to_owned).collect();
        let asked = codes(&read, |severity| severity != Severity::Note);
        let notes = codes(&read, |severity| severity == Severity::Note);
        let unmeant: Vec<&String> = asked.difference(&meant).collect();
        let unsaid: Vec<&String> =
            meant.iter().filter(|code| !asked.contains(*code) && !notes.contains(*code)).collect();
        if !unmeant.is_empty() || !unsaid.is_empty() {
            let _ = writeln!(told, "{name}: said and not meant {unmeant:?}, meant and not said {unsaid:?}\n");
        }
    }
    assert!(told.is_empty(), "\n{told}");
    assert!(count >= LEAST, "{count} files in {}", folder().display());
}

/// What stands between quotes in a message.
fn quoted(message: &str) -> Vec<&str> {
    message.split('"').skip(1).step_by(2).collect()
}

#[test]
fn what_a_message_quotes_stands_in_its_particulars() {
    // Another language tells a remark from its particulars alone: none may be left in the English words.
    let mut told = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        for remark in read(&path).description.remarks {
            let about = &remark.particulars;
            let known: Vec<&str> = about.found.iter().chain(&about.names).map(String::as_str).collect();
            // A quote within a cell would look like its end.
            if known.iter().any(|one| one.contains('"')) || remark.code == "formula-text" {
                continue;
            }
            for one in quoted(&remark.message) {
                told += 1;
                assert!(
                    known.contains(&one),
                    "{}: {one:?} of {:?} is not among {known:?}",
                    path.display(),
                    remark.message
                );
            }
        }
    }
    assert!(told > 200, "{told}");
}

#[test]
fn what_was_printed_reads_as_itself() {
    // What `esito read` prints is a plain file: reading it again changes nothing.
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(hard) = name.strip_suffix(".expected.csv") else { continue };
        // What was in doubt, or has no row that says so, is asked about again and may look like something else.
        let doubts = path.with_file_name(format!("{hard}.remarks"));
        if doubts.exists()
            && fs::read_to_string(&doubts).unwrap().lines().any(|line| !line.starts_with("note"))
        {
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap();
        let again = read(&path);
        assert_eq!(again.tables.first().map(String::as_str), Some(expected.as_str()), "{name}");
    }
}

/// The rows of a comma-separated text, its header among them.
fn cells(text: &str) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows = reader.into_records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

#[test]
fn the_data_page_sees_what_read_prints() {
    // The page understands a file by another road than `esito read`: the same headers, rows and numbers must come out.
    let mut told = String::new();
    let mut numbers = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".expected.csv") || name.ends_with(".remarks") {
            continue;
        }
        let truth = cells(&fs::read_to_string(format!("{}.expected.csv", path.display())).unwrap());
        let source = SourceFile { name: name.clone(), bytes: fs::read(&path).unwrap().into(), sha256: None };
        let mut mapping = Mapping::new(Sources { files: vec![source] });
        let mut decisions = Decisions::default();
        if let Some(file) = mapping.understand(&decisions).files.first() {
            // Wide columns as they stand in the file.
            let wide = FileDecision { wide: Some(true), ..FileDecision::default() };
            decisions.files.insert(file.file.clone(), wide);
        }
        let seen = mapping.understand(&decisions);
        let Some((header, rows)) = truth.split_first() else { continue };
        // What a zip holds are files of their own; one of them is what `esito read` takes.
        let headers = |file: &FileUnderstood| -> Vec<String> {
            file.columns.iter().filter(|one| !one.made).map(|one| one.header.clone()).collect()
        };
        let Some(file) = seen.files.iter().find(|file| headers(file) == *header).or(seen.files.first())
        else {
            let _ =
                writeln!(told, "{name}: not understood, {:?}", seen.remarks.first().map(|one| &one.message));
            continue;
        };
        let found = headers(file);
        if found != *header {
            let _ = writeln!(told, "{name}: headers {found:?} instead of {header:?}");
            continue;
        }
        if !file.in_part && file.rows != rows.len() as u64 {
            let _ = writeln!(told, "{name}: {} rows instead of {}", file.rows, rows.len());
        }
        for (at, column) in file.columns.iter().filter(|one| !one.made).enumerate() {
            let numbers_of = |row: &Vec<String>| row[at].parse::<f64>();
            let filled = || rows.iter().filter(|row| !row[at].is_empty());
            // Where the truth is numbers, what a cell is read as is one of them, or it is asked.
            if !filled().all(|row| numbers_of(row).is_ok()) || !column.questions.is_empty() {
                continue;
            }
            for sample in &column.samples {
                let (Reading::Number(number) | Reading::Percent(number)) = sample.after else { continue };
                numbers += 1;
                let near = |row: &Vec<String>| {
                    let own = numbers_of(row).unwrap();
                    [own, own / 100.0].iter().any(|own| (own - number).abs() <= 1e-9 * number.abs().max(1.0))
                };
                if !filled().any(near) {
                    let _ = writeln!(told, "{name}: {} holds no {number}", column.header);
                }
            }
        }
    }
    assert!(told.is_empty(), "\n{told}");
    assert!(numbers > 1000, "{numbers}");
}
