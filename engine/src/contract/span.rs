//! Stretches of time as ISO 8601 writes them: `P12M`, `P1Y6M`, `P90D`, `P26W`.

use crate::statistics::calendar::{civil, day_number, month_length};

/// Months and days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub months: i32,
    pub days: i32,
}

/// Reads a stretch of whole years, months, weeks and days; nothing where it is none or longer than a century.
pub(crate) fn read(text: &str) -> Option<Span> {
    let mut rest = text.strip_prefix('P')?;
    let mut span = Span::default();
    let mut last = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=4).contains(end))?;
        let number: i32 = rest[..end].parse().ok()?;
        let mark = rest[end..].chars().next()?;
        // Each once, from the longest to the shortest.
        let place = 1 + "YMWD".find(mark)?;
        if place <= last {
            return None;
        }
        last = place;
        match mark {
            'Y' => span.months += 12 * number,
            'M' => span.months += number,
            'W' => span.days += 7 * number,
            _ => span.days += number,
        }
        rest = &rest[end + 1..];
    }
    (last > 0 && span.months <= 1_200 && span.days <= 36_525).then_some(span)
}

impl Span {
    /// The day after this stretch: months first, the end of a month clamped, then days.
    ///
    /// 2020-01-31 and one month is 2020-02-29.
    pub(crate) fn after(self, day: i32) -> i32 {
        let (year, month, of_month) = civil(day);
        let months = year * 12 + month - 1 + self.months;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let month = u32::try_from(month).unwrap_or(1);
        let of_month = u32::try_from(of_month).unwrap_or(1).min(month_length(year, month));
        day_number(year, month, of_month).unwrap_or(day).saturating_add(self.days)
    }
}

/// A day as `2024-03-31`.
pub(crate) fn iso(day: i32) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::calendar::read_day;

    #[test]
    fn spans_are_read() {
        assert_eq!(read("P12M"), Some(Span { months: 12, days: 0 }));
        assert_eq!(read("P1Y6M"), Some(Span { months: 18, days: 0 }));
        assert_eq!(read("P2W3D"), Some(Span { months: 0, days: 17 }));
        for bad in ["", "P", "12M", "PM", "P12", "P1M1Y", "P1M1M", "PT1H", "P-1M", "P12345D", "P1.5Y"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn ends_of_months_are_clamped() {
        let cases = [
            ("P1M", "2020-01-31", "2020-02-29"),
            ("P1M", "2019-01-31", "2019-02-28"),
            ("P12M", "2020-02-29", "2021-02-28"),
            ("P3M", "2020-11-30", "2021-02-28"),
            ("P1Y", "2019-03-31", "2020-03-31"),
            ("P90D", "2020-01-01", "2020-03-31"),
            ("P1M1D", "2020-01-31", "2020-03-01"),
        ];
        for (span, from, to) in cases {
            let day = read(span).unwrap().after(read_day(from).unwrap());
            assert_eq!(iso(day), to, "{from} and {span}");
        }
    }
}
