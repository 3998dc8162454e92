//! INDIGO: payments beside price × outcomes, plans and commitments, by plain loops.

use super::{Row, data, read, source};
use esito_engine::{Bundle, Sources};
use esito_model::Match;
use std::collections::BTreeMap;
use std::path::Path;

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
