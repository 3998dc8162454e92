//! Lists typed row by row, what was really paid, and a typed contract in its place in the framework.

use super::trial_tests::{FRAMEWORK, PAID, ROWS, bundle, edit, pounds, tried};
use crate::{Bundle, SourceFile, Sources};
use esito_model::{Edit, Money, Trial};

#[test]
fn rows_of_a_list_come_change_and_go() {
    let typed = |edits: &[(&str, &str)]| {
        let edits: Vec<_> = edits.iter().map(|(key, value)| edit("entry", key, value)).collect();
        tried(&edits)
    };
    // The price that stood alone is the first tier; a second one is cheaper.
    let tiers = [("tiers.add", ""), ("tiers.add", ""), ("tiers.1.from", "1"), ("tiers.1.price", "1.000")];
    let trial = typed(&tiers);
    let fields = &trial.rules[0].fields;
    assert_eq!((fields["tiers.0.from"].as_str(), fields["tiers.0.price"].as_str()), ("0", "3500"));
    assert_eq!(fields["price"], "");
    assert_eq!(trial.rules[0].after, pounds(5_500), "{}", trial.fragment);
    // A row without its cells is said at them, and the rest of the contract stands.
    let trial = typed(&tiers[..2]);
    let at: Vec<_> = trial.rules[0].remarks.iter().filter_map(|r| r.places[0].column.clone()).collect();
    assert!(at.contains(&"tiers.1.price".to_owned()), "{:?}", trial.rules[0].remarks);
    assert_eq!(trial.rules[0].fields["price"], "", "the price went into the first row");
    // Prices by day in any order: rows stay where they were typed, although the later one is written first.
    let prices = [
        ("prices.add", ""),
        ("prices.0.from", "2020-05-01"),
        ("prices.add", ""),
        ("prices.1.price", "1000"),
        ("prices.1.from", "2020-01-01"),
        ("prices.1.until", "2020-04-30"),
    ];
    let trial = typed(&prices);
    assert_eq!(trial.rules[0].fields["prices.1.from"], "2020-01-01");
    assert_eq!(trial.rules[0].after, pounds(1_000 + 1_000 + 3_500), "{}", trial.fragment);
    // The first row goes: what is left is the price until April, and a hole after it.
    let trial = typed(&[&prices[..], &[("prices.0.remove", "")]].concat());
    assert_eq!(trial.rules[0].after, pounds(2_000));
    let hole = trial.rules[0].remarks.iter().find(|remark| remark.code == "hole-in-dates").expect("a hole");
    assert_eq!(hole.places[0].column.as_deref(), Some("prices"));
    // One price again takes the list away.
    let trial = typed(&[&prices[..], &[("price", "10")]].concat());
    assert_eq!((trial.rules[0].after, trial.rules[0].remarks.len()), (pounds(30), 0));
    assert!(!trial.rules[0].fields.contains_key("prices.0.from"));
    // A word that stands twice counts once, and a cap on what nobody pays for is said.
    let words = [
        ("cap.per_outcome.add", ""),
        ("cap.per_outcome.0.outcome", "entry"),
        ("cap.per_outcome.0.amount", "7.000"),
        ("cap.per_outcome.add", ""),
        ("cap.per_outcome.1.outcome", "entry"),
        ("cap.per_outcome.add", ""),
        ("cap.per_outcome.2.outcome", "entri"),
        ("cap.per_outcome.2.amount", "1"),
    ];
    let trial = typed(&words);
    assert_eq!(trial.rules[0].after, pounds(7_000));
    let said: Vec<_> = trial.rules[0]
        .remarks
        .iter()
        .map(|remark| (remark.code.as_str(), remark.places[0].column.clone().unwrap_or_default()))
        .collect();
    assert_eq!(
        said,
        [
            ("unknown-outcome", "cap.per_outcome.2.amount".to_owned()),
            ("duplicate-id", "cap.per_outcome.1.outcome".to_owned())
        ]
    );
}

#[test]
fn what_was_really_paid_is_typed_and_compared() {
    let trial = tried(&[]);
    let paid = |trial: &Trial| {
        let lines = trial.statement.as_ref().expect("a statement").reconciled.iter();
        lines.map(|line| (line.key.clone(), line.paid)).collect::<Vec<_>>()
    };
    assert_eq!(paid(&trial), [("entry".to_owned(), pounds(10_500)), ("stay".to_owned(), pounds(900))]);
    let without = ["table", "amount", "rule", "date"].map(|key| edit("", &format!("ledger.{key}"), ""));
    let none = tried(&without);
    assert_eq!((paid(&none), none.contract.expect("read").ledger), (Vec::new(), None));
    let again = [
        edit("", "ledger.table", "paid"),
        edit("", "ledger.amount", "amount"),
        edit("", "ledger.rule", "rule"),
        edit("", "ledger.date", "on"),
    ];
    assert_eq!(paid(&tried(&[&without[..], &again[..]].concat())), paid(&trial));
    // As of a day: what was paid after it is not compared, and said.
    let early = bundle().trying("one", "it", &[], Some("2020-12-30")).expect("the contract").finish();
    let early = early.statement.expect("a statement");
    assert!(early.reconciled.iter().all(|line| line.paid == Money(0)));
    let later = early.remarks.iter().find(|remark| remark.code == "paid-later").expect("a remark");
    assert_eq!((later.count, later.places[0].line), (2, Some(2)));
    // A ledger without its amounts is at fault, and says where.
    let half = tried(&[&without[..], &again[..1]].concat());
    assert_eq!(half.contract, None);
    let at: Vec<_> = half.remarks.iter().filter_map(|remark| remark.places[0].column.clone()).collect();
    assert!(at.contains(&"ledger.amount".to_owned()), "{:?}", half.remarks);
    // Who agreed to a version, and when.
    let agreed = tried(&[
        edit("version:second", "agreed.on", "05/12/2020"),
        edit("version:second", "agreed.by", "City, Provider"),
    ]);
    let agreement = agreed.contract.expect("read").versions[0].agreed.clone().expect("an agreement");
    assert_eq!((agreement.on.as_str(), agreement.by.len()), ("2020-12-05", 2));
}

#[test]
fn a_typed_contract_takes_its_place_in_the_framework() {
    let put = |edits: &[Edit], id: &str, text: &str| {
        let file = |name: &str, text: &str| SourceFile {
            name: name.into(),
            bytes: text.as_bytes().to_vec().into(),
            sha256: None,
        };
        let load = |text: &str| {
            let files = [("framework.toml", text), ("outcomes.csv", ROWS), ("paid.csv", PAID)];
            Bundle::load(Sources { files: files.into_iter().map(|(name, text)| file(name, text)).collect() })
        };
        let trial = load(text).trying(id, "it", edits, None).expect("a form").finish();
        let whole = trial.framework.expect("a framework");
        let after = load(&whole).statement(id, None).expect("a statement");
        let total = trial.statement.expect("a statement").total;
        assert_eq!(after.total, total, "{whole}");
        whole
    };
    // In the place of the old one: what stands before and after it is as it was, comments too.
    let text = format!("{FRAMEWORK}\n# The value.\n[value]\ncurrency = \"GBP\"\ndiscount_rate = 0.03\n");
    let whole = put(&[edit("entry", "price", "2.000")], "one", &text);
    let begins = text.find("[[contract]]").expect("there");
    assert_eq!(whole[..begins], text[..begins]);
    assert!(
        whole.ends_with("\n\n# The value.\n[value]\ncurrency = \"GBP\"\ndiscount_rate = 0.03\n"),
        "{whole}"
    );
    assert_eq!(whole.matches("[[contract]]").count(), 1);
    // A new one at the end.
    let new = [
        edit("", "add", ""),
        edit("", "table", "outcomes"),
        edit("", "outcome", "outcome"),
        edit("", "date", "day"),
        edit("", "participant", "who"),
        edit("rule-1", "add", ""),
        edit("rule-1", "outcome", "entry"),
        edit("rule-1", "price", "10"),
    ];
    let whole = put(&new, "two", text.trim_end());
    assert!(whole.starts_with(text.trim_end()));
    // One that is left out takes no place.
    assert_eq!(tried(&[edit("", "cap.amount", "tanto")]).framework, None);
}
