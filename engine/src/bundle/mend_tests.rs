//! Rows out, mended, and back.

use super::*;
use crate::bundle::PutBack;
use crate::{SourceFile, Sources};
use esito_model::{ReadAs, Remark, RowsAsked};
use proptest::prelude::*;

fn put_back(name: &str, original: &[u8], mended: &[u8]) -> Result<PutBack, Box<Remark>> {
    crate::bundle::put_back(name, original, mended, &ReadAs::default())
}

const FRAMEWORK: &str = "[framework]\nid = \"t\"\n[[table]]\nid = \"t\"\nfile = \"a.csv\"\nkey = [\"id\"]\n[table.columns]\n\
    id = \"ID\"\nn = { header = \"People; all\", type = \"count\" }\nd = { header = \"Ended\", type = \"date\" }\n";

fn bundle(text: &str) -> Bundle {
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
        sha256: None,
    };
    Bundle::load(Sources { files: vec![file("framework.toml", FRAMEWORK), file("a.csv", text)] })
}

fn taken(text: &str) -> String {
    let found = bundle(text).to_mend();
    found.first().map(|one| String::from_utf8(one.bytes.clone()).expect("text")).unwrap_or_default()
}

const FILE: &str = "ID;\"People; all\";Ended;Note\r\nA;12;31/12/2020;\"x; \"\"y\"\"\"\r\nB;few;2020;\"two\r\nlines\"\r\nC;3\r\nA;4;31/12/2020;\r\n";

#[test]
fn rows_come_out_in_the_hand_of_the_file() {
    assert_eq!(
        taken(FILE),
        "esito_line;esito_reason;ID;\"People; all\";Ended;Note\r\n\
         3;\"Ended: expected a full date such as 2024-03-31; People; all: expected a whole number from 0 on\";B;few;2020;\"two\r\nlines\"\r\n\
         5;expected as many cells as headers, found fewer;C;3\r\n\
         6;expected a key that occurs once, found it again;A;4;31/12/2020;\r\n"
    );
    assert_eq!(bundle("ID,\"People; all\",Ended\nA,1,2020-01-01\n").to_mend(), []);
    let words = [("not-a-count".to_owned(), "Celle che non sono numeri interi".to_owned())].into();
    let told = bundle(FILE).to_mend_in(&words).remove(0).bytes;
    let told = String::from_utf8_lossy(&told).into_owned();
    assert!(told.contains("2024-03-31; People; all: Celle che non sono numeri interi\";B;few"), "{told}");
}

#[test]
fn mended_rows_replace_theirs_and_nothing_else() {
    let mended = taken(FILE)
        .replace(";few;2020;", ";5;2020-03-01;")
        .replace(";C;3\r\n", ";C;3;2020-01-01;\"a;b\"\r\n");
    let PutBack { bytes, changed, remarks } =
        put_back("a.csv", FILE.as_bytes(), mended.as_bytes()).expect("put back");
    assert_eq!((changed, remarks), (2, vec![]));
    assert_eq!(
        String::from_utf8(bytes).expect("text"),
        FILE.replace("B;few;2020;", "B;5;2020-03-01;").replace("C;3\r\n", "C;3;2020-01-01;\"a;b\"\r\n")
    );
}

#[test]
fn a_spreadsheet_may_save_it_with_another_delimiter() {
    let mended = "esito_line,esito_reason,ID,People; all,Ended,Note\n3,x,B,5,2020-03-01,\"two\r\nlines\"\n";
    let PutBack { bytes, remarks, .. } =
        put_back("a.csv", FILE.as_bytes(), mended.as_bytes()).expect("put back");
    assert_eq!(
        (String::from_utf8(bytes).expect("text"), remarks),
        (FILE.replace("B;few;2020;", "B;5;2020-03-01;"), vec![])
    );
}

#[test]
fn parts_of_a_key_go_back_into_one_cell() {
    let file = "unit,geo\\TIME_PERIOD\t2020 \t2021 \nPC,IT\t1.5 \t2.5 \nPC,PL\t3.5 \tx\n";
    let mended = "esito_line,esito_reason,unit,geo,2020,2021\n3,x,PC,PL,3.5,4.5\n";
    let PutBack { bytes, changed, .. } =
        put_back("a.tsv", file.as_bytes(), mended.as_bytes()).expect("put back");
    let expected = file.replace("PC,PL\t3.5 \tx", "PC,PL\t3.5\t4.5");
    assert_eq!((String::from_utf8(bytes).expect("text"), changed), (expected, 1));
}

#[test]
fn rows_without_a_place_are_told_and_not_used() {
    let mended = "esito_line;esito_reason;ID;\"People; all\";Ended;Note\n99;x;Z;1;;\n;x;Z;1;;\nB;x;Z;1;;\n";
    let PutBack { bytes, remarks, .. } =
        put_back("a.csv", FILE.as_bytes(), mended.as_bytes()).expect("put back");
    assert_eq!(bytes, FILE.as_bytes());
    assert_eq!(remarks.len(), 3);
    assert!(put_back("a.csv", FILE.as_bytes(), b"ID;x\n1;2\n").is_err());
    assert!(put_back("a.csv", FILE.as_bytes(), b"esito_line;x\n\xE0;2\n").is_err());
}

/// A file with titles above, notes below, and letters of another encoding.
const TITLED: &str = "Esiti, 2024;;;;\r\n\r\n;ID;People; all;Ended\r\n;A;12;31/12/2020;\r\n;è;few;2020;\r\n;C;3;01/02/2020;\r\nFonte: Forlì;;;;\r\n";

#[test]
fn rows_go_back_below_titles_and_into_other_encodings() {
    let text = TITLED.replace("People; all", "\"People; all\"");
    let latin = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    for original in [text.clone().into_bytes(), latin.clone()] {
        let file = |name: &str, bytes: &[u8]| SourceFile {
            name: name.to_owned(),
            bytes: bytes.to_vec().into(),
            sha256: None,
        };
        let bundle = Bundle::load(Sources {
            files: vec![file("framework.toml", FRAMEWORK.as_bytes()), file("a.csv", &original)],
        });
        let taken = bundle.to_mend();
        // In the letters of the file; those of UTF-8 behind the mark that tells a spreadsheet so.
        let own = original == latin;
        let taken = match own {
            true => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&taken[0].bytes).0.into_owned(),
            false => String::from_utf8(taken[0].bytes.clone()).expect("text"),
        };
        let mark = if own { "" } else { "\u{FEFF}" };
        assert!(
            taken.starts_with(&format!("{mark}esito_line;esito_reason;ID;\"People; all\";Ended\n5;")),
            "{taken}"
        );
        assert!(taken.contains(";è;few;2020"), "{taken}");
        let bytes = |text: &str| match own {
            true => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
            false => text.as_bytes().to_vec(),
        };
        let untouched = put_back("a.csv", &original, &bytes(&taken)).expect("put back");
        assert_eq!((untouched.bytes.as_slice(), untouched.changed), (original.as_slice(), 0));
        let mended = taken.replace(";few;2020", ";5;2020-03-01");
        let back = put_back("a.csv", &original, &bytes(&mended)).expect("put back");
        assert_eq!((back.changed, &back.remarks), (1, &vec![]));
        // The same where a spreadsheet has saved it in UTF-8.
        let saved = format!("\u{FEFF}{}", mended.trim_start_matches('\u{FEFF}'));
        assert_eq!(put_back("a.csv", &original, saved.as_bytes()).expect("put back"), back);
        let whole = if original == latin {
            encoding_rs::WINDOWS_1252.decode(&back.bytes).0.into_owned()
        } else {
            String::from_utf8(back.bytes).expect("text")
        };
        assert_eq!(whole, text.replace(";è;few;2020;", ";è;5;2020-03-01;"));
    }
    // Letters that the encoding has not are said, and nothing is written.
    let mended = "esito_line;esito_reason;ID;\"People; all\";Ended\n5;x;Łódź;5;2020-03-01\n";
    assert!(put_back("a.csv", &latin, mended.as_bytes()).is_err());
    // A packed file takes nothing back.
    assert!(put_back("a.csv", b"PK\x03\x04", mended.as_bytes()).is_err());
}

/// A workbook with two sheets of the same headers, as spreadsheet programs pack it.
fn workbook() -> Vec<u8> {
    use std::io::{Cursor, Write as _};
    let sheet = |rows: &[[&str; 3]]| {
        let cell = |row: usize, at: usize, text: &str| {
            let name = format!("{}{}", ["A", "B", "C"][at], row + 2);
            match text.parse::<f64>() {
                Ok(_) => format!("<c r=\"{name}\"><v>{text}</v></c>"),
                Err(_) => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            }
        };
        let row = |(row, cells): (usize, &[&str; 3])| {
            let cells: String = cells.iter().enumerate().map(|(at, text)| cell(row, at, text)).collect();
            format!("<row r=\"{}\">{cells}</row>", row + 2)
        };
        let rows: String = rows.iter().enumerate().map(row).collect();
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    let head = ["Comune", "Utenti", "Tasso"];
    let parts = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned()),
        ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"2023\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"Anno 2024\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>".to_owned()),
        ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>".to_owned()),
        ("xl/worksheets/sheet1.xml", sheet(&[head, ["Torino", "12", "0.5"], ["Milano", "boh", "0.25"], ["Forlì", "7", "0.75"]])),
        ("xl/worksheets/sheet2.xml", sheet(&[head, ["Torino", "13", "0.5"], ["Milano", "20", "tanto"], ["Forlì", "pochi", "0.75"], ["Bari", "9", "1"]])),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a workbook").into_inner()
}

#[test]
fn rows_go_back_into_the_sheets_of_a_workbook_round_by_round() {
    let table = |id: &str, sheet: &str| {
        format!(
            "[[table]]\nid = \"{id}\"\nfile = \"a.xlsx\"\nsheet = \"{sheet}\"\nminimum_group = 1\n[table.columns]\n\
             city = \"Comune\"\nn = {{ header = \"Utenti\", type = \"count\" }}\nrate = {{ header = \"Tasso\", type = \"share\" }}\n"
        )
    };
    let framework = format!("[framework]\nid = \"w\"\n{}{}", table("a", "2023"), table("b", "Anno 2024"));
    let load = |bytes: &[u8]| {
        let file = |name: &str, bytes: &[u8]| SourceFile {
            name: name.to_owned(),
            bytes: bytes.to_vec().into(),
            sha256: None,
        };
        Bundle::load(Sources {
            files: vec![file("framework.toml", framework.as_bytes()), file("a.xlsx", bytes)],
        })
    };
    let mut bytes = workbook();
    // Rows in = rows used + rows set aside, over both sheets.
    let ledger = |bytes: &[u8]| {
        let bundle = load(bytes);
        let one = bundle.ledger().first().cloned().unwrap_or_else(|| panic!("{:?}", bundle.remarks()));
        (one.rows, one.used, one.aside, one.takes_back)
    };
    assert_eq!(ledger(&bytes), (7, 4, 3, true));
    let rounds = [[("boh", "5"), ("tanto", "0.125")], [("pochi", "31"), ("never there", "x")]];
    for (round, mends) in rounds.iter().enumerate() {
        let taken = load(&bytes).to_mend();
        let told: Vec<String> =
            taken.iter().map(|one| String::from_utf8_lossy(&one.bytes).into_owned()).collect();
        if round == 0 {
            assert!(
                told[0].contains("\n2023!4,Utenti: expected a whole number from 0 on,Milano,boh,0.25"),
                "{told:?}"
            );
            assert!(told[1].contains("\nAnno 2024!4,") && told[1].contains("\nAnno 2024!5,"), "{told:?}");
        }
        for text in told {
            let mended = mends.iter().fold(text, |text, (bad, good)| text.replace(bad, good));
            // Any table's reading may be handed over: the rows say their sheet.
            let back =
                crate::put_back("a.xlsx", &bytes, mended.as_bytes(), &ReadAs::default()).expect("put back");
            assert_eq!(back.remarks, vec![]);
            assert_eq!(back.changed, 1);
            bytes = back.bytes;
        }
    }
    assert_eq!(ledger(&bytes), (7, 7, 0, true));
    let whole = load(&bytes);
    let rows = |table: usize, count: usize| {
        (0..count).map(|row| whole.raw_row(table, row).join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(rows(0, 3), ["Torino 12 0.5", "Milano 5 0.25", "Forlì 7 0.75"]);
    assert_eq!(rows(1, 4), ["Torino 13 0.5", "Milano 20 0.125", "Forlì 31 0.75", "Bari 9 1"]);
    // Other headers are no rows of it.
    let other = b"esito_line,esito_reason,Comune,Spesa\n2023!3,x,Milano,5\n";
    let back = crate::put_back("a.xlsx", &bytes, other, &ReadAs::default()).expect("nothing to do");
    assert_eq!((back.changed, back.remarks.len(), back.bytes == bytes), (0, 1, true));
}

#[test]
fn rows_are_taken_in_the_letters_of_their_file_and_twice() {
    let text = "ID;People; all;Ended;Note\r\nłódź;few;2020-01-01;Źródło\r\nŚ;many;2020-01-01;ą\r\nĆ;3;2020-01-01;ę\r\n"
        .replace("People; all", "\"People; all\"");
    for (label, encoding) in
        [("Windows-1250", encoding_rs::WINDOWS_1250), ("ISO-8859-2", encoding_rs::ISO_8859_2)]
    {
        let mut original = encoding.encode(&text).0.into_owned();
        // Italian accents of a reason are not among the letters of this encoding.
        let words = [("not-a-count".to_owned(), "perché non è un’unità".to_owned())].into();
        for (bad, good) in [("few", "4"), ("many", "5")] {
            let file = |name: &str, bytes: &[u8]| SourceFile {
                name: name.to_owned(),
                bytes: bytes.to_vec().into(),
                sha256: None,
            };
            let files = vec![file("framework.toml", FRAMEWORK.as_bytes()), file("a.csv", &original)];
            let taken = Bundle::load(Sources { files }).to_mend_in(&words).remove(0).bytes;
            let taken = encoding.decode_without_bom_handling(&taken).0.into_owned();
            assert!(taken.contains("perche non e un'unita"), "{label}: {taken}");
            let mended = encoding.encode(&taken.replace(bad, good)).0.into_owned();
            let back = put_back("a.csv", &original, &mended).expect("put back");
            assert_eq!((back.changed, &back.remarks), (1, &vec![]), "{label}");
            original = back.bytes;
        }
        let whole = encoding.decode_without_bom_handling(&original).0.into_owned();
        assert_eq!(whole, text.replace("few", "4").replace("many", "5"), "{label}");
    }
}

#[test]
fn the_rows_of_a_remark_are_found() {
    let bundle = bundle(FILE);
    let asked = RowsAsked {
        code: "not-a-count".into(),
        file: "a.csv".into(),
        column: Some("People; all".into()),
        limit: 10,
        ..RowsAsked::default()
    };
    let found = bundle.rows_said(&asked);
    assert_eq!((found.total, found.at, found.rows[0].line), (1, Some(1), 3));
    assert_eq!(found.rows[0].cells, ["B", "few", "2020"]);
    // Other remarks name their lines.
    let found = bundle.rows_said(&RowsAsked { code: "x".into(), lines: vec![2, 99], ..asked });
    assert_eq!((found.total, found.rows[0].line), (1, 2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn rows_in_are_rows_used_and_rows_set_aside(rows in prop::collection::vec(("[A-E]?", "[0-9]{1,2}|few|-1|n\\.d\\.", "2020-0[0-9]-01|soon|", 2..5_usize), 1..30)) {
        let mut text = String::from("ID,\"People; all\",Ended\n");
        for (id, count, day, width) in &rows {
            let cells = [id.as_str(), count.as_str(), day.as_str(), "beyond"];
            text.push_str(&cells[..*width].join(","));
            text.push('\n');
        }
        let bundle = bundle(&text);
        // A row is good by a plain look at its cells.
        let mut seen = BTreeSet::new();
        let mut good = 0_u64;
        for (id, count, day, width) in &rows {
            let fresh = !id.is_empty() && seen.insert(id.clone());
            let counted = count.parse::<u32>().is_ok() || count == "n.d.";
            let dated = *width < 3 || day.is_empty() || (day != "soon" && day != "2020-00-01");
            good += u64::from(fresh && counted && dated && *width == 3);
        }
        let aside = bundle.to_mend().first().map_or(0, |one| one.rows);
        prop_assert_eq!(bundle.health().rows, rows.len() as u64);
        prop_assert_eq!(good + aside, rows.len() as u64, "{}", text);
        // The ledger says the same.
        let ledger = bundle.ledger();
        prop_assert_eq!(ledger.len(), 1);
        prop_assert_eq!((ledger[0].rows, ledger[0].used, ledger[0].aside), (rows.len() as u64, good, aside));
        // What was taken out and not touched changes nothing.
        if let Some(one) = bundle.to_mend().first() {
            let back = put_back("a.csv", text.as_bytes(), &one.bytes).expect("put back");
            prop_assert_eq!(back.bytes, text.as_bytes());
            prop_assert_eq!((back.changed, back.remarks), (0, vec![]));
        }
    }

    #[test]
    fn putting_back_never_panics(original in prop::collection::vec(any::<u8>(), 0..60), mended in "[a-z_\",;\n\r0-9]{0,40}") {
        let _ = put_back("a.csv", &original, mended.as_bytes());
        let _ = put_back("a.csv", &original, format!("esito_line,esito_reason,a\n{mended}").as_bytes());
    }
}
