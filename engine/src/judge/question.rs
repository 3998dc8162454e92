//! What has to be asked about a column, and what is only said.

use super::personal::mask;
use esito_model::{Remark, RemarkPlace, Severity};

/// How many cells a question shows.
pub(crate) const EXAMPLES: usize = 3;
const LONGEST: usize = 40;

/// Something about a column that its owner has to decide (Doubt) or should know (Note).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// A stable word, as in remarks.
    pub code: &'static str,
    /// Doubt where it is asked, Note where it is only said.
    pub severity: Severity,
    /// What was expected and what was found, and what was assumed.
    pub message: String,
    /// What can be done about it.
    pub help: String,
    /// The readings between which the owner chooses: what it is called, and what the first example becomes.
    pub readings: Vec<(&'static str, String)>,
    /// Up to three cells.
    pub examples: Vec<String>,
    /// The same cells as the message quotes them: private ones by their shape alone.
    pub found: Vec<String>,
    /// The first cell that it is about, counted from 0.
    pub first: usize,
    /// How many cells it is about.
    pub count: u64,
}

impl Question {
    /// The question as a remark at a place.
    pub(crate) fn remark(&self, place: RemarkPlace) -> Remark {
        let mut remark =
            Remark::new(self.code, self.severity, place, self.message.clone()).with_help(self.help.clone());
        remark.count = self.count.max(1);
        remark.with_found(self.found.iter().cloned())
    }

    /// Whether it has to be answered.
    pub(crate) fn is_asked(&self) -> bool {
        self.severity != Severity::Note
    }
}

/// Cells that a question is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub examples: Vec<String>,
    pub first: usize,
    pub count: u64,
}

impl Seen {
    /// One cell more.
    pub(crate) fn add(&mut self, at: usize, cell: &str) {
        if self.count == 0 {
            self.first = at;
        }
        self.count += 1;
        if self.examples.len() < EXAMPLES && !self.examples.iter().any(|known| known == cell) {
            self.examples.push(cell.to_owned());
        }
    }

    /// The examples as a remark quotes them; private ones by their shape alone.
    pub(crate) fn quoted(&self, private: bool) -> String {
        let quoted: Vec<String> = self.shown(private).iter().map(|cell| format!("\"{cell}\"")).collect();
        quoted.join(", ")
    }

    /// The examples as they may be shown: private ones by their shape alone, long ones in part.
    pub(crate) fn shown(&self, private: bool) -> Vec<String> {
        let short = |cell: &String| {
            let cell = if private { mask(cell) } else { cell.clone() };
            if cell.chars().count() <= LONGEST {
                return cell;
            }
            format!("{}…", cell.chars().take(LONGEST).collect::<String>())
        };
        self.examples.iter().map(short).collect()
    }
}
