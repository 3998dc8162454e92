//! Raised letters in the cells of a workbook, which are the marks of notes: `125` with a small 1 is `125¹`, not 1251.
//!
//! The parts of an xlsx file are looked through tag by tag and never held as a whole; of the other formats only what a
//! text is made of is worked out here.

use super::hidden::{Archive, unescaped};
use super::workbook::Book;
use calamine::{Data, Sheets};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Cursor, Read as _};

/// No tag with what follows it is longer.
const LONGEST: u64 = 1 << 22;
/// So many different cells are remembered.
const MOST: usize = 1 << 16;

/// Texts as they would be without their form, and as they are meant.
pub(super) type Raised = BTreeMap<String, String>;

/// The texts with raised letters among the strings that all sheets share.
pub(super) fn marks(book: &Book<'_>, bytes: &[u8]) -> Option<Raised> {
    match book {
        Sheets::Xlsx(_) => {
            let mut out = Raised::new();
            raised(&mut zip::ZipArchive::new(Cursor::new(bytes)).ok()?, "xl/sharedStrings.xml", &mut out);
            Some(out)
        }
        Sheets::Xls(_) => super::shared::raised(bytes),
        Sheets::Xlsb(_) => super::binary::raised(bytes),
        // There they stand with their cells.
        Sheets::Ods(_) => None,
    }
}

/// A text with its raised letters told from the others: by what the cell itself says, or by the shared strings.
pub(super) fn meant(data: Data, marks: &Raised, own: Option<&String>) -> Data {
    let Data::String(text) = &data else { return data };
    own.or_else(|| marks.get(text)).cloned().map_or(data, Data::String)
}

/// The texts with raised letters in a part of the workbook.
fn raised(archive: &mut Archive<'_>, part: &str, out: &mut Raised) {
    let Ok(file) = archive.by_name(part) else { return };
    let mut file = BufReader::new(file);
    let (mut plain, mut meant, mut up, mut text) = (String::new(), String::new(), false, false);
    let mut piece = Vec::new();
    while out.len() < MOST && matches!(file.by_ref().take(LONGEST).read_until(b'<', &mut piece), Ok(1..)) {
        let found = String::from_utf8_lossy(&piece);
        let (tag, behind) = found.split_once('>').unwrap_or((&found, ""));
        let tag = tag.strip_prefix("x:").unwrap_or(tag);
        match tag.split([' ', '\n', '\r', '\t']).next().unwrap_or_default() {
            "si" | "is" => (plain, meant, up, text) = (String::new(), String::new(), false, true),
            "r" => up = false,
            "vertAlign" | "vertAlign/" => up = tag.contains("superscript"),
            // How a word is spoken is no part of it.
            "rPh" => text = false,
            "t" if text && !tag.ends_with('/') => {
                let words = unescaped(behind.trim_end_matches('<'));
                plain.push_str(&words);
                match up {
                    true => lift(&words, &mut meant),
                    false => meant.push_str(&words),
                }
            }
            "/rPh" => text = true,
            "/si" | "/is" if plain != meant => {
                out.insert(std::mem::take(&mut plain), std::mem::take(&mut meant));
            }
            _ => {}
        }
        piece.clear();
    }
}

/// A text in stretches of one font each, as it would be without its form and as it is meant; nothing where no letter is
/// raised. `runs` say from which letter on, counted in units of UTF-16, which font is used; `is_raised` knows the fonts.
pub(super) fn in_runs(
    text: &str,
    runs: &[(usize, usize)],
    is_raised: impl Fn(usize) -> bool,
) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let ends = runs.iter().skip(1).map(|(at, _)| *at).chain([units.len()]);
    let mut meant = String::from_utf16_lossy(units.get(..runs.first()?.0)?);
    for ((at, font), end) in runs.iter().zip(ends) {
        let words = String::from_utf16_lossy(units.get(*at..end)?);
        match is_raised(*font) {
            true => lift(&words, &mut meant),
            false => meant.push_str(&words),
        }
    }
    (meant != text).then_some(meant)
}

/// Raised digits as they are; a letter in brackets; everything else as it stands.
pub(super) fn lift(words: &str, out: &mut String) {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let bare = words.trim();
    let bracketed = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(bare);
    let bracketed = bracketed.strip_suffix(')').unwrap_or(bracketed);
    if !bracketed.is_empty() && bracketed.bytes().all(|byte| byte.is_ascii_digit()) {
        out.extend(bracketed.bytes().map(|digit| DIGITS[usize::from(digit - b'0')]));
    } else if bracketed.len() == 1 && bracketed.bytes().all(|byte| byte.is_ascii_lowercase()) {
        out.push_str(" (");
        out.push_str(bracketed);
        out.push(')');
    } else {
        out.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::{in_runs, lift};

    #[test]
    fn stretches_of_a_font() {
        let raised = |font: usize| font == 7;
        let of = |text: &str, runs: &[(usize, usize)]| in_runs(text, runs, raised);
        assert_eq!(of("1251", &[(3, 7)]).as_deref(), Some("125¹"));
        assert_eq!(
            of("€\u{1F600}12 m2", &[(0, 0), (3, 7), (4, 1), (7, 7)]).as_deref(),
            Some("€\u{1F600}¹2 m²")
        );
        assert_eq!(of("1251", &[(3, 6)]), None);
        assert_eq!(
            (of("1251", &[]), of("1251", &[(9, 7)]), of("1251", &[(3, 7), (2, 1)])),
            (None, None, None)
        );
    }

    #[test]
    fn marks_of_notes_are_told_from_digits() {
        for (raised, expected) in
            [("1", "125¹"), (" 12 ", "125¹²"), ("(2)", "125²"), ("a", "125 (a)"), ("*", "125*")]
        {
            let mut out = "125".to_owned();
            lift(raised, &mut out);
            assert_eq!(out, expected);
        }
    }
}
