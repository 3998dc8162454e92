//! Rates of return and present values through whole bundles, against numpy-financial.

use esito_engine::{Bundle, SourceFile, Sources};
use std::path::{Path, PathBuf};

const FRAMEWORK: &str = "[framework]\nid = \"t\"\ntitle = \"T\"\ncurrency = \"EUR\"\n\
    [[table]]\nid = \"m\"\nfile = \"m.csv\"\n[table.columns]\nday = { header = \"day\", type = \"date\" }\n\
    kind = \"kind\"\nfrom = \"from\"\nto = \"to\"\namount = { header = \"amount\", type = \"money\" }\n\
    [[money]]\nid = \"m\"\ndiscount_rate = 0.035\ntable = \"m\"\ndate = \"day\"\nkind = \"kind\"\nfrom = \"from\"\n\
    to = \"to\"\namount = \"amount\"\n";

/// A day so many years of 365 days after 1 January 2001; leap days are counted by hand.
fn day(years: usize) -> String {
    // 2004 is the first year that is longer: from then on the same distance ends one day earlier.
    match years {
        0..=3 => format!("{}-01-01", 2001 + years),
        _ => format!("{}-12-31", 2000 + years),
    }
}

#[test]
fn four_published_flows_come_out_of_whole_bundles() {
    let data = std::env::var_os("ESITO_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let path = data.join("stats_reference/irr_npv.csv");
    if !path.is_file() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} has no irr_npv.csv", data.display());
        println!("skipped: no stats_reference/irr_npv.csv in {} (set ESITO_DATA)", data.display());
        return;
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    let mut seen = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let mut rows = "day,kind,from,to,amount\n".to_owned();
        for (years, flow) in record[0].split(' ').enumerate() {
            let flow: f64 = flow.parse().unwrap();
            let (kind, from, to) =
                if flow < 0.0 { ("investment", "Fund", "Coop") } else { ("repayment", "Coop", "Fund") };
            if flow != 0.0 {
                rows.push_str(&format!("{},{kind},{from},{to},{}\n", day(years), flow.abs()));
            }
        }
        let file = |name: &str, text: &str| SourceFile {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec().into(),
            sha256: None,
        };
        let files = vec![file("framework.toml", FRAMEWORK), file("m.csv", &rows)];
        let bundle = Bundle::load(Sources { files });
        let money = bundle.money_over_time().remove(0);
        assert_eq!(money.left_out, 0, "{:#?}", money.remarks);
        let fund = money.parties.iter().find(|party| party.name == "Fund").unwrap();
        let near = |found: Option<f64>, column: usize| {
            let (found, expected): (f64, f64) = (found.unwrap(), record[column].parse().unwrap());
            assert!((found / expected - 1.0).abs() < 1e-9, "{}: {found} is not {expected}", &record[0]);
        };
        near(fund.so_far.rate, 1);
        near(fund.so_far.present_value, 2);
        seen += 1;
    }
    assert_eq!(seen, 4);
}
