//! Whole indicators on small bundles written as text, each expected value worked out by hand.

use crate::{Bundle, SourceFile, Sources, tidy_csv};
use esito_model::{Cut, Filter, Question};

/// A bundle of one table `t` in `t.csv`.
pub(super) fn bundle(columns: &str, indicators: &str, csv: &str) -> Bundle {
    let framework = format!(
        "[framework]\nid = \"x\"\ncurrency = \"EUR\"\nminimum_group = 1\n\
         [[table]]\nid = \"t\"\nfile = \"t.csv\"\n[table.columns]\n{columns}\n{indicators}"
    );
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
        sha256: None,
    };
    let bundle =
        Bundle::load(Sources { files: vec![file("framework.toml", &framework), file("t.csv", csv)] });
    let fatal = bundle.remarks().iter().find(|remark| remark.severity == esito_model::Severity::Fatal);
    assert!(fatal.is_none(), "{fatal:?}");
    bundle
}

pub(super) fn findings(bundle: &Bundle, question: &Question) -> Vec<String> {
    let answer = bundle.answer(question);
    tidy_csv(&answer.findings).lines().skip(1).map(str::to_owned).collect()
}

pub(super) fn total(columns: &str, body: &str, csv: &str) -> String {
    let indicators = format!("[[indicator]]\nid = \"i\"\ntable = \"t\"\n{body}");
    let found = findings(&bundle(columns, &indicators, csv), &Question::default());
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

const NUMBERS: &str = "a = { header = \"a\", type = \"count\" }\nb = { header = \"b\", type = \"count\" }\n\
                       s = \"s\"\nx = { header = \"x\", type = \"number\" }";

#[test]
fn a_sum_may_be_greater_than_any_cell() {
    // 3,000 times 2^53, which is more than fits into 64 bits.
    let rows: String = (0..3_000).map(|_| format!("{},0,u,\n1,0,v,\n", 1_i64 << 53)).collect();
    let value =
        |formula: &str| total(NUMBERS, &format!("value = \"{formula}\""), &format!("a,b,s,x\n{rows}"));
    assert_eq!(value("SUM(a) FILTER (WHERE s = 'u')"), "i,,,,,27021597764200000000,,,3000,,,A");
    assert_eq!(value("SUM(a) FILTER (WHERE s = 'v')"), "i,,,,,3000,,,3000,,,A");
    assert_eq!(value("AVG(a) FILTER (WHERE s = 'u')"), "i,,,,,9007199254740000,,,3000,,,A");
}

#[test]
fn sql_means_what_sql_means() {
    let csv = "a,b,s,x\n7,2,u,1.5\n3,2,v,\n,,u,2.5\n";
    let value = |formula: &str| total(NUMBERS, &format!("value = \"{formula}\""), csv);
    assert_eq!(value("SUM(a) FILTER (WHERE s = 'u')"), "i,,,,,7,,,1,,,A");
    assert_eq!(value("SUM(a) / COUNT(*)"), "i,,,,,3.33333333333,,,3,,,A");
    assert_eq!(value("7 / 2 + 0 * COUNT(*)"), "i,,,,,3.5,,,3,,,A");
    assert_eq!(value("SUM(a) FILTER (WHERE s = 'none')"), "i,,,,,,,,0,,,M");
    assert_eq!(value("COUNT(a)"), "i,,,,,2,,,2,,,A");
    assert_eq!(value("COUNT(DISTINCT s)"), "i,,,,,2,,,3,,,A");
    assert_eq!(value("SUM(DISTINCT b)"), "i,,,,,2,,,2,,,A");
    assert_eq!(value("AVG(x)"), "i,,,,,2,,,2,,,A");
    assert_eq!(value("MEDIAN(a)"), "i,,,,,5,,,2,,,A");
    assert_eq!(value("CORR(a, x)"), "i,,,,,,,,1,,,M");
    assert_eq!(value("COALESCE(SUM(a) FILTER (WHERE s = 'none'), 0)"), "i,,,,,0,,,0,,,A");
    assert_eq!(value("SUM(CASE WHEN a > 5 THEN 1 ELSE 0 END)"), "i,,,,,1,,,3,,,A");
    assert_eq!(value("COUNT(*) FILTER (WHERE NOT a > 5)"), "i,,,,,1,,,1,,,A");
    assert_eq!(value("COUNT(*) FILTER (WHERE s LIKE '_' AND a IS NULL)"), "i,,,,,1,,,1,,,A");
    assert_eq!(value("SUM(a * x)"), "i,,,,,10.5,,,1,,,A");
    assert_eq!(value("SUM(a / b)"), "i,,,,,5,,,2,,,A");
    assert_eq!(value("MAX(a) - MIN(a)"), "i,,,,,4,,,2,,,A");
    assert_eq!(value("STDDEV_SAMP(a)"), "i,,,,,2.82842712475,,,2,,,A");
    assert_eq!(value("COUNT(*) FILTER (WHERE a BETWEEN 3 AND 7 AND s IN ('u', 'v'))"), "i,,,,,2,,,2,,,A");
}

#[test]
fn a_ratio_carries_both_sides_and_wilson_only_where_one_is_part_of_the_other() {
    let csv = "a,b,s,x\n1,10,u,\n2,10,v,\n";
    let ratio = |more: &str| {
        let body = format!("numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\nunit = \"share\"\n{more}");
        total(NUMBERS, &body, csv)
    };
    assert_eq!(ratio(""), "i,,,,,0.15,3,20,2,,,A");
    assert_eq!(ratio("interval = \"wilson\""), "i,,,,,0.15,3,20,2,0.0523687458962,0.360418864741,A");
    let part =
        "numerator = \"COUNT(*) FILTER (WHERE s = 'u')\"\ndenominator = \"COUNT(*)\"\nunit = \"share\"";
    assert_eq!(total(NUMBERS, part, csv), "i,,,,,0.5,1,2,2,0.0945312057342,0.905468794266,A");
    let zero = "numerator = \"SUM(a)\"\ndenominator = \"COUNT(*) FILTER (WHERE s = 'w')\"";
    assert_eq!(total(NUMBERS, zero, csv), "i,,,,,,3,0,2,,,M");
}

#[test]
fn more_than_the_whole_is_no_share_where_the_framework_says_that_it_is_a_part() {
    let ratio = |interval: &str, csv: &str| {
        let body = format!("numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\nunit = \"share\"\n{interval}");
        total(NUMBERS, &body, csv)
    };
    let csv = "a,b,s,x\n14,10,u,\n";
    assert_eq!(ratio("interval = \"wilson\"", csv), "i,,,,,,14,10,1,,,M");
    assert_eq!(ratio("interval = \"clopper_pearson\"", csv), "i,,,,,,14,10,1,,,M");
    // Engaged of targeted may exceed 1: nobody said that it is a part.
    assert_eq!(ratio("", csv), "i,,,,,1.4,14,10,1,,,A");
    assert_eq!(ratio("interval = \"wilson\"", "a,b,s,x\n10,0,u,\n"), "i,,,,,,10,0,1,,,M");
}

#[test]
fn places_periods_and_groups_with_their_unknowns() {
    let columns = "city = \"city\"\nday = { header = \"day\", type = \"period\" }\nsex = \"sex\"";
    let indicator = "[[indicator]]\nid = \"i\"\ntable = \"t\"\nvalue = \"COUNT(*)\"\nplace = \"city\"\n\
                     period = { column = \"day\", every = \"quarter\" }\nby = [\"sex\"]";
    let csv = "city,day,sex\nB,2020-01-31,f\nA,2020-Q2,m\n,2020,f\nA,2020-05,\n";
    let bundle = bundle(columns, indicator, csv);
    let plain = Question { by: Some(Vec::new()), ..Question::default() };
    assert_eq!(
        findings(&bundle, &plain),
        [
            "i,,,,,4,,,4,,,A",
            "i,,2020-Q1,,,1,,,1,,,A",
            "i,,2020-Q2,,,2,,,2,,,A",
            "i,,_U,,,1,,,1,,,A",
            "i,A,,,,2,,,2,,,A",
            "i,A,2020-Q2,,,2,,,2,,,A",
            "i,B,,,,1,,,1,,,A",
            "i,B,2020-Q1,,,1,,,1,,,A",
            "i,_U,,,,1,,,1,,,A",
            "i,_U,_U,,,1,,,1,,,A",
        ]
    );
    let by = Question { cuts: vec![Cut::Total], ..Question::default() };
    assert_eq!(
        findings(&bundle, &by)[1..],
        ["i,,,sex,f,2,,,2,,,A", "i,,,sex,m,1,,,1,,,A", "i,,,sex,_U,1,,,1,,,A"]
    );
    let remarks = bundle.answer(&plain).remarks;
    assert!(remarks.iter().any(|remark| remark.code == "period-coarser" && remark.count == 1), "{remarks:?}");
    let filters = vec![Filter { column: "sex".into(), any_of: vec!["f".into()] }];
    let filtered = Question { cuts: vec![Cut::Place], by: Some(Vec::new()), filters, ..Question::default() };
    assert_eq!(findings(&bundle, &filtered), ["i,B,,,,1,,,1,,,A", "i,_U,,,,1,,,1,,,A"]);
}

#[test]
fn money_is_exact_and_never_adds_up_across_currencies() {
    let columns = "who = \"who\"\ncur = \"cur\"\n\
                   paid = { header = \"paid\", type = \"money\", currency = \"cur\" }\n\
                   own = { header = \"own\", type = \"money\" }";
    let csv = "who,cur,paid,own\na,GBP,0.10,0.1\na,GBP,0.20,0.2\nb,EUR,5,1\nb,GBP,5,1\nc,,5,1\n";
    let indicator = "[[indicator]]\nid = \"i\"\ntable = \"t\"\nvalue = \"SUM(paid)\"\nunit = \"money\"\nplace = \"who\"\n\
                     [[indicator]]\nid = \"o\"\ntable = \"t\"\nvalue = \"SUM(own)\"\nunit = \"money\"";
    let bundle = bundle(columns, indicator, csv);
    let answer = bundle.answer(&Question::default());
    let found: Vec<_> = answer
        .findings
        .iter()
        .map(|finding| (finding.key.place.as_deref(), finding.value.known(), finding.currency.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            (None, None, None),
            (Some("a"), Some(0.3), Some("GBP")),
            (Some("b"), None, None),
            (Some("c"), Some(5.0), None),
            (None, Some(3.3), Some("EUR")),
        ]
    );
    assert!(answer.remarks.iter().any(|remark| remark.code == "mixed-currencies" && remark.count == 2));
}

#[test]
fn small_groups_are_withheld_with_everything_that_would_tell() {
    let columns =
        "city = \"city\"\na = { header = \"a\", type = \"count\" }\nb = { header = \"b\", type = \"count\" }";
    let indicator = "[[indicator]]\nid = \"i\"\ntable = \"t\"\nnumerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\n\
                     unit = \"share\"\nplace = \"city\"\nminimum_group = 5";
    let csv = "city,a,b\nA,1,4\nB,10,20\nC,30,90\n";
    let found = findings(&bundle(columns, indicator, csv), &Question::default());
    let expected = ["i,,,,,0.359649122807,41,114,3,,,A", "i,A,,,,,,,,,,c", "i,B,,,,,,,,,,c"];
    assert_eq!(found[..3], expected);
    assert_eq!(found[3], "i,C,,,,0.333333333333,30,90,1,,,A");
}

#[test]
fn values_as_given_are_added_only_where_they_may() {
    let columns = "city = \"city\"\nyear = { header = \"year\", type = \"period\" }\n\
                   v = { header = \"v\", type = \"number\" }";
    let indicator = |sum: &str| {
        format!(
            "[[indicator]]\nid = \"i\"\ntable = \"t\"\ncolumn = \"v\"\nplace = \"city\"\nperiod = \"year\"\n{sum}"
        )
    };
    let csv = "city,year,v\nA,2020,1.5\nB,2020,2\nB,2020,3\nC,2020,4\nC,2020,4\n";
    let given = bundle(columns, &indicator(""), csv);
    assert_eq!(
        findings(&given, &Question::default()),
        [
            "i,,,,,,,,5,,,M",
            "i,,2020,,,,,,5,,,M",
            "i,A,,,,,,,1,,,M",
            "i,A,2020,,,1.5,,,1,,,A",
            "i,B,,,,,,,2,,,M",
            "i,B,2020,,,,,,2,,,M",
            "i,C,,,,,,,2,,,M",
            "i,C,2020,,,4,,,2,,,A",
        ]
    );
    // A place whose cell is blank was asked and did not say; one without a name or a period is nobody.
    let blank = bundle(columns, &indicator(""), "city,year,v\nA,2020,1.5\nD,2020,\n,2020,\nE,,\n");
    let blank = findings(&blank, &Question::default());
    assert_eq!(blank[2..], ["i,A,,,,,,,1,,,M", "i,A,2020,,,1.5,,,1,,,A", "i,D,2020,,,,,,0,,,M"]);
    let disputed = given.answer(&Question::default()).remarks;
    assert!(disputed.iter().any(|remark| remark.code == "several-values" && remark.count == 1));
    let summed = bundle(columns, &indicator("may_sum = true"), csv);
    assert_eq!(findings(&summed, &Question::default())[0], "i,,,,,14.5,,,5,,,A");
}

#[test]
fn a_stock_is_not_added_over_time_and_what_is_not_due_is_left_out() {
    let columns = "year = { header = \"year\", type = \"period\" }\na = { header = \"a\", type = \"count\" }";
    let indicator =
        "[[indicator]]\nid = \"i\"\ntable = \"t\"\nvalue = \"SUM(a)\"\nperiod = \"year\"\nacross = \"last\"";
    let csv = "year,a\n2020,1\n2021,2\n2022,4\n";
    let bundle = bundle(columns, indicator, csv);
    assert_eq!(findings(&bundle, &Question::default())[0], "i,,,,,4,,,1,,,A");
    let question = Question { as_of: Some("2021-12-31".into()), ..Question::default() };
    let answer = bundle.answer(&question);
    assert_eq!(answer.findings[0].value.known(), Some(2.0));
    assert_eq!(answer.findings.len(), 3);
    let left_out: Vec<_> =
        answer.receipts[0].left_out.iter().map(|one| (one.reason.as_str(), one.count)).collect();
    assert_eq!(left_out, [("not_due", 1)]);
}

#[test]
fn a_finding_opens_down_to_its_rows() {
    let csv = "a,b,s,x\n1,10,u,\n2,10,v,\n,10,u,\n";
    let indicator =
        "[[indicator]]\nid = \"i\"\ntable = \"t\"\nvalue = \"SUM(a)\"\nwhere = \"b > 5\"\nplace = \"s\"";
    let bundle = bundle(NUMBERS, indicator, csv);
    let question = Question::default();
    let key = bundle.answer(&question).findings[1].key.clone();
    let opened = bundle.open(&question, &key, 0, 10).unwrap();
    assert_eq!(opened.finding.value.known(), Some(1.0));
    assert_eq!(opened.headers, ["a", "b", "s", "x"]);
    let rows: Vec<_> = opened.rows.iter().map(|row| (row.line, row.left_out.as_str())).collect();
    assert_eq!(rows, [(2, ""), (4, "not_reported")]);
    assert_eq!(opened.rows[0].cells, ["1", "10", "u", ""]);
    assert_eq!((opened.receipt.used, opened.total), (1, 2));
    assert_eq!(opened.receipt.formula, "SUM(a) WHERE b > 5");
}
