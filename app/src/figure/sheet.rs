//! What a figure shows, as rows of a CSV file: the same findings, the same missing ones, nothing besides.

use esito_model::number::digits12;
use esito_model::{Finding, Key, Label, Value};

/// The columns, in the engine's own order of its tidy output, then what a reader of the file alone must know.
const HEADER: &str = "indicator,place,period,dimension,group,value,numerator,denominator,n,low,high,currency,status,reason,notice";

/// The columns of a finding without the notice, for tables that show more beside it.
#[must_use]
pub fn heads() -> Vec<String> {
    HEADER.split(',').filter(|name| *name != "notice").map(str::to_owned).collect()
}

/// A finding's cells under [`heads`].
#[must_use]
pub fn cells(finding: &Finding) -> Vec<String> {
    let mut cells = raw(finding).to_vec();
    cells.truncate(HEADER.split(',').count() - 1);
    cells
}

/// Rows of a table as CSV, the first its head; `notice` stands in every row.
#[must_use]
pub fn lines(rows: &[Vec<String>], notice: &str) -> String {
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        let last = if at == 0 { "notice" } else { notice };
        let row: Vec<String> = row.iter().map(|text| cell(text)).chain([cell(last)]).collect();
        out.push_str(&row.join(","));
        out.push_str("\r\n");
    }
    out
}

/// The findings as CSV. `notice` stands in every row, because a file travels without the page around it.
#[must_use]
pub fn csv(findings: &[Finding], notice: &str) -> String {
    let mut out = String::from(HEADER);
    out.push_str("\r\n");
    for finding in findings {
        out.push_str(&row(finding, notice).join(","));
        out.push_str("\r\n");
    }
    out
}

fn row(finding: &Finding, notice: &str) -> [String; 15] {
    let mut cells = raw(finding);
    notice.clone_into(&mut cells[14]);
    // Numbers may begin with a minus sign and are no text.
    for at in [0, 1, 2, 3, 4, 11, 13, 14] {
        cells[at] = cell(&cells[at]);
    }
    cells
}

/// A finding's cells as they are, the notice empty.
fn raw(finding: &Finding) -> [String; 15] {
    let Key { indicator, place, period, dimension, group } = &finding.key;
    let text = |label: &Option<Label>| label.as_deref().unwrap_or_default().to_owned();
    let number = |number: Option<f64>| number.map(digits12).unwrap_or_default();
    let (value, reason) = match finding.value {
        Value::Known(value) => (digits12(value), ""),
        Value::Missing(reason) => (String::new(), reason.code()),
    };
    [
        indicator.as_str().to_owned(),
        text(place),
        text(period),
        text(dimension),
        text(group),
        value,
        number(finding.numerator),
        number(finding.denominator),
        finding.n.map(|n| n.to_string()).unwrap_or_default(),
        number(finding.low),
        number(finding.high),
        finding.currency.clone().unwrap_or_default(),
        finding.status(),
        reason.to_owned(),
        String::new(),
    ]
}

// A cell that begins like a formula would be run by a spreadsheet; an apostrophe keeps it text.
fn cell(text: &str) -> String {
    let guarded = if text.starts_with(['=', '+', '-', '@', '\t']) && text.parse::<f64>().is_err() {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if guarded.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::{cells, csv, heads, lines};
    use esito_model::{Finding, Key, Reason, Value};

    fn finding(value: Value) -> Finding {
        let key = Key { indicator: "jobs".into(), place: Some("=A1, \"B\"".into()), ..Key::default() };
        Finding {
            key,
            value,
            numerator: Some(1.0),
            denominator: Some(3.0),
            n: Some(3),
            low: Some(0.05),
            high: Some(0.8),
            flags: "p".into(),
            ..Finding::default()
        }
    }

    #[test]
    fn a_table_of_its_own_keeps_numbers_and_guards_texts() {
        let rows = [vec!["place".to_owned(), "value".to_owned()], vec!["=B".to_owned(), "-0.5".to_owned()]];
        assert_eq!(lines(&rows, "made up"), "place,value,notice\r\n'=B,-0.5,made up\r\n");
        assert_eq!(cells(&finding(Value::Known(0.0))).len(), heads().len());
    }

    #[test]
    fn zero_missing_and_withheld_stay_apart() {
        let bare = |value| Finding {
            numerator: None,
            denominator: None,
            n: None,
            low: None,
            high: None,
            ..finding(value)
        };
        let text = csv(
            &[
                finding(Value::Known(0.0)),
                bare(Value::Missing(Reason::NotReported)),
                bare(Value::Missing(Reason::Withheld)),
            ],
            "illustrative data",
        );
        let rows: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(rows[1], "jobs,\"'=A1, \"\"B\"\"\",,,,0,1,3,3,0.05,0.8,,Ap,,illustrative data");
        assert!(rows[2].ends_with(",,,,,,,,,Mp,not_reported,illustrative data"), "{}", rows[2]);
        assert!(rows[3].ends_with(",,,,,,,,,cp,withheld,illustrative data"), "{}", rows[3]);
        assert_eq!(rows[4], "");
    }
}
