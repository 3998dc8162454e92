//! The part of a judgement that is about codes and words.

use super::decide::Column;
use super::missing::{Trust, marker};
use super::numbers::Numbers;
use super::places::known_place;
use super::question::Seen;
use super::shape::list_parts;
use super::{Judgement, Kind};

impl Column<'_> {
    /// Whether the digits of the column are no quantity.
    pub(super) fn as_code(&self) -> Option<Kind> {
        let digits = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit());
        let cells = || self.cells(Trust::AmongNumbers);
        let all_digits = cells().all(|(_, cell)| digits(cell)) && cells().next().is_some();
        let zero = cells().any(|(_, cell)| cell.len() > 1 && cell.starts_with('0') && digits(cell));
        let long = cells().any(|(_, cell)| cell.len() > 15 && digits(cell));
        // `04.02`: a chapter, not four and two hundredths.
        let plain =
            |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let led = |cell: &str| {
            cell.starts_with('0') && cell.as_bytes().get(1).is_some_and(u8::is_ascii_digit) && !digits(cell)
        };
        // `012,50` alone is a number: the others have fewer digits in front.
        let front = |cell: &str| cell.find(['.', ',']).unwrap_or(cell.len());
        let first = cells().next().map_or(0, |(_, cell)| front(cell));
        let chapters = cells().any(|(_, cell)| led(cell))
            && cells().all(|(_, cell)| plain(cell) && front(cell) == first);
        (self.hints.code || all_digits && (zero || long) || chapters).then_some(Kind::Code)
    }

    pub(super) fn code(mut self, kind: Kind) -> Judgement {
        // Numbers with decimals below a header that names a code: one of the two is wrong.
        let cells: Vec<(usize, &str)> = self.cells(Trust::AmongNumbers).collect();
        let numbers = Numbers::survey(cells.iter().copied());
        if numbers.each && numbers.marked {
            let mut seen = Seen::default();
            for (row, cell) in &cells {
                if !cell.bytes().all(|byte| byte.is_ascii_digit()) {
                    seen.add(*row, cell);
                }
            }
            let changed = cells.iter().any(|(_, cell)| {
                cell.contains([',', ' ', '\u{A0}', '\''])
                    || cell.rsplit_once('.').is_some_and(|(_, last)| last.len() == 3)
                    || cell.contains(['E', 'e'])
                    || cell.matches('.').count() > 1
            });
            if changed {
                let message = format!(
                    "expected codes, as the header says, found what looks like numbers: {}; left as found",
                    seen.quoted(self.private)
                );
                self.ask("code-or-number", seen, message, "say whether they are codes or numbers");
            }
        }
        let mut bare: Vec<(&str, usize)> = cells
            .iter()
            .filter(|(_, cell)| cell.bytes().all(|b| b.is_ascii_digit()))
            .map(|(row, cell)| (*cell, *row))
            .collect();
        bare.sort_by(|a, b| a.0.trim_start_matches('0').cmp(b.0.trim_start_matches('0')).then(a.cmp(b)));
        let twins = bare.windows(2).find(|pair| {
            pair[0].0 != pair[1].0 && pair[0].0.trim_start_matches('0') == pair[1].0.trim_start_matches('0')
        });
        if let Some(pair) = twins {
            let mut seen = Seen::default();
            seen.add(pair[0].1, pair[0].0);
            seen.add(pair[1].1, pair[1].0);
            let message = format!(
                "expected codes that differ in more than zeros in front, found {}; they are kept apart",
                seen.quoted(self.private)
            );
            self.ask("leading-zeros", seen, message, "make sure that they are two codes and not one");
        }
        self.done(kind, Trust::Anywhere)
    }

    /// Words, codes in letters, lists.
    pub(super) fn words(mut self) -> Judgement {
        let cells: Vec<(usize, &str)> = self.cells(Trust::Anywhere).collect();
        let others: Vec<&str> = self.cells(Trust::AmongValues).map(|(_, cell)| cell).collect();
        let is_code =
            |cell: &&&str| (2..=3).contains(&cell.len()) && cell.bytes().all(|b| b.is_ascii_uppercase());
        let codes = others.iter().filter(is_code).count();
        let letters = self.hints.letters || self.hints.code || (codes > 0 && codes * 10 >= others.len() * 7);
        let named = self.hints.place || self.hints.name;
        let (mut na, mut none) = (Seen::default(), Seen::default());
        let mut doubtful = Seen::default();
        for (row, cell) in &cells {
            if cell.eq_ignore_ascii_case("na") {
                na.add(*row, cell);
            } else if cell.eq_ignore_ascii_case("none") {
                none.add(*row, cell);
            } else if matches!(marker(cell), Some((_, Trust::AmongValues))) {
                doubtful.add(*row, cell);
            }
        }
        let mut judgement_na = false;
        let mut judgement_none = false;
        for (seen, value, known, missing) in [
            (na, letters, self.company.na, &mut judgement_na),
            (none, named, self.company.none, &mut judgement_none),
        ] {
            if seen.count == 0 || value {
                continue;
            }
            *missing = known;
            let then =
                if known { "read as missing, as among the numbers of the file" } else { "left as found" };
            let message = format!(
                "expected a word or an empty cell, found {}, which can be either; {then}",
                seen.quoted(self.private)
            );
            self.ask("marker-or-word", seen, message, "say whether it means missing");
        }
        if doubtful.count > 0 {
            let message = format!(
                "expected a word or an empty cell, found {}, which can be either; left as found",
                doubtful.quoted(self.private)
            );
            self.ask("marker-or-word", doubtful, message, "say whether it means missing");
        }
        let mut noted = Seen::default();
        cells.iter().filter(|(_, cell)| is_noted(cell)).for_each(|(row, cell)| noted.add(*row, cell));
        if noted.count > 0 {
            let message = format!(
                "expected names alone, found digits behind a name, such as {}, most likely the mark of a note; left as found",
                noted.quoted(self.private)
            );
            self.ask("label-with-note", noted, message, "take the mark off, or the place is not recognised");
        }
        let other_mark = |cell: &str| {
            cell.split_once(['·', '٫', '‚']).is_some_and(|(whole, decimals)| {
                let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                digits(whole.trim_start_matches(['-', '\u{2212}'])) && digits(decimals)
            })
        };
        if others.iter().filter(|cell| other_mark(cell)).count() > 1
            && others.iter().all(|cell| other_mark(cell) || super::number::is_number(cell))
        {
            let mut seen = Seen::default();
            cells.iter().filter(|(_, cell)| other_mark(cell)).for_each(|(row, cell)| seen.add(*row, cell));
            let message = format!(
                "expected a point or a comma before decimals, found another mark, such as {}; left as found",
                seen.quoted(self.private)
            );
            self.ask("unknown-mark", seen, message, "write the numbers with a point or a comma");
        }
        let has = |fits: &dyn Fn(&str) -> bool| cells.iter().any(|(_, cell)| fits(cell));
        let word = if has(&|cell| cell == "+") {
            Some("-")
        } else if has(&|cell| cell.len() > 2 && cell.starts_with('/') && !cell.starts_with("//")) {
            Some("/")
        } else if self.hints.pivot {
            // The row of what has no label.
            ["(vuoto)", "(blank)", "(vide)", "(leer)", "(puste)", "(tom)", "(en blanco)", "(vazio)"]
                .into_iter()
                .find(|word| self.filled.iter().any(|found| found.1 == *word))
        } else {
            None
        };
        self.filled.iter_mut().filter(|found| Some(found.1) == word).for_each(|found| found.2 = None);
        if self.hints.pivot {
            let seen = self.one(self.filled.first().map_or(0, |(row, ..)| *row));
            let message = "expected records, found the rows of a pivot table, some of which may be totals of the rows below them";
            let help = "hand over the table that it was made of, or leave the totals out with where";
            self.ask("pivot-table", seen, message.to_owned(), help);
        }
        let parts: Vec<usize> = cells.iter().map(|(_, cell)| list_parts(cell)).collect();
        let list = parts.iter().all(|count| *count > 0) && parts.iter().any(|count| *count > 1);
        let kind = if list { Kind::List } else { Kind::Text };
        let mut out = self.done(kind, Trust::Anywhere);
        (out.na, out.none, out.word) = (judgement_na, judgement_none, word);
        out
    }
}

/// Whether the mark of a note stands directly behind the name of a place: `France1`, `Suède²`.
fn is_noted(cell: &str) -> bool {
    let mark = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³' | '⁴' | '⁵' | '⁶');
    if !cell.ends_with(mark) {
        return false;
    }
    let name = cell.trim_end_matches(mark);
    let marks = cell[name.len()..].chars().count();
    marks < 3 && name.len() > 3 && name.ends_with(char::is_alphabetic) && known_place(name).is_some()
}
