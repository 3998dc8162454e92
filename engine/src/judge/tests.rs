//! Columns, and what they are.

use super::number::Mark;
use super::*;

/// The cells of a column as they would be printed, and the codes of what is asked.
fn printed(header: &str, cells: &[&str], company: &Company) -> (Vec<String>, Vec<&'static str>) {
    let judgement = judge(header, cells, company);
    let print = |cell: &&str| match judgement.rewrite(cell) {
        Rewritten::Missing(_) => String::new(),
        Rewritten::Number(text) | Rewritten::Date(text) => text,
        Rewritten::AsFound => (*cell).to_owned(),
    };
    let asked =
        judgement.questions().iter().filter(|question| question.is_asked()).map(|question| question.code);
    (cells.iter().map(print).collect(), asked.collect())
}

fn check(header: &str, cells: &[&str], expected: &[&str], asked: &[&str]) {
    let (found, questions) = printed(header, cells, &Company::default());
    assert_eq!(found, expected, "{header} {cells:?}");
    assert_eq!(questions, asked, "{header} {cells:?}");
}

#[test]
fn numbers_come_out_with_a_point_or_are_asked() {
    check("n", &["1.234,50", "-0,5", "12"], &["1234.50", "-0.5", "12"], &[]);
    check("n", &["1,234.50", "12"], &["1234.50", "12"], &[]);
    check("n", &["1 234", "12", "1 234 567,8"], &["1234", "12", "1234567.8"], &[]);
    check("n", &["1\u{A0}234", "1\u{202F}234,5"], &["1234", "1234.5"], &[]);
    check("n", &["1'234.5", "2"], &["1234.5", "2"], &[]);
    check("n", &["1.234", "567"], &["1.234", "567"], &["ambiguous-decimal"]);
    check("n", &["1,234", "567"], &["1,234", "567"], &["ambiguous-decimal"]);
    check("n", &["1.234", "0,5"], &["1234", "0.5"], &[]);
    check("n", &["1.234.567", "1.234"], &["1234567", "1234"], &[]);
    check("n", &["1.5", "1,5"], &["1.5", "1,5"], &["mixed-decimals"]);
    check("n", &["12,5 %", "3 %"], &["12.5", "3"], &[]);
    check("n", &["12,5 %", "3"], &["12,5 %", "3"], &["mixed-percent"]);
    check("n", &["€ 1.234,50", "€ 2,00"], &["1234.50", "2.00"], &[]);
    check("n", &["€ 5,00", "$ 5,00"], &["€ 5,00", "$ 5,00"], &["several-currencies"]);
    check("n", &["(12,5)", "3,1"], &["-12.5", "3.1"], &["number-in-brackets"]);
    check("n", &["12.3 b", ": c", "4.5", "5"], &["12.3 b", "", "4.5", "5"], &["number-with-flag"]);
    check("n", &["<5", "12,5", "7"], &["<5", "12,5", "7"], &["number-with-bound"]);
    check("n", &["1,23,456", "12"], &["1,23,456", "12"], &["indian-grouping"]);
    check("n", &["12", "about ten", "13", "14"], &["12", "about ten", "13", "14"], &["mixed-column"]);
    check("lat", &["45.070.312", "45.123.456"], &["45.070.312", "45.123.456"], &["not-degrees"]);
    check("SDG goals", &["1,5", "8,10"], &["1,5", "8,10"], &["list-or-number"]);
    check("x", &["1,5,8,10", "3", "4", "1, 5"], &["1,5,8,10", "3", "4", "1, 5"], &[]);
    check("goals", &["1,5,8,10", "3"], &["1,5,8,10", "3"], &[]);
}

#[test]
fn neighbours_help_and_it_is_still_asked() {
    let columns = [
        ("a", vec!["1,5", "2,5"]),
        ("b", vec!["1.234", "5"]),
        ("c", vec!["01/02/2020"]),
        ("d", vec!["31/12/2020"]),
    ];
    let company = company(&columns, Some(';'));
    assert_eq!((company.decimal, company.order), (Some(Mark::Comma), Some(Order::Day)));
    assert_eq!(
        printed("b", &["1.234", "5"], &company),
        (vec!["1234".to_owned(), "5".to_owned()], vec!["ambiguous-decimal"])
    );
    assert_eq!(
        printed("c", &["01/02/2020"], &company),
        (vec!["2020-02-01".to_owned()], vec!["ambiguous-date"])
    );
}

#[test]
fn dates_come_out_in_iso_form_or_are_asked() {
    check("d", &["31/03/2024", "01/04/2024"], &["2024-03-31", "2024-04-01"], &[]);
    check("d", &["3/31/2024", "4/1/2024"], &["2024-03-31", "2024-04-01"], &[]);
    check("d", &["03/04/2024", "05/06/2024"], &["03/04/2024", "05/06/2024"], &["ambiguous-date"]);
    check("d", &["13/04/2024", "04/13/2024"], &["13/04/2024", "04/13/2024"], &["mixed-dates"]);
    check("d", &["31/03/24"], &["2024-03-31"], &[]);
    check("Data di nascita", &["31/03/24"], &["2024-03-31"], &["two-digit-year"]);
    check("d", &["31/03/24", "01/04/64"], &["2024-03-31", "1964-04-01"], &["two-digit-year"]);
    check("d", &["2024-03-31", "2024-03"], &["2024-03-31", "2024-03"], &[]);
    check("d", &["31 marzo 2024", "", "n.d."], &["2024-03-31", "", ""], &[]);
    check("d", &["2024-03-31T10:00:00Z"], &["2024-03-31T10:00:00Z"], &[]);
    check("d", &["31/03/2024 00:00"], &["2024-03-31"], &[]);
    check("date", &["43831", "43900"], &["43831", "43900"], &["date-serial"]);
    check("date", &["20240331", "20240401"], &["2024-03-31", "2024-04-01"], &[]);
    check("n", &["20240331", "20240401"], &["20240331", "20240401"], &[]);
    check("anno", &["2019", "2020"], &["2019", "2020"], &[]);
    check(
        "d",
        &["31/03/2024", "30/02/2024", "01/01/2024"],
        &["31/03/2024", "30/02/2024", "01/01/2024"],
        &["not-a-date"],
    );
    check("q", &["T1 2020", "T2 2020"], &["T1 2020", "T2 2020"], &[]);
}

#[test]
fn what_is_missing_depends_on_the_column() {
    check("n", &["1", ":", "..", "-", "NA", "c", "0"], &["1", "", "", "", "", "", "0"], &[]);
    check("country", &["IT", "NA", "DE"], &["IT", "NA", "DE"], &[]);
    check("prov", &["TO", "NA", "-"], &["TO", "NA", ""], &[]);
    check("Comune", &["Torino", "None", "Nole"], &["Torino", "None", "Nole"], &[]);
    check("answer", &["often", "None", "never"], &["often", "None", "never"], &["marker-or-word"]);
    check("flag", &["p", "c", "b", "s"], &["p", "c", "b", "s"], &[]);
    check("test", &["+", "-", "+"], &["+", "-", "+"], &[]);
    check("word", &["a", "n/a", "#N/D", "-"], &["a", "", "", ""], &[]);
}

#[test]
fn codes_keep_their_zeros() {
    check("x", &["001", "120", "020"], &["001", "120", "020"], &[]);
    check("Codice ISTAT", &["1", "001"], &["1", "001"], &["leading-zeros"]);
    check("telefono", &["011 123 456"], &["011 123 456"], &[]);
    check("CAP", &["10.121", "20.121"], &["10.121", "20.121"], &["code-or-number"]);
    check("id", &["1,234"], &["1,234"], &["code-or-number"]);
    check("age", &["05-set", "10-14", "15-19"], &["05-set", "10-14", "15-19"], &["range-as-date"]);
}

#[test]
fn groups_ordinals_and_addresses_are_text() {
    for cells in [
        &["0-14", "15-24", "65+"][..],
        &["0", "1-4", "5-9", "85+"],
        &["<5", "≥5"],
        &["1.", "2.", "3."],
        &["12 via Roma", "3 corso Francia", "5 via Po", "8 piazza Castello"],
        &["1)", "2)"],
    ] {
        check("x", cells, cells, &[]);
    }
}

#[test]
fn measures_with_words_beside_them_are_asked() {
    check("x", &["12 km", "3 km"], &["12 km", "3 km"], &["number-with-unit"]);
    check("x", &["250k", "1,2 mln"], &["250k", "1,2 mln"], &["number-with-unit"]);
    check("x", &["~120", "12,5"], &["~120", "12,5"], &["number-about"]);
    check("x", &["<5", "12", "<5", "<5"], &["<5", "12", "<5", "<5"], &["number-with-bound"]);
    check("x", &["3% to 5%", "4%", "6%"], &["3% to 5%", "4%", "6%"], &["number-range"]);
    check("x", &["8,0 b"], &["8,0 b"], &["number-with-flag"]);
    check("x", &["1 234*", "12"], &["1 234*", "12"], &["number-with-flag"]);
}

#[test]
fn a_day_is_a_day_below_the_word_code_too() {
    check("data protocollo", &["31/12/2020"], &["2020-12-31"], &[]);
    check("codice", &["20201231", "20200101"], &["20201231", "20200101"], &[]);
}

#[test]
fn years_without_values_are_empty() {
    check("2019", &["x", "x", ""], &["", "", ""], &[]);
    check("2019", &[": c", ":"], &["", ""], &[]);
    check("OBS_FLAG", &["c", "", "c"], &["c", "", "c"], &[]);
}

#[test]
fn characters_of_no_width_are_no_obstacle() {
    check("n", &["\u{200B}1,5", "2\u{FEFF}", "\u{A0}3\u{A0}"], &["1.5", "2", "3"], &[]);
}

#[test]
fn days_without_a_year_are_no_months() {
    let cells = &["14-apr", "15-apr", "9-gen"];
    check("Data visita", cells, cells, &["not-a-date"]);
    check("Fascia", &["05-set", "01-dic"], &["05-set", "01-dic"], &["range-as-date"]);
    check("Mese", &["gen-20", "feb-20"], &["gen-20", "feb-20"], &[]);
    check("Date", &["April 9", "April 14"], &["April 9", "April 14"], &["not-a-date"]);
}

#[test]
fn days_that_spreadsheets_made_are_asked() {
    for (header, cells) in [
        ("Età", &["0-4", "05/09/2023", "10/14", "15-19"][..]),
        ("Età", &["2023-09-05", "2014-10"]),
        ("Voto", &["8/10", "2023-10-07", "9/10"]),
        ("Civico", &["2023-03-02", "12/A", "7"]),
    ] {
        check(header, cells, cells, &["range-as-date"]);
    }
    check("Voto", &["8/10", "9/10"], &["8/10", "9/10"], &[]);
    check("Data classe", &["2023-09-05", "2023-09-06"], &["2023-09-05", "2023-09-06"], &[]);
}

#[test]
fn numbers_of_papers_are_codes() {
    for (header, cells) in [
        ("Fattura", &["1/2022", "2/2022", "10/2022"][..]),
        ("ID progetto", &["2021-01", "2021-02"]),
        ("Prot.", &["123/2023", "12/2023", "3/2023"]),
        ("Oggetto", &["123/2023", "12/2023"]),
        ("Codice", &["MAR22", "APR22"]),
    ] {
        check(header, cells, cells, &[]);
        assert_eq!(judge(header, cells, &Company::default()).kind(), Kind::Code, "{header}");
    }
    for (header, cells) in [
        ("Mese fattura", &["1/2022", "2/2022"][..]),
        ("Data protocollo", &["01/2022", "02/2022"]),
        ("Progetto", &["2019/20", "2020/21"]),
    ] {
        assert_eq!(judge(header, cells, &Company::default()).kind(), Kind::Period, "{header}");
    }
}

#[test]
fn few_good_cells_are_enough_to_ask() {
    let cells = &["30/02/2023", "31/04/2023", "14/03/2023"];
    check("d", cells, cells, &["not-a-date"]);
    check("Data fine", &["14/03/2023", "in corso", "no"], &["14/03/2023", "in corso", "no"], &["not-a-date"]);
    check("n", &["12,50", "1O,50", "l3,00"], &["12,50", "1O,50", "l3,00"], &["mixed-column"]);
    check("n", &["▲ 12,5", "▼ 3,2"], &["▲ 12,5", "▼ 3,2"], &["number-with-flag"]);
    check("Note", &["14/03/2023", "chiamare", "ok"], &["14/03/2023", "chiamare", "ok"], &[]);
}

#[test]
fn pairs_between_commas_are_asked() {
    let commas = Company { delimiter: Some(','), ..Company::default() };
    let semicolons = Company { delimiter: Some(';'), ..Company::default() };
    let cells = &["1,2", "2,3", "4"];
    let (found, asked) = printed("Barriere", cells, &commas);
    assert_eq!(
        (found.as_slice(), asked),
        (&["1,2", "2,3", "4"].map(str::to_owned)[..], vec!["list-or-number"])
    );
    assert_eq!(printed("Barriere", cells, &semicolons).1, Vec::<&str>::new());
    assert_eq!(printed("Prezzo", &["1,50", "2,30"], &commas).1, Vec::<&str>::new());
}
