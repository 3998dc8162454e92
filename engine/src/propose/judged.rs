//! What `read` made of a column, as a framework can say it: the same file is understood the same by all commands.

use super::headers::{is_age, is_dimension, is_numbering, is_period, is_value};
use super::looked::{Grain, LookedColumn};
use super::measure::{Nature, currency as currency_of, in_thousands, nature};
use crate::check::reads_both_ways;
use crate::judge::{
    Kind, Mark, Named, Order, Span, codes_of, dated, is_marker, named, period, undress, unmarked,
};
use crate::read::Sheet;
use crate::understood::Understood;
use esito_model::{ColumnType, DateOrder, DecimalMark};

/// Answers that say that the cells of a column may be no quantities at all.
const NO_QUANTITY: &[&str] =
    &["-or-number", "-or-power", "number-or-", "-as-number", "date-serial", "not-a-period"];

/// Takes over what was judged of the column at this place of the sheet.
pub(super) fn take_over(column: &mut LookedColumn, judged: &Understood, sheet: &Sheet, at: usize) {
    let asked = |code: &str| judged.questions().any(|question| question.is_asked() && question.code == code);
    if is_named_period(column, sheet, at) {
        column.kind = ColumnType::Period;
        return;
    }
    // Sexes as 1 and 2 are no quantities.
    if is_dimension(&column.header)
        && column.kind == ColumnType::Count
        && !is_age(&column.header)
        && column.guess.different.len() < 5
        && column.guess.different.keys().all(|cell| cell.len() == 1)
    {
        column.kind = ColumnType::Text;
        return;
    }
    match judged.kind() {
        // Four digits below a header that says so are years, and a header that says code is believed.
        Kind::Number(style) if may_be_number(column) => {
            number(column, judged, sheet, at, style.decimal);
            column.assumed = asked("ambiguous-decimal");
        }
        Kind::NumberInDoubt => {
            let mut codes = judged.questions().map(|question| question.code);
            if codes.any(|code| NO_QUANTITY.iter().any(|part| code.contains(part))) {
                column.kind = ColumnType::Text;
            }
        }
        // Eight digits that nearly all are days.
        Kind::DateInDoubt if matches!(column.kind, ColumnType::Count | ColumnType::Number) => {
            column.kind = ColumnType::Text;
        }
        Kind::Date(order @ (Order::Day | Order::Month)) => {
            column.kind = ColumnType::Date;
            let both = |cell: &str| {
                let Some(day) = dated(cell) else { return false };
                let (first, other) = (day.by(Order::Day), day.by(Order::Month));
                first.is_some() && other.is_some() && first != other
            };
            if (0..sheet.len()).any(|row| both(sheet.cell(row, at))) {
                let order = if order == Order::Day { DateOrder::DayFirst } else { DateOrder::MonthFirst };
                column.found_dates = Some(order);
            }
            column.assumed = asked("ambiguous-date");
        }
        Kind::DateTime => column.kind = ColumnType::Date,
        Kind::Period => {
            let counted = |cell: &str| cell.is_empty() || is_counted(cell);
            if (0..sheet.len()).all(|row| counted(&judged.print(sheet, row, at))) {
                column.kind = ColumnType::Period;
            }
        }
        // Values as given with a flag here and there are values: the flagged cell alone is set aside.
        Kind::Text if is_value(&column.header) && judged.is_mostly_value(sheet, at) => {
            column.kind = ColumnType::Number;
        }
        Kind::Code | Kind::List | Kind::Text => column.kind = ColumnType::Text,
        _ => {}
    }
}

/// Whether findings can be told apart by this period: a day, or one that begins with a month.
pub(super) fn is_counted(cell: &str) -> bool {
    match period(unmarked(cell)) {
        Some(Span::Year(_) | Span::Half(..) | Span::Quarter(..) | Span::Month(..)) => true,
        Some(_) => false,
        None => dated(cell).is_some(),
    }
}

/// The same of a header.
pub(super) fn is_counted_name(header: &str) -> bool {
    match named(header) {
        Some(Named::Span(Span::Straddling(_) | Span::Week(..) | Span::Range)) | None => false,
        Some(_) => true,
    }
}

/// How long periods are, where all are as long and shorter than a year; markers of what is missing aside.
pub(super) fn grain<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Grain> {
    const MANY: usize = 36;
    let mut found = None;
    let mut count = 0;
    for cell in cells.filter(|cell| !is_marker(cell, true)) {
        let span = period(unmarked(cell)).or_else(|| match named(cell)? {
            Named::Span(span) => Some(span),
            Named::Day => None,
        });
        let own = match span? {
            Span::Half(..) => Grain::Half,
            Span::Quarter(..) => Grain::Quarter,
            Span::Month(..) => Grain::Month { many: false },
            _ => return None,
        };
        if found.is_some_and(|found| found != own) {
            return None;
        }
        (found, count) = (Some(own), count + 1);
    }
    match found {
        Some(Grain::Month { .. }) => Some(Grain::Month { many: count > MANY }),
        other => other,
    }
}

/// Whether a column holds periods by its header, and some as headers write them: `202203`, `Anno 2019`, `1Q21`.
fn is_named_period(column: &LookedColumn, sheet: &Sheet, at: usize) -> bool {
    let cells = || (0..sheet.len()).map(|row| sheet.cell(row, at)).filter(|cell| !cell.is_empty());
    let digits = |cell: &str| cell.len() == 6 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let span = |cell: &str| is_counted_name(cell) && matches!(named(cell), Some(Named::Span(_)));
    is_period(&column.header)
        && cells().any(|cell| digits(cell) || !is_counted(cell))
        && cells()
            .all(|cell| if digits(cell) { named(cell).is_some() } else { is_counted(cell) || span(cell) })
}

fn may_be_number(column: &LookedColumn) -> bool {
    let year = column.kind == ColumnType::Period && is_period(&column.header);
    !year && !column.guess.has_code() && !super::headers::is_code(&column.header)
}

/// A column of numbers: what they count, and how they are written where that is not plain.
fn number(column: &mut LookedColumn, judged: &Understood, sheet: &Sheet, at: usize, mark: Mark) {
    let (mut whole, mut long, mut both, mut fine) = (true, true, false, false);
    let (mut per, mut currency) = (None, None);
    for row in 0..sheet.len() {
        let printed = judged.print(sheet, row, at);
        if printed.is_empty() {
            continue;
        }
        let (digits, decimals) = printed.split_once('.').unwrap_or((&printed, ""));
        fine |= decimals.len() > 4;
        whole &= !digits.starts_with('-') && decimals.bytes().all(|digit| digit == b'0');
        long &= digits.len() > 8 && decimals.is_empty() && sheet.cell(row, at) == printed;
        if let Some(dressed) = undress(sheet.cell(row, at)) {
            per = per.or(dressed.per);
            currency = currency.or(dressed.currency);
            both |= reads_both_ways(dressed.body);
        }
    }
    column.kind = match (per, currency) {
        (Some('%'), _) => ColumnType::Percent,
        // Of a thousand: the number before the sign, as `read` prints it.
        (Some(_), _) => ColumnType::Number,
        (None, Some(sign)) => {
            column.currency = codes_of(sign);
            ColumnType::Money
        }
        _ if nature(&column.header) == Nature::Label && column.guess.all_differ() => ColumnType::Text,
        _ if !fine && is_amount(column, sheet, at) => ColumnType::Money,
        _ if whole && (long || is_numbering(&column.header)) && column.guess.all_differ() => ColumnType::Text,
        _ if whole => ColumnType::Count,
        _ => ColumnType::Number,
    };
    if both {
        column.found_decimal = Some(match mark {
            Mark::Point => DecimalMark::Point,
            Mark::Comma => DecimalMark::Comma,
        });
    }
}

/// Whether the header says that these are amounts of money, and of which currency.
fn is_amount(column: &mut LookedColumn, sheet: &Sheet, at: usize) -> bool {
    let unit = &sheet.columns[at].unit;
    let nature = nature(&column.header);
    let sign = currency_of(&column.header, unit);
    // Words alone do for amounts; a sign alone says that even a mean is one of money.
    let is = match nature {
        Nature::Amount => !in_thousands(&column.header, unit),
        Nature::Level => !sign.is_empty() && !column.header.contains(['%', '‰']),
        Nature::Open => !sign.is_empty(),
        Nature::Label => false,
    };
    if is {
        column.currency = sign;
    }
    is
}
