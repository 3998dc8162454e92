//! How far the work is, on a terminal and only when it is long.

use crate::output::tell;
use esito_engine::compare::Comparing;
use esito_engine::{Bundle, Loading, Sources};
use esito_model::{Answer, Comparison, Progress, Question, Stage};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Work shorter than this says nothing.
const PATIENCE: Duration = Duration::from_millis(700);
/// How often the line changes.
const BEAT: Duration = Duration::from_millis(100);

/// One line on standard error that is written over, and wiped at the end.
struct Line {
    terminal: bool,
    next: Instant,
    shown: bool,
}

impl Line {
    fn new() -> Self {
        Self { terminal: std::io::stderr().is_terminal(), next: Instant::now() + PATIENCE, shown: false }
    }

    fn show(&mut self, progress: &Progress) {
        let verb = match progress.stage {
            Stage::Reading => "reading",
            Stage::Joining => "joining",
            Stage::Measuring => "measuring",
            Stage::Drawing => "drawing intervals",
            Stage::Paying => "paying",
            Stage::Valuing => "valuing",
            Stage::Comparing => "comparing",
        };
        self.say(verb, &progress.item, progress.done, progress.total);
    }

    fn say(&mut self, verb: &str, item: &str, done: u64, total: u64) {
        if !self.terminal || Instant::now() < self.next {
            return;
        }
        self.next = Instant::now() + BEAT;
        self.shown = true;
        let part = done.saturating_mul(100).checked_div(total).unwrap_or(0).min(100);
        let item = crate::output::plain(item);
        tell(&format!("\r\u{1b}[2K{verb} {item} {part} %"));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.shown {
            tell("\r\u{1b}[2K");
        }
    }
}

/// Reads a bundle.
pub(crate) fn load(sources: Sources) -> Bundle {
    let mut line = Line::new();
    let mut loading = Loading::new(sources);
    while let Some(progress) = loading.step() {
        line.show(&progress);
    }
    loading.finish()
}

/// Works out a comparison.
pub(crate) fn compare(mut comparing: Comparing) -> Comparison {
    let mut line = Line::new();
    while let Some((done, total)) = comparing.step() {
        line.say("comparing", "", done, total);
    }
    comparing.comparison()
}

/// Answers a question.
pub(crate) fn answer(bundle: &Bundle, question: &Question) -> Answer {
    let mut line = Line::new();
    let mut answering = bundle.answering(question);
    while let Some(progress) = answering.step() {
        line.show(&progress);
    }
    answering.finish()
}
