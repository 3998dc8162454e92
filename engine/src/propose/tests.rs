//! CSV in; a framework that passes its own check out.

use super::*;
use crate::{Bundle, SourceFile};
use esito_model::{Measure, Question, Severity, Value};
use std::sync::Arc;

fn sources(files: &[(&str, &str)]) -> Sources {
    let file = |(name, text): &(&str, &str)| SourceFile {
        name: (*name).to_owned(),
        bytes: Arc::new(text.as_bytes().to_vec()),
        sha256: None,
    };
    Sources { files: files.iter().map(file).collect() }
}

#[test]
fn a_csv_of_participants() {
    let text = "Codice;Città;Data inizio;Sesso;E-mail;Iscritti;Positivi;Punteggio\n\
                007;Torino;31/01/2024;F;a@b.it;10;4;1,5\n008;Milano;15/02/2024;M;c@d.it;20;9;2,25\n\
                009;Torino;16/02/2024;F;;5;5;\n010;Milano;17/02/2024;M;;5;0;3\n";
    let (framework, remarks) = propose(&sources(&[("dati/esiti 2024.csv", text)]));
    for line in [
        "id = \"esiti_2024\"",
        "file = \"dati/esiti 2024.csv\"",
        "private = [\"e_mail\"]",
        "codice = \"Codice\"",
        "data_inizio = { header = \"Data inizio\", type = \"date\" }",
        "punteggio = { header = \"Punteggio\", type = \"number\" }",
        "numerator = \"SUM(positivi)\"",
        "denominator = \"SUM(iscritti)\"",
        "place = \"citta\"",
        "period = \"data_inizio\"",
        "by = [\"sesso\"]",
        "value = \"AVG(punteggio)\"",
    ] {
        assert!(framework.lines().any(|found| found == line), "{line} in\n{framework}");
    }
    assert_eq!(remarks.len(), 1);
    assert_eq!((remarks[0].code.as_str(), remarks[0].severity), ("proposed", Severity::Note));
    let read = crate::framework::read("framework.toml", &framework);
    assert_eq!(read.remarks, []);
}

#[test]
fn a_tidy_file_of_values_as_given() {
    let text = "REF_AREA,TIME_PERIOD,Indicator,OBS_VALUE\nIT,2020,jobs,1.5\nIT,2021,jobs,2\nFR,2020,children's homes,3\n";
    let (framework, _) = propose(&sources(&[("tidy.csv", text)]));
    let read = crate::framework::read("framework.toml", &framework);
    assert_eq!(read.remarks, [], "{framework}");
    let ids: Vec<_> = read.framework.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
    assert_eq!(ids, ["children_s_homes", "jobs"]);
    assert_eq!(read.framework.indicators[1].measure, Measure::Given("obs_value".to_owned()));
    assert_eq!(read.framework.indicators[1].place.as_deref(), Some("ref_area"));
}

#[test]
fn files_without_a_framework_are_computed_with_the_proposed_one() {
    let bundle = Bundle::load(sources(&[("a.csv", "city,n\nTorino,3\nMilano,4\n")]));
    assert_eq!(bundle.remarks().iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["proposed"]);
    let answer = bundle.answer(&Question::default());
    let total = answer.findings.iter().find(|f| f.key.indicator == "n" && f.key.place.is_none());
    // Two rows are fewer than five: withheld, as nobody has said that they are not people.
    assert_eq!(total.map(|finding| finding.value), Some(Value::Missing(esito_model::Reason::Withheld)));
}

#[test]
fn what_is_no_table_is_no_proposal() {
    assert_eq!(propose(&sources(&[])).0, "");
    assert_eq!(propose(&sources(&[("a.csv", ""), ("b.png", "x,y\n")])).0, "");
}

#[test]
fn years_across_are_made_long() {
    let text = "Tassi per comune\n\nComune;2019;2020\nTorino;1,5;2,5\nForlì;3,5;\n";
    let bundle = Bundle::load(sources(&[("tassi.csv", text)]));
    let table = &bundle.framework().tables[0];
    let unpivot = table.unpivot.as_ref().expect("an unpivot");
    assert_eq!(
        (unpivot.columns.as_str(), unpivot.names_to.as_str()),
        ("20*", "period"),
        "{:#?}",
        bundle.remarks()
    );
    let answer = bundle.answer(&Question::default());
    let value = |place: &str, period: &str| {
        let found = answer.findings.iter().find(|finding| {
            finding.key.place.as_deref() == Some(place) && finding.key.period.as_deref() == Some(period)
        });
        found.map(|finding| finding.value)
    };
    assert_eq!(value("Torino", "2020"), Some(Value::Known(2.5)), "{:#?}", answer.findings);
    assert_eq!(value("Forlì", "2019"), Some(Value::Known(3.5)));
    assert_ne!(value("Forlì", "2020"), Some(Value::Known(0.0)));
}
