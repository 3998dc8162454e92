//! Tables of text in; columns and remarks out, through the whole bundle.

use crate::{Bundle, SourceFile, Sources};
use esito_model::{Remark, Severity};

fn bundle(columns: &str, more: &str, files: &[(&str, &[u8])]) -> Bundle {
    let framework = format!(
        "[framework]\nid = \"t\"\ncurrency = \"EUR\"\n[[table]]\nid = \"t\"\nfile = \"*.csv\"\n{more}\n[table.columns]\n{columns}\n"
    );
    let mut all = vec![("framework.toml", framework.as_bytes())];
    all.extend(files);
    let file = |(name, bytes): (&str, &[u8])| SourceFile {
        name: name.into(),
        bytes: bytes.to_vec().into(),
        sha256: None,
    };
    Bundle::load(Sources { files: all.into_iter().map(file).collect() })
}

/// One column `x` of a type over these cells: its cells as Polars prints them, and the remarks' codes.
fn column(kind: &str, cells: &[&str]) -> (Vec<String>, Vec<String>) {
    column_of(kind, cells, ",")
}

fn column_of(kind: &str, cells: &[&str], delimiter: &str) -> (Vec<String>, Vec<String>) {
    let rows: String = cells.iter().map(|cell| format!("\"{cell}\"{delimiter}1\n")).collect();
    let columns = format!("x = {{ header = \"X\", type = \"{kind}\" }}\ny = \"Y\"");
    let bundle = bundle(&columns, "", &[("a.csv", format!("X{delimiter}Y\n{rows}").as_bytes())]);
    (printed(&bundle), bundle.remarks().iter().map(|remark| remark.code.clone()).collect())
}

/// The first column's cells.
fn printed(bundle: &Bundle) -> Vec<String> {
    bundle.dataset.printed(0, &bundle.framework.tables[0].columns[0].name)
}

#[track_caller]
fn expect(kind: &str, cells: &[&str], values: &[&str], codes: &[&str]) {
    let (found, told) = column(kind, cells);
    let found: Vec<_> = found.iter().map(|value| value.trim_matches('"')).collect();
    assert_eq!(found, values, "{kind}");
    assert_eq!(told, codes, "{kind}");
}

#[test]
fn text_keeps_zeros_and_loses_white_space_around() {
    expect("text", &["007", " a b ", "  ", ""], &["007", "a b", "null", "null"], &["surrounding-space"]);
}

#[test]
fn years_and_their_parts() {
    let columns = "x = { header = \"Anno\", type = \"period\", part = \"Trim.\" }\nn = \"N\"";
    let cells = "Anno;Trim.;N\n2021;1;a\n2021;II;b\n2022;\"T4\";c\n2022;;d\n2022;9;e\n;3;f\n";
    let found = bundle(columns, "", &[("a.csv", cells.as_bytes())]);
    let codes: Vec<&str> = found.remarks().iter().map(|remark| remark.code.as_str()).collect();
    let printed = printed(&found);
    assert_eq!(codes, ["not-a-period"], "{printed:?}");
    let missing = |cell: &&String| cell.as_str() == "null";
    assert_eq!(printed.iter().filter(missing).count(), 2, "{printed:?}");
    let absent = bundle(&columns.replace("Trim.", "Mese"), "", &[("a.csv", cells.as_bytes())]);
    assert_eq!(absent.remarks()[0].code, "missing-column");
}

#[test]
fn counts() {
    expect("count", &["12", "12.0", "", "0"], &["12", "12", "null", "0"], &[]);
    expect("count", &["-1", "1.5", "few"], &["null", "null", "null"], &["not-a-count"]);
    expect("count", &["1.234", "2.500.000"], &["1234", "2500000"], &[]);
    expect("count", &["1,234", "7"], &["1234", "7"], &[]);
    expect("count", &["12.000"], &["12000"], &["ambiguous-decimal"]);
}

#[test]
fn numbers_of_two_languages() {
    expect("number", &["1.5", "-2", "1,234.5"], &["1.5", "-2.0", "1234.5"], &[]);
    expect("number", &["1,5", "-2", "1.234,5"], &["1.5", "-2.0", "1234.5"], &[]);
    // One sure cell decides for those that could be read both ways.
    expect("number", &["1.234", "0,5"], &["1234.0", "0.5"], &[]);
    expect("number", &["1.234", "0.5"], &["1.234", "0.5"], &[]);
    expect("number", &["1.234"], &["1.234"], &["ambiguous-decimal"]);
    expect("number", &["1.5", "2.5", "3,5"], &["1.5", "2.5", "null"], &["not-a-number"]);
}

#[test]
fn a_sure_cell_after_the_first_stretch_changes_all_before() {
    let mut cells = vec!["1.234"; 5_000];
    cells.push("0,5");
    let (found, told) = column("number", &cells);
    assert_eq!(found[0], "1234.0");
    assert_eq!(found[5_000], "0.5");
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn files_with_semicolons_have_decimal_commas_where_nothing_decides() {
    let (found, told) = column_of("number", &["1,234"], ";");
    assert_eq!((found, told), (vec!["1.234".to_owned()], vec!["ambiguous-decimal".to_owned()]));
    let (found, _) = column_of("number", &["1,234"], ",");
    assert_eq!(found, ["1234.0"]);
}

#[test]
fn percentages_and_shares() {
    expect("percent", &["45", "45%", "45.5 %"], &["0.45", "0.45", "0.455"], &[]);
    expect("percent", &["45,5 %"], &["0.455"], &[]);
    expect("share", &["0.45", "1", "45"], &["0.45", "1.0", "45.0"], &["share-above-one"]);
}

#[test]
fn money_is_exact() {
    expect("money", &["0.1", "1250.50", "0.00005"], &["1000", "12505000", "1"], &["money-rounded"]);
    expect("money", &["1.250,50", "EUR 5"], &["12505000", "50000"], &[]);
    expect("money", &["1.250,50", "5 dollars"], &["12505000", "null"], &["not-money"]);
}

#[test]
fn dates() {
    expect("date", &["2024-03-31", "2018-13"], &["2024-03-31", "null"], &["not-a-date"]);
    expect("date", &["31/03/2024", "03/04/2024"], &["2024-03-31", "2024-04-03"], &[]);
    expect("date", &["03/31/2024", "03/04/2024"], &["2024-03-31", "2024-03-04"], &[]);
    expect("date", &["03/04/2024"], &["2024-04-03"], &["ambiguous-date"]);
    expect("date", &["2024-03"], &["null"], &["partial-date"]);
    expect(
        "period",
        &["2020", "2020-Q2", "2020H2", "soon"],
        &["2020-01-01", "2020-04-01", "2020-07-01", "null"],
        &["not-a-period"],
    );
}

#[test]
fn yes_and_no() {
    expect(
        "bool",
        &["yes", "Sì", "1", "x", "FALSO", "no", "0", ""],
        &["true", "true", "true", "true", "false", "false", "false", "null"],
        &[],
    );
    expect("bool", &["perhaps"], &["null"], &["not-a-bool"]);
}

fn only(bundle: &Bundle, code: &str) -> Remark {
    let found: Vec<_> = bundle.remarks().iter().filter(|remark| remark.code == code).collect();
    assert_eq!(found.len(), 1, "{code}: {:#?}", bundle.remarks());
    found[0].clone()
}

#[test]
fn a_remark_names_file_line_column_and_record() {
    let file = "ID;Ended\nA;2020-01-01\nB;\"\nline\"\nC;2018-13\n";
    let columns = "id = \"ID\"\nended = { header = \"Ended\", type = \"date\" }";
    let bundle = bundle(columns, "", &[("outcomes.csv", file.as_bytes())]);
    let remark = only(&bundle, "not-a-date");
    assert_eq!(remark.count, 2);
    assert_eq!(remark.severity, Severity::Doubt);
    let place = &remark.places[1];
    assert_eq!((place.file.as_str(), place.line, place.record), ("outcomes.csv", Some(5), Some(3)));
    assert_eq!(place.column.as_deref(), Some("Ended"));
    assert_eq!(bundle.health().rows, 3);
    assert_eq!(bundle.health().cells_set_aside, 2);
    assert_eq!(bundle.health().doubtful_rows, 2);

    let line =
        only(&self::bundle(columns, "", &[("outcomes.csv", b"ID;Ended\nC;2018-13\n")]), "not-a-date").line();
    assert_eq!(line, "outcomes.csv:2 Ended: expected a date such as 2024-03-31, found \"2018-13\"");
}

#[test]
fn private_cells_are_never_quoted() {
    let columns = "id = { header = \"ID\", type = \"count\" }\nborn = { header = \"Born\", type = \"date\" }";
    let file = b"ID,Born\nRossi,03/04/2024\nRossi,Bianchi\n";
    let bundle = bundle(columns, "key = [\"id\"]\nprivate = [\"id\", \"born\"]", &[("a.csv", file)]);
    assert_eq!(bundle.remarks().len(), 4, "{:#?}", bundle.remarks());
    for remark in bundle.remarks() {
        let text = remark.line();
        assert!(!text.contains("Rossi") && !text.contains("Bianchi") && !text.contains("03/04"), "{text}");
    }
    assert_eq!(bundle.raw_headers(0), [""; 0]);
    assert_eq!(bundle.raw_row(0, 0), [""; 0]);
}

#[test]
fn keys_that_occur_twice_or_not_at_all() {
    let bundle = bundle(
        "id = \"ID\"",
        "key = [\"id\"]",
        &[("a.csv", b"ID,x\nA,1\nB,1\n ,1\n"), ("b.csv", b"x,ID\n1,C\n1, B \n")],
    );
    let twice = only(&bundle, "duplicate-key");
    assert_eq!(twice.message, "expected a key that occurs once, found \"B\" in line 3 and in line 3");
    assert_eq!(twice.places[0].file, "b.csv");
    assert_eq!(only(&bundle, "missing-key").places[0].line, Some(4));
    assert_eq!(bundle.health().rows, 5);
}

#[test]
fn wide_becomes_long() {
    let more = "unpivot = { columns = \"20*\", names_to = \"year\", values_to = \"rate\" }";
    let columns = "year = { type = \"period\" }\ncity = \"City\"";
    let bundle = bundle(columns, more, &[("a.csv", b"City,2020,2021,Note\nTorino,1.5,,n\nMilano,few,4,n\n")]);
    assert_eq!(bundle.dataset.printed(0, "rate"), ["1.5", "null", "null", "4.0"]);
    assert_eq!(only(&bundle, "not-a-number").places[0].record, Some(2));
    assert_eq!(bundle.raw_headers(0), ["City", "year", "rate"]);
    assert_eq!(bundle.raw_row(0, 3), ["Milano", "2021", "4"]);
    assert_eq!(bundle.raw_row(0, 2), ["Milano", "2020", "few"]);
}

#[test]
fn markers_of_what_is_missing_are_noted_and_not_set_aside() {
    expect(
        "count",
        &["12", "n.d.", ":", "c", "-"],
        &["12", "null", "null", "null", "null"],
        &["missing-marker"],
    );
    expect(
        "date",
        &["2024-03-31", "-", "c"],
        &["2024-03-31", "null", "null"],
        &["missing-marker", "not-a-date"],
    );
    expect("number", &["-5", "NA"], &["-5.0", "null"], &["missing-marker"]);
    expect("text", &["NA", "-"], &["NA", "-"], &[]);
}

#[test]
fn days_and_periods_in_nine_languages() {
    expect(
        "date",
        &["31 marzo 2024", "1 kwietnia 2024", "2 avr. 2024"],
        &["2024-03-31", "2024-04-01", "2024-04-02"],
        &[],
    );
    expect("date", &["31/03/24"], &["2024-03-31"], &["two-digit-year"]);
    expect(
        "period",
        &["T2 2020", "gennaio 2021", "2019/20"],
        &["2020-04-01", "2021-01-01", "null"],
        &["not-a-period"],
    );
}

#[test]
fn personal_data_that_nobody_called_private_are_said_and_not_quoted() {
    let columns =
        "mail = \"Contact\"\nborn = { header = \"Data di nascita\", type = \"date\" }\nn = \"Nome\"";
    let file = b"Contact,Data di nascita,Nome\na@example.org,31/12/1980,Maria Rossi\nb@example.org,soon,Anna Bianchi\n";
    let bundle = bundle(columns, "", &[("a.csv", file)]);
    let told: Vec<&str> = bundle.remarks().iter().map(|remark| remark.code.as_str()).collect();
    assert_eq!(told, ["personal-data", "personal-data", "personal-data", "not-a-date"]);
    for remark in bundle.remarks() {
        assert!(!remark.line().contains("soon") && !remark.line().contains("Rossi"), "{}", remark.line());
    }
    let quiet = self::bundle(columns, "private = [\"mail\", \"born\", \"n\"]", &[("a.csv", file)]);
    assert_eq!(quiet.remarks().len(), 1);
}
