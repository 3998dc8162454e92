//! What the cells of a column are: numbers in which hand, days in which order, codes, words; and what is missing.
//!
//! Comes in: a header, the cells below it, and what the rest of the file hints at. Goes out: a judgement that says
//! what the column is, rewrites its cells, and asks what the cells leave open. Nothing is decided in silence: what
//! can be read in two ways is asked, and a column in doubt stays as it was found.
//!
//! Knows no framework and no file: `read` prints by it, `propose` and the Data page show it.

mod classes;
mod communes;
mod company;
mod conceal;
mod date;
mod dates;
mod decide;
mod decide_dates;
mod decide_lists;
mod decide_mended;
mod decide_nearly;
mod decide_numbers;
mod decide_words;
mod header;
mod identity;
mod missing;
mod months;
mod named;
mod number;
mod numbers;
mod parts;
mod period;
mod personal;
mod places;
mod question;
mod renamed;
mod shape;
mod words;

pub(crate) use communes::merged;
pub(crate) use company::{Company, company};
pub(crate) use conceal::{conceal, concealed};
pub(crate) use date::{Order, dated};
pub(crate) use decide_mended::is_mended;
pub(crate) use header::hints;
pub(crate) use identity::is_surely_someone;
pub(crate) use months::is_weekday;
pub(crate) use named::{Named, is_month_alone, named, named_code};
pub(crate) use number::{Mark, codes_of, is_number, undress};
pub(crate) use parts::{Part, part_of_year, whole_period};
pub(crate) use period::{Span, period, unmarked};
pub(crate) use personal::{Personal, mask, names_beside_births, personal};
pub(crate) use places::{Known, known_place, same_place};
pub(crate) use question::Question;
pub(crate) use renamed::{Renamed, renamed};
pub(crate) use shape::{is_mended_range, is_near_a_day, yes_or_no};
pub(crate) use words::{fold, says, words};

use esito_model::Reason;
pub(crate) use missing::{Trust, marker};
use number::Style;
use words::bare;

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// No cell holds anything.
    Empty,
    /// Every cell that is not missing is a number, written so.
    Number(Style),
    /// Every cell is a number, but the decimal mark is in doubt: the cells stay as found.
    NumberInDoubt,
    /// Every cell that is not missing is a day.
    Date(Order),
    /// Every cell is a day, but their order is in doubt: the cells stay as found.
    DateInDoubt,
    /// Days with a time of day.
    DateTime,
    /// Years, quarters, months, school years, from one to another.
    Period,
    /// Digits or letters that are no quantity: leading zeros, identifiers.
    Code,
    /// Words for yes and no.
    Bool,
    /// Several codes in a cell.
    List,
    /// Anything else.
    Text,
}

impl Kind {
    /// The kind as a word for messages and JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Number(_) | Self::NumberInDoubt => "number",
            Self::Date(_) | Self::DateInDoubt => "date",
            Self::DateTime => "date and time",
            Self::Period => "period",
            Self::Code => "code",
            Self::Bool => "yes or no",
            Self::List => "list",
            Self::Text => "text",
        }
    }
}

/// A cell as it should be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rewritten {
    /// There is no value, for this reason.
    Missing(Reason),
    /// The number with a decimal point and the digits that were written.
    Number(String),
    /// The day in ISO form.
    Date(String),
    /// As it stands in the file.
    AsFound,
}

/// What was made of a column.
#[derive(Clone, Debug)]
pub(crate) struct Judgement {
    kind: Kind,
    /// Markers up to here are missing in this column.
    trust: Trust,
    /// `NA` and `None` are missing here, though the column holds text.
    na: bool,
    none: bool,
    /// A marker that is a word here: `-` beside `+`, `/` beside `/dona`.
    word: Option<&'static str>,
    questions: Vec<Question>,
}

impl Judgement {
    /// What the column is.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// What has to be asked (Doubt) and what is only said (Note).
    pub(crate) fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// A cell of this column as it should be printed.
    pub(crate) fn rewrite(&self, cell: &str) -> Rewritten {
        let cell = bare(cell);
        if let Some(reason) = self.missing(cell) {
            return Rewritten::Missing(reason);
        }
        match self.kind {
            Kind::Number(style) => undress(cell)
                .and_then(|dressed| number::rewrite(&dressed, style))
                .map_or(Rewritten::AsFound, Rewritten::Number),
            Kind::Date(order) => dated(cell)
                .and_then(|dated| dated.by(order))
                .map_or(Rewritten::AsFound, |day| Rewritten::Date(day.iso())),
            _ => Rewritten::AsFound,
        }
    }

    /// Why the cell is missing, where it is.
    pub(crate) fn missing(&self, cell: &str) -> Option<Reason> {
        let (reason, trust) = marker(cell)?;
        if self.word == Some(cell) {
            return None;
        }
        let known = trust <= self.trust
            || self.na && cell.eq_ignore_ascii_case("na")
            || self.none && cell.eq_ignore_ascii_case("none");
        known.then_some(reason)
    }
}

/// Whether a cell of a declared type is a marker of what is missing. Letters such as `c` are one among numbers only.
pub(crate) fn is_marker(cell: &str, numbers: bool) -> bool {
    let most = if numbers { Trust::AmongNumbers } else { Trust::AmongValues };
    let signed = cell.len() > 1 && cell.starts_with(['-', '+']) && cell.as_bytes()[1].is_ascii_digit();
    !signed && marker(cell).is_some_and(|(_, trust)| trust <= most)
}

/// Judges a column by its header, its cells and the file that it stands in.
pub(crate) fn judge(header: &str, cells: &[&str], company: &Company) -> Judgement {
    decide::Column::new(header, cells, company).judge()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
