//! Days and periods as people write them: ISO first, then the day or the month in front.

use crate::dataset::Grain;
use esito_model::RemarkPlace;

/// What stands first in dates such as `03/04/2024`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    #[default]
    DayFirst,
    MonthFirst,
}

/// A date as read, or why it cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The first day, in days since 1970-01-01, and how exactly it was given.
    Span(i32, Grain),
    /// Day and month could be changed over: both readings, day first and month first, where they are days.
    Either { day_first: Option<i32>, month_first: Option<i32> },
    /// No date.
    None,
}

/// Years that a table of outcomes can hold. A year outside is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2999;

/// Reads a cell that is a date or a period.
#[inline]
pub(crate) fn read(cell: &[u8]) -> Reading {
    if cell.len() == 10
        && cell[4] == b'-'
        && cell[7] == b'-'
        && let (Some(year), Some(month), Some(day)) =
            (digits(&cell[..4]), digits(&cell[5..7]), digits(&cell[8..]))
    {
        return days(year, month, day).map_or(Reading::None, |days| Reading::Span(days, Grain::Day));
    }
    otherwise(cell)
}

fn otherwise(cell: &[u8]) -> Reading {
    // A time of day after the date says nothing about the day.
    if cell.len() > 10 && matches!(cell[10], b'T' | b' ') && cell[4] == b'-' {
        return if cell[11..].iter().all(|b| b.is_ascii_digit() || b":.+-Z".contains(b)) {
            read(&cell[..10])
        } else {
            Reading::None
        };
    }
    let span =
        |year, month, grain| days(year, month, 1).map_or(Reading::None, |days| Reading::Span(days, grain));
    let Some(first) = cell.iter().position(|byte| !byte.is_ascii_digit()) else {
        return match (cell.len(), digits(cell)) {
            (4, Some(year)) => span(year, 1, Grain::Year),
            _ => Reading::None,
        };
    };
    if first == 4 {
        let Some(year) = digits(&cell[..4]) else { return Reading::None };
        let rest = if cell[4] == b'-' { &cell[5..] } else { &cell[4..] };
        return match rest {
            [b'Q' | b'q', quarter @ b'1'..=b'4'] => {
                span(year, 1 + 3 * i32::from(quarter - b'1'), Grain::Quarter)
            }
            [b'H' | b'h', half @ b'1'..=b'2'] => span(year, 1 + 6 * i32::from(half - b'1'), Grain::Half),
            [b'0'..=b'1', b'0'..=b'9'] if cell[4] == b'-' => match digits(rest) {
                Some(month) => span(year, month, Grain::Month),
                None => Reading::None,
            },
            _ => Reading::None,
        };
    }
    let mark = cell[first];
    if !matches!(mark, b'/' | b'.' | b'-') {
        return Reading::None;
    }
    let mut parts = cell.split(|byte| *byte == mark);
    let parts = [parts.next(), parts.next(), parts.next(), parts.next()];
    let part = |at: usize| parts[at].filter(|p| (1..=2).contains(&p.len())).and_then(digits);
    let year = |at: usize| parts[at].filter(|p: &&[u8]| p.len() == 4).and_then(digits);
    if parts[2].is_none() {
        // `03/2024`
        return match (part(0), year(1)) {
            (Some(month), Some(year)) => span(year, month, Grain::Month),
            _ => Reading::None,
        };
    }
    let (Some(a), Some(b), Some(year), None) = (part(0), part(1), year(2), parts[3]) else {
        return Reading::None;
    };
    let (day_first, month_first) = (days(year, b, a), days(year, a, b));
    match (day_first, month_first) {
        // Nobody writes the month first with points between.
        (Some(day), _) if mark == b'.' || a == b => Reading::Span(day, Grain::Day),
        (None, None) => Reading::None,
        _ if mark == b'.' => Reading::None,
        _ => Reading::Either { day_first, month_first },
    }
}

fn digits(bytes: &[u8]) -> Option<i32> {
    bytes.iter().try_fold(0_i32, |sum, byte| {
        let digit = byte.wrapping_sub(b'0');
        let shifted = sum.checked_mul(10).filter(|_| digit < 10)?;
        shifted.checked_add(i32::from(digit))
    })
}

/// Days since 1970-01-01 in the Gregorian calendar.
///
/// Source: Howard Hinnant, *chrono-compatible low-level date algorithms*, `days_from_civil`.
pub(super) fn days(year: i32, month: i32, day: i32) -> Option<i32> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let last = match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !YEARS.contains(&year) || day < 1 || day > last {
        return None;
    }
    let year = year - i32::from(month <= 2);
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// What the cells of a column say about the order of day and month.
#[derive(Clone, Debug, Default)]
pub(crate) struct DateEvidence {
    pub day_first: u64,
    pub month_first: u64,
    pub either: u64,
    pub first: Option<(String, RemarkPlace)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (year, month, day, expected) in [
            (1970, 1, 1, 0),
            (1970, 3, 1, 59),
            (2000, 2, 29, 11_016),
            (2024, 3, 31, 19_813),
            (1900, 1, 1, -25_567),
        ] {
            assert_eq!(days(year, month, day), Some(expected), "{year}-{month}-{day}");
        }
        assert_eq!(days(2023, 2, 29), None);
        assert_eq!(days(1900, 2, 29), None);
        assert_eq!(days(24, 3, 31), None);
    }

    #[test]
    fn cells() {
        let day = |y, m, d| Reading::Span(days(y, m, d).expect("a day"), Grain::Day);
        let first = |y, m, grain| Reading::Span(days(y, m, 1).expect("a day"), grain);
        for (cell, expected) in [
            ("2024-03-31", day(2024, 3, 31)),
            ("2024-03-31T23:59:00Z", day(2024, 3, 31)),
            ("2024-03-31 00:00:00", day(2024, 3, 31)),
            ("2024-03-31x", Reading::None),
            ("2018-13", Reading::None),
            ("2024-02-30", Reading::None),
            ("31.03.2024", day(2024, 3, 31)),
            ("05/05/2024", day(2024, 5, 5)),
            ("2020", first(2020, 1, Grain::Year)),
            ("2020-03", first(2020, 3, Grain::Month)),
            ("03/2020", first(2020, 3, Grain::Month)),
            ("2020-Q3", first(2020, 7, Grain::Quarter)),
            ("2020q1", first(2020, 1, Grain::Quarter)),
            ("2020-H2", first(2020, 7, Grain::Half)),
            ("2020H1", first(2020, 1, Grain::Half)),
            ("2020-Q5", Reading::None),
            ("20", Reading::None),
            ("202003", Reading::None),
            ("31/03/24", Reading::None),
            ("1/2/3/2024", Reading::None),
            ("spring", Reading::None),
            ("", Reading::None),
            ("2020-", Reading::None),
            ("99999999999999999999", Reading::None),
        ] {
            assert_eq!(read(cell.as_bytes()), expected, "{cell}");
        }
    }

    #[test]
    fn day_and_month_may_change_places() {
        let sure = Reading::Either { day_first: days(2024, 3, 31), month_first: None };
        assert_eq!(read(b"31/03/2024"), sure);
        assert_eq!(read(b"31-3-2024"), sure);
        assert_eq!(read(b"03/31/2024"), Reading::Either { day_first: None, month_first: days(2024, 3, 31) });
        let both = Reading::Either { day_first: days(2024, 4, 3), month_first: days(2024, 3, 4) };
        assert_eq!(read(b"03/04/2024"), both);
    }
}
