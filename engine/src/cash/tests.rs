//! Flows written down by hand, through whole bundles.

use crate::{Bundle, SourceFile, Sources, money_csv};
use esito_model::{FlowKind, Money, MoneyOverTime};

const FRAMEWORK: &str = "[framework]\nid = \"t\"\ntitle = \"T\"\ncurrency = \"EUR\"\nas_of = \"2023-12-31\"\n\
    [[table]]\nid = \"m\"\nfile = \"m.csv\"\n[table.columns]\n\
    day = { header = \"day\", type = \"date\" }\nkind = { header = \"kind\", type = \"text\" }\n\
    from = { header = \"from\", type = \"text\" }\nto = { header = \"to\", type = \"text\" }\n\
    amount = { header = \"amount\", type = \"money\" }\n\
    [[money]]\nid = \"m\"\ntable = \"m\"\ndate = \"day\"\nkind = \"kind\"\nfrom = \"from\"\nto = \"to\"\n\
    amount = \"amount\"\n";

fn bundle(framework: &str, files: &[(&str, &str)]) -> Bundle {
    let file = |(name, text): &(&str, &str)| SourceFile {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec().into(),
        sha256: None,
    };
    let mut all: Vec<SourceFile> = files.iter().map(file).collect();
    all.push(file(&("framework.toml", framework)));
    Bundle::load(Sources { files: all })
}

fn money(framework: &str, rows: &str) -> MoneyOverTime {
    let text = format!("day,kind,from,to,amount\n{rows}");
    let bundle = bundle(framework, &[("m.csv", &text)]);
    assert!(bundle.remarks().iter().all(|remark| remark.code == "missing-key"), "{:#?}", bundle.remarks());
    bundle.money_over_time().remove(0)
}

const ROWS: &str = "2020-01-01,commitment,Fund,Coop,1200\n2020-01-01,investment,Fund,Coop,1000\n\
    2020-07-01,cost,Coop,,600\n2021-07-01,payment,City,Coop,700\n2022-01-01,cost,Coop,,300\n\
    2022-12-31,payment,City,Coop,500\n2022-12-31,repayment,Coop,Fund,1100\n2024-06-30,repayment,Coop,Fund,100\n";

#[test]
fn each_partys_money_is_by_hand() {
    let found = money(&FRAMEWORK.replace("date = \"day\"", "discount_rate = 0.05\ndate = \"day\""), ROWS);
    let of = |name: &str| found.parties.iter().find(|party| party.name == name).unwrap();
    let fund = of("Fund");
    assert_eq!(found.parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Fund", "City", "Coop"]);
    assert_eq!(fund.role, "investor");
    let major = |amount: Money| amount.major();
    assert_eq!((major(fund.committed), major(fund.paid), major(fund.received)), (1_200.0, 1_000.0, 1_100.0));
    assert_eq!((major(fund.net), major(fund.at_risk), major(fund.most_out)), (100.0, 0.0, 1_000.0));
    assert_eq!(fund.most_out_on.as_deref(), Some("2020-01-01"));
    assert_eq!(fund.back_on.as_deref(), Some("2022-12-31"));
    // 1,095 days: 1.1^(365/1095) − 1, and 1100 / 1.05³ − 1000.
    let rate = fund.so_far.rate.unwrap();
    assert!((rate - (libm::pow(1.1, 1.0 / 3.0) - 1.0)).abs() < 1e-12, "{rate}");
    assert!((fund.so_far.present_value.unwrap() - (1_100.0 / 1.157_625 - 1_000.0)).abs() < 1e-9);
    let expected = fund.expected.as_ref().unwrap();
    assert!(expected.rate.unwrap() > rate);
    let city = of("City");
    assert_eq!((city.role.as_str(), city.so_far.rate), ("outcome_payer", None));
    assert_eq!(city.so_far.reason, "no_sign_change");
    assert_eq!((major(city.at_risk), city.back_on.as_deref()), (1_200.0, None));
    // The provider spent 900, got 1,000 and 1,200, gave 1,100 back.
    let coop = of("Coop");
    assert_eq!((major(coop.paid), major(coop.received)), (2_000.0, 2_200.0));
    assert_eq!((coop.most_out, coop.back_on.clone()), (Money(0), None));
    // It got money before it paid any: that is no return on anything.
    assert_eq!((coop.so_far.rate, coop.so_far.reason.as_str()), (None, "paid_first"));
}

#[test]
fn flows_are_summed_by_kind_and_by_period() {
    let found = money(FRAMEWORK, ROWS);
    let kinds: Vec<FlowKind> = found.sums.iter().map(|sum| sum.kind).collect();
    assert_eq!(kinds, FlowKind::ALL);
    let back = found.sums.iter().find(|sum| sum.kind == FlowKind::Repayment).unwrap();
    assert_eq!((back.actual, back.planned, back.flows), (Money(11_000_000), Money(1_000_000), 2));
    let periods = &found.parties[0].periods;
    // From 2020-H1 to 2024-H1, by half-years.
    assert_eq!(periods.len(), 9);
    let code = |at: usize| periods[at].span.as_ref().unwrap().code.clone();
    assert_eq!((code(0), code(8)), ("2020-H1".to_owned(), "2024-H1".to_owned()));
    assert_eq!((periods[0].paid, periods[0].balance), (Money(10_000_000), Money(-10_000_000)));
    assert_eq!((periods[5].received, periods[5].balance), (Money(11_000_000), Money(1_000_000)));
    assert_eq!(
        (periods[8].to_receive, periods[8].balance, periods[8].planned),
        (Money(1_000_000), Money(2_000_000), true)
    );
    assert!(!periods[7].planned);
    // Without a rate there is no present value, and a remark says so.
    assert_eq!(found.parties[0].so_far.present_value, None);
    let csv = money_csv(&[found]);
    assert!(csv.starts_with("money,party,figure,value\nm,,currency,EUR\nm,,discount_rate,\n"), "{csv}");
    assert!(csv.contains("m,Fund,received,1100.00\n"), "{csv}");
}

#[test]
fn what_cannot_be_used_is_counted_and_said() {
    let rows = "2020-01-01,investment,Fund,Coop,1000\n2020-02-01,gift,Aunt,Coop,5\n2020-02-02,gift,Uncle,Coop,5\n\
        2020-03-01,cost,,,10\n2020-03-01,cost,Coop,,-10\n2020-03-01,cost,Coop,,0\n";
    let text = format!("day,kind,from,to,amount\n{rows}");
    let found = bundle(FRAMEWORK, &[("m.csv", &text)]).money_over_time().remove(0);
    assert_eq!((found.flows.len(), found.left_out), (1, 5));
    let gifts = found.remarks.iter().find(|remark| remark.message.contains("gift")).unwrap();
    assert_eq!((gifts.code.as_str(), gifts.count, gifts.places.len()), ("flow-left-out", 2, 2));
    assert_eq!(gifts.places[0].line, Some(3));
}

#[test]
fn a_section_with_a_fault_is_left_out_and_said() {
    for (from, to, code) in [
        ("amount = \"amount\"\n", "amount = \"kind\"\n", "column-type"),
        ("date = \"day\"\n", "date = \"days\"\n", "unknown-column"),
        ("table = \"m\"\n", "table = \"n\"\n", "unknown-table"),
        ("date = \"day\"\n", "discount_rate = 1.4\ndate = \"day\"\n", "share-outside"),
        ("date = \"day\"\n", "kinds = { gift = \"present\" }\ndate = \"day\"\n", "unknown-word"),
    ] {
        let framework = FRAMEWORK.to_owned();
        let at = framework.find("[[money]]").unwrap();
        let (head, tail) = framework.split_at(at);
        let framework = format!("{head}{}", tail.replacen(from, to, 1));
        let found = bundle(&framework, &[("m.csv", "day,kind,from,to,amount\n")]);
        let codes: Vec<&str> = found.remarks().iter().map(|remark| remark.code.as_str()).collect();
        assert!(codes.contains(&code) || code == "unknown-word", "{codes:?}");
        assert!(codes.contains(&"money-left-out"), "{codes:?}");
        assert!(found.money_over_time().is_empty());
    }
}

#[test]
fn an_outcome_has_its_cost() {
    let contract = "[[table]]\nid = \"o\"\nfile = \"o.csv\"\n[table.columns]\nwho = { header = \"who\", type = \"text\" }\n\
        what = { header = \"what\", type = \"text\" }\nday = { header = \"day\", type = \"date\" }\n\
        status = { header = \"status\", type = \"text\" }\n\
        [[contract]]\nid = \"c\"\nstarts = \"2020-01-01\"\nends = \"2024-12-31\"\ntable = \"o\"\nparticipant = \"who\"\n\
        outcome = \"what\"\ndate = \"day\"\nstatus = \"status\"\n[[contract.payment]]\nid = \"job\"\noutcome = \"job\"\nprice = 1\n";
    let rows = "who,what,day,status\na,job,2021-01-01,verified\na,job,2021-01-02,verified\nb,job,2021-01-01,verified\n\
        c,job,2021-01-01,claimed\nd,job,2021-01-01,rejected\ne,course,2021-01-01,verified\nf,job,2024-01-01,verified\n";
    let framework = format!("{FRAMEWORK}contract = \"c\"\noutcomes = [\"job\"]\n{contract}");
    let flows = format!("day,kind,from,to,amount\n{ROWS}");
    let found = bundle(&framework, &[("m.csv", &flows), ("o.csv", rows)]);
    let money = found.money_over_time().remove(0);
    let of = |side: &str, counted: &str| {
        money.per_outcome.iter().find(|one| one.side == side && one.counted == counted).unwrap()
    };
    // Two people verified, one more claimed; the city paid 1,200, the provider spent 900.
    assert_eq!(
        (of("outcome_payer", "verified").outcomes, of("outcome_payer", "verified").value),
        (2.0, Some(600.0))
    );
    assert_eq!((of("provider", "claimed").outcomes, of("provider", "claimed").value), (3.0, Some(300.0)));
    // Garwood: two events are 0.2422 to 7.2247.
    let one = of("outcome_payer", "verified");
    assert!((one.low.unwrap() - 1_200.0 / 7.224_688).abs() < 0.01, "{one:?}");
    assert!((one.high.unwrap() - 1_200.0 / 0.242_209).abs() < 0.1, "{one:?}");
}
