//! Contracts through whole bundles: published results and caps, INDIGO's payments by another road, the
//! demonstration's contracts by plain loops.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

mod demo;
mod indigo;

use esito_engine::{Bundle, SourceFile, Sources};
use esito_model::{LineStatus, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(crate) fn source(name: &str, bytes: Vec<u8>) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: bytes.into(), sha256: None }
}

/// A bundle of a framework and one file, `rows.csv`.
fn bundle(contract: &str, columns: &str, rows: &str) -> Bundle {
    let framework = format!(
        "[framework]\nid = \"t\"\ntitle = \"T\"\n[[table]]\nid = \"rows\"\nfile = \"rows.csv\"\n[table.columns]\n\
         {columns}\n[[contract]]\nid = \"c\"\ntable = \"rows\"\n{contract}\n"
    );
    let files =
        vec![source("framework.toml", framework.into_bytes()), source("rows.csv", rows.as_bytes().to_vec())];
    Bundle::load(Sources { files })
}

#[track_caller]
fn statement(contract: &str, columns: &str, rows: &str) -> Statement {
    let bundle = bundle(contract, columns, rows);
    bundle.statement("c", None).unwrap_or_else(|| panic!("{:#?}", bundle.remarks()))
}

pub(crate) fn data(folder: &str, file: &str) -> Option<PathBuf> {
    let data = std::env::var_os("ESITO_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    if data.join(folder).join(file).is_file() {
        return Some(data.join(folder));
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} has no {folder}/{file}", data.display());
    println!("skipped: no {folder}/{file} in {} (set ESITO_DATA)", data.display());
    None
}

pub(crate) type Row = BTreeMap<String, String>;

pub(crate) fn read(path: &Path, delimiter: u8) -> Vec<Row> {
    let bytes = std::fs::read(path).unwrap();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(bytes);
    let headers = reader.headers().unwrap().clone();
    let pair = |(header, cell): (&str, &str)| (header.to_owned(), cell.to_owned());
    reader.records().map(|record| headers.iter().zip(record.unwrap().iter()).map(pair).collect()).collect()
}

const AGGREGATED: &str =
    "what = \"what\"\non = { header = \"on\", type = \"date\" }\nn = { header = \"n\", type = \"count\" }";
const OF_ROWS: &str = "outcome = \"what\"\ndate = \"on\"\nquantity = \"n\"";

fn published(rows: &[Row], scheme: &str, metric: &str, column: &str) -> f64 {
    let row = rows.iter().find(|row| row["scheme"] == scheme && row["metric"] == metric).unwrap();
    row[column].parse().unwrap_or_else(|_| panic!("{scheme}, {metric}: {}", row[column]))
}

#[test]
fn published_outcomes_and_caps_come_out() {
    let Some(folder) = data("sib_payments", "published_sib_results.csv") else { return };
    let known = read(&folder.join("published_sib_results.csv"), b',');
    let near =
        |found: f64, expected: f64| assert!((found - expected).abs() < 1.0, "{found} is not {expected}");

    // Educate Girls: 20 % of the payment for enrolment, 80 % for learning, each at its target; both were passed, and
    // the cap of 422,000 was paid.
    let cap = published(&known, "Educate Girls DIB", "Maximum (and actual) outcome payment", "amount");
    let target = |metric| published(&known, "Educate Girls DIB (final)", metric, "target");
    let (girls, levels) =
        (target("Enrolment of out-of-school girls"), target("Learning gains (ASER levels above control)"));
    let enrolled =
        published(&known, "Educate Girls DIB (final)", "Enrolment of out-of-school girls", "achieved");
    let contract = format!(
        "currency = \"USD\"\n{OF_ROWS}\ncap = {cap}\n[[contract.payment]]\nid = \"enrolment\"\noutcome = \"enrolment\"\n\
         per = \"outcome\"\nprice = {:.4}\ncap = {:.2}\n[[contract.payment]]\nid = \"learning\"\noutcome = \"learning\"\n\
         per = \"outcome\"\nprice = {:.4}\ncap = {:.2}",
        0.2 * cap / girls,
        0.2 * cap,
        0.8 * cap / levels,
        0.8 * cap,
    );
    let rows = |girls: f64, levels: f64| {
        format!("what,on,n\nenrolment,2018-07-13,{girls:.0}\nlearning,2018-07-13,{levels:.0}\n")
    };
    let found = statement(&contract, AGGREGATED, &rows(enrolled, 1.6 * levels));
    near(found.total.major(), cap);
    assert!(found.lines.iter().all(|line| line.status == LineStatus::Reduced && line.reason == "over_cap"));
    // At the end of the second year 87.7 % and 50.3 %: so much of each part.
    let found = statement(&contract, AGGREGATED, &rows(0.877 * girls, 0.503 * levels));
    assert!((found.total.major() / cap - (0.2 * 0.877 + 0.8 * 0.503)).abs() < 0.001, "{:?}", found.total);

    // Cameroon: 3.1 million delivered, 2.43 million paid because of the cap.
    let delivered = published(&known, "Cameroon KMC DIB", "Outcomes delivered vs contract cap", "achieved");
    let cap = published(&known, "Cameroon KMC DIB", "Outcomes delivered vs contract cap", "amount");
    let contract = format!(
        "currency = \"USD\"\n{OF_ROWS}\ncap = {cap}\n[[contract.payment]]\nid = \"value\"\noutcome = \"value\"\nper = \"outcome\"\nprice = 1"
    );
    let found = statement(&contract, AGGREGATED, &format!("what,on,n\nvalue,2021-03-01,{delivered}\n"));
    near(found.total.major(), cap);
    near(found.lines[0].withheld.major(), delivered - cap);

    // Fair Chance Fund: at most 15,000 for each client.
    let cap = published(&known, "Fair Chance Fund", "Maximum claim per client (expected)", "amount");
    let contract = format!(
        "currency = \"GBP\"\nparticipant = \"who\"\noutcome = \"what\"\ndate = \"on\"\ncap = {{ per_participant = {cap} }}\n\
         [[contract.payment]]\nid = \"home\"\noutcome = \"home\"\nprice = 8000\n[[contract.payment]]\nid = \"work\"\noutcome = \"work\"\nprice = 9500"
    );
    let columns = "who = \"who\"\nwhat = \"what\"\non = { header = \"on\", type = \"date\" }";
    let found = statement(
        &contract,
        columns,
        "who,what,on\na,home,2016-01-01\na,work,2016-06-01\nb,work,2016-06-01\n",
    );
    near(found.total.major(), cap + 9_500.0);
    assert_eq!(found.lines[1].cap, "contract.participant");
}

/// INDIGO-POJ-0302, Istanbul Kodluyor: prices and maxima as published. The first 600 who complete the training are paid,
/// so that its published interim result of 832 comes to the published maximum; of those who stay in work the first 370
/// are dearer than the next 40.
#[test]
fn a_published_rate_card_with_tiers_and_caps() {
    let contract = format!(
        "currency = \"USD\"\n{OF_ROWS}\n[[contract.payment]]\nid = \"training\"\noutcome = \"training\"\nper = \"outcome\"\n\
         price = 240\ncap = {{ units = 600 }}\n[[contract.payment]]\nid = \"entry\"\noutcome = \"entry\"\nper = \"outcome\"\n\
         price = 1000\n[[contract.payment]]\nid = \"sustained\"\noutcome = \"sustained\"\nper = \"outcome\"\ntiers = [\
         {{ from = 0, price = 1100 }}, {{ from = 370, price = 1000 }}, {{ from = 410, price = 1350 }}]"
    );
    let rows = "what,on,n\ntraining,2024-03-31,832\nentry,2024-03-31,31\nsustained,2024-03-31,300\nsustained,2024-09-30,115\n";
    let found = statement(&contract, AGGREGATED, rows);
    let told: Vec<_> = found
        .lines
        .iter()
        .map(|line| (line.rule.as_str(), line.line, line.units.unwrap(), line.amount.major()))
        .collect();
    assert_eq!(
        told,
        [
            ("training", 2, 600.0, 144_000.0),
            ("training", 2, 232.0, 0.0),
            ("entry", 3, 31.0, 31_000.0),
            ("sustained", 4, 300.0, 330_000.0),
            ("sustained", 5, 70.0, 77_000.0),
            ("sustained", 5, 40.0, 40_000.0),
            ("sustained", 5, 5.0, 6_750.0),
        ]
    );
    // The published maximum of the first tier, over both rows.
    let first = found.lines.iter().filter(|line| line.price.is_some_and(|price| price.major() == 1100.0));
    assert_eq!(first.map(|line| line.amount.major()).sum::<f64>(), 407_000.0);
}

/// 8.4 % in the first cohort misses 10 %; 9 % over all cohorts meets 7.5 %.
#[test]
fn peterborough_from_its_published_effects() {
    let Some(folder) = data("sib_payments", "published_sib_results.csv") else { return };
    let known = read(&folder.join("published_sib_results.csv"), b',');
    let metric = "Reduction in reconviction events vs matched control";
    let of = |scheme, column| published(&known, scheme, metric, column);
    let (first, all) = ("Peterborough SIB cohort 1", "Peterborough SIB all cohorts");
    let contract = format!(
        "currency = \"GBP\"\noutcome = \"what\"\ndate = \"on\"\ncohort = \"cohort\"\neffect = \"effect\"\n\
         [[contract.payment]]\nid = \"early\"\noutcome = \"reconviction\"\nper = \"cohort\"\nprice = 1000000\n\
         compared = \"comparison_group\"\nmeasure = \"relative_reduction\"\ncohorts = [\"1\"]\nthreshold = {}\n\
         [[contract.payment]]\nid = \"final\"\noutcome = \"reconviction\"\nper = \"cohort\"\nprice = 5000000\n\
         compared = \"comparison_group\"\nmeasure = \"relative_reduction\"\ncohorts = [\"all\"]\nthreshold = {}",
        of(first, "target") / 100.0,
        of(all, "target") / 100.0,
    );
    let columns = "what = \"what\"\non = { header = \"on\", type = \"date\" }\ncohort = \"cohort\"\n\
                   effect = { header = \"effect\", type = \"percent\" }";
    let rows = format!(
        "what,on,cohort,effect\nreconviction,2014-08-07,1,{}\nreconviction,2017-07-27,all,{}\n",
        of(first, "achieved"),
        of(all, "achieved")
    );
    let found = statement(&contract, columns, &rows);
    let told: Vec<_> =
        found.lines.iter().map(|line| (line.rule.as_str(), line.status, line.reason.as_str())).collect();
    assert_eq!(told, [("early", LineStatus::Unpaid, "below_threshold"), ("final", LineStatus::Paid, "")]);
    assert_eq!(found.total.major(), 5_000_000.0);
}

/// Referrals and confirmed outcomes of a family service: 1,376,000, or 14,333 for each confirmed outcome.
#[test]
fn a_service_paid_for_activities_and_outcomes() {
    let Some(folder) = data("sroi", "additionality_attribution_pbr_examples.csv") else { return };
    let known = read(&folder.join("additionality_attribution_pbr_examples.csv"), b',');
    let of = |note: &str| -> f64 {
        let row =
            known.iter().find(|row| row["example"] == "family_intervention_pbr" && row["quantity"] == note);
        row.unwrap()["value"].parse().unwrap()
    };
    let contract = format!(
        "currency = \"GBP\"\n{OF_ROWS}\n[[contract.payment]]\nid = \"referral\"\noutcome = \"referral\"\nper = \"activity\"\nprice = 4000\n\
         [[contract.payment]]\nid = \"free\"\noutcome = \"free\"\nper = \"outcome\"\nprice = 6000"
    );
    let rows = format!(
        "what,on,n\nreferral,2020-01-01,{}\nclosed,2020-06-30,{}\nfree,2021-01-01,{}\n",
        of("families referred"),
        of("cases closed"),
        of("referral-free at 12 months")
    );
    let found = statement(&contract, AGGREGATED, &rows);
    assert_eq!(found.total.major(), of("published total contract cost"));
    let each = found.total.major() / found.rules[1].units;
    assert!((each - of("published cost per confirmed outcome")).abs() < 0.5, "{each}");
}

#[test]
fn bad_input_is_told_at_its_place_and_has_a_defined_result() {
    let columns = "who = \"who\"\nwhat = \"what\"\non = { header = \"on\", type = \"date\" }\n\
                   began = { header = \"began\", type = \"date\" }\nstatus = \"status\"\ncohort = \"cohort\"\nmoney = \"money\"";
    let contract = "currency = \"GBP\"\nparticipant = \"who\"\noutcome = \"what\"\ndate = \"on\"\nstarted = \"began\"\n\
                    status = \"status\"\ncohort = \"cohort\"\ncurrency_column = \"money\"\n\
                    [[contract.payment]]\nid = \"job\"\noutcome = \"job\"\nprice = 100";
    let rows = "who,what,on,began,status,cohort,money\n\
                a,job,2020-05-01,2020-01-01,verified,1,GBP\n\
                a,job,2020-05-01,2020-01-01,verified,1,GBP\n\
                b,job,2019-05-01,2020-01-01,verified,1,GBP\n\
                a,job,2020-06-01,2020-01-01,verified,2,GBP\n\
                c,job,2020-05-01,2020-01-01,verified,2,EUR\n\
                d,job,2020-05-32,2020-01-01,verified,2,GBP\n\
                e,job,2020-05-01,2020-01-01,perhaps,2,GBP\n\
                f,jobs,2020-05-01,2020-01-01,verified,2,GBP\n";
    let bundle = bundle(contract, columns, rows);
    let found = bundle.statement("c", None).unwrap();
    assert_eq!(found.total.major(), 100.0);
    let told: BTreeMap<&str, u64> =
        found.remarks.iter().map(|remark| (remark.code.as_str(), remark.places[0].line.unwrap())).collect();
    let expected = BTreeMap::from([
        ("verified-twice", 3),
        ("outcome-before-start", 4),
        ("two-cohorts", 5),
        ("two-currencies", 6),
        ("outcome-without-date", 7),
        ("unknown-status", 8),
        ("outcome-without-rule", 9),
    ]);
    assert_eq!(told, expected);
    let lines: BTreeSet<u64> = found.lines.iter().map(|line| line.line).collect();
    assert_eq!(lines, (2..=9).collect(), "every row is in the statement");
    assert!(bundle.remarks().iter().any(|remark| remark.code == "not-a-date"));
}

#[test]
fn a_rule_that_is_being_written_runs_on_the_data_at_once() {
    let columns =
        "who = \"who\"\nwhat = \"what\"\non = { header = \"on\", type = \"date\" }\nnote = \"note\"";
    let contract = "currency = \"GBP\"\nparticipant = \"who\"\noutcome = \"what\"\ndate = \"on\"\n\
                    [[contract.payment]]\nid = \"job\"\noutcome = \"job\"\nprice = 100";
    let bundle = bundle(contract, columns, "who,what,on,note\na,job,2020-05-01,x\nb,job,2020-06-01,y\n");
    let mut draft = bundle.framework().contracts[0].clone();
    draft.payments[0].price = esito_model::Money::from_major(250.5);
    draft.payments[0].eligible = Some("note = 'y'".to_owned());
    let found = bundle.statement_of(&draft, None).unwrap();
    assert_eq!((found.total.major(), found.lines[0].reason.as_str()), (250.5, "not_eligible"));
    let words = esito_engine::rule_in_words(&draft, &draft.payments[0]);
    assert_eq!(
        words.get("en"),
        "Pays GBP 250.50 per participant with “job”, only where note = 'y', once verified."
    );
    assert_eq!(words, found.rules[0].words);
    assert_eq!(bundle.statement("c", None).unwrap().total.major(), 200.0);
    draft.table = "nowhere".to_owned();
    assert!(bundle.statement_of(&draft, None).is_none());
}
