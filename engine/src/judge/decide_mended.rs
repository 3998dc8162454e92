//! The part of a judgement that is about cells that look like days or months and are none: numbers of papers, ranges
//! that a spreadsheet took for days, days without their year.

use super::date::dated;
use super::decide::Column;
use super::missing::Trust;
use super::months::day_and_month;
use super::period::{Span, period};
use super::question::Seen;
use super::shape::{is_mended_range, is_near_a_day};

impl Column<'_> {
    /// Numbers of invoices, acts and projects with their year, `12/2022`, `2021-03`: the header says so, or some number
    /// is that of no month and no week.
    pub(super) fn are_papers(&self, cells: &[(usize, &str)]) -> bool {
        if self.hints.when || self.hints.day {
            return false;
        }
        let said = self.hints.code || self.hints.paper;
        let mut large = false;
        let mut schools = true;
        for (_, cell) in cells {
            let paper = paper(cell);
            large |= paper.is_some_and(|(number, year_first)| number > 53 && !year_first);
            let span = said.then(|| period(cell)).flatten();
            schools &= matches!(span, Some(Span::Straddling(_)));
            let code = self.hints.code && matches!(span, Some(Span::Month(..) | Span::Week(..)));
            if paper.is_none() && !code {
                return false;
            }
        }
        large || said && !schools
    }

    /// Days or months in every cell below a header that says ages or classes: `5-9` became the fifth of September.
    pub(super) fn bands_as_days(&mut self, cells: &[(usize, &str)]) -> bool {
        if !self.hints.band || self.hints.when || self.hints.day || self.hints.birth {
            return false;
        }
        if !cells.iter().all(|(_, cell)| made(cell)) {
            return false;
        }
        self.ask_ranges(all(cells.iter()));
        true
    }

    /// A day or a month among ranges, scores or house numbers: `0-4`, `05/09/2023`, `15-19`; `8/10`, `2023-10-07`.
    pub(super) fn days_among_ranges(&mut self) -> bool {
        if self.hints.when || self.hints.day || self.hints.birth {
            return false;
        }
        let cells: Vec<(usize, &str)> = self.cells(Trust::AmongValues).collect();
        let (mut near, mut days, mut others) = (0, 0, 0);
        for (at, (_, cell)) in cells.iter().enumerate() {
            if is_near_a_day(cell) {
                near += 1;
            } else if made(cell) {
                days += 1;
            } else if cell.len() > 4 || !cell.bytes().all(|byte| byte.is_ascii_digit()) {
                others += 1;
            }
            // A long column of words is told by its beginning.
            if at > 50 && others * 3 > at {
                return false;
            }
        }
        let few = days * 2 < cells.len() || self.hints.band;
        if days == 0 || near == 0 || others * 3 > cells.len() || !few {
            return false;
        }
        self.ask_ranges(all(cells.iter().filter(|(_, cell)| made(cell))));
        true
    }

    /// Days whose year is not said, in every cell: `14-apr`, `9 gennaio`. As `apr-14` it would be a month, unless
    /// only the days rise from row to row: `Apr 14`, `Apr 28`, `May 12`, `May 26`.
    pub(super) fn without_years(&mut self, cells: &[(usize, &str)]) -> bool {
        let mut sure = false;
        let (mut days, mut months) = (Rise::default(), Rise::default());
        for (_, cell) in cells {
            let Some((day_first, day, month)) = day_and_month(cell) else { return false };
            sure |= day_first || period(cell).is_none();
            days.step((month, day));
            months.step((day, month));
        }
        sure |= days.steps > 2 && days.holds && !months.holds;
        if !sure {
            return false;
        }
        if self.hints.class && !self.hints.day {
            self.ask_ranges(all(cells.iter()));
            return true;
        }
        let seen = all(cells.iter());
        let message = format!(
            "expected days with their year, found days without one, such as {}; left as found",
            seen.quoted(self.private)
        );
        self.ask("not-a-date", seen, message, "write dates as 2024-03-31, or say that the column is text");
        true
    }

    /// Says that these days were ranges.
    pub(super) fn ask_ranges(&mut self, seen: Seen) {
        let message = format!(
            "expected ranges, found days that a spreadsheet may have made of them, such as {}; left as found",
            seen.quoted(self.private)
        );
        let help = "format the column as text in the spreadsheet and type them again";
        self.ask("range-as-date", seen, message, help);
    }
}

/// Whether pairs rise from one to the next, or stay.
struct Rise {
    last: (u32, u32),
    steps: usize,
    holds: bool,
}

impl Default for Rise {
    fn default() -> Self {
        Self { last: (0, 0), steps: 0, holds: true }
    }
}

impl Rise {
    fn step(&mut self, next: (u32, u32)) {
        self.holds &= self.last <= next;
        self.steps += 1;
        self.last = next;
    }
}

/// All these cells, for a question about them.
fn all<'c>(cells: impl Iterator<Item = &'c (usize, &'c str)>) -> Seen {
    let mut seen = Seen::default();
    cells.for_each(|(row, cell)| seen.add(*row, cell));
    seen
}

/// A whole day or a month with its year: what a spreadsheet makes of `5-9` and of `10-14`.
pub(crate) fn is_mended(cell: &str) -> bool {
    dated(cell).is_some_and(|day| !day.compact) || matches!(period(cell), Some(Span::Month(..)))
}

/// The same without a year too, `5-set`.
fn made(cell: &str) -> bool {
    is_mended_range(cell) || is_mended(cell) || day_and_month(cell).is_some()
}

/// The number of a paper, and whether its year stands in front: `12/2022`, `2021-03`.
fn paper(cell: &str) -> Option<(u32, bool)> {
    let (a, b) = cell.split_once(['/', '-'])?;
    let (a, b) = (a.trim(), b.trim());
    let number = |text: &str| {
        let good = (1..=7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        good.then(|| text.parse::<u32>().ok())?
    };
    let year = |text: &str| text.len() == 4 && number(text).is_some_and(|year| (1950..2100).contains(&year));
    match (year(a), year(b)) {
        (false, true) => Some((number(a)?, false)),
        (true, false) => Some((number(b)?, true)),
        _ => None,
    }
}
