//! What reading has to say about one file: equal remarks are folded as they come.

use crate::told::Told;
use esito_model::{Remark, RemarkPlace, Severity};

/// How many places a folded remark names.
const PLACES: usize = 3;

/// The remarks about one file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Noted {
    /// The file that the remarks name.
    pub file: String,
    /// In the order in which each kind first came.
    pub remarks: Vec<Remark>,
}

impl Noted {
    /// Nothing to say yet about this file.
    pub(crate) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), remarks: Vec::new() }
    }

    /// A remark about the file as a whole, or about a line of it; one of the same kind and column is folded.
    pub(crate) fn say<T: Into<Told>>(
        &mut self,
        (code, severity): (&str, Severity),
        line: Option<u32>,
        column: Option<&str>,
        message: impl FnOnce() -> T,
        help: &str,
    ) {
        let place = RemarkPlace {
            file: self.file.clone(),
            line: line.map(u64::from),
            column: column.map(str::to_owned),
            record: None,
        };
        let same = |remark: &&mut Remark| {
            remark.code == code && remark.places.first().is_some_and(|first| first.column == place.column)
        };
        if let Some(remark) = self.remarks.iter_mut().find(same) {
            remark.count += 1;
            if remark.places.len() < PLACES {
                remark.places.push(place);
            }
            return;
        }
        let told: Told = message().into();
        let mut remark = Remark::new(code, severity, place, told.message).with_help(help);
        remark.particulars = told.particulars;
        self.remarks.push(remark);
    }

    /// A note: nothing was lost.
    pub(crate) fn note(&mut self, code: &str, line: Option<u32>, message: impl Into<Told>, help: &str) {
        self.say((code, Severity::Note), line, None, || message, help);
    }

    /// A doubt about a reading.
    pub(crate) fn doubt(&mut self, code: &str, line: Option<u32>, message: impl Into<Told>, help: &str) {
        self.say((code, Severity::Doubt), line, None, || message, help);
    }

    /// The file, or a part of it, cannot be used.
    pub(crate) fn fatal(&mut self, code: &str, line: Option<u32>, message: impl Into<Told>, help: &str) {
        self.say((code, Severity::Fatal), line, None, || message, help);
    }
}

/// A text within a remark: in quotes, on one line, cut where it is long.
pub(crate) fn shown(text: &str) -> String {
    format!("\"{}\"", brief(text))
}

/// The same without the quotes: a particular of a remark.
pub(crate) fn brief(text: &str) -> String {
    const MOST: usize = 60;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_remarks_are_folded_by_code_and_column() {
        let mut noted = Noted::new("a.csv");
        for line in 1..=5 {
            noted.say(("x", Severity::Doubt), Some(line), None, || format!("first {line}"), "help");
        }
        noted.say(("x", Severity::Doubt), Some(9), Some("n"), || "other".to_owned(), "");
        assert_eq!(noted.remarks.len(), 2);
        assert_eq!((noted.remarks[0].count, noted.remarks[0].places.len()), (5, 3));
        assert_eq!(noted.remarks[0].message, "first 1");
    }

    #[test]
    fn long_texts_are_cut_at_a_character() {
        assert_eq!(shown("a\n b"), "\"a b\"");
        assert_eq!(shown(&"è".repeat(100)), format!("\"{}…\"", "è".repeat(60)));
    }
}
