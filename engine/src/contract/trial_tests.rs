//! Edited rules on rows, the statement in steps, the portfolio, and rows by line.

use crate::{Bundle, SourceFile, Sources};
use esito_model::{Edit, Money, Severity, Trial};

pub(super) const FRAMEWORK: &str = r#"
[framework]
id = "t"
currency = "GBP"
as_of = "2022-12-31"
[[table]]
id = "outcomes"
file = "outcomes.csv"
private = ["who"]
[table.columns]
who = "Who"
outcome = "Outcome"
day = { header = "Day", type = "date" }
begun = { header = "Begun", type = "date" }
status = "Status"
[[table]]
id = "paid"
file = "paid.csv"
[table.columns]
rule = "rule"
amount = { header = "amount", type = "money" }
on = { header = "on", type = "date" }
[[contract]]
id = "one"
label = { en = "One", it = "Uno" }
currency = "GBP"
starts = "2020-01-01"
ends = "2022-12-31"
parties = [{ name = "City \"A\"", role = "outcome_payer" }]
cap = { amount = 20_000, per_participant = 8_200 }
floor = 100
table = "outcomes"
participant = "who"
outcome = "outcome"
date = "day"
started = "begun"
status = "status"
statuses = { "accepted" = "verified" }
ledger = { table = "paid", amount = "amount", rule = "rule", date = "on" }
[[contract.version]]
id = "second"
from = "2021-01-01"
cap = { amount = 25_000, per_participant = 8_200 }
agreed = { on = "2020-12-01", by = ["City"] }
[[contract.payment]]
id = "entry"
label = { en = "Entry", it = "Ingresso" }
outcome = "entry"
price = 3500
once = true
within = "P12M"
cap = { units = 3 }
[[contract.payment]]
id = "stay"
outcome = ["stay", "stay-long"]
tiers = [{ from = 0, price = 1000 }, { from = 1, price = 800.5 }]
evidence = ["begun"]
unless = ["bonus"]
[[contract.payment]]
id = "bonus"
outcome = "bonus"
prices = [{ from = "2020-01-01", price = 10 }]
per = "activity"
pays = "claimed"
"#;

pub(super) const ROWS: &str = "Who,Outcome,Day,Begun,Status\n\
    P1,entry,2020-03-01,2020-01-01,verified\n\
    P2,entry,2020-04-01,2020-01-01,verified\n\
    P3,entry,2020-05-01,2020-01-01,accepted\n\
    P4,entry,2020-06-01,2020-01-01,verified\n\
    P5,entry,2020-07-01,2020-01-01,claimed\n\
    P1,stay,2020-09-01,2020-01-01,verified\n\
    P2,stay,2020-10-01,2020-01-01,claimed\n";

pub(super) const PAID: &str = "rule,amount,on\nentry,10500,2020-12-31\nstay,900,2020-12-31\n";

pub(super) fn bundle() -> Bundle {
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
        sha256: None,
    };
    let files = [("framework.toml", FRAMEWORK), ("outcomes.csv", ROWS), ("paid.csv", PAID)];
    Bundle::load(Sources { files: files.into_iter().map(|(name, text)| file(name, text)).collect() })
}

pub(super) fn edit(rule: &str, key: &str, value: &str) -> Edit {
    Edit { language: "it".to_owned(), rule: rule.to_owned(), key: key.to_owned(), value: value.to_owned() }
}

pub(super) fn tried(edits: &[Edit]) -> Trial {
    bundle().trying("one", "it", edits, None).expect("the contract").finish()
}

pub(super) fn pounds(amount: i64) -> Money {
    Money(amount * 10_000)
}

#[test]
fn without_edits_the_fragment_is_the_contract() {
    let trial = tried(&[]);
    let bundle = bundle();
    let (mut agreed, mut read) = (bundle.framework().contracts[0].clone(), trial.contract.expect("read"));
    // Lines are those of another file.
    agreed.line = 0;
    read.line = 0;
    agreed.versions.iter_mut().chain(&mut read.versions).for_each(|version| version.line = 0);
    assert_eq!(read, agreed, "{}", trial.fragment);
    assert_eq!((trial.agreed, trial.difference), (pounds(11_500), Money(0)));
    assert_eq!(trial.outcomes, ["entry", "stay"]);
    let fields = &trial.rules[1].fields;
    assert_eq!((fields["tiers.1.from"].as_str(), fields["tiers.1.price"].as_str()), ("1", "800,5"));
    assert_eq!((fields["tiers.0.price"].as_str(), fields["per"].as_str()), ("1000", "participant"));
    assert_eq!((fields["evidence"].as_str(), fields["unless"].as_str()), ("begun", "bonus"));
    let fields = &trial.rules[2].fields;
    assert_eq!((fields["prices.0.from"].as_str(), fields["prices.0.until"].as_str()), ("2020-01-01", ""));
    assert_eq!(trial.fields["statuses.0.word"], "accepted");
    assert_eq!(
        (trial.fields["ledger.table"].as_str(), trial.fields["ledger.rule"].as_str()),
        ("paid", "rule")
    );
    assert_eq!(trial.versions[0].fields["agreed.by"], "City");
    assert_eq!(
        trial.words.get("en"),
        "Pays for outcomes from 2020-01-01 to 2022-12-31, up to GBP 20,000.00 in all, up to GBP 8,200.00 per \
         participant, and at least GBP 100.00 once it has ended."
    );
    assert_eq!(
        trial.versions[0].words.get("it"),
        "Dal 2021-01-01: fino a 25.000,00 GBP in tutto, fino a 8.200,00 GBP per partecipante; concordato il 2020-12-01 da \
         City."
    );
    assert_eq!(trial.rules[0].fields["within"], "12 mesi");
    assert!(trial.rules[0].words.get("it").starts_with("Paga 3.500,00 GBP per partecipante"));
}

#[test]
fn an_edit_changes_what_is_paid_and_says_by_how_much() {
    let trial = tried(&[edit("entry", "price", "2.000,50"), edit("entry", "cap.units", "4")]);
    let entry = &trial.rules[0];
    assert_eq!((entry.before, entry.after), (pounds(10_500), pounds(8_002)));
    assert_eq!(entry.difference, pounds(-2_498));
    assert_eq!((entry.units_before, entry.units_after), (3.0, 4.0));
    assert_eq!(trial.difference, pounds(-2_498));
    assert_eq!(trial.statement.expect("a statement").total, pounds(9_002));
    assert!(trial.fragment.contains("price = 2000.50\n") && trial.fragment.contains("cap = { units = 4 }\n"));
}

#[test]
fn what_cannot_be_read_is_said_at_its_field_and_the_other_rules_stand() {
    let trial = tried(&[edit("entry", "price", "molto"), edit("stay", "tiers.1.price", "caro")]);
    let entry = &trial.rules[0];
    assert_eq!(entry.fields["price"], "molto");
    assert!(entry.words.is_empty());
    let said: Vec<_> = entry.remarks.iter().map(|r| (r.severity, r.places[0].column.as_deref())).collect();
    assert!(said.contains(&(Severity::Fatal, Some("price"))), "{said:?}");
    assert_eq!(trial.rules[1].remarks[0].places[0].column.as_deref(), Some("tiers.1.price"));
    assert_eq!(trial.rules[1].fields["tiers.1.price"], "caro", "what was typed stays");
    assert_eq!(trial.statement.expect("a statement").total, pounds(100), "the floor is left");
    // A cap that is no number is at fault in the contract itself.
    let trial = tried(&[edit("", "cap.amount", "tanto")]);
    assert_eq!(trial.contract, None);
    assert_eq!(trial.fields["cap.amount"], "tanto");
    assert!(trial.remarks.iter().any(|remark| remark.severity == Severity::Fatal), "{:?}", trial.remarks);
    assert_eq!((trial.difference, trial.agreed), (Money(0), pounds(11_500)));
}

#[test]
fn rules_come_and_go() {
    let added = [
        edit("rule-4", "add", ""),
        edit("rule-4", "outcome", "stay"),
        edit("rule-4", "price", "10"),
        edit("rule-4", "label", "Premio \"fedeltà\""),
    ];
    let trial = tried(&added);
    let new = trial.rules.last().expect("a rule");
    assert_eq!((new.after, new.agreed), (pounds(10), false));
    assert_eq!(new.label.get("it"), "Premio \"fedeltà\"");
    let trial = tried(&[edit("entry", "remove", "")]);
    assert_eq!(trial.rules.len(), 2);
    assert_eq!(trial.difference, pounds(-10_500));
    let empty = tried(&added[..1]);
    let fields: Vec<_> = empty.rules[3].remarks.iter().filter_map(|r| r.places[0].column.clone()).collect();
    assert!(fields.contains(&"outcome".to_owned()) && fields.contains(&"price".to_owned()), "{fields:?}");
}

#[test]
fn every_field_that_is_shown_reads_back_as_what_it_was() {
    let rules = tried(&[]).rules;
    let agreed = bundle().framework().contracts[0].clone();
    for (rule, was) in rules.iter().zip(&agreed.payments) {
        let typed = rule
            .fields
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| edit(&rule.id, key, text));
        let trial = tried(&typed.collect::<Vec<_>>());
        let is = trial.contract.expect("read").payments.into_iter().find(|one| one.id == rule.id);
        assert_eq!(is.as_ref(), Some(was), "{}", trial.fragment);
    }
}

/// A rule, what is typed into which of its fields, and what its sentence then says.
type Typed = (&'static str, &'static [(&'static str, &'static str)], &'static str);

#[test]
fn every_key_of_a_rule_is_typed_and_said() {
    let cases: [Typed; 9] = [
        (
            "entry",
            &[
                ("prices.add", ""),
                ("prices.0.price", "100"),
                ("prices.0.from", "01/01/2020"),
                ("prices.0.until", "31/12/2020"),
                ("prices.add", ""),
                ("prices.1.from", "2021-01-01"),
                ("prices.1.price", "120,50"),
            ],
            "120,50 GBP dal 2021-01-01",
        ),
        ("entry", &[("evidence", "begun, status")], "con begun, status compilato"),
        ("entry", &[("eligible", "begun > DATE '2020-01-01'")], "solo se begun > DATE '2020-01-01'"),
        ("entry", &[("unless", "stay")], "solo se «stay» non ha pagato nulla"),
        ("entry", &[("highest_of", "work")], "solo il più alto tra le regole «work»"),
        ("bonus", &[("replaces", "entry"), ("from", "01/06/2021")], "al posto di «entry»"),
        ("entry", &[("compared", "deadweight"), ("deadweight", "40 %")], "meno il 40 % che sarebbe avvenuto"),
        (
            "entry",
            &[
                ("per", "percentage_point"),
                ("compared", "baseline"),
                ("baseline", "31 %"),
                ("above", "2 %"),
                ("whole", "true"),
                ("pooled", "true"),
                ("threshold", "5 %"),
                ("judged_by", "low"),
                ("measure", "reduction"),
                ("once", ""),
            ],
            "per ogni punto percentuale della riduzione di «entry» rispetto al valore di partenza di 31 % (solo punti \
             interi) oltre 2 % di tutte le coorti insieme se l'estremo inferiore del suo intervallo al 95 % è almeno \
             5 %",
        ),
        (
            "entry",
            &[
                ("cap.per_period.amount", "5.000"),
                ("cap.per_period.every", "quarter"),
                ("cap.units_per_participant", "2"),
                ("cap.per_outcome.add", ""),
                ("cap.per_outcome.0.outcome", "entry"),
                ("cap.per_outcome.0.amount", "20.000"),
            ],
            "per al massimo 2 unità per partecipante, fino a 5.000,00 GBP per trimestre, fino a 20.000,00 GBP per \
             «entry»",
        ),
    ];
    for (rule, typed, said) in cases {
        let edits: Vec<_> = typed.iter().map(|(key, text)| edit(rule, key, text)).collect();
        let trial = tried(&edits);
        let shown = trial.rules.iter().find(|one| one.id == rule).expect("the rule");
        assert!(shown.words.get("it").contains(said), "{}: {:?}", shown.words.get("it"), shown.remarks);
    }
}

#[test]
fn faults_of_every_part_are_said_at_their_fields() {
    let trial = tried(&[
        edit("entry", "cap.per_period.amount", "tanto"),
        edit("stay", "evidence", "nowhere"),
        edit("bonus", "unless", "nobody"),
        edit("version:second", "cap.per_outcome.add", ""),
        edit("version:second", "cap.per_outcome.0.outcome", "entry"),
        edit("version:second", "cap.per_outcome.0.amount", "caro"),
        edit("", "ledger.amount", "nothing"),
        edit("", "date", "nowhen"),
    ]);
    let at = |remarks: &[esito_model::Remark]| -> Vec<String> {
        remarks.iter().filter_map(|remark| remark.places[0].column.clone()).collect()
    };
    assert!(
        at(&trial.versions[0].remarks).contains(&"cap.per_outcome.0.amount".to_owned()),
        "{:?}",
        trial.versions[0]
    );
    assert!(at(&trial.remarks).contains(&"date".to_owned()), "{:?}", trial.remarks);
    assert!(at(&trial.remarks).contains(&"ledger.amount".to_owned()), "{:?}", trial.remarks);
    assert_eq!(trial.fields["date"], "nowhen");
    let trial =
        tried(&[edit("entry", "cap.per_period.amount", "tanto"), edit("stay", "evidence", "nowhere")]);
    assert!(
        at(&trial.rules[0].remarks).contains(&"cap.per_period.amount".to_owned()),
        "{:?}",
        trial.rules[0]
    );
    assert!(at(&trial.rules[1].remarks).contains(&"evidence".to_owned()), "{:?}", trial.rules[1]);
    let trial = tried(&[edit("bonus", "unless", "nobody")]);
    assert!(at(&trial.rules[2].remarks).contains(&"unless".to_owned()), "{:?}", trial.rules[2]);
}

#[test]
fn versions_of_the_plan_come_change_and_go() {
    let second = "version:second";
    let trial = tried(&[edit(second, "cap.amount", "9.000")]);
    // Five paid before 2021, none of them under the new cap; the cap is what is promised.
    assert_eq!(trial.statement.expect("a statement").worth.promised, Some(pounds(9_000)));
    let lifted = tried(&[edit(second, "cap", "true")]);
    assert_eq!(
        lifted.versions[0].words.get("en"),
        "From 2021-01-01 on: no cap any more; agreed on 2020-12-01 by City."
    );
    assert!(lifted.fragment.contains("cap = {}\n"), "{}", lifted.fragment);
    let added = tried(&[
        edit("version:third", "add", ""),
        edit("version:third", "from", "01/07/2021"),
        edit("version:third", "label", "Terza"),
    ]);
    assert_eq!(added.versions[1].words.get("it"), "Dal 2021-07-01: il tetto resta com'era.");
    assert_eq!((added.versions[1].agreed, added.contract.expect("read").versions.len()), (false, 2));
    assert_eq!(tried(&[edit(second, "remove", "")]).contract.expect("read").versions, []);
}

#[test]
fn a_contract_is_typed_from_nothing() {
    let type_in = |edits: &[(&str, &str, &str)]| {
        let edits: Vec<_> = edits.iter().map(|(rule, key, value)| edit(rule, key, value)).collect();
        bundle().trying("new", "it", &edits, None).map(|trying| trying.with_lines().finish())
    };
    assert!(type_in(&[("", "date", "day")]).is_none(), "nobody asked for a new contract");
    let begun = [("", "add", ""), ("rule-1", "add", "")];
    let empty = type_in(&begun).expect("a form");
    assert_eq!(empty.fields["table"], "", "there are two");
    assert_eq!(empty.fields["currency"], "GBP");
    assert_eq!(empty.tables[0].columns, ["who", "outcome", "day", "begun", "status"]);
    assert!(empty.statement.is_none() && !empty.remarks.is_empty());
    let typed = [
        ("", "table", "outcomes"),
        ("", "outcome", "outcome"),
        ("", "date", "day"),
        ("", "participant", "who"),
        ("", "status", "status"),
        ("", "statuses.add", ""),
        ("", "statuses.0.word", "accepted"),
        ("", "statuses.0.means", "verified"),
        ("", "party.outcome_payer", "Città; Regione"),
        ("", "cap.amount", "8.000"),
        ("rule-1", "outcome", "entry"),
        ("rule-1", "price", "3.500,00"),
    ];
    let trial = type_in(&[&begun[..], &typed[..]].concat()).expect("a form");
    let contract = trial.contract.expect("read");
    assert_eq!(
        contract.parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>(),
        ["Città", "Regione"]
    );
    let statement = trial.statement.expect("a statement");
    // Four verified at 3,500 under a cap of 8,000; a fifth is only claimed, two rows are of no rule.
    assert_eq!((statement.total, statement.lines.len()), (pounds(8_000), 7));
    assert!(trial.csv.expect("a file").starts_with("rule,participant,date,"));
    // What was typed is a framework's own text.
    let text = FRAMEWORK
        .replace("[[contract]]\nid = \"one\"", &format!("{}\n[[contract]]\nid = \"one\"", trial.fragment));
    let file = |name: &str, text: &str| SourceFile {
        name: name.into(),
        bytes: text.as_bytes().to_vec().into(),
        sha256: None,
    };
    let files = [("framework.toml", text.as_str()), ("outcomes.csv", ROWS), ("paid.csv", PAID)];
    let files = files.into_iter().map(|(name, text)| file(name, text)).collect();
    let taken = Bundle::load(Sources { files });
    assert_eq!(taken.statement("new", None).expect("a statement").lines, statement.lines);
}

#[test]
fn a_statement_in_steps_is_the_one_in_one_go() {
    let bundle = bundle();
    let mut paying = bundle.paying("one", None).expect("the contract");
    let mut steps = 0;
    while let Some(progress) = paying.step() {
        assert!(progress.done <= progress.total);
        steps += 1;
    }
    assert_eq!(steps, 3, "rows, payments, payments if all were verified");
    assert_eq!(paying.finish(), bundle.statement("one", None));
    assert!(bundle.paying("two", None).is_none());
}

#[test]
fn four_figures_stand_side_by_side() {
    let bundle = bundle();
    let statement = bundle.statement("one", None).expect("the contract");
    let worth = &statement.worth;
    // Five enter, one of them claimed; four stay or would, at tiers of 1,000 and 800.50.
    assert_eq!(worth.promised, Some(pounds(25_000)));
    assert_eq!(worth.achieved, Money(193_005_000));
    assert_eq!(worth.verified, pounds(15_000));
    assert_eq!(worth.paid, pounds(11_500));
    assert_eq!(worth.paid_share, Some(0.46));
    let entry = &statement.costs[0];
    // 10,500 over five who entered, over the four who were verified.
    assert_eq!(entry.achieved.as_ref().expect("a cost").value, 2_100.0);
    assert_eq!(entry.verified.as_ref().expect("a cost").value, 2_625.0);
    let portfolio = bundle.portfolio();
    assert_eq!(portfolio.contracts[0].worth, *worth);
    assert_eq!(portfolio.sums[0].worth, *worth);
    assert_eq!(portfolio.sums[0].currency, "GBP");
    assert_eq!(statement.limits.len(), 2);
}

#[test]
fn rows_open_by_their_lines_without_private_columns() {
    let place = |line| ("outcomes.csv".to_owned(), line);
    let opened = bundle().rows_at(&[place(5), place(2), place(99), ("other.csv".to_owned(), 2)]);
    let table = &opened.tables[0];
    assert_eq!(table.headers, ["Outcome", "Day", "Begun", "Status"]);
    assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [5, 2], "in the order asked for");
    assert_eq!(table.rows[0].cells, ["entry", "2020-06-01", "2020-01-01", "verified"]);
    assert_eq!(opened.missing.len(), 2);
}
