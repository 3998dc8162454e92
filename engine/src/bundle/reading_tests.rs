//! A file in any encoding makes the same table as in UTF-8.

use super::*;
use crate::read::encoded;
use crate::sources::{SourceFile, Sources};
use crate::{Bundle, Loading, Lying};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const FRAMEWORK: &str = "[framework]\nid = \"t\"\n[[table]]\nid = \"t\"\nfile = \"t.csv\"\nkey = [\"code\"]\n\
    [table.columns]\ncode = \"Codice\"\ncity = \"Città\"\nday = { header = \"Giorno\", type = \"date\" }\n\
    n = { header = \"N\", type = \"number\" }\n[[indicator]]\nid = \"n\"\ntable = \"t\"\nvalue = \"SUM(n)\"\nplace = \"city\"\n";

fn load(bytes: Vec<u8>) -> Bundle {
    load_contents(bytes.into())
}

fn load_contents(bytes: Contents) -> Bundle {
    let file = |name: &str, bytes: Contents| SourceFile { name: name.into(), bytes, sha256: None };
    let files = vec![file("framework.toml", FRAMEWORK.as_bytes().to_vec().into()), file("t.csv", bytes)];
    Loading::new(Sources { files }).finish()
}

/// A disk that remembers the longest piece that was asked of it.
struct Watched(Vec<u8>, Arc<AtomicUsize>);

impl Lying for Watched {
    fn size(&self) -> usize {
        self.0.len()
    }

    fn fetch(&self, from: usize, into: &mut [u8]) {
        self.1.fetch_max(into.len(), Ordering::Relaxed);
        into.copy_from_slice(&self.0[from..from + into.len()]);
    }
}

/// Longer than several pieces; with a key that comes again, a cell that is no number, and a quoted line break.
fn text(rows: usize) -> String {
    let cities = ["Forlì", "Cantù", "Mondovì", "\"Città; nuova\"", "\"due\nrighe è\""];
    let mut out = "Codice;Città;Giorno;N\r\n".to_owned();
    for row in 0..rows {
        let n = if row % 1_000 == 7 { "più".to_owned() } else { format!("{},5", row % 97) };
        let code = if row % 5_000 == 11 { 3 } else { row };
        out.push_str(&format!("c{code:06};{};{:02}/03/2020;{n}\r\n", cities[row % 5], 1 + row % 28));
    }
    out
}

#[test]
fn the_same_table_comes_out_of_every_encoding() {
    let text = text(90_000);
    let plain = load(text.clone().into_bytes());
    let said = |bundle: &Bundle| -> Vec<Remark> {
        let other = |remark: &&Remark| !remark.code.contains("encoding");
        bundle.remarks().iter().filter(other).cloned().collect()
    };
    assert!(plain.again.is_empty() && said(&plain).len() > 1, "{:?}", plain.remarks());
    for name in ["Windows-1252", "Mac Roman", "IBM850", "UTF-16LE", "UTF-16BE"] {
        let bytes = encoded(&text, name).expect("its letters");
        assert!(bytes.len() > STRETCH);
        let coded = load(bytes);
        assert_eq!(said(&coded), said(&plain), "{name}");
        assert_eq!(coded.health(), plain.health(), "{name}");
        for row in [0, 3, 11, 4_999, 30_004, 59_999] {
            assert_eq!(coded.raw_row(0, row), plain.raw_row(0, row), "{name} {row}");
        }
        // Rows to mend come in the letters of their file.
        let (own, utf8) = (coded.to_mend().remove(0), plain.to_mend().remove(0));
        let read = |bytes: &[u8], named: Option<&str>| crate::read::decoded(bytes, named).0;
        let named = (!name.starts_with("UTF")).then_some(name);
        assert_eq!(read(&own.bytes, named), read(&utf8.bytes, None), "{name}");
        assert!(own.bytes != utf8.bytes && own.rows == utf8.rows, "{name}");
        // Decoded in pieces into the text and nothing else: no cell was copied one by one.
        let again = coded.again.values().next().expect("a text");
        assert_eq!(&*again.bytes, text.as_bytes(), "{name}");
    }
}

#[test]
fn notes_below_a_file_in_another_encoding_are_still_found() {
    let text = format!("{}\r\nFonte: comune di Forlì\r\n", text(30));
    let bytes = encoded(&text, "Windows-1252").expect("its letters");
    let (coded, plain) = (load(bytes), load(text.into_bytes()));
    assert_eq!(coded.health().rows, 30);
    assert_eq!(coded.health().rows, plain.health().rows);
}

#[test]
fn a_file_that_shows_only_late_that_it_is_not_utf8_is_begun_anew() {
    let ascii = text(90_000).replace(['ì', 'ù', 'è', 'à'], "i");
    let (head, rest) = ascii.split_once('\n').expect("a header");
    let framework = FRAMEWORK.replace("Città", "Citti");
    let last = format!("{head}\n{rest}c999999;Forlì;01/03/2020;1,5\r\n");
    let other = format!("{head}\nc999998;Torino;01/03/2020;2,5\r\n");
    let of = |files: &[(&str, Vec<u8>)], framework: &str| {
        let file = |name: &str, bytes: &[u8]| SourceFile {
            name: name.into(),
            bytes: bytes.to_vec().into(),
            sha256: None,
        };
        let mut all = vec![file("framework.toml", framework.as_bytes())];
        all.extend(files.iter().map(|(name, bytes)| file(name, bytes)));
        Loading::new(Sources { files: all }).finish()
    };
    let coded = encoded(&last, "Windows-1252").expect("its letters");
    assert!(std::str::from_utf8(&coded[..coded.len() - 40]).is_ok() && coded.len() > 4 * STRETCH);
    // Alone, and as the second of two files of one table.
    let two = framework.replace("\"t.csv\"", "\"t*.csv\"");
    for (files, framework) in [(vec!["t.csv"], framework.as_str()), (vec!["t1.csv", "t2.csv"], two.as_str())]
    {
        let bytes = |last: &[u8]| -> Vec<(&str, Vec<u8>)> {
            let each = files.iter().rev().enumerate();
            each.map(|(at, name)| (*name, if at == 0 { last.to_vec() } else { other.clone().into_bytes() }))
                .collect()
        };
        let (found, plain) = (of(&bytes(&coded), framework), of(&bytes(last.as_bytes()), framework));
        assert_eq!(found.health(), plain.health(), "{files:?}");
        assert!(plain.health().rows > 90_000);
        let question = esito_model::Question::default();
        assert_eq!(found.answer(&question).findings, plain.answer(&question).findings, "{files:?}");
        assert!(found.answer(&question).findings.iter().any(|one| one.key.place.as_deref() == Some("Forlì")));
        assert_eq!(found.ledger(), plain.ledger());
    }
}

#[test]
fn without_the_text_every_answer_stays_and_no_row_can_be_opened() {
    let mut bundle = load(encoded(&text(2_000), "Windows-1252").expect("its letters"));
    let question = esito_model::Question::default();
    let before = bundle.answer(&question);
    assert!(!bundle.raw_row(0, 7).is_empty());
    bundle.forget_text();
    assert_eq!(bundle.answer(&question), before);
    assert!(bundle.raw_row(0, 7).iter().all(String::is_empty));
    assert!(bundle.files().all(|file| file.bytes.is_empty() == (file.name != "framework.toml")));
}

#[test]
fn a_long_text_that_stays_on_the_disk_is_never_fetched_as_a_whole() {
    let text = text(150_000).into_bytes();
    let longest = Arc::new(AtomicUsize::new(0));
    let there = load_contents(Contents::lying(Box::new(Watched(text.clone(), Arc::clone(&longest)))));
    let held = load(text.clone());
    assert_eq!(there.remarks(), held.remarks());
    assert_eq!((there.health(), &there.hash), (held.health(), &held.hash));
    let question = esito_model::Question::default();
    assert_eq!(there.answer(&question), held.answer(&question));
    for row in [0, 3, 11, 4_999, 30_004, 149_999] {
        assert!(!held.raw_row(0, row).concat().is_empty());
        assert_eq!(there.raw_row(0, row), held.raw_row(0, row), "{row}");
    }
    assert!(held.to_mend().iter().any(|one| one.rows > 100));
    assert_eq!(there.to_mend(), held.to_mend());
    assert_eq!(there.ledger(), held.ledger());
    let longest = longest.load(Ordering::Relaxed);
    assert!(longest <= 2 << 20 && text.len() > 2 * longest, "{longest} of {}", text.len());
}

#[test]
fn of_a_long_text_that_is_not_plain_nothing_is_lost_on_the_disk() {
    let plain = text(90_000);
    let titled = format!("Elenco\r\n\r\n{plain}");
    let latin = encoded(&plain, "Windows-1252").expect("its letters");
    for bytes in [titled.into_bytes(), latin, plain.replace(';', "\t").into_bytes()] {
        let disk = Watched(bytes.clone(), Arc::default());
        let (there, held) = (load_contents(Contents::lying(Box::new(disk))), load(bytes));
        assert_eq!(there.remarks(), held.remarks());
        assert_eq!(there.health(), held.health());
        assert_eq!(there.raw_row(0, 30_004), held.raw_row(0, 30_004));
        assert_eq!(there.to_mend(), held.to_mend());
    }
}
