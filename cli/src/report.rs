//! Remarks as a person reads them: grouped by how much they take away, each with its place first.

use crate::output::{plain, tell};
use esito_model::{Remark, Severity};
use serde::Serialize;
use std::fmt::Write as _;

/// How many remarks there are of each kind, folded ones counted one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    /// A file, a table or an indicator cannot be used.
    pub(crate) fatal: u64,
    /// A cell, a row or a reading is in question.
    pub(crate) doubt: u64,
    /// Nothing was lost.
    pub(crate) note: u64,
}

impl Counts {
    /// Counts remarks.
    pub(crate) fn of<'a>(remarks: impl IntoIterator<Item = &'a Remark>) -> Self {
        let mut counts = Self::default();
        for remark in remarks {
            let kind = match remark.severity {
                Severity::Fatal => &mut counts.fatal,
                Severity::Doubt => &mut counts.doubt,
                Severity::Note => &mut counts.note,
            };
            *kind += remark.count;
        }
        counts
    }

    /// The counts in words: `1 fatal, 3 doubts, 2 notes`.
    pub(crate) fn words(self) -> String {
        let s = |n: u64| if n == 1 { "" } else { "s" };
        let Self { fatal, doubt, note } = self;
        format!("{fatal} fatal, {doubt} doubt{}, {note} note{}", s(doubt), s(note))
    }
}

/// Tells the remarks on standard error.
pub(crate) fn tell_remarks(remarks: &[&Remark]) {
    tell(&text(remarks));
}

/// The remarks as text: `outcomes.csv:14 ended: expected …, found …`, the gravest first.
fn text(remarks: &[&Remark]) -> String {
    let mut out = String::new();
    let groups = [
        (Severity::Fatal, "fatal: a file, a table or an indicator cannot be used"),
        (Severity::Doubt, "doubt: a cell, a row or a reading is in question"),
        (Severity::Note, "note: nothing was lost"),
    ];
    for (severity, title) in groups {
        let group: Vec<_> = remarks.iter().filter(|remark| remark.severity == severity).collect();
        if group.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{title} ({})", group.iter().map(|remark| remark.count).sum::<u64>());
        for remark in group {
            push(&mut out, remark);
        }
        out.push('\n');
    }
    out
}

fn push(out: &mut String, remark: &Remark) {
    let mut places = remark.places.iter().map(|place| {
        let mut text = place.file.clone();
        if let Some(line) = place.line {
            let _ = write!(text, ":{line}");
        }
        if let Some(column) = &place.column {
            let _ = write!(text, " {column}");
        }
        plain(&text)
    });
    let first = places.next().filter(|place| !place.is_empty());
    let message = plain(&remark.message);
    match first {
        Some(place) => {
            let _ = writeln!(out, "{place}: {message} [{}]", remark.code);
        }
        None => {
            let _ = writeln!(out, "{message} [{}]", remark.code);
        }
    }
    let others: Vec<_> = places.collect();
    let unnamed = remark.count.saturating_sub(remark.places.len().max(1) as u64);
    if !others.is_empty() || unnamed > 0 {
        let more = if unnamed > 0 { format!("{unnamed} more") } else { String::new() };
        let both = if others.is_empty() || unnamed == 0 { "" } else { " and " };
        let _ = writeln!(out, "    also {}{both}{more}", others.join(", "));
    }
    if !remark.help.is_empty() {
        let _ = writeln!(out, "    help: {}", plain(&remark.help));
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, text};
    use esito_model::{Remark, RemarkPlace, Severity};

    fn at(line: u64) -> RemarkPlace {
        RemarkPlace {
            file: "outcomes.csv".to_owned(),
            line: Some(line),
            column: Some("ended".to_owned()),
            record: None,
        }
    }

    #[test]
    fn a_remark_says_where_what_and_what_to_do() {
        let mut doubt = Remark::new("date", Severity::Doubt, at(14), "expected a date, found \"2018-13\"")
            .with_help("months go from 01 to 12");
        doubt.places.extend([at(20), at(31)]);
        doubt.count = 17;
        let fatal = Remark::new("missing-file", Severity::Fatal, RemarkPlace::default(), "a\u{1b}[2J");
        assert_eq!(
            text(&[&doubt, &fatal]),
            "fatal: a file, a table or an indicator cannot be used (1)\n\
             a\\u{1b}[2J [missing-file]\n\
             \n\
             doubt: a cell, a row or a reading is in question (17)\n\
             outcomes.csv:14 ended: expected a date, found \"2018-13\" [date]\n\
             \x20   also outcomes.csv:20 ended, outcomes.csv:31 ended and 14 more\n\
             \x20   help: months go from 01 to 12\n\
             \n"
        );
        assert_eq!(Counts::of([&doubt, &fatal]).words(), "1 fatal, 17 doubts, 0 notes");
    }
}
