//! From the cells of a column to a judgement.

use super::company::Company;
use super::header::{Hints, hints};
use super::missing::{Trust, marker};
use super::personal::{Personal, personal};
use super::question::{Question, Seen};
use super::shape::yes_or_no;
use super::words::bare;
use super::{Judgement, Kind};
use esito_model::Severity;

/// A column that is being judged.
pub(super) struct Column<'a> {
    pub(super) hints: Hints,
    pub(super) company: &'a Company,
    /// Cells that hold something, trimmed, with their row and whether they are a marker of what is missing.
    pub(super) filled: Vec<(usize, &'a str, Option<Trust>)>,
    pub(super) questions: Vec<Question>,
    /// Its cells are quoted by their shape alone.
    pub(super) private: bool,
    pub(super) personal: Option<Personal>,
}

impl<'a> Column<'a> {
    pub(super) fn new(header: &str, cells: &[&'a str], company: &'a Company) -> Self {
        let personal = personal(header, cells);
        let filled = cells.iter().enumerate().map(|(row, cell)| (row, bare(cell)));
        let filled = filled
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(row, cell)| (row, cell, marker(cell).map(|(_, trust)| trust)));
        Self {
            hints: hints(header),
            company,
            filled: filled.collect(),
            questions: Vec::new(),
            private: personal.is_some(),
            personal,
        }
    }

    /// The cells that no marker up to this trust takes away.
    pub(super) fn cells(&self, trust: Trust) -> impl Iterator<Item = (usize, &'a str)> + '_ {
        let kept =
            move |found: &&(usize, &'a str, Option<Trust>)| found.2.is_none_or(|marker| marker > trust);
        self.filled.iter().filter(kept).map(|(row, cell, _)| (*row, *cell))
    }

    pub(super) fn judge(mut self) -> Judgement {
        if let Some(kind) = self.personal {
            let seen = self.one(self.filled.first().map_or(0, |(row, ..)| *row));
            let message = format!(
                "expected data that tell of nobody, found {}, such as {}",
                kind.word(),
                seen.quoted(true)
            );
            self.note("personal-data", seen, message, "keep the column private, or leave it out of the file");
        }
        if self.filled.is_empty() || self.cells(Trust::Anywhere).next().is_none() {
            return self.done(Kind::Empty, Trust::Anywhere);
        }
        // Below a year there are only values.
        if self.hints.period && self.cells(Trust::AmongNumbers).next().is_none() {
            return self.done(Kind::Empty, Trust::AmongNumbers);
        }
        if self.cells(Trust::AmongValues).next().is_none() {
            return self.words();
        }
        // A day is a day, whatever the header calls it: the date of an identifier.
        if let Some(done) = self.as_dates(Trust::AmongValues) {
            return self.done(done, Trust::AmongValues);
        }
        // `s` or `x` among days is missing, as it is among numbers.
        let lettered = self.filled.iter().filter(|(.., marker)| *marker == Some(Trust::AmongNumbers)).count();
        let others = self.cells(Trust::AmongNumbers).count();
        if lettered > 0
            && others > 1
            && lettered <= 4 * others
            && let Some(done) = self.as_dates(Trust::AmongNumbers)
        {
            return self.done(done, Trust::AmongNumbers);
        }
        // A cross beside zeros is a yes.
        let crossed = |(_, cell): (usize, &str)| matches!(cell, "x" | "X" | "0");
        if self.cells(Trust::AmongValues).all(crossed)
            && self.cells(Trust::AmongNumbers).next().is_some()
            && lettered > 0
        {
            return self.done(Kind::Bool, Trust::AmongValues);
        }
        if let Some(kind) = self.as_code() {
            return self.code(kind);
        }
        if let Some(done) = self.as_numbers() {
            return self.done(done, Trust::AmongNumbers);
        }
        if self.days_among_ranges() {
            return self.done(Kind::Text, Trust::AmongValues);
        }
        if self.cells(Trust::AmongValues).all(|(_, cell)| yes_or_no(cell).is_some()) {
            return self.done(Kind::Bool, Trust::AmongValues);
        }
        // `Non definito` beside yes and no; letters such as `c` are not missing there.
        let phrase = |found: &(usize, &str, Option<Trust>)| {
            found.2 != Some(Trust::AmongNumbers) || found.1.chars().count() > 5
        };
        if self.cells(Trust::AmongNumbers).next().is_some()
            && self.filled.iter().all(phrase)
            && self.cells(Trust::AmongNumbers).all(|(_, cell)| yes_or_no(cell).is_some())
        {
            return self.done(Kind::Bool, Trust::AmongNumbers);
        }
        if self.nearly_numbers() || self.nearly_dates() {
            return self.done(Kind::Text, Trust::AmongValues);
        }
        self.words()
    }

    pub(super) fn done(mut self, kind: Kind, trust: Trust) -> Judgement {
        let mut taken = Seen::default();
        for (row, cell, marker) in &self.filled {
            if marker.is_some_and(|marker| marker <= trust) {
                taken.add(*row, cell);
            }
        }
        if taken.count > 0 && kind != Kind::Empty {
            let message = format!(
                "expected {} cells, found markers such as {}; they are read as missing",
                kind.word(),
                taken.quoted(false)
            );
            self.note(
                "missing-marker",
                taken,
                message,
                "a zero is written 0; where a marker means none, write 0",
            );
        }
        Judgement { kind, trust, na: false, none: false, word: None, questions: self.questions }
    }

    pub(super) fn note(&mut self, code: &'static str, seen: Seen, message: String, help: &str) {
        self.say(Severity::Note, code, seen, message, help, Vec::new());
    }

    pub(super) fn ask(&mut self, code: &'static str, seen: Seen, message: String, help: &str) {
        self.say(Severity::Doubt, code, seen, message, help, Vec::new());
    }

    pub(super) fn say(
        &mut self,
        severity: Severity,
        code: &'static str,
        seen: Seen,
        message: String,
        help: &str,
        readings: Vec<(&'static str, String)>,
    ) {
        let found = seen.shown(self.private);
        let examples = if self.private { Vec::new() } else { seen.examples };
        self.questions.push(Question {
            code,
            severity,
            message,
            help: help.to_owned(),
            readings,
            examples,
            found,
            first: seen.first,
            count: seen.count,
        });
    }

    pub(super) fn one(&self, row: usize) -> Seen {
        let mut seen = Seen::default();
        if let Some((row, cell, _)) = self.filled.iter().find(|(at, ..)| *at == row) {
            seen.add(*row, cell);
        }
        seen
    }
}
