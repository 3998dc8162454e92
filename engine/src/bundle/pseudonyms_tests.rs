//! A bundle for others.

use super::*;
use esito_model::Question;
use proptest::prelude::*;

const FRAMEWORK_TEXT: &str = "[framework]\nid = \"t\"\nminimum_group = 1\n[[table]]\nid = \"people\"\nfile = \"people.csv\"\nkey = [\"who\"]\nprivate = [\"who\", \"born\"]\n\
    [table.columns]\nwho = \"Persona\"\nborn = { header = \"Nascita\", type = \"date\" }\ncity = \"Comune\"\nn = { header = \"Ore\", type = \"count\" }\n\
    [[table]]\nid = \"visits\"\nfile = \"visits.csv\"\nprivate = [\"who\"]\n[table.columns]\nwho = \"Persona\"\nyear = { header = \"Anno\", type = \"period\" }\n\
    [[indicator]]\nid = \"hours\"\ntable = \"people\"\nplace = \"city\"\nvalue = \"sum(n)\"\nunit = \"number\"\n\
    [[indicator]]\nid = \"visitors\"\ntable = \"visits\"\nperiod = \"year\"\nvalue = \"count(distinct who)\"\nunit = \"count\"\n";

const PEOPLE: &str = "Persona;Nascita;Comune;Ore;Note\r\n\"Rossi; Anna\";03/04/1980;Torino;12;chiama il 3\r\nBruno Bianchi;13/04/1990;\"Bari\";7;\r\n;01/02/1970;Bari;5;x\r\n";
const VISITS: &str =
    "Anno;Persona\r\n2023;Bruno Bianchi\r\n2023;Bruno Bianchi\r\n2024;Rossi; Anna\r\n2024;n.d.\r\n";

fn bundle(files: &[(&str, &[u8])]) -> Bundle {
    let file = |(name, bytes): &(&str, &[u8])| SourceFile {
        name: (*name).to_owned(),
        bytes: bytes.to_vec().into(),
        sha256: None,
    };
    Bundle::load(Sources { files: files.iter().map(file).collect() })
}

fn text(out: &Pseudonymised, name: &str) -> String {
    let file = out.files.iter().find(|file| file.name == name);
    file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
}

#[test]
fn numbers_stand_for_people_and_every_figure_stays() {
    let visits = VISITS.replace("Rossi; Anna", "\"Rossi; Anna\"");
    let found = bundle(&[
        ("framework.toml", FRAMEWORK_TEXT.as_bytes()),
        ("people.csv", PEOPLE.as_bytes()),
        ("visits.csv", visits.as_bytes()),
        ("left-over.csv", b"Persona\nCarla\n"),
    ]);
    let columns: Vec<String> =
        found.private_columns().into_iter().map(|one| format!("{} {}", one.file, one.header)).collect();
    assert_eq!(columns, ["people.csv Nascita", "people.csv Persona", "visits.csv Persona"]);
    let out = found.pseudonymised();
    assert_eq!(out.stuck, [""; 0]);
    assert_eq!(
        text(&out, "people.csv"),
        "Persona;Nascita;Comune;Ore;Note\r\np1;;Torino;12;\r\np2;;\"Bari\";7;\r\n;;Bari;5;\r\n"
    );
    assert_eq!(text(&out, "visits.csv"), "Anno;Persona\r\n2023;p2\r\n2023;p2\r\n2024;p1\r\n2024;n.d.\r\n");
    // What the framework does not name is not handed out.
    assert_eq!(out.files.len(), 3);
    let again = Bundle::load(Sources { files: out.files });
    let figures = |bundle: &Bundle| bundle.answer(&Question::default()).findings;
    assert_eq!(figures(&again), figures(&found));
    assert!(!figures(&found).is_empty());
}

/// A framework that calls nothing private, of one table.
fn framework(columns: &str) -> String {
    format!(
        "[framework]\nid = \"t\"\nminimum_group = 1\n[[table]]\nid = \"a\"\nfile = \"a.csv\"\n[table.columns]\n{columns}"
    )
}

#[test]
fn titles_and_other_encodings_stay_and_people_that_were_found_go() {
    let framework =
        framework("city = \"Città\"\nmail = \"E-mail\"\nn = { header = \"Ore\", type = \"count\" }\n");
    let titled = "Esiti, 2024;;;\r\n\r\n;Città;E-mail;Ore\r\n;Forlì;\"a.b@esempio.it\";12\r\n;Città di Castello;c.d@esempio.it;7\r\n;Forlì;a.b@esempio.it;5\r\nFonte: e.f@esempio.it;;;\r\n";
    let original = encoding_rs::WINDOWS_1252.encode(titled).0.into_owned();
    let found = bundle(&[("framework.toml", framework.as_bytes()), ("a.csv", &original)]);
    assert_eq!(found.private_columns(), [PrivateColumn { file: "a.csv".into(), header: "E-mail".into() }]);
    let out = found.pseudonymised();
    assert_eq!(out.stuck, [""; 0]);
    let bytes = out.files.iter().find(|file| file.name == "a.csv").map(|file| file.bytes.to_vec());
    let again =
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes.unwrap_or_default()).0.into_owned();
    let expected = titled
        .replace("\"a.b@esempio.it\"", "p1")
        .replace("a.b@esempio.it", "p1")
        .replace("c.d@esempio.it", "p2");
    // Of the line of the source the address is masked.
    let (table, source) = expected.split_at(expected.find("Fonte").unwrap_or(0));
    assert_eq!(again.get(..table.len()), Some(table));
    assert!(!again.contains('@') || again.contains("•@"), "{again}");
    assert!(again.contains("Fonte: ") && !again.contains("esempio") && source.contains("esempio"), "{again}");
    // What was found is declared, for its numbers tell of nobody any more.
    assert!(text(&out, "framework.toml").contains("file = \"a.csv\"\nprivate = [\"mail\"]\n"));
}

#[test]
fn workbooks_are_said_and_nothing_of_them_is_handed_out() {
    let book: &[u8] = include_bytes!("../../../tests/hard/raised-marks.xls");
    let with = |private: &str, columns: &str| {
        let text = framework(columns).replace("\"a.csv\"\n", &format!("\"a.xls\"\n{private}"));
        bundle(&[("framework.toml", text.as_bytes()), ("a.xls", book)])
    };
    let all = "city = \"Comune\"\nyear = { header = \"Anno\", type = \"period\" }\nn = \"Assunti\"\n";
    let out = with("private = [\"city\"]\n", all).pseudonymised();
    assert_eq!((out.stuck, out.files.len()), (vec!["a.xls".to_owned()], 0));
    // One without anybody in it goes as it is; one with a column that nobody named does not.
    let out = with("", all).pseudonymised();
    assert_eq!((out.stuck.len(), out.files.len()), (0, 2));
    assert_eq!(out.files.last().map(|file| file.bytes.to_vec()).as_deref(), Some(book));
    assert_eq!(with("", "city = \"Comune\"\nn = \"Assunti\"\n").stuck_files(), ["a.xls"]);
}

#[test]
fn a_table_that_cannot_be_used_is_not_handed_out() {
    let text = framework("who = \"Nome\"\n").replace("\"a.csv\"\n", "\"a.csv\"\nprivate = [\"who\"]\n");
    let found =
        bundle(&[("framework.toml", text.as_bytes()), ("a.csv", b"Cognome,Ore\nRossi,3\nBianchi,4\n")]);
    assert_eq!(found.private_columns(), [PrivateColumn { file: "a.csv".into(), header: "Nome".into() }]);
    let out = found.pseudonymised();
    assert_eq!((out.stuck, out.files.len()), (vec!["a.csv".to_owned()], 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in a file: every other cell is as it was, and one number stands for one person.
    #[test]
    fn other_cells_stay_and_people_become_numbers(
        rows in prop::collection::vec(("[ab\"; \r\n€x0-9]{0,6}", "[cd\"; \n,é1-3]{0,6}"), 1..12),
        mark in prop::sample::select(vec![b';', b',', b'\t']),
    ) {
        let sep = char::from(mark);
        let mut text = format!("who{sep}note{sep}n\n");
        for (at, (who, note)) in rows.iter().enumerate() {
            text += &format!("{}{sep}{}{sep}{at}\n", quoted(who, mark), quoted(note, mark));
        }
        let wanted = "who = \"who\"\nnote = \"note\"\nn = { header = \"n\", type = \"count\" }\n";
        let framework = framework(wanted).replace("\"a.csv\"\n", "\"a.csv\"\nprivate = [\"who\"]\nshown = [\"note\"]\n");
        let found = bundle(&[("framework.toml", framework.as_bytes()), ("a.csv", text.as_bytes())]);
        let out = found.pseudonymised();
        prop_assert_eq!(&out.stuck, &[""; 0]);
        let cells = |text: &str| {
            let mut out: Vec<Vec<String>> = Vec::new();
            each_record(text.as_bytes(), (0, 1), &Delimiter::new(mark), |_, _, cells| {
                out.push(cells.iter().map(|cell| cell.text(text).into_owned()).collect());
            });
            out
        };
        let (before, after) = (cells(&text), cells(&self::text(&out, "a.csv")));
        prop_assert_eq!(before.len(), after.len());
        let mut people: BTreeMap<String, String> = BTreeMap::new();
        for (old, new) in before.iter().zip(&after).skip(1) {
            prop_assert_eq!(&old[1..], &new[1..]);
            let bare = old[0].trim();
            if is_missing(bare) {
                prop_assert_eq!(&old[0], &new[0]);
                continue;
            }
            prop_assert!(is_number(&new[0]), "{:?} for {:?}", new[0], old[0]);
            let first = people.entry(bare.to_owned()).or_insert_with(|| new[0].clone());
            prop_assert_eq!(first, &new[0]);
        }
        let numbers: BTreeSet<&String> = people.values().collect();
        prop_assert_eq!(numbers.len(), people.len());
    }
}
