//! Whatever was written comes back: every delimiter, quoting, line end and encoding.

use super::*;
use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1252};
use esito_model::ReadAs;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// How a table is written.
#[derive(Clone, Copy, Debug)]
struct Hand {
    delimiter: char,
    quoting: Quoting,
    newline: &'static str,
    encoding: Written,
}

#[derive(Clone, Copy, Debug)]
enum Quoting {
    WhereNeeded,
    Always,
    Backslash,
}

#[derive(Clone, Copy, Debug)]
enum Written {
    Utf8,
    Utf8Marked,
    Utf16 { little: bool, marked: bool },
    OneByte(&'static Encoding),
}

fn hands() -> impl Strategy<Value = Hand> {
    let quoting = prop_oneof![Just(Quoting::WhereNeeded), Just(Quoting::Always), Just(Quoting::Backslash)];
    let wide = |little, marked| Just(Written::Utf16 { little, marked });
    let encoding = prop_oneof![
        Just(Written::Utf8),
        Just(Written::Utf8Marked),
        wide(true, true),
        wide(true, false),
        wide(false, true),
        wide(false, false),
        Just(Written::OneByte(WINDOWS_1252)),
        Just(Written::OneByte(WINDOWS_1250)),
    ];
    let delimiter = prop_oneof![Just(','), Just(';'), Just('\t'), Just('|')];
    let newline = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    (delimiter, quoting, newline, encoding).prop_map(|(delimiter, quoting, newline, encoding)| Hand {
        delimiter,
        quoting,
        newline,
        encoding,
    })
}

/// Words with what is hard about cells: delimiters, quotes, line breaks.
fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    let hard = prop_oneof![
        8 => Just(""),
        1 => Just(","), 1 => Just(";"), 1 => Just("|"), 1 => Just("\t"), 1 => Just("\""), 1 => Just("\n"), 1 => Just("'"),
        1 => Just(" \"x\" "), 1 => Just(", e "),
    ];
    let cell =
        ("[a-z]{1,6}", hard, "[a-z]{1,4}").prop_map(|(before, hard, after)| format!("{before}{hard}{after}"));
    (2_usize..6, 2_usize..12).prop_flat_map(move |(columns, rows)| {
        prop::collection::vec(prop::collection::vec(cell.clone(), columns), rows)
    })
}

/// Languages with letters that only one encoding of one byte has at their places.
fn words(encoding: Written) -> [&'static str; 4] {
    match encoding {
        Written::OneByte(encoding) if encoding == WINDOWS_1250 => ["Łódź", "Gdańsk", "Śródmieście", "żółć"],
        _ => ["Forlì", "città", "perché", "più"],
    }
}

fn write(table: &[Vec<String>], hand: Hand) -> Vec<u8> {
    let mut text = String::new();
    for row in table {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(hand.delimiter);
            }
            let hard = cell.contains([hand.delimiter, '"', '\n', '\r']);
            let quoted = match hand.quoting {
                Quoting::WhereNeeded if !hard => cell.clone(),
                Quoting::Backslash => format!("\"{}\"", cell.replace('"', "\\\"")),
                _ => format!("\"{}\"", cell.replace('"', "\"\"")),
            };
            text.push_str(&quoted);
        }
        text.push_str(hand.newline);
    }
    let wide = |little: bool| -> Vec<u8> {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    };
    match hand.encoding {
        Written::Utf8 => text.into_bytes(),
        Written::Utf8Marked => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Written::Utf16 { little, marked: false } => wide(little),
        Written::Utf16 { little: true, .. } => [&b"\xFF\xFE"[..], &wide(true)].concat(),
        Written::Utf16 { little: false, .. } => [&b"\xFE\xFF"[..], &wide(false)].concat(),
        Written::OneByte(encoding) => encoding.encode(&text).0.into_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_comes_back(rows in tables(), hand in hands()) {
        let mut table: Vec<Vec<String>> = vec![(0..rows[0].len()).map(|at| format!("nome {}", ["a", "b", "c", "d", "e"][at])).collect()];
        table.extend(rows);
        for (row, word) in words(hand.encoding).into_iter().enumerate().take(table.len() - 1) {
            table[row + 1][0] = word.to_owned();
        }
        let bytes = write(&table, hand);
        let opened = open("t.csv", &bytes, &ReadAs::default());
        let (sheet, remarks) = &opened.sheets[0];
        let mut found: Vec<Vec<String>> = vec![sheet.columns.iter().map(|column| column.name.clone()).collect()];
        found.extend((0..sheet.len()).map(|row| (0..sheet.columns.len()).map(|at| sheet.cell(row, at).to_owned()).collect()));
        prop_assert_eq!(&found, &table, "{:?} {:?}", String::from_utf8_lossy(&bytes), remarks);
        let doubts: Vec<_> = remarks.iter().filter(|remark| remark.severity != Severity::Note).collect();
        prop_assert!(doubts.is_empty(), "{:?} {:?}", String::from_utf8_lossy(&bytes), doubts);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), mark in 0_usize..8) {
        let marks: [&[u8]; 8] = [b"", b"PK\x03\x04", b"\x1F\x8B\x08", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<table><tr><td>", b"\xFF\xFE", b"sep=;\n", b"\"a\";"];
        let source = SourceFile { name: "t".into(), bytes: [marks[mark], &bytes].concat().into(), sha256: None };
        let read = read_file(&source, None, true);
        prop_assert_eq!(read.tables.len(), read.description.sheets.len());
    }

    #[test]
    fn no_text_makes_it_panic(text in "[a-c0-9;,\"\\\\ \n\r.:%\t|/-]{0,300}") {
        let source = SourceFile { name: "t".into(), bytes: text.as_bytes().to_vec().into(), sha256: None };
        let read = read_file(&source, None, false);
        prop_assert_eq!(read.tables.len(), 1);
        // No letter is lost: it is in the table, or in a title, unit or note.
        let opened = open("t", text.as_bytes(), &ReadAs::default());
        let sheet = &opened.sheets[0].0;
        let letters = |text: &str| text.chars().filter(|c| ('a'..='c').contains(c)).count();
        let names: usize = sheet.columns.iter().map(|column| letters(&column.name)).sum();
        let cells: usize = (0..sheet.len())
            .map(|row| (0..sheet.columns.len()).map(|at| letters(sheet.cell(row, at))).sum::<usize>())
            .sum();
        let around = sheet.preamble.iter().chain(&sheet.units).chain(&sheet.footnotes);
        let around: usize = around.map(|(_, text)| letters(text)).sum();
        prop_assert!(names + cells + around >= letters(&text), "{:#?}", sheet);
    }
}
