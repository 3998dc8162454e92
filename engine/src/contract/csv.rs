//! A statement as CSV: a row for each line, the total last.

use super::money::decimals;
use crate::tidy::push_cell;
use esito_model::number::digits12;
use esito_model::{Money, PaymentComparison, Statement, StatementLine};

/// The header of the statement.
const HEADER: &str = "rule,participant,date,units,price,amount,status,reason,file,line\n";

/// The statement as CSV with point decimals and `\n` ends; amounts in major units with the currency's decimals.
///
/// A cohort stands in the place of the participant where a line is about one. The last row's rule is `total`.
#[must_use]
pub fn statement_csv(statement: &Statement) -> String {
    let mut out = String::from(HEADER);
    for line in &statement.lines {
        row(&mut out, line, statement.decimals);
    }
    out.push_str(&format!("total,,,,,{},,,,\n", statement.total.text(statement.decimals)));
    out
}

/// A comparison as CSV: what was due before and after caps, what was paid, the difference and how the two stand.
#[must_use]
pub fn comparison_csv(comparison: &PaymentComparison) -> String {
    let mut out = String::from("key,currency,uncapped,due,paid,difference,outcome,file,line\n");
    for line in &comparison.lines {
        let digits = decimals(&line.currency);
        let (file, at) = line.rows.first().cloned().unwrap_or_default();
        let cells = [
            line.key.clone(),
            line.currency.clone(),
            line.uncapped.text(digits),
            line.due.text(digits),
            line.paid.text(digits),
            line.difference.text(digits),
            line.outcome.code().to_owned(),
            file,
            at.to_string(),
        ];
        for (number, cell) in cells.iter().enumerate() {
            if number > 0 {
                out.push(',');
            }
            push_cell(&mut out, cell);
        }
        out.push('\n');
    }
    out
}

fn row(out: &mut String, line: &StatementLine, decimals: u32) {
    let who = line.participant.as_ref().or(line.cohort.as_ref());
    let place = if line.line == 0 { String::new() } else { line.line.to_string() };
    let cells = [
        line.rule.as_str(),
        who.map_or("", String::as_str),
        line.date.as_deref().unwrap_or_default(),
        &line.units.map(digits12).unwrap_or_default(),
        &line.price.map(|price| price_text(price, decimals)).unwrap_or_default(),
        &line.amount.text(decimals),
        line.status.code(),
        &line.reason,
        &line.file,
        &place,
    ];
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
    out.push('\n');
}

/// A price may have more decimals than the currency: 0.0125 for a minute.
fn price_text(price: Money, decimals: u32) -> String {
    let fits = price.0 % 10_i64.pow(4 - decimals.min(4)) == 0;
    price.text(if fits { decimals } else { 4 })
}
