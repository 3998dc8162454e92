//! Bundles with one fault each, and bundles that only look like it.

use crate::{Bundle, SourceFile, Sources};
use esito_model::Remark;

fn remarks(columns: &str, indicators: &str, file: &str) -> Vec<Remark> {
    let framework = format!(
        "[framework]\nid = \"t\"\ncurrency = \"EUR\"\nminimum_group = 1\n[[table]]\nid = \"t\"\nfile = \"a.csv\"\n\
         [table.columns]\n{columns}\n{indicators}\n"
    );
    let files = [("framework.toml", framework.as_str()), ("a.csv", file)];
    let file = |(name, text): &(&str, &str)| SourceFile {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec().into(),
        sha256: None,
    };
    Bundle::load(Sources { files: files.iter().map(file).collect() }).remarks().to_vec()
}

fn codes(remarks: &[Remark]) -> Vec<(&str, u64)> {
    remarks.iter().map(|remark| (remark.code.as_str(), remark.count)).collect()
}

#[test]
fn an_end_before_its_start() {
    let columns = "a = { header = \"Data inizio\", type = \"period\" }\nb = { header = \"Data fine\", type = \"period\" }";
    let file = "Data inizio;Data fine\n2020-03-01;2020-02-29\n2020-03-01;2020\n2020-03-01;2020-03\n;2020\n2020-05;2020-04\n";
    let found = remarks(columns, "", file);
    assert_eq!(codes(&found), [("end-before-start", 2)]);
    assert_eq!(found[0].places[0].line, Some(2));
    assert_eq!(found[0].places[1].line, Some(6));
    let other = "a = { header = \"Start of project\", type = \"date\" }\nb = { header = \"End of service\", type = \"date\" }";
    assert_eq!(codes(&remarks(other, "", "Start of project,End of service\n2020-03-01,2019-01-01\n")), []);
}

#[test]
fn a_part_above_its_whole() {
    let columns =
        "a = { header = \"Positive\", type = \"count\" }\nb = { header = \"Engaged\", type = \"count\" }";
    let share = |interval: &str| {
        format!(
            "[[indicator]]\nid = \"i\"\ntable = \"t\"\nnumerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\n{interval}"
        )
    };
    let file = "Positive,Engaged\n12,10\n3,4\n,1\n5,0\n";
    let found = remarks(columns, &share("interval = \"wilson\""), file);
    assert_eq!(codes(&found), [("part-above-whole", 2)]);
    assert_eq!(found[0].message, "expected a part of \"Engaged\", which is 10, found 12");
    assert_eq!((found[0].places[0].line, found[0].places[1].line), (Some(2), Some(5)));
    // Three people are a small group: their number is not quoted where answers are published.
    let found = remarks(
        columns,
        &share("interval = \"wilson\"\nminimum_group = 5"),
        "Positive,Engaged\n12,3\n30,40\n",
    );
    assert_eq!(found[0].message, "expected a part of \"Engaged\", found more");
    assert!(found[0].particulars.hidden && found[0].particulars.found.is_empty());
    // Reached of targeted may well be more than all: nothing says that the one is a part of the other.
    assert_eq!(codes(&remarks(columns, &share(""), file)), []);
}

#[test]
fn currencies_in_words() {
    let columns = "c = \"Currency\"\nm = { header = \"Amount\", type = \"money\", currency = \"c\" }";
    let found =
        remarks(columns, "", "Currency,Amount\nCHF,1\nSwiss Francs,2\n,3\nSwiss Francs,4\nUSD or HTG,5\n");
    assert_eq!(codes(&found), [("not-a-currency", 3)]);
    assert!(found[0].message.contains("\"Swiss Francs\", \"USD or HTG\""), "{}", found[0].message);
    assert_eq!(found[0].places[0].line, Some(3));
    assert_eq!(codes(&remarks(columns, "", "Currency,Amount\nCHF,1\nEUR,2\n")), []);
    // A column that no amount refers to may hold any words.
    assert_eq!(codes(&remarks("c = \"Currency\"", "", "Currency\nSwiss Francs\n")), []);
}

#[test]
fn per_cent_that_are_shares() {
    let columns = "p = { header = \"Rate\", type = \"percent\" }";
    let found = remarks(columns, "", "Rate\n0.45\n0.5\n0.125\n1\n");
    assert_eq!(codes(&found), [("percent-as-share", 4)]);
    assert!(found[0].message.ends_with("such as 0.45; read as 0.45 %"), "{}", found[0].message);
    assert_eq!(codes(&remarks(columns, "", "Rate\n0.45\n50\n0.125\n")), []);
    assert_eq!(codes(&remarks(columns, "", "Rate\n0\n1\n1\n0\n")), []);
    assert_eq!(codes(&remarks(columns, "", "Rate\n45\n145\n")), [("percent-above-hundred", 1)]);
    let growth = "p = { header = \"Growth\", type = \"percent\" }";
    assert_eq!(codes(&remarks(growth, "", "Growth\n45\n145\n")), []);
}

#[test]
fn parts_that_miss_their_total() {
    let columns = "f = { header = \"Femmine\", type = \"count\" }\nm = { header = \"Maschi\", type = \"count\" }\n\
                   t = { header = \"Totale\", type = \"count\" }\nz = { header = \"Sedi\", type = \"count\" }";
    let file = "Femmine;Maschi;Totale;Sedi\n1;2;3;9\n4;5;9;9\n1;1;2;9\n6;6;12;9\n2;3;50;9\n;3;4;9\n7;1;8;9\n";
    let found = remarks(columns, "", file);
    assert_eq!(codes(&found), [("parts-and-total", 1)]);
    assert_eq!(found[0].places[0].line, Some(6));
    assert!(found[0].message.ends_with("which is 5, as in most rows, found 50"), "{}", found[0].message);
    let small = remarks(
        columns,
        "[[indicator]]\nid = \"i\"\ntable = \"t\"\nvalue = \"COUNT(*)\"\nunit = \"count\"\nminimum_group = 5",
        &file.replace("2;3;50;9", "1;1;50;9"),
    );
    assert!(small[0].message.ends_with("as in most rows, found another number"), "{}", small[0].message);
    // Where they hardly ever add up, they are no parts.
    let other = "Femmine;Maschi;Totale;Sedi\n1;2;3;9\n4;5;10;9\n1;1;9;9\n6;6;1;9\n2;3;50;9\n";
    assert_eq!(codes(&remarks(columns, "", other)), []);
}

const GIVEN: &str = "[[indicator]]\nid = \"v\"\ntable = \"t\"\ncolumn = \"v\"\nunit = \"number\"\nplace = \"city\"\nperiod = \"year\"";
const SERIES: &str = "city = \"City\"\nyear = { header = \"Year\", type = \"period\" }\nv = { header = \"Value\", type = \"number\" }";

#[test]
fn a_value_a_thousand_times_its_neighbours() {
    let rows = |values: [&str; 5]| {
        let row =
            |(at, value): (usize, &&str)| format!("Bari,{},{value}\nRoma,{},1{at}\n", 2015 + at, 2015 + at);
        format!("City,Year,Value\n{}", values.iter().enumerate().map(row).collect::<String>())
    };
    let found = remarks(SERIES, GIVEN, &rows(["12.5", "13", "12800", "12.1", "13.3"]));
    assert_eq!(codes(&found), [("sudden-jump", 1)]);
    assert_eq!(found[0].places[0].line, Some(6));
    assert!(found[0].message.contains("found 12800: a factor of 1000"), "{}", found[0].message);
    for steady in [
        ["12.5", "13", "28", "12.1", "13.3"],
        ["1", "10", "100", "1000", "10000"],
        ["12", "13", "130", "140", "150"],
    ] {
        assert_eq!(codes(&remarks(SERIES, GIVEN, &rows(steady))), [], "{steady:?}");
    }
}

#[test]
fn sums_of_a_series_jump_as_published_values_do() {
    let sum = GIVEN.replace("column = \"v\"", "value = \"SUM(v)\"");
    let rows: String = (0..5)
        .flat_map(|at| {
            [("Bari", 20 + at), ("Roma", if at == 3 { 3400 } else { 31 + at })].map(|one| (at, one))
        })
        .map(|(at, (city, value))| format!("{city},{},{value}\n", 2015 + at))
        .collect();
    let file = format!("City,Year,Value\n{rows}");
    let found = remarks(SERIES, &sum, &file);
    assert_eq!(codes(&found), [("sudden-jump", 1)]);
    assert_eq!(found[0].places[0].line, Some(9));
    // Of a few people the number is not quoted.
    let counts = SERIES.replace("\"number\"", "\"count\"");
    let small = remarks(&counts, &format!("{sum}\nminimum_group = 50"), &file);
    assert!(small[0].message.ends_with("found a factor of 100") && small[0].particulars.hidden, "{small:?}");
    // Two rows for a place and year: rows are projects or people, and these differ as they like.
    assert_eq!(codes(&remarks(SERIES, &sum, &format!("{file}Roma,2015,30\n"))), []);
    let days = SERIES.replace("\"period\"", "\"date\"");
    let dated = file.replace(",201", ",2020-01-1");
    assert_eq!(codes(&remarks(&days, &sum, &dated)), []);
}

#[test]
fn numbers_below_a_header_of_per_cent() {
    let columns = "p = { header = \"Tasso (%)\", type = \"number\" }";
    let found = remarks(columns, "", "Tasso (%)\n0.45\n0.5\n0.125\n1\n");
    assert_eq!(codes(&found), [("percent-as-share", 4)]);
    // Two of nine are shares.
    let some = "Tasso (%)\n45\n50.5\n0.47\n52\n0.5\n49\n44\n51\n48\n46\n";
    for kind in ["number", "percent"] {
        let found = remarks(&columns.replace("number", kind), "", some);
        assert_eq!(codes(&found), [("percent-as-share", 2)], "{kind}");
        assert_eq!((found[0].places[0].line, found[0].places[1].line), (Some(4), Some(6)));
    }
    for good in ["45\n50\n0.9\n3\n7\n52", "0\n45\n51\n47\n50\n49", "0.2\n45\n51\n47\n50\n49"] {
        assert_eq!(codes(&remarks(columns, "", &format!("Tasso (%)\n{good}\n"))), [], "{good}");
    }
    assert_eq!(codes(&remarks(&columns.replace(" (%)", ""), "", "Tasso\n0.45\n0.5\n0.125\n")), []);
}

#[test]
fn one_amount_in_two_currencies() {
    let columns = "u = { header = \"Amount USD\", type = \"money\", currency = \"USD\" }\n\
                   e = { header = \"Amount EUR\", type = \"money\" }";
    let found = remarks(columns, "", "Amount USD,Amount EUR\n1100,1000\n4400,40\n,5\n90,100\n5,5000\n");
    assert_eq!(codes(&found), [("impossible-rate", 2)]);
    assert_eq!((found[0].places[0].line, found[0].places[1].line), (Some(3), Some(6)));
    let expected =
        "expected one amount in USD and EUR, found 4400 beside 40: a rate of 0.009091, which there never was";
    assert_eq!(found[0].message, expected);
    // A currency in a column of its own; one amount is in dollars already.
    let columns = "c = \"Currency\"\na = { header = \"Cost - Amount\", type = \"money\", currency = \"c\" }\n\
                   u = { header = \"Cost - Amount USD\", type = \"money\", currency = \"USD\" }";
    let head = "Currency,Cost - Amount,Cost - Amount USD\n";
    let file = "GBP,100,150\nUSD,100,100\nUSD,100,130\nJPY,1000,1000\nXTS,1,7\nEUR,7,7.5\n";
    let found = remarks(columns, "", &format!("{head}{file}"));
    assert_eq!(codes(&found), [("impossible-rate", 2)]);
    assert_eq!((found[0].places[0].line, found[0].places[1].line), (Some(4), Some(5)));
    // Of an unknown currency most rows say what is usual.
    let unknown = "XTS,1,7\nXTS,2,14.2\nXTS,3,20\nXTS,4,28\nXTS,5,35\nXTS,6,4.2\n";
    let found = remarks(columns, "", &format!("{head}{unknown}"));
    assert_eq!(codes(&found), [("impossible-rate", 1)]);
    assert_eq!(found[0].places[0].line, Some(7));
    // Two amounts of one currency are two amounts, and two headers two things.
    let other = columns.replace("Cost - Amount USD", "Grant USD");
    assert_eq!(
        codes(&remarks(
            &other,
            "",
            &format!("{}JPY,1000,1000\n", head.replace("Cost - Amount USD", "Grant USD"))
        )),
        []
    );
}

#[test]
fn one_place_in_two_spellings() {
    let rows: String = (0..12).map(|at| format!("Torino,{},1\n", 2000 + at)).collect();
    let file = format!(
        "City,Year,Value\n{rows}TORINO,2012,1\nTurin,2013,1\nTorinoo,2014,1\nMilano,2014,1\nMerano,2014,1\n"
    );
    let found = remarks(SERIES, GIVEN, &file);
    assert_eq!(codes(&found), [("spelling-variants", 2), ("spelling-variants", 1)]);
    assert_eq!(found[0].message, "expected one spelling, found \"TORINO\", \"Turin\" beside \"Torino\"");
    assert_eq!(found[0].places[0].line, Some(14));
    let groups: String = (0..12).map(|at| format!("Gruppo 1,{},1\n", 2000 + at)).collect();
    assert_eq!(codes(&remarks(SERIES, GIVEN, &format!("City,Year,Value\n{groups}Gruppo 2,2012,1\n"))), []);
}

#[test]
fn codes_of_two_times() {
    let file =
        "City,Year,Value\nITD5,2010,1\nITH5,2013,1\nITC1,2013,1\nPL12,2013,1\nPL91,2018,1\nFR10,2013,1\n";
    let found = remarks(SERIES, GIVEN, file);
    assert_eq!(codes(&found), [("spelling-variants", 1), ("code-split", 1)]);
    let expected =
        "expected one spelling, found \"ITD5\" beside \"ITH5\"; the code \"ITD5\" is \"ITH5\" since 2012";
    assert_eq!(found[0].message, expected);
    assert!(found[0].fix.is_some() && found[1].fix.is_none());
    assert_eq!(found[1].places[0].line, Some(5));
    // Municipalities: Olbia by its code of 2006 to 2016, Bazzano beside Valsamoggia, Mosso beside Valdilana.
    let file = "City,Year,Value\n104017,2010,1\n090047,2018,1\n037004,2013,1\n037061,2014,1\n096036,1998,1\n096088,2020,1\n037006,2014,1\n";
    let found = remarks(SERIES, GIVEN, file);
    assert_eq!(codes(&found), [("spelling-variants", 1), ("code-merged", 1), ("code-merged", 1)]);
    assert!(found[0].message.ends_with("the code \"104017\" is \"090047\" since 2017"));
    assert_eq!(
        found[1].message,
        "expected codes of one time, found \"037004\" beside \"037061\", of which it is a part since 2014"
    );
    assert_eq!((found[1].places[0].line, found[2].places[0].line), (Some(4), Some(6)));
    // Codes of one time are in order, old ones too.
    assert_eq!(
        codes(&remarks(SERIES, GIVEN, "City,Year,Value\nITD5,2010,1\nITD4,2010,1\nPL12,2013,1\n")),
        []
    );
}
