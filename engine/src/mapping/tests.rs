//! Files in; what they are understood as, what is asked, and the framework that follows.

use super::*;
use crate::{Bundle, SourceFile, Sources};
use esito_model::{Asked, ColumnDecision, ColumnUnderstood, Question, Reading, Value};

const ITALIAN: &str = "Esiti del programma;;;;\nFonte: Comune, 2025;;;;\n\nComune;Data avvio;Partecipanti;Tasso;Cap\n\
    Torino;03/04/2024;12;45,5;001\nTurin;04/05/2024;7;51,25;1\nMilano;05/06/2024;21;38,0;020\nMilano;06/07/2024;dodici;40,0;021\n";

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec().into(), sha256: None }
}

fn column<'u>(found: &'u Understanding, header: &str) -> &'u ColumnUnderstood {
    found.files[0].columns.iter().find(|column| column.header == header).expect(header)
}

fn asked<'u>(found: &'u Understanding, header: &str, code: &str) -> &'u Asked {
    let column = column(found, header);
    column
        .questions
        .iter()
        .find(|asked| asked.code == code)
        .unwrap_or_else(|| panic!("{code} in {column:#?}"))
}

fn decide(decisions: &mut Decisions, header: &str, change: impl FnOnce(&mut ColumnDecision)) {
    change(decisions.files.entry("esiti.csv".into()).or_default().columns.entry(header.into()).or_default());
}

fn answer(decisions: &mut Decisions, header: &str, key: &str, value: &str) {
    decide(decisions, header, |column| {
        column.answers.insert(key.into(), value.into());
    });
}

#[test]
fn a_cell_among_numbers_that_is_none_is_asked_about_and_set_aside_alone() {
    let text = "Comune;Partecipanti\nTorino;12\nMilano;7\nRoma;21\nBari;9\nForlì;circa 12\n";
    let mut mapping = Mapping::new(Sources { files: vec![file("esiti.csv", text)] });
    let mut decisions = Decisions::default();
    let found = mapping.understand(&decisions);
    let people = column(&found, "Partecipanti");
    assert_eq!((people.meaning, people.why.as_str()), (Meaning::Text, "cells_mixed"));
    assert_eq!((people.questions.len(), found.open), (1, 1), "{people:#?}");
    assert_eq!(people.questions[0].examples, ["circa 12"]);
    let code = people.questions[0].key.clone();

    answer(&mut decisions, "Partecipanti", &code, "aside");
    let found = mapping.understand(&decisions);
    let people = column(&found, "Partecipanti");
    assert_eq!((people.meaning, people.unreadable, found.open), (Meaning::Count, 1, 0));
    assert!(found.indicators.iter().any(|one| one.formula == "SUM(partecipanti)"), "{:?}", found.indicators);

    answer(&mut decisions, "Partecipanti", &code, "text");
    let found = mapping.understand(&decisions);
    assert_eq!((column(&found, "Partecipanti").meaning, found.open), (Meaning::Text, 0));
}

#[test]
fn what_is_ambiguous_is_asked_and_the_cells_follow_the_answer() {
    let mut mapping = Mapping::new(Sources { files: vec![file("esiti.csv", ITALIAN)] });
    let mut decisions = Decisions::default();
    let found = mapping.understand(&decisions);
    let one = &found.files[0];
    assert_eq!((one.delimiter, one.header_lines.as_slice(), one.rows), (Some(';'), &[4][..], 4));
    assert_eq!(one.preamble.len(), 2);
    assert_eq!(
        (column(&found, "Comune").meaning, column(&found, "Comune").why.as_str()),
        (Meaning::Place, "header_place")
    );
    assert_eq!(column(&found, "Data avvio").meaning, Meaning::Period);
    // The decimal comma is certain, so nothing is asked about it.
    assert_eq!(column(&found, "Tasso").questions, []);
    assert_eq!(column(&found, "Tasso").samples[1].after, Reading::Number(51.25));
    assert_eq!(column(&found, "Tasso").samples[1].before, "51,25");
    let dates = asked(&found, "Data avvio", "ambiguous-date");
    assert_eq!(dates.chosen, None);
    assert_eq!(dates.choices[0].becomes, Some(Reading::When("2024-04-03".into())));
    assert_eq!(dates.choices[1].becomes, Some(Reading::When("2024-03-04".into())));
    assert_eq!(asked(&found, "Comune", "spelling-variants").examples, ["Torino", "Turin"]);
    assert_eq!(asked(&found, "Cap", "leading-zeros").examples, ["001", "1"]);
    assert_eq!(column(&found, "Data avvio").samples[0].after, Reading::Open);
    let open = found.open;

    answer(&mut decisions, "Data avvio", "ambiguous-date", "month first");
    answer(&mut decisions, "Cap", "leading-zeros", "same");
    answer(&mut decisions, "Comune", "spelling-variants#Torino", "same");
    decide(&mut decisions, "Partecipanti", |column| column.meaning = Some(Meaning::Count));
    let found = mapping.understand(&decisions);
    assert!(found.open < open);
    assert_eq!(column(&found, "Data avvio").samples[0].after, Reading::When("2024-03-04".into()));
    assert_eq!(column(&found, "Cap").samples[1].after, Reading::Text("001".into()));
    assert_eq!(column(&found, "Comune").samples[1].after, Reading::Text("Torino".into()));
    // A cell that does not fit what the owner said is shown as one.
    assert_eq!(column(&found, "Partecipanti").unreadable, 1);
    assert_eq!(column(&found, "Partecipanti").why, "decided");

    // What was shown is what is computed: the framework alone carries the decisions.
    let bundle = Bundle::load(Sources {
        files: vec![file("framework.toml", &found.framework), file("esiti.csv", ITALIAN)],
    });
    let answer = bundle.answer(&Question::default());
    let value = |id: &str, place: &str, period: &str| {
        let key = |finding: &&esito_model::Finding| {
            finding.key.indicator == id
                && finding.key.place.as_deref() == Some(place)
                && finding.key.period.as_deref() == Some(period)
                && finding.key.group.is_none()
        };
        answer.findings.iter().find(key).map(|finding| finding.n)
    };
    assert!(
        bundle.remarks().iter().all(|remark| !remark.code.starts_with("unknown")),
        "{:?}",
        bundle.remarks()
    );
    assert!(answer.findings.iter().all(|finding| finding.key.place.as_deref() != Some("Turin")));
    assert!(value("partecipanti", "Torino", "2024").is_some(), "{}", found.framework);
    assert!(bundle.remarks().iter().all(|remark| remark.code != "ambiguous-date"), "it was answered");
}

#[test]
fn indicators_are_renamed_and_left_out_and_rows_need_not_be_people() {
    let text = "city,n\nTorino,3\nMilano,4\n";
    let mut mapping = Mapping::new(Sources { files: vec![file("a.csv", text)] });
    let mut decisions = Decisions { title: Some("Due città".into()), ..Decisions::default() };
    decisions.files.entry("a.csv".into()).or_default().people = Some(false);
    decisions.indicators.entry("a_rows".into()).or_default().left_out = true;
    decisions.indicators.entry("n".into()).or_default().label = Some("Persone".into());
    let found = mapping.understand(&decisions);
    let told: Vec<_> =
        found.indicators.iter().map(|one| (one.id.as_str(), one.label.get("it"), one.left_out)).collect();
    assert_eq!(told, [("a_rows", "Righe di a", true), ("n", "Persone", false)]);
    let bundle =
        Bundle::load(Sources { files: vec![file("framework.toml", &found.framework), file("a.csv", text)] });
    assert_eq!(bundle.framework().title.get("it"), "Due città");
    let answer = bundle.answer(&Question::default());
    let total = answer.findings.iter().find(|one| one.key.place.is_none() && one.key.period.is_none());
    assert_eq!(total.map(|finding| finding.value), Some(Value::Known(7.0)));
}

#[test]
fn another_column_can_be_the_place_and_a_column_can_be_left_out() {
    let text = "Comune;Sede;Anno;Iscritti\nTorino;Nord;2023;3\nMilano;Sud;2024;4\nRoma;Nord;2024;4\nBari;Sud;2024;4\n";
    let mut mapping = Mapping::new(Sources { files: vec![file("esiti.csv", text)] });
    let mut decisions = Decisions::default();
    decide(&mut decisions, "Sede", |column| column.meaning = Some(Meaning::Place));
    decide(&mut decisions, "Anno", |column| column.meaning = Some(Meaning::LeftOut));
    let found = mapping.understand(&decisions);
    assert_eq!(column(&found, "Comune").meaning, Meaning::Text);
    assert!(
        found.framework.contains("place = \"sede\"") && !found.framework.contains("anno"),
        "{}",
        found.framework
    );
    assert_eq!(column(&found, "Anno").samples[0].after, Reading::LeftOut);
}

#[test]
fn personal_columns_are_masked_until_somebody_allows_them() {
    let text = "Comune;E-mail;n\nTorino;a@b.it;1\nMilano;c@d.it;2\n";
    let mut mapping = Mapping::new(Sources { files: vec![file("esiti.csv", text)] });
    let mut decisions = Decisions::default();
    let found = mapping.understand(&decisions);
    assert!(!serde_free(&found).contains("a@b.it"));
    assert!(found.framework.contains("private = [\"e_mail\"]"));
    answer(&mut decisions, "E-mail", "personal-data", "shown");
    let found = mapping.understand(&decisions);
    assert!(found.framework.contains("shown = [\"e_mail\"]") && !found.framework.contains("private"));
    assert!(serde_free(&found).contains("a@b.it"));
}

fn serde_free(found: &Understanding) -> String {
    format!("{:?}", found.files)
}

#[test]
fn a_framework_of_ones_own_is_asked_about_and_changed_in_its_columns_alone() {
    let framework = "# by hand\n[framework]\nid = \"t\"\n[[table]]\nid = \"t\"\nfile = \"esiti.csv\"\n[table.columns]\n\
        city = \"Comune\" # where\nbegan = { header = \"Data avvio\", type = \"date\" }\nn = { header = \"Partecipanti\", type = \"count\" }\n\
        [[indicator]]\nid = \"n\"\nlabel = \"N\"\ntable = \"t\"\nvalue = \"SUM(n)\"\nunit = \"count\"\nplace = \"city\"\nperiod = \"began\"\n";
    let mut mapping =
        Mapping::new(Sources { files: vec![file("esiti.csv", ITALIAN), file("framework.toml", framework)] });
    let mut decisions = Decisions::default();
    let found = mapping.understand(&decisions);
    assert!(found.own);
    assert_eq!(found.framework, framework);
    assert_eq!(found.open, 2, "{found:#?}");
    answer(&mut decisions, "Data avvio", "ambiguous-date", "day first");
    answer(&mut decisions, "Comune", "spelling-variants#Torino", "same");
    let found = mapping.understand(&decisions);
    assert_eq!(found.open, 0);
    let expected = framework
        .replace("\"Comune\" #", "{ header = \"Comune\", merge = { \"Turin\" = \"Torino\" } } #")
        .replace("type = \"date\"", "type = \"date\", dates = \"day first\"");
    assert_eq!(found.framework, expected);
}

#[test]
fn how_a_file_is_read_can_be_said_and_goes_into_the_framework() {
    let bytes: &[u8] = b"Esiti;2024\nComune;N\nForl\x8D;12\nAsti;7\n";
    let one = SourceFile { name: "esiti.csv".into(), bytes: bytes.to_vec().into(), sha256: None };
    let mut mapping = Mapping::new(Sources { files: vec![one.clone()] });
    let mut decisions = Decisions::default();
    let said = ReadAs {
        encoding: Some("IBM850".into()),
        delimiter: Some(';'),
        header: Some(vec![2]),
        ..ReadAs::default()
    };
    decisions.files.entry("esiti.csv".into()).or_default().read_as = said.clone();
    let found = mapping.understand(&decisions);
    let file = &found.files[0];
    assert_eq!((file.encoding.as_str(), file.header_lines.as_slice(), file.rows), ("IBM850", &[2][..], 2));
    assert_eq!(file.read_as, said);
    assert_eq!(column(&found, "Comune").samples[0].after, Reading::Text("Forlì".into()));
    for line in ["encoding = \"IBM850\"", "delimiter = \";\"", "header = [2]"] {
        assert!(found.framework.contains(line), "{}", found.framework);
    }
    // What is saved reads the file in the same way, and is asked about no more.
    let text = found.framework.as_bytes();
    let framework = SourceFile { name: "framework.toml".into(), bytes: text.to_vec().into(), sha256: None };
    let bundle = Bundle::load(Sources { files: vec![one.clone(), framework.clone()] });
    assert_eq!(bundle.framework().tables[0].read_as, said);
    assert!(
        bundle.remarks().iter().all(|remark| remark.code != "ambiguous-encoding"),
        "{:?}",
        bundle.remarks()
    );
    let mut again = Mapping::new(Sources { files: vec![one, framework] });
    let own = again.understand(&Decisions::default());
    assert_eq!(own.files[0].read_as, said);
    // Another reading is written into a framework of one's own at its table.
    let mut other = Decisions::default();
    other.files.entry("esiti.csv".into()).or_default().read_as.encoding = Some("Windows-1252".into());
    let changed = again.understand(&other).framework;
    assert!(changed.contains("encoding = \"Windows-1252\"") && !changed.contains("IBM850"), "{changed}");
}

#[test]
fn years_across_can_be_left_across() {
    let text = "Comune;2019;2020\nTorino;1,5;2,5\nForlì;3,5;4\n";
    let mut mapping = Mapping::new(Sources { files: vec![file("esiti.csv", text)] });
    let mut decisions = Decisions::default();
    let found = mapping.understand(&decisions);
    assert!(found.files[0].made_long);
    assert_eq!(found.files[0].wide, ["2019", "2020"]);
    let made: Vec<_> = found.files[0].columns.iter().filter(|one| one.made).map(|one| one.meaning).collect();
    assert_eq!(made, [Meaning::Period, Meaning::Number]);
    decisions.files.entry("esiti.csv".into()).or_default().wide = Some(true);
    let found = mapping.understand(&decisions);
    assert!(!found.files[0].made_long && found.files[0].columns.len() == 3);
}

#[test]
fn what_is_no_table_is_said() {
    let mut mapping = Mapping::new(Sources { files: vec![file("a.csv", "")] });
    let found = mapping.understand(&Decisions::default());
    assert!(found.files.is_empty());
    assert_eq!(found.remarks.iter().map(|remark| remark.code.as_str()).collect::<Vec<_>>(), ["empty-file"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 120, failure_persistence: None, ..Default::default() })]

    /// Whatever stands in a file, the framework that follows passes its own check, and nothing panics.
    #[test]
    fn every_proposal_is_a_good_framework(head in "[A-Ca-c 0-9\"%.]{1,8}(;[A-Ca-c 0-9.]{0,6}){1,3}", rows in "([a-c0-9,./-]{0,10};){1,3}[0-9]{0,4}\n([a-c0-9,./-]{0,10};){0,3}[0-9]{0,4}\n") {
        let text = format!("{head}\n{rows}");
        let mut mapping = Mapping::new(Sources { files: vec![file("a.csv", &text)] });
        let mut decisions = Decisions::default();
        for _ in 0..2 {
            let found = mapping.understand(&decisions);
            if !found.framework.is_empty() {
                let read = crate::framework::read("framework.toml", &found.framework);
                proptest::prop_assert_eq!(read.remarks, vec![], "{}", found.framework);
            }
            // And once more with the first answer to everything.
            for (one, column) in found.files.iter().flat_map(|one| one.columns.iter().map(move |column| (one, column))) {
                let decided = decisions.files.entry(one.file.clone()).or_default();
                let decided = decided.columns.entry(column.header.clone()).or_default();
                for asked in &column.questions {
                    decided.answers.insert(asked.key.clone(), asked.choices[0].value.clone());
                }
            }
        }
    }
}
