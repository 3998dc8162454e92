//! The part of a judgement that is about columns of days and periods.

use super::Kind;
use super::date::Order;
use super::dates::{self, Dates, Turn};
use super::decide::Column;
use super::missing::Trust;
use super::period::{Span, period, unmarked};
use super::question::Seen;
use esito_model::Severity;

impl Column<'_> {
    /// Days or periods in all cells but those that a marker up to this trust takes away.
    pub(super) fn as_dates(&mut self, trust: Trust) -> Option<Kind> {
        let cells: Vec<(usize, &str)> = self.cells(trust).collect();
        if cells.is_empty() {
            return None;
        }
        let dates = Dates::survey(cells.iter().copied());
        if !dates.each && self.beside_stand_ins(&cells) {
            return Some(Kind::DateInDoubt);
        }
        if self.bands_as_days(&cells) {
            return Some(Kind::Text);
        }
        if !dates.each {
            if self.are_papers(&cells) {
                return Some(Kind::Code);
            }
            if self.without_years(&cells) {
                return Some(Kind::Text);
            }
            let spans: Option<Vec<Option<Span>>> = cells
                .iter()
                .map(|(_, cell)| match period(unmarked(cell)) {
                    Some(span) => Some(Some(span)),
                    None => super::date::dated(cell).map(|_| None),
                })
                .collect();
            let spans = spans?;
            self.mixed_grain(&cells, &spans);
            // Four digits alone may be any number.
            let only_years = spans.iter().all(|span| matches!(span, Some(Span::Year(_))));
            return (!only_years || self.hints.when && !self.hints.code).then_some(Kind::Period);
        }
        // Numbers of eight digits that are all days of our time are days, whatever the header says.
        let recent = |cell: &str| cell.starts_with("19") || cell.starts_with("20");
        let sure = || cells.len() > 2 && cells.iter().all(|(_, cell)| recent(cell));
        if dates.all_compact && (self.hints.code || !self.hints.when && !sure()) {
            return None;
        }
        if let Some(row) = dates.time {
            let seen = self.one(row);
            let message = format!(
                "expected days, found a time of day as well, such as {}; left as found",
                seen.quoted(self.private)
            );
            self.note("date-with-time", seen, message, "");
            // One moment in all cells is that of the file.
            if cells.len() > 1 && cells.iter().all(|(_, cell)| *cell == cells[0].1) {
                return Some(Kind::DateTime);
            }
        }
        let kind = match dates.verdict(cells.iter().copied()) {
            Turn::Decided(order) => Kind::Date(order),
            Turn::Either(a, b, row, count) => self.either_order(a, b, row, count),
            Turn::Neither => {
                let mut seen = Seen::default();
                let (a, b) = dates.clash.unwrap_or_default();
                for row in [a, b] {
                    let one = self.one(row);
                    seen.add(one.first, one.examples.first().map_or("", String::as_str));
                }
                let message = format!(
                    "expected one order of day and month, found both, such as {}; left as found",
                    seen.quoted(self.private)
                );
                self.ask("mixed-dates", seen, message, "write dates as 2024-03-31");
                Kind::DateInDoubt
            }
        };
        if dates.time.is_some() {
            return Some(Kind::DateTime);
        }
        self.swapped(&cells);
        self.stand_in_days(&cells);
        if self.is_of_another_calendar(&cells) || dates.short_year.is_some() && self.year_in_front(&cells) {
            return Some(Kind::DateInDoubt);
        }
        if let (Some(row), Kind::Date(order)) = (dates.short_year, kind) {
            let seen = self.one(row);
            let becomes = seen
                .examples
                .first()
                .and_then(|cell| super::date::dated(cell)?.by(order))
                .map_or(String::new(), super::date::Day::iso);
            let becomes = if self.private { "a year of four digits".to_owned() } else { becomes };
            let message = format!(
                "expected years of four digits, found {}; read as {becomes}: up to 29 as 20.., from 30 on as 19..",
                seen.quoted(self.private)
            );
            // Days of this century, not of births, leave little to ask.
            let recent = |cell: &str| {
                super::date::dated(cell).and_then(|found| found.by(order)).is_some_and(|day| day.year >= 2000)
            };
            let plain = !self.hints.birth && !self.private && cells.iter().all(|(_, cell)| recent(cell));
            let severity = if plain { Severity::Note } else { Severity::Doubt };
            let help = "make sure of the century, or write dates as 2024-03-31";
            self.say(severity, "two-digit-year", seen, message, help, Vec::new());
        }
        Some(kind)
    }

    /// `01/03/2022` beside `2022` and `aprile 2022`: the days among them stay as they were written.
    fn mixed_grain(&mut self, cells: &[(usize, &str)], spans: &[Option<Span>]) {
        let written = |cell: &str| {
            cell.as_bytes().get(4) != Some(&b'-') && cell.bytes().filter(u8::is_ascii_digit).count() > 4
        };
        let days =
            cells.iter().zip(spans).filter(|((_, cell), span)| span.is_none() && written(cell)).count();
        let mut seen = Seen::default();
        cells
            .iter()
            .zip(spans)
            .filter(|(_, span)| span.is_some())
            .for_each(|((row, cell), _)| seen.add(*row, cell));
        if days == 0 || seen.count == 0 {
            return;
        }
        let message = format!(
            "expected dates as in the other cells, found {}; the column is left as found",
            seen.quoted(self.private)
        );
        self.ask("not-a-date", seen, message, "correct these cells, or say that the column is text");
    }

    /// Years that all lie far ahead, `13/01/2565`: those of another calendar, or slips.
    fn is_of_another_calendar(&mut self, cells: &[(usize, &str)]) -> bool {
        let far = |cell: &str| {
            super::date::dated(cell).and_then(|found| found.by(Order::Day)).is_some_and(|day| day.year > 2200)
        };
        if cells.len() < 2 || !cells.iter().all(|(_, cell)| far(cell)) {
            return false;
        }
        let mut seen = Seen::default();
        cells.iter().for_each(|(row, cell)| seen.add(*row, cell));
        let message =
            format!("expected days of our time, found such as {}; left as found", seen.quoted(self.private));
        self.ask("not-a-date", seen, message, "write the years of the Gregorian calendar");
        true
    }

    /// `21/03/15`, `22/11/08`: what stands in front varies as little as years do, and what stands last as days do.
    fn year_in_front(&mut self, cells: &[(usize, &str)]) -> bool {
        let parts = |cell: &str| -> Option<(u32, u32)> {
            let mut parts = cell.split(['/', '.']).map(str::trim);
            let (first, _, last) = (parts.next()?, parts.next()?, parts.next()?);
            (first.len() == 2 && last.len() == 2).then_some(())?;
            Some((first.parse().ok()?, last.parse().ok()?))
        };
        let Some(found) = cells.iter().map(|(_, cell)| parts(cell)).collect::<Option<Vec<_>>>() else {
            return false;
        };
        let spread = |of: fn(&(u32, u32)) -> u32| {
            let least = found.iter().map(of).min().unwrap_or(0);
            found.iter().map(of).max().unwrap_or(0) - least
        };
        let good = found.len() > 3
            && found.iter().all(|(first, last)| (10..=31).contains(first) && (1..=31).contains(last))
            && spread(|pair| pair.0) < 6
            && spread(|pair| pair.1) > 9;
        if good {
            let (row, count) = (cells[0].0, u64::try_from(cells.len()).unwrap_or(0));
            let mut seen = self.one(row);
            seen.count = count;
            let message = format!(
                "expected a date that shows whether the day or the year comes first, found only such as {}; left as found",
                seen.quoted(self.private)
            );
            self.ask("ambiguous-date", seen, message, "say which comes first, or write dates as 2024-03-31");
        }
        good
    }

    /// `99991231`, `0001-01-01` or 0 among days, none of which is a day of our time: what programs store where no day is
    /// known. Says so, and leaves the column as found.
    fn beside_stand_ins(&mut self, cells: &[(usize, &str)]) -> bool {
        let stands_in = |cell: &str| {
            let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
            let marks = cell.len() - digits.len();
            matches!(
                digits.as_str(),
                "99991231" | "31129999" | "12319999" | "99999999" | "00010101" | "01010001" | "00000000"
            ) && (marks == 0 || marks == 2)
                || cell == "0"
        };
        let (others, days): (Vec<_>, Vec<_>) = cells.iter().partition(|(_, cell)| stands_in(cell));
        let dates = Dates::survey(days.iter().copied());
        let compact = dates.all_compact && !self.hints.when && days.len() < 4;
        if others.is_empty() || days.len() < 2 || !dates.each || compact || self.hints.code {
            return false;
        }
        let mut seen = Seen::default();
        others.iter().for_each(|(row, cell)| seen.add(*row, cell));
        let message = format!(
            "expected days as in the other cells, found {}, which often stands for a missing value; the column is left as found",
            seen.quoted(self.private)
        );
        self.ask("number-for-missing", seen, message, "where it means missing, leave the cell empty");
        true
    }

    /// `1900-01-01` or `2099-12-31` among days of our time: what programs store where no day is known.
    fn stand_in_days(&mut self, cells: &[(usize, &str)]) {
        let year =
            |cell: &str| super::date::dated(cell).and_then(|day| day.by(Order::Day)).map(|day| day.year);
        let far = |year: i32| !(1902..=2090).contains(&year);
        let mut seen = Seen::default();
        cells
            .iter()
            .filter(|(_, cell)| year(cell).is_some_and(far))
            .for_each(|(row, cell)| seen.add(*row, cell));
        let near = cells
            .iter()
            .filter(|(_, cell)| year(cell).is_some_and(|year| (1960..2070).contains(&year)))
            .count();
        if seen.count == 0 || near == 0 || near + usize::try_from(seen.count).unwrap_or(0) < cells.len() {
            return;
        }
        let message = format!(
            "expected days as in the other cells, found {}, which often stands for a missing value; read as the day",
            seen.quoted(self.private)
        );
        self.ask("number-for-missing", seen, message, "where it means missing, leave the cell empty");
    }

    /// Days in ISO form that are all below the 13th, beside days as somebody wrote them that are all above: a spreadsheet
    /// that puts the month first has taken those that it could for days, and changed day and month over.
    fn swapped(&mut self, cells: &[(usize, &str)]) {
        let day =
            |cell: &str| super::date::dated(cell).and_then(|found| found.by(Order::Day)).map(|day| day.day);
        let iso = |cell: &str| cell.as_bytes().get(4) == Some(&b'-');
        let written = cells.iter().filter(|(_, cell)| cell.contains('/'));
        let stored = cells.iter().filter(|(_, cell)| iso(cell));
        let (count, others) = (stored.clone().count(), written.clone().count());
        if count == 0
            || others == 0
            || count + others < cells.len().max(4)
            || stored.clone().any(|(_, cell)| day(cell).is_none_or(|day| day > 12))
            || written.clone().any(|(_, cell)| day(cell).is_none_or(|day| day < 13))
        {
            return;
        }
        let mut seen = Seen::default();
        stored.for_each(|(row, cell)| seen.add(*row, cell));
        let message = format!(
            "expected days of the whole month, found none above the 12th but those that stand as text; day and month may have been changed over in the others, such as {}",
            seen.quoted(self.private)
        );
        self.ask(
            "swapped-dates",
            seen,
            message,
            "compare some with the source; a spreadsheet that puts the month first changes them over",
        );
    }

    pub(super) fn either_order(&mut self, a: Order, b: Order, row: usize, count: u64) -> Kind {
        let mut seen = self.one(row);
        seen.count = count;
        let cell = seen.examples.first().cloned().unwrap_or_default();
        let read = |order: Order| {
            super::date::dated(&cell)
                .and_then(|dated| dated.by(order))
                .map_or(String::new(), super::date::Day::iso)
        };
        let readings = vec![(dates::in_words(a), read(a)), (dates::in_words(b), read(b))];
        let assumed = self.company.order.filter(|order| *order == a || *order == b);
        let then = match assumed {
            Some(order) => format!("assumed {}, as in other columns of the file", dates::in_words(order)),
            None => "left as found".to_owned(),
        };
        let message = format!(
            "expected a date that shows whether the day or the month comes first, found only such as {}; {then}",
            seen.quoted(self.private)
        );
        self.say(
            Severity::Doubt,
            "ambiguous-date",
            seen,
            message,
            "say which comes first, or write dates as 2024-03-31",
            readings,
        );
        assumed.map_or(Kind::DateInDoubt, Kind::Date)
    }
}
