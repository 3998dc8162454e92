//! CSV in; a framework that passes its own check out.

use super::*;
use crate::{Bundle, SourceFile};
use esito_model::{Measure, Question, Severity, Value};

fn sources(files: &[(&str, &str)]) -> Sources {
    let file = |(name, text): &(&str, &str)| SourceFile {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec().into(),
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
fn a_year_and_its_quarter_are_one_period() {
    let text =
        "Comune;Anno;Trimestre;Utenti\nAsti;2021;1;12\nAsti;2021;2;13\nCuneo;2021;1;7\nCuneo;2021;2;8\n";
    let (framework, _) = propose(&sources(&[("a.csv", text)]));
    for line in [
        "anno = { header = \"Anno\", type = \"period\", part = \"Trimestre\" }",
        "trimestre = \"Trimestre\"",
        "period = { column = \"anno\", every = \"quarter\" }",
        "value = \"SUM(utenti)\"",
    ] {
        assert!(framework.lines().any(|found| found == line), "{line} in\n{framework}");
    }
    assert!(!framework.contains("SUM(trimestre)"), "{framework}");
    assert_eq!(crate::framework::read("framework.toml", &framework).remarks, []);
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

/// The framework for one file, which passes its own check.
fn framework_of(text: &str) -> (String, Vec<String>) {
    let (framework, remarks) = propose(&sources(&[("a.csv", text)]));
    let read = crate::framework::read("framework.toml", &framework);
    assert_eq!(read.remarks, [], "{framework}");
    (framework, remarks.into_iter().map(|remark| remark.code).collect())
}

fn has(framework: &str, lines: &[&str]) {
    for line in lines {
        assert!(framework.lines().any(|found| found == *line), "{line} in\n{framework}");
    }
}

/// What the file comes to as a whole.
fn whole(text: &str, indicator: &str) -> Option<Value> {
    let (framework, _) = propose(&sources(&[("a.csv", text)]));
    let framework = framework.replace("minimum_group = 5", "minimum_group = 1");
    let bundle = Bundle::load(sources(&[("a.csv", text), ("framework.toml", &framework)]));
    let answer = bundle.answer(&Question::default());
    let whole = |finding: &&esito_model::Finding| {
        finding.key.indicator == indicator
            && finding.key.place.is_none()
            && finding.key.period.is_none()
            && finding.key.group.is_none()
    };
    answer.findings.iter().find(whole).map(|finding| finding.value)
}

#[test]
fn the_decimal_mark_is_the_one_that_read_decides() {
    let text = "Comune;Utenti;Quota\nTorino;12.345;1,5\nMilano;8.200;2,5\nRoma;20.111;0,5\n";
    let (framework, remarks) = framework_of(text);
    has(
        &framework,
        &[
            "utenti = { header = \"Utenti\", type = \"count\", decimal = \",\" } # assumed: make sure of it",
            "quota = { header = \"Quota\", type = \"number\" }",
            "value = \"SUM(utenti)\"",
        ],
    );
    assert_eq!(remarks, ["ambiguous-decimal", "proposed"]);
    assert_eq!(whole(text, "utenti"), Some(Value::Known(40_656.0)));
    // A framework by hand that says nothing of the mark is read in the same way, and asked about.
    let framework = framework.replace("\"count\", decimal = \",\"", "\"number\"").replace("= 5", "= 1");
    let bundle = Bundle::load(sources(&[("a.csv", text), ("framework.toml", &framework)]));
    assert!(bundle.remarks().iter().any(|remark| remark.code == "ambiguous-decimal"));
    let answer = bundle.answer(&Question::default());
    assert!(
        answer.findings.iter().any(|finding| finding.value == Value::Known(40_656.0)),
        "{:#?}",
        answer.findings
    );
}

#[test]
fn the_order_of_day_and_month_is_the_one_that_read_decides() {
    let (framework, remarks) =
        framework_of("n;start;end\n1;03/04/2024;12/31/2024\n2;05/06/2024;11/30/2024\n");
    has(
        &framework,
        &[
            "start = { header = \"start\", type = \"date\", dates = \"month first\" } # assumed: make sure of it",
            "end_ = { header = \"end\", type = \"date\" }",
        ],
    );
    assert_eq!(remarks, ["ambiguous-date", "proposed"]);
    // Left open where nothing in the file decides.
    let (framework, remarks) = framework_of("n;start\n1;03/04/2024\n2;05/06/2024\n");
    has(&framework, &["start = { header = \"start\", type = \"date\" }"]);
    assert_eq!(remarks, ["proposed"]);
}

#[test]
fn amounts_with_their_sign_are_money_in_their_currency() {
    let text = "Organizacja;Data;Kwota dotacji;Wkład własny\nAlfa;13.02.2021;12 500,50 zł;1 200\nBeta;15.03.2021;8 000,00 zł;900\n";
    let (framework, _) = framework_of(text);
    has(
        &framework,
        &[
            "currency = \"PLN\"",
            "kwota_dotacji = { header = \"Kwota dotacji\", type = \"money\" }",
            "value = \"SUM(kwota_dotacji)\"",
            "wklad_wlasny = { header = \"Wkład własny\", type = \"count\" }",
        ],
    );
    assert_eq!(whole(text, "kwota_dotacji"), Some(Value::Known(20_500.5)));
    let (framework, _) = framework_of("who;grant;match\na;$ 1.50;€2\nb;($ 2.50);€3\n");
    has(
        &framework,
        &[
            "currency = \"USD\"",
            "grant = { header = \"grant\", type = \"money\" } # the sign may stand for USD, CAD, AUD, MXN: make sure of it",
            "match = { header = \"match\", type = \"money\", currency = \"EUR\" }",
        ],
    );
}

#[test]
fn an_amount_in_another_currency_is_set_aside() {
    let framework = "[framework]\nid = \"a\"\ntitle = \"a\"\ncurrency = \"EUR\"\nminimum_group = 1\n[[table]]\nid = \"a\"\nfile = \"a.csv\"\n\
        [table.columns]\nn = { header = \"n\", type = \"money\" }\n[[indicator]]\nid = \"n\"\nlabel = \"N\"\ntable = \"a\"\nvalue = \"SUM(n)\"\nunit = \"money\"\n";
    let bundle = Bundle::load(sources(&[
        ("a.csv", "who;n\na;1.250,50 €\nb;-2,50 EUR\nc;7,00 zł\n"),
        ("framework.toml", framework),
    ]));
    let told: Vec<_> = bundle.remarks().iter().map(|one| (one.code.as_str(), one.message.as_str())).collect();
    assert_eq!(told, [("not-money", "expected an amount in EUR such as 1250.50, found \"7,00 zł\"")]);
    let answer = bundle.answer(&Question::default());
    assert_eq!(answer.findings[0].value, Value::Known(1248.0));
}

#[test]
fn codes_are_not_added() {
    let (framework, _) = framework_of(
        "Repertorio;idBeneficiaire;siret;Importo\n12345;78420130300042;78420130300042;10\n4711;41122233300017;41122233300017;20\n108822;21590512000019;21590512000019;30\n",
    );
    for column in ["repertorio", "idbeneficiaire", "siret"] {
        assert!(!framework.contains(&format!("SUM({column})")), "{framework}");
    }
    assert!(framework.contains("SUM(importo)"));
}

#[test]
fn a_place_has_more_than_one_value() {
    let text = "Indicator,Location type,Location,Period,Dim1,FactValueNumeric,FactValueNumericLow\n\
        Life,Country,Italy,2019,Male,82.97,82.9\nLife,Country,Namibia,2019,Male,60.59,58.1\nLife,Country,Namibia,2019,Female,65.5,60.1\n";
    let (framework, _) = framework_of(text);
    has(&framework, &["place = \"location\"", "by = [\"dim1\"]", "column = \"factvaluenumeric\""]);
    assert!(!framework.contains("AVG(factvaluenumericlow)"), "{framework}");
    has(&framework_of("city,n\nTorino,3\nTorino,4\n").0, &["place = \"city\""]);
}

#[test]
fn totals_are_left_out() {
    let text = "Regione;Nuclei;Importo medio\nPiemonte;58.420;522,18\nMolise;6.702;541,60\nLazio;1.000;500,00\nTotale;66.122;525,02\n";
    let (framework, _) = framework_of(text);
    has(&framework, &["where = \"(regione <> 'Totale')\"", "value = \"SUM(nuclei)\""]);
    assert_eq!(whole(text, "nuclei"), Some(Value::Known(66_122.0)));
    assert_eq!(whole(text, "a_rows"), Some(Value::Known(3.0)));
}

#[test]
fn periods_of_mixed_grain_and_days_with_names_of_months() {
    let (framework, _) = framework_of("Territorio;TIME;Value\nItalia;2018;19,7\nMolise;T4-2018;29,9\n");
    has(&framework, &["time = { header = \"TIME\", type = \"period\" }", "period = \"time\""]);
    let (framework, _) = framework_of("Entidad;Fecha concesión\nA;15-mar-21\nB;02-abr-21\n");
    has(&framework, &["period = \"fecha_concesion\""]);
}

#[test]
fn a_flagged_cell_takes_no_year_away() {
    let text = "Country,2019,2020,2021\nItaly,12.3,12.5,12.4\nPoland,3.4 e,3.5,3.6\nSweden,6.8,7.0 b,7.1\nNamibia,<5,20.1,19.9\n";
    let (framework, _) = framework_of(text);
    has(&framework, &["columns = \"20*\"", "value = { type = \"number\" }"]);
    let framework = framework.replace("= 5", "= 1");
    let bundle = Bundle::load(sources(&[("a.csv", text), ("framework.toml", &framework)]));
    let answer = bundle.answer(&Question::default());
    let value = |place: &str, period: &str| {
        let found = answer.findings.iter().find(|finding| {
            finding.key.place.as_deref() == Some(place) && finding.key.period.as_deref() == Some(period)
        });
        found.map(|finding| finding.value)
    };
    assert_eq!(value("Italy", "2019"), Some(Value::Known(12.3)));
    assert_eq!(value("Sweden", "2019"), Some(Value::Known(6.8)));
    let flagged: Vec<_> = bundle.remarks().iter().filter(|one| one.code == "not-a-number").collect();
    assert_eq!(flagged.iter().map(|one| one.count).sum::<u64>(), 3, "{flagged:#?}");
}

#[test]
fn a_header_of_two_rows_is_found_again_by_its_own_framework() {
    let text = "TIME,2019,,2020,,2021,\nGEO (Labels),,,,,,\nEuropean Union,16.5,,16.7,,16.8,\nItaly,20.1,,20.0,,20.1,p\nGermany,14.8,,16.1,,15.8,p\n";
    let (framework, _) = framework_of(text);
    let bundle = Bundle::load(sources(&[("a.csv", text), ("framework.toml", &framework)]));
    let fatal: Vec<_> = bundle.remarks().iter().filter(|one| one.severity == Severity::Fatal).collect();
    assert!(fatal.is_empty(), "{fatal:#?}");
}

#[test]
fn a_whole_is_not_added_to_its_parts() {
    let text = "Comune;Sesso;Iscritti\nTorino;Totale;10\nTorino;Maschi;4\nTorino;Femmine;6\nMilano;Totale;20\nMilano;Maschi;9\nMilano;Femmine;11\n";
    let (framework, _) = framework_of(text);
    has(&framework, &["where = \"(sesso <> 'Totale')\"", "by = [\"sesso\"]"]);
    assert_eq!(whole(text, "iscritti"), Some(Value::Known(30.0)));
    // Rates cannot be added: the plain figure is the one given for the whole.
    let (framework, _) = framework_of(
        "geo;sex;time;obs_value\nIT;_T;2020;1.5\nIT;M;2020;2.5\nIT;F;2020;0.5\nFR;_T;2020;1.5\nFR;M;2020;2\nFR;F;2020;1\n",
    );
    has(&framework, &["where = \"sex = '_T'\""]);
    assert!(!framework.contains("by ="), "{framework}");
}

#[test]
fn a_year_with_a_mark_is_a_year_and_a_school_year_is_the_one_in_which_it_begins() {
    let text = "Country,2019 [YR2019],2020 [YR2020]\nItaly,1.5,2.5\nNamibia,3.5,4.5\n";
    let columns = "country = \"Country\"\nperiod = { type = \"period\" }\nvalue = { type = \"number\" }";
    let framework = format!(
        "[framework]\nid = \"a\"\ntitle = \"a\"\nminimum_group = 1\n[[table]]\nid = \"a\"\nfile = \"a.csv\"\n[table.columns]\n{columns}\n\
         [table.unpivot]\ncolumns = \"2*\"\nnames_to = \"period\"\nvalues_to = \"value\"\n\
         [[indicator]]\nid = \"v\"\nlabel = \"V\"\ntable = \"a\"\ncolumn = \"value\"\nunit = \"number\"\nplace = \"country\"\nperiod = \"period\"\n"
    );
    let bundle = Bundle::load(sources(&[("a.csv", text), ("framework.toml", &framework)]));
    assert_eq!(bundle.remarks(), []);
    let answer = bundle.answer(&Question::default());
    assert!(
        answer
            .findings
            .iter()
            .any(|one| one.key.period.as_deref() == Some("2020") && one.value == Value::Known(4.5))
    );
    let (framework, _) = framework_of("Comune;2019-2020;2020-2021\nTorino;1,5;2,5\nForlì;3,5;4\n");
    has(&framework, &["period = { type = \"text\" }", "by = [\"period\"]"]);
    let (framework, _) = framework_of("Comune;A.S. 2019/2020;A.S. 2020/2021\nTorino;1,5;2,5\nForlì;3,5;4\n");
    has(
        &framework,
        &[
            "columns = \"{A.S. 2019/2020,A.S. 2020/2021}\"",
            "period = { type = \"text\" }",
            "by = [\"period\"]",
        ],
    );
}

#[test]
fn every_total_is_left_out() {
    let text = "Comune;Utenti\nAsti;11\nAlba;22\nTotale Sud;33\nTorino;44\nBiella;55\nCuneo;66\nTotale Nord;165\nTotale generale;198\n";
    let (framework, _) = framework_of(text);
    let rows = "where = \"(comune <> 'Totale Sud') AND (comune <> 'Totale Nord') AND (comune <> 'Totale generale')\"";
    has(&framework, &[rows]);
    assert_eq!(whole(text, "utenti"), Some(Value::Known(198.0)));
}

#[test]
fn a_count_in_doubt_is_read_as_thousands_and_asked() {
    let text = "Ente;Volontari\nA;35\nB;1.204\nC;\n";
    let (framework, _) = framework_of(text);
    has(
        &framework,
        &[
            "volontari = { header = \"Volontari\", type = \"count\", decimal = \",\" } # assumed: make sure of it",
        ],
    );
    let bundle = Bundle::load(sources(&[("a.csv", text)]));
    assert!(bundle.remarks().iter().any(|remark| remark.code == "ambiguous-decimal"));
    assert_eq!(whole(text, "volontari"), Some(Value::Known(1_239.0)));
}

#[test]
fn values_with_flags_names_of_places_and_codes() {
    let text = "SeriesCode,GeoAreaCode,GeoAreaName,TimePeriod,Value,UpperBound\nA,8,Albania,2002,1.1,\nA,516,Namibia,2019,<0.1,\nA,380,Italy,2017,2,3\n";
    let (framework, _) = framework_of(text);
    has(&framework, &["column = \"value\"", "place = \"geoareaname\"", "period = \"timeperiod\""]);
    let text = "codice_regione,denominazione_regione,lat,cap,n\n13,Abruzzo,42.35122196,67100,4\n02,Puglia,45.7375,67100,5\n13,Abruzzo,42.3512,70100,6\n02,Puglia,45.7375,70100,7\n";
    let (framework, _) = framework_of(text);
    has(&framework, &["place = \"denominazione_regione\""]);
    assert!(!framework.contains("AVG(lat)") && !framework.contains("\"cap\"]"), "{framework}");
}

#[test]
fn a_whole_with_parts_that_are_not_all_there_stands_alone() {
    let text = "Municipios;Sexo;Periodo;Total\nAbabuj;Total;2021;67\nAbabuj;Hombres;2021;38\nAbades;Total;2021;854\nMadrid;Total;2021;3.305.408\n";
    let (framework, _) = framework_of(text);
    has(&framework, &["where = \"sexo = 'Total'\"", "place = \"municipios\""]);
    assert!(!framework.contains("by ="), "{framework}");
    assert_eq!(whole(text, "total"), Some(Value::Known(3_306_329.0)));
}

#[test]
fn what_most_cells_are_is_known_where_a_few_are_not() {
    let mostly = |cells: &[&str]| {
        let mut guess = super::guess::Guess::default();
        cells.iter().for_each(|cell| guess.look(cell));
        guess.mostly()
    };
    assert_eq!(mostly(&["1", "2", "30", "4", "circa 12"]), Some(Meaning::Count));
    assert_eq!(mostly(&["1,5", "2", "30", "4", "circa 12"]), Some(Meaning::Number));
    assert_eq!(
        mostly(&["31/12/2020", "01/01/2021", "02/01/2021", "03/01/2021", "31/02/2021"]),
        Some(Meaning::Date)
    );
    assert_eq!(mostly(&["1", "2", "circa 12"]), None);
    assert_eq!(mostly(&["1", "2", "3", "n.d."]), None);
    assert_eq!(mostly(&["001", "2", "3", "4", "A"]), None);
}

#[test]
fn transactions_are_money_in_the_currency_beside_them() {
    let text = "iati-identifier,recipient-country,start-planned,transaction-type,transaction-date,transaction-value,transaction-value-currency\n\
        GB-1,Kenya,2019-01-01,3,2020-03-01,100000,GBP\nGB-1,Kenya,2019-01-01,3,2021-03-01,120000,USD\n\
        GB-2,Uganda,2019-01-01,2,2021-04-01,70000,GBP\nGB-2,Uganda,2019-01-01,3,2021-04-01,90000,GBP\n";
    let (framework, _) = framework_of(text);
    has(
        &framework,
        &[
            "transaction_value = { header = \"transaction-value\", type = \"money\", currency = \"transaction_value_currency\" }",
            "value = \"SUM(transaction_value)\"",
            "period = \"transaction_date\"",
        ],
    );
    assert!(!framework.contains("SUM(transaction_type)"), "{framework}");
    // Pounds and dollars are not added.
    assert!(!matches!(whole(text, "transaction_value"), Some(Value::Known(_))));
}

#[test]
fn each_amount_has_the_currency_of_its_own_name() {
    let text = "Investment - Currency,Investment - Amount,Outcome payment - Currency,Outcome payment - Amount\n\
        USD,10,EUR,20\nUSD,10,GBP,20\n";
    has(
        &framework_of(text).0,
        &[
            "investment_amount = { header = \"Investment - Amount\", type = \"money\", currency = \"investment_currency\" }",
            "outcome_payment_amount = { header = \"Outcome payment - Amount\", type = \"money\", currency = \"outcome_payment_currency\" }",
        ],
    );
}

#[test]
fn codes_of_places_are_places_and_flags_are_no_groups() {
    let text =
        "Codice ISTAT;Zeitraum;Utenti\n001272;2019;10\n015146;2019;20\n001272;2020;11\n015146;2020;21\n";
    has(&framework_of(text).0, &["place = \"codice_istat\"", "period = \"zeitraum\""]);
    let text = "REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nIT,2019,9.9,A\nFR,2019,8.4,A\nIT,2020,9.3,E\nFR,2020,8.1,E\n";
    assert!(!framework_of(text).0.contains("by = ["), "{}", framework_of(text).0);
}

#[test]
fn periods_are_as_long_as_those_of_the_file() {
    let rows = |months: u32| -> String {
        (0..months)
            .map(|at| {
                format!(
                    "A;{}-{:02};{at}\nB;{}-{:02};{at}\n",
                    2015 + at / 12,
                    1 + at % 12,
                    2015 + at / 12,
                    1 + at % 12
                )
            })
            .collect()
    };
    let of = |header: &str, rows: &str| framework_of(&format!("Comune;Mese;{header}\n{rows}")).0;
    has(&of("Utenti", &rows(24)), &["period = { column = \"mese\", every = \"month\" }"]);
    // Many months are added up by the year; values as given have one for each month.
    has(&of("Utenti", &rows(60)), &["period = \"mese\"", "value = \"SUM(utenti)\""]);
    has(
        &of("Valore", &rows(60)),
        &["period = { column = \"mese\", every = \"month\" }", "column = \"valore\""],
    );
    has(
        &of("Utenti", "A;I semestre 2020;1\nA;II semestre 2020;2\n"),
        &["period = { column = \"mese\", every = \"half\" }"],
    );
    has(
        &of("Utenti", "A;gennaio-marzo 2020;1\nA;01/04/2020 - 30/06/2020;2\n"),
        &["period = { column = \"mese\", every = \"quarter\" }"],
    );
    // Of several lengths, and days: by the year.
    for cells in ["A;2020;1\nA;2021-Q1;2\n", "A;2020-01-01;1\nA;2021-02-03;2\n"] {
        has(&of("Utenti", cells), &["period = \"mese\""]);
    }
}

#[test]
fn a_column_of_values_that_stays_text_is_told() {
    let (framework, remarks) = framework_of("Comune;Tasso\nTorino;3% to 5%\nMilano;4%\nRoma;6%\n");
    has(&framework, &["tasso = \"Tasso\""]);
    assert!(remarks.iter().any(|code| code == "number-range" || code == "mixed-column"), "{remarks:?}");
}

#[test]
fn some_addresses_among_towns_do_not_take_the_place_away() {
    let towns: String = (0..40).map(|at| format!("{};{at}\n", ["Torino", "Bari"][at % 2])).collect();
    let strays = "a@example.org;1\nb@example.org;2\nc@example.org;3\n";
    has(&framework_of(&format!("Comune;Utenti\n{towns}{strays}")).0, &["place = \"comune\""]);
    assert!(
        framework_of(&format!("Contatto;Utenti\n{strays}Torino;3\n")).0.contains("private = [\"contatto\"]")
    );
}
