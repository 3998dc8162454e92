//! Any rows under a framework with a column of each type: every row is used, or left out with a reason.
#![no_main]

use esito_engine::{Loading, SourceFile, Sources};
use esito_model::Question;
use libfuzzer_sys::fuzz_target;

const FRAMEWORK: &str = r#"
[framework]
id = "any"
title = "Any"
currency = "EUR"
minimum_group = 1
[[table]]
id = "rows"
file = "rows.csv"
key = ["code"]
private = ["code"]
[table.columns]
code = "code"
place = "place"
day = { header = "day", type = "date" }
term = { header = "term", type = "period" }
count = { header = "count", type = "count" }
number = { header = "number", type = "number" }
share = { header = "share", type = "share" }
percent = { header = "percent", type = "percent" }
money = { header = "money", type = "money" }
flag = { header = "flag", type = "bool" }
[[indicator]]
id = "counted"
table = "rows"
value = "COUNT(*)"
unit = "count"
place = "place"
period = "day"
[[indicator]]
id = "shared"
table = "rows"
numerator = "SUM(count)"
denominator = "SUM(number)"
unit = "number"
place = "place"
period = { column = "term", every = "quarter" }
by = ["flag"]
[[indicator]]
id = "paid"
table = "rows"
value = "SUM(money)"
unit = "money"
period = "day"
[[indicator]]
id = "middle"
table = "rows"
value = "MEDIAN(share) + AVG(percent)"
unit = "number"
place = "place"
"#;
const HEADER: &str = "code,place,day,term,count,number,share,percent,money,flag\n";

fn file(name: &str, bytes: &[u8]) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: bytes.to_vec().into(), sha256: None }
}

fuzz_target!(|data: &[u8]| {
    let rows = [HEADER.as_bytes(), data].concat();
    let files = vec![file("framework.toml", FRAMEWORK.as_bytes()), file("rows.csv", &rows)];
    let mut loading = Loading::new(Sources { files });
    while loading.step().is_some() {}
    let bundle = loading.finish();
    let question = Question::default();
    let mut answering = bundle.answering(&question);
    while answering.step().is_some() {}
    let answer = answering.finish();
    for receipt in &answer.receipts {
        let left_out: u64 = receipt.left_out.iter().map(|left| left.count).sum();
        assert_eq!(receipt.used + left_out, receipt.rows, "rows used and left out are all rows");
    }
});
