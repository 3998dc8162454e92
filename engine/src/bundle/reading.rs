//! One file into a table that is being filled, a stretch at a time.
//!
//! A plain file is split where it lies; one that is plain but for its encoding is decoded piece by piece, and split
//! then. Any other is read as `esito read` reads it, written once more as plain
//! records, and split then; its rows keep the lines of the original.

use crate::check::Filling;
use crate::contents::Contents;
use crate::read::{
    Cells, Delimiter, Ends, Header, Plain, Records, Transcoding, is_plain, open, plain, read_header,
    text_start,
};
use esito_model::{ReadAs, Remark, RemarkPlace, Severity};
use std::sync::Arc;

/// Bytes of another encoding that are decoded in one step.
const DECODED: usize = 4 << 20;
/// Bytes that are split and read in one step. Their cells stay where the processor is quick to find them, while column
/// after column goes over them.
const STRETCH: usize = 256 << 10;

/// A file that is being read.
#[derive(Debug)]
pub(crate) struct ReadingFile {
    name: String,
    bytes: Contents,
    stage: Stage,
    /// It is known that the file is not in UTF-8.
    coded: bool,
    /// The stretch at hand.
    here: Ahead,
    /// Those of the next one, where there was a thread to split it meanwhile.
    next: Option<Ahead>,
    /// The sheet of a workbook, or file of a zip, that is meant, and what else was said about how it is read.
    read_as: ReadAs,
    /// For a file that was written once more: the lines of its records in the original.
    lines: Option<Vec<u32>>,
    /// Records so far.
    pub rows: u64,
    /// Whether any of it can be used.
    pub usable: bool,
    pub remarks: Vec<Remark>,
    /// The file as it was written once more, for whoever opens its rows.
    pub again: Option<Again>,
}

/// A file that was written once more as plain records.
#[derive(Clone, Debug)]
pub(crate) struct Again {
    pub header: Header,
    pub bytes: Contents,
}

#[derive(Debug)]
enum Stage {
    Beginning,
    Decoding(Box<Transcoding>),
    Splitting { delimiter: Box<Delimiter>, at: usize, line: u32, size: usize },
}

/// How a file is split.
struct Split<'a> {
    bytes: &'a Contents,
    delimiter: &'a Delimiter,
    wanted: &'a Cells,
}

/// A stretch that was split.
#[derive(Debug, Default)]
struct Ahead {
    records: Records,
    /// The bytes, where the file holds none.
    fetched: Vec<u8>,
    /// How many bytes the records take.
    used: usize,
    /// The line after them.
    line: u32,
}

impl Split<'_> {
    /// Splits as many bytes from here.
    fn from(&self, at: usize, line: u32, size: usize) -> Ahead {
        self.into(Ahead::default(), at, line, size)
    }

    /// The same into a stretch that is no longer needed, for the room that it has.
    fn into(&self, mut free: Ahead, at: usize, line: u32, size: usize) -> Ahead {
        let end = self.bytes.len().min(at.saturating_add(size));
        let at_end = end == self.bytes.len();
        let bytes = self.bytes.stretch(at, end, &mut free.fetched);
        free.line = line;
        free.used = free.records.split(bytes, at_end, self.delimiter, self.wanted, &mut free.line);
        free
    }

    /// Does some work, and splits the next stretch meanwhile.
    #[cfg(not(target_family = "wasm"))]
    fn beside(&self, free: Ahead, at: usize, line: u32, work: impl FnOnce() + Send) -> Option<Ahead> {
        if at >= self.bytes.len() {
            work();
            return None;
        }
        let ((), ahead) = crate::parallel::both(work, || self.into(free, at, line, STRETCH));
        Some(ahead)
    }

    /// Does some work; there is no other thread that could split the next stretch meanwhile.
    #[cfg(target_family = "wasm")]
    fn beside(&self, free: Ahead, at: usize, line: u32, work: impl FnOnce()) -> Option<Ahead> {
        work();
        (at < self.bytes.len()).then(|| self.into(free, at, line, STRETCH))
    }
}

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// So many bytes more are done.
    More(u64),
    /// The rest is done too.
    Done,
    /// Some bytes are no text in UTF-8, though the first ones were: the table must be begun anew, this file as one in
    /// another encoding.
    NotUtf8,
}

impl ReadingFile {
    /// Begins with a file; `coded` where it is known that it is not in UTF-8.
    pub(crate) fn new(name: &str, bytes: &Contents, read_as: &ReadAs, coded: bool) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.clone(),
            stage: Stage::Beginning,
            coded,
            here: Ahead::default(),
            next: None,
            read_as: read_as.clone(),
            lines: None,
            rows: 0,
            usable: false,
            remarks: Vec::new(),
            again: None,
        }
    }

    /// Reads a stretch into the table.
    pub(crate) fn step(&mut self, wanted: &[&str], filling: &mut Filling) -> Step {
        let bytes = self.bytes.clone();
        match &mut self.stage {
            // Whether all of it is text shows while it is split.
            Stage::Beginning if !self.coded && is_plain(Ends::of(&bytes), wanted, &self.read_as) => {
                self.begin(wanted, filling)
            }
            Stage::Beginning => self.decode(wanted, filling),
            Stage::Decoding(decoding) => match decoding.step(&bytes, DECODED) {
                Some(text) => self.decoded(&text, wanted, filling),
                None => Step::More(0),
            },
            Stage::Splitting { delimiter, at, line, size } => {
                let Some(wanted) = filling.wanted().cloned() else { return Step::Done };
                let split = Split { bytes: &bytes, delimiter, wanted: &wanted };
                let ahead = self.next.take().unwrap_or_else(|| split.from(*at, *line, *size));
                let used = ahead.used;
                *line = ahead.line;
                let free = std::mem::replace(&mut self.here, ahead);
                let at_end = bytes.len() - *at <= *size;
                if used == 0 && !at_end {
                    // One record is longer than the stretch.
                    *size *= 2;
                    return Step::More(0);
                }
                if let Some(lines) = &self.lines {
                    let from = usize::try_from(self.rows).unwrap_or(usize::MAX);
                    for (place, original) in self.here.records.lines.iter_mut().zip(lines.iter().skip(from)) {
                        *place = *original;
                    }
                }
                // Cut where a record ends, and so never within a character.
                let stretch = match bytes.held() {
                    Some(held) => &held[*at..*at + used],
                    None => &self.here.fetched[..used],
                };
                let Ok(text) = std::str::from_utf8(stretch) else { return Step::NotUtf8 };
                let base = *at as u64;
                *at += used;
                *size = STRETCH;
                self.next = split.beside(free, *at, *line, || filling.feed(text, base, &self.here.records));
                self.rows += self.here.records.len() as u64;
                if *at < bytes.len() {
                    return Step::More(used as u64);
                }
                filling.end();
                if self.rows == 0 && self.lines.is_none() {
                    let place = RemarkPlace { file: self.name.clone(), ..RemarkPlace::default() };
                    let message = "expected rows below the header, found none";
                    self.remarks.push(Remark::new("no-rows", Severity::Doubt, place, message));
                }
                Step::Done
            }
        }
    }

    fn begin(&mut self, wanted: &[&str], filling: &mut Filling) -> Step {
        let head = self.bytes.head();
        let header = read_header(head, text_start(head), wanted).or_else(|| {
            // Many blank lines stand before it.
            let all = if self.bytes.held().is_none() { self.bytes.whole() } else { Arc::default() };
            read_header(&all, text_start(&all), wanted)
        });
        let Some(header) = header else {
            let found = if self.bytes.is_empty() { "an empty file" } else { "nothing but white space" };
            let help = "the table has no data; fetch or export the file again";
            self.refuse("empty-file", None, format!("expected a row of headers, found {found}"), help);
            return Step::Done;
        };
        self.split(header, filling)
    }

    /// Begins to decode a file that is plain but for its encoding; any other is read as a whole.
    fn decode(&mut self, wanted: &[&str], filling: &mut Filling) -> Step {
        // Whoever decodes needs the bytes more than once.
        self.bytes = self.bytes.whole().into();
        match Transcoding::new(&self.name, &self.bytes, &self.read_as, wanted) {
            Some(decoding) => {
                self.stage = Stage::Decoding(Box::new(decoding));
                Step::More(0)
            }
            None => self.again(wanted, filling),
        }
    }

    /// Goes on with the text of a file that was in another encoding, if its end is plain too.
    fn decoded(&mut self, text: &Arc<Vec<u8>>, wanted: &[&str], filling: &mut Filling) -> Step {
        let said = ReadAs { encoding: None, ..self.read_as.clone() };
        let header =
            Some(text).filter(|text| !text.contains(&0) && is_plain(Ends::whole(text), wanted, &said));
        let header = header.and_then(|text| read_header(text, text_start(text), wanted));
        let (Some(header), Stage::Decoding(decoding)) =
            (header, std::mem::replace(&mut self.stage, Stage::Beginning))
        else {
            return self.again(wanted, filling);
        };
        self.remarks.extend(decoding.remarks(text));
        self.bytes = Arc::clone(text).into();
        self.again = Some(Again { header: header.clone(), bytes: self.bytes.clone() });
        self.split(header, filling)
    }

    /// Reads a file that is not plain, as a whole, and goes on with its records.
    fn again(&mut self, wanted: &[&str], filling: &mut Filling) -> Step {
        // The bytes go before their records are written once more.
        let bytes = std::mem::take(&mut self.bytes).whole();
        let opened = open(&self.name, &bytes, &self.read_as);
        drop(bytes);
        let (read, remarks) = plain(opened, &self.read_as, wanted);
        self.remarks.extend(remarks);
        let Some(Plain { header, bytes, lines, remarks }) = read else {
            if self.remarks.is_empty() {
                let help = "the table has no data; fetch or export the file again";
                self.refuse("empty-file", None, "expected a table, found none".to_owned(), help);
            }
            return Step::Done;
        };
        self.remarks.extend(remarks);
        self.bytes = bytes.into();
        self.lines = Some(lines);
        self.again = Some(Again { header: header.clone(), bytes: self.bytes.clone() });
        self.split(header, filling)
    }

    fn split(&mut self, header: Header, filling: &mut Filling) -> Step {
        filling.begin(&self.name, &header);
        self.usable = true;
        self.stage = Stage::Splitting {
            delimiter: Box::new(header.delimiter),
            at: header.next,
            line: header.next_line,
            size: STRETCH,
        };
        Step::More(header.next as u64)
    }

    fn refuse(&mut self, code: &str, line: Option<u64>, message: String, help: &str) {
        let place = RemarkPlace { file: self.name.clone(), line, ..RemarkPlace::default() };
        self.remarks.push(Remark::new(code, Severity::Fatal, place, message).with_help(help));
    }
}

#[cfg(test)]
#[path = "reading_tests.rs"]
mod tests;
