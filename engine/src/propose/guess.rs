//! What a column is, guessed from its header and its cells.

use super::headers::{is_code, is_period, is_personal};
use crate::check::{CellKind, cell_kind};
use crate::judge::{Known, is_marker, known_place, personal};
use esito_model::{ColumnType, Meaning};
use std::collections::BTreeMap;

/// A column with more different cells is no breakdown and no list of indicators.
const DIFFERENT: usize = 60;
/// How many different cells of a column are remembered.
const REMEMBERED: usize = 2_000;

/// What the cells of a column were so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guess {
    /// Cells that are not empty.
    pub filled: u64,
    whole: u64,
    numbers: u64,
    percent: u64,
    days: u64,
    periods: u64,
    years: u64,
    flags: u64,
    /// Markers of what is missing, such as `n.d.`
    markers: u64,
    /// A cell such as `007`: a code, whatever the others are.
    code: bool,
    /// The different cells and how often each stands there, until there are too many.
    pub different: BTreeMap<String, usize>,
    full: bool,
}

impl Guess {
    pub(super) fn look(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        if let Some(times) = self.different.get_mut(cell) {
            *times += 1;
        } else if self.different.len() < REMEMBERED {
            self.different.insert(cell.to_owned(), 1);
        } else {
            self.full = true;
        }
        if is_marker(cell, true) {
            self.markers += 1;
            return;
        }
        self.code |=
            cell.len() > 1 && cell.starts_with('0') && cell.bytes().all(|byte| byte.is_ascii_digit());
        match cell_kind(cell) {
            CellKind::Year => {
                self.years += 1;
                self.periods += 1;
                self.whole += 1;
                self.numbers += 1;
            }
            CellKind::Whole => {
                self.whole += 1;
                self.numbers += 1;
            }
            CellKind::Number => self.numbers += 1,
            CellKind::Percent => self.percent += 1,
            CellKind::Day => {
                self.days += 1;
                self.periods += 1;
            }
            CellKind::Period => self.periods += 1,
            CellKind::Flag => self.flags += 1,
            CellKind::Text => {}
        }
    }

    /// Whether there are too many different cells for a breakdown.
    pub(super) fn many(&self) -> bool {
        self.different.len() > DIFFERENT
    }

    /// The different cells and how often each stands there; nothing where there are too many to compare.
    pub(crate) fn labels(&self) -> Option<(Vec<String>, Vec<usize>)> {
        (!self.full).then(|| self.different.iter().map(|(cell, times)| (cell.clone(), *times)).unzip())
    }

    /// Whether no cell stands there twice.
    pub(super) fn all_differ(&self) -> bool {
        !self.full && self.filled > 1 && self.different.len() as u64 == self.filled
    }

    /// What all but a few cells are, where some are something else: four in five at least.
    pub(crate) fn mostly(&self) -> Option<Meaning> {
        let of = self.filled - self.markers;
        let most = |count: u64| count < of && 5 * count >= 4 * of;
        match self {
            _ if self.code => None,
            _ if most(self.days) => Some(Meaning::Date),
            _ if most(self.whole) && self.whole == self.numbers => Some(Meaning::Count),
            _ if most(self.numbers) => Some(Meaning::Number),
            _ if most(self.percent) => Some(Meaning::Percent),
            _ => None,
        }
    }

    /// Whether half of the cells or more are numbers, per cent or days.
    pub(super) fn half_values(&self) -> bool {
        let of = self.filled - self.markers;
        of > 0 && !self.code && 2 * (self.numbers + self.percent + self.days) >= of
    }

    /// Whether nothing stands there but markers of what is missing.
    pub(super) fn is_blank(&self) -> bool {
        self.filled == self.markers
    }

    /// Whether a cell has zeros in front, as codes have.
    pub(super) fn has_code(&self) -> bool {
        self.code
    }

    /// Whether most of the different cells are countries, regions or cities that are known, of one kind.
    pub(super) fn holds_places(&self) -> bool {
        let known =
            |kind: Known| self.different.keys().filter(|cell| known_place(cell) == Some(kind)).count();
        let most = [Known::Country, Known::Region, Known::City].into_iter().map(known).max().unwrap_or(0);
        most >= 2 && most * 10 >= self.different.len() * 7
    }

    /// Whether the column tells who somebody is.
    pub(super) fn tells_of_people(&self, header: &str) -> bool {
        // As often as they stand there: some addresses among many towns are slips.
        let often = |(cell, times): (&'_ String, &usize)| vec![cell.clone(); (*times).min(DIFFERENT)];
        let cells: Vec<String> = self.different.iter().take(DIFFERENT).flat_map(often).collect();
        let stride = cells.len().div_ceil(2 * DIFFERENT).max(1);
        let cells: Vec<&str> = cells.iter().step_by(stride).map(String::as_str).collect();
        is_personal(header) || personal(header, &cells).is_some()
    }

    /// The type that every cell has.
    pub(super) fn kind(&self, header: &str) -> ColumnType {
        let all = |count: u64| count > 0 && count + self.markers == self.filled;
        if self.filled == 0 || self.code || is_code(header) {
            return ColumnType::Text;
        }
        if all(self.years) {
            // Four digits are a year where the header says so; elsewhere they are a number like another.
            return if is_period(header) { ColumnType::Period } else { ColumnType::Count };
        }
        if all(self.days) {
            return ColumnType::Date;
        }
        if all(self.whole) {
            return ColumnType::Count;
        }
        if all(self.periods) {
            return ColumnType::Period;
        }
        if all(self.numbers) {
            return ColumnType::Number;
        }
        if self.percent > 0 && all(self.percent + self.numbers) {
            return ColumnType::Percent;
        }
        if all(self.flags) {
            return ColumnType::Bool;
        }
        ColumnType::Text
    }
}

/// A name of ours for a header: lower case, letters, digits and `_`.
pub(super) fn slug(header: &str) -> String {
    let mut out = String::new();
    for c in header.to_lowercase().chars() {
        match plain(c) {
            Some(plain) => out.push(plain),
            None if !out.is_empty() && !out.ends_with('_') => out.push('_'),
            None => {}
        }
    }
    let out = out.trim_matches('_').to_owned();
    let first = out.chars().next();
    match first {
        None => "column".to_owned(),
        Some(digit) if digit.is_ascii_digit() => format!("c_{out}"),
        // Words that begin something else in a formula.
        Some(_) if RESERVED.contains(&out.as_str()) => format!("{out}_"),
        Some(_) => out,
    }
}

const RESERVED: [&str; 22] = [
    "all", "and", "as", "between", "by", "case", "distinct", "else", "end", "from", "group", "in", "is",
    "like", "not", "null", "or", "order", "select", "then", "when", "where",
];

fn plain(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' | 'â' | 'ä' | 'å' | 'ă' | 'ą' => 'a',
        'è' | 'é' | 'ê' | 'ë' | 'ę' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' | 'ć' => 'c',
        'ñ' | 'ń' => 'n',
        'ś' | 'ș' => 's',
        'ł' => 'l',
        'ț' => 't',
        'ź' | 'ż' => 'z',
        c if c.is_ascii_alphanumeric() => c,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(header: &str, cells: &[&str]) -> ColumnType {
        let mut guess = Guess::default();
        cells.iter().for_each(|cell| guess.look(cell));
        guess.kind(header)
    }

    #[test]
    fn types_are_what_every_cell_is() {
        for (header, cells, expected) in [
            ("n", &["1", "", "20"][..], ColumnType::Count),
            ("n", &["1", "-2"], ColumnType::Number),
            ("n", &["1", "2,5"], ColumnType::Number),
            ("n", &["1", "few"], ColumnType::Text),
            ("rate", &["45%", "50,5 %"], ColumnType::Percent),
            ("CAP", &["10121", "20121"], ColumnType::Text),
            ("n", &["007", "12"], ColumnType::Text),
            ("Anno", &["2020", "2021"], ColumnType::Period),
            ("people", &["2020", "2021"], ColumnType::Count),
            ("when", &["2020-Q1", "2020-Q2"], ColumnType::Period),
            ("when", &["31/12/2020", "01/01/2021"], ColumnType::Date),
            ("done", &["sì", "no"], ColumnType::Bool),
            ("empty", &["", " "], ColumnType::Text),
            ("n", &["1,5", "n.d.", ":"], ColumnType::Number),
            ("sigla", &["NA", "TO"], ColumnType::Text),
        ] {
            assert_eq!(kind(header, cells), expected, "{header} {cells:?}");
        }
    }

    #[test]
    fn names_are_plain_words() {
        for (header, expected) in [
            ("Città di residenza", "citta_di_residenza"),
            ("Number engaged - (Value)", "number_engaged_value"),
            ("2020", "c_2020"),
            ("Order", "order_"),
            ("€", "column"),
        ] {
            assert_eq!(slug(header), expected);
        }
    }

    #[test]
    fn places_are_seen_in_the_cells() {
        let places = |cells: &[&str]| {
            let mut guess = Guess::default();
            cells.iter().for_each(|cell| guess.look(cell));
            guess.holds_places()
        };
        assert!(places(&["Torino", "Milano", "Chivasso", "Roma", "Bari"]));
        assert!(places(&["ITC1", "ITC4", "FR10"]));
        assert!(!places(&["Rossi", "Milano", "Bianchi"]));
    }
}
