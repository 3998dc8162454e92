//! The first record of a file: its headers, and what stands between its cells.

use super::record::{Delimiter, one_record};

/// The header of a file.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// What stands between cells.
    pub delimiter: Delimiter,
    /// The headers, trimmed, in the order of the file.
    pub names: Vec<String>,
    /// The line where it begins, from 1.
    pub line: u32,
    /// The byte where the first row of data begins.
    pub next: usize,
    /// The line of that byte.
    pub next_line: u32,
}

/// Reads the header; nothing where the file holds no text. Comma or semicolon: whichever brings out more of the
/// headers in `wanted`; else whichever splits the header into more cells.
pub(crate) fn read_header(bytes: &[u8], from: usize, wanted: &[&str]) -> Option<Header> {
    let mut at = from;
    let mut line = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' => line += 1,
            b'\r' => line += u32::from(bytes.get(at + 1) != Some(&b'\n')),
            b' ' | b'\t' => {}
            _ => break,
        }
        at += 1;
    }
    if at >= bytes.len() {
        return None;
    }
    [b',', b';']
        .into_iter()
        .filter_map(|byte| header_with(bytes, at, line, Delimiter::new(byte)))
        // `max_by_key` takes the last of equals: the comma comes first, so it is asked for last.
        .rev()
        .max_by_key(|header| {
            let found =
                wanted.iter().filter(|name| header.names.iter().any(|have| is_wanted(have, name))).count();
            (found, header.names.len())
        })
}

/// Whether a header is one that is wanted: by its name, or by the pattern of wide columns.
pub(crate) fn is_wanted(name: &str, wanted: &str) -> bool {
    name == wanted || wanted.contains(['*', '?', '{']) && crate::name_matches(wanted, name)
}

fn header_with(bytes: &[u8], at: usize, line: u32, delimiter: Delimiter) -> Option<Header> {
    let mut cells = Vec::new();
    let seen = one_record(bytes, at, &delimiter, true, |_, cell| cells.push(cell))?;
    let text = std::str::from_utf8(bytes.get(..seen.next)?).ok()?;
    let names = cells.iter().map(|cell| cell.text(text).trim().to_owned()).collect();
    Some(Header { delimiter, names, line, next: seen.next, next_line: line + seen.lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str, wanted: &[&str]) -> Option<Header> {
        read_header(text.as_bytes(), super::super::text_start(text.as_bytes()), wanted)
    }

    #[test]
    fn the_delimiter_is_the_one_that_brings_out_the_headers() {
        let comma = header("city,year; as given,n\n1;2,3,4\n", &["city", "n"]).expect("a header");
        assert_eq!((comma.delimiter.byte, comma.names.len()), (b',', 3));
        let semicolon = header("city;rate, in %;n\n", &["rate, in %"]).expect("a header");
        assert_eq!(semicolon.delimiter.byte, b';');
        let unknown = header("a;b;c\n", &[]).expect("a header");
        assert_eq!(unknown.delimiter.byte, b';');
        assert_eq!(header("only\n", &[]).expect("a header").delimiter.byte, b',');
    }

    #[test]
    fn marks_blank_lines_and_spaces_are_passed_over() {
        let header = header("\u{FEFF}\r\n\r\n Year ,\"two\nlines\"\r\n2020,1\r\n", &[]).expect("a header");
        assert_eq!(header.names, ["Year", "two\nlines"]);
        assert_eq!((header.line, header.next_line), (3, 5));
        assert_eq!(header.next, 3 + 4 + 18 + 2);
    }

    #[test]
    fn no_text_is_no_header() {
        assert!(header("", &["a"]).is_none());
        assert!(header("\u{FEFF}\n \n", &["a"]).is_none());
    }

    #[test]
    fn ten_thousand_columns() {
        let names: Vec<_> = (0..10_000).map(|n| format!("c{n}")).collect();
        let found = header(&(names.join(",") + "\n"), &["c9999"]).expect("a header");
        assert_eq!(found.names, names);
    }
}
