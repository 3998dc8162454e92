//! Contracts through whole bundles: published results and caps, INDIGO's payments by another road, the
//! demonstration's contracts by plain loops.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use esito_engine::{Bundle, SourceFile, Sources};
use esito_model::{LineStatus, Match, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn source(name: &str, bytes: Vec<u8>) -> SourceFile {
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

fn data(folder: &str, file: &str) -> Option<PathBuf> {
    let data = std::env::var_os("ESITO_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    if data.join(folder).join(file).is_file() {
        return Some(data.join(folder));
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} has no {folder}/{file}", data.display());
    println!("skipped: no {folder}/{file} in {} (set ESITO_DATA)", data.display());
    None
}

type Row = BTreeMap<String, String>;

fn read(path: &Path, delimiter: u8) -> Vec<Row> {
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

fn indigo(folder: &Path) -> Bundle {
    let framework = Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/indigo/framework.toml");
    let mut files = vec![source("framework.toml", std::fs::read(framework).unwrap())];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "csv") {
            files.push(source(path.file_name().unwrap().to_str().unwrap(), std::fs::read(&path).unwrap()));
        }
    }
    Bundle::load(Sources { files })
}

/// Planned and actual payments of every project that has both, and the most that was committed, by plain loops.
#[test]
fn indigo_payments_beside_plans_and_commitments() {
    let Some(folder) = data("indigo", "projects_outcome_payments.csv") else { return };
    let bundle = indigo(&folder);
    let sums = |file: &str, amount: &str, currency: &str, kind: Option<&str>| {
        let mut out: BTreeMap<(String, String), i64> = BTreeMap::new();
        for row in read(&folder.join(file), b',') {
            let wanted = kind.is_none_or(|kind| row["Type - (Value)"] == kind);
            if let (true, Ok(amount)) = (wanted && !row[currency].is_empty(), row[amount].parse::<f64>()) {
                *out.entry((row["Project ID"].clone(), row[currency].clone())).or_default() +=
                    (amount * 10_000.0).round() as i64;
            }
        }
        out
    };
    let of_payments = |kind| {
        sums(
            "projects_outcome_payments.csv",
            "Payments - Amount - (Value)",
            "Payments - Currency - (Value)",
            Some(kind),
        )
    };
    let actual = of_payments("Actual");
    let commitments = sums(
        "projects_outcome_payment_commitments.csv",
        "Maximum potential Outcome payment - Amount - (Value)",
        "Maximum potential Outcome payment - Currency - (Value)",
        None,
    );
    for (id, promised, least) in [("plans", of_payments("Planned"), 29), ("commitments", commitments, 20)] {
        let found = bundle.comparison(id).unwrap();
        let both: Vec<_> = promised.iter().filter(|(key, _)| actual.contains_key(*key)).collect();
        assert!(both.len() >= least, "{id}: {}", both.len());
        assert_eq!(found.lines.len(), both.len(), "{id}");
        for line in &found.lines {
            let key = (line.key.clone(), line.currency.clone());
            assert_eq!((line.due.0, line.paid.0), (promised[&key], actual[&key]), "{id} {key:?}");
            assert_eq!(line.difference.0, actual[&key] - promised[&key]);
        }
    }
}

/// Every project and metric with a price, a final result and an actual payment, by plain loops.
#[test]
fn indigo_payments_beside_price_times_outcomes() {
    let Some(folder) = data("indigo", "projects_outcome_pricings.csv") else { return };
    let found = indigo(&folder).comparison("rate-cards").unwrap();
    let key = |row: &Row| (row["Project ID"].clone(), row["Outcome Metric Id - (Value)"].clone());
    let filled = |row: &Row| !key(row).0.is_empty() && !key(row).1.is_empty();
    let of = |name: &str| -> BTreeMap<(String, String), Vec<Row>> {
        let mut out: BTreeMap<_, Vec<Row>> = BTreeMap::new();
        for row in read(&folder.join(name), b',').into_iter().filter(filled) {
            out.entry(key(&row)).or_default().push(row);
        }
        out
    };
    let (prices, results) = (of("projects_outcome_pricings.csv"), of("projects_results.csv"));
    let payments = of("projects_outcome_payments.csv");
    let mut expected: BTreeMap<String, (String, i64, i64)> = BTreeMap::new();
    let cents = |text: &str| text.parse::<f64>().ok().map(|amount| (amount * 100.0).round() as i64);
    for (key, rows) in prices.iter().filter(|(_, rows)| rows.len() == 1) {
        let price = &rows[0];
        let Some(amount) = cents(&price["Price Per Unit - Amount - (Value)"]) else { continue };
        let finals: Vec<_> = results
            .get(key)
            .into_iter()
            .flatten()
            .filter(|row| row["Result type - (Value)"] == "Final")
            .collect();
        let numbers: Option<Vec<f64>> =
            finals.iter().map(|row| row["Outcomes achieved - (Value)"].parse().ok()).collect();
        let Some(numbers) = numbers.filter(|numbers| !numbers.is_empty()) else { continue };
        let paid: Vec<i64> = payments
            .get(key)
            .into_iter()
            .flatten()
            .filter(|row| {
                row["Type - (Value)"] == "Actual"
                    && row["Payments - Currency - (Value)"] == price["Currency - (Value)"]
            })
            .filter_map(|row| cents(&row["Payments - Amount - (Value)"]))
            .collect();
        if paid.is_empty() {
            continue;
        }
        let due = (amount as f64 * numbers.iter().sum::<f64>()).round() as i64;
        let due = cents(&price["Maximum Price if all targets achieved - Amount - (Value)"])
            .map_or(due, |most| most.min(due));
        expected.insert(
            format!("{}|{}", key.0, key.1),
            (price["Currency - (Value)"].clone(), due, paid.iter().sum()),
        );
    }
    assert!(expected.len() >= 60, "{}", expected.len());
    assert_eq!(found.lines.len(), expected.len());
    for line in &found.lines {
        let (currency, due, paid) = &expected[&line.key];
        assert_eq!(
            (&line.currency, line.due.0, line.paid.0),
            (currency, due * 100, paid * 100),
            "{}",
            line.key
        );
        assert_eq!(line.difference.0, (paid - due) * 100);
        assert_eq!(line.outcome == Match::Different, paid != due, "{}", line.key);
    }
    // Three London projects of 23 metrics each. In the last one every metric but one was paid price × outcomes to the
    // pound: 21 outcomes at 220 are 4,620, and 20 were paid.
    let equal = |project: &str| {
        let own = found.lines.iter().filter(|line| line.key.starts_with(project));
        own.filter(|line| line.outcome == Match::Equal).count()
    };
    assert_eq!((equal("INDIGO-POJ-0121"), equal("INDIGO-POJ-0122"), equal("INDIGO-POJ-0123")), (13, 16, 22));
    let one = found.lines.iter().find(|line| line.key == "INDIGO-POJ-0123|outcomemetric17").unwrap();
    assert_eq!((one.due.major(), one.paid.major(), one.difference.major()), (4_620.0, 4_400.0, -220.0));
    let one = found.lines.iter().find(|line| line.key == "INDIGO-POJ-0121|outcomemetric1").unwrap();
    assert_eq!((one.due.major(), one.paid.major(), one.difference.major()), (50_820.0, 115_940.0, 65_120.0));
    assert!(found.remarks.iter().any(|remark| remark.code == "no-result"), "text results are set aside");
}

fn demo() -> Bundle {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/demo");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "csv" || end == "toml") {
            files.push(source(path.file_name().unwrap().to_str().unwrap(), std::fs::read(&path).unwrap()));
        }
    }
    Bundle::load(Sources { files })
}

/// Months are added by hand: the demonstration never begins on a day that another month lacks.
fn after(day: &str, months: u32) -> String {
    let parts: Vec<u32> = day.split('-').map(|part| part.parse().unwrap()).collect();
    let month = parts[0] * 12 + parts[1] - 1 + months;
    let last = match (month % 12 + 1, (month / 12).is_multiple_of(4)) {
        (2, true) => 29,
        (2, false) => 28,
        (4 | 6 | 9 | 11, _) => 30,
        _ => 31,
    };
    format!("{:04}-{:02}-{:02}", month / 12, month % 12 + 1, parts[2].min(last))
}

/// The rate card of the demonstration once more, as a loop over its file.
#[test]
fn the_rate_card_by_a_plain_loop() {
    let mut rows = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/demo/rate_card.csv"), b',');
    rows.sort_by(|a, b| (&a["achieved_on"], &a["participant"]).cmp(&(&b["achieved_on"], &b["participant"])));
    let (mut total, mut entries, mut sustained) = (0_i64, 0, 0);
    let mut of_person: BTreeMap<String, i64> = BTreeMap::new();
    let mut done: BTreeSet<(String, String)> = BTreeSet::new();
    for row in &rows {
        let (day, began, what) = (&row["achieved_on"], &row["started_on"], row["outcome"].as_str());
        let slip = !row["payslip"].is_empty();
        if row["status"] != "verified"
            || day < began
            || day.as_str() < "2021-01-01"
            || day.as_str() > "2025-12-31"
        {
            continue;
        }
        let price =
            match what {
                "qualification" if *day <= after(began, 12) => {
                    if day.as_str() < "2022-07-01" {
                        650
                    } else {
                        720
                    }
                }
                "entry" if *day <= after(began, 12) && slip && entries < 120 => 2_400,
                "sustained" if *day <= after(began, 24) && *day >= after(began, 6) && slip => {
                    if sustained < 50 { 3_200 } else { 2_600 }
                }
                _ => continue,
            };
        let once = (row["participant"].clone(), what.to_owned());
        if done.contains(&once) {
            continue;
        }
        let cap = if day.as_str() < "2022-07-01" { 560_000 } else { 610_000 };
        let person = of_person.entry(row["participant"].clone()).or_default();
        let paid = price.min(5_800 - *person).min(cap - total).max(0);
        if paid > 0 {
            total += paid;
            *person += paid;
            entries += i32::from(what == "entry");
            sustained += i32::from(what == "sustained");
            done.insert(once);
        }
    }
    let found = demo().statement("aurora", None).unwrap();
    assert_eq!(found.total.major(), total as f64);
    assert_eq!(found.rules[1].units, f64::from(entries));
    assert_eq!(found.rules[2].units, f64::from(sustained));
    assert_eq!(found.rows, rows.len() as u64);
    for code in ["verified-twice", "outcome-before-start", "outcome-without-rule", "unknown-status"] {
        assert!(found.remarks.iter().any(|remark| remark.code == code), "{code}: {:#?}", found.remarks);
    }
    for reason in
        ["over_cap", "outside_window", "not_verified", "duplicate", "rejected", "disputed", "no_evidence"]
    {
        assert!(found.lines.iter().any(|line| line.reason == reason), "no line shows {reason}");
    }
    // What the city's accounts say: one rule paid as due, one cut by its cap, one different.
    let told: BTreeMap<_, _> = found.reconciled.iter().map(|one| (one.key.as_str(), one.outcome)).collect();
    assert_eq!(told["entry"], Match::Capped, "{:#?}", found.reconciled);
    assert_eq!(told["qualification"], Match::Equal, "{:#?}", found.reconciled);
    assert_eq!(told["sustained"], Match::Different, "{:#?}", found.reconciled);
}

#[test]
fn cohorts_milestones_and_activities_of_the_demonstration() {
    let demo = demo();
    let found = demo.statement("halsa", None).unwrap();
    // 148 of 412 beside 1,594 of 4,120: 7.2 %; then 16.5 % and 6.7 %. Together 10.1 %, but the lower end is 2.8 %.
    let effects: Vec<f64> =
        found.rules[0].effects.iter().map(|effect| (effect.value.unwrap() * 1_000.0).round()).collect();
    assert_eq!(effects, [72.0, 165.0, 67.0]);
    let pooled = &found.rules[1].effects[0];
    assert_eq!(
        ((pooled.value.unwrap() * 1_000.0).round(), (pooled.low.unwrap() * 1_000.0).round()),
        (101.0, 28.0)
    );
    assert!(!pooled.reached);
    assert_eq!((found.total.major(), found.currency.as_str()), (2_500_000.0, "SEK"));

    let found = demo.statement("corvetto", None).unwrap();
    // 2021: 40,000 + 84 and 112 interviews at 85 + 23 homes at 3,060, capped at 120,000 a year. 2022: 15,000 + 97 × 85
    // + 31 × 3,060. 2023: 38 × 3,060.
    assert_eq!(found.total.major(), 120_000.0 + 118_105.0 + 116_280.0);
    assert_eq!((found.waiting.lines, found.waiting.amount.major()), (1, 82_620.0));
    let reasons: Vec<&str> =
        found.lines.iter().map(|line| line.reason.as_str()).filter(|word| !word.is_empty()).collect();
    assert_eq!(reasons, ["over_cap", "disputed", "not_verified", "no_quantity"]);
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
