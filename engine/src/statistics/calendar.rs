//! Days, months and periods of the Gregorian calendar.

use esito_model::Every;

/// Days since 1970-01-01; nothing for a day that does not exist.
///
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms" (`days_from_civil`).
pub(crate) fn day_number(year: i32, month: u32, day: u32) -> Option<i32> {
    if !(1..=9999).contains(&year)
        || !(1..=12).contains(&month)
        || day == 0
        || day > month_length(year, month)
    {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = i32::try_from((month + 9) % 12).ok()?;
    let of_year = (153 * shifted + 2) / 5 + i32::try_from(day).ok()? - 1;
    let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(era * 146_097 + of_era - 719_468)
}

/// Year, month and day of a number of days since 1970-01-01 (`civil_from_days`, same source).
pub(crate) fn civil(day: i32) -> (i32, i32, i32) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i32::from(month <= 2), month, day)
}

/// The length of a month.
pub(crate) fn month_length(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Whole months from one day to another: 2024-01-31 to 2024-02-29 is none, to 2024-03-01 one.
pub(crate) fn months_between(later: i32, earlier: i32) -> i64 {
    let (y1, m1, d1) = civil(later);
    let (y0, m0, d0) = civil(earlier);
    let months = i64::from((y1 - y0) * 12 + m1 - m0);
    if months > 0 && d1 < d0 {
        months - 1
    } else if months < 0 && d1 > d0 {
        months + 1
    } else {
        months
    }
}

/// How many months a period of this grain lasts.
pub(crate) fn months_of(every: Every) -> i32 {
    match every {
        Every::Year => 12,
        Every::Half => 6,
        Every::Quarter => 3,
        Every::Month => 1,
    }
}

/// The first month of the period that holds this day, counted from year 0.
pub(crate) fn period_month(day: i32, every: Every) -> i32 {
    let (year, month, _) = civil(day);
    let months = months_of(every);
    year * 12 + (month - 1) / months * months
}

/// The code of the period that begins with this month: `2020`, `2020-H1`, `2020-Q1`, `2020-03`.
pub(crate) fn period_code(month: i32, every: Every) -> String {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12));
    match every {
        Every::Year => format!("{year:04}"),
        Every::Half => format!("{year:04}-H{}", month / 6 + 1),
        Every::Quarter => format!("{year:04}-Q{}", month / 3 + 1),
        Every::Month => format!("{year:04}-{:02}", month + 1),
    }
}

/// The grain and first month of a period's code, the other way round.
pub(crate) fn read_period(code: &str) -> Option<(Every, i32)> {
    let (year, rest) = match code.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (code, None),
    };
    let year: i32 = year.parse().ok().filter(|_| year.len() == 4)?;
    let within =
        |digits: &str, most: i32| digits.parse::<i32>().ok().filter(|part| (1..=most).contains(part));
    let (every, month) = match rest {
        None => (Every::Year, 0),
        Some(rest) => match rest.as_bytes().first()? {
            b'H' => (Every::Half, (within(&rest[1..], 2)? - 1) * 6),
            b'Q' => (Every::Quarter, (within(&rest[1..], 4)? - 1) * 3),
            _ => (Every::Month, within(rest, 12).filter(|_| rest.len() == 2)? - 1),
        },
    };
    Some((every, year * 12 + month))
}

/// The day of an ISO date.
pub(crate) fn read_day(text: &str) -> Option<i32> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    day_number(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        assert_eq!(day_number(1970, 1, 1), Some(0));
        assert_eq!(day_number(2000, 3, 1), Some(11_017));
        assert_eq!(day_number(2023, 2, 29), None);
        for day in (-200_000..200_000).step_by(61) {
            let (year, month, of_month) = civil(day);
            let back = day_number(year, u32::try_from(month).unwrap(), u32::try_from(of_month).unwrap());
            assert_eq!(back, Some(day));
        }
    }

    #[test]
    fn periods_go_there_and_back() {
        for code in ["2020", "2020-H2", "2020-Q1", "2020-Q4", "2020-12"] {
            let (every, month) = read_period(code).unwrap();
            assert_eq!(period_code(month, every), code);
        }
        for code in ["20", "2020-Q5", "2020-13", "2020-3", "abcd", "2020-H0", ""] {
            assert_eq!(read_period(code), None, "{code}");
        }
    }

    #[test]
    fn months_are_whole() {
        let day = |text| read_day(text).unwrap();
        assert_eq!(months_between(day("2024-02-29"), day("2024-01-31")), 0);
        assert_eq!(months_between(day("2024-03-01"), day("2024-01-31")), 1);
        assert_eq!(months_between(day("2020-01-01"), day("2017-10-01")), 27);
        assert_eq!(months_between(day("2017-10-01"), day("2020-01-01")), -27);
    }
}
