//! Nothing that tells who somebody is leaves a bundle before its owner has decided.

use crate::{Bundle, SourceFile, Sources, read_file};
use esito_model::{Question, RowsAsked, Severity};

const STRAY: [&str; 4] =
    ["maria.rossi@example.org", "RSSMRA85T10A562S", "IT60X0542811101000000123456", "+39 347 1234567"];
/// Told by digits or by a weak check alone: quoted nowhere, and no fault by themselves.
const NUMBERS: [&str; 2] = ["44051401359", "12345678Z"];

fn source(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec().into(), sha256: None }
}

fn bundle(table: &str, indicators: &str, file: &str) -> Bundle {
    let framework = format!(
        "[framework]\nid = \"t\"\nminimum_group = 1\n[[table]]\nid = \"t\"\nfile = \"a.csv\"\n{table}\n{indicators}\n"
    );
    Bundle::load(Sources { files: vec![source("framework.toml", &framework), source("a.csv", file)] })
}

fn assert_silent(of: &str, text: &str) {
    for word in STRAY.iter().chain(&NUMBERS) {
        assert!(!text.contains(word), "{of} tells {word}: {text}");
    }
}

/// Forty good rows, then one for each column with each of the cells, rows that are too long, and keys again.
fn file() -> String {
    let mut out = String::from("id;Comune;Utenti;Inizio;Tasso;Note\n");
    for at in 0..40 {
        out.push_str(&format!("{at};Torino;3;2021-02-01;0,5;bene\n"));
    }
    let good = ["x", "Torino", "3", "2021-02-01", "0,5", "bene"];
    for (nth, word) in STRAY.iter().chain(&NUMBERS).enumerate() {
        for at in 0..good.len() {
            let cells: Vec<String> = (0..good.len())
                .map(|cell| match cell {
                    _ if cell == at => (*word).to_owned(),
                    0 => format!("{}", 100 + nth * 10 + at),
                    _ => good[cell].to_owned(),
                })
                .collect();
            out.push_str(&(cells.join(";") + "\n"));
        }
        out.push_str(&format!("{word};Torino;3;2021-02-01;0,5;scrivere a {word}\n"));
        out.push_str(&format!("{};Torino;3;2021-02-01;0,5;bene;{word}\n", 200 + nth));
    }
    out
}

const TABLE: &str = "key = [\"id\"]\n[table.columns]\nid = \"id\"\ncity = \"Comune\"\nn = { header = \"Utenti\", type = \"count\" }\n\
    start = { header = \"Inizio\", type = \"date\" }\nrate = { header = \"Tasso\", type = \"share\" }\nnote = \"Note\"";
const BY_CITY: &str = "[[indicator]]\nid = \"n\"\ntable = \"t\"\nvalue = \"SUM(n)\"\nunit = \"count\"\nplace = \"city\"\nperiod = \"start\"";

#[test]
fn single_cells_are_masked_in_every_remark_and_are_no_place() {
    let bundle = bundle(TABLE, BY_CITY, &file());
    let codes: Vec<&str> = bundle.remarks().iter().map(|remark| remark.code.as_str()).collect();
    for code in ["personal-cell", "not-a-count", "not-a-date", "not-a-number", "duplicate-key", "long-record"]
    {
        assert!(codes.contains(&code), "{code} among {codes:?}");
    }
    assert_silent("remarks", &format!("{:?}", bundle.remarks()));
    let answer = bundle.answer(&Question::default());
    let text = format!("{answer:?}");
    for word in STRAY {
        assert!(!text.contains(word), "{word} is a place");
    }
    // The rows of a remark and of a receipt show the cells around it.
    let asked = RowsAsked {
        file: "a.csv".to_owned(),
        code: "not-a-count".to_owned(),
        column: Some("Utenti".to_owned()),
        lines: Vec::new(),
        offset: 0,
        limit: 10,
    };
    let rows = bundle.rows_said(&asked);
    let text = format!("{:?}", rows.rows);
    assert!(rows.total > 3 && text.contains("Torino") && text.contains('•'), "{text}");
    for word in STRAY {
        assert!(!text.contains(word), "{word} stands in the rows of a remark");
    }
}

#[test]
fn what_is_read_without_a_framework_is_masked_too() {
    let read = read_file(&source("a.csv", &file()), None, false);
    assert_silent("remarks of a file", &format!("{:?}", read.description.remarks));
    let text = format!("{:?}", read.description.sheets);
    for word in STRAY {
        assert!(!text.contains(word), "{word} is a sample");
    }
    let (framework, proposed) = crate::propose(&Sources { files: vec![source("a.csv", &file())] });
    assert!(proposed.len() > 1, "{proposed:?}");
    assert_silent("remarks of a proposal", &format!("{proposed:?} {framework}"));
    // The file itself is printed as it is.
    assert!(read.tables[0].contains(STRAY[0]));
}

#[test]
fn a_key_that_tells_who_somebody_is_is_never_quoted() {
    let rows = "RSSMRA85T10A562S;Torino;1\nVRDNNA80A41F205X;Torino;1\nRSSMRA85T10A562S;Torino;1\n";
    let table = "key = [\"cf\"]\n[table.columns]\ncf = \"CF\"\ncity = \"Comune\"\nn = { header = \"N\", type = \"count\" }";
    let bundle = bundle(table, "", &format!("CF;Comune;N\n{rows}"));
    let codes: Vec<&str> = bundle.remarks().iter().map(|remark| remark.code.as_str()).collect();
    assert_eq!(codes, ["personal-data", "duplicate-key"]);
    assert!(!format!("{:?}", bundle.remarks()).contains("RSSMRA"));
}

#[test]
fn nothing_is_told_by_people_until_their_column_may_be_shown() {
    let rows: String = (0..6).map(|at| format!("p{at}@example.org;Torino;2\n")).collect();
    let file = format!("Mail;Comune;N\n{rows}");
    let columns =
        "[table.columns]\nmail = \"Mail\"\ncity = \"Comune\"\nn = { header = \"N\", type = \"count\" }";
    let by_mail = BY_CITY.replace("period = \"start\"", "by = [\"mail\"]");
    let found = bundle(columns, &by_mail, &file);
    assert!(found.framework().indicators.is_empty());
    let said = found.remarks().iter().find(|remark| remark.code == "private-column").expect("a remark");
    assert_eq!(said.severity, Severity::Fatal);
    assert!(!format!("{:?}", found.remarks()).contains("p0@"));
    let allowed = bundle(&format!("shown = [\"mail\"]\n{columns}"), &by_mail, &file);
    let answer = allowed.answer(&Question::default());
    let groups = answer.findings.iter().filter_map(|finding| finding.key.group.as_deref());
    assert!(groups.into_iter().any(|group| group == "p0@example.org"));
}

#[test]
fn an_address_within_a_group_is_no_label_and_within_a_note_no_fault() {
    let columns =
        "[table.columns]\ncity = \"Comune\"\nn = { header = \"N\", type = \"count\" }\nnote = \"Note\"";
    let rows: String = (0..6).map(|at| format!("Torino;{at};ok\n")).collect();
    let file = format!("Comune;N;Note\n{rows}Torino;3;scrivere a maria@example.org\n");
    let by = BY_CITY.replace("period = \"start\"", "by = [\"note\"]");
    let found = bundle(columns, &by, &file);
    assert!(found.remarks().iter().any(|remark| remark.code == "personal-cell"), "{:?}", found.remarks());
    assert!(!format!("{:?}", found.answer(&Question::default())).contains("maria@"));
    let plain = bundle(columns, &BY_CITY.replace("period = \"start\"", ""), &file);
    assert!(plain.remarks().is_empty(), "{:?}", plain.remarks());
}
