//! The demonstration's contracts, by a plain loop and by hand.

use super::{read, source};
use esito_engine::{Bundle, Sources};
use esito_model::Match;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

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
