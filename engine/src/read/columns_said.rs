//! What the columns of a workbook leave in doubt: shares below per cents, days among ranges.

use super::grid::Stored;
use super::noted::{Noted, brief};
use super::sheet::{Column, Sheet};
use super::workbook::shortest;
use crate::judge::{hints, is_mended, is_mended_range, is_near_a_day};
use crate::told::told;
use esito_model::Severity;

/// Shares that are shown as percentages below a header with `%`: whoever reads 0.123 there reads it as 0.123%.
pub(super) fn shares_below_percent(table: &Sheet, noted: &mut Noted) {
    if noted.remarks.iter().all(|remark| remark.code != "percent-format") {
        return;
    }
    for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| column.name.contains('%')) {
        let numbers = || (0..table.len()).filter_map(|row| table.cell(row, at).parse::<f64>().ok());
        // More than the whole is rare: 1.1 is 110% among shares, and hardly 1.1% among per cents.
        let shares = numbers().filter(|number| (0.0..=1.0).contains(number)).count();
        if shares * 2 > numbers().count()
            && numbers().all(|number| (-2.0..=2.0).contains(&number))
            && let Some(first) = numbers().find(|number| number.fract() != 0.0)
        {
            let (shown, stored) = (format!("{}%", shortest(first * 100.0)), shortest(first));
            let message = || {
                told(format!(
                    "expected per cents, as the header says, found numbers up to 1, such as {stored}, which is shown as \"{shown}\"; read as stored"
                ))
                .found([shown.clone()])
            };
            noted.say(("percent-format", Severity::Doubt), None, Some(&column.name), message, "");
        }
    }
}

/// Days among words or numbers, `0-2`, 4 March, `6-10`; `8/10`, 7 October: a spreadsheet makes days of ranges and codes.
pub(super) fn days_among_words(table: &Sheet, noted: &mut Noted) {
    for (at, column) in table.columns.iter().enumerate() {
        let (mut first, mut days, mut near, mut numbers, mut words) = (None, 0, 0, 0, 0);
        for row in 0..table.len() {
            match (table.stored(row, at), table.cell(row, at)) {
                (_, "") => {}
                (Stored::Date, _) => {
                    first = first.or(Some(row));
                    days += 1;
                }
                (Stored::Number, _) => numbers += 1,
                (_, cell) if is_near_a_day(cell) => near += 1,
                _ => words += 1,
            }
        }
        let few = days < near + numbers && words <= near + numbers && !hints(&column.name).day;
        let Some(first) = first.filter(|_| near > 0 && few) else { continue };
        let found = table.cell(first, at).to_owned();
        let message = || {
            told(format!("expected ranges, found days that a spreadsheet may have made of them, such as \"{found}\"; left as found"))
                .found([found.clone()])
        };
        let help = "write the ranges as text, or as 5 to 9";
        let line = Some(table.line(first));
        noted.say(("range-as-date", Severity::Doubt), line, Some(&column.name), message, help);
    }
}

/// Days among headers that are ranges, `0-4`, `5-set`, `ott-14`, `15-19`.
pub(super) fn days_among_headers(columns: &[Column], line: Option<&u32>, noted: &mut Noted) {
    let last = |column: &Column| column.name.rsplit(" - ").next().map_or(String::new(), str::to_owned);
    let range = |name: &str| is_near_a_day(name) && !name.contains(char::is_alphabetic);
    let ranges = columns.iter().filter(|column| range(&last(column))).count();
    if ranges == 0 {
        return;
    }
    let day = |name: &str| is_mended_range(name) || is_mended(name);
    let days: Vec<&Column> = columns.iter().filter(|column| day(&last(column))).collect();
    let Some(first) = days.first().filter(|_| days.len() <= 3 * ranges) else { return };
    let found: Vec<String> = days.iter().take(3).map(|column| brief(&column.name)).collect();
    let message = || {
        let quoted: Vec<String> = found.iter().map(|name| format!("\"{name}\"")).collect();
        told(format!(
            "expected ranges, found headers that a spreadsheet may have made of them, such as {}; left as found",
            quoted.join(", ")
        ))
        .found(found.clone())
    };
    let help = "format the row as text in the spreadsheet and type them again";
    noted.say(("range-as-date", Severity::Doubt), line.copied(), Some(&first.name), message, help);
}
