//! Workbooks through the public face: written here cell by cell, read as the workbook means them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use esito_engine::{ReadFile, SourceFile, read_file};
use esito_model::{Layout, SheetReason};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

fn read(name: &str, book: &mut Workbook, sheet: Option<&str>) -> ReadFile {
    let bytes = book.save_to_buffer().unwrap();
    read_file(&SourceFile { name: name.to_owned(), bytes: bytes.into(), sha256: None }, sheet, false)
}

fn chosen(read: &ReadFile) -> &str {
    &read.tables[read.description.chosen]
}

fn codes(read: &ReadFile) -> Vec<&str> {
    read.description.remarks.iter().map(|remark| remark.code.as_str()).collect()
}

/// Writes rows of text from a place on.
fn write(sheet: &mut Worksheet, row: u32, rows: &[&[&str]]) {
    for (row, cells) in (row..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, *cell).unwrap(),
            };
        }
    }
}

#[test]
fn cells_are_what_the_workbook_means() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    write(sheet, 0, &[&["code", "day", "moment", "number", "sum", "share", "done", "text", "code as text"]]);
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let padded = Format::new().set_num_format("000000");
    let percent = Format::new().set_num_format("0.0%");
    for (row, date) in [(1, (2024, 3, 31)), (2, (2023, 12, 1))] {
        let date = ExcelDateTime::from_ymd(date.0, date.1, date.2).unwrap();
        sheet.write_with_format(row, 0, 1272, &padded).unwrap();
        sheet.write_with_format(row, 1, &date, &day).unwrap();
        sheet.write_with_format(row, 2, date.and_hms(14, 30, 0).unwrap(), &moment).unwrap();
        sheet.write(row, 3, 1.234).unwrap();
        sheet.write(row, 4, Formula::new("=0.1+0.2").set_result("0.30000000000000004")).unwrap();
        sheet.write_with_format(row, 5, 0.125, &percent).unwrap();
        sheet.write(row, 6, true).unwrap();
        sheet.write(row, 7, "about it").unwrap();
        sheet.write(row, 8, "007").unwrap();
    }
    let read = read("t.xlsx", &mut book, None);
    assert_eq!(
        chosen(&read),
        "code,day,moment,number,sum,share,done,text,code as text\n\
         001272,2024-03-31,2024-03-31T14:30:00,1.234,0.3,0.125,TRUE,about it,007\n\
         001272,2023-12-01,2023-12-01T14:30:00,1.234,0.3,0.125,TRUE,about it,007\n"
    );
    // A number that a workbook stores is in no doubt.
    assert_eq!(codes(&read), ["percent-format", "date-with-time"]);
    let kinds: Vec<&str> =
        read.description.sheets[0].columns.iter().map(|column| column.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["code", "date", "date and time", "number", "number", "number", "yes or no", "text", "code"]
    );
}

#[test]
fn months_are_months_and_numbers_in_millions_are_asked_about() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    write(sheet, 0, &[&["month", "day", "year", "Budget (mln)"]]);
    let formats = ["mmm-yy", "mmm-yy", "yyyy"].map(|code| Format::new().set_num_format(code));
    let millions = Format::new().set_num_format("0.0,,");
    for (row, month, day, year) in [(1, 3, 1, 2021), (2, 4, 2, 2022)] {
        // A column in which not every day is the first of a month has days, however it shows them.
        let days = [(2022, month, 1), (2022, month, day), (year, 1, 1)];
        for (column, (day, format)) in (0..).zip(days.iter().zip(&formats)) {
            let date = ExcelDateTime::from_ymd(day.0, day.1, day.2).unwrap();
            sheet.write_with_format(row, column, &date, format).unwrap();
        }
        sheet.write_with_format(row, 3, 1_500_000.0 * f64::from(row), &millions).unwrap();
    }
    let read = read("t.xlsx", &mut book, None);
    assert_eq!(
        chosen(&read),
        "month,day,year,Budget (mln)\n2022-03,2022-03-01,2021,1500000\n2022-04,2022-04-02,2022,3000000\n"
    );
    assert_eq!(codes(&read), ["scaled-format"]);
}

#[test]
fn errors_are_missing_and_said() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    write(sheet, 0, &[&["place", "rate"], &["Torino", "0.5"], &["Milano"], &["Roma", "0.75"]]);
    sheet.write(2, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let read = read("t.xlsx", &mut book, None);
    assert_eq!(chosen(&read), "place,rate\nTorino,0.5\nMilano,\nRoma,0.75\n");
    let remark = &read.description.remarks[0];
    assert_eq!((remark.code.as_str(), remark.places[0].line), ("cell-error", Some(3)));
}

#[test]
fn titles_merged_headers_and_labels() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 4, "Tavola 1 - Popolazione per regione e sesso", &plain).unwrap();
    sheet.merge_range(2, 0, 3, 0, "Regione", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "Comune", &plain).unwrap();
    sheet.merge_range(2, 2, 2, 3, "2019", &plain).unwrap();
    write(sheet, 2, &[&["", "", "", "", "Totale"], &["", "", "Maschi", "Femmine"]]);
    sheet.merge_range(4, 0, 5, 0, "Piemonte", &plain).unwrap();
    write(
        sheet,
        4,
        &[
            &["", "Torino", "5", "6", "11"],
            &["", "Cuneo", "7", "8", "15"],
            &["Liguria", "Genova", "9", "10", "19"],
        ],
    );
    write(sheet, 8, &[&["Fonte: Istat"]]);
    let read = read("t.xlsx", &mut book, None);
    assert_eq!(
        chosen(&read),
        "Regione,Comune,2019 - Maschi,2019 - Femmine,Totale\nPiemonte,Torino,5,6,11\nPiemonte,Cuneo,7,8,15\n\
         Liguria,Genova,9,10,19\n"
    );
    assert_eq!(codes(&read), ["preamble", "header-rows", "footnotes", "merged-cells"]);
}

#[test]
fn a_number_merged_over_rows_is_not_repeated() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    write(sheet, 0, &[&["Comune", "Fondi"], &["Torino"], &["Cuneo"], &["Roma", "7"]]);
    sheet.merge_range(1, 1, 2, 1, "", &Format::new()).unwrap();
    sheet.write(1, 1, 500).unwrap();
    let read = read("t.xlsx", &mut book, None);
    assert_eq!(chosen(&read), "Comune,Fondi\nTorino,500\nCuneo,\nRoma,7\n");
    assert_eq!(codes(&read), ["merged-number"]);
}

#[test]
fn sheets_are_chosen_or_all() {
    let mut book = Workbook::new();
    write(
        book.add_worksheet().set_name("Note").unwrap(),
        0,
        &[&["Che cosa contiene"], &["Dati di prova, in due fogli"]],
    );
    write(book.add_worksheet().set_name("2019").unwrap(), 0, &[&["Comune", "N"], &["Torino", "1"]]);
    write(book.add_worksheet().set_name("2020").unwrap(), 0, &[&["Comune", "N"], &["Torino", "2"]]);
    write(
        book.add_worksheet().set_name("old").unwrap().set_hidden(true),
        0,
        &[&["Comune", "N"], &["Torino", "3"]],
    );
    let all = read("t.csv", &mut book, None);
    assert_eq!(chosen(&all), "Comune,N\nTorino,1\n");
    assert_eq!(codes(&all), ["several-sheets"]);
    assert_eq!((all.tables.len(), all.description.others.as_slice()), (3, &["old".to_owned()][..]));
    let whys: Vec<(&str, SheetReason)> =
        all.description.whys.iter().map(|sheet| (sheet.name.as_str(), sheet.why)).collect();
    let expected = [
        ("Note", SheetReason::Explains),
        ("2019", SheetReason::First),
        ("2020", SheetReason::Other),
        ("old", SheetReason::Hidden),
    ];
    assert_eq!(whys, expected);
    let one = read("t.csv", &mut book, Some("2020"));
    assert_eq!(one.description.whys[0].why, SheetReason::Named);
    assert_eq!((chosen(&one), codes(&one)), ("Comune,N\nTorino,2\n", vec![]));
    assert_eq!(chosen(&read("t.csv", &mut book, Some("old"))), "Comune,N\nTorino,3\n");
    let none = read("t.csv", &mut book, Some("2031"));
    assert_eq!((none.tables.len(), codes(&none)), (0, vec!["missing-sheet"]));
}

#[test]
fn words_among_numbers_leave_the_column_as_found() {
    let mut book = Workbook::new();
    let rows: &[&[&str]] =
        &[&["Comune", "N", "M"], &["Torino", "1.5", "2"], &["Cuneo", "few", "n.d."], &["Roma", "3", "12,5"]];
    write(book.add_worksheet(), 0, rows);
    let read = read("t.xlsx", &mut book, None);
    assert_eq!(chosen(&read), "Comune,N,M\nTorino,1.5,2\nCuneo,few,\nRoma,3,12.5\n");
    let kinds: Vec<&str> =
        read.description.sheets[0].columns.iter().map(|column| column.kind.as_str()).collect();
    assert_eq!(kinds, ["text", "text", "number"]);
    assert!(codes(&read).contains(&"mixed-column"));
}

#[test]
fn years_over_columns_are_a_layout() {
    let mut book = Workbook::new();
    write(
        book.add_worksheet(),
        1,
        &[&["Comune", "2019", "2020"], &["Torino", "1", "2"], &["Cuneo", "3", "4"]],
    );
    let read = read("t.xlsx", &mut book, None);
    assert_eq!(chosen(&read), "Comune,2019,2020\nTorino,1,2\nCuneo,3,4\n");
    assert_eq!(read.description.sheets[0].layout, Layout::WideByPeriod);
    assert_eq!(read.description.sheets[0].wide, ["2019", "2020"]);
}

#[test]
fn a_cell_far_away_does_not_fill_the_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    write(sheet, 0, &[&["Comune", "N"], &["Torino", "1"], &["Cuneo", "2"]]);
    sheet.write(1_048_575, 0, "Fonte: chi sa").unwrap();
    let read = read("t.xlsx", &mut book, None);
    assert_eq!(chosen(&read), "Comune,N\nTorino,1\nCuneo,2\n");
    assert_eq!(read.description.sheets[0].footnotes[0].line, 1_048_576);
}

#[test]
fn what_is_no_workbook_is_told() {
    for bytes in [&b"PK\x03\x04 and no more"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more"] {
        let source = SourceFile { name: "t.xlsx".to_owned(), bytes: bytes.to_vec().into(), sha256: None };
        let read = read_file(&source, None, false);
        assert_eq!(read.description.remarks.len(), 1, "{:#?}", read.description.remarks);
        assert!(read.tables.is_empty());
    }
}
