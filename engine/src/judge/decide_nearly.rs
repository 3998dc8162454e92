//! Columns of which most cells are numbers or days, and some are not: asked, and left as found.

use super::classes::are_measured;
use super::decide::Column;
use super::missing::Trust;
use super::months::is_day_of_year;
use super::number::{is_indian, is_number};
use super::period::{period, unmarked};
use super::question::Seen;
use super::shape::{Shape, has_letters_for_digits, is_mended_range, is_written_out, list_parts, shape};

/// A column of measures has so many different units at most; one with more is text that begins with a number.
const MOST_UNITS: usize = 3;

impl Column<'_> {
    /// Most cells are numbers, some are not: asked, and left as found.
    pub(super) fn nearly_numbers(&mut self) -> bool {
        let cells: Vec<(usize, &str)> = self.cells(Trust::AmongNumbers).collect();
        let mut plain = 0_usize;
        let mut shaped: [Seen; 5] = std::array::from_fn(|_| Seen::default());
        let mut other = Seen::default();
        let mut mended = Seen::default();
        for (row, cell) in &cells {
            if is_number(cell) {
                plain += 1;
            } else if is_mended_range(cell) {
                mended.add(*row, cell);
            } else if let Some(shape) = shape(cell) {
                shaped[shape as usize].add(*row, cell);
            } else {
                other.add(*row, cell);
            }
        }
        // `1,5,8,10` among single digits: several codes in a cell.
        let code = |cell: &str| {
            cell.split(',').all(|part| (1..=2).contains(&part.trim().len()) && list_parts(part) == 1)
        };
        let longest = cells.iter().map(|(_, cell)| cell.split(',').count()).max().unwrap_or_default();
        if longest > 2 && cells.iter().all(|(_, cell)| code(cell)) {
            return false;
        }
        let ranges = shaped[Shape::Range as usize].count;
        if mended.count > 0 && ranges + u64::try_from(plain).unwrap_or(0) > 0 {
            self.ask_ranges(mended);
        }
        // Nothing but ranges and bounds: classes of something, or quantities that somebody knew only nearly.
        let vague = shaped[Shape::Range as usize].count + shaped[Shape::Bound as usize].count;
        let numbers = u64::try_from(plain).unwrap_or(0) + shaped[Shape::About as usize].count;
        let all = vague > 0 && u64::try_from(cells.len()).is_ok_and(|all| all == vague + numbers);
        let measured =
            all && !self.hints.class && !self.hints.code && are_measured(cells.iter().map(|(_, cell)| *cell));
        // `circa 120` beside `100-150`: nobody writes classes so.
        let measured = measured || all && shaped[Shape::About as usize].count > 0;
        // One word that stands for what is missing may be in most cells.
        let one = plain > 1
            && other.count > 1
            && !self.hints.class
            && self.one_other(&cells).is_some_and(|word| !word.contains(' ') || word.len() < 20)
            && usize::try_from(other.count).is_ok_and(|others| others + plain == cells.len());
        // Nothing but signs beside the numbers, however few: `!` and `~` where figures are suppressed.
        let sign = |cell: &str| cell.chars().all(|c| !c.is_alphanumeric()) || is_number(cell);
        let signs = plain > 0 && other.count > 0 && cells.iter().all(|(_, cell)| sign(cell));
        // Digits of other hands, `１２`.
        let digit = |c: char| matches!(c, '０'..='９' | '٠'..='٩' | '۰'..='۹' | '०'..='९');
        let foreign = |cell: &str| cell.contains(digit) && !cell.contains(char::is_alphabetic);
        let hands = cells.len() > 1 && cells.iter().all(|(_, cell)| is_number(cell) || foreign(cell));
        // `1O,50` beside `12,50`: letters that look like digits.
        let letters = plain > 0
            && other.count > 0
            && cells.iter().all(|(_, cell)| is_number(cell) || has_letters_for_digits(cell));
        let written: Vec<&(usize, &str)> = cells.iter().filter(|(_, cell)| is_written_out(cell)).collect();
        if written.len() > 1 && written.len() + plain == cells.len() {
            let mut seen = Seen::default();
            written.iter().for_each(|(row, cell)| seen.add(*row, cell));
            let message = format!(
                "expected numbers alone, found words or strokes beside the number, such as {}; the column is left as found",
                seen.quoted(self.private)
            );
            let help = "keep the unit in the header or in a column of its own";
            self.ask("number-with-unit", seen, message, help);
            return true;
        }
        if !measured
            && !one
            && !signs
            && !hands
            && !letters
            && !asks(&cells, plain, &shaped, self.hints.class)
        {
            return false;
        }
        let words = [
            (
                Shape::Flagged,
                "number-with-flag",
                "numbers alone",
                "a mark beside the number",
                "keep the mark in a column of its own",
            ),
            (
                Shape::Bound,
                "number-with-bound",
                "numbers",
                "less or more than a number",
                "say what stands for it, or leave the cell empty",
            ),
            (
                Shape::About,
                "number-about",
                "numbers",
                "about a number",
                "write the number alone and say in a note that it is about",
            ),
            (
                Shape::Range,
                "number-range",
                "numbers",
                "from one number to another",
                "give both ends a column, or one number",
            ),
            (
                Shape::Unit,
                "number-with-unit",
                "numbers alone",
                "a unit or word beside the number",
                "keep the unit in the header or in a column of its own",
            ),
        ];
        for (shape, code, expected, found, help) in words {
            let seen = std::mem::take(&mut shaped[shape as usize]);
            if seen.count > 0 {
                let message = format!(
                    "expected {expected}, found {found}, such as {}; the column is left as found",
                    seen.quoted(self.private)
                );
                self.ask(code, seen, message, help);
            }
        }
        if other.count > 0 {
            let indian = other.examples.iter().any(|cell| is_indian(cell));
            let (code, found) = if indian {
                ("indian-grouping", "groups of two digits")
            } else {
                ("mixed-column", "something else")
            };
            let message = format!(
                "expected numbers as in most cells, found {found}, such as {}; the column is left as found",
                other.quoted(self.private)
            );
            self.ask(code, other, message, "correct these cells, or say that the column is text");
        }
        true
    }

    /// The one word that all cells have which are no numbers.
    fn one_other<'c>(&self, cells: &[(usize, &'c str)]) -> Option<&'c str> {
        let mut others = cells.iter().map(|(_, cell)| *cell).filter(|cell| !is_number(cell));
        let first = others.next()?;
        others.all(|other| other == first).then_some(first)
    }

    /// Most cells are days, some are not.
    pub(super) fn nearly_dates(&mut self) -> bool {
        let cells: Vec<(usize, &str)> = self.cells(Trust::AmongValues).collect();
        let (mut other, mut meant) = (Seen::default(), 0);
        for (row, cell) in &cells {
            if super::date::dated(cell).is_none() && period(unmarked(cell)).is_none() {
                other.add(*row, cell);
                meant += usize::from(is_meant_for_a_day(cell));
            }
        }
        let good = cells.len() - usize::try_from(other.count).unwrap_or(0);
        let all = cells.len() > 1 && good + meant == cells.len();
        let most = good > 0 && (good + meant) * 2 >= cells.len();
        // `Data di fine`: one day is enough to ask about the words beside it.
        let named = self.hints.day && good > 0;
        if !all && !most && !named {
            return false;
        }
        let expected = if good * 2 < cells.len() { "days of the calendar" } else { "dates as in most cells" };
        let message =
            format!("expected {expected}, found {}; the column is left as found", other.quoted(self.private));
        self.ask("not-a-date", other, message, "correct these cells, or say that the column is text");
        true
    }
}

/// Whether a cell that is no day is meant for one: `2022/13/01`, `30/02/2023`, `dal 01/01/2022`, `14-apr`.
fn is_meant_for_a_day(cell: &str) -> bool {
    const LEADS: &str = "dal al dall' all' il from to since du au od do ab bis von vom fra från till";
    if cell.len() > 40 || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if let Some((lead, rest)) = cell.split_once(' ')
        && lead.len() < 6
        && LEADS.split(' ').any(|word| lead.eq_ignore_ascii_case(word))
    {
        return super::date::dated(rest).is_some();
    }
    // Most cells are told by their first letter.
    if !cell.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let year = |part: &str| part.len() == 4 && digits(part, 4);
    let mut parts = cell.split(['/', '-', '.']);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(first), Some(middle), Some(last), None) => {
            digits(middle, 2) && (year(first) && digits(last, 2) || digits(first, 2) && year(last))
        }
        _ => is_day_of_year(cell),
    }
}

/// Whether these cells are numbers with a few exceptions, and no groups such as ages, house numbers or words.
fn asks(cells: &[(usize, &str)], plain: usize, shaped: &[Seen; 5], class: bool) -> bool {
    // `01` beside `2A`: codes, whatever the header says.
    let padded = |cell: &str| {
        // `0180 Stockholm`: the code stands in front of its name.
        let (code, name) = cell.split_once(' ').unwrap_or((cell, ""));
        let named = name.is_empty() || name.chars().filter(|c| c.is_alphabetic()).count() > 2;
        code.len() > 1
            && code.starts_with('0')
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && named
    };
    let classes = || class && cells.iter().all(|(_, cell)| is_school_class(cell));
    if cells.iter().any(|(_, cell)| padded(cell)) || are_numbered(cells, class) || classes() {
        return false;
    }
    let count = |shape: Shape| usize::try_from(shaped[shape as usize].count).unwrap_or(0);
    let indian = cells.iter().filter(|(_, cell)| is_indian(cell)).count();
    let certain = count(Shape::Flagged) + count(Shape::About) + indian;
    let units: std::collections::BTreeSet<&str> = cells
        .iter()
        .filter(|(_, cell)| shape(cell) == Some(Shape::Unit))
        .map(|(_, cell)| cell.trim_start_matches(|c: char| !c.is_alphabetic()))
        .take(MOST_UNITS * 100)
        .collect();
    // `0 år`, `15 år`, `100+ år` below `ålder`: ages one by one.
    const YEARS: [&str; 12] =
        ["år", "anni", "anno", "years", "year", "ans", "an", "jahre", "jahr", "lat", "años", "anos"];
    if class && plain == 0 && !units.is_empty() && units.iter().all(|unit| YEARS.contains(unit)) {
        return false;
    }
    // `01 Andalucía`, `0114 Upplands Väsby`: the number and the words belong together and name one thing.
    let labels: std::collections::BTreeSet<&str> =
        cells.iter().filter(|(_, cell)| shape(cell) == Some(Shape::Unit)).map(|(_, cell)| *cell).collect();
    let words = |label: &&&str| label.trim_start_matches(|c: char| !c.is_alphabetic()).chars().count() > 2;
    let names = labels.iter().filter(words).count();
    if labels.len() > 1 && names == units.len() && names == labels.len() && plain == 0 {
        return false;
    }
    let mut held = plain + certain;
    if units.len() <= MOST_UNITS || plain * 2 >= cells.len() {
        held += count(Shape::Unit);
    }
    if plain > 0 && count(Shape::Range) == 0 || plain * 2 >= cells.len() {
        held += count(Shape::Bound) + count(Shape::Range);
    }
    held * 2 >= cells.len() && (held >= 2 || certain > 0)
}

/// `1D`, `2ªB`, `3° A`: a year of a school and one of its classes.
fn is_school_class(cell: &str) -> bool {
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = cell.split_at(digits);
    let letter = rest.trim_start_matches(['°', 'º', 'ª', '^', ' ', '-', '/']);
    year.parse().is_ok_and(|year: u32| (1..=13).contains(&year))
        && letter.len() == 1
        && letter.bytes().all(|letter| letter.is_ascii_alphabetic())
}

/// Whether the cells number something rather than measure it: sections such as `1.1`, `1.a`, or ages, classes and
/// polling stations from 0 or 1 upwards, with words for the last of them and for all.
fn are_numbered(cells: &[(usize, &str)], class: bool) -> bool {
    let section = |cell: &str| {
        let mut parts = cell.split('.');
        let short = |part: &str| match part.len() {
            1 => part.as_bytes()[0].is_ascii_alphanumeric(),
            2 => part.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        parts.next().is_some_and(|first| short(first) && first.as_bytes()[0].is_ascii_digit())
            && parts.clone().next().is_some()
            && parts.all(short)
    };
    if cells.iter().all(|(_, cell)| section(cell)) && cells.iter().any(|(_, cell)| !is_number(cell)) {
        return true;
    }
    let mut next = None;
    let mut run = 0;
    for (_, cell) in cells {
        let end = cell.find(|c: char| !c.is_ascii_digit()).unwrap_or(cell.len());
        let Ok(number) = cell[..end].parse::<u32>() else { continue };
        match next {
            _ if number > 150 && end < cell.len() => return false,
            None if number < 2 && (class || end == cell.len()) => {}
            // `2 bis`, and the other sex from the beginning.
            Some(next) if number == next || number + 1 == next && end < cell.len() => {}
            Some(_) if number < 2 && run > 2 => run = 0,
            // `85 i więcej`, `100+`: the last class is open, and others may be left out before it.
            Some(next) if number > next && end < cell.len() && run > 2 => {}
            _ => return false,
        }
        next = Some(number + 1);
        run += 1;
    }
    run > 3 || class && run > 2
}
