//! What the columns of a workbook leave in doubt: shares below per cents, days among ranges.

use super::grid::Stored;
use super::noted::Noted;
use super::sheet::Sheet;
use super::workbook::shortest;
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

/// Days among words or numbers, `0-2`, 4 March, `6-10`: a spreadsheet makes days of ranges and codes.
pub(super) fn days_among_words(table: &Sheet, noted: &mut Noted) {
    for (at, column) in table.columns.iter().enumerate() {
        let filled = || (0..table.len()).filter(|row| !table.cell(*row, at).is_empty());
        let mut days = filled().filter(|row| table.stored(*row, at) == Stored::Date);
        let other = |row: &usize| {
            let cell = table.cell(*row, at);
            table.stored(*row, at) != Stored::Date
                && cell.contains('-')
                && cell.starts_with(|c: char| c.is_ascii_digit())
                && cell.len() < 6
        };
        let Some(first) = days.next() else { continue };
        if filled().filter(other).count() > days.count() + 1 {
            let found = table.cell(first, at).to_owned();
            let message = || {
                told(format!("expected ranges, found days that a spreadsheet may have made of them, such as \"{found}\"; left as found"))
                    .found([found.clone()])
            };
            let help = "write the ranges as text, or as 5 to 9";
            noted.say(
                ("range-as-date", Severity::Doubt),
                Some(table.line(first)),
                Some(&column.name),
                message,
                help,
            );
        }
    }
}
