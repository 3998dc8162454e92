//! Published worked examples of social return through whole bundles.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use esito_engine::{Bundle, SourceFile, Sources};
use esito_model::{FirstYear, Valuation};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

type Row = BTreeMap<String, String>;

fn data(file: &str) -> Option<Vec<Row>> {
    let data = std::env::var_os("ESITO_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let path = data.join("sroi").join(file);
    if !path.is_file() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} has no sroi/{file}", data.display());
        println!("skipped: no sroi/{file} in {} (set ESITO_DATA)", data.display());
        return None;
    }
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let pair = |(header, cell): (&str, &str)| (header.to_owned(), cell.to_owned());
    Some(
        reader
            .records()
            .map(|record| headers.iter().zip(record.unwrap().iter()).map(pair).collect())
            .collect(),
    )
}

fn load(framework: &str) -> Bundle {
    let bytes = framework.as_bytes().to_vec().into();
    Bundle::load(Sources {
        files: vec![SourceFile { name: "framework.toml".to_owned(), bytes, sha256: None }],
    })
}

fn value(row: &Row, first_year: &str) -> Valuation {
    let off = |key: &str, column: &str| {
        format!("{key} = {{ share = {}, evidence = \"as published\" }}\n", row[column])
    };
    let framework = format!(
        "[framework]\nid = \"t\"\ntitle = \"T\"\n[value]\ncurrency = \"{}\"\ndiscount_rate = {}\nfirst_year = \"{first_year}\"\n\
         [[value.input]]\nwho = \"All\"\namount = {}\n[[value.outcome]]\nid = \"o\"\nquantity = {}\n\
         proxy = {{ amount = {}, source = \"as published\" }}\nduration_years = {}\n{}{}{}{}",
        row["currency"],
        row["discount_rate"],
        row["total_inputs"],
        row["quantity"],
        row["proxy_value"],
        row["duration_years"],
        off("deadweight", "deadweight"),
        off("displacement", "displacement"),
        off("attribution", "attribution_to_others"),
        off("drop_off", "drop_off"),
    );
    let bundle = load(&framework);
    assert!(bundle.remarks().is_empty(), "{:#?}", bundle.remarks());
    bundle.valuation().unwrap()
}

#[test]
fn every_published_ratio_comes_out() {
    let Some(rows) = data("sroi_worked_examples.csv") else { return };
    assert_eq!(rows.len(), 4);
    for row in &rows {
        let found = value(row, "undiscounted");
        let number = |column: &str| row[column].parse::<f64>().ok();
        let near = |found: f64, column: &str, by: f64| {
            if let Some(expected) = number(column) {
                assert!(
                    (found - expected).abs() <= by,
                    "{} {column}: {found} is not {expected}",
                    row["example"]
                );
            }
        };
        near(found.ratio.unwrap(), "published_ratio", 0.00501);
        near(found.present_value.unwrap(), "published_total_pv", 1.0);
        let one = &found.outcomes[0];
        near(one.after_deadweight, "published_after_deadweight", 1e-6);
        near(one.first_year, "published_year1_impact", 1e-6);
        if one.years.len() > 1 {
            near(one.years[1], "published_year2_value", 1e-6);
        }
    }
}

#[test]
fn the_first_year_may_be_discounted() {
    let Some(rows) = data("sroi_worked_examples.csv") else { return };
    let (plain, other) = (value(&rows[0], "undiscounted"), value(&rows[0], "discounted"));
    assert!((other.ratio.unwrap() - 1.39).abs() < 0.005, "{:?}", other.ratio);
    assert_eq!(
        (plain.first_year, plain.other_convention.first_year),
        (FirstYear::Undiscounted, FirstYear::Discounted)
    );
    assert_eq!(plain.other_convention.ratio, other.ratio);
    assert_eq!(other.other_convention.ratio, plain.ratio);
}

#[test]
fn net_jobs_and_shared_claims() {
    let Some(rows) = data("additionality_attribution_pbr_examples.csv") else { return };
    let of = |quantity: &str| -> f64 {
        rows.iter().find(|row| row["quantity"] == quantity).unwrap()["value"].parse().unwrap()
    };
    let (gross, district, region) =
        (of("gross jobs claimed"), of("displaced within district"), of("displaced within region"));
    for (moved, net) in [
        (district, of("published net additional (district)")),
        (district + region, of("published net additional (region)")),
    ] {
        let framework = format!(
            "[framework]\nid = \"t\"\ntitle = \"T\"\n[value]\ncurrency = \"GBP\"\ndiscount_rate = 0\n[[value.input]]\nwho = \"All\"\namount = 1\n\
             [[value.outcome]]\nid = \"jobs\"\nquantity = {gross}\nproxy = {{ amount = 1, source = \"s\" }}\nduration_years = 1\n\
             displacement = {{ number = {moved}, evidence = \"survey\" }}\n"
        );
        let found = load(&framework).valuation().unwrap();
        assert!((found.outcomes[0].net_quantity - net).abs() < 1e-9, "{net}");
    }

    let observed = of("observed reduction in rough sleepers");
    let claim = |who: &str, share: f64| {
        format!(
            "[[value.claim]]\noutcome = \"rough\"\nwho = \"{who}\"\nquantity = {observed}\nshare = {share}\n"
        )
    };
    let framework = format!(
        "[framework]\nid = \"t\"\ntitle = \"T\"\n[value]\ncurrency = \"GBP\"\ndiscount_rate = 0\n[[value.input]]\nwho = \"All\"\namount = 1\n\
         [[value.outcome]]\nid = \"rough\"\nquantity = {observed}\nproxy = {{ amount = 1, source = \"s\" }}\nduration_years = 1\n{}{}{}",
        claim("council", of("share council")),
        claim("charity", of("share charity")),
        claim("health trust", of("share health trust")),
    );
    let found = load(&framework).valuation().unwrap();
    assert_eq!(found.claims[0].claimed, of("sum of partners' claims"));
    assert!(found.remarks.iter().any(|remark| remark.code == "claims-exceed"));
    let parts: Vec<f64> = found.claims[0].parts.iter().map(|part| part.1).collect();
    assert_eq!(parts, [12.0, 10.5, 7.5]);
}

#[test]
fn a_quantity_may_come_from_an_indicator() {
    let framework = "[framework]\nid = \"t\"\ntitle = \"T\"\n[[table]]\nid = \"r\"\nfile = \"r.csv\"\nminimum_group = 1\n[table.columns]\n\
        n = { header = \"n\", type = \"count\" }\nof = { header = \"of\", type = \"count\" }\n\
        [[indicator]]\nid = \"work\"\ntable = \"r\"\nnumerator = \"SUM(n)\"\ndenominator = \"SUM(of)\"\n\
        [value]\ncurrency = \"GBP\"\ndiscount_rate = 0\n[[value.input]]\nwho = \"All\"\namount = 100\n\
        [[value.outcome]]\nid = \"work\"\nindicator = \"work\"\nproxy = { amount = 10, source = \"s\" }\nduration_years = 1\n";
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
        sha256: None,
    };
    let with = |rows: &str| {
        let files = vec![file("framework.toml", framework), file("r.csv", rows)];
        Bundle::load(Sources { files }).valuation().unwrap()
    };
    let found = with("n,of\n12,20\n18,20\n");
    assert_eq!((found.outcomes[0].quantity, found.ratio), (30.0, Some(3.0)));
    let found = with("n,of\n");
    assert_eq!((found.outcomes.len(), found.ratio), (0, None));
    assert!(found.remarks.iter().any(|remark| remark.code == "outcome-left-out"));
}
