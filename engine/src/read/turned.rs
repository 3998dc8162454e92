//! Lines whose cells another delimiter separates than those of the rest: two exports that somebody has put together.

use super::dialect::Dialect;

/// What the lines so far have said.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Turned {
    /// The delimiter of lines before that were not as most are.
    other: Option<u8>,
    /// Delimiters that stand outside of quotes in the lines before, as bits of `MARKS`.
    seen: u8,
}

const MARKS: [u8; 4] = [b';', b'\t', b'|', b','];

impl Turned {
    /// The delimiter of the line that begins here, where it is not that of most lines: it gives the line the width of
    /// the others, the usual one does not, and the next line is the same.
    pub(super) fn at(&mut self, bytes: &[u8], at: usize, dialect: Dialect, width: usize) -> Option<u8> {
        let (line, rest) = cut(bytes.get(at..).unwrap_or_default());
        let usual = count(line, dialect.delimiter, dialect.quote);
        // Most lines are as they should be.
        if usual.0 + 1 == width && (dialect.delimiter != b',' || usual.2 < usual.0) {
            self.learn(line, dialect);
            return None;
        }
        let found = self.other(line, dialect, width);
        let next = || {
            let begin = rest.iter().position(|byte| !matches!(byte, b'\n' | b'\r' | b' '))?;
            self.other(cut(&rest[begin..]).0, dialect, width)
        };
        let found = found.filter(|mark| self.other == Some(*mark) || next() == Some(*mark));
        match found {
            Some(mark) => self.other = Some(mark),
            None => self.learn(line, dialect),
        }
        found
    }

    fn learn(&mut self, line: &[u8], dialect: Dialect) {
        if dialect.delimiter == b',' {
            for (bit, mark) in MARKS.iter().enumerate() {
                self.seen |= u8::from(line.contains(mark)) << bit;
            }
        }
    }

    fn other(self, line: &[u8], dialect: Dialect, width: usize) -> Option<u8> {
        let usual = count(line, dialect.delimiter, dialect.quote);
        let mut fits = MARKS.iter().enumerate().filter(|(bit, mark)| {
            let (found, apart, decimal) = count(line, **mark, dialect.quote);
            // A comma that a space follows is one of a sentence, and one between digits may be a decimal comma.
            let whole = **mark != b',' || !apart && (width > 2 || decimal == 0);
            // Decimal commas are no delimiters; where they give the same width, the other mark must be new.
            let free = usual.0 == 0
                || dialect.delimiter == b','
                    && usual.0 == usual.2
                    && (usual.0 + 1 != width || self.seen >> bit & 1 == 0);
            **mark != dialect.delimiter && found + 1 == width && whole && free
        });
        let first = fits.next().map(|(_, mark)| *mark);
        first.filter(|_| fits.next().is_none())
    }
}

/// The line up to its end, and the rest.
fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(bytes.len());
    bytes.split_at(end)
}

/// How often a mark stands outside of quotes, whether a space follows it somewhere, and how often it stands between
/// digits.
fn count(line: &[u8], mark: u8, quote: u8) -> (usize, bool, usize) {
    let (mut found, mut apart, mut decimal, mut within) = (0, false, 0, false);
    for (at, byte) in line.iter().enumerate() {
        if *byte == quote {
            within = !within;
        } else if *byte == mark && !within {
            let digit = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(u8::is_ascii_digit);
            found += 1;
            apart |= line.get(at + 1) == Some(&b' ');
            decimal += usize::from(digit(at.checked_sub(1)) && digit(Some(at + 1)));
        }
    }
    (found, apart, decimal)
}
