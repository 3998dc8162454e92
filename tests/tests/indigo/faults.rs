//! The faults of the export, counted by plain loops.

use super::export::{Cells, Export, count, number, rows, text};
use std::collections::BTreeSet;

/// Code, file, header and how many.
pub(crate) type Counted = (&'static str, &'static str, &'static str, u64);

const RESULTS: &str = "projects_results.csv";
const METRICS: &str = "projects_outcome_metrics.csv";
const PAYERS: &str = "projects_outcome_payment_commitments.csv";
const PRICINGS: &str = "projects_outcome_pricings.csv";
const ORGANISATION: &str = "Organisation ID - (Value)";
const METRIC: &str = "Outcome Metric Id - (Value)";

/// Every fault that is counted.
pub(crate) fn all(export: &Export) -> Vec<Counted> {
    let bad = |file: &'static str, header: &'static str, good: fn(&Cells, &str) -> bool| {
        let filled = rows(&export.folder, file).into_iter().filter(|row| text(row, header).is_some());
        filled.filter(|row| !good(row, header)).count() as u64
    };
    let number = |row: &Cells, header: &str| number(row, header).is_some();
    let count = |row: &Cells, header: &str| count(row, header).is_some();
    let mut all = Vec::new();
    let mut add = |code, file, header, good| all.push((code, file, header, bad(file, header, good)));
    add("not-a-number", RESULTS, "Outcomes achieved - (Value)", number);
    add("not-a-count", RESULTS, "Number engaged In impact bond - (Value)", count);
    add("not-a-count", RESULTS, "Number with Positive social outcomes - (Value)", count);
    add("not-a-count", METRICS, "Targeted number of service users Or beneficiaries (total) - (Value)", count);
    add("not-money", PAYERS, "Maximum potential Outcome payment - Amount - (Value)", number);
    add("not-money", PAYERS, "Total outcome payments made - Amount - (Value)", number);
    add("not-a-period", RESULTS, "Period - Start - (Value)", period);
    add("not-a-period", "projects_outcome_payment_plans.csv", "Period - End - (Value)", period);
    let mut add = |file, header| all.push(("not-a-currency", file, header, bad(file, header, currency)));
    add("projects.csv", "Overall project finance - Total investment commitment - Currency - (Value)");
    add("projects.csv", "Overall project finance - Maximum potential outcome payment - Currency - (Value)");
    add("projects_investments.csv", "Investment Commitment - Currency - (Value)");
    add(PAYERS, "Maximum potential Outcome payment - Currency - (Value)");
    all.extend(dangling(export));
    all.extend(keys(export));
    all
}

/// Three capital letters.
fn currency(row: &Cells, header: &str) -> bool {
    let code = row[header].trim();
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A year, a year and a month, or a day, all of them possible.
fn period(row: &Cells, header: &str) -> bool {
    let parts: Option<Vec<u32>> = row[header].split('-').map(|part| part.parse().ok()).collect();
    match parts.as_deref() {
        Some([year]) => (1900..2100).contains(year),
        Some([year, month]) => (1900..2100).contains(year) && (1..=12).contains(month),
        Some([year, month, day]) => {
            (1900..2100).contains(year) && (1..=12).contains(month) && (1..=31).contains(day)
        }
        _ => false,
    }
}

fn dangling(export: &Export) -> Vec<Counted> {
    let ids = |file: &str| -> BTreeSet<String> {
        rows(&export.folder, file).into_iter().map(|row| row["ID"].clone()).collect()
    };
    let (organisations, funds) = (ids("organisations.csv"), ids("funds.csv"));
    let lost = |file: &'static str, header: &'static str, known: &BTreeSet<String>| {
        let rows = rows(&export.folder, file);
        let lost = rows.iter().filter_map(|row| text(row, header)).filter(|id| !known.contains(*id));
        ("dangling-reference", file, header, lost.count() as u64)
    };
    vec![
        lost("projects_investments.csv", ORGANISATION, &organisations),
        lost("projects_service_provisions.csv", ORGANISATION, &organisations),
        lost(PAYERS, ORGANISATION, &organisations),
        lost("projects_intermediary_services.csv", ORGANISATION, &organisations),
        lost("projects_outcome_funds.csv", "Id", &funds),
    ]
}

/// Keys that occur again, and keys of which a cell is missing.
fn keys(export: &Export) -> Vec<Counted> {
    let tables: [(&str, &[&str]); 3] = [
        (METRICS, &["Project ID", "Id"]),
        (RESULTS, &["Project ID", METRIC, "Result type - (Value)"]),
        (PRICINGS, &["Project ID", METRIC]),
    ];
    let mut all = Vec::new();
    for (file, headers) in tables {
        let (mut seen, mut again, mut missing) = (BTreeSet::new(), 0, 0);
        for row in rows(&export.folder, file) {
            let key: Option<Vec<String>> =
                headers.iter().map(|header| text(&row, header).map(str::to_owned)).collect();
            match key {
                None => missing += 1,
                Some(key) => again += u64::from(!seen.insert(key)),
            }
        }
        all.push(("duplicate-key", file, "Project ID", again));
        if missing > 0 {
            all.push(("missing-key", file, "Project ID", missing));
        }
    }
    all
}
