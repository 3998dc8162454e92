//! Files as they come, and what they become.

use super::*;

fn read(name: &str, bytes: &[u8]) -> ReadFile {
    read_file(&SourceFile { name: name.to_owned(), bytes: bytes.to_vec().into(), sha256: None }, None, false)
}

fn codes(read: &ReadFile) -> Vec<&str> {
    read.description.remarks.iter().map(|remark| remark.code.as_str()).collect()
}

#[test]
fn a_file_is_printed_as_understood() {
    let read = read("t.csv", "Popolazione per comune\n\nComune;Anno;Tasso %\n;;(%)\nTorino;2019;1.234,5\nMilano;2020;n.d.\n\nFonte: ISTAT\n".as_bytes());
    assert_eq!(
        read.tables,
        ["Comune,Anno,Tasso %\nTorino,2019,1234.5\nMilano,2020,\n"],
        "{:#?}",
        read.description
    );
    assert_eq!(codes(&read), ["preamble", "unit-row", "footnotes", "missing-marker"]);
    let sheet = &read.description.sheets[0];
    assert_eq!((sheet.delimiter, sheet.header_lines.as_slice()), (Some(';'), &[3][..]));
    assert_eq!(sheet.footnotes[0].text, "Fonte: ISTAT");
    assert_eq!(sheet.columns[2].kind, "number");
}

#[test]
fn wide_is_made_long_on_demand() {
    let source = SourceFile {
        name: "t.csv".into(),
        bytes: b"Comune;2019;2020\nTorino;1,5;2,5\nMilano;;3,5\n".to_vec().into(),
        sha256: None,
    };
    let long = read_file(&source, None, true);
    assert_eq!(
        long.tables,
        ["Comune,period,value\nTorino,2019,1.5\nTorino,2020,2.5\nMilano,2019,\nMilano,2020,3.5\n"]
    );
}

#[test]
fn flags_stay_beside_their_own_year() {
    for (header, name) in [("Comune;2019;;2020;", "flag"), ("Comune;2019;%;2020;%", "%")] {
        let bytes = format!("{header}\nTorino;1,5;b;2,5;\nMilano;3;;3,5;e\n").into_bytes();
        let source = SourceFile { name: "t.csv".into(), bytes: bytes.into(), sha256: None };
        let expected = format!(
            "Comune,period,value,{name}\nTorino,2019,1.5,b\nTorino,2020,2.5,\nMilano,2019,3,\nMilano,2020,3.5,e\n"
        );
        assert_eq!(read_file(&source, None, true).tables, [expected]);
    }
}

#[test]
fn a_lone_note_behind_all_years_tells_of_the_row() {
    let bytes = "Comune;2019;2020;Note\nBra;1;2;dati stimati\nAlba;4;5;\n".as_bytes().to_vec();
    let source = SourceFile { name: "t.csv".into(), bytes: bytes.into(), sha256: None };
    let expected = "Comune,Note,period,value\nBra,dati stimati,2019,1\nBra,dati stimati,2020,2\nAlba,,2019,4\nAlba,,2020,5\n";
    assert_eq!(read_file(&source, None, true).tables, [expected]);
}

#[test]
fn an_empty_file_is_fatal_and_prints_nothing() {
    let read = read("t.csv", b"");
    assert_eq!((codes(&read), read.tables[0].as_str()), (vec!["empty-file"], ""));
}

#[test]
fn a_year_with_flags_is_one_of_the_years() {
    let long = |text: &str| {
        let source =
            SourceFile { name: "t.csv".into(), bytes: text.as_bytes().to_vec().into(), sha256: None };
        read_file(&source, None, true).tables
    };
    assert_eq!(
        long("Country,2019,2020\nItaly,12.4,12.2\nPoland,3.6,3.5 p\nSweden,7.1,7.2 p\n"),
        [
            "Country,period,value\nItaly,2019,12.4\nItaly,2020,12.2\nPoland,2019,3.6\nPoland,2020,3.5 p\nSweden,2019,7.1\nSweden,2020,7.2 p\n"
        ]
    );
    assert_eq!(
        long("Comune;Utenti 2019;Utenti 2020;Spesa 2019;Spesa 2020\nAsti;12;13;100,5;99\n"),
        [
            "Comune,indicator,period,value\nAsti,Utenti,2019,12\nAsti,Utenti,2020,13\nAsti,Spesa,2019,100.5\nAsti,Spesa,2020,99\n"
        ]
    );
}

#[test]
fn a_year_and_a_part_of_it_are_one_period() {
    let long = |text: &str| {
        let source =
            SourceFile { name: "t.csv".into(), bytes: text.as_bytes().to_vec().into(), sha256: None };
        read_file(&source, None, true).tables[0].clone()
    };
    assert_eq!(
        long("Comune;Anno;Mese;Utenti\nAsti;2021;gennaio;12\nAsti;2021;febbraio;13\n"),
        "Comune,period,Utenti\nAsti,2021-01,12\nAsti,2021-02,13\n"
    );
    assert_eq!(
        long("Comune;Anno;Trimestre;Nati;Morti\nAsti;2021;1;12;9\nAsti;2021;2;13;8\n"),
        "Comune,period,indicator,value\nAsti,2021-Q1,Nati,12\nAsti,2021-Q1,Morti,9\nAsti,2021-Q2,Nati,13\nAsti,2021-Q2,Morti,8\n"
    );
    // A row of the whole year stands among them: they stay two.
    let found = long("Comune;Anno;Trimestre;Nati\nAsti;2021;1;12\nAsti;2021;Totale;13\n");
    assert_eq!(found.lines().next(), Some("Comune,Anno,Trimestre,Nati"));
}
