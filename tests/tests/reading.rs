//! Bad input through the public face: a clear remark each, nothing lost, no panic.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use esito_engine::{Bundle, Loading, SourceFile, Sources};
use esito_model::{Key, Question, Remark, Severity, Value};

const FRAMEWORK: &str = "[framework]\nid = \"t\"\n[[table]]\nid = \"t\"\nfile = \"t.csv\"\n[table.columns]\n\
     city = \"City\"\nn = { header = \"N\", type = \"count\" }\n[[table]]\nid = \"good\"\nfile = \"good.csv\"\n\
     [table.columns]\ncity = \"City\"\n[[indicator]]\nid = \"rows\"\ntable = \"t\"\nvalue = \"COUNT(*)\"\n\
     unit = \"count\"\nminimum_group = 1\n[[indicator]]\nid = \"sum\"\ntable = \"t\"\nvalue = \"SUM(n)\"\n\
     unit = \"count\"\nminimum_group = 1\n[[indicator]]\nid = \"good\"\ntable = \"good\"\nvalue = \"COUNT(*)\"\n\
     unit = \"count\"\nminimum_group = 1\n";

fn file(name: &str, bytes: &[u8]) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: bytes.to_vec().into(), sha256: None }
}

fn load(data: Option<&[u8]>) -> Bundle {
    let mut files =
        vec![file("framework.toml", FRAMEWORK.as_bytes()), file("good.csv", b"City\nTorino\nMilano\n")];
    files.extend(data.map(|bytes| file("t.csv", bytes)));
    Bundle::load(Sources { files })
}

fn only(bundle: &Bundle, code: &str) -> Remark {
    let found: Vec<_> = bundle.remarks().iter().filter(|remark| remark.code == code).collect();
    assert_eq!(found.len(), 1, "{code}: {:#?}", bundle.remarks());
    found[0].clone()
}

/// The total of an indicator; nothing where the indicator was left out.
fn total(bundle: &Bundle, indicator: &str) -> Option<Value> {
    let answer = bundle.answer(&Question::default());
    answer.findings.iter().find(|finding| finding.key.indicator == indicator).map(|finding| finding.value)
}

fn ids(bundle: &Bundle) -> Vec<&str> {
    bundle.framework().indicators.iter().map(|indicator| indicator.id.as_str()).collect()
}

#[test]
fn an_empty_file_is_told_and_the_rest_is_computed() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\n\n  \r\n"] {
        let bundle = load(Some(bytes));
        let remark = only(&bundle, "empty-file");
        assert_eq!((remark.severity, remark.places[0].file.as_str()), (Severity::Fatal, "t.csv"));
        // A count over a file that is not there would be a zero, and a zero is a number.
        assert_eq!(ids(&bundle), ["good"]);
        assert_eq!(total(&bundle, "good"), Some(Value::Known(2.0)));
    }
}

#[test]
fn a_header_without_rows_is_a_table_without_rows() {
    let bundle = load(Some(b"City,N\n"));
    assert_eq!(only(&bundle, "no-rows").severity, Severity::Doubt);
    assert_eq!(total(&bundle, "rows"), Some(Value::Known(0.0)));
    assert!(matches!(total(&bundle, "sum"), Some(Value::Missing(_))));
}

#[test]
fn a_missing_file_is_told_with_its_line_in_the_framework() {
    let bundle = load(None);
    let remark = only(&bundle, "missing-file");
    assert_eq!(remark.severity, Severity::Fatal);
    assert_eq!((remark.places[0].file.as_str(), remark.places[0].line), ("framework.toml", Some(5)));
    assert!(remark.message.contains("\"t.csv\""), "{}", remark.message);
    assert_eq!(ids(&bundle), ["good"]);
    assert_eq!(total(&bundle, "good"), Some(Value::Known(2.0)));
}

#[test]
fn a_missing_column_names_the_nearest_header() {
    let bundle = load(Some(b"City,NN\nTorino,1\n"));
    let remark = only(&bundle, "missing-column");
    assert_eq!(remark.places[0].column.as_deref(), Some("N"));
    assert!(remark.help.contains("\"NN\""), "{}", remark.help);
    // What does not need the column is computed.
    assert_eq!(ids(&bundle), ["rows", "good"]);
    assert_eq!(total(&bundle, "rows"), Some(Value::Known(1.0)));
}

#[test]
fn a_framework_that_is_not_toml_is_told_with_its_line() {
    let bundle = Bundle::load(Sources { files: vec![file("framework.toml", b"[framework]\nid == 3\n")] });
    let remark = only(&bundle, "not-toml");
    assert_eq!((remark.severity, remark.places[0].line), (Severity::Fatal, Some(2)));
    let bundle = Bundle::load(Sources { files: vec![file("framework.toml", b"\xFF\xFE[\0")] });
    assert_eq!(only(&bundle, "not-utf8").severity, Severity::Fatal);
}

#[test]
fn without_any_file_there_is_a_remark() {
    assert_eq!(only(&Bundle::load(Sources::default()), "no-framework").severity, Severity::Fatal);
}

#[test]
fn ten_thousand_columns() {
    let mut header: Vec<String> = (0..9_998).map(|n| format!("c{n}")).collect();
    header.insert(5_000, "City".to_owned());
    header.push("N".to_owned());
    let row =
        |n: u32| (0..9_999).map(|_| "x".to_owned()).chain([n.to_string()]).collect::<Vec<_>>().join(",");
    let text = [header.join(","), row(3), row(4)].join("\n");
    let bundle = load(Some(text.as_bytes()));
    assert_eq!(bundle.remarks(), []);
    assert_eq!(total(&bundle, "sum"), Some(Value::Known(7.0)));
}

#[test]
fn a_cell_of_ten_megabytes() {
    let long = "à\n".repeat(3_500_000);
    let bundle = load(Some(format!("City,N\nTorino,3\n\"{long}\",4\nMilano,few\n").as_bytes()));
    assert_eq!(total(&bundle, "sum"), Some(Value::Known(7.0)));
    let remark = only(&bundle, "not-a-count");
    assert_eq!((remark.places[0].line, remark.places[0].record), (Some(7_000_000 / 2 + 4), Some(3)));
    // The same where a number should be: the remark stays short.
    let bundle = load(Some(format!("City,N\nTorino,\"{long}\"\n").as_bytes()));
    let remark = only(&bundle, "not-a-count");
    assert!(remark.message.len() < 300, "{}", remark.message.len());
}

/// The codes of all remarks about the data.
fn codes(bundle: &Bundle) -> Vec<&str> {
    bundle.remarks().iter().map(|remark| remark.code.as_str()).collect()
}

/// The rows of the total of `sum`, opened: their lines and cells.
fn opened(bundle: &Bundle) -> Vec<(u64, Vec<String>)> {
    let key = Key { indicator: "sum".into(), ..Key::default() };
    let opened = bundle.open(&Question::default(), &key, 0, 10).unwrap();
    opened.rows.into_iter().map(|row| (row.line, row.cells)).collect()
}

#[test]
fn files_of_any_kind_give_the_same_numbers_and_lines() {
    let utf16: Vec<u8> =
        "City\tN\r\nForlì\t1\r\nTorino\t2\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &[&str], [u64; 2]); 8] = [
        (b"City;N\nForl\xEC;1\nTorino;2\n", &["encoding"], [2, 3]),
        (&utf16, &["encoding"], [2, 3]),
        ("City|N\nForlì|1\nTorino|2\n".as_bytes(), &[], [2, 3]),
        ("Title\n\nCity;N\nForlì;1\n\nTorino;2\n\nSource: us\n".as_bytes(), &["preamble", "footnotes"], [4, 6]),
        ("City,N\n,(people)\nForlì,1\nTorino,2\n".as_bytes(), &["unit-row"], [3, 4]),
        ("City;N\nForlì;1\nTorino;2\nNote: provisional, and more\n".as_bytes(), &["footnotes"], [2, 3]),
        ("sep=;\nCity;N\nForlì;1\nTorino;2\n".as_bytes(), &[], [3, 4]),
        ("<table><tr><td>City</td><td>N</td></tr>\n<tr><td>Forl&igrave;</td><td>1</td></tr>\n<tr><td>Torino</td>\
          <td>2</td></tr></table>".as_bytes(), &["not-a-workbook"], [2, 3]),
    ];
    for (bytes, expected, lines) in cases {
        let bundle = load(Some(bytes));
        assert_eq!(codes(&bundle), expected, "{:#?}", bundle.remarks());
        assert_eq!(total(&bundle, "rows"), Some(Value::Known(2.0)));
        assert_eq!(total(&bundle, "sum"), Some(Value::Known(3.0)));
        let rows = opened(&bundle);
        assert_eq!(rows[0], (lines[0], vec!["Forlì".to_owned(), "1".to_owned()]));
        assert_eq!(rows[1], (lines[1], vec!["Torino".to_owned(), "2".to_owned()]));
    }
}

#[test]
fn headers_of_two_rows_can_be_named() {
    let framework = FRAMEWORK.replace("header = \"N\"", "header = \"People - 2020\"");
    let files = vec![
        file("framework.toml", framework.as_bytes()),
        file("good.csv", b"City\nTorino\n"),
        file("t.csv", b"City;People;\n;2019;2020\nTorino;5;7\nMilano;1;2\n"),
    ];
    let bundle = Bundle::load(Sources { files });
    assert_eq!(codes(&bundle), ["header-rows"]);
    assert_eq!(total(&bundle, "sum"), Some(Value::Known(9.0)));
}

#[test]
fn a_sheet_of_a_workbook_is_a_table() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, cells) in [
        ("About", [("This", 0), ("is", 0)]),
        ("2019", [("Torino", 5), ("Milano", 1)]),
        ("2020", [("Torino", 7), ("Bari", 2)]),
    ] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, header) in ["City", "N"].into_iter().enumerate().filter(|_| name != "About") {
            sheet.write(2, column as u16, header).unwrap();
        }
        for (row, (city, n)) in (3..).zip(cells) {
            sheet.write(row, 0, city).unwrap().write(row, 1, n).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    for (sheet, sum) in [("", 6.0), ("sheet = \"2020\"\n", 9.0)] {
        let framework = FRAMEWORK.replace("file = \"t.csv\"\n", &format!("file = \"t.xlsx\"\n{sheet}"));
        let files = vec![
            file("framework.toml", framework.as_bytes()),
            file("good.csv", b"City\nTorino\n"),
            file("t.xlsx", &bytes),
        ];
        let bundle = Bundle::load(Sources { files });
        assert_eq!(total(&bundle, "sum"), Some(Value::Known(sum)), "{:#?}", bundle.remarks());
        assert_eq!(opened(&bundle)[0].0, 4);
    }
    let framework = FRAMEWORK.replace("file = \"t.csv\"\n", "file = \"t.xlsx\"\nsheet = \"2021\"\n");
    let files = vec![
        file("framework.toml", framework.as_bytes()),
        file("good.csv", b"City\nTorino\n"),
        file("t.xlsx", &bytes),
    ];
    let bundle = Bundle::load(Sources { files });
    assert_eq!(only(&bundle, "missing-sheet").severity, Severity::Fatal);
    assert_eq!(ids(&bundle), ["good"]);
}

#[test]
fn no_row_is_lost_in_a_ragged_file() {
    let bundle = load(Some(b"City;N\nTorino\nMilano;2;9;x\n;;\n\nRoma;3;\n\"Bari;4\n"));
    let codes: Vec<_> = bundle.remarks().iter().map(|remark| remark.code.as_str()).collect();
    assert_eq!(
        codes,
        ["short-record", "long-record", "blank-record", "unclosed-quote"],
        "{:#?}",
        bundle.remarks()
    );
    assert!(only(&bundle, "long-record").message.contains("9 | x"));
    assert_eq!(only(&bundle, "unclosed-quote").places[0].line, Some(7));
    assert_eq!(total(&bundle, "rows"), Some(Value::Known(4.0)));
    assert_eq!(total(&bundle, "sum"), Some(Value::Known(9.0)));
}

#[test]
fn very_many_bad_cells_are_one_remark() {
    let bundle = load(Some(format!("City,N\n{}", "Torino,few\n".repeat(300_000)).as_bytes()));
    let remark = only(&bundle, "not-a-count");
    assert_eq!((remark.count, remark.places.len()), (300_000, 3));
    assert_eq!(bundle.health().cells_set_aside, 300_000);
    assert_eq!(bundle.health().doubtful_rows, 300_000);
}

#[test]
fn very_many_keys_are_told_apart() {
    let framework = FRAMEWORK.replace("file = \"t.csv\"\n", "file = \"t.csv\"\nkey = [\"city\"]\n");
    let rows: String = (0..300_000).map(|n| format!("P-{n:07},1\n")).collect();
    let files = vec![
        file("framework.toml", framework.as_bytes()),
        file("good.csv", b"City\n"),
        file("t.csv", format!("City,N\n{rows}P-0000007,1\n").as_bytes()),
    ];
    let bundle = Bundle::load(Sources { files });
    let remark = only(&bundle, "duplicate-key");
    assert_eq!(remark.count, 1);
    assert_eq!(
        remark.message,
        "expected a key that occurs once, found \"P-0000007\" in line 9 and in line 300002"
    );
}

#[test]
fn a_zip_is_a_bundle_and_its_bad_paths_are_refused() {
    let zip = stored(&[
        ("b/framework.toml", FRAMEWORK.as_bytes()),
        ("b/t.csv", b"City,N\nTorino,3\n"),
        ("b/good.csv", b"City\nTorino\n"),
        ("../../etc/evil.csv", b"City\nTorino\n"),
    ]);
    let bundle = Bundle::load(Sources { files: vec![file("bundle.zip", &zip)] });
    assert_eq!(only(&bundle, "zip-path").severity, Severity::Fatal);
    assert_eq!(bundle.remarks().len(), 1);
    assert_eq!(total(&bundle, "sum"), Some(Value::Known(3.0)));
    // The same files loose are the same bundle.
    let loose = Bundle::load(Sources {
        files: vec![
            file("good.csv", b"City\nTorino\n"),
            file("t.csv", b"City,N\nTorino,3\n"),
            file("framework.toml", FRAMEWORK.as_bytes()),
        ],
    });
    let (zipped, loose) = (bundle.answer(&Question::default()), loose.answer(&Question::default()));
    assert_eq!((zipped.bundle, zipped.files), (loose.bundle, loose.files));
}

#[test]
fn progress_never_goes_back_and_ends() {
    let rows = "Torino,\"1,5\"\n".repeat(800_000);
    let framework = FRAMEWORK.replace("type = \"count\"", "type = \"number\"");
    let text = format!("City,N\n{}{rows}", "Torino,1.234\n".repeat(300_000));
    let mut loading = Loading::new(Sources {
        files: vec![
            file("framework.toml", framework.as_bytes()),
            file("good.csv", b"City\nTorino\n"),
            file("t.csv", text.as_bytes()),
        ],
    });
    let mut last = 0.0;
    let mut steps = 0;
    while let Some(progress) = loading.step() {
        assert!(progress.done <= progress.total, "{progress:?}");
        last = f64::max(last, progress.done as f64);
        steps += 1;
    }
    loading.set_sha256("t.csv", "given");
    assert!(steps > 10);
    let bundle = loading.finish();
    // Points separate thousands here: a comma far below proves it, and the table is read again.
    assert_eq!(total(&bundle, "sum"), Some(Value::Known(1234.0 * 300_000.0 + 1.5 * 800_000.0)));
    assert!(bundle.answer(&Question::default()).files.iter().any(|file| file.sha256 == "given"));
}

/// A zip of files as they are, made by hand: local headers, directory, end.
fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let offset = out.len() as u32;
        let size = (bytes.len() as u32).to_le_bytes();
        let mut header = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        header.extend(crc(bytes).to_le_bytes());
        header.extend(size);
        header.extend(size);
        header.extend((name.len() as u16).to_le_bytes());
        header.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&header);
        out.extend(name.as_bytes());
        out.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, size, count) = (out.len() as u32, directory.len() as u32, files.len() as u16);
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// CRC-32 as zips use it (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}
