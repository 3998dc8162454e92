//! Contracts over rows written by hand, each figure worked out on paper.

use super::assemble::assemble;
use super::money::UNIT;
use super::outcome::{Outcome, Status};
use crate::statistics::calendar::read_day;
use esito_model::{
    Cap, Compared, Contract, ContractColumns, DatedPrice, LineStatus, Money, Payment, Pays, Per, PeriodCap,
    PlanVersion, Statement, Tier,
};

pub(super) fn pounds(major: i64) -> Money {
    Money(major * 10_000)
}

pub(super) fn rule(id: &str, price: i64) -> Payment {
    Payment { id: id.into(), outcome: vec![id.into()], price: Some(pounds(price)), ..Payment::default() }
}

fn of_people(payments: Vec<Payment>) -> Contract {
    let columns = ContractColumns { participant: Some("p".into()), ..ContractColumns::default() };
    Contract { id: "c".into(), currency: "GBP".into(), columns, payments, ..Contract::default() }
}

pub(super) fn aggregated(payments: Vec<Payment>) -> Contract {
    Contract { columns: ContractColumns::default(), ..of_people(payments) }
}

pub(super) fn row(who: &str, outcome: &str, day: &str) -> Outcome {
    Outcome {
        file: "outcomes.csv".into(),
        participant: Some(who.into()),
        outcome: Some(outcome.into()),
        date: read_day(day),
        ..Outcome::default()
    }
}

pub(super) fn many(outcome: &str, number: i64, day: &str) -> Outcome {
    Outcome { participant: None, quantity: Some(number * UNIT), ..row("", outcome, day) }
}

/// The rows get the lines 2, 3 and so on.
pub(super) fn run(contract: &Contract, mut rows: Vec<Outcome>) -> Statement {
    for (row, line) in rows.iter_mut().zip(2..) {
        row.line = line;
    }
    let statement = assemble(contract, &rows, None);
    let sum: i64 = statement.lines.iter().map(|line| line.amount.0).sum();
    assert_eq!(sum, statement.total.0, "the lines add up to the total");
    statement
}

/// Each line as `row status reason amount`.
pub(super) fn told(statement: &Statement) -> Vec<String> {
    let line = |line: &esito_model::StatementLine| {
        format!("{} {} {} {}", line.line, line.status.code(), line.reason, line.amount.text(0))
    };
    statement.lines.iter().map(line).collect()
}

#[test]
fn rows_go_by_date_then_participant_then_line() {
    let mut contract = of_people(vec![rule("job", 1000)]);
    contract.cap.amount = Some(pounds(2500));
    let rows =
        vec![row("b", "job", "2020-02-01"), row("c", "job", "2020-01-01"), row("a", "job", "2020-02-01")];
    let found = run(&contract, rows);
    // c first by date, then a before b; the cap pays the remainder.
    assert_eq!(told(&found), ["3 paid  1000", "4 paid  1000", "2 reduced over_cap 500"]);
    assert_eq!(found.lines[2].cap, "contract");
    assert_eq!(found.lines[2].withheld, pounds(500));
    assert_eq!(found.caps[0].reached.as_deref(), Some("2020-02-01"));
    assert_eq!((found.caps[0].used, found.caps[0].withheld), (Some(pounds(2500)), pounds(500)));
}

#[test]
fn a_cap_of_a_participant_pays_the_remainder_and_a_cap_of_units_whole_ones_only() {
    let mut contract = of_people(vec![rule("job", 3500)]);
    contract.cap.per_participant = Some(pounds(8200));
    let days = ["2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01"];
    let found = run(&contract, days.iter().map(|day| row("a", "job", day)).collect());
    assert_eq!(
        told(&found),
        ["2 paid  3500", "3 paid  3500", "4 reduced over_cap 1200", "5 unpaid over_cap 0"]
    );
    assert_eq!(found.lines[3].cap, "contract.participant");

    // What just fills a cap is paid in full and for no other reason.
    contract.cap.per_participant = Some(pounds(7000));
    let found = run(&contract, days[..2].iter().map(|day| row("a", "job", day)).collect());
    assert_eq!(told(&found), ["2 paid  3500", "3 paid  3500"]);
    assert_eq!((found.caps[0].reached.as_deref(), found.caps[0].lines), (Some("2020-02-01"), 0));

    let mut payment = rule("job", 100);
    payment.cap.units = Some(5);
    let found =
        run(&aggregated(vec![payment]), vec![many("job", 3, "2020-01-01"), many("job", 4, "2020-02-01")]);
    assert_eq!(told(&found), ["2 paid  300", "3 paid  200", "3 unpaid over_cap 0"]);
    assert_eq!((found.lines[1].units, found.lines[2].units), (Some(2.0), Some(2.0)));
    assert_eq!(found.lines[2].withheld, pounds(200));
    // Half a unit of room lets no half unit through.
    let mut payment = rule("job", 100);
    payment.cap.units = Some(5);
    let mut first = many("job", 0, "2020-01-01");
    first.quantity = Some(45_000);
    let found = run(&aggregated(vec![payment]), vec![first, many("job", 1, "2020-02-01")]);
    assert_eq!(told(&found), ["2 paid  450", "3 unpaid over_cap 0"]);
}

#[test]
fn windows_are_inclusive_and_ends_of_months_clamped() {
    let mut payment = rule("job", 100);
    payment.within = Some("P6M".into());
    let began = |day: &str, reached: &str| Outcome { started: read_day(day), ..row("a", "job", reached) };
    let rows = vec![
        began("2019-08-31", "2020-02-29"), // the last day: 31 August and six months is 29 February
        began("2019-08-31", "2020-03-01"),
        began("2020-01-10", "2020-01-09"),
        Outcome { started: None, ..row("a", "job", "2020-05-05") },
        began("2020-01-10", "2020-01-10"),
    ];
    let found = run(&of_people(vec![payment.clone()]), rows);
    assert_eq!(
        told(&found),
        [
            "4 unpaid outside_window 0",
            "6 paid  100",
            "2 paid  100",
            "3 unpaid outside_window 0",
            "5 unpaid no_start 0"
        ]
    );
    let codes: Vec<_> =
        found.remarks.iter().map(|remark| (remark.code.as_str(), remark.places[0].line)).collect();
    assert_eq!(codes, [("outcome-before-start", Some(4)), ("outcome-without-start", Some(5))]);

    payment.not_before = Some("P3M".into());
    let rows = vec![began("2020-01-31", "2020-04-29"), began("2020-01-31", "2020-04-30")];
    assert_eq!(told(&run(&of_people(vec![payment]), rows)), ["2 unpaid outside_window 0", "3 paid  100"]);
}

#[test]
fn the_contract_and_the_rule_have_days_of_their_own() {
    let mut contract = of_people(vec![rule("job", 100)]);
    contract.starts = Some("2020-01-01".into());
    contract.ends = Some("2020-12-31".into());
    let days = ["2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01"];
    let found = run(&contract, days.iter().map(|day| row(day, "job", day)).collect());
    let paid = |found: &Statement| found.lines.iter().map(|line| line.amount.0 > 0).collect::<Vec<_>>();
    assert_eq!(paid(&found), [false, true, true, false]);
    let said: Vec<_> = found.remarks.iter().map(|one| (one.code.as_str(), one.places[0].line)).collect();
    assert_eq!(said, [("outcome-after-end", Some(5)), ("outcome-before-start", Some(2))]);
    contract.payments[0].from = Some("2020-06-01".into());
    contract.payments[0].until = Some("2020-06-30".into());
    let days = ["2020-05-31", "2020-06-01", "2020-06-30", "2020-07-01"];
    let found = run(&contract, days.iter().map(|day| row(day, "job", day)).collect());
    assert_eq!(paid(&found), [false, true, true, false]);
}

#[test]
fn status_decides_and_claims_wait() {
    let with = |status, who: &str| Outcome { status, ..row(who, "job", "2020-01-01") };
    let rows = vec![
        with(Status::Verified, "a"),
        with(Status::Claimed, "b"),
        with(Status::Rejected, "c"),
        with(Status::Disputed, "d"),
        with(Status::Unknown, "e"),
    ];
    let mut contract = of_people(vec![rule("job", 100)]);
    let found = run(&contract, rows.clone());
    let expected = [
        "2 paid  100",
        "3 waiting not_verified 0",
        "4 unpaid rejected 0",
        "5 waiting disputed 0",
        "6 waiting unknown_status 0",
    ];
    assert_eq!(told(&found), expected);
    assert_eq!((found.waiting.lines, found.waiting.amount), (1, pounds(100)));
    assert_eq!(found.remarks[0].code, "unknown-status");
    assert_eq!(found.reasons["disputed"].get("it"), "contestato tra le parti");
    contract.payments[0].pays = Pays::Claimed;
    assert_eq!(run(&contract, rows.clone()).total, pounds(200));
    // What waits is worth no more than the cap leaves.
    contract.payments[0].pays = Pays::Verified;
    contract.cap.amount = Some(pounds(130));
    assert_eq!(run(&contract, rows).waiting.amount, pounds(30));
}

#[test]
fn an_outcome_verified_twice_is_paid_once() {
    let twice =
        vec![row("a", "job", "2020-01-01"), row("a", "job", "2020-01-01"), row("a", "job", "2020-02-01")];
    let found = run(&of_people(vec![rule("job", 100)]), twice.clone());
    assert_eq!(told(&found), ["2 paid  100", "3 unpaid duplicate 0", "4 paid  100"]);
    assert_eq!(found.remarks[0].code, "verified-twice");
    assert_eq!(found.remarks[0].places[0].line, Some(3));
    let mut payment = rule("job", 100);
    payment.once = true;
    let found = run(&of_people(vec![payment]), twice);
    assert_eq!(told(&found), ["2 paid  100", "3 unpaid duplicate 0", "4 unpaid duplicate 0"]);
    assert_eq!(found.remarks[0].count, 2);
}

#[test]
fn prices_fall_by_tiers_and_change_over_time() {
    let mut payment = rule("job", 0);
    payment.price = None;
    payment.tiers = vec![Tier { from: 0, price: pounds(3500) }, Tier { from: 300, price: pounds(2800) }];
    let found =
        run(&aggregated(vec![payment]), vec![many("job", 250, "2020-01-01"), many("job", 100, "2020-02-01")]);
    // 250 + 50 at 3,500 and 50 at 2,800.
    assert_eq!(told(&found), ["2 paid  875000", "3 paid  175000", "3 paid  140000"]);

    let mut payment = rule("job", 0);
    let dated = |from: &str, until: Option<&str>, price| DatedPrice {
        from: from.into(),
        until: until.map(str::to_owned),
        price: pounds(price),
    };
    payment.prices = vec![dated("2020-01-01", Some("2020-03-31"), 100), dated("2020-05-01", None, 120)];
    let days = ["2019-12-31", "2020-03-31", "2020-04-15", "2020-05-01"];
    let found = run(&of_people(vec![payment]), days.iter().map(|day| row(day, "job", day)).collect());
    assert_eq!(told(&found), ["2 unpaid no_price 0", "3 paid  100", "4 unpaid no_price 0", "5 paid  120"]);
}

#[test]
fn only_the_highest_of_several_outcomes_is_paid() {
    let word = |id: &str, price| Payment { highest_of: Some("work".into()), ..rule(id, price) };
    let contract = of_people(vec![word("entry", 3500), word("sustained", 5000)]);
    let rows = vec![
        row("a", "entry", "2020-01-01"),
        row("a", "sustained", "2020-07-01"),
        row("b", "sustained", "2020-01-02"),
        row("b", "entry", "2020-07-01"),
    ];
    let found = run(&contract, rows);
    assert_eq!(
        told(&found),
        ["2 paid  3500", "4 paid  5000", "3 reduced only_highest 1500", "5 unpaid not_highest 0"]
    );
}

#[test]
fn eligibility_evidence_and_levels() {
    let mut payment = rule("job", 100);
    payment.threshold = Some(7.0);
    let base = |who: &str| Outcome { level: Some(7.0), ..row(who, "job", "2020-01-01") };
    let rows = vec![
        base("a"),
        Outcome { eligible: vec![false], ..base("b") },
        Outcome { evident: vec![false], ..base("c") },
        Outcome { level: Some(6.9), ..base("d") },
        Outcome { level: None, ..base("e") },
    ];
    let found = run(&of_people(vec![payment]), rows);
    assert_eq!(
        told(&found),
        [
            "2 paid  100",
            "3 unpaid not_eligible 0",
            "4 waiting no_evidence 0",
            "5 unpaid below_threshold 0",
            "6 unpaid below_threshold 0"
        ]
    );
}

#[test]
fn a_participant_is_in_one_cohort_and_money_in_one_currency() {
    let of =
        |cohort: &str, who: &str, day: &str| Outcome { cohort: Some(cohort.into()), ..row(who, "job", day) };
    let rows = vec![
        of("1", "a", "2020-01-01"),
        of("2", "a", "2020-02-01"),
        Outcome { currency: Some("EUR".into()), ..of("2", "b", "2020-03-01") },
    ];
    let found = run(&of_people(vec![rule("job", 100)]), rows);
    assert_eq!(told(&found), ["2 paid  100", "3 unpaid two_cohorts 0", "4 unpaid other_currency 0"]);
    let codes: Vec<_> = found.remarks.iter().map(|remark| remark.code.as_str()).collect();
    assert_eq!(codes, ["two-cohorts", "two-currencies"]);
    assert!(!found.remarks.iter().any(|remark| remark.message.contains("\"a\"")), "nobody is named");
}

#[test]
fn what_is_missing_is_in_the_statement_and_not_paid() {
    let rows = vec![
        Outcome { date: None, ..row("a", "job", "") },
        Outcome { participant: None, ..row("", "job", "2020-01-01") },
        Outcome { outcome: None, ..row("b", "", "2020-01-02") },
        row("c", "jobs", "2020-01-03"),
    ];
    let found = run(&of_people(vec![rule("job", 100)]), rows);
    assert_eq!(
        told(&found),
        ["3 unpaid no_participant 0", "4 unpaid no_outcome 0", "5 unpaid no_rule 0", "2 unpaid no_date 0"]
    );
    assert_eq!(found.remarks.len(), 4);
    let none = Outcome { quantity: None, ..many("job", 0, "2020-01-01") };
    let found = run(
        &aggregated(vec![rule("job", 100)]),
        vec![none, many("job", -3, "2020-01-02"), many("job", 0, "2020-01-03")],
    );
    assert_eq!(told(&found), ["2 unpaid no_quantity 0", "3 unpaid negative_quantity 0", "4 paid  0"]);
}

#[test]
fn periods_outcomes_floors_and_deadweight() {
    let mut contract = of_people(vec![rule("job", 100)]);
    contract.cap.per_period = Some(PeriodCap { every: esito_model::Every::Year, amount: pounds(150) });
    let rows: Vec<_> =
        ["2020-01-01", "2020-12-31", "2021-01-01"].iter().map(|day| row(day, "job", day)).collect();
    assert_eq!(told(&run(&contract, rows.clone())), ["2 paid  100", "3 reduced over_cap 50", "4 paid  100"]);
    contract.cap = Cap::default();
    contract.cap.per_outcome.insert("job".into(), pounds(120));
    assert_eq!(run(&contract, rows.clone()).total, pounds(120));
    contract.floor = Some(pounds(1000));
    contract.ends = Some("2021-12-31".into());
    let early = assemble(&contract, &rows, read_day("2021-12-30"));
    assert_eq!(early.total, pounds(120), "the floor is paid when the contract has ended");
    let late = assemble(&contract, &rows, read_day("2021-12-31"));
    assert_eq!(late.total, pounds(1000));
    assert_eq!(late.lines.last().map(|line| line.rule.as_str()), Some("floor"));

    let mut payment = rule("job", 100);
    (payment.compared, payment.deadweight) = (Compared::Deadweight, Some(0.2));
    assert_eq!(run(&of_people(vec![payment]), rows).total, pounds(240));
}

#[test]
fn a_version_may_lower_the_cap_and_takes_nothing_back() {
    let mut contract = of_people(vec![rule("job", 100)]);
    contract.cap.amount = Some(pounds(1000));
    let cap = Cap { amount: Some(pounds(150)), ..Cap::default() };
    contract.versions = vec![PlanVersion {
        id: "v2".into(),
        from: "2020-03-01".into(),
        cap: Some(cap),
        ..PlanVersion::default()
    }];
    let days = ["2020-01-01", "2020-02-01", "2020-03-01"];
    let found = run(&contract, days.iter().map(|day| row(day, "job", day)).collect());
    assert_eq!(told(&found), ["2 paid  100", "3 paid  100", "4 unpaid over_cap 0"]);
    assert_eq!(found.remarks[0].code, "cap-below-paid");
    assert!(found.events.iter().any(|event| event.kind == "version" && event.what == "v2"));
}

#[test]
fn a_rule_takes_the_place_of_another() {
    let mut new = rule("job-2021", 120);
    new.outcome = vec!["job".into()];
    (new.replaces, new.from, new.once) = (Some("job".into()), Some("2021-01-01".into()), true);
    new.cap.units = Some(3);
    let mut old = rule("job", 100);
    old.once = true;
    let rows = vec![
        row("a", "job", "2020-12-31"),
        row("a", "job", "2021-01-01"),
        row("b", "job", "2021-01-01"),
        row("c", "job", "2021-01-02"),
        row("d", "job", "2021-01-03"),
    ];
    let found = run(&of_people(vec![old, new]), rows);
    let paid: Vec<_> = found
        .lines
        .iter()
        .filter(|line| line.amount.0 > 0)
        .map(|line| (line.rule.as_str(), line.line))
        .collect();
    // Person a was paid for under the old rule; of three units in all it used one.
    assert_eq!(paid, [("job", 2), ("job-2021", 4), ("job-2021", 5)]);
    assert!(found.lines.iter().any(|line| line.line == 6 && line.reason == "over_cap"));
}

#[test]
fn rounding_is_half_away_from_zero_in_minor_units() {
    let mut payment = rule("minute", 0);
    payment.price = Some(Money(333_350)); // 33.335
    payment.per = Per::Activity;
    let found = run(&aggregated(vec![payment.clone()]), vec![many("minute", 1, "2020-01-01")]);
    assert_eq!(found.total.text(4), "33.3400");
    let mut yen = aggregated(vec![payment]);
    yen.currency = "JPY".into();
    assert_eq!(run(&yen, vec![many("minute", 1, "2020-01-01")]).total.text(4), "33.0000");
}

/// Activity and outcome payments as a textbook has them: 200 × 4,000 + 96 × 6,000 = 1,376,000, or 14,333.33 for each
/// confirmed outcome.
#[test]
fn activities_and_outcomes_together() {
    let activity = Payment { per: Per::Activity, ..rule("referral", 4000) };
    let rows = vec![
        many("referral", 200, "2020-01-01"),
        many("closed", 150, "2020-06-01"),
        many("free", 96, "2021-01-01"),
    ];
    let found = run(&aggregated(vec![activity, rule("free", 6000)]), rows);
    assert_eq!(found.total, pounds(1_376_000));
    assert_eq!(found.lines[1].reason, "no_rule");
}

#[test]
fn milestones_are_paid_once() {
    let milestone = Payment { per: Per::Milestone, ..rule("opened", 25_000) };
    let at = |day: &str| Outcome { participant: None, ..row("", "opened", day) };
    let rows = vec![at("2020-01-01"), at("2020-02-01")];
    let found = run(&aggregated(vec![milestone.clone()]), rows.clone());
    assert_eq!(told(&found), ["2 paid  25000", "3 unpaid duplicate 0"]);
    // In a table of participants a milestone is of none of them.
    assert_eq!(told(&run(&of_people(vec![milestone]), rows)), ["2 paid  25000", "3 unpaid duplicate 0"]);
}

#[test]
fn months_pace_and_rules_add_up() {
    let mut contract = of_people(vec![rule("job", 100)]);
    (contract.starts, contract.ends) = (Some("2020-01-01".into()), Some("2020-01-10".into()));
    let rows: Vec<_> =
        ["2020-01-01", "2020-01-02", "2020-01-06"].iter().map(|day| row(day, "job", day)).collect();
    let found = assemble(&contract, &rows, read_day("2020-01-05"));
    assert_eq!(found.lines[2].reason, "not_due");
    assert_eq!(found.lines[2].status, LineStatus::Waiting);
    let pace = found.pace.clone().unwrap();
    assert_eq!((pace.days, pace.left, pace.rest, pace.total), (5, 5, pounds(200), pounds(400)));
    assert_eq!((found.months[0].month.as_str(), found.months[0].so_far), ("2020-01", pounds(200)));
    assert_eq!((found.rules[0].units, found.rules[0].cost_per_unit), (2.0, Some(pounds(100))));
    contract.cap.amount = Some(pounds(250));
    assert_eq!(assemble(&contract, &rows, read_day("2020-01-05")).pace.unwrap().rest, pounds(50));
}
