//! SYLK, the symbolic links that spreadsheets write as `.slk` and offices sometimes offer as CSV.
//!
//! One record a line, its fields between semicolons: `C;Y2;X1;K"Torino"` puts a word into row 2 and column 1. Formats
//! are not applied; a doubt says what the file is.

use super::encoding::decode;
use super::grid::{Grid, Stored};
use super::noted::Noted;
use super::open::Opened;
use super::sheet::Sheet;
use esito_model::ReadAs;
use std::collections::BTreeMap;

/// Rows and columns of a spreadsheet of that time, and some more.
const MOST: usize = 1 << 20;

/// Whether bytes begin as such a file does.
pub(crate) fn is_sylk(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Some(rest) = bytes.strip_prefix(b"ID;P") else { return false };
    // `ID;PWXL;N;E`; the cells stand in lines that begin with `C;`. `ID;Progetto` is the header of a table.
    let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    end.is_some_and(|end| {
        rest[..end].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b';')
            && rest[end..].windows(3).any(|window| matches!(window, [b'\n' | b'\r', b'C' | b'F', b';']))
    })
}

/// Opens its one sheet.
pub(crate) fn open(name: &str, bytes: &[u8], read_as: &ReadAs) -> Opened {
    let mut noted = Noted::new(name);
    let decoded = decode(bytes, &mut Noted::new(name));
    noted.doubt(
        "not-a-workbook",
        None,
        "expected a workbook or a CSV file, found a SYLK file; its cells were read".to_owned(),
        "make sure of it, or save the table as xlsx or CSV",
    );
    let mut sheet = Sheet::new(grid(&decoded.text), 0, read_as.header.as_deref(), &mut noted);
    sheet.encoding = decoded.encoding;
    Opened { sheets: vec![(sheet, noted.remarks)], ..Opened::default() }
}

fn grid(text: &str) -> Grid {
    let mut cells: BTreeMap<usize, BTreeMap<usize, (String, Stored)>> = BTreeMap::new();
    let (mut row, mut column) = (1, 1);
    for line in text.lines() {
        let fields = fields(line);
        let Some(kind) = fields.first().filter(|kind| matches!(kind.as_str(), "C" | "F")) else { continue };
        let place = |letter: char| {
            let number = fields[1..].iter().find_map(|field| field.strip_prefix(letter));
            number.and_then(|number| number.parse::<usize>().ok()).filter(|at| (1..=MOST).contains(at))
        };
        row = place('Y').unwrap_or(row);
        column = place('X').unwrap_or(column);
        let value = fields[1..].iter().find_map(|field| field.strip_prefix('K')).filter(|_| kind == "C");
        if let Some(value) = value {
            cells.entry(row).or_default().insert(column, cell(value));
        }
    }
    let mut grid = Grid::default();
    for (row, cells) in cells {
        let first = grid.cells();
        let last = cells.last_key_value().map_or(0, |(column, _)| *column);
        for column in 1..=last {
            match cells.get(&column) {
                Some((text, stored)) => grid.push_stored(text, *stored),
                None => grid.push_stored("", Stored::Text),
            }
        }
        grid.end_row(first, u32::try_from(row).unwrap_or(u32::MAX));
    }
    grid
}

/// What stands between semicolons; two of them are one that belongs to the text.
fn fields(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut letters = line.trim_end_matches('\r').chars().peekable();
    while let Some(c) = letters.next() {
        if c != ';' {
            if let Some(field) = out.last_mut() {
                field.push(c);
            }
        } else if letters.peek() == Some(&';') {
            letters.next();
            if let Some(field) = out.last_mut() {
                field.push(';');
            }
        } else {
            out.push(String::new());
        }
    }
    out
}

fn cell(value: &str) -> (String, Stored) {
    if let Some(text) = value.strip_prefix('"') {
        let text = text.strip_suffix('"').unwrap_or(text).replace("\"\"", "\"");
        return (accents(&text), Stored::Text);
    }
    let number = value.parse::<f64>().is_ok_and(f64::is_finite);
    (value.to_owned(), if number { Stored::Number } else { Stored::Text })
}

/// Letters with accents, written as an escape, the accent and the letter: `\u{1B}NAe` is è.
fn accents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\u{1B}N") {
        out.push_str(&rest[..at]);
        let mut letters = rest[at + 2..].chars();
        let pair = (letters.next(), letters.next());
        let known = match pair {
            (Some(accent), Some(letter)) => accented(accent, letter),
            _ => None,
        };
        match known {
            Some(letter) => {
                out.push(letter);
                rest = letters.as_str();
            }
            None => {
                out.push_str("\u{1B}N");
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

fn accented(accent: char, letter: char) -> Option<char> {
    let pairs = match accent {
        'A' => "aàeèiìoòuùAÀEÈIÌOÒUÙ",
        'B' => "aáeéiíoóuúyýAÁEÉIÍOÓUÚYÝ",
        'C' => "aâeêiîoôuûAÂEÊIÎOÔUÛ",
        'D' => "aãoõnñAÃOÕNÑ",
        'H' => "aäeëiïoöuüyÿAÄEËIÏOÖUÜ",
        'J' => "aåAÅ",
        'K' => "cçCÇ",
        _ => return None,
    };
    let letters: Vec<char> = pairs.chars().collect();
    letters.chunks(2).find(|pair| pair[0] == letter).map(|pair| pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_go_where_they_say() {
        let text = "ID;PWXL\r\nC;Y1;X1;K\"Comune\"\r\nC;X3;K\"Quota\"\r\nF;Y3;X2\r\nC;K\"a;;b\"\r\nC;X3;K1.5\r\nE\r\n";
        let grid = grid(text);
        let row = |row: usize| (0..grid.width(row)).map(|column| grid.raw(row, column)).collect::<Vec<_>>();
        assert_eq!((row(0), row(1)), (vec!["Comune", "", "Quota"], vec!["", "a;b", "1.5"]));
        assert_eq!((grid.stored(1, 1), grid.stored(1, 2)), (Stored::Text, Stored::Number));
        assert_eq!(grid.line(1), 3);
    }

    #[test]
    fn accents_are_letters_again() {
        assert_eq!(accents("Forl\u{1B}NAi, Citt\u{1B}NAa \u{1B}NZx"), "Forlì, Città \u{1B}NZx");
    }
}
