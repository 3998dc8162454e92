//! Cohorts against thresholds and comparison groups, each figure worked out on paper.

use super::outcome::{Outcome, Side};
use super::tests::{aggregated, many, pounds, row, rule, run, told};
use esito_model::{Compared, Contract, Effect, JudgedBy, Payment, Per};

/// A contract whose table counts people and holds effects.
fn measured(payments: Vec<Payment>) -> Contract {
    let mut contract = aggregated(payments);
    (contract.columns.people, contract.columns.effect) = (Some("people".into()), Some("effect".into()));
    contract
}

fn cohort(name: &str, effect: f64) -> Outcome {
    Outcome {
        participant: None,
        cohort: Some(name.into()),
        effect: Some(effect),
        ..row("", "reconviction", "2014-08-07")
    }
}

/// Peterborough: 8.4 % in the first cohort misses the threshold of 10 %; 9.0 % over all cohorts meets 7.5 %.
/// Sources: responsible-investor.com 2014-08-07; Ministry of Justice, July 2017.
#[test]
fn peterborough() {
    let base = |id: &str, cohort: &str, threshold| Payment {
        per: Per::Cohort,
        outcome: vec!["reconviction".into()],
        compared: Compared::ComparisonGroup,
        measure: Effect::RelativeReduction,
        cohorts: vec![cohort.into()],
        threshold: Some(threshold),
        ..rule(id, 1_000_000)
    };
    let mut pooled = base("all-cohorts", "all", 0.075);
    pooled.unless = vec!["cohort-1".into()];
    let contract = measured(vec![base("cohort-1", "1", 0.10), pooled]);
    let found = run(&contract, vec![cohort("1", 0.084), cohort("all", 0.09)]);
    assert_eq!(told(&found), ["2 unpaid below_threshold 0", "3 paid  1000000"]);
    assert_eq!(found.rules[0].effects[0].value, Some(0.084));
    assert!(!found.rules[0].effects[0].reached && found.rules[1].effects[0].reached);
    // Had the first cohort reached it, the second rule would not have paid.
    let found = run(&contract, vec![cohort("1", 0.10), cohort("all", 0.09)]);
    assert_eq!(told(&found), ["2 paid  1000000", "3 unpaid other_rule_paid 0"]);
    // 8.4 instead of 0.084 is no share.
    let found = run(&contract, vec![cohort("1", 8.4)]);
    assert_eq!(
        (told(&found)[0].as_str(), found.remarks[0].code.as_str()),
        ("2 unpaid no_result 0", "rate-above-one")
    );
}

#[test]
fn effects_come_from_counts_and_may_be_judged_by_their_lower_end() {
    let count = |cohort: &str, side, count: i64, people: f64| Outcome {
        cohort: Some(cohort.into()),
        side,
        people: Some(people),
        ..many("job", count, "2020-01-01")
    };
    let rows = vec![
        count("1", Side::Intervention, 30, 100.0),
        count("1", Side::Comparison, 20, 100.0),
        count("2", Side::Intervention, 45, 100.0),
        count("2", Side::Comparison, 20, 100.0),
    ];
    let mut payment = Payment {
        per: Per::Cohort,
        compared: Compared::ComparisonGroup,
        measure: Effect::Increase,
        threshold: Some(0.10),
        ..rule("job", 50_000)
    };
    let found = run(&measured(vec![payment.clone()]), rows.clone());
    // 0.3 − 0.2 is 0.0999… in binary fractions; ten points are reached all the same.
    assert_eq!(told(&found), ["2 paid  50000", "4 paid  50000"]);
    assert_eq!(found.lines[0].more, [("outcomes.csv".to_owned(), 3)]);
    payment.judged_by = JudgedBy::Low;
    let found = run(&measured(vec![payment.clone()]), rows.clone());
    assert_eq!(told(&found), ["2 unpaid below_threshold 0", "4 paid  50000"]);
    payment.judged_by = JudgedBy::Value;
    payment.pooled = true;
    let found = run(&measured(vec![payment.clone()]), rows.clone());
    assert_eq!(told(&found), ["2 paid  50000"]);
    // 75 of 200 less 40 of 200: 17.5 points, from 5 points on 12.5, of which 12 are whole.
    (payment.per, payment.above, payment.price) = (Per::PercentagePoint, Some(0.05), Some(pounds(1000)));
    assert_eq!(run(&measured(vec![payment.clone()]), rows.clone()).total, pounds(12_500));
    payment.whole = true;
    assert_eq!(run(&measured(vec![payment]), rows).total, pounds(12_000));
}

#[test]
fn without_people_a_row_is_a_result_already() {
    let points = Payment { per: Per::PercentagePoint, threshold: Some(2.0), ..rule("points", 1000) };
    let cohorts = Payment { per: Per::Cohort, threshold: Some(7.5), ..rule("cohort", 9000) };
    let result = |outcome: &str, ten_thousandths| Outcome {
        quantity: Some(ten_thousandths),
        ..many(outcome, 0, "2020-01-01")
    };
    let rows = vec![
        result("points", 42_500), // 4.25 points
        result("points", 19_000),
        result("cohort", 74_000),
        result("cohort", 75_000),
        Outcome { quantity: None, ..result("points", 0) },
    ];
    let found = run(&aggregated(vec![points, cohorts]), rows);
    assert_eq!(
        told(&found),
        [
            "2 paid  4250",
            "3 unpaid below_threshold 0",
            "4 unpaid below_threshold 0",
            "5 paid  9000",
            "6 unpaid no_quantity 0"
        ]
    );
    assert_eq!(found.lines[4].units, None, "missing is not zero");
    assert!(found.rules[1].words.get("en").contains("if the result for “cohort” is at least 7.5,"));
}
