//! The part of a judgement that is about columns of numbers.

use super::Kind;
use super::decide::Column;
use super::missing::Trust;
use super::number::{Mark, Style, rewrite, undress};
use super::numbers::{self, Numbers, Verdict};
use super::question::Seen;
use esito_model::Severity;

impl Column<'_> {
    pub(super) fn as_numbers(&mut self) -> Option<Kind> {
        let cells: Vec<(usize, &str)> = self.cells(Trust::AmongNumbers).collect();
        if cells.is_empty() {
            return None;
        }
        let numbers = Numbers::survey(cells.iter().copied());
        if !numbers.each {
            return None;
        }
        let letters = self.filled.iter().filter(|(.., marker)| *marker == Some(Trust::AmongNumbers)).count();
        if letters > 4 * cells.len() {
            return None;
        }
        if self.hints.day && self.serials(&cells) {
            return Some(Kind::NumberInDoubt);
        }
        if self.hints.clock && self.times_of_day(&cells) {
            return Some(Kind::NumberInDoubt);
        }
        if self.hints.years_and_months && self.times_of_day(&cells) {
            return Some(Kind::NumberInDoubt);
        }
        if self.telephones(&cells) || self.several_codes(&cells) || self.school_years(&cells) {
            return Some(Kind::NumberInDoubt);
        }
        let style = match numbers.verdict(cells.iter().copied()) {
            Verdict::Decided(style) if self.two_hands(style, &cells) => return Some(Kind::NumberInDoubt),
            Verdict::Decided(style) => style,
            Verdict::Either { point, comma, at, count } => {
                let mut degrees = [point, comma].into_iter().filter(|style| self.are_degrees(*style, &cells));
                match (degrees.next(), degrees.next()) {
                    // 44.901 is a latitude, and 44901 is none.
                    (Some(style), None) => style,
                    _ => match self.either_mark(point, comma, at, count) {
                        Some(style) => style,
                        None => return Some(Kind::NumberInDoubt),
                    },
                }
            }
            Verdict::Neither => {
                let mut seen = Seen::default();
                if let Some((a, b)) = numbers.clash {
                    for row in [a, b] {
                        let one = self.one(row);
                        seen.add(one.first, one.examples.first().map_or("", String::as_str));
                    }
                } else if let Some((row, cell)) =
                    cells.iter().find(|(_, cell)| cell.bytes().any(|b| !b.is_ascii_digit()))
                {
                    seen.add(*row, cell);
                }
                let message = format!(
                    "expected one way of writing numbers, found several, such as {}; left as found",
                    seen.quoted(self.private)
                );
                self.ask("mixed-decimals", seen, message, "write all numbers of the column alike");
                return Some(Kind::NumberInDoubt);
            }
        };
        Some(if self.fit_to_rewrite(&numbers, style, &cells) {
            Kind::Number(style)
        } else {
            Kind::NumberInDoubt
        })
    }

    /// `12.500` beside `75.25` where cells stand between semicolons: no program writes a last zero there and leaves it
    /// away here, so some of the points may stand between thousands.
    fn two_hands(&mut self, style: Style, cells: &[(usize, &str)]) -> bool {
        let decimals = |cell: &str| cell.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let thousand = |cell: &str| decimals(cell) == 3 && cell.ends_with('0') && !cell.starts_with('0');
        if style.decimal != Mark::Point
            || self.company.delimiter != Some(';')
            || cells.iter().any(|(_, cell)| decimals(cell) > 3)
            || !cells.iter().any(|(_, cell)| (1..3).contains(&decimals(cell)))
        {
            return false;
        }
        let mut seen = Seen::default();
        cells.iter().filter(|(_, cell)| thousand(cell)).for_each(|(row, cell)| seen.add(*row, cell));
        if seen.count == 0 {
            return false;
        }
        let message = format!(
            "expected one way of writing numbers, found several, such as {}; left as found",
            seen.quoted(self.private)
        );
        self.ask("mixed-decimals", seen, message, "write all numbers of the column alike");
        true
    }

    /// `201920`, `202021`: school or financial years without a mark between. One of them must be no month.
    fn school_years(&mut self, cells: &[(usize, &str)]) -> bool {
        let years = |cell: &str| -> Option<(u32, u32)> {
            (cell.len() == 6 && cell.bytes().all(|byte| byte.is_ascii_digit())).then_some(())?;
            let (first, last) = (cell.get(..4)?.parse::<u32>().ok()?, cell.get(4..)?.parse::<u32>().ok()?);
            ((1950..2080).contains(&first) && last == (first + 1) % 100).then_some((first, last))
        };
        let found: Option<Vec<(u32, u32)>> = cells.iter().map(|(_, cell)| years(cell)).collect();
        if !found.is_some_and(|found| found.iter().any(|(_, last)| !(1..=12).contains(last))) {
            return false;
        }
        let mut seen = Seen::default();
        cells.iter().for_each(|(row, cell)| seen.add(*row, cell));
        let message = format!(
            "expected periods, found years that run together, such as {}; left as found",
            seen.quoted(self.private)
        );
        self.note("not-a-period", seen, message, "write school and financial years as 2019/20");
        true
    }

    /// Three groups of three digits in every cell, all with the same digit first: telephone numbers or codes, more
    /// likely than hundreds of millions of anything.
    fn telephones(&mut self, cells: &[(usize, &str)]) -> bool {
        let grouped = |cell: &str| {
            let mut groups = cell.split([' ', '\u{A0}', '.', '-']);
            groups.by_ref().take(3).all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()))
                && cell.chars().count() == 11
                && groups.next().is_none()
        };
        let first = cells.first().and_then(|(_, cell)| cell.as_bytes().first());
        let alike = |cell: &str| cell.as_bytes().first() == first && grouped(cell);
        if cells.len() < 2 || !cells.iter().all(|(_, cell)| alike(cell)) {
            return false;
        }
        let mut seen = Seen::default();
        cells.iter().for_each(|(row, cell)| seen.add(*row, cell));
        let message = format!(
            "expected numbers of different lengths, found three groups of three digits in every cell, such as {}, which may be telephone numbers or codes; left as found",
            seen.quoted(self.private)
        );
        self.ask("code-or-number", seen, message, "say whether they are codes or numbers");
        true
    }

    /// Whether the header says degrees, and the cells are some in this style.
    fn are_degrees(&self, style: Style, cells: &[(usize, &str)]) -> bool {
        self.hints.degrees && !cells.iter().any(|(_, cell)| is_far(cell, style))
    }

    /// Hours and minutes below a header that says a time of day: `14.30` is half past two.
    fn times_of_day(&mut self, cells: &[(usize, &str)]) -> bool {
        let months = self.hints.years_and_months;
        let time = |cell: &str| {
            cell.split_once(['.', ',']).is_some_and(|(hour, minute)| {
                let below = |text: &str, end: u32| text.parse::<u32>().is_ok_and(|number| number < end);
                // `5,11`: five years and eleven months.
                let months = months && minute.len() < 3 && below(minute, 12);
                months || minute.len() == 2 && below(hour, 25) && below(minute, 60)
            })
        };
        if !cells.iter().all(|(_, cell)| time(cell)) {
            return false;
        }
        let mut seen = Seen::default();
        cells.iter().for_each(|(row, cell)| seen.add(*row, cell));
        let message = format!(
            "expected times of day, as the header says, found numbers such as {}; left as found",
            seen.quoted(self.private)
        );
        self.ask("time-as-number", seen, message, "write them as 14:30, or say that they are numbers");
        true
    }

    /// Whole numbers below a header that says date: a spreadsheet's count of days.
    pub(super) fn serials(&mut self, cells: &[(usize, &str)]) -> bool {
        let serial = |cell: &str| {
            cell.len() == 5 && cell.parse::<u32>().is_ok_and(|day| (20_000..=60_000).contains(&day))
        };
        if !cells.iter().all(|(_, cell)| serial(cell)) {
            return false;
        }
        let mut seen = Seen::default();
        cells.iter().for_each(|(row, cell)| seen.add(*row, cell));
        let message = format!(
            "expected dates, as the header says, found whole numbers such as {}; left as found",
            seen.quoted(self.private)
        );
        self.ask("date-serial", seen, message, "they may be a spreadsheet's count of days; give the column a date format there and save it again");
        true
    }

    pub(super) fn either_mark(&mut self, point: Style, comma: Style, at: usize, count: u64) -> Option<Style> {
        let mut seen = self.one(at);
        seen.count = count;
        let cell = seen.examples.first().cloned().unwrap_or_default();
        let read =
            |style: Style| undress(&cell).and_then(|dressed| rewrite(&dressed, style)).unwrap_or_default();
        let readings = vec![(numbers::in_words(point), read(point)), (numbers::in_words(comma), read(comma))];
        let of = |mark: Mark| if mark == point.decimal { point } else { comma };
        let beside = self.company.decimal.map(of);
        let assumed = beside.or_else(|| self.company.thousands.map(of));
        let then = match assumed {
            Some(style) => {
                let why = if beside.is_some() {
                    "as in other columns of the file"
                } else {
                    "as thousands of the file show"
                };
                format!("assumed {}, {why}", numbers::in_words(style))
            }
            None => "left as found".to_owned(),
        };
        let message = format!(
            "expected a cell that shows the decimal mark, found only such as {}; {then}",
            seen.quoted(self.private)
        );
        self.say(
            Severity::Doubt,
            "ambiguous-decimal",
            seen,
            message,
            "say which it is; one cell such as 0.5 or 0,5 would decide",
            readings,
        );
        assumed
    }

    /// `-9999` among numbers that are never negative stands for what is missing.
    fn stand_ins(&mut self, style: Style, cells: &[(usize, &str)]) {
        let nines = |cell: &str| {
            let digits = cell.strip_prefix(['-', '\u{2212}']).unwrap_or_default();
            let digits = digits.strip_suffix(".0").unwrap_or(digits);
            digits.len() > 1 && digits.bytes().all(|byte| byte == b'9')
        };
        let mut seen = Seen::default();
        for (row, cell) in cells {
            if nines(cell) {
                seen.add(*row, cell);
            }
        }
        let negative = |cell: &str| {
            let read = undress(cell).and_then(|dressed| rewrite(&dressed, style));
            read.is_some_and(|text| text.starts_with('-'))
        };
        let plain = cells.iter().filter(|(_, cell)| !nines(cell)).count();
        if seen.count == 0 || plain == 0 || cells.iter().any(|(_, cell)| !nines(cell) && negative(cell)) {
            return;
        }
        let message = format!(
            "expected numbers as in the other cells, found {}, which often stands for a missing value; read as the number",
            seen.quoted(self.private)
        );
        self.ask("number-for-missing", seen, message, "where it means missing, leave the cell empty");
    }

    /// Whether the numbers may be rewritten; says what is around them.
    pub(super) fn fit_to_rewrite(
        &mut self,
        numbers: &Numbers,
        style: Style,
        cells: &[(usize, &str)],
    ) -> bool {
        let private = self.private;
        let marked = numbers.percent + numbers.permille;
        let find = |c: char| cells.iter().find(|(_, cell)| cell.contains(c)).map(|(row, _)| *row);
        if marked > 0 && (numbers.bare > 0 || numbers.percent > 0 && numbers.permille > 0) {
            let seen = find('%').or_else(|| find('‰')).map_or_else(Seen::default, |row| self.one(row));
            let message = format!(
                "expected a per cent sign in every cell or in none, found {} beside numbers without; left as found",
                seen.quoted(private)
            );
            self.ask("mixed-percent", seen, message, "write the sign in every cell, or in the header");
            return false;
        }
        if let Some(row) = numbers.exponents.filter(|_| numbers.short_exponents) {
            let seen = self.one(row);
            let message = format!(
                "expected plain numbers, found digits around an E, such as {}, which is a code or a power of ten; left as found",
                seen.quoted(private)
            );
            self.ask("code-or-power", seen, message, "say whether they are codes or numbers");
            return false;
        }
        // Codes as long stand beside them whole.
        let long = |cell: &str| cell.len() > 9 && cell.bytes().all(|byte| byte.is_ascii_digit());
        let spoiled = cells.iter().all(|(_, cell)| is_spoiled(cell) || long(cell));
        if let Some(row) = numbers.exponents.filter(|_| spoiled) {
            let seen = self.one(row);
            let message = format!(
                "expected plain numbers, found six digits and a power of ten, such as {}, which a spreadsheet makes of long codes; left as found",
                seen.quoted(private)
            );
            self.ask(
                "code-or-power",
                seen,
                message,
                "export the column as text; digits that were lost cannot be found again",
            );
            return false;
        }
        // Between semicolons a point stands between thousands more often than before decimals.
        let italian = self.company.delimiter == Some(';') && style.decimal == Mark::Point;
        if let Some((row, other)) = two_hands(style.decimal.char(), cells).filter(|_| italian) {
            let mut seen = self.one(row);
            if let Some(cell) = self.one(other).examples.first() {
                seen.add(other, cell);
            }
            let message = format!(
                "expected one way of writing numbers, found several, such as {}; left as found",
                seen.quoted(private)
            );
            self.ask("mixed-decimals", seen, message, "write all numbers of the column alike");
            return false;
        }
        if let Some(row) = numbers.currencies_differ {
            let seen = self.one(row);
            let message = format!(
                "expected one currency, found several, such as {}; left as found",
                seen.quoted(private)
            );
            self.ask("several-currencies", seen, message, "keep the currency in a column of its own");
            return false;
        }
        if self.hints.degrees {
            let far = cells.iter().find(|(_, cell)| is_far(cell, style));
            if let Some((row, _)) = far {
                let seen = self.one(*row);
                let message = format!(
                    "expected degrees from -180 to 180, found {}; left as found",
                    seen.quoted(private)
                );
                self.ask(
                    "not-degrees",
                    seen,
                    message,
                    "a spreadsheet may have taken the decimal mark for thousands; export the column as text",
                );
                return false;
            }
        }
        if self.two_codes(style, cells) {
            return false;
        }
        let note = |cell: &str| {
            let inner = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
            (1..=2).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit())
        };
        if cells.iter().all(|(_, cell)| note(cell)) {
            let seen = self.one(cells[0].0);
            let message = format!(
                "expected numbers, found nothing but small ones in brackets, such as {}, which are rather the marks of notes; left as found",
                seen.quoted(private)
            );
            self.ask("note-or-number", seen, message, "say whether they are notes or negative numbers");
            return false;
        }
        if let Some(row) = numbers.brackets {
            let seen = self.one(row);
            let message = format!(
                "expected a sign before negative numbers, found brackets, such as {}; read as negative",
                seen.quoted(private)
            );
            self.ask(
                "number-in-brackets",
                seen,
                message,
                "make sure that the brackets mean a minus and not a note",
            );
        }
        self.stand_ins(style, cells);
        let shown = numbers.shown();
        if let (Some(shown), Some(usual)) = (
            shown,
            self.company.decimal.or_else(|| self.company.decimals_differ.then(|| style.decimal.other())),
        ) && shown != usual
            && style.thousands == super::number::Thousands::None
            && cells.iter().all(|(_, cell)| {
                cell.rsplit_once(shown.char()).is_none_or(|(_, decimals)| decimals.len() <= 3)
            })
        {
            let seen = find(shown.char()).map_or_else(Seen::default, |row| self.one(row));
            // Between commas, `1,2` beside `59.04` is rather two notes than a number.
            let listed = self.company.delimiter == Some(',') && shown == Mark::Comma;
            let message = format!(
                "expected the decimal mark of the other columns, found the other one, such as {}; {}",
                seen.quoted(private),
                if listed { "left as found" } else { "read as it stands" }
            );
            self.ask(
                "decimal-differs",
                seen,
                message,
                "make sure that the mark separates decimals and not thousands or codes",
            );
            if listed {
                return false;
            }
        }
        if marked > 0 {
            let sign = if numbers.percent > 0 { '%' } else { '‰' };
            let seen = find(sign).map_or_else(Seen::default, |row| self.one(row));
            let message = format!(
                "expected numbers alone, found {sign} in every cell, such as {}; read as the number before it",
                seen.quoted(private)
            );
            self.note("percent-in-cells", seen, message, "");
        }
        if numbers.currency.is_some() {
            let row = cells
                .iter()
                .find(|(_, cell)| undress(cell).is_some_and(|dressed| dressed.currency.is_some()));
            let seen = row.map_or_else(Seen::default, |(row, _)| self.one(*row));
            let message = format!(
                "expected amounts alone, found a currency, such as {}; read as the amount",
                seen.quoted(private)
            );
            if numbers.with_currency < cells.len() as u64 {
                self.ask(
                    "currency-in-cells",
                    seen,
                    message,
                    "make sure that the amounts without a currency are in the same one",
                );
            } else {
                self.note("currency-in-cells", seen, message, "");
            }
        }
        true
    }
}

/// Whether a number is none of degrees.
fn is_far(cell: &str, style: Style) -> bool {
    let read = undress(cell).and_then(|dressed| rewrite(&dressed, style));
    read.and_then(|text| text.parse::<f64>().ok()).is_some_and(|degrees| !(-180.0..=180.0).contains(&degrees))
}

/// `1,23457E+15`: what a spreadsheet shows of a long code.
fn is_spoiled(cell: &str) -> bool {
    let Some((digits, power)) = cell.split_once(['e', 'E']) else { return false };
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    count == 6
        && digits.len() == 7
        && power.trim_start_matches('+').parse::<u32>().is_ok_and(|power| power > 9)
}

/// A cell with three digits behind the mark that end in a zero, and one with fewer: whoever pads decimals pads all, so
/// that the first most likely are thousands. Their rows.
fn two_hands(mark: char, cells: &[(usize, &str)]) -> Option<(usize, usize)> {
    let behind = |cell: &str| cell.rsplit_once(mark).map(|(_, decimals)| decimals.len());
    let grouped = |cell: &str| {
        let whole = cell.split(mark).next().unwrap_or_default();
        (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && whole.bytes().all(|byte| byte.is_ascii_digit())
    };
    let three = cells.iter().filter(|(_, cell)| behind(cell) == Some(3));
    let (row, _) = three.clone().find(|(_, cell)| cell.ends_with('0') && grouped(cell))?;
    let (other, _) = cells.iter().find(|(_, cell)| behind(cell).is_some_and(|count| count < 3))?;
    three.clone().all(|(_, cell)| grouped(cell)).then_some((*row, *other))
}
