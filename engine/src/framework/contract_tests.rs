//! Contracts and value maps in, remarks with their lines out.

use super::*;
use esito_model::{Money, Per, Severity};

const GOOD: &str = r#"
[framework]
id = "f"
title = "F"
[[table]]
id = "outcomes"
file = "outcomes.csv"
private = ["name"]
[table.columns]
participant_id = "participant_id"
name = "name"
outcome = "outcome"
achieved_on = { header = "achieved_on", type = "date" }
started_on = { header = "started_on", type = "date" }
status = "status"
number = { header = "number", type = "count" }
[[contract]]
id = "youth-work"
currency = "GBP"
starts = "2019-01-01"
ends = "2022-12-31"
cap = { amount = 3_240_000, per_participant = 8200 }
table = "outcomes"
participant = "participant_id"
outcome = "outcome"
date = "achieved_on"
started = "started_on"
status = "status"
quantity = "number"
[[contract.payment]]
id = "entry"
outcome = "entry_employment"
price = 3500
per = "participant"
once = true
within = "P12M"
pays = "verified"
cap = { units = 400 }
[[contract.payment]]
id = "sustained"
outcome = "sustained"
tiers = [{ from = 0, price = 3500 }, { from = 300, price = 2800.50 }]
[value]
currency = "GBP"
discount_rate = 0.035
first_year = "undiscounted"
[[value.input]]
who = "Council"
amount = 250_000
[[value.outcome]]
id = "employment"
stakeholder = "Participants"
quantity = 60
proxy = { amount = 8500, source = "a survey" }
duration_years = 2
deadweight = { share = 0.40, evidence = "a study" }
attribution = { share = 0.30, evidence = "an agreement" }
displacement = { share = 0.00, evidence = "a survey" }
drop_off = { share = 0.30, evidence = "a study" }
"#;

#[test]
fn the_form_of_the_documents_is_read() {
    let found = read("framework.toml", GOOD);
    assert_eq!(found.remarks, []);
    let contract = &found.framework.contracts[0];
    assert_eq!(contract.cap.amount, Some(Money(32_400_000_000)));
    assert_eq!(contract.cap.per_participant, Some(Money(82_000_000)));
    assert_eq!(contract.payments[0].cap.units, Some(400));
    assert_eq!((contract.payments[0].per, contract.payments[0].once), (Per::Participant, true));
    assert_eq!(contract.payments[1].tiers[1].price, Money(28_005_000));
    let value = found.framework.value.unwrap();
    assert_eq!((value.inputs[0].amount, value.outcomes[0].quantity.value), (Money(2_500_000_000), 60.0));
    assert!(value.outcomes[0].displacement.stated);
    // A bare number is an amount.
    let bare =
        read("framework.toml", &GOOD.replace("{ amount = 3_240_000, per_participant = 8200 }", "3_240_000"));
    assert_eq!(bare.framework.contracts[0].cap.amount, Some(Money(32_400_000_000)));
}

/// What is said when one text stands in place of another, in a line of the new text.
#[track_caller]
fn change(old: &str, new: &str, code: &str, severity: Severity, part: &str) -> Framework {
    assert_eq!(GOOD.matches(old).count(), 1, "{old} is there once");
    let line = 1 + GOOD[..GOOD.find(old).unwrap()].matches('\n').count() as u64;
    let last = line + new.matches('\n').count() as u64;
    // What is missing is told at the head of its section.
    let head = GOOD.lines().take(usize::try_from(line).unwrap()).collect::<Vec<_>>();
    let head = 1 + head.iter().rposition(|line| line.starts_with('[')).unwrap() as u64;
    let found = read("framework.toml", &GOOD.replace(old, new));
    let fits = |remark: &&esito_model::Remark| {
        let near = remark.places[0].line.is_some_and(|found| found == head || (line..=last).contains(&found));
        let said = format!("{} {}", remark.message, remark.help);
        remark.code == code && remark.severity == severity && near && said.contains(part)
    };
    assert!(found.remarks.iter().any(|r| fits(&r)), "{code} {part:?} in line {line}: {:#?}", found.remarks);
    found.framework
}

/// A fault that leaves the rule out and keeps the other one.
#[track_caller]
fn rule(old: &str, new: &str, code: &str, part: &str) {
    let framework = change(old, new, code, Severity::Fatal, part);
    let rules: Vec<_> = framework.contracts[0].payments.iter().map(|payment| payment.id.as_str()).collect();
    assert_eq!(rules.len(), 1, "{rules:?}");
}

/// A fault that leaves the contract out.
#[track_caller]
fn contract(old: &str, new: &str, code: &str, part: &str) {
    assert!(change(old, new, code, Severity::Fatal, part).contracts.is_empty());
}

#[test]
fn a_rule_with_a_fault_is_left_out_and_the_others_are_kept() {
    rule("price = 3500\nper", "price = \"3500\"\nper", "wrong-type", "a text");
    rule("price = 3500\nper", "price = -1\nper", "negative-amount", "from 0 on");
    rule("price = 3500\nper", "per", "payment-price", "none");
    rule("price = 3500\nper", "price = 3500\ntiers = []\nper", "payment-price", "several");
    rule("price = 3500\nper", "price = 3500\ncurrency = \"EUR\"\nper", "two-currencies", "expected GBP");
    rule("per = \"participant\"", "per = \"person\"", "unknown-per", "");
    rule("per = \"participant\"", "pre = \"participant\"", "unknown-key", "\"per\"");
    rule("within = \"P12M\"", "within = \"12 months\"", "not-a-stretch", "P12M");
    rule("pays = \"verified\"", "pays = \"verfied\"", "unknown-pays", "\"verified\"");
    rule("once = true", "eligible = \"age < 25\"", "unknown-column", "age");
    rule("once = true", "unless = [\"sustaned\"]", "unknown-rule", "\"sustained\"");
    rule("once = true", "replaces = \"sustained\"", "missing-key", "replaces");
    rule("once = true", "evidence = [\"payslip\"]", "unknown-column", "payslip");
    rule("once = true", "compared = \"comparison_group\"", "missing-key", "group");
    rule("once = true", "compared = \"baseline\"", "missing-key", "baseline");
    rule("once = true", "compared = \"deadweight\"\ndeadweight = 1.4", "share-outside", "0.10 for 10 %");
    rule("{ units = 400 }", "{ unit = 400 }", "unknown-key", "\"units\"");
    rule("{ from = 0, price = 3500 }", "{ from = 10, price = 3500 }", "hole-in-tiers", "from 0");
    rule("{ from = 300, price = 2800.50 }", "{ from = 0, price = 2800.50 }", "duplicate-id", "two");
}

#[test]
fn a_contract_with_a_fault_is_left_out() {
    contract("currency = \"GBP\"\nstarts", "currency = \"pounds\"\nstarts", "unknown-currency", "EUR");
    contract("ends = \"2022-12-31\"", "ends = \"2018-12-31\"", "date-order", "after the start");
    contract("ends = \"2022-12-31\"", "ends = \"31/12/2022\"", "not-a-date", "2024-03-31");
    contract("\ntable = \"outcomes\"", "\ntable = \"outcome\"", "unknown-table", "\"outcomes\"");
    contract("\nstarted = \"started_on\"", "\nstarted = \"start_on\"", "unknown-column", "\"started_on\"");
    contract("\nquantity = \"number\"", "\nquantity = \"started_on\"", "column-type", "number");
    contract("\nstatus = \"status\"\nquantity", "\nstatus = \"name\"\nquantity", "private-column", "private");
    let private =
        GOOD.replace("private = [\"name\"]", "private = [\"name\", \"participant_id\", \"started_on\"]");
    assert_eq!(read("framework.toml", &private).remarks, []);
    let private = GOOD.replace("private = [\"name\"]", "private = [\"achieved_on\"]");
    assert_eq!(read("framework.toml", &private).remarks[0].code, "private-column");
    contract("\ndate = \"achieved_on\"", "", "missing-key", "date");
    contract("per_participant = 8200", "per_participant = \"8200\"", "wrong-type", "a text");
    contract("per_participant = 8200", "unit = 5", "unknown-key", "\"units\"");
    let aggregated = GOOD.replace("participant = \"participant_id\"\n", "");
    let found = read("framework.toml", &aggregated);
    assert_eq!(found.remarks[0].code, "once-unchecked", "{:#?}", found.remarks);
    assert_eq!(found.framework.contracts[0].payments.len(), 2);
    let none = change("\nstatus = \"status\"\nquantity", "\nquantity", "no-status", Severity::Doubt, "");
    assert_eq!(none.contracts.len(), 1);
    let version = "[[contract.version]]\nid = \"v\"\nfrom = \"2020-01-01\"\nagreed = { on = \"spring\" }\n";
    let agreed = format!("{version}[[contract.payment]]\nid = \"entry\"");
    let agreed =
        change("[[contract.payment]]\nid = \"entry\"", &agreed, "not-a-date", Severity::Doubt, "spring");
    assert_eq!(agreed.contracts[0].versions.len(), 1);
}

#[test]
fn a_partner_that_claims_may_have_a_name_in_each_language() {
    let claim = "[[value.claim]]\noutcome = \"employment\"\n\
                 who = { en = \"Job centre\", it = \"Centro per l'impiego\" }\nshare = 0.5\n";
    let found = read("framework.toml", &format!("{GOOD}\n{claim}"));
    let claims = found.framework.value.expect("a map").claims;
    assert_eq!(
        claims.first().map(|claim| claim.who.get("it")),
        Some("Centro per l'impiego"),
        "{:#?}",
        found.remarks
    );
}

#[test]
fn holes_and_overlaps_of_prices_are_told() {
    let with = |prices: &str| format!("prices = [{prices}]\nper");
    let hole = |prices: &str, part: &str| {
        let framework = change("price = 3500\nper", &with(prices), "hole-in-dates", Severity::Doubt, part);
        assert_eq!(framework.contracts[0].payments.len(), 2, "the rule is kept");
    };
    let first = "{ from = \"2019-01-01\", until = \"2019-12-31\", price = 1 }";
    hole(&format!("{first}, {{ from = \"2020-03-01\", price = 2 }}"), "from 2020-01-01 to 2020-02-29");
    hole("{ from = \"2019-02-01\", price = 2 }", "from 2019-01-01 to 2019-01-31");
    hole(first, "from 2020-01-01 to 2022-12-31");
    let old = GOOD.replace("price = 2800.50 }]", "price = 2800.50 }]\nuntil = \"2020-05-31\"");
    let new = old.replace("once = true", "replaces = \"sustained\"\nfrom = \"2020-07-01\"");
    let found = read("framework.toml", &new);
    assert_eq!(found.remarks.len(), 1, "{:#?}", found.remarks);
    assert!(
        found.remarks[0].message.contains("a hole from 2020-06-01 to 2020-06-30"),
        "{}",
        found.remarks[0].message
    );
    let both = with(&format!("{first}, {{ from = \"2019-06-01\", price = 2 }}"));
    change("price = 3500\nper", &both, "two-prices", Severity::Doubt, "2019-06-01");
    let whole = with(&format!("{first}, {{ from = \"2020-01-01\", price = 2 }}"));
    assert_eq!(read("framework.toml", &GOOD.replace("price = 3500\nper", &whole)).remarks, []);
}

#[test]
fn what_takes_value_off_is_asked_for() {
    let doubt = |old: &str, new: &str, code: &str, part: &str| {
        let framework = change(old, new, code, Severity::Doubt, part);
        assert_eq!(framework.value.unwrap().outcomes.len(), 1);
    };
    for key in ["deadweight", "attribution", "displacement", "drop_off"] {
        let line = GOOD.lines().find(|line| line.starts_with(key)).unwrap();
        let found = read("framework.toml", &GOOD.replace(line, ""));
        let codes: Vec<_> = found.remarks.iter().map(|remark| remark.code.as_str()).collect();
        assert_eq!(codes, ["missing-adjustment"], "{key}");
    }
    doubt(
        "{ share = 0.00, evidence = \"a survey\" }",
        "{ share = 0.00 }",
        "zero-without-evidence",
        "displacement",
    );
    doubt("{ share = 0.00, evidence = \"a survey\" }", "0", "zero-without-evidence", "displacement");
    doubt(", evidence = \"an agreement\"", "", "no-evidence", "attribution");
    doubt("amount = 8500, source", "amount = -8500, source", "negative-proxy", "harm");
    doubt(", source = \"a survey\" }", " }", "proxy-without-source", "source");
    doubt("duration_years = 2\n", "", "missing-key", "one year");
    doubt("discount_rate = 0.035\n", "", "missing-key", "discount_rate");
}

#[test]
fn a_fault_in_an_outcome_leaves_it_out_and_one_in_the_map_leaves_all_out() {
    let outcome = |old: &str, new: &str, code: &str, part: &str| {
        let framework = change(old, new, code, Severity::Fatal, part);
        assert!(framework.value.unwrap().outcomes.is_empty());
    };
    outcome("share = 0.40", "share = 1.4", "share-outside", "from 0 to 1");
    outcome("share = 0.40", "share = -0.1", "share-outside", "from 0 to 1");
    outcome("share = 0.40", "share = \"40 %\"", "wrong-type", "a text");
    outcome("share = 0.40", "share = 0.40, low = 0.5", "range-order", "between");
    outcome("share = 0.40", "shares = 0.40", "unknown-key", "\"share\"");
    outcome("quantity = 60", "quantity = -60", "negative-quantity", "");
    outcome("quantity = 60\n", "", "missing-key", "quantity");
    outcome("amount = 8500, source", "amount = 8500, currency = \"EUR\", source", "two-currencies", "GBP");
    outcome("{ amount = 8500, source = \"a survey\" }", "\"wage\"", "unknown-proxy", "");
    outcome("duration_years = 2", "duration_years = 0", "duration-outside", "");
    let map = |old: &str, new: &str, code: &str, part: &str| {
        assert!(change(old, new, code, Severity::Fatal, part).value.is_none());
    };
    map("discount_rate = 0.035", "discount_rate = 1.4", "share-outside", "from 0 to 1");
    map(
        "first_year = \"undiscounted\"",
        "first_year = \"undiscount\"",
        "unknown-first_year",
        "\"undiscounted\"",
    );
    map("amount = 250_000", "amount = \"250.000\"", "wrong-type", "a text");
    map("amount = 250_000", "amount = 250_000\ncurrency = \"EUR\"", "two-currencies", "GBP");
    change("amount = 250_000", "amount = 0", "no-inputs", Severity::Doubt, "volunteers");
}

#[test]
fn a_library_entry_without_its_source_is_refused() {
    let with = |entry: &str| {
        let named = GOOD.replace("{ amount = 8500, source = \"a survey\" }", "\"wage\"");
        read("framework.toml", &format!("{named}[[value.proxy]]\nid = \"wage\"\namount = 8500\n{entry}\n"))
    };
    let good = with("source = \"Office of statistics\"\nyear = 2019");
    assert_eq!(good.remarks, []);
    let outcome = &good.framework.value.unwrap().outcomes[0];
    assert_eq!((outcome.proxy.id.as_deref(), outcome.proxy.year), (Some("wage"), Some(2019)));
    let refused = with("year = 2019");
    assert!(refused.framework.value.unwrap().outcomes.is_empty());
    let codes: Vec<_> = refused.remarks.iter().map(|remark| remark.code.as_str()).collect();
    assert_eq!(codes, ["missing-key", "proxy-refused", "outcome-left-out"]);
}

#[test]
fn jobs_moved_may_be_given_as_a_number() {
    let text = GOOD.replace("{ share = 0.00, evidence", "{ number = 15, evidence");
    let found = read("framework.toml", &text);
    assert_eq!(found.remarks, []);
    assert_eq!(found.framework.value.unwrap().outcomes[0].displacement.share.value, 0.25);
}
