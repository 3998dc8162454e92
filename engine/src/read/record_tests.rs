//! Small texts in, cells and lines out.

use super::*;

/// Every record as `line: cell|cell`, with all columns wanted; split in stretches of `stretch` bytes.
fn split(text: &str, delimiter: u8, width: usize, stretch: usize) -> Vec<String> {
    let delimiter = Delimiter::new(delimiter);
    let mut wanted = Cells::new(width);
    for column in 0..width {
        wanted.want(column);
    }
    let bytes = text.as_bytes();
    let (mut from, mut size, mut line) = (0, stretch, 1);
    let mut records = Records::default();
    let mut out = Vec::new();
    while from < bytes.len() {
        let end = bytes.len().min(from + size);
        let used = records.split(&bytes[from..end], end == bytes.len(), &delimiter, &wanted, &mut line);
        if used == 0 {
            size *= 2;
            continue;
        }
        let piece = std::str::from_utf8(&bytes[from..from + used]).expect("cut between characters");
        for record in 0..records.len() {
            let cells: Vec<_> = (0..width).map(|c| records.cells[record * width + c].text(piece)).collect();
            out.push(format!("{}: {}", records.lines[record], cells.join("|")));
        }
        for (record, found) in &records.ragged {
            out.push(format!("ragged {} has {found}", records.lines[*record]));
        }
        out.extend(records.blank.iter().map(|line| format!("blank {line}")));
        out.extend(records.unclosed.iter().map(|(_, line)| format!("unclosed {line}")));
        out.extend(records.after_quote.iter().map(|r| format!("after quote {}", records.lines[*r])));
        from += used;
        size = stretch;
    }
    out
}

#[track_caller]
fn expect(text: &str, delimiter: u8, width: usize, expected: &[&str]) {
    let mut expected: Vec<_> = expected.to_vec();
    expected.sort_unstable();
    for stretch in [1, 2, 3, 5, 7, 1000] {
        let mut found = split(text, delimiter, width, stretch);
        found.sort_unstable();
        assert_eq!(found, expected, "{text:?} in stretches of {stretch}");
    }
}

#[test]
fn lines_end_in_lf_crlf_or_cr() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("a,b{end}{end}c,{end}d,e");
        expect(&text, b',', 2, &["1: a|b", "3: c|", "4: d|e"]);
    }
}

#[test]
fn quoted_cells_keep_delimiters_breaks_and_quotes() {
    expect(
        "\"a;1\";b\n\"x\ny\r\nz\";\"say \"\"no\"\"\"\nc;d\n",
        b';',
        2,
        &["1: a;1|b", "2: x\ny\r\nz|say \"no\"", "5: c|d"],
    );
    expect("\"\",\"\"\"\"\n", b',', 2, &["1: |\""]);
}

#[test]
fn a_quote_within_a_cell_is_a_quote() {
    expect("5\" pipe,b\n", b',', 2, &["1: 5\" pipe|b"]);
}

#[test]
fn text_after_a_closing_quote_stays_and_is_noted() {
    expect("\"a\"b,c\n\"d\" ,e\n", b',', 2, &["1: ab|c", "2: d |e", "after quote 1", "after quote 2"]);
}

#[test]
fn an_unclosed_quote_loses_nothing() {
    expect("a,b\nc,\"d\ne,f\n", b',', 2, &["1: a|b", "2: c|\"d", "3: e|f", "unclosed 2"]);
}

#[test]
fn ragged_and_blank_records_are_told() {
    expect(
        "a,b,c\nd\n,,\ne,f,g,h\n",
        b',',
        3,
        &["1: a|b|c", "2: d||", "4: e|f|g", "blank 3", "ragged 2 has 1", "ragged 4 has 4"],
    );
}

#[test]
fn a_delimiter_at_the_very_end_opens_a_last_cell() {
    expect("a,b\nc,", b',', 2, &["1: a|b", "2: c|"]);
}

#[test]
fn only_wanted_cells_are_kept() {
    let mut wanted = Cells::new(3);
    assert_eq!(wanted.want(2), 0);
    assert_eq!(wanted.want(2), 0);
    let mut records = Records::default();
    let text = "a,b,c\nd,e,f\n";
    let used = records.split(text.as_bytes(), true, &Delimiter::new(b','), &wanted, &mut 1);
    assert_eq!(used, text.len());
    let cells: Vec<_> = records.cells.iter().map(|cell| cell.of(text)).collect();
    assert_eq!(cells, ["c", "f"]);
}

#[test]
fn the_end_of_a_cell_is_the_first_that_there_is() {
    let delimiter = Delimiter::new(b';');
    let mut state = 7_u32;
    for length in 0..200 {
        let bytes: Vec<u8> = (0..length)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                // Neighbours of what ends a cell are what a search by words would take for it.
                b"aaaaaaaaaa\x3a\x3c\xbb\x8a\x0b\x09\x0c\x0e;\n\r\0"[(state >> 16) as usize % 22]
            })
            .collect();
        for from in 0..=bytes.len() {
            let plain = bytes[from..].iter().position(|byte| b";\n\r".contains(byte));
            assert_eq!(
                delimiter.end_of(&bytes, from),
                plain.map_or(bytes.len(), |at| from + at),
                "{bytes:?} {from}"
            );
        }
    }
}
