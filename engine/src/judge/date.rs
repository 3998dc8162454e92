//! One cell as a day: ISO, numbers with marks between, names of months in nine languages.

use super::months::{is_filler, is_weekday, month};
use crate::statistics::calendar::month_length;

/// What stands first in dates made of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Order {
    /// `31/12/2024`.
    Day,
    /// `12/31/2024`.
    Month,
    /// `24/12/31`: only where the year has two digits; with four it is seen.
    Year,
}

/// Every order.
pub(crate) const ORDERS: [Order; 3] = [Order::Day, Order::Month, Order::Year];

/// A day as the cell gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

impl Day {
    /// The day in ISO form.
    pub(crate) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What a cell is as a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    /// The day by each of the orders: equal where the cell leaves no choice.
    pub days: [Option<Day>; 3],
    /// The year has two digits.
    pub short_year: bool,
    /// Eight digits without marks.
    pub compact: bool,
    /// A time of day that is not midnight.
    pub time: bool,
    /// Midnight, or a time of day.
    pub clock: bool,
}

impl Dated {
    fn sure(day: Day) -> Self {
        Self { days: [Some(day); 3], short_year: false, compact: false, time: false, clock: false }
    }

    /// The day under an order.
    pub(crate) fn by(&self, order: Order) -> Option<Day> {
        self.days[order as usize]
    }
}

/// Years that a table can hold. A year outside is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2999;

/// Reads a cell as a day; nothing where it is none under any order.
pub(crate) fn dated(cell: &str) -> Option<Dated> {
    let cell = cell.trim();
    // `15.03.2022 r.`: of the year, as Polish papers have it.
    let of_year = cell.strip_suffix("r.").or_else(|| cell.strip_suffix(" roku")).map(str::trim_end);
    let cell = of_year.filter(|day| day.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(cell);
    if cell.len() < 6 || cell.len() > 60 || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (date, clock) = without_time(cell);
    // `gio 13/01/2022`
    let behind = || {
        let (word, rest) = date.split_once([' ', ','])?;
        // Before a whole date `mar` is Tuesday and no month.
        let short = ["mar", "mar.", "tis", "ons", "tor", "fre", "mo", "di", "mi", "do", "fr", "sa", "so"];
        (is_weekday(word) || short.contains(&word.to_lowercase().as_str()))
            .then(|| numeric(rest.trim_start_matches([' ', ','])))
            .flatten()
    };
    let mut out = numeric(date).or_else(behind).or_else(|| named(date))?;
    if let Some(midnight) = clock {
        out.clock = true;
        out.time = !midnight;
    }
    Some(out)
}

/// The date without a time of day after it, and whether that time is midnight.
fn without_time(cell: &str) -> (&str, Option<bool>) {
    let Some((date, time)) = parted(cell) else { return (cell, None) };
    let lower = time.to_ascii_lowercase();
    // `AM GMT+2`, as forms write it: how far the zone is away stands behind its name.
    let (lower, named) = match lower.split_once("gmt").or_else(|| lower.split_once("utc")) {
        Some((clock, offset)) => {
            let offset = offset.trim_matches(['+', '-', '0', ':', ' ']);
            if !offset.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
                return (cell, None);
            }
            (clock, !offset.is_empty())
        }
        None => (lower.as_str(), false),
    };
    let digits = lower.trim_end_matches(|c: char| !c.is_ascii_digit());
    let rest = lower[digits.len()..].trim();
    let known = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '+' | '-' | 'h');
    let good = matches!(rest, "" | "z" | "am" | "pm" | "a.m." | "p.m." | "h") && digits.chars().all(known);
    if !good {
        return (cell, None);
    }
    let clock = digits.split(['+', '-']).next().unwrap_or_default();
    let zeros = clock.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'0');
    let twelve = clock.starts_with("12")
        && rest.starts_with('a')
        && clock[2..].bytes().all(|b| !b.is_ascii_digit() || b == b'0');
    // Midnight of another zone may be the day before.
    let away =
        digits.split_once(['+', '-']).is_some_and(|(_, zone)| zone.bytes().any(|b| matches!(b, b'1'..=b'9')));
    let zoned = named || away;
    (date, Some((zeros && !rest.starts_with('p') && !zoned) || (twelve && !zoned)))
}

/// The date and the time of day behind it: a colon tells, or the last word of `03/05/2021 9.12` and `03/05/2021 9h12`.
fn parted(cell: &str) -> Option<(&str, &str)> {
    let Some(colon) = cell.find(':') else {
        let (date, time) = cell.rsplit_once(' ')?;
        let parts = || time.split(['.', 'h']);
        let good = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let clock =
            (2..=3).contains(&parts().count()) && parts().all(good) && parts().skip(1).all(|p| p.len() == 2);
        let date = date.trim_end_matches([',', ' ']);
        return (clock && date.len() > 5).then_some((date.strip_suffix(" ore").unwrap_or(date), time));
    };
    let before = &cell[..colon];
    let hour = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let date = hour.trim_end();
    let date = match date.strip_suffix('T') {
        Some(date) if hour.len() == date.len() + 1 => date,
        _ => date.strip_suffix(',').unwrap_or(date).trim_end(),
    };
    let whole = date.len() == before.len() || before.len() == hour.len();
    (!whole).then(|| (date, &cell[hour.len()..]))
}

/// Numbers with one and the same mark between, or eight digits.
fn numeric(date: &str) -> Option<Dated> {
    let bytes = date.as_bytes();
    // `15/4 2021`
    if let Some((first, year)) = date.split_once(' ')
        && let Some((a, b)) = first.split_once('/')
        && [a, b].iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
        && year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(Dated::sure(day(number(year)?, number(b)?, number(a)?)?));
    }
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        let day = day(number(&date[..4])?, number(&date[4..6])?, number(&date[6..])?)?;
        return Some(Dated { compact: true, ..Dated::sure(day) });
    }
    // `15/4 2021`, as Swedes write it: the day first.
    if let Some((first, (second, year))) =
        date.split_once('/').and_then(|(first, rest)| Some((first, rest.split_once(' ')?)))
    {
        let short = |part: &str| (1..=2).contains(&part.len());
        return if short(first) && short(second) && year.len() == 4 {
            Some(Dated::sure(day(number(year)?, number(second)?, number(first)?)?))
        } else {
            None
        };
    }
    let mark = date.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(mark, '-' | '/' | '.' | ' ' | '\u{2013}' | '\u{2010}' | '\u{2011}' | '\u{A0}') {
        return None;
    }
    let mut parts =
        date.trim_end_matches('.').split(mark).map(str::trim).filter(|part| mark != ' ' || !part.is_empty());
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // `31.III.2024`
    if digits(a)
        && digits(c)
        && c.len() == 4
        && a.len() <= 2
        && let Some(month) = roman(b)
    {
        return Some(Dated::sure(day(number(c)?, i32::try_from(month).ok()?, number(a)?)?));
    }
    if !digits(a) || !digits(b) || !digits(c) || b.is_empty() || b.len() > 2 {
        return None;
    }
    match (a.len(), c.len()) {
        (4, 1..=2) => Some(Dated::sure(day(number(a)?, number(b)?, number(c)?)?)),
        (1..=2, 4) => {
            let (first, second, year) = (number(a)?, number(b)?, number(c)?);
            // Nobody writes the month first with points between.
            let month_first = if mark == '.' { None } else { day(year, first, second) };
            one_of([day(year, second, first), month_first, None], false)
        }
        (2, 2) => {
            let (first, second, third) = (number(a)?, number(b)?, number(c)?);
            let month_first = if mark == '.' { None } else { day(full_year(third), first, second) };
            // A year of two digits stands in front in one hand only: `24-03-31`.
            let year_first =
                if matches!(mark, '/' | '.') { None } else { day(full_year(first), second, third) };
            one_of([day(full_year(third), second, first), month_first, year_first], true)
        }
        (1, 2) => {
            let (first, second, third) = (number(a)?, number(b)?, number(c)?);
            let month_first = if mark == '.' { None } else { day(full_year(third), first, second) };
            one_of([day(full_year(third), second, first), month_first, None], true)
        }
        _ => None,
    }
}

fn one_of(days: [Option<Day>; 3], short_year: bool) -> Option<Dated> {
    days.iter().any(Option::is_some).then_some(Dated {
        days,
        short_year,
        compact: false,
        time: false,
        clock: false,
    })
}

/// A day with the name of its month.
fn named(date: &str) -> Option<Dated> {
    let mut found_month = None;
    let mut numbers: Vec<(i32, usize)> = Vec::new();
    let breaks = |c: char| {
        c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',' | '\u{2013}' | '\u{2011}' | '\u{2010}')
    };
    let apart = glued(date);
    for token in apart.as_deref().unwrap_or(date).split(breaks).filter(|token| !token.is_empty()) {
        let lead = token.bytes().take_while(u8::is_ascii_digit).count();
        if lead > 0 {
            let after = &token[lead..];
            let ordinal = after.is_empty()
                || matches!(
                    after.to_lowercase().as_str(),
                    "st" | "nd" | "rd" | "th" | "º" | "°" | "er" | "ª" | "o"
                );
            if !ordinal || lead > 4 || numbers.len() == 2 {
                return None;
            }
            numbers.push((number(&token[..lead])?, lead));
        } else if let Some(month) = month(token) {
            if found_month.replace((month, numbers.len())).is_some() {
                return None;
            }
        } else if !is_filler(token) {
            return None;
        }
    }
    let (month, before) = found_month?;
    let month = i32::try_from(month).ok()?;
    let [(first, first_width), (second, second_width)] = numbers[..] else { return None };
    if before == 2 {
        return None;
    }
    match (first_width, second_width) {
        (4, 1..=2) if before == 1 => Some(Dated::sure(day(first, month, second)?)),
        (1..=2, 4) => Some(Dated::sure(day(second, month, first)?)),
        // `31-Mar-24`; with the month in front `Mar 31 24`.
        (1..=2, 2) => Some(Dated { short_year: true, ..Dated::sure(day(full_year(second), month, first)?) }),
        _ => None,
    }
}

/// `15mar2022`, as statistics programs write it, with blanks between its parts.
fn glued(date: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (front, year) = date.split_at_checked(date.len().checked_sub(4)?)?;
    let name = front.trim_start_matches(|c: char| c.is_ascii_digit());
    let day = &front[..front.len() - name.len()];
    let good = digits(year) && (1..=2).contains(&day.len()) && name.chars().all(char::is_alphabetic);
    (good && month(name).is_some()).then(|| format!("{day} {name} {year}"))
}

/// Two digits of a year as spreadsheets read them: up to 29 in this century.
pub(crate) fn full_year(short: i32) -> i32 {
    if short < 30 { 2000 + short } else { 1900 + short }
}

fn number(text: &str) -> Option<i32> {
    text.parse().ok()
}

/// A month as a Roman numeral.
pub(crate) fn roman(text: &str) -> Option<u32> {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    ROMAN.iter().position(|one| *one == text).and_then(|at| u32::try_from(at + 1).ok())
}

/// A day of the Gregorian calendar.
pub(crate) fn day(year: i32, month: i32, day: i32) -> Option<Day> {
    let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    let good =
        YEARS.contains(&year) && (1..=12).contains(&month) && (1..=month_length(year, month)).contains(&day);
    good.then_some(Day { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(cell: &str, order: Order) -> Option<String> {
        dated(cell)?.by(order).map(Day::iso)
    }

    #[test]
    fn days_in_many_hands() {
        for cell in [
            "2024-03-31",
            "2024/03/31",
            "2024.3.31",
            "20240331",
            "31/03/2024",
            "31.03.2024",
            "31-3-2024",
            "31 03 2024",
            "31 marzo 2024",
            "31 mar 2024",
            "31-mar-2024",
            "March 31, 2024",
            "Mar 31 2024",
            "31st March 2024",
            "31. März 2024",
            "31 mars 2024",
            "31 de março de 2024",
            "31 de marzo de 2024",
            "31 marca 2024",
            "31 marca 2024 r.",
            "31 martie 2024",
            "den 31 mars 2024",
            "domenica 31 marzo 2024",
            "31.III.2024",
            "2024-03-31T00:00:00Z",
            "31/03/2024 00:00",
            "31/03/2024 0:00:00",
            "31-Mar-24",
            "31/03/24",
            "31.03.24",
            "2024 mars 31",
            "31/3 2024",
            "ven 31 marzo 2024",
            "3/31/2024 12:00:00 AM",
            "3/31/24",
            "31/3 2024",
            "31.03.2024 r.",
            "31.03.2024r.",
            "31 marca 2024 roku",
            "31mar2024",
            "31MAR2024",
            "31. března 2024",
            "31. maaliskuuta 2024",
            "31 maart 2024",
        ] {
            let found = ORDERS.map(|order| iso(cell, order));
            assert!(found.contains(&Some("2024-03-31".to_owned())), "{cell} {found:?}");
        }
    }

    #[test]
    fn what_is_no_day() {
        for cell in [
            "2024-02-30",
            "31/13/2024",
            "2018-13",
            "2024",
            "2024-03",
            "marzo 2024",
            "12.5",
            "1.2.3",
            "10.1.2.3",
            "12:30",
            "3 3 3",
            "31/03/2024 ore",
            "31/03/2024 2.5",
            "31 marzo 12.30",
            "0000-00-00",
            "99999999",
            "1 234 567",
            "May",
            "5-9",
            "31/03-2024",
            "March",
            "2024-03-31x",
            "mars mars 2024",
        ] {
            assert_eq!(dated(cell), None, "{cell}");
        }
    }

    #[test]
    fn orders_are_kept_apart() {
        let both = dated("03/04/2024").expect("a date");
        assert_eq!(both.by(Order::Day), day(2024, 4, 3));
        assert_eq!(both.by(Order::Month), day(2024, 3, 4));
        assert_eq!(both.by(Order::Year), None);
        assert_eq!(dated("13/04/2024").expect("a date").by(Order::Month), None);
        assert_eq!(dated("03.04.2024").expect("a date").by(Order::Month), None);
        let short = dated("24-03-11").expect("a date");
        assert_eq!(short.by(Order::Year), day(2024, 3, 11));
        assert!(short.short_year);
        assert_eq!(dated("01.02.45").expect("a date").by(Order::Day), day(1945, 2, 1));
    }

    #[test]
    fn times_of_day() {
        for (cell, clock, time) in [
            ("2024-03-31T10:00:00", true, true),
            ("2024-03-31T00:00:00.000Z", true, false),
            ("2024-03-31T00:00:00+02:00", true, true),
            ("31/03/2024 10:30", true, true),
            ("31/03/2024 9.12.01", true, true),
            ("31/03/2024 ore 9.12", true, true),
            ("31/03/2024 14h30", true, true),
            ("2024/03/31 9:12:01 AM GMT+2", true, true),
            ("2024/03/31 12:00:00 AM GMT+2", true, true),
            ("2024-03-31 00:00:00 UTC", true, false),
            ("3/31/2024 12:00 PM", true, true),
            ("31/03/2024", false, false),
        ] {
            let found = dated(cell).expect("a date");
            assert_eq!((found.clock, found.time), (clock, time), "{cell}");
        }
    }
}
