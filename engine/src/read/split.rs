//! Text becomes rows of cells, with care for what people and programs do to quotes.
//!
//! Slower than `record`, which serves files that are as they should be. Here a closing quote is one that a delimiter
//! or the end of the line follows; a quote in the middle of a cell is part of it; a quote that nothing closes is part
//! of its cell as well, and does not swallow the rows below it.

use super::dialect::Dialect;
use super::grid::Grid;
use super::html::character;
use super::noted::{Noted, brief, shown};
use super::turned::Turned;
use crate::told::told;
use esito_model::Severity;
use std::ops::Range;

/// A cell as it lies in the text.
#[derive(Clone, Debug)]
struct Span {
    range: Range<usize>,
    quoted: bool,
}

/// What was odd about a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Oddity {
    /// A quote within a quoted cell that is neither doubled nor the last.
    Stray,
    /// A quote that nothing closes.
    Unclosed,
}

/// One record.
#[derive(Clone, Debug, Default)]
struct Record {
    cells: Vec<Span>,
    odd: Option<Oddity>,
    /// Where the next one begins.
    next: usize,
    /// How many lines it takes.
    lines: u32,
}

/// Splits a text; `width` is how many cells most records have, where that is known.
pub(crate) fn split(text: &str, dialect: Dialect, width: Option<usize>, noted: &mut Noted) -> Grid {
    let bytes = text.as_bytes();
    let mut grid = Grid::with_room(bytes, dialect.delimiter);
    grid.delimiter = Some(char::from(dialect.delimiter));
    let mut at = 0;
    let mut line = 1;
    let (mut formulas, mut marked) = (None, None);
    let mut turned = Turned::default();
    let usual = dialect;
    while at < bytes.len() {
        let mut dialect = usual;
        if !usual.told
            && let Some(other) = width.and_then(|width| turned.at(bytes, at, usual, width))
        {
            dialect.delimiter = other;
            changed(usual.delimiter, other, line, noted);
        }
        let mut record = record(bytes, at, dialect, false);
        let wrong = |record: &Record| width.is_some_and(|width| record.cells.len() != width);
        let long = record.lines > 1 && swallows(bytes, at, &record, dialect, width);
        if long || (record.odd.is_some() && wrong(&record)) {
            // Without any meaning of quotes the record may have the width of the others.
            let plain = self::record(bytes, at, dialect, true);
            if long || !wrong(&plain) {
                record = Record { odd: record.odd.or(Some(Oddity::Unclosed)), ..plain };
            }
        }
        if let Some(odd) = record.odd {
            say(odd, line, text.get(at..record.next).unwrap_or_default(), noted);
        }
        let first = grid.cells();
        for span in &record.cells {
            let raw = text.get(span.range.clone()).unwrap_or_default();
            if span.quoted {
                grid.push_with(|out| {
                    let from = out.len();
                    unquote(raw, dialect, out);
                    if let Some(inner) = out.get(from..).and_then(formula_text).map(str::to_owned) {
                        out.truncate(from);
                        out.push_str(&inner);
                        formulas = formulas.or(Some(line));
                    } else if dialect.quote != b'\'' && out.get(from..).and_then(marked_text).is_some() {
                        out.remove(from);
                        marked = marked.or(Some((line, raw)));
                    }
                });
            } else if let Some(inner) = formula_text(raw) {
                formulas = formulas.or(Some(line));
                grid.push(inner);
            } else if let Some(inner) = marked_text(raw).filter(|_| dialect.quote != b'\'') {
                marked = marked.or(Some((line, raw)));
                grid.push(inner);
            } else {
                grid.push(raw);
            }
        }
        grid.end_row(first, line);
        line += record.lines;
        at = record.next;
    }
    if let Some(line) = formulas {
        let message =
            "expected text, found formulas that hold nothing else, such as =\"001\"; their text was read";
        noted.note("formula-text", Some(line), message.to_owned(), "");
    }
    if let Some((line, cell)) = marked {
        let message = format!(
            "expected codes alone, found the mark of a spreadsheet for text before them, {}; read without it",
            shown(cell)
        );
        noted.note("text-mark", Some(line), told(message).found([brief(cell)]), "");
    }
    grid
}

/// The code in a cell such as `'380`, before which a spreadsheet's mark for text was left. `'19` is rather a year.
fn marked_text(cell: &str) -> Option<&str> {
    let code = cell.strip_prefix('\'')?;
    let digits = code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (digits && code.len() > 2 && code.as_bytes()[0].is_ascii_digit()).then_some(code)
}

/// Whether the text has cells such as `'380`.
pub(crate) fn has_marked_text(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices('\'').any(|(at, _)| {
        let end = text[at + 1..].find(|c: char| !(c.is_ascii_digit() || c == '.'));
        let begins = at == 0 || matches!(bytes[at - 1], b',' | b';' | b'\t' | b'|' | b'\n' | b'\r' | b'"');
        begins && end.is_none_or(|end| end > 2 && bytes[at + 1 + end] != b'\'')
    })
}

fn changed(usual: u8, other: u8, line: u32, noted: &mut Noted) {
    let mark = |byte: u8| if byte == b'\t' { "tab".to_owned() } else { char::from(byte).to_string() };
    let (usual, other) = (mark(usual), mark(other));
    let help = "make sure that these lines came out right; two files may have been put together";
    let words = || {
        told(format!("expected \"{usual}\" between all cells, found \"{other}\" from here on; these lines were read by it"))
            .found([usual.clone(), other.clone()])
    };
    noted.say(("delimiter-changes", Severity::Doubt), Some(line), None, words, help);
}

/// The text of a cell such as `="001"`, which spreadsheets are given so that they leave its zeros alone.
fn formula_text(cell: &str) -> Option<&str> {
    let inner = cell.trim().strip_prefix("=\"")?.strip_suffix('"')?;
    (!inner.contains('"')).then_some(inner)
}

/// Whether the text has cells such as `="001"` at the beginning of a line or after a delimiter.
pub(crate) fn has_formula_text(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices("=\"")
        .any(|(at, _)| at == 0 || matches!(bytes[at - 1], b',' | b';' | b'\t' | b'|' | b'\n' | b'\r' | b'"'))
}

/// Whether a quoted cell over several lines holds what looks like whole rows.
fn swallows(bytes: &[u8], at: usize, record: &Record, dialect: Dialect, width: Option<usize>) -> bool {
    let Some(width) = width.filter(|width| *width > 1) else { return false };
    let within = bytes.get(at..record.next).unwrap_or_default();
    let delimiters = |line: &[u8]| line.iter().filter(|byte| **byte == dialect.delimiter).count();
    let mut lines: Vec<&[u8]> = within.split(|byte| *byte == b'\n').collect();
    // The last piece is what follows the last line end.
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let rows = lines.iter().filter(|line| delimiters(line) + 1 == width).count();
    let wrong = record.cells.len() != width;
    // A record that has its width is believed, unless one pair of quotes holds nothing but rows.
    let quotes = within.iter().filter(|byte| **byte == dialect.quote).count();
    (rows == lines.len() && lines.len() > 2 && quotes == 2) || (wrong && rows * 2 >= lines.len())
}

fn say(odd: Oddity, line: u32, record: &str, noted: &mut Noted) {
    let (code, message) = match odd {
        Oddity::Stray => {
            ("text-after-quote", "expected the cell to end at its closing quote, found more text in")
        }
        Oddity::Unclosed => ("unclosed-quote", "expected a closing quote, found none in"),
    };
    let help = "the quote is read as part of the cell; quotes within a cell are written twice";
    let words = || told(format!("{message} {}", shown(record))).found([brief(record)]);
    noted.say((code, Severity::Doubt), Some(line), None, words, help);
}

fn record(bytes: &[u8], from: usize, dialect: Dialect, plain: bool) -> Record {
    let mut record = Record::default();
    let mut at = from;
    // A quote that nothing closes to the end of the file: neither are those behind it.
    let mut open_to_the_end = plain;
    loop {
        // Some write a space after each delimiter, and the quote after it.
        let mut open = at;
        while matches!(bytes.get(open), Some(b' ')) {
            open += 1;
        }
        let quoted = if bytes.get(open) != Some(&dialect.quote) {
            None
        } else if open_to_the_end {
            record.odd = record.odd.or((!plain).then_some(Oddity::Unclosed));
            None
        } else {
            match quoted(bytes, open, dialect) {
                Ok(closed) => Some(closed),
                Err((odd, at)) => {
                    record.odd = record.odd.or(Some(odd));
                    open_to_the_end = at >= bytes.len();
                    None
                }
            }
        };
        if let Some(closed) = quoted {
            record.cells.push(Span { range: open + 1..closed.end, quoted: true });
            record.lines += closed.lines;
            if closed.stray {
                record.odd = record.odd.or(Some(Oddity::Stray));
            }
            at = closed.next;
        } else {
            let start = at;
            while at < bytes.len() && (!dialect.ends_cell(bytes[at]) || ends_entity(bytes, start, at)) {
                at += 1;
            }
            record.cells.push(Span { range: start..at, quoted: false });
        }
        let Some(&byte) = bytes.get(at) else {
            record.next = at;
            record.lines += 1;
            return record;
        };
        at += 1;
        if byte == dialect.delimiter {
            continue;
        }
        if byte == b'\r' && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        record.next = at;
        record.lines += 1;
        return record;
    }
}

/// Whether a semicolon ends a letter as web pages write it, `Tom &amp; Co`, and no cell.
pub(super) fn ends_entity(bytes: &[u8], start: usize, at: usize) -> bool {
    const LONGEST: usize = 9;
    let before = &bytes[start.max(at.saturating_sub(LONGEST))..at];
    bytes[at] == b';'
        && before.iter().rposition(|byte| *byte == b'&').is_some_and(|open| {
            std::str::from_utf8(&before[open + 1..]).is_ok_and(|name| character(name).is_some())
        })
}

struct Closed {
    /// The closing quote.
    end: usize,
    /// The delimiter or line end after it.
    next: usize,
    lines: u32,
    stray: bool,
}

/// A quoted cell; what is odd about a quote that does not close, and where that shows.
fn quoted(bytes: &[u8], open: usize, dialect: Dialect) -> Result<Closed, (Oddity, usize)> {
    let quote = dialect.quote;
    let mut at = open + 1;
    let (mut lines, mut stray) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        if byte == b'\\' && dialect.backslash {
            at += 2;
            continue;
        }
        if byte == quote {
            let mut next = at + 1;
            while matches!(bytes.get(next), Some(b' ')) {
                next += 1;
            }
            if bytes.get(next).is_none_or(|after| dialect.ends_cell(*after)) {
                return Ok(Closed { end: at, next, lines, stray });
            }
            if bytes.get(at + 1) == Some(&quote) && !dialect.backslash {
                at += 2;
                continue;
            }
            // A quote in the middle: the cell may still close on this line, but must not run on from here.
            if lines > 0 {
                return Err((Oddity::Unclosed, at));
            }
            stray = true;
        } else if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            if stray {
                return Err((Oddity::Stray, at));
            }
            lines += 1;
        }
        at += 1;
    }
    Err((Oddity::Unclosed, at))
}

/// A quoted cell's text: doubled quotes are one, a backslash takes the meaning from what follows it.
fn unquote(raw: &str, dialect: Dialect, out: &mut String) {
    let Dialect { backslash, quote, .. } = dialect;
    if !raw.contains(['"', '\\', '\'', '\r']) {
        out.push_str(raw);
        return;
    }
    let mut letters = raw.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' if backslash => match letters.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(quoted @ ('"' | '\'' | '\\')) => out.push(quoted),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            c if c == char::from(quote) && letters.peek() == Some(&c) && !backslash => {
                out.push(c);
                letters.next();
            }
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, dialect: Dialect, width: Option<usize>) -> (Vec<Vec<String>>, Vec<String>, Vec<u32>) {
        let mut noted = Noted::new("t.csv");
        let grid = split(text, dialect, width, &mut noted);
        let row = |row: usize| (0..grid.width(row)).map(|column| grid.raw(row, column).to_owned()).collect();
        let codes = noted.remarks.into_iter().map(|remark| remark.code).collect();
        ((0..grid.rows()).map(row).collect(), codes, (0..grid.rows()).map(|row| grid.line(row)).collect())
    }

    fn semicolons() -> Dialect {
        Dialect { delimiter: b';', ..Dialect::default() }
    }

    fn check(text: &str, expected: &[&[&str]], codes: &[&str]) {
        let (found, said, _) = rows(text, semicolons(), Some(2));
        assert_eq!(found, expected, "{text:?}");
        assert_eq!(said, codes, "{text:?}");
    }

    #[test]
    fn quotes_as_they_should_be() {
        check("\"a;b\";\"c \"\"d\"\"\"\n\"\";x\n", &[&["a;b", "c \"d\""], &["", "x"]], &[]);
        check("\"two\r\nlines\";3\r\n4;5\r6;7", &[&["two\nlines", "3"], &["4", "5"], &["6", "7"]], &[]);
        check("a; \"b;c\" \n", &[&["a", "b;c"]], &[]);
    }

    #[test]
    fn quotes_in_the_middle_are_text() {
        check("Scuola \"Dante\";12\n", &[&["Scuola \"Dante\"", "12"]], &[]);
        check(
            "\"Scuola \"Dante\" Torino\";12\n",
            &[&["Scuola \"Dante\" Torino", "12"]],
            &["text-after-quote"],
        );
        check(
            "\"Casa\" di Carlo;5\nx;\"y\"\n",
            &[&["\"Casa\" di Carlo", "5"], &["x", "y"]],
            &["text-after-quote"],
        );
        check("\"Casa\" di Carlo;\"x\"\n", &[&["\"Casa\" di Carlo", "\"x\""]], &["text-after-quote"]);
    }

    #[test]
    fn a_quote_that_nothing_closes_swallows_nothing() {
        check("\"Bari;4\nRoma;5\n", &[&["\"Bari", "4"], &["Roma", "5"]], &["unclosed-quote"]);
        check(
            "\"Bari;4\nRoma;5\n\"Milano\";\"6\"\n",
            &[&["\"Bari", "4"], &["Roma", "5"], &["Milano", "6"]],
            &["unclosed-quote"],
        );
        // The stray quote of a later row would close it; the rows in between tell.
        check(
            "\"Bari;4\nRoma;5\nMilano;6\nLido 5\";x\n",
            &[&["\"Bari", "4"], &["Roma", "5"], &["Milano", "6"], &["Lido 5\"", "x"]],
            &["unclosed-quote"],
        );
    }

    #[test]
    fn backslashes_take_the_meaning_from_quotes() {
        let dialect = Dialect { delimiter: b',', backslash: true, ..Dialect::default() };
        let (found, codes, _) = rows("\"a \\\"b\\\", c\",\"d\\\\\"\n", dialect, Some(2));
        assert_eq!((found, codes), (vec![vec!["a \"b\", c".to_owned(), "d\\".to_owned()]], vec![]));
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let (_, _, lines) = rows("a;b\n\n\"x\ny\";1\r2;3\r\n4;5", semicolons(), Some(2));
        assert_eq!(lines, [1, 2, 3, 5, 6]);
    }
}
