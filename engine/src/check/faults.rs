//! Equal remarks about one column of one file, folded while they are made.
//!
//! A million bad cells must cost no more than a million good ones: a fault that was said before is counted, and its
//! message is not even written.

use crate::told::Told;
use esito_model::{Remark, RemarkPlace, Severity};

/// How many places a folded remark names.
const PLACES: usize = 3;
/// How much of a cell a remark quotes.
const QUOTED: usize = 60;

/// The faults of one column of one file so far.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    remarks: Vec<(&'static str, Remark)>,
}

impl Faults {
    /// One fault more. The place is worked out only while it is shown, the words only the first time.
    pub(crate) fn add<T: Into<Told>>(
        &mut self,
        code: &'static str,
        severity: Severity,
        place: impl FnOnce() -> RemarkPlace,
        words: impl FnOnce() -> T,
    ) {
        if let Some((_, remark)) = self.remarks.iter_mut().find(|(known, _)| *known == code) {
            remark.count += 1;
            if remark.places.len() < PLACES {
                remark.places.push(place());
            }
            return;
        }
        let told: Told = words().into();
        let mut remark = Remark::new(code, severity, place(), told.message).with_help(told.help);
        remark.particulars = told.particulars;
        self.remarks.push((code, remark));
    }

    /// The remarks, and nothing is left.
    pub(crate) fn take(&mut self, into: &mut Vec<Remark>) {
        into.extend(self.remarks.drain(..).map(|(_, remark)| remark));
    }
}

/// A cell as a remark quotes it: private ones not at all, long ones in part.
pub(crate) fn quote(cell: &str, private: bool) -> String {
    if private {
        return "a value that is not shown".to_owned();
    }
    format!("\"{}\"", cut(cell))
}

/// The cell as a particular of a remark: nothing where it is private.
pub(crate) fn particular(cell: &str, private: bool) -> Option<String> {
    (!private).then(|| cut(cell))
}

fn cut(cell: &str) -> String {
    if cell.len() <= QUOTED {
        return cell.to_owned();
    }
    let begin: String = cell.chars().take(QUOTED).collect();
    format!("{begin}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_faults_fold_and_keep_three_places() {
        let mut faults = Faults::default();
        for line in 0..1_000_000 {
            faults.add(
                "not-a-date",
                Severity::Doubt,
                || RemarkPlace { line: Some(line), ..RemarkPlace::default() },
                || (format!("found {line}"), String::new()),
            );
        }
        let mut remarks = Vec::new();
        faults.take(&mut remarks);
        assert_eq!(remarks.len(), 1);
        assert_eq!(remarks[0].count, 1_000_000);
        assert_eq!(remarks[0].message, "found 0");
        assert_eq!(
            remarks[0].places.iter().map(|place| place.line).collect::<Vec<_>>(),
            [Some(0), Some(1), Some(2)]
        );
    }

    #[test]
    fn quotes_are_short_and_discreet() {
        assert_eq!(quote("2018-13", false), "\"2018-13\"");
        assert_eq!(quote("Maria Rossi", true), "a value that is not shown");
        assert_eq!(quote(&"à".repeat(10_000_000), false).chars().count(), 63);
    }
}
