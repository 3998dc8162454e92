//! One column: cells of text become typed ones, and the column learns how it writes numbers and dates.

use super::date::{self, DateEvidence, Order, Reading};
use super::faults::{Faults, particular, quote};
use super::number::{Decimals, Digits, Evidence, careful, doubtful, plain};
use crate::dataset::{Builder, Grain};
use crate::told::told;
use esito_model::{Column, ColumnType, DateOrder, DecimalMark, RemarkPlace, Severity};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How a column writes what can be written in two ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Habits {
    pub decimals: Decimals,
    pub order: Order,
}

impl Habits {
    /// These, with what the framework declares of the column in their place.
    pub(crate) fn declared(self, decimal: Option<DecimalMark>, dates: Option<DateOrder>) -> Self {
        let decimals = match decimal {
            Some(DecimalMark::Point) => Decimals::Point,
            Some(DecimalMark::Comma) => Decimals::Comma,
            None => self.decimals,
        };
        let order = match dates {
            Some(DateOrder::DayFirst) => Order::DayFirst,
            Some(DateOrder::MonthFirst) => Order::MonthFirst,
            None => self.order,
        };
        Self { decimals, order }
    }
}

/// Where the rows of a stretch stand.
pub(crate) struct Whereabouts<'a> {
    pub file: &'a str,
    /// The line of each record.
    pub lines: &'a [u32],
    /// Records of this file before this stretch.
    pub before: u64,
    /// Rows that each record makes: more than one where wide is made long.
    pub repeat: usize,
}

impl Whereabouts<'_> {
    pub(crate) fn place(&self, row: usize, header: &str) -> RemarkPlace {
        let record = row / self.repeat;
        RemarkPlace {
            file: self.file.to_owned(),
            line: self.lines.get(record).map(|line| u64::from(*line)),
            column: (!header.is_empty()).then(|| header.to_owned()),
            record: Some(self.before + record as u64 + 1),
        }
    }
}

/// A cell's text, and whether its quotes are doubled still.
pub(crate) type Raw<'a> = (&'a str, bool);

/// A column that is being filled.
pub(crate) struct Filled {
    pub name: String,
    pub header: String,
    /// The header of the column with the part of its years.
    pub part: String,
    pub kind: ColumnType,
    pub private: bool,
    /// Its owner has said that it may be seen, whatever it holds.
    pub shown: bool,
    /// Its cells are places or groups of findings.
    pub told: bool,
    pub builder: Builder,
    pub habits: Habits,
    /// What the framework declares of them.
    pub decimal: Option<DecimalMark>,
    pub order: Option<DateOrder>,
    /// The currency of its amounts, where it is one for all.
    currency: Option<String>,
    /// Spellings that are read as another one.
    merge: BTreeMap<String, String>,
    /// Cells that hold no value, besides the known markers.
    gaps: Vec<String>,
    pub numbers: Evidence,
    /// Dates that only fit day first, only month first, and either; and the first of the last kind.
    pub dates: DateEvidence,
    pub faults: Faults,
    /// Rows of the stretch at hand whose cell was set aside, and the code of the remark about it.
    pub set_aside: Vec<(u32, &'static str)>,
    /// The code of the last fault.
    pub(super) fault_code: &'static str,
}

impl Filled {
    pub(crate) fn new(column: &Column, private: bool, habits: Habits, capacity: usize) -> Self {
        Self {
            name: column.name.clone(),
            header: column.header.clone(),
            part: column.part.clone(),
            kind: column.kind,
            private,
            shown: false,
            told: false,
            builder: Builder::new(&column.name, column.kind, capacity),
            habits: habits.declared(column.decimal, column.dates),
            decimal: column.decimal,
            order: column.dates,
            currency: column.currency.clone(),
            merge: column.merge.clone(),
            gaps: column.missing.clone(),
            numbers: Evidence::default(),
            dates: DateEvidence::default(),
            faults: Faults::default(),
            set_aside: Vec::new(),
            fault_code: "",
        }
    }

    /// Fills in the cells of a stretch.
    pub(crate) fn fill<'s>(&mut self, rows: usize, cell: impl Fn(usize) -> Raw<'s>, at: &Whereabouts) {
        match self.kind {
            ColumnType::Text => self.each(rows, cell, at, Self::text),
            ColumnType::Count => self.each(rows, cell, at, Self::count),
            ColumnType::Money => self.each(rows, cell, at, Self::money),
            ColumnType::Number | ColumnType::Share | ColumnType::Percent => {
                self.each(rows, cell, at, Self::number);
            }
            ColumnType::Date | ColumnType::Period => self.each(rows, cell, at, Self::span),
            ColumnType::Bool => self.each(rows, cell, at, Self::flag),
        }
    }

    /// Missing cells for a file that does not have the column.
    pub(crate) fn fill_missing(&mut self, rows: usize) {
        for _ in 0..rows {
            self.builder.missing();
        }
    }

    #[inline]
    fn each<'s>(
        &mut self,
        rows: usize,
        cell: impl Fn(usize) -> Raw<'s>,
        at: &Whereabouts,
        take: impl Fn(&mut Self, &str, &dyn Fn() -> RemarkPlace) -> bool,
    ) {
        let header = std::mem::take(&mut self.header);
        for row in 0..rows {
            let (raw, doubled) = cell(row);
            if raw.is_empty() {
                self.builder.missing();
                continue;
            }
            let whole: Cow<str> = if doubled { crate::read::unescaped(raw).into() } else { raw.into() };
            let text = trimmed(&whole);
            if text.is_empty() {
                self.builder.missing();
                continue;
            }
            if !self.gaps.is_empty() && self.gaps.iter().any(|gap| gap == text) {
                self.builder.missing();
                continue;
            }
            let place = || at.place(row, &header);
            if self.kind != ColumnType::Text
                && !text.as_bytes()[0].is_ascii_digit()
                && self.marks(text, &place)
            {
                self.builder.missing();
                continue;
            }
            if text.len() != whole.len() && self.kind == ColumnType::Text {
                self.faults.add("surrounding-space", Severity::Note, place, || {
                    let message = "expected text without white space around it, found some".to_owned();
                    (message, "the text was read without it".to_owned())
                });
            }
            if !take(self, text, &place) {
                self.builder.missing();
                self.set_aside.push((u32::try_from(row).unwrap_or(u32::MAX), self.fault_code));
            }
        }
        self.header = header;
    }

    /// Whether the cell is a marker of what is missing, such as `n.d.`; among numbers a letter can be one.
    fn marks(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> bool {
        let numbers = !matches!(self.kind, ColumnType::Date | ColumnType::Period | ColumnType::Bool);
        if !crate::judge::is_marker(cell, numbers) {
            return false;
        }
        let private = self.private;
        self.faults.add("missing-marker", Severity::Note, place, || {
            let found = quote(cell, private);
            told(format!("expected a value or an empty cell, found {found}, which is read as missing"))
                .help("a zero is written 0; where the marker means none, write 0")
                .seen(particular(cell, private))
        });
        true
    }

    #[inline]
    fn text(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> bool {
        if self.tells_of_someone(cell, place) {
            return false;
        }
        let meant = if self.merge.is_empty() { None } else { self.merge.get(cell) };
        self.builder.text(meant.map_or(cell, String::as_str));
        true
    }

    #[inline]
    fn count(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> bool {
        let quick = plain(cell.as_bytes(), self.habits.decimals).filter(|digits| digits.places == 0);
        let digits = quick.or_else(|| self.either_way(cell, &|digits| digits.whole().is_some(), place));
        let whole = digits.and_then(Digits::whole);
        if let Some(count) = whole.filter(|count| *count >= 0) {
            self.builder.whole(count);
            return true;
        }
        self.fault("not-a-count", "a whole number from 0 on, such as 12", cell, place)
    }

    #[inline]
    fn money(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> bool {
        let Some((amount, rounded)) = self.digits(cell, place).and_then(Digits::money) else {
            let expected = match &self.currency {
                Some(currency) => &format!("an amount in {currency} such as 1250.50"),
                None => "an amount such as 1250.50",
            };
            return self.fault("not-money", expected, cell, place);
        };
        if rounded {
            self.faults.add("money-rounded", Severity::Note, place, || {
                let found = quote(cell, self.private);
                told(format!("expected an amount with at most four decimals, found {found}"))
                    .help("it was rounded to four decimals, halves away from zero")
                    .seen(particular(cell, self.private))
            });
        }
        self.builder.whole(amount);
        true
    }

    #[inline]
    fn number(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> bool {
        let percent = self.kind == ColumnType::Percent;
        let bare = if percent { trimmed(cell.strip_suffix('%').unwrap_or(cell)) } else { cell };
        let Some(digits) = self.digits(bare, place) else {
            let (code, expected) = match self.kind {
                ColumnType::Share => ("not-a-number", "a share from 0 to 1, such as 0.45"),
                ColumnType::Percent => ("not-a-number", "a percentage such as 45 or 45%"),
                _ => ("not-a-number", "a number such as 12.5"),
            };
            return self.fault(code, expected, cell, place);
        };
        let number = match (percent, cell.ends_with('‰')) {
            (true, true) => Digits { places: digits.places + 1, ..digits }.hundredth(),
            (true, false) => digits.hundredth(),
            (false, _) => digits.number(),
        };
        if self.kind == ColumnType::Share && !(0.0..=1.0).contains(&number) {
            let code = if number > 1.0 { "share-above-one" } else { "share-below-zero" };
            self.faults.add(code, Severity::Doubt, place, || {
                told(format!("expected a share from 0 to 1, found {}", quote(cell, self.private)))
                    .help("the value is kept; where the file holds per cent, write type = \"percent\"")
                    .seen(particular(cell, self.private))
            });
        }
        self.builder.number(number);
        true
    }

    /// A number that need not be whole.
    #[inline]
    fn digits(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> Option<Digits> {
        let Some(digits) = plain(cell.as_bytes(), self.habits.decimals) else {
            return self.either_way(cell, &|_| true, place);
        };
        if digits.places > 0 {
            if doubtful(cell.as_bytes(), digits) {
                self.either(cell, place);
            } else {
                self.sure(self.habits.decimals);
            }
        }
        Some(digits)
    }

    /// Reads a cell with either mark and notes what that says about the column.
    fn either_way(
        &mut self,
        cell: &str,
        good: &dyn Fn(&Digits) -> bool,
        place: &dyn Fn() -> RemarkPlace,
    ) -> Option<Digits> {
        let both = |cell: &str, negative: bool| {
            [Decimals::Point, Decimals::Comma].map(|mark| {
                let digits = careful(cell, mark)?;
                Some(Digits { negative: digits.negative != negative, ..digits }).filter(good)
            })
        };
        let mut found = both(cell, false);
        if found == [None, None]
            && let Some(dressed) = crate::judge::undress(cell)
            && dressed.per.is_none_or(|per| match self.kind {
                ColumnType::Percent => true,
                ColumnType::Number => per == '‰',
                _ => false,
            })
            && dressed.currency.is_none_or(|sign| self.is_in(sign))
        {
            found = both(dressed.body, dressed.negative);
        }
        let [point, comma] = found;
        match (point, comma) {
            (Some(_), None) => self.sure(Decimals::Point),
            (None, Some(_)) => self.sure(Decimals::Comma),
            (Some(a), Some(b)) if a != b => self.either(cell, place),
            _ => {}
        }
        match self.habits.decimals {
            Decimals::Point => point,
            Decimals::Comma => comma,
        }
    }

    /// Whether a currency sign may stand beside the cells: that of the column's own currency.
    fn is_in(&self, sign: &str) -> bool {
        let own = |currency: &String| crate::judge::codes_of(sign).split(' ').any(|code| code == currency);
        self.kind == ColumnType::Money && self.currency.as_ref().is_none_or(own)
    }

    fn sure(&mut self, decimals: Decimals) {
        match decimals {
            Decimals::Point => self.numbers.point += 1,
            Decimals::Comma => self.numbers.comma += 1,
        }
    }

    fn either(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) {
        self.numbers.either += 1;
        if self.numbers.first.is_none() {
            self.numbers.first = Some((cell.to_owned(), place()));
        }
    }

    #[inline]
    fn span(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> bool {
        let reading = match date::read(cell.as_bytes()) {
            Reading::None => self.written_out(cell, place),
            reading => reading,
        };
        let day = match reading {
            Reading::Span(_, grain) if grain != Grain::Day && self.kind == ColumnType::Date => {
                self.fault_code = "partial-date";
                self.faults.add("partial-date", Severity::Doubt, place, || {
                    let found = quote(cell, self.private);
                    told(format!("expected a full date such as 2024-03-31, found {found}"))
                        .help(format!(
                            "if such dates are meant, write type = \"period\" for \"{}\"",
                            self.name
                        ))
                        .seen(particular(cell, self.private))
                });
                return false;
            }
            Reading::Span(day, grain) => {
                self.builder.span(day, grain);
                return true;
            }
            Reading::Either { day_first, month_first } => {
                match (day_first, month_first) {
                    (Some(_), Some(_)) => {
                        self.dates.either += 1;
                        if self.dates.first.is_none() {
                            self.dates.first = Some((cell.to_owned(), place()));
                        }
                    }
                    (Some(_), None) => self.dates.day_first += 1,
                    (None, _) => self.dates.month_first += 1,
                }
                match self.habits.order {
                    Order::DayFirst => day_first,
                    Order::MonthFirst => month_first,
                }
            }
            Reading::None => None,
        };
        if let Some(day) = day {
            self.builder.span(day, Grain::Day);
            return true;
        }
        if self.kind == ColumnType::Date {
            self.fault("not-a-date", "a date such as 2024-03-31", cell, place)
        } else {
            self.fault(
                "not-a-period",
                "a period such as 2020, 2020-H1, 2020-Q1, 2020-03 or a date",
                cell,
                place,
            )
        }
    }

    /// A day or period with names of months, years of two digits, quarters in nine languages.
    fn written_out(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> Reading {
        use crate::judge::{Named, Order as Turn, Span, dated, named, period, unmarked};
        // `202203`, as DHIS2 and many registers write a month.
        if cell.len() == 6
            && let Some(Named::Span(Span::Month(year, month))) = named(cell)
        {
            let first = date::days(year, i32::try_from(month).unwrap_or_default(), 1);
            return first.map_or(Reading::None, |day| Reading::Span(day, Grain::Month));
        }
        if let Some(found) = dated(cell) {
            let day = |turn| {
                let day = found.by(turn)?;
                let number = |part: u32| i32::try_from(part).unwrap_or_default();
                date::days(day.year, number(day.month), number(day.day))
            };
            // `24-03-31` may be of 2024 or of 1931.
            let year_first = found.by(Turn::Year);
            if found.short_year && year_first.is_some() && year_first != found.by(Turn::Day) {
                return Reading::None;
            }
            if found.short_year {
                let private = self.private;
                self.faults.add("two-digit-year", Severity::Doubt, place, || {
                    let found = quote(cell, private);
                    told(format!(
                        "expected years of four digits, found {found}; up to 29 read as 20.., then 19.."
                    ))
                    .help("make sure of the century, or write dates as 2024-03-31")
                    .seen(particular(cell, private))
                });
            }
            return match (day(Turn::Day), day(Turn::Month)) {
                (Some(a), Some(b)) if a == b => Reading::Span(a, Grain::Day),
                (None, None) => Reading::None,
                (day_first, month_first) => Reading::Either { day_first, month_first },
            };
        }
        // `Anno 2019`, `2021 prel.`, `1Q21`: as headers write them.
        let span = match named(cell) {
            Some(Named::Span(span)) => Some(span),
            _ => period(unmarked(cell)),
        };
        let (year, month, grain) = match span {
            Some(Span::Year(year)) => (year, 1, Grain::Year),
            Some(Span::Half(year, half)) => (year, 6 * half - 5, Grain::Half),
            Some(Span::Quarter(year, quarter)) => (year, 3 * quarter - 2, Grain::Quarter),
            Some(Span::Month(year, month)) => (year, month, Grain::Month),
            _ => return Reading::None,
        };
        let first = date::days(year, i32::try_from(month).unwrap_or_default(), 1);
        first.map_or(Reading::None, |day| Reading::Span(day, grain))
    }

    fn flag(&mut self, cell: &str, place: &dyn Fn() -> RemarkPlace) -> bool {
        if let Some(flag) = crate::judge::yes_or_no(cell) {
            self.builder.flag(flag);
            return true;
        }
        self.fault("not-a-bool", "yes or no", cell, place)
    }

    fn fault(
        &mut self,
        code: &'static str,
        expected: &str,
        cell: &str,
        place: &dyn Fn() -> RemarkPlace,
    ) -> bool {
        let private = self.private;
        self.fault_code = code;
        self.faults.add(code, Severity::Doubt, place, || {
            told(format!("expected {expected}, found {}", quote(cell, private)))
                .seen(particular(cell, private))
        });
        false
    }
}

/// Whether a cell is one of the words for yes and no.
pub(crate) fn is_flag(cell: &str) -> bool {
    crate::judge::yes_or_no(cell).is_some()
}

/// The cell without white space around it.
#[inline]
pub(crate) fn trimmed(cell: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_some_and(|byte| *byte > b' ' && *byte < 0x80);
    let bytes = cell.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) { cell } else { cell.trim() }
}
