//! What a row is cut into, and what of it counts as paid: cases that a second reading of the documents found.

use super::tests::{aggregated, many, pounds, row, rule, run, told};
use esito_model::{Cap, Compared, Contract, ContractColumns, Effect, JudgedBy, Payment, Per, Tier};

fn tiers(prices: &[(u32, i64)]) -> Vec<Tier> {
    prices.iter().map(|(from, price)| Tier { from: *from, price: pounds(*price) }).collect()
}

#[test]
fn units_over_a_cap_are_told_at_the_price_of_their_tier() {
    let mut payment = Payment {
        price: None,
        tiers: tiers(&[(0, 100), (2, 50), (4, 10)]),
        cap: Cap { units: Some(3), ..Cap::default() },
        ..rule("job", 0)
    };
    let found = run(&aggregated(vec![payment.clone()]), vec![many("job", 6, "2020-01-01")]);
    assert_eq!(told(&found), ["2 paid  200", "2 paid  50", "2 unpaid over_cap 0", "2 unpaid over_cap 0"]);
    // The fourth unit would have brought 50, the last two 10 each.
    let lost: Vec<_> = found.lines[2..].iter().map(|line| (line.units, line.withheld)).collect();
    assert_eq!(lost, [(Some(1.0), pounds(50)), (Some(2.0), pounds(20))]);
    assert_eq!((found.caps[0].lines, found.caps[0].withheld), (2, pounds(70)));
    // The tier begins just where the cap ends.
    payment.cap.units = Some(2);
    let found = run(&aggregated(vec![payment]), vec![many("job", 3, "2020-01-01")]);
    assert_eq!(told(&found), ["2 paid  200", "2 unpaid over_cap 0"]);
    assert_eq!(found.lines[1].withheld, pounds(50));
}

#[test]
fn a_milestone_is_one_unit_and_none_of_it_leaves_it_to_another_row() {
    let milestone = Payment { per: Per::Milestone, ..rule("opened", 40_000) };
    let rows = vec![
        many("opened", 0, "2020-01-01"),
        many("opened", 4, "2020-02-01"),
        many("opened", 1, "2020-03-01"),
    ];
    let found = run(&aggregated(vec![milestone]), rows);
    assert_eq!(told(&found), ["2 paid  0", "3 paid  40000", "4 unpaid duplicate 0"]);
    assert_eq!(found.lines[1].units, Some(1.0));
}

#[test]
fn the_highest_of_several_is_that_of_whole_rows_although_tiers_cut_them() {
    let of = |id: &str, prices: &[(u32, i64)]| Payment {
        per: Per::Outcome,
        price: None,
        tiers: tiers(prices),
        highest_of: Some("level".into()),
        ..rule(id, 0)
    };
    let payments = vec![of("low", &[(0, 100), (1, 100)]), of("high", &[(0, 150), (1, 150)])];
    let columns = ContractColumns { participant: Some("p".into()), ..ContractColumns::default() };
    let contract = Contract { columns, ..aggregated(payments) };
    let two = |outcome: &str, day: &str| super::outcome::Outcome {
        quantity: many(outcome, 2, day).quantity,
        ..row("a", outcome, day)
    };
    let found = run(&contract, vec![two("low", "2020-01-01"), two("high", "2020-02-01")]);
    // 200 for the lower one, in two pieces; 300 less these 200 for the higher.
    assert_eq!(
        told(&found),
        ["2 paid  100", "2 paid  100", "3 unpaid not_highest 0", "3 reduced only_highest 100"]
    );
}

#[test]
fn without_a_threshold_nothing_is_judged() {
    // Nobody in the group has a relative effect without an interval: what is not asked for cannot be missed.
    let count = |side, number: i64| super::outcome::Outcome {
        cohort: Some("1".into()),
        side,
        people: Some(100.0),
        ..many("return", number, "2020-01-01")
    };
    let payment = Payment {
        per: Per::Cohort,
        compared: Compared::ComparisonGroup,
        measure: Effect::RelativeReduction,
        judged_by: JudgedBy::Low,
        ..rule("return", 1000)
    };
    let columns =
        ContractColumns { people: Some("n".into()), cohort: Some("c".into()), ..ContractColumns::default() };
    let contract = Contract { columns, ..aggregated(vec![payment]) };
    let rows =
        vec![count(super::outcome::Side::Intervention, 0), count(super::outcome::Side::Comparison, 40)];
    assert_eq!(told(&run(&contract, rows)), ["2 paid  1000"]);
}
