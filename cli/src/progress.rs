//! How far the work is, on a terminal and only when it is long.

use crate::Fault;
use crate::gather::Files;
use crate::output::tell;
use esito_engine::{Again, Bundle, Contents, Loading, Working};
use esito_model::{Answer, Progress, Question, Stage};
use sha2::{Digest, Sha256};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Work shorter than this says nothing.
const PATIENCE: Duration = Duration::from_millis(700);
/// How often the line changes.
const BEAT: Duration = Duration::from_millis(100);
/// Bytes that are hashed in one go.
const PIECE: usize = 1 << 20;

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

/// Reads a bundle; its files are hashed meanwhile.
///
/// # Errors
/// Where a file that was left on the disk could not be read to its end, or is another one by then.
pub(crate) fn load((sources, on_disk): Files) -> Result<Bundle, Fault> {
    let mut line = Line::new();
    let files: Vec<(String, Contents)> =
        sources.files.iter().map(|file| (file.name.clone(), file.bytes.clone())).collect();
    let mut loading = Loading::new(sources);
    std::thread::scope(|scope| {
        let mut hashing = Some(scope.spawn(|| files.iter().filter_map(hashed).collect::<Vec<_>>()));
        while let Some(progress) = loading.step() {
            line.show(&progress);
            // From here on the engine would hash them itself.
            if progress.stage == Stage::Joining
                && let Some(Ok(hashes)) = hashing.take().map(std::thread::ScopedJoinHandle::join)
            {
                hashes.iter().for_each(|(name, sha256)| loading.set_sha256(name, sha256));
            }
        }
    });
    let bundle = loading.finish();
    on_disk.unchanged()?;
    Ok(bundle)
}

/// A file's name and SHA-256; not of a zip, whose files the engine hashes one by one.
fn hashed((name, bytes): &(String, Contents)) -> Option<(String, String)> {
    (!bytes.piece(0, 2).starts_with(b"PK")).then(|| {
        let mut hash = Sha256::new();
        (0..bytes.len()).step_by(PIECE).for_each(|from| hash.update(bytes.piece(from, from + PIECE)));
        (name.clone(), hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    })
}

/// Works a document out as far as it goes.
pub(crate) fn work(mut working: Working<'_>) -> Working<'_> {
    follow(|| working.step());
    working
}

/// Works a published answer out again.
pub(crate) fn again(mut again: Again<'_>) -> Again<'_> {
    follow(|| again.step());
    again
}

fn follow(mut step: impl FnMut() -> Option<Progress>) {
    let mut line = Line::new();
    while let Some(progress) = step() {
        line.show(&progress);
    }
}

/// Answers a question.
pub(crate) fn answer(bundle: &Bundle, question: &Question) -> Answer {
    let mut answering = bundle.answering(question);
    follow(|| answering.step());
    answering.finish()
}
